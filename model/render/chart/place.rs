//! Where labels go so that none covers another.

use super::scene::Area;

/// Moves labels that stand in a column as little as possible (least squares) so that none overlaps
/// the next, in the order given. `wanted` holds centres and heights; `low` and `high` bound the column.
/// Empty if they do not fit.
#[must_use]
pub fn spread(wanted: &[(f64, f64)], low: f64, high: f64) -> Vec<f64> {
    let total: f64 = wanted.iter().map(|(_, height)| height).sum();
    if total > high - low {
        return vec![];
    }
    let mut above = 0.0;
    let offsets: Vec<f64> = wanted
        .iter()
        .map(|(_, height)| {
            above += height;
            above - height / 2.0
        })
        .collect();
    let shifts: Vec<f64> = wanted.iter().zip(&offsets).map(|((centre, _), offset)| centre - offset).collect();
    let rising = rising(&shifts);
    rising.iter().zip(&offsets).map(|(shift, offset)| shift.clamp(low, high - total) + offset).collect()
}

/// The nearest sequence that never falls: neighbours that would fall are pooled at their mean.
fn rising(values: &[f64]) -> Vec<f64> {
    let mut pools: Vec<(f64, usize)> = vec![];
    for &value in values {
        pools.push((value, 1));
        while let [.., (before, n), (last, m)] = pools[..]
            && before > last
        {
            let mean = (before * n as f64 + last * m as f64) / (n + m) as f64;
            pools.truncate(pools.len() - 2);
            pools.push((mean, n + m));
        }
    }
    pools.into_iter().flat_map(|(value, count)| std::iter::repeat_n(value, count)).collect()
}

/// Rectangles that are taken, and the space that labels must stay in.
#[derive(Debug, Clone)]
pub struct Board {
    space: Area,
    taken: Vec<Area>,
}

impl Board {
    /// An empty one.
    #[must_use]
    pub fn new(space: Area) -> Self {
        Self { space, taken: vec![] }
    }

    /// Keeps labels off an area.
    pub fn take(&mut self, area: Area) {
        self.taken.push(area);
    }

    /// Takes the first of some areas that is free, and tells which.
    pub fn choose(&mut self, candidates: impl IntoIterator<Item = Area>) -> Option<usize> {
        let free = |area: &Area| self.space.holds(area) && !self.taken.iter().any(|other| other.overlaps(area));
        let (index, area) = candidates.into_iter().enumerate().find(|(_, area)| free(area))?;
        self.taken.push(area);
        Some(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn spread_labels_never_overlap_and_stay_in_order(
            wanted in prop::collection::vec((0.0..1000.0_f64, 5.0..40.0_f64), 0..20),
        ) {
            let centres = spread(&wanted, 0.0, 1000.0);
            prop_assert_eq!(centres.len(), wanted.len());
            let mut end = 0.0;
            for (centre, (_, height)) in centres.iter().zip(&wanted) {
                prop_assert!(centre - height / 2.0 >= end - 1e-6);
                end = centre + height / 2.0;
            }
            prop_assert!(end <= 1000.0 + 1e-6);
        }
    }

    #[test]
    fn labels_with_room_stay_where_they_are_wanted() {
        assert_eq!(spread(&[(20.0, 10.0), (50.0, 10.0)], 0.0, 100.0), [20.0, 50.0]);
    }

    #[test]
    fn labels_at_one_height_share_the_way() {
        assert_eq!(spread(&[(50.0, 10.0), (50.0, 10.0)], 0.0, 100.0), [45.0, 55.0]);
    }

    #[test]
    fn labels_without_room_are_left_out() {
        assert!(spread(&[(5.0, 10.0), (5.0, 10.0)], 0.0, 15.0).is_empty());
    }

    #[test]
    fn a_board_gives_the_first_free_place() {
        let area = |left: f64| Area { left, top: 0.0, right: left + 10.0, bottom: 10.0 };
        let mut board = Board::new(Area { left: 0.0, top: 0.0, right: 100.0, bottom: 20.0 });
        assert_eq!(board.choose([area(-5.0), area(0.0)]), Some(1));
        assert_eq!(board.choose([area(5.0), area(10.0)]), Some(1));
        assert_eq!(board.choose([area(15.0), area(95.0)]), None);
    }
}
