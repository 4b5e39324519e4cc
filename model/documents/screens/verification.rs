//! What `verify` says: what known answers and other solvers say, and how much that was.

use std::path::Path;

use serde_json::{Value, json};

use super::super::document::{Block, Document, Table};
use crate::experiment::verify::{KnownRow, Report, SolverRow};
use crate::solve::certificate::TOLERANCE;
use crate::tell::number::size;

/// The screen.
#[must_use]
pub fn screen(report: &Report, folder: &Path, seconds: f64) -> Document {
    let mut screen = Document::default();
    if !report.known.is_empty() {
        screen.part([Block::line("Known answers: what a closed form says of a case, and what the model says")]);
        screen.part([Block::Table(known(&report.known))]);
    }
    if !report.solvers.is_empty() {
        screen.part([Block::line(
            "Solvers: the same programs, each day as one slice; residuals are relative, from the program itself",
        )]);
        screen.part([Block::Table(solvers(&report.solvers))]);
    }
    let (checks, failed) = report.counts();
    screen.part([Block::Lines(vec![
        format!("A check passes within {}. {seconds:.0} s.", size(TOLERANCE)),
        format!("2 tables  {}/*.csv", folder.display()),
        format!("{checks} checks, {failed} failed"),
    ])]);
    screen
}

/// The same as data.
#[must_use]
pub fn data(report: &Report, folder: &Path) -> Value {
    let (checks, failed) = report.counts();
    json!({
        "known": report.known,
        "solvers": report.solvers,
        "checks": checks,
        "failed": failed,
        "outputs": folder,
    })
}

fn known(rows: &[KnownRow]) -> Table {
    const NUMBERS: [usize; 3] = [2, 3, 5];
    let header = ["case", "check", "expected", "found", "unit", "difference", "", "states"];
    let cells = |first: bool, row: &KnownRow| {
        vec![
            if first { row.case.clone() } else { String::new() },
            row.check.clone(),
            format!("{:.6}", row.expected),
            format!("{:.6}", row.found),
            row.unit.clone(),
            size(row.difference),
            verdict(row.passed),
            row.states.clone(),
        ]
    };
    let groups = rows.chunk_by(|a, b| a.case == b.case);
    let rows = groups.flat_map(|group| group.iter().enumerate().map(|(i, row)| cells(i == 0, row)));
    Table::plain(header, |column| !NUMBERS.contains(&column), rows)
}

fn solvers(rows: &[SolverRow]) -> Table {
    const NUMBERS: std::ops::RangeInclusive<usize> = 2..=7;
    let header = [
        "scenario",
        "solver",
        "objective\nmillion USD",
        "difference\nrelative",
        "primal",
        "dual",
        "comple-\nmentarity",
        "gap",
        "",
        "ended",
    ];
    let small = |value: Option<f64>| value.map_or("none".to_owned(), size);
    let cells = |first: bool, row: &SolverRow| {
        vec![
            if first { row.scenario.clone() } else { String::new() },
            row.solver.clone(),
            row.objective_musd.map_or("none".to_owned(), |v| format!("{v:.3}")),
            small(row.difference),
            small(row.primal),
            small(row.dual),
            small(row.complementarity),
            small(row.gap),
            verdict(row.passed),
            row.status.clone(),
        ]
    };
    let groups = rows.chunk_by(|a, b| a.scenario == b.scenario);
    let rows = groups.flat_map(|group| group.iter().enumerate().map(|(i, row)| cells(i == 0, row)));
    Table::plain(header, |column| !NUMBERS.contains(&column), rows)
}

fn verdict(passed: bool) -> String {
    if passed { "passed".to_owned() } else { "FAILED".to_owned() }
}
