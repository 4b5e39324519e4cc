//! A memo says one thing in every format, and each of its figures is the number of the cell that its note names: in
//! CSV and JSON, in Parquet, in the workbook, in the IAMC table.

mod cells;
mod figure;
mod formats;
mod memo;
mod others;
mod recomputed;
mod taken;

use std::collections::BTreeSet;
use std::path::Path;

use crate::case::Case;
use crate::workshop::{GRID, Workshop};
use cells::Outputs;
use memo::Memo;
use taken::Taken;

/// The toy with fewer chips, to be held against it.
const FEWER: &str = "name = \"fewer\"\ntitle = \"Fewer chips\"\nextends = \"toy\"\n[levers]\nchips = 0.5\n";
/// The toy where carbon dioxide limits and no lever changes that.
const CAPPED: &str = "name = \"capped\"\ntitle = \"A cap on emissions\"\nextends = \"toy\"\n\
                      [policy]\nemissions_cap = { 2026 = 2.5, 2028 = 3.0 }\n";
/// The toy where land and connections give out at one point: neither has a single price.
const COINCIDENT: &str = "name = \"coincident\"\ntitle = \"Two limits at one point\"\nextends = \"toy\"\n\
    [[adjust]]\ntable = \"sites\"\nwhere = { site_class = \"metro\" }\ncolumn = \"max_gw\"\nset = 0\nwhy = \"no town\"\nsource = \"invented\"\n\
    [[adjust]]\ntable = \"sites\"\nwhere = { site_class = \"campus\" }\ncolumn = \"max_gw\"\nset = 0.32\nwhy = \"little land\"\nsource = \"invented\"\n\
    [[adjust]]\ntable = \"links\"\ncolumn = \"max_gw_per_year\"\nset = 0\nwhy = \"no lines\"\nsource = \"invented\"\n";
/// Samples of the toy, one of which asks for more hours than a day has.
const SAMPLES: &str = "name = \"samples\"\ntitle = \"Samples\"\nbase = \"toy\"\nmode = \"latin-hypercube\"\nsamples = 6\nseed = 4\n\
    [[axis]]\nlever = \"chips\"\n\
    [[axis]]\nfield = \"compute.power_utilisation\"\nrange = [0.5, 1]\ndistribution = \"lognormal\"\n";

/// A format of memos beside Markdown, against which it is held.
struct Format {
    ending: &'static str,
    /// All words of a file in the order in which they are read.
    text: fn(&Path) -> String,
    /// What stands in it behind a figure, from the number of its note, the note, and whether it is called for the first time.
    call: fn(usize, &str, bool) -> String,
    /// Whether notes stand in a list at the end, below a heading of their own.
    listed: bool,
    /// A note where it stands, from its number and the note.
    note: fn(usize, &str) -> String,
}

const FORMATS: &[Format] = &[
    Format {
        ending: "docx",
        text: formats::word,
        call: |number, note, first| if first { format!("[{note}]") } else { number.to_string() },
        listed: false,
        note: |_, note| note.to_owned(),
    },
    Format {
        ending: "html",
        text: formats::page,
        call: |number, _, _| number.to_string(),
        listed: true,
        note: |number, note| format!("({number}){note}"),
    },
    #[cfg(feature = "pdf")]
    Format {
        ending: "pdf",
        text: formats::pages::text,
        call: |number, _, _| number.to_string(),
        listed: true,
        note: |_, note| note.to_owned(),
    },
];

/// The memos: arguments, folder of the run, whom they are for.
const MEMOS: [(&str, &str, &str); 4] = [
    ("toy --against fewer --sweep s", "toy", "investor"),
    ("toy --as levers --audience policy --parts themes", "levers", "policy"),
    ("capped --parts flips", "capped", "investor"),
    ("coincident --parts intervals --sweep samples", "coincident", "investor"),
];

/// All forms that notes have. Not among them, because no memo has them: gains of a year (`verdict.json: years, YEAR, gains.FAMILY`;
/// the first page tells those of the horizon).
const FORMS: [&str; 35] = [
    "assumptions.csv: changed",
    "bottlenecks.csv",
    "certificate.json: objective",
    "certificate.json: residuals",
    "data",
    "fleet.csv: a share",
    "flip_points.csv: flip",
    "gridbound compare, comparison.csv",
    "gridbound compare, inputs.csv",
    "ladder.csv",
    "manifest.toml",
    "relax.csv: a family",
    "relax.csv: a lever",
    "shadow_prices.csv: a share",
    "shadow_prices.csv: price",
    "shadow_prices.csv: price_of_more",
    "shadow_prices.csv: validity",
    "summary.csv",
    "summary.csv: first_bottleneck",
    "sweep, flip_line.csv",
    "sweep, frontier.csv",
    "sweep, probabilities.csv",
    "sweep, results.csv: narrow",
    "sweep, results.csv: rows",
    "sweep, results.csv: status",
    "themes.csv: a lever",
    "themes.csv: a limit",
    "verdict.json: gains of supplies",
    "verdict.json: horizon, gains",
    "verdict.json: levers_that_flip",
    "verdict.json: levers_tried",
    "verdict.json: narrow and gains",
    "verdict.json: second_over_first",
    "verdict.json: years, narrow",
    "verdict.json: years_agree_share",
];

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// That a file says what the Markdown says, in its order, every note with its figure.
fn says_the_same(memo: &Memo, folder: &Path, audience: &str, format: &Format) {
    let text = without_spaces(&(format.text)(&folder.join(format!("{audience}.{}", format.ending))));
    let mut at = 0;
    let passages = memo.in_format(format);
    assert_eq!(passages.last().map(String::as_str), Some("Notes"));
    for passage in &passages[..passages.len() - usize::from(!format.listed)] {
        let passage = without_spaces(passage);
        let found = text[at..].find(&passage);
        let near = || text[at..].chars().take(passage.len() + 200).collect::<String>();
        at += found.unwrap_or_else(|| {
            panic!("{}: after the passages before it there is no\n{passage}\nbut\n{}", format.ending, near())
        }) + passage.len();
    }
    for (number, note) in &memo.notes {
        let listed = without_spaces(&(format.note)(*number, note));
        assert!(text.contains(&listed), "{}: note {number} is missing: {note}", format.ending);
    }
}

/// A workshop in which the program has written memos of the toy in all formats, and what they are held against.
fn written() -> Workshop {
    let case = Case::toy();
    for (name, text) in [("fewer", FEWER), ("capped", CAPPED), ("coincident", COINCIDENT)] {
        case.write(&format!("scenarios/{name}.toml"), text);
    }
    let shop = Workshop::of(case, GRID);
    shop.case.write("scenarios/sweeps/samples.toml", SAMPLES);
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.ending).collect();
    for (arguments, ..) in MEMOS {
        shop.run(&format!("memo {arguments} --quiet --format md,{}", formats.join(","))).well();
    }
    shop.run("compare toy fewer --quiet").well();
    shop.run("export toy --as exported --quiet --format xlsx,iamc,parquet,csv").well();
    shop
}

#[test]
fn every_figure_says_the_same_in_all_formats_and_is_the_number_of_its_cell() {
    let shop = written();
    let mut taken = Taken::new(shop.case.path());
    let (mut forms, mut places) = (BTreeSet::new(), 0);
    for (_, name, audience) in MEMOS {
        let outputs = Outputs { case: shop.case.path().to_owned(), name };
        let folder = outputs.folder().join("memo");
        let memo = Memo::read(&folder.join(format!("{audience}.md")));
        let figures = memo.figures();
        let called: BTreeSet<&str> = figures.iter().map(|(_, _, note)| *note).collect();
        assert_eq!(called, memo.notes.values().map(String::as_str).collect(), "notes that nothing calls");
        for (said, passage, note) in figures {
            let found = outputs.resolve(note, said, passage);
            figure::agree(said, &found.cell, &passage.column, note);
            forms.insert(found.form);
            if let (Some(place), "toy" | "levers") = (found.place, name) {
                places += taken.agrees(&outputs, &place);
            }
        }
        for format in FORMATS {
            says_the_same(&memo, &folder, audience, format);
        }
    }
    assert!(places > 60, "{places}");
    assert_eq!(forms, FORMS.into(), "forms of notes that were met");
}
