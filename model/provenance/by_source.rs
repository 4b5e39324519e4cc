//! Rows of a table by the source that they rest on.

use serde::Serialize;

use super::Source;
use super::cell::RowView;

/// Rows of a table that rest on one source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The source; empty where rows have none.
    pub source: Option<Source>,
    /// Number of rows.
    pub rows: usize,
    /// Their keys.
    pub keys: Vec<String>,
}

/// Rows by source, the source with most rows first.
#[must_use]
pub fn groups(rows: &[RowView]) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![];
    for row in rows {
        match groups.iter_mut().find(|group| group.source == row.source) {
            Some(group) => {
                group.rows += 1;
                group.keys.push(row.key.clone());
            }
            None => groups.push(Group { source: row.source.clone(), rows: 1, keys: vec![row.key.clone()] }),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.rows));
    groups
}
