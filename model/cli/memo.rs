//! `gridbound memo`: what a scenario says, for those who decide.

use std::fmt::Write;

use clap::{Args, ValueEnum};

use super::explain::{ExplainArguments, PartName, Waiting};
use super::scenarios::{folder_name, now, read, results_folder};
use super::sweep::{Done, SweepArguments, complete};
use super::{Common, Overrides, screen};
use crate::documents::html::{Extras, html};
use crate::documents::{Against, Audience, Document, Material, Page, Provenance, Source, compose, docx, markdown};
use crate::error::Result;
use crate::experiment::compare::judged::{Judged, side_by_side};
use crate::experiment::compare::{Comparison, check_names, verdicts};
use crate::figures::{self, Drawing};
use crate::load::{Library, Loaded};
use crate::run::{Run, run as solve_and_tabulate};
use crate::scenario::sweep::Verdicts;
use crate::solve::Options;
use crate::store::{Analysis, Kept, Manifest, OutputFolder, RunFolder};

/// Arguments of `memo`.
#[derive(Debug, Args)]
pub struct MemoArguments {
    /// Scenario that the memo is about
    #[arg(value_name = "SCENARIO", default_value = "baseline")]
    scenario: String,
    /// Scenario to hold it against
    #[arg(long, value_name = "SCENARIO")]
    against: Option<String>,
    /// Sweep to draw on; what is not yet solved of it is solved first
    #[arg(long, value_name = "SWEEP")]
    sweep: Option<String>,
    /// Whom it is for
    #[arg(long, value_enum, default_value_t = AudienceName::Investor)]
    audience: AudienceName,
    /// Files to write [default: all that this binary can]
    #[arg(long, value_enum, value_delimiter = ',')]
    format: Vec<FormatName>,
    /// Analyses besides relaxation and verdict
    #[arg(long, value_name = "PARTS", value_delimiter = ',', default_value = "ladder,intervals,themes,flips")]
    parts: Vec<PartName>,
    #[command(flatten)]
    overrides: Overrides,
    /// Name of the results' folder, if not the scenario's
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
}

/// Whom a memo is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AudienceName {
    /// Where money earns the most
    Investor,
    /// What policy can move
    Policy,
}

/// A format of memos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// PDF, in binaries built with the feature `pdf`
    Pdf,
    /// Markdown, with footnotes
    Md,
    /// Word
    Docx,
    /// One page for a browser: charts that tell their values, shadow prices to search, tables to save
    Html,
}

impl FormatName {
    /// What this binary can write.
    fn all() -> Vec<Self> {
        let pdf = if cfg!(feature = "pdf") { vec![Self::Pdf] } else { vec![] };
        pdf.into_iter().chain([Self::Md, Self::Docx, Self::Html]).collect()
    }

    /// Ending of the file.
    const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Md => "md",
            Self::Docx => "docx",
            Self::Html => "html",
        }
    }

    /// The memo as bytes.
    fn bytes(self, memo: &Document, extras: &Extras<'_>) -> Result<Vec<u8>> {
        match self {
            #[cfg(feature = "pdf")]
            Self::Pdf => crate::documents::pdf(memo),
            #[cfg(not(feature = "pdf"))]
            Self::Pdf => Err(no_pdf()),
            Self::Md => Ok(markdown(memo).into_bytes()),
            Self::Docx => docx(memo),
            Self::Html => Ok(html(memo, extras)?.into_bytes()),
        }
    }
}

#[cfg(not(feature = "pdf"))]
fn no_pdf() -> crate::error::Error {
    crate::error::Error::input_with_hint(
        "this gridbound was built without PDF",
        "build it with `cargo build --release --features pdf`, or ask for --format md,docx,html",
    )
}

/// Solves, analyses and compares what the memo needs, writes it, and says where it is.
pub fn memo(common: &Common, arguments: &MemoArguments) -> Result<()> {
    if let Some(against) = &arguments.against {
        check_names(&[arguments.scenario.clone(), against.clone()])?;
    }
    let formats = if arguments.format.is_empty() { FormatName::all() } else { arguments.format.clone() };
    #[cfg(not(feature = "pdf"))]
    if formats.contains(&FormatName::Pdf) {
        return Err(no_pdf());
    }
    let library = common.library()?;
    let files = results_folder(common, &folder_name(&arguments.scenario, arguments.name.as_deref())?)?;
    let solved = Solved::new(common, &library, arguments, files)?;
    let other = arguments.against.as_ref().map(|name| held_against(common, &library, arguments, (&solved, name)));
    let other = other.transpose()?;
    let swept = arguments.sweep.as_ref().map(|name| complete(common, &SweepArguments::plain(name))).transpose()?;
    let line = screen::Doing::start(common.quiet, "drawing charts");
    let mut drawings = solved.drawings.clone();
    drawings.extend(figures::draw_explanation(&solved.run.results, &solved.analysis.explanation)?);
    if let Some((comparison, run)) = &other {
        drawings.extend(figures::draw_comparison(comparison, &[&solved.run.results, &run.results])?);
    }
    if let Some(Done { finished, findings, .. }) = &swept {
        drawings.extend(figures::draw_sweep(finished, findings)?);
    }
    let material = Material {
        audience: match arguments.audience {
            AudienceName::Investor => Audience::Investor,
            AudienceName::Policy => Audience::Policy,
        },
        description: &solved.loaded.scenario.description,
        results: &solved.run.results,
        explanation: &solved.analysis.explanation,
        assumptions: &solved.run.results.assumptions,
        sources: &Source::all(&solved.loaded),
        charts: &drawings,
        against: other.as_ref().map(|(comparison, run)| Against { comparison, results: &run.results }),
        sweep: swept.as_ref().map(|done| (&done.finished, &done.findings)),
        provenance: &Provenance::new(&solved.loaded, &solved.run.certificate, command(arguments)),
    };
    let page = if formats.contains(&FormatName::Html) { Page::new(&material)? } else { Page::default() };
    drop(line);
    let memo = compose(&material);
    write(common, (&memo, &page.extras(&material)), (&formats, material.audience), &solved.folder)
}

/// The scenario of the memo, solved and analysed.
struct Solved {
    loaded: Loaded,
    run: Run,
    analysis: Analysis,
    /// Charts of the run.
    drawings: Vec<Drawing>,
    folder: RunFolder,
}

impl Solved {
    /// Solves it; takes the analysis that its folder keeps, or makes one and keeps it.
    fn new(common: &Common, library: &Library, arguments: &MemoArguments, files: OutputFolder) -> Result<Self> {
        let (overrides, name) = (&arguments.overrides, arguments.name.as_deref());
        let question = ExplainArguments::plain(&arguments.scenario, &arguments.parts).question()?;
        let (loaded, seconds) = read((common, library), &arguments.scenario, overrides, name)?;
        let line = screen::Doing::start(common.quiet, format!("solving {}", loaded.scenario.name));
        let mut run = solve_and_tabulate(&loaded, &Options::default())?.read_in(seconds);
        let folder = RunFolder::at(files.clone(), Manifest::of_run(&loaded, now()));
        let kept = folder.kept(&question)?;
        if let Kept::Fit(analysis) = kept {
            analysis.complete(&mut run.results);
            line.now("drawing charts");
            let drawings = figures::draw_all(&run.results)?;
            return Ok(Self { loaded, run, analysis: *analysis, drawings, folder });
        }
        drop(line);
        if let (Kept::Unfit(reason), false) = (kept, common.quiet) {
            eprintln!("{} keeps an analysis that is made again: {reason}", folder.path().display());
        }
        let waiting = Waiting::new(common.quiet);
        let explanation = run.explain(&loaded, &question, (common.threads(), &waiting))?;
        waiting.finish();
        let _line = screen::Doing::start(common.quiet, "writing tables and charts");
        let folder = RunFolder::replace(files, Manifest::of_run(&loaded, now()))?;
        folder.write_run(&loaded, &run)?;
        let drawings = figures::draw_all(&run.results)?;
        folder.write_charts(&drawings)?;
        let analysis = folder.write_explanation(&loaded, &run, (&explanation, &question))?;
        Ok(Self { loaded, run, analysis, drawings, folder })
    }
}

/// Another scenario under the same overrides, and what differs.
fn held_against(
    common: &Common,
    library: &Library,
    arguments: &MemoArguments,
    (solved, name): (&Solved, &str),
) -> Result<(Comparison, Run)> {
    let (loaded, seconds) = read((common, library), name, &arguments.overrides, None)?;
    let line = screen::Doing::start(common.quiet, format!("solving {name}"));
    let run = solve_and_tabulate(&loaded, &Options::default())?.read_in(seconds);
    line.now(format!("what binds in {name}"));
    let verdict = &solved.analysis.explanation.verdict.horizon;
    let words = [[verdict.narrow, verdict.broad].map(Some), verdicts::words(&loaded, &run, Verdicts::ReSolved)];
    let [own, others] = words.map(Some);
    let judged = [Judged::new(&solved.loaded, &solved.run, own)?, Judged::new(&loaded, &run, others)?];
    let comparison = side_by_side(&judged, Some(Verdicts::ReSolved));
    Ok((comparison, run))
}

/// The command that makes the analysis, as a shell reads it.
fn command(arguments: &MemoArguments) -> String {
    let quoted = |words: &str| format!("'{}'", words.replace('\'', r"'\''"));
    let name = arguments.name.iter().map(|name| format!(" --as {}", quoted(name)));
    let set = arguments.overrides.assignments().into_iter().map(|change| format!(" --set {}", quoted(&change)));
    format!("gridbound explain {}{}", arguments.scenario, name.chain(set).collect::<String>())
}

fn write(
    common: &Common,
    (memo, extras): (&Document, &Extras<'_>),
    (formats, audience): (&[FormatName], Audience),
    folder: &RunFolder,
) -> Result<()> {
    let line = screen::Doing::start(common.quiet, "writing charts");
    let inside = folder.write_memo_charts(&memo.drawings())?;
    let mut files = vec![];
    for format in formats {
        let name = format!("{}.{}", audience.file(), format.ending());
        line.now(format!("setting {name}"));
        inside.write(&name, &format.bytes(memo, extras)?)?;
        files.push(inside.path().join(name));
    }
    drop(line);
    if common.json {
        return screen::print(
            &serde_json::json!({ "title": memo.title, "notes": memo.notes.len(), "files": files }).to_string(),
        );
    }
    let mut text = format!("{}\n{}\n", memo.title, memo.subtitle);
    for file in files {
        let _ = writeln!(text, "memo       {}", file.display());
    }
    screen::print(text.trim_end())
}
