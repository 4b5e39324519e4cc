//! `where_built`: a tile per region, roughly where it lies, with its AI load and what limits it there.

use super::beside;
use super::font::{Anchor, Weight};
use super::frame::{Heading, frame_of_height, message, wrap};
use super::scene::{Area, Scene, Text, Value};
use super::style::{Colour, LABEL, MARGIN, SMALL, TRACK, WIDTH, ink_on, shade};
use super::words::{alike, capital, currency, list, number, part, percent, region, rule};
use crate::program::Rule;
use crate::results::Results;

/// Height of the chart without its tiles, pixels.
const AROUND: f64 = 500.0;
/// Room that other charts need for an axis, above and below.
const NO_AXIS: f64 = 40.0;
/// Space within a tile, left and right of its texts.
const AIR: f64 = 18.0;
/// Em of loads.
const LOAD: f64 = 46.0;
/// Between tiles.
const GAP: f64 = 10.0;
/// Lines of a name.
const NAME_LINES: usize = 2;

/// Draws it; nothing without years or with fewer regions than two.
#[must_use]
pub fn draw(results: &Results, all: &[&Results]) -> Option<Scene> {
    let last = *results.years.last()?;
    let tiles = tiles(results, last);
    if tiles.len() < 2 {
        return None;
    }
    let heading = heading(results, &tiles, last);
    if tiles.iter().all(|tile| tile.load <= 0.0) {
        return Some(message(&results.labels, heading, "No region powers accelerators under these inputs."));
    }
    let grid = Grid::of(&tiles.iter().map(|tile| tile.at).collect::<Vec<_>>());
    let size = grid.tile(&tiles);
    let (mut scene, mut area) = frame_of_height(&results.labels, heading, AROUND + size.1 * grid.rows as f64);
    area.top -= NO_AXIS;
    area.bottom += NO_AXIS;
    let largest = beside::highest(all, largest);
    let total: f64 = tiles.iter().map(|tile| tile.load).sum();
    for (tile, &cell) in tiles.iter().zip(&grid.cells) {
        let area = grid.area(&area, size, cell);
        let colour = tile.colour(largest);
        tile.draw(&mut scene, area, colour);
        let load = Value::of(format!("AI load in {last}"), format!("{} GW", number(tile.load)), Some(colour));
        let share = Value::of("Share of all AI load", percent(tile.load / total), None);
        scene.hint(area, &tile.name, [vec![load, share], tile.rents(currency(&results.labels))].concat());
    }
    Some(scene)
}

/// The largest load of a region in the last year.
fn largest(results: &Results) -> f64 {
    let tiles = results.years.last().map_or(vec![], |&last| tiles(results, last));
    tiles.iter().map(|tile| tile.load).fold(0.0, f64::max)
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
    let mut rents: Vec<(Rule, f64)> = vec![];
    for row in results.shadow_prices.iter().filter(|row| row.region == code && row.year >= start) {
        match rents.iter_mut().find(|(rule, _)| *rule == row.rule) {
            Some((_, rent)) => *rent += row.rent_musd,
            None => rents.push((row.rule, row.rent_musd)),
        }
    }
    rents.retain(|(_, rent)| *rent > 0.0);
    // Of equal ones the last: what `max_by` would take.
    rents.reverse();
    rents.sort_by(|a, b| b.1.total_cmp(&a.1));
    rents.into_iter().map(|(name, rent)| (rule(name), rent)).collect()
}

fn heading(results: &Results, tiles: &[Tile], last: i32) -> Heading {
    let start = results.years.get(1).or(results.years.first()).copied().unwrap_or(last);
    Heading {
        title: title(tiles, last),
        subtitle: format!(
            "Rated IT load of powered AI accelerators in {last}, gigawatts, and the limit with the largest rent there"
        ),
        notes: format!(
            "Tiles lie roughly where the regions do; the stronger the colour, the more. Limits are those of the region alone, by their rents from {start} on; \
             chips, capital and the like are limits of the whole, and hold beside them."
        ),
    }
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

    /// The more of the largest load, the stronger.
    fn colour(&self, largest: f64) -> Colour {
        const LEAST_SHADE: f64 = 0.1;
        if self.load > 0.0 { shade(LEAST_SHADE + (1.0 - LEAST_SHADE) * self.load / largest) } else { TRACK }
    }

    /// What is told of its limits.
    fn rents(&self, currency: &str) -> Vec<Value> {
        let rent = |(rule, rent): &(String, f64)| {
            let amount = format!("{} million {currency}, discounted", number(*rent));
            Value::of(format!("Rent of {rule}"), amount, None)
        };
        self.limits.iter().map(rent).collect()
    }

    /// Name and limit in lines that fit a tile of a width.
    fn lines(&self, width: f64) -> (Vec<String>, Vec<String>) {
        let room = width - 2.0 * AIR;
        let mut name = wrap(&self.name, LABEL, Weight::Bold, room);
        name.truncate(NAME_LINES);
        let limit = self.limit().unwrap_or("national limits");
        (name, wrap(&capital(limit), SMALL, Weight::Regular, room))
    }

    fn draw(&self, scene: &mut Scene, area: Area, colour: Colour) {
        let ink = ink_on(colour);
        scene.rectangle(area, colour);
        let (name, limit) = self.lines(area.width());
        let mut y = area.top + AIR + LABEL * 0.8;
        for line in name {
            scene.text(Text::new(line).bold().colour(ink).at(area.left + AIR, y));
            y += LABEL * 1.15;
        }
        let first = area.bottom - AIR - SMALL * 0.2 - (limit.len() as f64 - 1.0) * SMALL * 1.15;
        for (i, line) in limit.into_iter().enumerate() {
            scene.text(Text::new(line).size(SMALL).colour(ink).at(area.left + AIR, first + i as f64 * SMALL * 1.15));
        }
        let [load] = alike([self.load]);
        let middle = f64::midpoint(y - LABEL, first - SMALL);
        let text = Text::new(format!("{load} GW")).size(LOAD).colour(ink).anchor(Anchor::Start);
        scene.text(text.centred(area.left + AIR, middle));
    }
}

/// Cells of a grid, one per region, as near as may be to where the regions lie.
#[derive(Debug, Clone, PartialEq)]
struct Grid {
    columns: usize,
    rows: usize,
    cells: Vec<(usize, usize)>,
}

impl Grid {
    /// Gives every position (0 to 1 across and down) a cell of its own: nearest pairs first. Empty
    /// rows and columns at the edges are cut off.
    fn of(positions: &[(f64, f64)]) -> Self {
        const COLUMNS: usize = 7;
        const ROWS: usize = 5;
        let (mut columns, mut rows) = (COLUMNS, ROWS);
        while columns * rows < positions.len() * 2 {
            columns += 1;
            rows += 1;
        }
        let mut pairs = vec![];
        for (region, (x, y)) in positions.iter().enumerate() {
            for cell in (0..columns).flat_map(|column| (0..rows).map(move |row| (column, row))) {
                let across = x.clamp(0.0, 1.0) * (columns - 1) as f64 - cell.0 as f64;
                let down = y.clamp(0.0, 1.0) * (rows - 1) as f64 - cell.1 as f64;
                pairs.push((across.hypot(down), region, cell));
            }
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let mut cells = vec![None; positions.len()];
        for (_, region, cell) in pairs {
            if cells[region].is_none() && !cells.contains(&Some(cell)) {
                cells[region] = Some(cell);
            }
        }
        Self::trimmed(&cells.into_iter().flatten().collect::<Vec<_>>())
    }

    fn trimmed(cells: &[(usize, usize)]) -> Self {
        let left = cells.iter().map(|cell| cell.0).min().unwrap_or(0);
        let top = cells.iter().map(|cell| cell.1).min().unwrap_or(0);
        let cells: Vec<_> = cells.iter().map(|cell| (cell.0 - left, cell.1 - top)).collect();
        Self {
            columns: cells.iter().map(|cell| cell.0 + 1).max().unwrap_or(1),
            rows: cells.iter().map(|cell| cell.1 + 1).max().unwrap_or(1),
            cells,
        }
    }

    /// Width and height that every tile needs, gaps included.
    fn tile(&self, tiles: &[Tile]) -> (f64, f64) {
        const WIDEST: f64 = 340.0;
        let width = ((WIDTH - 2.0 * MARGIN) / self.columns as f64).min(WIDEST);
        let height = |tile: &Tile| {
            let (name, limit) = tile.lines(width - GAP);
            2.0 * AIR + name.len() as f64 * LABEL * 1.15 + LOAD * 1.5 + limit.len() as f64 * SMALL * 1.15 + GAP
        };
        (width, tiles.iter().map(height).fold(0.0, f64::max))
    }

    /// The tile of a cell within an area, the whole grid in its middle.
    fn area(&self, area: &Area, (width, height): (f64, f64), (column, row): (usize, usize)) -> Area {
        let left = area.centre().0 - width * self.columns as f64 / 2.0 + width * column as f64;
        let top = area.top + height * row as f64;
        Area {
            left: left + GAP / 2.0,
            right: left + width - GAP / 2.0,
            top: top + GAP / 2.0,
            bottom: top + height - GAP / 2.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn tiles_never_overlap(positions in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), 1..60)) {
            let grid = Grid::of(&positions);
            prop_assert_eq!(grid.cells.len(), positions.len());
            for (i, cell) in grid.cells.iter().enumerate() {
                prop_assert!(!grid.cells[..i].contains(cell));
            }
        }
    }

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
