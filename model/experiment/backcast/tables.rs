//! The tables of `backcast`.

use serde::{Deserialize, Serialize};

use crate::named::words;
use crate::results::tables::row;

words! {
    /// Where the model lies.
    Position {
        /// Within the published range.
        Inside, "inside";
        /// Above it.
        Above, "above";
        /// Below it.
        Below, "below";
        /// There is but one published figure.
        NoRange, "no range";
        /// The model has no number.
        NotCompared, "not compared";
    }
}

words! {
    /// What agreement proves.
    Role {
        /// Something.
        Test, "test";
        /// Nothing: the scenario is given it.
        Input, "input";
        /// Nothing yet: it is a view of the future.
        Outlook, "outlook";
        /// There is nothing to agree.
        NotCompared, "not compared";
    }
}

words! {
    /// The table that scores count.
    Part {
        /// What happened.
        History, "history";
        /// What publishers expect.
        Outlooks, "outlooks";
    }
}

row! {
    /// What happened, against what the model says of the same year: one row per published figure.
    HistoryRow {
        /// Scenario.
        scenario: String,
        /// Quantity, as `calibration.csv` of the dataset names it.
        quantity: String,
        /// Region; empty for the whole dataset.
        region: String,
        /// Calendar year.
        year: i32,
        /// Unit of model, published figures and error.
        unit: String,
        /// What the model says; empty where it cannot be compared.
        model: Option<f64>,
        /// Low end of the published figure.
        published_low: Option<f64>,
        /// Published central figure.
        published_central: Option<f64>,
        /// High end of the published figure.
        published_high: Option<f64>,
        /// Who published it.
        publisher: String,
        /// Key of the source.
        source: String,
        /// Model less central figure.
        error: Option<f64>,
        /// Error over central figure.
        relative_error_fraction: Option<f64>,
        /// `inside`, `above` or `below` the published range, of which a missing end is the central figure; `no range`, `not compared`.
        position: Position,
        /// `test`; `input`: the scenario is given it, or at least half of it, so agreement proves nothing; `not compared`.
        role: Role,
        /// What the model's number is and how the published one differs, or why they are not compared.
        definition: String,
    }
}

row! {
    /// Published outlooks, and where the model lies: one row per published figure.
    PositionRow {
        /// Scenario.
        scenario: String,
        /// Quantity, as `calibration.csv` of the dataset names it.
        quantity: String,
        /// Region; empty for the whole dataset.
        region: String,
        /// Calendar year.
        year: i32,
        /// Unit of model, published figures and error.
        unit: String,
        /// What the model says; empty where it cannot be compared.
        model: Option<f64>,
        /// Low end of the outlook.
        published_low: Option<f64>,
        /// Central figure of the outlook.
        published_central: Option<f64>,
        /// High end of the outlook.
        published_high: Option<f64>,
        /// Who published it.
        publisher: String,
        /// Key of the source.
        source: String,
        /// `inside`, `above` or `below` the range, or the only figure; `not compared`.
        position: Position,
        /// Lowest figure that anybody gives of the quantity and year.
        envelope_low: Option<f64>,
        /// Highest figure that anybody gives.
        envelope_high: Option<f64>,
        /// The same of the envelope over all publishers.
        envelope_position: Position,
        /// Model less central figure.
        error: Option<f64>,
        /// Error over central figure.
        relative_error_fraction: Option<f64>,
        /// What in the scenario's results puts the model there, or why there is no comparison.
        why: String,
        /// What the model's number is and how the published one differs.
        definition: String,
    }
}

row! {
    /// What the scenario that is held against outlooks says of their quantities in all its years.
    LineRow {
        /// Scenario.
        scenario: String,
        /// Quantity, as `calibration.csv` of the dataset names it.
        quantity: String,
        /// Region; empty for the whole dataset.
        region: String,
        /// Model year.
        year: i32,
        /// Unit of the model's number.
        unit: String,
        /// What the model says.
        model: f64,
    }
}

row! {
    /// How often the model lies inside, and how far off it is, by quantity: the largest misses first.
    ScoreRow {
        /// Scenario.
        scenario: String,
        /// Table that is counted: `history` or `outlooks`.
        part: Part,
        /// Quantity without its place; of history also `all tests`.
        quantity: String,
        /// `test`, `input`, `outlook` or `not compared`.
        role: Role,
        /// Published figures.
        figures: usize,
        /// Model inside the range.
        inside: usize,
        /// Model above the range, or the only figure of an outlook.
        above: usize,
        /// Model below it.
        below: usize,
        /// Figures of history without a range.
        no_range: usize,
        /// Mean size of the relative errors; empty without central figures.
        mean_absolute_error_fraction: Option<f64>,
        /// Middle size of the relative errors.
        median_absolute_error_fraction: Option<f64>,
        /// Mean relative error: above 0 where the model is high.
        mean_error_fraction: Option<f64>,
        /// Relative error that is farthest from 0.
        largest_error_fraction: Option<f64>,
    }
}
