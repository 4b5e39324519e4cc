//! `backcast_outlooks`: published outlooks of data centres and AI against a scenario's own line.

use super::backcast_compared::{Compared, all};
use super::backcast_marks::MODEL;
use super::backcast_told as told;
use super::colour::MUTED;
use super::figure::{Figure, Panel, Size, Tip, provenance};
use super::mark::{Datum, Ends, Kind, Mark};
use super::outlook::{self, Outlook};
use super::scale::{Amount, Scale};
use crate::experiment::backcast::tables::{LineRow, Position, PositionRow};
use crate::results::Labels;
use crate::tell::names::within;

/// A panel for each quantity, that with most outlooks first; nothing without outlooks of what AI drives.
#[must_use]
pub fn figure(labels: &Labels, rows: &[PositionRow], lines: &[LineRow]) -> Option<Figure> {
    const ROW: usize = 3;
    let compared = all(rows, lines);
    let size = |i: usize| if i == 0 { Size::Full } else { Size::Medium };
    Some(Figure {
        name: "backcast_outlooks",
        title: title(&labels.scenario, compared.first()?),
        subtitle: format!("Published outlooks and the scenario {}, by quantity", labels.scenario),
        notes: "Thick line: the model, in the definition that outlooks.csv gives beside the publishers'. Dots are central figures, bars and \
                bands ranges. Publishers differ in what they count."
            .to_owned(),
        origin: provenance(labels),
        panels: compared.iter().enumerate().map(|(i, one)| panel(&labels.scenario, one, size(i))).collect(),
        across: ROW,
        empty: "",
    })
}

/// A quantity: outlooks behind the scenario's line. In a large panel those that reach the last year are named right of it,
/// else near their figures.
fn panel(scenario: &str, compared: &Compared<'_>, size: Size) -> Panel {
    let (outlooks, years) = (compared.outlooks(), compared.years());
    let is_at_end = |outlook: &Outlook| outlook.points.last().map(|point| point.year) == years.last().copied();
    let (ending, others): (Vec<Outlook>, Vec<Outlook>) =
        outlooks.iter().cloned().partition(|outlook| size == Size::Full && is_at_end(outlook));
    let [ranges, _] = outlook::behind(&outlooks);
    let joined = outlooks.iter().filter(|outlook| outlook.points.len() > 1);
    let joins = joined.flat_map(|outlook| {
        let at = |point: &outlook::Figure| Datum::at(point.year, point.central.unwrap_or(point.high));
        outlook.points.iter().map(move |point| at(point).of(&outlook.publisher).colour(MUTED))
    });
    let [near, near_centres] = outlook::before(&others);
    let [whiskers, centres] = outlook::before(&ending);
    let named = ending.iter().filter_map(|outlook| {
        let last = outlook.points.last()?;
        let said = last.amount(compared.unit());
        Some(Datum::at(last.year, last.central.unwrap_or(last.high)).of(first_name(outlook.by())).label(said, false))
    });
    let line: Vec<Datum> = compared.line.iter().map(|&(year, value)| Datum::at(year, value).colour(MODEL)).collect();
    let is_named = size == Size::Full && compared.last().is_some_and(|last| Some(&last.year) == years.last());
    let own = |datum: &Datum| {
        let said = compared.last().map_or(String::new(), |last| last.amount(compared.unit()));
        datum.clone().of(scenario).label(said, true)
    };
    let model = Mark::new(Kind::Line, line.iter().map(own).collect());
    let marks = vec![
        ranges,
        Mark::new(Kind::Dashed, joins.collect()),
        whiskers.ends(Ends::Nothing),
        near,
        centres,
        near_centres,
        Mark::new(Kind::Text, named.collect()).ends(Ends::Label),
        model.ends(if is_named { Ends::Label } else { Ends::Nothing }),
        Mark::new(Kind::Dot, line),
    ];
    let tips = years.iter().map(|&year| {
        let line = compared.line.iter().find(|(other, _)| *other == year);
        let line = line.map(|(_, value)| told::model(scenario, *value, (compared.unit(), 1.0)));
        let of_year = compared.rows.iter().filter(|row| row.year == year).map(|row| told::outlook(row));
        Tip::across(year, format!("{}, {year}", compared.quantity.title), line.into_iter().chain(of_year).collect())
    });
    let tips = tips.collect();
    let amounts = Scale::Amount(Amount::new(compared.unit()));
    let (title, subtitle) = (compared.quantity.title.to_owned(), says(scenario, compared));
    Panel { title, subtitle, size, ..Panel::new(Scale::Time(years), amounts, marks).tips(tips) }
}

/// The first of several names of a publisher.
fn first_name(publisher: &str) -> &str {
    publisher.split(" / ").next().unwrap_or(publisher)
}

/// What the line is at its end, and how many outlooks it lies above: "baseline 827 TWh in 2030, above 6, inside 1".
fn says(scenario: &str, compared: &Compared<'_>) -> String {
    let Some(last) = compared.last() else { return String::new() };
    let count = |position: Position| compared.rows.iter().filter(|row| row.position == position).count();
    let counts = [Position::Above, Position::Inside, Position::Below].map(|position| (position, count(position)));
    let said: Vec<String> =
        counts.iter().filter(|(_, n)| *n > 0).map(|(position, n)| format!("{position} {n}")).collect();
    format!("{scenario} {} in {}; {}", last.amount(compared.unit()), last.year, said.join(", "))
}

/// Where the line lies among the outlooks of the year that most speak of.
fn title(scenario: &str, compared: &Compared<'_>) -> String {
    let count = |year: i32| compared.rows.iter().filter(|row| row.year == year).count();
    let Some(year) = compared.rows.iter().map(|row| row.year).max_by_key(|&year| (count(year), year)) else {
        return String::new();
    };
    let of_year: Vec<&&PositionRow> = compared.rows.iter().filter(|row| row.year == year).collect();
    let held = |position: Position| of_year.iter().filter(|row| row.position == position).count();
    let (position, most) = [Position::Above, Position::Inside, Position::Below]
        .map(|p| (p, held(p)))
        .into_iter()
        .max_by_key(|(_, n)| *n)
        .unwrap_or((Position::Inside, 0));
    let all = of_year.len();
    let of = match (most, all) {
        (1, 1) => "the one published outlook".to_owned(),
        (most, all) if most == all => format!("all {all} published outlooks"),
        _ => format!("{most} of {all} published outlooks"),
    };
    let quantity = within(compared.quantity.title);
    let start = compared.at(year).map_or("The".to_owned(), |at| format!("At {} the", at.amount(compared.unit())));
    format!("{start} scenario {scenario} lies {position} {of} of {quantity} in {year}")
}
