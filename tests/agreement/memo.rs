//! Memos in Markdown: what they say, and where they call a note.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::Format;

/// A passage of Markdown: a paragraph, a point, a heading or a cell, without markup.
pub struct Passage {
    /// Its words, with `\u{2}N\u{3}` where note N is called.
    pub words: String,
    /// Heading of its column.
    pub column: String,
    /// The other cells of its row, by column.
    pub row: BTreeMap<String, String>,
}

/// A memo in Markdown.
pub struct Memo {
    pub passages: Vec<Passage>,
    pub notes: BTreeMap<usize, String>,
}

/// Text without markup; calls of notes are marked.
fn bare(text: &str) -> String {
    let (mut plain, mut letters) = (String::new(), text.chars());
    let mut in_call = false;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => plain.extend(letters.next()),
            '*' => {}
            '[' => {
                assert_eq!(letters.next(), Some('^'), "a bracket that calls no note: {text}");
                in_call = true;
                plain.push('\u{2}');
            }
            ']' if in_call => {
                in_call = false;
                plain.push('\u{3}');
            }
            other => plain.push(other),
        }
    }
    plain
}

impl Memo {
    pub fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let (mut passages, mut notes) = (vec![], BTreeMap::new());
        let mut header: Vec<String> = vec![];
        for line in text.lines() {
            if let Some((number, note)) = line.strip_prefix("[^").and_then(|rest| rest.split_once("]: ")) {
                notes.insert(number.parse().unwrap(), bare(note));
            } else if let Some(cells) = line.strip_prefix("| ").and_then(|rest| rest.strip_suffix(" |")) {
                let cells: Vec<String> = cells.split(" | ").map(bare).collect();
                if cells.iter().all(|cell| cell.starts_with("---")) {
                    continue;
                }
                if header.is_empty() {
                    header.clone_from(&cells);
                }
                assert_eq!(cells.len(), header.len(), "{line}");
                let row: BTreeMap<String, String> = header.iter().cloned().zip(cells.iter().cloned()).collect();
                let passage =
                    |(words, column): (String, &String)| Passage { words, column: column.clone(), row: row.clone() };
                passages.extend(cells.into_iter().zip(&header).map(passage));
            } else {
                header.clear();
                let line = line.trim_start_matches(['#', '>', '-', ' ']);
                if !line.is_empty() && !line.starts_with("![") {
                    passages.push(Passage { words: bare(line), column: String::new(), row: BTreeMap::new() });
                }
            }
        }
        Self { passages, notes }
    }

    /// What is said before every call of a note, since the one before it.
    pub fn figures(&self) -> Vec<(&str, &Passage, &str)> {
        let mut found = vec![];
        for passage in &self.passages {
            let mut rest = passage.words.as_str();
            while let Some((said, after)) = rest.split_once('\u{2}') {
                let (number, after) = after.split_once('\u{3}').unwrap();
                found.push((said.trim_end(), passage, self.notes[&number.parse().unwrap()].as_str()));
                rest = after;
            }
        }
        found
    }

    /// The passages with the calls of a format.
    pub fn in_format(&self, format: &Format) -> Vec<String> {
        let mut called = BTreeSet::new();
        let said = |passage: &Passage| {
            let mut parts = passage.words.split(['\u{2}', '\u{3}']);
            let mut text = parts.next().unwrap().to_owned();
            while let (Some(number), Some(after)) = (parts.next(), parts.next()) {
                let number = number.parse().unwrap();
                text += &(format.call)(number, &self.notes[&number], called.insert(number));
                text += after;
            }
            text
        };
        self.passages.iter().map(said).collect()
    }
}
