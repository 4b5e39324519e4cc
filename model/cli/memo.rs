//! `gridbound memo`: what a scenario says, for those who decide.

use clap::Args;

use super::explain::PartName;
use super::scenarios::{asked_names, folder_name, now, read, results_folder};
use super::screen::Line;
use super::sweep::{Done, SweepArguments, complete};
use super::{Common, Overrides};
use crate::documents::{Against, Audience, Format, Material, Page, compose};
use crate::error::Result;
use crate::experiment::compare::judged::side_by_side;
use crate::experiment::compare::{Comparison, check_names, verdicts};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::question::STEP;
use crate::load::Loaded;
use crate::render::chart::{self, Drawing};
use crate::run::{Run, run};
use crate::scenario::sweep::Verdicts;
use crate::solve::Options;
use crate::store::{Kept, Manifest, OutputFolder, RunFolder};

/// Arguments of `memo`.
#[derive(Debug, Args)]
pub struct MemoArguments {
    /// Scenario that the memo is about; NAME+KEY=VALUE sets something over it
    #[arg(value_name = "SCENARIO", default_value = "baseline", add = super::complete::scenarios())]
    scenario: String,
    /// Scenario to hold it against
    #[arg(long, value_name = "SCENARIO", add = super::complete::scenarios())]
    against: Option<String>,
    /// Sweep to draw on; what is not yet solved of it is solved first
    #[arg(long, value_name = "SWEEP", add = super::complete::sweeps())]
    sweep: Option<String>,
    /// Whom it is for
    #[arg(long, value_enum, default_value_t = Audience::Investor)]
    audience: Audience,
    /// Files to write [default: all that this binary can]
    #[arg(long, value_enum, value_delimiter = ',')]
    format: Vec<Format>,
    /// Analyses besides relaxation and verdict
    #[arg(long, value_name = "PARTS", value_delimiter = ',', default_value = "ladder,intervals,themes,flips")]
    parts: Vec<PartName>,
    #[command(flatten)]
    overrides: Overrides,
    /// Name of the results' folder, if not the scenario's
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
}

/// Solves, analyses and compares what the memo needs, writes it, and says where it is.
pub fn memo(common: &Common, arguments: &MemoArguments) -> Result<()> {
    if let Some(against) = &arguments.against {
        check_names(&asked_names(&[arguments.scenario.clone(), against.clone()])?)?;
    }
    let mut formats = arguments.format.clone();
    if formats.is_empty() {
        formats.extend(Format::ALL.iter().filter(|format| format.check().is_ok()));
    }
    formats.iter().try_for_each(|format| format.check())?;
    let files = results_folder(common, &folder_name(&arguments.scenario, arguments.name.as_deref())?)?;
    let solved = Solved::new(common, arguments, files)?;
    let other = arguments.against.as_ref().map(|name| held_against(common, arguments, (&solved, name))).transpose()?;
    let swept = arguments.sweep.as_ref().map(|name| complete(common, &SweepArguments::plain(name))).transpose()?;
    let line = Line::doing(common.quiet, "drawing charts");
    let Solved { loaded, run, explanation, charts, folder } = solved;
    let material = Material::new(
        arguments.audience,
        (&loaded, &run, &explanation),
        charts,
        (
            other.as_ref().map(|(comparison, run)| Against { comparison, results: &run.results }),
            swept.as_ref().map(|Done { finished, findings, .. }| (finished, findings)),
        ),
        command(arguments, &loaded.scenario.overrides),
    )?;
    let page = if formats.contains(&Format::Html) { Page::new(&material)? } else { Page::default() };
    let memo = compose(&material);
    let extras = page.extras(&material);
    let files = folder.write_memo((&memo, &extras), (arguments.audience, &formats), &|what| line.now(what))?;
    drop(line);
    common.say_text(&serde_json::json!({ "title": memo.title, "notes": memo.notes.len(), "files": files }), || {
        let paths = files.iter().map(|file| format!("\nmemo       {}", file.display()));
        format!("{}\n{}{}", memo.title, memo.subtitle, paths.collect::<String>())
    })
}

/// The scenario of the memo, solved and analysed, with the charts of the run.
struct Solved {
    loaded: Loaded,
    run: Run,
    explanation: Explanation,
    charts: Vec<Drawing>,
    folder: RunFolder,
}

impl Solved {
    /// Solves it; takes the analysis that its folder keeps, or makes one and keeps it.
    fn new(common: &Common, arguments: &MemoArguments, files: OutputFolder) -> Result<Self> {
        let question = PartName::question(&arguments.parts, STEP);
        let loaded = read(common, &arguments.scenario, &arguments.overrides, arguments.name.as_deref())?;
        loaded.scenario.foresight.refuse("a memo")?;
        let line = Line::doing(common.quiet, format!("solving {}", loaded.scenario.name));
        let mut run = run(&loaded, &Options::default())?;
        let manifest = Manifest::of_run(&loaded, now()?);
        let mut folder = RunFolder::at(files.clone(), manifest.clone());
        let reason = match folder.kept(&question)? {
            Kept::Fit(analysis) => {
                analysis.complete(&mut run.results);
                line.now("drawing charts");
                let charts = chart::draw_all(&run.results)?;
                return Ok(Self { loaded, run, explanation: analysis.explanation, charts, folder });
            }
            Kept::Unfit(reason) => Some(reason),
            Kept::Nothing => None,
        };
        if let (Some(reason), false) = (reason, common.quiet) {
            line.aside(&format!("{} keeps an analysis that is made again: {reason}", folder.path().display()));
        }
        folder = RunFolder::replace(files, manifest)?;
        let explanation = folder.explain(&loaded, &mut run, (&question, common.threads(), &line))?;
        line.now("writing tables and charts");
        folder.write_run(&loaded, &run)?;
        let charts = chart::draw_all(&run.results)?;
        folder.write_charts(&charts)?;
        folder.write_explanation(&loaded, &run, (&explanation, &question))?;
        Ok(Self { loaded, run, explanation, charts, folder })
    }
}

/// Another scenario under the same overrides, and what differs.
fn held_against(
    common: &Common,
    arguments: &MemoArguments,
    (solved, name): (&Solved, &str),
) -> Result<(Comparison, Run)> {
    let loaded = read(common, name, &arguments.overrides, None)?;
    let line = Line::doing(common.quiet, format!("solving {name}"));
    let run = run(&loaded, &Options::default())?;
    line.now(format!("what binds in {name}"));
    let verdict = &solved.explanation.verdict.horizon;
    let own = [verdict.narrow, verdict.broad].map(Some);
    let other = verdicts::words(&loaded, &run, Verdicts::ReSolved)?;
    let judged = [(&solved.loaded, &solved.run, Some(own)), (&loaded, &run, Some(other))];
    Ok((side_by_side(&judged, Some(Verdicts::ReSolved))?, run))
}

/// The command that makes the analysis, as a shell reads it.
fn command(arguments: &MemoArguments, overrides: &[String]) -> String {
    let quoted = |words: &str| format!("'{}'", words.replace('\'', r"'\''"));
    let name = arguments.name.iter().map(|name| format!(" --as {}", quoted(name)));
    let set = overrides.iter().map(|change| format!(" --set {}", quoted(change)));
    format!("gridbound explain {}{}", arguments.scenario, name.chain(set).collect::<String>())
}
