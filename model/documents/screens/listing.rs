//! What `list` says: what there is, one line each.

use serde_json::Value;

use super::super::document::{Block, Document, Table};
use crate::error::{Error, Problems, Result};
use crate::input::Dataset;
use crate::input::document::headings;
use crate::input::tables::{Common, Regions};
use crate::input::typed::InputRow;
use crate::load::{LeveredDataset, Library, read_dataset};
use crate::named::words;
use crate::program::{Family, Rule};
use crate::scenario::lever::Lever;
use crate::scenario::sweep::titles;

words! {
    /// What can be listed.
    What {
        /// Scenarios.
        Scenarios, "scenarios";
        /// Levers of a dataset.
        Levers, "levers";
        /// Sweeps.
        Sweeps, "sweeps";
        /// Datasets.
        Datasets, "datasets";
        /// Regions of a dataset, and what they hold.
        Regions, "regions";
        /// Families of limits.
        Families, "families";
    }
}

/// A list: its header, and a row for each thing.
#[derive(Debug, Clone)]
pub struct Listing(&'static [&'static str], Vec<Vec<String>>);

impl Listing {
    /// What there is; levers and regions are those of a dataset.
    ///
    /// # Errors
    /// If that dataset cannot be read.
    pub fn of(what: What, library: &Library, dataset: &str) -> Result<Self> {
        Ok(match what {
            What::Scenarios => {
                let scenarios = headings(&library.scenarios, ["extends", "title"]);
                let row = |(name, [extends, title]): (_, [_; 2])| vec![name, extends, title];
                Self(&["scenario", "extends", "title"], scenarios.into_iter().map(row).collect())
            }
            What::Sweeps => {
                let rows = titles(&library.scenarios).into_iter().map(|(name, title)| vec![name, title]);
                Self(&["sweep", "title"], rows.collect())
            }
            What::Datasets => Self(&["dataset", "title"], datasets(library)),
            What::Regions => Self(&["region", "name", "holds"], regions(&source(library, dataset)?.dataset)),
            What::Levers => {
                Self(&["lever", "neutral", "range", "unit", "title"], levers(source(library, dataset)?.levers))
            }
            What::Families => Self(&["family", "limits"], families()),
        })
    }

    /// The screen.
    #[must_use]
    pub fn screen(&self) -> Document {
        let mut screen = Document::default();
        screen.part([Block::Table(Table::plain(self.0.iter().copied(), |_| true, self.1.clone()))]);
        screen
    }

    /// The same as data.
    #[must_use]
    pub fn data(&self) -> Value {
        let cell = |(name, cell): (&&str, &String)| ((*name).to_owned(), cell.clone().into());
        self.1.iter().map(|row| Value::Object(self.0.iter().zip(row).map(cell).collect())).collect()
    }
}

fn datasets(library: &Library) -> Vec<Vec<String>> {
    let row = |name: String| {
        let source = read_dataset(library, &name, &mut Problems::default());
        vec![name, source.map_or(String::new(), |source| source.dataset.about.title)]
    };
    library.data.names("").into_iter().map(row).collect()
}

/// A dataset with its levers.
fn source(library: &Library, dataset: &str) -> Result<LeveredDataset> {
    let mut problems = Problems::default();
    let source = read_dataset(library, dataset, &mut problems);
    problems.into_result()?;
    source.ok_or_else(|| Error::input(format!("the dataset {dataset} cannot be read")))
}

fn levers(levers: Vec<Lever>) -> Vec<Vec<String>> {
    let row = |l: Lever| vec![l.name, l.neutral.to_string(), format!("{} to {}", l.low, l.high), l.unit, l.title];
    levers.into_iter().map(row).collect()
}

/// Regions with their names and what the dataset notes of them.
fn regions(dataset: &Dataset) -> Vec<Vec<String>> {
    let row = |row: InputRow<'_, Regions>| {
        let note = dataset.of::<Regions>().common(Common::note).get(row.index);
        vec![row.region().to_owned(), row.name().to_owned(), note.cloned().unwrap_or_default()]
    };
    dataset.rows::<Regions>().map(row).collect()
}

fn families() -> Vec<Vec<String>> {
    let limits = |family: Family| {
        let owned = Rule::ALL.iter().filter(|rule| rule.family() == family && rule.is_limit());
        owned.map(|rule| rule.name()).collect::<Vec<_>>().join(", ")
    };
    Family::ALL.iter().map(|&family| vec![family.name().to_owned(), limits(family)]).collect()
}
