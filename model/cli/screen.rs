//! Where a person looks: what is printed, and progress while waiting.

use std::io::Write as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::documents::{Document, terminal};
use crate::error::{Error, Result};
use crate::load::Loaded;

/// Prints text to standard output. A reader that went away (`| head`) is no fault.
///
/// # Errors
/// If standard output cannot be written to.
pub fn print(text: &str) -> Result<()> {
    print_bytes(format!("{}\n", text.trim_end()).as_bytes())
}

/// Prints a document to standard output.
///
/// # Errors
/// If standard output cannot be written to.
pub fn show(document: &Document) -> Result<()> {
    print(&terminal(document))
}

/// Prints bytes to standard output.
///
/// # Errors
/// If standard output cannot be written to.
pub fn print_bytes(bytes: &[u8]) -> Result<()> {
    match std::io::stdout().write_all(bytes) {
        Err(fault) if fault.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::run(format!("cannot write to standard output: {fault}")))
        }
        _ => Ok(()),
    }
}

/// A line that moves, with a message, while so many steps are taken.
#[must_use]
pub fn moving_line(steps: usize, template: &str, message: String) -> ProgressBar {
    const TICK: Duration = Duration::from_millis(120);
    let bar = ProgressBar::new(steps as u64);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(message);
    bar.enable_steady_tick(TICK);
    bar
}

/// A line that moves and says what is being done, until it is dropped; hidden where nobody wants it.
pub struct Doing(ProgressBar);

impl Doing {
    /// Starts the line.
    #[must_use]
    pub fn start(quiet: bool, what: impl Into<String>) -> Self {
        Self(if quiet { ProgressBar::hidden() } else { moving_line(1, "{spinner} {msg} {elapsed}", what.into()) })
    }

    /// Says what is done from now on.
    pub fn now(&self, what: impl Into<String>) {
        self.0.set_message(what.into());
        self.0.reset_elapsed();
    }
}

impl Drop for Doing {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// A line that moves while the solver works; silent where nobody looks at it.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Starts the line.
    #[must_use]
    pub fn start(quiet: bool, loaded: &[Loaded]) -> Self {
        let names = loaded.iter().map(|l| l.scenario.name.as_str()).collect::<Vec<_>>().join(", ");
        if quiet {
            return Self { bar: ProgressBar::hidden() };
        }
        let template = if loaded.len() > 1 {
            "{spinner} solving {msg} [{pos}/{len}] {elapsed}"
        } else {
            "{spinner} solving {msg} {elapsed}"
        };
        Self { bar: moving_line(loaded.len(), template, names) }
    }

    /// Counts one finished scenario.
    pub fn one_done(&self) {
        self.bar.inc(1);
    }

    /// Takes the line away.
    pub fn finish(self) {
        self.bar.finish_and_clear();
    }
}
