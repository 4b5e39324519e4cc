//! What a run costs: reading, formulating and solving, by algorithm and size.
//!
//! `cargo bench` takes a few minutes on two cores; `cargo bench load` measures what has `load` in its
//! name, `cargo bench growth` prints the table of growth alone, `cargo bench warm` what re-solves cost from the known
//! optimum over cold ones, family by family, `cargo bench sweep` how many scenarios of a sweep are solved per second. `BLOCK_HOURS=12 cargo bench` adds a size with
//! blocks of 12 hours, which is slow.

#![allow(clippy::print_stdout)] // what is printed is the result

use std::env;
use std::fmt;
use std::fs;
use std::hint::black_box;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use divan::Bencher;
use gridbound::constraints::formulate;
use gridbound::error::Problems;
use gridbound::experiment::explain::relax::Step;
use gridbound::experiment::families::Families;
use gridbound::experiment::sweep::record::Record;
use gridbound::experiment::sweep::run::{Keeper, Sweep, Watcher};
use gridbound::experiment::sweep::solve::Manner;
use gridbound::experiment::variant::Variant;
use gridbound::input::Folder;
use gridbound::load::{Library, Loaded, load, read_dataset};
use gridbound::program::{Family, Program};
use gridbound::scenario::Scenario;
use gridbound::scenario::base::Base;
use gridbound::scenario::settings::override_document;
use gridbound::scenario::sweep::{SweepFile, Verdicts, design};
use gridbound::sets::Year;
use gridbound::solve::{Algorithm, Known, Options, Solution, Vertex, Way, solve, solve_near};

/// Model years of the largest size; the smaller ones take the first of them.
const YEARS: [i32; 8] = [2025, 2026, 2027, 2028, 2029, 2030, 2032, 2035];

const INTERIOR_POINT: Algorithm = Algorithm::InteriorPoint;
const SIMPLEX: Algorithm = Algorithm::Simplex;

/// How much of the baseline is solved.
#[derive(Debug, Clone, Copy)]
struct Size {
    years: usize,
    block_hours: u32,
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} years, {} h", self.years, self.block_hours))
    }
}

const fn daily(years: usize) -> Size {
    Size { years, block_hours: 24 }
}

/// The sizes measured; the environment may add a finer one.
fn sizes() -> Vec<Size> {
    let mut sizes = vec![daily(1), daily(4), daily(8)];
    if let Ok(block_hours) = env::var("BLOCK_HOURS") {
        let block_hours = block_hours.parse().expect("BLOCK_HOURS is a number that divides 24");
        sizes.push(Size { years: YEARS.len(), block_hours });
    }
    sizes
}

fn baseline(size: Size) -> Loaded {
    let folder = |name| Folder::Disk(format!("{}/{name}", env!("CARGO_MANIFEST_DIR")).into());
    let library = Library { data: folder("data"), scenarios: folder("scenarios") };
    let mut problems = Problems::default();
    let overrides: Vec<_> =
        [format!("horizon.years={:?}", &YEARS[..size.years]), format!("horizon.block_hours={}", size.block_hours)]
            .iter()
            .filter_map(|assignment| override_document(assignment, &mut problems))
            .collect();
    load(&library, "baseline", &overrides).expect("the shipped baseline can be read")
}

fn program(size: Size) -> Program {
    formulate(&baseline(size).system)
}

fn cold(program: &Program, algorithm: Algorithm) -> Solution {
    let options = Options { algorithms: vec![algorithm], ..Options::default() };
    solve(program, &options).expect("the shipped baseline has a certified optimum")
}

#[divan::bench(args = sizes(), sample_count = 10)]
fn load_baseline(size: &Size) -> Loaded {
    baseline(*size)
}

#[divan::bench(args = sizes(), sample_count = 10)]
fn formulate_baseline(bencher: Bencher<'_, '_>, size: &Size) {
    let loaded = baseline(*size);
    bencher.bench_local(|| formulate(&loaded.system));
}

#[divan::bench(args = sizes(), sample_count = 3, sample_size = 1, max_time = 20)]
fn solve_by_interior_point(bencher: Bencher<'_, '_>, size: &Size) {
    let program = program(*size);
    bencher.bench_local(|| cold(&program, INTERIOR_POINT));
}

#[divan::bench(args = sizes(), sample_count = 3, sample_size = 1, max_time = 20)]
fn solve_by_simplex(bencher: Bencher<'_, '_>, size: &Size) {
    let program = program(*size);
    bencher.bench_local(|| cold(&program, SIMPLEX));
}

/// One line of the table of growth.
struct Cost {
    size: Size,
    nonzeros: usize,
    formulate: Duration,
    interior_point: Duration,
    simplex: Duration,
}

fn cost(size: Size) -> Cost {
    let system = baseline(size).system;
    let program = formulate(&system);
    Cost {
        size,
        nonzeros: program.nonzeros(),
        formulate: shortest(|| formulate(&system)),
        interior_point: shortest(|| cold(&program, INTERIOR_POINT)),
        simplex: shortest(|| cold(&program, SIMPLEX)),
    }
}

/// The shortest of three times, which other work on the machine disturbs least.
fn shortest<T>(work: impl Fn() -> T) -> Duration {
    let time = |_| {
        let started = Instant::now();
        black_box(work());
        started.elapsed()
    };
    (0..3).map(time).min().unwrap_or_default()
}

/// Prints a chain of sizes, with each cost over that of the size above.
fn print_growth(title: &str, sizes: &[Size]) {
    println!("\n{title}: seconds, and how many times the line above");
    println!("{:<16}{:>18}{:>18}{:>18}{:>18}", "", "nonzeros", "formulate", "interior point", "simplex");
    let mut above: Option<[f64; 4]> = None;
    for &size in sizes {
        let cost = cost(size);
        let nonzeros = u32::try_from(cost.nonzeros).expect("a matrix of less than four thousand million coefficients");
        let times = [cost.formulate, cost.interior_point, cost.simplex].map(|time| time.as_secs_f64());
        let now = [f64::from(nonzeros), times[0], times[1], times[2]];
        print!("{:<16}", cost.size);
        for (column, value) in now.iter().enumerate() {
            let ratio = above.map_or(String::new(), |a| format!("x {:.1}", value / a[column]));
            let digits = if column == 0 { 0 } else { 4 };
            print!("{value:>11.digits$}{ratio:>7}");
        }
        println!();
        above = Some(now);
    }
}

/// Prints, for each family and step, the time of a re-solve from the known optimum over that of a cold one.
fn print_warm() {
    let loaded = baseline(daily(YEARS.len()));
    let program = formulate(&loaded.system);
    let solution = cold(&program, INTERIOR_POINT);
    let known = Known { program: &program, solution: &solution };
    println!("\nRe-solves of the baseline, 24 h: seconds from the known optimum, over a cold solve (interior point)");
    println!("{:<12}{:>20}{:>20}{:>20}", "", "1 %", "10 %", "lifted");
    for family in Family::ALL {
        print!("{:<12}", family.name());
        for step in Step::RISES {
            let raised = Variant::limits(Families::of(&[family]), step.factor(), Year(YEARS.len() - 1));
            let raised = raised.limited(&loaded, program.clone());
            let near = || solve_near(&raised, known, &Options::default()).expect("a certified optimum");
            let (warm, afresh) = (shortest(near), shortest(|| cold(&raised, INTERIOR_POINT)));
            print!(
                "{:>11.2} s{:>7}",
                warm.as_secs_f64(),
                format!("x {:.2}", warm.as_secs_f64() / afresh.as_secs_f64())
            );
        }
        println!();
    }
}

/// A square of the shipped grid of chips and energy, at its own steps: the first levels of each.
fn grid(side: usize) -> String {
    let (chips, energy) = ([1.0, 1.2, 0.9, 1.4, 0.8], [1.0, 0.9, 0.8, 0.7, 0.6]);
    format!(
        "name = 'bench'\ntitle = 'Chips and energy around the base'\nbase = 'daily'\nmode = 'grid'\n\
         [[axis]]\nlever = 'chips'\nvalues = {:?}\n[[axis]]\nlever = 'energy'\nvalues = {:?}\n",
        &chips[..side],
        &energy[..side]
    )
}

/// Keeps records in memory.
#[derive(Default)]
struct Memory {
    records: Mutex<Vec<Record>>,
}

impl Keeper for Memory {
    fn base(&self) -> Option<(Vec<f64>, Vertex)> {
        None
    }

    fn keep_base(&self, _solution: &Solution) -> gridbound::error::Result<()> {
        Ok(())
    }

    fn lacks_vertex(&self, _scenario: usize) -> bool {
        false
    }

    fn is_done(&self, _scenario: usize) -> bool {
        false
    }

    fn keep(&self, record: Record, _vertex: Option<&Vertex>) -> gridbound::error::Result<()> {
        self.records.lock().expect("no panic while it was held").push(record);
        Ok(())
    }

    fn vertex(&self, _scenario: usize) -> Option<Vertex> {
        None
    }

    fn forget(&self, _scenario: usize) -> gridbound::error::Result<()> {
        Ok(())
    }
}

impl Watcher for Memory {
    fn one_done(&self) {}

    fn stopped(&self) -> bool {
        false
    }
}

/// The sweep at a size, ready to be solved.
fn sweep(size: Size, side: usize) -> Sweep {
    let scenarios = tempfile::tempdir().expect("a temporary folder");
    let shipped = format!("{}/scenarios", env!("CARGO_MANIFEST_DIR"));
    for file in ["baseline.toml", "daily.toml"] {
        fs::copy(format!("{shipped}/{file}"), scenarios.path().join(file)).expect("a shipped scenario");
    }
    fs::create_dir(scenarios.path().join("sweeps")).expect("a folder");
    fs::write(scenarios.path().join("sweeps/bench.toml"), grid(side)).expect("a file");
    let data = Folder::Disk(format!("{}/data", env!("CARGO_MANIFEST_DIR")).into());
    let library = Library { data, scenarios: Folder::Disk(scenarios.path().into()) };
    let mut problems = Problems::default();
    let file = SweepFile::read(&library.scenarios, "bench", &mut problems).expect("the sweep");
    let overrides: Vec<_> =
        [format!("horizon.years={:?}", &YEARS[..size.years]), format!("horizon.block_hours={}", size.block_hours)]
            .iter()
            .filter_map(|assignment| override_document(assignment, &mut problems))
            .collect();
    let base = Scenario::read(&library.scenarios, "daily", &overrides, &mut problems).expect("the base");
    let source = read_dataset(&library, &base.dataset, &mut problems).expect("the dataset");
    let written = Base { scenario: &base, dataset: &source.dataset, levers: &source.levers };
    let design = design(&file, &written, &mut problems).expect("the design");
    Sweep::new(file, design, vec![base], source).expect("a sweep")
}

/// Seconds that a sweep takes, and its records.
fn time_sweep(sweep: &Sweep, manner: Manner, threads: usize) -> (f64, Vec<Record>) {
    let memory = Memory::default();
    let started = Instant::now();
    sweep.run(manner, threads, &memory, &memory).expect("certified optima");
    (started.elapsed().as_secs_f64(), memory.records.into_inner().expect("no panic"))
}

/// Most memory that this process has held, MB; none where the system does not say.
fn most_memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}

/// Prints scenarios per second: each afresh and cold, and from each other on one thread and on all.
fn print_sweep() {
    println!("\nSweeps over chips and energy: scenarios per second, over cold ones on one thread");
    println!(
        "{:<16}{:<11}{:>10}{:>9}{:>17}{:>17}{:>10}{:>8}",
        "", "verdicts", "scenarios", "cold", "1 thread", "2 threads", "fallback", "MB"
    );
    for (size, side, verdicts) in
        [(daily(4), 5, Verdicts::Prices), (daily(8), 5, Verdicts::Prices), (daily(8), 3, Verdicts::ReSolved)]
    {
        let sweep = sweep(size, side);
        let count = sweep.design.points.len() as f64;
        let rate = |cold, threads| {
            let (seconds, records) = time_sweep(&sweep, Manner { cold, verdicts }, threads);
            (count / seconds, records.iter().filter(|record| record.way == Way::Fallback).count())
        };
        let (one, fallbacks) = rate(false, 1);
        let (two, _) = rate(false, 2);
        let memory = most_memory().map_or("-".to_owned(), |megabytes| format!("{megabytes:.0}"));
        let (cold, _) = rate(true, 1);
        let over = |rate: f64| format!("{rate:.2} (x {:.1})", rate / cold);
        let name = if verdicts == Verdicts::Prices { "prices" } else { "re-solved" };
        println!(
            "{size:<16}{name:<11}{count:>10}{cold:>9.2}{:>17}{:>17}{fallbacks:>10}{memory:>8}",
            over(one),
            over(two)
        );
    }
}

fn main() {
    divan::main();
    let filters: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let measuring = env::args().any(|argument| argument == "--bench");
    if measuring && (filters.is_empty() || filters.iter().any(|filter| filter == "warm")) {
        print_warm();
    }
    if measuring && (filters.is_empty() || filters.iter().any(|filter| filter == "sweep")) {
        print_sweep();
    }
    if measuring && (filters.is_empty() || filters.iter().any(|filter| filter == "growth")) {
        print_growth("Growth with years", &[daily(1), daily(2), daily(4), daily(8)]);
        let blocks = |block_hours| Size { years: 2, block_hours };
        print_growth("Growth with time slices", &[blocks(24), blocks(12), blocks(6), blocks(3)]);
    }
}
