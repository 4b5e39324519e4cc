//! A disk that fails at any call, or a process that is killed at any call, leaves what the same command makes whole.
//!
//! A library that is loaded before the program (`faults/shim.c`) counts the calls that touch its outputs, and lets the n-th of
//! them fail, for n from 1 to the last. Whatever is left on the disk then, the same command makes of it what an undisturbed
//! one makes of nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use rstest::rstest;

use crate::workshop::{GRID, Said, Workshop};

/// The library; none where it cannot be made or loaded.
static SHIM: LazyLock<Option<(tempfile::TempDir, PathBuf)>> = LazyLock::new(|| {
    let place = tempfile::tempdir().unwrap();
    let library = place.path().join("shim.so");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-O1", "tests/faults/shim.c", "-ldl", "-o"]).arg(&library);
    let made = cfg!(target_os = "linux") && compiler.status().is_ok_and(|status| status.success());
    made.then_some((place, library))
});

/// What happens at a call.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    Error,
    Kill,
}

/// The folder of outputs in which calls are counted, and that of one that nothing disturbs.
const DISTURBED: &str = "disturbed/";
const UNDISTURBED: &str = "undisturbed/";

struct Disk<'a> {
    shop: &'a Workshop,
    library: &'a Path,
}

impl Disk<'_> {
    /// A command in a folder of outputs, with a fault at a call (0 for none), and how many calls there were if it ended by
    /// itself.
    fn run(&self, command: &str, outputs: &str, (fault, at): (Fault, usize)) -> (Said, usize) {
        let count = self.shop.case.path().join("count");
        let mut program = self.shop.command(&format!("{command} --quiet --threads 1 --outputs {outputs}"));
        program.env("SOURCE_DATE_EPOCH", "1735689600").env("LD_PRELOAD", self.library);
        program.env("FAULTS_BELOW", DISTURBED).env("FAULTS_AT", at.to_string()).env("FAULTS_COUNT", &count);
        if fault == Fault::Kill {
            program.env("FAULTS_KILL", "1");
        }
        let said = program.output().unwrap().into();
        let calls = fs::read_to_string(count).ok().and_then(|text| text.trim().parse().ok());
        (said, calls.unwrap_or_default())
    }

    /// Files below a folder of outputs and how many records logs hold, which is all that can differ while files are whole.
    fn state(&self, outputs: &str) -> BTreeMap<String, usize> {
        let records = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).matches('\n').count();
        let size = |file: &str| {
            let bytes = || fs::read(self.shop.case.path().join(outputs).join(file)).unwrap();
            if Path::new(file).extension().is_some_and(|ending| ending == "log") { records(bytes()) } else { 0 }
        };
        // Half-written files bear the number of the process.
        let name = |file: &String| {
            if Path::new(file).extension().is_some_and(|ending| ending == "part") {
                "half".to_owned()
            } else {
                file.clone()
            }
        };
        self.shop.files_below(outputs).iter().map(|file| (name(file), size(file))).collect()
    }
}

/// Commands before a fault, the command itself, and what happens; at a dozen calls, or at every one if `FAULTS` is `all`.
#[rstest]
#[case::run("", "run toy --no-charts", Fault::Error)]
#[case::run_killed("", "run toy --no-charts", Fault::Kill)]
#[case::run_over_another("run toy --no-charts --set levers.chips=2 --as toy", "run toy --no-charts", Fault::Error)]
#[case::explain("", EXPLAIN, Fault::Error)]
#[case::explain_killed("", EXPLAIN, Fault::Kill)]
#[case::sweep("", SWEEP, Fault::Error)]
#[case::sweep_killed("", SWEEP, Fault::Kill)]
#[case::export("", "export toy --format mps,lp,csv,parquet,datapackage,xlsx,iamc", Fault::Error)]
#[case::memo("explain toy --no-charts", "memo toy --format md,docx", Fault::Error)]
fn after_a_fault_at_any_call_the_same_command_makes_the_same_files(
    #[case] before: &str,
    #[case] command: &str,
    #[case] fault: Fault,
) {
    let Some((_, library)) = &*SHIM else {
        println!("skipped: there is no C compiler `cc` here, or this is not Linux");
        return;
    };
    let shop = Workshop::new(GRID);
    let disk = Disk { shop: &shop, library };
    let prepare = |outputs: &str| {
        let _ = fs::remove_dir_all(shop.case.path().join(outputs));
        if !before.is_empty() {
            disk.run(before, outputs, (fault, 0)).0.well();
        }
    };
    for outputs in [UNDISTURBED, DISTURBED] {
        prepare(outputs);
    }
    disk.run(command, UNDISTURBED, (fault, 0)).0.well();
    let whole = shop.stable(UNDISTURBED);
    let (said, calls) = disk.run(command, DISTURBED, (fault, 0));
    said.well();
    assert!(calls > 20, "{calls} calls are counted");
    let stride = if std::env::var("FAULTS").is_ok_and(|asked| asked == "all") { 1 } else { calls.div_ceil(TRIED) };
    let (mut seen, mut healed) = (BTreeSet::new(), 0);
    for at in (1..=calls).step_by(stride) {
        prepare(DISTURBED);
        let (said, _) = disk.run(command, DISTURBED, (fault, at));
        match fault {
            // Some calls may fail without harm.
            Fault::Error if said.code == Some(0) => assert_eq!(shop.stable(DISTURBED), whole, "call {at}"),
            Fault::Error => drop(said.failed(2, &["error: cannot "])),
            Fault::Kill => assert_eq!(said.code, None, "call {at}: {}", said.err),
        }
        let state = disk.state(DISTURBED);
        if !seen.insert(state.clone()) {
            continue;
        }
        healed += 1;
        let found: usize =
            state.iter().filter(|(file, _)| file.ends_with("records.log")).map(|(_, records)| records).sum();
        let mut again = shop.command(&format!("{command} --threads 1 --outputs {DISTURBED}"));
        let said = Said::from(again.env("SOURCE_DATE_EPOCH", "1735689600").output().unwrap()).well();
        let merged = state.keys().any(|file| file.ends_with("store/records.parquet"));
        if command == SWEEP && !merged {
            let words = format!("{found} of 6 scenarios are done already");
            assert!(found == 0 || said.err.contains(&words), "call {at}: {found} records, {}", said.err);
        }
        let (found, files) =
            (shop.stable(DISTURBED), |all: &BTreeMap<String, Vec<u8>>| all.keys().cloned().collect::<Vec<_>>());
        assert_eq!(files(&found), files(&whole), "call {at}");
        for (file, bytes) in &whole {
            assert!(found[file] == *bytes, "call {at}: {file}");
        }
    }
    println!("{command}: {calls} calls, {healed} states healed");
}

/// Calls at which there is a fault, unless it is at all of them.
const TRIED: usize = 12;
const EXPLAIN: &str = "explain toy --no-charts --families chips,power --parts ladder,intervals --pair chips/power";
const SWEEP: &str = "sweep s --no-charts --verdicts prices";
