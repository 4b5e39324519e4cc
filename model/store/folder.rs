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

    /// A folder that is there already.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Option<Self> {
        Some(Self { path: path.into() }).filter(|folder| folder.path.is_dir())
    }

    /// A folder inside this one.
    ///
    /// # Errors
    /// If it cannot be made or written to.
    pub fn inside(&self, name: &str) -> Result<Self> {
        Self::create(self.path.join(name))
    }

    /// A folder inside this one that is there already.
    #[must_use]
    pub fn existing(&self, name: &str) -> Option<Self> {
        Self::at(self.path.join(name))
    }

    /// The folders inside this one, by name; none if they cannot be listed.
    #[must_use]
    pub fn folders(&self) -> Vec<Self> {
        let entries = fs::read_dir(&self.path).into_iter().flatten().filter_map(std::result::Result::ok);
        let mut folders: Vec<Self> = entries.filter_map(|entry| Self::at(entry.path())).collect();
        folders.sort_by(|a, b| a.path.cmp(&b.path));
        folders
    }

    /// Removes a folder inside this one if nothing is in it.
    pub fn forget_empty(&self, name: &str) {
        let _ = fs::remove_dir(self.path.join(name));
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

    /// The bytes of a file that was written here; none if there is no such file.
    ///
    /// # Errors
    /// If it is there and cannot be read.
    pub fn read(&self, name: &str) -> Result<Option<Vec<u8>>> {
        match fs::read(self.path.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(Error::run(format!("cannot read {}: {fault}", self.path.join(name).display()))),
        }
    }

    /// Names of the files here, sorted; those that a killed run left half-written are removed.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn names(&self) -> Result<Vec<String>> {
        let entries = fs::read_dir(&self.path).map_err(|fault| self.failure("", &fault))?;
        let mut names = vec![];
        for entry in entries.filter_map(std::result::Result::ok).filter(|entry| entry.path().is_file()) {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') && name.ends_with(TEMPORARY) {
                self.forget(&name)?;
            } else {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    /// Removes what killed runs left half-written, here and in the folders inside. Only who holds the lock may: others'
    /// files may be about to be renamed.
    ///
    /// # Errors
    /// If a folder cannot be read, or a file not removed.
    pub fn forget_half_written(&self) -> Result<()> {
        self.names()?;
        let entries = fs::read_dir(&self.path).map_err(|fault| self.failure("", &fault))?;
        let inner = entries.filter_map(std::result::Result::ok).filter(|e| e.file_type().is_ok_and(|t| t.is_dir()));
        inner.map(|entry| Self { path: entry.path() }).try_for_each(|folder| folder.forget_half_written())
    }

    /// Removes a folder inside this one with all that is in it, if it is there.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn forget_inside(&self, name: &str) -> Result<()> {
        match fs::remove_dir_all(self.path.join(name)) {
            Err(fault) if fault.kind() != io::ErrorKind::NotFound => Err(self.failure(name, &fault)),
            _ => Ok(()),
        }
    }

    /// Keeps others out until the guard goes, or the process ends in whatever way; none if another one is here.
    ///
    /// # Errors
    /// If the file of the lock cannot be made.
    pub fn lock(&self) -> Result<Option<Guard>> {
        const LOCK: &str = ".lock";
        let file = fs::File::create(self.path.join(LOCK)).map_err(|fault| self.failure(LOCK, &fault))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Guard { _file: file })),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(fault)) => Err(self.failure(LOCK, &fault)),
        }
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

/// Keeps other processes out of a folder as long as it lives.
#[derive(Debug)]
pub struct Guard {
    _file: fs::File,
}

/// Ending of files that are being written.
const TEMPORARY: &str = ".part";

fn temporary(name: &str) -> String {
    format!(".{name}.{}{TEMPORARY}", std::process::id())
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
