//! What a powered gigawatt earns, piece by piece: rows of the table as stacks of a place.

use super::beside;
use super::families::{name, noun, place};
use crate::program::Family;
use crate::results::Results;
use crate::results::composition::Part;
use crate::results::tables::PoweredGigawattRow;

/// What a piece pays for that is no scarcity.
pub const COST: &str = Part::Cost.name();
/// What a piece pays for above cost.
pub const RENT: &str = Part::Rent.name();

/// One piece of the price: what of it goes where.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Family that the money goes to.
    pub family: String,
    /// What it pays for.
    pub part: String,
    /// USD per kW a year, by year shown.
    pub values: Vec<f64>,
}

impl Piece {
    /// What it is, within a sentence.
    #[must_use]
    pub fn phrase(&self) -> String {
        match self.part.as_str() {
            COST => format!("the cost of {}", noun(&self.family)),
            RENT => format!("scarcity of {}", noun(&self.family)),
            other => other.to_owned(),
        }
    }

    /// What it is, on its own: family and part.
    #[must_use]
    pub fn label(&self) -> String {
        let part = if self.is_rent() { "scarcity" } else { &self.part };
        format!("{}, {part}", name(&self.family))
    }

    /// Whether it pays for scarcity alone.
    #[must_use]
    pub fn is_rent(&self) -> bool {
        self.part == RENT
    }
}

/// The country or a region: its pieces from the bottom up, and its load.
#[derive(Debug, Clone, PartialEq)]
pub struct Stack {
    /// Code of the region; empty for the country.
    pub region: String,
    /// All pieces, also those that are nothing here.
    pub pieces: Vec<Piece>,
    /// Powered load by year shown, GW rated.
    pub load: Vec<f64>,
}

impl Stack {
    /// All pieces together, by year shown.
    #[must_use]
    pub fn totals(&self) -> Vec<f64> {
        (0..self.load.len()).map(|year| self.pieces.iter().map(|piece| piece.values[year]).sum()).collect()
    }

    /// With the mean over the years as one more entry: prices weighted by load and by how many years each stands for.
    #[must_use]
    pub fn with_mean(mut self, lengths: &[f64]) -> Self {
        let weights: Vec<f64> = self.load.iter().zip(lengths).map(|(load, length)| load * length).collect();
        let (all, years): (f64, f64) = (weights.iter().sum(), lengths.iter().sum());
        let mean = |values: &[f64]| {
            let money: f64 = values.iter().zip(&weights).map(|(value, weight)| value * weight).sum();
            if all > 0.0 { money / all } else { 0.0 }
        };
        for piece in &mut self.pieces {
            piece.values.push(mean(&piece.values));
        }
        self.load.push(if years > 0.0 { all / years } else { 0.0 });
        self
    }

    /// Upper end of a column.
    #[must_use]
    pub fn top(&self, year: usize) -> f64 {
        self.pieces.iter().map(|piece| piece.values[year].max(0.0)).sum()
    }

    /// A family's money in a year: all of it, and what of it is rent.
    #[must_use]
    pub fn family(&self, family: Family, year: usize) -> (f64, f64) {
        let pieces = || self.pieces.iter().filter(|piece| piece.family == family.name());
        let rent = pieces().filter(|piece| piece.is_rent()).map(|piece| piece.values[year]).sum();
        (pieces().map(|piece| piece.values[year]).sum(), rent)
    }
}

/// Powered load of a region in a year, GW rated.
fn load(results: &Results, region: &str, year: i32) -> f64 {
    results.fleet.iter().filter(|row| row.region == region && row.year == year).map(|row| row.rated_gw).sum()
}

/// Regions that have prices, in order of appearance.
fn regions(results: &Results) -> Vec<&str> {
    let mut regions: Vec<&str> = vec![];
    for row in &results.powered_gigawatt {
        if !regions.contains(&row.region.as_str()) {
            regions.push(&row.region);
        }
    }
    regions
}

/// Years in which any region with prices powers a load.
#[must_use]
pub fn years(results: &Results) -> Vec<i32> {
    let priced = |year: &i32| {
        let mut rows = results.powered_gigawatt.iter().filter(|row| row.year == *year);
        rows.any(|row| load(results, &row.region, *year) > 0.0)
    };
    results.years.iter().copied().filter(priced).collect()
}

/// Kinds of pieces that are not nothing everywhere: by family, cost first and rent last.
fn kinds<'a>(rows: impl IntoIterator<Item = &'a PoweredGigawattRow>) -> Vec<(&'a str, &'a str)> {
    let mut kinds: Vec<(&str, &str)> = vec![];
    for row in rows.into_iter().filter(|row| row.price_usd_per_kw_yr != 0.0) {
        let kind = (row.family.name(), row.part.name());
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let order = |part: &str| match part {
        COST => 0,
        RENT => 2,
        _ => 1,
    };
    kinds.sort_by_key(|&(family, part)| (place(family), order(part)));
    kinds
}

/// Every region with prices, the largest load of the last year first; pieces and order are those of all scenarios
/// drawn side by side.
#[must_use]
pub fn by_region(results: &Results, all: &[&Results]) -> Vec<Stack> {
    let kinds = kinds(all.iter().flat_map(|results| &results.powered_gigawatt));
    let of_all: Vec<Vec<Stack>> = all.iter().map(|results| stacks(results, &kinds)).collect();
    let order = beside::joined(of_all.iter().map(|stacks| stacks.iter().map(|stack| stack.region.as_str()).collect()));
    let mut stacks = stacks(results, &kinds);
    stacks.sort_by_key(|stack| beside::place(&order, &stack.region));
    stacks
}

/// Every region with prices and its pieces of some kinds, the largest load of the last year first.
fn stacks(results: &Results, kinds: &[(&str, &str)]) -> Vec<Stack> {
    let years = years(results);
    let mut stacks: Vec<Stack> = regions(results)
        .into_iter()
        .map(|region| {
            let load: Vec<f64> = years.iter().map(|&year| load(results, region, year)).collect();
            let price = |(family, part): (&str, &str), year: i32| -> f64 {
                let rows = results.powered_gigawatt.iter().filter(|row| row.region == region && row.year == year);
                rows.filter(|row| row.family.name() == family && row.part.name() == part)
                    .map(|row| row.price_usd_per_kw_yr)
                    .sum()
            };
            let piece = |&(family, part): &(&str, &str)| Piece {
                family: family.to_owned(),
                part: part.to_owned(),
                values: years
                    .iter()
                    .zip(&load)
                    .map(|(&year, &load)| if load > 0.0 { price((family, part), year) } else { 0.0 })
                    .collect(),
            };
            Stack { region: region.to_owned(), pieces: kinds.iter().map(piece).collect(), load }
        })
        .filter(|stack| stack.load.iter().any(|&load| load > 0.0))
        .collect();
    let last = |stack: &Stack| stack.load.last().copied().unwrap_or(0.0);
    stacks.sort_by(|a, b| last(b).total_cmp(&last(a)));
    stacks
}

/// The mean over regions, weighted by their load of the year.
#[must_use]
pub fn country(stacks: &[Stack], years: usize) -> Option<Stack> {
    let first = stacks.first()?;
    let load: Vec<f64> = (0..years).map(|year| stacks.iter().map(|stack| stack.load[year]).sum()).collect();
    let mean = |piece: usize, year: usize| {
        let money: f64 = stacks.iter().map(|stack| stack.load[year] * stack.pieces[piece].values[year]).sum();
        if load[year] > 0.0 { money / load[year] } else { 0.0 }
    };
    let values = |piece: usize| (0..years).map(|year| mean(piece, year)).collect();
    let pieces = first.pieces.iter().enumerate().map(|(i, piece)| Piece { values: values(i), ..piece.clone() });
    Some(Stack { region: String::new(), pieces: pieces.collect(), load: load.clone() })
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_mean_weighs_years_by_load_and_length() {
        let piece =
            |values: &[f64]| Piece { family: "chips".to_owned(), part: COST.to_owned(), values: values.to_vec() };
        let stack = Stack { region: String::new(), pieces: vec![piece(&[10.0, 40.0])], load: vec![1.0, 2.0] };
        let stack = stack.with_mean(&[1.0, 3.0]);
        assert_eq!((stack.totals()[2], stack.load[2]), ((10.0 + 40.0 * 6.0) / 7.0, 7.0 / 4.0));
        let idle = Stack { region: String::new(), pieces: vec![piece(&[0.0])], load: vec![0.0] }.with_mean(&[1.0]);
        assert_eq!((idle.totals()[1], idle.load[1]), (0.0, 0.0));
    }

    #[test]
    fn the_country_is_the_mean_by_load_and_pieces_keep_their_order() {
        let results = sample::results(3, &[2025, 2030]);
        let years = years(&results);
        let stacks = by_region(&results, &[&results]);
        let country = country(&stacks, years.len()).unwrap();
        for (year, total) in country.totals().into_iter().enumerate() {
            let load: f64 = stacks.iter().map(|stack| stack.load[year]).sum();
            let money: f64 = stacks.iter().map(|stack| stack.totals()[year] * stack.load[year]).sum();
            assert!((total - money / load).abs() < 1e-9 * total);
        }
        let places: Vec<usize> = country.pieces.iter().map(|piece| place(&piece.family)).collect();
        assert!(places.is_sorted());
        assert_eq!((country.pieces[0].part.as_str(), country.pieces[1].part.as_str()), (COST, RENT));
    }
}
