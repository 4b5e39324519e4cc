//! A chart as a value: what it states, and panels of marks over scales. No pixels.

use super::mark::{At, Mark, Value};
use super::scale::Scale;
use super::stack::Layer;
use crate::results::Labels;
use crate::tell::number::number;

/// A chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Name, for the file.
    pub name: &'static str,
    /// The finding.
    pub title: String,
    /// Quantity and unit.
    pub subtitle: String,
    /// What a reader must know to read it right.
    pub notes: String,
    /// Where the numbers come from.
    pub origin: String,
    /// Its panels, row by row; none if there is nothing to draw.
    pub panels: Vec<Panel>,
    /// Panels in a row.
    pub across: usize,
    /// What is said where there are no panels.
    pub empty: &'static str,
}

impl Figure {
    /// Layers of its first stack: what a native chart of a workbook draws.
    #[must_use]
    pub fn layers(&self) -> Vec<Layer> {
        let mut marks = self.panels.iter().flat_map(|panel| &panel.marks);
        marks.find(|mark| mark.stack.is_some()).map_or(vec![], Mark::as_layers)
    }
}

/// Marks over two scales.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// What it and those after it have in common, said above them.
    pub group: String,
    /// Name; empty for a single one.
    pub title: String,
    /// What is said below that.
    pub subtitle: String,
    /// Across.
    pub x: Scale,
    /// Upwards.
    pub y: Scale,
    /// How much room it has.
    pub size: Size,
    /// Whether series stand beside each other at a place across, so that none hides another.
    pub aside: bool,
    /// First painted first.
    pub marks: Vec<Mark>,
    /// What is told at its places.
    pub tips: Vec<Tip>,
}

/// How much room a panel has whose height does not follow from its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// All that the others leave.
    #[default]
    Full,
    /// One of several in rows of one height, each with its own values and years.
    Medium,
    /// The same, lower: one of many.
    Low,
    /// A strip below another panel, over the same years.
    Strip,
    /// One of several small ones, in rows below the others: values stand left of the first of a row alone, and of the
    /// names across the first and the last.
    Small,
}

/// What is told at a place: of a column, a row, or where both meet. Where series lie on each other, their values there
/// are told first, the topmost first and what is below nothing last, then their sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Tip {
    /// Across; none for all of the panel's width.
    pub x: Option<At>,
    /// Upwards; none for all of the panel's height.
    pub y: Option<At>,
    /// What the values have in common.
    pub heading: String,
    /// Values, after those of a stack.
    pub values: Vec<Value>,
}

impl Tip {
    /// Of a column.
    #[must_use]
    pub fn across(x: impl Into<At>, heading: impl Into<String>, values: Vec<Value>) -> Self {
        Self { x: Some(x.into()), y: None, heading: heading.into(), values }
    }

    /// Of a row.
    #[must_use]
    pub fn beside(y: impl Into<At>, heading: impl Into<String>, values: Vec<Value>) -> Self {
        Self { x: None, y: Some(y.into()), heading: heading.into(), values }
    }

    /// Of a cell.
    #[must_use]
    pub fn at(x: impl Into<At>, y: impl Into<At>, heading: impl Into<String>, values: Vec<Value>) -> Self {
        Self { x: Some(x.into()), y: Some(y.into()), heading: heading.into(), values }
    }
}

impl Panel {
    /// Without a name, of full size.
    #[must_use]
    pub fn new(x: Scale, y: Scale, marks: Vec<Mark>) -> Self {
        Self {
            group: String::new(),
            title: String::new(),
            subtitle: String::new(),
            x,
            y,
            size: Size::Full,
            aside: false,
            marks,
            tips: vec![],
        }
    }

    /// With what is told at its places.
    #[must_use]
    pub fn tips(mut self, tips: Vec<Tip>) -> Self {
        self.tips = tips;
        self
    }

    /// Series that stand beside each other, from the left.
    #[must_use]
    pub fn beside(&self) -> Vec<&str> {
        let mut series: Vec<&str> = vec![];
        for name in self.marks.iter().filter(|_| self.aside).flat_map(Mark::series) {
            if !series.contains(&name) {
                series.push(name);
            }
        }
        series
    }

    /// All that is told at a place.
    #[must_use]
    pub fn told(&self, tip: &Tip) -> Vec<Value> {
        let mut values = vec![];
        for (mark, stack) in self.marks.iter().filter_map(|mark| Some((mark, mark.stack.as_ref()?))) {
            let there = || mark.data.iter().filter(|datum| datum.x == tip.x);
            let amount = |value: f64| format!("{} {}", number(value), stack.unit);
            let parts: Vec<_> = there().filter_map(|datum| Some((datum, datum.y.as_ref()?.amount()?))).collect();
            let above = parts.iter().rev().filter(|(_, value)| *value > 0.0);
            let below = parts.iter().filter(|(_, value)| *value < 0.0);
            values.extend(
                above.chain(below).map(|(datum, value)| Value::of(&datum.series, amount(*value), Some(datum.colour))),
            );
            let sum = parts.iter().map(|(_, value)| value).sum();
            values.extend(stack.total.as_ref().map(|total| Value::of(total, amount(sum), None)));
        }
        values.extend(tip.values.iter().cloned());
        values
    }
}

/// Where the numbers come from.
#[must_use]
pub fn provenance(labels: &Labels) -> String {
    let mut parts = vec![];
    match (labels.scenario_title.as_str(), labels.scenario.as_str()) {
        ("", "") => {}
        ("", code) => parts.push(format!("Scenario: {code}")),
        (title, "") => parts.push(format!("Scenario: {title}")),
        (title, code) => parts.push(format!("Scenario: {title} ({code})")),
    }
    if !labels.dataset_title.is_empty() {
        parts.push(format!("Data: {}, with the sources listed there", labels.dataset_title));
    }
    parts.push("Model: gridbound.".to_owned());
    parts.join(". ")
}
