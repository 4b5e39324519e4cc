//! The account of the economy in sentences.

use super::family::noun;
use super::number::{figures, number};
use super::years::span;
use crate::economy::account::{Account, COUNTRY, focus, near};
use crate::economy::names::ALL;
use crate::economy::policy::{Answered, stop};
use crate::economy::tables::{Agreement, BillItem, BillRow, GdpItem, GdpKind, QuintileItem, TwoItem};

/// What the account cannot see, which stands wherever it is quoted.
pub const LIMITS: &str = "The account is arithmetic on two solved scenarios, with AI and without, and no macro model: what prices, rates and expectations make of it is left out. Ranges are of its own parameters, drawn independently, at one solution of the program.";

/// Low to high.
#[must_use]
pub fn between(low: f64, high: f64) -> String {
    format!("{} to {}", figures(low), figures(high))
}

/// All sentences, the largest matter first.
#[must_use]
pub fn sentences(account: &Account) -> Vec<String> {
    let mut years: Vec<i32> = account.gdp.iter().map(|row| row.year).collect();
    years.dedup();
    let found = [growth(account, &near(&years)), bills(account, focus(&years)), fifths(account, focus(&years))];
    let found = found.into_iter().chain([labour(account, focus(&years)), cover(account), agreement(account)]);
    found.flatten().chain(policy(account)).chain(support(account)).collect()
}

/// What support came to that answers growth; nothing of an iteration that has not converged.
fn policy(account: &Account) -> Option<String> {
    let last = account.policy.last()?;
    let rows = account.policy.iter().filter(|row| row.iteration == last.iteration);
    let most = rows.max_by(|a, b| a.support_busd_per_year.total_cmp(&b.support_busd_per_year))?;
    let said = if most.support_busd_per_year > 0.0 {
        format!("comes to {} billion USD a year at most, in {}", number(most.support_busd_per_year), most.year)
    } else {
        "is never wanted".to_owned()
    };
    Some(format!(
        "Support that answers growth {said} (solved {} times, last gap {} billion).",
        last.iteration + 1,
        figures(last.gap_busd)
    ))
}

/// What support buys, and where it stops buying.
fn support(account: &Account) -> Option<String> {
    let first = account.support.iter().find(|row| row.gdp_per_busd.is_some())?;
    let end = match stop(&account.support) {
        Some((support, family)) => {
            format!("it stops buying at {} billion a year, where {} holds", number(support), noun(family.name()))
        }
        None => "it buys more at every step that was tried".to_owned(),
    };
    Some(format!(
        "The first {} billion USD a year of support bring {} USD of GDP per USD; of compute {end}.",
        number(first.support_busd_per_year),
        figures(first.gdp_per_busd?)
    ))
}

/// That support and growth have not come to agree.
#[must_use]
pub fn not_agreed(answered: &Answered) -> String {
    format!("support and growth have not come to agree: the last gap is {} billion USD a year", figures(answered.gap))
}

/// Mean of an item over years; none if a year lacks it.
fn mean(account: &Account, years: &[i32], item: GdpItem, kind: GdpKind) -> Option<f64> {
    let of = |year: &i32| account.gdp.iter().find(|row| (row.year, row.item, row.kind) == (*year, item, kind));
    let values: Option<Vec<f64>> = years.iter().map(|year| Some(of(year)?.central)).collect();
    values.filter(|values| !values.is_empty()).map(|values| values.iter().sum::<f64>() / values.len() as f64)
}

fn growth(account: &Account, years: &[i32]) -> Option<String> {
    let of = |item, kind| mean(account, years, item, kind);
    let added = of(GdpItem::Contribution, GdpKind::All)?;
    let (gross, net) = (of(GdpItem::Gross, GdpKind::All)?, of(GdpItem::Net, GdpKind::All)?);
    let without = of(GdpItem::GrowthWithout, GdpKind::All)?;
    let when = span(*years.first()?, *years.last()?);
    Some(format!(
        "In {when} AI adds {} points a year to growth that would be {} % without it: investment grows by {} points of GDP a year as the press counts it, {} once imports are taken off.",
        figures(added),
        figures(without),
        figures(gross),
        figures(net)
    ))
}

fn bill(account: &Account, year: i32, item: BillItem) -> impl Iterator<Item = &BillRow> {
    account.bills.iter().filter(move |row| row.year == year && row.item == item && row.quintile == ALL)
}

fn bills(account: &Account, year: i32) -> Option<String> {
    let country = bill(account, year, BillItem::Total).find(|row| row.region == COUNTRY)?;
    let regions = bill(account, year, BillItem::Total).filter(|row| row.region != COUNTRY);
    let worst = regions.max_by(|a, b| a.central.total_cmp(&b.central))?;
    Some(format!(
        "In {year} AI adds {} USD a month ({}) to the mean household bill of the country; in {}, where it is most, {} USD ({}).",
        figures(country.central),
        between(country.low, country.high),
        worst.region,
        figures(worst.central),
        between(worst.low, worst.high)
    ))
}

fn fifths(account: &Account, year: i32) -> Option<String> {
    let of = |item| account.quintiles.iter().filter(move |row| row.year == year && row.item == item);
    let (lowest, highest) = (of(QuintileItem::NetShare).next()?, of(QuintileItem::NetShare).next_back()?);
    Some(format!(
        "Bills, wages and capital together leave the lowest fifth of households with {} % of income ({}) in {year}, the highest with {} % ({}).",
        signed(lowest.central),
        between(lowest.low, lowest.high),
        signed(highest.central),
        between(highest.low, highest.high)
    ))
}

fn signed(value: f64) -> String {
    if value > 0.0 { format!("+{}", figures(value)) } else { figures(value) }
}

fn labour(account: &Account, year: i32) -> Option<String> {
    let of = |item: TwoItem| account.two_economies.iter().find(|row| row.year == Some(year) && row.item == item.name());
    let (change, operation) = (of(TwoItem::LabourShareChange)?, of(TwoItem::JobsOperation)?);
    let (construction, displaced) = (of(TwoItem::JobsConstruction)?, of(TwoItem::DisplacedJobs)?);
    Some(format!(
        "In {year} data centres hold {} thousand jobs and building them {} thousand; wages that compute displaces are worth {} thousand jobs ({}). Labour's share of income changes by {} points ({}), from the mix of the two economies alone.",
        number(operation.central),
        number(construction.central),
        number(displaced.central),
        between(displaced.low, displaced.high),
        signed(change.central),
        between(change.low, change.high)
    ))
}

fn cover(account: &Account) -> Option<String> {
    let of = |item: TwoItem| account.two_economies.iter().find(|row| row.year.is_none() && row.item == item.name());
    let (added, paid) = (of(TwoItem::SystemCostAdded)?, of(TwoItem::SystemCostPaid)?);
    (added.central > 0.0).then(|| {
        format!(
            "Over the horizon AI makes the power system {} billion USD dearer and pays {} billion for power and connections. At marginal prices it cannot pay less than it costs; what others pay more goes to owners of plants that stand.",
            number(added.central),
            number(paid.central)
        )
    })
}

fn agreement(account: &Account) -> Option<String> {
    let rows = &account.economy_check;
    let count = |word| rows.iter().filter(|row| row.agreement == word).count();
    let [inside, overlap, above, below] = Agreement::ALL.map(count);
    (!rows.is_empty()).then(|| {
        format!(
            "Of {} published figures the account lies inside {inside}; its range meets that of {overlap} more, it lies above {above} and below {below}.",
            rows.len()
        )
    })
}

/// What the odds of a rate cut move, beside what markets do to AI.
#[must_use]
pub fn odds_of_a_cut(share: f64) -> String {
    format!(
        "For scale: when the odds of a cut by a quarter point fall from 80 to 30 %, the fee of outside money rises by {share:.5} of the amount."
    )
}
