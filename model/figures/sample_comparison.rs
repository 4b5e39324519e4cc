//! Scenarios side by side for tests of charts: made up from the sample of one.

use super::sample;
use crate::experiment::compare::Comparison;
use crate::experiment::compare::tables::ComparisonRow;
use crate::program::Family;
use crate::results::Results;

/// So many scenarios, of which the n-th differs from the first by n times a share.
pub fn comparison(count: usize, years: &[i32], share: f64) -> (Comparison, Vec<Results>) {
    let name = |at: usize| {
        if at == 0 { "baseline".to_owned() } else { format!("a-scenario-with-a-name-that-is-rather-long-{at}") }
    };
    let mut headline = vec![];
    let mut all = vec![];
    for at in 0..count {
        let sign = if at % 2 == 0 { -1.0 } else { 1.0 };
        let factor = 1.0 + sign * share * at as f64;
        headline.extend(years.iter().flat_map(|year| of_year(&name(at), *year, factor)));
        let mut results = sample::results(2, years);
        results.labels.scenario = name(at);
        results.capacity.iter_mut().for_each(|row| row.built_gw *= factor);
        all.push(results);
    }
    let comparison = Comparison {
        scenarios: (0..count).map(name).collect(),
        overrides: vec!["horizon.block_hours = 24".to_owned()],
        inputs: vec![],
        causes: vec![],
        headline,
        differences: vec![],
        verdicts: vec![],
    };
    (comparison, all)
}

fn of_year(scenario: &str, year: i32, factor: f64) -> Vec<ComparisonRow> {
    let row = |quantity: String, value: f64| ComparisonRow {
        scenario: scenario.to_owned(),
        year: Some(year),
        quantity,
        unit: String::new(),
        value: Some(value * factor),
        word: String::new(),
        difference: None,
        relative: None,
    };
    let growth = f64::from(year - 2020);
    let mut rows: Vec<ComparisonRow> =
        [("ai_load", 12.0), ("compute", 83.0), ("ai_capital_recovery", 95.0), ("energy_price", 3.0)]
            .map(|(quantity, value)| row(quantity.to_owned(), value * growth))
            .to_vec();
    rows.extend(
        Family::ALL
            .iter()
            .enumerate()
            .map(|(f, family)| row(format!("rent_{}", family.name()), 1e5 * (f as f64 - 3.0) * growth)),
    );
    rows
}
