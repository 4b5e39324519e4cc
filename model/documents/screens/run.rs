//! What `run` says: the summary by year, what binds when, and the certificate.

use std::collections::BTreeMap;

use super::super::document::{Block, Document, Table};
use super::{Written, files};
use crate::load::Loaded;
use crate::results::tables::{ShadowPriceRow, SummaryRow};
use crate::run::Run;
use crate::tell::number::{cell, millions, size};
use crate::tell::share::per_cent;

/// Columns of numbers; those after them hold words.
const NUMBERS: usize = 9;

/// The screen.
#[must_use]
pub fn screen(loaded: &Loaded, run: &Run, written: Written<'_>) -> Document {
    let (scenario, results) = (&loaded.scenario, &run.results);
    let mut screen = Document::titled(format!("{}: {}", scenario.name, scenario.title));
    screen.subtitle = format!(
        "{} regions, {} model years, {}-hour slices, {}",
        results.labels.regions.len(),
        results.years.len(),
        scenario.horizon.block_hours,
        results.labels.currency,
    );
    screen.part([Block::Table(summary(&results.summary))]);
    screen.part([Block::Lines(what_binds(run))]);
    screen.part([Block::Lines(certificate(run)), Block::Lines(files(written))]);
    screen
}

fn summary(rows: &[SummaryRow]) -> Table {
    let header = [
        "year",
        "AI load\nGW rated",
        "peak\nGW",
        "energy\nTWh",
        "compute\nMH100e",
        "AI capex\nbn/year",
        "CO2\nMt",
        "rent share\nenergy",
        "\nchips",
        "largest rent",
        "second",
    ];
    let cells = |row: &SummaryRow| {
        let capex = row.capex_accelerators_busd_per_year
            + row.capex_shells_busd_per_year
            + row.capex_connections_busd_per_year
            + row.capex_onsite_power_busd_per_year;
        vec![
            row.year.to_string(),
            cell(row.ai_rated_gw),
            cell(row.ai_peak_gw),
            cell(row.ai_energy_twh),
            cell(row.compute_mh100e),
            cell(capex),
            cell(row.co2_mt),
            per_cent(row.energy_rent_share),
            per_cent(row.chips_rent_share),
            row.first_bottleneck.clone(),
            row.second_bottleneck.clone(),
        ]
    };
    Table::plain(header, |column| column >= NUMBERS, rows.iter().map(cells))
}

/// For each year the three families with the largest rents, and what in them binds.
fn what_binds(run: &Run) -> Vec<String> {
    const FAMILIES: usize = 3;
    const ITEMS: usize = 3;
    let results = &run.results;
    let mut lines =
        vec!["What binds when (share of the year's rents of supply, and the limits with the largest):".to_owned()];
    for &year in &results.years {
        let supply = || results.shadow_prices.iter().filter(move |row| row.year == year && row.family != "demand");
        let all: f64 = supply().map(|row| row.rent_musd).sum();
        let mut families: BTreeMap<&str, Vec<&ShadowPriceRow>> = BTreeMap::new();
        for row in supply().filter(|row| row.rent_musd > 0.0) {
            families.entry(&row.family).or_default().push(row);
        }
        let mut ranked: Vec<(f64, &str, Vec<&ShadowPriceRow>)> =
            families.into_iter().map(|(name, rows)| (rows.iter().map(|r| r.rent_musd).sum(), name, rows)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let parts = ranked.iter_mut().take(FAMILIES).map(|(rent, name, rows)| {
            rows.sort_by(|a, b| b.rent_musd.total_cmp(&a.rent_musd));
            let items: Vec<String> = rows.iter().take(ITEMS).map(|row| short_name(row)).collect();
            format!("{name} {} ({})", per_cent(*rent / all), items.join(", "))
        });
        let parts: Vec<String> = parts.collect();
        let said = if parts.is_empty() { "nothing but demand".to_owned() } else { parts.join("; ") };
        lines.push(format!("  {year}  {said}"));
    }
    lines.push(format!("Rents are a hint; gridbound explain {} re-solves for the verdict.", results.labels.scenario));
    lines
}

/// A limit in two words.
fn short_name(row: &ShadowPriceRow) -> String {
    let kind = row.rule.split_once('.').map_or(row.rule.as_str(), |(_, kind)| kind).replace('_', " ");
    match (row.item.as_str(), row.region.as_str()) {
        ("", "") => kind,
        ("", region) => format!("{kind} {region}"),
        (item, region) if region.is_empty() || item.contains(region) => item.to_owned(),
        (item, region) => format!("{item} {region}"),
    }
}

fn certificate(run: &Run) -> Vec<String> {
    let c = &run.certificate;
    vec![
        format!(
            "certified optimal: gap {}, residuals {} primal, {} dual, {} complementarity",
            size(c.relative_gap),
            size(c.primal_residual),
            size(c.dual_residual),
            size(c.complementarity),
        ),
        format!(
            "{} rows, {} columns, {} coefficients; {} {}, {} iterations; {:.2} s to read and build, {:.1} s to solve",
            c.rows, c.columns, c.nonzeros, c.solver, c.algorithm, c.iterations, c.build_seconds, c.solve_seconds,
        ),
        format!("objective {} ({})", millions(c.objective_musd), run.results.labels.currency),
    ]
}
