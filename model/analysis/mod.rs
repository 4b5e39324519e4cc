//! Many runs of the middle arrows, side by side.

pub mod parallel;
