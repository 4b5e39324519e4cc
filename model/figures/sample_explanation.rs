//! A small made-up explanation for tests of charts.

use crate::experiment::explain::flips::{End, LeverSwingRow};
use crate::experiment::explain::lever_groups::worth::Move;
use crate::experiment::explain::relax::{Kind, Mode, Step};
use crate::experiment::explain::tables::{
    BottleneckRow, CeilingRow, FlipRow, LadderRow, Lead, Lifted, Pair, RelaxRow, ShapleyRow, ThemeRow,
};
use crate::experiment::explain::verdict::{Bound, Confidence, Finding, Verdict};
use crate::experiment::explain::{Explanation, ceilings, lever_groups};
use crate::experiment::families::Group;
use crate::experiment::outcome::Measure;
use crate::program::{Family, Quantity};

/// An explanation of some years with some levers; gains are multiples of `scale`, those of some families below zero.
pub fn explanation(years: &[i32], levers: usize, scale: f64) -> Explanation {
    Explanation {
        bottlenecks: bottlenecks(years, scale),
        relax: relax(levers, scale),
        shapley: ["25 %", "lifted"].into_iter().flat_map(|step| shapley(step, scale)).collect(),
        ladder: ladder(scale),
        themes: (0..levers).flat_map(|l| theme(l, scale)).collect(),
        kinds: vec![],
        swings: (0..levers).flat_map(|l| swing(l, scale)).collect(),
        flips: (0..levers).map(flip).collect(),
        ceilings: ceilings(years, scale),
        verdict: verdict(),
    }
}

/// One that found nothing.
pub fn empty() -> Explanation {
    Explanation {
        bottlenecks: vec![],
        relax: vec![],
        shapley: vec![],
        ladder: vec![],
        themes: vec![],
        swings: vec![],
        flips: vec![],
        ceilings: vec![],
        ..explanation(&[], 0, 0.0)
    }
}

fn verdict() -> Verdict {
    let confidence = Confidence {
        second_over_first: None,
        measures_agree: true,
        brings_compute: true,
        readings_agree: true,
        years_agree_share: 1.0,
        levers_tried: 0,
        levers_that_flip: 0,
    };
    Verdict { scenario: String::new(), years: vec![], horizon: finding(), flips: vec![], confidence }
}

/// A year or a horizon of which nothing is known.
pub fn finding() -> Finding {
    let gains = std::collections::BTreeMap::new();
    Finding {
        year: None,
        first: Family::Demand,
        second: None,
        narrow: Bound::Demand,
        broad: Bound::Demand,
        second_over_first: None,
        gains: gains.clone(),
        gains_compute: gains.clone(),
        gains_load: gains.clone(),
        load_gw: 0.0,
        sizes: std::collections::BTreeMap::new(),
        sooner_load_gw: gains.clone(),
        later_load_gw: gains.clone(),
        lifted_load_gw: gains.clone(),
        others_lifted_load_gw: gains.clone(),
        left_share: gains,
        closed: vec![],
        opened_compute: std::collections::BTreeMap::new(),
        evidence: String::new(),
    }
}

/// A made-up gain, of one family or lever below zero.
fn made(index: usize, scale: f64) -> f64 {
    scale * [0.031, 0.004, 0.0, 0.0007, 0.009, -0.0004, 0.022, 0.05, 0.0101, 0.012][index % 10]
}

fn bottlenecks(years: &[i32], scale: f64) -> Vec<BottleneckRow> {
    let row = |family: Group, year: Option<i32>, gain: f64| BottleneckRow {
        scenario: String::new(),
        region: String::new(),
        year,
        family,
        rent_musd: 1.0,
        rent_share: 0.137,
        elasticity: None,
        gain_objective_share: Some(gain * 0.6),
        gain_compute_share: Some(gain),
        gain_load_share: Some(gain * 0.4),
        shapley_share: None,
        rank: None,
        next: None,
    };
    let whens = || years.iter().map(|&year| Some(year)).chain([None]);
    let of = |(f, family): (usize, Group)| {
        whens()
            .enumerate()
            .map(move |(y, year)| row(family, year, made(f, scale) * (1.0 + 0.3 * ((f * 3 + y) % 5) as f64)))
    };
    Group::ALL.into_iter().enumerate().flat_map(of).collect()
}

fn relax(levers: usize, scale: f64) -> Vec<RelaxRow> {
    let row = |kind: Kind, name: String, title: String, gain: f64| RelaxRow {
        scenario: String::new(),
        kind,
        name,
        title,
        mode: Mode::One,
        step: Step::Ten,
        year: None,
        objective_musd: Some(1.0),
        gain_objective_share: Some(gain * 0.6),
        compute_mh100e: 1.0,
        gain_compute_share: gain,
        load_gw: 1.0,
        gain_load_share: gain * 1.7,
    };
    let families = Group::ALL.into_iter().enumerate();
    let mut rows: Vec<RelaxRow> =
        families.map(|(f, family)| row(Kind::Family, family.to_string(), String::new(), made(f, scale))).collect();
    rows.extend((0..levers).map(|l| row(Kind::Lever, format!("lever_{l}"), lever_title(l), made(l + 3, scale))));
    rows
}

fn lever_title(index: usize) -> String {
    ["Gas turbine build", "Nuclear restarts, uprates and new reactors and whatever else may come", "Load other than AI"]
        [index % 3]
        .to_owned()
}

/// Ceilings that cross: power is the smallest at first, chips later; capital has none.
fn ceilings(years: &[i32], scale: f64) -> Vec<CeilingRow> {
    let row = |(y, year): (usize, &i32)| {
        let at = |start: f64, growth: f64| scale * start * growth.powi(y as i32);
        let (chips, power) = (at(9.0, 1.5), at(8.0, 1.7));
        CeilingRow {
            scenario: String::new(),
            year: *year,
            chips_mh100e: Some(chips),
            power_mh100e: Some(power),
            data_centres_mh100e: Some(at(9.1, 1.5)),
            capital_mh100e: None,
            smallest: Some(if power < chips { ceilings::Kind::Power } else { ceilings::Kind::Chips }),
            smallest_mh100e: Some(power.min(chips)),
            optimum_mh100e: at(7.0, 1.4),
            optimum_share: Some(at(7.0, 1.4) / power.min(chips)).filter(|share| share.is_finite()),
            first: Some(Family::Chips),
            only_mh100e: Some(chips),
            only_and_demand_mh100e: Some(chips),
            delivered_gw: Some(1.0),
            firm_gw: Some(1.0),
            halls_gw: Some(1.0),
            mean_mh100e_per_gw: 1.0,
        }
    };
    years.iter().enumerate().map(row).collect()
}

fn shapley(step: &str, scale: f64) -> Vec<ShapleyRow> {
    let row = |(f, family): (usize, Family)| ShapleyRow {
        scenario: String::new(),
        step: step.to_owned(),
        family,
        objective_musd: made(f, scale) * 2e7,
        objective_share: 0.1,
        compute_mh100e: 1.0,
        compute_share: 0.1,
        load_gw: 1.0,
        load_share: 0.1,
    };
    Family::ALL.into_iter().enumerate().map(row).collect()
}

fn ladder(scale: f64) -> Vec<LadderRow> {
    let rungs = [Family::Chips, Family::Capital, Family::Siting, Family::Materials, Family::Demand];
    let row = |(rung, leader): (usize, &Family)| LadderRow {
        scenario: String::new(),
        rung: rung as i32,
        lifted: Lifted(rungs[..rung].to_vec()),
        region: String::new(),
        year: None,
        leader: Some(*leader),
        gain_share: Some(made(rung, scale)),
        rent_share: None,
        compute_mh100e: Some(scale * [52.0, 61.0, 88.0, 87.0, 140.0][rung]),
        load_gw: Some(1.0),
    };
    rungs.iter().enumerate().map(row).collect()
}

/// Both ends of a lever, over the horizon and in a year; every sixth has no solution at its low end.
fn swing(index: usize, scale: f64) -> Vec<LeverSwingRow> {
    let row = |end: End, year: Option<i32>| {
        let (side, at) = if end == End::Low { (-1.0, 0.4) } else { (0.5, 2.0) };
        let share = (end == End::High || index % 6 != 5).then_some(side * made(index, scale));
        LeverSwingRow {
            scenario: String::new(),
            lever: format!("lever_{index}"),
            title: lever_title(index),
            end,
            year,
            unit: "x".to_owned(),
            strength: 1.0,
            strength_at_end: at,
            load_gw: share.map(|share| share * 90.0),
            gain_load_share: share,
            compute_mh100e: share,
            gain_compute_share: share,
            objective_musd: None,
        }
    };
    End::ALL.into_iter().flat_map(|end| [row(end, None), row(end, Some(2030))]).collect()
}

/// Levers whose flip is below, above and nowhere; with units and ends that are not alike.
fn flip(index: usize) -> FlipRow {
    let flip = [Some(0.62), None, Some(1.35), None][index % 4];
    let end = |is_beyond: bool| Lead::Group(if is_beyond { Group::Energy } else { Family::Chips.into() });
    FlipRow {
        scenario: String::new(),
        lever: format!("lever_{index}"),
        title: lever_title(index),
        pair: Pair([Family::Chips.into(), Group::Energy]),
        measure: Measure::Objective,
        unit: if index % 5 == 1 { "years" } else { "x" }.to_owned(),
        strength: 1.0,
        low: 0.4,
        high: 2.0,
        leader: end(false),
        leader_at_low: end(flip.is_some_and(|flip| flip < 1.0)),
        leader_at_high: if index % 7 == 3 { Lead::None } else { end(flip.is_some_and(|flip| flip > 1.0)) },
        flip,
        within_range: flip.is_some(),
        leader_beyond: flip.map(|_| end(true)),
        quantity: Some(43.2),
        quantity_at_flip: flip.map(|flip| 43.2 * flip),
        quantity_unit: "GW a year in 2030".to_owned(),
    }
}

/// Both rises of a theme; every fourth has no price, some bring nothing.
fn theme(index: usize, scale: f64) -> Vec<ThemeRow> {
    let value = (made(index, scale) * 1e6).max(0.0);
    let kind = if index % 3 == 1 { lever_groups::Kind::Part } else { lever_groups::Kind::Limit };
    let row = |step: Step| ThemeRow {
        title: lever_title(index),
        unit: "GW".to_owned(),
        things: Some(Quantity::Build),
        admitted_units: Some(100.0),
        used_share: Some(0.5),
        rise_units: Some(10.0),
        used_rise_units: Some(1.0),
        value_musd: Some(value),
        rise_gw: Some(10.0),
        value_musd_per_gw: Some(value / 10.0),
        value_musd_per_unit: Some(value / 10.0),
        value_used_musd_per_unit: Some(value),
        cost_musd: Some(1e4),
        added_cost_musd: Some(1e4),
        gross_value_musd_per_musd: (index % 4 != 3).then_some(1.0 + value / 1e4),
        compute_mh100e: Some(1.0),
        load_gw: Some(1.0),
        rank: (value > 0.0).then_some(index as i32 + 1),
        ..ThemeRow::blank(kind, &format!("lever_{index}"), Move::Rise(step))
    };
    vec![row(Step::One), row(Step::Ten)]
}
