//! gridbound

pub mod constraints;
pub mod error;
pub mod export;
pub mod input;
pub mod load;
pub mod program;
pub mod results;
pub mod scenario;
pub mod sets;
pub mod solve;
pub mod system;
pub mod units;
