//! Figures of the account beside published ones.

use super::account::{Account, Range};
use super::flows::Flows;
use super::names::ALL;
use super::tables::{Agreement, EconomyCheckRow, TwoItem};
use crate::input::tables::EconomyPublished as Table;
use crate::input::typed::InputRow;
use crate::load::Loaded;

/// Jobs that run data centres, per MW of facility load.
const PER_MW: &str = "operation_per_mw";

/// Published figures whose quantity, year and region the account has.
#[must_use]
pub fn check(loaded: &Loaded, flows: &Flows, account: &Account) -> Vec<EconomyCheckRow> {
    let beside = |row: InputRow<'_, Table>| {
        let [low, central, high] = found(flows, account, (row.quantity(), row.year() as i32, row.region()))?;
        Some(EconomyCheckRow {
            scenario: loaded.scenario.name.clone(),
            quantity: row.quantity().to_owned(),
            year: row.year() as i32,
            region: row.region().to_owned(),
            unit: row.unit().to_owned(),
            low,
            central,
            high,
            published_low: row.low(),
            published_central: row.central(),
            published_high: row.high(),
            agreement: agreement([low, central, high], [row.low(), row.high()]),
            source: row.source().to_owned(),
        })
    };
    loaded.dataset.rows::<Table>().filter_map(beside).collect()
}

/// How a range lies to a published one.
#[must_use]
pub fn agreement([low, central, high]: Range, [published_low, published_high]: [f64; 2]) -> Agreement {
    match central {
        _ if (published_low..=published_high).contains(&central) => Agreement::Inside,
        _ if low <= published_high && high >= published_low => Agreement::Overlap,
        central if central > published_high => Agreement::Above,
        _ => Agreement::Below,
    }
}

/// Low, central and high of a quantity, as in `gdp.gross_all`; none if the account does not have it.
fn found(flows: &Flows, account: &Account, (quantity, year, region): (&str, i32, &str)) -> Option<Range> {
    let (table, name) = quantity.split_once('.')?;
    match table {
        "gdp" => {
            let is_it = |item: &str, kind: &str| (name == item && kind == ALL) || name == format!("{item}_{kind}");
            let mut rows = account.gdp.iter().filter(|row| row.year == year);
            let row = rows.find(|row| is_it(row.item.name(), row.kind.name()))?;
            Some([row.low, row.central, row.high])
        }
        "bills" => {
            let item = name.strip_suffix("_bn").unwrap_or(name);
            let mut rows = account.bills.iter().filter(|row| row.year == year && row.quintile == ALL);
            let row = rows.find(|row| row.region == region && row.item.name() == item)?;
            Some([row.low, row.central, row.high])
        }
        "labour" => {
            let y = flows.years.iter().position(|model_year| *model_year == year)?;
            let (item, over) = match name {
                PER_MW if flows.with.facility[y] > 0.0 => (TwoItem::JobsOperation.name(), flows.with.facility[y]),
                PER_MW => return None,
                item => (item, 1.0),
            };
            let row = account.two_economies.iter().find(|row| row.year == Some(year) && row.item == item)?;
            Some([row.low, row.central, row.high].map(|value| value / over))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_is_of_the_centre_before_the_range() {
        let against = |range| agreement(range, [1.0, 2.0]);
        assert_eq!(against([0.0, 1.0, 9.0]), Agreement::Inside);
        assert_eq!(against([0.0, 0.9, 1.0]), Agreement::Overlap);
        assert_eq!(against([0.0, 0.5, 0.9]), Agreement::Below);
        assert_eq!(against([2.1, 3.0, 9.0]), Agreement::Above);
    }
}
