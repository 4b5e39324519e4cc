//! The cells that notes name, in the tables of a run.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::figure::{Cell, Row, beside, count, millions, number, percent, stands, unit};
use super::memo::Passage;
use crate::exports::rows;

/// A row of a CSV file.
pub struct Place {
    pub table: String,
    pub row: usize,
    pub column: String,
}

/// What a note leads to.
pub struct Found {
    pub cell: Cell,
    /// Its row, if it is one cell of a table.
    pub place: Option<Place>,
    /// The form that the note has.
    pub form: &'static str,
}

impl Found {
    pub fn of(form: &'static str, cell: Cell) -> Self {
        Self { cell, place: None, form }
    }
}

/// The folders of a memo and of what it rests on.
pub struct Outputs {
    pub case: PathBuf,
    /// Name of the run's folder.
    pub name: &'static str,
}

/// A note: `OWNER, FILE, KEYS: PARTS. What that rests on`.
pub struct Note<'a> {
    pub whole: &'a str,
    /// What the file belongs to, if not to the run.
    pub owner: &'a str,
    pub file: &'a str,
    pub keys: Vec<&'a str>,
    pub parts: Vec<&'a str>,
}

impl<'a> Note<'a> {
    fn of(whole: &'a str) -> Self {
        let cell = whole.split_once(". ").map_or(whole, |(cell, _)| cell);
        let (head, parts) = cell.split_once(": ").unwrap_or_else(|| panic!("a note without a file: {whole}"));
        let (mut owner, mut names) = ("", head.split(", ").collect::<Vec<_>>());
        let is_file = |name: &str| [".csv", ".json", ".toml"].iter().any(|ending| name.ends_with(ending));
        if !is_file(names[0]) {
            owner = names.remove(0);
        }
        assert!(names.first().is_some_and(|name| is_file(name)), "a note without a file: {whole}");
        Self { whole, owner, file: names.remove(0), keys: names, parts: parts.split(", ").collect() }
    }
}

impl Outputs {
    pub fn folder(&self) -> PathBuf {
        self.case.join("outputs").join(self.name)
    }

    pub fn rows(&self, table: &str) -> Vec<Row> {
        rows(&self.folder().join(format!("{table}.csv")))
    }

    pub fn json(&self, file: &str) -> Value {
        serde_json::from_slice(&fs::read(self.folder().join(file)).unwrap()).unwrap()
    }

    /// The one row of a table that is meant.
    #[track_caller]
    fn place(&self, table: &str, column: &str, is_meant: impl Fn(&Row) -> bool) -> (Place, Row) {
        let mut found: Vec<(usize, Row)> =
            self.rows(table).into_iter().enumerate().filter(|(_, row)| is_meant(row)).collect();
        assert_eq!(found.len(), 1, "{table}.csv: {column}: so many rows are meant");
        let (row, cells) = found.remove(0);
        (Place { table: table.to_owned(), row, column: column.to_owned() }, cells)
    }

    pub fn number(&self, place: &Place) -> f64 {
        number(&self.rows(&place.table)[place.row], &place.column).unwrap()
    }

    /// One cell.
    fn at(&self, form: &'static str, place: Place, units: Vec<(String, f64)>) -> Found {
        Found { cell: Cell::Number(self.number(&place), units), place: Some(place), form }
    }

    /// The cell that a note names.
    pub fn resolve(&self, note: &str, said: &str, passage: &Passage) -> Found {
        let note = Note::of(note);
        match (note.owner, note.file, note.parts.as_slice()) {
            ("", "summary.csv", ["first_bottleneck"]) => self.first_bottleneck(),
            ("", "summary.csv", [column, year]) => self.of_summary(column, year, &note),
            ("", "verdict.json", _) => self.of_verdict(&note, passage),
            ("", "flip_points.csv", ["flip", lever, pair]) => self.of_flip((lever, pair), &note, passage),
            ("", "themes.csv", _) => self.of_theme(&note, passage),
            ("", "relax.csv", _) => self.of_relaxation(&note, passage),
            ("", "ladder.csv", [column, rung]) => {
                let rung = rung.strip_prefix("rung ").unwrap();
                let is_meant = |row: &Row| row["rung"] == rung && row["region"].is_empty() && row["year"].is_empty();
                self.at("ladder.csv", self.place("ladder", column, is_meant).0, unit("MH100e", 1.0))
            }
            ("", "shadow_prices.csv", ["validity", validity]) => {
                let rows = self.rows("shadow_prices");
                let found = rows.iter().filter(|row| row["validity"] == *validity).count();
                Found::of("shadow_prices.csv: validity", count(found))
            }
            ("", "shadow_prices.csv", ["rent_musd above 0", limits, family]) => self.of_own_rents(limits, family),
            ("", "shadow_prices.csv", [column, ..]) => self.of_price(column, &note, passage),
            ("", "fleet.csv", ["rated_gw", region, year]) => {
                let region = region.strip_suffix(" over all").unwrap();
                let of_year = || self.rows("fleet").into_iter().filter(|row| row["year"] == *year);
                let load = |row: Row| number(&row, "rated_gw").unwrap();
                let own: f64 = of_year().filter(|row| row["region"] == region).map(load).sum();
                Found::of("fleet.csv: a share", percent(own / of_year().map(load).sum::<f64>()))
            }
            ("", "bottlenecks.csv", ["rent_share", region, year, family]) => {
                let key = |row: &Row| ["region", "year", "family"].map(|column| row[column].clone());
                let (place, _) = self.place("bottlenecks", "rent_share", |row| key(row) == [*region, *year, *family]);
                self.at("bottlenecks.csv", place, unit("%", 0.01))
            }
            ("", "assumptions.csv", ["changed", table]) => self.of_change(table, &note, passage),
            ("", "certificate.json", ["objective_musd"]) => {
                let objective = self.json(note.file)["objective_musd"].as_f64().unwrap();
                Found::of("certificate.json: objective", Cell::Number(objective, unit("million", 1.0)))
            }
            ("", "certificate.json", [first, rest @ ..]) => {
                let certificate = self.json(note.file);
                let names = rest.iter().chain([first]).map(|name| name.trim_start_matches("the largest of "));
                let largest = names.map(|name| certificate[name].as_f64().unwrap()).fold(0.0, f64::max);
                Found::of("certificate.json: residuals", Cell::AtMost(largest))
            }
            ("", "manifest.toml", [setting]) => self.of_manifest(setting, &note),
            ("", input, [column, key @ ..]) => self.of_data(input, column, &key.join(", "), &note, passage),
            ("gridbound compare", "comparison.csv", [quantity, year]) => {
                self.of_comparison(quantity, year, &note, passage)
            }
            ("gridbound compare", "inputs.csv", [column]) => self.of_inputs(column, &note, passage),
            (owner, _, _) => {
                self.of_sweep(owner.strip_prefix("sweep ").unwrap_or_else(|| panic!("{}", note.whole)), &note, said)
            }
        }
    }

    fn of_summary(&self, column: &str, year: &str, note: &Note<'_>) -> Found {
        let units = match column.rsplit_once('_').unwrap().1 {
            "gw" => unit("GW", 1.0),
            "twh" => unit("TWh", 1.0),
            "mh100e" => [unit("million H100-equivalents", 1.0), unit("million", 1.0)].concat(),
            other => panic!("{}: {other} has no words yet", note.whole),
        };
        self.at("summary.csv", self.place("summary", column, |row| row["year"] == year).0, units)
    }

    fn of_flip(&self, (lever, pair): (&str, &str), note: &Note<'_>, passage: &Passage) -> Found {
        let (place, row) = self.place("flip_points", "flip", |row| row["lever"] == lever && row["pair"] == pair);
        let units = unit(&row["unit"], 1.0);
        if !passage.row.is_empty() {
            beside(passage, "Now", (number(&row, "strength"), units.clone()), note.whole);
            beside(passage, "Range of the data", (number(&row, "high"), units.clone()), note.whole);
            let low = passage.row["Range of the data"].split_once(" to ").unwrap().0;
            assert_eq!(low.parse().ok(), number(&row, "low"), "{}", note.whole);
            let within = if row["within_range"] == "true" { "within" } else { "beyond" };
            stands(passage, "Flip is", within, note.whole);
            stands(passage, "Then leads", &row["leader_beyond"], note.whole);
        }
        self.at("flip_points.csv: flip", place, units)
    }

    /// A theme, with the numbers in the row of the memo.
    fn of_theme(&self, note: &Note<'_>, passage: &Passage) -> Found {
        let (step, theme) = note.keys.split_last().unwrap();
        let theme = theme.join(", ");
        let (place, row) = self.place("themes", note.parts[0], |row| row["theme"] == theme && row["step"] == *step);
        let mut form = "themes.csv: a limit";
        for column in &note.parts[1..] {
            let (heading, units) = match *column {
                "value_musd_per_gw" => ("Per GW", unit("million USD", 1.0)),
                "gross_value_musd_per_musd" => ("Per USD spent", unit("USD", 1.0)),
                "used_share" => ("Used", unit("%", 0.01)),
                "best_price_of_more" | "best_price" => {
                    self.of_best_unit(&row, column, note, passage);
                    continue;
                }
                "rise_units" => ("Moved", unit(&row["unit"], 1.0)),
                "load_gw" => ("Change of mean AI load", unit("GW", 1.0)),
                other => panic!("{}: {other}", note.whole),
            };
            beside(passage, heading, (number(&row, column), units), note.whole);
            if *column == "load_gw" {
                stands(passage, "To its", &format!("{step} end"), note.whole);
                form = "themes.csv: a lever";
            }
        }
        self.at(form, place, millions())
    }

    /// What one more of the best unit of a theme is worth, where and when.
    fn of_best_unit(&self, row: &Row, column: &str, note: &Note<'_>, passage: &Passage) {
        let heading = "Most valuable unit: worth, where, when";
        let said = passage.row[heading].clone();
        let price = number(row, column).filter(|price| *price > 0.0);
        let Some(price) = price else { return assert_eq!(said, "–", "{}", note.whole) };
        let regions = rows(&self.case.join("data/toy/regions.csv"));
        let name = |code: &str| regions.iter().find(|row| row["region"] == code).unwrap()["name"].clone();
        let place: Vec<String> = row["best_region"].split('+').filter(|code| !code.is_empty()).map(name).collect();
        let rest = [place.join(" and "), row["best_year"].clone()];
        let rest: Vec<&str> = rest.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let rest = format!(", {}", rest.join(", "));
        let worth = said.strip_suffix(&rest).unwrap_or_else(|| panic!("{said} should end with {rest}: {}", note.whole));
        super::figure::agree(worth, &Cell::Number(price, unit(&row["best_price_unit"], 1.0)), heading, note.whole);
    }

    fn of_relaxation(&self, note: &Note<'_>, passage: &Passage) -> Found {
        let (kind, name) = note.keys[0].split_once(' ').unwrap();
        let key = [kind, name, note.keys[1], note.keys[2], ""];
        let of = |row: &Row| ["kind", "name", "mode", "step", "year"].map(|column| row[column].clone());
        let (place, row) = self.place("relax", note.parts[0], |row| of(row) == key);
        for column in &note.parts[1..] {
            let heading = if *column == "gain_compute_share" { "Compute" } else { "AI load" };
            beside(passage, heading, (number(&row, column), unit("%", 0.01)), note.whole);
        }
        self.at(if kind == "family" { "relax.csv: a family" } else { "relax.csv: a lever" }, place, millions())
    }

    fn of_price(&self, column: &str, note: &Note<'_>, passage: &Passage) -> Found {
        let key = |row: &Row| {
            let parts = ["rule", "item", "region", "year"].map(|key| row[key].clone());
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>()
        };
        let (place, row) = self.place("shadow_prices", column, |row| key(row) == note.parts[1..]);
        stands(passage, "In", &row["year"], note.whole);
        let form = match column {
            "price" => "shadow_prices.csv: price",
            "price_of_more" => "shadow_prices.csv: price_of_more",
            other => panic!("{}: {other}", note.whole),
        };
        self.at(form, place, unit(&row["price_unit"], 1.0))
    }
}
