//! What the frontier states: which of two axes compute follows today, and the nearest place where that changes.

use super::crossing;
use super::families::verb;
use super::flip::said;
use super::frontier_map::Map;
use super::sweep_words::{axis, quoted, subject};
use crate::experiment::sweep::tables::Leader;

impl Map<'_> {
    /// Who leads today, and the nearest place where the other takes over.
    #[must_use]
    pub fn title(&self) -> String {
        let [one, other] = self.names.map(|name| subject(self.sweep, name));
        let all = self.points.iter().flatten().count();
        let count = |index: usize| self.points.iter().flatten().filter(|point| self.leads(**point, index)).count();
        let base = self.base_level(0).zip(self.base_level(1)).and_then(|(column, row)| self.points[row][column]);
        let leader = match base.map(|row| &row.leader) {
            Some(Leader::Axis(name)) => usize::from(name != self.names[0]),
            Some(Leader::Tie) => return format!("Today 1% more {one} and 1% more {other} bring the same compute"),
            Some(Leader::Neither) => return format!("Today more {one} or more {other} brings no compute"),
            Some(Leader::Unknown) | None => {
                let (first, second) = (count(0), count(1));
                return format!("Compute follows {one} at {first} of {all} points of the grid, {other} at {second}");
            }
        };
        let (leader, rival) = (self.names[leader], 1 - leader);
        let follows = format!("Compute follows {} today", subject(self.sweep, leader));
        let takes = format!("{} {}", subject(self.sweep, self.names[rival]), verb(self.names[rival], "take"));
        match (self.nearest(), count(rival)) {
            (Some(once), _) => format!("{follows}; {takes} over once {once}"),
            (None, 0) => format!("{follows}; {takes} over nowhere on the grid"),
            (None, count) if self.is_beside_base(rival) => {
                format!("{follows}, {} at {count} of {all} points of the grid", subject(self.sweep, self.names[rival]))
            }
            _ => format!("{follows}; {takes} over only where both change"),
        }
    }

    /// Whether compute follows an axis anywhere in the row or the column of the base scenario.
    fn is_beside_base(&self, index: usize) -> bool {
        let [column, row] = [0, 1].map(|index| self.base_level(index));
        let across = row.is_some_and(|row| self.points[row].iter().any(|point| self.leads(*point, index)));
        across || column.is_some_and(|column| self.points.iter().any(|row| self.leads(row[column], index)))
    }

    /// The nearest end of the lead along either axis through the base scenario, in words.
    fn nearest(&self) -> Option<String> {
        let base = (self.base[0]?, self.base[1]?);
        let here = self.place(base)?;
        let mut ends: Vec<(f64, usize, f64)> = vec![];
        for [from, to] in &self.line {
            let flipped = |(a, b): (f64, f64)| (b, a);
            let across = crossing::cut((flipped(*from), flipped(*to)), base.1).map(|level| (0, (level, base.1)));
            let upward = crossing::cut((*from, *to), base.0).map(|level| (1, (base.0, level)));
            for (index, at) in across.into_iter().chain(upward) {
                let Some(place) = self.place(at) else { continue };
                let level = if index == 0 { at.0 } else { at.1 };
                ends.push(((place.0 - here.0).abs() + (place.1 - here.1).abs(), index, level));
            }
        }
        let (_, index, level) = ends.into_iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
        let axis = axis(self.sweep, self.names[index])?;
        let base = if index == 0 { base.0 } else { base.1 };
        let side = if level < base { "below" } else { "above" };
        let said = said(level, &axis.unit);
        Some(format!("{} is {side} {said}", quoted(self.sweep, self.names[index])))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_sweep::grid;
    use super::*;
    use crate::experiment::sweep::findings::frontier::{flip_line, frontier};
    use crate::experiment::sweep::record::{Finished, Level};
    use crate::experiment::sweep::tables::{FlipLineRow, FrontierRow};

    fn title_of(change: impl Fn(&mut Finished, &mut Vec<FrontierRow>, &mut Vec<FlipLineRow>)) -> String {
        let mut sweep = grid(&[11, 11], 0);
        let mut rows = frontier(&sweep);
        let mut line = flip_line(&sweep);
        change(&mut sweep, &mut rows, &mut line);
        Map::of(&sweep, &rows, &line).unwrap().title()
    }

    #[test]
    fn the_title_names_the_nearest_crossing_through_the_base_scenario() {
        let expected = "Compute follows chips today; energy takes over once “Accelerator supply” is above ×2.79";
        assert_eq!(title_of(|_, _, _| ()), expected);
        let below = title_of(|sweep, _, _| sweep.axes[0].base = Level::Number(1.953));
        assert_eq!(
            below,
            "Compute follows chips today; energy takes over once “Power and grid together” is below ×0.74"
        );
        let beyond = title_of(|sweep, _, _| sweep.axes[0].base = Level::Number(3.815));
        let expected = "Compute follows energy today; chips take over once “Power and grid together” is above ×1.34";
        assert_eq!(beyond, expected);
    }

    #[test]
    fn the_title_says_where_nothing_changes() {
        let apart = title_of(|_, rows, line| {
            line.clear();
            rows.retain(|row| row.leader.name() == "chips" || (row.level_1 != 1.0 && row.level_2 != 1.0));
        });
        assert_eq!(apart, "Compute follows chips today; energy takes over only where both change");
        let hidden = title_of(|_, _, line| line.clear());
        assert_eq!(hidden, "Compute follows chips today, energy at 20 of 121 points of the grid");
        let never = title_of(|_, rows, line| {
            line.clear();
            for row in rows {
                row.leader = Leader::Axis("chips".to_owned());
            }
        });
        assert_eq!(never, "Compute follows chips today; energy takes over nowhere on the grid");
    }

    #[test]
    fn the_title_counts_points_where_the_base_scenario_is_none() {
        let counted = title_of(|sweep, _, _| sweep.axes[0].base = Level::Number(1.1));
        assert_eq!(counted, "Compute follows chips at 101 of 121 points of the grid, energy at 20");
    }
}
