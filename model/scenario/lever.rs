//! Levers: named adjusts with a strength, as `levers.toml` of a dataset defines them.

use super::adjust::Adjust;
use crate::error::{Place, Problem, Problems};
use crate::input::document::{Document, Located, Node, Reader};

/// One lever.
#[derive(Debug, Clone)]
pub struct Lever {
    /// Name used in scenarios and sweeps.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Unit of the strength; empty if none is given.
    pub unit: String,
    /// Strength that changes nothing.
    pub neutral: f64,
    /// Low end of its range.
    pub low: f64,
    /// High end of its range.
    pub high: f64,
    /// One sentence.
    pub description: String,
    /// What it does.
    pub adjusts: Vec<Adjust>,
    /// Where it stands.
    pub place: Place,
}

/// Reads all levers of a file.
pub fn read(document: &Document, problems: &mut Problems) -> Vec<Lever> {
    let mut root = document.root(problems);
    let found = root.find("lever");
    let mut levers: Vec<Lever> = vec![];
    match found {
        None => {}
        Some(Located { value: Node::List(items), .. }) => {
            for item in items {
                let Some(lever) = read_one(item, root.problems) else { continue };
                if levers.iter().any(|l| l.name == lever.name) {
                    let message = format!("a second lever \"{}\"", lever.name);
                    root.problems.push(Problem::at(lever.place, message));
                } else {
                    levers.push(lever);
                }
            }
        }
        Some(node) => {
            root.wrong::<()>("lever", node, "one or more [[lever]]");
        }
    }
    root.finish();
    levers
}

fn read_one(item: &Located<Node>, problems: &mut Problems) -> Option<Lever> {
    let Node::Table(entries) = &item.value else {
        problems.push(Problem::at(item.place.clone(), "a lever is a table, as in [[lever]]"));
        return None;
    };
    let mut reader = Reader::new(entries, item.place.clone(), "lever", problems);
    let name = reader.text("name");
    let title = reader.text("title");
    let unit = reader.maybe_text("unit").unwrap_or_default();
    let description = reader.maybe_prose("description").unwrap_or_default();
    let [neutral, low, high] = ["neutral", "low", "high"].map(|key| reader.number(key).map(|n| n.value));
    let adjusts = match reader.need("adjust") {
        Some(Located { value: Node::List(items), .. }) => {
            items.iter().filter_map(|a| Adjust::read(a, true, reader.problems)).collect()
        }
        Some(node) => reader.wrong("adjust", node, "one or more [[lever.adjust]]").unwrap_or_default(),
        None => vec![],
    };
    reader.finish();
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        problems.push(Problem::at(item.place.clone(), format!("lever.low is {low}, but lever.high is {high}")));
    }
    Some(Lever {
        name: name?,
        title: title?,
        unit,
        neutral: neutral?,
        low: low?,
        high: high?,
        description,
        adjusts,
        place: item.place.clone(),
    })
}
