//! Quantities that another plan may have otherwise, each a sum of columns of the program.

use super::tables::Subject;
use crate::constraints::capital::spent;
use crate::constraints::fuels::emitted;
use crate::constraints::materials::needed;
use crate::load::Loaded;
use crate::program::{Column, Expression, Program};
use crate::results::plants::PlantGroup;
use crate::run::labels;
use crate::sets::{Material, Region, SiteClass, Technology, Year};
use crate::system::System;
use crate::units::{MillionUsd, ThousandUnits, Unit, billions, compute};

/// Name of the material of which the table speaks.
const COPPER: &str = "copper";

/// A quantity of a plan.
#[derive(Debug, Clone)]
pub struct Quantity {
    /// What it is.
    pub subject: Subject,
    /// Where; none for the whole country.
    pub region: Option<Region>,
    /// Plants of which group.
    pub group: Option<PlantGroup>,
    /// When; none for the sum over the horizon.
    pub year: Option<Year>,
    /// Unit.
    pub unit: String,
    /// The sum of columns that it is.
    pub sum: Expression,
}

impl Quantity {
    fn over_horizon(subject: Subject, unit: impl Into<String>, sum: Expression) -> Self {
        Self { subject, region: None, group: None, year: None, unit: unit.into(), sum }
    }

    /// How much of it there is at some values of the columns.
    #[must_use]
    pub fn at(&self, values: &[f64]) -> f64 {
        self.sum.constant + self.sum.terms.iter().map(|(column, factor)| factor * values[column.0]).sum::<f64>()
    }
}

/// All quantities of a scenario's plan, those of its program without a column left out.
#[must_use]
pub fn quantities(loaded: &Loaded, program: &Program) -> Vec<Quantity> {
    let system = &loaded.system;
    let of = Of { system, program };
    let gigawatts = Unit::Gigawatts.symbol();
    let years = || system.time.shown();
    let mut all = vec![];
    all.extend(years().map(|y| Quantity {
        year: Some(y),
        ..Quantity::over_horizon(Subject::AiLoad, gigawatts, system.sets.regions().map(|r| of.load(r, y)).sum())
    }));
    all.extend(years().map(|y| Quantity {
        year: Some(y),
        ..Quantity::over_horizon(Subject::Compute, Unit::MillionH100e.symbol(), of.compute(y))
    }));
    if let Some(last) = years().next_back() {
        all.extend(system.sets.regions().map(|r| Quantity {
            year: Some(last),
            region: Some(r),
            ..Quantity::over_horizon(Subject::AiLoad, gigawatts, of.load(r, last))
        }));
    }
    let groups: Vec<PlantGroup> = labels(loaded).technologies.iter().map(|label| label.group).collect();
    all.extend(PlantGroup::ALL.into_iter().map(|group| Quantity {
        group: Some(group),
        ..Quantity::over_horizon(
            Subject::Built,
            gigawatts,
            of.built(|g| !system.power.kinds[g].is_onsite() && groups[g.0] == group),
        )
    }));
    all.push(Quantity::over_horizon(Subject::Connections, gigawatts, of.connections()));
    all.push(Quantity::over_horizon(Subject::Lines, gigawatts, of.lines()));
    all.push(Quantity::over_horizon(Subject::Shells, gigawatts, of.shells()));
    let onsite = of.built(|g| system.power.kinds[g].is_onsite());
    all.push(Quantity::over_horizon(Subject::OnsitePower, gigawatts, onsite));
    let copper = Material::all(system.sets.materials.len()).find(|m| system.sets.materials[*m] == COPPER);
    all.extend(copper.map(|m| {
        let needed = years().map(|y| needed(system, &program.variables, m, y)).sum();
        Quantity::over_horizon(Subject::Copper, &system.materials.units[m], needed)
    }));
    all.push(Quantity::over_horizon(Subject::Capital, Unit::BillionUsd.symbol(), of.spent()));
    all.push(Quantity::over_horizon(Subject::Co2, Unit::Megatonnes.symbol(), of.emitted()));
    all.retain(|quantity| !quantity.sum.terms.is_empty());
    all
}

/// The program that quantities are of.
struct Of<'a> {
    system: &'a System,
    program: &'a Program,
}

impl Of<'_> {
    /// Rated load powered, GW.
    fn load(&self, r: Region, y: Year) -> Expression {
        sum(self.system.sets.cooling().map(|c| self.program.variables.rated[(r, c, y)]))
    }

    /// Compute powered, MH100e.
    fn compute(&self, y: Year) -> Expression {
        let mut sum = Expression::default();
        for a in self.system.sets.accelerators() {
            let each = compute(ThousandUnits(1.0), self.system.chips.kinds[a].h100e).value();
            for r in self.system.sets.regions() {
                sum.add(self.program.variables.powered[(a, r, y)], each);
            }
        }
        sum
    }

    /// Plants and storage built over the horizon, GW.
    fn built(&self, counts: impl Fn(Technology) -> bool) -> Expression {
        let technologies = self.system.sets.technologies().filter(|g| counts(*g));
        let places = technologies.flat_map(|g| self.places().map(move |(r, y)| (g, r, y)));
        sum(places.map(|at| self.program.variables.build[at]))
    }

    fn connections(&self) -> Expression {
        sum(self.places().map(|at| self.program.variables.connect[at]))
    }

    fn lines(&self) -> Expression {
        let links = self.system.sets.links();
        sum(links.flat_map(|l| self.system.time.shown().map(move |y| self.program.variables.line[(l, y)])))
    }

    fn shells(&self) -> Expression {
        let classes = || SiteClass::all(self.system.sets.site_classes.len());
        let at = |(r, y)| classes().map(move |k| self.program.variables.shell[(r, k, y)]);
        sum(self.places().flat_map(at))
    }

    /// What AI spends over the horizon, billion USD.
    fn spent(&self) -> Expression {
        let spent = self.places().map(|(r, y)| spent(self.system, &self.program.variables, r, y));
        spent.sum::<Expression>() * billions(MillionUsd(1.0))
    }

    /// Carbon dioxide over the calendar years of the horizon, Mt.
    fn emitted(&self) -> Expression {
        let of_period =
            |y: Year| emitted(self.system, &self.program.variables, y) * self.system.time.periods[y].len() as f64;
        self.system.time.shown().map(of_period).sum()
    }

    fn places(&self) -> impl Iterator<Item = (Region, Year)> + '_ {
        self.system.sets.regions().flat_map(|r| self.system.time.shown().map(move |y| (r, y)))
    }
}

/// The sum of columns that exist.
fn sum(columns: impl Iterator<Item = Option<Column>>) -> Expression {
    let mut sum = Expression::default();
    columns.for_each(|column| sum.add(column, 1.0));
    sum
}
