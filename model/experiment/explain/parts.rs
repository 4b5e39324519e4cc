//! The parts of an analysis, one after the other: each is kept when it is found, so that an analysis that was killed goes on
//! with the next.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::question::Progress;
use crate::error::{Error, Result};

/// Where parts are kept.
pub trait Keeper {
    /// What was found of a part before.
    fn found(&self, part: &str) -> Option<Value>;

    /// Keeps what was found of a part; it is safe when this returns.
    ///
    /// # Errors
    /// If it cannot be written.
    fn keep(&self, part: &str, found: Value) -> Result<()>;
}

/// Nothing is kept.
impl Keeper for () {
    fn found(&self, _: &str) -> Option<Value> {
        None
    }

    fn keep(&self, _: &str, _: Value) -> Result<()> {
        Ok(())
    }
}

/// Who waits for the parts, and where they are kept.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// Who waits.
    pub progress: &'a dyn Progress,
    /// Where they are kept.
    pub keeper: &'a dyn Keeper,
}

impl Parts<'_> {
    /// A part of so many steps: as it is kept, else found and kept. `find` is given what to call after each step.
    ///
    /// # Errors
    /// If it cannot be found or kept.
    pub fn part<T: Serialize + DeserializeOwned>(
        self,
        (name, steps): (&str, usize),
        find: impl FnOnce(&(dyn Fn() + Sync)) -> Result<T>,
    ) -> Result<T> {
        if let Some(found) = self.keeper.found(name).and_then(|kept| serde_json::from_value(kept).ok()) {
            return Ok(found);
        }
        let progress = self.progress;
        progress.phase(name, steps);
        let found = find(&|| progress.one_done())?;
        let kept = serde_json::to_value(&found);
        self.keeper.keep(name, kept.map_err(|fault| Error::run(format!("cannot keep the part {name}: {fault}")))?)?;
        Ok(found)
    }
}
