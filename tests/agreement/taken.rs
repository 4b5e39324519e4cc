//! The tables that people take away: in each a cell is the same number.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};

use super::cells::{Outputs, Place};
use crate::exports::rows;

/// The same cell in every table that people take away.
pub struct Taken {
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
    pub fn new(case: &Path) -> Self {
        let folder = case.join("outputs/exported");
        let book = Xlsx::new(Cursor::new(fs::read(folder.join("workbook.xlsx")).unwrap())).unwrap();
        Self { book, iamc: rows(&folder.join("iamc.csv")), folder }
    }

    /// That a cell is the same number wherever its table is; in how many places beside its CSV file it was found.
    pub fn agrees(&mut self, memo: &Outputs, place: &Place) -> usize {
        let value = memo.number(place);
        let what = format!("{}.csv: {}, row {}", place.table, place.column, place.row);
        let parquet = |folder: &Path| {
            let bytes = fs::read(folder.join(format!("{}.parquet", place.table))).unwrap();
            gridbound::render::parquet::rows(bytes).unwrap()[place.row][&place.column].as_f64()
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
