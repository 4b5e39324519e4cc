//! What can only be checked with more than one row or table in view: completeness, and numbers that belong together.

use std::collections::{BTreeMap, BTreeSet};

use super::dataset::Dataset;
use super::schema::main_column;
use super::table::Table;
use crate::error::{Problem, Problems};

/// Everything that the model needs is there, and numbers that belong together agree.
pub fn completeness(dataset: &Dataset, problems: &mut Problems) {
    days_of_the_year(dataset.table("days"), problems);
    technologies(dataset.table("technologies"), problems);
    constant_within(dataset.table("build_limits"), &["limit"], &["scope", "name", "region"], problems);
    constant_within(dataset.table("sites"), &["site_class", "region"], &["first_year"], problems);
    links(dataset.table("links"), problems);
    complete_keys(dataset, problems);
    fuel_prices(dataset, problems);
    ranges_in_order(dataset, problems);
}

/// What adjusts may have broken: the checks of [`completeness`] on numbers alone.
pub fn adjusted(dataset: &Dataset, problems: &mut Problems) {
    days_of_the_year(dataset.table("days"), problems);
    technologies(dataset.table("technologies"), problems);
    constant_within(dataset.table("sites"), &["site_class", "region"], &["first_year"], problems);
}

/// The names of a cell that holds several, separated by `;`.
pub fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|name| !name.is_empty())
}

fn days_of_the_year(days: &Table, problems: &mut Problems) {
    const DAYS: f64 = 365.0;
    const ROUNDING: f64 = 0.01;
    let sum: f64 = days.number("days").iter().sum();
    if (sum - DAYS).abs() > ROUNDING && !days.is_empty() {
        problems.push(
            Problem::at(days.place(0, "days"), format!("days sum to {sum}; expected {DAYS}"))
                .hint("each row says how many days of the year its day stands for"),
        );
    }
}

fn technologies(table: &Table, problems: &mut Problems) {
    for row in (0..table.len()).filter(|&row| table.text("kind")[row] == "storage") {
        for column in ["duration_hours", "round_trip_efficiency"] {
            let value = table.number(column)[row];
            if value.is_nan() || value <= 0.0 {
                let name = &table.text("technology")[row];
                problems.push(Problem::at(
                    table.place(row, column),
                    format!("{name} is storage and needs {column} above 0"),
                ));
            }
        }
    }
}

/// Within one key, the given cells must be the same in every row.
fn constant_within(table: &Table, keys: &[&str], columns: &[&str], problems: &mut Problems) {
    let mut first: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for row in 0..table.len() {
        let key: Vec<String> = keys.iter().map(|key| table.cell(row, key)).collect();
        let &mut earlier = first.entry(key.clone()).or_insert(row);
        for column in columns {
            let (here, there) = (table.cell(row, column), table.cell(earlier, column));
            if here != there {
                let message =
                    format!("{column} is \"{here}\", but \"{there}\" in an earlier row of {}", key.join(", "));
                problems.push(
                    Problem::at(table.place(row, column), message)
                        .hint(format!("{column} must be the same in all rows of a {}", keys.join(" and "))),
                );
            }
        }
    }
}

fn links(table: &Table, problems: &mut Problems) {
    for row in 0..table.len() {
        if table.text("from")[row] == table.text("to")[row] {
            let message = format!("link {} joins a region to itself", table.text("link")[row]);
            problems.push(Problem::at(table.place(row, "to"), message));
        }
    }
}

/// Tables in which every key must have rows.
fn complete_keys(dataset: &Dataset, problems: &mut Problems) {
    let names = |table: &str, column: &str| -> Vec<String> { dataset.table(table).text(column).to_vec() };
    let regions = names("regions", "region");
    let days = names("days", "day");
    let hours: Vec<String> = (0..24).map(|h| h.to_string()).collect();
    let technologies = names("technologies", "technology");
    let accelerators = names("accelerators", "accelerator");
    let cooling = names("cooling", "cooling");
    let mut need = |table: &str, columns: &[&str], wanted: &[&[String]]| {
        missing_keys(dataset.table(table), columns, wanted, problems);
    };
    need("load", &["region"], &[&regions]);
    need("connections", &["region"], &[&regions]);
    need("load_profile", &["region", "day", "hour"], &[&regions, &days, &hours]);
    need("cooling_performance", &["cooling", "region"], &[&cooling, &regions]);
    need("technology_costs", &["technology"], &[&technologies]);
    need("accelerator_prices", &["accelerator"], &[&accelerators]);
    let availability = dataset.table("availability");
    let mut given: BTreeMap<[String; 3], BTreeSet<String>> = BTreeMap::new();
    for row in 0..availability.len() {
        let key = ["technology", "region", "day"].map(|column| availability.cell(row, column));
        given.entry(key).or_default().insert(availability.cell(row, "hour"));
    }
    for (key, found) in given.iter().filter(|(_, found)| found.len() < 24) {
        problems.push(
            Problem::at(availability.header_place(), format!("{} has {} of 24 hours", key.join(", "), found.len()))
                .hint("a day in availability replaces the technology's own value and gives all 24 hours"),
        );
    }
}

fn missing_keys(table: &Table, columns: &[&str], wanted: &[&[String]], problems: &mut Problems) {
    const SHOWN: usize = 5;
    let given: BTreeSet<Vec<String>> =
        (0..table.len()).map(|row| columns.iter().map(|c| table.cell(row, c)).collect()).collect();
    let mut keys: Vec<Vec<String>> = vec![vec![]];
    for names in wanted {
        keys =
            keys.iter().flat_map(|k| names.iter().map(move |n| [&k[..], std::slice::from_ref(n)].concat())).collect();
    }
    let missing: Vec<String> = keys.iter().filter(|k| !given.contains(*k)).map(|k| k.join(", ")).collect();
    if !missing.is_empty() && !table.is_empty() {
        let more = if missing.len() > SHOWN { format!("; and {} more", missing.len() - SHOWN) } else { String::new() };
        let listed = missing.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; ");
        problems.push(Problem::at(table.header_place(), format!("no rows for {listed}{more}")).hint(format!(
            "{} must be complete: one or more rows for every {}",
            table.schema.name,
            columns.join(" x ")
        )));
    }
}

/// A price wherever a technology that burns the fuel stands or may be built.
fn fuel_prices(dataset: &Dataset, problems: &mut Problems) {
    let technologies = dataset.table("technologies");
    let prices = dataset.table("fuel_prices");
    let priced: BTreeSet<(&str, &str)> =
        prices.text("fuel").iter().zip(prices.text("region")).map(|(f, r)| (f.as_str(), r.as_str())).collect();
    let existing = dataset.table("existing_capacity");
    let limits = dataset.table("build_limits");
    for (row, technology) in technologies.text("technology").iter().enumerate() {
        let fuel = technologies.text("fuel")[row].as_str();
        if fuel.is_empty() || priced.contains(&(fuel, "all")) {
            continue;
        }
        let groups: Vec<&str> = list(&technologies.text("build_groups")[row]).collect();
        let stands = |region: &str| {
            (0..existing.len()).any(|i| {
                existing.text("technology")[i] == *technology
                    && existing.text("region")[i] == region
                    && existing.number("gw")[i] > 0.0
            })
        };
        let may_be_built = |region: &str| {
            (0..limits.len()).any(|i| {
                let (name, place) = (limits.text("name")[i].as_str(), limits.text("region")[i].as_str());
                let named =
                    if limits.text("scope")[i] == "group" { groups.contains(&name) } else { name == technology };
                named && (place == "all" || place == region)
            })
        };
        for region in dataset.table("regions").text("region") {
            if !priced.contains(&(fuel, region.as_str())) && (stands(region) || may_be_built(region)) {
                problems.push(
                    Problem::at(
                        prices.header_place(),
                        format!("no price of {fuel} in {region}, where {technology} burns it"),
                    )
                    .hint(format!("add rows for {fuel}, {region} or for {fuel}, all")),
                );
            }
        }
    }
}

/// `low` <= main value <= `high`; a warning, since the model does not read the range.
fn ranges_in_order(dataset: &Dataset, problems: &mut Problems) {
    for table in dataset.tables() {
        let Some(main) = main_column(table.schema.name) else { continue };
        let value = table.number(main);
        for (bound, wrong) in [("low", f64::gt as fn(&f64, &f64) -> bool), ("high", f64::lt)] {
            for (row, limit) in table.number(bound).iter().enumerate() {
                if wrong(limit, &value[row]) {
                    let message = format!("{bound} is {limit}, but {main} is {}", value[row]);
                    problems.push(
                        Problem::at(table.place(row, bound), message).hint("expected low <= value <= high").warning(),
                    );
                }
            }
        }
    }
}
