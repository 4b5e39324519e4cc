//! Many calls of the middle arrows: what holds a scenario back, thousands of scenarios, some side by side, against
//! published figures, against known answers.

pub mod alternatives;
pub mod backcast;
pub mod check;
pub mod clocks;
pub mod compare;
pub mod explain;
pub mod families;
pub mod hedge;
pub mod origin;
pub mod outcome;
pub mod sweep;
pub mod variant;
pub mod verify;
