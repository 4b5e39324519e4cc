//! The order of a sweep, and whose solution each scenario may start from.
//!
//! From coarse to fine: each next point is the one farthest from all before it, so that a few scenarios spread over the
//! whole sweep come first and later ones lie between them. Points come in waves, each as large as all before it
//! together. A point may start from the nearest few of earlier waves; which of these it does start from is seen
//! when it is solved (the one whose prices promise least). So the start of every scenario follows from
//! the sweep alone, and results are the same on any number of threads.

use crate::scenario::sweep::Level;

/// Starts that a scenario chooses from.
const CHOICE: usize = 6;

/// Scenarios whose solutions are kept as starts for others.
const KEPT: usize = 256;

/// Points from which the search for the farthest takes longer than it saves; they come as they are.
const MANY: usize = 10_000;

/// Who comes when, and from whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// Points, first to last.
    pub sequence: Vec<usize>,
    /// By point: those whose solutions it may start from. All come before it.
    pub starts: Vec<Vec<usize>>,
    /// By point: whether any other may start from its solution.
    pub kept: Vec<bool>,
}

/// Orders points given by their levels on each axis, around the base.
#[must_use]
pub fn order(points: &[Vec<Level>], base: &[Level]) -> Order {
    let places = places(points, base);
    let (base, places) = places.split_last().map_or((&[][..], &[][..]), |(base, places)| (base.as_slice(), places));
    let sequence = if places.len() > MANY { (0..places.len()).collect() } else { spread(places, base) };
    let mut starts = vec![vec![]; places.len()];
    let mut kept = vec![false; places.len()];
    for (rank, &point) in sequence.iter().enumerate() {
        // Waves begin at 1, 2, 4, 8 ...
        let wave = if rank == 0 { 0 } else { 1 << rank.ilog2() };
        let mut near: Vec<usize> = sequence[..wave.min(KEPT)].to_vec();
        near.sort_by(|&a, &b| distance(&places[a], &places[point]).total_cmp(&distance(&places[b], &places[point])));
        near.truncate(CHOICE);
        for &start in &near {
            kept[start] = true;
        }
        starts[point] = near;
    }
    Order { sequence, starts, kept }
}

/// Every point, and the base last, as positions between 0 and 1 among the levels of each axis, so that steps count
/// alike whatever their unit and spacing.
fn places(points: &[Vec<Level>], base: &[Level]) -> Vec<Vec<f64>> {
    let all: Vec<&[Level]> = points.iter().map(Vec::as_slice).chain([base]).collect();
    let mut places = vec![vec![]; all.len()];
    for axis in 0..base.len() {
        let mut numbers: Vec<f64> = all.iter().filter_map(|levels| number(&levels[axis])).collect();
        numbers.sort_by(f64::total_cmp);
        numbers.dedup();
        let names: Vec<&Level> = all.iter().map(|levels| &levels[axis]).filter(|l| number(l).is_none()).collect();
        for (levels, place) in all.iter().zip(&mut places) {
            let level = &levels[axis];
            place.push(match number(level) {
                Some(value) => {
                    numbers.partition_point(|n| *n < value) as f64 / numbers.len().saturating_sub(1).max(1) as f64
                }
                // Scenarios differ in kind, not by steps: one is as far from the next as both ends of an axis.
                None => names.iter().position(|name| *name == level).unwrap_or_default() as f64,
            });
        }
    }
    places
}

fn number(level: &Level) -> Option<f64> {
    match level {
        Level::Number(value) => Some(*value),
        Level::Name(_) => None,
    }
}

fn distance(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// The point nearest to the base, then always the one farthest from all before; the first of equals.
fn spread(places: &[Vec<f64>], base: &[f64]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..places.len()).collect();
    let mut nearest = vec![f64::INFINITY; places.len()];
    let mut sequence = vec![];
    while !left.is_empty() {
        let better = |a: usize, b: usize| {
            if sequence.is_empty() {
                distance(&places[b], base) < distance(&places[a], base)
            } else {
                nearest[b] > nearest[a]
            }
        };
        let mut best = 0;
        for position in 1..left.len() {
            if better(left[best], left[position]) {
                best = position;
            }
        }
        let point = left.remove(best);
        for &other in &left {
            nearest[other] = nearest[other].min(distance(&places[other], &places[point]));
        }
        sequence.push(point);
    }
    sequence
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(side: usize) -> Vec<Vec<Level>> {
        let level = |n: usize| Level::Number(n as f64);
        (0..side).flat_map(|a| (0..side).map(move |b| vec![level(a), level(b)])).collect()
    }

    fn middle(side: usize) -> Vec<Level> {
        vec![Level::Number((side / 2) as f64); 2]
    }

    #[test]
    fn every_point_comes_once_and_after_all_that_it_may_start_from() {
        let found = order(&grid(7), &middle(7));
        let mut sorted = found.sequence.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..49).collect::<Vec<_>>());
        let rank = |point: usize| found.sequence.iter().position(|p| *p == point).unwrap();
        for (point, starts) in found.starts.iter().enumerate() {
            assert!(starts.iter().all(|start| rank(*start) < rank(point)), "{point}: {starts:?}");
            assert!(starts.iter().all(|start| found.kept[*start]));
        }
    }

    #[test]
    fn the_point_nearest_to_the_base_comes_first_and_a_corner_second() {
        let found = order(&grid(5), &middle(5));
        assert_eq!(found.sequence[0], 12);
        assert!([0, 4, 20, 24].contains(&found.sequence[1]), "{:?}", found.sequence);
    }

    #[test]
    fn most_points_of_a_grid_lie_one_step_from_a_start() {
        let (side, points) = (9, grid(9));
        let found = order(&points, &middle(side));
        let steps = |a: usize, b: usize| (a / side).abs_diff(b / side).max((a % side).abs_diff(b % side));
        let beside = |p: &usize| found.starts[*p].iter().any(|s| steps(*s, *p) == 1);
        let near = (0..points.len()).filter(beside).count();
        assert!(2 * near > points.len(), "{near} of {}", points.len());
    }

    #[test]
    fn uneven_levels_count_as_steps() {
        let levels = |all: [f64; 4]| all.map(|n| vec![Level::Number(n)]).to_vec();
        let base = [Level::Number(1.0)];
        let (even, uneven) =
            (order(&levels([1.0, 2.0, 3.0, 4.0]), &base), order(&levels([1.0, 10.0, 11.0, 900.0]), &base));
        assert_eq!(even, uneven);
    }

    #[test]
    fn no_points_need_no_order() {
        assert_eq!(order(&[], &[]), Order { sequence: vec![], starts: vec![], kept: vec![] });
    }
}
