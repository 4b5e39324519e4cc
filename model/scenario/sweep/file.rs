//! Sweep files: what a sweep varies, as its author writes it.

use super::Mode;
use super::axis::{Subject, WrittenAxis};
use super::correlation::{self, Correlation};
use super::levels::without_effect;
use crate::error::{Place, Problem, Problems};
use crate::input::document::{Document, Located, Node, Reader, headings};
use crate::input::folder::{Folder, plain};
use crate::named::words;

words! {
    /// How the verdict of each scenario is found.
    Verdicts {
        /// Solving again with ten per cent more of each family.
        ReSolved, "re-solved";
        /// Shadow prices alone: quicker, a hint.
        Prices, "prices";
    }
}

/// What varies.
#[derive(Debug, Clone)]
pub enum Axes {
    /// What the file lists.
    Given(Vec<WrittenAxis>),
    /// Every table that says ranges; where that is written.
    AllRanges(Place),
    /// Every lever of the dataset; where that is written.
    AllLevers(Place),
}

/// A sweep as written in a file.
#[derive(Debug, Clone)]
pub struct SweepFile {
    /// Name; the file's stem.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// A few sentences; may be empty.
    pub description: String,
    /// The scenario that it varies.
    pub base: Located<String>,
    /// How scenarios are drawn.
    pub mode: Mode,
    /// How many are drawn in a Latin hypercube; else 0.
    pub samples: usize,
    /// What its random numbers follow from; else 0.
    pub seed: u64,
    /// What varies.
    pub axes: Axes,
    /// Which axes of a Latin hypercube hang together.
    pub correlations: Vec<Correlation>,
    /// How verdicts are found.
    pub verdicts: Verdicts,
    /// Path as shown to the user.
    pub file: String,
    /// Its text, for the manifest.
    pub text: String,
}

/// Folder of sweeps inside the folder of scenarios.
const FOLDER: &str = "sweeps";
/// More scenarios than this would neither fit in memory nor be solved in a lifetime of the data.
pub(super) const MOST_SCENARIOS: u32 = 1_000_000;

impl SweepFile {
    /// Reads `sweeps/NAME.toml` of the folder of scenarios; all its faults go to `problems`.
    pub fn read(scenarios: &Folder, name: &str, problems: &mut Problems) -> Option<Self> {
        if !plain(name) {
            problems.push(
                Problem::new(format!("\"{name}\" cannot be the name of a sweep"))
                    .hint("use letters, digits, - and _: the name is the file's, without .toml"),
            );
            return None;
        }
        let file = format!("{name}.toml");
        let folder = scenarios.layers_inside(FOLDER);
        let bytes = match folder.as_ref().map(|folder| folder.read(&file)).transpose() {
            Ok(bytes) => bytes.flatten(),
            Err(fault) => {
                problems.push(scenarios.unreadable(&format!("{FOLDER}/{file}"), &fault));
                return None;
            }
        };
        let (Some(folder), Some(bytes)) = (folder, bytes) else {
            problems.push(missing(scenarios, name));
            return None;
        };
        let document = Document::read(&folder.shown(&file), &bytes, problems)?.with_keys(problems)?;
        typed(&document, name, problems)
    }

    /// The scenarios that it needs: its base, then those that an axis names.
    #[must_use]
    pub fn scenarios(&self) -> Vec<&Located<String>> {
        let mut names = vec![&self.base];
        if let Axes::Given(axes) = &self.axes {
            for axis in axes {
                if let Subject::Scenarios(named) = &axis.subject {
                    names.extend(named.iter().filter(|name| name.value != self.base.value));
                }
            }
        }
        names
    }
}

/// Name and title of every sweep in a folder of scenarios, by name; broken files have no title.
#[must_use]
pub fn titles(scenarios: &Folder) -> Vec<(String, String)> {
    let Some(folder) = scenarios.layers_inside(FOLDER) else { return vec![] };
    headings(&folder, ["title"]).into_iter().map(|(name, [title])| (name, title)).collect()
}

fn missing(scenarios: &Folder, name: &str) -> Problem {
    let shown = scenarios.shown(&format!("{FOLDER}/{name}.toml"));
    let names = titles(scenarios);
    let problem = Problem::new(format!("there is no sweep \"{name}\" ({shown} is missing)"))
        .suggest(name, names.iter().map(|(name, _)| name.as_str()));
    problem.or_hint(|| "gridbound list sweeps shows all".to_owned())
}

fn typed(document: &Document, name: &str, problems: &mut Problems) -> Option<SweepFile> {
    let before = problems.0.len();
    let mut root = document.root(problems);
    if let Some(given) = root.located_text("name", true).filter(|given| given.value != name) {
        let message = format!("name is \"{}\", but the file is {name}.toml", given.value);
        root.problems.push(Problem::at(given.place, message).hint("name and file stem must agree"));
    }
    let title = root.text("title");
    let description = root.maybe_prose("description").unwrap_or_default();
    let base = root.located_text("base", true);
    root.need("mode");
    let mode = root.maybe_word("mode", &Mode::WORDS);
    let samples = root.maybe_count("samples", 1, MOST_SCENARIOS);
    let seed = root.maybe_count("seed", 0, u32::MAX);
    let axes = read_axes(&mut root, document);
    let correlations = correlation::read(&mut root);
    let verdicts = root.maybe_word("verdicts", &Verdicts::ALL.map(|how| (how.name(), how)));
    root.finish();
    if let Some(mode) = &mode {
        check_keys(document, mode, problems);
        if let Some(axes) = &axes {
            check_axes(axes, mode.value, problems);
        }
    }
    if problems.stop_since(before) {
        return None;
    }
    let mode = mode?.value;
    let drawn = mode == Mode::LatinHypercube;
    Some(SweepFile {
        name: name.to_owned(),
        title: title?,
        description,
        base: base?,
        mode,
        samples: samples.filter(|_| drawn).map_or(0, |samples| samples.value as usize),
        seed: seed.filter(|_| drawn).map_or(0, |seed| u64::from(seed.value)),
        axes: axes?,
        correlations: if drawn { correlations } else { vec![] },
        verdicts: verdicts.map_or(Verdicts::ReSolved, |verdicts| verdicts.value),
        file: document.file.to_string(),
        text: document.text.to_string(),
    })
}

fn read_axes(root: &mut Reader<'_>, document: &Document) -> Option<Axes> {
    const HINT: &str = "write one or more [[axis]], or axes = \"all-levers\" or \"all-ranges\"";
    let place = root.find("axes").map(|node| node.place.clone());
    let all = root.maybe_word("axes", &[("all-ranges", true), ("all-levers", false)]);
    let list = root.find("axis");
    match (place, list) {
        (Some(place), Some(_)) => {
            root.problems.push(Problem::at(place, "a sweep has axes or [[axis]], not both").hint(HINT));
            None
        }
        (Some(_), None) => {
            all.map(|all| if all.value { Axes::AllRanges(all.place) } else { Axes::AllLevers(all.place) })
        }
        (None, Some(Located { value: Node::List(items), .. })) if !items.is_empty() => {
            let read = |item| WrittenAxis::read(item, MOST_SCENARIOS, root.problems);
            Some(Axes::Given(items.iter().filter_map(read).collect()))
        }
        (None, Some(node)) => root.wrong("axis", node, "one or more [[axis]]"),
        (None, None) => {
            root.problems.push(Problem::at(document.start(), "this sweep has no axis").hint(HINT));
            None
        }
    }
}

/// Keys of the file that only a Latin hypercube reads, and needs.
fn check_keys(document: &Document, mode: &Located<Mode>, problems: &mut Problems) {
    let find = |key: &str| document.table.iter().find(|(k, _)| k.value == key).map(|(key, _)| &key.place);
    if mode.value == Mode::LatinHypercube {
        for (key, hint) in [("samples", "samples = 200"), ("seed", "seed = 1; the same seed draws the same samples")] {
            if find(key).is_none() {
                let message = format!("\"{key}\" is missing: latin-hypercube needs it");
                problems.push(Problem::at(mode.place.clone(), message).hint(format!("for instance {hint}")));
            }
        }
    } else {
        for key in ["samples", "seed", "correlation"] {
            if let Some(place) = find(key) {
                problems.push(without_effect(key, mode.value, place));
            }
        }
    }
}

fn check_axes(axes: &Axes, mode: Mode, problems: &mut Problems) {
    let axes = match axes {
        Axes::Given(axes) => axes,
        Axes::AllRanges(place) | Axes::AllLevers(place) => {
            if matches!(mode, Mode::Grid | Mode::List) {
                let message = format!("mode {} needs the levels of every axis", mode.name());
                problems.push(
                    Problem::at(place.clone(), message)
                        .hint("all axes at once go with latin-hypercube or one-at-a-time"),
                );
            }
            return;
        }
    };
    for (at, axis) in axes.iter().enumerate() {
        axis.check(mode, problems);
        let target = axis.subject.target();
        let place = axis.place.clone();
        if axes[..at].iter().any(|earlier| earlier.subject.target() == target) {
            problems.push(Problem::at(place, format!("a second axis turns what {} turns", axis.column())));
        } else if axes[..at].iter().any(|earlier| earlier.column() == axis.column()) {
            let message = format!("a second axis has the name \"{}\"", axis.column());
            problems.push(Problem::at(place, message).hint("give one of them another, with name = \"...\""));
        } else if mode == Mode::List
            && let (Some(first), Some(here)) = (axes[0].count(), axis.count())
            && first != here
        {
            let names = (axes[0].column(), axis.column());
            let message = format!("axis {} has {first} levels, but axis {} has {here}", names.0, names.1);
            problems.push(Problem::at(place, message).hint("in a list all axes have the same number of levels"));
        }
    }
}
