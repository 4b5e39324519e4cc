//! `gridbound new scenario`: a commented file to edit.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use super::{Common, screen};
use crate::error::{Error, Problem, Problems, Result};
use crate::input::folder::plain;
use crate::load::read_dataset;
use crate::scenario::Scenario;
use crate::scenario::lever::Lever;

/// Writes `scenarios/NAME.toml`; an existing file is never overwritten.
pub fn scenario(common: &Common, name: &str, from: &str) -> Result<()> {
    if !plain(name) {
        let problem = Problem::new(format!("\"{name}\" cannot be the name of a scenario"));
        return Err(problem.hint("use letters, digits, - and _: the name is the file's, without .toml").into());
    }
    let library = common.library()?;
    let mut problems = Problems::default();
    let parent = Scenario::read(&library.scenarios, from, &[], &mut problems);
    let source = parent.as_ref().and_then(|p| read_dataset(&library, &p.dataset, &mut problems));
    problems.into_result()?;
    let levers = source.map(|s| s.levers).unwrap_or_default();
    let folder = common.scenarios.clone().unwrap_or_else(|| PathBuf::from("scenarios"));
    let path = folder.join(format!("{name}.toml"));
    if !path.exists() && matches!(library.scenarios.read(&format!("{name}.toml")), Ok(Some(_))) {
        let problem = Problem::new(format!("there is a shipped scenario \"{name}\", and this one would hide it"));
        return Err(problem.hint(format!("choose another name; --from {name} takes over all of it")).into());
    }
    let failure = |fault: std::io::Error| match fault.kind() {
        std::io::ErrorKind::AlreadyExists => Error::from(
            Problem::new(format!("{} exists", path.display())).hint("choose another name, or edit that file"),
        ),
        _ => Error::run(format!("cannot write {}: {fault}", path.display())),
    };
    std::fs::create_dir_all(&folder).map_err(failure)?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(failure)?;
    file.write_all(template(name, from, &levers).as_bytes()).map_err(failure)?;
    screen::print(&format!("{}\nedit it, then: gridbound run {name}", path.display()))
}

fn template(name: &str, from: &str, levers: &[Lever]) -> String {
    let levers: Vec<String> = levers
        .iter()
        .map(|l| {
            format!(
                "# {} = {:?}   # {}, {} to {} {}: {}",
                l.name, l.neutral, l.title, l.low, l.high, l.unit, l.description
            )
        })
        .collect();
    format!(
        r#"name = "{name}"                       # as the file's
title = "One line that says what is different"
description = "Two or three sentences that a memo can open with."
extends = "{from}"                     # everything not said here is as there

# [horizon]
# years = [2025, 2026, 2028, 2030]     # model years, ascending
# block_hours = 4                      # hours per time slice: 1, 2, 3, 4, 6, 8, 12 or 24

# [finance]
# discount_rate = 0.08

# Levers are named changes with a strength; the values here change nothing.
[levers]
{}

# Adjusts change cells of a table: exactly one of set, multiply, add, delay_years.
# [[adjust]]
# table = "accelerator_supply"
# column = "thousand"
# multiply = 1.5
# years = [2028, 2030]                 # first and last year of the rows to change; leave out for all
# where = {{ accelerator = "NAME" }}     # rows with that name; leave out for all
# why = "The reason, shown in reports"
# source = "KEY"                       # a key of the dataset's sources.csv, or a list of them
"#,
        levers.join("\n")
    )
}
