//! Optima as bytes, with a checksum: what scenarios of a sweep that is gone on with start from.

use super::log::checksum;
use crate::solve::{Basis, Vertex};

/// Bytes of a number.
const WORD: usize = 8;

/// Values of columns (none where nobody asks for them) and the vertex that they are of: how many there are of each, then the
/// statuses, the prices of the rows, the values.
pub(super) fn bytes(values: &[f64], vertex: &Vertex) -> Vec<u8> {
    let Basis { columns, rows } = &vertex.basis;
    let mut bytes = vec![];
    for count in [columns.len(), rows.len(), values.len()] {
        bytes.extend((count as u64).to_le_bytes());
    }
    bytes.extend(columns);
    bytes.extend(rows);
    vertex.prices.iter().chain(values).for_each(|number| bytes.extend(number.to_le_bytes()));
    let mut file = checksum(&bytes).into_bytes();
    file.append(&mut bytes);
    file
}

/// The values and the vertex that bytes hold; none if they are not whole.
pub(super) fn read(file: &[u8]) -> Option<(Vec<f64>, Vertex)> {
    let (sum, bytes) = file.split_at_checked(2 * WORD)?;
    if sum != checksum(bytes).as_bytes() {
        return None;
    }
    let (counts, rest) = bytes.split_at_checked(3 * WORD)?;
    let count = |at: usize| usize::try_from(u64::from_le_bytes(counts[at * WORD..][..WORD].try_into().ok()?)).ok();
    let (columns, rest) = rest.split_at_checked(count(0)?)?;
    let (rows, rest) = rest.split_at_checked(count(1)?)?;
    let numbers = rest.chunks_exact(WORD).map(|word| word.try_into().ok().map(f64::from_le_bytes));
    let mut prices: Vec<f64> = numbers.collect::<Option<_>>()?;
    let values = (prices.len() == rows.len() + count(2)?).then(|| prices.split_off(rows.len()))?;
    let basis = Basis { columns: columns.to_vec(), rows: rows.to_vec() };
    Some((values, Vertex { basis, prices }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_optimum_comes_back_as_it_was_and_half_or_a_damaged_one_does_not() {
        let basis = Basis { columns: vec![1, 0, 2], rows: vec![1, 1] };
        let there = Vertex { basis, prices: vec![0.1 + 0.2, -1e-300] };
        for values in [&[][..], &[1.0 / 3.0, 0.0, 1e300]] {
            let written = bytes(values, &there);
            assert_eq!(read(&written), Some((values.to_vec(), there.clone())));
            for at in 0..written.len() {
                assert_eq!(read(&written[..at]), None, "{at}");
                let mut damaged = written.clone();
                damaged[at] ^= 1;
                assert_eq!(read(&damaged), None, "{at}");
            }
        }
    }
}
