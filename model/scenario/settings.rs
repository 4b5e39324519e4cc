//! The scenario's own numbers: their names, ranges and units, in one list.

use std::collections::BTreeMap;

use crate::error::{Problem, Problems};
use crate::input::document::{Document, Located, Node, Reader, Table};
use crate::input::schema::Range;

/// A number that a scenario states.
#[derive(Debug)]
pub struct Setting {
    /// Table and key, as in `finance.discount_rate`.
    pub name: &'static str,
    /// Title for people.
    pub title: &'static str,
    /// What it may be.
    pub range: Range,
    /// Unit, for tables and messages.
    pub unit: &'static str,
    /// Whether it may be left out (and then is 0).
    pub optional: bool,
}

const fn setting(name: &'static str, title: &'static str, range: Range, unit: &'static str) -> Setting {
    Setting { name, title, range, unit, optional: false }
}

/// All numbers of a scenario, apart from the horizon and the emissions cap.
pub const SETTINGS: &[Setting] = &[
    setting("finance.discount_rate", "Discount rate", Range::Fraction, "per year"),
    setting("finance.wacc_accelerators", "Cost of capital of accelerators", Range::Fraction, "per year"),
    setting("finance.wacc_datacenters", "Cost of capital of data centres", Range::Fraction, "per year"),
    setting("finance.wacc_power", "Cost of capital of power", Range::Fraction, "per year"),
    setting("compute.power_utilisation", "Utilisation of power", Range::Fraction, "of rated IT load"),
    setting("compute.billable_fraction", "Billable hours", Range::Fraction, "of hours"),
    setting(
        "compute.opex_fraction",
        "Operating cost of accelerators",
        Range::NotNegative,
        "of accelerator capex per year",
    ),
    setting("compute.contract_factor", "Connection contracted", Range::NotNegative, "GW contracted per GW drawn"),
    setting("flexibility.energy_share", "AI energy that may be curtailed", Range::Fraction, "of yearly AI energy"),
    setting("flexibility.cost", "Cost of curtailed AI energy", Range::NotNegative, "USD/MWh"),
    setting("flexibility.peak_cost", "Cost of AI load contracted off at the peak", Range::NotNegative, "USD/kW-yr"),
    setting("adequacy.tolerance", "Tolerated gap of the reserve margin", Range::NotNegative, "of peak"),
    setting("adequacy.price", "Price of the tolerated gap", Range::NotNegative, "USD/kW-yr"),
    setting("adequacy.penalty", "Penalty for a wider gap", Range::NotNegative, "USD/kW-yr"),
    setting("adequacy.lend_fraction", "Links that count for adequacy", Range::Fraction, "of link capacity"),
    setting("adequacy.voll", "Value of lost load", Range::NotNegative, "USD/MWh"),
    Setting { optional: true, ..setting("policy.carbon_price", "Carbon price", Range::NotNegative, "USD/t") },
];

const TABLES: &[&str] = &["finance", "compute", "flexibility", "adequacy", "policy"];

/// The values of all settings of a scenario.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    numbers: BTreeMap<&'static str, f64>,
    /// Mt CO2 by model year.
    pub emissions_cap: BTreeMap<i32, f64>,
}

impl Settings {
    /// Reads the settings of a merged scenario.
    pub fn read(reader: &mut Reader<'_>, document: &Document) -> Self {
        let mut settings = Self::default();
        for &table in TABLES {
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
                    settings.read_number(setting, key, &mut inner);
                }
            }
            if table == "policy" {
                settings.read_cap(&mut inner);
            }
            inner.finish();
        }
        settings
    }

    fn read_number(&mut self, setting: &Setting, key: &'static str, reader: &mut Reader<'_>) {
        let number = if setting.optional { reader.maybe_number(key) } else { reader.number(key) };
        let Some(Located { value, place }) = number else { return };
        if setting.range.holds(value) {
            self.numbers.insert(setting.name, value);
        } else {
            let message = format!("{} is {value}; expected {}", setting.name, setting.range.expected());
            reader.problems.push(Problem::at(place, message));
        }
    }

    fn read_cap(&mut self, reader: &mut Reader<'_>) {
        let Some(node) = reader.find("emissions_cap") else { return };
        let Node::Table(entries) = &node.value else {
            reader.wrong::<()>("emissions_cap", node, "years with Mt CO2, such as { 2030 = 1200.0 }");
            return;
        };
        for (key, value) in entries {
            match (key.value.parse::<i32>(), &value.value) {
                (Ok(year), Node::Number(cap, _)) if Range::NotNegative.holds(*cap) => {
                    self.emissions_cap.insert(year, *cap);
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
    }

    /// The value of a setting; 0 for an optional one that was left out.
    #[must_use]
    pub fn get(&self, name: &str) -> f64 {
        self.numbers.get(name).copied().unwrap_or(0.0)
    }

    /// Changes a setting; `policy.emissions_cap` changes the caps of all years.
    ///
    /// # Errors
    /// A problem if there is no such setting or its new value is out of range.
    pub fn change(&mut self, name: &str, change: impl Fn(f64) -> f64) -> Result<(f64, f64), Problem> {
        if name == CAP {
            return self.change_caps(change);
        }
        let Some(setting) = SETTINGS.iter().find(|s| s.name == name) else {
            return Err(Problem::new(format!("the scenario has no number \"{name}\""))
                .suggest(name, SETTINGS.iter().map(|s| s.name)));
        };
        let old = self.get(name);
        let new = change(old);
        if !setting.range.holds(new) {
            return Err(Problem::new(format!("{name} becomes {new}; expected {}", setting.range.expected())));
        }
        self.numbers.insert(setting.name, new);
        Ok((old, new))
    }

    fn change_caps(&mut self, change: impl Fn(f64) -> f64) -> Result<(f64, f64), Problem> {
        if self.emissions_cap.is_empty() {
            return Err(Problem::new(format!("{CAP} names no year: nothing changes")).warning());
        }
        let old = self.emissions_cap.values().sum();
        self.emissions_cap.values_mut().for_each(|cap| *cap = change(*cap));
        match self.emissions_cap.iter().find(|(_, cap)| !Range::NotNegative.holds(**cap)) {
            Some((year, cap)) => {
                Err(Problem::new(format!("{CAP} of {year} becomes {cap}; expected {}", Range::NotNegative.expected())))
            }
            None => Ok((old, self.emissions_cap.values().sum())),
        }
    }
}

/// The one number of a scenario that is given by year.
const CAP: &str = "policy.emissions_cap";

/// Model years and resolution.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Horizon {
    /// Model years, ascending.
    pub years: Vec<i32>,
    /// Hours per time slice.
    pub block_hours: u32,
}

impl Horizon {
    /// Reads `[horizon]`.
    pub fn read(reader: &mut Reader<'_>) -> Self {
        let Some(node) = reader.need("horizon") else { return Self::default() };
        let Node::Table(entries) = &node.value else {
            reader.wrong::<()>("horizon", node, "a table");
            return Self::default();
        };
        let mut inner = Reader::new(entries, node.place.clone(), "horizon", reader.problems);
        let horizon = Self { years: years(&mut inner), block_hours: block_hours(&mut inner) };
        inner.finish();
        horizon
    }
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
