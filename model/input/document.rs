//! A TOML file as a tree in which every key and value still knows where it stood.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Folder;
pub use super::reader::Reader;
use crate::error::{Place, Problem, Problems, figure, quoted};

/// Something with its place.
#[derive(Debug, Clone)]
pub struct Located<T> {
    /// The thing.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

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
    /// Parses a file; faults of syntax go to `problems`.
    pub fn read(file: &str, bytes: &[u8], problems: &mut Problems) -> Option<Self> {
        let file: Arc<str> = file.into();
        let Ok(text) = std::str::from_utf8(bytes) else {
            problems.push(Problem::new(format!("{file}: the file is not UTF-8")));
            return None;
        };
        let text: Arc<str> = text.into();
        let source = Source { file: file.clone(), text: text.clone() };
        let (tree, faults) = DeTable::parse_recoverable(&text);
        for fault in &faults {
            let place = source.place(fault.span().unwrap_or(0..0));
            problems.push(Problem::at(place, format!("this is not TOML: {}", fault.message())));
        }
        let table = source.table(tree.into_inner());
        faults.is_empty().then_some(Self { file, text, table })
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

    fn table(&self, table: DeTable<'_>) -> Table {
        table
            .into_iter()
            .map(|(key, value)| {
                let place = self.place(key.span());
                (Located { value: key.into_inner().into_owned(), place }, self.node(value))
            })
            .collect()
    }

    fn node(&self, value: Spanned<DeValue<'_>>) -> Located<Node> {
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
            DeValue::Array(items) => Node::List(items.into_iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Node::Table(self.table(table)),
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
