//! The one place that names rayon.

use rayon::prelude::*;

use crate::error::{Error, Result};

/// Applies a function to every item on so many threads; results come in the order of the items,
/// whatever the number of threads.
///
/// # Errors
/// If the threads cannot be started.
pub fn map<'a, T: Sync, R: Send>(
    threads: usize,
    items: &'a [T],
    work: impl Fn(&'a T) -> R + Sync + Send,
) -> Result<Vec<R>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|fault| Error::run(format!("cannot start {threads} threads: {fault}")))?;
    // One item at a time: some take a hundred times as long as others.
    Ok(pool.install(|| items.par_iter().with_max_len(1).map(work).collect()))
}

/// Threads to use if the user names none.
#[must_use]
pub fn available() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}
