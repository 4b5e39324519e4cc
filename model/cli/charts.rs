//! `gridbound charts`: the charts of a scenario alone, in the size and colours asked for; those of its explanation too
//! where an analysis of the same inputs is kept.

use clap::{Args, ValueEnum};

use super::scenarios::to_add_to;
use super::screen::{Line, note};
use super::{Common, Overrides, complete};
use crate::error::{Error, Problem, Result};
use crate::figures::{names, names_of_explanation};
use crate::render::chart::{Picture, Theme, draw_named};
use crate::run::run;
use crate::solve::Options;

/// Arguments of `charts`.
#[derive(Debug, Args)]
pub struct ChartsArguments {
    /// Scenario; NAME+KEY=VALUE sets something over it
    #[arg(default_value = "baseline", add = complete::scenarios())]
    scenario: String,
    /// Charts to draw, several with commas [default: all of the run, and of the explanation if `explain` left one]
    #[arg(long, value_name = "NAME", value_delimiter = ',', add = complete::charts())]
    only: Vec<String>,
    /// What to write; several with commas
    #[arg(long, value_enum, value_delimiter = ',', default_values = ["svg", "png"])]
    format: Vec<Kind>,
    /// Width of PNG files
    #[arg(long, value_name = "PIXELS", default_value_t = 2000, value_parser = clap::value_parser!(u32).range(200..=6000))]
    width: u32,
    /// Paper; several with commas
    #[arg(long, value_enum, value_delimiter = ',', default_values = ["light"])]
    theme: Vec<Theme>,
    #[command(flatten)]
    overrides: Overrides,
    /// Name of the results' folder, if not the scenario's
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Kind {
    /// Scalable, texts as texts
    Svg,
    /// Pixels
    Png,
    /// NAME.vl.json, to draw or change it with other tools
    VegaLite,
}

/// Solves a scenario and draws its charts into the folder of its results; prints their paths.
pub fn charts(common: &Common, arguments: &ChartsArguments) -> Result<()> {
    let asked = known(&arguments.only)?;
    let name = arguments.name.as_deref();
    let (loaded, folder) = to_add_to(common, &arguments.scenario, &arguments.overrides, name)?;
    let kept = folder.analysis()?;
    let wanted = at_hand(asked, (arguments, kept.is_some()))?;
    let line = Line::doing(common.quiet, format!("solving {}", loaded.scenario.name));
    let mut run = run(&loaded, &Options::default())?;
    if let Some(analysis) = &kept {
        analysis.complete(&mut run.results);
    }
    line.now(format!("drawing charts of {}", loaded.scenario.name));
    let explanation = kept.as_ref().map(|analysis| &analysis.explanation);
    let themes = each_once(&arguments.theme);
    let mut pictures = vec![];
    for (i, theme) in themes.iter().enumerate() {
        // A figure is the same on every paper.
        let asked = kinds(arguments).into_iter().filter(|kind| i == 0 || *kind != Picture::VegaLite);
        pictures.extend(draw_named((&run.results, explanation), &wanted, *theme, &asked.collect::<Vec<_>>())?);
    }
    let paths = folder.add_pictures(&pictures)?;
    folder.write_proof(&run)?;
    drop(line);
    if !common.quiet {
        say_what_is_missing(&wanted, &pictures, themes[0]);
    }
    common.say_paths(&paths)
}

/// The charts asked for, all if none is named; an error that lists them all if there is none of a name.
fn known(only: &[String]) -> Result<Vec<&'static str>> {
    let all = [names(), names_of_explanation()].concat();
    let only: Vec<String> = only.iter().map(|name| name.replace('-', "_")).collect();
    for name in &only {
        if !all.contains(&name.as_str()) {
            let problem = Problem::new(format!("--only {name}: there is no such chart")).suggest(name, all);
            let (run, explanation) = (names().join(", "), names_of_explanation().join(", "));
            let meant = problem.hint.as_ref().map_or(String::new(), |hint| format!("{hint} "));
            let known = format!("{meant}charts of a run are {run}; those of an explanation are {explanation}");
            return Err(Error::usage(problem.message, known));
        }
    }
    Ok(all.into_iter().filter(|name| only.is_empty() || only.iter().any(|other| other == name)).collect())
}

/// Those of them that can be drawn: charts of an explanation need an analysis that is kept, an error if they are named.
fn at_hand(asked: Vec<&'static str>, (arguments, is_kept): (&ChartsArguments, bool)) -> Result<Vec<&'static str>> {
    let of_explanation = |name: &&&str| names_of_explanation().contains(*name);
    match asked.iter().find(of_explanation) {
        Some(name) if !is_kept && !arguments.only.is_empty() => Err(Error::usage(
            format!("--only {name}: this chart is of an explanation, and no analysis of these inputs is kept"),
            format!("`gridbound explain {}` first", arguments.scenario),
        )),
        Some(_) if !is_kept => Ok(names()),
        _ => Ok(asked),
    }
}

/// What to make of every chart, each once.
fn kinds(arguments: &ChartsArguments) -> Vec<Picture> {
    let picture = |kind| match kind {
        Kind::Svg => Picture::Svg,
        Kind::Png => Picture::Png(arguments.width),
        Kind::VegaLite => Picture::VegaLite,
    };
    each_once(&arguments.format).into_iter().map(picture).collect()
}

/// Choices in order, each once.
fn each_once<T: Copy + Ord>(chosen: &[T]) -> Vec<T> {
    let mut chosen = chosen.to_vec();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// Names charts that have nothing to show; one of an explanation may be of a part that `explain` was not asked for.
fn say_what_is_missing(wanted: &[&str], files: &[(String, Vec<u8>)], theme: Theme) {
    let starts = |name: &str| [format!("{name}{}.", theme.suffix()), format!("{name}.vl.")];
    let drawn = |name: &str| files.iter().any(|(file, _)| starts(name).iter().any(|start| file.starts_with(start)));
    for name in wanted.iter().filter(|name| !drawn(name)) {
        let of = if names().contains(name) { "this scenario" } else { "the analysis that is kept" };
        note(&format!("{name} has nothing to show in {of} and is left out"));
    }
}
