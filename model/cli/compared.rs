//! What a comparison leaves behind and says.

use std::collections::BTreeMap;
use std::path::Path;

use super::compare::Judged;
use super::write::{now, write_charts};
use super::{Common, screen};
use crate::documents::screens;
use crate::error::{Error, Result};
use crate::experiment::compare::Comparison;
use crate::figures::draw_comparison;
use crate::render::tables::{COMPARISON_MEANINGS, TableVisitor, csv, each_of_comparison};
use crate::results::Results;
use crate::scenario::sweep::Verdicts;
use crate::store::OutputFolder;
use crate::store::comparison_manifest::ComparisonManifest;

const MANIFEST: &str = "manifest.toml";

/// The folder of a comparison, free of an earlier one.
pub struct Files<'a> {
    folder: &'a OutputFolder,
}

impl<'a> Files<'a> {
    /// Takes away what an earlier comparison left. A folder of other results is left alone.
    ///
    /// # Errors
    /// If the folder holds other results, or a file cannot be removed.
    pub fn clear(folder: &'a OutputFolder) -> Result<Self> {
        if let Some(manifest) = folder.read(MANIFEST)? {
            let manifest: Option<toml::Table> = String::from_utf8(manifest).ok().and_then(|text| text.parse().ok());
            if !manifest.is_some_and(|table| table.contains_key("compared")) {
                return Err(Error::input_with_hint(
                    format!("{} holds results of another kind", folder.path().display()),
                    "--as NAME puts the comparison into a folder of its own",
                ));
            }
        }
        folder.forget(MANIFEST)?;
        COMPARISON_MEANINGS.iter().try_for_each(|(table, _)| folder.forget(&format!("{table}.csv")))?;
        folder.forget_inside("certificates")?;
        folder.forget_inside("charts")?;
        Ok(Self { folder })
    }
}

/// Writes tables, certificates, charts, and last the manifest; how many tables and charts.
pub fn write(
    files: &Files<'_>,
    (judged, comparison): (&[Judged<'_>], &Comparison),
    how: Option<Verdicts>,
    with_charts: bool,
) -> Result<BTreeMap<&'static str, usize>> {
    let folder = files.folder;
    let mut tables = Tables { folder, count: 0, with_verdicts: how.is_some() };
    each_of_comparison(comparison, &mut tables)?;
    let certificates = folder.inside("certificates")?;
    for one in judged {
        let text = serde_json::to_string_pretty(&one.run.certificate);
        let text = text.map_err(|fault| Error::run(format!("cannot write a certificate: {fault}")))?;
        certificates.write(&format!("{}.json", one.loaded.scenario.name), format!("{text}\n").as_bytes())?;
    }
    let results: Vec<&Results> = judged.iter().map(|one| &one.run.results).collect();
    let drawings = if with_charts { draw_comparison(comparison, &results)? } else { vec![] };
    let charts = write_charts(&drawings, folder)?;
    let compared: Vec<_> = judged.iter().map(|one| one.loaded).collect();
    let manifest = ComparisonManifest::new(&compared, &comparison.overrides, how.map_or("none", Verdicts::name), now());
    let text = toml::to_string(&manifest).map_err(|fault| Error::run(format!("cannot write the manifest: {fault}")))?;
    folder.write(MANIFEST, text.as_bytes())?;
    Ok([("tables", tables.count), ("charts", charts)].into())
}

/// Writes each table; that of verdicts only if they were asked for.
struct Tables<'a> {
    folder: &'a OutputFolder,
    count: usize,
    with_verdicts: bool,
}

impl TableVisitor for Tables<'_> {
    fn visit<T: serde::Serialize>(&mut self, name: &'static str, header: &[&str], rows: &[T]) -> Result<()> {
        if name == "verdicts" && !self.with_verdicts {
            return Ok(());
        }
        self.count += 1;
        self.folder.write(&format!("{name}.csv"), &csv(header, rows)?)
    }
}

/// Says what was changed, what that does, and where the files are.
pub fn report(
    common: &Common,
    (judged, comparison): (&[Judged<'_>], &Comparison),
    (folder, written): (&Path, &BTreeMap<&'static str, usize>),
) -> Result<()> {
    if common.json {
        let text = serde_json::json!({
            "compared": comparison.scenarios,
            "overrides": comparison.overrides,
            "changes": comparison.causes,
            "cells_that_differ": comparison.inputs.len(),
            "comparison": comparison.headline,
            "numbers_that_differ": comparison.differences.len(),
            "verdicts": comparison.verdicts,
            "outputs": folder,
        });
        return screen::print(&text.to_string());
    }
    let scenarios: Vec<_> = judged.iter().map(|one| (one.loaded, &one.run.results)).collect();
    screen::show(&screens::comparison::screen(&scenarios, comparison, (folder, written)))
}
