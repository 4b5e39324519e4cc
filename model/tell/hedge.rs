//! A hedged plan in sentences.

use super::names::list;
use super::number::number;
use super::share::per_cent;
use crate::experiment::hedge::{HEDGED, Hedged};

/// Million USD as billions with the unit.
fn money(million: f64) -> String {
    const THOUSAND: f64 = 1000.0;
    format!("{} billion USD", number(million / THOUSAND))
}

/// What knowing and hedging are worth, what may be regretted, and what is built in every case.
#[must_use]
pub fn sentences(hedged: &Hedged) -> Vec<String> {
    let branches = hedged.branches.iter().zip(&hedged.probabilities);
    let branches: Vec<String> = branches.map(|(name, share)| format!("{name} ({})", per_cent(*share))).collect();
    let mut said = vec![format!(
        "From {} on it is known which it is: {}. To know it at once would be worth {} on the mean, discounted.",
        hedged.reveal,
        list(&branches),
        money(hedged.knowing)
    )];
    said.push(match hedged.hedging {
        Some(worth) => format!(
            "The plan that is best on the mean is worth {} more than the best plan of a single branch, played whatever turns out.",
            money(worth)
        ),
        None => "No plan of a single branch can be kept in all others.".to_owned(),
    });
    let own: Vec<_> = hedged.regret.iter().filter(|row| row.plan == HEDGED).collect();
    let worst = own.iter().filter_map(|row| Some((row.regret_musd?, row))).max_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((regret, row)) = worst {
        said.push(format!(
            "It loses {} at most, in {}; the plan that keeps the largest loss smallest loses {}.",
            money(regret),
            row.branch,
            money(hedged.minimax)
        ));
    }
    let safe = hedged.builds.iter().filter(|build| build.no_regret()).count();
    said.push(format!(
        "Of {} purchases and builds that must be decided before {}, {safe} are in the hedged plan and, to four fifths or more, in \
         every branch's own (hedge.csv, no_regret). The other tables are of the plan without branches.",
        hedged.builds.len(),
        hedged.reveal
    ));
    said
}
