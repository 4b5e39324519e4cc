//! Reading the keys of one TOML table, typed, with every fault collected.

use super::document::{Located, Node};
use crate::error::{Place, Problem, Problems, is_control};

/// Reads the keys of one table, collecting faults, and then names the keys that nobody asked for.
#[derive(Debug)]
pub struct Reader<'a> {
    table: &'a [(Located<String>, Located<Node>)],
    place: Place,
    name: &'a str,
    asked: Vec<&'static str>,
    /// Where faults go.
    pub problems: &'a mut Problems,
}

impl<'a> Reader<'a> {
    /// A reader of a table that stands at `place` and is called `name` (empty: the top level).
    pub fn new(
        table: &'a [(Located<String>, Located<Node>)],
        place: Place,
        name: &'a str,
        problems: &'a mut Problems,
    ) -> Self {
        Self { table, place, name, asked: vec![], problems }
    }

    /// The value of a key, if it is there.
    pub fn find(&mut self, key: &'static str) -> Option<&'a Located<Node>> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.table.iter().find(|(k, _)| k.value == key).map(|(_, value)| value)
    }

    /// The value of a key that must be there.
    pub fn need(&mut self, key: &'static str) -> Option<&'a Located<Node>> {
        let found = self.find(key);
        if found.is_none() {
            self.problems.push(Problem::at(self.place.clone(), format!("\"{}\" is missing", self.path(key))));
        }
        found
    }

    /// A text that must be there.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        let node = self.need(key)?;
        self.as_text(key, node)
    }

    /// A text that may be there.
    pub fn maybe_text(&mut self, key: &'static str) -> Option<String> {
        let node = self.find(key)?;
        self.as_text(key, node)
    }

    /// A calendar year that must be there.
    pub fn year(&mut self, key: &'static str) -> Option<i64> {
        let node = self.need(key)?;
        match node.value {
            Node::Number(year, true) if (1900.0..=2200.0).contains(&year) => Some(year as i64),
            Node::Number(_, true) => self.wrong(key, node, "a calendar year such as 2030"),
            _ => self.wrong(key, node, "a whole number"),
        }
    }

    /// Text of one or more lines that may be there.
    pub fn maybe_prose(&mut self, key: &'static str) -> Option<String> {
        let node = self.find(key)?;
        match &node.value {
            Node::Text(text) if !text.chars().any(|c| is_control(c) && !matches!(c, '\n' | '\r' | '\t')) => {
                Some(text.clone())
            }
            Node::Text(_) => self.wrong(key, node, "text without control characters"),
            _ => self.wrong(key, node, "text in quotes"),
        }
    }

    /// A number that must be there.
    pub fn number(&mut self, key: &'static str) -> Option<Located<f64>> {
        let node = self.need(key)?;
        self.as_number(key, node)
    }

    /// A number that may be there.
    pub fn maybe_number(&mut self, key: &'static str) -> Option<Located<f64>> {
        let node = self.find(key)?;
        self.as_number(key, node)
    }

    /// A text with its place, which must be there if it is `needed`.
    pub fn located_text(&mut self, key: &'static str, needed: bool) -> Option<Located<String>> {
        let node = if needed { self.need(key) } else { self.find(key) }?;
        let value = self.as_text(key, node)?;
        Some(Located { value, place: node.place.clone() })
    }

    /// One of some words, if the key is there: what the word means.
    pub fn maybe_word<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<Located<T>> {
        let node = self.find(key)?;
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let expected = alternatives(&known);
        if let Node::Text(text) = &node.value {
            if let Some(&(_, value)) = words.iter().find(|(word, _)| word == text) {
                return Some(Located { value, place: node.place.clone() });
            }
            let message = format!("{} is \"{text}\"; expected {expected}", self.path(key));
            self.problems.push(Problem::at(node.place.clone(), message).suggest(text, known));
            return None;
        }
        self.wrong(key, node, &expected)
    }

    /// A whole number from `least` to `most`, if the key is there.
    pub fn maybe_count(&mut self, key: &'static str, least: u32, most: u32) -> Option<Located<u32>> {
        let node = self.find(key)?;
        match node.value {
            Node::Number(count, true) if (f64::from(least)..=f64::from(most)).contains(&count) => {
                Some(Located { value: count as u32, place: node.place.clone() })
            }
            _ => self.wrong(key, node, &format!("a whole number from {least} to {most}")),
        }
    }

    /// One or more numbers, if the key is there.
    pub fn maybe_numbers(&mut self, key: &'static str, expected: &str) -> Option<Located<Vec<f64>>> {
        let node = self.find(key)?;
        let Node::List(items) = &node.value else { return self.wrong(key, node, expected) };
        if items.is_empty() {
            let message = format!("{} is an empty list; expected {expected}", self.path(key));
            self.problems.push(Problem::at(node.place.clone(), message));
            return None;
        }
        let numbers: Option<Vec<f64>> = items.iter().map(|item| Some(self.as_number(key, item)?.value)).collect();
        Some(Located { value: numbers?, place: node.place.clone() })
    }

    /// One or more names, if the key is there.
    pub fn maybe_names(&mut self, key: &'static str, expected: &str) -> Option<Vec<Located<String>>> {
        let node = self.find(key)?;
        let name = |item: &Located<Node>| match &item.value {
            Node::Text(name) => Some(Located { value: name.clone(), place: item.place.clone() }),
            _ => None,
        };
        match &node.value {
            Node::List(items) if !items.is_empty() && items.iter().all(|item| name(item).is_some()) => {
                Some(items.iter().filter_map(name).collect())
            }
            _ => self.wrong(key, node, expected),
        }
    }

    /// A text, or a list of texts, that may be missing; `expected` says so in words.
    pub fn maybe_text_or_texts(&mut self, key: &'static str, expected: &str) -> Vec<Located<String>> {
        match self.find(key) {
            Some(Located { value: Node::Text(text), place }) => {
                vec![Located { value: text.clone(), place: place.clone() }]
            }
            Some(_) => self.maybe_names(key, expected).unwrap_or_default(),
            None => vec![],
        }
    }

    /// Reports that a key holds the wrong kind of value.
    pub fn wrong<T>(&mut self, key: &str, node: &Located<Node>, expected: &str) -> Option<T> {
        let message = format!("{} is {}; expected {expected}", self.path(key), node.value.kind());
        self.problems.push(Problem::at(node.place.clone(), message));
        None
    }

    /// Reports keys that were never asked for.
    pub fn finish(self) {
        for (key, _) in self.table {
            if !self.asked.contains(&key.value.as_str()) {
                let message = format!("unknown key \"{}\"", self.path(&key.value));
                let problem = Problem::at(key.place.clone(), message);
                let known = || self.asked.iter().copied();
                let suggested = problem.suggest(&key.value, known());
                self.problems.push(if suggested.hint.is_some() {
                    suggested
                } else {
                    suggested.hint(format!("known here: {}", known().collect::<Vec<_>>().join(", ")))
                });
            }
        }
    }

    fn path(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    fn as_text(&mut self, key: &str, node: &Located<Node>) -> Option<String> {
        match &node.value {
            Node::Text(text) if !text.chars().any(is_control) => Some(text.clone()),
            Node::Text(_) => self.wrong(key, node, "one line of text without control characters"),
            _ => self.wrong(key, node, "text in quotes"),
        }
    }

    fn as_number(&mut self, key: &str, node: &Located<Node>) -> Option<Located<f64>> {
        match node.value {
            Node::Number(value, _) if value.is_finite() => Some(Located { value, place: node.place.clone() }),
            _ => self.wrong(key, node, "a number"),
        }
    }
}

/// Words as in "a, b or c".
fn alternatives(words: &[&str]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => words.concat(),
    }
}
