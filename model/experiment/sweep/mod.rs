//! Thousands of scenarios: ordered, solved side by side from each other's solutions, stored, and read together.

pub mod by_year;
pub mod findings;
pub mod flat;
pub mod judge;
pub mod order;
pub mod read;
pub mod record;
mod rolling;
pub mod run;
pub mod solve;
pub mod standing;
pub mod tables;
