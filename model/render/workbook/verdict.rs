//! The verdict as a table: a row a year, the last one over the horizon.

use serde_json::Value;

use super::super::typed::{Column, Kind, Typed};
use crate::experiment::explain::verdict::{Finding, Verdict};
use crate::experiment::families::Group;
use crate::named::word_or_empty;

/// The table.
pub fn table(verdict: &Verdict) -> Typed {
    let findings: Vec<&Finding> = verdict.years.iter().chain([&verdict.horizon]).collect();
    let column = |name, meaning, (kind, unit): (Kind, &str), cell: &dyn Fn(&Finding) -> Value| Column {
        name,
        meaning,
        unit: unit.to_owned(),
        kind,
        cells: findings.iter().map(|finding| cell(finding)).collect(),
    };
    let text = (Kind::Text, "");
    let mut columns = vec![
        column("year", "Model year; empty for the horizon.", (Kind::Whole, ""), &|finding| finding.year.into()),
        column("narrow", "Verdict with energy as power and grid.", text, &|finding| finding.narrow.name().into()),
        column("broad", "Verdict with energy as power, grid, cooling, materials and siting.", text, &|finding| {
            finding.broad.name().into()
        }),
        column("first", "Family with the largest gain.", text, &|finding| finding.first.name().into()),
        column("second", "Family with the second largest gain; empty if no other gains.", text, &|finding| {
            word_or_empty(finding.second).into()
        }),
        column(
            "second_over_first",
            "Gain of the second of the narrow reading over that of the first; empty if nothing gains.",
            (Kind::Number, "share"),
            &|finding| finding.second_over_first.into(),
        ),
    ];
    columns.extend(Group::ALL.iter().map(|group| {
        column(
            group.name(),
            "What ten per cent more of its limits brings: compute of the year; over the horizon the objective.",
            (Kind::Number, "share"),
            &|finding| finding.gains.get(group).copied().into(),
        )
    }));
    columns.push(column("evidence", "The gains in words.", text, &|finding| finding.evidence.clone().into()));
    Typed {
        name: "verdict",
        about: "What binds, by year and over the horizon (last row), as re-solves with ten per cent more of each limit say; verdict.json holds more.",
        columns,
        key: &[],
        rows: findings.len(),
    }
}
