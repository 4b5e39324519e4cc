//! The analysis of a run that its folder keeps, for memo, charts and workbook.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::experiment::explain::Explanation;
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
