//! `ladder`: what binds next, once what binds is lifted, rung by rung.

use super::colour::OTHER;
use super::families::{colour, name, noun, verb};
use super::figure::{Figure, Panel, Tip, provenance};
use super::mark::{Datum, Kind, Mark, Value};
use super::scale::{Amount, Scale};
use super::told::{marked, share, told};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::tables::LadderRow;
use crate::program::Family;
use crate::results::Results;
use crate::results::derived::runs;
use crate::tell::names::{capital, list};
use crate::tell::number::{figures, number};
use crate::tell::share::{NOTHING, gain};
use crate::tell::years::span;

/// Bars of what every rung adds, and what binds there; nothing without rungs.
#[must_use]
pub fn figure(results: &Results, explanation: &Explanation) -> Option<Figure> {
    let rungs = rungs(&explanation.ladder);
    if rungs.is_empty() {
        return None;
    }
    let (mut bars, mut before) = (vec![], None);
    for (i, rung) in rungs.iter().enumerate() {
        bars.extend(rung.bar(i, before));
        before = rung.compute.or(before);
    }
    let binds = rungs.iter().enumerate().filter(|(_, rung)| !rung.leader.is_empty());
    let binds = binds.map(|(i, rung)| rung.binds(i)).collect();
    let marks = vec![Mark::new(Kind::Rect, bars), Mark::new(Kind::Text, binds)];
    let tip = |(i, rung): (usize, &Rung)| Tip::beside(i, lifted(&rungs[..=i]), rung.told(&explanation.ladder));
    let tips = rungs.iter().enumerate().map(tip).collect();
    let names = rungs.iter().map(Rung::name).collect();
    Some(Figure {
        name: "ladder",
        title: title(&rungs),
        subtitle: "Compute as family after family is lifted, mean over the horizon, million H100-equivalents".to_owned(),
        notes: "At each rung the family whose limits bring most, 10% more of them in all years, is found and lifted: its limits rise a thousand times. Start of a \
                bar: compute of the rung before; end of it, in the family's colour: what lifting the family adds. 10% more: gain of the objective."
            .to_owned(),
        origin: provenance(&results.labels),
        panels: vec![Panel::new(Scale::Amount(Amount::new("")), Scale::bars(names), marks).tips(tips)],
        across: 1,
        empty: "",
    })
}

/// One rung.
#[derive(Debug, Clone, PartialEq)]
struct Rung {
    /// Its number, from 0.
    place: i32,
    /// Family that was lifted to get here; none at the first.
    lifted: Option<String>,
    compute: Option<f64>,
    /// Mean AI load, GW.
    load: Option<f64>,
    leader: String,
    gain: Option<f64>,
}

fn rungs(rows: &[LadderRow]) -> Vec<Rung> {
    let mut rows: Vec<&LadderRow> = rows.iter().filter(|row| row.region.is_empty() && row.year.is_none()).collect();
    rows.sort_by_key(|row| row.rung);
    let last = |row: &LadderRow| row.lifted.0.last().map(ToString::to_string);
    rows.iter()
        .map(|row| Rung {
            place: row.rung,
            lifted: last(row),
            load: row.load_gw,
            compute: row.compute_mh100e,
            leader: row.leader_name().to_owned(),
            gain: row.gain_share,
        })
        .collect()
}

/// Who binds, one after the other.
fn title(rungs: &[Rung]) -> String {
    let demand = Family::Demand.name();
    let leaders: Vec<&str> =
        rungs.iter().map(|rung| rung.leader.as_str()).filter(|leader| !leader.is_empty()).collect();
    let supply: Vec<&str> = leaders.iter().copied().filter(|leader| *leader != demand).collect();
    let ends = leaders.last() == Some(&demand);
    let Some((first, rest)) = supply.split_first() else {
        return "More of no supply brings more compute: demand alone binds".to_owned();
    };
    let names: Vec<String> = rest.iter().map(|family| noun(family)).collect();
    let then = if names.is_empty() { String::new() } else { format!(", then {}", list_in_order(&names)) };
    let end = match (ends, rest.len()) {
        (false, _) => String::new(),
        (true, 0) => {
            format!("; once {} lifted, only demand is left", if is_plural(first) { "they are" } else { "it is" })
        }
        (true, 1) => "; once both are lifted, only demand is left".to_owned(),
        (true, more) => format!("; once all {} are lifted, only demand is left", more + 1),
    };
    format!("{} {} first{then}{end}", capital(&noun(first)), verb(first, "bind"))
}

/// Who leads in a year, within a sentence.
fn leader(family: Option<Family>) -> String {
    family.map_or("nothing".to_owned(), |family| noun(family.name()))
}

/// All that is lifted by the last of some rungs, in order.
fn lifted(rungs: &[Rung]) -> String {
    let names: Vec<String> = rungs.iter().filter_map(|rung| rung.lifted.as_deref().map(noun)).collect();
    if names.is_empty() { "Nothing lifted".to_owned() } else { capital(&format!("{} lifted", list(&names))) }
}

fn is_plural(family: &str) -> bool {
    verb(family, "bind") == "bind"
}

/// "a", "a, then b", "a, b and c".
fn list_in_order(names: &[String]) -> String {
    if let [one, two] = names { format!("{one}, then {two}") } else { list(names) }
}

impl Rung {
    fn name(&self) -> String {
        self.lifted.as_ref().map_or("Nothing lifted".to_owned(), |family| format!("+ {}", name(family)))
    }

    /// What this rung reaches, what binds there over the horizon, and what in the single years.
    fn told(&self, rows: &[LadderRow]) -> Vec<Value> {
        let compute = self.compute.map(|compute| told("Compute, mean", format!("{} MH100e", figures(compute))));
        let load = self.load.map(|load| told("AI load, mean", format!("{} GW", number(load))));
        let mut values: Vec<Value> = compute.into_iter().chain(load).collect();
        if !self.leader.is_empty() {
            values.push(marked("Binds then", name(&self.leader), colour(&self.leader)));
            let gain = self.gain.filter(|_| self.leader != Family::Demand.name());
            values.extend(gain.map(|gain| told("Objective, from 10% more of it", share(gain))));
        }
        let of_years = rows.iter().filter(|row| row.rung == self.place && row.region.is_empty());
        let leaders = of_years.filter_map(|row| Some((row.year?, row.leader)));
        let spans: Vec<String> = runs(leaders)
            .into_iter()
            .map(|(family, from, to)| format!("{} in {}", leader(family), span(from, to)))
            .collect();
        values.extend((!spans.is_empty()).then(|| told("Brings most compute of the year", list(&spans))));
        values
    }

    /// What was reached before, then what this rung adds in the family's colour.
    fn bar(&self, place: usize, before: Option<f64>) -> Vec<Datum> {
        let Some(compute) = self.compute else { return vec![Datum::at(0.0, place).label("–", true)] };
        let kept = before.unwrap_or(compute).min(compute);
        let added = self.lifted.as_ref().map_or(OTHER, |family| colour(family));
        vec![
            Datum::at(kept, place).colour(OTHER),
            Datum::at(kept, place).to_x(compute).colour(added).label(figures(compute), true),
        ]
    }

    /// Who leads here and by how much.
    fn binds(&self, place: usize) -> Datum {
        let note = match self.gain {
            Some(share) if share >= NOTHING => format!("10% more: {}", gain(share)),
            Some(share) if share > 0.0 => format!("10% more: below {}", gain(NOTHING)),
            _ if self.leader == Family::Demand.name() => "more supply adds nothing".to_owned(),
            _ => String::new(),
        };
        Datum::beside(place).of("Binds then").colour(colour(&self.leader)).label(name(&self.leader), true).note(note)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{sample, sample_explanation};
    use super::*;

    fn rungs(leaders: &[&str]) -> Vec<Rung> {
        let rung = |leader: &&str| Rung {
            place: 0,
            lifted: None,
            compute: Some(1.0),
            load: None,
            leader: (*leader).to_owned(),
            gain: None,
        };
        leaders.iter().map(rung).collect()
    }

    #[test]
    fn every_rung_tells_all_that_is_lifted() {
        let explanation = sample_explanation::explanation(&[2025], 2, 1.0);
        let tips = figure(&sample::results(2, &[2025]), &explanation).unwrap().panels.remove(0).tips;
        let headings: Vec<&str> = tips.iter().map(|tip| tip.heading.as_str()).collect();
        assert_eq!(headings[..3], ["Nothing lifted", "Chips lifted", "Chips and capital lifted"]);
        let told: Vec<String> = tips[1].values.iter().map(|value| format!("{}: {}", value.name, value.value)).collect();
        let expected = ["Compute, mean: 61.0 MH100e", "AI load, mean: 1.0 GW", "Binds then: Capital"];
        assert_eq!(told[..3], expected);
        assert_eq!(told[3..], ["Objective, from 10% more of it: +0.4%"]);
    }

    #[test]
    fn the_title_tells_the_order() {
        let cases: [(&[&str], &str); 5] = [
            (
                &["chips", "capital", "demand"],
                "Chips bind first, then capital; once both are lifted, only demand is left",
            ),
            (&["power", "demand"], "Power binds first; once it is lifted, only demand is left"),
            (&["siting", "demand"], "Sites bind first; once they are lifted, only demand is left"),
            (&["chips", "capital", "grid", "power"], "Chips bind first, then capital, grid capacity and power"),
            (&["demand"], "More of no supply brings more compute: demand alone binds"),
        ];
        for (leaders, expected) in cases {
            assert_eq!(title(&rungs(leaders)), expected);
        }
    }
}
