//! `themes`: what a dollar spent on each theme brings, as bars from the line where it brings itself back.

use super::colour::{Colour, PALETTE};
use super::figure::{Figure, Panel, Tip, provenance};
use super::mark::{Datum, Kind, Mark, Value};
use super::scale::{Amount, Scale};
use super::told::{billions, changed, marked, told};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::lever_groups;
use crate::experiment::explain::lever_groups::worth::Move;
use crate::experiment::explain::relax::Step;
use crate::experiment::explain::tables::ThemeRow;
use crate::results::{Labels, Results};
use crate::tell::names::{currency, list, region, spoken};
use crate::tell::number::number;
use crate::tell::share::percent;

/// Most themes shown.
const MOST: usize = 20;
/// The step that is drawn.
const STEP: Move = Move::Rise(Step::Ten);

/// Draws it; nothing without themes.
#[must_use]
pub fn figure(results: &Results, explanation: &Explanation) -> Option<Figure> {
    let raised: Vec<&ThemeRow> = explanation.themes.iter().filter(|row| row.step == STEP).collect();
    if raised.is_empty() {
        return None;
    }
    let mut themes: Vec<Theme<'_>> = raised.iter().filter_map(|row| Theme::of(row)).collect();
    themes.sort_by(|a, b| b.per_dollar.total_cmp(&a.per_dollar));
    let shown = || themes.iter().take(MOST).enumerate();
    let marks = vec![
        Mark::new(Kind::Rect, shown().map(|(i, theme)| theme.bar(i)).collect()),
        Mark::new(Kind::Text, shown().map(|(i, theme)| theme.worth(i)).collect()),
        Mark::new(Kind::Rule, vec![Datum::across(1.0)]),
    ];
    let sides = [String::new(), "brought per dollar; at 1 it brings itself back".to_owned()];
    let tips = shown().map(|(i, theme)| Tip::beside(i, theme.name(), theme.told(&results.labels))).collect();
    let names = shown().map(|(_, theme)| theme.name()).collect();
    let panel = Panel::new(Scale::Amount(Amount::around(1.0, sides)), Scale::bars(names), marks).tips(tips);
    Some(Figure {
        name: "themes",
        title: title(&themes, &raised),
        subtitle: format!(
            "What 10% more of a theme brings per dollar spent on more of it, net of other costs; {}, discounted",
            results.labels.currency
        ),
        notes: notes(&themes, &raised),
        origin: provenance(&results.labels),
        panels: if themes.is_empty() { vec![] } else { vec![panel] },
        across: 1,
        empty: "10% more of any theme brings nothing that is paid for.",
    })
}

/// A theme on which something is spent.
struct Theme<'a> {
    row: &'a ThemeRow,
    per_dollar: f64,
    billion: f64,
}

impl<'a> Theme<'a> {
    /// None if nothing is gained or spent.
    fn of(row: &'a ThemeRow) -> Option<Self> {
        row.rank?;
        Some(Self { row, per_dollar: row.gross_value_musd_per_musd?, billion: billion(row) })
    }

    fn is_part(&self) -> bool {
        self.row.kind == lever_groups::Kind::Part
    }

    fn colour(&self) -> Colour {
        if self.is_part() { PALETTE[3] } else { PALETTE[0] }
    }

    /// What it brings, what it takes, and which unit of it is worth most.
    fn told(&self, labels: &Labels) -> Vec<Value> {
        let row = self.row;
        let per_gw = |value: f64| format!("{} million {}", number(value), currency(labels));
        let regions: Vec<&str> = row.best_region.split('+').map(|code| region(labels, code)).collect();
        let place = [list(&regions), row.best_year.map_or(String::new(), |year| year.to_string())];
        let place: Vec<String> = place.into_iter().filter(|words| !words.is_empty()).collect();
        let best = [vec![spoken(&row.best_item)], place].concat().join(", ");
        let values = [
            Some(marked("Brought per dollar", number(self.per_dollar), self.colour())),
            Some(told("In all", billions(row.value_musd.unwrap_or(0.0), labels))),
            row.value_musd_per_gw.map(|value| told("Per GW of rise", per_gw(value))),
            row.added_cost_musd.map(|cost| told("Spent on more of it", billions(cost, labels))),
            row.used_share.map(|share| told("Used before, of what is allowed", percent(share))),
            row.compute_mh100e.map(|compute| told("Compute, mean", changed(compute, "MH100e"))),
            row.load_gw.map(|load| told("AI load, mean", changed(load, "GW"))),
            (!row.best_item.is_empty()).then(|| told("Most valuable unit", best)),
        ];
        values.into_iter().flatten().collect()
    }

    fn name(&self) -> String {
        let beyond = if self.row.within_range { "" } else { " (beyond its range)" };
        format!("{}{beyond}", self.row.title)
    }

    fn bar(&self, place: usize) -> Datum {
        Datum::at(self.per_dollar, place).colour(self.colour()).label(number(self.per_dollar), !self.is_part())
    }

    /// What stands beside its bar.
    fn worth(&self, place: usize) -> Datum {
        let per_gw = self.row.value_musd_per_gw.map_or(String::new(), |value| format!(" · {}", number(value)));
        let words = format!("{}{per_gw}", number(self.billion));
        Datum::beside(place).of("In all, billion · per GW, million").label(words, !self.is_part())
    }
}

fn billion(row: &ThemeRow) -> f64 {
    row.value_musd.unwrap_or(0.0) / 1000.0
}

/// What brings most per dollar, and what is worth most in all.
fn title(themes: &[Theme<'_>], raised: &[&ThemeRow]) -> String {
    let most = raised.iter().copied().filter(|row| row.rank.is_some()).max_by(|a, b| billion(a).total_cmp(&billion(b)));
    let Some(most) = most else { return "10% more of any one theme is worth nothing".to_owned() };
    let in_all = format!("{} billion", number(billion(most)));
    match themes.first() {
        None => format!("10% more of “{}” is worth most, {in_all}", most.title),
        Some(first) if first.row.theme == most.theme => {
            format!("“{}” is worth most, per dollar ({}) and in all ({in_all})", most.title, number(first.per_dollar))
        }
        Some(first) => format!(
            "A dollar spent on “{}” brings most ({}); 10% more of “{}” is worth most in all ({in_all})",
            first.row.title,
            number(first.per_dollar),
            most.title,
        ),
    }
}

/// What is left out, and how to read the rest.
fn notes(themes: &[Theme<'_>], raised: &[&ThemeRow]) -> String {
    const NAMED: usize = 12;
    let parts = if themes.iter().take(MOST).any(Theme::is_part) { PARTS } else { "" };
    let idle: Vec<&str> = raised.iter().filter(|row| row.rank.is_none()).map(|row| row.title.as_str()).collect();
    let idle = match idle.len() {
        0 => String::new(),
        n if n > NAMED => format!(" {n} themes are worth nothing at 10% more."),
        _ => format!(" Worth nothing at 10% more: {}.", idle.join("; ")),
    };
    let unpaid = raised.iter().filter(|row| row.rank.is_some() && row.gross_value_musd_per_musd.is_none());
    let unpaid: Vec<String> = unpaid.map(|row| format!("{} ({} billion)", row.title, number(billion(row)))).collect();
    let unpaid = if unpaid.is_empty() || unpaid.len() > NAMED {
        String::new()
    } else {
        format!(" With no price of their own in the model, worth in all: {}.", unpaid.join("; "))
    };
    let more = match themes.len().saturating_sub(MOST) {
        0 => String::new(),
        1 => " 1 further theme, which brings less, is not shown.".to_owned(),
        several => format!(" {several} further themes, which bring less, are not shown."),
    };
    format!("{NOTES}{parts}{more}{unpaid}{idle}")
}

const NOTES: &str = "Differences between full re-solves of the model. Themes hold each other and do not add up. Costs are those of the theme's own \
     things within the horizon: where they are a small part of what must be bought with them, as a connection, the quotient is large.";

const PARTS: &str = " Fainter bars, their figures not in bold: parts of other themes.";

#[cfg(test)]
mod tests {
    use super::super::{sample, sample_explanation};
    use super::*;

    fn title_of(scale: f64, themes: usize) -> String {
        figure(&sample::results(2, &[2025]), &sample_explanation::explanation(&[2025], themes, scale)).unwrap().title
    }

    #[test]
    fn the_title_names_what_earns_most_per_dollar_and_in_all() {
        let expected = "“Gas turbine build” is worth most, per dollar (4.1) and in all (31 billion)";
        assert_eq!(title_of(1.0, 3), expected);
        // The eighth is worth more, but nothing is paid for it.
        let expected = "A dollar spent on “Gas turbine build” brings most (4.1); 10% more of “Nuclear restarts, uprates and new reactors and whatever else may come” is worth most in all (50 billion)";
        assert_eq!(title_of(1.0, 8), expected);
        assert_eq!(title_of(0.0, 3), "10% more of any one theme is worth nothing");
    }

    #[test]
    fn what_is_worth_nothing_or_unpaid_is_named() {
        let explanation = sample_explanation::explanation(&[2025], 4, 1.0);
        let raised: Vec<&ThemeRow> = explanation.themes.iter().filter(|row| row.step == STEP).collect();
        let themes: Vec<Theme<'_>> = raised.iter().filter_map(|row| Theme::of(row)).collect();
        assert_eq!(themes.len(), 2);
        let notes = notes(&themes, &raised);
        assert!(
            notes.contains("With no price of their own in the model, worth in all: Gas turbine build (0.7 billion)."),
            "{notes}"
        );
        assert!(notes.ends_with("Worth nothing at 10% more: Load other than AI."), "{notes}");
    }
}
