//! Thousands of scenarios: ordered, solved side by side from each other's solutions, stored, and read together.

pub mod findings;
pub mod record;
pub mod tables;
