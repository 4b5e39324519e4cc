//! What `explain` says: the verdict, its evidence, and what would change it, in a screen or two.

use std::fmt::Write as _;

use comfy_table::{CellAlignment, Table, presets};

use super::themes::themes;
use crate::experiment::explain::Explanation;
use crate::experiment::explain::relax::{Kind, Step};
use crate::experiment::explain::tables::{FlipRow, RelaxRow};
use crate::experiment::explain::verdict::{Gains, first};
use crate::experiment::families::Group;
use crate::load::Loaded;
use crate::named::word_or_empty;
use crate::program::Family;
use crate::results::derived::runs;
use crate::results::duality::total;
use crate::results::tables::Validity;
use crate::run::Run;

/// Columns of gains, with their headings.
const GAINS: &[(Group, &str)] = &[
    (Group::Family(Family::Chips), "chips"),
    (Group::Family(Family::Capital), "capital"),
    (Group::Family(Family::Power), "power"),
    (Group::Family(Family::Grid), "grid"),
    (Group::Energy, "power\n+ grid"),
    (Group::Family(Family::Siting), "siting"),
    (Group::Family(Family::Cooling), "cooling"),
    (Group::Family(Family::Materials), "mate-\nrials"),
    (Group::EnergyBroad, "all five\n(broad)"),
    (Group::Family(Family::Demand), "demand"),
];

/// The whole text.
#[must_use]
pub fn text(loaded: &Loaded, run: &Run, explanation: &Explanation) -> String {
    let mut text = format!("{}: {}\n\n", loaded.scenario.name, loaded.scenario.title);
    verdict(&mut text, explanation);
    let _ = writeln!(text, "{}\n", gains(explanation));
    disagreement(&mut text, explanation);
    ladder(&mut text, explanation);
    levers(&mut text, explanation);
    shapley(&mut text, explanation);
    themes(&mut text, &explanation.themes);
    flips(&mut text, explanation);
    super::ceilings::ceilings(&mut text, &explanation.ceilings);
    regions(&mut text, run, explanation);
    proof(&mut text, run);
    text
}

fn percent(share: f64) -> String {
    match share * 100.0 {
        p if p.abs() < 0.0005 => "0".to_owned(),
        p if p.abs() < 0.095 => format!("{p:+.3}"),
        p => format!("{p:+.2}"),
    }
}

fn verdict(text: &mut String, explanation: &Explanation) {
    let verdict = &explanation.verdict;
    let (horizon, confidence) = (&verdict.horizon, &verdict.confidence);
    let years: Vec<i32> = verdict.years.iter().filter_map(|year| year.year).collect();
    let _ = writeln!(
        text,
        "Verdict {}-{}: {} (narrow reading: energy is power and grid); {} (broad reading: with cooling, materials and siting).",
        years.first().unwrap_or(&0),
        years.last().unwrap_or(&0),
        horizon.narrow,
        horizon.broad,
    );
    let by_year = verdict.years.iter().map(|finding| (finding.year.unwrap_or_default(), finding.narrow.name()));
    let _ = writeln!(text, "By year: {}.", in_turn(by_year));
    let raised: Vec<&str> =
        Family::ALL.iter().filter(|f| horizon.gains.contains_key(&Group::from(**f))).map(|f| f.name()).collect();
    if raised.len() < Family::ALL.len() {
        let _ = writeln!(text, "Only among {}: no other family was raised.", raised.join(", "));
    }
    match confidence.second_over_first {
        Some(share) => {
            let _ =
                write!(text, "How sure: in the narrow reading the second gains {:.0} % of the first", share * 100.0);
        }
        None => text.push_str("How sure: ten per cent more of nothing brings anything"),
    }
    if let Some(row) = explanation.flips.first() {
        let (flip, tried) = (confidence.levers_that_flip, confidence.levers_tried);
        let _ = write!(text, "; {flip} of {tried} levers change the lead of {} within their range", row.pair);
    }
    text.push_str(".\n\n");
}

fn gains(explanation: &Explanation) -> Table {
    let verdict = &explanation.verdict;
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    let heading = ["ten per cent more\nof ... brings, %", "first", "verdict"].map(str::to_owned);
    let known = |group: &Group| verdict.horizon.gains.contains_key(group);
    let columns: Vec<&(Group, &str)> = GAINS.iter().filter(|(group, _)| known(group)).collect();
    table.set_header(heading.into_iter().chain(columns.iter().map(|(_, title)| (*title).to_owned())));
    let cells = |gains: &Gains| {
        columns.iter().map(|(group, _)| gains.get(group).map_or(String::new(), |g| percent(*g))).collect::<Vec<_>>()
    };
    for finding in &verdict.years {
        let about = [
            format!("{} compute", finding.year.unwrap_or_default()),
            finding.first.to_string(),
            finding.narrow.to_string(),
        ];
        table.add_row(about.into_iter().chain(cells(&finding.gains)));
    }
    let horizon = &verdict.horizon;
    for (name, gains, words) in [
        ("all: objective", &horizon.gains, [horizon.first.name(), horizon.narrow.name()]),
        ("     compute", &horizon.gains_compute, ["", ""]),
        ("     AI load", &horizon.gains_load, ["", ""]),
    ] {
        let about = [name.to_owned(), words[0].to_owned(), words[1].to_owned()];
        table.add_row(about.into_iter().chain(cells(gains)));
    }
    for column in table.column_iter_mut().skip(3) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// Says so where objective, compute and load name different families, and why.
fn disagreement(text: &mut String, explanation: &Explanation) {
    let horizon = &explanation.verdict.horizon;
    let firsts = [&horizon.gains, &horizon.gains_compute, &horizon.gains_load].map(first);
    if !explanation.verdict.confidence.brings_compute && firsts[0].is_some() {
        let _ = writeln!(
            text,
            "More {} adds value but no compute: cheaper supply, or relief of other load. As to AI, {}.\n",
            horizon.first,
            firsts[1].map_or("more of no supply brings any".to_owned(), |family| format!(
                "more {family} brings most compute"
            )),
        );
        return;
    }
    if let [Some(objective), Some(compute), Some(load)] = firsts
        && (objective != compute || objective != load)
    {
        let _ = writeln!(
            text,
            "The measures disagree: most value comes from more {objective}, most compute from more {compute}, most AI load from more {load}.\n\
             Value counts when compute comes and what it costs; compute counts late years, when most of it stands, as much\n\
             as early ones; load counts gigawatts, whatever they compute. The verdict follows value.\n",
        );
    }
}

fn ladder(text: &mut String, explanation: &Explanation) {
    let of_country = explanation.ladder.iter().filter(|row| row.region.is_empty() && row.year.is_none());
    let reached = |compute: Option<f64>| compute.map_or(String::new(), |c| format!(" ({} MH100e)", figure(c)));
    let rungs: Vec<String> =
        of_country.map(|row| format!("{}{}", row.leader_name(), reached(row.compute_mh100e))).collect();
    if !rungs.is_empty() {
        let _ = writeln!(
            text,
            "What binds next among supplies, the first lifted and so on (mean compute reached before): {}.\n",
            rungs.join(" -> ")
        );
    }
}

fn levers(text: &mut String, explanation: &Explanation) {
    const SHOWN: usize = 12;
    let mut rows: Vec<&RelaxRow> = explanation
        .relax
        .iter()
        .filter(|row| {
            row.kind == Kind::Lever
                && row.year.is_none()
                && row.step == Step::Ten
                && row.gain_objective_share > Some(0.0)
        })
        .collect();
    rows.sort_by(|a, b| {
        b.gain_objective_share.partial_cmp(&a.gain_objective_share).unwrap_or(std::cmp::Ordering::Equal)
    });
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(text, "Ten per cent more of single levers brings, % of objective / compute / AI load:");
    for row in rows.iter().take(SHOWN) {
        let _ = writeln!(
            text,
            "  {:<44} {:>8} {:>8} {:>8}",
            row.title,
            percent(row.gain_objective_share.unwrap_or(0.0)),
            percent(row.gain_compute_share),
            percent(row.gain_load_share),
        );
    }
    text.push('\n');
}

fn shapley(text: &mut String, explanation: &Explanation) {
    let mut steps: Vec<&str> = vec![];
    for row in &explanation.shapley {
        if !steps.contains(&row.step.as_str()) {
            steps.push(&row.step);
        }
    }
    for step in steps {
        let mut rows: Vec<_> = explanation.shapley.iter().filter(|row| row.step == step).collect();
        rows.sort_by(|a, b| b.objective_share.total_cmp(&a.objective_share));
        let all: f64 = rows.iter().map(|row| row.objective_musd).sum();
        let parts: Vec<String> =
            rows.iter().map(|row| format!("{} {:.1} %", row.family, row.objective_share * 100.0)).collect();
        let all_together = if step == Step::Lifted.name() {
            "Lifting all limits but demand".to_owned()
        } else {
            format!("Raising all limits by {step}")
        };
        let _ = writeln!(
            text,
            "{all_together} is worth {} billion; of it (Shapley): {}.",
            figure(all / 1000.0),
            parts.join(", ")
        );
    }
    if !explanation.shapley.is_empty() {
        text.push('\n');
    }
}

fn flips(text: &mut String, explanation: &Explanation) {
    let Some(any) = explanation.flips.first() else { return };
    let (flipping, steady): (Vec<&FlipRow>, Vec<&FlipRow>) =
        explanation.flips.iter().partition(|row| row.flip.is_some());
    let _ = writeln!(text, "What would change it ({} by gain of {}; now {} leads):", any.pair, any.measure, any.leader);
    for row in &flipping {
        let beyond = if row.within_range { "" } else { ", beyond that" };
        let moved = match (row.quantity, row.quantity_at_flip) {
            (Some(now), Some(then)) => format!(": {} instead of {} {}", figure(then), figure(now), row.quantity_unit),
            _ => String::new(),
        };
        let _ = writeln!(
            text,
            "  {} at {:.2} {} (now {}, range {} to {}{beyond}): {} leads{moved}",
            row.title,
            row.flip.unwrap_or_default(),
            row.unit,
            row.strength,
            row.low,
            row.high,
            word_or_empty(row.leader_beyond),
        );
    }
    let names: Vec<&str> = steady.iter().map(|row| row.lever.as_str()).collect();
    if !names.is_empty() {
        let _ = writeln!(
            text,
            "  at neither end of their range (limits of the two: from a tenth to ten times) do these change the lead: {}",
            names.join(", ")
        );
    }
    text.push('\n');
}

/// Words year by year, those that stay the same in one span: "chips 2025-2029, capital 2030".
fn in_turn<'a>(by_year: impl Iterator<Item = (i32, &'a str)>) -> String {
    let said = runs(by_year).into_iter().map(|(word, from, to)| {
        let years = if from == to { from.to_string() } else { format!("{from}-{to}") };
        format!("{word} {years}")
    });
    said.collect::<Vec<_>>().join(", ")
}

/// Three digits.
pub fn figure(value: f64) -> String {
    match value.abs() {
        v if v >= 100.0 => format!("{value:.0}"),
        v if v >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// Which family has the largest rent where.
fn regions(text: &mut String, run: &Run, explanation: &Explanation) {
    let mut lines: Vec<String> = vec![];
    for region in &run.results.labels.regions {
        let firsts = explanation.bottlenecks.iter().filter(|row| row.region == region.code && row.rank == Some(1));
        let by_year = firsts.map(|row| (row.year.unwrap_or_default(), row.family.name()));
        lines.push(format!("  {:<8} {}", region.code, in_turn(by_year)));
    }
    let _ = writeln!(
        text,
        "Largest rent by region (national limits by use; a hint, not the verdict):\n{}\n",
        lines.join("\n")
    );
}

fn proof(text: &mut String, run: &Run) {
    let sum = total(&run.results.duality);
    let objective = run.certificate.objective_musd;
    let intervals = run.results.shadow_prices.iter().filter(|row| row.validity == Some(Validity::Interval)).count();
    let ranges = run.results.shadow_prices.iter().filter(|row| row.validity == Some(Validity::Range)).count();
    let _ = writeln!(
        text,
        "Rents, costs and existing assets add up to {sum:.0} million; the objective is {objective:.0}: relative error {:.0e}.\n\
         Prices: {ranges} limits have one price over a range, {intervals} are degenerate and have an interval (shadow_prices.csv).",
        (sum - objective).abs() / objective.abs().max(1.0),
    );
}
