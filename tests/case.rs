//! A [`Case`] is the toy dataset with a few changes, each written as one short line:
//!
//! ```text
//! links river: capacity_gw = 0.5         cells of the rows that hold all the words before the colon
//! links + creek,north,south,0.1,...      one more row; columns left out at its end are empty
//! links - river                          without the rows that hold these words (all, if there are none)
//! finance.discount_rate = 0.1            a number of the scenario
//! [[adjust]] ...                         an adjust of the scenario, as TOML
//! file levers.toml: text                 a file with another text
//! ```

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use gridbound::constraints::formulate;
use gridbound::error::{Error, Problems, Result};
use gridbound::experiment::explain::Explanation;
use gridbound::experiment::explain::flips::Contest;
use gridbound::experiment::explain::parts::Parts;
use gridbound::experiment::explain::question::{Part, Question, ShapleyStep, explain, pair};
use gridbound::experiment::families::Families;
use gridbound::experiment::origin::Origin;
use gridbound::experiment::outcome::Measure;
use gridbound::input::Folder;
use gridbound::input::document::Document;
use gridbound::load::{Library, Loaded, load};
use gridbound::program::{Key, Program, Quantity, Rule};
use gridbound::results::Results;
use gridbound::results::view::View;
use gridbound::run::{Run, run};
use gridbound::scenario::settings::override_document;
use gridbound::solve::{Options, Solution, solve};
use tempfile::TempDir;

/// The repository's own files.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The toy in a folder of its own, to be changed.
pub struct Case {
    folder: TempDir,
    overrides: Vec<Document>,
}

impl Case {
    /// The toy as shipped.
    pub fn toy() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        copy(&repository("data/toy"), &folder.path().join("data/toy"));
        fs::create_dir(folder.path().join("scenarios")).expect("a folder of scenarios");
        let scenario = "scenarios/toy.toml";
        fs::copy(repository(scenario), folder.path().join(scenario)).expect("the toy's scenario");
        Self { folder, overrides: vec![] }
    }

    /// The toy with the parameters of its economy.
    pub fn economy() -> Self {
        let case = Self::toy();
        copy(&repository("data/toy/economy"), &case.path().join("data/toy/economy"));
        case
    }

    /// The toy with changes.
    pub fn with(edits: &[&str]) -> Self {
        edits.iter().fold(Self::toy(), |case, edit| case.but(edit))
    }

    /// One more change.
    pub fn but(mut self, edit: &str) -> Self {
        let subject = edit.split([' ', ':']).next().unwrap_or_default();
        if subject == "file" {
            let (name, text) = edit["file ".len()..].split_once(':').expect("file NAME: TEXT");
            self.write(&format!("data/toy/{name}"), text.trim_start_matches(' '));
        } else if subject.contains('.') || subject.starts_with("[[") {
            self.overrides.push(assignment(edit));
        } else {
            let path = format!("data/toy/{subject}.csv");
            let changed = edit_table(&self.text(&path), edit[subject.len()..].trim_start());
            self.write(&path, &changed);
        }
        self
    }

    /// A file of the case.
    pub fn text(&self, path: &str) -> String {
        let path = self.folder.path().join(path);
        fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
    }

    /// Writes a file of the case.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        fs::write(self.folder.path().join(path), text).expect("the case can be written");
    }

    /// Where the case keeps its files.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Its folders.
    pub fn library(&self) -> Library {
        let folder = |name| Folder::Disk(self.folder.path().join(name));
        Library { data: folder("data"), scenarios: folder("scenarios") }
    }

    /// Reads the case, faults and all.
    pub fn try_load(&self) -> Result<Loaded> {
        self.try_load_scenario("toy")
    }

    /// Reads the case under another of its scenarios.
    pub fn try_load_scenario(&self, name: &str) -> Result<Loaded> {
        load(&self.library(), name, &self.overrides)
    }

    /// Reads the case.
    pub fn load(&self) -> Loaded {
        self.try_load().unwrap_or_else(|fault| panic!("the case should load:\n{fault}"))
    }

    /// Every message about the case, one a line, hints included, without the folder's own path.
    pub fn complaints(&self) -> String {
        let problems = match self.try_load() {
            Ok(loaded) => loaded.warnings,
            Err(Error::Input(problems)) => problems,
            Err(fault @ Error::Run { .. }) => panic!("reading cannot fail to run: {fault}"),
        };
        let line = |p: &gridbound::error::Problem| match &p.hint {
            Some(hint) => format!("{p} | {hint}\n"),
            None => format!("{p}\n"),
        };
        let root = format!("{}/", self.folder.path().display());
        problems.iter().map(line).collect::<String>().replace(&root, "")
    }

    /// Solves the case.
    pub fn solve(&self) -> Solved {
        Solved::of(self.load())
    }

    /// Solves the case and asks which bottleneck it has.
    pub fn explain(&self, question: &Question) -> Explained {
        Explained::of(self.load(), question, 1)
    }
}

/// Everything that `explain` can be asked, of all families and of chips against energy.
pub fn everything() -> Question {
    Question {
        families: Families::ALL,
        steps: vec![ShapleyStep::rise(25.0)],
        contest: Contest { pair: Some(pair("chips/energy").expect("two groups")), measure: Measure::Objective },
        parts: vec![Part::Ladder, Part::Shapley, Part::Intervals, Part::Themes, Part::Flips],
    }
}

/// A part of that beside what is always found out, relaxation and verdict.
pub fn only(parts: &[Part]) -> Question {
    Question { parts: parts.to_vec(), ..everything() }
}

/// A case with its optimum and what `explain` finds.
pub struct Explained {
    pub solved: Solved,
    pub results: Results,
    pub explanation: Explanation,
}

impl Explained {
    /// Explains what was read, on so many threads.
    pub fn of(loaded: Loaded, question: &Question, threads: usize) -> Self {
        let Run { program, solution, mut results, .. } = run(&loaded, &Options::default()).expect("an optimum");
        let origin = Origin::new(&loaded, &program, &solution, threads);
        let explanation =
            explain(&origin, &mut results, question, Parts { progress: &(), keeper: &() }).expect("an explanation");
        Self { solved: Solved { loaded, program, solution }, results, explanation }
    }
}

/// The files of a dataset, without those of its economy.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder for the dataset");
    for entry in fs::read_dir(from).expect("the dataset") {
        let entry = entry.expect("an entry of the dataset");
        if entry.path().is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).expect("a file of the dataset");
        }
    }
}

/// A number of the scenario as a child of it would give it.
pub fn assignment(text: &str) -> Document {
    let mut problems = Problems::default();
    override_document(text, &mut problems).unwrap_or_else(|| panic!("{text}: {:?}", problems.0))
}

fn edit_table(text: &str, edit: &str) -> String {
    let (header, body) = text.split_once('\n').expect("a header line");
    let columns: Vec<&str> = header.split(',').collect();
    let mut rows: Vec<Vec<String>> = body.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
    let holds =
        |row: &Vec<String>, words: &str| words.split_whitespace().all(|word| row.iter().any(|cell| cell == word));
    if let Some(row) = edit.strip_prefix("+ ") {
        let mut cells: Vec<String> = row.split(',').map(str::to_owned).collect();
        cells.resize(columns.len(), String::new());
        rows.push(cells);
    } else if let Some(words) = edit.strip_prefix('-') {
        let before = rows.len();
        rows.retain(|row| !holds(row, words));
        assert!(rows.len() < before, "no row holds {words}");
    } else {
        let (words, change) = edit.split_once(':').expect("WORDS: COLUMN = VALUE");
        let (column, value) = change.split_once('=').expect("COLUMN = VALUE");
        let position = columns.iter().position(|c| *c == column.trim()).expect("a column of the table");
        let mut touched = 0;
        for row in rows.iter_mut().filter(|row| holds(row, words)) {
            value.trim().clone_into(&mut row[position]);
            touched += 1;
        }
        assert!(touched > 0, "no row holds {words}");
    }
    let lines: String = rows.iter().map(|row| row.join(",") + "\n").collect();
    format!("{header}\n{lines}")
}

/// A case with its optimum.
pub struct Solved {
    pub loaded: Loaded,
    pub program: Program,
    pub solution: Solution,
}

/// The reference cases: datasets of random numbers, under `tests/reference`.
pub const REFERENCES: [&str; 13] = ["02", "04", "08", "12", "19", "35", "36", "40", "51", "52", "53", "54", "55"];

/// Reads a reference case.
pub fn reference(name: &str) -> Loaded {
    let folder = repository("tests/reference");
    let library = Library { data: Folder::Disk(folder.clone()), scenarios: Folder::Disk(folder.join(name)) };
    load(&library, "scenario", &[]).unwrap_or_else(|fault| panic!("{fault}"))
}

/// The shipped baseline, each day as one slice: solved once for all tests.
pub fn baseline() -> &'static Solved {
    static BASELINE: LazyLock<Solved> = LazyLock::new(|| {
        let shipped = |name| Folder::Disk(repository(name));
        let library = Library { data: shipped("data"), scenarios: shipped("scenarios") };
        let loaded = load(&library, "baseline", &[assignment("horizon.block_hours = 24")]);
        Solved::of(loaded.unwrap_or_else(|fault| panic!("{fault}")))
    });
    &BASELINE
}

impl Solved {
    /// The optimum of what was read.
    pub fn of(loaded: Loaded) -> Self {
        let program = formulate(&loaded.system);
        let solution = solve(&program, &Options::default()).expect("an optimum");
        Self { loaded, program, solution }
    }

    /// What tables are made from.
    pub fn view(&self) -> View<'_> {
        View::new(&self.loaded.system, &self.program, &self.solution)
    }

    /// The optimum, million USD.
    pub fn objective(&self) -> f64 {
        self.solution.residuals.objective
    }

    /// The row of a rule, by its key as in `metro south 2028`.
    pub fn row(&self, rule: Rule, key: &str) -> usize {
        let rows = &self.program.rows.rows;
        rows.iter().position(|row| row.rule == rule && self.name(&row.key) == key).unwrap_or_else(|| {
            let known: Vec<String> =
                rows.iter().filter(|row| row.rule == rule).map(|row| self.name(&row.key)).collect();
            panic!("{} has no row \"{key}\", only {known:?}", rule.name())
        })
    }

    /// Gain of the objective per unit of a row's right-hand side.
    pub fn price(&self, rule: Rule, key: &str) -> f64 {
        self.solution.prices[self.row(rule, key)]
    }

    /// Right-hand side of a row.
    pub fn limit(&self, rule: Rule, key: &str) -> f64 {
        self.program.rows.rows[self.row(rule, key)].limit
    }

    /// Right-hand side less left-hand side.
    pub fn slack(&self, rule: Rule, key: &str) -> f64 {
        let used = self.program.rows.coefficients(self.row(rule, key));
        self.limit(rule, key) - used.map(|(column, factor)| factor * self.solution.values[column.0]).sum::<f64>()
    }

    /// Value of a column, by its key; 0 if the program has no such column.
    pub fn value(&self, quantity: Quantity, key: &str) -> f64 {
        self.column(quantity, key).map_or(0.0, |column| self.solution.values[column])
    }

    /// Position of a column.
    pub fn column(&self, quantity: Quantity, key: &str) -> Option<usize> {
        self.program.variables.info.iter().position(|info| info.quantity == quantity && self.name(&info.key) == key)
    }

    /// Sum over all columns of a quantity.
    pub fn total(&self, quantity: Quantity) -> f64 {
        let columns = self.program.variables.info.iter().zip(&self.solution.values);
        columns.filter(|(info, _)| info.quantity == quantity).map(|(_, value)| value).sum()
    }

    fn name(&self, key: &Key) -> String {
        key.parts(&self.loaded.system).join(" ")
    }
}

/// Asserts that two numbers agree, relative to the larger (or to 1).
#[track_caller]
pub fn assert_close(found: f64, expected: f64, tolerance: f64, what: &str) {
    let scale = found.abs().max(expected.abs()).max(1.0);
    assert!((found - expected).abs() <= tolerance * scale, "{what}: found {found}, expected {expected}");
}
