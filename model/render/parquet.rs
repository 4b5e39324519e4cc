//! Result rows as Parquet: the same columns as the CSV, typed.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::record::Field;
use parquet::schema::types::Type;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::typed::{Kind, Typed};
use crate::error::{Error, Result};

/// A column of one type; `None` where a cell is empty.
enum Cells {
    Text(Vec<Option<ByteArray>>),
    Number(Vec<Option<f64>>),
    Whole(Vec<Option<i32>>),
    Flag(Vec<Option<bool>>),
}

/// Rows as a Parquet file, compressed with Snappy. All columns may hold nulls.
///
/// # Errors
/// If a row is not flat, which is a fault of its struct.
pub fn parquet<T: Serialize>(header: &[&str], rows: &[T]) -> Result<Vec<u8>> {
    let values = rows.iter().map(serde_json::to_value).collect::<std::result::Result<Vec<Value>, _>>();
    let values = values.map_err(|fault| Error::run(format!("cannot write a table: {fault}")))?;
    let columns: Vec<(&str, Cells)> = header.iter().map(|&name| (name, column(name, &values))).collect();
    write(&columns, None).map_err(|fault| Error::run(format!("cannot write Parquet: {fault}")))
}

/// A table as a Parquet file. What it says, and unit and meaning of every column, stand in the file's metadata under
/// `description` and `columns` (JSON).
///
/// # Errors
/// If it cannot be written, which is a fault of the program.
pub fn table(table: &Typed) -> Result<Vec<u8>> {
    let columns: Vec<(&str, Cells)> = table.columns.iter().map(|c| (c.name, cells(c.kind, &c.cells))).collect();
    let about = table.columns.iter().map(|c| json!({"name": c.name, "unit": c.unit, "description": c.meaning}));
    let metadata = vec![
        KeyValue::new("name".to_owned(), table.name.to_owned()),
        KeyValue::new("description".to_owned(), table.about.to_owned()),
        KeyValue::new("columns".to_owned(), Value::Array(about.collect()).to_string()),
    ];
    write(&columns, Some(metadata)).map_err(|fault| Error::run(format!("cannot write Parquet: {fault}")))
}

/// Cells of a known type.
fn cells(kind: Kind, cells: &[Value]) -> Cells {
    match kind {
        Kind::Text => Cells::Text(cells.iter().map(|c| c.as_str().map(ByteArray::from)).collect()),
        Kind::Number => Cells::Number(cells.iter().map(Value::as_f64).collect()),
        Kind::Whole => Cells::Whole(cells.iter().map(|c| c.as_i64().and_then(|n| i32::try_from(n).ok())).collect()),
        Kind::Flag => Cells::Flag(cells.iter().map(Value::as_bool).collect()),
    }
}

/// The rows of a Parquet file of flat columns; empty cells are left out.
///
/// # Errors
/// If it is no whole Parquet file.
pub fn rows(bytes: Vec<u8>) -> Result<Vec<Map<String, Value>>> {
    let failure = |fault: ParquetError| Error::run(format!("cannot read Parquet: {fault}"));
    let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).map_err(failure)?;
    let mut rows = vec![];
    for row in file.get_row_iter(None).map_err(failure)? {
        let row = row.map_err(failure)?;
        let cells = row.get_column_iter().filter_map(|(name, field)| Some((name.clone(), cell(field)?)));
        rows.push(cells.collect());
    }
    Ok(rows)
}

fn cell(field: &Field) -> Option<Value> {
    match field {
        Field::Bool(flag) => Some(json!(flag)),
        Field::Int(whole) => Some(json!(whole)),
        Field::Double(number) => Some(json!(number)),
        Field::Str(text) => Some(json!(text)),
        _ => None,
    }
}

fn column(name: &str, rows: &[Value]) -> Cells {
    let cells = || rows.iter().map(|row| &row[name]);
    match cells().find(|cell| !cell.is_null()) {
        Some(Value::Bool(_)) => Cells::Flag(cells().map(Value::as_bool).collect()),
        Some(Value::Number(number)) if number.is_i64() => {
            Cells::Whole(cells().map(|c| c.as_i64().and_then(|n| i32::try_from(n).ok())).collect())
        }
        Some(Value::String(_)) => Cells::Text(cells().map(|c| c.as_str().map(ByteArray::from)).collect()),
        _ => Cells::Number(cells().map(Value::as_f64).collect()),
    }
}

fn write(columns: &[(&str, Cells)], metadata: Option<Vec<KeyValue>>) -> std::result::Result<Vec<u8>, ParquetError> {
    let fields = columns.iter().map(|(name, cells)| field(name, cells).map(Arc::new));
    let fields = fields.collect::<std::result::Result<Vec<_>, _>>()?;
    let schema = Arc::new(Type::group_type_builder("row").with_fields(fields).build()?);
    let properties =
        WriterProperties::builder().set_compression(Compression::SNAPPY).set_key_value_metadata(metadata).build();
    let mut file = SerializedFileWriter::new(vec![], schema, Arc::new(properties))?;
    let mut group = file.next_row_group()?;
    for (_, cells) in columns {
        if let Some(mut writer) = group.next_column()? {
            write_cells(&mut writer, cells)?;
            writer.close()?;
        }
    }
    group.close()?;
    file.into_inner()
}

fn field(name: &str, cells: &Cells) -> std::result::Result<Type, ParquetError> {
    let (physical, logical) = match cells {
        Cells::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Cells::Number(_) => (Physical::DOUBLE, None),
        Cells::Whole(_) => (Physical::INT32, None),
        Cells::Flag(_) => (Physical::BOOLEAN, None),
    };
    Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()
}

fn write_cells(writer: &mut SerializedColumnWriter<'_>, cells: &Cells) -> std::result::Result<(), ParquetError> {
    fn split<T: Clone>(cells: &[Option<T>]) -> (Vec<T>, Vec<i16>) {
        (cells.iter().flatten().cloned().collect(), cells.iter().map(|c| i16::from(c.is_some())).collect())
    }
    match cells {
        Cells::Text(cells) => {
            let (values, levels) = split(cells);
            writer.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)
        }
        Cells::Number(cells) => {
            let (values, levels) = split(cells);
            writer.typed::<DoubleType>().write_batch(&values, Some(&levels), None)
        }
        Cells::Whole(cells) => {
            let (values, levels) = split(cells);
            writer.typed::<Int32Type>().write_batch(&values, Some(&levels), None)
        }
        Cells::Flag(cells) => {
            let (values, levels) = split(cells);
            writer.typed::<BoolType>().write_batch(&values, Some(&levels), None)
        }
    }?;
    Ok(())
}
