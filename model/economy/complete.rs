//! What the account cannot do without, and shares that add up to 1.

use super::names::{ALL, Given, Parameter, Quintile};
use super::parameters::{Parameters, names};
use crate::error::{Place, Problem, Problems, Severity};
use crate::input::Dataset;
use crate::input::tables::{EconomyParameters as Table, EconomyPublished as Published, Regions};
use crate::input::typed::InputRow;
use crate::named::{Words, named};
use crate::results::view::tidy;

/// Reads the parameters of a dataset, all that the account needs; none if it has no account. Faults go to `problems`.
pub fn read(dataset: &Dataset, problems: &mut Problems) -> Option<Parameters> {
    let read = Parameters::read(dataset, problems)?;
    let table = dataset.of::<Table>();
    if table.is_sound() {
        let found = missing(&read, dataset.column(Regions::region));
        problems.0.extend(found.into_iter().map(|what| Problem::at(table.header_place(), what)));
        problems.0.extend(dataset.rows::<Table>().filter_map(|row| odd_sum(&read, row)));
    }
    Some(read)
}

/// Whether a problem is an error of the account's own tables of a dataset.
#[must_use]
pub fn is_fault(problem: &Problem, dataset: &Dataset) -> bool {
    let files = [dataset.of::<Table>(), dataset.of::<Published>()].map(|table| table.header_place().file);
    let of_account = |place: &Place| !place.file.is_empty() && files.contains(&place.file);
    problem.severity == Severity::Error && problem.place.as_ref().is_some_and(of_account)
}

/// Series that are missing, in words, one sentence for each parameter.
fn missing(parameters: &Parameters, regions: &[String]) -> Vec<String> {
    let lacking = |parameter: Parameter| {
        let wanted = match parameter.given() {
            Given::SomeRegions => vec![],
            Given::Perhaps(_) if parameters.of(parameter).next().is_none() => vec![],
            Given::Quintiles => fifths(parameters),
            _ => names(parameter, regions),
        };
        let lacks: Vec<&str> = wanted.into_iter().filter(|name| parameters.find(parameter, name).is_none()).collect();
        if lacks.is_empty() {
            return None;
        }
        let of = if lacks == [ALL] { String::new() } else { format!(" of {}", lacks.join(", ")) };
        Some(format!("{parameter}{of} is missing; the account needs it"))
    };
    let year = parameters.find(Parameter::GdpLevel, ALL).filter(|level| level.years.len() != 1);
    let year = year.map(|_| format!("{} needs one row with the year that it is of", Parameter::GdpLevel));
    Parameter::ALL.into_iter().filter_map(lacking).chain(year).collect()
}

/// Fifths that any parameter of households names; all if none does.
fn fifths(parameters: &Parameters) -> Vec<&'static str> {
    let of = |parameter: &Parameter| parameter.given() == Given::Quintiles;
    let named =
        |word: &&'static str| Parameter::ALL.iter().filter(|p| of(p)).any(|p| parameters.find(*p, word).is_some());
    let found: Vec<&str> = Quintile::WORDS.iter().copied().filter(named).collect();
    if found.is_empty() { Quintile::WORDS.to_vec() } else { found }
}

/// That shares do not add up to 1, at the first row of their parameter in a year.
fn odd_sum(parameters: &Parameters, row: InputRow<'_, Table>) -> Option<Problem> {
    const SHARES: [Parameter; 6] = [
        Parameter::QuintileEquity,
        Parameter::QuintileWages,
        Parameter::QuintileDisplaced,
        Parameter::TransitionCalm,
        Parameter::TransitionStress,
        Parameter::TransitionWave,
    ];
    const ROUNDING: f64 = 1e-9;
    let parameter = named::<Parameter>(row.parameter()).filter(|parameter| SHARES.contains(parameter))?;
    let first = parameters.of(parameter).min_by_key(|(_, series)| series.position)?;
    let year = row.year().unwrap_or_default() as i32;
    let sum: f64 = parameters.of(parameter).map(|(_, series)| series.at(year).value).sum();
    let message = format!("{parameter} adds up to {}; expected 1", tidy(sum));
    let is_odd = first.0 == row.name() && (sum - 1.0).abs() > ROUNDING;
    is_odd.then(|| Problem::at(row.place(Table::value), message))
}
