//! A rough map: where regions lie, in rows and columns.

/// Cells of a grid, one per region, as near as may be to where the regions lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Columns that are not empty at the edges.
    pub columns: usize,
    /// Rows, likewise.
    pub rows: usize,
    /// Column and row of each region.
    pub cells: Vec<(usize, usize)>,
}

impl Grid {
    /// Gives every position (0 to 1 across and down) a cell of its own: nearest pairs first. Empty
    /// rows and columns at the edges are cut off.
    #[must_use]
    pub fn of(positions: &[(f64, f64)]) -> Self {
        const COLUMNS: usize = 7;
        const ROWS: usize = 5;
        let (mut columns, mut rows) = (COLUMNS, ROWS);
        while columns * rows < positions.len() * 2 {
            columns += 1;
            rows += 1;
        }
        let mut pairs = vec![];
        for (region, (x, y)) in positions.iter().enumerate() {
            for cell in (0..columns).flat_map(|column| (0..rows).map(move |row| (column, row))) {
                let across = x.clamp(0.0, 1.0) * (columns - 1) as f64 - cell.0 as f64;
                let down = y.clamp(0.0, 1.0) * (rows - 1) as f64 - cell.1 as f64;
                pairs.push((across.hypot(down), region, cell));
            }
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let mut cells = vec![None; positions.len()];
        for (_, region, cell) in pairs {
            if cells[region].is_none() && !cells.contains(&Some(cell)) {
                cells[region] = Some(cell);
            }
        }
        Self::trimmed(&cells.into_iter().flatten().collect::<Vec<_>>())
    }

    fn trimmed(cells: &[(usize, usize)]) -> Self {
        let left = cells.iter().map(|cell| cell.0).min().unwrap_or(0);
        let top = cells.iter().map(|cell| cell.1).min().unwrap_or(0);
        let cells: Vec<_> = cells.iter().map(|cell| (cell.0 - left, cell.1 - top)).collect();
        Self {
            columns: cells.iter().map(|cell| cell.0 + 1).max().unwrap_or(1),
            rows: cells.iter().map(|cell| cell.1 + 1).max().unwrap_or(1),
            cells,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn tiles_never_overlap(positions in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), 1..60)) {
            let grid = Grid::of(&positions);
            prop_assert_eq!(grid.cells.len(), positions.len());
            for (i, cell) in grid.cells.iter().enumerate() {
                prop_assert!(!grid.cells[..i].contains(cell));
            }
        }
    }
}
