//! What `explain` says: the verdict, its evidence, and what would change it, in a screen or two.

use std::path::Path;

use serde_json::{Value, json};

use super::super::document::{Block, Document, Table, text};
use super::ceilings::ceilings;
use super::themes::themes;
use super::{Written, cautions, files};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::relax::{Kind, Step};
use crate::experiment::explain::tables::{FlipRow, RelaxRow, ShapleyRow};
use crate::experiment::explain::verdict::{Gains, Verdict};
use crate::experiment::families::Group;
use crate::load::Loaded;
use crate::program::Family;
use crate::results::duality::total;
use crate::results::tables::Validity;
use crate::run::Run;
use crate::tell::limits::sentences;
use crate::tell::number::{millions, size};
use crate::tell::share::gain_digits;
use crate::tell::statement::Statement;
use crate::tell::years::in_turn;

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

/// The screen.
#[must_use]
pub fn screen(loaded: &Loaded, (run, explanation): (&Run, &Explanation), written: Written<'_>) -> Document {
    let verdict = &explanation.verdict;
    let mut screen = Document::titled(format!("{}: {}", loaded.scenario.name, loaded.scenario.title));
    screen.part(sentences(verdict, &run.results).into_iter().map(|sentence| Block::Paragraph(text(sentence))));
    screen.part(cautions(&run.results));
    screen.part([said(&[
        Statement::Verdict(verdict),
        Statement::Course(verdict),
        Statement::Among(verdict),
        Statement::Certainty(verdict, explanation.flips.first()),
    ])]);
    screen.part([Block::Table(gains(verdict))]);
    screen.part([said(&[Statement::Measures(verdict)])]);
    screen.part([said(&[Statement::Ladder(&explanation.ladder)])]);
    screen.part([Block::Lines(levers(&explanation.relax))]);
    screen.part([Block::Lines(shapley(&explanation.shapley))]);
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

fn gains(verdict: &Verdict) -> Table {
    const WORDS: usize = 3;
    let heading = ["ten per cent more\nof ... brings, %", "first", "verdict"];
    let columns: Vec<&(Group, &str)> =
        GAINS.iter().filter(|(group, _)| verdict.horizon.gains.contains_key(group)).collect();
    let row = |about: [&str; WORDS], gains: &Gains| {
        let cell = |(group, _): &&(Group, &str)| gains.get(group).map_or(String::new(), |gain| gain_digits(*gain));
        about.into_iter().map(str::to_owned).chain(columns.iter().map(cell)).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<String>> = vec![];
    for year in &verdict.years {
        let compute = format!("{} compute", year.year.unwrap_or_default());
        rows.push(row([&compute, year.first.name(), year.narrow.name()], &year.gains));
    }
    let horizon = &verdict.horizon;
    rows.push(row(["all: value, of compute sold", horizon.first.name(), horizon.narrow.name()], &horizon.gains));
    rows.push(row(["     compute", "", ""], &horizon.gains_compute));
    rows.push(row(["     AI load", "", ""], &horizon.gains_load));
    let header = heading.into_iter().chain(columns.iter().map(|(_, title)| *title));
    Table::plain(header, |column| column < WORDS, rows)
}

fn levers(rows: &[RelaxRow]) -> Vec<String> {
    const SHOWN: usize = 12;
    let gaining = |row: &&RelaxRow| {
        row.kind == Kind::Lever && row.year.is_none() && row.step == Step::Ten && row.gain_objective_share > Some(0.0)
    };
    let mut rows: Vec<&RelaxRow> = rows.iter().filter(gaining).collect();
    rows.sort_by(|a, b| {
        b.gain_objective_share.partial_cmp(&a.gain_objective_share).unwrap_or(std::cmp::Ordering::Equal)
    });
    let heading =
        "Ten per cent more of single levers brings, % of the worth of compute / compute / AI load:".to_owned();
    let line = |row: &&RelaxRow| {
        let gains = [row.gain_objective_share.unwrap_or(0.0), row.gain_compute_share, row.gain_load_share];
        let [objective, compute, load] = gains.map(gain_digits);
        format!("  {:<44} {objective:>8} {compute:>8} {load:>8}", row.title)
    };
    headed(heading, rows.iter().take(SHOWN).map(line).collect())
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

fn flips(rows: &[FlipRow]) -> Vec<String> {
    let Some(any) = rows.first() else { return vec![] };
    let (flipping, steady): (Vec<&FlipRow>, Vec<&FlipRow>) = rows.iter().partition(|row| row.flip.is_some());
    let mut lines =
        vec![format!("What would change it ({} by gain of {}; now {} leads):", any.pair, any.measure, any.leader)];
    let sentences = flipping.iter().filter_map(|row| Statement::Flip(row).sentence());
    lines.extend(sentences.map(|sentence| format!("  {sentence}")));
    let names: Vec<&str> = steady.iter().map(|row| row.lever.as_str()).collect();
    if !names.is_empty() {
        lines.push(format!(
            "  at neither end of their range (limits of the two: from a tenth to ten times) do these change the lead: {}",
            names.join(", ")
        ));
    }
    lines
}

/// Which family has the largest rent where.
fn regions(run: &Run, explanation: &Explanation) -> Vec<String> {
    let heading = "Largest rent by region (national limits by use; a hint, not the verdict):".to_owned();
    let line = |code: &str| {
        let firsts = explanation.bottlenecks.iter().filter(|row| row.region == code && row.rank == Some(1));
        format!("  {code:<8} {}", in_turn(firsts.map(|row| (row.year.unwrap_or_default(), row.family.name()))))
    };
    headed(heading, run.results.labels.regions.iter().map(|region| line(&region.code)).collect())
}

fn proof(run: &Run) -> Vec<String> {
    let sum = total(&run.results.duality);
    let objective = run.certificate.objective_musd;
    let of_validity = |validity| run.results.shadow_prices.iter().filter(|row| row.validity == Some(validity)).count();
    let error = size((sum - objective).abs() / objective.abs().max(1.0));
    vec![
        format!(
            "Rents, costs and existing assets add up to {}; the objective is {objective:.0}: relative error {error}.",
            millions(sum)
        ),
        format!(
            "Prices: {} limits have one price over a range, {} are degenerate and have an interval (shadow_prices.csv).",
            of_validity(Validity::Range),
            of_validity(Validity::Interval),
        ),
    ]
}
