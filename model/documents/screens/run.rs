//! What `run` says: the summary by year, what binds when, and the certificate.

use std::path::Path;

use serde_json::{Value, json};

use super::super::document::{Block, Document, Table};
use super::{Written, files};
use crate::load::Loaded;
use crate::named::word_or_empty;
use crate::results::derived::ranked_rents;
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

/// The same as data.
#[must_use]
pub fn data(loaded: &Loaded, run: &Run, folder: &Path) -> Value {
    json!({
        "scenario": loaded.scenario.name,
        "summary": run.results.summary,
        "certificate": run.certificate,
        "outputs": folder,
    })
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
        vec![
            row.year.to_string(),
            cell(row.ai_rated_gw),
            cell(row.ai_peak_gw),
            cell(row.ai_energy_twh),
            cell(row.compute_mh100e),
            cell(row.ai_capex_busd_per_year()),
            cell(row.co2_mt),
            per_cent(row.energy_rent_share),
            per_cent(row.chips_rent_share),
            row.first_bottleneck.to_string(),
            word_or_empty(row.second_bottleneck).to_owned(),
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
        let parts = ranked_rents(&results.rents, year).into_iter().take(FAMILIES).map(|rent| {
            let owned = |row: &&ShadowPriceRow| row.year == year && row.family == rent.family && row.rent_musd > 0.0;
            let mut rows: Vec<&ShadowPriceRow> = results.shadow_prices.iter().filter(owned).collect();
            rows.sort_by(|a, b| b.rent_musd.total_cmp(&a.rent_musd));
            let items: Vec<String> = rows.iter().take(ITEMS).map(|row| short_name(row)).collect();
            format!("{} {} ({})", rent.family, per_cent(rent.rent_share), items.join(", "))
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
    let kind = row.rule.own_name().replace('_', " ");
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
