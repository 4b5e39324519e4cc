//! A commented scenario to edit.

use super::adjust::{can_change, selectable};
use super::base::Base;
use super::lever::Lever;
use super::settings::STATED;
use crate::input::Dataset;
use crate::input::schema::{Column, Presence, Schema};
use crate::input::settings::{SETTINGS, Setting, Settings};
use crate::input::tables::{Regions, TABLES};
use crate::units::Unit;

/// The text of a scenario that inherits from another. As it stands it changes nothing: numbers, regions and tables are listed
/// in comments, with the parent's values, units and meanings, and levers at the strength that does nothing.
#[must_use]
pub fn template(name: &str, parent: Base<'_>) -> String {
    let horizon = &parent.scenario.horizon;
    let filled = [
        ("{name}", name.to_owned()),
        ("{parent}", parent.scenario.name.clone()),
        ("{dataset}", parent.scenario.dataset.clone()),
        ("{years}", horizon.years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
        ("{hours}", horizon.block_hours.to_string()),
        ("{numbers}", numbers(parent)),
        ("{levers}", parent.levers.iter().map(lever).collect()),
        ("{regions}", regions(parent.dataset)),
        ("{tables}", tables(parent.dataset)),
    ];
    let text = include_str!("template.toml").to_owned();
    filled.into_iter().fold(text, |text, (place, words)| text.replace(place, words.trim_end()))
}

/// The numbers that a scenario states, as the parent has them.
fn numbers(parent: Base<'_>) -> String {
    let line = |table: &str, setting: &Setting| {
        let key = setting.name.strip_prefix(table)?.strip_prefix('.')?;
        let (settings, unit) = (&parent.scenario.settings, setting.unit);
        let value = match settings.of(setting) {
            value if setting.check(value).is_ok() => format!("{value:?}"),
            _ => by_year(settings, setting)?,
        };
        Some(format!("# {key} = {value}   # {}, {unit}: {}\n", setting.title, setting.range.expected()))
    };
    let table = |table: &&str| {
        let lines: String = SETTINGS.iter().filter_map(|setting| line(table, setting)).collect();
        format!("\n# [{table}]\n{lines}")
    };
    STATED.iter().map(table).collect()
}

/// A number that the parent gives by year; none where it leaves it out.
fn by_year(settings: &Settings, setting: &Setting) -> Option<String> {
    let (.., values) = settings.by_year().into_iter().find(|(name, ..)| *name == setting.name)?;
    let years: Vec<String> = values.iter().map(|(year, value)| format!("{year} = {value:?}")).collect();
    (!years.is_empty()).then(|| format!("{{ {} }}", years.join(", ")))
}

fn lever(lever: &Lever) -> String {
    let Lever { name, neutral, title, low, high, unit, description, .. } = lever;
    format!("# {name} = {neutral:?}   # {title}, {low} to {high} {unit}: {description}\n")
}

fn regions(dataset: &Dataset) -> String {
    let region = |(code, name): (&String, &String)| format!("# {code}: {name}\n");
    dataset.column(Regions::region).iter().zip(dataset.column(Regions::name)).map(region).collect()
}

/// The tables that adjusts act on: which columns they can change, and which name rows.
fn tables(dataset: &Dataset) -> String {
    let held = |schema: &&Schema| schema.presence != Presence::Report && !dataset.table(schema.name).is_empty();
    TABLES.iter().filter(held).filter_map(table).collect()
}

/// A table with its numbers; none where it has none.
fn table(schema: &Schema) -> Option<String> {
    let number = |column: &Column| {
        let unit = match column.unit {
            "" => Unit::of_input(column.name).map_or("", Unit::words).to_owned(),
            stated => stated.replace("{unit}", "unit"),
        };
        let unit = if unit.is_empty() { unit } else { format!(" [{unit}]") };
        format!("#   {}{unit} {}", column.name, column.meaning.trim()).trim_end().to_owned() + "\n"
    };
    let numbers: String = schema.columns.iter().filter(|column| can_change(column)).map(number).collect();
    let names = schema.columns.iter().filter(|column| selectable(column.cell)).map(|column| column.name);
    let rows: Vec<&str> = names.chain(schema.year().map(|_| "years")).collect();
    let about = schema.about.trim();
    (!numbers.is_empty()).then(|| format!("# {}: {about} Rows by {}.\n{numbers}", schema.name, rows.join(", ")))
}
