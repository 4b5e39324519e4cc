//! Results -> bytes: what a run leaves behind.

pub mod charts;
