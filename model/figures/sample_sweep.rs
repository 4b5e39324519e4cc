//! Small made-up sweeps for tests of charts.

use crate::experiment::explain::verdict::Bound;
use crate::experiment::sweep::record::{
    AxisLabel, Finished, Found, Level, Mode, OfYear, Record, Status, Verdicts, Way,
};
use crate::experiment::sweep::tables::{Answer, FanRow, ProbabilityRow, Reading, SensitivityRow, SwingRow};
use crate::named::named;
use crate::program::Family;

/// Model years of all samples.
pub const YEARS: [i32; 8] = [2025, 2026, 2027, 2028, 2029, 2030, 2032, 2035];
const LONG: &str =
    "Every large-load connection, every power plant build limit and every new line between regions together";

/// An axis of numbers.
pub fn axis(name: &str, title: &str, base: f64) -> AxisLabel {
    AxisLabel { name: name.to_owned(), title: title.to_owned(), unit: "x".to_owned(), base: Level::Number(base) }
}

/// Levels that lie ever farther apart, 1 among them.
pub fn levels(count: usize) -> Vec<f64> {
    let middle = count / 3;
    (0..count).map(|i| (1.25_f64.powi(i as i32 - middle as i32) * 1000.0).round() / 1000.0).collect()
}

fn load(chips: f64, energy: f64) -> f64 {
    let (chips, energy) = (180.0 * chips.powf(0.8), 420.0 * energy.powf(0.9));
    (chips.powi(-4) + energy.powi(-4)).powf(-0.25)
}

fn found(chips: f64, energy: f64, years: &[i32]) -> Found {
    let last = load(chips, energy);
    let verdict = if 180.0 * chips < 380.0 * energy { Bound::Chips } else { Bound::Energy };
    let verdict = if (180.0 * chips / (380.0 * energy) - 1.0).abs() < 0.12 { Bound::Mixed } else { verdict };
    let year = |(i, _): (usize, &i32)| {
        let share = ((i + 1) as f64 / years.len() as f64).powf(1.5);
        OfYear {
            ai_it_gw: last * share,
            compute_mh100e: 7.0 * last * share,
            energy_twh: 7.0 * last * share,
            capex_busd_per_year: 5.0 * last * share,
            rents_musd: [1.0; Family::ALL.len()],
            first: Family::Chips,
        }
    };
    Found {
        objective_musd: last * 1e5,
        years: years.iter().enumerate().map(year).collect(),
        narrow: Some(verdict),
        broad: Some(verdict),
    }
}

/// A finished grid over two axes, or three, with so many levels each; `holes` scenarios have no optimum.
pub fn grid(counts: &[usize], holes: usize) -> Finished {
    let mut points: Vec<Vec<Level>> = vec![vec![]];
    for &count in counts {
        let longer = |point: &Vec<Level>| {
            levels(count)
                .into_iter()
                .map(|level| point.iter().cloned().chain([Level::Number(level)]).collect())
                .collect()
        };
        points = points.iter().flat_map::<Vec<Vec<Level>>, _>(longer).collect();
    }
    let number = |level: Option<&Level>| if let Some(Level::Number(number)) = level { *number } else { 1.0 };
    let record = |(i, levels): (usize, Vec<Level>)| {
        let (chips, energy, third) = (number(levels.first()), number(levels.get(1)), number(levels.get(2)));
        let is_hole = i < holes;
        Record {
            scenario: i + 1,
            levels,
            status: if is_hole { Status::Infeasible } else { Status::Optimal },
            way: if i > 0 { Way::Near } else { Way::Afresh },
            iterations: 1,
            seconds: 1.0,
            found: (!is_hole).then(|| found(chips * third, energy, &YEARS)),
        }
    };
    let axes = [
        axis("chips", "Accelerator supply", 1.0),
        axis("energy", "Power and grid together", 1.0),
        axis("demand", LONG, 1.0),
    ];
    Finished {
        axes: axes[..counts.len()].to_vec(),
        ..sweep(Mode::Grid, points.into_iter().enumerate().map(record).collect())
    }
}

/// A finished sweep without axes.
pub fn sweep(mode: Mode, records: Vec<Record>) -> Finished {
    Finished {
        name: "chips_energy".to_owned(),
        title: "Chips against energy".to_owned(),
        base: "baseline".to_owned(),
        dataset_title: "United States, 11 regions, 2025-2035".to_owned(),
        mode,
        verdicts: Verdicts::ReSolved,
        axes: vec![],
        years: YEARS.to_vec(),
        period_years: vec![1; YEARS.len()],
        records,
    }
}

/// Percentiles of some years, `wide` times as far apart as is usual.
pub fn fan(years: &[i32], wide: f64) -> Vec<FanRow> {
    let row = |(quantity, unit): (&str, f64), (i, &year): (usize, &i32)| {
        let middle = unit * (10.0 + 24.0 * i as f64);
        let at = |share: f64| middle * (1.0 + wide * share);
        FanRow {
            year,
            quantity: named(quantity).unwrap(),
            samples: 500,
            p05: at(-0.45),
            p25: at(-0.2),
            p50: middle,
            p75: at(0.25),
            p95: at(0.6),
            mean: at(0.02),
        }
    };
    let of = |kind: (&'static str, f64)| years.iter().enumerate().map(move |year| row(kind, year));
    [("mh100e", 7.0), ("ai_it_gw", 1.0)].into_iter().flat_map(of).collect()
}

/// Which family binds first in how many samples, by year.
pub fn probabilities(years: &[i32], samples: usize) -> Vec<ProbabilityRow> {
    let row = |year: i32, answer: &str, share: f64| ProbabilityRow {
        year: Some(year),
        reading: Reading::First,
        answer: named(answer).map_or(Answer::None, Answer::First),
        counted: (share * samples as f64).round() as usize,
        samples,
        sample_share: share,
        low_share: (share - 0.88 / (samples as f64).sqrt()).max(0.0),
        high_share: (share + 0.88 / (samples as f64).sqrt()).min(1.0),
    };
    let of = |(i, &year): (usize, &i32)| {
        let late = i as f64 / 8.0;
        let shares = [
            ("chips", 0.93 - 0.6 * late),
            ("capital", 0.02 + 0.4 * late),
            ("siting", 0.02 + 0.09 * late),
            ("grid", 0.03),
            ("power", 0.11 * late),
            ("energy", 0.03 + 0.11 * late),
            ("cooling", 0.0),
            ("none", 0.0),
        ];
        shares.map(|(answer, share)| row(year, answer, share))
    };
    years.iter().enumerate().flat_map(of).collect()
}

const TITLES: [&str; 6] =
    ["Accelerator supply", "Gas turbine build", LONG, "Price of capital", "Demand for compute", "Copper"];

/// So many axes, with titles short and long.
pub fn axes(count: usize) -> Vec<AxisLabel> {
    (0..count).map(|i| axis(&format!("lever_{i}"), TITLES[i % TITLES.len()], 1.0)).collect()
}

/// How much each axis matters for two outputs; that of one axis cannot be told.
pub fn sensitivity(axes: &[AxisLabel], scale: f64) -> Vec<SensitivityRow> {
    let row = |output: &str, (i, axis): (usize, &AxisLabel)| {
        let sign = if i % 3 == 1 { -1.0 } else { 1.0 };
        let prcc = (i != 4).then_some(scale * sign * 0.92 / (1.0 + 0.35 * i as f64));
        SensitivityRow {
            output: named(output).unwrap(),
            axis: axis.name.clone(),
            prcc,
            prcc_low: prcc.map(|prcc| (prcc - 0.06).max(-1.0)),
            prcc_high: prcc.map(|prcc| (prcc + 0.06).min(1.0)),
            rank: prcc.map(|_| i + 1),
            samples: 500,
            note: if prcc.is_none() { "no variation".to_owned() } else { String::new() },
        }
    };
    let of = |output: &'static str| axes.iter().enumerate().map(move |axis| row(output, axis));
    ["last_load_gw", "mean_compute_mh100e"].into_iter().flat_map(of).collect()
}

/// How far each axis moves two outputs.
pub fn swings(axes: &[AxisLabel], scale: f64) -> Vec<SwingRow> {
    let row = |(output, base): (&str, f64), (i, axis): (usize, &AxisLabel)| {
        let reach = scale / (1.0 + i as f64);
        let changes = i % 4 == 2;
        SwingRow {
            output: named(output).unwrap(),
            axis: axis.name.clone(),
            unit: if i % 5 == 3 { "years" } else { "x" }.to_owned(),
            base,
            lowest: base * (1.0 - 0.4 * reach),
            highest: base * (1.0 + 0.3 * reach),
            lowest_share: Some(-0.4 * reach),
            highest_share: Some(0.3 * reach),
            level_at_lowest: if i % 3 == 1 { "2" } else { "0.5" }.to_owned(),
            level_at_highest: if i % 3 == 1 { "0.5" } else { "2" }.to_owned(),
            narrow: Some(Bound::Chips),
            narrow_at_lowest: Some(if changes { Bound::Energy } else { Bound::Chips }),
            narrow_at_highest: Some(Bound::Chips),
            narrow_changes: changes,
            rank: i + 1,
            left_out: usize::from(i == 3),
        }
    };
    let of = |kind: (&'static str, f64)| axes.iter().enumerate().map(move |axis| row(kind, axis));
    [("mean_load_gw", 92.0), ("mean_compute_mh100e", 488.0)].into_iter().flat_map(of).collect()
}
