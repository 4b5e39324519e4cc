//! `[financing]`: the states of markets of a scenario, and what they make of the table of capital.

use super::changes::ChangeLog;
use crate::economy::complete;
use crate::economy::financing::{Conditions, drawn};
use crate::economy::names::{Regime, Tier};
use crate::economy::parameters::{End, Parameters};
use crate::error::{Place, Problem, Problems, Severity};
use crate::input::Dataset;
use crate::input::document::{Located, Node, Reader};
use crate::input::tables::{Capital, EconomyParameters};
use crate::input::typed::Declared;
use crate::named::{Words, named};

/// The seed as a number of a scenario that sweeps may turn.
pub const SEED: &str = "financing.seed";

/// Where a scenario stands on an axis of seeds if its path is not drawn.
pub const NO_SEED: f64 = -1.0;

/// The states of markets of a scenario.
#[derive(Debug, Clone)]
pub struct Financing {
    /// Which they are.
    pub course: Course,
    /// First calendar year; the one after the first model year unless it is said.
    pub from: Option<i32>,
    /// Where in their ranges the coefficients stand.
    pub coefficients: End,
    /// Where it stands.
    pub place: Place,
}

/// How the states of markets follow one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Course {
    /// One by one; the last goes on.
    Path(Vec<Regime>),
    /// Drawn by the odds of the table.
    Seed(u64),
}

impl Financing {
    /// Drawn from a seed, in all else as in another or, without one, as where nothing is said.
    #[must_use]
    pub fn drawn(seed: u64, other: Option<&Self>, place: &Place) -> Self {
        let course = Course::Seed(seed);
        match other {
            Some(other) => Self { course, ..other.clone() },
            None => Self { course, from: None, coefficients: End::Value, place: place.clone() },
        }
    }

    /// One state of markets in all years, with coefficients at an end of their ranges.
    #[must_use]
    pub const fn pure(regime: Vec<Regime>, coefficients: End, place: Place) -> Self {
        Self { course: Course::Path(regime), from: None, coefficients, place }
    }

    /// The seed that its path is drawn from; less than any if it is not drawn.
    #[must_use]
    pub const fn seed(&self) -> f64 {
        match self.course {
            Course::Seed(seed) => seed as f64,
            Course::Path(_) => NO_SEED,
        }
    }

    /// Reads `[financing]`, if it is there.
    pub fn read(root: &mut Reader<'_>) -> Option<Self> {
        let node = root.find("financing")?;
        let Node::Table(entries) = &node.value else { return root.wrong("financing", node, "a table") };
        let mut reader = Reader::new(entries, node.place.clone(), "financing", root.problems);
        let path = reader.find("path").map(|node| (node.place.clone(), read_path(&mut reader, node)));
        let seed = reader.find("seed").map(|node| (node.place.clone(), read_seed(&mut reader, node)));
        let from = reader.maybe_count("from", 1900, 2200).and_then(|from| i32::try_from(from.value).ok());
        let coefficients = reader.maybe_word("coefficients", &End::WORDS).map_or(End::Value, |end| end.value);
        let course = match (path, seed) {
            (Some(_), Some((place, _))) => {
                let message = "financing has both path and seed; expected one of them";
                reader.problems.push(Problem::at(place, message).hint("a seed draws the path"));
                None
            }
            (Some((_, path)), None) => path.map(Course::Path),
            (None, Some((_, seed))) => seed.map(Course::Seed),
            (None, None) => {
                let message = "financing has neither path nor seed; expected one of them";
                reader
                    .problems
                    .push(Problem::at(node.place.clone(), message).hint("as in path = [\"calm\", \"stress\"]"));
                None
            }
        };
        reader.finish();
        Some(Self { course: course?, from, coefficients, place: node.place.clone() })
    }

    /// The state of markets of each calendar year, from the first that it is about to the last of the table of capital.
    #[must_use]
    pub fn regimes(&self, dataset: &Dataset, parameters: &Parameters, first_model_year: i32) -> Vec<(i32, Regime)> {
        let from = self.from.unwrap_or(first_model_year + 1);
        let last = dataset.column(Capital::year).iter().copied().fold(f64::NEG_INFINITY, f64::max) as i32;
        let years = from..=last;
        let regimes = match &self.course {
            Course::Seed(seed) => drawn(parameters, *seed, years.clone()),
            Course::Path(path) => years.clone().enumerate().map(|(at, _)| path[at.min(path.len() - 1)]).collect(),
        };
        years.zip(regimes).collect()
    }

    /// Lets it act on the table of capital; every cell changed goes to `log` with the reason.
    pub fn apply(&self, first_model_year: i32, dataset: &mut Dataset, log: &mut ChangeLog, problems: &mut Problems) {
        let mut faults = Problems::default();
        let parameters = complete::read(dataset, &mut faults);
        problems.0.extend(faults.0.into_iter().filter(|fault| fault.severity == Severity::Error));
        let Some(parameters) = parameters else {
            let message = format!(
                "dataset {} has no {}.csv, which says what markets do",
                dataset.about.name,
                EconomyParameters::NAME
            );
            problems.push(Problem::at(self.place.clone(), message).hint("leave [financing] out"));
            return;
        };
        let regimes = self.regimes(dataset, &parameters, first_model_year);
        let rows: Vec<(usize, Tier, f64)> =
            dataset.rows::<Capital>().filter_map(|row| Some((row.index, named(row.tier())?, row.year()))).collect();
        let is_met = |(_, tier, year): &(usize, Tier, f64)| {
            *tier != Tier::OwnCash && regimes.iter().any(|(of, _)| *of == year.floor() as i32)
        };
        if !rows.iter().any(is_met) {
            let from = self.from.unwrap_or(first_model_year + 1);
            let message = format!("markets move no row of {} from {from} on: nothing changes", Capital::NAME);
            let tiers: Vec<&str> = Tier::WORDS.iter().copied().filter(|word| *word != Tier::OwnCash.name()).collect();
            let hint = format!("they move rows of the tiers {}, in their own years alone", tiers.join(", "));
            problems.push(Problem::at(self.place.clone(), message).hint(hint).warning());
            log.idle.push(self.place.clone());
        }
        let Some(table) = dataset.table_mut(Capital::NAME) else { return };
        for (row, tier, year) in rows {
            let Some(&(year, regime)) = regimes.iter().find(|(of, _)| *of == year.floor() as i32) else { continue };
            let effect = Conditions::new(&parameters, regime, self.coefficients, year).effect(tier);
            let why = format!("financing: {regime} in {year}");
            let mut change = |column: &'static str, new: &dyn Fn(f64) -> f64| {
                let Some(cell) = table.number_mut(column).and_then(|cells| cells.get_mut(row)) else { return };
                let old = *cell;
                *cell = new(old);
                log.record((Capital::NAME, row, column), old, *cell, (&why, &[], &self.place));
            };
            change(Capital::busd.name, &|old| old * effect.size);
            change(Capital::fee.name, &|old| (old + effect.fee).clamp(0.0, 1.0));
        }
    }
}

fn read_path(reader: &mut Reader<'_>, node: &Located<Node>) -> Option<Vec<Regime>> {
    const EXPECTED: &str = "one or more states of markets, as in [\"calm\", \"stress\"]";
    let Node::List(items) = &node.value else { return reader.wrong("path", node, EXPECTED) };
    if items.is_empty() {
        reader
            .problems
            .push(Problem::at(node.place.clone(), format!("financing.path is an empty list; expected {EXPECTED}")));
        return None;
    }
    let mut path = vec![];
    for item in items {
        match &item.value {
            Node::Text(word) if named::<Regime>(word).is_some() => path.extend(named::<Regime>(word)),
            Node::Text(word) => {
                let message = format!("financing.path has \"{word}\"; expected one of {}", Regime::WORDS.join(", "));
                let problem = Problem::at(item.place.clone(), message);
                reader.problems.push(problem.suggest(word, Regime::WORDS.iter().copied()));
            }
            _ => reader.wrong::<()>("path", item, EXPECTED).unwrap_or_default(),
        }
    }
    (path.len() == items.len()).then_some(path)
}

fn read_seed(reader: &mut Reader<'_>, node: &Located<Node>) -> Option<u64> {
    match node.value {
        Node::Number(seed, true) if is_seed(seed) => Some(seed as u64),
        _ => reader.wrong("seed", node, "a whole number, at least 0"),
    }
}

/// Whether a number can be a seed.
#[must_use]
pub fn is_seed(number: f64) -> bool {
    const MOST: f64 = 9_007_199_254_740_992.0; // 2^53: whole numbers are exact up to it
    number.fract() == 0.0 && (0.0..=MOST).contains(&number)
}
