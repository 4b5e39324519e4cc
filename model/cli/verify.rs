//! `gridbound verify`: known answers, and other solvers on the same programs.

use std::fmt::Write as _;
use std::time::Instant;

use clap::Args;
use comfy_table::{Cell, CellAlignment, Table, presets};
use indicatif::ProgressBar;

use super::scenarios::{now, results_folder};
use super::{Common, screen};
use crate::error::{Error, Problem, Problems, Result};
use crate::experiment::parallel;
use crate::experiment::verify::known::{CASES, Case};
use crate::experiment::verify::{KnownRow, Report, SolverRow, crosscheck};
use crate::load::Library;
use crate::scenario::settings::override_document;
use crate::store::{OutputFolder, write_verification};

/// Solvers that each scenario is given to.
const SOLVERS: usize = 3;

/// Scenarios of a quick check.
const QUICK: [&str; 2] = ["baseline", "toy"];

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// Of the scenarios only baseline and toy; all known answers
    #[arg(long, conflicts_with = "only")]
    quick: bool,
    /// Only these cases and scenarios
    #[arg(long, value_name = "NAME,...", value_delimiter = ',')]
    only: Vec<String>,
}

/// Checks, prints, writes; a failed check is a failed run.
pub fn verify(common: &Common, arguments: &VerifyArguments) -> Result<()> {
    let library = common.library()?;
    let (cases, scenarios) = chosen(&library, arguments)?;
    let folder = results_folder(common, "verify")?;
    let started = Instant::now();
    let report = check(common, &library, &cases, &scenarios)?;
    write_verification(&folder, &report, now())?;
    let (checks, failed) = report.counts();
    if common.json {
        let value = serde_json::json!({
            "known": report.known,
            "solvers": report.solvers,
            "checks": checks,
            "failed": failed,
            "outputs": folder.path(),
        });
        screen::print(&value.to_string())?;
    } else {
        let seconds = started.elapsed().as_secs_f64();
        screen::print(&format!("{}\n{}", tables(&report), end(&folder, seconds, (checks, failed))))?;
    }
    if failed > 0 {
        return Err(Error::run_with_hint(
            format!("{failed} of {checks} checks failed"),
            "the rows marked FAILED say by how much; a case can be run by itself, see outputs/README.md",
        ));
    }
    Ok(())
}

/// The cases and scenarios to check; a name that is neither is an error.
fn chosen(library: &Library, arguments: &VerifyArguments) -> Result<(Vec<Case>, Vec<String>)> {
    let files = library.scenarios.names(".toml");
    let scenarios: Vec<String> = files.iter().map(|file| file.trim_end_matches(".toml").to_owned()).collect();
    let known = || scenarios.iter().map(String::as_str).chain(CASES.iter().map(|case| case.scenario));
    let mut problems = Problems::default();
    for name in arguments.only.iter().filter(|name| !known().any(|k| k == name.as_str())) {
        let message = format!("--only {name}: there is no such case or scenario");
        problems.push(Problem::new(message).suggest(name, known()));
    }
    problems.into_result()?;
    let only = &arguments.only;
    let wanted = |name: &str| only.is_empty() || only.iter().any(|other| other == name);
    let cases = CASES.iter().copied().filter(|case| wanted(case.scenario)).collect();
    let quick = |name: &str| !arguments.quick || QUICK.contains(&name);
    Ok((cases, scenarios.into_iter().filter(|name| wanted(name) && quick(name)).collect()))
}

fn check(common: &Common, library: &Library, cases: &[Case], scenarios: &[String]) -> Result<Report> {
    let steps = cases.len() + SOLVERS * scenarios.len();
    let bar = if common.quiet {
        ProgressBar::hidden()
    } else {
        screen::moving_line(steps, "{spinner} checking {wide_bar} {pos}/{len} {elapsed}", String::new())
    };
    let known = parallel::map(common.threads(), cases, |case| {
        let rows = case.verify();
        bar.inc(1);
        rows
    })?;
    let known = known.into_iter().collect::<Result<Vec<_>>>()?.concat();
    // Screening resolution: a day is one slice.
    let mut problems = Problems::default();
    let overrides: Vec<_> = override_document("horizon.block_hours = 24", &mut problems).into_iter().collect();
    problems.into_result()?;
    let solvers = crosscheck::crosscheck(library, (scenarios, &overrides), common.threads(), &|| bar.inc(1))?;
    bar.finish_and_clear();
    Ok(Report { known, solvers })
}

fn tables(report: &Report) -> String {
    let mut text = String::new();
    if !report.known.is_empty() {
        text.push_str("Known answers: what a closed form says of a case, and what the model says\n\n");
        let groups = report.known.chunk_by(|a, b| a.case == b.case);
        let rows = groups.flat_map(|group| group.iter().enumerate().map(|(i, row)| known_cells(i == 0, row)));
        let header = ["case", "check", "expected", "found", "unit", "difference", "", "states"];
        let _ = writeln!(text, "{}\n", table(&header, &[2, 3, 5], rows.collect()));
    }
    if !report.solvers.is_empty() {
        text.push_str(
            "Solvers: the same programs, each day as one slice; residuals are relative, from the program itself\n\n",
        );
        let groups = report.solvers.chunk_by(|a, b| a.scenario == b.scenario);
        let rows = groups.flat_map(|group| group.iter().enumerate().map(|(i, row)| solver_cells(i == 0, row)));
        let header = [
            "scenario",
            "solver",
            "objective\nmillion USD",
            "difference\nrelative",
            "primal",
            "dual",
            "comple-\nmentarity",
            "gap",
            "seconds",
            "",
            "ended",
        ];
        let _ = writeln!(text, "{}\n", table(&header, &[2, 3, 4, 5, 6, 7, 8], rows.collect()));
    }
    text
}

/// A table without lines, the given columns aligned to the right.
fn table(header: &[&str], right: &[usize], rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_header(header.iter().map(Cell::new));
    table.add_rows(rows);
    for (index, column) in table.column_iter_mut().enumerate() {
        if right.contains(&index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn known_cells(first: bool, row: &KnownRow) -> Vec<String> {
    vec![
        if first { row.case.clone() } else { String::new() },
        row.check.clone(),
        format!("{:.6}", row.expected),
        format!("{:.6}", row.found),
        row.unit.clone(),
        format!("{:.0e}", row.difference),
        verdict(row.passed),
        row.states.clone(),
    ]
}

fn solver_cells(first: bool, row: &SolverRow) -> Vec<String> {
    let small = |value: Option<f64>| value.map_or("none".to_owned(), |v| format!("{v:.0e}"));
    vec![
        if first { row.scenario.clone() } else { String::new() },
        row.solver.clone(),
        row.objective_musd.map_or("none".to_owned(), |v| format!("{v:.3}")),
        small(row.difference),
        small(row.primal),
        small(row.dual),
        small(row.complementarity),
        small(row.gap),
        format!("{:.1}", row.seconds),
        verdict(row.passed),
        row.status.clone(),
    ]
}

fn verdict(passed: bool) -> String {
    if passed { "passed".to_owned() } else { "FAILED".to_owned() }
}

fn end(folder: &OutputFolder, seconds: f64, (checks, failed): (usize, usize)) -> String {
    format!(
        "A check passes within {:.0e}. {seconds:.0} s.\n2 tables  {}/*.csv\n{checks} checks, {failed} failed",
        crate::solve::certificate::TOLERANCE,
        folder.path().display()
    )
}
