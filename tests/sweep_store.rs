//! A sweep that is killed, stopped, out of room or typed again goes on where it was, and loses nothing.

use std::fs;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use gridbound::store::OutputFolder;
use rstest::rstest;

use crate::workshop::{GRID, Said, Workshop, hypercube};

/// Moments between 0 and 1, always the same.
struct Moments(u64);

impl Iterator for Moments {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        // The usual linear congruence; its upper bits are random enough.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some((self.0 >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

/// That the sweep in a folder has the results of an undisturbed one, whole and nothing besides.
#[track_caller]
fn same_as_undisturbed(shop: &Workshop, folder: &str, undisturbed: &str) {
    let results = shop.results(folder);
    assert_eq!(results, shop.results(undisturbed));
    results.is_also(fs::read(shop.output(&format!("{folder}/results.parquet"))).unwrap());
    for table in ["by_year.csv", "by_year.parquet", "cases.csv", "fan.csv", "probabilities.csv", "sensitivity.csv"] {
        let [one, other] = [folder, undisturbed].map(|name| fs::read(shop.output(&format!("{name}/{table}"))).ok());
        assert!(one.is_some() && one == other, "{table}");
    }
    assert_eq!(shop.files(folder), shop.files(undisturbed));
}

/// How many scenarios the program found done when it started, of how many.
fn found_done(said: &Said) -> Option<(usize, usize)> {
    let line = said.err.lines().find(|line| line.ends_with("scenarios are done already"))?;
    let mut numbers = line.split_whitespace().filter_map(|word| word.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}

/// A sweep that has been run undisturbed, and how long it took: long enough for records to be
/// written before it ends, on any machine.
fn long_sweep() -> (Workshop, Duration) {
    const LONG: Duration = Duration::from_millis(800);
    let mut samples = 160;
    loop {
        let shop = Workshop::new(&hypercube(samples));
        let begun = Instant::now();
        shop.run("sweep s --as undisturbed --threads 2").well();
        let whole = begun.elapsed();
        if whole > LONG {
            return (shop, whole);
        }
        samples += samples / 2;
    }
}

/// What is kept of a sweep that is not finished: how many parts, and how many whole lines of the log.
fn kept(shop: &Workshop, folder: &str) -> (usize, usize) {
    let names = fs::read_dir(shop.output(folder).join("store")).into_iter().flatten();
    let is_part = |name: &std::ffi::OsString| name.to_string_lossy().starts_with("part-");
    let parts = names.map(|entry| entry.unwrap().file_name()).filter(is_part).count();
    let log = fs::read(shop.output(folder).join("store/records.log")).unwrap_or_default();
    (parts, String::from_utf8_lossy(&log).matches('\n').count())
}

#[test]
fn a_killed_sweep_goes_on_to_the_same_results() {
    const KILLS: usize = 20;
    let (shop, whole) = long_sweep();
    let (mut kills, mut restart, mut midway) = (0, "", 0);
    let mut moments = Moments(20);
    let kept = || kept(&shop, "killed");
    while kills < KILLS {
        let before = if restart.is_empty() { kept() } else { (0, 0) };
        let mut child = shop.start(&format!("sweep s --as killed --threads 2 {restart}"));
        if kills % 2 == 0 {
            sleep(whole.mul_f64(moments.next().unwrap()));
        } else {
            // Between the first records and the last, however quick or busy the machine is.
            while kept() <= before && child.try_wait().unwrap().is_none() {
                sleep(Duration::from_millis(1));
            }
        }
        let was_done = child.try_wait().unwrap().is_some();
        if !was_done {
            child.kill().unwrap();
            kills += 1;
        }
        let said = Said::from(child.wait_with_output().unwrap());
        midway += usize::from(!was_done && kept() > (0, 0));
        restart = "";
        if was_done {
            said.well();
            same_as_undisturbed(&shop, "killed", "undisturbed");
            restart = "--restart";
        }
    }
    shop.run("sweep s --as killed --threads 2").well();
    same_as_undisturbed(&shop, "killed", "undisturbed");
    assert!(midway > 0, "no kill fell between the first records and the last");
}

#[test]
fn what_a_killed_run_left_half_written_goes() {
    let shop = Workshop::new(GRID);
    let inner = ["", "charts", "store"].map(|folder| shop.output("s").join(folder));
    for folder in &inner {
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join(".results.csv.1.part"), "half").unwrap();
    }
    shop.run("sweep s").well();
    assert!(!shop.files("s").iter().any(|file| file.contains(".part")), "{:?}", shop.files("s"));
    assert!(shop.files("s").contains(&"store/records.parquet".to_owned()));
}

/// Asks a process to stop by a signal: INT is what Ctrl-C sends, HUP a terminal that is closed.
fn interrupt(child: &Child, signal: &str) {
    let status = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
    assert!(status.success());
}

/// Starts a sweep anew and interrupts it some milliseconds after it has begun; how many scenarios it says are done.
fn interrupted(shop: &Workshop, signal: &str, milliseconds: u64, samples: usize) -> usize {
    if shop.output("s").exists() {
        fs::remove_dir_all(shop.output("s")).unwrap();
    }
    let child = shop.start("sweep s --no-charts");
    let patience = Instant::now();
    while kept(shop, "s") == (0, 0) {
        assert!(patience.elapsed() < Duration::from_secs(20), "nothing is kept");
        sleep(Duration::from_millis(1));
    }
    sleep(Duration::from_millis(milliseconds));
    interrupt(&child, signal);
    let said = Said::from(child.wait_with_output().unwrap()).failed(
        2,
        &[
            "finishing the scenarios in flight; once more to stop at once",
            "error: stopped after ",
            &format!(" of {samples} scenarios hint: the same command goes on from here"),
        ],
    );
    let (_, number) = said.err.split_once("stopped after ").unwrap();
    number.split_whitespace().next().unwrap().parse().unwrap()
}

#[test]
fn a_sweep_whose_time_is_over_goes_on_when_it_is_typed_again() {
    let shop = Workshop::new(&hypercube(12));
    shop.run("sweep s --as undisturbed").well();
    shop.run("sweep s --as limited --time-limit 1e-9").failed(2, &["time limit"]);
    shop.run("sweep s --as limited").well();
    same_as_undisturbed(&shop, "limited", "undisturbed");
}

#[rstest]
#[case("INT")]
#[case("TERM")]
#[case("HUP")]
fn an_interrupted_sweep_finishes_what_is_in_flight_and_goes_on_when_it_is_typed_again(#[case] signal: &str) {
    const SAMPLES: usize = 200;
    const TRIES: u64 = 20;
    let shop = Workshop::new(&hypercube(SAMPLES));
    shop.run("sweep s --as undisturbed --no-charts").well();
    // Between the first records and the last, however quick or busy the machine is: later and later.
    let midway = (0..TRIES).map(|tries| interrupted(&shop, signal, tries, SAMPLES)).find(|done| *done > 0);
    let done = midway.expect("no interrupt fell after the first record");
    assert!(done < SAMPLES, "{done}");
    assert!(!shop.output("s/results.csv").exists(), "there are no results yet");
    let said = shop.run("sweep s --no-charts").well();
    assert_eq!(found_done(&said), Some((done, SAMPLES)), "{}", said.err);
    same_as_undisturbed(&shop, "s", "undisturbed");
}

#[test]
fn a_disk_that_fills_is_an_error_and_loses_nothing_that_was_written() {
    const BLOCK: u64 = 512;
    let shop = Workshop::new(&hypercube(100));
    shop.run("sweep s --as undisturbed --no-charts").well();
    let size = |file: &str| fs::metadata(shop.output("undisturbed").join(file)).unwrap().len();
    let below_results = (size("results.csv") - 1) / BLOCK;
    assert!(size("store/records.parquet") < below_results * BLOCK, "records have room where results have none");
    let mut kept = 0;
    // No file can be longer than so many blocks: too few for the manifest, a start, the records, the results.
    for blocks in [1, 4, 12, 24, 48, below_results] {
        // Who is not told by a signal is told by an error, as on a full disk.
        let program = assert_cmd::cargo::cargo_bin("gridbound");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec {} sweep s --no-charts", program.display());
        let mut command = Command::new("sh");
        let said = Said::from(command.current_dir(shop.case.path()).args(["-c", &script]).output().unwrap());
        let found = found_done(&said).map_or(0, |(done, _)| done);
        assert!(found >= kept, "{found} of {kept} records are left");
        kept = found;
        said.failed(2, &["error: cannot write outputs/s/", "hint: choose another folder with --outputs, or make room"]);
        assert!(!shop.files("s").iter().any(|file| file.contains(".part")), "{:?}", shop.files("s"));
    }
    let said = shop.run("sweep s --no-charts").well();
    assert!(kept > 0 && found_done(&said).is_some_and(|(done, _)| done >= kept), "{kept}: {}", said.err);
    same_as_undisturbed(&shop, "s", "undisturbed");
}

#[test]
fn a_finished_sweep_typed_again_finds_all_done_and_says_the_same() {
    let shop = Workshop::new(GRID);
    let first = shop.run("sweep s").well();
    let (results, files) = (shop.results("s"), shop.files("s"));
    let second = shop.run("sweep s").well();
    assert_eq!(found_done(&second), Some((6, 6)), "{}", second.err);
    let pace = |line: &&str| !line.contains("scenarios per second");
    let without_pace = |text: &str| text.lines().filter(pace).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(without_pace(&first.out).len() + 1, first.out.lines().count());
    assert_eq!(without_pace(&first.out), second.out.lines().collect::<Vec<_>>());
    assert_eq!((shop.results("s"), shop.files("s")), (results, files));
}

const HINT: &str = "--as NAME puts these results into a folder of their own; --restart throws away what is there";

#[test]
fn a_folder_with_results_of_something_else_is_left_alone_and_says_what_is_different() {
    let shop = Workshop::new(GRID);
    shop.run("sweep s --no-charts").well();
    let refused = |arguments: &str, words: &[&str]| {
        let said = shop.run(&format!("sweep s --no-charts {arguments}"));
        let head = "outputs/s holds results that were made from something else:";
        said.failed(1, &[&[head, HINT], words].concat())
    };
    refused("--cold", &["cold was false, now true"]);
    refused("--verdicts prices", &["verdicts was \"re-solved\", now \"prices\""]);
    refused("--set finance.discount_rate=0.04", &["overrides was [], now [\"finance.discount_rate=0.04\"]"]);
    for (path, from, to, words) in [
        ("scenarios/sweeps/s.toml", "title = \"S\"", "title = \"T\"", "the sweep file is another"),
        ("scenarios/sweeps/s.toml", "[0.5, 1, 2]", "[0.5, 1]", "scenarios was 6, now 4"),
        ("data/toy/capital.csv", "own,2026,5", "own,2026,6", "capital.csv is another"),
        ("scenarios/toy.toml", "discount_rate = 0.05", "discount_rate = 0.06", "toy.toml is another"),
    ] {
        let before = shop.case.text(path);
        assert!(before.contains(from), "{path}");
        shop.case.write(path, before.replace(from, to));
        refused("", &[words]);
        shop.case.write(path, before);
    }
    assert_eq!(found_done(&shop.run("sweep s --no-charts").well()), Some((6, 6)), "all is as it was");

    let warm = shop.results("s");
    shop.run("sweep s --no-charts --cold --as cold").well();
    let said = shop.run("sweep s --no-charts --cold --restart").well();
    assert_eq!(found_done(&said), None);
    assert_eq!(shop.results("s"), shop.results("cold"));
    assert_ne!(shop.results("s"), warm);
    refused("", &["cold was true, now false"]);
}

#[test]
fn two_commands_do_not_share_a_folder() {
    let shop = Workshop::new(GRID);
    let folder = OutputFolder::take(shop.output("s")).unwrap();
    let commands = ["sweep s", "sweep s --restart", "run toy --as s", "explain toy --as s", "memo toy --as s"];
    let others = ["charts toy --as s", "export toy --format csv --as s", "compare toy toy+chips=2 --as s"];
    for command in commands.iter().chain(&others) {
        let hint = "hint: wait until it is done, or give this one another folder with --as";
        shop.run(command).failed(2, &["error: outputs/s is in use by another command", hint]);
    }
    assert_eq!(shop.files("s"), [""; 0], "nothing was touched");
    shop.run("sweep s --no-charts --as other").well();
    drop(folder);
    shop.run("sweep s --no-charts").well();
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_before_anything_is_solved() {
    for place in ["outputs", "outputs/s", "outputs/s/store", "outputs/s/.lock/x"] {
        let shop = Workshop::new(GRID);
        let path = shop.case.path().join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "a file").unwrap();
        let hint = "hint: choose another folder with --outputs, or make room";
        shop.run("sweep s --no-charts").failed(2, &["error: cannot write outputs/s", hint]);
        assert_eq!(fs::read_to_string(&path).unwrap(), "a file");
    }
}

#[test]
fn a_broken_part_of_the_store_is_an_error_that_says_how_to_begin_again() {
    let shop = Workshop::new(GRID);
    shop.run("sweep s --no-charts").well();
    let results = shop.results("s");
    let whole = fs::read(shop.output("s/store/records.parquet")).unwrap();
    let part = shop.output("s/store/part-0000001.parquet");
    let results_are_no_records = fs::read(shop.output("s/by_year.parquet")).unwrap();
    let garbage = [&b""[..], b"garbage", &whole[..whole.len() / 2], &whole[..whole.len() - 1], &results_are_no_records];
    for bytes in garbage {
        fs::write(&part, bytes).unwrap();
        let hint = "hint: --restart throws away what is there and begins again";
        let said = "error: outputs/s/store/part-0000001.parquet holds no records of this sweep";
        shop.run("sweep s --no-charts").failed(2, &[said, hint]);
    }
    assert_eq!(found_done(&shop.run("sweep s --no-charts --restart").well()), None);
    assert_eq!(shop.results("s"), results);
    assert!(!part.exists());
    for length in 0..whole.len() {
        assert!(gridbound::render::parquet::rows(whole[..length].to_vec()).is_err(), "{length} of {}", whole.len());
    }
}

#[test]
fn wrong_words_on_the_command_line_are_wrong_input() {
    let shop = Workshop::new(GRID);
    shop.run("sweep toy-gird").failed(1, &["there is no sweep \"toy-gird\"", "did you mean \"toy-grid\"?"]);
    shop.run("sweep quite-another").failed(1, &["there is no sweep", "gridbound list sweeps shows all"]);
    shop.run("sweep ../s").failed(1, &["\"../s\" cannot be the name of a sweep"]);
    shop.run("sweep s --as a/b").failed(2, &["--as a/b: use letters, digits, - and _ in the name of the results"]);
    shop.run("sweep s --set levers.chip=2").failed(1, &["chip"]);
    shop.run("sweep s --verdicts none").failed(2, &["invalid value 'none' for '--verdicts"]);
    shop.run("sweep").failed(2, &["<SWEEP>"]);
    assert!(!shop.case.path().join("outputs/s").exists());
    let said = shop.run("sweep toy-gird --json");
    let errors: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, &errors["errors"][0]["hint"]), (Some(1), &"did you mean \"toy-grid\"?".into()));
}
