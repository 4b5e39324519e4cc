//! `powered_gigawatt`: what a gigawatt of powered accelerators earns, and which family the money goes to.
//!
//! Solid is cost, striped is scarcity; the country above, the regions with most load below on one scale. The last column is the
//! mean over the years, which is what is spoken of: the prices of a single year say when something is scarce.

use super::colour::{Colour, MUTED, WHITE, blend};
use super::families::{colour, name};
use super::figure::{Figure, Panel, Size, Tip, provenance};
use super::gigawatt::{Piece, Stack, by_region, country, years};
use super::mark::{At, Colours, Datum, Ends, Kind, Mark, Stack as Stacked, Value};
use super::scale::{Amount, Scale};
use super::stack::Layer;
use super::supply::periods;
use crate::program::Family;
use crate::results::Results;
use crate::tell::names::region;
use crate::tell::number::number;
use crate::tell::share::{part, percent};
use crate::tell::years::span;

/// Most regions shown, and how many stand side by side.
const REGIONS: usize = 8;
const ACROSS: usize = 4;
/// Unit of prices.
const UNIT: &str = "USD per kW and year";

/// Columns of the country and of the regions with most load in the first of the scenarios that are drawn side by side;
/// nothing without prices.
#[must_use]
pub fn figure(results: &Results, first: &Results) -> Option<Figure> {
    if results.powered_gigawatt.is_empty() {
        return None;
    }
    let shown = Columns::of(results);
    let mut stacks = by_region(results, &[first, results]);
    let whose = if std::ptr::eq(first, results) {
        String::new()
    } else {
        format!(" of the scenario {}", first.labels.scenario)
    };
    let chosen = format!(" Regions: those with most AI load in the last year{whose}.");
    let country = country(&stacks, shown.lengths.len()).map(|country| country.with_mean(&shown.lengths));
    let is_chosen = stacks.len() > REGIONS;
    stacks.truncate(if stacks.len() < 2 { 0 } else { REGIONS });
    let stacks: Vec<Stack> = stacks.into_iter().map(|stack| stack.with_mean(&shown.lengths)).collect();
    let panels = |country| {
        let regions = stacks.iter().enumerate().map(|(i, stack)| of_region(results, &shown, (i, stack)));
        [of_country(&shown, country)].into_iter().chain(regions).collect()
    };
    Some(Figure {
        name: "powered_gigawatt",
        title: country.as_ref().map_or("No gigawatt is powered in any year".to_owned(), |all| title(&shown.span, all)),
        subtitle: "Mean over regions weighted by AI load, USD per kW of rated IT load that is powered, per year"
            .to_owned(),
        notes: format!("{NOTES}{}", if is_chosen { &chosen } else { "" }),
        origin: provenance(&results.labels),
        panels: country.as_ref().map_or(vec![], panels),
        across: ACROSS,
        empty: "The model powers no accelerators under these inputs.",
    })
}

/// The columns of every panel: years, and their mean.
struct Columns {
    names: Vec<String>,
    /// How many years each model year stands for.
    lengths: Vec<f64>,
    /// First and last year.
    span: String,
}

impl Columns {
    const MEAN: &str = "mean";

    fn of(results: &Results) -> Self {
        let years = years(results);
        let periods = periods(&results.years).into_iter().filter(|(_, year)| years.contains(year));
        let lengths = periods.map(|(first, last)| f64::from(last - first + 1)).collect();
        let names = years.iter().map(ToString::to_string).chain([Self::MEAN.to_owned()]).collect();
        Self { names, lengths, span: years.first().zip(years.last()).map_or(String::new(), |(a, b)| span(*a, *b)) }
    }

    /// What a column is called where it stands alone.
    fn heading(&self, name: &str) -> String {
        if name == Self::MEAN { format!("mean of {}", self.span) } else { name.to_owned() }
    }
}

const NOTES: &str = "Money of the year. Cost: capital and operation. Scarcity: what is paid above cost because a limit binds. Power is \
     paid at its price, for energy (solid) and for firm capacity (fainter), which hold both. The mean weighs years by AI load and by how \
     many years they stand for. The split of a single year can jump: what stands idle in it is free, and years in which it is full pay \
     for its whole life.";

/// Pieces on each other, with what they are paid or without, and what is told of every year.
fn columns(stack: &Stack, shown: &Columns, is_said: bool) -> (Scale, Mark, Vec<Tip>) {
    let names = shown.names.clone();
    let places: Vec<At> = names.iter().map(At::from).collect();
    let layer = |(i, piece): (usize, &Piece)| Layer {
        name: piece.label(),
        values: piece.values.clone(),
        colour: fill(&stack.pieces, i),
    };
    let layers: Vec<Layer> = stack.pieces.iter().enumerate().map(layer).collect();
    let mut mark = Mark::layers(Kind::Rect, &places, &layers, "").stacked(Stacked {
        unit: UNIT.to_owned(),
        total: Some("All".to_owned()),
        colours: Colours::Own,
    });
    for datum in &mut mark.data {
        datum.striped = stack.pieces.iter().any(|piece| piece.is_rent() && piece.label() == datum.series);
        if !is_said {
            datum.label.clear();
        }
    }
    let load = |gw: f64| vec![Value::of("AI load", format!("{} GW", number(gw)), None)];
    let tips =
        names.iter().zip(&stack.load).map(|(name, &gw)| Tip::across(name, shown.heading(name), load(gw))).collect();
    (Scale::bars(names), mark, tips)
}

fn of_country(shown: &Columns, country: &Stack) -> Panel {
    let (across, pieces, tips) = columns(country, shown, true);
    let total =
        |((i, name), total): ((usize, &String), f64)| Datum::at(name, country.top(i)).label(number(total), true);
    let totals = shown.names.iter().enumerate().zip(country.totals()).map(total).collect();
    let key = [("cost", false), ("scarcity", true)];
    let key = key.map(|(name, striped)| Datum::anywhere().of(name).colour(MUTED).striped(striped));
    let marks = vec![
        pieces,
        Mark::new(Kind::Text, totals),
        Mark::new(Kind::Text, families(country)).ends(Ends::Label),
        Mark::new(Kind::Rect, key.to_vec()).ends(Ends::Key),
    ];
    Panel::new(across, Scale::amount(UNIT), marks).tips(tips)
}

/// Families beside the last column, that of the mean, with what they are paid.
fn families(country: &Stack) -> Vec<Datum> {
    let Some(last) = country.load.len().checked_sub(1) else { return vec![] };
    let mut base = 0.0;
    let mut labels = vec![];
    for family in Family::ALL {
        let pieces = || country.pieces.iter().filter(|piece| piece.family == family.name());
        if pieces().next().is_none() {
            continue;
        }
        let (all, rent) = country.family(family, last);
        let top = base + pieces().map(|piece| piece.values[last].max(0.0)).sum::<f64>();
        let value =
            if rent > 0.0 && rent < all { format!("{}, scarcity {}", number(all), number(rent)) } else { number(all) };
        let label = Datum::at(Columns::MEAN, base).to_y(top).of(name(family.name()));
        labels.push(label.colour(colour(family.name())).label(value, false));
        base = top;
    }
    labels
}

fn of_region(results: &Results, shown: &Columns, (index, stack): (usize, &Stack)) -> Panel {
    let (across, pieces, mut tips) = columns(stack, shown, false);
    let title = region(&results.labels, &stack.region).to_owned();
    for tip in &mut tips {
        tip.heading = format!("{title}, {}", tip.heading);
    }
    let last = |values: &[f64]| values.last().copied().unwrap_or(0.0);
    let group = if index == 0 { "By region, on one scale; mean price and mean AI load" } else { "" };
    Panel {
        group: group.to_owned(),
        title,
        subtitle: format!("{} USD, {} GW", number(last(&stack.totals())), number(last(&stack.load))),
        size: Size::Small,
        ..Panel::new(across, Scale::Amount(Amount::new(UNIT).shared("regions")), vec![pieces]).tips(tips)
    }
}

/// Colour of the family; paler where it is not the family's first solid piece.
fn fill(pieces: &[Piece], index: usize) -> Colour {
    const PALE: f64 = 0.5;
    let piece = &pieces[index];
    let is_second = pieces[..index].iter().any(|other| other.family == piece.family) && !piece.is_rent();
    let colour = colour(&piece.family);
    if is_second { blend(colour, WHITE, PALE) } else { colour }
}

/// What it earns in the mean of all years, and the two largest pieces of that.
fn title(years: &str, country: &Stack) -> String {
    let mean = |piece: &Piece| piece.values.last().copied().unwrap_or(0.0);
    let total: f64 = country.pieces.iter().map(mean).sum();
    let earns = format!("A powered gigawatt earns ${} per kW a year in the mean of {years}", number(total));
    let mut pieces: Vec<&Piece> = country.pieces.iter().filter(|piece| mean(piece) > 0.0).collect();
    pieces.sort_by(|a, b| mean(b).total_cmp(&mean(a)));
    let share = |piece: &Piece| mean(piece) / total;
    match pieces.as_slice() {
        _ if total <= 0.0 => format!("A powered gigawatt earns nothing in {years}"),
        [] => earns,
        [only] => format!("{earns}, {} of it {}", part(share(only)), only.phrase()),
        [first, second, ..] => {
            format!(
                "{earns}: {} is {}, {} {}",
                percent(share(first)),
                first.phrase(),
                percent(share(second)),
                second.phrase()
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(pieces: &[(&str, &str, f64)]) -> Stack {
        let piece = |&(family, part, value): &(&str, &str, f64)| Piece {
            family: family.to_owned(),
            part: part.to_owned(),
            values: vec![0.0, value],
        };
        Stack { region: String::new(), pieces: pieces.iter().map(piece).collect(), load: vec![1.0; 2] }
    }

    #[test]
    fn the_title_names_the_two_largest_pieces_of_the_mean() {
        let pieces = [("chips", "cost", 6000.0), ("chips", "rent", 2500.0), ("power", "energy", 1500.0)];
        let expected = "A powered gigawatt earns $10,000 per kW a year in the mean of 2025–2035: 60% is the cost of chips, 25% scarcity of chips";
        assert_eq!(title("2025–2035", &country(&pieces)), expected);
    }

    #[test]
    fn the_title_can_name_one_piece_and_none() {
        let years = "2025–2035";
        let one = country(&[("siting", "cost", 50.0)]);
        assert_eq!(
            title(years, &one),
            "A powered gigawatt earns $50 per kW a year in the mean of 2025–2035, all of it the cost of sites"
        );
        assert_eq!(title(years, &country(&[])), "A powered gigawatt earns nothing in 2025–2035");
    }
}
