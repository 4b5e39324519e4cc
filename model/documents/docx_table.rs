//! Tables of a Word document: columns as wide as what stands in them, rules between rows.

use docx_rs::{
    AlignmentType, LineSpacing, Paragraph, Run, Table as Grid, TableCell, TableCellBorder, TableCellBorderPosition,
    TableCellBorders, TableLayoutType, TableRow, WidthType,
};

use super::document::{Piece, Table, Words};
use super::docx::{SMALL, Setter, WIDTH};

/// About the width of a letter, in twentieths of a point.
const LETTER: usize = 92;
/// Beside the text of a cell.
const PADDING: usize = 240;
/// Letters of a cell beyond which its column need not be wider.
const LONG: usize = 48;
/// Room for bold letters, which are wider.
const BOLD: &str = "00";
/// Above and below the text of a cell.
const SPACE: u32 = 25;

/// The table.
pub fn grid(setter: &mut Setter<'_>, table: &Table) -> Grid {
    let widths = widths(table, LETTER);
    let cell = |column: usize, paragraph: Paragraph, rule: (usize, &str)| {
        let paragraph = match table.words.get(column) {
            Some(false) => paragraph.align(AlignmentType::Right),
            _ => paragraph,
        };
        let paragraph = paragraph.line_spacing(LineSpacing::new().before(SPACE).after(SPACE));
        let below = TableCellBorder::new(TableCellBorderPosition::Bottom).size(rule.0).color(rule.1);
        TableCell::new()
            .width(widths.get(column).copied().unwrap_or(PADDING), WidthType::Dxa)
            .set_borders(TableCellBorders::with_empty().set(below))
            .add_paragraph(paragraph)
    };
    let header = table.header.iter().enumerate().map(|(column, words)| {
        let words = Paragraph::new().add_run(Run::new().add_text(words).bold().size(SMALL)).keep_next(true);
        cell(column, words, (8, "1A212A"))
    });
    let mut rows = vec![TableRow::new(header.collect()).cant_split()];
    rows.extend(table.rows.iter().map(|cells| {
        let cells = cells.iter().enumerate().map(|(column, words)| {
            cell(column, setter.fill(Paragraph::new(), &unbroken(table, column, words), SMALL), (4, "C6CBD1"))
        });
        TableRow::new(cells.collect()).cant_split()
    }));
    let all = widths.iter().sum();
    Grid::without_borders(rows).set_grid(widths.clone()).width(all, WidthType::Dxa).layout(TableLayoutType::Fixed)
}

/// Widths of columns in twentieths of a point: each has room for its longest word in letters of this
/// width; what is left goes to those with long cells.
pub fn widths(table: &Table, letter: usize) -> Vec<usize> {
    let columns = 0..table.header.len();
    let least: Vec<usize> = columns.clone().map(|column| PADDING + letter * longest(table, column, true)).collect();
    let most: Vec<usize> = columns
        .map(|column| PADDING + letter * longest(table, column, false).min(LONG))
        .zip(&least)
        .map(|(most, least)| most.max(*least))
        .collect();
    let (needed, wanted): (usize, usize) = (least.iter().sum(), most.iter().sum());
    if needed >= WIDTH {
        return least.iter().map(|width| width * WIDTH / needed).collect();
    }
    let (room, wishes) = ((WIDTH - needed).min(wanted - needed), (wanted - needed).max(1));
    least.iter().zip(&most).map(|(least, most)| least + (most - least) * room / wishes).collect()
}

/// Letters of the longest cell of a column, or of its longest word.
fn longest(table: &Table, column: usize, of_words: bool) -> usize {
    let cells =
        table.rows.iter().filter_map(|cells| cells.get(column)).map(|cell| plain(&unbroken(table, column, cell)));
    let cells = cells.chain(table.header.get(column).map(|words| format!("{words}{BOLD}")));
    let words = |cell: &str| cell.split(' ').map(|word| word.chars().count()).max().unwrap_or_default();
    let size = |cell: String| if of_words { words(&cell) } else { cell.chars().count() };
    cells.map(size).max().unwrap_or_default()
}

/// A cell of numbers, each kept beside its unit; other cells as they are.
pub fn unbroken(table: &Table, column: usize, words: &Words) -> Words {
    const NO_BREAK: &str = "\u{a0}";
    if table.words.get(column) != Some(&false) {
        return words.clone();
    }
    let kept = |piece: &Piece| match piece {
        Piece::Text(text) => Piece::Text(text.replace(' ', NO_BREAK)),
        Piece::Strong(text) => Piece::Strong(text.replace(' ', NO_BREAK)),
        Piece::Figure(text, note) => Piece::Figure(text.replace(' ', NO_BREAK), *note),
    };
    words.iter().map(kept).collect()
}

/// What a cell reads, a note's number taken for two letters.
fn plain(words: &Words) -> String {
    words
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) | Piece::Strong(text) => text.clone(),
            Piece::Figure(text, _) => format!("{text}00"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::document::text;
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_words_and_no_wider_than_the_page() {
        let table = |cell: &str| Table {
            caption: String::new(),
            header: ["Limit", "GW"].map(str::to_owned).to_vec(),
            rows: vec![vec![text(cell), text("1.2")]],
            words: vec![true, false],
        };
        let short = widths(&table("pace of grid connections"), LETTER);
        assert!(short[0] > 3 * short[1] && short.iter().sum::<usize>() < WIDTH, "{short:?}");
        for long in ["a ".repeat(300), "a".repeat(300)] {
            let long = widths(&table(&long), LETTER);
            assert!(long.iter().sum::<usize>() <= WIDTH && long[1] > 0, "{long:?}");
        }
    }
}
