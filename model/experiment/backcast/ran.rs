//! A finished run, as published figures are looked up in it: sums over accelerators and plants.

use crate::constraints::chips::gigawatts_per_thousand;
use crate::results::Results;
use crate::results::plants::PlantGroup;
use crate::results::tables::{CapacityRow, PriceRow, SummaryRow};
use crate::sets::{Accelerator, Year};
use crate::system::chips::AcceleratorKind;
use crate::system::{Life, System};

/// A finished run to be held against published figures.
#[derive(Debug, Clone, Copy)]
pub struct Ran<'a> {
    /// What was solved.
    pub system: &'a System,
    /// What came out.
    pub results: &'a Results,
}

/// What of the chips on offer stands at a year's end, rated GW.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chips {
    /// With all that was offered bought.
    pub offered: f64,
    /// With what was bought.
    pub bought: f64,
}

impl<'a> Ran<'a> {
    /// A year at a glance; none if it is no model year.
    #[must_use]
    pub fn summary(&self, year: i32) -> Option<&'a SummaryRow> {
        self.results.summary.iter().find(|row| row.year == year)
    }

    /// Position of a model year.
    #[must_use]
    pub fn position(&self, year: i32) -> Option<Year> {
        self.results.years.iter().position(|&other| other == year).map(Year)
    }

    fn period_years(&self, y: Year) -> f64 {
        self.system.time.periods[y].len() as f64
    }

    /// The year's prices of a region.
    pub(super) fn prices(&self, region: &str, year: i32) -> Option<&'a PriceRow> {
        self.results.prices.iter().find(|row| row.year == year && row.region == region && row.is_of_year())
    }

    fn kinds(&self) -> impl Iterator<Item = (Accelerator, &'a AcceleratorKind)> {
        self.system.sets.accelerators().zip(&self.system.chips.kinds)
    }

    /// Thousands of an accelerator bought in a period.
    fn bought(&self, a: Accelerator, year: i32) -> f64 {
        let name = &self.system.sets.accelerators[a];
        let rows = self.results.fleet.iter().filter(|row| row.year == year && row.accelerator == *name);
        rows.map(|row| row.bought_thousand).sum()
    }

    /// Thousands of an accelerator that stand at a year's end, given what each period adds.
    fn standing(&self, (a, kind): (Accelerator, &AcceleratorKind), now: Year, added: impl Fn(Year) -> f64) -> f64 {
        let time = &self.system.time;
        let age = time.calendar(now) - kind.first_year;
        let existing = self.system.sets.regions().map(|r| self.system.chips.existing[(a, r)].value()).sum();
        let still = if (0..kind.lifetime).contains(&age) { existing } else { 0.0 };
        let life = Life::Years(kind.lifetime);
        still + Year::all(now.0 + 1).map(|b| added(b) * time.standing_at_year_end(b, now, life)).sum::<f64>()
    }

    /// A sum over what stands at a year's end, each thousand times its worth.
    pub(super) fn stock(&self, year: i32, per_thousand: impl Fn(&AcceleratorKind) -> f64) -> Option<f64> {
        let now = self.position(year)?;
        let time = &self.system.time;
        let of = |(a, kind)| self.standing((a, kind), now, |b| self.bought(a, time.calendar(b))) * per_thousand(kind);
        Some(self.kinds().map(of).sum())
    }

    /// What of the chips on offer stands at a year's end.
    #[must_use]
    pub fn chips(&self, year: i32) -> Option<Chips> {
        let now = self.position(year)?;
        let supply = &self.system.chips.supply;
        let of = |(a, kind): (Accelerator, &AcceleratorKind)| {
            self.standing((a, kind), now, |b| supply[(a, b)].value()) * gigawatts_per_thousand(kind.power)
        };
        let bought = self.stock(year, |kind| gigawatts_per_thousand(kind.power))?;
        Some(Chips { offered: self.kinds().map(of).sum(), bought })
    }

    /// A sum over what was bought in a year, each thousand times its worth, a year of the period.
    pub(super) fn added(&self, year: i32, per_thousand: impl Fn(&AcceleratorKind) -> f64) -> Option<f64> {
        let y = self.position(year)?;
        let sum: f64 = self.kinds().map(|(a, kind)| self.bought(a, year) * per_thousand(kind)).sum();
        Some(sum / self.period_years(y))
    }

    /// A sum over the plants of a group that were built in a year, a year of the period.
    pub(super) fn plants(&self, group: PlantGroup, year: i32, amount: impl Fn(&CapacityRow) -> f64) -> Option<f64> {
        let y = self.position(year)?;
        let rows = self
            .results
            .capacity
            .iter()
            .filter(|row| row.year == year && self.results.labels.plant_group(&row.technology) == group);
        Some(rows.map(amount).sum::<f64>() / self.period_years(y))
    }
}
