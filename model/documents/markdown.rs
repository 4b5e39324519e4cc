//! A memo as Markdown, with footnotes and charts beside it.

use std::fmt::Write;

use super::document::{Block, Document, Piece, Table, Words};

/// The text; charts are looked for in `charts/`.
#[must_use]
pub fn markdown(memo: &Document) -> String {
    let mut text = format!("# {}\n\n*{}*\n", escaped(&memo.title), escaped(&memo.subtitle));
    for block in &memo.blocks {
        match block {
            Block::Heading(level, words) => {
                let _ = writeln!(text, "\n{} {}", "#".repeat(usize::from(*level) + 1), escaped(words));
            }
            Block::Paragraph(words) => {
                let _ = writeln!(text, "\n{}", run(words));
            }
            Block::Key(words) => {
                let _ = writeln!(text, "\n> {}", run(words));
            }
            Block::Points(points) => {
                text.push('\n');
                for point in points {
                    let _ = writeln!(text, "- {}", run(point));
                }
            }
            Block::Lines(lines) => {
                let _ = writeln!(text, "\n```text\n{}\n```", lines.join("\n"));
            }
            Block::Table(table) => text.push_str(&grid(table)),
            Block::Chart(picture) => {
                let _ = writeln!(text, "\n![{}](charts/{}.png)", escaped(&picture.title), picture.name);
            }
            Block::Gap => {}
            Block::NewPage => text.push_str("\n---\n"),
        }
    }
    text.push('\n');
    for (index, note) in memo.notes.iter().enumerate() {
        let rests_on = if note.rests_on.is_empty() { String::new() } else { format!(". {}", escaped(&note.rests_on)) };
        let _ = writeln!(text, "[^{}]: {}{rests_on}", index + 1, escaped(&note.cell));
    }
    text
}

fn run(words: &Words) -> String {
    words
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => escaped(text),
            Piece::Strong(text) => format!("**{}**", escaped(text)),
            Piece::Figure(text, note) => format!("{}[^{note}]", escaped(text)),
        })
        .collect()
}

fn grid(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = format!("\n{}\n\n", escaped(&table.caption));
    text.push_str(&row(table.header.iter().map(|cell| escaped(cell)).collect()));
    text.push_str(&row(table.words.iter().map(|words| if *words { "---" } else { "---:" }.to_owned()).collect()));
    for cells in &table.rows {
        text.push_str(&row(cells.iter().map(run).collect()));
    }
    text
}

/// Text in which nothing is taken for markup.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            safe.push('\\');
        }
        safe.push(letter);
    }
    safe
}
