//! Reading the scenario's own numbers and horizon, and merging a scenario into its parent.

use std::collections::BTreeMap;

use crate::error::{Problem, Problems, figure};
use crate::input::document::{Document, Located, Node, Reader, Table};
use crate::input::schema::YEARS;
use crate::input::settings::{Horizon, SETTINGS, Setting, Settings, check_of_year};

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
        let is_by_year =
            |key: &str| entries.iter().any(|(k, node)| k.value == key && !matches!(node.value, Node::Number(..)));
        for setting in SETTINGS {
            let own = setting.name.split_once('.').filter(|(t, _)| *t == table);
            let by_year = |key: &str| setting.name == Setting::CARBON_PRICE.name && is_by_year(key);
            if let Some((_, key)) = own.filter(|(_, key)| !by_year(key)) {
                read_number(&mut settings, setting, key, &mut inner);
            }
        }
        if table == "policy" {
            read_cap(&mut settings, &mut inner, &horizon.solved());
            read_carbon_price(&mut settings, &mut inner);
        }
        inner.finish();
    }
    settings
}

fn read_number(settings: &mut Settings, setting: &Setting, key: &'static str, reader: &mut Reader<'_>) {
    let number = if setting.optional { reader.maybe_number(key) } else { reader.number(key) };
    let Some(Located { value, place }) = number else { return };
    match setting.check(value) {
        Ok(()) => settings.state(setting, value),
        Err(misfit) => {
            let message = format!("{} is {}; expected {}", setting.name, figure(value), misfit.expected);
            let problem = Problem::at(place, message);
            reader.problems.push(match misfit.hint {
                Some(hint) => problem.hint(format!("{hint} ({})", setting.unit)),
                None => problem,
            });
        }
    }
}

fn read_cap(settings: &mut Settings, reader: &mut Reader<'_>, years: &[i32]) {
    let Some(node) = reader.find("emissions_cap") else { return };
    let Node::Table(entries) = &node.value else {
        reader.wrong::<()>("emissions_cap", node, "years with Mt CO2, such as { 2030 = 1200.0 }");
        return;
    };
    settings.emissions_cap = by_year(reader, ("emissions_cap", "the cap", "Mt CO2"), entries);
    if !years.is_empty() {
        reader.problems.0.extend(caps_that_fall_away(settings, node, years));
    }
}

/// Reads a carbon price that is given by year; one number is read like any other.
fn read_carbon_price(settings: &mut Settings, reader: &mut Reader<'_>) {
    const KEY: &str = "carbon_price";
    let Some(node) = reader.find(KEY) else { return };
    let Node::Table(entries) = &node.value else {
        if !matches!(node.value, Node::Number(..)) {
            reader.wrong::<()>(KEY, node, "a number, or years with USD/t, such as { 2025 = 0.0, 2030 = 50.0 }");
        }
        return;
    };
    if entries.is_empty() {
        reader.wrong::<()>(KEY, node, "years with USD/t, such as { 2025 = 0.0, 2030 = 50.0 }");
    }
    settings.carbon_price = by_year(reader, (KEY, "the price", "USD/t CO2"), entries);
}

/// Numbers by calendar year.
fn by_year(reader: &mut Reader<'_>, (key, what, unit): (&str, &str, &str), entries: &Table) -> BTreeMap<i32, f64> {
    let (name, mut values) = (format!("policy.{key}"), BTreeMap::new());
    for (year, value) in entries {
        match (year.value.parse::<i32>().ok().filter(|year| YEARS.contains(year)), &value.value) {
            (Some(year), Node::Number(number, _)) if check_of_year(&name, *number).is_ok() => {
                values.insert(year, *number);
            }
            (None, _) => {
                let message = format!("{name} has \"{}\"; expected a calendar year such as 2030", year.value);
                reader.problems.push(Problem::at(year.place.clone(), message));
            }
            (_, found) => {
                let misfit =
                    if let Node::Number(number, _) = found { check_of_year(&name, *number).err() } else { None };
                let expected = misfit.as_ref().map_or("a number", |misfit| misfit.expected.as_str());
                let message = format!("{what} of {} is {}; expected {expected}, {unit}", year.value, found.kind());
                let problem = Problem::at(value.place.clone(), message);
                reader.problems.push(match misfit.and_then(|misfit| misfit.hint) {
                    Some(hint) => problem.hint(hint),
                    None => problem,
                });
            }
        }
    }
    values
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
    let years = match inner.need("years") {
        Some(node) => ascending(&mut inner, "years", node, None),
        None => vec![],
    };
    let tail = match inner.find("tail") {
        // An empty one takes the tail of a parent away.
        Some(node) if !matches!(&node.value, Node::List(items) if items.is_empty()) => {
            ascending(&mut inner, "tail", node, years.last().copied())
        }
        _ => vec![],
    };
    let horizon = Horizon { years, tail, block_hours: block_hours(&mut inner) };
    inner.finish();
    horizon
}

/// Calendar years in ascending order, all after the given one.
fn ascending(reader: &mut Reader<'_>, key: &str, node: &Located<Node>, after: Option<i32>) -> Vec<i32> {
    let expected = match after {
        Some(year) => format!("calendar years in ascending order after {year}, the last of horizon.years"),
        None => "calendar years in ascending order, such as [2025, 2030]".to_owned(),
    };
    let Node::List(items) = &node.value else {
        reader.wrong::<()>(key, node, &expected);
        return vec![];
    };
    let mut years: Vec<i32> = vec![];
    for item in items {
        match item.value {
            Node::Number(year, true)
                if YEARS.contains(&(year as i32))
                    && years.last().copied().or(after).is_none_or(|y| f64::from(y) < year) =>
            {
                years.push(year as i32);
            }
            _ => {
                reader.wrong::<()>(key, item, &expected);
                return vec![];
            }
        }
    }
    if years.is_empty() {
        reader.wrong::<()>(key, node, &expected);
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
                (Node::Table(old), Node::Table(new)) if key.value == "financing" => {
                    // A path takes the place of a seed, and a seed of a path.
                    let is_course =
                        |(key, _): &(Located<String>, Located<Node>)| ["path", "seed"].contains(&&*key.value);
                    if new.iter().any(is_course) {
                        old.retain(|entry| !is_course(entry));
                    }
                    replace_keys(old, new);
                }
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
            Some(entry) => *entry = (key.clone(), value.clone()),
            None => old.push((key.clone(), value.clone())),
        }
    }
}

/// Used by tests and by `--set`: parses a line such as `finance.discount_rate=0.08`, where the number may be in per cent.
pub fn override_document(assignment: &str, problems: &mut Problems) -> Option<Document> {
    assigned(&format!("--set {assignment}"), assignment, problems)
}

/// An assignment as a document; `said` is how the user said it.
pub fn assigned(said: &str, assignment: &str, problems: &mut Problems) -> Option<Document> {
    let (key, value) = assignment.split_once('=').map_or((assignment, ""), |(key, value)| (key.trim(), value.trim()));
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    let (text, found) = match (value.strip_suffix('%').and_then(number), number(value)) {
        (Some(percent), _) => (format!("{key} = {}", percent / 100.0), Some(percent)),
        (None, found) => (assignment.to_owned(), found),
    };
    let is_bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    if is_bare && found.is_some() {
        let full = SETTINGS.iter().find(|setting| setting.name.split_once('.').is_some_and(|(_, own)| own == key));
        let meant = full.map_or_else(|| format!("levers.{key}"), |setting| setting.name.to_owned());
        let problem = Problem::new(format!("{said}: a scenario has no number \"{key}\""));
        problems.push(problem.hint(format!("did you mean {meant}={value}? gridbound list levers shows all levers")));
        return None;
    }
    let mut faults = Problems::default();
    let document = Document::read(said, text.as_bytes(), &mut faults).filter(|document| !document.table.is_empty());
    if faults.stop() || document.is_none() {
        let what = if text.trim().is_empty() { "this sets nothing" } else { "this cannot be read" };
        let problem = Problem::new(format!("{said}: {what}"));
        problems.push(problem.hint("write KEY=VALUE, as in levers.chips=2, with text in quotes and lists in brackets"));
        return None;
    }
    document
}

/// Model years as a list of TOML, where `2025-2028` stands for all years from one to the other.
///
/// # Errors
/// If a part is neither a year nor two of them in order.
pub fn listed_years(text: &str) -> Result<String, Problem> {
    let year = |text: &str| text.trim().parse::<i32>().ok().filter(|year| YEARS.contains(year));
    let span = |part: &str| match part.split_once('-') {
        Some((first, last)) => Some(year(first)?..=year(last)?).filter(|span| !span.is_empty()),
        None => year(part).map(|year| year..=year),
    };
    let mut years: Vec<String> = vec![];
    for part in text.split(',') {
        let Some(span) = span(part) else {
            let message = format!("--years {text}: expected years from {} to {}", YEARS.start(), YEARS.end());
            return Err(Problem::new(message).hint("as in 2025,2028,2030 or 2025-2030"));
        };
        years.extend(span.map(|year| year.to_string()));
    }
    Ok(years.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_years_is_all_of_them() {
        assert_eq!(listed_years("2025-2028,2030").as_deref(), Ok("2025,2026,2027,2028,2030"));
        assert_eq!(listed_years("2025, 2030").as_deref(), Ok("2025,2030"));
        for wrong in ["2030-2025", "1-999999999", "2025-", "-2025", "", "2025,,2030", "soon", "2025;2030", "2025..2030"]
        {
            assert!(listed_years(wrong).is_err_and(|problem| problem.message.contains(wrong)), "{wrong}");
        }
    }

    #[test]
    fn per_cent_is_a_fraction_and_a_number_without_its_table_is_named() {
        let mut problems = Problems::default();
        let document = override_document("finance.discount_rate=8%", &mut problems).expect("a number");
        assert_eq!(&*document.text, "finance.discount_rate = 0.08");
        for (assignment, hint) in [
            ("chips=2", "did you mean levers.chips=2?"),
            ("discount_rate=8%", "did you mean finance.discount_rate=8%?"),
            ("levers.chips=two", "write KEY=VALUE"),
            ("levers.chips", "write KEY=VALUE"),
        ] {
            let mut problems = Problems::default();
            assert!(override_document(assignment, &mut problems).is_none(), "{assignment}");
            let [problem] = problems.0.as_slice() else { panic!("{assignment}: {problems:?}") };
            assert!(problem.hint.as_ref().is_some_and(|said| said.contains(hint)), "{problem:?}");
            assert!(!problem.message.contains("TOML"));
        }
    }
}
