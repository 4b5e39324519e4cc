//! `gridbound run`: solve scenarios, write tables and charts, print a summary.

use std::collections::BTreeMap;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use clap::Args;

use super::{Common, Overrides, diagnose, screen};
use crate::analysis::parallel;
use crate::error::{Error, Result};
use crate::export::assumptions::assumptions;
use crate::export::manifest::Manifest;
use crate::export::tables::{TableVisitor, csv, each};
use crate::export::{OutputFolder, charts};
use crate::input::document::Document;
use crate::input::folder::plain;
use crate::load::{Library, Loaded, load};
use crate::results::tables::AssumptionRow;
use crate::run::{Run, run as solve_and_tabulate};
use crate::scenario::Scenario;
use crate::scenario::settings::Settings;
use crate::solve::Options;

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// Scenarios to solve
    #[arg(value_name = "SCENARIO", default_value = "baseline")]
    chosen: Vec<String>,
    #[command(flatten)]
    overrides: Overrides,
    /// Leave the charts out
    #[arg(long)]
    no_charts: bool,
    /// Name of the results' folder, if not the scenario's
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
}

/// A scenario that was run, with the folder of its results.
struct Finished<'a> {
    run: Run,
    loaded: &'a Loaded,
    folder: &'a OutputFolder,
    charts: usize,
}

/// Runs all scenarios, side by side where there are threads for it.
pub fn run(common: &Common, arguments: &RunArguments) -> Result<()> {
    let library = common.library()?;
    let overrides = arguments.overrides.documents()?;
    let names = folder_names(arguments)?;
    let folders = names.iter().map(|n| OutputFolder::create(common.outputs.join(n))).collect::<Result<Vec<_>>>()?;
    let started = Instant::now();
    let loaded = parallel::map(common.threads(), &arguments.chosen, |name| {
        let mut loaded = load(&library, name, &overrides)?;
        let changes = arguments.overrides.assignments();
        if !changes.is_empty() {
            loaded.scenario.title = format!("{}, with {}", loaded.scenario.title, changes.join(", "));
        }
        if let Some(name) = &arguments.name {
            loaded.scenario.name.clone_from(name);
            loaded.system.scenario.clone_from(name);
        }
        Ok(loaded)
    })?;
    let loaded = all(loaded)?;
    let load_seconds = started.elapsed().as_secs_f64() / loaded.len() as f64;
    if !common.quiet {
        for l in &loaded {
            diagnose::problems_to_stderr(&l.warnings);
        }
    }
    let progress = screen::Progress::start(common.quiet, &loaded);
    let work: Vec<(Loaded, OutputFolder)> = loaded.into_iter().zip(folders).collect();
    let finished = parallel::map(common.threads(), &work, |(loaded, folder)| {
        let run = solve_and_tabulate(loaded, &Options::default(), load_seconds)?;
        progress.one_done();
        let charts = write(&library, loaded, &run, folder, arguments)?;
        Ok(Finished { run, loaded, folder, charts })
    })?;
    progress.finish();
    report(common, &all(finished)?)
}

/// All results, or all problems of those that failed.
fn all<T>(results: Vec<Result<T>>) -> Result<Vec<T>> {
    let (mut good, mut problems, mut failure) = (vec![], vec![], None);
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(Error::Input(more)) => {
                problems.extend(more.into_iter().filter(|p| !problems.contains(p)).collect::<Vec<_>>());
            }
            Err(run) => failure = failure.or(Some(run)),
        }
    }
    match failure {
        _ if !problems.is_empty() => Err(Error::Input(problems)),
        Some(failure) => Err(failure),
        None => Ok(good),
    }
}

fn folder_names(arguments: &RunArguments) -> Result<Vec<String>> {
    match &arguments.name {
        None => match arguments.chosen.iter().find(|name| !plain(name)) {
            None => Ok(arguments.chosen.clone()),
            Some(name) => Err(Error::input(format!(
                "\"{name}\" cannot be the name of a scenario: use letters, digits, - and _, without .toml"
            ))),
        },
        Some(_) if arguments.chosen.len() > 1 => Err(Error::input("--as names the results of one scenario")),
        Some(name) if !plain(name) => {
            Err(Error::input(format!("--as {name}: use letters, digits, - and _ in the name of the results")))
        }
        Some(name) => Ok(vec![name.clone()]),
    }
}

/// Writes everything that a run leaves behind; the number of charts is returned.
fn write(
    library: &Library,
    loaded: &Loaded,
    run: &Run,
    folder: &OutputFolder,
    arguments: &RunArguments,
) -> Result<usize> {
    let assumptions = assumption_rows(library, loaded, run);
    each(&run.results, &assumptions, &mut CsvFiles { folder })?;
    let certificate = serde_json::to_string_pretty(&run.certificate);
    let certificate = certificate.map_err(|fault| Error::run(format!("cannot write the certificate: {fault}")))?;
    folder.write("certificate.json", format!("{certificate}\n").as_bytes())?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let manifest = toml::to_string(&Manifest::new(loaded, &arguments.overrides.assignments(), now));
    let manifest = manifest.map_err(|fault| Error::run(format!("cannot write the manifest: {fault}")))?;
    folder.write("manifest.toml", manifest.as_bytes())?;
    if arguments.no_charts { Ok(0) } else { write_charts(run, folder) }
}

fn write_charts(run: &Run, folder: &OutputFolder) -> Result<usize> {
    let folder = folder.inside("charts")?;
    let drawings = charts::draw_all(&run.results)?;
    let mut names = vec![];
    for drawing in &drawings {
        let (svg, png) = (format!("{}.svg", drawing.name), format!("{}.png", drawing.name));
        folder.write(&svg, drawing.svg.as_bytes())?;
        folder.write(&png, &drawing.png)?;
        names.extend([svg, png]);
    }
    folder.keep_only(&[".svg", ".png"], &names)?;
    Ok(drawings.len())
}

/// The assumptions of a run, compared with the oldest ancestor of its scenario.
pub fn assumption_rows(library: &Library, loaded: &Loaded, run: &Run) -> Vec<AssumptionRow> {
    let root = loaded.scenario.lineage.last().and_then(|name| root_settings(library, name));
    assumptions(loaded, root.as_ref(), &run.results)
}

fn root_settings(library: &Library, name: &str) -> Option<Settings> {
    let no_overrides: &[Document] = &[];
    let scenario = Scenario::read(&library.scenarios, name, no_overrides, &mut crate::error::Problems::default());
    scenario.map(|s| s.settings)
}

struct CsvFiles<'a> {
    folder: &'a OutputFolder,
}

impl TableVisitor for CsvFiles<'_> {
    fn visit<T: serde::Serialize>(&mut self, name: &'static str, header: &[&str], rows: &[T]) -> Result<()> {
        self.folder.write(&format!("{name}.csv"), &csv(header, rows)?)
    }
}

fn report(common: &Common, finished: &[Finished<'_>]) -> Result<()> {
    if common.json {
        let runs: Vec<_> = finished
            .iter()
            .map(|f| {
                serde_json::json!({
                    "scenario": f.loaded.scenario.name,
                    "summary": f.run.results.summary,
                    "certificate": f.run.certificate,
                    "outputs": f.folder.path(),
                })
            })
            .collect();
        return screen::print(&serde_json::Value::Array(runs).to_string());
    }
    for f in finished {
        let mut text = screen::summary(f.loaded, &f.run);
        let written: BTreeMap<&str, usize> =
            BTreeMap::from([("tables", crate::export::tables::MEANINGS.len()), ("charts", f.charts)]);
        text.push_str(&screen::where_it_is(f.folder.path(), &written));
        screen::print(&text)?;
    }
    Ok(())
}
