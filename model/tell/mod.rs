//! The one place that turns numbers, families and findings into words.
//!
//! [`number`] and [`share`] round: for a word or a label two figures ([`number::number`]), for numbers that are read side by
//! side three ([`number::figures`] in charts, [`number::cell`] on screens). [`family`] and [`names`] hold what things are
//! called, [`years`] what is said of years, [`limits`] the three sentences that come first, [`caution`] what must be known before any number, and a [`Statement`](statement::Statement) is a finding with its one sentence.
//! Screens, charts, memos and pages take their words from here.

pub mod alternatives;
pub mod caution;
pub mod claims;
pub mod economy;
pub mod effect;
pub mod family;
pub mod foresight;
pub mod hedge;
pub mod levers;
pub mod limits;
pub mod names;
pub mod number;
pub mod share;
pub mod statement;
pub mod years;
