//! Any input is answered: by results or in words, never by a panic, and in time.
//!
//! Each target makes inputs at random, reads them and, where they can be read, solves them. A few of each are made in every
//! test, after the seeds of earlier failures (`seeds/`, kept by proptest) and the inputs of `corpus.txt`; `make fuzz` goes on
//! for ten minutes.

use std::cell::Cell;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use gridbound::constraints::formulate;
use gridbound::error::{Error, Problems, Result};
use gridbound::experiment::sweep::read::read as read_sweep;
use gridbound::experiment::sweep::run::{Sweep, Watcher};
use gridbound::experiment::sweep::solve::Manner;
use gridbound::input::document::Document;
use gridbound::input::settings::SETTINGS;
use gridbound::input::tables::TABLES;
use gridbound::load::{Loaded, load};
use gridbound::run::{run, unsolvable};
use gridbound::scenario::settings::override_document;
use gridbound::scenario::sweep::Verdicts;
use gridbound::solve::Options;
use gridbound::store::{OutputFolder, SweepFolder};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{FileFailurePersistence, TestRunner};
use tempfile::TempDir;

use crate::bad_input::{changes, mutated};
use crate::case::{Case, repository};

/// What a cell or a number may become.
const VALUES: &[&str] = &[
    "0",
    "-0",
    "-1",
    "1",
    "0.5",
    "1e3",
    "1e6",
    "1e9",
    "1e12",
    "1e15",
    "1e18",
    "1e308",
    "-1e308",
    "1e-6",
    "1e-12",
    "1e-19",
    "1e-20",
    "1e-320",
    "5e-324",
    "nan",
    "inf",
    "",
    "2147483647",
    "99999999999999999999",
    "9007199254740993",
    "0x1",
    "1_000",
];
/// Time for one input: what takes longer does not end.
const LONG: Duration = Duration::from_secs(60);

thread_local! {
    /// How many inputs were tried, read, and solved.
    static TRIED: Cell<[usize; 3]> = const { Cell::new([0; 3]) };
}

fn note(counter: usize) {
    TRIED.with(|tried| {
        let mut counts = tried.get();
        counts[counter] += 1;
        tried.set(counts);
    });
}

/// That a program is solved, or that words say why not; and that one which `check` calls valid is no wrong input.
fn answered(read: Result<Loaded>) {
    note(0);
    let loaded = match read {
        Ok(loaded) => loaded,
        Err(fault) => return assert!(!fault.to_string().is_empty()),
    };
    note(1);
    let faults = unsolvable(&loaded, &formulate(&loaded.system));
    let started = Instant::now();
    let options = Options { end: Some(started + Duration::from_secs(5)), ..Options::default() };
    match run(&loaded, &options) {
        Ok(run) => {
            note(2);
            assert!(run.solution.residuals.objective.is_finite());
        }
        Err(Error::Input(problems)) => assert!(!faults.is_empty() && !problems.is_empty(), "valid, but {problems:?}"),
        Err(fault) => assert!(!fault.to_string().is_empty()),
    }
    assert!(started.elapsed() < LONG, "{:?}", started.elapsed());
}

/// A change of a table: of a cell or a column, or of a whole row.
#[derive(Debug, Clone)]
struct Change {
    table: usize,
    row: usize,
    column: usize,
    kind: u8,
    value: &'static str,
}

fn change() -> impl Strategy<Value = Change> {
    let place = (0..TABLES.len(), any::<usize>(), any::<usize>());
    (place, any::<u8>(), select(VALUES)).prop_map(|((table, row, column), kind, value)| Change {
        table,
        row,
        column,
        kind,
        value,
    })
}

impl Change {
    /// Acts on a table's lines below the header: cells of one row or of all, rows dropped, doubled, swapped.
    fn act(&self, case: &Case) {
        let path = format!("data/toy/{}.csv", TABLES[self.table].name);
        let Ok(text) = fs::read_to_string(case.path().join(&path)) else { return };
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        if lines.len() < 2 {
            return;
        }
        let at = 1 + self.row % (lines.len() - 1);
        let last = lines.len() - 1;
        match self.kind % 12 {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[at].clone()),
            2 => lines.swap(at, last),
            3..=5 => lines.iter_mut().skip(1).for_each(|line| self.replace(line)),
            _ => self.replace(&mut lines[at]),
        }
        case.write(&path, lines.join("\n") + "\n");
    }

    fn replace(&self, line: &mut String) {
        let mut cells: Vec<&str> = line.split(',').collect();
        let at = self.column % cells.len();
        cells[at] = self.value;
        *line = cells.join(",");
    }
}

/// An assignment as `--set` takes it: a number of the scenario, a lever, or years.
fn assignment() -> impl Strategy<Value = String> {
    let levers = ["chips", "grid_connection", "siting", "chip_delay", "gas_price", "demand", "power"];
    let keys: Vec<String> = SETTINGS
        .iter()
        .map(|setting| setting.name.to_owned())
        .chain(levers.iter().map(|lever| format!("levers.{lever}")))
        .chain(["policy.emissions_cap", "horizon.years", "horizon.block_hours", "name", "dataset"].map(str::to_owned))
        .collect();
    let values =
        VALUES.iter().copied().chain(["[2026,2028]", "[1900,2200]", "{2026=1e9}", "{2028=1e-19}", "8%", "[[", "\"x\""]);
    (select(keys), select(values.collect::<Vec<_>>())).prop_map(|(key, value)| format!("{key}={value}"))
}

fn set(assignments: &[String]) {
    let mut problems = Problems::default();
    let documents: Vec<Document> = assignments.iter().filter_map(|one| override_document(one, &mut problems)).collect();
    assert!(problems.0.iter().all(|problem| !problem.to_string().is_empty()));
    answered(load(&Case::toy().library(), "toy", &documents));
}

fn tables(changes: &[Change]) {
    let case = Case::toy();
    for change in changes {
        change.act(&case);
    }
    answered(case.try_load());
}

/// Files of the toy that are TOML, and a sweep.
const FILES: &[&str] =
    &["scenarios/toy.toml", "data/toy/levers.toml", "data/toy/dataset.toml", "scenarios/sweeps/s.toml"];

fn toml(file: &str, changes: &[(usize, u8, u8)], appended: &str) {
    let case = with_sweep(Case::toy());
    let text = fs::read(case.path().join(file)).expect("a file of the toy");
    case.write(file, [mutated(&text, changes), appended.as_bytes().to_vec()].concat());
    answered(case.try_load());
    if let Ok((sweep, _)) = read_sweep(&case.library(), "s", &[]) {
        answered(Ok(sweep.base));
    }
}

/// An adjust or an axis to append.
fn appended() -> impl Strategy<Value = String> {
    let numbers: Vec<&str> = VALUES.iter().copied().filter(|value| !value.is_empty()).collect();
    let columns: Vec<(&str, &str)> =
        TABLES.iter().flat_map(|table| table.columns.iter().map(|column| (table.name, column.name))).collect();
    let verbs = select(vec!["set", "multiply", "add"]);
    let adjust = (select(columns), verbs, select(numbers.clone())).prop_map(|((table, column), verb, value)| {
        format!("\n[[adjust]]\ntable = \"{table}\"\ncolumn = \"{column}\"\n{verb} = {value}\nwhy = \"x\"\n")
    });
    let delay = (0..TABLES.len(), select(numbers.clone())).prop_map(|(table, value)| {
        format!("\n[[adjust]]\ntable = \"{}\"\ndelay_years = {value}\nwhy = \"x\"\n", TABLES[table].name)
    });
    let axis = (select(numbers.clone()), select(numbers)).prop_map(|(low, high)| {
        format!("\n[[axis]]\nlever = \"permitting_delay\"\nrange = [{low}, {high}]\nsteps = 3\n")
    });
    prop_oneof![3 => Just(String::new()), 3 => adjust, 1 => delay, 1 => axis]
}

const SWEEP: &str = "name = \"s\"\ntitle = \"s\"\nbase = \"toy\"\nmode = \"grid\"\n\
    [[axis]]\nlever = \"chips\"\nvalues = [0.5, 1.0]\n[[axis]]\nlever = \"grid_connection\"\nvalues = [0.5, 1.0]\n";

fn with_sweep(case: Case) -> Case {
    fs::create_dir_all(case.path().join("scenarios/sweeps")).expect("a folder of sweeps");
    case.write("scenarios/sweeps/s.toml", SWEEP);
    case
}

/// Nobody waits.
struct Nobody;

impl Watcher for Nobody {
    fn one_done(&self) {}
    fn stopped(&self) -> bool {
        false
    }
}

const MANNER: Manner = Manner { cold: false, verdicts: Verdicts::Prices };

fn go_on(sweep: &Sweep, folder: PathBuf) -> Result<()> {
    let folder = SweepFolder::open(OutputFolder::take(folder)?, sweep, MANNER, false)?;
    folder.run(sweep, MANNER, 1, &Nobody)?;
    folder.finish(sweep, MANNER.verdicts, false).map(|_| ())
}

/// Files below a folder, with their bytes.
type Files = Vec<(PathBuf, Vec<u8>)>;

/// A sweep, and what it keeps when it is done.
static STORED: LazyLock<(Case, Files)> = LazyLock::new(|| {
    let case = with_sweep(Case::toy());
    let (sweep, _) = read_sweep(&case.library(), "s", &[]).expect("the sweep");
    let folder = case.path().join("outputs/s");
    go_on(&sweep, folder.clone()).expect("the sweep is solved");
    let (mut files, mut folders) = (vec![], vec![folder.clone()]);
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).expect("a file");
                files.push((path.strip_prefix(&folder).expect("below the folder").to_owned(), bytes));
            }
        }
    }
    files.sort();
    (case, files)
});

/// What a stopped or torn sweep left: some bytes of one of its files changed, or its end missing.
fn stored(file: usize, changes: &[(usize, u8, u8)], kept: usize) {
    let (case, files) = &*STORED;
    let place = TempDir::new().expect("a temporary folder");
    for (at, (path, bytes)) in files.iter().enumerate() {
        let path = place.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        let mut bytes = bytes.clone();
        if at == file % files.len() {
            bytes = mutated(&bytes, changes);
            bytes.truncate(kept % (2 * bytes.len() + 1));
        }
        fs::write(path, bytes).expect("a file");
    }
    note(0);
    let (sweep, _) = read_sweep(&case.library(), "s", &[]).expect("the sweep");
    match go_on(&sweep, place.path().to_owned()) {
        Ok(()) => [1, 2].into_iter().for_each(note),
        Err(fault) => assert!(!fault.to_string().is_empty()),
    }
}

/// Tries so many inputs of a target after those that have failed before, or as many as there is time for.
fn fuzz<S: Strategy>(name: &'static str, strategy: S, cases: u32, until: Option<Instant>, test: impl Fn(S::Value)) {
    const SEEDS: [(&str, &str); 4] = [
        ("tables", "tests/fuzz/seeds/tables.txt"),
        ("set", "tests/fuzz/seeds/set.txt"),
        ("toml", "tests/fuzz/seeds/toml.txt"),
        ("stored", "tests/fuzz/seeds/stored.txt"),
    ];
    let seeds = SEEDS.iter().find(|(target, _)| *target == name).expect("a target").1;
    let persistence = FileFailurePersistence::Direct(seeds);
    let config = ProptestConfig {
        cases,
        failure_persistence: Some(Box::new(persistence)),
        source_file: Some(file!()),
        max_shrink_time: 60_000,
        ..ProptestConfig::default()
    };
    loop {
        let outcome = TestRunner::new(config.clone()).run(&strategy, |input| {
            test(input);
            Ok(())
        });
        if let Err(failure) = outcome {
            panic!("{name}: {failure}");
        }
        if until.is_none_or(|until| Instant::now() > until) {
            break;
        }
    }
}

fn all(cases: u32, time: Option<Duration>) -> Vec<(&'static str, [usize; 3])> {
    let end = |share: u32| time.map(|time| Instant::now() + time / share);
    let mut counts = vec![];
    let mut done = |name| counts.push((name, TRIED.with(|tried| tried.replace([0; 3]))));
    fuzz("tables", vec(change(), 1..5), cases, end(3), |changes| tables(&changes));
    done("tables");
    fuzz("set", vec(assignment(), 1..4), cases, end(4), |assignments| set(&assignments));
    done("set");
    let files = (select(FILES), vec(changes(), 0..2), appended());
    fuzz("toml", files, cases, end(4), |(file, changes, more)| toml(file, &changes.concat(), &more));
    done("toml");
    fuzz("stored", (any::<usize>(), changes(), any::<usize>()), cases, end(6), |(file, changes, kept)| {
        stored(file, &changes, kept);
    });
    done("stored");
    counts
}

#[test]
fn any_input_is_answered() {
    for (name, [tried, ..]) in all(12, None) {
        assert!(tried >= 12, "{name}: {tried}");
    }
}

#[test]
#[ignore = "takes ten minutes; make fuzz"]
fn any_input_is_answered_at_length() {
    const TEN_MINUTES: u64 = 600;
    let seconds = std::env::var("FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(TEN_MINUTES);
    for (name, [tried, read, solved]) in all(64, Some(Duration::from_secs(seconds))) {
        println!("{name}: {tried} inputs, {read} could be read, {solved} solved");
    }
}

/// Inputs that were once answered by a panic, or never: each a line of changes of the toy, and how it is answered.
#[test]
fn inputs_that_were_trouble_are_answered_in_words() {
    let corpus = fs::read_to_string(repository("tests/fuzz/corpus.txt")).expect("the corpus");
    let lines = corpus.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for line in lines {
        let (edits, answer) = line.split_once(" => ").unwrap_or((line, ""));
        let case = Case::with(&edits.split(" & ").collect::<Vec<_>>());
        let loaded = match case.try_load() {
            Ok(loaded) => loaded,
            Err(fault) => {
                assert!(!answer.is_empty() && fault.to_string().contains(answer), "{line}\n{fault}");
                continue;
            }
        };
        let faults = unsolvable(&loaded, &formulate(&loaded.system));
        let said = Error::Input(faults.clone()).to_string();
        assert!(said.contains(answer), "{line}\n{said}");
        assert_eq!(faults.is_empty(), answer.is_empty(), "{line}\n{said}");
        answered(Ok(loaded));
    }
}
