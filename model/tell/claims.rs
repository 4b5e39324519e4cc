//! Claims in sentences that a stranger understands.

use super::family::noun;
use super::number::{figures, number, strength};
use super::share::per_cent;
use super::years::span;
use crate::economy::claims::Judged;
use crate::economy::markets::SEEDS;
use crate::economy::policy::STEPS;
use crate::economy::tables::{ClaimPart, ClaimRow};

/// The table of claims.
#[must_use]
pub fn rows(judged: &[Judged]) -> Vec<ClaimRow> {
    judged.iter().map(row).collect()
}

fn row(judged: &Judged) -> ClaimRow {
    const NOTHING: &str = "nothing within the ranges";
    let flips = judged.flips.as_ref().map(|flips| flips.join("; "));
    ClaimRow {
        claim: judged.part.claim(),
        part: judged.part.label().to_owned(),
        verdict: judged.verdict,
        number: judged.number,
        low: judged.range.map(|[low, _]| low),
        high: judged.range.map(|[_, high]| high),
        unit: unit(judged),
        threshold: judged.threshold,
        flips: flips.map_or(String::new(), |flips| if flips.is_empty() { NOTHING.to_owned() } else { flips }),
        statement: statement(judged),
    }
}

fn unit(judged: &Judged) -> String {
    match judged.part {
        ClaimPart::Chips => "ratio",
        ClaimPart::Value | ClaimPart::Cost => "rank",
        ClaimPart::Growth | ClaimPart::Investment | ClaimPart::Lasting => "pp a year",
        ClaimPart::Recession => "probability a year",
        ClaimPart::Stop => "probability",
        ClaimPart::Yield => "USD of GDP per USD",
        ClaimPart::LabourShare | ClaimPart::Burden => "pp",
        ClaimPart::Jobs => "thousand",
        ClaimPart::Bill => "USD a month",
        ClaimPart::KShape => "pp of income",
        ClaimPart::Contacts => return format!("of {} supplies", judged.counted),
        ClaimPart::Sites => "GW",
        _ => "fraction",
    }
    .to_owned()
}

/// One sentence, which ends in the years that it speaks of.
fn statement(judged: &Judged) -> String {
    let (first, last) = judged.years;
    let (years, found) = (span(first, last), judged.number);
    let said = figures(found);
    let what = match judged.part {
        ClaimPart::Chips if found.is_infinite() => {
            "More chips bring AI nothing, and more energy, a tenth more of its limits, does".to_owned()
        }
        ClaimPart::Chips => format!("A tenth more energy brings {said} times what a tenth more chips brings"),
        ClaimPart::Power | ClaimPart::Grid | ClaimPart::Cooling | ClaimPart::Materials | ClaimPart::Siting => format!(
            "A tenth more {} brings {} of what a tenth more of the scarcest supply brings",
            noun(judged.part.name()),
            per_cent(found)
        ),
        ClaimPart::Frozen => format!("With energy frozen {} of the growth of AI load is left", per_cent(found)),
        ClaimPart::Value | ClaimPart::Cost => format!(
            "Of nuclear, gas turbines, grid connections and transmission the best ranks {} and the last {} by what a tenth more is worth{}",
            strength(found),
            judged.range.map_or(String::new(), |[_, worst]| strength(worst)),
            if judged.part == ClaimPart::Cost { " per dollar" } else { "" }
        ),
        ClaimPart::Growth => {
            format!("AI adds {said} percentage points a year to growth, investment and services together")
        }
        ClaimPart::Investment => {
            format!("AI investment adds {said} percentage points a year to growth, imports taken off")
        }
        ClaimPart::Recession => format!("Without AI a technical recession has a chance of {} a year", per_cent(found)),
        ClaimPart::Stop => format!(
            "Should AI investment fall to nothing, a technical recession has a chance of {} in the worst year of",
            per_cent(found)
        ),
        ClaimPart::Lasting => {
            format!("AI investment adds {said} percentage points to growth in the year that it adds least")
        }
        ClaimPart::Yield => {
            format!("The first {} billion USD a year of support bring {said} USD of GDP per USD", number(STEPS[1]))
        }
        ClaimPart::LabourShare => {
            format!(
                "AI changes labour's share of income by {said} percentage points, by the mix of the two economies alone,"
            )
        }
        ClaimPart::Jobs => {
            format!(
                "Jobs displaced by compute less jobs of data centres and their building come to {} thousand",
                number(found)
            )
        }
        ClaimPart::Bill => format!("AI adds {said} USD a month to the mean household bill of the most exposed region"),
        ClaimPart::Burden => format!(
            "In the most exposed region AI adds {said} percentage points of income to the power bill of the lowest fifth"
        ),
        ClaimPart::KShape => format!(
            "Bills, wages and capital together move the highest fifth of households {said} points of income apart from the lowest"
        ),
        ClaimPart::Contacts => {
            format!(
                "Of {} supplies that AI shares with others it takes a marked part of {}",
                judged.counted,
                strength(found)
            )
        }
        ClaimPart::Swing => {
            format!("Over {SEEDS} paths of markets AI load differs by {} of its median", per_cent(found))
        }
        ClaimPart::Wave => format!("A wave of cheap money changes AI compute by {}", signed(found)),
        ClaimPart::Sites => {
            format!(
                "{} GW of halls rise on converted crypto mines, and the model cannot say whose they are",
                number(found)
            )
        }
    };
    match judged.part {
        ClaimPart::Stop => format!("{what} {years}."),
        _ => format!("{what} in {years}."),
    }
}

fn signed(share: f64) -> String {
    if share > 0.0 { format!("+{}", per_cent(share)) } else { per_cent(share) }
}

/// A claim in a line: verdict, number with unit and range, and the first thing that would flip it.
#[must_use]
pub fn line(row: &ClaimRow) -> [String; 6] {
    let range =
        row.low.zip(row.high).map_or(String::new(), |(low, high)| format!("{} to {}", figures(low), figures(high)));
    let flip = row.flips.split("; ").next().unwrap_or_default();
    [
        format!("{} {}", row.claim, row.part),
        row.verdict.to_string(),
        format!("{} {}", figures(row.number), row.unit),
        range,
        row.threshold.map_or(String::new(), figures),
        flip.to_owned(),
    ]
}
