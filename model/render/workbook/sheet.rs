//! One table on one sheet: header with unit and note, filter, frozen keys, number formats, widths.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Note, Worksheet, XlsxError};
use serde_json::Value;

use super::super::typed::{Column, Kind, Typed};

type Written = std::result::Result<(), XlsxError>;

/// Most characters of a cell.
const LONGEST: usize = 32_767;

/// Format of headers.
pub fn header() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_indent(1)
        .set_background_color(Color::RGB(0x00EC_EFF2))
        .set_border_bottom(FormatBorder::Thin)
}

/// Writes a table from the first row on.
pub fn table(sheet: &mut Worksheet, table: &Typed) -> Written {
    let header = header();
    for (at, column) in (0..).zip(&table.columns) {
        let title = match column.unit.as_str() {
            "" => column.name.to_owned(),
            unit => format!("{}\n{unit}", column.name),
        };
        sheet.write_string_with_format(0, at, &title, &header)?;
        sheet.insert_note(0, at, &note(column))?;
        sheet.set_column_width(at, width(column))?;
        let format = match column.kind {
            Kind::Number => Format::new().set_num_format(number_format(&column.unit)),
            Kind::Whole => Format::new().set_align(FormatAlign::Center),
            // Numbers end where the next column begins.
            Kind::Text => Format::new().set_indent(1),
            // What shows them as numbers shows words, too.
            Kind::Flag => Format::new().set_num_format("\"TRUE\";\"TRUE\";\"FALSE\""),
        };
        sheet.set_column_format(at, &format)?;
        for (row, cell) in (1..).zip(&column.cells) {
            write(sheet, (row, at), cell)?;
        }
    }
    let keys = table.columns.iter().take_while(|c| c.kind == Kind::Text || c.name == "year").count();
    sheet.set_row_height(0, 32.0)?;
    sheet.set_freeze_panes(1, keys.min(3) as u16)?;
    let last = table.columns.len().saturating_sub(1) as u16;
    sheet.autofilter(0, 0, table.rows as u32, last)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// Writes a cell as what it is: a text is never taken for a formula.
fn write(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Value) -> Written {
    match cell {
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => {
            sheet.write_string(row, column, short(text))?;
        }
        Value::Bool(flag) => {
            sheet.write_boolean(row, column, *flag)?;
        }
        Value::Number(number) => {
            sheet.write_number(row, column, number.as_f64().unwrap_or_default())?;
        }
        _ => {}
    }
    Ok(())
}

/// What fits into a cell; the CSV file has the rest.
pub fn short(text: &str) -> String {
    const MORE: &str = " ... (cut, see the CSV file)";
    if text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    // Two units a character at most.
    text.chars().take(LONGEST / 2 - MORE.len()).chain(MORE.chars()).collect()
}

fn note(column: &Column) -> Note {
    const PIXELS: u32 = 280;
    const CHARACTERS_PER_LINE: usize = 42;
    let unit = if column.unit.is_empty() { String::new() } else { format!(" Unit: {}.", column.unit) };
    let text = format!("{}{unit}", column.meaning);
    let lines = text.len().div_ceil(CHARACTERS_PER_LINE) as u32 + 1;
    Note::new(text).add_author_prefix(false).set_width(PIXELS).set_height(16 * lines + 8)
}

/// How numbers of a unit are shown; the cell holds them in full.
fn number_format(unit: &str) -> &'static str {
    match unit {
        "share" => "0.0%",
        "TWh" | "Mt" | "thousand" | "thousand/year" | "h" => "#,##0.0",
        money if money.starts_with("million ") && !money.contains("per unit") && money != "million m3" => "#,##0",
        // Prices and elasticities may be small.
        "" => "#,##0.00##",
        beside if beside.starts_with("see ") => "#,##0.00##",
        _ => "#,##0.00",
    }
}

/// Wide enough for header and most cells.
fn width(column: &Column) -> f64 {
    const LEAST: usize = 9;
    const MOST: usize = 60;
    const LOOKED_AT: usize = 500;
    let of_cell = |cell: &Value| match cell {
        Value::String(text) => text.chars().count(),
        Value::Number(number) => number.as_f64().map_or(0, |n| format!("{n:.2}").len() + 2),
        _ => 5,
    };
    let cells = column.cells.iter().take(LOOKED_AT).map(of_cell).max().unwrap_or_default();
    // The arrow of the filter stands beside the header.
    let header = (column.name.len() + 3).max(column.unit.len() + 3);
    cells.max(header).clamp(LEAST, MOST) as f64 + 1.0
}
