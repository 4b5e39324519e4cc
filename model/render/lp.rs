//! The program itself for other solvers: free MPS and CPLEX LP, constant included.
//!
//! Names say what each row and column is: `power.balance[PJM,2028,summer_h08]`. Numbers are written in
//! full, so that another solver reads the program that was solved here.

use std::fmt::Write;

use crate::program::{Program, Sense};
use crate::system::System;

/// Names of all rows and columns.
struct Names {
    rows: Vec<String>,
    columns: Vec<String>,
}

impl Names {
    fn of(system: &System, program: &Program) -> Self {
        let name = |kind: &str, parts: Vec<String>| format!("{kind}[{}]", parts.join(",").replace(' ', "_"));
        Self {
            rows: program.rows.rows.iter().map(|row| name(row.rule.name(), row.key.parts(system))).collect(),
            columns: program
                .variables
                .info
                .iter()
                .map(|column| name(column.quantity.name(), column.key.parts(system)))
                .collect(),
        }
    }
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
    let mut names = Names::of(system, program);
    for name in names.rows.iter_mut().chain(&mut names.columns) {
        *name = lp_name(name);
    }
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

/// LP files give `[`, `]`, `+`, `-` and `:` meanings of their own.
fn lp_name(name: &str) -> String {
    let plain = |c: char| match c {
        '[' => '(',
        ']' => ')',
        '+' => '&',
        '-' => '~',
        ':' => ';',
        other => other,
    };
    name.chars().map(plain).collect()
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
