//! All analyses of one scenario, in order: relax, ladder, Shapley, validity, lever groups, flips, verdict.

use super::Explanation;
use super::bottlenecks::{self, Evidence};
use super::ceilings::table as ceilings;
use super::flips::{Contest, Followed, follow};
use super::kinds::{self, kinds};
use super::ladder::ladder;
use super::lever_groups::{self, worth};
use super::parts::Parts;
use super::relax::{self, Relaxation, relax};
use super::shapley::coalitions;
use super::tables::ShapleyRow;
use super::validity::{degenerate, fill_intervals};
use super::verdict::verdict;
use crate::error::Result;
use crate::experiment::families::{Families, Group, LIFTED};
use crate::experiment::origin::Origin;
use crate::experiment::outcome::Measure;
use crate::named::named;
use crate::program::Family;
use crate::results::Results;

/// An analysis that takes long enough to be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What binds next.
    Ladder,
    /// Shapley shares.
    Shapley,
    /// Intervals of degenerate prices.
    Intervals,
    /// What more of each lever group is worth.
    Themes,
    /// Models of another kind.
    Kinds,
    /// Levers over their ranges, and where along them leads change hands.
    Flips,
    /// Four separate ceilings, the rule of the smallest.
    Ceilings,
}

/// How far families are raised for Shapley shares.
#[derive(Debug, Clone, PartialEq)]
pub struct ShapleyStep {
    /// Name in tables.
    pub name: String,
    /// Factor on the limits.
    pub factor: f64,
    /// Families that take part, of those asked for.
    pub families: Families,
}

impl ShapleyStep {
    /// A rise by so many per cent, of all families.
    #[must_use]
    pub fn rise(per_cent: f64) -> Self {
        Self { name: format!("{per_cent} %"), factor: 1.0 + per_cent / 100.0, families: Families::ALL }
    }

    /// All limits of supply lifted. Demand keeps its size: a thousand times as many buyers is no world to share out.
    #[must_use]
    pub fn lifted() -> Self {
        let families = Families::ALL.without(Families::of(&[Family::Demand]));
        Self { name: "lifted".to_owned(), factor: LIFTED, families }
    }
}

/// Rise of the limits for Shapley shares that is asked for unless another is, per cent.
pub const STEP: f64 = 25.0;

/// What to analyse.
#[derive(Debug, Clone)]
pub struct Question {
    /// Families to raise; groups of which one is missing are left out.
    pub families: Families,
    /// Steps of the Shapley shares.
    pub steps: Vec<ShapleyStep>,
    /// Whose leads are followed along levers, and by what.
    pub contest: Contest,
    /// Analyses to make, besides relaxation and verdict.
    pub parts: Vec<Part>,
}

impl Default for Question {
    /// What `gridbound explain` asks: all families and parts but ceilings, a rise by a quarter, all that could lead.
    fn default() -> Self {
        Self {
            families: Families::ALL,
            steps: vec![ShapleyStep::rise(STEP), ShapleyStep::lifted()],
            contest: Contest { pair: None, measure: Measure::Objective },
            parts: vec![Part::Ladder, Part::Shapley, Part::Intervals, Part::Themes, Part::Kinds, Part::Flips],
        }
    }
}

/// Somebody who waits.
pub trait Progress: Sync {
    /// A phase of so many steps begins.
    fn phase(&self, name: &str, steps: usize);
    /// One step is done.
    fn one_done(&self);
}

/// Nobody waits.
impl Progress for () {
    fn phase(&self, _: &str, _: usize) {}
    fn one_done(&self) {}
}

/// Analyses a solved scenario part by part; intervals of prices go to its table of shadow prices.
///
/// # Errors
/// If a re-solve has no certified optimum, a lever cannot act within its own range, or a part cannot be kept.
pub fn explain(
    origin: &Origin<'_>,
    results: &mut Results,
    question: &Question,
    parts: Parts<'_>,
) -> Result<Explanation> {
    let asked = |part| question.parts.contains(&part);
    let groups = Group::within(question.families);

    let steps = relax::count(origin, question.families);
    let outcomes = parts.part(("relaxing limits", steps), |one_done| relax(origin, question.families, one_done))?;
    let relaxation = Relaxation::of(origin, question.families, outcomes);
    let mut rungs = vec![];
    if asked(Part::Ladder) {
        let most = question.families.members().count();
        let what = ("what binds next", most * (most + 1) / 2);
        rungs = parts.part(what, |one_done| ladder(origin, question.families, one_done))?;
    }
    let mut shapley = vec![];
    for step in question.steps.iter().filter(|_| asked(Part::Shapley)) {
        let families = question.families.both(step.families);
        let what = (&*format!("Shapley shares, {}", step.name), (1 << families.members().count()) - 1);
        let rows: Vec<ShapleyRow> = parts.part(what, |one_done| {
            let coalitions = coalitions(origin, families, (&step.name, step.factor), one_done)?;
            Ok(coalitions.table(&origin.system().scenario))
        })?;
        shapley.extend(rows);
    }
    if asked(Part::Intervals) {
        let positions = degenerate(origin.system(), origin.known(), &results.shadow_prices);
        results.shadow_prices = parts.part(("degenerate prices", positions.len()), |one_done| {
            let mut prices = results.shadow_prices.clone();
            fill_intervals(origin, &mut prices, &positions, one_done)?;
            Ok(prices)
        })?;
    }
    let mut theme_rows = vec![];
    if asked(Part::Themes) {
        let groups = lever_groups::all(origin.loaded, question.families);
        let what = ("themes", worth::count(origin, &groups));
        theme_rows = parts.part(what, |one_done| worth::worth(origin, &groups, &results.shadow_prices, one_done))?;
    }
    let mut kind_rows = vec![];
    if asked(Part::Kinds) {
        let what = ("kinds of model", kinds::count(question.families));
        kind_rows = parts.part(what, |one_done| kinds(origin, question.families, &relaxation, one_done))?;
    }
    let mut verdict = verdict(origin, &relaxation, &results.left_over);
    let mut followed = Followed { swings: vec![], flips: vec![] };
    if asked(Part::Flips) {
        let what = ("levers over their ranges", origin.loaded.levers.len());
        followed = parts.part(what, |one_done| follow(origin, question.contest, (&relaxation, &verdict), one_done))?;
        verdict.follow(&followed.flips);
    }
    let of_first_step = question.steps.first().map_or("", |step| &step.name);
    let first_step: Vec<_> = shapley.iter().filter(|row| row.step == of_first_step).cloned().collect();
    let evidence = Evidence { rents: &results.rents, relaxation: &relaxation, shapley: &first_step, ladder: &rungs };
    let mut ceiling_rows = vec![];
    if asked(Part::Ceilings) {
        let found = ceilings::ceilings(origin);
        let what = ("separate ceilings", ceilings::count(&found));
        ceiling_rows = parts.part(what, |one_done| ceilings::compare(origin, &found, &verdict.years, one_done))?;
    }
    Ok(Explanation {
        bottlenecks: bottlenecks::table(origin, &groups, &evidence),
        relax: relax::table(origin, &relaxation),
        verdict,
        ceilings: ceiling_rows,
        shapley,
        ladder: rungs,
        themes: theme_rows,
        kinds: kind_rows,
        flips: followed.flips,
        swings: followed.swings,
    })
}

/// The pair of groups that `one/other` names, as in `chips/energy`.
#[must_use]
pub fn pair(text: &str) -> Option<[Group; 2]> {
    let (one, other) = text.split_once('/')?;
    Some([named(one)?, named(other)?])
}

/// The families that a list of names means, as in `chips,power`.
///
/// # Errors
/// The first name that is no family.
pub fn families(names: &str) -> std::result::Result<Families, String> {
    let family = |name: &str| named(name.trim()).ok_or_else(|| name.trim().to_owned());
    let found: Vec<Family> = names.split(',').map(family).collect::<std::result::Result<_, _>>()?;
    Ok(Families::of(&found))
}
