//! Relax one, and relax all but one: what more of a limit brings, from re-solves.
//!
//! A family's limits rise by 1 %, by 10 %, or are lifted (1000 times as large), in all model years; everything
//! else stays, costs too. A lever of the dataset is relaxed in the same way if all that it does is to
//! multiply limits that families own; its strength in the scenario times 1.01, 1.1 and 1000. A lever named as a
//! family or group is that family or group.
//!
//! Limits also move in time: the same a year sooner, and a year later, in every calendar year after the first model year. A
//! limit that grows fast loses most by a delay, which ten per cent more of it cannot tell.
//!
//! For the verdict of a year the limits of the years up to it rise, and its compute is looked at.

use serde::{Deserialize, Serialize};

use super::levers::scales_limits;
use super::tables::RelaxRow;
use super::verdict::NOTHING;
use crate::error::Result;
use crate::experiment::families::{Families, Group, LIFTED};
use crate::experiment::origin::Origin;
use crate::experiment::outcome::{Measure, Outcome};
use crate::experiment::variant::{Difference, Variant};
use crate::named::{named, words};
use crate::program::Family;
use crate::results::view::tidy;
use crate::scenario::lever::Lever;
use crate::sets::Year;

words! {
    /// How far limits are raised.
    Step {
        /// By 1 %.
        One, "1 %";
        /// By 10 %.
        Ten, "10 %";
        /// Altogether.
        Lifted, "lifted";
        /// As they are, a year sooner.
        Sooner, "a year sooner";
        /// As they are, a year later.
        Later, "a year later";
    }
}

words! {
    /// What kind of thing is relaxed.
    Kind {
        /// The limits of a family or group.
        Family, "family";
        /// Those that a lever of the dataset multiplies.
        Lever, "lever";
    }
}

words! {
    /// Whose limits rise.
    Mode {
        /// Its own alone.
        One, "one";
        /// Those of all other families.
        AllButOne, "all but one";
    }
}

impl Step {
    /// Those that make limits larger.
    pub const RISES: [Self; 3] = [Self::One, Self::Ten, Self::Lifted];

    /// The factor on limits; 1 where they only move in time.
    #[must_use]
    pub const fn factor(self) -> f64 {
        match self {
            Self::One => 1.01,
            Self::Ten => 1.1,
            Self::Lifted => LIFTED,
            Self::Sooner | Self::Later => 1.0,
        }
    }

    /// What differs for some families, up to a model year.
    fn variant(self, families: Families, until: Year) -> Variant {
        match self {
            Self::Sooner => Variant(vec![Difference::Sooner { families, years: 1 }]),
            Self::Later => Variant(vec![Difference::Sooner { families, years: -1 }]),
            _ => Variant::limits(families, self.factor(), until),
        }
    }
}

/// What is relaxed.
#[derive(Debug, Clone)]
pub enum Subject {
    /// The limits of a family or group alone.
    One(Group),
    /// Those of all other families.
    AllBut(Group),
    /// A lever.
    Lever(Lever),
}

impl Subject {
    /// The scenario with the subject's limits raised, those of some families in all.
    fn variant(&self, origin: &Origin<'_>, families: Families, (step, until): (Step, Year)) -> Variant {
        match self {
            Self::One(group) => step.variant(group.families(), until),
            Self::AllBut(group) => step.variant(families.without(group.families()), until),
            Self::Lever(lever) => Variant::lever(lever, origin.loaded.strength(lever) * step.factor()),
        }
    }
}

/// One re-solve with what it brings.
#[derive(Debug, Clone)]
pub struct Relaxed {
    /// What was relaxed.
    pub subject: Subject,
    /// How far.
    pub step: Step,
    /// Up to which model year.
    pub until: Year,
    /// What it brings.
    pub outcome: Outcome,
}

/// What all re-solves of an analysis bring.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outcomes {
    /// In the order of the tasks.
    relaxed: Vec<Outcome>,
    /// See [`Relaxation::opened`].
    opened: Vec<(Family, Outcome)>,
}

/// All re-solves of an analysis.
#[derive(Debug, Clone)]
pub struct Relaxation {
    /// In the order of the table.
    pub relaxed: Vec<Relaxed>,
    /// Where some year has no limit of which ten per cent more, or all of it, brings compute: what it brings to open those
    /// limits of a family that the dataset itself sets to 0, and that have a price.
    pub opened: Vec<(Family, Outcome)>,
}

impl Relaxation {
    /// What was relaxed for some families, with what it brought.
    #[must_use]
    pub fn of(origin: &Origin<'_>, families: Families, outcomes: Outcomes) -> Self {
        let Outcomes { relaxed, opened } = outcomes;
        let relaxed = tasks(origin, families).into_iter().zip(relaxed);
        let relaxed = relaxed.map(|((subject, step, until), outcome)| Relaxed { subject, step, until, outcome });
        Self { relaxed: relaxed.collect(), opened }
    }

    /// The outcome of a group relaxed alone.
    #[must_use]
    pub fn one(&self, group: Group, step: Step, until: Year) -> Option<&Outcome> {
        let found = self
            .relaxed
            .iter()
            .find(|r| r.step == step && r.until == until && matches!(&r.subject, Subject::One(g) if *g == group));
        found.map(|r| &r.outcome)
    }

    /// The outcome with all families lifted but those of a group.
    #[must_use]
    pub fn all_but(&self, group: Group) -> Option<&Outcome> {
        let is_meant = |r: &&Relaxed| r.step == Step::Lifted && matches!(&r.subject, Subject::AllBut(g) if *g == group);
        self.relaxed.iter().find(is_meant).map(|r| &r.outcome)
    }

    /// Whether there is a year whose compute no family raises, by ten per cent more or by all of it.
    fn leaves_a_year_open(&self, origin: &Origin<'_>) -> bool {
        let brings = |outcome: &Outcome, y: Year| outcome.gain(&origin.outcome, Measure::Compute, Some(y)) > NOTHING;
        let by = |r: &&Relaxed| matches!(r.subject, Subject::One(_)) && Step::RISES.contains(&r.step);
        origin.system().time.shown().any(|y| !self.relaxed.iter().filter(by).any(|r| brings(&r.outcome, y)))
    }
}

/// Levers that do nothing but multiply limits of these families, and are no family themselves.
#[must_use]
pub fn relaxable(levers: &[Lever], families: Families) -> Vec<&Lever> {
    levers
        .iter()
        .filter(|lever| named::<Group>(&lever.name).is_none())
        .filter(|lever| scales_limits(lever, families))
        .collect()
}

/// Relaxes groups of some families, all these families but a group, and levers on their limits; `one_done` is called after each re-solve.
///
/// # Errors
/// If a re-solve has no certified optimum.
pub fn relax(origin: &Origin<'_>, families: Families, one_done: &(dyn Fn() + Sync)) -> Result<Outcomes> {
    let tasks = tasks(origin, families);
    let variants = tasks.iter().map(|(subject, step, until)| subject.variant(origin, families, (*step, *until)));
    let relaxed = origin.outcomes(variants, origin.solution, one_done)?;
    let found = Relaxation::of(origin, families, Outcomes { relaxed: relaxed.clone(), opened: vec![] });
    let opened = if found.leaves_a_year_open(origin) { opened(origin, families)? } else { vec![] };
    Ok(Outcomes { relaxed, opened })
}

/// What it brings to open the limits of each family that stand at 0 and have a price.
fn opened(origin: &Origin<'_>, families: Families) -> Result<Vec<(Family, Outcome)>> {
    /// More than anything here can use, in the unit of any limit.
    const OPEN: f64 = 1e6;
    let rows = || origin.program.rows.rows.iter().enumerate();
    let closed = |family: Family| {
        let of_family = rows().filter(move |(_, row)| row.rule.is_limit() && row.rule.family() == family);
        let priced = of_family.filter(|(index, row)| row.limit <= 0.0 && origin.solution.prices[*index] > 0.0);
        Variant(priced.map(|(index, _)| Difference::Limit(index, OPEN)).collect())
    };
    let tasks = families.members().map(|family| (family, closed(family))).filter(|(_, variant)| !variant.0.is_empty());
    let (families, variants): (Vec<Family>, Vec<Variant>) = tasks.unzip();
    Ok(families.into_iter().zip(origin.outcomes(variants, origin.solution, &|| {})?).collect())
}

/// How many re-solves [`relax`] makes.
#[must_use]
pub fn count(origin: &Origin<'_>, families: Families) -> usize {
    tasks(origin, families).len()
}

/// What to solve: the long ones first, so that no thread waits for them at the end.
fn tasks(origin: &Origin<'_>, families: Families) -> Vec<(Subject, Step, Year)> {
    let (last, groups) = (origin.last(), Group::within(families));
    let mut subjects: Vec<Subject> = groups.iter().copied().map(Subject::One).collect();
    subjects.extend(groups.iter().copied().map(Subject::AllBut));
    subjects.extend(relaxable(&origin.loaded.levers, families).into_iter().cloned().map(Subject::Lever));
    let mut tasks = vec![];
    for step in Step::RISES.into_iter().rev() {
        tasks.extend(subjects.iter().map(|subject| (subject.clone(), step, last)));
    }
    let shifts = [Step::Later, Step::Sooner].into_iter();
    tasks.extend(shifts.flat_map(|step| groups.iter().map(move |group| (Subject::One(*group), step, last))));
    for until in origin.system().time.shown().filter(|until| *until < last) {
        tasks.extend(groups.iter().map(|group| (Subject::One(*group), Step::Ten, until)));
    }
    tasks
}

/// The table: over the horizon and by year; what rises in part of the years alone is left to the verdict.
#[must_use]
pub fn table(origin: &Origin<'_>, relaxation: &Relaxation) -> Vec<RelaxRow> {
    let all_years = relaxation.relaxed.iter().filter(|relaxed| relaxed.until == origin.last());
    let mut ordered: Vec<&Relaxed> = all_years.collect();
    ordered.sort_by_key(|relaxed| (place(&relaxed.subject), relaxed.step));
    let years = || std::iter::once(None).chain(origin.system().time.shown().map(Some));
    ordered.into_iter().flat_map(|relaxed| years().map(|year| row(origin, relaxed, year))).collect()
}

fn place(subject: &Subject) -> u8 {
    match subject {
        Subject::One(_) => 0,
        Subject::AllBut(_) => 1,
        Subject::Lever(_) => 2,
    }
}

fn row(origin: &Origin<'_>, relaxed: &Relaxed, year: Option<Year>) -> RelaxRow {
    let (kind, name, title, mode) = match &relaxed.subject {
        Subject::One(group) => (Kind::Family, group.name(), group.title(), Mode::One),
        Subject::AllBut(group) => (Kind::Family, group.name(), group.title(), Mode::AllButOne),
        Subject::Lever(lever) => (Kind::Lever, lever.name.as_str(), lever.title.as_str(), Mode::One),
    };
    let (new, old) = (&relaxed.outcome, &origin.outcome);
    let change = |measure| tidy(new.measure(measure, year) - old.measure(measure, year));
    let gain = |measure| tidy(new.gain(old, measure, year));
    let horizon = year.is_none();
    RelaxRow {
        scenario: origin.system().scenario.clone(),
        kind,
        name: name.to_owned(),
        title: title.to_owned(),
        mode,
        step: relaxed.step,
        year: year.map(|y| origin.system().time.calendar(y)),
        objective_musd: horizon.then(|| change(Measure::Objective)),
        gain_objective_share: horizon.then(|| gain(Measure::Objective)),
        compute_mh100e: change(Measure::Compute),
        gain_compute_share: gain(Measure::Compute),
        load_gw: change(Measure::Load),
        gain_load_share: gain(Measure::Load),
    }
}
