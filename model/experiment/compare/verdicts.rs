//! The verdict of every scenario, as sweeps judge it.

use super::Case;
use super::tables::VerdictRow;
use crate::experiment::origin::Origin;
use crate::experiment::sweep::judge::judged;
use crate::load::Loaded;
use crate::run::Run;
use crate::scenario::sweep::Verdicts;

/// The narrow and the broad verdict of a solved scenario; both empty where a re-solve has no certified optimum.
#[must_use]
pub fn words(loaded: &Loaded, run: &Run, verdicts: Verdicts) -> [String; 2] {
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
            verdicts: verdicts.name().to_owned(),
            narrow: narrow.clone(),
            broad: broad.clone(),
            narrow_changes: first.is_some_and(|first| first[0] != *narrow),
            broad_changes: first.is_some_and(|first| first[1] != *broad),
            in_words: in_words(narrow, broad),
        })
    };
    cases.iter().filter_map(row).collect()
}

/// Both readings in a sentence.
fn in_words(narrow: &str, broad: &str) -> String {
    if narrow.is_empty() || broad.is_empty() {
        return "no verdict: a re-solve has no certified optimum".to_owned();
    }
    let said = said(narrow);
    if narrow == broad {
        format!("{said}, in both readings of energy")
    } else {
        format!("{said}; in the broad reading of energy {}", self::said(broad))
    }
}

/// What a verdict means.
fn said(word: &str) -> String {
    match word {
        "mixed" => "no limit leads: the second brings nearly as much as the first".to_owned(),
        "demand-bound" => "buyers limit AI: more of no supply brings as much".to_owned(),
        other => {
            let family = other.strip_suffix("-bound").unwrap_or(other);
            let (family, verb) = match family {
                "chip" => ("chips", "bring"),
                "siting" => ("sites", "bring"),
                "materials" => ("materials", "bring"),
                one => (one, "brings"),
            };
            format!("more {family} {verb} most")
        }
    }
}
