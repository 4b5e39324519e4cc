//! Model years, periods, time slices, discounting and the share of a period in which an asset serves.

use crate::sets::{Day, List, TimeSlice, Year};
use crate::units::Hours;

/// How long an asset serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// So many whole years.
    Years(i32),
    /// Beyond any horizon.
    Endless,
}

impl Life {
    /// The share of its `age`-th year in which an asset serves: half of the first and of the last.
    #[must_use]
    pub fn service(self, age: i32) -> f64 {
        match self {
            _ if age < 0 => 0.0,
            _ if age == 0 => 0.5,
            Self::Endless => 1.0,
            Self::Years(years) if age < years => 1.0,
            Self::Years(years) if age == years => 0.5,
            Self::Years(_) => 0.0,
        }
    }
}

/// One block of hours of one representative day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slice {
    /// Representative day, by its position in `days.csv`.
    pub day: usize,
    /// Block within the day, from 0.
    pub block: usize,
    /// Hours of the year that it stands for.
    pub weight: Hours,
    /// Whether its day is marked as a peak day.
    pub peak: bool,
}

/// The time axis of a run.
#[derive(Debug, Clone)]
pub struct Time {
    /// Model years that are solved, those of the tail last.
    pub years: List<Year, i32>,
    /// How many of them come before the tail: the ones that tables show.
    pub before_tail: usize,
    /// For each model year the calendar years after the previous one, up to and including it; for the first, those from the
    /// year on that the existing stock is of.
    pub periods: List<Year, Vec<i32>>,
    /// Hours of a time slice within its day.
    pub block: Hours,
    /// All slices, day by day.
    pub slices: List<TimeSlice, Slice>,
    /// Sum over the period of the discount factors: the weight of a yearly value.
    pub discount: List<Year, f64>,
    /// Discount factor of the model year itself: the weight of a single payment.
    pub payment: List<Year, f64>,
}

impl Time {
    /// The axis of the given years, discounted to the first, all of them shown; `base` is the year that the existing stock
    /// is of, days are (days per year, peak).
    #[must_use]
    pub fn new((base, years): (i32, &[i32]), block_hours: u32, days: &[(f64, bool)], discount_rate: f64) -> Self {
        let first = years[0];
        let periods: Vec<Vec<i32>> = years
            .iter()
            .enumerate()
            .map(|(i, &year)| (if i == 0 { base.min(first) } else { years[i - 1] + 1 }..=year).collect())
            .collect();
        let factor = |year: i32| (1.0 + discount_rate).powi(first - year);
        let hours_per_day = 24;
        let slices = days
            .iter()
            .enumerate()
            .flat_map(|(day, &(count, peak))| {
                (0..(hours_per_day / block_hours) as usize).map(move |block| Slice {
                    day,
                    block,
                    weight: Hours(f64::from(block_hours) * count),
                    peak,
                })
            })
            .collect();
        Self {
            years: years.to_vec().into(),
            before_tail: years.len(),
            discount: periods.iter().map(|p| p.iter().map(|&t| factor(t)).sum()).collect(),
            payment: years.iter().map(|&y| factor(y)).collect(),
            periods: periods.into(),
            block: Hours(f64::from(block_hours)),
            slices,
        }
    }

    /// The same with the years from a position on as its tail.
    #[must_use]
    pub fn with_tail(self, before_tail: usize) -> Self {
        Self { before_tail, ..self }
    }

    /// The model years that are shown: all but the tail.
    #[must_use]
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = Year> + ExactSizeIterator + Clone + use<> {
        Year::all(self.before_tail)
    }

    /// The calendar years of the model years that are shown.
    #[must_use]
    pub fn shown_years(&self) -> &[i32] {
        self.years.split_at(self.before_tail).0
    }

    /// Calendar years in the period of each model year that is shown.
    pub fn shown_periods(&self) -> impl Iterator<Item = f64> + '_ {
        self.shown().map(|y| self.periods[y].len() as f64)
    }

    /// The representative day of a slice.
    #[must_use]
    pub fn day(&self, slice: TimeSlice) -> Day {
        Day(self.slices[slice].day)
    }

    /// Slices of a day, in order.
    pub fn slices_of(&self, day: Day) -> impl Iterator<Item = TimeSlice> + '_ {
        self.slices().filter(move |&s| self.day(s) == day)
    }

    /// All model years that are solved.
    #[must_use]
    pub fn years(&self) -> impl DoubleEndedIterator<Item = Year> + ExactSizeIterator + Clone + use<> {
        Year::all(self.years.len())
    }

    /// All time slices.
    #[must_use]
    pub fn slices(&self) -> impl ExactSizeIterator<Item = TimeSlice> + Clone + use<> {
        TimeSlice::all(self.slices.len())
    }

    /// The calendar year of a model year.
    #[must_use]
    pub fn calendar(&self, year: Year) -> i32 {
        self.years[year]
    }

    /// Slices of one day, in order.
    #[must_use]
    pub fn slices_per_day(&self) -> usize {
        self.slices.iter().filter(|s| s.day == 0).count()
    }

    /// The share of model year `now` in which what was commissioned in period `built` serves.
    #[must_use]
    pub fn in_service(&self, built: Year, now: Year, life: Life) -> f64 {
        let period = &self.periods[built];
        let sum: f64 = period.iter().map(|&t| life.service(self.years[now] - t)).sum();
        sum / period.len() as f64
    }

    /// The share of what was commissioned in period `built` that stands at the end of year `now`.
    #[must_use]
    pub fn standing_at_year_end(&self, built: Year, now: Year, life: Life) -> f64 {
        let period = &self.periods[built];
        let stands = |t: &&i32| {
            let age = self.years[now] - **t;
            age >= 0
                && match life {
                    Life::Endless => true,
                    Life::Years(years) => age < years,
                }
        };
        period.iter().filter(stands).count() as f64 / period.len() as f64
    }
}

/// The yearly payment that repays one unit of capital over a life; 1/L without interest, or with next to none.
#[must_use]
pub fn annuity(rate: f64, life: i32) -> f64 {
    // Below it 1 + rate keeps too few of the rate's digits.
    const NEXT_TO_NONE: f64 = 1e-9;
    if rate < NEXT_TO_NONE { 1.0 / f64::from(life) } else { rate / (1.0 - (1.0 + rate).powi(-life)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time() -> Time {
        Time::new((2025, &[2025, 2026, 2029]), 12, &[(300.0, false), (65.0, true)], 0.1)
    }

    #[test]
    fn a_period_holds_the_years_since_the_model_year_before() {
        assert_eq!(*time().periods, [vec![2025], vec![2026], vec![2027, 2028, 2029]]);
    }

    #[test]
    fn the_first_period_begins_with_the_year_of_the_existing_stock() {
        let periods = |base| Time::new((base, &[2028, 2030]), 24, &[(365.0, false)], 0.1).periods[0].clone();
        assert_eq!([periods(2026), periods(2030)], [vec![2026, 2027, 2028], vec![2028]]);
        let discount = Time::new((2026, &[2028]), 24, &[(365.0, false)], 0.1).discount[0];
        assert!((discount - (1.21 + 1.1 + 1.0)).abs() < 1e-15);
    }

    #[test]
    fn slice_weights_sum_to_a_year() {
        let slices = time().slices;
        assert_eq!(slices.len(), 4);
        assert_eq!(slices[2], Slice { day: 1, block: 0, weight: Hours(780.0), peak: true });
        assert_eq!(slices.iter().map(|s| s.weight.value()).sum::<f64>(), 8760.0);
    }

    #[test]
    fn discounting_sums_over_the_period() {
        let by_hand = 1.1_f64.powi(-2) + 1.1_f64.powi(-3) + 1.1_f64.powi(-4);
        assert!((time().discount[2] - by_hand).abs() < 1e-15);
        assert!((time().payment[2] - 1.1_f64.powi(-4)).abs() < 1e-15);
    }

    #[test]
    fn half_of_the_first_and_of_the_last_year_are_served() {
        let life = Life::Years(3);
        assert_eq!([-1, 0, 1, 2, 3, 4].map(|age| life.service(age)), [0.0, 0.5, 1.0, 1.0, 0.5, 0.0]);
        assert_eq!(Life::Years(1).service(1), 0.5);
        assert_eq!(Life::Endless.service(90), 1.0);
    }

    #[test]
    fn in_service_share_is_the_mean_over_the_building_period() {
        let time = time();
        // Built in 2027, 2028, 2029 and looked at in 2029: 1, 1, 1/2.
        let share = time.in_service(Year(2), Year(2), Life::Years(5));
        assert!((share - 2.5 / 3.0).abs() < 1e-15);
        // Built in 2026 with a life of 3: half of it serves in 2029.
        assert_eq!(time.in_service(Year(1), Year(2), Life::Years(3)), 0.5);
        assert_eq!(time.in_service(Year(2), Year(1), Life::Endless), 0.0);
    }

    #[test]
    fn what_reached_its_life_is_gone_at_the_year_end() {
        let time = time();
        assert_eq!(time.standing_at_year_end(Year(1), Year(2), Life::Years(3)), 0.0);
        assert_eq!(time.standing_at_year_end(Year(2), Year(2), Life::Years(3)), 1.0);
    }

    #[test]
    fn an_annuity_repays_its_capital() {
        let payment = annuity(0.08, 5);
        let repaid: f64 = (1..=5).map(|t| payment * 1.08_f64.powi(-t)).sum();
        assert!((repaid - 1.0).abs() < 1e-12);
        assert_eq!(annuity(0.0, 4), 0.25);
    }
}
