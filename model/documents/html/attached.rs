//! What the page carries beside the memo: shadow prices to search, tables to take away.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use flate2::Compression;
use flate2::write::GzEncoder;
use maud::{Markup, html};

use super::{data, slug};
use crate::error::{Error, Result};
use crate::render::tables::csv;
use crate::results::catalogue::TableVisitor;
use crate::results::tables::{Row, ShadowPriceRow};

/// A table as a file, to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Name of the file.
    pub file: String,
    /// What it says.
    pub meaning: &'static str,
    /// Rows of data.
    pub rows: usize,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Attached {
    /// Name of its place in the page.
    pub(super) fn place(&self) -> String {
        format!("table-{}", slug(&self.file))
    }

    fn packed(&self) -> Result<String> {
        let failed = |fault: std::io::Error| Error::run(format!("cannot pack {}: {fault}", self.file));
        let mut gzip = GzEncoder::new(vec![], Compression::default());
        gzip.write_all(&self.bytes).map_err(failed)?;
        Ok(BASE64.encode(gzip.finish().map_err(failed)?))
    }
}

/// Tables that visit it, those without rows left out.
#[derive(Debug, Default)]
pub struct Attachments(pub Vec<Attached>);

impl TableVisitor for Attachments {
    fn visit<T: Row>(&mut self, name: &'static str, rows: &[T]) -> Result<()> {
        if !rows.is_empty() {
            self.0.push(Attached {
                file: format!("{name}.csv"),
                meaning: T::ABOUT,
                rows: rows.len(),
                bytes: csv(rows)?,
            });
        }
        Ok(())
    }
}

/// Columns of the table of shadow prices: key in the data, heading, whether it holds numbers.
const COLUMNS: [(&str, &str, bool); 11] = [
    ("family", "Family", false),
    ("rule", "Rule", false),
    ("item", "Item", false),
    ("region", "Region", false),
    ("year", "Year", true),
    ("limit", "Limit", true),
    ("used", "Used", true),
    ("unit", "Unit", false),
    ("price", "Price", true),
    ("price_unit", "Unit of price", false),
    ("rent_musd", "Rent, million USD", true),
];

/// Every limit with its price: the script sorts, filters and shows it.
pub fn shadow_prices(rows: &[ShadowPriceRow]) -> Markup {
    html! {
        h2 #shadow-prices { "Shadow prices" }
        p {
            "What one more unit of every limit would be worth, in money of its year, and its rent: price times limit. A price holds at the margin; "
            "where two limits bind together it is not unique. Choose a heading to sort."
        }
        noscript { p { "This table needs scripts. The same rows are in shadow_prices.csv." } }
        form #filters {
            @for (key, words) in [("family", "Family"), ("region", "Region"), ("year", "Year")] {
                label { (words) " " select data-filter=(key) { option value="" { "all" } } }
            }
            label { "Find " input type="search" data-filter="words" placeholder="rule or item"; }
            label { input type="checkbox" data-filter="binding" checked; " binding only" }
            button type="button" #save-prices { "CSV of these" }
            output #count {}
        }
        div.wide tabindex="0" role="region" aria-label="Shadow prices" {
            table #prices {
                caption.unseen { "Shadow prices of limits" }
                thead { tr { @for (key, words, is_number) in COLUMNS {
                    th scope="col" class=(if is_number { "number" } else { "words" }) {
                        button type="button" data-sort=(key) data-number[is_number] { (words) }
                    }
                } } }
                tbody {}
            }
        }
        button type="button" #more hidden { "Show more" }
        script #prices-data type="application/json" { (data(&rows)) }
    }
}

/// The tables, each with a button that saves it.
pub fn tables(tables: &[Attached]) -> Result<Markup> {
    let mut rows = vec![];
    for table in tables {
        let packed = table.packed()?;
        rows.push(html! {
            tr id=(table.place()) {
                th scope="row" { (table.file) }
                td { (table.meaning.replace('`', "")) }
                td.number { (table.rows) }
                td {
                    button type="button" data-table=(table.file) aria-label={ "Save " (table.file) } { "Save" }
                    script type="application/gzip" { (packed) }
                }
            }
        });
    }
    Ok(html! {
        h2 #tables { "Tables" }
        p { "The numbers of this page come from these tables, and the inputs behind them from the dataset. Each numeric column ends in its unit." }
        div.wide tabindex="0" role="region" aria-label="Tables" {
            table {
                caption.unseen { "Tables" }
                thead { tr { th scope="col" { "Table" } th scope="col" { "What it says" } th.number scope="col" { "Rows" } th scope="col" { "File" } } }
                tbody { @for row in rows { (row) } }
            }
        }
    })
}
