//! Records as flat rows, and back.
//!
//! The columns of a sweep depend on its axes and years, so its rows are maps from column to cell.

use serde_json::{Map, Value, json};

use super::record::{Finished, Found, OfYear, Record, Status};
use crate::named::{named, word_or_empty};
use crate::program::Family;
use crate::scenario::sweep::Level;
use crate::solve::Way;

/// A row by column.
pub type Row = Map<String, Value>;

/// The columns of a sweep.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    axes: Vec<String>,
    years: Vec<i32>,
}

impl Columns {
    /// The columns for axes of these names and for these model years.
    #[must_use]
    pub const fn new(axes: Vec<String>, years: Vec<i32>) -> Self {
        Self { axes, years }
    }

    /// Those of a finished sweep.
    #[must_use]
    pub fn of(sweep: &Finished) -> Self {
        Self::new(sweep.axes.iter().map(|axis| axis.name.clone()).collect(), sweep.years.clone())
    }

    /// Columns of `results`, in order.
    #[must_use]
    pub fn results(&self) -> Vec<String> {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let mut columns = words(&["scenario"]);
        columns.extend(self.axes.iter().cloned());
        columns.extend(words(&["objective_musd", "status", "certified", "warm", "iterations", "seconds"]));
        for year in &self.years {
            columns.extend(["ai_it_gw", "mh100e", "twh", "first"].map(|name| format!("{name}_{year}")));
        }
        columns.extend(words(&["narrow", "broad"]));
        columns.extend(Family::ALL.map(|family| format!("rent_{}_musd", family.name())));
        columns.extend(words(&["solved", "message"]));
        columns
    }

    /// Columns of the store: those of `results`, and what else a record holds.
    #[must_use]
    pub fn all(&self) -> Vec<String> {
        let mut columns = self.results();
        for year in &self.years {
            columns.push(format!("capex_busd_per_year_{year}"));
            columns.extend(Family::ALL.map(|family| rent_in(family, *year)));
        }
        columns
    }

    /// A record as a row of all columns.
    #[must_use]
    pub fn row(&self, record: &Record) -> Row {
        let mut row = Row::new();
        let mut put = |name: &str, value: Value| row.insert(name.to_owned(), value);
        put("scenario", json!(record.scenario));
        for (axis, level) in self.axes.iter().zip(&record.levels) {
            put(axis, cell(level));
        }
        put("status", json!(record.status.name()));
        put("certified", json!(record.found.is_some()));
        put("warm", json!(record.way.is_warm()));
        put("iterations", json!(record.iterations));
        put("seconds", json!(record.seconds));
        put("solved", json!(record.way.name()));
        let Some(found) = &record.found else {
            if let Status::Rejected(message) = &record.status {
                put("message", json!(message));
            }
            return row;
        };
        put("objective_musd", json!(found.objective_musd));
        put("narrow", json!(word_or_empty(found.narrow)));
        put("broad", json!(word_or_empty(found.broad)));
        for family in Family::ALL {
            put(&format!("rent_{}_musd", family.name()), json!(found.rent(family)));
        }
        for (year, of_year) in self.years.iter().zip(&found.years) {
            put(&format!("ai_it_gw_{year}"), json!(of_year.ai_it_gw));
            put(&format!("mh100e_{year}"), json!(of_year.compute_mh100e));
            put(&format!("twh_{year}"), json!(of_year.energy_twh));
            put(&format!("first_{year}"), json!(of_year.first));
            put(&format!("capex_busd_per_year_{year}"), json!(of_year.capex_busd_per_year));
            for family in Family::ALL {
                put(&rent_in(family, *year), json!(of_year.rents_musd[family as usize]));
            }
        }
        row
    }

    /// The record that a row of all columns holds; none if it is not such a row.
    #[must_use]
    pub fn record(&self, row: &Row) -> Option<Record> {
        let text = |name: &str| row.get(name).and_then(Value::as_str);
        let number = |name: &str| row.get(name).and_then(Value::as_f64);
        let levels = self.axes.iter().map(|axis| level(row.get(axis)?)).collect::<Option<_>>()?;
        let status = match text("status")? {
            "optimal" => Status::Optimal,
            "infeasible" => Status::Infeasible,
            "uncertified" => Status::Uncertified,
            _ => Status::Rejected(text("message").unwrap_or_default().to_owned()),
        };
        let of_year = |year: &i32| {
            let rents = Family::ALL.map(|family| number(&rent_in(family, *year)));
            Some(OfYear {
                ai_it_gw: number(&format!("ai_it_gw_{year}"))?,
                compute_mh100e: number(&format!("mh100e_{year}"))?,
                energy_twh: number(&format!("twh_{year}"))?,
                capex_busd_per_year: number(&format!("capex_busd_per_year_{year}"))?,
                rents_musd: if rents.contains(&None) { return None } else { rents.map(Option::unwrap_or_default) },
                first: named(text(&format!("first_{year}"))?)?,
            })
        };
        let found = match status {
            Status::Optimal => Some(Found {
                objective_musd: number("objective_musd")?,
                years: self.years.iter().map(of_year).collect::<Option<_>>()?,
                narrow: named(text("narrow")?),
                broad: named(text("broad")?),
            }),
            _ => None,
        };
        Some(Record {
            scenario: usize::try_from(row.get("scenario")?.as_i64()?).ok()?,
            levels,
            status,
            way: Way::ALL.into_iter().find(|way| Some(way.name()) == text("solved"))?,
            iterations: row.get("iterations")?.as_i64()?,
            seconds: number("seconds")?,
            found,
        })
    }
}

fn rent_in(family: Family, year: i32) -> String {
    format!("rent_{}_{year}_musd", family.name())
}

fn cell(level: &Level) -> Value {
    match level {
        Level::Number(value) => json!(value),
        Level::Name(name) => json!(name),
    }
}

fn level(cell: &Value) -> Option<Level> {
    match cell {
        Value::String(name) => Some(Level::Name(name.clone())),
        other => other.as_f64().map(Level::Number),
    }
}
