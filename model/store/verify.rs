//! The folder of a verification.

use super::OutputFolder;
use super::contents::{CsvFiles, replace, write_manifest};
use super::manifest::Manifest;
use crate::error::Result;
use crate::experiment::verify::Report;
use crate::results::catalogue::Tables;

/// Writes what was verified; what is there of others is taken away. `finished` is when, in seconds since 1970 (UTC).
///
/// # Errors
/// If a file cannot be written or removed, or the folder holds a sweep.
pub fn write_verification(files: &OutputFolder, report: &Report, finished: u64) -> Result<()> {
    let manifest = Manifest::of_verification(report, finished);
    replace(files, &manifest)?;
    report.each(&mut CsvFiles(files))?;
    write_manifest(files, &manifest)
}
