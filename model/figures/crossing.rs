//! Places on a grid of levels: between which of them a level lies, where a line is crossed, where there is room.

/// Place of a level among others that rise or fall: 0 at the first, 0.5 half way to the second; none beyond them.
#[must_use]
pub fn place(levels: &[f64], level: f64) -> Option<f64> {
    if let Some(index) = levels.iter().position(|&other| other == level) {
        return Some(index as f64);
    }
    let share = |pair: &[f64]| (level - pair[0]) / (pair[1] - pair[0]);
    let before = levels.windows(2).position(|pair| (0.0..1.0).contains(&share(pair)))?;
    Some(before as f64 + share(&levels[before..]))
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

/// Column and row of the cell that belongs and lies deepest in the midst of others that do; beyond the edge nothing does.
#[must_use]
pub fn deepest<T>(rows: &[Vec<T>], belongs: impl Fn(&T) -> bool) -> Option<(usize, usize)> {
    let cells = || rows.iter().enumerate().flat_map(|(row, cells)| (0..cells.len()).map(move |column| (column, row)));
    let (own, others): (Vec<_>, Vec<_>) = cells().partition(|&(column, row)| belongs(&rows[row][column]));
    let away = |&(column, row): &(usize, usize)| {
        let from = |&(x, y): &(usize, usize)| (x as f64 - column as f64).hypot(y as f64 - row as f64);
        let edge = column.min(row).min(rows[row].len() - 1 - column).min(rows.len() - 1 - row) as f64 + 1.0;
        others.iter().map(from).fold(edge, f64::min)
    };
    own.into_iter().min_by(|a, b| away(b).total_cmp(&away(a)))
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
    fn levels_may_fall() {
        let places = [3.0, 2.0, 0.5, 0.4].map(|level| place(&[3.0, 1.0, 0.5], level));
        assert_eq!(places, [Some(0.0), Some(0.5), Some(2.0), None]);
    }

    #[test]
    fn the_best_spot_is_deepest_among_its_own() {
        let rows = [vec![0, 0, 1, 1, 1], vec![0, 1, 1, 1, 1], vec![1, 1, 1, 1, 1], vec![1, 1, 1, 1, 1]];
        assert_eq!(deepest(&rows, |&cell| cell == 1), Some((3, 1)));
        assert_eq!(deepest(&rows, |&cell| cell == 2), None);
    }
}
