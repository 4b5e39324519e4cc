//! Values as JSON that people read.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::experiment::explain::Explanation;

/// A value; `what` it is, if it cannot be written.
///
/// # Errors
/// If it cannot be written, which is a fault of the program.
pub fn json(value: &impl Serialize, what: &str) -> Result<Vec<u8>> {
    let text = serde_json::to_string_pretty(value);
    let text = text.map_err(|fault| Error::run(format!("cannot write {what}: {fault}")))?;
    Ok(format!("{text}\n").into_bytes())
}

/// The file of the verdict.
///
/// # Errors
/// If it cannot be written, which is a fault of the program.
pub fn verdict(explanation: &Explanation) -> Result<Vec<u8>> {
    json(&explanation.verdict, "the verdict")
}
