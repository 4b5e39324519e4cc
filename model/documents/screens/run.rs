//! What `run` says: the summary by year, what binds when, and the certificate.

use std::path::Path;

use serde_json::{Value, json};

use super::super::document::{Block, Document, Table, text};
use super::{Written, cautions, files};
use crate::experiment::hedge::Hedged;
use crate::experiment::sweep::standing::Standing;
use crate::load::Loaded;
use crate::program::Family;
use crate::results::Results;
use crate::results::derived::{price_where_ai_is, ranked_rents, runs};
use crate::results::tables::{Caution, PriceRow, ShadowPriceRow};
use crate::run::Run;
use crate::run::rolling::tables::Foreseen;
use crate::tell::family::noun;
use crate::tell::foresight;
use crate::tell::hedge;
use crate::tell::limits::which_part;
use crate::tell::names::{accelerator, list, region, short};
use crate::tell::number::{cell, maybe, millions, size};
use crate::tell::share::per_cent;
use crate::tell::years::span;

/// The screen; `among` is where the run stands among random samples, if that is known.
#[must_use]
pub fn screen(loaded: &Loaded, run: &Run, written: Written<'_>, among: Option<&Standing>) -> Document {
    let (scenario, results) = (&loaded.scenario, &run.results);
    let mut screen = Document::titled(format!("{}: {}", scenario.name, scenario.title));
    screen.subtitle = format!(
        "{} regions, {} model years, {}-hour slices, {}",
        results.labels.regions.len(),
        results.years.len(),
        scenario.horizon.block_hours,
        results.labels.currency,
    );
    screen.part(first(results).into_iter().map(|sentence| Block::Paragraph(text(sentence))));
    screen.part(cautions(results, among));
    if let Some(foreseen) = &run.foreseen {
        screen.part(foresight(loaded, foreseen).into_iter().map(|sentence| Block::Paragraph(text(sentence))));
    }
    screen.part([Block::Table(summary(results))]);
    screen.part([Block::Lines(what_binds(run))]);
    screen.part([Block::Lines(certificate(run)), Block::Lines(files(written))]);
    screen
}

/// How it was planned, and what that cost.
fn foresight(loaded: &Loaded, foreseen: &Foreseen) -> Vec<String> {
    foresight::sentences(&loaded.scenario.foresight, foreseen)
}

/// What can be said without solving again.
fn first(results: &Results) -> Vec<String> {
    let leaders = results.summary.iter().map(|row| (row.year, row.first_bottleneck));
    let scarcest: Vec<String> = runs(leaders)
        .into_iter()
        .map(|(family, from, to)| format!("{} {}", noun(family.name()), span(from, to)))
        .collect();
    let closed = if results.cautions.iter().any(|row| row.caution == Caution::Closed) {
        " and cannot tell the worth of a limit that is closed"
    } else {
        ""
    };
    let by_prices = format!(
        "By prices alone, which are a hint{closed}, scarcest: {}. gridbound explain {} solves again with more of each limit, with \
         limits sooner and later, and without them, and says what limits AI and how hard.",
        list(&scarcest),
        results.labels.scenario
    );
    [Some(by_prices), which_part(results)].into_iter().flatten().collect()
}

/// The same as data.
#[must_use]
pub fn data(loaded: &Loaded, run: &Run, folder: &Path) -> Value {
    let foreseen = run.foreseen.as_ref();
    json!({
        "scenario": loaded.scenario.name,
        "foresight": foreseen.map(|foreseen| json!({ "waiting": foreseen.waiting, "price": foreseen.foresight })),
        "summary": run.results.summary,
        "cautions": run.results.cautions,
        "certificate": run.certificate,
        "outputs": folder,
    })
}

/// What a hedge found, in sentences.
#[must_use]
pub fn hedge_told(hedged: Option<&Hedged>) -> Vec<Block> {
    let sentences = hedged.map_or(vec![], hedge::sentences);
    sentences.into_iter().map(|sentence| Block::Paragraph(text(sentence))).collect()
}

/// The same with what a hedge found, if there is one.
#[must_use]
pub fn with_hedge(mut data: Value, hedged: Option<&Hedged>) -> Value {
    if let Some(hedged) = hedged {
        data["hedge"] = json!({
            "reveal": hedged.reveal,
            "objective_musd": hedged.objective,
            "value_of_knowing_musd": hedged.knowing,
            "value_of_hedging_musd": hedged.hedging,
            "minimax_regret_musd": hedged.minimax,
            "regret": hedged.regret,
            "certificate": hedged.certificate,
        });
    }
    data
}

fn summary(results: &Results) -> Table {
    let header = [
        "year",
        "AI load\nGW rated",
        "compute\nMH100e",
        "AI energy\nTWh",
        "AI capital\nbn a year",
        "power*\nUSD/MWh",
        "capacity*\nUSD/kW-yr",
        "CO2\nMt",
    ];
    let rows = results.summary.iter().map(|row| {
        let price = |of: fn(&PriceRow) -> Option<f64>| maybe(price_where_ai_is(results, row.year, of));
        vec![
            row.year.to_string(),
            cell(row.ai_rated_gw),
            cell(row.compute_mh100e),
            cell(row.ai_energy_twh),
            cell(row.ai_capital_recovery_busd),
            price(|price| Some(price.energy_price_usd_per_mwh)),
            price(|price| price.capacity_price_usd_per_kw_yr),
            cell(row.co2_mt),
        ]
    });
    let caption = "AI capital: annuities of what is bought here. *Mean of regions by their AI load.".to_owned();
    Table { caption, ..Table::plain(header, |_| false, rows) }
}

/// For each year the three families with the largest rents, and what in them binds.
fn what_binds(run: &Run) -> Vec<String> {
    const FAMILIES: usize = 3;
    const ITEMS: usize = 3;
    let results = &run.results;
    let mut lines =
        vec!["What is scarce when (share of the year's rents of supply, and the dearest limits):".to_owned()];
    for &year in &results.years {
        let parts = ranked_rents(&results.rents, year).into_iter().take(FAMILIES).map(|rent| {
            let owned = |row: &&ShadowPriceRow| row.year == year && row.family == rent.family && row.rent_musd > 0.0;
            let mut rows: Vec<&ShadowPriceRow> = results.shadow_prices.iter().filter(owned).collect();
            rows.sort_by(|a, b| b.rent_musd.total_cmp(&a.rent_musd));
            let items: Vec<String> = rows.iter().take(ITEMS).map(|row| short_name(results, row)).collect();
            format!("{} {} ({})", noun(rent.family.name()), per_cent(rent.rent_share), items.join(", "))
        });
        let parts: Vec<String> = parts.collect();
        let said = if parts.is_empty() { "nothing but demand".to_owned() } else { parts.join("; ") };
        lines.push(format!("  {year}  {said}"));
    }
    lines
}

/// A limit in a few words.
fn short_name(results: &Results, row: &ShadowPriceRow) -> String {
    let labels = &results.labels;
    let place = if row.region.is_empty() { String::new() } else { format!(" in {}", region(labels, &row.region)) };
    match row.family {
        Family::Chips if !row.item.is_empty() => accelerator(labels, &row.item),
        _ if row.item.is_empty() => format!("{}{place}", row.rule.title()),
        _ => short(&row.item),
    }
}

/// The proof in one line.
fn certificate(run: &Run) -> Vec<String> {
    let c = &run.certificate;
    vec![format!(
        "Certified optimal (gap {}): objective {}, {} rows, {} columns, {} in {:.1} s.",
        size(c.relative_gap),
        millions(c.objective_musd),
        c.rows,
        c.columns,
        c.algorithm,
        c.build_seconds + c.solve_seconds,
    )]
}
