//! `gridbound list`: what there is, one line each.

use clap::ValueEnum;

use super::{Common, screen};
use crate::documents::screens;
use crate::error::{Problems, Result};
use crate::input::document::{Document, Node};
use crate::load::{Library, read_dataset};
use crate::program::{Family, Rule};
use crate::scenario::sweep::titles;

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Scenarios
    Scenarios,
    /// Levers of a dataset
    Levers,
    /// Sweeps
    Sweeps,
    /// Datasets
    Datasets,
    /// Families of limits
    Families,
}

/// Lists them.
pub fn list(common: &Common, what: What, dataset: &str) -> Result<()> {
    let library = common.library()?;
    let (header, rows) = match what {
        What::Scenarios => (&["scenario", "extends", "title"][..], scenarios(&library)),
        What::Sweeps => (&["sweep", "title"][..], sweeps(&library)),
        What::Datasets => (&["dataset", "title"][..], datasets(&library)),
        What::Levers => (&["lever", "neutral", "range", "unit", "title"][..], levers(&library, dataset)?),
        What::Families => (&["family", "limits"][..], families()),
    };
    if common.json {
        let objects: Vec<_> = rows
            .iter()
            .map(|row| {
                header
                    .iter()
                    .zip(row)
                    .map(|(k, v)| ((*k).to_owned(), v.clone().into()))
                    .collect::<serde_json::Map<_, _>>()
            })
            .collect();
        return screen::print(&serde_json::json!(objects).to_string());
    }
    screen::show(&screens::listing::screen(header, rows))
}

fn scenarios(library: &Library) -> Vec<Vec<String>> {
    let files = library.scenarios.names(".toml");
    files
        .iter()
        .map(|file| {
            let bytes = library.scenarios.read(file).ok().flatten().unwrap_or_default();
            let document = Document::read(file, &bytes, &mut Problems::default());
            let text = |key: &str| {
                let found = document.as_ref().and_then(|d| d.table.iter().find(|(k, _)| k.value == key));
                match found.map(|(_, node)| &node.value) {
                    Some(Node::Text(text)) => text.clone(),
                    _ => String::new(),
                }
            };
            vec![file.trim_end_matches(".toml").to_owned(), text("extends"), text("title")]
        })
        .collect()
}

fn sweeps(library: &Library) -> Vec<Vec<String>> {
    titles(&library.scenarios).into_iter().map(|(name, title)| vec![name, title]).collect()
}

fn datasets(library: &Library) -> Vec<Vec<String>> {
    let names = library.data.names("");
    names
        .into_iter()
        .map(|name| {
            let source = read_dataset(library, &name, &mut Problems::default());
            vec![name, source.map_or(String::new(), |s| s.dataset.about.title)]
        })
        .collect()
}

fn levers(library: &Library, dataset: &str) -> Result<Vec<Vec<String>>> {
    let mut problems = Problems::default();
    let source = read_dataset(library, dataset, &mut problems);
    problems.into_result()?;
    let levers = source.map(|s| s.levers).unwrap_or_default();
    Ok(levers
        .into_iter()
        .map(|l| vec![l.name, l.neutral.to_string(), format!("{} to {}", l.low, l.high), l.unit, l.title])
        .collect())
}

fn families() -> Vec<Vec<String>> {
    let limits = |family: Family| {
        let owned = Rule::ALL.iter().filter(|rule| rule.family() == family && rule.is_limit());
        owned.map(|rule| rule.name()).collect::<Vec<_>>().join(", ")
    };
    Family::ALL.iter().map(|&family| vec![family.name().to_owned(), limits(family)]).collect()
}
