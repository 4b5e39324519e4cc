//! A memo as Typst markup, from which the PDF is set.

use std::fmt::Write;

use super::document::{Block, Document, Piece, Table, Words};
use super::docx_table::{unbroken, widths};

/// How the pages look.
const STYLE: &str = include_str!("memo.typ");

/// About the width of a letter in a table, in twentieths of a point.
const LETTER: usize = 84;

/// The markup; charts are looked for beside it.
#[must_use]
pub fn markup(memo: &Document) -> String {
    let mut text =
        format!("{STYLE}\n#show: memo.with(title: {}, subtitle: {})\n", quoted(&memo.title), quoted(&memo.subtitle));
    let mut after_points = false;
    for block in &memo.blocks {
        match block {
            Block::Heading(level, words) => {
                let _ = writeln!(text, "#heading(level: {level})[#{}]", quoted(words));
            }
            Block::Paragraph(words) => {
                let _ = writeln!(text, "#par[{}]", run(words));
            }
            Block::Key(words) => {
                let _ = writeln!(text, "#key[{}]", run(words));
            }
            Block::Points(points) => {
                let points: Vec<String> = points.iter().map(|point| format!("[{}]", run(point))).collect();
                let _ = writeln!(text, "#points({})", points.join(", "));
            }
            Block::Lines(lines) => {
                for line in lines {
                    let _ = writeln!(text, "#raw(block: true, {})", quoted(line));
                }
            }
            Block::Table(table) => text.push_str(&grid(table)),
            Block::Chart(picture) => {
                let file = quoted(&format!("{}.svg", picture.name));
                let set = if after_points { "chart-below-points" } else { "chart" };
                let _ = writeln!(text, "#{set}({file}, {})", quoted(&picture.title));
            }
            Block::Gap => {}
            Block::NewPage => text.push_str("#pagebreak(weak: true)\n"),
        }
        after_points = matches!(block, Block::Points(_));
    }
    let notes: Vec<String> =
        memo.notes.iter().map(|note| format!("({}, {})", quoted(&note.cell), quoted(&note.rests_on))).collect();
    let _ = writeln!(text, "#notes(({}{}))", notes.join(", "), if notes.is_empty() { "" } else { "," });
    text
}

fn run(words: &Words) -> String {
    words
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => format!("#{}", quoted(text)),
            Piece::Strong(text) => format!("#strong({})", quoted(text)),
            Piece::Figure(text, note) => format!("#figure-with-note({}, {note})", quoted(text)),
        })
        .collect()
}

fn grid(table: &Table) -> String {
    let widths: Vec<String> = widths(table, LETTER).into_iter().map(|width| format!("{width}pt / 20")).collect();
    let align: Vec<&str> = table.words.iter().map(|words| if *words { "left" } else { "right" }).collect();
    let header: Vec<String> = table.header.iter().map(|cell| quoted(cell)).collect();
    let cell = |(column, words): (usize, &Words)| format!("[{}]", run(&unbroken(table, column, words)));
    let cells: Vec<String> = table.rows.iter().flat_map(|row| row.iter().enumerate().map(cell)).collect();
    format!(
        "#grid-of-numbers({}, ({},), ({},), ({},), ({},))\n",
        quoted(&table.caption),
        widths.join(", "),
        align.join(", "),
        header.join(", "),
        cells.join(", ")
    )
}

/// A string of Typst: nothing in it is taken for markup.
fn quoted(text: &str) -> String {
    let mut safe = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => safe.push_str("\\\""),
            '\\' => safe.push_str("\\\\"),
            '\n' | '\r' | '\t' => safe.push(' '),
            other => safe.push(other),
        }
    }
    safe.push('"');
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(quoted("a \"b\" \\ [c]\nd"), r#""a \"b\" \\ [c] d""#);
    }
}
