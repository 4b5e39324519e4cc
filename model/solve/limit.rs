//! When solving has to end: a point in time that holds for all solves of the process, set once by whoever starts it.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::error::figure;

/// When, and how many seconds after the start that was.
static END: OnceLock<(Instant, f64)> = OnceLock::new();

/// Lets all solving end after some seconds; the first call holds. A time beyond any clock is none.
pub fn end_after(seconds: f64) {
    let end = Duration::try_from_secs_f64(seconds).ok().and_then(|time| Instant::now().checked_add(time));
    if let Some(end) = end {
        END.get_or_init(|| (end, seconds));
    }
}

/// When solving has to end, if it has to.
#[must_use]
pub fn end() -> Option<Instant> {
    END.get().map(|(end, _)| *end)
}

/// Whether solving has to have ended.
#[must_use]
pub fn is_over() -> bool {
    left(end()).is_some_and(|left| left.is_zero())
}

/// The limit in words.
#[must_use]
pub fn in_words() -> String {
    END.get().map_or("a time limit".to_owned(), |(_, seconds)| format!("the time limit of {} s", figure(*seconds)))
}

/// What is left until then; nothing afterwards.
#[must_use]
pub fn left(end: Option<Instant>) -> Option<Duration> {
    end.map(|end| end.saturating_duration_since(Instant::now()))
}
