//! What the model cannot say.

use super::Material;
use super::cite::{Notes, say};
use super::document::{Block, Words, text};
use crate::results::tables::Validity;

/// The section.
pub fn blocks(material: &Material<'_>, notes: &mut Notes) -> Vec<Block> {
    let degenerate =
        material.results.shadow_prices.iter().filter(|row| row.validity == Some(Validity::Interval)).count();
    let points = vec![
        "One linear program with perfect foresight: everybody knows all years and nobody gains by holding back. Real \
         build-out will be slower, lumpier and dearer."
            .to_owned(),
        "A planner's optimum, not a market: value is shared by nobody in particular, and no firm's strategy, contract or \
         balance sheet is in it."
            .to_owned(),
        "Power runs without unit commitment, ramping or congestion inside a region, on representative days of one weather \
         year; reserve margins stand in for bad days. Prices of power are therefore low at the peaks."
            .to_owned(),
        "Central estimates carry ranges that are judgements, not confidence intervals. A verdict on ten per cent more is not one \
         on a world without the limit; the ladder and the Shapley shares of \
         “gridbound explain” are for that."
            .to_owned(),
    ];
    let mut points: Vec<Words> = points.into_iter().map(text).collect();
    if degenerate > 0 {
        let count = notes.figure(degenerate.to_string(), "shadow_prices.csv: validity, interval", "");
        points.push(say(
            "The optimum has no single price for every limit: one more unit and one less are worth different sums at {} of them.",
            vec![count],
        ));
    }
    vec![Block::Heading(1, "Limits of this analysis".to_owned()), Block::Points(points)]
}
