//! Why a program was not solved, in words of its data: numbers that no solver takes, limits and needs that conflict.

use crate::error::{Error, Problem, figure};
use crate::input::schema::{CellKind, Presence};
use crate::load::Loaded;
use crate::program::{Extreme, Program, Rule};
use crate::solve::{Failure, extremes};

/// What of a scenario keeps its program from being solved, found without solving it: numbers that no solver takes, and the
/// cells that they come from as far as these stand out.
#[must_use]
pub fn unsolvable(loaded: &Loaded, program: &Program) -> Vec<Problem> {
    in_numbers(loaded, program, &extremes(program))
}

fn in_numbers(loaded: &Loaded, program: &Program, numbers: &[Extreme]) -> Vec<Problem> {
    let (system, mut problems) = (&loaded.system, vec![]);
    for extreme in numbers {
        let message = format!("{}: {}", system.scenario, extreme.in_words(program, system));
        let names = extreme.entry.names(program, system);
        let cells = far_out(loaded, &names);
        problems.push(Problem::new(message).hint(match cells.len() {
            0 => "look for very large and very small numbers that act on it, and for a long horizon at a high discount rate",
            _ => "these cells are likely behind it",
        }));
        problems.extend(cells);
    }
    problems
}

/// Cells of the adjusted dataset about things of these names, the farthest from ordinary sizes first.
fn far_out(loaded: &Loaded, names: &[String]) -> Vec<Problem> {
    const ORDINARY: std::ops::Range<f64> = 1e-6..1e6;
    const SHOWN: usize = 3;
    let mut found = vec![];
    for table in loaded.adjusted.tables().iter().filter(|table| table.schema.presence != Presence::Report) {
        let named = table.columns().filter(|column| column.key && !table.text(column.name).is_empty());
        let named: Vec<&[String]> = named.map(|column| table.text(column.name)).collect();
        let about = |row: &usize| named.iter().any(|cells| names.contains(&cells[*row]));
        for row in (0..table.len()).filter(about) {
            for column in table.columns().filter(|column| !matches!(column.cell, CellKind::Year | CellKind::Hour)) {
                let value = table.number(column.name).get(row).copied().unwrap_or_default();
                if value != 0.0 && !value.is_nan() && !ORDINARY.contains(&value.abs()) {
                    found.push((value.abs().log10().abs(), table.place(row, column.name), column.name, value));
                }
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let problem = |(_, place, column, value)| Problem::at(place, format!("{column} is {}", figure(value)));
    found.into_iter().take(SHOWN).map(problem).collect()
}

/// A failed solve in words: which limits and needs conflict.
#[must_use]
pub fn in_words(loaded: &Loaded, (part, program): (&str, &Program), failure: &Failure) -> Error {
    const SHOWN: usize = 12;
    let system = &loaded.system;
    let scenario = if part.is_empty() { system.scenario.clone() } else { format!("{}, {part}", system.scenario) };
    let rows = match failure {
        Failure::Infeasible(rows) => rows,
        Failure::Extreme(numbers) => return Error::Input(in_numbers(loaded, program, numbers)),
        Failure::OutOfTime(..) => {
            return Error::run_with_hint(
                format!("{}: {failure}", scenario),
                "give it more time, fewer model years, or longer slices (--block-hours)",
            );
        }
        Failure::Unbounded => {
            return Error::run_with_hint(
                format!("{}: {failure}: something brings more than it costs, without a limit", scenario),
                "look for costs of 0 or below, and for tiers of demand that nothing limits",
            );
        }
        Failure::Uncertified(_) => {
            return Error::run_with_hint(
                format!("{}: {failure}", scenario),
                "numbers that lie many powers of ten apart spoil a solve: look for slips of unit (gridbound check) and for limits \
                 that are all but 0 or without end; other time slices (--block-hours 24) often certify; \
                 `gridbound export --format mps` gives the program to other solvers",
            );
        }
    };
    let lines = rows.iter().take(SHOWN).map(|&row| format!("  {}", program.row_in_words(system, row)));
    let more = if rows.len() > SHOWN { format!("\n  and {} more", rows.len() - SHOWN) } else { String::new() };
    let mut rules: Vec<Rule> = rows.iter().map(|&row| program.rows.rows[row].rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let titles: Vec<String> = rules.into_iter().map(Rule::title).collect();
    let closes = rows.iter().map(|&row| &program.rows.rows[row]).any(|row| row.rule.is_limit() && row.limit == 0.0);
    let closed = if closes {
        "; a limit at 0 leaves nothing even for what is committed: a very small one can be solved"
    } else {
        ""
    };
    Error::run_with_hint(
        format!(
            "{} has no solution: these {} conditions ({}) cannot hold together\n{}{more}",
            scenario,
            rows.len(),
            titles.join(", "),
            lines.collect::<Vec<_>>().join("\n")
        ),
        format!("loosen one of them in the data or with an adjust{closed}"),
    )
}
