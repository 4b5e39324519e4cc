//! What a finished sweep says: read from its records alone, without solving anything.

pub mod cases;
pub mod fan;
pub mod measure;
pub mod probability;
pub mod sensitivity;
pub mod statistics;
pub mod swings;
