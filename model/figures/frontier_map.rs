//! A grid over two axes as the frontier shows it: who leads at every point, and what there is to say of it.

use super::cells::Side;
use super::crossing;
use super::families::verb;
use super::flip::said;
use super::sweep_words::{at, axis, axis_title, digits, quoted, subject};
use crate::experiment::sweep::record::{Finished, Level};
use crate::experiment::sweep::tables;
use crate::experiment::sweep::tables::{FlipLineRow, FrontierRow};

/// Which axis compute follows at a point of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leader {
    /// The first.
    First,
    /// The second.
    Second,
    /// Both alike.
    Tie,
    /// More of neither brings compute.
    Neither,
    /// It cannot be told.
    Unknown,
}

/// The grid as the chart needs it.
pub struct Map<'a> {
    /// The sweep.
    pub sweep: &'a Finished,
    /// Names of the axes.
    pub names: [&'a str; 2],
    /// Their levels in rising order.
    pub levels: [Vec<f64>; 2],
    /// Where the base scenario stands.
    pub base: [Option<f64>; 2],
    /// By level of the second axis, by level of the first: who leads, elasticity of the first less that of the second.
    pub points: Vec<Vec<Point>>,
    /// Pieces of the line on which both are equal, in levels.
    pub line: Vec<[(f64, f64); 2]>,
    /// Largest difference, at most 1.
    pub most: f64,
    /// What was found at its points.
    pub rows: &'a [FrontierRow],
}

/// Who leads at a point, and the elasticity of the first axis less that of the second.
type Point = (Leader, Option<f64>);

impl<'a> Map<'a> {
    /// Nothing unless compute follows one of them somewhere.
    #[must_use]
    pub fn of(sweep: &'a Finished, rows: &'a [FrontierRow], line: &[FlipLineRow]) -> Option<Self> {
        let first = rows.first()?;
        let names = [first.axis_1.as_str(), first.axis_2.as_str()];
        let levels = [
            sorted(rows.iter().map(|row| row.level_1).chain(tried(sweep, names[0]))),
            sorted(rows.iter().map(|row| row.level_2).chain(tried(sweep, names[1]))),
        ];
        let at = |across: f64, upward: f64| {
            let row = rows.iter().find(|row| row.level_1 == across && row.level_2 == upward);
            row.map_or((Leader::Unknown, None), |row| point(row, names[0]))
        };
        let row = |&upward: &f64| levels[0].iter().map(|&across| at(across, upward)).collect();
        let points: Vec<Vec<Point>> = levels[1].iter().map(row).collect();
        let apart = points.iter().flatten().filter_map(|(_, apart)| *apart);
        let most = apart.map(f64::abs).fold(0.0, f64::max).min(1.0);
        let known = points.iter().flatten().any(|(leader, _)| matches!(leader, Leader::First | Leader::Second));
        let end = |row: &FlipLineRow| [(row.start_level_1, row.start_level_2), (row.end_level_1, row.end_level_2)];
        let base = |name: &str| match axis(sweep, name)?.base {
            Level::Number(number) => Some(number),
            Level::Name(_) => None,
        };
        (known && most > 0.0).then(|| Self {
            sweep,
            names,
            levels,
            base: names.map(base),
            points,
            line: line.iter().map(end).collect(),
            most,
            rows,
        })
    }

    /// An axis in words.
    #[must_use]
    pub fn side(&self, index: usize) -> Side {
        let axis = axis(self.sweep, self.names[index]);
        Side {
            title: axis.map_or_else(|| self.names[index].to_owned(), axis_title),
            levels: self.levels[index].iter().map(|&level| digits(level)).collect(),
            said: axis.map_or(vec![], |axis| {
                self.levels[index].iter().map(|&level| at(axis, &Level::Number(level))).collect()
            }),
            base: self.levels[index].iter().position(|&level| Some(level) == self.base[index]),
        }
    }

    /// Place of a point in cells; none beyond the outermost levels.
    #[must_use]
    pub fn place(&self, (across, upward): (f64, f64)) -> Option<(f64, f64)> {
        Some((crossing::place(&self.levels[0], across)?, crossing::place(&self.levels[1], upward)?))
    }

    /// What was found at a point, by its place across and upwards.
    #[must_use]
    pub fn row(&self, (across, upward): (usize, usize)) -> Option<&'a FrontierRow> {
        let levels = (self.levels[0].get(across)?, self.levels[1].get(upward)?);
        self.rows.iter().find(|row| (&row.level_1, &row.level_2) == levels)
    }

    /// At how many points someone leads.
    #[must_use]
    pub fn count(&self, leader: Leader) -> usize {
        self.points.iter().flatten().filter(|(other, _)| *other == leader).count()
    }

    /// Who leads at the base scenario, if it stands on the grid.
    fn at_base(&self) -> Leader {
        let at = |index: usize| self.levels[index].iter().position(|&level| Some(level) == self.base[index]);
        at(0).zip(at(1)).map_or(Leader::Unknown, |(across, upward)| self.points[upward][across].0)
    }

    /// Who leads today, and the nearest place where the other takes over.
    #[must_use]
    pub fn title(&self) -> String {
        let [one, other] = self.names.map(|name| subject(self.sweep, name));
        let (leader, rival, rivals) = match self.at_base() {
            Leader::First => (0, 1, Leader::Second),
            Leader::Second => (1, 0, Leader::First),
            Leader::Tie => return format!("Today 1% more {one} and 1% more {other} bring the same compute"),
            Leader::Neither => return format!("Today more {one} or more {other} brings no compute"),
            Leader::Unknown => return self.counts(),
        };
        let (leader, rival) = (self.names[leader], self.names[rival]);
        let follows = format!("Compute follows {} today", subject(self.sweep, leader));
        let takes = format!("{} {}", subject(self.sweep, rival), verb(rival, "take"));
        match (self.nearest(), self.count(rivals)) {
            (Some(once), _) => format!("{follows}; {takes} over once {once}"),
            (None, 0) => format!("{follows}; {takes} over nowhere on the grid"),
            (None, count) if self.is_beside_base(rivals) => {
                let all = self.points.iter().flatten().count();
                format!("{follows}, {} at {count} of {all} points of the grid", subject(self.sweep, rival))
            }
            _ => format!("{follows}; {takes} over only where both change"),
        }
    }

    /// Whether someone leads anywhere in the row or the column of the base scenario.
    fn is_beside_base(&self, leader: Leader) -> bool {
        let [across, upward] = [0, 1].map(|index| self.side(index).base);
        let leads = |point: &Point| point.0 == leader;
        let row = upward.is_some_and(|upward| self.points[upward].iter().any(leads));
        row || across.is_some_and(|across| self.points.iter().any(|row| leads(&row[across])))
    }

    /// Who leads how often.
    fn counts(&self) -> String {
        let [one, other] = self.names.map(|name| subject(self.sweep, name));
        let all = self.points.iter().flatten().count();
        let (first, second) = (self.count(Leader::First), self.count(Leader::Second));
        format!("Compute follows {one} at {first} of {all} points of the grid, {other} at {second}")
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

/// What a row says of its point.
fn point(row: &FrontierRow, first: &str) -> Point {
    let leader = match &row.leader {
        tables::Leader::Unknown => Leader::Unknown,
        tables::Leader::Tie => Leader::Tie,
        tables::Leader::Neither => Leader::Neither,
        tables::Leader::Axis(name) if name == first => Leader::First,
        tables::Leader::Axis(_) => Leader::Second,
    };
    (leader, row.compute_elasticity_1.zip(row.compute_elasticity_2).map(|(one, other)| one - other))
}

/// All levels of an axis, those of scenarios without an optimum too.
fn tried(sweep: &Finished, name: &str) -> Vec<f64> {
    let axis = sweep.axes.iter().position(|axis| axis.name == name);
    let number = |level: &Level| if let Level::Number(number) = level { Some(*number) } else { None };
    axis.map_or(vec![], |axis| sweep.records.iter().filter_map(|record| number(record.levels.get(axis)?)).collect())
}

fn sorted(levels: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut levels: Vec<f64> = levels.collect();
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    levels
}

#[cfg(test)]
mod tests {
    use super::super::sample_sweep::grid;
    use super::*;
    use crate::experiment::sweep::findings::frontier::{flip_line, frontier};

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
                row.leader = tables::Leader::Axis("chips".to_owned());
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
