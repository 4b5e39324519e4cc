//! Names that shells complete: those of what there is, looked up when they are asked for.

use clap::Command;
use clap_complete::CompletionCandidate;
use clap_complete::engine::ArgValueCandidates;
use clap_complete::env::{CompleteEnv, Shells};

use super::screen;
use crate::error::{Error, Problems, Result};
use crate::figures::{names, names_of_explanation};
use crate::input::Folder;
use crate::input::document::headings;
use crate::input::settings::SETTINGS;
use crate::input::tables::{Regions, TABLES};
use crate::load::{LeveredDataset, Library, read_dataset};
use crate::scenario::sweep::titles;

/// The environment variable that a shell's script sets to ask for names.
const ASKED: &str = "GRIDBOUND_COMPLETE";

/// Answers a shell that asks what could stand at the cursor, and ends the process then.
pub fn answer(command: impl Fn() -> Command) {
    CompleteEnv::with_factory(command).var(ASKED).bin("gridbound").completer("gridbound").complete();
}

/// Prints the script by which a shell asks.
///
/// # Errors
/// If it cannot be written.
pub fn script(shell: clap_complete::Shell) -> Result<()> {
    let (mut text, shell) = (vec![], shell.to_string());
    let shells = Shells::builtins();
    let written = shells
        .completer(&shell)
        .map(|shell| shell.write_registration(ASKED, "gridbound", "gridbound", "gridbound", &mut text));
    match written {
        Some(Ok(())) => screen::print_bytes(&text),
        Some(Err(fault)) => Err(Error::run(format!("cannot write the completions: {fault}"))),
        None => Err(Error::input(format!("there are no completions for {shell}"))),
    }
}

/// Scenarios.
pub fn scenarios() -> ArgValueCandidates {
    candidates(|library| {
        titled(headings(&library.scenarios, ["title"]).into_iter().map(|(name, [title])| (name, title)))
    })
}

/// Sweeps.
pub fn sweeps() -> ArgValueCandidates {
    candidates(|library| titled(titles(&library.scenarios)))
}

/// Datasets.
pub fn datasets() -> ArgValueCandidates {
    candidates(|library| library.data.names("").into_iter().map(CompletionCandidate::new).collect())
}

/// All that can be checked.
pub fn all() -> ArgValueCandidates {
    candidates(|library| {
        let scenarios = headings(&library.scenarios, ["title"]).into_iter().map(|(name, [title])| (name, title));
        let named = titled(scenarios.chain(titles(&library.scenarios)));
        named.into_iter().chain(library.data.names("").into_iter().map(CompletionCandidate::new)).collect()
    })
}

/// Keys that `--set` takes: levers of the shipped dataset and numbers of a scenario.
pub fn keys() -> ArgValueCandidates {
    candidates(|library| {
        let levers = shipped(library).map(|source| source.levers).unwrap_or_default();
        let levers = levers.into_iter().map(|lever| (format!("levers.{}=", lever.name), lever.title));
        titled(levers.chain(SETTINGS.iter().map(|s| (format!("{}=", s.name), s.title.to_owned()))))
    })
}

/// Charts.
pub fn charts() -> ArgValueCandidates {
    candidates(|_| [names(), names_of_explanation()].concat().into_iter().map(CompletionCandidate::new).collect())
}

/// Tables of datasets.
pub fn tables() -> ArgValueCandidates {
    candidates(|_| titled(TABLES.iter().map(|table| (table.name.to_owned(), table.about.trim().to_owned()))))
}

/// Regions of the shipped dataset.
pub fn regions() -> ArgValueCandidates {
    candidates(|library| {
        let Some(LeveredDataset { dataset, .. }) = shipped(library) else { return vec![] };
        let rows = dataset.rows::<Regions>().map(|row| (row.region().to_owned(), row.name().to_owned()));
        titled(rows.collect::<Vec<_>>())
    })
}

fn shipped(library: &Library) -> Option<LeveredDataset> {
    read_dataset(library, "us", &mut Problems::default())
}

/// What there is in the folders that are used where none is named; nothing where these cannot be read.
fn candidates(of: fn(&Library) -> Vec<CompletionCandidate>) -> ArgValueCandidates {
    ArgValueCandidates::new(move || {
        let library = Folder::data(None).and_then(|data| Ok(Library { data, scenarios: Folder::scenarios(None)? }));
        library.map(|library| of(&library)).unwrap_or_default()
    })
}

fn titled(names: impl IntoIterator<Item = (String, String)>) -> Vec<CompletionCandidate> {
    names.into_iter().map(|(name, title)| CompletionCandidate::new(name).help(Some(title.into()))).collect()
}
