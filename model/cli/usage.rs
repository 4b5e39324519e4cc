//! Arguments that cannot be understood, and those that ask for help.

use std::io::IsTerminal as _;

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue};

use super::{Arguments, diagnose, screen};
use crate::error::{Error, Result};

/// Says what is wrong with the arguments, or the help or version that they ask for. The process exit code.
#[must_use]
pub fn refuse(asked: &clap::Error) -> u8 {
    let json = std::env::args_os().take_while(|argument| argument != "--").any(|argument| argument == "--json");
    let told = match (asked.use_stderr(), json) {
        (false, _) => help(asked),
        (true, true) => screen::print_json(&data(asked)),
        (true, false) => {
            screen::note(&said(asked));
            return USAGE;
        }
    };
    match told {
        Ok(()) if !asked.use_stderr() => 0,
        Ok(()) => USAGE,
        Err(fault) => {
            diagnose::print(&fault, false);
            fault.exit_code()
        }
    }
}

const USAGE: u8 = 2;

/// Help and version hold no word of the user's and may have their styles.
fn help(asked: &clap::Error) -> Result<()> {
    let styled = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let text = asked.render();
    let text = if styled { text.ansi().to_string() } else { text.to_string() };
    screen::print_bytes(text.as_bytes())
}

/// What is wrong, in clap's words, and the command that was meant.
fn said(asked: &clap::Error) -> String {
    let text = asked.render().to_string();
    match meant(asked) {
        Some(command) => format!("{}\n\n  tip: did you mean 'gridbound {command}'?", text.trim_end()),
        None => text,
    }
}

/// The same as data: the first paragraph is what is wrong, the others say what to do.
fn data(asked: &clap::Error) -> serde_json::Value {
    let text = said(asked);
    let joined = |lines: &str| lines.split_whitespace().collect::<Vec<_>>().join(" ");
    let (first, rest) = text.split_once("\n\n").unwrap_or((&text, ""));
    let message = joined(first.trim_start_matches("error: "));
    Error::Run { message, hint: Some(joined(rest)).filter(|hint| !hint.is_empty()) }.data()
}

/// The command that was meant, where letters of one changed places or one is missing.
fn meant(asked: &clap::Error) -> Option<String> {
    const CLOSE: usize = 1;
    let (given, told) = (asked.get(ContextKind::InvalidSubcommand), asked.get(ContextKind::SuggestedSubcommand));
    let (Some(ContextValue::String(given)), None) = (given, told) else { return None };
    let commands = Arguments::command();
    let mut near = commands.get_subcommands().filter(|c| strsim::damerau_levenshtein(c.get_name(), given) <= CLOSE);
    near.next().map(|command| command.get_name().to_owned())
}
