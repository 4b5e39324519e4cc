//! `where_built`: a tile per region, roughly where it lies, with its AI load and what limits it there.

use super::colour::TRACK;
use super::figure::{Figure, Panel, Tip, provenance};
use super::map::Grid;
use super::mark::{Datum, Kind, Mark, Value};
use super::scale::Scale;
use crate::results::Results;
use crate::results::derived::rents_by_rule;
use crate::tell::names::{capital, currency, list, region};
use crate::tell::number::{alike, number};
use crate::tell::share::{part, percent};

/// Tiles of regions; nothing without years or with fewer regions than two.
#[must_use]
pub fn figure(results: &Results) -> Option<Figure> {
    let last = *results.years.last()?;
    let start = results.years.get(1).copied().unwrap_or(last);
    let tiles = tiles(results, last);
    if tiles.len() < 2 {
        return None;
    }
    let is_none = tiles.iter().all(|tile| tile.load <= 0.0);
    Some(Figure {
        name: "where_built",
        title: title(&tiles, last),
        subtitle: format!(
            "Rated IT load of powered AI accelerators in {last}, gigawatts, and the limit with the largest rent there"
        ),
        notes: format!(
            "Tiles lie roughly where the regions do; the stronger the colour, the more. Limits are those of the region alone, by their rents from {start} on; \
             chips, capital and the like are limits of the whole, and hold beside them."
        ),
        origin: provenance(&results.labels),
        panels: if is_none { vec![] } else { vec![panel(&tiles, last, currency(&results.labels))] },
        across: 1,
        empty: "No region powers accelerators under these inputs.",
    })
}

fn panel(tiles: &[Tile], last: i32, currency: &str) -> Panel {
    let grid = Grid::of(&tiles.iter().map(|tile| tile.at).collect::<Vec<_>>());
    let total: f64 = tiles.iter().map(|tile| tile.load).sum();
    let (mut cells, mut tips) = (vec![], vec![]);
    for (tile, &(column, row)) in tiles.iter().zip(&grid.cells) {
        let [load] = alike([tile.load]);
        let words = format!("{load} GW\n{}", capital(tile.limit().unwrap_or("national limits")));
        cells.push(Datum::at(column, row).of(&tile.name).colour(TRACK).strength(tile.load).label(words, false));
        let load = Value::of(format!("AI load in {last}"), format!("{} GW", number(tile.load)), Some(TRACK));
        let share = Value::of("Share of all AI load", percent(tile.load / total), None);
        tips.push(Tip::at(column, row, &tile.name, [vec![load, share], tile.rents(currency)].concat()));
    }
    let (x, y) = (Scale::tiles(grid.columns), Scale::tiles(grid.rows));
    Panel::new(x, y, vec![Mark::new(Kind::Rect, cells)]).tips(tips)
}

/// A region.
#[derive(Debug, Clone, PartialEq)]
struct Tile {
    name: String,
    at: (f64, f64),
    load: f64,
    /// Rules with any rent, the largest first, and their rents, millions.
    limits: Vec<(String, f64)>,
}

fn tiles(results: &Results, last: i32) -> Vec<Tile> {
    let load = |code: &str| -> f64 {
        let rows = results.fleet.iter().filter(|row| row.region == code && row.year == last);
        rows.map(|row| row.rated_gw).sum()
    };
    let regions = results.labels.regions.iter();
    regions
        .map(|label| Tile {
            name: region(&results.labels, &label.code).to_owned(),
            at: (label.x, label.y),
            load: load(&label.code),
            limits: limits(results, &label.code),
        })
        .collect()
}

/// Rules with their rents over the years to come in a region, the largest first: the first year is where the
/// model starts from, and left out unless it is the only one.
fn limits(results: &Results, code: &str) -> Vec<(String, f64)> {
    let start = results.years.get(1).or(results.years.first()).copied().unwrap_or_default();
    let rows = results.shadow_prices.iter().filter(|row| row.region == code && row.year >= start);
    rents_by_rule(rows).into_iter().map(|(rule, rent)| (rule.title(), rent)).collect()
}

/// Where most of it stands, and what most regions meet.
fn title(tiles: &[Tile], last: i32) -> String {
    const MOST: usize = 3;
    const HALF: f64 = 0.5;
    let total: f64 = tiles.iter().map(|tile| tile.load).sum();
    if total <= 0.0 {
        return format!("No AI load stands anywhere in {last}");
    }
    let mut order: Vec<&Tile> = tiles.iter().collect();
    order.sort_by(|a, b| b.load.total_cmp(&a.load));
    let share = |count: usize| order[..count].iter().map(|tile| tile.load).sum::<f64>() / total;
    let count = (1..=MOST.min(order.len())).find(|&count| share(count) >= HALF).unwrap_or(1);
    let names: Vec<&str> = order[..count].iter().map(|tile| tile.name.as_str()).collect();
    let verb = if count == 1 { "hosts" } else { "host" };
    let place = format!("{} {verb} {} of AI load in {last}", list(&names), part(share(count)));
    format!("{place}{}", common(tiles))
}

/// The limit that the most regions share.
fn common(tiles: &[Tile]) -> String {
    let limits: Vec<&str> = tiles.iter().filter_map(Tile::limit).collect();
    let count = |limit: &str| limits.iter().filter(|other| **other == limit).count();
    let Some(most) = limits.iter().max_by_key(|limit| count(limit)) else {
        return "; no region has a limit of its own that binds".to_owned();
    };
    let article = if most.starts_with("pace") { "the " } else { "" };
    match count(most) {
        1 => String::new(),
        all if all == tiles.len() => format!("; the tightest local limit is {article}{most} everywhere"),
        some => format!("; the tightest local limit is {article}{most} in {some} of {} regions", tiles.len()),
    }
}

impl Tile {
    /// What it meets first.
    fn limit(&self) -> Option<&str> {
        self.limits.first().map(|(rule, _)| rule.as_str())
    }

    /// What is told of its limits.
    fn rents(&self, currency: &str) -> Vec<Value> {
        let rent = |(rule, rent): &(String, f64)| {
            let amount = format!("{} million {currency}, discounted", number(*rent));
            Value::of(format!("Rent of {rule}"), amount, None)
        };
        self.limits.iter().map(rent).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tile(name: &str, load: f64, limit: Option<&str>) -> Tile {
        let limits = limit.map(|rule| (rule.to_owned(), 1.0)).into_iter().collect();
        Tile { name: name.to_owned(), at: (0.5, 0.5), load, limits }
    }

    #[test]
    fn the_title_names_where_half_of_it_stands() {
        let tiles = [tile("North", 10.0, Some("water")), tile("South", 60.0, Some("water")), tile("West", 30.0, None)];
        let expected = "South hosts 60% of AI load in 2030; the tightest local limit is water in 2 of 3 regions";
        assert_eq!(title(&tiles, 2030), expected);
    }
}
