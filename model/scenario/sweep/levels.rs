//! The levels of an axis: which keys go with which mode, and the numbers that they stand for.

use super::axis::{Distribution, Spacing, Subject, WrittenAxis};
use super::{Level, Mode};
use crate::error::{Place, Problem, Problems, figure};
use crate::input::settings::SETTINGS;
use crate::scenario::financing::{SEED, is_seed};
use crate::scenario::foresight::WINDOW;

/// Levels of a table: all at low, all at high.
pub(super) const TABLE_ENDS: (f64, f64) = (-1.0, 1.0);

impl WrittenAxis {
    /// Whether what it says of its levels fits the mode and the subject.
    pub(super) fn check(&self, mode: Mode, problems: &mut Problems) {
        match (&self.subject, mode) {
            (Subject::Scenarios(_), _) => self.check_scenarios(mode, problems),
            (_, Mode::LatinHypercube) => self.check_sampled(problems),
            _ => self.check_stepped(mode, problems),
        }
        self.check_numbers(problems);
    }

    /// How many levels it has, as far as the file says so.
    pub(super) fn count(&self) -> Option<usize> {
        match (&self.subject, &self.values, &self.steps) {
            (Subject::Scenarios(names), ..) => Some(names.len()),
            (_, Some(values), _) => Some(values.value.len()),
            (_, None, steps) => steps.as_ref().map(|steps| steps.value as usize),
        }
    }

    /// Its levels in order, where nothing is drawn; `own` is the range that it has without the file.
    pub(super) fn levels(&self, own: Option<(f64, f64)>) -> Vec<Level> {
        if let Subject::Scenarios(names) = &self.subject {
            return names.iter().map(|name| Level::Name(name.value.clone())).collect();
        }
        let numbers = match (&self.values, &self.range) {
            (Some(values), _) => values.value.clone(),
            (None, Some(range)) => match &self.steps {
                Some(steps) => spaced(range.value, steps.value, self.spacing.as_ref().map(|s| s.value)),
                None => vec![range.value.0, range.value.1],
            },
            (None, None) => own.map(|(low, high)| vec![low, high]).unwrap_or_default(),
        };
        numbers.into_iter().map(Level::Number).collect()
    }

    /// How its samples are spread: as the file says, else by what it is about.
    pub(super) fn shape(&self) -> Distribution {
        let usual = if matches!(self.subject, Subject::Table(..)) || self.peak.is_some() {
            Distribution::Triangular
        } else {
            Distribution::Uniform
        };
        self.distribution.as_ref().map_or(usual, |d| d.value)
    }

    /// What it says of its levels, by key.
    fn given(&self) -> Vec<(&'static str, &Place)> {
        let keys = [
            ("values", self.values.as_ref().map(|v| &v.place)),
            ("range", self.range.as_ref().map(|v| &v.place)),
            ("steps", self.steps.as_ref().map(|v| &v.place)),
            ("spacing", self.spacing.as_ref().map(|v| &v.place)),
            ("distribution", self.distribution.as_ref().map(|v| &v.place)),
            ("peak", self.peak.as_ref().map(|v| &v.place)),
        ];
        keys.into_iter().filter_map(|(key, place)| Some((key, place?))).collect()
    }

    fn warn_of(&self, keys: &[&str], mode: Mode, problems: &mut Problems) {
        for (key, place) in self.given().into_iter().filter(|(key, _)| keys.contains(key)) {
            problems.push(without_effect(key, mode, place));
        }
    }

    fn check_scenarios(&self, mode: Mode, problems: &mut Problems) {
        if mode == Mode::LatinHypercube {
            problems.push(
                Problem::at(self.place.clone(), "latin-hypercube draws numbers, not scenarios")
                    .hint("name scenarios in a grid, a list or one at a time"),
            );
        }
        for (key, place) in self.given() {
            problems.push(
                Problem::at(place.clone(), format!("an axis of scenarios takes no {key}"))
                    .hint("the names are its levels"),
            );
        }
    }

    fn check_sampled(&self, problems: &mut Problems) {
        self.warn_of(&["steps", "spacing"], Mode::LatinHypercube, problems);
        if let Some(values) = &self.values {
            problems.push(
                Problem::at(values.place.clone(), "latin-hypercube draws levels and takes no values")
                    .hint("give range = [low, high]"),
            );
        } else if let (Subject::Field(field), None) = (&self.subject, &self.range) {
            problems.push(
                Problem::at(field.place.clone(), format!("{} has no range of its own", field.value))
                    .hint("give range = [low, high]"),
            );
        }
        if let (Some(peak), Distribution::Uniform | Distribution::LogNormal) = (&self.peak, self.shape()) {
            problems.push(Problem::at(peak.place.clone(), "only a triangular distribution has a peak"));
        }
        let Some(distribution) = self.distribution.as_ref().filter(|d| d.value == Distribution::LogNormal) else {
            return;
        };
        if matches!(self.subject, Subject::Table(..)) {
            problems.push(
                Problem::at(distribution.place.clone(), "levels of a table cannot be lognormal: they end at -1 and 1")
                    .hint("use triangular or uniform"),
            );
        } else if let Some(range) = self.range.as_ref().filter(|range| range.value.0 <= 0.0) {
            let message = format!("the range starts at {}; lognormal needs one above 0", range.value.0);
            problems.push(Problem::at(range.place.clone(), message));
        }
    }

    fn check_stepped(&self, mode: Mode, problems: &mut Problems) {
        self.warn_of(&["distribution", "peak"], mode, problems);
        let complete = match (&self.values, &self.range) {
            (Some(values), None) => {
                for (key, place) in self.given().into_iter().filter(|(key, _)| ["steps", "spacing"].contains(key)) {
                    problems.push(Problem::at(place.clone(), format!("{key} goes with range")));
                }
                self.check_twice(&values.value, mode, problems);
                true
            }
            (Some(values), Some(_)) => {
                problems.push(Problem::at(values.place.clone(), "an axis has values or range, not both"));
                true
            }
            (None, Some(range)) => {
                self.check_spacing(range.value, problems);
                self.steps.is_some() || mode == Mode::OneAtATime
            }
            (None, None) => mode == Mode::OneAtATime && !matches!(self.subject, Subject::Field(_)),
        };
        if !complete {
            let message = format!("axis {} has no levels", self.column());
            let hint = "give values = [0.5, 1, 2], or range = [0.5, 2] with steps = 4";
            problems.push(Problem::at(self.place.clone(), message).hint(hint));
        }
    }

    /// In a list a level may come again; elsewhere that would be the same scenario again.
    fn check_twice(&self, values: &[f64], mode: Mode, problems: &mut Problems) {
        let twice = values.iter().enumerate().find(|(at, value)| values[..*at].contains(value));
        if let (Some((_, value)), Some(written)) = (twice, &self.values)
            && mode != Mode::List
        {
            problems.push(Problem::at(written.place.clone(), format!("{value} stands twice in values")));
        }
    }

    fn check_spacing(&self, (low, _): (f64, f64), problems: &mut Problems) {
        let Some(spacing) = &self.spacing else { return };
        if self.steps.is_none() {
            problems.push(Problem::at(spacing.place.clone(), "spacing goes with steps"));
        } else if spacing.value == Spacing::Geometric && low <= 0.0 {
            let message = format!("the range starts at {low}; geometric steps need one above 0");
            problems.push(Problem::at(spacing.place.clone(), message));
        }
    }

    /// Every number is one that the subject can have.
    fn check_numbers(&self, problems: &mut Problems) {
        let values = self.values.iter().flat_map(|v| v.value.iter().map(|&value| (value, &v.place)));
        let range = self.range.iter().flat_map(|r| [(r.value.0, &r.place), (r.value.1, &r.place)]);
        let peak = self.peak.iter().map(|p| (p.value, &p.place));
        for (value, place) in values.chain(range).chain(peak) {
            match &self.subject {
                Subject::Table(..) if !(TABLE_ENDS.0..=TABLE_ENDS.1).contains(&value) => {
                    problems.push(
                        Problem::at(place.clone(), format!("a level is {value}; levels of a table run from -1 to 1"))
                            .hint("-1 is low, 0 the value itself, 1 high"),
                    );
                }
                Subject::Field(field) if field.value == SEED && !is_seed(value) => {
                    let message = format!("{SEED} is {value}; expected a whole number, at least 0");
                    problems.push(Problem::at(place.clone(), message));
                }
                Subject::Field(field) if field.value == WINDOW && value < 0.0 => {
                    let message = format!("{WINDOW} is {}; expected 0 or more", figure(value));
                    problems.push(Problem::at(place.clone(), message));
                }
                Subject::Field(field) => {
                    let setting = SETTINGS.iter().find(|s| s.name == field.value);
                    if let Some(Err(misfit)) = setting.map(|setting| setting.check(value)) {
                        let message = format!("{} is {}; expected {}", field.value, figure(value), misfit.expected);
                        problems.push(Problem::at(place.clone(), message));
                    }
                }
                _ => {}
            }
        }
    }
}

/// A key that another mode reads.
pub(super) fn without_effect(key: &str, mode: Mode, place: &Place) -> Problem {
    Problem::at(place.clone(), format!("{key} has no effect in mode {}", mode.name())).warning()
}

/// Levels from end to end, both ends exactly.
fn spaced((low, high): (f64, f64), steps: u32, spacing: Option<Spacing>) -> Vec<f64> {
    let last = steps - 1;
    let between = |step: u32| {
        let part = f64::from(step) / f64::from(last);
        match spacing {
            Some(Spacing::Geometric) => low * (high / low).powf(part),
            // One division, so that round numbers stay round.
            _ => (f64::from(last - step) * low + f64::from(step) * high) / f64::from(last),
        }
    };
    let level = |step| match step {
        0 => low,
        _ if step == last => high,
        _ => between(step),
    };
    (0..steps).map(level).collect()
}
