//! Made-up comparisons with published figures, for tests of charts.

use crate::experiment::backcast::Backcast;
use crate::experiment::backcast::tables::{HistoryRow, LineRow, Position, PositionRow};
use crate::named::named;
use crate::results::Labels;

const QUANTITIES: [(&str, &str, &str); 6] = [
    ("us_ai_power_gw", "GW", "test"),
    ("us_dc_energy_twh", "TWh", "test"),
    ("us_dc_share_of_generation", "share", "test"),
    ("us_ai_accelerators_added_mh100e", "MH100e a year", "input"),
    ("us_ai_facility_nameplate_gw", "GW", "test"),
    ("us_dc_grid_power_gw", "GW", "input"),
];

const AHEAD: [i32; 5] = [2026, 2027, 2028, 2030, 2035];

/// Figures of some years and publishers; some have no centre or no range.
pub fn backcast(labels: &Labels, years: &[i32], publishers: usize, scale: f64) -> Backcast {
    let (mut history, mut outlooks, mut lines) = (vec![], vec![], vec![]);
    for (q, &(quantity, unit, role)) in QUANTITIES.iter().enumerate() {
        for (y, &year) in years.iter().enumerate() {
            let model = scale * (1.0 + q as f64) * (1.0 + y as f64);
            history.extend((0..publishers).map(|p| past((quantity, "", year, unit, role), model, p)));
        }
        for (y, &year) in AHEAD.iter().enumerate() {
            let model = scale * 10.0 * (1.0 + q as f64) * (1.0 + y as f64);
            lines.push(LineRow {
                scenario: "s".to_owned(),
                quantity: quantity.to_owned(),
                region: String::new(),
                year,
                unit: unit.to_owned(),
                model,
            });
            let said = (0..publishers).filter(|p| (p + y + q).is_multiple_of(3));
            outlooks.extend(said.map(|p| ahead(past((quantity, "", year, unit, role), model, p))));
        }
    }
    for (r, region) in labels.regions.iter().enumerate() {
        for &year in years {
            let key = ("wholesale_usd_per_mwh_R", region.code.as_str(), year, "USD/MWh", "test");
            history.push(past(key, scale * (20.0 + r as f64), r));
        }
    }
    Backcast { history, outlooks, lines, scores: vec![] }
}

fn past((quantity, region, year, unit, role): (&str, &str, i32, &str, &str), model: f64, p: usize) -> HistoryRow {
    let central = model * (0.7 + 0.4 * p as f64);
    let (low, high) = if p.is_multiple_of(2) { (Some(central * 0.8), Some(central * 1.3)) } else { (None, None) };
    let position = match (low, high) {
        (Some(low), Some(high)) if (low..=high).contains(&model) => Position::Inside,
        (Some(low), _) if model < low => Position::Below,
        (Some(_), _) => Position::Above,
        _ => Position::NoRange,
    };
    HistoryRow {
        scenario: "s".to_owned(),
        quantity: quantity.to_owned(),
        region: region.to_owned(),
        year,
        unit: unit.to_owned(),
        model: Some(model),
        published_low: low,
        published_central: (p % 4 != 2).then_some(central),
        published_high: high,
        publisher: format!("Authors and others; Institute of Long Names {p} / Department"),
        source: format!("source_{p}"),
        error: Some(model - central),
        relative_error_fraction: (p % 4 != 2 && central > 0.0).then(|| model / central - 1.0),
        position,
        role: named(role).unwrap(),
        definition: String::new(),
    }
}

fn ahead(row: HistoryRow) -> PositionRow {
    PositionRow {
        scenario: row.scenario,
        quantity: row.quantity,
        region: row.region,
        year: row.year,
        unit: row.unit,
        model: row.model,
        published_low: row.published_low,
        published_central: row.published_central,
        published_high: row.published_high,
        publisher: row.publisher,
        source: row.source,
        position: if row.position == Position::NoRange { Position::Above } else { row.position },
        envelope_low: None,
        envelope_high: None,
        envelope_position: Position::NotCompared,
        error: row.error,
        relative_error_fraction: row.relative_error_fraction,
        why: String::new(),
        definition: String::new(),
    }
}
