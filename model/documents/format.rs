//! The files that a memo is set as.

use super::html::{Extras, html};
use super::{Document, docx, markdown};
use crate::error::{Error, Result};
use crate::named::words;

words! {
    /// A format of memos, by the ending of its files.
    Format {
        /// PDF, in binaries built with the feature `pdf`.
        Pdf, "pdf";
        /// Markdown, with footnotes.
        Md, "md";
        /// Word.
        Docx, "docx";
        /// One page for a browser: charts that tell their values, shadow prices to search, tables to save.
        Html, "html";
    }
}

impl Format {
    /// Leaves alone what this binary cannot write.
    ///
    /// # Errors
    /// If it cannot write this.
    pub fn check(self) -> Result<()> {
        if self != Self::Pdf || cfg!(feature = "pdf") {
            return Ok(());
        }
        Err(Error::input_with_hint(
            "this gridbound was built without PDF",
            "build it with `cargo build --release --features pdf`, or ask for --format md,docx,html",
        ))
    }

    /// A memo as bytes; extras are what a page shows beside it.
    ///
    /// # Errors
    /// If it cannot be set, or this binary cannot write the format.
    pub fn bytes(self, memo: &Document, extras: &Extras<'_>) -> Result<Vec<u8>> {
        match self {
            #[cfg(feature = "pdf")]
            Self::Pdf => super::pdf(memo),
            #[cfg(not(feature = "pdf"))]
            Self::Pdf => self.check().map(|()| vec![]),
            Self::Md => Ok(markdown(memo).into_bytes()),
            Self::Docx => docx(memo),
            Self::Html => Ok(html(memo, extras)?.into_bytes()),
        }
    }
}
