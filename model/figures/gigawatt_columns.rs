//! Columns of what a powered gigawatt pays for: solid is cost, striped is scarcity.

use super::axis::{Scale, inside};
use super::families::colour;
use super::gigawatt::{Piece, Stack};
use super::hatch::{inside_stripes, stripes};
use super::scene::{Scene, Text, Value};
use super::stack::Columns;
use super::style::{Colour, SMALL, WHITE, blend, ink_on};
use super::words::number;

/// Pieces on each other, what is below nothing downwards; with values where there is room.
pub fn draw_columns(scene: &mut Scene, columns: &Columns, stack: &Stack, scale: &Scale, valued: bool) {
    for year in 0..stack.load.len() {
        let (mut up, mut down) = (0.0, 0.0);
        for (i, piece) in stack.pieces.iter().enumerate() {
            let value = piece.values[year];
            let base = if value < 0.0 { &mut down } else { &mut up };
            let (from, to) = (scale.at(*base), scale.at(*base + value));
            *base += value;
            let area = columns.area(year, (from.max(to), from.min(to)));
            let fill = fill(&stack.pieces, i);
            if area.height() < 0.5 {
                continue;
            }
            if piece.is_rent() {
                stripes(scene, area, fill);
            } else {
                scene.rectangle(area, fill);
            }
            scene.line(vec![(area.left, area.top), (area.right, area.top)], WHITE, 2.0);
            let text = Text::new(number(value)).size(SMALL);
            if valued && piece.is_rent() {
                inside_stripes(scene, &area, text, fill);
            } else if valued {
                inside(scene, &area, text.colour(ink_on(fill)));
            }
        }
    }
}

/// Colour of the family; paler where it is not the family's first solid piece.
fn fill(pieces: &[Piece], index: usize) -> Colour {
    const PALE: f64 = 0.5;
    let piece = &pieces[index];
    let is_second = pieces[..index].iter().any(|other| other.family == piece.family) && !piece.is_rent();
    let colour = colour(&piece.family);
    if is_second { blend(colour, WHITE, PALE) } else { colour }
}

/// What is told of every year shown: the pieces from the top down, what they come to, and the load that pays it.
#[must_use]
pub fn told(stack: &Stack) -> Vec<Vec<Value>> {
    let written = |value: f64| format!("{} USD per kW and year", number(value));
    let of_year = |year: usize| {
        let piece = |(i, piece): (usize, &Piece)| {
            Value::of(piece.label(), written(piece.values[year]), Some(fill(&stack.pieces, i)))
        };
        let all = || stack.pieces.iter().enumerate();
        let above = all().rev().filter(|(_, piece)| piece.values[year] > 0.0);
        let below = all().filter(|(_, piece)| piece.values[year] < 0.0);
        let mut values: Vec<Value> = above.chain(below).map(piece).collect();
        values.push(Value::of("All", written(stack.totals()[year]), None));
        values.push(Value::of("AI load", format!("{} GW", number(stack.load[year])), None));
        values
    };
    (0..stack.load.len()).map(of_year).collect()
}
