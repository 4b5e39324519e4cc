//! `duality`: the optimum as a sum of what every right-hand side and bound is worth.
//!
//! ```text
//! objective = sum over rows of price x right-hand side
//!           + sum over columns with an upper bound of (reduced cost, where positive) x bound
//!           + constant
//! ```
//!
//! This is strong duality: what compute earns, less all costs, is exactly what the scarce things are worth, less
//! what other load and its margins cost. Each term is of one kind:
//!
//! | kind | what it is worth |
//! | --- | --- |
//! | `limit` | supplies that families own, less what is committed under a build limit: their scarcity rents |
//! | `commitment` | builds under way: `power.committed`, and the committed part of build limits. A commitment that equals its limit gives both rows large prices that cancel |
//! | `existing` | what stands: fleet, shells, connections, plants, lines, and the bounds of what plants and lines can do where they cannot grow |
//! | `obligation` | base load, its margin and its clean share (a cost), less what may be missing of them: tolerance, gap, load not served |
//! | `fixed cost` | operation of plants that stand whatever is decided |
//!
//! The right-hand side of `power.adequacy` is the margin that base load needs less the firm capacity of
//! plants that cannot be built again. The first is an obligation, the second exists: both have a row.

use std::collections::BTreeMap;

use super::limits::committed;
use super::tables::DualityRow;
use super::view::{View, tidy};
use crate::named::words;
use crate::program::{Account, Family, Item, Quantity, Row, Rule};
use crate::sets::Season;
use crate::system::economy::SeasonKind;

words! {
    /// What a term of the sum is about, in the order of the table.
    Kind {
        /// Scarcity rent of a supply.
        Limit, "limit";
        /// Builds that are under way.
        Commitment, "commitment";
        /// What stands already.
        Existing, "existing";
        /// Other load and its margins: a cost.
        Obligation, "obligation";
        /// What no decision changes.
        FixedCost, "fixed cost";
    }
}

impl Kind {
    /// Of a rule whose right-hand side is all of one kind.
    const fn of(rule: Rule) -> Self {
        match rule {
            Rule::PowerCommitted => Self::Commitment,
            Rule::PowerBalance | Rule::PowerAdequacy | Rule::PowerTolerance | Rule::PowerClean => Self::Obligation,
            _ if rule.is_limit() => Self::Limit,
            _ => Self::Existing,
        }
    }
}

words! {
    /// Where a term comes from.
    Source [
        /// Right-hand sides of a rule.
        Row(Rule);
        /// Bounds of a column.
        Bound(Quantity);
    ] {
        /// What no decision changes.
        Constant, Account::FixedOperation.name();
    }
}

impl Source {
    /// Family that it is reported under.
    #[must_use]
    pub const fn family(self) -> Family {
        match self {
            Self::Row(rule) => rule.family(),
            Self::Bound(Quantity::Lend) => Family::Grid,
            Self::Bound(_) | Self::Constant => Family::Power,
        }
    }
}

/// What every rule and every bounded quantity adds to the objective; nothing is left out but zeros.
#[must_use]
pub fn duality(view: &View<'_>) -> Vec<DualityRow> {
    let mut sums: BTreeMap<(Kind, Source), f64> = BTreeMap::new();
    for (row, &price) in view.program.rows.rows.iter().zip(&view.solution.prices) {
        for (kind, amount) in sides(view, row) {
            *sums.entry((kind, Source::Row(row.rule))).or_default() += price * amount;
        }
    }
    for (info, &reduced) in view.program.variables.info.iter().zip(&view.solution.reduced_costs) {
        if reduced > 0.0 && info.upper.is_finite() {
            let missing = matches!(info.quantity, Quantity::Gap | Quantity::Unserved);
            let kind = if missing { Kind::Obligation } else { Kind::Existing };
            *sums.entry((kind, Source::Bound(info.quantity))).or_default() += reduced * info.upper;
        }
    }
    sums.insert((Kind::FixedCost, Source::Constant), view.program.objective.constant);
    let rows = sums.into_iter().map(|((kind, source), value)| DualityRow {
        scenario: view.system.scenario.clone(),
        kind,
        family: source.family(),
        rule: source,
        value_musd: tidy(value),
    });
    rows.filter(|row| row.value_musd != 0.0).collect()
}

/// The objective that the rows add up to, million USD.
#[must_use]
pub fn total(rows: &[DualityRow]) -> f64 {
    rows.iter().map(|row| row.value_musd).sum()
}

/// A right-hand side by kind.
fn sides(view: &View<'_>, row: &Row) -> [(Kind, f64); 2] {
    let adequacy = &view.system.adequacy;
    let (other, of_other) = match (row.rule, row.key.region) {
        (Rule::PowerBuildLimit, _) => (Kind::Commitment, committed(view.system, row)),
        (Rule::PowerAdequacy, Some(r)) => {
            let needed = |(_, season): (Season, SeasonKind)| {
                adequacy.top(r, season) * view.system.base_peak(r, row.key.year, season).value()
            };
            let season = adequacy.seasons_of(r).find(|(h, _)| row.key.item == Item::Season(*h));
            (Kind::Existing, row.limit - season.map_or(0.0, needed))
        }
        _ => (Kind::Existing, 0.0),
    };
    [(Kind::of(row.rule), row.limit - of_other), (other, of_other)]
}
