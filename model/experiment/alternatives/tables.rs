//! The rows of alternatives, and the words in them.

use serde::{Deserialize, Serialize};

use crate::named::words;
use crate::results::tables::row;

words! {
    /// What may be otherwise in another plan.
    Subject {
        /// AI load as rated, average of the year.
        AiLoad, "ai_load";
        /// Compute powered, average of the year.
        Compute, "compute";
        /// Plants and storage of a group built over the horizon, wherever they stand.
        Built, "built";
        /// Connections built over the horizon.
        Connections, "connections";
        /// Lines built over the horizon.
        Lines, "lines";
        /// Shells built over the horizon.
        Shells, "shells";
        /// Power on campuses built over the horizon.
        OnsitePower, "onsite_power";
        /// Copper that all builds of the horizon need.
        Copper, "copper";
        /// Money that AI spends over the horizon and must raise.
        Capital, "capital";
        /// Carbon dioxide of all generation over the calendar years of the horizon.
        Co2, "co2";
    }
}

words! {
    /// Whether a thing has to be.
    Status {
        /// Every plan near the best has more than four fifths of what the best has.
        Must, "must";
        /// Some have less, none has nothing.
        May, "may";
        /// Some have nothing of it.
        Free, "free";
    }
}

impl Status {
    /// That of an amount of which plans near the best have so much at least.
    #[must_use]
    pub fn of(optimum: f64, least: f64) -> Self {
        /// Share of the optimum that is enough to be a must.
        const MUST: f64 = 0.8;
        /// Share of it that is nothing.
        const NOTHING: f64 = 1e-3;
        match least {
            least if optimum > 0.0 && least > MUST * optimum => Self::Must,
            least if least > 0.0 && least > NOTHING * optimum => Self::May,
            _ => Self::Free,
        }
    }
}

row! {
    /// What else would do: the least and the most of a quantity among all plans whose worth (value of compute less all costs) is within the slack of the best.
    AlternativeRow [scenario, quantity, region, group, year] {
        /// Scenario.
        scenario: String,
        /// `ai_load` and `compute` (averages of the year), `built` (plants and storage of a group), `connections`, `lines`, `shells`, `onsite_power`, `copper`, `capital` (spent by AI, to be raised), `co2`.
        quantity: Subject,
        /// Region; empty for the whole country.
        region: String,
        /// Group of plants; empty unless the quantity is `built`.
        group: String,
        /// Model year; empty for the sum over the horizon (`co2` over its calendar years).
        year: Option<i32>,
        /// Unit of the amounts.
        unit: String,
        /// In the best plan.
        optimum: f64,
        /// Least in a plan near the best.
        least: f64,
        /// Most in a plan near the best.
        most: f64,
        /// `must`: the least is above 0.8 of the optimum; `free`: the least is nothing (at most 0.001 of the optimum); `may`: between.
        status: Status,
    }
}
