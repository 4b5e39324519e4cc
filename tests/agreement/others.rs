//! Cells beside those of the run: of the dataset, of comparisons, of sweeps.

use std::fs;

use super::cells::{Found, Note, Outputs};
use super::figure::{Cell, Row, beside, count, number, unit};
use super::memo::Passage;
use crate::exports::rows;

/// A number as inputs are told: `2000`, `0.5`.
fn short(cell: &str) -> String {
    cell.parse::<f64>().unwrap().to_string()
}

impl Outputs {
    /// A number of what `gridbound compare` writes: `QUANTITY of SCENARIO, YEAR`.
    pub fn of_comparison(&self, quantity: &str, year: &str, note: &Note<'_>, passage: &Passage) -> Found {
        let (quantity, scenario) = quantity.split_once(" of ").unwrap();
        let of = |row: &&Row| row["quantity"] == quantity && row["scenario"] == scenario && row["year"] == year;
        let rows = rows(&self.case.join("outputs/toy-vs-fewer/comparison.csv"));
        let found: Vec<&Row> = rows.iter().filter(of).collect();
        assert_eq!(found.len(), 1, "{}", note.whole);
        let heading = format!(", {} in {year}", found[0]["unit"]);
        assert!(passage.row["Quantity"].ends_with(&heading), "{:?} should end with {heading}", passage.row["Quantity"]);
        assert_eq!(passage.column, scenario, "{}", note.whole);
        if let Some(difference) = number(found[0], "difference") {
            match passage.row["Difference"].as_str() {
                "=" => assert!(difference == 0.0, "{}", note.whole),
                _ => beside(passage, "Difference", (Some(difference), unit("", 1.0)), note.whole),
            }
        }
        Found::of("gridbound compare, comparison.csv", Cell::Number(number(found[0], "value").unwrap(), unit("", 1.0)))
    }

    /// Inputs that differ for one reason, as `gridbound compare` writes them.
    pub fn of_inputs(&self, column: &str, note: &Note<'_>, passage: &Passage) -> Found {
        let (table, column) = column.split_once('.').unwrap();
        let of = |row: &&Row| {
            let said = passage.words.to_lowercase();
            let why = said.ends_with(&format!(". {}", row["why_b"].to_lowercase())) && row["why_a"].is_empty();
            row["table"] == table && row["column"] == column && why
        };
        let rows = rows(&self.case.join("outputs/toy-vs-fewer/inputs.csv"));
        let found: Vec<&Row> = rows.iter().filter(of).collect();
        let words = match found.as_slice() {
            [one] => format!("1 cell, {} → {}", short(&one["value_a"]), short(&one["value_b"])),
            [first, rest @ ..] => {
                assert!(rest.iter().all(|row| row["ratio"] == first["ratio"]), "no words yet for {}", note.whole);
                format!("{} cells, x {}", found.len(), short(&first["ratio"]))
            }
            [] => panic!("no such cell: {}", note.whole),
        };
        Found::of("gridbound compare, inputs.csv", Cell::Words(words))
    }

    /// Cells of the dataset: there are rows that hold the key, and a number in the column; the note names their sources.
    pub fn of_data(&self, file: &str, column: &str, key: &str, note: &Note<'_>, passage: &Passage) -> Found {
        let table = file.strip_prefix("data/toy/").and_then(|name| name.strip_suffix(".csv"));
        let table = table.unwrap_or_else(|| panic!("no such file: {}", note.whole));
        let found = rows(&self.case.join(file));
        let holds = |row: &&Row| key.split(", ").all(|part| row.values().any(|cell| cell == part));
        let numbers = found.iter().filter(holds).filter(|row| row[column].parse::<f64>().is_ok()).count();
        assert!(numbers > 0, "{}: data/toy has no such cell", note.whole);
        let listed = |row: &Row| {
            row["kind"] == "influential" && row["table"] == table && row["key"] == key && row["column"] == column
        };
        let assumed = self.rows("assumptions").into_iter().find(listed);
        let assumed = assumed.unwrap_or_else(|| panic!("{}: assumptions.csv has no such row", note.whole));
        let weight = passage.row["Weight (assumptions.csv)"].replace(',', "").to_lowercase();
        assert_eq!(weight, assumed["why"].to_lowercase(), "{}", note.whole);
        assert_eq!(passage.row["Column"], column, "{}", note.whole);
        let sources = rows(&self.case.join("data/toy/sources.csv"));
        for key in assumed["source"].split("; ") {
            let of = sources.iter().find(|row| row["source"] == key).unwrap();
            let named = format!("{}, {}, {} ({})", of["title"], of["publisher"], of["year"], of["quality"]);
            assert!(note.whole.contains(&named), "{} does not name {named}", note.whole);
        }
        let spoken = table.replace('_', " ");
        let spoken = format!("{}{}", spoken[..1].to_uppercase(), &spoken[1..]);
        Found::of("data", Cell::Words(format!("{spoken}: {key}")))
    }

    /// A table of a sweep.
    pub fn of_sweep(&self, sweep: &str, note: &Note<'_>, said: &str) -> Found {
        let rows = rows(&self.case.join("outputs").join(sweep).join(note.file));
        let words: Vec<&str> = said.split_whitespace().collect();
        match (note.file, note.parts.as_slice()) {
            ("results.csv", ["rows"]) => Found::of("sweep, results.csv: rows", count(rows.len())),
            ("results.csv", ["status"]) => {
                let found = rows.iter().filter(|row| row["status"] == "optimal").count();
                Found::of("sweep, results.csv: status", count(found))
            }
            ("results.csv", ["narrow"]) => {
                let word = words[words.len() - 3];
                let found = rows.iter().filter(|row| row["status"] == "optimal" && row["narrow"] == word).count();
                Found::of("sweep, results.csv: narrow", count(found))
            }
            ("frontier.csv", ["leader"]) => {
                let quoted = said.split_once('“').map(|(_, rest)| rest.split_once('”').unwrap().0);
                let leader = quoted.map_or("tie".to_owned(), |title| self.lever(title));
                let found = rows.iter().filter(|row| row["leader"] == leader).count();
                Found::of("sweep, frontier.csv", count(found))
            }
            ("flip_line.csv", [which]) => {
                let (moves, stays) = which.split_once(" where ").unwrap();
                let (stays, at) = stays.split_once(" is ").unwrap();
                let at: f64 = at.parse().unwrap();
                let ends = rows.iter().flat_map(|row| {
                    ["start", "end"].map(|end| {
                        let of = |axis: &str| {
                            let which = if row["axis_1"] == axis { 1 } else { 2 };
                            assert_eq!(row[&format!("axis_{which}")], axis, "{}", note.whole);
                            number(row, &format!("{end}_level_{which}")).unwrap()
                        };
                        (of(stays), of(moves))
                    })
                });
                let mut levels: Vec<f64> = ends.filter(|(level, _)| *level == at).map(|(_, level)| level).collect();
                levels.dedup();
                assert_eq!(levels.len(), 1, "{}: {levels:?}", note.whole);
                Found::of("sweep, flip_line.csv", Cell::Number(levels[0], unit("x", 1.0)))
            }
            ("probabilities.csv", [column, reading, family, years]) => {
                let (from, to) = years.split_once('–').unwrap_or((years, years));
                let meant = |row: &&Row| {
                    let year = row["year"].as_str();
                    row["reading"] == *reading && row["answer"] == *family && (from..=to).contains(&year)
                };
                let shares: Vec<f64> =
                    rows.iter().filter(meant).map(|row| 100.0 * number(row, column).unwrap()).collect();
                let low = shares.iter().copied().fold(f64::INFINITY, f64::min);
                let high = shares.iter().copied().fold(0.0, f64::max);
                let words = if from == to { format!("{low:.0} %") } else { format!("{low:.0} to {high:.0} %") };
                Found::of("sweep, probabilities.csv", Cell::Words(words))
            }
            _ => panic!("no such cell: {}", note.whole),
        }
    }

    /// Name of the lever with a title, which begins small within a sentence.
    fn lever(&self, title: &str) -> String {
        let levers: toml::Table = fs::read_to_string(self.case.join("data/toy/levers.toml")).unwrap().parse().unwrap();
        let text = |lever: &toml::Value, key: &str| lever[key].as_str().unwrap().to_owned();
        let all = levers["lever"].as_array().unwrap();
        let found = all.iter().find(|lever| text(lever, "title").to_lowercase() == title.to_lowercase());
        text(found.unwrap_or_else(|| panic!("no lever has the title {title}")), "name")
    }
}
