//! What `explain` says: the verdict, its evidence, and what would change it, in a screen or two.

use std::path::Path;

use serde_json::{Value, json};

use super::super::document::{Block, Document, Table, text};
use super::ceilings::ceilings;
use super::themes::themes;
use super::{Written, cautions, files};
use crate::error::shortened;
use crate::experiment::explain::Explanation;
use crate::experiment::explain::flips::LeverSwingRow;
use crate::experiment::explain::relax::{Kind, Step};
use crate::experiment::explain::tables::{FlipRow, RelaxRow, ShapleyRow};
use crate::experiment::explain::verdict::{Gains, Verdict};
use crate::experiment::families::Group;
use crate::experiment::sweep::standing::Standing;
use crate::load::Loaded;
use crate::program::Family;
use crate::results::duality::total;
use crate::results::tables::Validity;
use crate::run::Run;
use crate::tell::levers::{Swing, signed, swings};
use crate::tell::limits::sentences;
use crate::tell::names::{currency, region};
use crate::tell::number::{millions_apart, size, strength, with_unit};
use crate::tell::share::gain_digits;
use crate::tell::statement::Statement;
use crate::tell::years::in_turn;

/// Columns of gains, with their headings: as many as fit a narrow screen.
const GAINS: &[(Group, &str)] = &[
    (Group::Family(Family::Chips), "chips"),
    (Group::Family(Family::Capital), "money"),
    (Group::Energy, "power,\ngrid"),
    (Group::Family(Family::Siting), "sites"),
    (Group::Family(Family::Cooling), "cooling"),
    (Group::Family(Family::Materials), "mate-\nrials"),
    (Group::EnergyBroad, "all\nfive*"),
    (Group::Family(Family::Demand), "demand"),
];

/// What stands in place of energy where power or grid alone were raised.
const PARTS_OF_ENERGY: &[(Group, &str)] =
    &[(Group::Family(Family::Power), "power"), (Group::Family(Family::Grid), "grid")];

/// The screen; `among` is where the run stands among random samples, if that is known.
#[must_use]
pub fn screen(
    loaded: &Loaded,
    (run, explanation): (&Run, &Explanation),
    written: Written<'_>,
    among: Option<&Standing>,
) -> Document {
    let verdict = &explanation.verdict;
    let mut screen = Document::titled(format!("{}: {}", loaded.scenario.name, loaded.scenario.title));
    screen.part(sentences(verdict, &run.results).into_iter().map(|sentence| Block::Paragraph(text(sentence))));
    screen.part(cautions(&run.results, among));
    screen.part(paragraphs(&[
        Statement::Verdict(verdict),
        Statement::Kinds(&explanation.kinds),
        Statement::Course(verdict),
        Statement::Among(verdict),
        Statement::Certainty(verdict, &explanation.flips),
    ]));
    screen.part(gains(verdict));
    screen.part(paragraphs(&[Statement::Measures(verdict)]));
    screen.part(paragraphs(&[Statement::Ladder(&explanation.ladder)]));
    screen.part(swung(&swings(&explanation.swings)));
    screen.part([Block::Lines(levers(&explanation.relax))]);
    screen.part(shapley(&explanation.shapley).into_iter().map(|sentence| Block::Paragraph(text(sentence))));
    screen.part(themes(&explanation.themes));
    screen.part([Block::Lines(flips(&explanation.flips))]);
    let [table, differences] = ceilings(&explanation.ceilings);
    screen.part(table);
    screen.part(differences);
    screen.part([Block::Lines(regions(run, explanation))]);
    screen.part([Block::Lines(proof(run)), Block::Lines(files(written))]);
    screen
}

/// The same as data.
#[must_use]
pub fn data(loaded: &Loaded, (run, explanation): (&Run, &Explanation), folder: &Path) -> Value {
    json!({
        "scenario": loaded.scenario.name,
        "verdict": explanation.verdict,
        "bottlenecks": explanation.bottlenecks,
        "relax": explanation.relax,
        "ladder": explanation.ladder,
        "shapley": explanation.shapley,
        "themes": explanation.themes,
        "model_kinds": explanation.kinds,
        "lever_swings": explanation.swings,
        "flip_points": explanation.flips,
        "ceilings": explanation.ceilings,
        "powered_gigawatt": run.results.powered_gigawatt,
        "duality": run.results.duality,
        "certificate": run.certificate,
        "outputs": folder,
    })
}

/// Sentences, one a line.
pub fn said(statements: &[Statement<'_>]) -> Block {
    Block::Lines(statements.iter().filter_map(Statement::sentence).collect())
}

/// Sentences, each a paragraph as wide as the screen.
fn paragraphs(statements: &[Statement<'_>]) -> Vec<Block> {
    statements.iter().filter_map(Statement::sentence).map(|sentence| Block::Paragraph(text(sentence))).collect()
}

/// What ten per cent more of each brings, in per cent.
fn gains(verdict: &Verdict) -> Vec<Block> {
    let horizon = &verdict.horizon;
    let parts = if horizon.gains.contains_key(&Group::Energy) { &[] } else { PARTS_OF_ENERGY };
    let raised = GAINS.iter().chain(parts).filter(|(group, _)| horizon.gains.contains_key(group));
    let columns: Vec<&(Group, &str)> = raised.collect();
    let row = |about: String, gains: &Gains| {
        let cell = |(group, _): &&(Group, &str)| gains.get(group).map_or(String::new(), |gain| gain_digits(*gain));
        std::iter::once(about).chain(columns.iter().map(cell)).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<String>> =
        verdict.years.iter().map(|year| row(year.year.unwrap_or_default().to_string(), &year.gains)).collect();
    let means = [("all years", &horizon.gains_compute), ("AI load", &horizon.gains_load), ("value**", &horizon.gains)];
    rows.extend(means.map(|(about, gains)| row(about.to_owned(), gains)));
    let header = std::iter::once("compute, %").chain(columns.iter().map(|(_, title)| *title));
    let broad = if horizon.gains.contains_key(&Group::EnergyBroad) {
        " *Power, grid, sites, cooling and materials: energy in the broad reading."
    } else {
        ""
    };
    let about = "What ten per cent more of each brings: compute by year, mean compute, mean AI load, and value.";
    let value = "**Of the worth of the compute sold; the verdict over all years follows it.";
    vec![
        Block::Paragraph(text(format!("{about}{broad} {value}"))),
        Block::Table(Table::plain(header, |column| column == 0, rows)),
    ]
}

fn levers(rows: &[RelaxRow]) -> Vec<String> {
    const SHOWN: usize = 12;
    /// Less than this share is not worth a line.
    const LITTLE: f64 = 5e-4;
    let is_meant = |row: &&RelaxRow| row.kind == Kind::Lever && row.year.is_none() && row.step == Step::Ten;
    let much = |row: &&RelaxRow| {
        [row.gain_objective_share.unwrap_or_default(), row.gain_compute_share, row.gain_load_share]
            .iter()
            .any(|gain| gain.abs() >= LITTLE)
    };
    let all: Vec<&RelaxRow> = rows.iter().filter(is_meant).collect();
    let Some(example) = all.first() else { return vec![] };
    let mut rows: Vec<&RelaxRow> = all.iter().copied().filter(much).collect();
    rows.sort_by(|a, b| {
        b.gain_objective_share.partial_cmp(&a.gain_objective_share).unwrap_or(std::cmp::Ordering::Equal)
    });
    let heading = "Ten per cent more of a lever on a part of a family, % of the worth of compute / compute / AI load:";
    let line = |row: &&RelaxRow| {
        let gains = [row.gain_objective_share.unwrap_or(0.0), row.gain_compute_share, row.gain_load_share];
        let [objective, compute, load] = gains.map(gain_digits);
        format!("  {:<44} {objective:>8} {compute:>8} {load:>8}", row.title)
    };
    if rows.is_empty() {
        return vec![
            format!(
                "Levers on a part of a family, such as ‘{}’: ten per cent more of any of the {} brings less than",
                example.title,
                all.len()
            ),
            "0.05 % of compute, AI load or value; whole families are in the table above.".to_owned(),
        ];
    }
    headed(heading.to_owned(), rows.iter().take(SHOWN).map(line).collect())
}

/// Lines below a heading; nothing without lines.
fn headed(heading: String, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() { lines } else { [vec![heading], lines].concat() }
}

/// A sentence for each step.
fn shapley(rows: &[ShapleyRow]) -> Vec<String> {
    let mut steps: Vec<Vec<&ShapleyRow>> = vec![];
    for row in rows {
        match steps.iter_mut().find(|of_step| of_step[0].step == row.step) {
            Some(of_step) => of_step.push(row),
            None => steps.push(vec![row]),
        }
    }
    steps.iter().filter_map(|rows| Statement::Shapley(rows).sentence()).collect()
}

/// Which levers AI load depends on most, over their ranges.
fn swung(swings: &[Swing<'_>]) -> Vec<Block> {
    const SHOWN: usize = 12;
    if swings.is_empty() {
        return vec![];
    }
    let (moving, still): (Vec<&Swing<'_>>, Vec<&Swing<'_>>) =
        swings.iter().partition(|swing| !swing.is_almost_nothing());
    let end = |row: &LeverSwingRow| {
        let at = with_unit(&strength(row.strength_at_end), &row.unit);
        [at, row.load_gw.map_or_else(|| "no solution".to_owned(), signed)]
    };
    let row = |swing: &&Swing<'_>| {
        let [[low, at_low], [high, at_high]] = swing.ends.map(end);
        vec![swing.ends[0].title.clone(), low, at_low, high, at_high, swing.foremost_in_words()]
    };
    let header = ["AI load over a lever's\nrange, mean GW", "low", "load", "high", "load", "most in"];
    let mut blocks = vec![Block::Table(Table::plain(
        header,
        |column| column == 0 || column == header.len() - 1,
        moving.iter().take(SHOWN).map(row).collect::<Vec<_>>(),
    ))];
    let mut below = vec![];
    if moving.len() > SHOWN {
        below.push(format!("{} more levers change it less (lever_swings.csv).", moving.len() - SHOWN));
    }
    if !still.is_empty() {
        let names: Vec<&str> = still.iter().map(|swing| swing.ends[0].lever.as_str()).collect();
        below.push(format!("Less than half a per cent of AI load in every year: {}.", names.join(", ")));
    }
    if !below.is_empty() {
        blocks.push(Block::Lines(below));
    }
    blocks
}

/// Where leads change hands, pair by pair.
fn flips(rows: &[FlipRow]) -> Vec<String> {
    rows.chunk_by(|a, b| a.pair == b.pair).flat_map(flips_of_pair).collect()
}

fn flips_of_pair(rows: &[FlipRow]) -> Vec<String> {
    let Some(any) = rows.first() else { return vec![] };
    let (flipping, steady): (Vec<&FlipRow>, Vec<&FlipRow>) = rows.iter().partition(|row| row.flip.is_some());
    let mut lines =
        vec![format!("What would change it ({} by gain of {}; now {} leads):", any.pair, any.measure, any.leader)];
    let sentences = flipping.iter().filter_map(|row| Statement::Flip(row).sentence());
    lines.extend(sentences.map(|sentence| format!("  {sentence}")));
    if flipping.is_empty() {
        lines.push(
            "  none of the levers, within their range or, for limits of the two, from a tenth to ten times".to_owned(),
        );
    } else if !steady.is_empty() {
        lines.push(format!(
            "  {} other levers do not, within their range or, for limits of the two, from a tenth to ten times",
            steady.len()
        ));
    }
    lines
}

/// Which family has the largest rent where.
fn regions(run: &Run, explanation: &Explanation) -> Vec<String> {
    const LONGEST: usize = 28;
    let heading = "Largest rent by region (national limits by use; a hint, not the verdict):".to_owned();
    let labels = &run.results.labels;
    let names = labels.regions.iter().map(|of| region(labels, &of.code).chars().count());
    let width = names.max().unwrap_or_default().min(LONGEST);
    let line = |code: &str| {
        let firsts = explanation.bottlenecks.iter().filter(|row| row.region == code && row.rank == Some(1));
        let firsts = in_turn(firsts.map(|row| (row.year.unwrap_or_default(), row.family.name())));
        format!("  {:<width$} {firsts}", shortened(region(labels, code), LONGEST))
    };
    headed(heading, labels.regions.iter().map(|region| line(&region.code)).collect())
}

fn proof(run: &Run) -> Vec<String> {
    let sum = total(&run.results.duality);
    let objective = run.certificate.objective_musd;
    let of_validity = |validity| run.results.shadow_prices.iter().filter(|row| row.validity == Some(validity)).count();
    let error = size((sum - objective).abs() / objective.abs().max(1.0));
    vec![
        format!(
            "Rents, costs and existing assets add up to {} {}; the objective is {}: relative error {error}.",
            millions_apart(sum),
            currency(&run.results.labels),
            millions_apart(objective)
        ),
        format!(
            "Prices: {} limits have one price over a range, {} are degenerate and have an interval (shadow_prices.csv).",
            of_validity(Validity::Range),
            of_validity(Validity::Interval),
        ),
    ]
}
