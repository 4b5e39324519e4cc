//! A document on a screen: lines, and tables without borders whose columns stand aligned.

use comfy_table::{CellAlignment, Table as Grid, presets};

use super::document::{Block, Document, Table, Words};

/// The text; no line ends in spaces.
#[must_use]
pub fn terminal(document: &Document) -> String {
    let mut text = String::new();
    for head in [&document.title, &document.subtitle].into_iter().filter(|head| !head.is_empty()) {
        add(&mut text, head);
    }
    if !text.is_empty() && !document.blocks.is_empty() {
        text.push('\n');
    }
    for block in &document.blocks {
        match block {
            Block::Heading(_, words) => add(&mut text, words),
            Block::Paragraph(words) | Block::Key(words) => add(&mut text, &wrapped(&run(words))),
            Block::Points(points) => {
                for point in points {
                    add(&mut text, &wrapped(&format!("- {}", run(point))));
                }
            }
            Block::Lines(lines) => lines.iter().for_each(|line| add(&mut text, line)),
            Block::Table(table) => {
                if !table.caption.is_empty() {
                    add(&mut text, &table.caption);
                }
                add(&mut text, &grid(table));
            }
            Block::Chart(drawing) => add(&mut text, &format!("{}: {}", drawing.name, drawing.title)),
            Block::Gap | Block::NewPage => text.push('\n'),
        }
    }
    text
}

/// The same with its grave lines in red: those that are marked, and what goes on below them.
#[must_use]
pub fn painted(text: &str) -> String {
    const RED: &str = "\u{1b}[31m";
    const PLAIN: &str = "\u{1b}[0m";
    let mut is_grave = false;
    let line = |line: &str| {
        is_grave = line.starts_with(GRAVE) || (is_grave && line.starts_with(INDENT));
        if is_grave { format!("{RED}{}{PLAIN}\n", line.trim_end()) } else { line.to_owned() }
    };
    text.split_inclusive('\n').map(line).collect()
}

/// How a grave line begins.
pub const GRAVE: &str = "! ";

/// How a line goes on below.
const INDENT: &str = "  ";

fn add(text: &mut String, lines: &str) {
    for line in lines.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

/// Lines no longer than a screen is wide, the later ones indented.
fn wrapped(text: &str) -> String {
    const WIDTH: usize = 79;
    /// No number loses its sign at the end of a line.
    const PER_CENT: &str = "\u{a0}%";
    let mut lines: Vec<String> = vec![];
    for word in text.replace(" %", PER_CENT).split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) => lines.push(format!("{INDENT}{word}")),
            None => lines.push(word.to_owned()),
        }
    }
    lines.join("\n").replace(PER_CENT, " %")
}

fn run(words: &Words) -> String {
    words.iter().map(super::document::Piece::text).collect()
}

fn grid(table: &Table) -> String {
    let mut grid = Grid::new();
    grid.load_preset(presets::NOTHING).set_header(&table.header);
    grid.add_rows(table.rows.iter().map(|row| row.iter().map(run).collect::<Vec<_>>()));
    for (column, words) in grid.column_iter_mut().zip(&table.words) {
        column.set_cell_alignment(if *words { CellAlignment::Left } else { CellAlignment::Right });
    }
    grid.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grave_lines_are_red_to_their_end() {
        let text = "! Lost load in\n  2030.\nNot grave.\n  Nor this.\n";
        let red = "\u{1b}[31m! Lost load in\u{1b}[0m\n\u{1b}[31m  2030.\u{1b}[0m\nNot grave.\n  Nor this.\n";
        assert_eq!(painted(text), red);
    }

    #[test]
    fn parts_stand_apart_and_columns_are_aligned() {
        let mut screen = Document::titled("toy: Toy");
        let rows = [vec!["2026".to_owned(), "chips".to_owned()], vec!["5".to_owned(), String::new()]];
        screen.part([Block::Table(Table::plain(["year", "first"], |column| column == 1, rows))]);
        screen.part([Block::Lines(vec![])]);
        screen.part([Block::line("Above it."), Block::line("Below it.")]);
        assert_eq!(terminal(&screen), "toy: Toy\n\n year  first\n 2026  chips\n    5\n\nAbove it.\nBelow it.\n");
    }
}
