//! What the charts of the workbook draw: sums of the tables by year.

use crate::figures::colour::{Colour, OTHER, PALETTE};
use crate::figures::stack::Layer;
use crate::figures::supply::periods;
use crate::figures::{families, figure_of};
use crate::program::Family;
use crate::results::Results;
use crate::results::tables::SummaryRow;
use crate::tell::names::spoken;
use crate::tell::years::span;

/// How a block is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Areas on each other, over calendar years.
    Areas,
    /// Columns on each other.
    Columns,
}

/// Series over the model years, for one chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Title of the chart.
    pub title: &'static str,
    /// Name of the axis: the unit.
    pub unit: String,
    /// Where the numbers come from.
    pub from: &'static str,
    /// How numbers are shown.
    pub format: &'static str,
    /// How it is drawn.
    pub shape: Shape,
    /// Model years, or the periods that end with them.
    pub years: Vec<String>,
    /// The series, from the bottom up.
    pub layers: Vec<Layer>,
}

/// All blocks that have something to show.
pub fn blocks(results: &Results) -> Vec<Block> {
    let periods = periods(&results.years);
    let spans: Vec<String> = periods.iter().map(|&(from, to)| span(from, to)).collect();
    let years: Vec<String> = results.years.iter().map(ToString::to_string).collect();
    let money = format!("billion {}/year", results.labels.currency);
    let block = |title, unit: &str, from, layers| Block {
        title,
        unit: unit.to_owned(),
        from,
        format: "#,##0.0",
        shape: Shape::Columns,
        years: years.clone(),
        layers,
    };
    let layers = |name| figure_of(name, results).map_or(vec![], |figure| figure.layers());
    let load = block("AI load by region", "GW rated", "fleet: sum of rated_gw", layers("ai_load"));
    let compute = vec![layer("Compute", &results.summary, PALETTE[0], |row| row.compute_mh100e)];
    let build = block(
        "Power built, by technology",
        "GW/year",
        "capacity: sum of built_gw over years of the period",
        layers("power_build"),
    );
    let rents = block("Who gets the rents of supply", "share", "rents: rent_share", rents(results));
    let mut blocks = vec![
        Block { shape: Shape::Areas, ..load },
        Block { shape: Shape::Areas, ..block("Compute powered", "MH100e", "summary: compute_mh100e", compute) },
        Block { years: spans.clone(), ..build },
        Block {
            years: spans,
            ..block("Capital spent", &money, "summary: capex_..._busd_per_year", capex(&results.summary))
        },
        Block { format: "0%", ..rents },
    ];
    blocks.retain(|block| !block.years.is_empty() && !block.layers.is_empty());
    blocks
}

fn layer(name: &str, rows: &[SummaryRow], colour: Colour, value: impl Fn(&SummaryRow) -> f64) -> Layer {
    Layer { name: name.to_owned(), values: rows.iter().map(value).collect(), colour }
}

fn capex(rows: &[SummaryRow]) -> Vec<Layer> {
    let mut layers = vec![
        layer("Accelerators", rows, PALETTE[0], |row| row.capex_accelerators_busd_per_year),
        layer("Shells and cooling", rows, PALETTE[1], |row| row.capex_shells_busd_per_year),
        layer("Connections", rows, PALETTE[2], |row| row.capex_connections_busd_per_year),
        layer("Onsite power", rows, PALETTE[3], |row| row.capex_onsite_power_busd_per_year),
        layer("Grid plants and storage", rows, PALETTE[4], |row| row.capex_grid_power_busd_per_year),
        layer("Lines between regions", rows, OTHER, |row| row.capex_lines_busd_per_year),
    ];
    layers.retain(|layer| layer.peak() > 0.0);
    layers
}

fn rents(results: &Results) -> Vec<Layer> {
    let share = |family: Family, year: i32| {
        results.rents.iter().filter(|row| row.family == family && row.year == year).map(|row| row.rent_share).sum()
    };
    let of_family = |family: &Family| Layer {
        name: spoken(family.name()),
        values: results.years.iter().map(|&year| share(*family, year)).collect(),
        colour: families::colour(family.name()),
    };
    let mut layers: Vec<Layer> = Family::ALL.iter().filter(|f| **f != Family::Demand).map(of_family).collect();
    layers.retain(|layer| layer.peak() > 0.0);
    layers
}
