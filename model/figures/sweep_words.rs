//! Axes, levels and answers of a sweep as people write them.

use super::families::{is_energy, is_single, noun};
use super::flip::said;
use crate::experiment::explain::verdict::Bound;
use crate::experiment::families::Group;
use crate::experiment::sweep::record::{AxisLabel, Finished, Level};
use crate::tell::number::grouped;

/// Where the numbers of a sweep's chart come from.
#[must_use]
pub fn origin(sweep: &Finished) -> String {
    let name = match (sweep.title.as_str(), sweep.name.as_str()) {
        ("", name) => name.to_owned(),
        (title, name) => format!("{title} ({name})"),
    };
    let count = match sweep.records.len() {
        1 => "1 scenario".to_owned(),
        several => format!("{} scenarios", grouped(&several.to_string())),
    };
    let data = match sweep.dataset_title.as_str() {
        "" => String::new(),
        title => format!("Data: {title}, with the sources listed there. "),
    };
    format!("Sweep: {name}, {count} around {}. {data}Model: gridbound.", sweep.base)
}

/// An axis by its name in tables.
#[must_use]
pub fn axis<'a>(sweep: &'a Finished, name: &str) -> Option<&'a AxisLabel> {
    sweep.axes.iter().find(|axis| axis.name == name)
}

/// Title of an axis; its name where it has none.
#[must_use]
pub fn title(sweep: &Finished, name: &str) -> String {
    let title = axis(sweep, name).map(|axis| axis.title.as_str()).filter(|title| !title.is_empty());
    title.unwrap_or(name).to_owned()
}

/// Title and unit of an axis, beside its levels.
#[must_use]
pub fn axis_title(axis: &AxisLabel) -> String {
    let title = if axis.title.is_empty() { &axis.name } else { &axis.title };
    match axis.unit.as_str() {
        "" => title.clone(),
        "x" => format!("{title}, × base scenario"),
        unit => format!("{title}, {unit}"),
    }
}

/// What there is more or less of along an axis, within a sentence: a family by its noun, all else by its title.
#[must_use]
pub fn subject(sweep: &Finished, name: &str) -> String {
    if is_single(name) || is_energy(name) { noun(name) } else { quoted(sweep, name) }
}

/// Title of an axis in quotation marks, or as many of its words as a sentence bears.
#[must_use]
pub fn quoted(sweep: &Finished, name: &str) -> String {
    const MOST: usize = 44;
    let title = title(sweep, name);
    if title.chars().count() <= MOST {
        return format!("“{title}”");
    }
    let mut kept = String::new();
    for word in title.split_whitespace() {
        if kept.chars().count() + word.chars().count() >= MOST {
            break;
        }
        kept = if kept.is_empty() { word.to_owned() } else { format!("{kept} {word}") };
    }
    format!("“{}…”", kept.trim_end_matches([',', ';']))
}

/// A level of an axis with the axis's title.
#[must_use]
pub fn at(axis: &AxisLabel, level: &Level) -> String {
    let title = if axis.title.is_empty() { &axis.name } else { &axis.title };
    match level {
        Level::Number(number) => format!("{title} {}", said(*number, &axis.unit)),
        Level::Name(name) => format!("{title}: {name}"),
    }
}

/// A level as a number beside an axis.
#[must_use]
pub fn level(level: &Level) -> String {
    match level {
        Level::Number(number) => digits(*number),
        Level::Name(name) => name.clone(),
    }
}

/// A number with up to three decimals.
#[must_use]
pub fn digits(number: f64) -> String {
    let written = grouped(&format!("{number:.3}"));
    let written = written.trim_end_matches('0').trim_end_matches('.');
    if written == "-0" { "0".to_owned() } else { written.replace('-', "−") }
}

/// A level in a sentence, as tables write it, with its unit.
#[must_use]
pub fn level_said(level: &str, unit: &str) -> String {
    level.parse::<f64>().map_or_else(|_| level.to_owned(), |number| said(number, unit))
}

/// The family that a word of the verdict names: `chip-bound` is about chips.
#[must_use]
pub fn family(verdict: Bound) -> String {
    verdict.group().map_or(verdict.name(), Group::name).to_owned()
}

/// The levels of an axis in rising order, names in the order of the sweep.
#[must_use]
pub fn levels(sweep: &Finished, axis: usize) -> Vec<Level> {
    let mut levels: Vec<Level> = vec![];
    for level in sweep.records.iter().filter_map(|record| record.levels.get(axis)) {
        if !levels.contains(level) {
            levels.push(level.clone());
        }
    }
    levels.sort_by(|a, b| match (a, b) {
        (Level::Number(a), Level::Number(b)) => a.total_cmp(b),
        _ => std::cmp::Ordering::Equal,
    });
    levels
}

#[cfg(test)]
mod tests {
    use super::super::sample_sweep::grid;
    use super::*;

    #[test]
    fn numbers_of_levels_are_short() {
        let read = [0.5, 1.0, 0.333_333, 2500.0, -1.0, -0.0].map(digits);
        assert_eq!(read, ["0.5", "1", "0.333", "2,500", "−1", "0"]);
    }

    #[test]
    fn families_have_nouns_and_long_titles_are_cut_between_words() {
        let mut sweep = grid(&[2, 2, 2], 0);
        assert_eq!([subject(&sweep, "chips"), quoted(&sweep, "chips")], ["chips", "“Accelerator supply”"]);
        sweep.axes[2].name = "all".to_owned();
        assert_eq!(subject(&sweep, "all"), "“Every large-load connection, every power…”");
        sweep.axes[2].title.clear();
        assert_eq!(subject(&sweep, "all"), "“all”");
    }

    #[test]
    fn levels_rise_whatever_their_order_in_the_sweep() {
        let mut sweep = grid(&[3, 2], 0);
        sweep.records.reverse();
        assert_eq!(levels(&sweep, 0), [0.8, 1.0, 1.25].map(Level::Number));
    }

    #[test]
    fn levels_of_tables_get_their_units() {
        assert_eq!([level_said("0.5", "x"), level_said("fast_nuclear", "")], ["×0.5", "fast_nuclear"]);
    }

    #[test]
    fn verdicts_name_families() {
        assert_eq!([Bound::Chips, Bound::Energy, Bound::Mixed].map(family), ["chips", "energy", "mixed"]);
    }
}
