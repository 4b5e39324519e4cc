//! Native charts, and the sheet of cells that they refer to.

use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill, ChartType, Color, Format, Worksheet,
    XlsxError,
};

use super::series::{Block, Shape};
use super::sheet::{header, short};
use crate::figures::colour::Colour;
use crate::figures::stack::totals;

/// Name of the sheet of charts.
pub const SHEET: &str = "Charts";
/// Name of the sheet that they refer to.
pub const DATA: &str = "Chart data";

/// Size of a chart, pixels.
const WIDTH: u32 = 760;
const HEIGHT: u32 = 420;

/// Axes that end below it show decimals.
const SMALL: f64 = 10.0;

type Written = std::result::Result<(), XlsxError>;

/// Draws all blocks, two beside each other, with a caption below.
pub fn charts(sheet: &mut Worksheet, blocks: &[Block], caption: &str) -> Written {
    const ROWS: u32 = 22;
    const COLUMNS: u16 = 12;
    for (index, (block, top)) in (0u32..).zip(blocks.iter().zip(tops(blocks))) {
        let at = (1 + index / 2 * ROWS, (index % 2) as u16 * COLUMNS);
        sheet.insert_chart(at.0, at.1, &chart(block, top))?;
    }
    let below = 1 + (blocks.len() as u32).div_ceil(2) * ROWS;
    sheet.write_string(below, 0, short(caption))?;
    sheet.set_screen_gridlines(false).set_landscape().set_print_fit_to_pages(1, 1);
    Ok(())
}

/// Writes the blocks below each other: a title, where the numbers come from, a header, a row per year.
pub fn data(sheet: &mut Worksheet, blocks: &[Block]) -> Written {
    let bold = Format::new().set_bold();
    sheet.set_column_width(0, 14)?;
    for (block, top) in blocks.iter().zip(tops(blocks)) {
        sheet.write_string_with_format(top, 0, block.title, &bold)?;
        sheet.write_string(top + 1, 0, format!("{}; {}", block.unit, block.from))?;
        sheet.write_string_with_format(top + 2, 0, "year", &header())?;
        for (row, year) in (top + 3..).zip(&block.years) {
            match year.parse::<f64>() {
                Ok(number) => sheet.write_number(row, 0, number)?,
                Err(_) => sheet.write_string(row, 0, year)?,
            };
        }
        let format = Format::new().set_num_format(block.format);
        for (column, layer) in (1..).zip(&block.layers) {
            sheet.write_string_with_format(top + 2, column, &layer.name, &header())?;
            sheet.set_column_width(column, 18)?;
            for (row, value) in (top + 3..).zip(&layer.values) {
                sheet.write_number_with_format(row, column, *value, &format)?;
            }
        }
    }
    Ok(())
}

/// First row of each block.
fn tops(blocks: &[Block]) -> Vec<u32> {
    const HEAD_AND_GAP: u32 = 5;
    let mut top = 0;
    blocks
        .iter()
        .map(|block| {
            let own = top;
            top += block.years.len() as u32 + HEAD_AND_GAP;
            own
        })
        .collect()
}

fn chart(block: &Block, top: u32) -> Chart {
    let kind = if block.shape == Shape::Areas { ChartType::AreaStacked } else { ChartType::ColumnStacked };
    let mut chart = Chart::new(kind);
    let (first, last) = (top + 3, top + 2 + block.years.len() as u32);
    for (column, layer) in (1u16..).zip(&block.layers) {
        let series = chart.add_series();
        series
            .set_name((DATA, top + 2, column))
            .set_categories((DATA, first, 0, last, 0))
            .set_values((DATA, first, column, last, column))
            .set_format(ChartFormat::new().set_solid_fill(&fill(layer.colour)).set_border(&edge()));
        if block.shape == Shape::Columns {
            series.set_gap(60);
        }
    }
    chart.title().set_name(&format!("{}, {}", block.title, block.unit)).set_font(ChartFont::new().set_size(13));
    let high = totals(&block.layers, block.years.len()).into_iter().fold(0.0, f64::max);
    let axis = match block.format {
        share if share.ends_with('%') => share,
        _ if high < SMALL => "0.0#",
        _ => "#,##0",
    };
    chart.y_axis().set_num_format(axis).set_major_gridlines_line(ChartLine::new().set_color(Color::RGB(0x00E2_E6EB)));
    if block.format.ends_with('%') {
        chart.y_axis().set_max(1.0).set_min(0.0);
    }
    if block.shape == Shape::Areas {
        // Years as dates, so that a gap of three years is three times as wide as one of one.
        chart.x_axis().set_date_axis(true).set_major_unit(1).set_num_format("0");
    }
    // A single series whose name is in the title needs none.
    match block.layers.as_slice() {
        [only] if block.title.starts_with(&only.name) => chart.legend().set_hidden(),
        _ => chart.legend().set_position(ChartLegendPosition::Right),
    };
    chart.set_width(WIDTH).set_height(HEIGHT).set_alt_text(format!("{} by year, in {}", block.title, block.unit));
    chart
}

fn fill((red, green, blue): Colour) -> ChartSolidFill {
    let number = u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue);
    ChartSolidFill::new().set_color(Color::RGB(number)).clone()
}

/// A white edge parts neighbours that look alike in grey.
fn edge() -> ChartLine {
    ChartLine::new().set_color(Color::White).set_width(0.75).clone()
}
