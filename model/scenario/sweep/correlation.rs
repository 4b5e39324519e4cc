//! Correlations between axes: read from the file, then a matrix.

use nalgebra::DMatrix;

use super::Axis;
use super::hypercube::{of_scores, root};
use crate::error::{Place, Problem, Problems};
use crate::input::document::{Located, Node, Reader};

/// How two axes hang together.
#[derive(Debug, Clone)]
pub struct Correlation {
    /// Names of the axes.
    pub between: [Located<String>; 2],
    /// Correlation of the ranks of their samples, above -1 and below 1.
    pub value: f64,
    /// Where it stands.
    pub place: Place,
}

/// Reads every `[[correlation]]`.
pub(super) fn read(root: &mut Reader<'_>) -> Vec<Correlation> {
    match root.find("correlation") {
        Some(Located { value: Node::List(items), .. }) => {
            items.iter().filter_map(|item| read_one(item, root.problems)).collect()
        }
        Some(node) => root.wrong("correlation", node, "one or more [[correlation]]").unwrap_or_default(),
        None => vec![],
    }
}

fn read_one(item: &Located<Node>, problems: &mut Problems) -> Option<Correlation> {
    const EXPECTED: &str = "the names of two axes, as in [\"chips\", \"demand\"]";
    let Node::Table(entries) = &item.value else {
        problems.push(Problem::at(item.place.clone(), "a correlation is a table, as in [[correlation]]"));
        return None;
    };
    let mut reader = Reader::new(entries, item.place.clone(), "correlation", problems);
    let node = reader.need("between");
    let between = reader.maybe_names("between", EXPECTED);
    let value = reader.number("value");
    let between = between.and_then(|names| match <[Located<String>; 2]>::try_from(names) {
        Ok(names) if names[0].value != names[1].value => Some(names),
        _ => reader.wrong("between", node?, EXPECTED),
    });
    reader.finish();
    let value = value?;
    if value.value.abs() >= 1.0 {
        let message = format!("correlation.value is {}; expected a number above -1 and below 1", value.value);
        problems.push(Problem::at(value.place, message).hint("for what moves as one, turn one lever"));
        return None;
    }
    Some(Correlation { between: between?, value: value.value, place: item.place.clone() })
}

/// The axes that hang together, ascending, and the triangular root of the correlations of their scores. Both are
/// empty if none do; none, and a problem, if an axis is missing or no numbers can be correlated so.
pub(super) fn bound(
    correlations: &[Correlation],
    axes: &[Axis],
    problems: &mut Problems,
) -> Option<(Vec<usize>, DMatrix<f64>)> {
    let before = problems.0.len();
    let mut pairs: Vec<([usize; 2], f64)> = vec![];
    for correlation in correlations {
        let found = correlation.between.each_ref().map(|name| position(name, axes, problems));
        let [Some(a), Some(b)] = found else { continue };
        let pair = [a.min(b), a.max(b)];
        if pairs.iter().any(|(earlier, _)| *earlier == pair) {
            let message = format!("a second correlation between {} and {}", axes[pair[0]].name, axes[pair[1]].name);
            problems.push(Problem::at(correlation.place.clone(), message));
        }
        pairs.push((pair, of_scores(correlation.value)));
    }
    if problems.stop_since(before) {
        return None;
    }
    let mut joined: Vec<usize> = pairs.iter().flat_map(|(pair, _)| *pair).collect();
    joined.sort_unstable();
    joined.dedup();
    let mut matrix = DMatrix::identity(joined.len(), joined.len());
    for (pair, value) in pairs {
        let [row, column] = pair.map(|axis| joined.partition_point(|&earlier| earlier < axis));
        matrix[(row, column)] = value;
        matrix[(column, row)] = value;
    }
    let Some(root) = root(&matrix) else {
        let names = joined.iter().map(|&axis| axes[axis].name.as_str()).collect::<Vec<_>>().join(", ");
        let problem = Problem::new(format!("no numbers can be correlated like this: {names}"))
            .hint("these correlations contradict each other: bring them nearer to 0");
        problems.push(Problem { place: correlations.first().map(|c| c.place.clone()), ..problem });
        return None;
    };
    Some((joined, root))
}

fn position(name: &Located<String>, axes: &[Axis], problems: &mut Problems) -> Option<usize> {
    let found = axes.iter().position(|axis| axis.name == name.value);
    if found.is_none() {
        let message = format!("there is no axis \"{}\"", name.value);
        let names = axes.iter().map(|axis| axis.name.as_str());
        problems.push(Problem::at(name.place.clone(), message).suggest(&name.value, names));
    }
    found
}
