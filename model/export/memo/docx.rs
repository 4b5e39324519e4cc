//! A memo as a Word document: headings, tables, pictures and footnotes of the format itself.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, Footnote, LineSpacing, Paragraph, Pic, Run, RunFonts, Style, StyleType, Table as Grid,
    TableCell, TableRow,
};

use super::document::{Block, Memo, Piece, Table, Words};
use crate::error::{Error, Result};
use crate::export::charts::Drawing;

/// Sizes are in half points.
const TEXT: usize = 20;
const TITLE: usize = 40;
const HEADINGS: [usize; 2] = [28, 23];
const SMALL: usize = 17;

/// Width of charts, in the format's unit (English metric units: 914,400 to the inch).
const CHART_WIDTH: u32 = 5 * 914_400;
/// Space above and below, in twentieths of a point.
const SPACE: u32 = 120;

/// The document as bytes.
///
/// # Errors
/// If it cannot be packed.
pub fn docx(memo: &Memo) -> Result<Vec<u8>> {
    let mut file = Docx::new()
        .default_fonts(RunFonts::new().ascii("Calibri").hi_ansi("Calibri"))
        .default_size(TEXT)
        .add_style(Style::new("Title", StyleType::Paragraph).name("Title").size(TITLE).bold())
        .add_style(Style::new("Heading1", StyleType::Paragraph).name("Heading 1").size(HEADINGS[0]).bold())
        .add_style(Style::new("Heading2", StyleType::Paragraph).name("Heading 2").size(HEADINGS[1]).bold())
        .add_paragraph(plain(&memo.title).style("Title"))
        .add_paragraph(Paragraph::new().add_run(Run::new().add_text(&memo.subtitle).italic()));
    for block in &memo.blocks {
        file = match block {
            Block::Heading(level, words) => file.add_paragraph(
                plain(words)
                    .style(&format!("Heading{level}"))
                    .keep_next(true)
                    .line_spacing(LineSpacing::new().before(2 * SPACE).after(SPACE)),
            ),
            Block::Paragraph(words) => file.add_paragraph(paragraph(memo, words)),
            Block::Key(words) => file.add_paragraph(paragraph(memo, words).indent(Some(360), None, None, None)),
            Block::Points(points) => points.iter().fold(file, |file, words| {
                let bullet = Paragraph::new().add_run(Run::new().add_text("• "));
                file.add_paragraph(filled(bullet, memo, words).indent(Some(360), None, None, None))
            }),
            Block::Table(table) => {
                let caption = Paragraph::new().add_run(Run::new().add_text(&table.caption).bold().size(SMALL));
                file.add_paragraph(caption).add_table(grid(memo, table)).add_paragraph(Paragraph::new())
            }
            Block::Chart(picture) => file.add_paragraph(chart(picture)),
            Block::NewPage => file.add_paragraph(Paragraph::new().page_break_before(true)),
        };
    }
    let mut bytes = Cursor::new(vec![]);
    file.build().pack(&mut bytes).map_err(|fault| Error::run(format!("the memo cannot be packed: {fault}")))?;
    Ok(bytes.into_inner())
}

fn plain(words: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(words))
}

fn paragraph(memo: &Memo, words: &Words) -> Paragraph {
    filled(Paragraph::new(), memo, words).line_spacing(LineSpacing::new().after(SPACE))
}

fn filled(paragraph: Paragraph, memo: &Memo, words: &Words) -> Paragraph {
    words.iter().fold(paragraph, |paragraph, piece| match piece {
        Piece::Text(text) => paragraph.add_run(Run::new().add_text(text)),
        Piece::Strong(text) => paragraph.add_run(Run::new().add_text(text).bold()),
        Piece::Figure(text, note) => {
            let paragraph = paragraph.add_run(Run::new().add_text(text));
            match memo.notes.get(note - 1) {
                Some(note) => {
                    let rests_on =
                        if note.rests_on.is_empty() { String::new() } else { format!(". {}", note.rests_on) };
                    let footnote = Footnote::new().add_content(plain(&format!(" {}{rests_on}", note.cell)).size(SMALL));
                    paragraph.add_run(Run::new().add_footnote_reference(footnote))
                }
                None => paragraph,
            }
        }
    })
}

fn grid(memo: &Memo, table: &Table) -> Grid {
    let aligned = |column: usize, paragraph: Paragraph| match table.words.get(column) {
        Some(false) => paragraph.align(AlignmentType::Right),
        _ => paragraph,
    };
    let header = table.header.iter().enumerate().map(|(column, cell)| {
        let words = Paragraph::new().add_run(Run::new().add_text(cell).bold().size(SMALL));
        TableCell::new().add_paragraph(aligned(column, words))
    });
    let mut rows = vec![TableRow::new(header.collect())];
    rows.extend(table.rows.iter().map(|cells| {
        let cells = cells.iter().enumerate().map(|(column, words)| {
            TableCell::new().add_paragraph(aligned(column, filled(Paragraph::new(), memo, words).size(SMALL)))
        });
        TableRow::new(cells.collect())
    }));
    Grid::new(rows)
}

fn chart(picture: &Drawing) -> Paragraph {
    let (width, height) = size(&picture.png);
    let image = Pic::new_with_dimensions(picture.png.clone(), width, height);
    let scaled = u32::try_from(u64::from(CHART_WIDTH) * u64::from(height) / u64::from(width.max(1)));
    let image = image.size(CHART_WIDTH, scaled.unwrap_or(CHART_WIDTH));
    Paragraph::new().add_run(Run::new().add_image(image))
}

/// Width and height of a PNG, from its header.
fn size(png: &[u8]) -> (u32, u32) {
    const AT: [usize; 2] = [16, 20];
    let number = |at: usize| png.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(1, u32::from_be_bytes);
    (number(AT[0]), number(AT[1]))
}
