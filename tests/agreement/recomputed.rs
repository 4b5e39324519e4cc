//! What notes say of several cells at once: verdicts, shares, runs of years.

use std::fs;

use gridbound::experiment::explain::verdict::MIXED;
use serde_json::Value;

use super::cells::{Found, Note, Outputs};
use super::figure::{Cell, Row, beside, count, number, percent, stands, unit};
use super::memo::Passage;

/// What a family is called within a sentence.
pub fn noun(family: &str) -> String {
    match family {
        "siting" => "sites".to_owned(),
        "grid" => "grid capacity".to_owned(),
        other => other.to_owned(),
    }
}

/// `a, b and c`.
fn list(parts: &[String]) -> String {
    match parts {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => parts.concat(),
    }
}

/// Words by year; each is said once for all years in a row that have it.
fn by_year(words: impl Iterator<Item = (String, String)>) -> Vec<String> {
    let mut runs: Vec<(String, String, String)> = vec![];
    for (year, word) in words {
        match runs.last_mut().filter(|(last, ..)| *last == word) {
            Some((_, _, to)) => *to = year,
            None => runs.push((word, year.clone(), year)),
        }
    }
    let alone = runs.len() == 1;
    let when = |(word, from, to): (String, String, String)| match (alone, from == to) {
        (true, _) => format!("{word} in all years"),
        (_, true) => format!("{word} in {from}"),
        _ => format!("{word} in {from}–{to}"),
    };
    runs.into_iter().map(when).collect()
}

/// A verdict in words; of a mixed one also whose gains are nearly alike.
fn told(finding: &Value) -> String {
    const READ: [&str; 7] = ["energy", "chips", "capital", "demand", "siting", "cooling", "materials"];
    let narrow = finding["narrow"].as_str().unwrap();
    let gain = |family: &&str| finding["gains"][*family].as_f64().unwrap();
    let most = READ.iter().map(&gain).fold(0.0, f64::max);
    let mut near: Vec<&str> = READ.into_iter().filter(|family| most > 0.0 && gain(family) >= MIXED * most).collect();
    if narrow != "mixed" || near.len() < 2 {
        return narrow.to_owned();
    }
    near.sort_by(|a, b| gain(b).total_cmp(&gain(a)));
    format!("mixed ({})", list(&near.into_iter().map(noun).collect::<Vec<_>>()))
}

/// The supply that gains most, power and grid as one.
fn first(gains: &Value) -> String {
    const SUPPLIES: [&str; 6] = ["materials", "cooling", "siting", "capital", "chips", "energy"];
    let gain = |family: &&&str| gains[**family].as_f64().unwrap();
    (*SUPPLIES.iter().max_by(|a, b| gain(a).total_cmp(&gain(b))).unwrap()).to_owned()
}

/// Which supply brings most of what, where that differs.
fn differing(horizon: &Value) -> String {
    let mut leads: Vec<(String, Vec<String>)> = vec![];
    for (measure, gains) in [("value", "gains"), ("compute", "gains_compute"), ("load", "gains_load")] {
        let family = first(&horizon[gains]);
        match leads.iter_mut().find(|(other, _)| *other == family) {
            Some((_, measures)) => measures.push(measure.to_owned()),
            None => leads.push((family, vec![measure.to_owned()])),
        }
    }
    assert!(leads.len() > 1, "all measures lead to {leads:?}");
    let mut said: Vec<String> = vec![];
    for (family, measures) in leads {
        let plural = ["chips", "siting", "materials"].contains(&family.as_str());
        let verb = match (said.is_empty(), plural) {
            (true, true) => " bring",
            (true, false) => " brings",
            (false, _) => "",
        };
        let more = if said.is_empty() { "More" } else { "more" };
        let who = if family == "energy" { "power and grid together".to_owned() } else { noun(&family) };
        said.push(format!("{more} {who}{verb} the most {}", list(&measures)));
    }
    said.join(", ")
}

impl Outputs {
    /// A cell of `verdict.json`.
    pub fn of_verdict(&self, note: &Note<'_>, passage: &Passage) -> Found {
        let verdict = self.json(note.file);
        let years = verdict["years"].as_array().unwrap();
        let confidence = &verdict["confidence"];
        let finding = |when: &str| match when {
            "horizon" => &verdict["horizon"],
            year => years
                .iter()
                .find(|entry| entry["year"].as_i64() == year.parse().ok())
                .unwrap_or_else(|| panic!("{}", note.whole)),
        };
        let share = |value: &Value| percent(value.as_f64().unwrap_or_else(|| panic!("{}: {value}", note.whole)));
        match note.parts.as_slice() {
            ["years", "narrow"] => {
                let words = by_year(years.iter().map(|finding| (finding["year"].to_string(), told(finding))));
                Found::of("verdict.json: years, narrow", Cell::Words(words.join(", ")))
            }
            ["horizon", "gains", "gains_compute and gains_load of supplies"] => {
                Found::of("verdict.json: gains of supplies", Cell::Words(differing(&verdict["horizon"])))
            }
            ["horizon", gains] => {
                let family = gains.strip_prefix("gains.").unwrap();
                Found::of("verdict.json: horizon, gains", share(&verdict["horizon"]["gains"][family]))
            }
            ["narrow and gains", when] => {
                let finding = finding(when);
                let mut told = 0;
                for heading in passage.row.keys() {
                    let family = if heading == "Power + grid" { "energy".to_owned() } else { heading.to_lowercase() };
                    if let Some(share) = finding["gains"].get(&family) {
                        beside(passage, heading, (share.as_f64(), unit("%", 0.01)), note.whole);
                        told += 1;
                    }
                }
                assert!(told >= 2, "{}: no gains beside it", note.whole);
                stands(passage, "Year", if *when == "horizon" { "All years" } else { when }, note.whole);
                let narrow = finding["narrow"].as_str().unwrap();
                Found::of("verdict.json: narrow and gains", Cell::Words(narrow.to_owned()))
            }
            ["confidence.second_over_first"] => {
                Found::of("verdict.json: second_over_first", share(&confidence["second_over_first"]))
            }
            ["confidence.levers_that_flip", "levers_tried"] => {
                let words = format!("{} of {}", confidence["levers_that_flip"], confidence["levers_tried"]);
                Found::of("verdict.json: levers_that_flip", Cell::Words(words))
            }
            ["confidence.levers_tried"] => {
                let words = confidence["levers_tried"].to_string();
                Found::of("verdict.json: levers_tried", Cell::Words(words))
            }
            ["confidence.years_agree_share"] => {
                let alike = confidence["years_agree_share"].as_f64().unwrap() * years.len() as f64;
                assert!((alike - alike.round()).abs() < 1e-6, "{}: {alike} years", note.whole);
                let words = format!("{} of {}", alike.round(), years.len());
                Found::of("verdict.json: years_agree_share", Cell::Words(words))
            }
            _ => panic!("no such cell: {}", note.whole),
        }
    }

    /// The families with the largest rents, by year.
    pub fn first_bottleneck(&self) -> Found {
        let rows = self.rows("summary").into_iter();
        let words = by_year(rows.map(|row| (row["year"].clone(), noun(&row["first_bottleneck"]))));
        Found::of("summary.csv: first_bottleneck", Cell::Words(list(&words)))
    }

    /// `limits of REGION in YEAR`, `FAMILY over all but demand`.
    pub fn of_own_rents(&self, limits: &str, family: &str) -> Found {
        let (region, year) = limits.strip_prefix("limits of ").unwrap().split_once(" in ").unwrap();
        let family = family.strip_suffix(" over all but demand").unwrap();
        let rows = self.rows("shadow_prices");
        let own = |row: &&Row| row["region"] == region && row["year"] == year && row["family"] != "demand";
        let rent = |row: &Row| number(row, "rent_musd").unwrap().max(0.0);
        let all: f64 = rows.iter().filter(own).map(rent).sum();
        let of: f64 = rows.iter().filter(own).filter(|row| row["family"] == family).map(rent).sum();
        Found::of("shadow_prices.csv: a share", percent(of / all))
    }

    /// What the scenario changes in a table for one reason, and by how much.
    pub fn of_change(&self, table: &str, note: &Note<'_>, passage: &Passage) -> Found {
        let table = table.strip_suffix("; new over old").unwrap();
        let why = &passage.row["Why"];
        let meant = |row: &&Row| row["kind"] == "changed" && row["table"] == table && row["why"] == *why;
        let rows = self.rows("assumptions");
        let found: Vec<&Row> = rows.iter().filter(meant).collect();
        let by = &passage.row["By"];
        if by != "set" {
            let ratios: Vec<f64> =
                found.iter().map(|row| number(row, "new").unwrap() / number(row, "old").unwrap()).collect();
            let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
            let most = ratios.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            beside(passage, "By", (Some(most), unit("times", 1.0)), note.whole);
            let low = by.split(' ').next().unwrap();
            super::figure::agree(low, &Cell::Number(least, unit("", 1.0)), "", note.whole);
        }
        Found::of("assumptions.csv: changed", count(found.len()))
    }

    /// A key of the scenario, in its text.
    pub fn of_manifest(&self, setting: &str, note: &Note<'_>) -> Found {
        let manifest: toml::Table = fs::read_to_string(self.folder().join(note.file)).unwrap().parse().unwrap();
        let holds = |text: &toml::Value| {
            let text: toml::Table = text.as_str().unwrap().parse().unwrap();
            let (section, key) = setting.split_once('.').unwrap();
            text.get(section).is_some_and(|section| section.get(key).is_some())
        };
        let files = manifest["scenario_files"].as_table().unwrap();
        assert!(files.values().any(holds), "no scenario in {} sets it: {}", note.file, note.whole);
        Found::of("manifest.toml", Cell::Words("scenario".to_owned()))
    }
}
