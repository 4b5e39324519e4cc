//! `gridbound new scenario`: a commented file to edit.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use super::Common;
use crate::error::{Error, Problem, Problems, Result};
use crate::input::folder::plain;
use crate::load::read_dataset;
use crate::scenario::Scenario;
use crate::scenario::base::Base;
use crate::scenario::template::template;

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
    let (Some(parent), Some(source)) = (parent, source) else {
        return Err(Error::input(format!("the scenario {from} cannot be read")));
    };
    let base = Base { scenario: &parent, dataset: &source.dataset, levers: &source.levers };
    let text = template(name, base);
    let folder = common.scenarios.clone().unwrap_or_else(|| PathBuf::from("scenarios"));
    let path = folder.join(format!("{name}.toml"));
    if !path.exists() && matches!(library.scenarios.read(&format!("{name}.toml")), Ok(Some(_))) {
        let problem = Problem::new(format!("there is a shipped scenario \"{name}\", and this one would hide it"));
        return Err(problem.hint(format!("choose another name; --from {name} takes over all of it")).into());
    }
    let new = std::fs::create_dir_all(&folder)
        .and_then(|()| OpenOptions::new().write(true).create_new(true).open(&path))
        .and_then(|mut file| file.write_all(text.as_bytes()));
    new.map_err(|fault| match fault.kind() {
        ErrorKind::AlreadyExists => {
            let problem = Problem::new(format!("{} exists", path.display()));
            Error::from(problem.hint("choose another name, or edit that file"))
        }
        _ => Error::run(format!("cannot write {}: {fault}", path.display())),
    })?;
    let next = format!("gridbound run {name}");
    common.say_text(&serde_json::json!({ "file": path.display().to_string(), "next": next }), || {
        format!("{}\nedit it, then: {next}", path.display())
    })
}
