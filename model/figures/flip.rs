//! One lever and where along its range the lead changes hands.

use super::colour::{Colour, OTHER};
use super::families::{colour, noun, verb};
use super::mark::Value;
use super::told::{marked, told};
use crate::experiment::explain::tables::{FlipRow, Lead};
use crate::named::{named, word_or_empty};
use crate::tell::names::{capital, within};
use crate::tell::number::number;

/// A lever as a chart needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Lever {
    /// Title.
    pub title: String,
    /// Unit of strengths; `x` is a factor.
    pub unit: String,
    /// Strength in the scenario.
    pub strength: f64,
    /// Low end.
    pub low: f64,
    /// High end.
    pub high: f64,
    /// Who leads in the scenario.
    pub leader: String,
    /// Who leads at the low end.
    pub at_low: String,
    /// Who leads at the high end.
    pub at_high: String,
    /// Where the lead changes hands.
    pub flip: Option<f64>,
    /// Who leads beyond.
    pub beyond: String,
    /// What it moves, in the scenario and at the flip, with its unit.
    pub quantity: Option<(f64, f64, String)>,
    /// What it moves, in the scenario.
    pub moved: Option<(f64, String)>,
    /// Where the lead changes hands beyond the range, and who leads from there on.
    pub outside: Option<(f64, String)>,
}

/// A part of the range, as shares of it; without a leader where none was looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// Start.
    pub from: f64,
    /// End.
    pub to: f64,
    /// Who leads.
    pub leader: Option<String>,
}

/// The two that are compared.
#[must_use]
pub fn pair(rows: &[FlipRow]) -> Option<(String, String)> {
    let [one, other] = rows.first()?.pair.0;
    Some((one.to_string(), other.to_string()))
}

/// Levers of a pair: those with a flip first, the nearest on top, then those with one beyond their range.
#[must_use]
pub fn levers(rows: &[FlipRow], (one, other): &(String, String)) -> Vec<Lever> {
    let pair = format!("{one}/{other}");
    let mut levers: Vec<Lever> = rows.iter().filter(|row| row.pair.to_string() == pair).map(Lever::of).collect();
    levers.sort_by(|a, b| a.distance().total_cmp(&b.distance()).then(a.outside.is_none().cmp(&b.outside.is_none())));
    levers
}

/// A strength with its unit.
#[must_use]
pub fn said(strength: f64, unit: &str) -> String {
    let mut digits = format!("{strength:.2}");
    if digits.contains('.') {
        digits.truncate(digits.trim_end_matches('0').trim_end_matches('.').len());
    }
    let digits = digits.replace('-', "−");
    match unit {
        "x" => format!("×{digits}"),
        "" => digits,
        unit => format!("{digits} {unit}"),
    }
}

impl Lever {
    fn of(row: &FlipRow) -> Self {
        let quantity = row.quantity.zip(row.quantity_at_flip);
        Self {
            title: if row.title.is_empty() { row.lever.clone() } else { row.title.clone() },
            unit: row.unit.clone(),
            strength: row.strength,
            low: row.low,
            high: row.high,
            leader: row.leader.to_string(),
            at_low: row.leader_at_low.to_string(),
            at_high: row.leader_at_high.to_string(),
            flip: row.flip.filter(|_| row.within_range),
            beyond: word_or_empty(row.leader_beyond.filter(|_| row.within_range)).to_owned(),
            quantity: quantity.map(|(now, then)| (now, then, row.quantity_unit.clone())),
            moved: row.quantity.map(|now| (now, row.quantity_unit.clone())),
            outside: row
                .flip
                .filter(|_| !row.within_range)
                .map(|flip| (flip, word_or_empty(row.leader_beyond).to_owned())),
        }
    }

    /// Place of a strength in the range, 0 to 1.
    #[must_use]
    pub fn share(&self, strength: f64) -> f64 {
        let span = self.high - self.low;
        if span == 0.0 { 0.5 } else { ((strength - self.low) / span).clamp(0.0, 1.0) }
    }

    /// Way to the flip as a share of the range; without end where there is none.
    fn distance(&self) -> f64 {
        self.flip.map_or(f64::INFINITY, |flip| (self.share(flip) - self.share(self.strength)).abs())
    }

    /// "below ×0.5".
    #[must_use]
    pub fn threshold(&self) -> String {
        self.past(self.flip.unwrap_or(self.strength))
    }

    /// "below ×0.5" of any strength, as seen from the scenario's.
    fn past(&self, strength: f64) -> String {
        format!("{} {}", if strength < self.strength { "below" } else { "above" }, said(strength, &self.unit))
    }

    /// Who leads where, from the low end to the high one.
    #[must_use]
    pub fn stretches(&self) -> Vec<Stretch> {
        let known = |leader: &str, end: &str| (leader == end).then(|| leader.to_owned());
        let stretch = |from: f64, to: f64, leader: Option<String>| Stretch { from, to, leader };
        let (here, own) = (self.share(self.strength), Some(self.leader.clone()));
        let below = || known(&self.leader, &self.at_low);
        let above = || known(&self.leader, &self.at_high);
        let all = match self.flip.map(|flip| self.share(flip)) {
            None => vec![stretch(0.0, here, below()), stretch(here, 1.0, above())],
            Some(flip) if flip < here => vec![
                stretch(0.0, flip, known(&self.beyond, &self.at_low)),
                stretch(flip, here, own),
                stretch(here, 1.0, above()),
            ],
            Some(flip) => vec![
                stretch(0.0, here, below()),
                stretch(here, flip, own),
                stretch(flip, 1.0, known(&self.beyond, &self.at_high)),
            ],
        };
        all.into_iter().filter(|stretch| stretch.from < stretch.to).collect()
    }

    /// What there is to say: the flip, and the quantity behind it; or a flip beyond the range.
    #[must_use]
    pub fn words(&self) -> (String, String) {
        if self.flip.is_none() {
            let through = if self.at_low == self.leader && self.at_high == self.leader { " throughout" } else { "" };
            let outside = self.outside.as_ref();
            let outside = outside.map(|(at, family)| format!("beyond its range, {}", self.beyond(*at, family)));
            return (format!("{}{through}", leads(&self.leader)), outside.unwrap_or_default());
        }
        let second = self.quantity.as_ref().map_or_else(
            || format!("{} in this scenario", said(self.strength, &self.unit)),
            |(now, then, unit)| format!("{} instead of {} {unit}", number(*then), number(*now)),
        );
        (format!("{} {}", leads(&self.beyond), self.threshold()), second)
    }

    /// "energy leads below ×0.33".
    fn beyond(&self, at: f64, family: &str) -> String {
        format!("{} {}", within(&leads(family)), self.past(at))
    }

    /// What is told of it: who leads in the scenario, at both ends and beyond a flip, and the quantity that it moves.
    #[must_use]
    pub fn told(&self) -> Vec<Value> {
        let at = |name: &str, strength: f64, family: &str| {
            marked(name, format!("{}: {}", said(strength, &self.unit), within(&leads(family))), lead(family))
        };
        let mut values = vec![
            at("This scenario", self.strength, &self.leader),
            at("Low end", self.low, &self.at_low),
            at("High end", self.high, &self.at_high),
        ];
        let (inside, outside) = (self.flip.map(|flip| (flip, &self.beyond)), self.outside.as_ref());
        let flips =
            [("The lead changes hands", inside), ("Beyond its range", outside.map(|(at, family)| (*at, family)))];
        for (name, (at, family)) in flips.into_iter().filter_map(|(name, flip)| Some((name, flip?))) {
            values.push(marked(name, self.beyond(at, family), lead(family)));
        }
        let moved = self.moved.as_ref();
        values.extend(moved.map(|(now, unit)| told("It moves, in this scenario", format!("{} {unit}", number(*now)))));
        let then = self.quantity.as_ref();
        values.extend(
            then.map(|(_, then, unit)| told("It moves, where the lead changes", format!("{} {unit}", number(*then)))),
        );
        values
    }
}

/// Colour of who leads.
#[must_use]
pub fn lead(family: &str) -> Colour {
    if family == Lead::None.name() { OTHER } else { colour(family) }
}

/// "Chips lead".
#[must_use]
pub fn leads(family: &str) -> String {
    match named(family) {
        Some(Lead::None) => "Neither gains".to_owned(),
        Some(Lead::Infeasible) => "No solution".to_owned(),
        _ => format!("{} {}", capital(&noun(family)), verb(family, "lead")),
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn lever(title: &str, flip: Option<f64>) -> Lever {
        let at = |is_beyond: bool| if is_beyond { "energy" } else { "chips" }.to_owned();
        Lever {
            title: title.to_owned(),
            unit: "x".to_owned(),
            strength: 1.0,
            low: 0.5,
            high: 2.0,
            leader: at(false),
            at_low: at(flip.is_some_and(|flip| flip < 1.0)),
            at_high: at(flip.is_some_and(|flip| flip > 1.0)),
            flip,
            beyond: at(true),
            quantity: None,
            moved: None,
            outside: None,
        }
    }

    #[test]
    fn stretches_cover_the_range_and_tell_the_leader() {
        let leaders =
            |lever: &Lever| -> Vec<Option<String>> { lever.stretches().into_iter().map(|s| s.leader).collect() };
        let some = |family: &str| Some(family.to_owned());
        assert_eq!(leaders(&lever("", Some(0.75))), [some("energy"), some("chips"), some("chips")]);
        assert_eq!(leaders(&lever("", None)), [some("chips"), some("chips")]);
        let odd = Lever { at_high: "none".to_owned(), ..lever("", Some(0.75)) };
        assert_eq!(leaders(&odd), [some("energy"), some("chips"), None]);
        let stretches = odd.stretches();
        assert_eq!((stretches[0].from, stretches[2].to), (0.0, 1.0));
        assert!(stretches.windows(2).all(|pair| pair[0].to == pair[1].from));
    }

    #[test]
    fn strengths_are_short() {
        assert_eq!(
            [said(1.0, "x"), said(0.525, "x"), said(2.5, "years"), said(10.0, "")],
            ["×1", "×0.53", "2.5 years", "10"]
        );
    }

    #[test]
    fn words_tell_the_flip_and_the_quantity() {
        let quantity = Some((43.0, 22.4, "GW in 2030".to_owned()));
        let lever = Lever { quantity, ..lever("", Some(0.52)) };
        let expected = ("Energy leads below ×0.52".to_owned(), "22 instead of 43 GW in 2030".to_owned());
        assert_eq!(lever.words(), expected);
    }
    #[test]
    fn a_flip_beyond_the_range_is_said_but_not_drawn() {
        let outside = Some((0.332, "energy".to_owned()));
        let lever = Lever { outside, moved: Some((43.0, "GW".to_owned())), ..lever("", None) };
        let expected = ("Chips lead throughout".to_owned(), "beyond its range, energy leads below ×0.33".to_owned());
        assert_eq!(lever.words(), expected);
        assert!(lever.stretches().iter().all(|stretch| stretch.leader.as_deref() == Some("chips")));
        let told: Vec<String> =
            lever.told().into_iter().map(|value| format!("{}: {}", value.name, value.value)).collect();
        assert_eq!(
            told,
            [
                "This scenario: ×1: chips lead",
                "Low end: ×0.5: chips lead",
                "High end: ×2: chips lead",
                "Beyond its range: energy leads below ×0.33",
                "It moves, in this scenario: 43 GW",
            ]
        );
    }
}
