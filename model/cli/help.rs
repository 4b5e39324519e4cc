//! What long help and manual pages say beside the options: examples, files, exit status.

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::Arguments;
use crate::error::{Error, Result};

/// A command line, and what it does.
type Example = (&'static str, &'static str);

/// A file or folder, and what it is.
type File = (&'static str, &'static str);

/// What the program ends with.
const EXIT: [(&str, &str); 3] = [
    ("0", "done"),
    ("1", "the input is wrong: nothing was run"),
    ("2", "the command line is wrong, or the run failed"),
];

const DATA: File = ("data/DATASET/*.csv", "tables of a dataset, in place of the shipped ones");
const SCENARIOS: File = ("scenarios/NAME.toml", "your scenarios, beside the shipped ones");
const SWEEPS: File = ("scenarios/sweeps/NAME.toml", "your sweeps, beside the shipped ones");
const RESULTS: File = ("outputs/NAME/*.csv", "tables of results; outputs/README.md says what each holds");
const CHARTS: File = ("outputs/NAME/charts/", "charts as SVG and PNG");
const MANIFEST: File = ("outputs/NAME/manifest.toml", "what the results were made of");

/// Examples and files of every command; the program itself is the command without a name.
const COMMANDS: &[(&str, &[Example], &[File])] = &[
    (
        "run",
        &[
            ("gridbound run", "solve the baseline"),
            ("gridbound run baseline gas-bridge --block-hours 24", "two scenarios, quickly"),
            ("gridbound run --set levers.chips=2 --as more-chips", "twice the chips, results in outputs/more-chips"),
            ("gridbound run baseline+permitting_delay=2", "a lever set over a scenario"),
            ("gridbound run --years 2025-2030 --json", "other model years, the summary as JSON"),
        ],
        &[DATA, SCENARIOS, RESULTS, CHARTS, MANIFEST],
    ),
    (
        "compare",
        &[
            ("gridbound compare baseline energy-stress", "what energy-stress costs against the baseline, and where"),
            ("gridbound compare baseline baseline+chips=2 --block-hours 24", "what twice the chips bring, quickly"),
            ("gridbound compare baseline more-chips", "against the results of run --as more-chips"),
            ("gridbound compare baseline gas-bridge --verdicts none", "without solving again for verdicts"),
        ],
        &[DATA, SCENARIOS, ("outputs/A-vs-B/", "what differs: tables, charts, manifest")],
    ),
    (
        "explain",
        &[
            ("gridbound explain --block-hours 24", "what limits AI in the baseline, and how hard: ten minutes"),
            ("gridbound explain toy", "the same of two invented regions, in seconds"),
            ("gridbound explain --parts none --block-hours 24", "verdict and relaxation alone"),
            ("gridbound explain --pair capital/power --parts flips", "when does power lead over money?"),
        ],
        &[DATA, SCENARIOS, RESULTS, CHARTS, ("outputs/NAME/verdict.json", "what binds, by year")],
    ),
    (
        "alternatives",
        &[
            ("gridbound alternatives --block-hours 24", "what must be in every plan nearly as good as the best"),
            ("gridbound alternatives toy --slack 1%", "the same of two invented regions, with more slack"),
        ],
        &[DATA, SCENARIOS, RESULTS, ("outputs/NAME/alternatives.csv", "the least and the most of each quantity")],
    ),
    (
        "economy",
        &[
            ("gridbound economy --block-hours 24", "what the baseline does to growth, bills, labour and capital"),
            ("gridbound economy toy", "the same of two invented regions, in seconds"),
            ("gridbound economy --policy --block-hours 24", "support that answers growth, and what support buys"),
        ],
        &[DATA, SCENARIOS, RESULTS, ("outputs/NAME/gdp.csv", "growth; bills.csv, two_economies.csv, quintiles.csv")],
    ),
    (
        "claims",
        &[
            (
                "gridbound claims --block-hours 24",
                "twelve claims held against the baseline; quicker where an analysis is kept",
            ),
            ("gridbound claims toy", "the same of two invented regions, in seconds"),
        ],
        &[DATA, SCENARIOS, RESULTS, ("outputs/NAME/claims.csv", "claims, verdicts and what flips them")],
    ),
    (
        "memo",
        &[
            ("gridbound memo --block-hours 24", "a memo for investors about the baseline"),
            ("gridbound memo --audience policy --format html,docx", "for policy makers, as web page and Word file"),
            ("gridbound memo baseline --against energy-stress", "held against another scenario"),
        ],
        &[DATA, SCENARIOS, RESULTS, ("outputs/NAME/memo/", "the memo")],
    ),
    (
        "backcast",
        &[
            ("gridbound backcast", "2023 to 2025 against what happened"),
            ("gridbound backcast --outlook gas-bridge --block-hours 24", "another scenario against outlooks"),
        ],
        &[DATA, ("outputs/backcast/", "scores, tables and charts")],
    ),
    (
        "charts",
        &[
            ("gridbound charts", "all charts of the baseline"),
            ("gridbound charts --only ai_load,what_binds --width 3000", "two of them, larger"),
            ("gridbound charts --theme dark --format svg", "on dark paper, scalable"),
        ],
        &[DATA, SCENARIOS, CHARTS],
    ),
    (
        "sweep",
        &[
            ("gridbound sweep chips-vs-energy", "121 scenarios; Ctrl-C stops, the same command goes on"),
            ("gridbound sweep library --block-hours 24", "all shipped scenarios with their verdicts"),
            ("gridbound sweep uncertainty --restart", "from the beginning, throwing away what was solved"),
        ],
        &[DATA, SCENARIOS, SWEEPS, ("outputs/SWEEP/results.csv", "a row for each scenario")],
    ),
    (
        "verify",
        &[
            ("gridbound verify", "known answers, and three solvers on every scenario"),
            ("gridbound verify --quick", "of the scenarios only baseline and toy"),
        ],
        &[("outputs/verify/", "what was checked, and how far apart answers lie")],
    ),
    (
        "check",
        &[
            ("gridbound check", "is everything valid?"),
            ("gridbound check my-case", "one scenario and its dataset"),
            ("gridbound check us --json", "a dataset, what is wrong as JSON"),
        ],
        &[DATA, SCENARIOS, SWEEPS],
    ),
    (
        "sources",
        &[
            ("gridbound sources", "the sources of the shipped dataset, table by table"),
            ("gridbound sources --table capital --row bonds,2030", "where a number comes from"),
            ("gridbound sources --source eia_heat_rates", "all that rests on a source"),
            ("gridbound sources --check", "fails if a row has no source or range"),
        ],
        &[DATA, SCENARIOS, ("data/DATASET/sources.csv", "everything that numbers rest on")],
    ),
    (
        "list",
        &[
            ("gridbound list scenarios", "what can be run"),
            ("gridbound list levers --dataset toy", "what can be turned in a dataset"),
            ("gridbound list regions", "regions, and the states they hold"),
        ],
        &[DATA, SCENARIOS, SWEEPS],
    ),
    (
        "new",
        &[
            ("gridbound new scenario my-case", "a commented scenario that inherits from the baseline"),
            ("gridbound new scenario my-case --from gas-bridge", "from another one"),
        ],
        &[SCENARIOS],
    ),
    (
        "export",
        &[
            ("gridbound export baseline --format xlsx,iamc", "a workbook and the long table of the IAMC"),
            ("gridbound export toy --format mps,lp", "the linear program for other solvers"),
        ],
        &[RESULTS, ("outputs/NAME/NAME.mps, NAME.lp", "the program")],
    ),
    (
        "completions",
        &[
            ("gridbound completions bash", "source <(gridbound completions bash) in ~/.bashrc"),
            ("gridbound completions zsh", "source <(gridbound completions zsh) in ~/.zshrc"),
            ("gridbound completions fish", "gridbound completions fish | source in config.fish"),
        ],
        &[],
    ),
    (
        "man",
        &[
            ("gridbound man", "the manual page: gridbound man | man -l -"),
            ("gridbound man explain", "that of a command"),
        ],
        &[],
    ),
    (
        "",
        &[
            ("gridbound run", "solve the baseline"),
            ("gridbound explain --block-hours 24", "what limits AI, how hard, and what would change it"),
            ("gridbound compare baseline baseline+chips=2", "what twice the chips bring"),
            ("gridbound new scenario my-case", "a scenario to edit"),
        ],
        &[DATA, SCENARIOS, RESULTS],
    ),
];

/// Examples and files of a command.
fn of(command: &str) -> (&'static [Example], &'static [File]) {
    let known = COMMANDS.iter().find(|(name, ..)| *name == command);
    known.map_or((&[], &[]), |(_, examples, files)| (examples, files))
}

/// The sections by name, each a list of terms and what they mean; those without any are left out.
fn sections(command: &str) -> Vec<(&'static str, &'static [(&'static str, &'static str)])> {
    let (examples, files) = of(command);
    let all: [(&str, &[(&str, &str)]); 3] = [("Examples", examples), ("Files", files), ("Exit status", &EXIT)];
    all.into_iter().filter(|(_, entries)| !entries.is_empty()).collect()
}

/// What stands below the options in the long help of a command.
#[must_use]
pub fn text(command: &str) -> String {
    let section = |(name, entries): (&str, &[(&str, &str)])| {
        let width = entries.iter().map(|(term, _)| term.len()).max().unwrap_or_default();
        let line = |(term, meaning): &(&str, &str)| format!("  {term:width$}  {meaning}\n");
        format!("{name}:\n{}", entries.iter().map(line).collect::<String>())
    };
    sections(command).into_iter().map(section).collect::<Vec<_>>().join("\n")
}

/// The manual page of the program, or of one of its commands.
///
/// # Errors
/// If there is no such command.
pub fn manual(command: Option<&str>) -> Result<Vec<u8>> {
    let mut all = Arguments::command();
    all.build();
    let page = match command {
        None => all.clone(),
        Some(name) => all.find_subcommand(name).cloned().ok_or_else(|| {
            let names: Vec<&str> = all.get_subcommands().map(Command::get_name).collect();
            Error::input_with_hint(format!("there is no command \"{name}\""), format!("commands: {}", names.join(", ")))
        })?,
    };
    let has_commands = page.has_subcommands();
    let (mut bytes, manual) = (vec![], Man::new(page));
    let mut extra = Roff::new();
    for (name, entries) in sections(command.unwrap_or_default()) {
        extra.control("SH", [name.to_uppercase().as_str()]);
        for (term, meaning) in entries {
            extra.control("TP", []).text([bold(*term)]).text([roman(*meaning)]);
        }
    }
    let rendered = manual
        .render_title(&mut bytes)
        .and_then(|()| manual.render_name_section(&mut bytes))
        .and_then(|()| manual.render_synopsis_section(&mut bytes))
        .and_then(|()| manual.render_description_section(&mut bytes))
        .and_then(|()| manual.render_options_section(&mut bytes))
        .and_then(|()| if has_commands { manual.render_subcommands_section(&mut bytes) } else { Ok(()) })
        .and_then(|()| extra.to_writer(&mut bytes));
    rendered.map_err(|fault| Error::run(format!("cannot write the manual page: {fault}")))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[test]
    fn every_command_has_examples_that_it_understands() {
        let mut all = Arguments::command();
        all.build();
        let names = all.get_subcommands().map(Command::get_name).filter(|name| *name != "help");
        for name in names.chain([""]) {
            let (examples, _) = of(name);
            assert!(name.is_empty() || examples != of("").0, "{name} has no examples of its own");
            assert!(!examples.is_empty(), "{name}");
            for (line, _) in examples {
                let words = line.split(' ');
                assert!(name.is_empty() || words.clone().nth(1) == Some(name), "{name}: {line}");
                assert!(Arguments::try_parse_from(words).is_ok(), "{line}");
            }
            let page = String::from_utf8(manual((!name.is_empty()).then_some(name)).unwrap()).unwrap();
            for section in ["NAME", "SYNOPSIS", "EXAMPLES", "\"EXIT STATUS\""] {
                assert!(page.contains(&format!(".SH {section}")), "{name} has no {section}:\n{page}");
            }
            let help = match name {
                "" => all.clone(),
                name => all.find_subcommand(name).unwrap().clone(),
            };
            let help = help.get_after_long_help().map(ToString::to_string).unwrap_or_default();
            assert_eq!(help.trim_end(), text(name).trim_end(), "{name}");
            assert!(help.lines().all(|line| line.chars().count() <= 120), "{help}");
        }
    }
}
