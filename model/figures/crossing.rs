//! Places on a grid of levels: between which of them a level lies, where a line is crossed, where there is room.

/// Place of a level among others in rising order: 0 at the first, 0.5 half way to the second; none beyond them.
#[must_use]
pub fn place(levels: &[f64], level: f64) -> Option<f64> {
    if let Some(index) = levels.iter().position(|&other| other == level) {
        return Some(index as f64);
    }
    let after = levels.iter().position(|&other| other > level).filter(|&after| after > 0)?;
    let (low, high) = (levels[after - 1], levels[after]);
    Some((after - 1) as f64 + (level - low) / (high - low))
}

/// Height at which a piece of a line crosses a vertical one; none if it does not.
#[must_use]
pub fn cut((from, to): ((f64, f64), (f64, f64)), across: f64) -> Option<f64> {
    let (low, high) = (from.0.min(to.0), from.0.max(to.0));
    if !(low..=high).contains(&across) {
        return None;
    }
    let share = if low < high { (across - from.0) / (to.0 - from.0) } else { 0.5 };
    Some(from.1 + (to.1 - from.1) * share)
}

/// Runs of `span` cells side by side that all belong, as column and row of the first, those deepest in the midst of
/// others that belong first; beyond the edge nothing does.
#[must_use]
pub fn spots<T>(rows: &[Vec<T>], span: usize, belongs: impl Fn(&T) -> bool) -> Vec<(usize, usize)> {
    let cells = || rows.iter().enumerate().flat_map(|(row, cells)| (0..cells.len()).map(move |column| (column, row)));
    let others: Vec<(usize, usize)> = cells().filter(|&(column, row)| !belongs(&rows[row][column])).collect();
    let away = |(column, row): (usize, usize)| {
        let from = |&(x, y): &(usize, usize)| (x as f64 - column as f64).hypot(y as f64 - row as f64);
        let edge = column.min(row).min(rows[row].len() - 1 - column).min(rows.len() - 1 - row) as f64 + 1.0;
        others.iter().map(from).fold(edge, f64::min)
    };
    let fits = |&(column, row): &(usize, usize)| column + span <= rows[row].len();
    let room = |(column, row): (usize, usize)| {
        let all: Vec<f64> = (0..span).map(|i| away((column + i, row))).collect();
        (all.iter().copied().fold(f64::INFINITY, f64::min), all.iter().sum::<f64>())
    };
    let spots = cells().filter(fits).map(|spot| (spot, room(spot))).filter(|(_, (least, _))| *least > 0.0);
    let mut spots: Vec<((usize, usize), (f64, f64))> = spots.collect();
    spots.sort_by(|(_, a), (_, b)| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)));
    spots.into_iter().map(|(spot, _)| spot).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_have_places_between_others() {
        let levels = [0.5, 1.0, 3.0];
        let places = [0.5, 0.75, 2.0, 3.0].map(|level| place(&levels, level));
        assert_eq!(places, [Some(0.0), Some(0.5), Some(1.5), Some(2.0)]);
        assert_eq!([0.4, 3.1].map(|level| place(&levels, level)), [None, None]);
    }

    #[test]
    fn lines_are_crossed_where_they_are() {
        assert_eq!(cut(((0.0, 1.0), (2.0, 3.0)), 0.5), Some(1.5));
        assert_eq!(cut(((2.0, 3.0), (0.0, 1.0)), 2.0), Some(3.0));
        assert_eq!(cut(((1.0, 1.0), (1.0, 2.0)), 1.0), Some(1.5));
        assert_eq!(cut(((0.0, 1.0), (2.0, 3.0)), 2.5), None);
    }

    #[test]
    fn the_best_spot_is_deepest_among_its_own() {
        let rows = [vec![0, 0, 1, 1, 1], vec![0, 1, 1, 1, 1], vec![1, 1, 1, 1, 1], vec![1, 1, 1, 1, 1]];
        let found = spots(&rows, 2, |&cell| cell == 1);
        assert_eq!(found[0], (2, 2));
        assert!(found.iter().all(|&(column, row)| rows[row][column] == 1 && rows[row][column + 1] == 1));
        assert_eq!(found.len(), 2 + 3 + 4 + 4);
        assert!(spots(&rows, 6, |&cell| cell == 1).is_empty());
    }
}
