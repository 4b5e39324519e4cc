//! A log of texts: what was appended stays, whatever happens to the process.
//!
//! A record is one line with a checksum before it, and is on the disk when [`Log::append`] returns. A line that was torn, or is
//! damaged in any other way, is cut out when the log is opened again: what it said has to be found once more.

use sha2::{Digest, Sha256};

use super::OutputFolder;
use crate::error::Result;

/// A log, open.
#[derive(Debug)]
pub struct Log {
    folder: OutputFolder,
    name: &'static str,
    length: u64,
}

impl Log {
    /// Opens a log, empty if there is none, with the records that are in it.
    ///
    /// # Errors
    /// If it cannot be read, or damage not cut out of it.
    pub fn open(folder: OutputFolder, name: &'static str) -> Result<(Self, Vec<String>)> {
        let bytes = folder.read(name)?.unwrap_or_default();
        let records: Vec<&str> = bytes.split_inclusive(|byte| *byte == b'\n').filter_map(record).collect();
        let whole: String = records.iter().map(|record| line(record)).collect();
        if whole.len() < bytes.len() {
            folder.write(name, whole.as_bytes())?;
        }
        let records = records.into_iter().map(str::to_owned).collect();
        Ok((Self { folder, name, length: whole.len() as u64 }, records))
    }

    /// Appends a record, a text without breaks of lines, and waits until it is on the disk.
    ///
    /// # Errors
    /// If it cannot be written; the log is then as it was.
    pub fn append(&mut self, record: &str) -> Result<()> {
        let line = line(record);
        // What an append left that failed midway stands behind the length, and is written over.
        self.folder.write_from(self.name, self.length, line.as_bytes())?;
        self.length += line.len() as u64;
        Ok(())
    }

    /// How long it is, bytes.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// Takes the log away.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn clear(&mut self) -> Result<()> {
        self.folder.forget(self.name)?;
        self.length = 0;
        Ok(())
    }
}

/// The first bytes of the SHA-256 hash, in hexadecimal.
pub(super) fn checksum(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.first_chunk().map_or_else(String::new, |first| format!("{:016x}", u64::from_be_bytes(*first)))
}

fn line(record: &str) -> String {
    format!("{} {record}\n", checksum(record.as_bytes()))
}

/// The record of a line; none if the line is not whole.
fn record(line: &[u8]) -> Option<&str> {
    let (sum, record) = std::str::from_utf8(line).ok()?.strip_suffix('\n')?.split_once(' ')?;
    (sum == checksum(record.as_bytes())).then_some(record)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "a.log";

    fn folder() -> (tempfile::TempDir, OutputFolder) {
        let place = tempfile::tempdir().unwrap();
        let folder = OutputFolder::at(place.path()).unwrap();
        (place, folder)
    }

    #[test]
    fn a_log_cut_anywhere_keeps_every_record_before_the_cut_and_goes_on() {
        const RECORDS: [&str; 3] = ["{\"scenario\":1}", "", "{\"words\":\"é – ü\"}"];
        let (_place, folder) = folder();
        let (mut log, found) = Log::open(folder.clone(), NAME).unwrap();
        assert_eq!(found, [""; 0]);
        let mut ends = vec![0];
        for record in RECORDS {
            log.append(record).unwrap();
            ends.push(log.length() as usize);
        }
        let whole = folder.read(NAME).unwrap().unwrap();
        assert_eq!(whole.len(), ends[RECORDS.len()]);
        for cut in 0..=whole.len() {
            folder.write(NAME, &whole[..cut]).unwrap();
            let (mut log, found) = Log::open(folder.clone(), NAME).unwrap();
            let kept = ends.iter().filter(|end| **end <= cut).count() - 1;
            assert_eq!(found, RECORDS[..kept], "cut at {cut}");
            for record in &RECORDS[kept..] {
                log.append(record).unwrap();
            }
            assert_eq!(folder.read(NAME).unwrap().unwrap(), whole, "cut at {cut}");
        }
    }

    #[test]
    fn a_damaged_record_is_cut_out_and_those_behind_it_stay() {
        let (_place, folder) = folder();
        let (mut log, _) = Log::open(folder.clone(), NAME).unwrap();
        for record in ["one", "two", "three"] {
            log.append(record).unwrap();
        }
        let whole = String::from_utf8(folder.read(NAME).unwrap().unwrap()).unwrap();
        folder.write(NAME, whole.replace("two", "twO").as_bytes()).unwrap();
        let (mut log, found) = Log::open(folder.clone(), NAME).unwrap();
        assert_eq!(found, ["one", "three"]);
        log.append("two").unwrap();
        assert_eq!(Log::open(folder, NAME).unwrap().1, ["one", "three", "two"]);
    }

    #[test]
    fn an_append_that_failed_midway_is_written_over() {
        let (_place, folder) = folder();
        let (mut log, _) = Log::open(folder.clone(), NAME).unwrap();
        log.append("one").unwrap();
        folder.write_from(NAME, log.length(), b"half of a record that is longer than the next").unwrap();
        log.append("two").unwrap();
        assert_eq!(Log::open(folder.clone(), NAME).unwrap().1, ["one", "two"]);
        log.clear().unwrap();
        log.append("three").unwrap();
        assert_eq!(Log::open(folder, NAME).unwrap().1, ["three"]);
    }
}
