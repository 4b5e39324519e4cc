//! Quantities that follow from the tables, each defined once: what charts, screens, memos and experiments read.

use super::Results;
use super::tables::{CapitalRow, PriceRow, RentRow, ShadowPriceRow, SummaryRow};
use crate::program::{Family, Rule};

impl SummaryRow {
    /// Spent on AI: accelerators, shells and cooling, connections, onsite power; billion USD a year. Grid plants and lines
    /// serve other load too and are not in it.
    #[must_use]
    pub fn ai_capex_busd_per_year(&self) -> f64 {
        self.capex_accelerators_busd_per_year
            + self.capex_shells_busd_per_year
            + self.capex_connections_busd_per_year
            + self.capex_onsite_power_busd_per_year
    }

    /// Facility nameplate of AI that is powered, average of the year, GW; none where nothing is.
    ///
    /// It is the power that a facility must be able to draw: rated IT load times the PUE of peak days, when cooling takes most.
    /// So publishers count it, from capacity of substations and cooling; what ordinary days take is `ai_facility_gw`.
    #[must_use]
    pub fn facility_nameplate_gw(&self) -> Option<f64> {
        Some(self.ai_rated_gw * self.peak_pue()?)
    }

    /// The same of all AI that stands at the year's end, powered or not.
    #[must_use]
    pub fn facility_nameplate_year_end_gw(&self) -> Option<f64> {
        Some(self.ai_rated_year_end_gw * self.peak_pue()?)
    }

    /// Facility over IT load on peak days, all regions and cooling systems by their load.
    fn peak_pue(&self) -> Option<f64> {
        (self.ai_average_it_gw > 0.0).then(|| self.ai_peak_gw / self.ai_average_it_gw)
    }
}

impl PriceRow {
    /// Name of the row of a whole year, among those of its time slices.
    pub const YEAR: &'static str = "all";

    /// Whether it is of a whole year.
    #[must_use]
    pub fn is_of_year(&self) -> bool {
        self.slice == Self::YEAR
    }
}

impl CapitalRow {
    /// Name of the row of all money, among those of its tiers.
    pub const ALL: &'static str = "all";

    /// Whether it is of all tiers together.
    #[must_use]
    pub fn is_of_all(&self) -> bool {
        self.tier == Self::ALL
    }
}

/// Mean over regions of a yearly price by their AI load (rated GW); none where there is no AI.
#[must_use]
pub fn price_where_ai_is(results: &Results, year: i32, of: impl Fn(&PriceRow) -> Option<f64>) -> Option<f64> {
    let load = |region: &str| -> f64 {
        let fleet = results.fleet.iter().filter(|row| row.year == year && row.region == region);
        fleet.map(|row| row.rated_gw).sum()
    };
    let prices = results.prices.iter().filter(|row| row.year == year && row.is_of_year());
    let weighed = prices.filter_map(|row| Some((of(row)?, load(&row.region))));
    let (worth, gw) = weighed.fold((0.0, 0.0), |(worth, gw), (price, load)| (worth + price * load, gw + load));
    (gw > 0.0).then(|| worth / gw)
}

/// Mean over calendar years of amounts by model year, each with the years of its period; none without any.
#[must_use]
pub fn horizon_mean(amounts: impl IntoIterator<Item = (f64, f64)>) -> Option<f64> {
    let add = |(sum, years), (amount, period): (f64, f64)| (sum + period * amount, years + period);
    let (sum, years) = amounts.into_iter().fold((0.0, 0.0), add);
    (years > 0.0).then(|| sum / years)
}

/// Families of supply with a rent in a year, the largest first. Demand is left out: that people pay no more is no
/// bottleneck of supply, and its rent is the buyers' surplus.
#[must_use]
pub fn ranked_rents(rents: &[RentRow], year: i32) -> Vec<&RentRow> {
    let has_rent = |row: &&RentRow| row.year == year && row.rent_musd > 0.0 && row.family != Family::Demand;
    let mut rows: Vec<&RentRow> = rents.iter().filter(has_rent).collect();
    rows.sort_by(|a, b| b.rent_musd.total_cmp(&a.rent_musd));
    rows
}

/// The same of some limits, as those of a region: families with what their limits earn.
#[must_use]
pub fn ranked_families<'a>(limits: impl IntoIterator<Item = &'a ShadowPriceRow>) -> Vec<(Family, f64)> {
    let mut rents = [0.0; Family::ALL.len()];
    for row in limits.into_iter().filter(|row| row.rent_musd > 0.0) {
        rents[row.family as usize] += row.rent_musd;
    }
    let supply = Family::ALL.into_iter().zip(rents);
    let mut ranked: Vec<_> = supply.filter(|(family, rent)| *family != Family::Demand && *rent > 0.0).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked
}

/// Leaders by year, years in a row with the same leader joined: leader, first and last year.
#[must_use]
pub fn runs<T: PartialEq>(leaders: impl IntoIterator<Item = (i32, T)>) -> Vec<(T, i32, i32)> {
    let mut runs: Vec<(T, i32, i32)> = vec![];
    for (year, leader) in leaders {
        match runs.last_mut() {
            Some((known, _, to)) if *known == leader => *to = year,
            _ => runs.push((leader, year, year)),
        }
    }
    runs
}

/// Rents of limits by rule, the largest first; rules without any are left out. Of equal ones the last that appears comes first.
#[must_use]
pub fn rents_by_rule<'a>(rows: impl Iterator<Item = &'a ShadowPriceRow>) -> Vec<(Rule, f64)> {
    let mut rents: Vec<(Rule, f64)> = vec![];
    for row in rows {
        match rents.iter_mut().find(|(rule, _)| *rule == row.rule) {
            Some((_, rent)) => *rent += row.rent_musd,
            None => rents.push((row.rule, row.rent_musd)),
        }
    }
    rents.retain(|(_, rent)| *rent > 0.0);
    rents.reverse();
    rents.sort_by(|a, b| b.1.total_cmp(&a.1));
    rents
}

/// Of several changes the one with the largest share, among those of at least half the largest amount: small years say little.
#[must_use]
pub fn foremost<T>(changes: &[T], amount: impl Fn(&T) -> f64, share: impl Fn(&T) -> f64) -> Option<&T> {
    const HALF: f64 = 0.5;
    let most = changes.iter().map(&amount).fold(0.0, f64::max);
    let much = changes.iter().filter(|change| amount(change) >= HALF * most);
    much.reduce(|best, next| if share(next) > share(best) { next } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Rule;

    fn year() -> SummaryRow {
        SummaryRow {
            scenario: String::new(),
            year: 2025,
            ai_rated_gw: 10.0,
            ai_rated_year_end_gw: 14.0,
            ai_average_it_gw: 8.0,
            ai_facility_gw: 9.6,
            ai_peak_gw: 10.4,
            ai_energy_twh: 84.1,
            datacentre_energy_twh: None,
            compute_mh100e: 5.0,
            accelerators_bought_thousand_per_year: 1.0,
            capex_accelerators_busd_per_year: 1.0,
            capex_shells_busd_per_year: 20.0,
            capex_connections_busd_per_year: 300.0,
            capex_onsite_power_busd_per_year: 4000.0,
            capex_grid_power_busd_per_year: 5e4,
            capex_lines_busd_per_year: 6e5,
            ai_capital_recovery_busd: 1.0,
            energy_rent_share: 0.0,
            chips_rent_share: 1.0,
            co2_mt: 0.0,
            first_bottleneck: Family::Chips,
            second_bottleneck: None,
        }
    }

    fn limit(rule: Rule, rent_musd: f64) -> ShadowPriceRow {
        ShadowPriceRow {
            scenario: String::new(),
            region: String::new(),
            year: 2025,
            family: rule.family(),
            rule,
            item: String::new(),
            unit: rule.unit().to_owned(),
            limit: 1.0,
            used: 1.0,
            slack: 0.0,
            price: rent_musd,
            price_unit: rule.price_unit(rule.unit()),
            rent_musd,
            binding: true,
            valid_from: None,
            valid_to: None,
            price_of_less: None,
            price_of_more: None,
            validity: None,
        }
    }

    #[test]
    fn ai_pays_for_all_but_grid_plants_and_lines() {
        assert_eq!(year().ai_capex_busd_per_year(), 4321.0);
    }

    #[test]
    fn nameplate_is_what_rated_load_takes_on_peak_days() {
        assert_eq!(year().facility_nameplate_gw(), Some(13.0));
        assert_eq!(year().facility_nameplate_year_end_gw(), Some(14.0 * 1.3));
        assert_eq!(SummaryRow { ai_average_it_gw: 0.0, ..year() }.facility_nameplate_gw(), None);
    }

    #[test]
    fn the_mean_counts_each_model_year_as_often_as_its_period_has_years() {
        assert_eq!(horizon_mean([(10.0, 1.0), (40.0, 2.0)]), Some(30.0));
        assert_eq!(horizon_mean([]), None);
    }

    #[test]
    fn the_largest_rent_of_supply_comes_first() {
        let rent =
            |family, rent_musd, year| RentRow { scenario: String::new(), year, family, rent_musd, rent_share: 0.0 };
        let rents = [
            rent(Family::Chips, 2.0, 2025),
            rent(Family::Siting, 0.0, 2025),
            rent(Family::Grid, 3.0, 2025),
            rent(Family::Demand, 9.0, 2025),
            rent(Family::Power, 9.0, 2026),
        ];
        let ranked: Vec<Family> = ranked_rents(&rents, 2025).iter().map(|row| row.family).collect();
        assert_eq!(ranked, [Family::Grid, Family::Chips]);
    }

    #[test]
    fn limits_of_a_family_count_together() {
        let limits = [
            limit(Rule::SitingRate, 2.0),
            limit(Rule::ChipsSupply, 3.0),
            limit(Rule::SitingCeiling, 2.0),
            limit(Rule::DemandTier, 9.0),
            limit(Rule::CapitalTier, 0.0),
        ];
        assert_eq!(ranked_families(&limits), [(Family::Siting, 4.0), (Family::Chips, 3.0)]);
    }

    #[test]
    fn years_with_one_leader_are_joined() {
        let runs = runs([(2025, "chips"), (2026, "chips"), (2028, "power"), (2030, "chips")]);
        assert_eq!(runs, [("chips", 2025, 2026), ("power", 2028, 2028), ("chips", 2030, 2030)]);
    }
}
