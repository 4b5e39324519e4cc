//! The program itself for other solvers: free MPS and CPLEX LP, constant included.
//!
//! Names say what each row and column is, `power.balance(PJM,2028,summer_h08)`, and hold nothing that a format reads in
//! its own way; a table beside them says what each stands for, in the words of the dataset. Numbers are written in full,
//! so that another solver reads the program that was solved here.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::tables::csv_of_cells;
use crate::error::Result;
use crate::program::rows::{Key, item_name, slice_name};
use crate::program::{Program, Sense};
use crate::system::System;

/// Names of all rows and columns, no two of a kind the same.
struct Names {
    rows: Vec<String>,
    columns: Vec<String>,
}

impl Names {
    fn of(system: &System, program: &Program) -> Self {
        let rows = program.rows.rows.iter().map(|row| (row.rule.name(), &row.key));
        let columns = program.variables.info.iter().map(|column| (column.quantity.name(), &column.key));
        Self { rows: safe(system, rows), columns: safe(system, columns) }
    }
}

/// Names that both formats can hold: a few ASCII signs beside letters and digits, short enough, all different.
fn safe<'a>(system: &System, keys: impl Iterator<Item = (&'static str, &'a Key)>) -> Vec<String> {
    const LONGEST: usize = 200;
    let plain = |c: char| match c {
        '+' => '&',
        '-' => '~',
        ':' => ';',
        other if other.is_ascii_alphanumeric() || other == '.' => other,
        _ => '_',
    };
    let mut taken: BTreeSet<String> = [CONSTANT, OBJECTIVE].map(str::to_owned).into();
    let name = |(what, key): (&str, &Key)| {
        let parts: Vec<String> = key.parts(system).iter().map(|part| part.chars().map(plain).collect()).collect();
        let mut name = format!("{what}({})", parts.join(","));
        name.truncate(LONGEST);
        let mut numbered = (2..).map(|number| format!("{name}_{number}"));
        let free = if taken.contains(&name) { numbered.find(|name| !taken.contains(name)) } else { None };
        let name = free.unwrap_or(name);
        taken.insert(name.clone());
        name
    };
    keys.map(name).collect()
}

/// The column that is always 1, and the row of the objective.
const CONSTANT: &str = "constant_one";
const OBJECTIVE: &str = "objective";

/// What the names in both formats stand for, as a CSV file.
///
/// # Errors
/// If it cannot be written, which is a fault of the program.
pub fn names(system: &System, program: &Program) -> Result<Vec<u8>> {
    let names = Names::of(system, program);
    let line = |kind: &str, name: &String, what: &str, key: &Key| {
        let region = key.region.map(|region| system.sets.regions[region].clone()).unwrap_or_default();
        let slice = key.slice.map(|slice| slice_name(slice, system)).unwrap_or_default();
        let year = system.time.calendar(key.year).to_string();
        vec![name.clone(), kind.to_owned(), what.to_owned(), item_name(key.item, system), region, year, slice]
    };
    let header = ["name", "kind", "rule_or_quantity", "item", "region", "year", "slice"].map(str::to_owned).to_vec();
    let rows = program.rows.rows.iter().zip(&names.rows);
    let columns = program.variables.info.iter().zip(&names.columns);
    let rows = rows.map(|(row, name)| line("row", name, row.rule.name(), &row.key));
    let columns = columns.map(|(column, name)| line("column", name, column.quantity.name(), &column.key));
    csv_of_cells(&[header].into_iter().chain(rows).chain(columns).collect::<Vec<_>>())
}

/// The program as a free-format MPS file. The objective is maximised; its constant stands, with the
/// sign that MPS wants, in the right-hand side of the objective row.
#[must_use]
pub fn mps(system: &System, program: &Program) -> String {
    let names = Names::of(system, program);
    let mut text = format!("NAME {}\nOBJSENSE\n    MAX\nROWS\n N objective\n", system.scenario.replace(' ', "_"));
    for (row, name) in program.rows.rows.iter().zip(&names.rows) {
        let sense = match row.sense {
            Sense::AtMost => 'L',
            Sense::AtLeast => 'G',
            Sense::Equal => 'E',
        };
        let _ = writeln!(text, " {sense} {name}");
    }
    text.push_str("COLUMNS\n");
    let by_column = by_column(program);
    let costs = program.objective.coefficients(names.columns.len());
    for (index, name) in names.columns.iter().enumerate() {
        let _ = writeln!(text, " {name} objective {:?}", costs[index]);
        for &(row, value) in &by_column[index] {
            let _ = writeln!(text, " {name} {} {value:?}", names.rows[row]);
        }
    }
    let _ = writeln!(text, "RHS\n RHS objective {:?}", -program.objective.constant);
    for (row, name) in program.rows.rows.iter().zip(&names.rows).filter(|(row, _)| row.limit != 0.0) {
        let _ = writeln!(text, " RHS {name} {:?}", row.limit);
    }
    text.push_str("BOUNDS\n");
    for (column, name) in program.variables.info.iter().zip(&names.columns).filter(|(c, _)| c.upper.is_finite()) {
        let _ = writeln!(text, " UP BND {name} {:?}", column.upper);
    }
    text.push_str("ENDATA\n");
    text
}

/// The program as a CPLEX LP file, with the constant of the objective as a column fixed at 1.
#[must_use]
pub fn lp(system: &System, program: &Program) -> String {
    let names = Names::of(system, program);
    let costs = program.objective.coefficients(names.columns.len());
    let mut text = format!("\\ {}\nMaximize\n objective:", system.scenario);
    for (name, cost) in names.columns.iter().zip(&costs) {
        let _ = write!(text, "\n {cost:+?} {name}");
    }
    let _ = writeln!(text, "\n {:+?} constant_one\nSubject To", program.objective.constant);
    for (index, (row, name)) in program.rows.rows.iter().zip(&names.rows).enumerate() {
        let _ = write!(text, " {name}:");
        let mut any = false;
        for (column, value) in program.rows.coefficients(index) {
            let _ = write!(text, "\n {value:+?} {}", names.columns[column.0]);
            any = true;
        }
        if !any {
            text.push_str(" 0 constant_one");
        }
        let _ = writeln!(text, "\n {} {:?}", row.sense, row.limit);
    }
    text.push_str("Bounds\n constant_one = 1\n");
    for (column, name) in program.variables.info.iter().zip(&names.columns).filter(|(c, _)| c.upper.is_finite()) {
        let _ = writeln!(text, " 0 <= {name} <= {:?}", column.upper);
    }
    text.push_str("End\n");
    text
}

/// Coefficients column by column: row and value.
fn by_column(program: &Program) -> Vec<Vec<(usize, f64)>> {
    let mut columns = vec![vec![]; program.variables.len()];
    for row in 0..program.rows.len() {
        for (column, value) in program.rows.coefficients(row) {
            columns[column.0].push((row, value));
        }
    }
    columns
}
