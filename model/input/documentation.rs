//! The list of tables and columns in `data/README.md`, made of their declarations.

use super::schema::{CellKind, Column, Presence, Range, Schema};
use super::tables::{COMMON, TABLES};

/// All tables as rows of Markdown: what a table holds, its keys, then what else a row holds.
#[must_use]
pub fn documentation() -> String {
    let rows: String = TABLES.iter().map(table).collect();
    format!(
        "| table | what it holds | keys | values (* = the column that low and high belong to) |\n| --- | --- | --- | --- |\n{rows}"
    )
}

fn table(schema: &Schema) -> String {
    let presence = match schema.presence {
        Presence::Required => "",
        Presence::HeaderAlone => " (h)",
        Presence::Optional => " (o)",
        Presence::Report => " (r)",
    };
    let list = |columns: &mut dyn Iterator<Item = &Column>| columns.map(column).collect::<Vec<_>>().join(", ");
    let keys = list(&mut schema.columns.iter().filter(|c| c.key));
    let common = |column: &Column| COMMON.iter().any(|c| c.name == column.name);
    let values = list(&mut schema.columns.iter().filter(|c| !c.key && !common(c)));
    format!("| `{}`{presence} | {} | {keys} | {values} |\n", schema.name, begun_small(schema.about))
}

/// `name* (what it may be; what it means)`
fn column(column: &Column) -> String {
    let (name, star) = (column.name, if column.main { "*" } else { "" });
    let usual =
        if column.usual.is_finite() { format!("more than {} is warned of", column.usual) } else { String::new() };
    let maybe = if column.maybe { "the column may be missing".to_owned() } else { String::new() };
    let said: Vec<String> =
        [kind(column.cell), range(column.cell).to_owned(), begun_small(column.meaning), usual, maybe]
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect();
    if said.is_empty() { format!("{name}{star}") } else { format!("{name}{star} ({})", said.join("; ")) }
}

fn kind(cell: CellKind) -> String {
    match cell {
        CellKind::ReferenceOrAll(_) => "or `all`".to_owned(),
        CellKind::List => "names with `;`, or empty".to_owned(),
        CellKind::Optional | CellKind::FreeOrNone | CellKind::NumberOr(..) => "may be empty".to_owned(),
        CellKind::OneOf(words) => words.join(", "),
        CellKind::Flag => "0 or 1".to_owned(),
        _ => String::new(),
    }
}

/// What the numbers of a column may be, where that is more than not negative.
fn range(cell: CellKind) -> &'static str {
    match cell.range() {
        Range::Fraction => "0 to 1",
        Range::PositiveFraction => "above 0, up to 1",
        Range::UpToOne => "-1 to 1",
        Range::AtLeastOne => "1 or more",
        Range::ZeroOrOne => "0 or 1",
        Range::Any | Range::NotNegative | Range::Positive | Range::WholePositive => "",
    }
}

/// A meaning inside a sentence: without its full stop, and small unless it begins with an abbreviation.
fn begun_small(meaning: &str) -> String {
    let meaning = meaning.trim().trim_end_matches('.');
    let mut letters = meaning.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().collect::<String>() + &meaning[first.len_utf8()..]
        }
        _ => meaning.to_owned(),
    }
}
