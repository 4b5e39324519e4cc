//! `powered_gigawatt`: what a gigawatt of powered accelerators earns, and which family the money goes to.
//!
//! Solid is cost, striped is scarcity; the country above, the regions with most load below on one scale.

use super::axis::{EndLabel, Scale, end_labels, end_width, heights_between, tick_names, ticks_between};
use super::families::{colour, name};
use super::font::{Anchor, Weight, width};
use super::frame::{Heading, fit, frame_around, message, shrunk};
use super::gigawatt::{Piece, Stack, by_region, country, years};
use super::gigawatt_columns::{draw_columns, told};
use super::hatch::stripes;
use super::scene::{Area, Scene, Text};
use super::stack::Columns;
use super::style::{FAINT, GRID, LABEL, MUTED, SMALL, WHITE};
use super::words::{number, part, percent, region};
use crate::program::Family;
use crate::results::Results;

/// Most regions shown, and how many stand side by side.
const REGIONS: usize = 8;
const ACROSS: usize = 4;
/// Heights of the country's panel and of a row of regions.
const COUNTRY: f64 = 660.0;
const PANEL: f64 = 380.0;
/// Room above the regions.
const BETWEEN: f64 = 215.0;
/// Room left of panels.
const AXIS: f64 = 90.0;
/// What the last row of regions has left over.
const BELOW: f64 = 110.0;

/// Draws it; nothing without prices.
#[must_use]
pub fn draw(results: &Results, all: &[&Results]) -> Option<Scene> {
    if results.powered_gigawatt.is_empty() {
        return None;
    }
    let years = years(results);
    let stacks = by_region(results, all);
    let regions = chosen(results, all, stacks.len());
    let heading = |title: String| Heading {
        title,
        subtitle: "Mean over regions weighted by AI load, USD per kW of rated IT load that is powered, per year"
            .to_owned(),
        notes: format!("{NOTES}{regions}"),
    };
    let Some(country) = country(&stacks, years.len()) else {
        let heading = heading("No gigawatt is powered in any year".to_owned());
        return Some(message(&results.labels, heading, "The model powers no accelerators under these inputs."));
    };
    let (reach, stacks) = (reach(all), shown(stacks));
    let below = if stacks.is_empty() { 0.0 } else { BETWEEN + stacks.len().div_ceil(ACROSS) as f64 * PANEL - BELOW };
    let (mut scene, mut area) = frame_around(&results.labels, heading(title(&years, &country)), COUNTRY + below);
    let panels = Area { top: area.bottom - below + BETWEEN, ..area };
    area.bottom -= below;
    draw_country(&mut scene, area, (&years, reach[0]), &country);
    draw_regions(&mut scene, panels, (&years, results, reach[1]), &stacks);
    Some(scene)
}

const NOTES: &str = "Money of the year. Cost: capital and operation. Scarcity: what is paid above cost because a limit binds. Power is \
     paid at its price, for energy (solid) and for firm capacity (fainter), which hold both.";

/// Regions that have panels.
fn shown(mut stacks: Vec<Stack>) -> Vec<Stack> {
    if stacks.len() < 2 {
        stacks.clear();
    }
    stacks.truncate(REGIONS);
    stacks
}

/// Which regions they are, if not all.
fn chosen(results: &Results, all: &[&Results], count: usize) -> String {
    let other = all.first().filter(|first| !std::ptr::eq(**first, results));
    let whose = other.map_or(String::new(), |first| format!(" of the scenario {}", first.labels.scenario));
    if count > REGIONS { format!(" Regions: those with most AI load in the last year{whose}.") } else { String::new() }
}

/// Lowest and highest end of the country's columns, and of those of regions, over all scenarios.
fn reach(all: &[&Results]) -> [(f64, f64); 2] {
    let wider = |a: (f64, f64), b: (f64, f64)| (a.0.min(b.0), a.1.max(b.1));
    let mut reach = [(0.0, 0.0); 2];
    for results in all {
        let stacks = by_region(results, all);
        let country = country(&stacks, years(results).len());
        reach[0] = country.iter().map(Stack::reach).fold(reach[0], wider);
        reach[1] = shown(stacks).iter().map(Stack::reach).fold(reach[1], wider);
    }
    reach
}

/// The model year nearest to the middle of the horizon.
fn headline(years: &[i32]) -> usize {
    let middle = years.first().zip(years.last()).map_or(0, |(first, last)| first + last);
    (0..years.len()).min_by_key(|&i| (2 * years[i] - middle).abs()).unwrap_or(0)
}

/// What it earns in the middle of the horizon, and the two largest pieces of that.
fn title(years: &[i32], country: &Stack) -> String {
    let year = headline(years);
    let total = country.totals()[year];
    let earns = format!("A powered gigawatt earns ${} per kW a year in {}", number(total), years[year]);
    let mut pieces: Vec<&Piece> = country.pieces.iter().filter(|piece| piece.values[year] > 0.0).collect();
    pieces.sort_by(|a, b| b.values[year].total_cmp(&a.values[year]));
    let share = |piece: &Piece| piece.values[year] / total;
    match pieces.as_slice() {
        _ if total <= 0.0 => format!("A powered gigawatt earns nothing in {}", years[year]),
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

/// Solid and striped, in words.
fn legend(scene: &mut Scene, mut x: f64, baseline: f64) {
    const BOX: f64 = 26.0;
    for (name, is_rent) in [("cost", false), ("scarcity", true)] {
        let area = Area { left: x, right: x + BOX, top: baseline - BOX + 4.0, bottom: baseline + 4.0 };
        let text = Text::new(name).size(SMALL).colour(MUTED).at(x + BOX + 10.0, baseline);
        x = text.area().right + 36.0;
        scene.text(text);
        if is_rent {
            stripes(scene, area, MUTED);
        } else {
            scene.rectangle(area, MUTED);
        }
    }
}

fn draw_country(scene: &mut Scene, mut area: Area, (years, reach): (&[i32], (f64, f64)), country: &Stack) {
    const AIR: f64 = 1.1;
    const WIDEST: f64 = 264.0;
    const UNIT: &str = "USD per kW and year";
    area.right = (area.right - end_width(&ends(country, None))).min(area.left + AXIS + WIDEST * years.len() as f64);
    let unit = (area.left, area.top - SMALL * 0.8);
    let scale = heights_between(scene, &mut area, (reach.0 * AIR, reach.1 * AIR), UNIT);
    let columns = Columns::new(&area, years.len());
    let names: Vec<String> = years.iter().map(ToString::to_string).collect();
    columns.name(scene, area.bottom, &names);
    columns.hints(scene, &area, &names, &told(country));
    legend(scene, unit.0 + width(UNIT, SMALL, Weight::Regular) + 50.0, unit.1);
    draw_columns(scene, &columns, country, &scale, true);
    let totals: Vec<String> = country.totals().into_iter().map(number).collect();
    let size = shrunk(&totals, LABEL, Weight::Bold, area.width() / years.len() as f64 - 8.0);
    for (year, total) in totals.into_iter().enumerate() {
        let top = scale.at(country.top(year)) - LABEL * 0.5;
        let above = Text::new(total).size(size).bold().anchor(Anchor::Middle).at(columns.middles[year], top);
        scene.rectangle(above.area().grown(2.0), WHITE);
        scene.text(above);
    }
    area.right = columns.middles[years.len() - 1] + columns.width / 2.0;
    end_labels(scene, &area, ends(country, Some(&scale)));
}

/// Families at the last column, with what they are paid then.
fn ends(country: &Stack, scale: Option<&Scale>) -> Vec<EndLabel> {
    let Some(last) = country.load.len().checked_sub(1) else { return vec![] };
    let at = |value: f64| scale.map_or(0.0, |scale| scale.at(value));
    let mut base = 0.0;
    let mut labels = vec![];
    for family in Family::ALL {
        let pieces = || country.pieces.iter().filter(|piece| piece.family == family.name());
        if pieces().next().is_none() {
            continue;
        }
        let (all, rent) = country.family(family, last);
        let height: f64 = pieces().map(|piece| piece.values[last].max(0.0)).sum();
        let value =
            if rent > 0.0 && rent < all { format!("{}, scarcity {}", number(all), number(rent)) } else { number(all) };
        labels.push(EndLabel {
            y: at(base + height / 2.0),
            name: name(family.name()),
            value,
            colour: Some(colour(family.name())),
            bold: false,
            leads: height > 0.0,
        });
        base += height;
    }
    labels
}

/// Small multiples on one scale.
fn draw_regions(
    scene: &mut Scene,
    area: Area,
    (years, results, reach): (&[i32], &Results, (f64, f64)),
    stacks: &[Stack],
) {
    const GAP: f64 = 44.0;
    const AIR: f64 = 1.08;
    let reach = (reach.0, reach.1 * AIR);
    let step = (area.width() - AXIS) / ACROSS as f64;
    if !stacks.is_empty() {
        let words = "By region, on one scale; the price and the AI load of the last year";
        scene.text(Text::new(words).bold().at(area.left, area.top - BETWEEN * 0.5));
    }
    for (i, stack) in stacks.iter().enumerate() {
        let left = area.left + AXIS + (i % ACROSS) as f64 * step;
        let top = area.top + (i / ACROSS) as f64 * PANEL;
        let panel = Area { left, right: left + step - GAP, top, bottom: top + PANEL * 0.6 };
        let named = (i % ACROSS == 0).then_some(area.left);
        let name = fit(region(&results.labels, &stack.region), SMALL, Weight::Bold, panel.width());
        scene.text(Text::new(name).size(SMALL).bold().at(panel.left, panel.top - SMALL * 1.75));
        let facts = format!("{} USD, {} GW", number(last(&stack.totals())), number(last(&stack.load)));
        scene.text(Text::new(facts).size(SMALL).colour(MUTED).at(panel.left, panel.top - SMALL * 0.5));
        let scale = grid(scene, &panel, reach, named);
        let columns = Columns::new(&panel, years.len());
        draw_columns(scene, &columns, stack, &scale, false);
        name_ends(scene, &panel, &columns, years);
        let place = region(&results.labels, &stack.region);
        let names: Vec<String> = years.iter().map(|year| format!("{place}, {year}")).collect();
        columns.hints(scene, &panel, &names, &told(stack));
    }
}

fn last(values: &[f64]) -> f64 {
    values.last().copied().unwrap_or(0.0)
}

/// Grid lines of a small panel, their values left of the first of a row.
fn grid(scene: &mut Scene, panel: &Area, (low, high): (f64, f64), names_at: Option<f64>) -> Scale {
    const COUNT: f64 = 3.0;
    let ticks = ticks_between(low, high, COUNT);
    let scale = Scale { domain: (low, high.max(f64::MIN_POSITIVE)), range: (panel.bottom, panel.top) };
    for (tick, name) in ticks.iter().zip(tick_names(&ticks)) {
        let y = scale.at(*tick);
        let colour = if *tick == 0.0 { FAINT } else { GRID };
        scene.line(vec![(panel.left, y), (panel.right, y)], colour, 2.0);
        if let Some(x) = names_at {
            scene.text(Text::new(name).size(SMALL).colour(MUTED).centred(x, y));
        }
    }
    scale
}

/// First and last year below a panel.
fn name_ends(scene: &mut Scene, panel: &Area, columns: &Columns, years: &[i32]) {
    let end = years.len() - 1;
    let half = columns.width / 2.0;
    let label = |year: usize| Text::new(years[year].to_string()).size(SMALL).colour(MUTED);
    let y = panel.bottom + SMALL * 1.4;
    scene.text(label(0).at(columns.middles[0] - half, y));
    if end > 0 {
        scene.text(label(end).anchor(Anchor::End).at(columns.middles[end] + half, y));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(pieces: &[(&str, &str, f64)]) -> Stack {
        let piece = |&(family, part, value): &(&str, &str, f64)| Piece {
            family: family.to_owned(),
            part: part.to_owned(),
            values: vec![0.0, value, 0.0],
        };
        Stack { region: String::new(), pieces: pieces.iter().map(piece).collect(), load: vec![1.0; 3] }
    }

    #[test]
    fn the_title_names_the_two_largest_pieces_of_the_middle_year() {
        let pieces = [("chips", "cost", 6000.0), ("chips", "rent", 2500.0), ("power", "energy", 1500.0)];
        let expected =
            "A powered gigawatt earns $10,000 per kW a year in 2030: 60% is the cost of chips, 25% scarcity of chips";
        assert_eq!(title(&[2025, 2030, 2036], &country(&pieces)), expected);
    }

    #[test]
    fn the_title_can_name_one_piece_and_none() {
        let years = [2025, 2030, 2035];
        let one = country(&[("siting", "cost", 50.0)]);
        assert_eq!(
            title(&years, &one),
            "A powered gigawatt earns $50 per kW a year in 2030, all of it the cost of sites"
        );
        assert_eq!(title(&years, &country(&[])), "A powered gigawatt earns nothing in 2030");
    }
}
