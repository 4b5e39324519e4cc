//! What holds for the charts of a run: what they tell where they are pointed at, and how they stand side by side.

use super::compile;
use super::drawing::{draw_all, draw_side_by_side, scenes};
use super::scene::{Hint, Mark, Scene, Text};
use super::style::{Colour, LABEL, SMALL};
use crate::figures::{families, names, of_run, sample, side_by_side};
use crate::program::Family;
use crate::results::Results;
use crate::results::composition::Part;
use crate::tell::number::number;
use crate::tell::share::percent;

const YEARS: [i32; 3] = [2025, 2026, 2030];

/// The charts of a run alone.
fn alone(results: &Results) -> Vec<(&'static str, Scene)> {
    scenes(of_run(results))
}

/// The hints of a chart.
fn hints(results: &Results, name: &str) -> Vec<Hint> {
    alone(results).into_iter().find(|(other, _)| *other == name).unwrap().1.hints
}

/// What a hint says of a name.
fn said(hint: &Hint, name: &str) -> String {
    let value = hint.values.iter().find(|value| value.name == name);
    value.unwrap_or_else(|| panic!("{name} is not in {hint:?}")).value.clone()
}

fn headed<'a>(hints: &'a [Hint], heading: &str) -> &'a Hint {
    hints.iter().find(|hint| hint.heading == heading).unwrap_or_else(|| panic!("{heading} is not pointed at"))
}

#[test]
fn every_chart_of_a_run_tells_its_values() {
    const LEAST: f64 = 12.0;
    let years = [2025, 2026, 2027, 2028, 2029, 2030, 2032, 2035];
    for results in [sample::results(4, &YEARS), sample::results(11, &years)] {
        let scenes = alone(&results);
        assert_eq!(scenes.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names());
        for (name, scene) in scenes {
            assert!(!scene.hints.is_empty(), "{name} tells nothing");
            for (i, hint) in scene.hints.iter().enumerate() {
                let area = hint.area;
                assert!(area.width() >= LEAST && area.height() >= LEAST, "{name}: {} is too small", hint.heading);
                let same = scene.hints[..i].iter().find(|other| other.heading == hint.heading);
                assert_eq!(same, None, "{name}");
                let other = scene.hints[..i].iter().find(|other| other.area.overlaps(&area.grown(-1e-6)));
                assert_eq!(other, None, "{name}: {} lies on it", hint.heading);
            }
        }
    }
}

#[test]
fn areas_of_ai_load_tell_what_the_fleet_holds() {
    let results = sample::results(4, &YEARS);
    let hints = hints(&results, "ai_load");
    assert_eq!(hints.len(), YEARS.len());
    for (hint, row) in hints.iter().zip(&results.summary) {
        assert_eq!(hint.heading, row.year.to_string());
        assert!(hint.values.len() > 4, "{:?}", hint.values);
        let all = hint.values.iter().find(|value| value.name == "All IT load").unwrap();
        let told: f64 = all.value.trim_end_matches(" GW").replace(',', "").parse().unwrap();
        let fleet = results.fleet.iter().filter(|of_fleet| of_fleet.year == row.year);
        let load: f64 = fleet.map(|of_fleet| of_fleet.rated_gw).sum();
        assert!((told - load).abs() <= 0.5, "{told} {load}");
    }
}

#[test]
fn a_cell_of_what_binds_tells_rent_and_share() {
    let results = sample::results(2, &YEARS);
    let hints = hints(&results, "what_binds");
    let supply: Vec<_> = results.rents.iter().filter(|row| row.family != Family::Demand).collect();
    assert_eq!(hints.len(), supply.len());
    for row in supply {
        let all: f64 = results
            .rents
            .iter()
            .filter(|o| o.year == row.year && o.family != Family::Demand)
            .map(|o| o.rent_musd)
            .sum();
        let name = crate::tell::names::capital(row.family.name());
        let hint = headed(&hints, &format!("{name}, {}", row.year));
        let rent = format!("{} million USD 2024, discounted", number(row.rent_musd));
        assert_eq!(said(hint, "Scarcity rent"), rent);
        let share = if all > 0.0 { row.rent_musd / all } else { 0.0 };
        assert_eq!(said(hint, "Share of all rents of supply"), percent(share));
    }
}

#[test]
fn a_column_of_the_powered_gigawatt_tells_the_prices_of_its_region() {
    let results = sample::results(3, &YEARS);
    let hints = hints(&results, "powered_gigawatt");
    assert_eq!(hints.len(), (YEARS.len() + 1) * 4);
    assert_eq!(hints[0].heading, "2025");
    assert!(hints[YEARS.len()].heading.starts_with("mean of 2025–"), "{}", hints[YEARS.len()].heading);
    for row in &results.powered_gigawatt {
        let place = crate::tell::names::region(&results.labels, &row.region);
        let hint = headed(&hints, &format!("{place}, {}", row.year));
        let part = if row.part == Part::Rent { "scarcity" } else { row.part.name() };
        let price = format!("{} USD per kW and year", number(row.price_usd_per_kw_yr));
        assert_eq!(said(hint, &format!("{}, {part}", families::name(row.family.name()))), price);
        let load = |row: &&crate::results::tables::FleetRow| row.rated_gw;
        let fleet = results.fleet.iter().filter(|other| other.region == row.region && other.year == row.year);
        assert_eq!(said(hint, "AI load"), format!("{} GW", number(fleet.map(|row| load(&row)).sum())));
        // The top of the column is told first, what lies below nothing last.
        let order: Vec<&str> = hint.values.iter().map(|value| value.name.as_str()).collect();
        assert_eq!(order.first().zip(order.get(order.len() - 3)), Some((&"Capital, scarcity", &"Materials, scarcity")));
    }
}

#[test]
fn a_bullet_of_supplies_tells_use_and_supply() {
    let results = sample::results(2, &YEARS);
    let hints = hints(&results, "supplies");
    let copper = headed(&hints, "Copper, 2027–2030");
    // Of four years.
    assert_eq!(said(copper, "Used"), "308,642 kt a year");
    assert_eq!(said(copper, "Supply"), "1,913,580 kt a year");
    assert_eq!(said(copper, "Use over supply"), "16%");
    let hbm = headed(&hints, "HBM, 2026");
    assert_eq!((said(hbm, "Used"), said(hbm, "Use over supply")), ("7.0 GW a year".to_owned(), "100%".to_owned()));
    // One region of two has a limit.
    let water = headed(&hints, "Water for cooling, 2026");
    assert_eq!(
        (said(water, "Used"), said(water, "Supply")),
        ("2.0 million m³ a year".into(), "3.0 million m³ a year".into())
    );
}

#[test]
fn tiles_generations_and_tiers_tell_their_rows() {
    let results = sample::results(4, &YEARS);
    let tiles = hints(&results, "where_built");
    let last = |region: &str| -> f64 {
        let rows = results.fleet.iter().filter(|row| row.region == region && row.year == 2030);
        rows.map(|row| row.rated_gw).sum()
    };
    let tile = headed(&tiles, "A region with a rather long name, R02");
    assert_eq!(said(tile, "AI load in 2030"), format!("{} GW", number(last("R02"))));
    // Two a year in the two years after the first.
    assert_eq!(said(tile, "Rent of pace of grid connections"), "4.0 million USD 2024, discounted");
    let generations = hints(&results, "fleet");
    assert_eq!(generations.len(), YEARS.len());
    assert_eq!(said(&generations[0], "Idle, share of accelerators in service"), "10%");
    assert_eq!(said(&generations[0], "Idle accelerators"), "16 thousand");
    let money = hints(&results, "capital");
    let expected = [
        ("Not needed", "20 billion USD 2024 a year"),
        ("Bonds", "12 billion USD 2024 a year"),
        ("Own cash", "18 billion USD 2024 a year"),
        ("Needed", "30 billion USD 2024 a year"),
        ("Could be raised", "50 billion USD 2024 a year"),
        ("Need over what could be raised", "60%"),
    ];
    for hint in money {
        assert_eq!(hint.values.iter().map(|v| (v.name.as_str(), v.value.as_str())).collect::<Vec<_>>(), expected);
    }
}

/// A sample that is a number of times as large, with the regions' loads the other way round.
fn larger(times: f64) -> Results {
    let mut results = sample::results(4, &YEARS);
    results.labels.scenario = "larger".to_owned();
    let regions: Vec<String> = results.labels.regions.iter().map(|region| region.code.clone()).collect();
    for row in &mut results.fleet {
        let at = regions.iter().position(|code| *code == row.region).unwrap();
        row.region.clone_from(&regions[regions.len() - 1 - at]);
        row.rated_gw *= times;
    }
    // One generation is never powered here.
    results.fleet.iter_mut().filter(|row| row.accelerator == "chip_1").for_each(|row| row.rated_gw = 0.0);
    results.capacity.iter_mut().for_each(|row| row.built_gw *= times);
    results.powered_gigawatt.iter_mut().for_each(|row| row.price_usd_per_kw_yr *= times);
    for row in &mut results.capital {
        row.available_busd_per_year *= times;
        row.raised_busd_per_year *= times;
        row.needed_busd_per_year = row.needed_busd_per_year.map(|needed| needed * times);
    }
    results
}

/// Values at the grid lines of a chart: small numbers right of nothing, each left of a line.
fn ticks(scene: &Scene) -> Vec<String> {
    let texts = scene.marks.iter().filter_map(|mark| if let Mark::Text(text) = mark { Some(text) } else { None });
    let first = texts.clone().map(|text| text.area().left).fold(f64::INFINITY, f64::min);
    let beside = |text: &&Text| {
        let is_number = text.content.chars().all(|c| c.is_ascii_digit() || ",.−".contains(c));
        is_number && text.size == SMALL && text.area().right < first + 120.0
    };
    texts.filter(beside).map(|text| text.content.clone()).collect()
}

/// Names and colours of all that a chart tells.
fn colours(scene: &Scene) -> Vec<(String, Colour)> {
    let values = scene.hints.iter().flat_map(|hint| &hint.values);
    values.filter_map(|value| Some((value.name.clone(), value.colour?))).collect()
}

#[test]
fn side_by_side_charts_share_scale_colours_and_order() {
    const AXES: [&str; 5] = ["ai_load", "powered_gigawatt", "power_build", "fleet", "capital"];
    let (one, other) = (sample::results(4, &YEARS), larger(3.0));
    for all in [[&one, &other], [&other, &one]] {
        let drawn = side_by_side(&all);
        assert_eq!(drawn[0].len(), names().len());
        for (first, second) in drawn[0].iter().zip(&drawn[1]) {
            let name = first.name;
            assert_eq!(name, second.name);
            let [first, second] = [first, second].map(compile);
            if AXES.contains(&name) {
                assert!(ticks(&first).len() > 3, "{name} {:?}", ticks(&first));
                assert_eq!(ticks(&first), ticks(&second), "{name}");
            }
            if !["what_binds", "where_built", "supplies"].contains(&name) {
                let known = colours(&first);
                let mut shared = 0;
                for (of, colour) in colours(&second) {
                    let same = known.iter().find(|(other, _)| *other == of);
                    shared += usize::from(same.is_some());
                    assert!(same.is_none_or(|(_, other)| *other == colour), "{name}: {of}");
                }
                assert!(shared > 0, "{name}");
            }
            // What both tell, they tell in one order.
            let order = |scene: &Scene| -> Vec<String> {
                scene.hints[0].values.iter().map(|value| value.name.clone()).collect()
            };
            let in_both = |of: &Scene, with: &Scene| -> Vec<String> {
                order(of).into_iter().filter(|name| order(with).contains(name)).collect()
            };
            assert_eq!(in_both(&first, &second), in_both(&second, &first), "{name}");
        }
    }
}

#[test]
fn the_largest_of_two_scenarios_needs_as_much_room_alone() {
    let (one, other) = (sample::results(4, &YEARS), larger(3.0));
    let places = |scene: Scene| scene.marks;
    let named = |name: &str, own: usize, all: &[&Results]| {
        compile(side_by_side(all)[own].iter().find(|figure| figure.name == name).unwrap())
    };
    for name in ["power_build", "capital"] {
        let laid = |own: usize, all: &[&Results]| named(name, own, all);
        let (alone, beside) = (laid(0, &[&other]), laid(1, &[&one, &other]));
        assert_eq!(places(alone), places(beside), "{name}");
        let (alone, beside) = (laid(0, &[&one]), laid(0, &[&one, &other]));
        assert_ne!(places(alone), places(beside), "{name}");
    }
    let tile = |all: &[&Results]| colours(&named("where_built", 0, all)).last().unwrap().1;
    let [alone, beside] = [tile(&[&one]), tile(&[&one, &other])].map(super::style::lightness);
    assert!(alone + 10.0 < beside, "less of the largest load is lighter: {alone} {beside}");
}

#[test]
fn beside_nothing_charts_are_as_ever() {
    let (one, nothing) = (sample::results(1, &[2026]), sample::empty(&[2026]));
    let drawn = draw_side_by_side(&[&one, &nothing]).unwrap();
    assert_eq!((drawn[0].len(), drawn[1].len()), (7, 2));
    assert_eq!(drawn[0], draw_all(&one).unwrap());
}

#[test]
fn a_map_of_tiles_lies_between_title_and_caption_however_long_the_names_are() {
    let long = [
        "Region",
        "Midcontinent Independent System Operator",
        "The Florida Reliability Coordinating Council of ".repeat(3).leak(),
    ];
    for name in long {
        let mut results = sample::results(11, &YEARS);
        for label in &mut results.labels.regions {
            label.name = format!("{name} {}", label.code);
        }
        let scene = alone(&results).into_iter().find(|(chart, _)| *chart == "where_built").unwrap().1;
        let tiles = scene.marks.iter().filter_map(|mark| match mark {
            Mark::Rectangle(area, _) => Some(*area),
            _ => None,
        });
        let (top, bottom) =
            tiles.fold((f64::INFINITY, 0.0_f64), |(top, bottom), area| (top.min(area.top), bottom.max(area.bottom)));
        let rule = scene.marks.iter().find_map(|mark| match mark {
            Mark::Line(stroke) => Some(stroke.points[0].1),
            _ => None,
        });
        let texts: Vec<&Text> = scene
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Text(text) => Some(text),
                _ => None,
            })
            .collect();
        let heading = texts.iter().filter(|text| text.size > LABEL && text.area().bottom <= top).count();
        assert!(heading >= 2, "{name}: the title lies on the map");
        assert!(bottom < rule.unwrap(), "{name}: the map lies on the caption");
        assert!(texts.iter().all(|text| text.area().bottom <= scene.height));
        let in_tiles =
            texts.iter().filter(|text| text.size == LABEL && text.area().top >= top).map(|text| text.content.as_str());
        let dotted = in_tiles.filter(|content| content.ends_with('…')).count();
        assert_eq!(dotted, if name.len() > 20 { 11 } else { 0 }, "{name}: what is cut ends in dots");
    }
}
