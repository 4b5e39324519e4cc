//! `[hedge]` and `[[branch]]`: what is known only later, and the ways in which it may turn out.

use super::adjust::Adjust;
use super::changes::ChangeLog;
use super::foresight::Foresight;
use super::lever::Lever;
use crate::error::{Place, Problem, Problems, figure, quoted};
use crate::input::Dataset;
use crate::input::document::{Located, Node, Reader};
use crate::input::folder::plain;
use crate::input::schema::{self, YEARS};
use crate::input::settings::{Horizon, Settings};

/// Names that tables of a hedge have for something else.
const TAKEN: [&str; 10] =
    ["hedged", "minimax", "mean_plan", "no_regret", "scenario", "kind", "item", "region", "year", "unit"];

/// Something that is known only from a year on.
#[derive(Debug, Clone)]
pub struct Hedge {
    /// The first year in which it is known which branch it is.
    pub reveal: i32,
    /// The ways in which it may turn out, two or more.
    pub branches: Vec<Branch>,
    /// Where it is asked for.
    pub place: Place,
}

/// One way in which it may turn out.
#[derive(Debug, Clone)]
pub struct Branch {
    /// Name.
    pub name: String,
    /// How likely it is; those of all branches sum to 1.
    pub probability: f64,
    /// Levers and their strengths, beyond what the scenario turns them.
    levers: Vec<(Located<String>, f64)>,
    /// Adjusts, after them.
    adjusts: Vec<Adjust>,
    place: Place,
}

/// What a branch does to one table: the adjust, the strength of its lever, why, and who says so.
type Deed<'a> = (Adjust, f64, String, &'a Place);

impl Hedge {
    /// Reads both from the top of a scenario.
    pub fn read(root: &mut Reader<'_>, horizon: &Horizon, foresight: &Foresight) -> Option<Self> {
        let hedge = root.find("hedge");
        let branches = root.find("branch");
        let Some(hedge) = hedge else {
            if let Some(branch) = branches {
                let problem = Problem::at(branch.place.clone(), "there are branches, but no [hedge]");
                root.problems.push(
                    problem.hint("[hedge] says from which year on it is known which branch it is: reveal = 2028"),
                );
            }
            return None;
        };
        if let Some(rolling) = &foresight.rolling {
            let message = "years are planned one by one here, and a hedge takes all of them to be planned at once";
            let problem = Problem::at(hedge.place.clone(), message);
            let place = &rolling.place;
            root.problems.push(problem.hint(format!("take out [hedge] and its branches, or [foresight] at {place}")));
        }
        let reveal = read_reveal(root, hedge, horizon);
        let items: &[Located<Node>] = match branches {
            Some(Located { value: Node::List(items), .. }) => items,
            Some(node) => return root.wrong("branch", node, "two or more [[branch]]"),
            None => &[],
        };
        if items.len() < 2 {
            let found = if items.is_empty() { "none" } else { "one" };
            let problem = Problem::at(hedge.place.clone(), format!("a hedge has two branches or more; found {found}"));
            root.problems.push(problem.hint("each [[branch]] has a name and levers, or adjusts as [[branch.adjust]]"));
            return None;
        }
        let mut read: Vec<Branch> = items.iter().filter_map(|item| Branch::read(item, root.problems)).collect();
        for (at, branch) in read.iter().enumerate() {
            if read[..at].iter().any(|other| other.name == branch.name) {
                let message = format!("a second branch {}", quoted(&branch.name));
                root.problems
                    .push(Problem::at(branch.place.clone(), message).hint("every branch has a name of its own"));
            }
        }
        let whole: f64 = read.iter().map(|branch| branch.probability).sum();
        if whole <= 0.0 && read.len() == items.len() {
            let message = "no branch has a probability above 0";
            root.problems
                .push(Problem::at(hedge.place.clone(), message).hint("leave probability out where all are equal"));
        }
        for branch in &mut read {
            branch.probability /= whole;
        }
        Some(Self { reveal: reveal?, branches: read, place: hedge.place.clone() })
    }

    /// The tables of each branch: those of the scenario up to the year in which it is known, all with one row a calendar year where
    /// a branch touches them. Faults go to `problems`.
    pub fn tables(
        &self,
        levers: &[Lever],
        (dataset, settings, years): (&Dataset, &Settings, &[i32]),
        problems: &mut Problems,
    ) -> Vec<Dataset> {
        let deeds: Vec<Vec<Deed<'_>>> =
            self.branches.iter().map(|branch| branch.deeds(self.reveal, (levers, dataset), problems)).collect();
        let touched = self.touched(levers);
        let ends = years.first().copied().zip(years.last().copied()).unwrap_or_default();
        let mut whole = dataset.clone();
        for table in &touched {
            whole.complete_years(table, ends);
        }
        let mut all: Vec<Dataset> = vec![];
        for deeds in deeds {
            let mut own = whole.clone();
            for (adjust, strength, why, place) in deeds {
                let (reason, log) = ((why.as_str(), place), &mut ChangeLog::default());
                adjust.apply(strength, reason, &mut own, &mut settings.clone(), log, problems);
            }
            all.push(own);
        }
        // Rows that a branch moves to later years leave gaps, and reach farther than those of others.
        for table in &touched {
            let last =
                all.iter().flat_map(|own| own.table(table).years().iter().copied()).fold(f64::from(ends.1), f64::max);
            for own in &mut all {
                own.complete_years(table, (ends.0, last.ceil() as i32));
            }
        }
        all
    }

    /// The mean of what branches make of the tables, by their probabilities.
    #[must_use]
    pub fn mean(&self, levers: &[Lever], branches: &[Dataset]) -> Option<Dataset> {
        let weights: Vec<f64> = self.branches.iter().map(|branch| branch.probability).collect();
        let mut mean = branches.first()?.clone();
        for table in self.touched(levers) {
            mean.average(table, branches, &weights);
        }
        Some(mean)
    }

    /// That every branch can act, with numbers that make sense.
    pub fn check(&self, levers: &[Lever], tables: (&Dataset, &Settings, &[i32]), problems: &mut Problems) {
        self.tables(levers, tables, problems);
    }

    /// Tables with years that some branch touches.
    fn touched<'a>(&'a self, levers: &'a [Lever]) -> Vec<&'a str> {
        let mut touched: Vec<&str> = vec![];
        for branch in &self.branches {
            let of_levers = branch.turned(levers).flat_map(|(lever, ..)| &lever.adjusts);
            for adjust in of_levers.chain(&branch.adjusts).filter(|adjust| has_years(adjust)) {
                if !touched.contains(&adjust.table.value.as_str()) {
                    touched.push(&adjust.table.value);
                }
            }
        }
        touched
    }
}

impl Branch {
    fn read(node: &Located<Node>, problems: &mut Problems) -> Option<Self> {
        let Node::Table(entries) = &node.value else {
            problems.push(Problem::at(node.place.clone(), "a branch is a table, as in [[branch]]"));
            return None;
        };
        let mut reader = Reader::new(entries, node.place.clone(), "branch", problems);
        let name = reader.located_text("name", true);
        let probability = reader.maybe_number("probability");
        let levers = super::read_levers(&mut reader);
        let adjusts: Vec<Adjust> = match reader.find("adjust") {
            Some(Located { value: Node::List(items), .. }) => {
                items.iter().filter_map(|item| Adjust::read(item, false, reader.problems)).collect()
            }
            Some(node) => reader.wrong("adjust", node, "one or more [[branch.adjust]]").unwrap_or_default(),
            None => vec![],
        };
        let is_still = reader.find("levers").is_none() && reader.find("adjust").is_none();
        reader.finish();
        let name = name?;
        if !plain(&name.value) || TAKEN.contains(&name.value.as_str()) {
            let message = format!("{} cannot be the name of a branch", quoted(&name.value));
            let hint = format!("use letters, digits, - and _, and none of {}", TAKEN.join(", "));
            problems.push(Problem::at(name.place.clone(), message).hint(hint));
        }
        if let Some(below) = probability.as_ref().filter(|given| !(given.value >= 0.0 && given.value.is_finite())) {
            let message = format!("branch.probability is {}; expected 0 or more", figure(below.value));
            problems.push(Problem::at(below.place.clone(), message).hint("those of all branches are normalised to 1"));
        }
        if is_still {
            let message = format!("branch {} changes nothing", quoted(&name.value));
            let hint = "give it levers = { chips = 2.0 }, or a [[branch.adjust]]; multiply = 1.0 says that all is as it stands";
            problems.push(Problem::at(node.place.clone(), message).hint(hint));
        }
        for adjust in adjusts.iter().filter(|adjust| !has_years(adjust)) {
            let table = &adjust.table;
            let message = format!("{} has no years: a branch is about later years", quoted(&table.value));
            let hint = "name a table whose rows have a year, such as accelerator_supply or demand";
            problems.push(Problem::at(table.place.clone(), message).hint(hint));
        }
        let probability = probability.map_or(1.0, |given| given.value);
        Some(Self { name: name.value, probability, levers, adjusts, place: node.place.clone() })
    }

    /// Its levers as the dataset defines them, with strengths.
    fn turned<'a>(&'a self, levers: &'a [Lever]) -> impl Iterator<Item = (&'a Lever, f64, &'a Place)> {
        let known = |name: &str| levers.iter().find(|lever| lever.name == name);
        self.levers.iter().filter_map(move |(name, strength)| Some((known(&name.value)?, *strength, &name.place)))
    }

    /// What it does to rows from a year on.
    fn deeds<'a>(
        &'a self,
        from: i32,
        (levers, dataset): (&'a [Lever], &Dataset),
        problems: &mut Problems,
    ) -> Vec<Deed<'a>> {
        for (name, _) in &self.levers {
            if !levers.iter().any(|lever| lever.name == name.value) {
                let message = format!("the dataset has no lever {}", quoted(&name.value));
                let known = levers.iter().map(|lever| lever.name.as_str());
                let problem = Problem::at(name.place.clone(), message).suggest(&name.value, known);
                problems.push(problem.or_hint(|| "gridbound list levers shows all".to_owned()));
            }
        }
        let mut deeds: Vec<Deed<'a>> = vec![];
        for (lever, strength, place) in self.turned(levers) {
            let by_year: Vec<&Adjust> = lever.adjusts.iter().filter(|adjust| has_years(adjust)).collect();
            if by_year.is_empty() {
                let message = format!("lever {} acts on no table with years", lever.name);
                let hint = "branches act on rows of the year in which they are known and later ones alone";
                problems.push(Problem::at(place.clone(), message).hint(hint));
            }
            let why = format!("lever {} of branch {}", lever.name, self.name);
            // A lever's adjusts may meet rows of early years alone; those that meet none later do nothing here.
            let later = by_year.into_iter().map(|adjust| after(adjust, from));
            let met = later.filter(|adjust| reaches(adjust, dataset, from));
            deeds.extend(met.map(|adjust| (adjust, strength, why.clone(), place)));
        }
        let why = |adjust: &Adjust| if adjust.why.is_empty() { "branch".to_owned() } else { adjust.why.clone() };
        let own = self.adjusts.iter().filter(|adjust| has_years(adjust));
        deeds.extend(own.map(|adjust| (after(adjust, from), 0.0, why(adjust), &adjust.place)));
        deeds
    }
}

fn has_years(adjust: &Adjust) -> bool {
    schema::table(&adjust.table.value).is_some_and(schema::Schema::by_year)
}

/// An adjust on rows from a year on.
fn after(adjust: &Adjust, from: i32) -> Adjust {
    let (first, last) = adjust.years.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
    Adjust { years: Some((first.max(f64::from(from)), last)), ..adjust.clone() }
}

/// Whether an adjust may meet rows of a table once it has one for every year.
fn reaches(adjust: &Adjust, dataset: &Dataset, from: i32) -> bool {
    let last = adjust.years.map_or(f64::INFINITY, |(_, last)| last);
    last >= f64::from(from) && !adjust.rows_of_all_years(dataset.table(&adjust.table.value)).is_empty()
}

/// The year in which it is known which branch it is.
fn read_reveal(root: &mut Reader<'_>, hedge: &Located<Node>, horizon: &Horizon) -> Option<i32> {
    let Node::Table(entries) = &hedge.value else { return root.wrong("hedge", hedge, "a table") };
    let mut reader = Reader::new(entries, hedge.place.clone(), "hedge", root.problems);
    reader.need("reveal");
    let reveal = reader.maybe_count("reveal", *YEARS.start() as u32, *YEARS.end() as u32);
    reader.finish();
    let reveal = reveal?;
    let year = i32::try_from(reveal.value).ok()?;
    let (first, last) = (*horizon.years.first()?, *horizon.years.last()?);
    if year <= first || year > last {
        let message =
            format!("hedge.reveal is {year}; expected a year after {first} and up to {last}, the model years");
        let hint = "it is the first year in which it is known which branch it is";
        root.problems.push(Problem::at(reveal.place, message).hint(hint));
    }
    Some(year)
}
