//! A dataset: all its tables, what it says of itself, and the hash of each file.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::check;
use super::document::Document;
use super::folder::Folder;
use super::references::references;
use super::schema::{CellKind, Presence, Schema};
use super::series::Shift;
use super::table::{InputTable, Kept};
use super::tables::{BuildLimits, TABLES, Technologies};
use super::typed::{Declared, InputRow, TypedColumn};
use crate::error::{Problem, Problems};

/// What `dataset.toml` says.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Name; the folder's.
    pub name: String,
    /// Title for charts and reports.
    pub title: String,
    /// What all regions together are called, e.g. "United States"; empty if it does not say.
    pub area: String,
    /// Currency and its year, e.g. "USD 2024".
    pub currency: String,
    /// Year from which the data speak.
    pub base_year: i64,
    /// A sentence or two.
    pub description: String,
    /// Licence of the data.
    pub licence: String,
}

/// All tables of a dataset, checked one by one and against each other.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// What `dataset.toml` says.
    pub about: About,
    /// Text of `levers.toml`, if there is one.
    pub levers: Option<Document>,
    /// SHA-256 of each file read, by file name.
    pub hashes: BTreeMap<String, String>,
    /// Columns whose series come sooner or later, by table and column.
    pub shifts: Vec<(&'static str, &'static str, Shift)>,
    tables: Arc<Vec<InputTable>>,
}

impl Dataset {
    /// Reads and checks a dataset; faults go to `problems`, warnings too.
    pub fn read(folder: &Folder, problems: &mut Problems) -> Self {
        let mut hashes = BTreeMap::new();
        let mut read = |name: &str, problems: &mut Problems| match folder.read(name) {
            Ok(Some(bytes)) => {
                hashes.insert(name.to_owned(), hex(&Sha256::digest(&bytes)));
                Found::Bytes(bytes)
            }
            Ok(None) => Found::Nothing,
            Err(fault) => {
                problems.push(folder.unreadable(name, &fault));
                Found::Unreadable
            }
        };
        let about = match read("dataset.toml", problems) {
            Found::Bytes(bytes) => about(&folder.shown("dataset.toml"), &bytes, problems),
            Found::Nothing => {
                let problem = Problem::new(format!("{}: the file is missing", folder.shown("dataset.toml")));
                problems.push(problem.hint("it says name, title, currency, base_year, description and licence"));
                About::default()
            }
            Found::Unreadable => About::default(),
        };
        let before = problems.0.len();
        let mut tables = vec![];
        for schema in TABLES {
            let name = format!("{}.csv", schema.name);
            let table = match read(&name, problems) {
                Found::Bytes(bytes) => InputTable::read(schema, &folder.shown(&name), &bytes, problems),
                Found::Nothing if matches!(schema.presence, Presence::Optional | Presence::Report) => {
                    InputTable::empty(schema)
                }
                Found::Nothing => {
                    problems.push(
                        Problem::new(format!("{}: the file is missing", folder.shown(&name)))
                            .hint("every table of a dataset must be there, some with a header alone"),
                    );
                    InputTable::unread(schema)
                }
                Found::Unreadable => InputTable::unread(schema),
            };
            tables.push(table);
        }
        let levers = match read("levers.toml", problems) {
            Found::Bytes(bytes) => Document::read(&folder.shown("levers.toml"), &bytes, problems),
            _ => None,
        };
        let dataset = Self { about, levers, hashes, shifts: vec![], tables: Arc::new(tables) };
        let cells_are_sound = problems.0.len() == before;
        references(&dataset, problems);
        if cells_are_sound {
            check::completeness(&dataset, problems);
        }
        dataset
    }

    /// How the series of a column come sooner or later.
    #[must_use]
    pub fn shift_of(&self, table: &str, column: &str) -> Shift {
        let shift = self.shifts.iter().find(|(of_table, of_column, _)| *of_table == table && *of_column == column);
        shift.map_or(Shift::default(), |(.., shift)| *shift)
    }

    /// The table that `T` declares.
    #[must_use]
    pub fn of<T: Declared>(&self) -> &InputTable {
        self.table(T::NAME)
    }

    /// The rows of the table that `T` declares.
    pub fn rows<T: Declared>(&self) -> impl Iterator<Item = InputRow<'_, T>> + Clone {
        self.of::<T>().rows()
    }

    /// A column of a table, as it is kept.
    #[must_use]
    pub fn column<T: Declared, K: Kept>(&self, column: TypedColumn<T, K>) -> &[K] {
        K::cells(self.of::<T>(), column.name)
    }

    /// The table of that name.
    ///
    /// # Panics
    /// If the schema has no such table, which is a fault of the caller's code.
    #[must_use]
    pub fn table(&self, name: &str) -> &InputTable {
        self.tables.iter().find(|t| t.schema.name == name).expect("a table of the schema")
    }

    /// The table of that name, to be changed by an adjust.
    pub fn table_mut(&mut self, name: &str) -> Option<&mut InputTable> {
        Arc::make_mut(&mut self.tables).iter_mut().find(|t| t.schema.name == name)
    }

    /// Names that a name column could hold: those of the table that it refers to. Empty where the column
    /// refers to no one table.
    #[must_use]
    pub fn defined_names(&self, schema: &Schema, column: &str) -> Vec<&str> {
        let target = match schema.column(column).map(|c| c.cell) {
            Some(CellKind::Reference(target) | CellKind::ReferenceOrAll(target)) => target,
            Some(CellKind::Free) if column == BuildLimits::name.name => Technologies::NAME,
            _ => return vec![],
        };
        let key = self.table(target).schema.columns.first().map_or("", |c| c.name);
        self.table(target).text(key).iter().map(String::as_str).collect()
    }

    /// All tables, in the schema's order.
    #[must_use]
    pub fn tables(&self) -> &[InputTable] {
        &self.tables
    }
}

/// What is found under a file's name.
enum Found {
    Bytes(Vec<u8>),
    Nothing,
    /// What has been told.
    Unreadable,
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn about(file: &str, bytes: &[u8], problems: &mut Problems) -> About {
    let Some(text) = Document::read(file, bytes, problems).and_then(|text| text.with_keys(problems)) else {
        return About::default();
    };
    let mut root = text.root(problems);
    let about = About {
        name: root.text("name").unwrap_or_default(),
        title: root.text("title").unwrap_or_default(),
        area: root.maybe_text("area").unwrap_or_default(),
        currency: root.text("currency").unwrap_or_default(),
        base_year: root.year("base_year").unwrap_or_default(),
        description: root.need("description").and_then(|_| root.maybe_prose("description")).unwrap_or_default(),
        licence: root.need("licence").and_then(|_| root.maybe_prose("licence")).unwrap_or_default(),
    };
    root.finish();
    about
}
