//! A memo as PDF, set by Typst with embedded fonts; no file is read and no network asked.

use typst_as_lib::TypstEngine;

use super::document::{Block, Document};
use super::typst::markup;
use crate::error::{Error, Result};

static REGULAR: &[u8] = include_bytes!("../render/fonts/Inter-Regular.otf");
static BOLD: &[u8] = include_bytes!("../render/fonts/Inter-Bold.otf");

/// The PDF as bytes.
///
/// # Errors
/// If the pages cannot be set.
pub fn pdf(memo: &Document) -> Result<Vec<u8>> {
    let charts: Vec<(String, Vec<u8>)> = memo
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Chart(picture) => Some((format!("{}.svg", picture.name), picture.svg.clone().into_bytes())),
            _ => None,
        })
        .collect();
    let engine = TypstEngine::builder()
        .main_file(markup(memo))
        .fonts([REGULAR, BOLD])
        .with_static_file_resolver(charts.iter().map(|(name, svg)| (name.as_str(), svg.as_slice())))
        .build();
    let failed = |what: &str| Error::run(format!("the memo cannot be set as PDF: {what}"));
    let pages = engine.compile().output.map_err(|fault| failed(&fault.to_string()))?;
    typst_pdf::pdf(&pages, &typst_pdf::PdfOptions::default())
        .map_err(|faults| failed(&faults.iter().map(|fault| fault.message.to_string()).collect::<Vec<_>>().join("; ")))
}
