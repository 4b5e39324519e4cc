//! What a finished sweep says in a few lines.
//!
//! Shares of random samples are shares under the ranges and distributions of the inputs, no forecast; and
//! scenarios that someone chose, on a grid or a list, give counts and no probabilities.

use super::flip_line::Line;
use super::frontier::{self, Grid};
use super::measure::{figure, optimal};
use super::probability::probabilities;
use crate::experiment::explain::verdict::Bound;
use crate::experiment::families::Group;
use crate::experiment::sweep::record::{Finished, Status};
use crate::experiment::sweep::tables::{Answer, Leader, ProbabilityRow, Reading};
use crate::scenario::sweep::{Mode, Verdicts};

/// What the lines are made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// How scenarios were drawn.
    pub mode: Mode,
    /// Where their verdicts come from.
    pub verdicts: Verdicts,
    /// Scenarios by how they ended.
    pub ended: Ended,
    /// Verdicts over the horizon (narrow reading) with how many scenarios have each, the most frequent first.
    pub narrow: Vec<(Bound, usize)>,
    /// Of a grid over two numeric axes.
    pub frontier: Option<Frontier>,
    /// Of random samples: the family that is most often first by rent, by model year.
    pub likely: Vec<ProbabilityRow>,
}

/// How many scenarios ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ended {
    /// All.
    pub scenarios: usize,
    /// With a certified optimum.
    pub optimal: usize,
    /// Without a solution.
    pub infeasible: usize,
    /// Without a certificate.
    pub uncertified: usize,
    /// Not tried, because their levels make no sense together.
    pub rejected: usize,
}

/// Which of the two axes of a grid compute follows.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier {
    /// What compute follows, with how many scenarios, the most frequent first.
    pub leaders: Vec<(Leader, usize)>,
    /// Whether there is a flip line on the grid.
    pub crosses: bool,
    /// Whether the base scenario stands on the grid.
    pub base_on_grid: bool,
    /// Where the line crosses the base's row and column.
    pub flips: Vec<Flip>,
}

/// One axis moves, the other stays as in the base: where the one that compute follows changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Flip {
    /// Name of the axis that moves.
    pub moves: String,
    /// Its level at the flip, in its unit.
    pub level: f64,
    /// Name of the axis that stays.
    pub stays: String,
    /// The base's level on it.
    pub at: f64,
    /// Axis that compute follows below.
    pub below: String,
    /// Axis that it follows above.
    pub above: String,
}

/// Reads a sweep for its summary.
#[must_use]
pub fn summary(finished: &Finished) -> Summary {
    let verdicts = optimal(finished).filter_map(|(_, found)| found.narrow);
    Summary {
        mode: finished.mode,
        verdicts: finished.verdicts,
        ended: ended(finished),
        narrow: counted(verdicts, |word| word.name()),
        frontier: Grid::of(finished).map(|grid| of_grid(finished, &grid)),
        likely: likely(finished),
    }
}

fn ended(finished: &Finished) -> Ended {
    let mut ended = Ended { scenarios: finished.records.len(), ..Ended::default() };
    for record in &finished.records {
        *match record.status {
            Status::Optimal => &mut ended.optimal,
            Status::Infeasible => &mut ended.infeasible,
            Status::Uncertified => &mut ended.uncertified,
            Status::Rejected(_) => &mut ended.rejected,
        } += 1;
    }
    ended
}

/// What occurs with how often, the most frequent first, then by name.
fn counted<T: PartialEq>(found: impl Iterator<Item = T>, name: impl Fn(&T) -> &str) -> Vec<(T, usize)> {
    let mut counts: Vec<(T, usize)> = vec![];
    for one in found {
        match counts.iter_mut().find(|(known, _)| *known == one) {
            Some((_, count)) => *count += 1,
            None => counts.push((one, 1)),
        }
    }
    counts.sort_by(|(a, of_a), (b, of_b)| of_b.cmp(of_a).then_with(|| name(a).cmp(name(b))));
    counts
}

fn of_grid(finished: &Finished, grid: &Grid<'_>) -> Frontier {
    let rows = frontier::frontier(finished);
    let line = Line::of(grid);
    Frontier {
        leaders: counted(rows.into_iter().map(|row| row.leader), Leader::name),
        crosses: !line.crossings.is_empty(),
        base_on_grid: grid.base().is_some(),
        flips: flips(grid, &line),
    }
}

fn flips(grid: &Grid<'_>, line: &Line<'_>) -> Vec<Flip> {
    let Some(base) = grid.base() else { return vec![] };
    let names = grid.names();
    let along = |moves: usize| line.crossings.iter().filter(move |((_, axis), _)| *axis == moves);
    let of_base = along(0).chain(along(1)).filter(|((start, axis), _)| start[1 - axis] == base[1 - axis]);
    let of_base = of_base.filter(|(side, _)| line.changes_hands(**side));
    let flip = of_base.map(|((start, axis), crossing)| {
        let rising = crossing.between[0] == *start;
        Flip {
            moves: names[*axis].to_owned(),
            level: crossing.at[*axis],
            stays: names[1 - axis].to_owned(),
            at: grid.at(base)[1 - axis],
            below: names[usize::from(!rising)].to_owned(),
            above: names[usize::from(rising)].to_owned(),
        }
    });
    flip.collect()
}

/// By year the family with the most samples; where several have as many, the first in the order of families.
fn likely(finished: &Finished) -> Vec<ProbabilityRow> {
    let rows = probabilities(finished)
        .into_iter()
        .filter(|row| row.reading == Reading::First && row.answer != Answer::First(Group::Energy));
    let mut likely: Vec<ProbabilityRow> = vec![];
    for row in rows {
        match likely.last_mut().filter(|last| last.year == row.year) {
            Some(last) if row.counted > last.counted => *last = row,
            Some(_) => {}
            None => likely.push(row),
        }
    }
    likely
}

/// The summary as lines of text for the screen.
#[must_use]
pub fn lines(summary: &Summary) -> Vec<String> {
    let mut lines = vec![endings(&summary.ended)];
    lines.extend(verdicts(summary));
    if let Some(frontier) = &summary.frontier {
        lines.extend(followed(frontier));
    }
    lines.extend(firsts(&summary.likely));
    lines
}

fn endings(ended: &Ended) -> String {
    let others = [(ended.infeasible, "infeasible"), (ended.uncertified, "uncertified"), (ended.rejected, "rejected")];
    let others = others.into_iter().filter(|(count, _)| *count > 0);
    let parts = [(ended.optimal, "optimal")].into_iter().chain(others).map(|(count, name)| format!("{count} {name}"));
    let left_out = if ended.optimal < ended.scenarios { "; what follows is about the optimal ones" } else { "" };
    format!("{} scenarios: {}{left_out}.", ended.scenarios, parts.collect::<Vec<_>>().join(", "))
}

fn verdicts(summary: &Summary) -> Option<String> {
    let of: usize = summary.narrow.iter().map(|(_, count)| count).sum();
    let parts: Vec<String> = summary.narrow.iter().map(|(word, count)| format!("{word} {count}")).collect();
    let kind = match summary.mode {
        Mode::LatinHypercube => "samples",
        Mode::Grid | Mode::List | Mode::OneAtATime => "scenarios (chosen, not drawn: counts, no probabilities)",
    };
    let by = if summary.verdicts == Verdicts::Prices { " by shadow prices, a hint" } else { "" };
    (of > 0).then(|| {
        format!("Verdict over the horizon{by}, energy as power and grid, in {of} {kind}: {}.", parts.join(", "))
    })
}

fn followed(frontier: &Frontier) -> Vec<String> {
    let words = |leader: &Leader| match leader {
        Leader::Unknown => "unknown beside what has no optimum".to_owned(),
        Leader::Tie => "both alike".to_owned(),
        Leader::Axis(_) | Leader::Neither => leader.name().to_owned(),
    };
    let parts = frontier.leaders.iter().map(|(leader, count)| format!("{} in {count}", words(leader)));
    let mut lines = vec![format!("Compute follows (larger elasticity): {}.", parts.collect::<Vec<_>>().join(", "))];
    for flip in &frontier.flips {
        let (level, at) = (figure(flip.level, DIGITS), figure(flip.at, DIGITS));
        lines.push(format!(
            "With {} at {at} as in the base, compute follows {} below {} = {level} and {} above.",
            flip.stays, flip.below, flip.moves, flip.above
        ));
    }
    if frontier.flips.is_empty() {
        lines.push(
            match (frontier.crosses, frontier.base_on_grid) {
                (false, _) => "There is no flip line on this grid.",
                (true, false) => "A flip line crosses the grid; the base does not stand on the grid.",
                (true, true) => "A flip line crosses the grid; along the axes from the base no change is seen.",
            }
            .to_owned(),
        );
    }
    lines
}

fn firsts(likely: &[ProbabilityRow]) -> Vec<String> {
    if likely.is_empty() {
        return vec![];
    }
    let part = |row: &ProbabilityRow| {
        let [share, low, high] = [row.sample_share, row.low_share, row.high_share].map(|share| share * PER_CENT);
        format!("{} {} {share:.0} % ({low:.0} to {high:.0})", row.year.unwrap_or_default(), row.answer.name())
    };
    let parts: Vec<String> = likely.iter().map(part).collect();
    vec![
        format!("Most often first by rent: {}.", parts.join(", ")),
        "These are shares of samples under the stated ranges and distributions, not forecasts; \
         in brackets 95 % intervals for the number of samples alone."
            .to_owned(),
    ]
}

/// Significant digits of levels on the screen.
const DIGITS: usize = 3;

const PER_CENT: f64 = 100.0;
