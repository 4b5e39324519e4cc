//! The verdict of every scenario, as sweeps judge it.

use super::Case;
use super::tables::VerdictRow;
use crate::error::Result;
use crate::experiment::explain::verdict::Bound;
use crate::experiment::origin::Origin;
use crate::experiment::sweep::judge::judged;
use crate::load::Loaded;
use crate::run::Run;
use crate::scenario::sweep::Verdicts;

/// The narrow and the broad verdict of a solved scenario; none where a re-solve has no certified optimum.
///
/// # Errors
/// If time ran out.
pub fn words(loaded: &Loaded, run: &Run, verdicts: Verdicts) -> Result<[Option<Bound>; 2]> {
    loaded.scenario.foresight.refuse("a verdict")?;
    judged(&Origin::new(loaded, &run.program, &run.solution, 1), verdicts)
}

/// One row per scenario that has been judged.
#[must_use]
pub fn rows(cases: &[Case<'_>], verdicts: Verdicts) -> Vec<VerdictRow> {
    let first = cases.first().and_then(|case| case.words);
    let row = |case: &Case<'_>| {
        let [narrow, broad] = case.words?;
        Some(VerdictRow {
            scenario: case.loaded.scenario.name.clone(),
            verdicts,
            narrow,
            broad,
            narrow_changes: first.is_some_and(|first| first[0] != narrow),
            broad_changes: first.is_some_and(|first| first[1] != broad),
            in_words: in_words(narrow, broad),
        })
    };
    cases.iter().filter_map(row).collect()
}

/// Both readings in a sentence.
fn in_words(narrow: Option<Bound>, broad: Option<Bound>) -> String {
    let Some((narrow, broad)) = narrow.zip(broad) else {
        return "no verdict: a re-solve has no certified optimum".to_owned();
    };
    let said = said(narrow);
    if narrow == broad {
        format!("{said}, in both readings of energy")
    } else {
        format!("{said}; in the broad reading of energy {}", self::said(broad))
    }
}

/// What a verdict means.
const fn said(word: Bound) -> &'static str {
    match word {
        Bound::Mixed => "no limit leads: the second brings nearly as much as the first",
        Bound::Demand => "buyers limit AI: more of no supply brings as much",
        Bound::Energy => "more energy brings most",
        Bound::Chips => "more chips bring most",
        Bound::Siting => "more sites bring most",
        Bound::Cooling => "more cooling brings most",
        Bound::Materials => "more materials bring most",
        Bound::Capital => "more capital brings most",
    }
}
