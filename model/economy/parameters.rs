//! Parameters of the account, `economy/parameters.csv`: what each is called, what it is given for, and its range.
//!
//! A series is a (parameter, name). One row without a year is a constant; rows with years are linear between and flat
//! outside, low, value and high each on their own. Empty low and high: no range.

use std::collections::BTreeMap;

use super::names::{ALL, Given, Parameter, Quintile, Regime};
use crate::error::{Problem, Problems, figure};
use crate::input::Dataset;
use crate::input::schema::{Misfit, Range, YEARS};
use crate::input::series;
use crate::input::tables::{EconomyParameters as Table, Regions};
use crate::input::typed::InputRow;
use crate::named::{Words, named};

/// An end of a range, or the value between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The low end.
    Low,
    /// The value.
    Value,
    /// The high end.
    High,
}

impl End {
    /// By the words of scenarios.
    pub const WORDS: [(&str, Self); 3] = [("value", Self::Value), ("low", Self::Low), ("high", Self::High)];

    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Value => "value",
            Self::High => "high",
        }
    }

    /// The end across.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Low => Self::High,
            Self::Value => Self::Value,
            Self::High => Self::Low,
        }
    }
}

/// A value with its range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranged {
    /// Low end; the value without a range.
    pub low: f64,
    /// Value.
    pub value: f64,
    /// High end.
    pub high: f64,
}

impl Ranged {
    /// One of the three.
    #[must_use]
    pub const fn at(self, end: End) -> f64 {
        match end {
            End::Low => self.low,
            End::Value => self.value,
            End::High => self.high,
        }
    }
}

/// A series: a constant, or rows by year.
#[derive(Debug, Clone)]
pub struct Series {
    /// Years of its rows; none if it is a constant.
    pub years: Vec<i32>,
    /// Whether a row has a range.
    pub has_range: bool,
    /// Where it stands among the series of the file.
    pub position: usize,
    ends: [series::Series; 3],
}

impl Series {
    /// Value and range of a year.
    #[must_use]
    pub fn at(&self, year: i32) -> Ranged {
        let [low, value, high] = &self.ends;
        Ranged { low: low.at(year), value: value.at(year), high: high.at(year) }
    }
}

/// All series of a dataset.
#[derive(Debug, Clone, Default)]
pub struct Parameters {
    series: BTreeMap<Parameter, BTreeMap<String, Series>>,
}

impl Parameters {
    /// Reads those of a dataset; none if it has no account. Faults of rows go to `problems`.
    pub fn read(dataset: &Dataset, problems: &mut Problems) -> Option<Self> {
        let table = dataset.of::<Table>();
        if table.is_empty() {
            return None;
        }
        let mut groups: Vec<Group<'_>> = vec![];
        let regions = dataset.column(Regions::region);
        for row in dataset.rows::<Table>() {
            let Some(key) = key(row, regions, problems) else { continue };
            match groups.iter_mut().find(|(other, _)| *other == key) {
                Some((_, rows)) => rows.push(row),
                None => groups.push((key, vec![row])),
            }
        }
        let mut read = Self::default();
        let money = dataset.about.currency.split(' ').next().unwrap_or_default();
        for (position, ((parameter, name), rows)) in groups.into_iter().enumerate() {
            check_rows(&rows, problems);
            problems.0.extend(rows.first().and_then(|row| odd_unit(*row, parameter, money)));
            problems.0.extend(rows.iter().filter_map(|row| out_of_range(*row, (parameter, &name))));
            read.series.entry(parameter).or_default().insert(name, series(&rows, position));
        }
        Some(read)
    }

    /// A series, if it is given.
    #[must_use]
    pub fn find(&self, parameter: Parameter, name: &str) -> Option<&Series> {
        self.series.get(&parameter)?.get(name)
    }

    /// The series of a parameter with their names, in the order of the names.
    pub fn of(&self, parameter: Parameter) -> impl Iterator<Item = (&str, &Series)> {
        self.series.get(&parameter).into_iter().flatten().map(|(name, series)| (name.as_str(), series))
    }

    /// All series, in the order of the file.
    #[must_use]
    pub fn all(&self) -> Vec<(Parameter, &str, &Series)> {
        let named = self
            .series
            .iter()
            .flat_map(|(parameter, names)| names.iter().map(move |(name, series)| (*parameter, name.as_str(), series)));
        let mut all: Vec<_> = named.collect();
        all.sort_by_key(|(.., series)| series.position);
        all
    }

    /// Fifths of households, the lowest first.
    #[must_use]
    pub fn quintiles(&self) -> Vec<Quintile> {
        Quintile::ALL.into_iter().filter(|q| self.find(Parameter::QuintileBill, q.name()).is_some()).collect()
    }

    /// Value and range of a year; 0 for a series that is not given.
    #[must_use]
    pub fn at(&self, parameter: Parameter, name: &str, year: i32) -> Ranged {
        self.find(parameter, name).map_or(Ranged { low: 0.0, value: 0.0, high: 0.0 }, |series| series.at(year))
    }
}

/// The rows of a series, by its parameter and name.
type Group<'a> = ((Parameter, String), Vec<InputRow<'a, Table>>);

/// Parameter and name of a row; none, and a problem, if either is unknown.
fn key(row: InputRow<'_, Table>, regions: &[String], problems: &mut Problems) -> Option<(Parameter, String)> {
    let (word, name) = (row.parameter(), row.name());
    let Some(parameter) = named::<Parameter>(word) else {
        let problem = Problem::at(row.place(Table::parameter), format!("there is no parameter \"{word}\""));
        problems.push(problem.suggest(word, Parameter::WORDS.iter().copied()));
        return None;
    };
    let names = names(parameter, regions);
    if names.contains(&name) {
        return Some((parameter, name.to_owned()));
    }
    let expected = match names.as_slice() {
        [one] => format!("\"{one}\""),
        several => format!("one of {}", several.join(", ")),
    };
    let message = format!("name is \"{name}\"; expected of {word} {expected}");
    problems.push(Problem::at(row.place(Table::name), message).suggest(name, names));
    None
}

/// Names that a parameter may be given for.
pub(super) fn names(parameter: Parameter, regions: &[String]) -> Vec<&str> {
    let regions = regions.iter().map(String::as_str);
    match parameter.given() {
        Given::Once => vec![ALL],
        Given::For(words) | Given::Perhaps(words) => words.to_vec(),
        Given::Regions => regions.collect(),
        Given::SomeRegions => regions.chain([ALL]).collect(),
        Given::Quintiles => Quintile::WORDS.to_vec(),
    }
}

/// The rows of one series agree, and each has a range or none.
fn check_rows(rows: &[InputRow<'_, Table>], problems: &mut Problems) {
    let first = rows[0];
    let series = format!("{}, {}", first.parameter(), first.name());
    for (at, row) in rows.iter().enumerate() {
        if row.year().is_some_and(|year| year.fract() != 0.0 || !YEARS.contains(&(year as i32))) {
            let message = format!(
                "year is {}; expected a calendar year such as 2030, or nothing",
                row.year().unwrap_or_default()
            );
            problems.push(Problem::at(row.place(Table::year), message));
        }
        if row.year().is_some() != first.year().is_some() {
            let message = format!("{series} has a year in one row and none in another");
            let hint = "a constant has one row without a year; all rows of a series by year have one";
            problems.push(Problem::at(row.place(Table::year), message).hint(hint));
        } else if rows[..at].iter().any(|other| other.year() == row.year()) {
            let what = row.year().map_or("without a year".to_owned(), |year| format!("of {year}"));
            let message = format!("a second row {what} for {series}");
            problems.push(Problem::at(row.place(Table::parameter), message).hint("keep one"));
        }
        if row.unit() != first.unit() {
            let message = format!("unit is \"{}\", but \"{}\" in an earlier row of {series}", row.unit(), first.unit());
            problems.push(Problem::at(row.place(Table::unit), message).hint("a series has one unit"));
        }
        check_range(*row, problems);
    }
}

/// A warning of a unit that the account does not read the parameter in, which is likely to be one of its value, too.
fn odd_unit(row: InputRow<'_, Table>, parameter: Parameter, money: &str) -> Option<Problem> {
    const USD: &str = "USD";
    let unit = parameter.unit().replace(USD, if money.is_empty() { USD } else { money });
    let message = format!("unit is \"{}\", but the account reads {parameter} in {unit}", row.unit());
    let problem = Problem::at(row.place(Table::unit), message).hint("is the value in that unit, too?").warning();
    (row.unit() != unit).then_some(problem)
}

/// That the value or an end of its range is none that the parameter can have.
fn out_of_range(row: InputRow<'_, Table>, parameter: (Parameter, &str)) -> Option<Problem> {
    let ends = [(Some(row.value()), Table::value), (row.low(), Table::low), (row.high(), Table::high)];
    ends.into_iter().find_map(|(number, column)| {
        let number = number?;
        let misfit = check(parameter, number).err()?;
        let message = format!("{} of {} is {}; expected {}", column.name, parameter.0, figure(number), misfit.expected);
        let problem = Problem::at(row.place(column), message);
        Some(match misfit.hint {
            Some(hint) => problem.hint(hint),
            None => problem,
        })
    })
}

/// That a parameter may have the value.
fn check((parameter, name): (Parameter, &str), number: f64) -> Result<(), Misfit> {
    const MOST: f64 = 1e9; // of money, people and prices, as of all amounts of a dataset
    const MOST_RATIO: f64 = 1e3;
    const MOST_SOLVES: f64 = 1e3;
    const ALL_BUT: f64 = 99.0; // per cent: what falls by all in a year cannot be traced back
    let within = |least: f64, most: f64| {
        if (least..=most).contains(&number) {
            Ok(())
        } else {
            Err(Misfit { expected: format!("a number from {least} to {most}"), hint: None })
        }
    };
    let range = match parameter {
        // Those of other states are divided by them.
        Parameter::RegimeBuybacks if name == Regime::Base.name() => Range::Positive,
        _ => parameter.range(),
    };
    let is_ratio = ["ratio", "USD/USD", "vol points"].iter().any(|start| parameter.unit().starts_with(start));
    range.check(number, || if is_ratio { MOST_RATIO } else { MOST })?;
    match parameter.unit() {
        "% a year" | "pp" | "pp annualised" => within(-ALL_BUT, ALL_BUT),
        "-1 to 1" => within(-1.0, 1.0),
        "year" => within(f64::from(*YEARS.start()), f64::from(*YEARS.end())),
        "count" => within(1.0, MOST_SOLVES),
        _ => Ok(()),
    }
}

fn check_range(row: InputRow<'_, Table>, problems: &mut Problems) {
    const BOTH: &str = "give both ends of the range, or neither";
    let value = row.value();
    match (row.low(), row.high()) {
        (None, Some(_)) => {
            problems.push(Problem::at(row.place(Table::low), "low is empty, but high is not").hint(BOTH));
        }
        (Some(_), None) => {
            problems.push(Problem::at(row.place(Table::high), "high is empty, but low is not").hint(BOTH));
        }
        (Some(low), _) if low > value => {
            let message = format!("low is {low}; expected a number that is at most the value {value}");
            problems.push(Problem::at(row.place(Table::low), message));
        }
        (_, Some(high)) if value > high => {
            let message = format!("high is {high}; expected a number that is at least the value {value}");
            problems.push(Problem::at(row.place(Table::high), message));
        }
        _ => {}
    }
}

fn series(rows: &[InputRow<'_, Table>], position: usize) -> Series {
    let ends = |row: &InputRow<'_, Table>| {
        let value = row.value();
        [row.low().unwrap_or(value), value, row.high().unwrap_or(value)]
    };
    let points = |end: usize| rows.iter().map(|row| (row.year().unwrap_or_default(), ends(row)[end])).collect();
    Series {
        years: rows.iter().filter_map(|row| row.year().map(|year| year as i32)).collect(),
        has_range: rows.iter().any(|row| row.low().is_some()),
        position,
        ends: [0, 1, 2].map(|end| series::Series::new(points(end))),
    }
}
