//! The order of a sweep, and whose solution each scenario may start from.
//!
//! From the base outward: each next point is the one nearest to any before it, so that every scenario has neighbours
//! that are done. It may start from the nearest few of these; which of them it does start from is seen when it is solved
//! (the one whose prices promise least). So the start of every scenario follows from the sweep alone, and
//! results are the same on any number of threads.

use crate::scenario::sweep::Level;

/// Starts that a scenario chooses from.
const CHOICE: usize = 4;

/// How many times as far as the nearest start, squared, others may be.
const SPREAD: f64 = 2.5;

/// Points from which the search for neighbours takes longer than it saves; they come as they are, from the base.
const MANY: usize = 20_000;

/// Who comes when, and from whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// Points, first to last.
    pub sequence: Vec<usize>,
    /// By point: those whose solutions it may start from. All come before it; where there are none the base is the start.
    pub starts: Vec<Vec<usize>>,
}

/// Orders points given by their levels on each axis, around the base.
#[must_use]
pub fn order(points: &[Vec<Level>], base: &[Level]) -> Order {
    let places = places(points, base);
    let (base, places) = places.split_last().map_or((&[][..], &[][..]), |(base, places)| (base.as_slice(), places));
    if places.len() > MANY {
        return Order { sequence: (0..places.len()).collect(), starts: vec![vec![]; places.len()] };
    }
    let sequence = outward(places, base);
    let mut starts = vec![vec![]; places.len()];
    for (rank, &point) in sequence.iter().enumerate() {
        let mut near: Vec<(f64, usize)> = vec![];
        for &other in &sequence[..rank] {
            let away = distance(&places[other], &places[point]);
            near.insert(near.partition_point(|(nearer, _)| *nearer <= away), (away, other));
            near.truncate(CHOICE);
        }
        let farthest = near.first().map_or(0.0, |(nearest, _)| nearest * SPREAD);
        starts[point] = near.into_iter().filter(|(away, _)| *away <= farthest).map(|(_, other)| other).collect();
    }
    Order { sequence, starts }
}

/// Every point, and the base last, as positions between 0 and 1 among the levels of each axis, so that steps count
/// alike whatever their unit and spacing.
fn places(points: &[Vec<Level>], base: &[Level]) -> Vec<Vec<f64>> {
    let all: Vec<&[Level]> = points.iter().map(Vec::as_slice).chain([base]).collect();
    let mut places = vec![vec![]; all.len()];
    for axis in 0..base.len() {
        let mut numbers: Vec<f64> = all.iter().filter_map(|levels| levels[axis].number()).collect();
        numbers.sort_by(f64::total_cmp);
        numbers.dedup();
        let names: Vec<&Level> = all.iter().map(|levels| &levels[axis]).filter(|l| l.number().is_none()).collect();
        for (levels, place) in all.iter().zip(&mut places) {
            let level = &levels[axis];
            place.push(match level.number() {
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

fn distance(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// Always the point nearest to the base or to any point before; of equals the one nearest to the base, then the first.
fn outward(places: &[Vec<f64>], base: &[f64]) -> Vec<usize> {
    let from_base: Vec<f64> = places.iter().map(|place| distance(place, base)).collect();
    let mut left: Vec<usize> = (0..places.len()).collect();
    let mut nearest = from_base.clone();
    let mut sequence = vec![];
    while !left.is_empty() {
        let key = |point: usize| (nearest[point], from_base[point]);
        let nearer = |a: usize, b: usize| key(b).0 < key(a).0 || (key(b).0 == key(a).0 && key(b).1 < key(a).1);
        let best = (1..left.len()).fold(0, |best, at| if nearer(left[best], left[at]) { at } else { best });
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
        }
    }

    #[test]
    fn every_point_of_a_grid_lies_one_step_from_all_its_starts() {
        let side = 9;
        let found = order(&grid(side), &middle(side));
        assert_eq!(found.sequence[0], side * side / 2);
        for (point, starts) in found.starts.iter().enumerate().filter(|(point, _)| *point != found.sequence[0]) {
            let steps = |a: usize, b: usize| (a / side).abs_diff(b / side).max((a % side).abs_diff(b % side));
            assert!(!starts.is_empty() && starts.iter().all(|start| steps(*start, point) == 1), "{point}: {starts:?}");
        }
    }

    #[test]
    fn the_farthest_corner_comes_last() {
        let base = vec![Level::Number(0.0); 2];
        assert_eq!(order(&grid(6), &base).sequence.last(), Some(&35));
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
        assert_eq!(order(&[], &[]), Order { sequence: vec![], starts: vec![] });
    }
}
