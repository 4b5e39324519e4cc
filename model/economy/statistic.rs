//! The numbers of claims that rest on parameters: one for each part, at one place of all ranges.

use super::account::{focus, near};
use super::bills::bills;
use super::draws::Values;
use super::flows::Flows;
use super::growth::growth;
use super::labour::{Of, quintiles, two_economies};
use super::names::Quintile;
use super::tables::{BillItem, ClaimPart, GdpItem, GdpKind, QuintileItem, Touch, TwoItem};

/// The number of a part; from `contact` on a share of a supply is a contact. 0 for parts that rest on no parameters.
#[must_use]
pub fn statistic(part: ClaimPart, (flows, contact): (&Flows, f64), values: &Values<'_>) -> f64 {
    let year = focus(&flows.years);
    let growths = |item: GdpItem, kind: GdpKind, years: &[i32]| -> Vec<f64> {
        let rows = growth(flows, values).into_iter();
        rows.filter(|((y, i, k), _)| years.contains(y) && (*i, *k) == (item, kind)).map(|(_, value)| value).collect()
    };
    let near = near(&flows.years);
    let work = |item: TwoItem| {
        let rows = two_economies(flows, values).into_iter();
        rows.filter(|((y, of), _)| *y == Some(year) && *of == Of::Item(item)).map(|(_, value)| value).sum::<f64>()
    };
    let worst = |item: BillItem, of: &dyn Fn(Option<Quintile>) -> bool| {
        let rows = bills(flows, values).into_iter();
        let regional =
            rows.filter(|((r, fifth, y, i), _)| *r < flows.regions.len() && of(*fifth) && *y == year && *i == item);
        regional.map(|(_, value)| value).fold(f64::NEG_INFINITY, f64::max)
    };
    match part {
        ClaimPart::Growth => mean(&growths(GdpItem::Contribution, GdpKind::All, &near)),
        ClaimPart::Investment => mean(&growths(GdpItem::Contribution, GdpKind::Investment, &near)),
        ClaimPart::Recession => mean(&growths(GdpItem::Recession, GdpKind::Without, &near)),
        ClaimPart::Stop => {
            let later = &flows.years[1.min(flows.years.len())..];
            growths(GdpItem::Recession, GdpKind::Stopped, later).into_iter().fold(0.0, f64::max)
        }
        ClaimPart::Lasting => {
            let all = growths(GdpItem::Contribution, GdpKind::Investment, &flows.years);
            all.into_iter().fold(f64::INFINITY, f64::min)
        }
        ClaimPart::LabourShare => work(TwoItem::LabourShareChange),
        ClaimPart::Jobs => {
            work(TwoItem::DisplacedJobs) - work(TwoItem::JobsOperation) - work(TwoItem::JobsConstruction)
        }
        ClaimPart::Bill => worst(BillItem::Total, &|fifth| fifth.is_none()),
        ClaimPart::Burden => {
            let lowest = values.parameters().quintiles().first().copied();
            worst(BillItem::BurdenChange, &|fifth| fifth.is_some() && fifth == lowest)
        }
        ClaimPart::KShape => {
            let rows = quintiles(flows, values);
            let of_year: Vec<f64> = rows
                .into_iter()
                .filter(|((_, y, item), _)| (*y, *item) == (year, QuintileItem::NetShare))
                .map(|(_, value)| value)
                .collect();
            of_year.last().zip(of_year.first()).map_or(0.0, |(highest, lowest)| highest - lowest)
        }
        ClaimPart::Contacts => {
            let is_contact =
                |of: &Of| matches!(of, Of::Touch(touch) if *touch != Touch::PowerCost) || matches!(of, Of::Material(_));
            let rows = two_economies(flows, values).into_iter();
            rows.filter(|((y, of), value)| *y == Some(year) && is_contact(of) && *value >= contact).count() as f64
        }
        _ => 0.0,
    }
}

fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}
