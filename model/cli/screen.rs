//! Standard output, and lines that show progress while waiting.

use std::io::{IsTerminal as _, Write as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::Common;
use crate::documents::{Document, painted, terminal};
use crate::error::{Error, Result};
use crate::experiment::explain::question::Progress;

/// Prints text to standard output. A reader that went away (`| head`) is no fault.
///
/// # Errors
/// If standard output cannot be written to.
pub fn print(text: &str) -> Result<()> {
    let text = format!("{}\n", text.trim_end());
    print_bytes(if wants_colours() { painted(&text) } else { text }.as_bytes())
}

/// Whether standard output is a terminal whose user has not asked for no colours.
fn wants_colours() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|asked| asked.is_empty())
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

impl Common {
    /// Prints what was found: as JSON where that is wanted, else as a screen.
    pub fn say(&self, data: &impl Serialize, screen: impl FnOnce() -> Document) -> Result<()> {
        self.say_text(data, || terminal(&screen()))
    }

    /// The same with a text.
    pub fn say_text(&self, data: &impl Serialize, text: impl FnOnce() -> String) -> Result<()> {
        if !self.json {
            return print(&text());
        }
        let json = serde_json::to_string(data).map_err(|fault| Error::run(format!("cannot write JSON: {fault}")))?;
        print(&json)
    }

    /// Prints the paths of files, one a line.
    pub fn say_paths(&self, paths: &[std::path::PathBuf]) -> Result<()> {
        let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        self.say_text(&paths, || paths.join("\n"))
    }
}

/// A line that moves while something is done, until it is dropped; hidden where nobody wants it.
pub struct Line(ProgressBar);

impl Line {
    /// What is being done, and for how long.
    const DOING: &str = "{spinner} {msg} {elapsed}";
    /// The same in steps.
    pub const STEPS: &str = "{spinner} {msg} [{pos}/{len}] {elapsed}";
    /// The same with what is left.
    const PHASE: &str = "{spinner} {msg} [{pos}/{len}] {elapsed}, {eta} left";

    /// A line that does not show yet.
    pub fn new(quiet: bool) -> Self {
        Self(if quiet { ProgressBar::hidden() } else { ProgressBar::new(1) })
    }

    /// A line that says what is being done.
    pub fn doing(quiet: bool, what: impl Into<String>) -> Self {
        let line = Self::new(quiet);
        line.now(what);
        line
    }

    /// Says what is done from now on.
    pub fn now(&self, what: impl Into<String>) {
        self.show(Self::DOING, what, (0, 1));
    }

    /// Prints a note to standard error, the line below it.
    pub fn aside(&self, note: &str) {
        self.0.suspend(|| eprintln!("{note}"));
    }

    /// Says it by a template, with how many steps are done and how many there are.
    pub fn show(&self, template: &str, what: impl Into<String>, (done, all): (usize, usize)) {
        const TICK: Duration = Duration::from_millis(120);
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style);
        }
        self.0.reset();
        self.0.set_length(all as u64);
        self.0.set_message(what.into());
        self.0.set_position(done as u64);
        self.0.reset_eta();
        self.0.enable_steady_tick(TICK);
    }
}

impl Progress for Line {
    fn phase(&self, name: &str, steps: usize) {
        self.show(Self::PHASE, name.to_owned(), (0, steps));
    }

    fn one_done(&self) {
        self.0.inc(1);
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
