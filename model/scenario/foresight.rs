//! `[foresight]` and `[[belief]]`: how far ahead plans look, and what planners and buyers hold to be true of later years.

use super::adjust::{Adjust, Change};
use super::changes::ChangeLog;
use crate::error::{Place, Problem, Problems, Result, Severity, figure, quoted};
use crate::input::Dataset;
use crate::input::document::{Located, Node, Reader};
use crate::input::schema::{self, YEARS};
use crate::input::settings::{Horizon, Settings};
use crate::named::words;

words! {
    /// Whether all years are planned at once.
    Mode {
        /// All at once: nothing surprises.
        Perfect, "perfect";
        /// Year by year, as time passes.
        Rolling, "rolling";
    }
}

words! {
    /// Who holds a belief.
    Who {
        /// Planners and buyers.
        All, "all";
        /// Those who order what takes years.
        Planners, "planners";
        /// Those who buy and run in the year itself.
        Buyers, "buyers";
    }
}

impl Who {
    /// Whether what the one holds is held by the other, too.
    #[must_use]
    pub fn holds(self, view: Self) -> bool {
        self == Self::All || self == view
    }
}

/// How a scenario looks ahead.
#[derive(Debug, Clone, Default)]
pub struct Foresight {
    /// Rolling foresight; none where all years are planned at once.
    pub rolling: Option<Rolling>,
    /// What is believed of later years, in the order in which it acts.
    pub beliefs: Vec<Belief>,
}

/// Planning year by year.
#[derive(Debug, Clone)]
pub struct Rolling {
    /// How many calendar years after its own the plan of a year sees.
    pub window_years: f64,
    /// The year of a plan made before the first model year.
    pub start: Option<Located<i32>>,
    /// Where it is asked for.
    pub place: Place,
}

/// What is held to be true of later years until it turns out otherwise.
#[derive(Debug, Clone)]
pub struct Belief {
    /// The last year in which it is held.
    pub until: i32,
    /// Who holds it.
    pub who: Who,
    /// What it makes of the tables.
    pub adjust: Adjust,
}

impl Rolling {
    /// Whether the plan of a year sees another.
    #[must_use]
    pub fn sees(&self, from: i32, year: i32) -> bool {
        f64::from(year) <= f64::from(from) + self.window_years
    }

    /// The year of the first plan.
    #[must_use]
    pub fn first(&self, model_years: &[i32]) -> i32 {
        self.start.as_ref().map_or_else(|| model_years.first().copied().unwrap_or_default(), |start| start.value)
    }
}

impl Foresight {
    /// Reads both from the top of a scenario.
    pub fn read(root: &mut Reader<'_>, horizon: &Horizon) -> Self {
        let rolling = root.find("foresight").and_then(|node| read_rolling(root, node, horizon));
        let beliefs = match root.find("belief") {
            Some(Located { value: Node::List(items), .. }) => {
                items.iter().filter_map(|item| Belief::read(item, root.problems)).collect()
            }
            Some(node) => root.wrong("belief", node, "one or more [[belief]]").unwrap_or_default(),
            None => vec![],
        };
        Self { rolling, beliefs }
    }

    /// Refuses what takes all years to be planned at once, where the scenario plans year by year.
    ///
    /// # Errors
    /// If it does.
    pub fn refuse(&self, what: &str) -> Result<()> {
        let Some(rolling) = &self.rolling else { return Ok(()) };
        let message = format!("{what} takes all years to be planned at once, and here they are planned one by one");
        let hint = "gridbound run and compare --verdicts none solve it as it is; --set 'foresight.mode=\"perfect\"' plans the \
                    same tables at once";
        Err(Problem::at(rolling.place.clone(), message).hint(hint).into())
    }

    /// Whether a belief of planners or buyers alone is held in a year, so that the two see different tables.
    #[must_use]
    pub fn parts(&self, year: i32) -> bool {
        self.beliefs.iter().any(|belief| belief.who != Who::All && belief.until >= year)
    }

    /// The tables as they are seen from a year: true up to it, as believed afterwards. Faults go to `problems`.
    pub fn seen(
        &self,
        (year, view): (i32, Who),
        (dataset, settings, years): (&Dataset, &Settings, &[i32]),
        problems: &mut Problems,
    ) -> Dataset {
        let mut seen = dataset.clone();
        let held = self.beliefs.iter().filter(|belief| belief.until >= year && belief.who.holds(view));
        let ends = years.first().copied().zip(years.last().copied()).unwrap_or_default();
        let mut completed: Vec<&str> = vec![];
        for belief in held {
            let table = belief.adjust.table.value.as_str();
            if !completed.contains(&table) {
                seen.complete_years(table, ends);
                completed.push(table);
            }
            let (reason, log) = ((belief.why(), &belief.adjust.place), &mut ChangeLog::default());
            belief.after(year).apply(0.0, reason, &mut seen, &mut settings.clone(), log, problems);
        }
        seen
    }

    /// That every belief can act where it is held: on some row at some step, and with numbers that make sense. A belief acts on
    /// the more rows the earlier the step, so that the first step says it all.
    pub fn check(&self, (dataset, settings, years): (&Dataset, &Settings, &[i32]), problems: &mut Problems) {
        let Some(rolling) = &self.rolling else {
            if let Some(belief) = self.beliefs.first() {
                let message = "beliefs do nothing: all years are planned at once";
                let problem = Problem::at(belief.adjust.place.clone(), message);
                problems.push(problem.hint("[foresight] mode = \"rolling\" plans year by year").warning());
            }
            return;
        };
        let first = rolling.first(years);
        let ends = years.first().copied().zip(years.last().copied()).unwrap_or_default();
        let mut found = Problems::default();
        for Belief { until, adjust, .. } in &self.beliefs {
            if *until < first {
                let message = format!("the belief is held until {until}, and the first plan is of {first}");
                let problem = Problem::at(adjust.place.clone(), message);
                found.push(problem.hint("it acts on no row at any step: name a later year, or take it out"));
                continue;
            }
            let mut table = dataset.clone();
            table.complete_years(&adjust.table.value, ends);
            let table = table.table(&adjust.table.value);
            let of_later = Belief { until: *until, who: Who::All, adjust: adjust.clone() }.after(first);
            if of_later.rows(table).is_empty() {
                let mut names = Problems::default();
                adjust.check_names(false, dataset, &mut names);
                if names.stop() {
                    found.append(names);
                    continue;
                }
                let message =
                    format!("the belief meets no row of {} after {first}, the first plan", adjust.table.value);
                let problem = Problem::at(adjust.place.clone(), message);
                let hint = adjust.years_of_rows(table).unwrap_or_else(|| "look at its where".to_owned());
                found.push(problem.hint(hint));
            }
        }
        if !found.stop() {
            for view in [Who::Planners, Who::Buyers] {
                let mut own = Problems::default();
                self.seen((first, view), (dataset, settings, years), &mut own);
                own.0.retain(|problem| problem.severity == Severity::Error && !found.0.contains(problem));
                found.append(own);
            }
        }
        problems.append(found);
    }
}

impl Belief {
    /// Reads one belief: an adjust of a table with years, until when it is held and by whom.
    fn read(node: &Located<Node>, problems: &mut Problems) -> Option<Self> {
        let Node::Table(entries) = &node.value else {
            problems.push(Problem::at(node.place.clone(), "a belief is a table, as in [[belief]]"));
            return None;
        };
        let mut reader = Reader::new(entries, node.place.clone(), "belief", problems);
        let until = reader.year("until");
        let who = reader.maybe_word("who", &Who::ALL.map(|who| (who.name(), who)));
        let adjust = Adjust::of_keys(&mut reader, false, &node.place);
        reader.finish();
        let (until, adjust) = (i32::try_from(until?).ok()?, adjust?);
        let table = &adjust.table;
        if schema::table(&table.value).is_none_or(|schema| !schema.by_year()) {
            let message = format!("{} has no years: a belief is about later years", quoted(&table.value));
            let hint = "name a table whose rows have a year, such as accelerator_supply or demand";
            problems.push(Problem::at(table.place.clone(), message).hint(hint));
            return None;
        }
        Some(Self { until, who: who.map_or(Who::All, |who| who.value), adjust })
    }

    /// What it does to rows after a year.
    fn after(&self, year: i32) -> Adjust {
        let later = f64::from(year).next_up();
        let (first, last) = self.adjust.years.unwrap_or((later, f64::INFINITY));
        Adjust { years: Some((first.max(later), last)), ..self.adjust.clone() }
    }

    /// Why it is held; without a reason that it is.
    #[must_use]
    pub fn why(&self) -> &str {
        if self.adjust.why.is_empty() { "belief" } else { self.adjust.why.trim_end_matches('.') }
    }

    /// What it says, in a few words: the table, what becomes of it, until when.
    #[must_use]
    pub fn in_words(&self) -> String {
        let Adjust { table, column, change, .. } = &self.adjust;
        let what =
            column.as_ref().map_or_else(|| table.value.clone(), |column| format!("{}.{}", table.value, column.value));
        let held = match self.who {
            Who::All => String::new(),
            who => format!("by {who} "),
        };
        let amount = |amount: super::adjust::Amount| figure(amount.value(0.0));
        let change = match *change {
            Change::Set(a) => format!("= {}", amount(a)),
            Change::Multiply(a) => format!("x {}", amount(a)),
            Change::Add(a) => format!("+ {}", amount(a)),
            Change::Delay(a) => format!("{} years later", amount(a)),
            Change::Range(a) => format!("at {} of its range", amount(a)),
        };
        format!("{what} {change}, held {held}until {}", self.until)
    }
}

fn read_rolling(root: &mut Reader<'_>, node: &Located<Node>, horizon: &Horizon) -> Option<Rolling> {
    let Node::Table(entries) = &node.value else { return root.wrong("foresight", node, "a table") };
    let mut reader = Reader::new(entries, node.place.clone(), "foresight", root.problems);
    let mode = reader.maybe_word("mode", &Mode::ALL.map(|mode| (mode.name(), mode)));
    let is_rolling = mode.is_some_and(|mode| mode.value == Mode::Rolling);
    let window = if is_rolling { reader.number("window_years") } else { reader.maybe_number("window_years") };
    if let Some(Located { place, value }) = window.as_ref().filter(|window| window.value < 0.0) {
        let message = format!("foresight.window_years is {}; expected 0 or more", figure(*value));
        reader
            .problems
            .push(Problem::at(place.clone(), message).hint("calendar years after a plan's own that it sees"));
    }
    let start = reader.maybe_count("start", *YEARS.start() as u32, *YEARS.end() as u32);
    let start = start.and_then(|start| Some(Located { value: i32::try_from(start.value).ok()?, place: start.place }));
    let first = horizon.years.first().copied();
    if let Some((start, first)) = start.as_ref().zip(first).filter(|(start, first)| start.value >= *first) {
        let message =
            format!("foresight.start is {}; expected a year before {first}, the first model year", start.value);
        let hint = "it is a plan made before the first model year; leave it out if there is none";
        reader.problems.push(Problem::at(start.place.clone(), message).hint(hint));
    }
    reader.finish();
    let window_years = window.filter(|_| is_rolling)?.value;
    let rolling = Rolling { window_years, start, place: node.place.clone() };
    if let Some((start, first)) =
        rolling.start.as_ref().zip(first).filter(|(start, first)| !rolling.sees(start.value, *first))
    {
        let message = format!("a plan of {} that sees {window_years} years ahead reaches no model year", start.value);
        let hint = format!("the first model year is {first}: a later start, or a wider window_years");
        root.problems.push(Problem::at(start.place.clone(), message).hint(hint));
    }
    Some(rolling)
}
