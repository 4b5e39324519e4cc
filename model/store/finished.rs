//! What a finished run was made from, read from its folder again: enough to solve it once more.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::OutputFolder;
use super::contents::{MANIFEST, there};
use super::manifest::Kind;
use crate::error::{Error, Problems, Result};
use crate::input::Folder;
use crate::input::document::Document;
use crate::load::{Library, Loaded, load};
use crate::scenario::asked::Asked;
use crate::scenario::settings::assigned;

/// A run as its manifest tells it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Finished {
    /// Where it is.
    #[serde(skip)]
    path: PathBuf,
    /// The scenario and those that it inherits from, youngest first.
    lineage: Vec<String>,
    /// What was set over the scenario.
    overrides: Vec<String>,
    /// SHA-256 of every dataset file.
    dataset_sha256: BTreeMap<String, String>,
    /// Text of every scenario file.
    scenario_files: BTreeMap<String, String>,
}

impl Finished {
    /// The run in a folder; none if there is no finished run.
    ///
    /// # Errors
    /// If the manifest is there and cannot be read.
    pub fn read(folder: &Path) -> Result<Option<Self>> {
        let Some(text) = OutputFolder::at(folder).map_or(Ok(None), |files| there(&files))? else { return Ok(None) };
        if Kind::of(&text) != Some(Kind::Run) {
            return Ok(None);
        }
        let read: std::result::Result<Self, _> = toml::from_str(&text);
        read.map(|run| Some(Self { path: folder.to_owned(), ..run })).map_err(|_| {
            Error::input_with_hint(
                format!("{}: this is not the manifest of a run", folder.join(MANIFEST).display()),
                "run the scenario again, which writes it anew",
            )
        })
    }

    /// Reads its scenario from the texts that it keeps, with what is asked for and `overrides` set over it, under the name of
    /// its folder.
    ///
    /// # Errors
    /// If the data are others by now, or anything set over it makes no sense.
    pub fn load(&self, library: &Library, asked: &Asked, overrides: &[Document]) -> Result<Loaded> {
        let shown = self.path.display();
        let library = Library {
            data: library.data.clone(),
            scenarios: Folder::Texts(self.scenario_files.clone().into_iter().collect()),
        };
        let own = self.lineage.first().cloned().unwrap_or_default();
        let mut problems = Problems::default();
        let kept = self.overrides.iter().filter_map(|set| assigned(&format!("{shown}: {set}"), set, &mut problems));
        let mut documents: Vec<Document> = kept.collect();
        documents.extend(asked.documents(&mut problems));
        problems.into_result()?;
        documents.extend_from_slice(overrides);
        let loaded = load(&library, &own, &documents)?;
        let mut problems = Problems::default();
        asked.check(&loaded.levers, overrides, &mut problems);
        problems.into_result()?;
        let now = &loaded.dataset.hashes;
        let is_other = |file: &&String| self.dataset_sha256.get(*file) != now.get(*file);
        match self.dataset_sha256.keys().chain(now.keys()).find(is_other) {
            None => Ok(loaded.named(&asked.name)),
            Some(file) => Err(Error::input_with_hint(
                format!(
                    "{shown} was solved with other data: {file} of dataset {} is another now",
                    loaded.dataset.about.name
                ),
                "run it again with today's data, or bring the file back",
            )),
        }
    }
}
