//! What a finished sweep says, on sweeps small enough to be worked by hand.

use gridbound::experiment::explain::verdict::Bound;
use gridbound::experiment::sweep::findings::cases::cases;
use gridbound::experiment::sweep::findings::fan::fan;
use gridbound::experiment::sweep::findings::frontier::{flip_line, frontier};
use gridbound::experiment::sweep::findings::measure::Measure;
use gridbound::experiment::sweep::findings::probability::probabilities;
use gridbound::experiment::sweep::findings::sensitivity::sensitivity;
use gridbound::experiment::sweep::findings::summary::{Ended, lines, summary};
use gridbound::experiment::sweep::findings::swings::swings;
use gridbound::experiment::sweep::findings::{Findings, findings};
use gridbound::experiment::sweep::record::{AxisLabel, Finished, Found, OfYear, Record, Status, Verdicts};
use gridbound::experiment::sweep::tables::{FlipLineRow, FrontierRow, Leader, SensitivityRow, SwingRow};
use gridbound::named::{named, word_or_empty};
use gridbound::program::Family;
use gridbound::render::tables::csv;
use gridbound::results::catalogue::{TableVisitor, Tables};
use gridbound::results::tables::Row;
use gridbound::scenario::sweep::{Level, Mode};

const EXACT: f64 = 1e-9;

fn close(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() < EXACT, "{what}: {found} is not {expected}");
}

/// A sweep with a base of 1 on every axis and two model years of 1 and 3 calendar years.
fn finished(mode: Mode, axes: &[&str], records: Vec<Record>) -> Finished {
    let axis = |name: &&str| AxisLabel {
        name: (*name).to_owned(),
        title: String::new(),
        unit: "x".to_owned(),
        base: Level::Number(1.0),
    };
    Finished {
        name: "hand".to_owned(),
        title: "By hand".to_owned(),
        base: "baseline".to_owned(),
        dataset_title: "None".to_owned(),
        mode,
        verdicts: Verdicts::ReSolved,
        axes: axes.iter().map(axis).collect(),
        years: vec![2025, 2026],
        period_years: vec![1, 3],
        records,
    }
}

fn record(scenario: usize, levels: &[f64], found: Option<Found>) -> Record {
    Record {
        scenario,
        levels: levels.iter().copied().map(Level::Number).collect(),
        status: if found.is_some() { Status::Optimal } else { Status::Infeasible },
        way: gridbound::solve::Way::Near,
        iterations: 1,
        seconds: 0.1,
        found,
    }
}

/// The same compute and load in both years; chip-bound, with chips first by rent.
fn brings(compute: f64) -> Found {
    let year = OfYear {
        ai_it_gw: compute,
        compute_mh100e: compute,
        energy_twh: compute,
        capex_busd_per_year: compute,
        rents_musd: [0.0; Family::ALL.len()],
        first: Family::Chips,
    };
    Found {
        objective_musd: compute,
        years: vec![year.clone(), year],
        narrow: Some(Bound::Chips),
        broad: Some(Bound::Chips),
    }
}

/// A grid, the second axis moving fastest; none where there is no optimum.
fn grid(levels: [&[f64]; 2], compute: impl Fn(f64, f64) -> Option<f64>) -> Finished {
    let places = levels[0].iter().flat_map(|a| levels[1].iter().map(move |b| [*a, *b]));
    let records = places.enumerate().map(|(at, [a, b])| record(at + 1, &[a, b], compute(a, b).map(brings)));
    finished(Mode::Grid, &["chips", "energy"], records.collect())
}

fn at(rows: &[FrontierRow], levels: [f64; 2]) -> &FrontierRow {
    rows.iter().find(|row| [row.level_1, row.level_2] == levels).unwrap()
}

/// Ends of the pieces of the line.
fn ends(rows: &[FlipLineRow]) -> Vec<[[f64; 2]; 2]> {
    let ends = |r: &FlipLineRow| [[r.start_level_1, r.start_level_2], [r.end_level_1, r.end_level_2]];
    rows.iter().map(ends).collect()
}

#[test]
fn elasticities_of_powers_are_their_exponents() {
    let sweep = grid([&[0.5, 1.0, 2.0, 4.0], &[0.8, 1.0, 3.0]], |a, b| Some(a.powf(0.3) * b.powf(0.7)));
    let rows = frontier(&sweep);
    assert_eq!(rows.len(), 12);
    for row in &rows {
        close(row.compute_elasticity_1.unwrap(), 0.3, "chips");
        close(row.compute_elasticity_2.unwrap(), 0.7, "energy");
        close(row.objective_elasticity_1.unwrap(), 0.3, "chips, objective");
        close(row.objective_elasticity_2.unwrap(), 0.7, "energy, objective");
        assert_eq!(row.leader.name(), "energy");
    }
    assert_eq!(flip_line(&sweep), []);
}

#[test]
fn elasticities_lie_between_the_neighbours_inside_and_at_the_one_neighbour_at_the_edge() {
    // Logarithms to base 2 along chips: 0, 1, 1.5; energy brings nothing.
    let sweep = grid([&[1.0, 2.0, 4.0], &[1.0, 2.0]], |a, _| Some([1.0, 2.0, 2.0_f64.powf(1.5)][a.log2() as usize]));
    let rows = frontier(&sweep);
    for (chips, elasticity) in [(1.0, 1.0), (2.0, 0.75), (4.0, 0.5)] {
        close(at(&rows, [chips, 1.0]).compute_elasticity_1.unwrap(), elasticity, "chips");
        close(at(&rows, [chips, 1.0]).compute_elasticity_2.unwrap(), 0.0, "energy");
        assert_eq!(at(&rows, [chips, 1.0]).leader.name(), "chips");
    }
}

#[test]
fn the_line_of_a_minimum_runs_along_the_diagonal_through_its_ties() {
    let levels: &[f64] = &[1.0, 2.0, 3.0, 4.0];
    let sweep = grid([levels, levels], |a, b| Some(a.min(b)));
    let rows = frontier(&sweep);
    assert_eq!(at(&rows, [2.0, 3.0]).leader.name(), "chips");
    assert_eq!(at(&rows, [3.0, 2.0]).leader.name(), "energy");
    assert_eq!(at(&rows, [3.0, 3.0]).leader.name(), "tie");
    // From the lowest corner more of one alone brings nothing, so the line starts behind it.
    assert_eq!(at(&rows, [1.0, 1.0]).leader.name(), "neither");
    assert_eq!(ends(&flip_line(&sweep)), [[[2.0, 2.0], [3.0, 3.0]], [[3.0, 3.0], [4.0, 4.0]]]);
}

#[test]
fn a_piece_of_the_line_is_interpolated_between_scenarios_of_opposite_sides() {
    // Logarithms to base 2 of compute at (1,1), (1,2), (2,1), (2,2): 0, 3, 1, 1.5. Chips lead at (2,1) by 0.5, energy
    // at (1,1) by 2, at (2,2) by 2.
    let sweep = grid([&[1.0, 2.0], &[1.0, 2.0]], |a, b| {
        Some(2.0_f64.powf(match (a, b) {
            (1.0, 1.0) => 0.0,
            (1.0, _) => 3.0,
            (_, 1.0) => 1.0,
            _ => 1.5,
        }))
    });
    let [piece] = &flip_line(&sweep)[..] else { panic!("one piece") };
    close(piece.start_level_1, 1.8, "start");
    close(piece.start_level_2, 1.0, "start");
    close(piece.end_level_1, 2.0, "end");
    close(piece.end_level_2, 1.2, "end");
    assert_eq!([piece.start_scenario_1, piece.start_scenario_2], [3, 1]);
    assert_eq!([piece.end_scenario_1, piece.end_scenario_2], [3, 4]);
}

#[test]
fn a_cell_that_the_line_crosses_on_all_sides_has_two_pieces() {
    // In the middle cell the differences are 3, -0.5, -2 and 2: its middle is on the side of the first axis.
    const LOGARITHMS: [[i32; 4]; 4] = [[0, 1, 3, 1], [5, 2, 4, 6], [2, 6, 3, 4], [0, 2, 6, 6]];
    let levels: &[f64] = &[1.0, 2.0, 4.0, 8.0];
    let of = |a: f64, b: f64| Some(2.0_f64.powi(LOGARITHMS[a.log2() as usize][b.log2() as usize]));
    let found = ends(&flip_line(&grid([levels, levels], of)));
    for expected in [[[2.0 + 6.0 / 3.5, 2.0], [4.0, 2.4]], [[3.0, 4.0], [2.0, 3.2]]] {
        let near = |piece: &[[f64; 2]; 2]| {
            piece.iter().flatten().zip(expected.iter().flatten()).all(|(a, b)| (a - b).abs() < EXACT)
        };
        assert!(found.iter().any(near), "{expected:?} is not in {found:?}");
    }
}

#[test]
fn where_more_of_neither_brings_compute_nothing_changes_hands() {
    let levels: &[f64] = &[1.0, 2.0, 3.0, 4.0];
    let sweep = grid([levels, levels], |a, _| Some(a.min(2.0)));
    let rows = frontier(&sweep);
    assert_eq!(at(&rows, [2.0, 2.0]).leader.name(), "chips");
    assert_eq!(at(&rows, [4.0, 2.0]).leader.name(), "neither");
    assert_eq!(flip_line(&sweep), []);
}

/// Compute whose elasticity to chips is that of a table, by interval, and to energy is 1; chips levels 1, 2, 4, ...
fn stepped(slopes: &[f64]) -> Finished {
    let levels: Vec<f64> = (0..=slopes.len()).map(|power| 2.0_f64.powi(power as i32)).collect();
    grid([&levels, &[1.0, 2.0, 4.0]], |a, b| {
        let passed = &slopes[..a.log2().round() as usize];
        Some(2.0_f64.powf(passed.iter().sum::<f64>()) * b)
    })
}

#[test]
fn a_row_of_ties_between_both_sides_carries_the_line() {
    // Elasticities to chips: 2, 1.75, 1, 0.375, 0.25.
    let found = ends(&flip_line(&stepped(&[2.0, 1.5, 0.5, 0.25])));
    assert_eq!(found, [[[4.0, 1.0], [4.0, 2.0]], [[4.0, 2.0], [4.0, 4.0]]]);
}

#[test]
fn ties_that_only_touch_one_side_are_no_flip() {
    // Elasticities to chips: 0.5, 1, 0.9, 0.3; and 1.5, 1, 1.1, 1.7.
    let below = stepped(&[0.5, 1.5, 0.3]);
    assert_eq!(at(&frontier(&below), [2.0, 2.0]).leader.name(), "tie");
    assert_eq!(flip_line(&below), []);
    let above = stepped(&[1.5, 0.5, 1.7]);
    assert_eq!(at(&frontier(&above), [2.0, 2.0]).leader.name(), "tie");
    assert_eq!(flip_line(&above), []);
    assert_eq!(flip_line(&stepped(&[1.0, 1.0, 1.0])), []);
}

#[test]
fn a_scenario_without_an_optimum_leaves_its_neighbours_unknown_and_ends_the_line() {
    let levels: &[f64] = &[1.0, 2.0, 3.0, 4.0, 5.0];
    let sweep = grid([levels, levels], |a, b| (a + b < 10.0).then_some(a.min(b)));
    let rows = frontier(&sweep);
    assert_eq!(rows.len(), 24);
    let beside = at(&rows, [4.0, 5.0]);
    assert_eq!((beside.compute_elasticity_1, beside.leader.name()), (None, ""));
    close(beside.compute_elasticity_2.unwrap(), 0.0, "energy");
    assert_eq!(ends(&flip_line(&sweep)), [[[2.0, 2.0], [3.0, 3.0]], [[3.0, 3.0], [4.0, 4.0]]]);
}

#[test]
fn a_crossing_that_no_cell_joins_stands_alone() {
    // Without the four corners only two scenarios have all their neighbours. Logarithms to base 2 of compute: chips bring
    // 0.75 at the first and 0.25 at the second, energy 0.5 at both.
    let along_chips = [0.0, 1.0, 1.5, 1.5];
    let sweep = grid([&[1.0, 2.0, 4.0, 8.0], &[1.0, 2.0, 4.0]], |a, b| {
        let inside = b == 2.0 || a == 2.0 || a == 4.0;
        inside.then(|| 2.0_f64.powf(along_chips[a.log2() as usize] + 0.5 * (b.log2() - 1.0)))
    });
    let known = frontier(&sweep).iter().filter(|row| row.leader != Leader::Unknown).count();
    assert_eq!(known, 2);
    assert_eq!(ends(&flip_line(&sweep)), [[[3.0, 2.0], [3.0, 2.0]]]);
}

#[test]
fn levels_that_are_not_above_zero_have_no_elasticity() {
    let sweep = grid([&[-1.0, 0.0, 1.0, 2.0], &[1.0, 2.0]], |a, b| Some((a + 3.0) * b));
    let rows = frontier(&sweep);
    assert_eq!(at(&rows, [0.0, 1.0]).compute_elasticity_1, None);
    assert_eq!(at(&rows, [1.0, 1.0]).compute_elasticity_1, None);
    close(at(&rows, [2.0, 1.0]).compute_elasticity_1.unwrap(), (5.0_f64 / 4.0).log2(), "chips");
    close(at(&rows, [0.0, 1.0]).compute_elasticity_2.unwrap(), 1.0, "energy");
}

#[test]
fn only_grids_over_two_axes_of_numbers_have_a_frontier() {
    let two = grid([&[1.0, 2.0], &[1.0, 2.0]], |a, b| Some(a.min(b)));
    assert_eq!(frontier(&two).len(), 4);
    let list = Finished { mode: Mode::List, ..two.clone() };
    assert_eq!(frontier(&list), []);
    let mut named = two.clone();
    named.records[0].levels[1] = Level::Name("half-energy".to_owned());
    assert_eq!(frontier(&named), []);
    let mut three = two;
    three.axes.push(three.axes[0].clone());
    assert_eq!(frontier(&three), []);
}

/// Random samples, all chip-bound.
fn samples<Levels: AsRef<[f64]>>(axes: &[&str], of: &[(Levels, Option<f64>)]) -> Finished {
    let of = of.iter().enumerate();
    let records = of.map(|(at, (levels, compute))| record(at + 1, levels.as_ref(), compute.map(brings)));
    finished(Mode::LatinHypercube, axes, records.collect())
}

#[test]
fn shares_count_samples_with_an_optimum_and_have_wilsons_interval() {
    let mut sweep = samples(&["chips"], &[(&[1.0], Some(1.0)); 11]);
    sweep.records[10].found = None;
    for (at, first) in [(0, Family::Power), (1, Family::Grid), (2, Family::Demand)] {
        sweep.records[at].found.as_mut().unwrap().years[1].first = first;
    }
    sweep.records[0].found.as_mut().unwrap().years[0].first = Family::Power;
    sweep.records[1].found.as_mut().unwrap().years[0].first = Family::Capital;
    sweep.records[0].found.as_mut().unwrap().narrow = Some(Bound::Energy);
    sweep.records[1].found.as_mut().unwrap().narrow = None;
    let rows = probabilities(&sweep);
    let counted = |year: Option<i32>, reading: &str, answer: &str| {
        let row = rows.iter().find(|r| (r.year, r.reading.name(), r.answer.name()) == (year, reading, answer)).unwrap();
        close(row.sample_share, row.counted as f64 / row.samples as f64, answer);
        (row.counted, row.samples)
    };
    for (year, answer, expected) in [
        (2025, "chips", 8),
        (2025, "power", 1),
        (2025, "grid", 0),
        (2025, "energy", 1),
        (2025, "capital", 1),
        (2025, "none", 0),
        (2026, "chips", 7),
        (2026, "energy", 2),
        (2026, "demand", 1),
        (2026, "none", 0),
    ] {
        assert_eq!(counted(Some(year), "first by rent", answer), (expected, 10), "{year} {answer}");
    }
    assert_eq!(counted(None, "narrow", "chip-bound"), (8, 9));
    assert_eq!(counted(None, "narrow", "energy-bound"), (1, 9));
    assert_eq!(counted(None, "broad", "chip-bound"), (10, 10));
    let row = rows.iter().find(|row| row.year == Some(2025) && row.answer.name() == "chips").unwrap();
    assert!((row.low_share - 0.4902).abs() < 5e-5 && (row.high_share - 0.9433).abs() < 5e-5);
    // Ten answers in each of two years; eight and five words.
    assert_eq!(rows.len(), 2 * 10 + 8 + 5);
}

#[test]
fn the_fan_interpolates_between_samples_in_order() {
    let levels: &[f64] = &[1.0];
    // 0 to 20 in a shuffled order, and one without an optimum.
    let mut of: Vec<(&[f64], Option<f64>)> = (0..21).map(|n| (levels, Some(f64::from(n * 8 % 21)))).collect();
    of.push((levels, None));
    let mut sweep = samples(&["chips"], &of);
    for record in &mut sweep.records {
        if let Some(found) = &mut record.found {
            found.years[1].capex_busd_per_year *= 10.0;
        }
    }
    let rows = fan(&sweep);
    assert_eq!(rows.len(), 4 * 2);
    let row =
        |quantity: &str, year: i32| rows.iter().find(|r| r.quantity.name() == quantity && r.year == year).unwrap();
    for (row, factor) in
        [(row("mh100e", 2025), 1.0), (row("capex_busd_per_year", 2025), 1.0), (row("capex_busd_per_year", 2026), 10.0)]
    {
        assert_eq!(row.samples, 21);
        let found = [row.p05, row.p25, row.p50, row.p75, row.p95, row.mean];
        for (found, expected) in found.into_iter().zip([1.0, 5.0, 10.0, 15.0, 19.0, 10.0]) {
            close(found, factor * expected, row.quantity.name());
        }
    }
    // With 20 samples, 0.05 x 19 = 0.95 steps from the lowest.
    sweep.records.retain(|record| record.found.as_ref().is_some_and(|found| found.objective_musd > 0.0));
    close(fan(&sweep)[0].p05, 1.95, "p05");
}

/// Ranks' correlation by its textbook formula; no ties.
fn spearman(a: &[f64], b: &[f64]) -> f64 {
    let rank = |of: &[f64], value: f64| of.iter().filter(|other| **other < value).count() as f64;
    let squares: f64 = a.iter().zip(b).map(|(x, y)| (rank(a, *x) - rank(b, *y)).powi(2)).sum();
    let n = a.len() as f64;
    1.0 - 6.0 * squares / (n * (n * n - 1.0))
}

fn of_axis<'a>(rows: &'a [SensitivityRow], output: &str, axis: &str) -> &'a SensitivityRow {
    rows.iter().find(|row| row.output.name() == output && row.axis == axis).unwrap()
}

#[test]
fn with_two_axes_the_coefficient_is_the_formula_of_partial_correlation() {
    let (a, b) = ([0.2, 0.4, 0.7, 0.9, 1.3, 1.6], [3.0, 1.0, 2.0, 6.0, 4.0, 5.0]);
    let y: Vec<f64> = vec![1.0, 3.0, 2.0, 40.0, 60.0, 50.0];
    let levels: Vec<[f64; 2]> = a.into_iter().zip(b).map(|(a, b)| [a, b]).collect();
    let of: Vec<(&[f64], Option<f64>)> = levels.iter().zip(&y).map(|(levels, y)| (&levels[..], Some(*y))).collect();
    let rows = sensitivity(&samples(&["chips", "energy"], &of));
    let [ay, by, ab] = [spearman(&a, &y), spearman(&b, &y), spearman(&a, &b)];
    let partial = |own: f64, other: f64| (own - ab * other) / ((1.0 - ab * ab) * (1.0 - other * other)).sqrt();
    close(of_axis(&rows, "mean_compute_mh100e", "chips").prcc.unwrap(), partial(ay, by), "chips");
    close(of_axis(&rows, "objective_musd", "energy").prcc.unwrap(), partial(by, ay), "energy");
}

#[test]
fn with_three_axes_and_ties_the_coefficient_is_that_of_the_residuals() {
    // Residuals of ranks by least squares in rational numbers, worked elsewhere.
    const AXES: [[i32; 12]; 3] = [
        [4, 10, 9, 3, 6, 5, 12, 7, 1, 11, 8, 2],
        [5, 9, 4, 10, 8, 12, 7, 11, 6, 3, 1, 2],
        [6, 2, 5, 4, 1, 3, 4, 1, 5, 3, 2, 6],
    ];
    const OUTPUT: [i32; 12] = [10, 17, 20, 2, 11, 0, 22, 4, -4, 21, 22, 5];
    let levels: Vec<[f64; 3]> = (0..12).map(|n| [0, 1, 2].map(|axis: usize| f64::from(AXES[axis][n]))).collect();
    let of: Vec<(&[f64], Option<f64>)> =
        levels.iter().zip(OUTPUT).map(|(levels, y)| (&levels[..], Some(f64::from(y)))).collect();
    let rows = sensitivity(&samples(&["a", "b", "c"], &of));
    let expected = [("a", 0.912_486_670_970_249_5), ("b", -0.835_036_089_617_248_7), ("c", -0.192_700_820_660_237_66)];
    for (place, (axis, prcc)) in expected.into_iter().enumerate() {
        let row = of_axis(&rows, "last_load_gw", axis);
        close(row.prcc.unwrap(), prcc, axis);
        assert_eq!((row.rank, row.samples, row.note.as_str()), (Some(place + 1), 12, ""));
        // 12 samples less 2 less the 2 other axes are 8 degrees: a standard error of 1 / sqrt(7).
        let half = 1.959_963_984_540_054 / 7.0_f64.sqrt();
        close(row.prcc_low.unwrap(), (prcc.atanh() - half).tanh(), "low");
        close(row.prcc_high.unwrap(), (prcc.atanh() + half).tanh(), "high");
    }
    // No rents of energy and chips: nothing to tell.
    assert!(rows.iter().all(|row| row.output != Measure::EnergyRent));
}

#[test]
fn a_rising_relation_counts_in_full_whatever_its_form() {
    let levels: [[f64; 2]; 6] = [[0.1, 4.0], [0.5, 1.0], [0.9, 3.0], [1.5, 2.0], [2.5, 6.0], [7.0, 5.0]];
    let of = levels.map(|levels| (levels, Some(levels[0].powi(3))));
    let rows = sensitivity(&samples(&["chips", "energy"], &of));
    let [chips, energy] = ["chips", "energy"].map(|axis| of_axis(&rows, "mean_load_gw", axis));
    assert_eq!((chips.prcc, chips.prcc_low, chips.prcc_high), (Some(1.0), Some(1.0), Some(1.0)));
    assert_eq!((energy.prcc, energy.rank), (None, None));
    assert_eq!(energy.note, "the other axes determine the output");
}

#[test]
fn axes_that_do_not_vary_or_repeat_others_are_left_out_and_say_so() {
    let of: Vec<([f64; 4], f64)> = [(1.0, 2.0), (2.0, 1.0), (3.0, 5.0), (4.0, 4.0), (5.0, 3.0), (6.0, 6.0)]
        .iter()
        .zip([2.0, 1.0, 4.0, 3.0, 6.0, 5.0])
        .map(|((a, b), y)| ([*a, 1.0, a * a, *b], y))
        .collect();
    let all: Vec<(&[f64], Option<f64>)> = of.iter().map(|(levels, y)| (&levels[..], Some(*y))).collect();
    let rows = sensitivity(&samples(&["a", "still", "square of a", "b"], &all));
    let note = |axis| of_axis(&rows, "objective_musd", axis).note.as_str();
    assert_eq!(note("still"), "left out: its level is the same in all samples");
    assert_eq!(note("square of a"), "left out: the axes before it determine it");
    let two: Vec<[f64; 2]> = of.iter().map(|(levels, _)| [levels[0], levels[3]]).collect();
    let two: Vec<(&[f64], Option<f64>)> = two.iter().zip(&of).map(|(levels, (_, y))| (&levels[..], Some(*y))).collect();
    let alone = sensitivity(&samples(&["a", "b"], &two));
    for axis in ["a", "b"] {
        let [with, without] = [&rows, &alone].map(|rows| of_axis(rows, "objective_musd", axis));
        assert!(with.prcc.is_some());
        assert_eq!((with.prcc, with.prcc_low), (without.prcc, without.prcc_low));
    }
    // Three samples for two axes that vary leave nothing to tell.
    let few = sensitivity(&samples(&["a", "b"], &two[..3]));
    assert_eq!(of_axis(&few, "objective_musd", "a").note, "too few samples for so many axes");
}

#[test]
fn energy_over_chips_counts_power_and_grid_and_leaves_out_samples_without_such_rents() {
    let levels = [[1.0], [2.0], [3.0], [4.0], [5.0]];
    let of: Vec<(&[f64], Option<f64>)> = levels.iter().map(|l| (&l[..], Some(l[0]))).collect();
    let mut sweep = samples(&["chips"], &of);
    // Chips rent 6, then energy of 1, 5, 3, 4: ranks 1, 4, 2, 3 over levels 1, 2, 3, 4; the fifth has none.
    for (record, [grid, power]) in sweep.records.iter_mut().zip([[1.0, 0.0], [2.0, 3.0], [0.0, 3.0], [4.0, 0.0]]) {
        let rents = &mut record.found.as_mut().unwrap().years[1].rents_musd;
        rents[Family::Chips as usize] = 6.0;
        rents[Family::Grid as usize] = grid;
        rents[Family::Power as usize] = power;
        rents[Family::Capital as usize] = 1000.0;
    }
    let rows = sensitivity(&sweep);
    let row = of_axis(&rows, "energy_rent_share", "chips");
    close(row.prcc.unwrap(), 0.4, "rank correlation");
    assert_eq!(row.samples, 4);
    assert_eq!(of_axis(&rows, "objective_musd", "chips").samples, 5);
}

/// Chips from 0.5 to 2, energy 0.5 (no solution) and 2, sites 2.
fn tornado() -> Finished {
    let found = |compute: f64, objective: f64, narrow: &str| {
        Some(Found { objective_musd: objective, narrow: named(narrow), ..brings(compute) })
    };
    let records = vec![
        record(1, &[1.0, 1.0, 1.0], found(10.0, -100.0, "chip-bound")),
        record(2, &[0.5, 1.0, 1.0], found(5.0, -150.0, "chip-bound")),
        record(3, &[2.0, 1.0, 1.0], found(16.0, -60.0, "energy-bound")),
        record(4, &[1.0, 0.5, 1.0], None),
        record(5, &[1.0, 2.0, 1.0], found(11.0, 20.0, "chip-bound")),
        record(6, &[1.0, 1.0, 2.0], found(10.0, -100.0, "mixed")),
    ];
    finished(Mode::OneAtATime, &["chips", "energy", "sites"], records)
}

#[test]
fn a_swing_spans_the_levels_of_an_axis_and_the_largest_is_first() {
    let rows = swings(&tornado());
    let order = |output: &str| -> Vec<(String, usize)> {
        rows.iter().filter(|row| row.output.name() == output).map(|row| (row.axis.clone(), row.rank)).collect()
    };
    let named = |names: [&str; 3]| -> Vec<(String, usize)> { names.map(str::to_owned).into_iter().zip(1..).collect() };
    assert_eq!(order("mean_compute_mh100e"), named(["chips", "energy", "sites"]));
    assert_eq!(order("objective_musd"), named(["energy", "chips", "sites"]));
    let row = |output: &str, axis: &str| -> &SwingRow {
        rows.iter().find(|row| row.output.name() == output && row.axis == axis).unwrap()
    };
    let chips = row("mean_load_gw", "chips");
    assert_eq!([chips.base, chips.lowest, chips.highest], [10.0, 5.0, 16.0]);
    assert_eq!([&*chips.level_at_lowest, &*chips.level_at_highest], ["0.5", "2"]);
    close(chips.lowest_share.unwrap(), -0.5, "lowest");
    close(chips.highest_share.unwrap(), 0.6, "highest");
    assert_eq!(
        [chips.narrow, chips.narrow_at_lowest, chips.narrow_at_highest].map(word_or_empty),
        ["chip-bound", "chip-bound", "energy-bound"]
    );
    assert!(chips.narrow_changes);
    assert_eq!(chips.left_out, 0);
    let energy = row("mean_load_gw", "energy");
    assert_eq!((&*energy.level_at_lowest, energy.lowest, energy.left_out), ("1", 10.0, 1));
    assert!(!energy.narrow_changes);
    // A loss that becomes a gain is a rise, whatever the sign of the base.
    close(row("objective_musd", "energy").highest_share.unwrap(), 1.2, "objective");
    let sites = row("mean_load_gw", "sites");
    assert_eq!((sites.lowest, sites.highest, word_or_empty(sites.narrow_at_highest)), (10.0, 10.0, "chip-bound"));
    assert!(sites.narrow_changes, "the verdict changes where the amount does not");
}

#[test]
fn swings_need_a_base_with_an_optimum() {
    let mut sweep = tornado();
    sweep.records[0].found = None;
    assert_eq!(swings(&sweep), []);
}

#[test]
fn means_over_the_horizon_count_calendar_years() {
    let mut found = brings(2.0);
    found.years[1].ai_it_gw = 6.0;
    let sweep = finished(Mode::OneAtATime, &["chips"], vec![record(1, &[1.0], Some(found))]);
    // One year of 2 GW, three of 6 GW.
    close(swings(&sweep)[0].base, 5.0, "mean load");
    close(cases(&sweep)[0].last_load_gw, 6.0, "load of the last year");
}

#[test]
fn cases_stand_in_order_from_both_ends() {
    let compute = [3.0, 7.0, 1.0, 5.0, 5.0, 2.0, 9.0];
    let mut records: Vec<Record> =
        compute.iter().enumerate().map(|(at, c)| record(at + 1, &[*c, 0.25], Some(brings(*c)))).collect();
    records.push(record(8, &[99.0, 0.25], None));
    let mut sweep = finished(Mode::List, &["chips", "energy"], records);
    // The last year's load tells otherwise: scenario 3 has most.
    sweep.records[2].found.as_mut().unwrap().years[1].ai_it_gw = 100.0;
    let rows = cases(&sweep);
    let scenarios = |measure: &str, end: &str| -> Vec<usize> {
        rows.iter()
            .filter(|row| row.measure.name() == measure && row.end.name() == end)
            .map(|row| row.scenario)
            .collect()
    };
    assert_eq!(scenarios("compute", "best"), [7, 2, 4, 5, 1]);
    assert_eq!(scenarios("compute", "worst"), [3, 6, 1, 4, 5]);
    assert_eq!(scenarios("AI load", "best"), [3, 7, 2, 4, 5]);
    assert_eq!(rows[0].levels, "chips = 9; energy = 0.25");
    assert_eq!((rows[0].rank, rows[4].rank), (1, 5));
}

#[test]
fn the_summary_of_a_grid_says_where_the_line_crosses_and_gives_no_probabilities() {
    // The line is the diagonal, and the base stands on it.
    let levels: &[f64] = &[0.5, 1.0, 2.0, 4.0];
    let mut sweep = grid([levels, levels], |a, b| Some(a.min(b)));
    sweep.records[3].status = Status::Rejected("no".to_owned());
    sweep.records[3].found = None;
    sweep.records[15].found.as_mut().unwrap().narrow = Some(Bound::Mixed);
    let summary = summary(&sweep);
    assert_eq!(summary.ended, Ended { scenarios: 16, optimal: 15, rejected: 1, ..Ended::default() });
    assert_eq!(summary.narrow, [(Bound::Chips, 14), (Bound::Mixed, 1)]);
    assert_eq!(
        lines(&summary),
        [
            "16 scenarios: 15 optimal, 1 rejected; what follows is about the optimal ones.",
            "Verdict over the horizon, energy as power and grid, in 15 scenarios (chosen, not drawn: counts, no probabilities): chip-bound 14, mixed 1.",
            "Compute follows (larger elasticity): energy in 6, chips in 3, both alike in 3, unknown beside what has no optimum in 2, neither in 1.",
            "With energy at 1 as in the base, compute follows chips below chips = 1 and energy above.",
            "With chips at 1 as in the base, compute follows energy below energy = 1 and chips above.",
        ]
    );
}

#[test]
fn a_tie_whose_far_side_is_unknown_is_no_flip_of_the_base() {
    let levels: &[f64] = &[0.5, 1.0, 2.0, 4.0];
    let sweep = grid([levels, levels], |a, b| (a + b > 1.0).then_some(a.min(b)));
    assert_eq!(frontier(&sweep).iter().filter(|row| row.leader == Leader::Unknown).count(), 2);
    let text = lines(&summary(&sweep));
    assert_eq!(text[3], "A flip line crosses the grid; along the axes from the base no change is seen.");
    let mut elsewhere = sweep;
    elsewhere.axes[0].base = Level::Number(1.5);
    let text = lines(&summary(&elsewhere));
    assert_eq!(text[3], "A flip line crosses the grid; the base does not stand on the grid.");
}

#[test]
fn a_grid_without_a_line_says_so() {
    let sweep = grid([&[2.0, 3.0], &[2.0, 3.0]], |a, b| Some(a * b * b));
    let text = lines(&summary(&sweep));
    assert_eq!(text[2], "Compute follows (larger elasticity): energy in 4.");
    assert_eq!(text[3], "There is no flip line on this grid.");
    assert_eq!(text.len(), 4);
}

#[test]
fn the_summary_of_samples_speaks_of_samples() {
    let mut sweep = samples(&["chips"], &[(&[1.0], Some(1.0)); 10]);
    // In 2026 power and grid are first together in six of ten samples, and each alone in fewer than chips.
    for at in 0..6 {
        let first = if at < 3 { Family::Power } else { Family::Grid };
        sweep.records[at].found.as_mut().unwrap().years[1].first = first;
    }
    assert_eq!(
        lines(&summary(&sweep)),
        [
            "10 scenarios: 10 optimal.",
            "Verdict over the horizon, energy as power and grid, in 10 samples: chip-bound 10.",
            "Most often first by rent: 2025 chips 100 % (72 to 100), 2026 chips 40 % (17 to 69).",
            "These are shares of samples under the stated ranges and distributions, not forecasts; in brackets 95 % intervals for the number of samples alone.",
        ]
    );
}

#[test]
fn every_table_is_written_with_its_header_and_those_of_other_modes_are_empty() {
    struct Seen(Vec<(String, usize)>);
    impl TableVisitor for Seen {
        fn visit<T: Row>(&mut self, name: &'static str, rows: &[T]) -> gridbound::error::Result<()> {
            let text = String::from_utf8(csv(rows)?).unwrap();
            assert_eq!(text.lines().next().unwrap(), T::HEADER.join(","));
            self.0.push((name.to_owned(), text.lines().count() - 1));
            Ok(())
        }
    }
    let of = |sweep: &Finished| {
        let mut seen = Seen(vec![]);
        findings(sweep).each(&mut seen).unwrap();
        let names: Vec<&str> = seen.0.iter().map(|(name, _)| name.as_str()).collect();
        let known = Findings::TABLES.iter().map(|table| table.name);
        assert_eq!(names, known.collect::<Vec<_>>());
        seen.0.into_iter().map(|(_, rows)| rows).collect::<Vec<_>>()
    };
    let levels: &[f64] = &[1.0, 2.0, 3.0];
    let on_grid = grid([levels, levels], |a, b| Some(a.min(b)));
    assert_eq!(of(&on_grid), [9, 1, 0, 0, 0, 0, 20]);
    assert_eq!(of(&tornado()), [0, 0, 0, 0, 0, 9, 20]);
    let drawn = samples(&["chips"], &[(&[1.0], Some(1.0)), (&[2.0], Some(2.0))]);
    assert_eq!(of(&drawn), [0, 0, 33, 8, 4, 0, 8]);
}
