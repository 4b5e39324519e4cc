//! `shapley`: how the value of raising all limits together is owed to the families, as waterfalls.

use super::colour::{FAINT, MUTED};
use super::families::{colour, name, noun};
use super::figure::{Figure, Panel, Tip, provenance};
use super::mark::{Datum, Kind, Mark};
use super::scale::{Amount, Scale};
use super::told::{billions, changed, marked, told, unit_of_money};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::tables::ShapleyRow;
use crate::results::{Labels, Results};
use crate::tell::names::{capital, step};
use crate::tell::number::number;
use crate::tell::share::{NOTHING, percent};

/// A waterfall for every step; nothing without Shapley values.
#[must_use]
pub fn figure(results: &Results, explanation: &Explanation) -> Option<Figure> {
    let falls = falls(&explanation.shapley);
    if falls.is_empty() {
        return None;
    }
    let panels = || falls.iter().map(|fall| fall.panel(&results.labels, &explanation.shapley)).collect();
    Some(Figure {
        name: "shapley",
        title: title(&falls),
        subtitle: format!(
            "Each family's part in the gain of the objective from raising all limits, {}",
            unit_of_money(&results.labels)
        ),
        notes: NOTES.to_owned(),
        origin: provenance(&results.labels),
        panels: if falls.iter().all(Fall::is_nothing) { vec![] } else { panels() },
        across: falls.len().min(2),
        empty: "Raising all limits together brings nothing.",
    })
}

const NOTES: &str = "Shapley value: a family's gain, averaged over every order in which the limits of the families could be raised; the parts add \
     up to the whole exactly. A family that brings nothing alone can still have a part: limits that bind together share what raising both brings.";

/// One step's waterfall.
#[derive(Debug, Clone, PartialEq)]
struct Fall {
    step: String,
    /// Family and value, billion, the largest first.
    parts: Vec<(String, f64)>,
}

fn falls(rows: &[ShapleyRow]) -> Vec<Fall> {
    const BILLION: f64 = 1e3;
    let mut falls: Vec<Fall> = vec![];
    for row in rows {
        let part = (row.family.to_string(), row.objective_musd / BILLION);
        match falls.iter_mut().find(|fall| fall.step == row.step) {
            Some(fall) => fall.parts.push(part),
            None => falls.push(Fall { step: row.step.clone(), parts: vec![part] }),
        }
    }
    for fall in &mut falls {
        fall.parts.sort_by(|a, b| b.1.total_cmp(&a.1));
    }
    falls
}

/// The largest parts at the first step, and the largest at the next.
fn title(falls: &[Fall]) -> String {
    let mut gaining = falls.iter().filter(|fall| fall.total() > 0.0);
    let share = |fall: &Fall, part: &(String, f64)| percent(part.1 / fall.total());
    let Some((fall, first)) = gaining.next().and_then(|fall| Some((fall, fall.parts.first()?))) else {
        return "Raising all limits together brings nothing".to_owned();
    };
    let second = fall.parts.get(1).filter(|part| part.1 > NOTHING * fall.total());
    let second = second.map_or(String::new(), |part| format!(" and {} to {}", share(fall, part), noun(&part.0)));
    let next = gaining.next().and_then(|fall| {
        let part = fall.parts.first()?;
        Some(format!("; of that from {}, {} to {}", fall.step_in_words(), share(fall, part), noun(&part.0)))
    });
    let of = format!("{} of the gain from {}", share(fall, first), fall.step_in_words());
    format!("{of} is owed to {}{second}{}", noun(&first.0), next.unwrap_or_default())
}

impl Fall {
    fn total(&self) -> f64 {
        self.parts.iter().map(|part| part.1).sum()
    }

    fn is_nothing(&self) -> bool {
        self.parts.iter().all(|part| part.1 == 0.0)
    }

    fn step_in_words(&self) -> String {
        if self.step.contains('%') {
            format!("{} more of all limits", step(&self.step))
        } else {
            "lifting all limits of supply".to_owned()
        }
    }

    /// Bars from where the one before ends, and one of all.
    fn panel(&self, labels: &Labels, rows: &[ShapleyRow]) -> Panel {
        let (mut bars, mut links, mut tips, mut at) = (vec![], vec![], vec![], 0.0);
        for (i, (family, part)) in self.parts.iter().enumerate() {
            let end = at + part;
            bars.push(Datum::at(at, i).to_x(end).colour(colour(family)).label(self.value(*part), false));
            links.extend([i, i + 1].map(|row| Datum::at(end, row).of(family).colour(FAINT)));
            let row = rows.iter().find(|row| row.step == self.step && row.family.name() == family);
            tips.extend(row.map(|row| self.tip(i, row, labels)));
            at = end;
        }
        let (all, total) = (self.parts.len(), self.total());
        bars.push(Datum::at(total, all).colour(MUTED).label(number(total), true));
        let told = marked("Objective", format!("{} {}", number(total), unit_of_money(labels)), MUTED);
        tips.push(Tip::beside(all, format!("{ALL}, {}", self.step_in_words()), vec![told]));
        let names = self.parts.iter().map(|(family, _)| name(family)).chain([ALL.to_owned()]).collect();
        let marks = vec![Mark::new(Kind::Line, links), Mark::new(Kind::Rect, bars)];
        let panel = Panel::new(Scale::Amount(Amount::new("")), Scale::bars(names), marks).tips(tips);
        Panel { title: capital(&self.step_in_words()), ..panel }
    }

    /// What a family is owed by all three measures.
    fn tip(&self, place: usize, row: &ShapleyRow, labels: &Labels) -> Tip {
        let with_share =
            |value: String, share: f64| if share > 0.0 { format!("{value} ({})", percent(share)) } else { value };
        let objective = with_share(billions(row.objective_musd, labels), row.objective_share);
        let values = vec![
            marked("Objective", objective, colour(row.family.name())),
            told("Compute, mean", with_share(changed(row.compute_mh100e, "MH100e"), row.compute_share)),
            told("AI load, mean", with_share(changed(row.load_gw, "GW"), row.load_share)),
        ];
        Tip::beside(place, format!("{}, {}", name(row.family.name()), self.step_in_words()), values)
    }

    /// A value and its share of all.
    fn value(&self, value: f64) -> String {
        let share = value / self.total();
        if self.total() > 0.0 && share >= 0.0 {
            format!("{} ({})", number(value), percent(share))
        } else {
            number(value)
        }
    }
}

/// Name of the last bar.
const ALL: &str = "All together";

#[cfg(test)]
mod tests {
    use super::*;

    fn fall(step: &str, parts: &[(&str, f64)]) -> Fall {
        Fall { step: step.to_owned(), parts: parts.iter().map(|&(family, value)| (family.to_owned(), value)).collect() }
    }

    #[test]
    fn the_title_tells_who_is_owed_most_at_every_step() {
        let falls =
            [fall("25 %", &[("chips", 6.0), ("capital", 2.0), ("grid", 2.0)]), fall("lifted", &[("siting", 5.0)])];
        let expected = "60% of the gain from 25% more of all limits is owed to chips and 20% to capital; \
                        of that from lifting all limits of supply, 100% to sites";
        assert_eq!(title(&falls), expected);
    }

    #[test]
    fn the_title_says_that_nothing_is_gained() {
        assert_eq!(title(&[fall("25 %", &[("chips", 0.0)])]), "Raising all limits together brings nothing");
    }
}
