//! A memo says one thing in every format, and each of its figures is the number of the cell that its note names: in
//! CSV and JSON, in Parquet, in the workbook, in the IAMC table.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use quick_xml::events::Event;
use serde_json::Value;

use crate::case::{Case, repository};
use crate::exports::rows;
use crate::workshop::{GRID, Workshop};

/// The toy with fewer chips, to be held against it.
const FEWER: &str = "name = \"fewer\"\ntitle = \"Fewer chips\"\nextends = \"toy\"\n[levers]\nchips = 0.5\n";
/// The toy where carbon dioxide limits and no lever changes that.
const CAPPED: &str = "name = \"capped\"\ntitle = \"A cap on emissions\"\nextends = \"toy\"\n\
                      [policy]\nemissions_cap = { 2026 = 2.5, 2028 = 3.0 }\n";

/// A format of memos beside Markdown, against which it is held.
struct Format {
    ending: &'static str,
    /// All words of a file in the order in which they are read.
    text: fn(&Path) -> String,
    /// What stands in it behind a figure, from the number of its note and the note.
    call: fn(usize, &str) -> String,
}

const FORMATS: &[Format] = &[
    Format { ending: "docx", text: word, call: |_, note| format!("[{note}]") },
    #[cfg(feature = "pdf")]
    Format { ending: "pdf", text: pages::text, call: |number, _| number.to_string() },
];

/// Words of a Word document, footnotes where they are called.
fn word(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (document, footnotes) = (part("word/document.xml"), part("word/footnotes.xml"));
    let mut notes: BTreeMap<String, String> = BTreeMap::new();
    for (id, words) in runs(&footnotes, "w:footnote") {
        notes.entry(id).or_default().push_str(&words);
    }
    let mut text = String::new();
    for (id, words) in runs(&document, "w:footnoteReference") {
        if !id.is_empty() {
            text.extend(["[", notes[&id].trim(), "]"]);
        }
        text += &words;
    }
    text
}

/// Texts of an XML part, each with the `w:id` of the last element of a name before it.
fn runs(xml: &str, name: &str) -> Vec<(String, String)> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found = vec![(String::new(), String::new())];
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return found,
            Event::Start(element) | Event::Empty(element) if element.name().as_ref() == name => {
                let id = element.try_get_attribute("w:id").unwrap().unwrap();
                found.push((id.value.into_owned(), String::new()));
            }
            Event::Text(text) => found.last_mut().unwrap().1.push_str(&text),
            Event::GeneralRef(entity) => {
                let letter = match &*entity {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => entity.resolve_char_ref().unwrap().unwrap(),
                };
                found.last_mut().unwrap().1.push(letter);
            }
            _ => {}
        }
    }
}

/// Reads PDFs with the reader that comes along with typst.
#[cfg(feature = "pdf")]
mod pages {
    use std::path::Path;

    use hayro_interpret::font::Glyph;
    use hayro_interpret::hayro_cmap::BfString;
    use hayro_interpret::hayro_syntax::Pdf;
    use hayro_interpret::{
        BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
        PathDrawMode, SoftMask, interpret_page,
    };
    use kurbo::{Affine, BezPath, Rect};

    use super::without_spaces;

    /// Keeps the letters of what is drawn.
    struct Letters(String);

    impl Device<'_> for Letters {
        fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
        fn set_blend_mode(&mut self, _: BlendMode) {}
        fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}
        fn push_clip_path(&mut self, _: &ClipPath) {}
        fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
        fn draw_glyph(&mut self, glyph: &Glyph<'_>, _: Affine, _: Affine, _: &Paint<'_>, _: &GlyphDrawMode) {
            match glyph.as_unicode() {
                Some(BfString::Char(letter)) => self.0.push(letter),
                Some(BfString::String(letters)) => self.0.push_str(&letters),
                None => self.0.push(char::REPLACEMENT_CHARACTER),
            }
        }
        fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
        fn pop_clip_path(&mut self) {}
        fn pop_transparency_group(&mut self) {}
    }

    /// A text of the format: UTF-16 behind its mark, or ASCII.
    fn words(bytes: &[u8]) -> String {
        let Some(wide) = bytes.strip_prefix(&[0xFE, 0xFF]) else { return String::from_utf8(bytes.to_vec()).unwrap() };
        let units = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        String::from_utf16(&units.collect::<Vec<_>>()).unwrap()
    }

    /// Letters of all pages as they are drawn, without the line at the foot of each: title and number of the page.
    pub fn text(path: &Path) -> String {
        let pdf = Pdf::new(std::fs::read(path).unwrap()).unwrap();
        let title = words(pdf.metadata().title.as_ref().unwrap());
        let count = pdf.pages().len();
        let text = pdf.pages().iter().enumerate().map(|(place, page)| {
            let (cache, anywhere) = (InterpreterCache::new(), Rect::new(0.0, 0.0, 1.0, 1.0));
            let settings = InterpreterSettings::default();
            let mut context = Context::new(Affine::IDENTITY, anywhere, &cache, pdf.xref(), settings);
            let mut letters = Letters(String::new());
            interpret_page(page, &mut context, &mut letters);
            let letters = without_spaces(&letters.0);
            let foot = without_spaces(&format!("{title} {} / {count}", place + 1));
            let body = letters.strip_suffix(&foot);
            body.unwrap_or_else(|| panic!("page {} should end with {foot}:\n{letters}", place + 1)).to_owned()
        });
        text.collect()
    }
}

/// A passage of Markdown: a paragraph, a point, a heading or a cell, without markup.
struct Passage {
    /// Its words, with `\u{2}N\u{3}` where note N is called.
    words: String,
    /// Heading of its column.
    column: String,
    /// The other cells of its row, by column.
    row: BTreeMap<String, String>,
}

/// A memo in Markdown.
struct Memo {
    passages: Vec<Passage>,
    notes: BTreeMap<usize, String>,
}

/// Text without markup; calls of notes are marked.
fn bare(text: &str) -> String {
    let (mut plain, mut letters) = (String::new(), text.chars());
    let mut in_call = false;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => plain.extend(letters.next()),
            '*' => {}
            '[' => {
                assert_eq!(letters.next(), Some('^'), "a bracket that calls no note: {text}");
                in_call = true;
                plain.push('\u{2}');
            }
            ']' if in_call => {
                in_call = false;
                plain.push('\u{3}');
            }
            other => plain.push(other),
        }
    }
    plain
}

impl Memo {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let (mut passages, mut notes) = (vec![], BTreeMap::new());
        let mut header: Vec<String> = vec![];
        for line in text.lines() {
            if let Some((number, note)) = line.strip_prefix("[^").and_then(|rest| rest.split_once("]: ")) {
                notes.insert(number.parse().unwrap(), bare(note));
            } else if let Some(cells) = line.strip_prefix("| ").and_then(|rest| rest.strip_suffix(" |")) {
                let cells: Vec<String> = cells.split(" | ").map(bare).collect();
                if cells.iter().all(|cell| cell.starts_with("---")) {
                    continue;
                }
                if header.is_empty() {
                    header.clone_from(&cells);
                }
                assert_eq!(cells.len(), header.len(), "{line}");
                let row: BTreeMap<String, String> = header.iter().cloned().zip(cells.iter().cloned()).collect();
                let passage =
                    |(words, column): (String, &String)| Passage { words, column: column.clone(), row: row.clone() };
                passages.extend(cells.into_iter().zip(&header).map(passage));
            } else {
                header.clear();
                let line = line.trim_start_matches(['#', '>', '-', ' ']);
                if !line.is_empty() && !line.starts_with("![") {
                    passages.push(Passage { words: bare(line), column: String::new(), row: BTreeMap::new() });
                }
            }
        }
        Self { passages, notes }
    }

    /// What is said before every call of a note, since the one before it.
    fn figures(&self) -> Vec<(&str, &Passage, &str)> {
        let mut found = vec![];
        for passage in &self.passages {
            let mut rest = passage.words.as_str();
            while let Some((said, after)) = rest.split_once('\u{2}') {
                let (number, after) = after.split_once('\u{3}').unwrap();
                found.push((said.trim_end(), passage, self.notes[&number.parse().unwrap()].as_str()));
                rest = after;
            }
        }
        found
    }

    /// The passages with the calls of a format.
    fn in_format(&self, format: &Format) -> Vec<String> {
        let said = |passage: &Passage| {
            let mut parts = passage.words.split(['\u{2}', '\u{3}']);
            let mut text = parts.next().unwrap().to_owned();
            while let (Some(number), Some(after)) = (parts.next(), parts.next()) {
                let number = number.parse().unwrap();
                text += &(format.call)(number, &self.notes[&number]);
                text += after;
            }
            text
        };
        self.passages.iter().map(said).collect()
    }
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// That a file says what the Markdown says, in its order, every note with its figure.
fn says_the_same(memo: &Memo, folder: &Path, audience: &str, format: &Format) {
    let text = without_spaces(&(format.text)(&folder.join(format!("{audience}.{}", format.ending))));
    let mut at = 0;
    for passage in memo.in_format(format) {
        let passage = without_spaces(&passage);
        let found = text[at..].find(&passage);
        let near = || text[at..].chars().take(passage.len() + 200).collect::<String>();
        at += found.unwrap_or_else(|| {
            panic!("{}: after the passages before it there is no\n{passage}\nbut\n{}", format.ending, near())
        }) + passage.len();
    }
    for (number, note) in &memo.notes {
        assert!(text.contains(&without_spaces(note)), "{}: note {number} is missing: {note}", format.ending);
    }
}

/// What a note points at.
enum Cell {
    /// A number, and the units in which it may be written, each with its size in the unit of the cell.
    Number(f64, Vec<(String, f64)>),
    /// Words.
    Words(String),
}

/// A row of a CSV file.
struct Place {
    table: String,
    row: usize,
    column: String,
}

/// The folders of a memo and of what it rests on.
struct Outputs {
    case: PathBuf,
    scenario: String,
}

/// A unit in which a number may be written, and its size.
fn unit(words: &str, size: f64) -> (String, f64) {
    (words.to_owned(), size)
}

impl Outputs {
    fn folder(&self) -> PathBuf {
        self.case.join("outputs").join(&self.scenario)
    }

    fn rows(&self, table: &str) -> Vec<BTreeMap<String, String>> {
        rows(&self.folder().join(format!("{table}.csv")))
    }

    fn verdict(&self) -> Value {
        serde_json::from_slice(&fs::read(self.folder().join("verdict.json")).unwrap()).unwrap()
    }

    /// The one row of a table that is meant.
    #[track_caller]
    fn place(&self, table: &str, column: &str, is_meant: impl Fn(&BTreeMap<String, String>) -> bool) -> Place {
        let found: Vec<usize> =
            self.rows(table).iter().enumerate().filter(|(_, row)| is_meant(row)).map(|(i, _)| i).collect();
        assert_eq!(found.len(), 1, "{table}.csv: {column}: so many rows are meant");
        Place { table: table.to_owned(), row: found[0], column: column.to_owned() }
    }

    fn number(&self, place: &Place) -> f64 {
        let cell = &self.rows(&place.table)[place.row][&place.column];
        cell.parse().unwrap_or_else(|_| panic!("{}.csv: {}: {cell:?} is no number", place.table, place.column))
    }

    /// The cell that a note names; none is not to be found.
    fn resolve(&self, note: &str, passage: &Passage) -> (Cell, Option<Place>) {
        let cell = note.split_once(". ").map_or(note, |(cell, _)| cell);
        let (file, what) = cell.split_once(": ").unwrap_or_else(|| panic!("a note without a file: {note}"));
        let parts: Vec<&str> = what.split(", ").collect();
        let last = *parts.last().unwrap();
        let millions = vec![unit("billion USD", 1000.0), unit("bn USD", 1000.0)];
        let number = |place: Place, units: Vec<(String, f64)>| (Cell::Number(self.number(&place), units), Some(place));
        match (file, parts[0]) {
            ("summary.csv", column) => {
                let units = match column.rsplit_once('_').unwrap().1 {
                    "gw" => vec![unit("GW", 1.0)],
                    "twh" => vec![unit("TWh", 1.0)],
                    "mh100e" => vec![unit("million H100-equivalents", 1.0), unit("million", 1.0)],
                    other => panic!("{note}: {other} has no words yet"),
                };
                number(self.place("summary", column, |row| row["year"] == last), units)
            }
            ("verdict.json", _) => (self.of_verdict(&parts, passage, note), None),
            ("flip_points.csv", "rows") => {
                (Cell::Number(self.rows("flip_points").len() as f64, vec![unit("", 1.0)]), None)
            }
            ("flip_points.csv", "flip") => {
                let place = self.place("flip_points", "flip", |row| row["lever"] == last);
                let of = self.rows("flip_points")[place.row]["unit"].clone();
                number(place, vec![(of, 1.0)])
            }
            ("themes.csv", column) => {
                let theme = parts[1..parts.len() - 1].join(", ");
                let step = last.trim_end_matches(" end");
                number(self.place("themes", column, |row| row["theme"] == theme && row["step"] == step), millions)
            }
            ("relax.csv", column) => {
                let lever = parts[1].strip_prefix("lever ").unwrap();
                let is_meant = |row: &BTreeMap<String, String>| {
                    row["kind"] == "lever" && row["name"] == lever && row["step"] == last && row["year"].is_empty()
                };
                number(self.place("relax", column, is_meant), millions)
            }
            ("ladder.csv", column) => {
                let rung = last.strip_prefix("rung ").unwrap();
                let is_meant = |row: &BTreeMap<String, String>| {
                    row["rung"] == rung && row["region"].is_empty() && row["year"].is_empty()
                };
                number(self.place("ladder", column, is_meant), vec![unit("MH100e", 1.0)])
            }
            ("shadow_prices.csv", column) => {
                let name = |row: &BTreeMap<String, String>| {
                    ["rule", "item", "region", "year"].map(|key| row[key].as_str()).join(" ")
                };
                let place = self.place("shadow_prices", column, |row| name(row) == last);
                let of = self.rows("shadow_prices")[place.row]["price_unit"].clone();
                number(place, vec![(of, 1.0)])
            }
            ("gridbound compare, comparison.csv", quantity) => (self.of_comparison(quantity, last, passage), None),
            ("manifest.toml", setting) => {
                let text = fs::read_to_string(self.folder().join(file)).unwrap();
                assert!(text.contains(setting.rsplit('.').next().unwrap()), "{note} is not in {file}");
                (Cell::Words("scenario".to_owned()), None)
            }
            (input, column) => {
                (self.of_data(input.strip_suffix(".csv").unwrap(), column, &parts[1..].join(", "), note), None)
            }
        }
    }

    /// A cell of `verdict.json`.
    fn of_verdict(&self, parts: &[&str], passage: &Passage, note: &str) -> Cell {
        let verdict = self.verdict();
        let finding = |when: &str| match when {
            "horizon" => verdict["horizon"].clone(),
            year => {
                let years = verdict["years"].as_array().unwrap();
                years
                    .iter()
                    .find(|entry| entry["year"].as_i64() == year.parse().ok())
                    .unwrap_or_else(|| panic!("{note}"))
                    .clone()
            }
        };
        let percent = |share: &Value| {
            Cell::Number(share.as_f64().unwrap_or_else(|| panic!("{note}: {share}")), vec![unit("%", 0.01)])
        };
        match parts {
            ["confidence.levers_that_flip", "levers_tried"] => {
                let confidence = &verdict["confidence"];
                Cell::Words(format!("{} of {}", confidence["levers_that_flip"], confidence["levers_tried"]))
            }
            [confidence] => percent(&verdict["confidence"][confidence.strip_prefix("confidence.").unwrap()]),
            ["narrow and gains", when] => {
                let finding = finding(when);
                let mut told = 0;
                for (column, cell) in &passage.row {
                    let family = if column == "Power + grid" { "energy".to_owned() } else { column.to_lowercase() };
                    if let Some(share) = finding["gains"].get(&family) {
                        if !(cell == "–" && share.as_f64().unwrap().abs() < NOTHING) {
                            agree(cell, &percent(share), column, &format!("{note}: {family}"));
                        }
                        told += 1;
                    }
                }
                assert!(told >= 2, "{note}: no gains beside it");
                Cell::Words(finding["narrow"].as_str().unwrap().to_owned())
            }
            [gains, when] => percent(&finding(when)["gains"][gains.strip_prefix("gains.").unwrap()]),
            _ => panic!("no such note: {note}"),
        }
    }

    /// A number of what `gridbound compare` writes: `SCENARIO, YEAR` of a quantity.
    fn of_comparison(&self, quantity: &str, year: &str, passage: &Passage) -> Cell {
        let (quantity, scenario) = quantity.split_once(" of ").unwrap();
        let of = |row: &&BTreeMap<String, String>| {
            row["quantity"] == quantity && row["scenario"] == scenario && row["year"] == year
        };
        let rows = rows(&self.case.join("outputs/toy-vs-fewer/comparison.csv"));
        let found: Vec<_> = rows.iter().filter(of).collect();
        assert_eq!(found.len(), 1, "{quantity} of {scenario} in {year}");
        let heading = format!(", {} in {year}", found[0]["unit"]);
        assert!(passage.row["Quantity"].ends_with(&heading), "{:?} should end with {heading}", passage.row["Quantity"]);
        Cell::Number(found[0]["value"].parse().unwrap(), vec![unit("", 1.0)])
    }

    /// Cells of the dataset: there are rows that hold the key, and a number in the column.
    fn of_data(&self, table: &str, column: &str, key: &str, note: &str) -> Cell {
        let found = rows(&repository(&format!("data/toy/{table}.csv")));
        let holds = |row: &&BTreeMap<String, String>| key.split(", ").all(|part| row.values().any(|cell| cell == part));
        let numbers = found.iter().filter(holds).filter(|row| row[column].parse::<f64>().is_ok()).count();
        assert!(numbers > 0, "{note}: data/toy has no such cell");
        let assumed = self.rows("assumptions");
        let listed =
            |row: &&BTreeMap<String, String>| row["table"] == table && row["key"] == key && row["column"] == column;
        assert!(assumed.iter().any(|row| listed(&row)), "{note}: assumptions.csv has no such row");
        Cell::Words(format!("{table}: {key}"))
    }
}

/// A gain below this is called nothing.
const NOTHING: f64 = 5e-5;

/// That what stands before a call ends with the cell, rounded as it is written.
#[track_caller]
fn agree(said: &str, cell: &Cell, column: &str, note: &str) {
    let (value, units) = match cell {
        Cell::Words(words) => return assert!(said.ends_with(words), "\"{said}\" should end with \"{words}\": {note}"),
        Cell::Number(value, units) => (*value, units),
    };
    if said.ends_with("nothing") {
        return assert!(value.abs() < NOTHING, "\"{said}\" stands for {value}: {note}");
    }
    let words: Vec<&str> = said.split_whitespace().collect();
    let plain = |word: &str| word.trim_start_matches('(').replace(',', "").replace('−', "-");
    let at = words.iter().rposition(|word| plain(word).trim_start_matches('<').parse::<f64>().is_ok());
    let at = at.unwrap_or_else(|| panic!("no number in \"{said}\": {note}"));
    let written = plain(words[at]);
    let of = match words[at + 1..].join(" ") {
        none if none.is_empty() => column.rsplit_once(", ").map_or(String::new(), |(_, unit)| unit.to_owned()),
        unit => unit,
    };
    let size = units.iter().find(|(unit, _)| *unit == of || unit.is_empty()).map(|(_, size)| *size);
    let size = size.unwrap_or_else(|| panic!("\"{said}\" is in \"{of}\", but the cell in {units:?}: {note}"));
    if let Some(bound) = written.strip_prefix('<') {
        return assert!((value / size).abs() < bound.parse().unwrap(), "\"{said}\" stands for {value}: {note}");
    }
    let decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let half = 0.5 * 10_f64.powi(-i32::try_from(decimals).unwrap());
    let off = (written.parse::<f64>().unwrap() - value / size).abs();
    assert!(off <= half * (1.0 + 1e-9), "\"{said}\" stands for {value}: {note}");
}

/// The forms that notes have: the file, and what of it.
fn form(note: &str) -> String {
    let (file, what) = note.split_once(": ").unwrap();
    match file {
        "verdict.json" => format!("{file}: {}", what.split(['.', ',']).next().unwrap()),
        "flip_points.csv" | "themes.csv" => {
            let last = what.rsplit(", ").next().unwrap();
            let end = if last.ends_with(" end") { " end" } else { "" };
            format!("{file}: {}{end}", what.split(',').next().unwrap())
        }
        "summary.csv"
        | "relax.csv"
        | "ladder.csv"
        | "shadow_prices.csv"
        | "manifest.toml"
        | "gridbound compare, comparison.csv" => file.to_owned(),
        _ => "data".to_owned(),
    }
}

/// The same cell in every table that people take away.
struct Taken {
    book: Xlsx<Cursor<Vec<u8>>>,
    iamc: Vec<BTreeMap<String, String>>,
    folder: PathBuf,
}

/// Columns of the summary with their variables in the IAMC table, and what one unit is in its unit.
const IAMC: [(&str, &str, f64); 3] = [
    ("ai_rated_gw", "Data Centres|AI|Load|Rated", 1.0),
    ("compute_mh100e", "Compute|AI", 1.0),
    ("ai_energy_twh", "Data Centres|AI|Electricity", 0.0036),
];

impl Taken {
    fn new(case: &Path) -> Self {
        let folder = case.join("outputs/exported");
        let book = Xlsx::new(Cursor::new(fs::read(folder.join("workbook.xlsx")).unwrap())).unwrap();
        Self { book, iamc: rows(&folder.join("iamc.csv")), folder }
    }

    /// That a cell is the same number wherever its table is; in how many places beside its CSV file it was found.
    fn agrees(&mut self, memo: &Outputs, place: &Place) -> usize {
        let value = memo.number(place);
        let what = format!("{}.csv: {}, row {}", place.table, place.column, place.row);
        let parquet = |folder: &Path| {
            let bytes = fs::read(folder.join(format!("{}.parquet", place.table))).unwrap();
            gridbound::export::parquet::rows(bytes).unwrap()[place.row][&place.column].as_f64()
        };
        assert_eq!(parquet(&memo.folder()), Some(value), "{what} of the memo as Parquet");
        if !self.book.sheet_names().contains(&place.table) {
            return 1;
        }
        assert_eq!(parquet(&self.folder), Some(value), "{what} as Parquet");
        let exported = rows(&self.folder.join(format!("{}.csv", place.table)));
        assert_eq!(exported[place.row][&place.column].parse::<f64>().unwrap(), value, "{what} as CSV");
        let sheet = self.book.worksheet_range(&place.table).unwrap();
        let heading = |cell: &Data| cell.to_string().lines().next().map(str::to_owned);
        let column = sheet.rows().next().unwrap().iter().position(|cell| heading(cell).as_ref() == Some(&place.column));
        assert_eq!(sheet.get((place.row + 1, column.unwrap())), Some(&Data::Float(value)), "{what} in the workbook");
        let listed = IAMC.iter().find(|(column, ..)| place.table == "summary" && place.column == *column);
        let Some((_, variable, size)) = listed else { return 3 };
        let nation = self.iamc.iter().find(|row| row["Region"] == "Toyland" && row["Variable"] == *variable).unwrap();
        let found: f64 = nation[&exported[place.row]["year"]].parse().unwrap();
        assert!((found - value * size).abs() <= 1e-9 * value.abs(), "{what} in the IAMC table: {found}");
        4
    }
}

/// A workshop in which the program has written a memo of the toy in all formats.
fn memo(shop: &Workshop, scenario: &str, more: &str) {
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.ending).collect();
    shop.run(&format!("memo {scenario} --quiet --format md,{} {more}", formats.join(","))).well();
}

#[test]
fn every_figure_says_the_same_in_all_formats_and_is_the_number_of_its_cell() {
    let case = Case::toy();
    case.write("scenarios/fewer.toml", FEWER);
    case.write("scenarios/capped.toml", CAPPED);
    let shop = Workshop::of(case, GRID);
    memo(&shop, "toy", "--against fewer --sweep s");
    memo(&shop, "toy", "--against fewer --audience policy");
    memo(&shop, "capped", "--parts flips");
    shop.run("compare toy fewer --quiet").well();
    for scenario in ["toy --as exported", "capped --as exported-capped"] {
        shop.run(&format!("export {scenario} --quiet --format xlsx,iamc,parquet,csv")).well();
    }
    let mut taken = Taken::new(shop.case.path());
    let (mut forms, mut places) = (BTreeSet::new(), 0);
    for (scenario, audience) in [("toy", "investor"), ("toy", "policy"), ("capped", "investor")] {
        let outputs = Outputs { case: shop.case.path().to_owned(), scenario: scenario.to_owned() };
        let folder = outputs.folder().join("memo");
        let memo = Memo::read(&folder.join(format!("{audience}.md")));
        let figures = memo.figures();
        let called: BTreeSet<&str> = figures.iter().map(|(_, _, note)| *note).collect();
        assert_eq!(called, memo.notes.values().map(String::as_str).collect(), "notes that nothing calls");
        for (said, passage, note) in figures {
            let (cell, place) = outputs.resolve(note, passage);
            agree(said, &cell, &passage.column, note);
            forms.insert(form(note));
            if let (Some(place), "toy") = (place, scenario) {
                places += taken.agrees(&outputs, &place);
            }
        }
        for format in FORMATS {
            says_the_same(&memo, &folder, audience, format);
        }
    }
    assert!(places > 60, "{places}");
    let known = [
        "data",
        "flip_points.csv: flip",
        "flip_points.csv: rows",
        "gridbound compare, comparison.csv",
        "ladder.csv",
        "manifest.toml",
        "relax.csv",
        "shadow_prices.csv",
        "summary.csv",
        "themes.csv: value_musd",
        "themes.csv: value_musd end",
        "verdict.json: confidence",
        "verdict.json: gains",
        "verdict.json: narrow and gains",
    ];
    assert_eq!(forms, known.map(str::to_owned).into(), "forms of notes that were met");
}
