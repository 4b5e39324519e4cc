//! The analysis of a run that its folder keeps, for memo, charts and workbook; and the parts of one that is being made.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use serde_json::Value;

use super::OutputFolder;
use super::log::{Log, checksum};
use super::manifest::Manifest;
use crate::error::{Error, Result};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::parts::Keeper;
use crate::experiment::explain::question::Question;
use crate::results::Results;
use crate::results::tables::ShadowPriceRow;

/// What an analysis found, and the shadow prices with the intervals that it filled in.
#[derive(Debug, Serialize, Deserialize)]
pub struct Analysis {
    /// Families that were raised, and whose lead was followed by what.
    subject: String,
    /// Parts that were made.
    parts: Vec<String>,
    /// What it found.
    pub explanation: Explanation,
    /// Every limit with its price.
    shadow_prices: Vec<ShadowPriceRow>,
}

/// What a folder keeps for a question.
#[derive(Debug)]
pub enum Kept {
    /// An analysis that answers it.
    Fit(Box<Analysis>),
    /// One that does not, and why.
    Unfit(String),
    /// None.
    Nothing,
}

/// The log of the parts of an analysis, as long as it is not finished.
pub(super) const PARTS: &str = "analysis.log";

/// Parts of an analysis that are found already. A record says which inputs and question it follows from, which part it is,
/// and what was found.
#[derive(Debug)]
pub(super) struct PartsLog {
    follows_from: String,
    found: BTreeMap<String, Value>,
    log: RefCell<Log>,
}

impl PartsLog {
    /// Those of a question about the run of a manifest.
    pub(super) fn open(folder: &OutputFolder, manifest: &Manifest, question: &Question) -> Result<Self> {
        let (steps, parts) = (&question.steps, &question.parts);
        let asked = format!("{}\n{steps:?} {parts:?} {}", manifest.essence()?, subject(question));
        let follows_from = checksum(asked.as_bytes());
        let (log, records) = Log::open(folder.clone(), PARTS)?;
        let read = |record: &String| serde_json::from_str::<(String, String, Value)>(record).ok();
        let own = records.iter().filter_map(read).filter(|(of, ..)| *of == follows_from);
        let found = own.map(|(_, part, found)| (part, found)).collect();
        Ok(Self { follows_from, found, log: RefCell::new(log) })
    }
}

impl Keeper for PartsLog {
    fn found(&self, part: &str) -> Option<Value> {
        self.found.get(part).cloned()
    }

    fn keep(&self, part: &str, found: Value) -> Result<()> {
        let record = Value::from(vec![self.follows_from.clone().into(), part.into(), found]);
        self.log.borrow_mut().append(&record.to_string())
    }
}

/// What was asked, as kept analyses say it.
fn subject(question: &Question) -> String {
    format!("{:?}, {:?}", question.families, question.contest)
}

fn parts(question: &Question) -> Vec<String> {
    question.parts.iter().map(|part| format!("{part:?}")).collect()
}

impl Analysis {
    /// What was found in answer to a question about a run.
    #[must_use]
    pub fn new(question: &Question, explanation: &Explanation, results: &Results) -> Self {
        Self {
            subject: subject(question),
            parts: parts(question),
            explanation: explanation.clone(),
            shadow_prices: results.shadow_prices.clone(),
        }
    }

    /// Gives the results of the same run the intervals of prices that it found.
    pub fn complete(&self, results: &mut Results) {
        results.shadow_prices.clone_from(&self.shadow_prices);
    }

    pub(super) fn bytes(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(|fault| Error::run(format!("cannot write the analysis: {fault}")))
    }

    /// The analysis that bytes hold; none if they hold none.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// Why it does not answer a question, if it does not; Shapley shares of other steps do not count.
    pub(super) fn unfit_for(&self, question: &Question) -> Option<String> {
        if self.subject != subject(question) {
            return Some("it is of other families or of other rivals".to_owned());
        }
        let missing: Vec<String> = parts(question)
            .into_iter()
            .filter(|part| !self.parts.contains(part))
            .map(|part| part.to_lowercase())
            .collect();
        (!missing.is_empty()).then(|| format!("it was made without {}", missing.join(", ")))
    }
}
