//! How much several limits that overlap allow together, at most.

/// A limit on the sum of some amounts.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// The sum at most.
    pub amount: f64,
    /// Which amounts count.
    pub members: Vec<usize>,
}

/// An upper bound on the worth of amounts that obey all limits; infinite if something of worth obeys none.
///
/// Prices of the limits that add up to at least the worth of every amount are a bound, by weak duality: the sum of
/// limits at these prices. They start at the highest worth that each limit holds and are lowered one after another as far
/// as they go; of several orders the one with the lowest sum counts. With limits that do not overlap, or of which one
/// holds the other, the bound is met; otherwise it can lie above what can be had.
#[must_use]
pub fn at_most(limits: &[Limit], worth: &[f64]) -> f64 {
    let mut of: Vec<Vec<usize>> = vec![vec![]; worth.len()];
    for (l, limit) in limits.iter().enumerate() {
        limit.members.iter().for_each(|&member| of[member].push(l));
    }
    if worth.iter().zip(&of).any(|(worth, limits)| *worth > 0.0 && limits.is_empty()) {
        return f64::INFINITY;
    }
    let mut dearest: Vec<usize> = (0..limits.len()).collect();
    dearest.sort_by(|a, b| limits[*b].amount.total_cmp(&limits[*a].amount));
    let cheapest: Vec<usize> = dearest.iter().rev().copied().collect();
    let given: Vec<usize> = (0..limits.len()).collect();
    let orders = [dearest, cheapest, given.iter().rev().copied().collect(), given];
    orders.iter().map(|order| lowered((limits, &of), worth, order)).fold(f64::INFINITY, f64::min)
}

/// The sum of limits at prices that are lowered in an order.
fn lowered((limits, of): (&[Limit], &[Vec<usize>]), worth: &[f64], order: &[usize]) -> f64 {
    let highest = |limit: &Limit| limit.members.iter().map(|&m| worth[m]).fold(0.0, f64::max);
    let mut prices: Vec<f64> = limits.iter().map(highest).collect();
    for &l in order {
        let needed = |&member: &usize| {
            let others: f64 = of[member].iter().filter(|&&other| other != l).map(|&other| prices[other]).sum();
            worth[member] - others
        };
        prices[l] = limits[l].members.iter().map(needed).fold(0.0, f64::max);
    }
    limits.iter().zip(&prices).map(|(limit, price)| if *price > 0.0 { limit.amount * price } else { 0.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(amount: f64, members: &[usize]) -> Limit {
        Limit { amount, members: members.to_vec() }
    }

    #[test]
    fn a_limit_within_another_is_met_exactly() {
        // Amounts 0 and 1 together at most 10, amount 0 alone at most 4; worth 1 and 0.5.
        let limits = [limit(10.0, &[0, 1]), limit(4.0, &[0])];
        assert!((at_most(&limits, &[1.0, 0.5]) - (4.0 + 6.0 * 0.5)).abs() < 1e-12);
        assert!((at_most(&limits, &[1.0, 0.0]) - 4.0).abs() < 1e-12);
        assert!((at_most(&[limit(3.0, &[0]), limit(10.0, &[0, 1])], &[1.0, 1.0]) - 10.0).abs() < 1e-12);
    }

    #[test]
    fn limits_apart_add_up() {
        assert!((at_most(&[limit(3.0, &[0]), limit(2.0, &[1])], &[1.0, 2.0]) - 7.0).abs() < 1e-12);
    }

    #[test]
    fn limits_that_cross_are_bounded_from_above() {
        // A square: two rows of at most 1, two columns of at most 1; all of worth 1. Two can be had.
        let limits = [limit(1.0, &[0, 1]), limit(1.0, &[2, 3]), limit(1.0, &[0, 2]), limit(1.0, &[1, 3])];
        assert!((at_most(&limits, &[1.0; 4]) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn what_obeys_no_limit_has_none() {
        assert_eq!(at_most(&[limit(3.0, &[0])], &[1.0, 1.0]), f64::INFINITY);
        assert_eq!(at_most(&[limit(3.0, &[0])], &[1.0, 0.0]), 3.0);
    }
}
