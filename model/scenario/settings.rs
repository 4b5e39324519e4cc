//! Reading the scenario's own numbers and horizon, and merging a scenario into its parent.

use crate::error::{Problem, Problems};
use crate::input::document::{Document, Located, Node, Reader, Table};
use crate::input::schema::Range;
use crate::input::settings::{Horizon, SETTINGS, Setting, Settings};

/// Tables of numbers that a scenario states.
pub const STATED: &[&str] = &["finance", "compute", "flexibility", "adequacy", "policy"];

/// Reads the settings of a merged scenario; caps of years that its horizon lacks are told.
pub fn settings(reader: &mut Reader<'_>, document: &Document, horizon: &Horizon) -> Settings {
    let mut settings = Settings::default();
    for &table in STATED {
        let (entries, place) = match reader.find(table) {
            Some(Located { value: Node::Table(entries), place }) => (entries.as_slice(), place.clone()),
            Some(node) => {
                reader.wrong::<()>(table, node, "a table");
                continue;
            }
            None => (&[][..], document.start()),
        };
        let mut inner = Reader::new(entries, place, table, reader.problems);
        for setting in SETTINGS {
            if let Some((_, key)) = setting.name.split_once('.').filter(|(t, _)| *t == table) {
                read_number(&mut settings, setting, key, &mut inner);
            }
        }
        if table == "policy" {
            read_cap(&mut settings, &mut inner, &horizon.years);
        }
        inner.finish();
    }
    settings
}

fn read_number(settings: &mut Settings, setting: &Setting, key: &'static str, reader: &mut Reader<'_>) {
    let number = if setting.optional { reader.maybe_number(key) } else { reader.number(key) };
    let Some(Located { value, place }) = number else { return };
    if setting.range.holds(value) {
        settings.state(setting, value);
    } else {
        let message = format!("{} is {value}; expected {}", setting.name, setting.range.expected());
        let problem = Problem::at(place, message);
        reader.problems.push(match setting.range.hint(value) {
            Some(hint) => problem.hint(format!("{hint} ({})", setting.unit)),
            None => problem,
        });
    }
}

fn read_cap(settings: &mut Settings, reader: &mut Reader<'_>, years: &[i32]) {
    let Some(node) = reader.find("emissions_cap") else { return };
    let Node::Table(entries) = &node.value else {
        reader.wrong::<()>("emissions_cap", node, "years with Mt CO2, such as { 2030 = 1200.0 }");
        return;
    };
    for (key, value) in entries {
        match (key.value.parse::<i32>(), &value.value) {
            (Ok(year), Node::Number(cap, _)) if Range::NotNegative.holds(*cap) => {
                settings.emissions_cap.insert(year, *cap);
            }
            (Err(_), _) => {
                let message = format!("policy.emissions_cap has \"{}\"; expected a year", key.value);
                reader.problems.push(Problem::at(key.place.clone(), message));
            }
            (_, found) => {
                let message = format!("the cap of {} is {}; expected Mt CO2", key.value, found.kind());
                reader.problems.push(Problem::at(value.place.clone(), message));
            }
        }
    }
    if !years.is_empty() {
        reader.problems.0.extend(caps_that_fall_away(settings, node, years));
    }
}

/// What is to be said of caps of years that are no model years: an error where no cap is left.
fn caps_that_fall_away(settings: &Settings, node: &Located<Node>, years: &[i32]) -> Option<Problem> {
    let list = |years: &mut dyn Iterator<Item = &i32>| years.map(i32::to_string).collect::<Vec<_>>().join(", ");
    let (kept, away): (Vec<i32>, Vec<i32>) = settings.emissions_cap.keys().partition(|year| years.contains(year));
    if away.is_empty() {
        return None;
    }
    let hint = format!("model years: {}; a cap acts in its own year alone", list(&mut years.iter()));
    let away = list(&mut away.iter());
    let at = |message: String| Problem::at(node.place.clone(), message).hint(hint);
    Some(if kept.is_empty() {
        at(format!("policy.emissions_cap names {away}, and no model year: nothing would be capped"))
    } else {
        at(format!("policy.emissions_cap names {away}, no model year: nothing is capped there")).warning()
    })
}

/// Reads `[horizon]`.
pub fn horizon(reader: &mut Reader<'_>) -> Horizon {
    let Some(node) = reader.need("horizon") else { return Horizon::default() };
    let Node::Table(entries) = &node.value else {
        reader.wrong::<()>("horizon", node, "a table");
        return Horizon::default();
    };
    let mut inner = Reader::new(entries, node.place.clone(), "horizon", reader.problems);
    let horizon = Horizon { years: years(&mut inner), block_hours: block_hours(&mut inner) };
    inner.finish();
    horizon
}

fn years(reader: &mut Reader<'_>) -> Vec<i32> {
    const EXPECTED: &str = "calendar years in ascending order, such as [2025, 2030]";
    let Some(node) = reader.need("years") else { return vec![] };
    let Node::List(items) = &node.value else {
        reader.wrong::<()>("years", node, EXPECTED);
        return vec![];
    };
    let mut years: Vec<i32> = vec![];
    for item in items {
        match item.value {
            Node::Number(year, true)
                if (1900.0..=2200.0).contains(&year) && years.last().is_none_or(|&y| f64::from(y) < year) =>
            {
                years.push(year as i32);
            }
            _ => {
                reader.wrong::<()>("years", item, EXPECTED);
                return vec![];
            }
        }
    }
    if years.is_empty() {
        reader.wrong::<()>("years", node, EXPECTED);
    }
    years
}

fn block_hours(reader: &mut Reader<'_>) -> u32 {
    const ALLOWED: [u32; 8] = [1, 2, 3, 4, 6, 8, 12, 24];
    let Some(node) = reader.need("block_hours") else { return 24 };
    match node.value {
        Node::Number(hours, true) if ALLOWED.iter().any(|&h| f64::from(h) == hours) => hours as u32,
        _ => {
            reader.wrong::<()>("block_hours", node, "1, 2, 3, 4, 6, 8, 12 or 24");
            24
        }
    }
}

/// Merges a child's tables into its parent's: one level deep, lists of adjusts joined.
#[must_use]
pub fn merge(parent: Table, child: &Table) -> Table {
    let mut merged = parent;
    for (key, value) in child {
        match merged.iter_mut().find(|(k, _)| k.value == key.value) {
            None => merged.push((key.clone(), value.clone())),
            Some((_, old)) => match (&mut old.value, &value.value) {
                (Node::Table(old), Node::Table(new)) => replace_keys(old, new),
                (Node::List(old), Node::List(new)) if key.value == "adjust" => old.extend(new.iter().cloned()),
                _ => *old = value.clone(),
            },
        }
    }
    merged
}

fn replace_keys(old: &mut Table, new: &Table) {
    for (key, value) in new {
        match old.iter_mut().find(|(k, _)| k.value == key.value) {
            Some((_, slot)) => *slot = value.clone(),
            None => old.push((key.clone(), value.clone())),
        }
    }
}

/// Used by tests and by `--set`: parses a line such as `finance.discount_rate=0.08`.
pub fn override_document(assignment: &str, problems: &mut Problems) -> Option<Document> {
    Document::read(&format!("--set {assignment}"), assignment.as_bytes(), problems)
}
