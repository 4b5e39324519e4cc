//! Charts of several scenarios side by side: one place for every name.

/// Names of several lists in one order: that of the first, and what it lacks after its neighbour in another list.
#[must_use]
pub fn joined<'a>(lists: impl IntoIterator<Item = Vec<&'a str>>) -> Vec<&'a str> {
    let mut all: Vec<&str> = vec![];
    for list in lists {
        let mut next = 0;
        for name in list {
            let known = all.iter().position(|other| *other == name);
            if known.is_none() {
                all.insert(next, name);
            }
            next = known.unwrap_or(next) + 1;
        }
    }
    all
}

/// Place of a name in an order; the end for one that it lacks.
#[must_use]
pub fn place(order: &[&str], name: &str) -> usize {
    order.iter().position(|other| *other == name).unwrap_or(order.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_first_list_lacks_stands_beside_its_neighbour() {
        assert_eq!(joined([vec!["a", "c"], vec!["a", "b", "c", "d"]]), ["a", "b", "c", "d"]);
        assert_eq!(joined([vec!["b", "a"], vec!["a", "b"]]), ["b", "a"]);
        assert_eq!(joined([vec![], vec!["z", "a"]]), ["z", "a"]);
    }
}
