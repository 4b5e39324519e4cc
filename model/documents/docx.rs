//! A memo as a Word document: headings, lists, tables, pictures and footnotes of the format itself.

use std::io::Cursor;

use docx_rs::{
    AbstractNumbering, AlignmentType, BorderType, Docx, Footer, Footnote, IndentLevel, Level, LevelJc, LevelText,
    LineSpacing, NumPages, NumberFormat, Numbering, NumberingId, PageMargin, PageNum, Paragraph, ParagraphBorder,
    ParagraphBorderPosition, ParagraphBorders, Pic, Run, RunFonts, SpecialIndentType, Start, Style, StyleType,
    VertAlignType,
};

use super::document::{Block, Document, Note, Piece, Words};
use super::docx_table::grid;
use crate::error::{Error, Result};
use crate::render::chart::Drawing;

/// Sizes are in half points.
const TEXT: usize = 19;
const KEY: usize = 22;
const TITLE: usize = 36;
const HEADINGS: [usize; 2] = [27, 22];
/// Captions, tables and the line below the title.
pub const SMALL: usize = 17;
const NOTE: usize = 14;

/// Colours as in the PDF.
const ACCENT: &str = "1D3F6E";
const MUTED: &str = "5B6673";

/// Lengths are in twentieths of a point: A4 with its margins.
const PAGE: [u32; 2] = [11_906, 16_838];
const MARGIN: i32 = 1_134;
/// Between the margins.
pub const WIDTH: usize = 9_638;
/// Space above and below.
const SPACE: u32 = 120;
const INDENT: i32 = 300;

/// Width of charts, in the format's unit (English metric units: 914,400 to the inch).
const CHART_WIDTH: u32 = 5_500_000;

/// The list of points.
const BULLETS: usize = 2;

/// Stands for the number of a note at its foot, which the crate has no element for. No text holds it: it is for private use.
const NUMBER: char = '\u{E000}';

/// The document as bytes.
///
/// # Errors
/// If it cannot be packed.
pub fn docx(memo: &Document) -> Result<Vec<u8>> {
    let heading =
        |name: &str, size: usize| Style::new(name.replace(' ', ""), StyleType::Paragraph).name(name).size(size).bold();
    let subtitle = Run::new().add_text(&memo.subtitle).size(SMALL).color(MUTED);
    let mut file = Docx::new()
        .page_size(PAGE[0], PAGE[1])
        .page_margin(PageMargin::new().top(MARGIN).bottom(MARGIN).left(MARGIN).right(MARGIN))
        .default_fonts(RunFonts::new().ascii("Calibri").hi_ansi("Calibri"))
        .default_size(TEXT)
        .add_style(heading("Title", TITLE).color(ACCENT))
        .add_style(heading("Heading 1", HEADINGS[0]).color(ACCENT))
        .add_style(heading("Heading 2", HEADINGS[1]))
        .add_style(Style::new("Footer", StyleType::Paragraph).name("footer").size(NOTE).color(MUTED))
        .add_style(Style::new("FootnoteText", StyleType::Paragraph).name("footnote text").size(NOTE))
        .add_abstract_numbering(AbstractNumbering::new(BULLETS).add_level(bullet()))
        .add_numbering(Numbering::new(BULLETS, BULLETS))
        .footer(footer(memo))
        .add_paragraph(plain(&memo.title).style("Title").line_spacing(LineSpacing::new().after(SPACE / 2)))
        .add_paragraph(Paragraph::new().add_run(subtitle).line_spacing(LineSpacing::new().after(SPACE)));
    // The last heading is that of the notes, which stand at the foot of each page.
    let blocks = match memo.blocks.split_last() {
        Some((Block::Heading(..), rest)) => rest,
        _ => &memo.blocks,
    };
    let mut setter = Setter { memo, called: vec![] };
    let mut new_page = false;
    for block in blocks {
        if *block == Block::NewPage {
            new_page = true;
        } else {
            file = add(file, &mut setter, block, std::mem::take(&mut new_page));
        }
    }
    let mut parts = file.build();
    parts.footnotes = numbered(&parts.footnotes);
    parts.document = described(&parts.document, &memo.drawings());
    parts.doc_props.core = properties(memo);
    let mut bytes = Cursor::new(vec![]);
    parts.pack(&mut bytes).map_err(|fault| Error::run(format!("the memo cannot be packed: {fault}")))?;
    Ok(bytes.into_inner())
}

/// Adds a block; the first of a page breaks before it.
fn add(file: Docx, setter: &mut Setter<'_>, block: &Block, new_page: bool) -> Docx {
    let spaced = |before: u32, after: u32| LineSpacing::new().before(before).after(after);
    match block {
        Block::Heading(level, words) => file.add_paragraph(
            plain(words)
                .style(&format!("Heading{level}"))
                .keep_next(true)
                .page_break_before(new_page)
                .line_spacing(spaced(2 * SPACE, SPACE)),
        ),
        Block::Paragraph(words) => {
            file.add_paragraph(setter.fill(Paragraph::new(), words, TEXT).line_spacing(spaced(0, SPACE)))
        }
        Block::Key(words) => {
            let bar = ParagraphBorder::new(ParagraphBorderPosition::Left);
            let bar = bar.val(BorderType::Single).size(20).space(8).color(ACCENT);
            let mut key = setter.fill(Paragraph::new(), words, KEY).indent(Some(INDENT), None, None, None);
            key.property = key.property.set_borders(ParagraphBorders::with_empty().set(bar));
            file.add_paragraph(key.line_spacing(spaced(SPACE, SPACE)))
        }
        Block::Points(points) => points.iter().fold(file, |file, words| {
            let point = Paragraph::new().numbering(NumberingId::new(BULLETS), IndentLevel::new(0));
            file.add_paragraph(setter.fill(point, words, TEXT).line_spacing(spaced(0, 2 * SPACE / 3)))
        }),
        Block::Lines(lines) => lines.iter().fold(file, |file, line| file.add_paragraph(plain(line))),
        Block::Table(table) => {
            let caption = Paragraph::new().add_run(Run::new().add_text(&table.caption).bold().size(SMALL));
            file.add_paragraph(caption.keep_next(true).line_spacing(spaced(SPACE, SPACE / 2)))
                .add_table(grid(setter, table))
                .add_paragraph(Paragraph::new().line_spacing(spaced(0, SPACE / 2)))
        }
        Block::Chart(picture) => file.add_paragraph(chart(picture).line_spacing(spaced(SPACE, SPACE))),
        Block::Gap | Block::NewPage => file,
    }
}

fn bullet() -> Level {
    let (number, text) = (NumberFormat::new("bullet"), LevelText::new("•"));
    let level = Level::new(0, Start::new(1), number, text, LevelJc::new("left"));
    level.indent(Some(INDENT), Some(SpecialIndentType::Hanging(INDENT - 60)), None, None)
}

/// Title and page number.
fn footer(memo: &Document) -> Footer {
    let run = |text: &str| Run::new().add_text(text);
    let line = Paragraph::new().style("Footer").align(AlignmentType::Right).add_run(run(&format!("{}   ", memo.title)));
    Footer::new().add_paragraph(line.add_page_num(PageNum::new()).add_run(run(" / ")).add_num_pages(NumPages::new()))
}

fn plain(words: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(words))
}

/// Sets words, and calls each note at the foot of the page once: later calls repeat its number.
pub struct Setter<'a> {
    memo: &'a Document,
    called: Vec<usize>,
}

impl Setter<'_> {
    /// Adds words in a size, with the notes of their numbers.
    pub fn fill(&mut self, paragraph: Paragraph, words: &Words, size: usize) -> Paragraph {
        words.iter().fold(paragraph, |paragraph, piece| match piece {
            Piece::Text(text) => paragraph.add_run(Run::new().add_text(text).size(size)),
            Piece::Strong(text) => paragraph.add_run(Run::new().add_text(text).size(size).bold()),
            Piece::Figure(text, note) => {
                paragraph.add_run(Run::new().add_text(text).size(size)).add_run(self.call(*note, size))
            }
        })
    }

    fn call(&mut self, note: usize, size: usize) -> Run {
        if let Some(place) = self.called.iter().position(|other| *other == note) {
            let mut mark = Run::new().add_text((place + 1).to_string()).size(size);
            mark.run_property = mark.run_property.vert_align(VertAlignType::SuperScript);
            return mark;
        }
        let Some(Note { cell, rests_on }) = self.memo.notes.get(note - 1) else { return Run::new() };
        self.called.push(note);
        let rests_on = if rests_on.is_empty() { String::new() } else { format!(". {rests_on}") };
        let content = Paragraph::new()
            .style("FootnoteText")
            .add_run(Run::new().add_text(NUMBER.to_string()).size(NOTE))
            .add_run(Run::new().add_text(format!(" {cell}{rests_on}")).size(NOTE).color(MUTED));
        let footnote = Footnote::new().add_content(content.line_spacing(LineSpacing::new().after(0)));
        Run::new().add_footnote_reference(footnote)
    }
}

/// The notes with their numbers at the foot.
fn numbered(footnotes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(footnotes);
    text.replace(&format!("<w:t xml:space=\"preserve\">{NUMBER}</w:t>"), "<w:footnoteRef/>").into_bytes()
}

/// The document with what every picture shows, for those who cannot see it; the crate calls all of them alike.
fn described(document: &[u8], drawings: &[Drawing]) -> Vec<u8> {
    const ALIKE: &str = "<wp:docPr id=\"1\" name=\"Figure\" />";
    let text = String::from_utf8_lossy(document);
    let mut parts = text.split(ALIKE);
    let before = parts.next().unwrap_or_default();
    let picture = |((place, part), drawing): ((usize, &str), &Drawing)| {
        let (id, name, title) = (place + 1, escaped(drawing.name), escaped(&drawing.title));
        format!("<wp:docPr id=\"{id}\" name=\"{name}\" descr=\"{title}\" />{part}")
    };
    let pictures = parts.enumerate().zip(drawings).map(picture);
    std::iter::once(before.to_owned()).chain(pictures).collect::<String>().into_bytes()
}

/// Title, author and date. The date is always the same, so that the same memo gives the same bytes.
fn properties(memo: &Document) -> Vec<u8> {
    const DATE: &str = "1980-01-01T00:00:00Z";
    const PROGRAM: &str = concat!("gridbound ", env!("CARGO_PKG_VERSION"));
    let (title, subject) = (escaped(&memo.title), escaped(&memo.subtitle));
    let date = |of: &str| format!("<dcterms:{of} xsi:type=\"dcterms:W3CDTF\">{DATE}</dcterms:{of}>");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject>\
         <dc:creator>{PROGRAM}</dc:creator><cp:lastModifiedBy>{PROGRAM}</cp:lastModifiedBy>{}{}<dc:language>en</dc:language>\
         </cp:coreProperties>",
        date("created"),
        date("modified"),
    )
    .into_bytes()
}

/// Text as XML holds it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn chart(picture: &Drawing) -> Paragraph {
    let (width, height) = size(&picture.png);
    let image = Pic::new_with_dimensions(picture.png.clone(), width, height);
    let scaled = u32::try_from(u64::from(CHART_WIDTH) * u64::from(height) / u64::from(width.max(1)));
    let image = image.size(CHART_WIDTH, scaled.unwrap_or(CHART_WIDTH));
    Paragraph::new().align(AlignmentType::Center).add_run(Run::new().add_image(image))
}

/// Width and height of a PNG, from its header.
fn size(png: &[u8]) -> (u32, u32) {
    const AT: [usize; 2] = [16, 20];
    let number = |at: usize| png.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(1, u32::from_be_bytes);
    (number(AT[0]), number(AT[1]))
}
