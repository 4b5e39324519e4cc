//! Where the load stands, and what is scarce there.

use std::fmt::Write;

use super::Material;
use super::cite::{Notes, say};
use super::document::{Piece, Words};
use super::phrase::{does, midway};
use crate::program::Family;
use crate::results::derived::ranked_families;
use crate::tell::family::noun;
use crate::tell::names::{list, region};
use crate::tell::share::per_cent;

/// Regions named.
const SHOWN: usize = 3;
/// A share of the load below this is not worth a place.
const LEAST: f64 = 0.005;

/// A family with its share of a region's rents.
type Scarce = Option<(String, f64)>;

/// A region with much load.
struct Place {
    code: String,
    share: f64,
    /// Family with the largest rent, those of national limits shared out by use.
    first: Scarce,
    /// Family with the largest rent among the limits that are the region's own.
    own: Scarce,
}

/// In which regions the load stands in the middle of the horizon (at its end, if there are two years), and what is first by rent in each.
pub fn sentence(material: &Material<'_>, notes: &mut Notes) -> Option<Words> {
    let years = &material.results.years;
    let year = midway(years).filter(|year| Some(year) != years.first()).or(years.last().copied())?;
    let places = places(material, year);
    if places.is_empty() {
        return None;
    }
    let name = |place: &Place| region(&material.results.labels, &place.code).to_owned();
    let mut pieces: Vec<Piece> = vec![];
    let mut of = Once(" of AI load is");
    let mut loads: Vec<String> = vec![];
    for place in &places {
        pieces.push(notes.figure(
            per_cent(place.share),
            format!("fleet.csv: rated_gw, {} over all, {year}", place.code),
            "",
        ));
        loads.push(format!("{{}}{} in {}", of.take(), name(place)));
    }
    let mut pattern = format!("**Where.** In {year}, {}.", list(&loads));
    let mut of = Once(" of the region's rents");
    let firsts = grouped(
        &places,
        |place| place.first.as_ref(),
        |place, family, share| {
            let cell = format!("bottlenecks.csv: rent_share, {}, {year}, {family}", place.code);
            pieces.push(notes.figure(per_cent(share), cell, ""));
            format!("{} ({{}}{})", name(place), of.take())
        },
    );
    if let Some(((family, first), others)) = firsts.split_first() {
        let others: Vec<String> =
            others.iter().map(|(family, places)| format!("{} in {places}", noun(family))).collect();
        let all: Vec<String> =
            std::iter::once(format!("{} first in {first}", does(family, "come"))).chain(others).collect();
        let _ = write!(pattern, " By rent {}.", all.join(", "));
    }
    let mut of = Once(" of their rents");
    let own = grouped(
        &places,
        |place| place.own.as_ref(),
        |place, family, share| {
            let limits = format!("limits of {} in {year}, {family} over all but demand", place.code);
            let cell = format!("shadow_prices.csv: rent_musd above 0, {limits}");
            pieces.push(notes.figure(per_cent(share), cell, ""));
            format!("{} ({{}}{})", name(place), of.take())
        },
    );
    if !own.is_empty() {
        let all: Vec<String> = own.iter().map(|(family, places)| format!("{} in {places}", noun(family))).collect();
        let _ = write!(pattern, " Of the limits that are a region's own the dearest are {}.", list(&all));
    }
    Some(say(&pattern, pieces))
}

/// Words that are said once.
struct Once(&'static str);

impl Once {
    fn take(&mut self) -> &'static str {
        std::mem::take(&mut self.0)
    }
}

/// Families in the order in which they first occur, each with its places in words.
fn grouped(
    places: &[Place],
    of: impl Fn(&Place) -> Option<&(String, f64)>,
    mut words: impl FnMut(&Place, &str, f64) -> String,
) -> Vec<(String, String)> {
    let mut families: Vec<&str> = vec![];
    for (family, _) in places.iter().filter_map(&of) {
        if !families.contains(&family.as_str()) {
            families.push(family);
        }
    }
    let mut groups = vec![];
    for family in families {
        let here = places
            .iter()
            .filter_map(|place| of(place).filter(|(other, _)| other == family).map(|found| (place, found.1)));
        let said: Vec<String> = here.map(|(place, share)| words(place, family, share)).collect();
        groups.push((family.to_owned(), list(&said)));
    }
    groups
}

fn places(material: &Material<'_>, year: i32) -> Vec<Place> {
    let results = material.results;
    let mut loads: Vec<(&str, f64)> = vec![];
    for row in results.fleet.iter().filter(|row| row.year == year) {
        match loads.iter_mut().find(|(code, _)| *code == row.region) {
            Some((_, load)) => *load += row.rated_gw,
            None => loads.push((&row.region, row.rated_gw)),
        }
    }
    let all: f64 = loads.iter().map(|(_, load)| load).sum();
    loads.retain(|(_, load)| *load > LEAST * all);
    loads.sort_by(|a, b| b.1.total_cmp(&a.1));
    let place = |&(code, load): &(&str, f64)| Place {
        code: code.to_owned(),
        share: load / all,
        first: first(material, code, year),
        own: own(material, code, year),
    };
    loads.iter().take(SHOWN).map(place).collect()
}

fn first(material: &Material<'_>, code: &str, year: i32) -> Scarce {
    let rows = material.explanation.bottlenecks.iter().filter(|row| row.region == code && row.year == Some(year));
    let supply =
        rows.filter(|row| row.family.family().is_some_and(|family| family != Family::Demand) && row.rent_share > 0.0);
    supply.max_by(|a, b| a.rent_share.total_cmp(&b.rent_share)).map(|row| (row.family.to_string(), row.rent_share))
}

fn own(material: &Material<'_>, code: &str, year: i32) -> Scarce {
    let rows = material.results.shadow_prices.iter().filter(|row| row.region == code && row.year == year);
    let rents = ranked_families(rows);
    let all: f64 = rents.iter().map(|(_, rent)| rent).sum();
    rents.first().map(|(family, rent)| (family.to_string(), rent / all))
}
