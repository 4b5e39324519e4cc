//! Standard output and standard error: every byte to either goes through here. Lines that show progress while waiting.

use std::io::{ErrorKind, IsTerminal as _, Write as _, stderr, stdout};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::Common;
use crate::documents::{Document, painted, terminal};
use crate::error::{Error, Result, is_control, of_system, safe, safe_lines};
use crate::experiment::explain::question::Progress;

/// Prints text to standard output, orders to the screen written out. A reader that went away (`| head`) is no fault.
///
/// # Errors
/// If standard output cannot be written to.
pub fn print(text: &str) -> Result<()> {
    let text = format!("{}\n", safe_lines(text.trim_end()));
    print_bytes(if wants_colours() { painted(&text) } else { text }.as_bytes())
}

/// Whether standard output is a terminal whose user has not asked for no colours.
fn wants_colours() -> bool {
    stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|asked| asked.is_empty())
}

/// Prints data as JSON to standard output; orders to the screen, which stand within texts alone, are written as JSON has it.
///
/// # Errors
/// If standard output cannot be written to.
pub fn print_json(data: &impl Serialize) -> Result<()> {
    let json = serde_json::to_string(data).map_err(|fault| Error::run(format!("cannot write JSON: {fault}")))?;
    let mut safe = String::with_capacity(json.len() + 1);
    for character in json.chars() {
        if is_control(character) {
            safe.extend(character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            safe.push(character);
        }
    }
    safe.push('\n');
    print_bytes(safe.as_bytes())
}

/// Prints bytes to standard output, all of them at once.
///
/// # Errors
/// If standard output cannot be written to.
pub fn print_bytes(bytes: &[u8]) -> Result<()> {
    let mut out = stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(fault) if fault.kind() != ErrorKind::BrokenPipe => {
            Err(Error::run(format!("cannot write to standard output: {}", of_system(&fault))))
        }
        _ => Ok(()),
    }
}

/// Prints a note to standard error, orders to the screen written out. Where it cannot be printed nobody can be told.
pub fn note(text: &str) {
    draw(&format!("{}\n", safe_lines(text.trim_end_matches('\n'))));
}

/// Prints what was made for a screen to standard error as it is.
pub fn draw(text: &str) {
    let _ = stderr().lock().write_all(text.as_bytes());
}

/// Whether standard error is a screen that may have colours.
pub fn has_colours() -> bool {
    stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
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
        print_json(data)
    }

    /// Prints the paths of files, one a line.
    pub fn say_paths(&self, paths: &[std::path::PathBuf]) -> Result<()> {
        let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        self.say_text(&paths, || paths.join("\n"))
    }
}

/// A line that moves while something is done, until it is dropped; a line for each thing done where standard error is no
/// screen, and none where nobody wants it.
pub struct Line {
    bar: ProgressBar,
    /// What was said last; none where nothing is said in lines.
    said: Option<Mutex<String>>,
}

impl Line {
    /// What is being done, and for how long.
    const DOING: &str = "{spinner} {msg} {elapsed}";
    /// The same in steps.
    pub const STEPS: &str = "{spinner} {msg} [{pos}/{len}] {elapsed}";
    /// The same with what is left.
    const PHASE: &str = "{spinner} {msg} [{pos}/{len}] {elapsed}, {eta} left";

    /// A line that does not show yet.
    pub fn new(quiet: bool) -> Self {
        let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(1) };
        Self { bar, said: (!quiet && !stderr().is_terminal()).then(Mutex::default) }
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
    pub fn aside(&self, text: &str) {
        self.bar.suspend(|| note(text));
    }

    /// Says it by a template, with how many steps are done and how many there are.
    pub fn show(&self, template: &str, what: impl Into<String>, (done, all): (usize, usize)) {
        const TICK: Duration = Duration::from_millis(120);
        let what = safe(&what.into());
        if let Some(said) = &self.said {
            let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
            if *said != what {
                note(&what);
                *said = what;
            }
            return;
        }
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.reset();
        self.bar.set_length(all as u64);
        self.bar.set_message(what);
        self.bar.set_position(done as u64);
        self.bar.reset_eta();
        self.bar.enable_steady_tick(TICK);
    }
}

impl Progress for Line {
    fn phase(&self, name: &str, steps: usize) {
        self.show(Self::PHASE, name.to_owned(), (0, steps));
    }

    fn one_done(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
