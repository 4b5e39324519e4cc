//! A TOML file as a tree in which every key and value still knows where it stood.

use std::ops::Range;
use std::str::Utf8Error;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Folder;
pub use super::reader::Reader;
use super::syntax::in_words;
use crate::error::{Place, Problem, Problems, figure, is_control, quoted};

/// Something with its place.
#[derive(Debug, Clone)]
pub struct Located<T> {
    /// The thing.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// Faults of syntax of one file that are looked at.
const MOST_FAULTS: usize = 200;

/// A TOML value.
#[derive(Debug, Clone)]
pub enum Node {
    /// A number, and whether it was written as a whole one.
    Number(f64, bool),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Located<Node>>),
    /// A table, in the order written.
    Table(Table),
    /// Anything else (booleans, dates), with its kind in words.
    Other(&'static str),
}

/// A TOML table, in the order written.
pub type Table = Vec<(Located<String>, Located<Node>)>;

/// A parsed TOML file.
#[derive(Debug, Clone)]
pub struct Document {
    /// Path as shown to the user.
    pub file: Arc<str>,
    /// Whole text.
    pub text: Arc<str>,
    /// Top-level table.
    pub table: Table,
}

impl Document {
    /// Parses a file; faults of syntax go to `problems`, one a line.
    pub fn read(file: &str, bytes: &[u8], problems: &mut Problems) -> Option<Self> {
        let file: Arc<str> = file.into();
        let text: Arc<str> = match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(fault) => {
                problems.push(not_utf8(&file, bytes, fault));
                return None;
            }
        };
        let (tree, faults) = DeTable::parse_recoverable(&text);
        let tree = tree.into_inner();
        let source = Source { file: file.clone(), text: text.clone() };
        let mut last = None;
        for fault in faults.iter().take(MOST_FAULTS) {
            let place = source.place(fault.span().unwrap_or(0..0));
            let line = text[..place.offset].rfind('\n');
            if last.replace(line) != Some(line) {
                let (message, hint) = in_words(&text, place.offset, fault.message());
                let same = format!("{file} {hint}");
                problems.push(Problem::at(place, message).hint(hint).alike(same));
            }
        }
        let table = source.table(tree, problems);
        faults.is_empty().then_some(Self { file, text, table })
    }

    /// The document unless it has no key: then all that it lacks is told as one fault.
    pub fn with_keys(self, problems: &mut Problems) -> Option<Self> {
        if self.table.is_empty() {
            let problem = Problem::at(self.start(), "the file is empty; expected KEY = VALUE on its lines");
            problems.push(problem.hint("restore the file; gridbound new scenario NAME writes one to begin with"));
            return None;
        }
        Some(self)
    }

    /// A reader of the top-level table.
    pub fn root<'a>(&'a self, problems: &'a mut Problems) -> Reader<'a> {
        Reader::new(&self.table, self.start(), "", problems)
    }

    /// The place of the file as a whole.
    #[must_use]
    pub fn start(&self) -> Place {
        Place { file: self.file.clone(), text: self.text.clone(), offset: 0, length: 0 }
    }
}

/// That a file is not what it should be, with the place where that shows.
#[must_use]
pub fn not_utf8(file: &Arc<str>, bytes: &[u8], fault: Utf8Error) -> Problem {
    let text: Arc<str> = String::from_utf8_lossy(&bytes[..fault.valid_up_to()]).into();
    let offset = text.len();
    let problem = Problem::at(Place { file: file.clone(), text, offset, length: 0 }, "the file is not UTF-8 here");
    problem.hint(if file.ends_with(".csv") { "save it as \"CSV UTF-8\"" } else { "save it as UTF-8" })
}

struct Source {
    file: Arc<str>,
    text: Arc<str>,
}

/// The name of every file of a folder, with the texts that it gives some keys at its top; those of broken files are empty.
#[must_use]
pub fn headings<const N: usize>(folder: &Folder, keys: [&str; N]) -> Vec<(String, [String; N])> {
    let texts = |name: &str| {
        let bytes = folder.read(&format!("{name}.toml")).ok().flatten().unwrap_or_default();
        let document = Document::read(name, &bytes, &mut Problems::default());
        keys.map(|wanted| {
            let found = document.iter().flat_map(|document| &document.table).find(|(key, _)| key.value == wanted);
            match found.map(|(_, node)| &node.value) {
                Some(Node::Text(text)) => text.clone(),
                _ => String::new(),
            }
        })
    };
    folder.stems().into_iter().map(|name| (name.clone(), texts(&name))).collect()
}

impl Source {
    fn place(&self, span: Range<usize>) -> Place {
        Place { file: self.file.clone(), text: self.text.clone(), offset: span.start, length: span.len() }
    }

    fn table(&self, table: DeTable<'_>, problems: &mut Problems) -> Table {
        let mut entries = vec![];
        for (key, value) in table {
            let key = Located { place: self.place(key.span()), value: key.into_inner().into_owned() };
            if key.value.chars().any(is_control) {
                let message = format!("a key is {}; expected letters, digits, - and _", quoted(&key.value));
                problems.push(Problem::at(key.place.clone(), message).hint("take out what cannot be seen"));
            }
            entries.push((key, self.node(value, problems)));
        }
        entries
    }

    fn node(&self, value: Spanned<DeValue<'_>>, problems: &mut Problems) -> Located<Node> {
        let place = self.place(value.span());
        let value = match value.into_inner() {
            DeValue::String(text) => Node::Text(text.into_owned()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or(Node::Other("a number too large"), |n| Node::Number(n as f64, true)),
            DeValue::Float(number) => {
                number.as_str().parse().map_or(Node::Other("a number"), |n| Node::Number(n, false))
            }
            DeValue::Boolean(_) => Node::Other("true or false"),
            DeValue::Datetime(_) => Node::Other("a date"),
            DeValue::Array(items) => Node::List(items.into_iter().map(|item| self.node(item, problems)).collect()),
            DeValue::Table(table) => Node::Table(self.table(table, problems)),
        };
        Located { value, place }
    }
}

impl Node {
    /// The kind of value, in words.
    #[must_use]
    pub fn kind(&self) -> String {
        match self {
            Self::Number(number, _) => figure(*number),
            Self::Text(text) => quoted(text),
            Self::List(_) => "a list".to_owned(),
            Self::Table(_) => "a table".to_owned(),
            Self::Other(kind) => (*kind).to_owned(),
        }
    }
}
