//! `iamc.csv`: results as the long table of the IAMC (Model, Scenario, Region, Variable, Unit, years), as pyam reads it.
//!
//! Which quantity is which variable stands in [`variables`]; here rows are picked, named and summed.

pub mod variables;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use variables::{Across, Times, VARIABLES, Variable, is_common};

use super::typed::Typed;
use crate::error::Result;
use crate::input::Dataset;
use crate::input::tables::Iamc;
use crate::load::Loaded;
use crate::results::view::tidy;

/// Name of the model in the table.
pub const MODEL: &str = concat!("gridbound ", env!("CARGO_PKG_VERSION"));

/// Variable and region.
type Series = (String, String);

/// A variable as it stands in the table.
#[derive(Debug, Clone)]
struct Line {
    unit: String,
    from: &'static Variable,
    /// Whether it is a level above, the sum of those below.
    above: bool,
    /// Columns that it is read from.
    columns: BTreeSet<&'static str>,
    /// Years and values.
    values: BTreeMap<i32, Sum>,
}

/// A sum with weights: of a mean, value times weight and weight.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Sum {
    value: f64,
    weight: f64,
}

/// The table, and the list of its variables with unit, source and definition, both as CSV.
///
/// # Errors
/// If they cannot be written, which is a fault of the program.
pub fn iamc(loaded: &Loaded, tables: &[Typed], years: &[i32]) -> Result<(Vec<u8>, Vec<u8>)> {
    let names = Names::new(&loaded.dataset);
    let mut lines = BTreeMap::new();
    for variable in VARIABLES {
        if let Some(table) = tables.iter().find(|table| table.name == variable.from.0) {
            add(&mut lines, variable, &Rows { table, names: &names, years });
        }
    }
    let table = super::tables::csv_of_cells(&long(&lines, &loaded.scenario.name, years))?;
    Ok((table, super::tables::csv_of_cells(&template(&lines))?))
}

fn long(lines: &BTreeMap<Series, Line>, scenario: &str, years: &[i32]) -> Vec<Vec<String>> {
    let header = ["Model", "Scenario", "Region", "Variable", "Unit"].map(str::to_owned);
    let header = header.into_iter().chain(years.iter().map(ToString::to_string)).collect();
    let row = |((variable, region), line): (&Series, &Line)| {
        // What is bought or stands in some years only is nothing in the others; a price is unknown.
        let additive = matches!(line.from.across, Across::Sum | Across::Country);
        let value = |year: &i32| match line.values.get(year) {
            Some(sum) => tidy(if line.from.across == Across::Mean { sum.mean() } else { sum.value }).to_string(),
            None if additive && line.from.from.1 != "datacentre_energy_twh" => "0".to_owned(),
            None => String::new(),
        };
        let keys = [MODEL, scenario, region, variable, &line.unit].map(str::to_owned);
        keys.into_iter().chain(years.iter().map(value)).collect()
    };
    std::iter::once(header).chain(lines.iter().map(row)).collect()
}

fn template(lines: &BTreeMap<Series, Line>) -> Vec<Vec<String>> {
    let header = ["Variable", "Unit", "Definition", "Naming", "Table", "Column"].map(str::to_owned).to_vec();
    let mut seen = BTreeSet::new();
    let rows = lines.iter().filter(|((variable, _), _)| seen.insert(variable)).map(|((variable, _), line)| {
        let naming = if is_common(variable) { "IAMC" } else { "gridbound" };
        let definition = if line.above { "Sum of the levels below it" } else { line.from.definition };
        let columns = line.columns.iter().copied().collect::<Vec<_>>().join("; ");
        [variable, &line.unit, definition, naming, line.from.from.0, &columns].map(str::to_owned).to_vec()
    });
    std::iter::once(header).chain(rows).collect()
}

impl Sum {
    fn add(&mut self, value: f64, weight: f64) {
        self.value += value * weight;
        self.weight += weight;
    }

    fn mean(self) -> f64 {
        if self.weight > 0.0 { self.value / self.weight } else { 0.0 }
    }
}

/// Rows of a table, and what their codes are called.
struct Rows<'a> {
    table: &'a Typed,
    names: &'a Names<'a>,
    years: &'a [i32],
}

impl Rows<'_> {
    fn cell(&self, column: &str, row: usize) -> Option<&Value> {
        self.table.column(column).map(|column| &column.cells[row])
    }

    fn text(&self, column: &str, row: usize) -> &str {
        self.cell(column, row).and_then(Value::as_str).unwrap_or_default()
    }

    fn number(&self, column: &str, row: usize) -> Option<f64> {
        self.cell(column, row).and_then(Value::as_f64)
    }

    fn is_of(&self, variable: &Variable, row: usize) -> bool {
        let counts = |kept| kept == self.names.is_kept(self.text("technology", row));
        variable.kept.is_none_or(counts)
            && variable.only.iter().all(|(column, wanted)| match wanted.strip_prefix('!') {
                Some(other) => self.text(column, row) != other,
                None => self.text(column, row) == *wanted,
            })
    }

    /// Years of the period that ends with a model year.
    fn period(&self, year: i32) -> f64 {
        let earlier = self.years.iter().filter(|&&other| other < year).max();
        earlier.map_or(1.0, |earlier| f64::from(year - earlier))
    }

    /// A name or unit with its braces filled in from a row.
    fn fill(&self, pattern: &str, row: usize) -> String {
        let mut text = String::new();
        let mut rest = pattern;
        while let Some((before, (column, after))) =
            rest.split_once('{').and_then(|(b, r)| Some((b, r.split_once('}')?)))
        {
            text.push_str(before);
            text.push_str(&match column {
                "currency" => self.names.currency.clone(),
                "category" => self.names.category(self.text("technology", row)),
                "unit" => self.text("unit", row).to_owned(),
                other => self.names.name(other, self.text(other, row)),
            });
            rest = after;
        }
        text + rest
    }
}

fn add(lines: &mut BTreeMap<Series, Line>, variable: &'static Variable, rows: &Rows<'_>) {
    let country = rows.names.area.clone();
    for row in (0..rows.table.rows).filter(|&row| rows.is_of(variable, row)) {
        let (Some(year), Some(value)) = (rows.number("year", row), rows.number(variable.from.1, row)) else { continue };
        let year = year as i32;
        let value = match variable.times {
            Times::Factor(factor) => value * factor,
            Times::PerYear => value / rows.period(year),
            Times::Hours(factor) => value * factor * rows.number("hours_h", row).unwrap_or_default(),
        };
        let weight = match variable.across {
            Across::Mean => {
                rows.number("load_gw", row).unwrap_or_default() * rows.number("hours_h", row).unwrap_or_default()
            }
            _ => 1.0,
        };
        let code = if rows.table.name == "grid" { rows.text("name", row) } else { rows.text("region", row) };
        let region = format!("{MODEL}|{code}");
        let regions = match variable.across {
            Across::Sum | Across::Mean => vec![region, country.clone()],
            Across::Regions => vec![region],
            Across::Country => vec![country.clone()],
        };
        let unit = rows.fill(variable.unit, row);
        for (above, name) in levels(&rows.fill(variable.name, row), variable.sum_to).into_iter().enumerate() {
            for region in &regions {
                let (above, unit) = (above > 0, unit.clone());
                let empty = || Line { unit, from: variable, above, columns: BTreeSet::new(), values: BTreeMap::new() };
                let line = lines.entry((name.clone(), region.clone())).or_insert_with(empty);
                line.columns.insert(variable.from.1);
                line.values.entry(year).or_default().add(value, weight);
            }
        }
    }
}

/// A variable and all levels above it up to the one that it is summed to.
fn levels(name: &str, sum_to: &str) -> Vec<String> {
    let above = name.match_indices('|').map(|(at, _)| &name[..at]);
    let above = above.filter(|upper| !sum_to.is_empty() && upper.len() >= sum_to.len());
    std::iter::once(name).chain(above).map(str::to_owned).collect()
}

/// What codes of a dataset are called in names of variables.
struct Names<'a> {
    dataset: &'a Dataset,
    area: String,
    currency: String,
}

impl<'a> Names<'a> {
    fn new(dataset: &'a Dataset) -> Self {
        let about = &dataset.about;
        let area = if about.area.is_empty() { &about.title } else { &about.area };
        Self { dataset, area: level(area), currency: about.currency.replace(' ', "_") }
    }

    /// The category of a technology; where the dataset does not say it, `Other` and its name.
    fn category(&self, technology: &str) -> String {
        let stated = self.dataset.rows::<Iamc>().find(|row| row.technology() == technology);
        match stated {
            Some(row) => row.category().split('|').map(level).collect::<Vec<_>>().join("|"),
            None => format!("Other|{}", self.name("technology", technology)),
        }
    }

    /// Whether what is built of a technology keeps plants that stand.
    fn is_kept(&self, technology: &str) -> bool {
        self.dataset.rows::<Iamc>().any(|row| row.technology() == technology && row.kept() > 0.0)
    }

    /// The name of a code, from the table that defines it, else the code in words.
    fn name(&self, column: &str, code: &str) -> String {
        let table = match column {
            "technology" => Some("technologies"),
            "accelerator" => Some("accelerators"),
            "material" => Some("materials"),
            "site_class" => Some("site_classes"),
            _ => None,
        };
        let Some(table) = table.map(|table| self.dataset.table(table)) else { return level(&in_words(code)) };
        let names: Vec<String> = table.text("name").iter().map(|name| level(name)).collect();
        let own = table.text(column).iter().position(|other| other == code).map(|row| names[row].as_str());
        // A name that is nothing but signs, or the same as another's without them, says less than the code.
        let alone = |own: &&str| !own.is_empty() && names.iter().filter(|name| name == own).count() == 1;
        own.filter(alone).map_or_else(|| level(&in_words(code)), str::to_owned)
    }
}

/// Text as one level of a name: letters, digits, spaces, points and hyphens, which databases of scenarios take.
fn level(text: &str) -> String {
    let plain = |letter: char| if letter.is_alphanumeric() || ".-".contains(letter) { letter } else { ' ' };
    text.chars().map(plain).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A code in words that start with a capital.
fn in_words(code: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    };
    code.split(['_', ' ']).map(word).collect::<Vec<_>>().join(" ")
}

/// All variables in Markdown, as `outputs/TABLES.md` lists them.
#[must_use]
pub fn documentation() -> String {
    use std::fmt::Write;
    let mut text = String::from(
        "### `iamc.csv`\n\n| variable | unit | from | of | naming | definition |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for variable in VARIABLES {
        let of = match variable.across {
            Across::Sum => "regions, which add up to the country",
            Across::Mean => "regions; country: mean weighted by load",
            Across::Regions => "regions",
            Across::Country => "country",
        };
        let naming = match () {
            () if is_common(variable.name) => "IAMC",
            () if is_common(variable.sum_to) => "IAMC, with more levels",
            () => "own",
        };
        let (name, (table, column)) = (variable.name.replace('|', "\\|"), variable.from);
        let _ = writeln!(
            text,
            "| `{name}` | {} | `{table}.{column}` | {of} | {naming} | {} |",
            variable.unit, variable.definition
        );
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Results;
    use crate::results::catalogue::Tables;

    #[test]
    fn levels_above_end_where_they_are_summed_to() {
        assert_eq!(levels("A|B|C|D", "A|B"), ["A|B|C|D", "A|B", "A|B|C"]);
        assert_eq!(levels("A|B", ""), ["A|B"]);
    }

    #[test]
    fn codes_become_words() {
        assert_eq!(in_words("firm capacity"), "Firm Capacity");
        assert_eq!(in_words("low_latency"), "Low Latency");
    }

    #[test]
    fn levels_hold_no_signs_that_databases_refuse() {
        assert_eq!(level("TPU v6e/v7, MI300|MI355 (and A100)"), "TPU v6e v7 MI300 MI355 and A100");
        assert_eq!(level("Gas combined cycle, built 2000-2014"), "Gas combined cycle built 2000-2014");
    }

    #[test]
    fn every_variable_is_read_from_a_column_that_exists() {
        for variable in VARIABLES {
            let (table, column) = variable.from;
            let meaning = Results::TABLES.iter().find(|own| own.name == table).expect(table);
            let has = |wanted: &str| meaning.columns.iter().any(|(name, ..)| *name == wanted);
            assert!(has(column), "{table}.{column}");
            assert!(variable.only.iter().all(|(name, _)| has(name)), "{}", variable.name);
            assert!(variable.name.starts_with(variable.sum_to), "{}", variable.name);
            assert!(has("region") || variable.across == Across::Country || table == "grid", "{}", variable.name);
        }
    }
}
