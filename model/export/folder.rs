//! Files of a run: each is written under a temporary name and renamed, so that none is ever half there.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A folder that outputs go to.
#[derive(Debug, Clone)]
pub struct OutputFolder {
    path: PathBuf,
}

impl OutputFolder {
    /// Makes the folder, and finds out before any long work whether it can be written to.
    ///
    /// # Errors
    /// If the folder cannot be made or written to.
    pub fn create(path: impl Into<PathBuf>) -> Result<Self> {
        let folder = Self { path: path.into() };
        let probe = folder.path.join(temporary("probe"));
        fs::create_dir_all(&folder.path)
            .and_then(|()| fs::write(&probe, b""))
            .and_then(|()| fs::remove_file(&probe))
            .map_err(|fault| folder.failure("", &fault))?;
        Ok(folder)
    }

    /// A folder inside this one.
    ///
    /// # Errors
    /// If it cannot be made or written to.
    pub fn inside(&self, name: &str) -> Result<Self> {
        Self::create(self.path.join(name))
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file whole, replacing an older one.
    ///
    /// # Errors
    /// If the disk is full or the folder has become read-only; an older file is then still there.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let new = self.path.join(temporary(name));
        let written = fs::File::create(&new)
            .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_data()))
            .and_then(|()| fs::rename(&new, self.path.join(name)));
        written.map_err(|fault| {
            let _ = fs::remove_file(&new);
            self.failure(name, &fault)
        })
    }

    /// Removes a file of an earlier run, if there is one.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn forget(&self, name: &str) -> Result<()> {
        match fs::remove_file(self.path.join(name)) {
            Err(fault) if fault.kind() != io::ErrorKind::NotFound => Err(self.failure(name, &fault)),
            _ => Ok(()),
        }
    }

    /// Removes files with an ending that are not among those to keep: leftovers of an earlier run.
    ///
    /// # Errors
    /// If one cannot be removed.
    pub fn keep_only(&self, endings: &[&str], keep: &[String]) -> Result<()> {
        let entries = fs::read_dir(&self.path).map_err(|fault| self.failure("", &fault))?;
        for entry in entries.filter_map(std::result::Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            if endings.iter().any(|e| name.ends_with(e)) && !keep.contains(&name) {
                fs::remove_file(entry.path()).map_err(|fault| self.failure(&name, &fault))?;
            }
        }
        Ok(())
    }

    fn failure(&self, name: &str, fault: &io::Error) -> Error {
        let path = if name.is_empty() { self.path.clone() } else { self.path.join(name) };
        Error::run_with_hint(
            format!("cannot write {}: {fault}", path.display()),
            "choose another folder with --outputs, or make room",
        )
    }
}

fn temporary(name: &str) -> String {
    format!(".{name}.{}.part", std::process::id())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_file_leaves_no_temporary_one() {
        let place = tempfile::tempdir().unwrap();
        let folder = OutputFolder::create(place.path().join("a/b")).unwrap();
        folder.write("x.csv", b"1").unwrap();
        folder.write("x.csv", b"2").unwrap();
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names, ["x.csv"]);
        assert_eq!(fs::read(folder.path().join("x.csv")).unwrap(), b"2");
    }

    #[test]
    fn a_file_where_the_folder_should_be_is_an_error_in_words() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("taken"), b"").unwrap();
        let fault = OutputFolder::create(place.path().join("taken")).unwrap_err();
        assert!(fault.to_string().starts_with("cannot write"), "{fault}");
    }
}
