//! A [`Workshop`] is a folder in which the program sweeps the toy, as a user runs it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use gridbound::render::parquet::rows;
use serde_json::Value;

use crate::case::Case;

/// Axes of [`hypercube`].
pub const AXES: &[&str] = &["chips", "grid_connection", "siting", "gas_price", "finance.discount_rate"];

/// A latin hypercube of the toy over levers and a field; its samples are solved in different ways.
pub fn hypercube(samples: usize) -> String {
    let axes =
        ["chips", "grid_connection", "siting", "gas_price"].map(|lever| format!("[[axis]]\nlever = \"{lever}\"\n"));
    format!(
        "name = \"s\"\ntitle = \"S\"\nbase = \"toy\"\nmode = \"latin-hypercube\"\nsamples = {samples}\nseed = 7\n{}\
         [[axis]]\nfield = \"finance.discount_rate\"\nrange = [0.02, 0.1]\n",
        axes.concat()
    )
}

/// A grid of six scenarios.
pub const GRID: &str = "name = \"s\"\ntitle = \"S\"\nbase = \"toy\"\nmode = \"grid\"\n\
    [[axis]]\nlever = \"chips\"\nvalues = [0.5, 1, 2]\n[[axis]]\nlever = \"grid_connection\"\nvalues = [0.5, 1]\n";

/// A case of the toy with a sweep `s`.
pub struct Workshop {
    pub case: Case,
}

/// What the program left when it ended.
#[derive(Debug)]
pub struct Said {
    /// Exit code; none if it was killed.
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Said {
    /// That all went well.
    #[track_caller]
    pub fn well(self) -> Self {
        assert_eq!(self.code, Some(0), "{}{}", self.out, self.err);
        self
    }

    /// What it said, without breaks of lines.
    pub fn words(&self) -> String {
        self.out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// That it failed with a code and all of these words.
    #[track_caller]
    pub fn failed(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        // Long messages are wrapped behind a bar.
        let said = self.err.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(said.contains(word), "\"{word}\" is not in\n{said}");
        }
        self
    }
}

impl Workshop {
    pub fn new(sweep: &str) -> Self {
        Self::of(Case::toy(), sweep)
    }

    pub fn of(case: Case, sweep: &str) -> Self {
        fs::create_dir_all(case.path().join("scenarios/sweeps")).unwrap();
        case.write("scenarios/sweeps/s.toml", sweep);
        Self { case }
    }

    /// The program with arguments.
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(cargo_bin("gridbound"));
        command.current_dir(self.case.path()).args(arguments.split_whitespace());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program with arguments to its end.
    pub fn run(&self, arguments: &str) -> Said {
        self.command(arguments).output().unwrap().into()
    }

    /// Starts the program.
    pub fn start(&self, arguments: &str) -> Child {
        self.command(arguments).spawn().unwrap()
    }

    /// A file below the folder of all outputs.
    pub fn output(&self, path: &str) -> PathBuf {
        self.case.path().join("outputs").join(path)
    }

    /// The results of a sweep, without the time that they took.
    pub fn results(&self, folder: &str) -> Table {
        let mut table = Table::read(&fs::read_to_string(self.output(&format!("{folder}/results.csv"))).unwrap());
        table.drop("seconds");
        table
    }

    /// A table below the folder of all outputs.
    pub fn table(&self, path: &str) -> Table {
        Table::read(&fs::read_to_string(self.output(path)).unwrap())
    }

    /// Files below a folder of outputs, with their paths from there, but for its lock.
    pub fn files(&self, folder: &str) -> Vec<String> {
        self.files_below(&format!("outputs/{folder}"))
    }

    /// Files below a folder of the case, with their paths from there, but for locks.
    pub fn files_below(&self, folder: &str) -> Vec<String> {
        let (root, mut files) = (self.case.path().join(folder), vec![]);
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with(".lock") {
                    files.push(path.strip_prefix(&root).unwrap().display().to_string());
                }
            }
        }
        files.sort();
        files
    }

    /// Files below a folder of the case and what is in them, without the times that manifests, certificates and the column
    /// `seconds` of sweeps hold.
    pub fn stable(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let stable = |file: &String| {
            let bytes = fs::read(self.case.path().join(folder).join(file)).unwrap();
            match file.rsplit('/').next().unwrap() {
                "certificate.json" | "manifest.toml" => without_lines(&bytes, "seconds"),
                "results.csv" => {
                    let mut table = Table::read(&String::from_utf8(bytes).unwrap());
                    table.drop("seconds");
                    format!("{table:?}").into_bytes()
                }
                "results.parquet" | "records.parquet" => {
                    let mut rows = rows(bytes).unwrap();
                    for row in &mut rows {
                        row.remove("seconds");
                    }
                    format!("{rows:?}").into_bytes()
                }
                _ if file.contains("certificates/") => without_lines(&bytes, "seconds"),
                _ => bytes,
            }
        };
        let files = self.files_below(folder);
        files.iter().map(|file| (file.clone(), stable(file))).collect()
    }
}

/// A text without the lines that hold a word.
fn without_lines(text: &[u8], word: &str) -> Vec<u8> {
    let text = String::from_utf8(text.to_vec()).unwrap();
    text.lines().filter(|line| !line.contains(word)).collect::<Vec<_>>().join("\n").into_bytes()
}

/// A CSV table as text.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    fn read(text: &str) -> Self {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let header = cells(reader.headers().unwrap());
        Self { header, rows: reader.records().map(|record| cells(&record.unwrap())).collect() }
    }

    fn at(&self, column: &str) -> usize {
        self.header.iter().position(|name| name == column).unwrap_or_else(|| panic!("no column {column}"))
    }

    pub fn drop(&mut self, column: &str) {
        let at = self.at(column);
        self.header.remove(at);
        self.rows.iter_mut().for_each(|row| drop(row.remove(at)));
    }

    pub fn column(&self, name: &str) -> Vec<&str> {
        let at = self.at(name);
        self.rows.iter().map(|row| row[at].as_str()).collect()
    }

    pub fn numbers(&self, name: &str) -> Vec<f64> {
        self.column(name).into_iter().map(|cell| cell.parse().unwrap_or(f64::NAN)).collect()
    }

    /// How often each cell of a column occurs.
    pub fn counts(&self, name: &str) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        self.column(name).into_iter().for_each(|cell| *counts.entry(cell).or_default() += 1);
        counts
    }

    /// That a Parquet file holds the same columns and cells.
    #[track_caller]
    pub fn is_also(&self, parquet: Vec<u8>) {
        let found = rows(parquet).unwrap();
        assert_eq!(found.len(), self.rows.len());
        for (row, cells) in found.iter().zip(&self.rows) {
            for (name, cell) in self.header.iter().zip(cells) {
                let same = match row.get(name) {
                    None => cell.is_empty(),
                    Some(Value::String(text)) => cell == text,
                    Some(Value::Bool(flag)) => *cell == flag.to_string(),
                    Some(number) => cell.parse::<f64>().ok() == number.as_f64(),
                };
                assert!(same, "{name}: {cell:?} and {:?}", row.get(name));
            }
        }
    }
}
