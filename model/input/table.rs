//! A CSV file as a checked table that still knows where every cell stood.

use std::sync::Arc;

use super::document::not_utf8;
use super::schema::{CellKind, Column, EmptyAs, Misfit, Range, Schema, YEARS};
use super::tables::{COMMON, Common};
use super::typed::TypedColumn;
use crate::error::{Place, Problem, Problems, is_control, quoted};

/// A table whose cells have been read and checked one by one.
#[derive(Debug, Clone)]
pub struct InputTable {
    /// What the table may hold.
    pub schema: &'static Schema,
    pub(super) origin: Arc<Origin>,
    pub(super) rows: usize,
    pub(super) columns: Vec<(&'static Column, Cells)>,
    pub(super) sound: bool,
}

/// Where a table came from: enough to point at a cell.
#[derive(Debug)]
pub(super) struct Origin {
    pub(super) file: Arc<str>,
    pub(super) text: Arc<str>,
    /// Byte offset of each data row.
    pub(super) starts: Vec<usize>,
    /// Position in the file of each column in the schema's order.
    pub(super) positions: Vec<usize>,
}

/// The cells of a column.
#[derive(Debug, Clone)]
pub(super) enum Cells {
    Text(Vec<String>),
    Number(Vec<f64>),
}

/// As what cells are kept.
pub trait Kept: Sized + 'static {
    /// A column of a table; no cells if the file lacks it.
    fn cells<'a>(table: &'a InputTable, column: &str) -> &'a [Self];
}

impl Kept for String {
    fn cells<'a>(table: &'a InputTable, column: &str) -> &'a [Self] {
        table.text(column)
    }
}

impl Kept for f64 {
    fn cells<'a>(table: &'a InputTable, column: &str) -> &'a [Self] {
        table.number(column)
    }
}

/// A value as a person would write it in a cell.
#[must_use]
pub fn written(value: f64) -> String {
    if value.is_nan() { String::new() } else { value.to_string() }
}

impl InputTable {
    /// Reads a table from the bytes of a CSV file.
    ///
    /// Every fault is pushed to `problems`; rows with a fault are left out of the table.
    pub fn read(schema: &'static Schema, file: &str, bytes: &[u8], problems: &mut Problems) -> Self {
        let file: Arc<str> = file.into();
        let mut own = Problems::default();
        let table = match text_of(&file, bytes) {
            Ok(text) => Reading { schema, file, text, problems: &mut own }.table(),
            Err(problem) => {
                own.push(problem);
                None
            }
        };
        let sound = own.0.is_empty();
        problems.append(own);
        table.map_or_else(|| Self::unread(schema), |table| Self { sound, ..table })
    }

    /// A table that could not be read: it has no rows, and nothing follows from that.
    #[must_use]
    pub fn unread(schema: &'static Schema) -> Self {
        Self { sound: false, ..Self::empty(schema) }
    }

    /// A table without rows, as if its file held the header alone.
    #[must_use]
    pub fn empty(schema: &'static Schema) -> Self {
        let origin = Origin { file: "".into(), text: "".into(), starts: vec![], positions: vec![] };
        let columns = schema
            .names()
            .filter_map(|name| schema.column(name))
            .map(|c| (c, if numeric(c.cell) { Cells::Number(vec![]) } else { Cells::Text(vec![]) }))
            .collect();
        Self { schema, origin: Arc::new(origin), rows: 0, columns, sound: true }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether the table has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Whether the whole file was read without a fault; rows with one are left out of the table.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.sound
    }

    /// Whether the file has the column.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|(c, _)| c.name == column)
    }

    /// The names of the columns of the table, in the schema's order.
    pub fn columns(&self) -> impl Iterator<Item = &'static Column> + '_ {
        self.columns.iter().map(|(c, _)| *c)
    }

    /// A column that may stand in any table; no cells if the file lacks it.
    #[must_use]
    pub fn common<K: Kept>(&self, column: TypedColumn<Common, K>) -> &[K] {
        K::cells(self, column.name)
    }

    /// The calendar years of the rows; none if the table is not by year.
    #[must_use]
    pub fn years(&self) -> &[f64] {
        self.schema.year().map_or(&[], |year| self.number(year))
    }

    /// A text column; no cells if the file lacks it.
    #[must_use]
    pub fn text(&self, column: &str) -> &[String] {
        match self.cells(column) {
            Some(Cells::Text(cells)) => cells,
            _ => &[],
        }
    }

    /// A number column; no cells if the file lacks it.
    #[must_use]
    pub fn number(&self, column: &str) -> &[f64] {
        match self.cells(column) {
            Some(Cells::Number(cells)) => cells,
            _ => &[],
        }
    }

    /// The cells of a number column, to be changed by an adjust; empty ones where the file can do without the column and
    /// does.
    pub fn number_mut(&mut self, column: &str) -> Option<&mut Vec<f64>> {
        if let Some(known) = self.schema.column(column).filter(|known| known.maybe && !self.has(column)) {
            self.columns.push((known, Cells::Number(vec![0.0; self.rows])));
        }
        self.columns.iter_mut().find(|(c, _)| c.name == column).and_then(|(_, cells)| match cells {
            Cells::Number(numbers) => Some(numbers),
            Cells::Text(_) => None,
        })
    }

    /// One cell as text.
    #[must_use]
    pub fn cell(&self, row: usize, column: &str) -> String {
        match self.cells(column) {
            Some(Cells::Text(cells)) => cells[row].clone(),
            Some(Cells::Number(cells)) => written(cells[row]),
            None => String::new(),
        }
    }

    /// The key of a row, for people: `PJM, 2026`; without what is left empty.
    #[must_use]
    pub fn key(&self, row: usize) -> String {
        let keys = self.schema.columns.iter().filter(|c| c.key);
        keys.map(|c| self.cell(row, c.name)).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The same without the year: which series the row belongs to.
    #[must_use]
    pub fn key_without_year(&self, row: usize) -> String {
        let keys = self.schema.columns.iter().filter(|c| c.key && c.cell != CellKind::Year);
        keys.map(|c| self.cell(row, c.name)).collect::<Vec<_>>().join(", ")
    }

    /// Where a cell stands in the file.
    #[must_use]
    pub fn place(&self, row: usize, column: &str) -> Place {
        let slot = self.columns.iter().position(|(c, _)| c.name == column).unwrap_or(0);
        let position = self.origin.positions.get(slot).or(self.origin.positions.first());
        self.origin.cell(self.origin.starts[row], position.copied().unwrap_or_default())
    }

    /// The file's name and its header line, for problems of the table as a whole.
    #[must_use]
    pub fn header_place(&self) -> Place {
        Place {
            file: self.origin.file.clone(),
            text: self.origin.text.clone(),
            offset: 0,
            length: self.origin.text.lines().next().map_or(0, str::len),
        }
    }

    fn cells(&self, column: &str) -> Option<&Cells> {
        self.columns.iter().find(|(c, _)| c.name == column).map(|(_, cells)| cells)
    }
}

fn numeric(cell: CellKind) -> bool {
    matches!(
        cell,
        CellKind::Year
            | CellKind::Hour
            | CellKind::Whole(_)
            | CellKind::Flag
            | CellKind::Number(_)
            | CellKind::NumberOr(..)
    )
}

impl Origin {
    fn cell(&self, row_start: usize, position: usize) -> Place {
        cell_place(&self.file, &self.text, row_start, position)
    }
}

/// Finds the `position`-th field of the record that starts at `row_start`, by lexing it again.
fn cell_place(file: &Arc<str>, text: &Arc<str>, row_start: usize, position: usize) -> Place {
    let (offset, length) = fields(text, row_start).nth(position).unwrap_or((text.len(), 0));
    Place { file: file.clone(), text: text.clone(), offset, length }
}

/// Where the fields of the record that starts at `row_start` begin, and how long they are.
fn fields(text: &str, row_start: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
    let bytes = text.as_bytes();
    let (mut lexer, mut is_last) = (csv_core::Reader::new(), false);
    let mut start = row_start + bytes[row_start..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    std::iter::from_fn(move || {
        if std::mem::replace(&mut is_last, true) {
            return None;
        }
        let (first, mut unread) = (start, [0; 256]);
        loop {
            let (end, read, _) = lexer.read_field(&bytes[start..], &mut unread);
            start += read;
            match end {
                csv_core::ReadFieldResult::OutputFull => {}
                csv_core::ReadFieldResult::Field { record_end: false } => {
                    is_last = false;
                    break;
                }
                _ => break,
            }
        }
        let raw = &bytes[first..start];
        Some((first, raw.len() - raw.iter().rev().take_while(|b| matches!(b, b',' | b'\r' | b'\n')).count()))
    })
}

/// The work of reading one file.
struct Reading<'a> {
    schema: &'static Schema,
    file: Arc<str>,
    text: Arc<str>,
    problems: &'a mut Problems,
}

impl Reading<'_> {
    /// The table; none if nothing follows from it.
    fn table(mut self) -> Option<InputTable> {
        let text = self.text.clone();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut records = reader.records().map_while(std::result::Result::ok);
        let Some(header) = records.next() else {
            let place = self.at(0, 0);
            self.problems.push(
                Problem::at(place, "the file is empty; expected a header line")
                    .hint(format!("columns: {}", own_names(self.schema)))
                    .alike("empty table"),
            );
            return None;
        };
        if let Some(problem) = self.other_separator(&header) {
            self.problems.push(problem);
            return None;
        }
        let names: Vec<String> = header.iter().map(|n| n.trim().trim_start_matches('\u{feff}').to_owned()).collect();
        let found = self.header(&names)?;
        let mut columns: Vec<(&'static Column, Cells)> = found
            .iter()
            .map(|(_, c)| (*c, if numeric(c.cell) { Cells::Number(vec![]) } else { Cells::Text(vec![]) }))
            .collect();
        let positions: Vec<usize> = found.iter().map(|(position, _)| *position).collect();
        let mut starts = vec![];
        for record in records.filter(|record| record.iter().any(|field| !field.trim().is_empty())) {
            let start = record.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
            if record.len() > 1 && record.iter().map(str::trim).eq(names.iter().map(String::as_str)) {
                let place = cell_place(&self.file, &self.text, start, 0);
                let problem = Problem::at(place, "the header line stands here again, as a row");
                let problem = problem.hint("delete this line; were two files joined?");
                self.problems.push(self.alike(problem, "header"));
                continue;
            }
            if let Some(cells) = self.row(&record, start, names.len(), &positions, &columns) {
                starts.push(start);
                for ((_, column), cell) in columns.iter_mut().zip(cells) {
                    match (column, cell) {
                        (Cells::Text(texts), Value::Text(text)) => texts.push(text),
                        (Cells::Number(numbers), Value::Number(number)) => numbers.push(number),
                        _ => unreachable!("a cell is read as what its column holds"),
                    }
                }
            }
        }
        let rows = starts.len();
        let origin = Origin { file: self.file, text: self.text, starts, positions };
        Some(InputTable { schema: self.schema, origin: Arc::new(origin), rows, columns, sound: true })
    }

    /// The problem as the same as others of the file.
    fn alike(&self, problem: Problem, what: &str) -> Problem {
        problem.alike(format!("{} {what}", self.file))
    }

    /// Columns that are separated by something else than commas.
    fn other_separator(&self, header: &csv::StringRecord) -> Option<Problem> {
        let line = if header.len() == 1 { &header[0] } else { return None };
        let known = |name: &str| self.schema.column(name.trim().trim_matches('"')).is_some();
        let (separator, what) = SEPARATORS.into_iter().find(|(c, _)| line.contains(*c) && line.split(*c).any(known))?;
        let message = format!("columns are separated by {what}; expected commas");
        let place = self.at(0, line.len().min(self.text.len()));
        Some(Problem::at(place, message).hint(OTHER_SEPARATOR).alike(format!("separator {separator}")))
    }

    /// Matches the header to the schema: for each column found, its position and meaning.
    fn header(&mut self, names: &[String]) -> Option<Vec<(usize, &'static Column)>> {
        let before = self.problems.0.len();
        let mut found: Vec<(usize, &'static Column)> = vec![];
        let text = self.text.clone();
        for ((position, name), (offset, length)) in names.iter().enumerate().zip(fields(&text, 0)) {
            let place = self.at(offset, length);
            match self.schema.column(name) {
                None => self.problems.push(self.unknown_column(place, name)),
                Some(column) if found.iter().any(|(_, c)| c.name == column.name) => {
                    let problem = Problem::at(place, format!("column \"{name}\" stands twice"));
                    let problem = problem.hint("keep one of them");
                    self.problems.push(self.alike(problem, &format!("{} twice", column.name)));
                }
                Some(column) => found.push((position, column)),
            }
        }
        for column in self.schema.columns {
            if !names.iter().any(|n| n == column.name) && !optional(column) {
                let place = self.at(0, self.text.lines().next().map_or(0, str::len));
                self.problems.push(
                    Problem::at(place, format!("column \"{}\" is missing", column.name))
                        .hint(format!("the table needs: {}", own_names(self.schema))),
                );
            }
        }
        found.sort_by_key(|(_, column)| self.schema.names().position(|n| n == column.name));
        (self.problems.0.len() == before).then_some(found)
    }

    fn unknown_column(&self, place: Place, name: &str) -> Problem {
        let message = format!("unknown column {}", quoted(name));
        let problem = Problem::at(place, message).suggest(name, self.schema.names());
        let problem =
            problem.or_hint(|| format!("the table knows: {}", self.schema.names().collect::<Vec<_>>().join(", ")));
        let advice = problem.hint.clone().unwrap_or_default();
        self.alike(problem, &advice)
    }

    fn row(
        &mut self,
        record: &csv::StringRecord,
        start: usize,
        width: usize,
        positions: &[usize],
        columns: &[(&'static Column, Cells)],
    ) -> Option<Vec<Value>> {
        if record.len() != width {
            let problem = self.wrong_width(record, start, width, positions, columns);
            self.problems.push(self.alike(problem, "width"));
            return None;
        }
        let mut cells = Vec::with_capacity(columns.len());
        let mut sound = true;
        for (&position, (column, _)) in positions.iter().zip(columns) {
            match read_cell(column, &record[position]) {
                Ok(value) => cells.push(value),
                Err(fault) => {
                    let place = cell_place(&self.file, &self.text, start, position);
                    let empty = record[position].trim().is_empty();
                    let same = [
                        column.name,
                        &fault.expected,
                        fault.hint.as_deref().unwrap_or_default(),
                        if empty { "empty" } else { "" },
                    ]
                    .join(" ");
                    let problem = fault.at(place, column, &record[position]);
                    self.problems.push(self.alike(problem, &same));
                    sound = false;
                }
            }
        }
        sound.then_some(cells)
    }

    /// A row with too many or too few fields. One field too many is often a decimal comma: the
    /// first pair of neighbours that makes the row right when joined by a point is named.
    fn wrong_width(
        &self,
        record: &csv::StringRecord,
        start: usize,
        width: usize,
        positions: &[usize],
        columns: &[(&'static Column, Cells)],
    ) -> Problem {
        let fields = if record.len() == 1 { "1 field".to_owned() } else { format!("{} fields", record.len()) };
        let message = format!("this row has {fields}; expected {width}, as in the header");
        let whole_row = cell_place(&self.file, &self.text, start, 0);
        if record.iter().any(|field| field.contains('\n')) {
            return Problem::at(whole_row, message)
                .hint("the row runs over several lines: is a quotation mark never closed?");
        }
        let other = SEPARATORS.iter().find(|(c, _)| record[0].matches(*c).count() + 1 >= width);
        if let (Some((_, what)), 1) = (other, record.len()) {
            let message = format!("{message}: columns are separated by {what}");
            return Problem::at(whole_row, message).hint(OTHER_SEPARATOR);
        }
        if record.len() != width + 1 {
            return Problem::at(whole_row, message).hint("count the commas; text with a comma needs quotes");
        }
        let digits = |field: &str| !field.is_empty() && field.bytes().all(|b| b.is_ascii_digit());
        for (&position, (column, _)) in positions.iter().zip(columns) {
            let number = matches!(column.cell, CellKind::Number(_) | CellKind::NumberOr(..));
            let whole = record[position].trim_start_matches('-');
            if !number || !digits(whole) || !digits(&record[position + 1]) {
                continue;
            }
            let mut joined: Vec<String> = record.iter().map(str::to_owned).collect();
            let fraction = joined.remove(position + 1);
            joined[position] = format!("{}.{fraction}", joined[position]);
            let right = positions.iter().zip(columns).all(|(&p, (c, _))| read_cell(c, &joined[p]).is_ok());
            if right {
                let mut place = cell_place(&self.file, &self.text, start, position);
                place.length += 1 + fraction.len();
                let found = format!("{},{fraction}", &record[position]);
                return Problem::at(place, format!("{} is {found}; expected a number ({message})", column.name))
                    .hint(format!("use a point as decimal mark: {}", joined[position]));
            }
        }
        Problem::at(whole_row, message).hint("is there a decimal comma? use a point; text with a comma needs quotes")
    }

    fn at(&self, offset: usize, length: usize) -> Place {
        Place { file: self.file.clone(), text: self.text.clone(), offset, length }
    }
}

/// What may stand between columns instead of commas.
const SEPARATORS: [(char, &str); 4] = [(';', "semicolons"), ('\t', "tabs"), ('|', "bars"), (' ', "spaces")];
const OTHER_SEPARATOR: &str =
    "save it as CSV with commas, and with points as decimal marks; lists within a cell keep their ;";

/// The text of a file; what is wrong if it is none.
fn text_of(file: &Arc<str>, bytes: &[u8]) -> Result<Arc<str>, Problem> {
    std::str::from_utf8(bytes).map(Arc::from).map_err(|fault| not_utf8(file, bytes, fault).alike("table not UTF-8"))
}

/// A cell that has been read.
enum Value {
    Text(String),
    Number(f64),
}

/// Why a cell cannot be read.
struct Fault {
    expected: String,
    hint: Option<String>,
}

impl Fault {
    fn at(self, place: Place, column: &Column, found: &str) -> Problem {
        let shown = if found.trim().is_empty() { "empty".to_owned() } else { quoted(found) };
        let problem = Problem::at(place, format!("{} is {shown}; expected {}", column.name, self.expected));
        match self.hint {
            Some(hint) => problem.hint(hint),
            None => problem,
        }
    }
}

fn fault(expected: impl Into<String>) -> Fault {
    Fault { expected: expected.into(), hint: None }
}

fn read_cell(column: &Column, raw: &str) -> Result<Value, Fault> {
    let cell = raw.trim();
    if let Some(expected) = forbidden(column.cell, cell) {
        return Err(fault(expected));
    }
    let text = |expected: &str| {
        if cell.is_empty() { Err(fault(expected)) } else { Ok(Value::Text(cell.to_owned())) }
    };
    match column.cell {
        CellKind::Definition => definition(cell),
        CellKind::Reference(_) | CellKind::ReferenceOrAll(_) | CellKind::Free => text("a name"),
        CellKind::Text => text("text"),
        CellKind::List | CellKind::Optional | CellKind::Source | CellKind::FreeOrNone => {
            Ok(Value::Text(cell.to_owned()))
        }
        CellKind::OneOf(words) if words.contains(&cell) => Ok(Value::Text(cell.to_owned())),
        CellKind::OneOf(words) => Err(fault(format!("one of {}", words.join(", ")))),
        CellKind::Year => whole(cell, *YEARS.start(), *YEARS.end(), "a calendar year such as 2030"),
        CellKind::Hour => whole(cell, 0, 23, "an hour from 0 to 23"),
        CellKind::Flag => whole(cell, 0, 1, "0 or 1"),
        CellKind::Whole(least) => {
            whole(cell, least, column.most() as i32, &format!("a whole number, at least {least}"))
        }
        CellKind::NumberOr(_, empty) if cell.is_empty() => Ok(Value::Number(match empty {
            EmptyAs::Zero => 0.0,
            EmptyAs::Nothing => f64::NAN,
        })),
        CellKind::Number(range) | CellKind::NumberOr(range, _) => number(cell, range, column),
    }
}

/// What is expected of a text instead of one with characters that have no place in it.
fn forbidden(kind: CellKind, cell: &str) -> Option<&'static str> {
    let lines = |c: char| matches!(c, '\n' | '\r' | '\t');
    match kind {
        _ if numeric(kind) => None,
        CellKind::Optional if cell.chars().any(|c| is_control(c) && !lines(c)) => {
            Some("text without control characters")
        }
        CellKind::Optional => None,
        CellKind::Text if cell.chars().any(is_control) => Some("one line of text without control characters"),
        _ if cell.chars().any(is_control) => Some("a name without line breaks or control characters"),
        _ => None,
    }
}

fn definition(cell: &str) -> Result<Value, Fault> {
    if cell.is_empty() || cell == "all" || cell.contains(';') {
        return Err(Fault {
            expected: "a name of its own".to_owned(),
            hint: (!cell.is_empty()).then(|| "\"all\" and names with \";\" have a meaning of their own".to_owned()),
        });
    }
    Ok(Value::Text(cell.to_owned()))
}

fn whole(cell: &str, least: i32, most: i32, expected: &str) -> Result<Value, Fault> {
    let whole = cell.strip_suffix(".0").unwrap_or(cell); // as spreadsheets and data frames write it
    match whole.parse::<i32>() {
        Ok(number) if (least..=most).contains(&number) => Ok(Value::Number(f64::from(number))),
        _ => Err(fault(expected)),
    }
}

fn number(cell: &str, range: Range, column: &Column) -> Result<Value, Fault> {
    let Ok(value) = cell.parse::<f64>() else {
        let hint = if cell.contains(',') {
            Some("use a point as decimal mark and no thousands separators")
        } else if cell.ends_with('%') {
            Some("write a fraction: 5 % is 0.05")
        } else {
            None
        };
        return Err(Fault { expected: range.expected().to_owned(), hint: hint.map(str::to_owned) });
    };
    match range.check(value, || column.most()) {
        Ok(()) => Ok(Value::Number(value)),
        Err(Misfit { expected, hint }) => Err(Fault { expected, hint: hint.map(str::to_owned) }),
    }
}

/// Whether a table can do without the column.
fn optional(column: &Column) -> bool {
    column.maybe || COMMON.iter().any(|c| c.name == column.name)
}

fn own_names(schema: &Schema) -> String {
    schema.columns.iter().filter(|c| !c.maybe).map(|c| c.name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::schema;

    fn read(table: &str, text: &str) -> (InputTable, Vec<String>) {
        let mut problems = Problems::default();
        let schema = schema::table(table).expect("a table of the schema");
        let table = InputTable::read(schema, "t.csv", text.as_bytes(), &mut problems);
        let messages = problems.0.iter().map(|p| format!("{p} | {}", p.hint.clone().unwrap_or_default()));
        (table, messages.collect())
    }

    #[test]
    fn a_quoted_decimal_comma_is_pointed_at() {
        let (_, messages) = read("load", "region,year,peak_gw\n\"A, or so\",2025,\"12,5\"\n");
        assert_eq!(
            messages,
            ["t.csv:2:17: peak_gw is \"12,5\"; expected a number that is not negative | \
              use a point as decimal mark and no thousands separators"]
        );
    }

    #[test]
    fn a_bare_decimal_comma_is_recognised() {
        let (_, messages) = read("load", "region,year,peak_gw\r\nA,2025,12,5\r\nA,2026,12\r\n");
        assert_eq!(
            messages,
            ["t.csv:2:8: peak_gw is 12,5; expected a number (this row has 4 fields; expected 3, as in \
              the header) | use a point as decimal mark: 12.5"]
        );
    }

    #[test]
    fn column_order_is_free_and_common_columns_are_optional() {
        let (table, messages) = read("load", "note,peak_gw,year,region\nx,1.5,2025,A\n");
        assert!(messages.is_empty());
        assert_eq!(table.number("peak_gw"), [1.5]);
        assert_eq!(table.key(0), "A, 2025");
        assert_eq!(table.place(0, "region").line_and_column(), (2, 12));
    }

    #[test]
    fn all_faults_of_a_table_are_reported_at_once() {
        let (_, messages) = read("load", "region,year,peak_gw\n,2025,1\nA,20x5,1\nA,2025,-1\nA,2025,nan\nA,2025,\n");
        assert_eq!(messages.len(), 5);
        assert!(messages[0].starts_with("t.csv:2:1: region is empty; expected a name"));
        assert!(messages[1].starts_with("t.csv:3:3: year is \"20x5\"; expected a calendar year"));
        assert!(messages[2].starts_with("t.csv:4:8: peak_gw is \"-1\"; expected a number that is not negative"));
        assert!(messages[3].contains("NaN and infinite"));
        assert!(messages[4].starts_with("t.csv:6:8: peak_gw is empty"));
    }

    #[test]
    fn unknown_and_missing_columns_are_named() {
        let (_, messages) = read("load", "region,yaer,peak_gw\n");
        assert!(messages[0].contains("unknown column \"yaer\" | did you mean \"year\"?"));
        assert!(messages[1].contains("column \"year\" is missing"));
    }
}
