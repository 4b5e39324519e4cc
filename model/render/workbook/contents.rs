//! The first sheet, which says what the workbook holds, and the sheet of sources.

use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

use super::sheet::{header, short};
use super::{Subject, charts};
use crate::input::Dataset;
use crate::input::tables::Sources;
use crate::tell::names::capital;

type Written = std::result::Result<(), XlsxError>;

/// Writes the contents.
pub fn contents(sheet: &mut Worksheet, subject: &Subject<'_>) -> Written {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_align(FormatAlign::Left).set_indent(1);
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    sheet.set_column_width(0, 20)?.set_column_width(1, 12)?.set_column_width(2, 100)?;
    let title = format!("gridbound: {}", subject.loaded.scenario.title);
    sheet.write_string_with_format(0, 0, short(&title), &Format::new().set_bold().set_font_size(14))?;
    let mut row = 2;
    for (name, text) in facts(subject) {
        sheet.write_string_with_format(row, 0, name, &bold)?;
        sheet.merge_range(row, 1, row, 2, &short(&text), &wrapped)?;
        sheet.set_row_height(row, height(&text, 112))?;
        row += 1;
    }
    row += 1;
    for (at, name) in ["Sheet", "Rows", "What it says"].iter().enumerate() {
        sheet.write_string_with_format(row, at as u16, *name, &header())?;
    }
    for (name, rows, about) in sheets(subject) {
        row += 1;
        if rows.is_some_and(|(_, fits)| !fits) {
            sheet.write_string_with_format(row, 0, &name, &Format::new().set_align(FormatAlign::Top))?;
        } else {
            let link = Url::new(format!("internal:'{name}'!A1")).set_text(&name);
            sheet.write_url_with_format(row, 0, link, &Format::new().set_hyperlink().set_align(FormatAlign::Top))?;
        }
        if let Some((rows, _)) = rows {
            sheet.write_number_with_format(
                row,
                1,
                rows as f64,
                &Format::new().set_num_format("#,##0").set_align(FormatAlign::Top),
            )?;
        }
        sheet.write_string_with_format(row, 2, short(&about), &wrapped)?;
        sheet.set_row_height(row, height(&about, 100))?;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

/// Height of a row whose text is wrapped at so many characters.
fn height(text: &str, characters: usize) -> f64 {
    const LINE: f64 = 15.0;
    LINE * text.chars().count().div_ceil(characters).max(1) as f64
}

/// What there is to know of the run.
fn facts(subject: &Subject<'_>) -> Vec<(&'static str, String)> {
    let (scenario, about, proof) = (&subject.loaded.scenario, &subject.loaded.dataset.about, subject.certificate);
    let certificate = format!(
        "{}; relative gap {:.0e}, residuals {:.0e} primal, {:.0e} dual, {:.0e} complementarity; {} rows, {} columns, {} coefficients; {} {}",
        proof.status,
        proof.relative_gap,
        proof.primal_residual,
        proof.dual_residual,
        proof.complementarity,
        proof.rows,
        proof.columns,
        proof.nonzeros,
        proof.solver,
        proof.algorithm,
    );
    let verdict = subject.verdict.map_or("not analysed: `gridbound explain` does, and a workbook made after it holds it".to_owned(), |verdict| {
        let found = &verdict.horizon;
        format!(
            "{} over the horizon with energy as power and grid, {} if cooling, materials and siting count as energy. {}.",
            capital(found.narrow.name()), found.broad, capital(&found.evidence)
        )
    });
    vec![
        ("Scenario", scenario.name.clone()),
        ("Description", scenario.description.clone()),
        ("Verdict", verdict),
        ("Dataset", format!("{}: {}", about.name, about.title)),
        ("About the data", about.description.clone()),
        ("Licence of the data", about.licence.clone()),
        ("Money", format!("{}; sums called discounted are in money of the first model year", about.currency)),
        ("Made by", format!("gridbound {}, commit {}", env!("CARGO_PKG_VERSION"), env!("GRIDBOUND_COMMIT"))),
        ("Objective", format!("{:.0} million {}", proof.objective_musd, about.currency)),
        ("Certificate", certificate),
        (
            "How to read it",
            "Units stand under the names of columns; a note on each header says what the column means. Cells hold numbers in \
             full, as the CSV files do; formats round only what is shown. No cell is a formula."
                .to_owned(),
        ),
    ]
}

/// A sheet: its name, the rows of its table and whether it is there, what it says.
type Sheet = (String, Option<(usize, bool)>, String);

/// All sheets but this one.
fn sheets(subject: &Subject<'_>) -> Vec<Sheet> {
    let mut sheets =
        vec![(charts::SHEET.to_owned(), None, "The main series, drawn from the cells of the last sheet.".to_owned())];
    for table in &subject.tables {
        let fits = subject.fits(table);
        let about = if fits {
            table.about.to_owned()
        } else {
            format!("{} Too long for a sheet: see {}.csv.", table.about, table.name)
        };
        sheets.push((table.name.to_owned(), Some((table.rows, fits)), about));
    }
    let sources = subject.loaded.dataset.of::<Sources>().len();
    sheets.push(("Sources".to_owned(), Some((sources, true)), "Where the dataset's numbers come from.".to_owned()));
    sheets.push((charts::DATA.to_owned(), None, "Cells that the charts refer to, summed from the tables.".to_owned()));
    sheets
}

/// Writes all sources of the dataset.
pub fn sources(sheet: &mut Worksheet, dataset: &Dataset) -> Written {
    const COLUMNS: [(&str, f64); 7] = [
        ("source", 26.0),
        ("title", 60.0),
        ("publisher", 26.0),
        ("year", 10.0),
        ("locator", 50.0),
        ("url_or_doi", 50.0),
        ("quality", 11.0),
    ];
    let table = dataset.of::<Sources>();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (at, (name, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(at, width)?;
        sheet.write_string_with_format(0, at, name, &header())?;
        for (row, line) in (1..).zip(0..table.len()) {
            let cell = table.cell(line, name);
            if name == "url_or_doi" && is_link(&cell) {
                sheet.write_url(row, at, Url::new(cell))?;
            } else {
                sheet.write_string_with_format(row, at, short(&cell), &wrapped)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.autofilter(0, 0, table.len() as u32, COLUMNS.len() as u16 - 1)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// Whether a spreadsheet takes it as an address of the web.
fn is_link(text: &str) -> bool {
    const LONGEST: usize = 2_000;
    (text.starts_with("https://") || text.starts_with("http://")) && text.len() < LONGEST && !text.contains(' ')
}
