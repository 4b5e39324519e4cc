//! The blocks of a memo as elements.

use maud::{Markup, PreEscaped, html};

use super::super::document::{Block, Document, Note, Piece, Table, Words};
use super::{Extras, chart, slug};

/// All blocks, and the notes where the memo puts them: at its end.
pub fn blocks(memo: &Document, extras: &Extras<'_>) -> Markup {
    // The first call of a note is where the note leads back to.
    let mut called = vec![false; memo.notes.len()];
    let blocks: Vec<Markup> = memo.blocks.iter().map(|block| element(block, extras, &mut called)).collect();
    html! {
        @for block in blocks { (block) }
        (notes(memo, extras, &called))
    }
}

fn element(block: &Block, extras: &Extras<'_>, called: &mut [bool]) -> Markup {
    match block {
        Block::Heading(1, words) => html! { h2 #(slug(words)) { (words) } },
        Block::Heading(_, words) => html! { h3 #(slug(words)) { (words) } },
        Block::Paragraph(words) => html! { p { (run(words, called)) } },
        Block::Key(words) => html! { p.key { (run(words, called)) } },
        Block::Points(points) => html! { ul { @for point in points { li { (run(point, called)) } } } },
        Block::Lines(lines) => html! { pre { (lines.join("\n")) } },
        Block::Table(table) => grid(table, called),
        Block::Chart(drawing) => chart::figure(drawing, extras),
        Block::Gap => html! {},
        Block::NewPage => html! { div.page {} },
    }
}

fn run(words: &Words, called: &mut [bool]) -> Markup {
    html! {
        @for piece in words {
            @match piece {
                Piece::Text(text) => (text),
                Piece::Strong(text) => strong { (text) },
                Piece::Figure(text, note) => (figure(text, *note, called)),
            }
        }
    }
}

/// A number with the call of its note, which stays with the last word.
fn figure(text: &str, note: usize, called: &mut [bool]) -> Markup {
    let first = called.get_mut(note - 1).is_some_and(|known| !std::mem::replace(known, true));
    let id = first.then(|| format!("call-{note}"));
    let (before, last) = text.split_at(text.rfind(' ').map_or(0, |space| space + 1));
    html! {
        span.figure {
            (before)
            span.last { (last) sup { a.call id=[id] href={ "#note-" (note) } aria-label={ "Note " (note) } { (note) } } }
        }
    }
}

fn grid(table: &Table, called: &mut [bool]) -> Markup {
    let class = |column: usize| if table.words.get(column).copied().unwrap_or(true) { "words" } else { "number" };
    let rows: Vec<Markup> = table
        .rows
        .iter()
        .map(|cells| {
            html! {
                tr {
                    @for (column, words) in cells.iter().enumerate() {
                        @if column == 0 {
                            th scope="row" class=(class(column)) { (run(words, called)) }
                        } @else {
                            td class=(class(column)) { (run(words, called)) }
                        }
                    }
                }
            }
        })
        .collect();
    html! {
        div.wide tabindex="0" role="region" aria-label=(table.caption) {
            table {
                caption { (table.caption) }
                thead {
                    tr { @for (column, words) in table.header.iter().enumerate() {
                        th scope="col" class=(class(column)) { (words) }
                    } }
                }
                tbody { @for row in rows { (row) } }
            }
        }
    }
}

fn notes(memo: &Document, extras: &Extras<'_>, called: &[bool]) -> Markup {
    html! {
        ol.notes {
            @for (index, note) in memo.notes.iter().enumerate() {
                li id={ "note-" (index + 1) } {
                    (cell(note, extras))
                    @if !note.rests_on.is_empty() { ". " (note.rests_on) }
                    @if called[index] {
                        " "
                        a href={ "#call-" (index + 1) } aria-label={ "Back to number " (index + 1) } { (PreEscaped("&#8617;&#xfe0e;")) }
                    }
                }
            }
        }
    }
}

/// The cell of a note; its table leads to where the page holds it.
fn cell(note: &Note, extras: &Extras<'_>) -> Markup {
    let bare = |word: &str| word.trim_end_matches([':', ',']).len();
    let mut words = note.cell.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, start + bare(word)))
    });
    let tables = |(start, end): (usize, usize)| {
        let table = extras.tables.iter().find(|table| table.file == note.cell[start..end]);
        table.map(|table| (table, start, end))
    };
    let Some((table, start, end)) = words.find_map(tables) else { return html! { (note.cell) } };
    html! { (note.cell[..start]) a href={ "#" (table.place()) } { (table.file) } (note.cell[end..]) }
}
