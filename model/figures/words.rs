//! Numbers and names in charts are those of [`tell`](crate::tell).

pub use crate::tell::names::{accelerator, capital, currency, list, region, rule, short, spoken, step, within};
pub use crate::tell::number::{alike, figures, grouped, number};
pub use crate::tell::share::{NOTHING, gain, part, percent, rise};
pub use crate::tell::years::{span, years};
