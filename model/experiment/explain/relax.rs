//! Relax one, and relax all but one: what more of a limit brings, from re-solves.
//!
//! A family's limits rise by 1 %, by 10 %, or are lifted (1000 times as large), in all model years; everything
//! else stays, costs too. A lever of the dataset is relaxed in the same way if all that it does is to
//! multiply limits that families own; its strength in the scenario times 1.01, 1.1 and 1000. A lever named as a
//! family or group is that family or group.
//!
//! For the verdict of a year the limits of the years up to it rise, and its compute is looked at.

use super::levers::scales_limits;
use super::tables::RelaxRow;
use crate::error::Result;
use crate::experiment::families::{Families, Group, LIFTED};
use crate::experiment::origin::Origin;
use crate::experiment::outcome::{Measure, Outcome};
use crate::experiment::variant::Variant;
use crate::named::{named, words};
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
    /// The factor on limits.
    #[must_use]
    pub const fn factor(self) -> f64 {
        match self {
            Self::One => 1.01,
            Self::Ten => 1.1,
            Self::Lifted => LIFTED,
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
            Self::One(group) => Variant::limits(group.families(), step.factor(), until),
            Self::AllBut(group) => Variant::limits(families.without(group.families()), step.factor(), until),
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

/// All re-solves of an analysis.
#[derive(Debug, Clone)]
pub struct Relaxation {
    /// In the order of the table.
    pub relaxed: Vec<Relaxed>,
}

impl Relaxation {
    /// The outcome of a group relaxed alone.
    #[must_use]
    pub fn one(&self, group: Group, step: Step, until: Year) -> Option<&Outcome> {
        let found = self
            .relaxed
            .iter()
            .find(|r| r.step == step && r.until == until && matches!(&r.subject, Subject::One(g) if *g == group));
        found.map(|r| &r.outcome)
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
pub fn relax(origin: &Origin<'_>, families: Families, one_done: &(dyn Fn() + Sync)) -> Result<Relaxation> {
    let tasks = tasks(origin, families);
    let variants = tasks.iter().map(|(subject, step, until)| subject.variant(origin, families, (*step, *until)));
    let outcomes = origin.outcomes(variants, origin.solution, one_done)?;
    let relaxed = |((subject, step, until), outcome)| Relaxed { subject, step, until, outcome };
    Ok(Relaxation { relaxed: tasks.into_iter().zip(outcomes).map(relaxed).collect() })
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
    for step in Step::ALL.into_iter().rev() {
        tasks.extend(subjects.iter().map(|subject| (subject.clone(), step, last)));
    }
    for until in Year::all(last.0) {
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
    let years = || std::iter::once(None).chain(origin.system().time.years().map(Some));
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
