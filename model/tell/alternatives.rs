//! What else would do, in sentences.

use super::names::{list, region, within};
use super::number::{figures, number, strength};
use crate::experiment::alternatives::Alternatives;
use crate::experiment::alternatives::tables::{AlternativeRow, Status, Subject};
use crate::named::named;
use crate::results::Labels;
use crate::results::plants::PlantGroup;

/// What a row is about, in words, without its year.
#[must_use]
pub fn name(labels: &Labels, row: &AlternativeRow) -> String {
    let what = match row.quantity {
        Subject::AiLoad => "AI load",
        Subject::Compute => "Compute",
        Subject::Built => plants(named(&row.group).unwrap_or(PlantGroup::Other)),
        Subject::Connections => "Grid connections",
        Subject::Lines => "Lines between regions",
        Subject::Shells => "Shells",
        Subject::OnsitePower => "Onsite power",
        Subject::Copper => "Copper",
        Subject::Capital => "Capital of AI",
        Subject::Co2 => "CO2 of all generation",
    };
    if row.region.is_empty() { what.to_owned() } else { format!("{what}, {}", region(labels, &row.region)) }
}

const fn plants(group: PlantGroup) -> &'static str {
    match group {
        PlantGroup::Solar => "Solar plants",
        PlantGroup::Wind => "Wind plants",
        PlantGroup::Storage => "Storage",
        PlantGroup::Gas => "Gas plants",
        PlantGroup::Nuclear => "Nuclear plants",
        PlantGroup::Coal => "Coal plants, kept or new",
        PlantGroup::Other => "Other plants",
    }
}

/// Least to most with the unit.
#[must_use]
pub fn range(row: &AlternativeRow) -> String {
    format!("{} to {} {}", figures(row.least), figures(row.most), row.unit)
}

/// Rows as they are read: what must be first, then what may, then what need not; within these, what is built
/// first, and the steadiest first.
#[must_use]
pub fn in_order(alternatives: &Alternatives) -> Vec<&AlternativeRow> {
    let mut rows: Vec<&AlternativeRow> = alternatives.alternatives.iter().collect();
    let kept = |row: &AlternativeRow| if row.optimum > 0.0 { row.least / row.optimum } else { 0.0 };
    let rank = |row: &AlternativeRow| (row.status, !is_build(row.quantity));
    rows.sort_by(|a, b| rank(a).cmp(&rank(b)).then(kept(b).total_cmp(&kept(a))));
    rows
}

/// Whether a row is of something that is built.
#[must_use]
pub const fn is_build(subject: Subject) -> bool {
    matches!(subject, Subject::Built | Subject::Connections | Subject::Lines | Subject::Shells | Subject::OnsitePower)
}

/// What a plan near the best is, as a noun.
#[must_use]
pub fn near(alternatives: &Alternatives) -> String {
    const THOUSAND: f64 = 1000.0;
    format!(
        "plan that is worth at most {} % of the value of compute sold ({} billion USD, discounted) less than the best",
        strength(alternatives.slack),
        number(alternatives.loss / THOUSAND)
    )
}

/// What must be built, how far load and compute are a matter of taste, what may be and what need not be.
#[must_use]
pub fn sentences(labels: &Labels, alternatives: &Alternatives) -> Vec<String> {
    let rows = in_order(alternatives);
    let builds = |status: Status| -> Vec<&AlternativeRow> {
        rows.iter().copied().filter(|row| is_build(row.quantity) && row.status == status && row.most > 0.0).collect()
    };
    let named = |row: &&AlternativeRow| within(&name(labels, row));
    let must: Vec<String> = builds(Status::Must)
        .iter()
        .map(|row| {
            format!(
                "{} ({} {} at least, {} in the best)",
                named(row),
                figures(row.least),
                row.unit,
                figures(row.optimum)
            )
        })
        .collect();
    let near = near(alternatives);
    let mut said = vec![match must.len() {
        0 => format!("No kind of building is needed in every {near} to more than four fifths of what the best has."),
        _ => format!("Every {near} builds {}.", list(&must)),
    }];
    said.extend(swing(&rows, Subject::AiLoad, "AI load"));
    said.extend(swing(&rows, Subject::Compute, "Compute"));
    let may: Vec<String> = builds(Status::May).iter().map(|row| format!("{} ({})", named(row), range(row))).collect();
    if !may.is_empty() {
        said.push(format!("How much is built is a matter of taste, but not whether, of {}.", list(&may)));
    }
    let free: Vec<String> = builds(Status::Free)
        .iter()
        .map(|row| format!("{} (up to {} {})", named(row), figures(row.most), row.unit))
        .collect();
    if !free.is_empty() {
        said.push(format!("Some such plan does without {}; each alone, not all together.", list(&free)));
    }
    said
}

/// How far a yearly quantity of the country is a matter of taste, in its last year.
fn swing(rows: &[&AlternativeRow], subject: Subject, name: &str) -> Option<String> {
    let of_country = rows.iter().filter(|row| row.quantity == subject && row.region.is_empty());
    let row = of_country.max_by_key(|row| row.year)?;
    Some(format!("{name} of {} is {} in them, {} in the best.", row.year?, range(row), figures(row.optimum)))
}

/// Status in words for a heading.
#[must_use]
pub const fn heading(status: Status) -> &'static str {
    match status {
        Status::Must => "Must be: every plan near the best has more than four fifths of it",
        Status::May => "May be less",
        Status::Free => "Need not be: some plan near the best has none of it",
    }
}
