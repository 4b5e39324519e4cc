//! Claims: what the argument about AI and the economy says, each part as a number with a range against a threshold.
//!
//! Supported: low, central and high all lie on the claim's side; contradicted: none does; mixed otherwise; outside: the model
//! cannot say. Numbers that rest on parameters have the range of the draws, and are asked what flips them: every series that
//! is drawn is moved alone to each end, and where the central number changes side, halving finds the place.

use super::account::{Range, focus, near, ranged};
use super::draws::Values;
use super::flips::{digits, flips};
use super::flows::Flows;
use super::names::Parameter;
use super::parameters::Parameters;
use super::statistic::statistic;
use super::tables::{Claim, ClaimPart, SupportRow, Touch, Verdict};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::lever_groups::Kind;
use crate::experiment::explain::lever_groups::worth::Move;
use crate::experiment::explain::reach::of as gain_of;
use crate::experiment::explain::relax::Step;
use crate::experiment::explain::tables::ThemeRow;
use crate::experiment::explain::verdict::Finding;
use crate::experiment::families::Group;
use crate::program::Family;
use crate::results::Results;
use crate::results::tables::SummaryRow;
use crate::results::view::tidy;

/// What the claims are held against. What other scenarios say is none where they are of another dataset.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// Tables of the scenario.
    pub results: &'a Results,
    /// Its analysis.
    pub explanation: &'a Explanation,
    /// Flows of both its runs.
    pub flows: &'a Flows,
    /// Parameters.
    pub parameters: &'a Parameters,
    /// What support buys.
    pub support: &'a [SupportRow],
    /// The scenario in which energy is frozen.
    pub frozen: Option<&'a [SummaryRow]>,
    /// The scenario of cheap money.
    pub wave: Option<&'a [SummaryRow]>,
    /// Paths of markets that were drawn.
    pub drawn: &'a [Vec<SummaryRow>],
    /// Each state of markets alone, with coefficients at low and at high.
    pub pure: [&'a [Vec<SummaryRow>]; 2],
}

/// A part of a claim and what is found of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The part.
    pub part: ClaimPart,
    /// What is found.
    pub verdict: Verdict,
    /// The number.
    pub number: f64,
    /// Its range.
    pub range: Option<[f64; 2]>,
    /// What it is held against.
    pub threshold: Option<f64>,
    /// What flips it; none where nothing is asked.
    pub flips: Option<Vec<String>>,
    /// First and last year that it speaks of.
    pub years: (i32, i32),
    /// How many supplies are counted.
    pub counted: usize,
}

/// On which side of its threshold a number bears a claim out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    AtLeast,
    AtMost,
    Below,
}

impl Side {
    fn holds(self, number: f64, threshold: f64) -> bool {
        match self {
            Self::AtLeast => number >= threshold,
            Self::AtMost => number <= threshold,
            Self::Below => number < threshold,
        }
    }
}

fn verdict([low, central, high]: Range, threshold: f64, side: Side) -> Verdict {
    match [low, central, high].iter().filter(|number| side.holds(**number, threshold)).count() {
        3 => Verdict::Supported,
        0 => Verdict::Contradicted,
        _ => Verdict::Mixed,
    }
}

impl Evidence<'_> {
    /// All parts of all claims, in order; a part that nothing can be said of is left out.
    #[must_use]
    pub fn judge(&self) -> Vec<Judged> {
        ClaimPart::ALL.into_iter().filter_map(|part| self.part(part)).collect()
    }

    fn years(&self) -> (i32, i32) {
        let years = &self.flows.years;
        (years.first().copied().unwrap_or_default(), years.last().copied().unwrap_or_default())
    }

    fn focus(&self) -> i32 {
        focus(&self.flows.years)
    }

    fn threshold(&self, parameter: Parameter) -> f64 {
        Values::central(self.parameters).all(parameter, self.focus())
    }

    fn part(&self, part: ClaimPart) -> Option<Judged> {
        let focus = (self.focus(), self.focus());
        match part {
            ClaimPart::Chips => Some(self.energy_over_chips()),
            ClaimPart::Power => Some(self.family(part, Family::Power)),
            ClaimPart::Grid => Some(self.family(part, Family::Grid)),
            ClaimPart::Cooling => Some(self.family(part, Family::Cooling)),
            ClaimPart::Materials => Some(self.family(part, Family::Materials)),
            ClaimPart::Siting => Some(self.family(part, Family::Siting)),
            ClaimPart::Frozen => self.frozen(),
            ClaimPart::Value => self.themes(part, |row| row.rank),
            ClaimPart::Cost => self.themes(part, |row| row.rank_per_cost),
            ClaimPart::Yield => self.support(),
            ClaimPart::Swing => self.swing(),
            ClaimPart::Wave => self.cheap_money(),
            ClaimPart::Sites => Some(self.crypto()),
            ClaimPart::Growth | ClaimPart::Investment | ClaimPart::Recession => {
                let near = near(&self.flows.years);
                let years = near.first().copied().zip(near.last().copied()).unwrap_or_else(|| self.years());
                Some(self.drawn(part, years))
            }
            ClaimPart::Stop | ClaimPart::Lasting => Some(self.drawn(part, self.years())),
            ClaimPart::LabourShare
            | ClaimPart::Jobs
            | ClaimPart::Bill
            | ClaimPart::Burden
            | ClaimPart::KShape
            | ClaimPart::Contacts => Some(self.drawn(part, focus)),
        }
    }

    fn judged(&self, part: ClaimPart, range: Range, (parameter, side): (Parameter, Side), years: (i32, i32)) -> Judged {
        let threshold = self.threshold(parameter);
        let [low, number, high] = range.map(tidy);
        Judged {
            part,
            verdict: verdict(range, threshold, side),
            number,
            range: Some([low, high]),
            threshold: Some(threshold),
            flips: None,
            years,
            counted: 0,
        }
    }

    fn energy_over_chips(&self) -> Judged {
        let ratio = |finding: &Finding| {
            let [energy, chips] =
                [Group::Energy, Group::Family(Family::Chips)].map(|group| gain_of(&finding.gains, group));
            if chips > 0.0 { energy / chips } else { f64::INFINITY }
        };
        let found = &self.explanation.verdict;
        let [low, high] = ends(found.years.iter().map(ratio));
        let range = [low, ratio(&found.horizon), high];
        let rows = self.explanation.flips.iter().filter(|row| row.within_range);
        let flips = rows.filter_map(|row| Some(format!("{} at {} {}", row.title, digits(row.flip?), row.unit)));
        let flips = flips.map(|flip| flip.trim_end().to_owned()).collect();
        let judged = self.judged(ClaimPart::Chips, range, (Parameter::ClaimEnergyRatio, Side::AtLeast), self.years());
        Judged { flips: Some(flips), ..judged }
    }

    fn family(&self, part: ClaimPart, family: Family) -> Judged {
        let share = |finding: &Finding, most: f64| {
            if most > 0.0 { gain_of(&finding.gains, family.into()) / most } else { 0.0 }
        };
        let found = &self.explanation.verdict;
        let own = share(&found.horizon, gain_of(&found.horizon.gains, found.horizon.first.into()));
        let of_year = |finding: &Finding| {
            let gains = Family::ALL.map(|family| gain_of(&finding.gains, family.into()));
            share(finding, gains.into_iter().fold(0.0, f64::max))
        };
        let [low, high] = ends(found.years.iter().map(of_year).chain([own]));
        self.judged(part, [low, own, high], (Parameter::ClaimPartShare, Side::AtLeast), self.years())
    }

    fn frozen(&self) -> Option<Judged> {
        let frozen = self.frozen?;
        let own = &self.results.summary;
        let grown = |rows: &[SummaryRow], year: i32| Some(load(rows, year)? - rows.first()?.ai_rated_gw);
        let ratio = |year: i32| Some(grown(frozen, year)? / grown(own, year).filter(|grown| *grown != 0.0)?);
        let (_, last) = self.years();
        let central = ratio(last)?;
        let [low, high] = ends(self.flows.years.iter().skip(1).filter_map(|year| ratio(*year)));
        Some(self.judged(
            ClaimPart::Frozen,
            [low, central, high],
            (Parameter::ClaimExpansion, Side::Below),
            self.years(),
        ))
    }

    fn themes(&self, part: ClaimPart, rank: fn(&ThemeRow) -> Option<i32>) -> Option<Judged> {
        const THEMES: [&str; 4] = ["nuclear", "gas_turbines", "grid_connection", "transmission"];
        let rows = self.explanation.themes.iter().filter(|row| {
            row.kind == Kind::Limit && row.step == Move::Rise(Step::Ten) && THEMES.contains(&row.theme.as_str())
        });
        let ranks: Vec<f64> = rows.filter_map(rank).map(f64::from).collect();
        let [best, worst] = ends(ranks.iter().copied());
        if ranks.is_empty() {
            return None;
        }
        let range = [best, best, worst];
        Some(self.judged(part, range, (Parameter::ClaimThemeRank, Side::AtMost), self.years()))
    }

    fn support(&self) -> Option<Judged> {
        let per_dollar = || self.support.iter().filter_map(|row| row.gdp_per_busd);
        let central = per_dollar().next()?;
        let [low, high] = ends(per_dollar());
        let range = [low, central, high];
        Some(self.judged(ClaimPart::Yield, range, (Parameter::ClaimSupportYield, Side::AtLeast), self.years()))
    }

    fn swing(&self) -> Option<Judged> {
        let year = self.focus();
        let mut loads: Vec<f64> = self.drawn.iter().filter_map(|rows| load(rows, year)).collect();
        loads.sort_by(f64::total_cmp);
        let half = loads.len() / 2;
        let median = f64::midpoint(*loads.get(half.checked_sub(1)?)?, *loads.get(half)?);
        let central = (loads.last()? - loads.first()?) / median;
        let own = load(&self.results.summary, year)?;
        let spread = |runs: &[Vec<SummaryRow>]| {
            let [low, high] = ends(runs.iter().filter_map(|rows| load(rows, year)));
            (high - low) / own
        };
        let [low, high] = ends(self.pure.into_iter().map(spread).chain([central]));
        let range = [low, central, high];
        Some(self.judged(ClaimPart::Swing, range, (Parameter::ClaimSwing, Side::AtLeast), (year, year)))
    }

    fn cheap_money(&self) -> Option<Judged> {
        const FROM: i32 = 2026;
        let wave = self.wave?;
        let compute =
            |rows: &[SummaryRow], year: i32| rows.iter().find(|row| row.year == year).map(|row| row.compute_mh100e);
        let more = |year: i32| {
            let own = compute(&self.results.summary, year).filter(|own| *own > 0.0)?;
            Some(compute(wave, year)? / own - 1.0)
        };
        let year = self.focus();
        let [low, high] = ends(self.flows.years.iter().filter(|year| **year >= FROM).filter_map(|year| more(*year)));
        let range = [low, more(year)?, high];
        Some(self.judged(ClaimPart::Wave, range, (Parameter::ClaimWave, Side::AtLeast), (year, year)))
    }

    fn crypto(&self) -> Judged {
        const CLASS: &str = "crypto_converted";
        let built = self.results.buildout.iter().filter(|row| row.site_class == CLASS).map(|row| row.shell_gw);
        let (number, years) = (tidy(built.sum()), self.years());
        let (range, threshold, flips) = (None, None, None);
        Judged { part: ClaimPart::Sites, verdict: Verdict::Outside, number, range, threshold, flips, years, counted: 0 }
    }

    /// A part whose number rests on parameters.
    fn drawn(&self, part: ClaimPart, years: (i32, i32)) -> Judged {
        let (parameter, side) = rule(part);
        let threshold = parameter.map_or(rule_without(part), |parameter| self.threshold(parameter));
        let contact = self.threshold(Parameter::ClaimContact);
        let number = |values: &Values<'_>| statistic(part, (self.flows, contact), values);
        let range = ranged(self.parameters, |values| vec![((), number(values))], |()| false);
        let range = range.first().map_or([0.0; 3], |((), range)| *range);
        let [low, central, high] = range;
        let touches = self.flows.with.materials.len() + Touch::ALL.iter().filter(|t| **t != Touch::PowerCost).count();
        Judged {
            part,
            verdict: verdict(range, threshold, side),
            number: central,
            range: Some([low, high]),
            threshold: Some(threshold),
            flips: Some(flips(self.parameters, |values| side.holds(number(values), threshold))),
            years,
            counted: touches,
        }
    }
}

/// The parameter that states a threshold, and the claim's side of it; none where the contract itself states one.
fn rule(part: ClaimPart) -> (Option<Parameter>, Side) {
    match part {
        ClaimPart::Growth | ClaimPart::Investment => (Some(Parameter::ClaimMarkedly), Side::AtLeast),
        ClaimPart::Recession | ClaimPart::Stop => (Some(Parameter::ClaimRecession), Side::AtLeast),
        ClaimPart::LabourShare => (Some(Parameter::ClaimLabourShare), Side::AtMost),
        ClaimPart::Bill => (Some(Parameter::ClaimBill), Side::AtLeast),
        ClaimPart::Burden => (Some(Parameter::ClaimBurden), Side::AtLeast),
        ClaimPart::Contacts => (None, Side::Below),
        _ => (None, Side::AtLeast),
    }
}

/// The threshold of a part that no parameter states: two contacts, else nothing.
fn rule_without(part: ClaimPart) -> f64 {
    if part == ClaimPart::Contacts { 2.0 } else { 0.0 }
}

fn load(rows: &[SummaryRow], year: i32) -> Option<f64> {
    rows.iter().find(|row| row.year == year).map(|row| row.ai_rated_gw)
}

fn ends(values: impl Iterator<Item = f64>) -> [f64; 2] {
    values.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], value| [low.min(value), high.max(value)])
}

impl ClaimPart {
    /// Its name beside its claim.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Swing => Self::Frozen.name(),
            other => other.name(),
        }
    }

    /// The claim that it is of.
    #[must_use]
    pub const fn claim(self) -> Claim {
        match self {
            Self::Chips => Claim::E1,
            Self::Power | Self::Grid | Self::Cooling | Self::Materials | Self::Siting => Claim::E2,
            Self::Frozen => Claim::E3,
            Self::Value | Self::Cost => Claim::E4,
            Self::Growth | Self::Investment | Self::Recession | Self::Stop | Self::Lasting => Claim::M1,
            Self::Yield => Claim::M2,
            Self::LabourShare | Self::Jobs => Claim::M3,
            Self::Bill | Self::Burden | Self::KShape => Claim::I1,
            Self::Contacts => Claim::I2,
            Self::Swing => Claim::F1,
            Self::Wave => Claim::F2,
            Self::Sites => Claim::C1,
        }
    }
}
