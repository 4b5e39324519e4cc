//! `gridbound memo`: what a scenario says, for those who decide.

use std::fmt::Write;
use std::time::Instant;

use clap::{Args, ValueEnum};
use sha2::{Digest, Sha256};

use super::beside::Beside;
use super::explain::{ExplainArguments, PartName, Waiting};
use super::run::{folder_names, read};
use super::sweep::{SweepArguments, complete};
use super::write::{Analysis, Kept, assumption_rows, fitting_analysis, write_charts, write_explanation, write_run};
use super::{Common, Overrides, screen};
use crate::documents::html::{Extras, html};
use crate::documents::{Against, Audience, Document, Material, Provenance, Source, compose, docx, markdown};
use crate::error::Result;
use crate::experiment::compare::{Case, Comparison, check_names, compare, verdicts};
use crate::experiment::explain::explain::explain as analyse;
use crate::experiment::explain::origin::Origin;
use crate::experiment::sweep::findings::{Findings, findings};
use crate::experiment::sweep::record::Finished;
use crate::figures::{self, Drawing};
use crate::input::dataset::hex;
use crate::load::{Library, Loaded};
use crate::render::tables::flat;
use crate::run::{Run, run as solve_and_tabulate};
use crate::scenario::sweep::Verdicts;
use crate::solve::Options;
use crate::store::OutputFolder;
use crate::store::manifest::Manifest;

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
    let names = folder_names(std::slice::from_ref(&arguments.scenario), arguments.name.as_deref())?;
    let folder = OutputFolder::create(common.outputs.join(&names[0]))?;
    let solved = Solved::new(common, &library, arguments, &folder)?;
    let other = arguments.against.as_ref().map(|name| held_against(common, &library, arguments, (&solved, name)));
    let other = other.transpose()?;
    let swept = arguments.sweep.as_ref().map(|name| complete(common, &SweepArguments::plain(name))).transpose()?;
    let swept: Option<(Finished, Findings)> = swept.map(|done| {
        let findings = findings(&done.finished);
        (done.finished, findings)
    });
    let line = screen::Doing::start(common.quiet, "drawing charts");
    let mut drawings = solved.drawings.clone();
    drawings.extend(figures::draw_explanation(&solved.run.results, &solved.analysis.explanation)?);
    if let Some((comparison, run)) = &other {
        drawings.extend(figures::draw_comparison(comparison, &[&solved.run.results, &run.results])?);
    }
    if let Some((finished, findings)) = &swept {
        drawings.extend(figures::draw_sweep(finished, findings)?);
    }
    let (sources, provenance) = (sources(&solved.loaded), provenance(&solved, arguments));
    let material = Material {
        audience: match arguments.audience {
            AudienceName::Investor => Audience::Investor,
            AudienceName::Policy => Audience::Policy,
        },
        description: &solved.loaded.scenario.description,
        results: &solved.run.results,
        explanation: &solved.analysis.explanation,
        assumptions: &assumption_rows(&library, &solved.loaded, &solved.run),
        sources: &sources,
        charts: &drawings,
        against: other.as_ref().map(|(comparison, run)| Against { comparison, results: &run.results }),
        sweep: swept.as_ref().map(|(finished, findings)| (finished, findings)),
        provenance: &provenance,
    };
    let has_page = formats.contains(&FormatName::Html);
    let beside = if has_page { Beside::new(&material)? } else { Beside::default() };
    drop(line);
    let memo = compose(&material);
    write(common, (&memo, &beside.extras(&material)), (&formats, material.audience), &folder)
}

/// The scenario of the memo, solved and analysed.
struct Solved {
    loaded: Loaded,
    run: Run,
    analysis: Analysis,
    /// Charts of the run.
    drawings: Vec<Drawing>,
}

impl Solved {
    /// Solves it; takes the analysis that its folder keeps, or makes one and keeps it.
    fn new(common: &Common, library: &Library, arguments: &MemoArguments, folder: &OutputFolder) -> Result<Self> {
        let started = Instant::now();
        let (overrides, name) = (&arguments.overrides, arguments.name.as_deref());
        let question = ExplainArguments::plain(&arguments.scenario, &arguments.parts).question()?;
        let loaded = read((common, library), &arguments.scenario, overrides, name)?;
        let line = screen::Doing::start(common.quiet, format!("solving {}", loaded.scenario.name));
        let mut run = solve_and_tabulate(&loaded, &Options::default(), started.elapsed().as_secs_f64())?;
        let (changes, manifest) = (overrides.assignments(), Manifest::new(&loaded, &overrides.assignments(), 0));
        let kept = fitting_analysis(folder, &manifest, &question)?;
        if let Kept::Fit(analysis) = kept {
            analysis.complete(&mut run.results);
            line.now("drawing charts");
            let drawings = figures::draw_all(&run.results)?;
            return Ok(Self { loaded, run, analysis: *analysis, drawings });
        }
        drop(line);
        if let (Kept::Unfit(reason), false) = (kept, common.quiet) {
            eprintln!("{} keeps an analysis that is made again: {reason}", folder.path().display());
        }
        let waiting = Waiting::new(common.quiet);
        let origin = Origin::new(&loaded, &run.program, &run.solution, common.threads());
        let explanation = analyse(&origin, &mut run.results, &question, &waiting)?;
        waiting.finish();
        let _line = screen::Doing::start(common.quiet, "writing tables and charts");
        write_run(library, &loaded, &run, folder, (&changes, false))?;
        let drawings = figures::draw_all(&run.results)?;
        write_charts(&drawings, folder)?;
        let analysis = write_explanation(library, &loaded, (&run, &explanation, &question), folder)?;
        Ok(Self { loaded, run, analysis, drawings })
    }
}

/// Another scenario under the same overrides, and what differs.
fn held_against(
    common: &Common,
    library: &Library,
    arguments: &MemoArguments,
    (solved, name): (&Solved, &str),
) -> Result<(Comparison, Run)> {
    let started = Instant::now();
    let loaded = read((common, library), name, &arguments.overrides, None)?;
    let line = screen::Doing::start(common.quiet, format!("solving {name}"));
    let run = solve_and_tabulate(&loaded, &Options::default(), started.elapsed().as_secs_f64())?;
    line.now(format!("what binds in {name}"));
    let verdict = &solved.analysis.explanation.verdict.horizon;
    let words = [[verdict.narrow.clone(), verdict.broad.clone()], verdicts::words(&loaded, &run, Verdicts::ReSolved)];
    let tables = [flat(&solved.run.results)?, flat(&run.results)?];
    let comparison = compare(
        &[
            Case {
                loaded: &solved.loaded,
                results: &solved.run.results,
                objective: solved.run.certificate.objective_musd,
                flat: &tables[0],
                words: Some(&words[0]),
            },
            Case {
                loaded: &loaded,
                results: &run.results,
                objective: run.certificate.objective_musd,
                flat: &tables[1],
                words: Some(&words[1]),
            },
        ],
        Some(Verdicts::ReSolved),
    );
    Ok((Comparison { overrides: arguments.overrides.assignments(), ..comparison }, run))
}

/// Sources of the dataset.
fn sources(loaded: &Loaded) -> Vec<Source> {
    let table = loaded.dataset.table("sources");
    let text = |column: &str, row: usize| table.text(column)[row].clone();
    (0..table.len())
        .map(|row| Source {
            key: text("source", row),
            title: text("title", row),
            published: format!("{}, {}", text("publisher", row), table.cell(row, "year")),
            quality: text("quality", row),
        })
        .collect()
}

/// The command that makes the analysis, as a shell reads it.
fn command(arguments: &MemoArguments) -> String {
    let quoted = |words: &str| format!("'{}'", words.replace('\'', r"'\''"));
    let name = arguments.name.iter().map(|name| format!(" --as {}", quoted(name)));
    let set = arguments.overrides.assignments().into_iter().map(|change| format!(" --set {}", quoted(&change)));
    format!("gridbound explain {}{}", arguments.scenario, name.chain(set).collect::<String>())
}

fn provenance(solved: &Solved, arguments: &MemoArguments) -> Provenance {
    const SHOWN: usize = 12;
    let mut hash = Sha256::new();
    for (file, sum) in &solved.loaded.dataset.hashes {
        hash.update(format!("{file} {sum}\n"));
    }
    let hash = hex(&hash.finalize());
    let proof = &solved.run.certificate;
    let residuals = [proof.relative_gap, proof.primal_residual, proof.dual_residual, proof.complementarity];
    Provenance {
        version: format!("{} ({})", env!("CARGO_PKG_VERSION"), env!("GRIDBOUND_COMMIT")),
        dataset: solved.loaded.scenario.dataset.clone(),
        dataset_hash: hash[..SHOWN].to_owned(),
        command: command(arguments),
        objective_musd: proof.objective_musd,
        worst_residual: residuals.into_iter().fold(0.0, f64::max),
        solver: format!("{} {}", proof.solver, proof.algorithm),
    }
}

fn write(
    common: &Common,
    (memo, extras): (&Document, &Extras<'_>),
    (formats, audience): (&[FormatName], Audience),
    folder: &OutputFolder,
) -> Result<()> {
    let inside = folder.inside("memo")?;
    let line = screen::Doing::start(common.quiet, "writing charts");
    write_charts(&memo.drawings(), &inside)?;
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
