//! Files of a run: each is written under a temporary name and renamed, so that none is ever half there.

use std::fs;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::{Error, Result};

/// A folder that outputs go to.
#[derive(Debug, Clone)]
pub struct OutputFolder {
    path: PathBuf,
    _guard: Option<Arc<Guard>>,
}

impl OutputFolder {
    /// Makes the folder if need be and keeps other processes out of it as long as this or a clone of it lives; what killed
    /// ones left half-written goes. A folder that was made for this and holds nothing at the end goes as well: what fails
    /// leaves nothing behind.
    ///
    /// # Errors
    /// If the folder cannot be made or written to, or another command is at work there.
    pub fn take(path: impl Into<PathBuf>) -> Result<Self> {
        let path = path.into();
        let missing = path.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let made = missing.map(Path::to_owned).collect();
        let folder = Self::create(path)?;
        let guard = Some(Arc::new(folder.lock(made)?));
        folder.forget_half_written()?;
        Ok(Self { _guard: guard, ..folder })
    }

    /// Makes the folder, and finds out before any long work whether it can be written to.
    ///
    /// # Errors
    /// If the folder cannot be made or written to.
    fn create(path: PathBuf) -> Result<Self> {
        let folder = Self { path, _guard: None };
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
        Some(Self { path: path.into(), _guard: None }).filter(|folder| folder.path.is_dir())
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

    /// Writes bytes into a file from a place on, instead of all that stood there; they are on the disk when this returns.
    ///
    /// # Errors
    /// If the disk is full or the folder has become read-only; some of the bytes may be there then.
    pub fn write_from(&self, name: &str, place: u64, bytes: &[u8]) -> Result<()> {
        let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(self.path.join(name));
        let written = file.and_then(|mut file| {
            file.set_len(place)?;
            file.seek(SeekFrom::Start(place))?;
            file.write_all(bytes)?;
            file.sync_data()
        });
        written.map_err(|fault| self.failure(name, &fault))
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
    fn forget_half_written(&self) -> Result<()> {
        self.names()?;
        let entries = fs::read_dir(&self.path).map_err(|fault| self.failure("", &fault))?;
        let inner = entries.filter_map(std::result::Result::ok).filter(|e| e.file_type().is_ok_and(|t| t.is_dir()));
        inner.map(|entry| Self { path: entry.path(), _guard: None }).try_for_each(|folder| folder.forget_half_written())
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

    /// Keeps others out until the guard goes, or the process ends in whatever way.
    fn lock(&self, made: Vec<PathBuf>) -> Result<Guard> {
        let file = fs::File::create(self.path.join(LOCK)).map_err(|fault| self.failure(LOCK, &fault))?;
        match file.try_lock() {
            Ok(()) => Ok(Guard { folder: self.path.clone(), made, _file: file }),
            Err(fs::TryLockError::WouldBlock) => Err(Error::run_with_hint(
                format!("{} is in use by another command", self.path.display()),
                "wait until it is done, or give this one another folder with --as",
            )),
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
struct Guard {
    folder: PathBuf,
    /// Folders that were made for it, from the inside out.
    made: Vec<PathBuf>,
    _file: fs::File,
}

impl Drop for Guard {
    fn drop(&mut self) {
        let holds_nothing = |folder: &Path| {
            let entries = fs::read_dir(folder).into_iter().flatten();
            entries.filter_map(std::result::Result::ok).all(|entry| entry.file_name() == LOCK)
        };
        if !self.made.is_empty() && holds_nothing(&self.folder) {
            let _ = fs::remove_file(self.folder.join(LOCK));
            let _ = self.made.iter().try_for_each(fs::remove_dir);
        }
    }
}

/// The file of the lock. It stays: who removes it lets two in, one of the old and one of a new file.
const LOCK: &str = ".lock";

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
        let fault = OutputFolder::take(place.path().join("taken")).unwrap_err();
        assert!(fault.to_string().starts_with("cannot write"), "{fault}");
    }

    #[test]
    fn a_folder_is_one_command_s_and_goes_with_it_if_it_was_made_for_nothing() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a/b");
        let one = OutputFolder::take(&path).unwrap();
        let clone = one.clone();
        drop(one);
        let fault = OutputFolder::take(&path).unwrap_err();
        assert!(fault.to_string().contains("is in use by another command"), "{fault}");
        drop(clone);
        assert!(!place.path().join("a").exists(), "it was made, and nothing is in it");
        OutputFolder::take(&path).unwrap().write("x.csv", b"1").unwrap();
        assert!(path.join("x.csv").is_file(), "something is in it");
        fs::remove_file(path.join("x.csv")).unwrap();
        drop(OutputFolder::take(&path).unwrap());
        assert!(path.is_dir(), "it was there before");
    }

    #[test]
    fn what_a_killed_command_left_half_written_goes_when_the_folder_is_taken() {
        let place = tempfile::tempdir().unwrap();
        let halves = [".x.csv.1.part", "charts/.y.png.1.part"].map(|name| place.path().join(name));
        fs::create_dir(place.path().join("charts")).unwrap();
        for half in &halves {
            fs::write(half, "half").unwrap();
        }
        let _folder = OutputFolder::take(place.path()).unwrap();
        assert!(halves.iter().all(|half| !half.exists()));
    }
}
