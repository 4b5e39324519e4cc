//! The rows of the tables that a comparison writes; their fields are the CSV header.

use serde::{Deserialize, Serialize};

use crate::experiment::explain::verdict::Bound;
use crate::results::tables::row;
use crate::scenario::sweep::Verdicts;

row! {
    /// Every cell in which the inputs of a scenario differ from those of the first, after levers and adjusts: tables of the dataset and the scenario's own numbers. Rows are matched by their key in the dataset as shipped, so that a delayed row differs in its year. Numbers are compared to the last bit.
    InputRow {
        /// The first scenario.
        scenario_a: String,
        /// The scenario held against it.
        scenario_b: String,
        /// Table; `scenario` for the scenario's own numbers.
        table: String,
        /// Key of the row, in the dataset as shipped.
        key: String,
        /// Column, or number of the scenario.
        column: String,
        /// Unit of a number of the scenario; the other columns have theirs at the end of their names.
        unit: String,
        /// `both`, or `a` or `b` where only that scenario's dataset has the row.
        row_in: String,
        /// Number in the first scenario; empty where it has none.
        value_a: Option<f64>,
        /// Number in the other.
        value_b: Option<f64>,
        /// The other over the first; empty for years and where there is no such ratio.
        ratio: Option<f64>,
        /// Text in the first scenario, of cells that hold text.
        word_a: String,
        /// Text in the other.
        word_b: String,
        /// Why the first scenario has another value than its dataset.
        why_a: String,
        /// Why the other has.
        why_b: String,
        /// Sources that either cites for its change; where none does, those of the values in the data.
        sources: String,
    }
}

row! {
    /// Every number in a run's tables that differs between a scenario and the first by more than one millionth of the larger, and by more than one millionth of its unit: less is the solver's. Tables of time slices (`dispatch`, the hourly rows of `prices`), what inputs changed (`assumptions`) and the ranges of shadow prices are left out. Where an optimum is not unique, rows of regions and technologies can differ although nothing of worth does; their sums are steadier.
    DifferenceRow {
        /// The first scenario.
        scenario_a: String,
        /// The scenario held against it.
        scenario_b: String,
        /// Table.
        table: String,
        /// Cells that say which row it is, without scenario and year.
        key: String,
        /// Model year; empty in tables without years.
        year: Option<i32>,
        /// Column.
        column: String,
        /// Unit, where it is not at the end of the column's name.
        unit: String,
        /// Number in the first scenario; empty where its table has no such row.
        value_a: Option<f64>,
        /// Number in the other.
        value_b: Option<f64>,
        /// The other less the first. A row that is left out of a table of amounts because all of them are 0 counts as 0; otherwise it is empty where a number is missing.
        difference: Option<f64>,
        /// The difference over the size of the first; empty where that is 0.
        relative: Option<f64>,
        /// Word in the first scenario, of columns that hold words.
        word_a: String,
        /// Word in the other.
        word_b: String,
    }
}

row! {
    /// Headline quantities of all scenarios side by side.
    ComparisonRow {
        /// Scenario.
        scenario: String,
        /// Model year; empty for the horizon, whose amounts are means over its calendar years.
        year: Option<i32>,
        /// `ai_load` (rated), `compute`, `ai_energy`, `ai_capital_recovery` (annuities of the accelerators, shells, connections and onsite power bought since the first model year that serve in this one), `ai_capex` (cash for them by the year of the period, which swings with the widths of periods), `accelerators_bought`, `co2`, `energy_price` and `capacity_price` (means over regions, weighted by load), `rent_share_` and `rent_` of each family, `first_bottleneck` and `second_bottleneck` (by rent), `objective`.
        quantity: String,
        /// Its unit.
        unit: String,
        /// Amount; empty where the quantity is a word.
        value: Option<f64>,
        /// The word; empty where the quantity is an amount.
        word: String,
        /// Amount less that of the first scenario, 0 where that is no more than a solver's noise; empty in its own rows and where it has no such year.
        difference: Option<f64>,
        /// Difference over the size of the first scenario's; empty where that is 0.
        relative: Option<f64>,
    }
}

row! {
    /// The verdict of each scenario over the horizon.
    VerdictRow {
        /// Scenario.
        scenario: String,
        /// Where it comes from: `re-solved` (limits raised by 10 %) or `prices` (a hint).
        verdicts: Verdicts,
        /// Verdict with energy as power and grid; empty where a re-solve has no certified optimum.
        #[serde(with = "crate::named::or_empty")]
        narrow: Option<Bound>,
        /// Verdict with energy as power, grid, cooling, materials and siting.
        #[serde(with = "crate::named::or_empty")]
        broad: Option<Bound>,
        /// Whether the narrow verdict is another than the first scenario's.
        narrow_changes: bool,
        /// Whether the broad verdict is.
        broad_changes: bool,
        /// Both in words.
        in_words: String,
    }
}
