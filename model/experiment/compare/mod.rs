//! What differs between scenarios: in what goes in, cell by cell, and in what comes out, table by table.
//!
//! Every scenario is held against the first. Nothing here solves a scenario or knows of files; only the verdicts take
//! re-solves, of programs that have been solved before.

pub mod causes;
pub mod differences;
pub mod effects;
pub mod headline;
pub mod inputs;
pub mod judged;
pub mod tables;
pub mod verdicts;

use causes::Cause;
use differences::Flat;
use tables::{ComparisonRow, DifferenceRow, InputRow, VerdictRow};

use crate::error::{Error, Result};
use crate::experiment::explain::verdict::Bound;
use crate::load::Loaded;
use crate::results::Results;
use crate::results::catalogue::tables;
use crate::scenario::sweep::Verdicts;

/// One scenario that was loaded and solved.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// What went in.
    pub loaded: &'a Loaded,
    /// What came out.
    pub results: &'a Results,
    /// Objective, million USD.
    pub objective: f64,
    /// The same tables, flat.
    pub flat: &'a [Flat],
    /// Narrow and broad verdict, if it was asked for.
    pub words: Option<[Option<Bound>; 2]>,
}

tables! {
    /// All that differs between scenarios.
    #[derive(Debug, Clone, PartialEq)]
    Comparison {
        /// Headline quantities.
        headline as comparison: ComparisonRow,
        /// Cells of the inputs.
        inputs: InputRow,
        /// Numbers of the tables.
        differences: DifferenceRow,
        /// Verdicts; none if they were not asked for.
        verdicts: VerdictRow,
    } and {
        /// Names, the first one first.
        scenarios: Vec<String>,
        /// What the command line set over all of them.
        overrides: Vec<String>,
        /// The same by cause.
        causes: Vec<Cause>,
    }
}

/// Holds scenarios against the first one.
#[must_use]
pub fn compare(cases: &[Case<'_>], verdicts: Option<Verdicts>) -> Comparison {
    let (mut inputs, mut differences) = (vec![], vec![]);
    if let Some((first, others)) = cases.split_first() {
        for other in others {
            inputs.extend(inputs::differences(first.loaded, other.loaded));
            differences.extend(differences::differences(first, other));
        }
    }
    Comparison {
        overrides: vec![],
        scenarios: cases.iter().map(|case| case.loaded.scenario.name.clone()).collect(),
        causes: causes::causes(&inputs),
        headline: headline::headline(cases),
        verdicts: verdicts.map(|how| verdicts::rows(cases, how)).unwrap_or_default(),
        inputs,
        differences,
    }
}

/// Whether money of all scenarios is of one currency and price year, as their datasets say.
///
/// # Errors
/// If it is not: no number of money could be compared.
pub fn check_currencies(loaded: &[Loaded]) -> Result<()> {
    let Some((first, others)) = loaded.split_first() else { return Ok(()) };
    let Some(other) = others.iter().find(|other| other.dataset.about.currency != first.dataset.about.currency) else {
        return Ok(());
    };
    let money = |loaded: &Loaded| format!("{} in {}", loaded.dataset.about.currency, loaded.dataset.about.name);
    Err(Error::input_with_hint(
        format!(
            "{} and {} cannot be compared: money is {} and {}",
            first.scenario.name,
            other.scenario.name,
            money(first),
            money(other)
        ),
        "convert one dataset to the currency and price year of the other, and say so in its dataset.toml",
    ))
}

/// Whether scenarios can be compared: two or more, all different.
///
/// # Errors
/// If they cannot.
pub fn check_names(names: &[String]) -> Result<()> {
    const HINT: &str = "as in gridbound compare baseline daily; gridbound list scenarios shows all";
    if let [only] = names {
        return Err(Error::input_with_hint(
            format!("a comparison takes two scenarios or more; found only {only}"),
            HINT,
        ));
    }
    match names.iter().enumerate().find(|(i, name)| names[..*i].contains(name)) {
        Some((_, twice)) => {
            let message = format!("{twice} is named twice: a scenario does not differ from itself");
            Err(Error::input_with_hint(message, HINT))
        }
        None => Ok(()),
    }
}
