//! What holds for every chart.

use rstest::rstest;

use super::drawing::{draw_all, draw_comparison, draw_explanation, draw_sweep, scenes};
use super::scene::{Area, Mark, Point, Scene, Text};
use crate::experiment::sweep::findings::{Findings, findings};
use crate::experiment::sweep::record::{Finished, Level, Mode, Status};
use crate::figures::{
    of_backcast, of_comparison, of_explanation, of_run, of_sweep, sample, sample_backcast, sample_comparison,
    sample_explanation, sample_sweep,
};
use crate::results::Results;

fn texts(scene: &Scene) -> Vec<&Text> {
    let texts = scene.marks.iter().map(|mark| if let Mark::Text(text) = mark { Some(text) } else { None });
    texts.flatten().collect()
}

/// Hints that leave the picture or say nothing.
fn hint_faults(scene: &Scene, page: &Area) -> Vec<String> {
    let mut faults = vec![];
    for hint in &scene.hints {
        let heading = &hint.heading;
        if !page.holds(&hint.area) || hint.area.width() <= 0.0 || hint.area.height() <= 0.0 {
            faults.push(format!("the hint \"{heading}\" cannot be pointed at: {:?}", hint.area));
        }
        let words = hint.values.iter().flat_map(|value| [&value.name, &value.value]).chain([heading]);
        let empty = words.filter(|word| word.is_empty() || word.contains("NaN") || word.contains("inf ")).count();
        if empty > 0 {
            faults.push(format!("the hint \"{heading}\" says nothing in {empty} places"));
        }
    }
    faults
}

/// Texts that leave the picture or cover one another.
fn faults(scene: &Scene) -> Vec<String> {
    let page = Area { left: 0.0, top: 0.0, right: scene.width, bottom: scene.height };
    let texts = texts(scene);
    let mut faults = hint_faults(scene, &page);
    for (i, text) in texts.iter().enumerate() {
        if !page.holds(&text.area()) {
            faults.push(format!("\"{}\" leaves the picture", text.content));
        }
        let covered = texts[..i].iter().filter(|other| other.area().overlaps(&text.area()));
        faults.extend(covered.map(|other| format!("\"{}\" covers \"{}\"", text.content, other.content)));
    }
    faults
}

#[rstest]
#[case::one_region_one_year(1, &[2026])]
#[case::two_regions_two_years(2, &[2025, 2030])]
#[case::four_regions(4, &[2025, 2026, 2030])]
#[case::many_regions(11, &[2025, 2026, 2027, 2028, 2029, 2030, 2032, 2035])]
#[case::very_many_regions(40, &[2025, 2026, 2027, 2028, 2029, 2030, 2032, 2035, 2040, 2050])]
fn no_text_is_clipped_or_covers_another(#[case] regions: usize, #[case] years: &[i32]) {
    let results = sample::results(regions, years);
    let scenes = scenes(of_run(&results));
    assert_eq!(scenes.len(), if regions > 1 { 8 } else { 7 });
    for (name, scene) in scenes {
        assert_eq!(faults(&scene), Vec::<String>::new(), "{name}");
        assert!(!scene.title.is_empty(), "{name}");
    }
}

#[rstest]
#[case::one_year_few_levers(&[2026], 2, 1.0)]
#[case::no_levers(&[2025, 2030], 0, 1.0)]
#[case::usual(&[2025, 2026, 2027, 2028, 2029, 2030, 2032, 2035], 31, 1.0)]
#[case::large_gains_many_levers(&[2025, 2026, 2027, 2028, 2029, 2030, 2032, 2035, 2040, 2050], 60, 40.0)]
#[case::nothing_anywhere(&[2025, 2030], 5, 0.0)]
fn no_text_of_an_explanation_is_clipped_or_covers_another(
    #[case] years: &[i32],
    #[case] levers: usize,
    #[case] scale: f64,
) {
    let explanation = sample_explanation::explanation(years, levers, scale);
    let scenes = scenes(of_explanation(&sample::results(3, years), &explanation));
    assert_eq!(scenes.len(), if levers > 0 { 7 } else { 4 } + usize::from(scale > 0.0));
    for (name, scene) in scenes {
        assert_eq!(faults(&scene), Vec::<String>::new(), "{name}");
        assert!(!scene.title.is_empty(), "{name}");
    }
}

#[rstest]
#[case::one_year_one_publisher(1, &[2025], 1, 1.0)]
#[case::usual(11, &[2023, 2024, 2025], 3, 1.0)]
#[case::many_publishers_and_regions(40, &[2021, 2022, 2023, 2024, 2025], 6, 1.0)]
#[case::large_numbers(4, &[2024, 2025], 3, 1e4)]
#[case::nothing_but_zeros(2, &[2025], 2, 0.0)]
fn no_text_of_a_backcast_is_clipped_or_covers_another(
    #[case] regions: usize,
    #[case] years: &[i32],
    #[case] publishers: usize,
    #[case] scale: f64,
) {
    let results = sample::results(regions, years);
    let backcast = sample_backcast::backcast(&results.labels, years, publishers, scale);
    let scenes = scenes(of_backcast((&results.labels, &results.labels), &backcast));
    assert_eq!(scenes.len(), 3);
    for (name, scene) in scenes {
        assert_eq!(faults(&scene), Vec::<String>::new(), "{name}");
        assert!(!scene.title.is_empty(), "{name}");
        let marks = format!("{:?}", scene.marks);
        assert!(!marks.contains("NaN") && !marks.contains("inf"), "{name}");
    }
}

#[test]
fn every_position_is_a_number() {
    let results = sample::results(3, &[2025, 2030]);
    let explanations = [0.0, 1.0, 40.0].map(|scale| sample_explanation::explanation(&[2025, 2030], 9, scale));
    let explained = explanations.iter().flat_map(|explanation| scenes(of_explanation(&results, explanation)));
    let grids = [&[2, 2][..], &[1, 5], &[5, 5, 9]].map(|counts| of_grid(counts, 1));
    let samples = [0.0, 1.0].map(|scale| of_samples(&[2030], 3, scale));
    let swept = grids.iter().chain(&samples).flat_map(|(sweep, findings)| scenes(of_sweep(sweep, findings)));
    for (name, scene) in scenes(of_run(&results)).into_iter().chain(explained).chain(swept) {
        for mark in &scene.marks {
            assert!(!format!("{mark:?}").contains("NaN") && !format!("{mark:?}").contains("inf"), "{name}: {mark:?}");
        }
    }
}

#[test]
fn what_has_nothing_to_show_is_left_out_or_says_so() {
    assert!(draw_all(&sample::empty(&[])).unwrap().is_empty());
    let drawings = draw_all(&sample::empty(&[2025, 2030])).unwrap();
    let titles: Vec<&str> = drawings.iter().map(|drawing| drawing.title.as_str()).collect();
    assert_eq!(titles, ["No AI load runs in any year", "No power capacity is built in 2025–2030"]);
}

#[test]
fn drawings_have_bytes_in_both_formats() {
    let results = sample::results(2, &[2025, 2030]);
    let explanation = sample_explanation::explanation(&[2025, 2030], 4, 1.0);
    let explained = draw_explanation(&results, &explanation).unwrap();
    for drawing in draw_all(&results).unwrap().into_iter().chain(explained) {
        assert!(drawing.svg.starts_with("<svg") && drawing.svg.trim_end().ends_with("</svg>"), "{}", drawing.name);
        assert!(drawing.png.starts_with(b"\x89PNG"), "{}", drawing.name);
    }
}

/// What a made-up grid says.
fn of_grid(counts: &[usize], holes: usize) -> (Finished, Findings) {
    let sweep = sample_sweep::grid(counts, holes);
    let findings = findings(&sweep);
    (sweep, findings)
}

/// What made-up random samples say, or axes moved one at a time.
fn of_samples(years: &[i32], axes: usize, scale: f64) -> (Finished, Findings) {
    let mut sweep = sample_sweep::sweep(Mode::LatinHypercube, vec![]);
    sweep.axes = sample_sweep::axes(axes);
    let findings = Findings {
        fan: sample_sweep::fan(years, scale),
        probabilities: sample_sweep::probabilities(years, 500),
        sensitivity: sample_sweep::sensitivity(&sweep.axes, scale),
        swings: sample_sweep::swings(&sweep.axes, scale),
        ..Findings::default()
    };
    (sweep, findings)
}

/// Corners of a mark that is no text.
fn corners(mark: &Mark) -> Vec<Point> {
    match mark {
        Mark::Rectangle(area, _) => vec![(area.left, area.top), (area.right, area.bottom)],
        Mark::Polygon(points, ..) => points.clone(),
        Mark::Line(stroke) => stroke.points.clone(),
        Mark::Dot((x, y), radius, _) => vec![(x - radius, y - radius), (x + radius, y + radius)],
        Mark::Text(_) => vec![],
    }
}

/// What is wrong with the charts of a sweep, and which there are.
fn charts_of(sweep: &Finished, findings: &Findings) -> (Vec<&'static str>, Vec<String>) {
    let (mut names, mut wrong) = (vec![], vec![]);
    for (name, scene) in scenes(of_sweep(sweep, findings)) {
        names.push(name);
        wrong.extend(faults(&scene).into_iter().map(|fault| format!("{name}: {fault}")));
        let within = |(x, y): &Point| (0.0..=scene.width).contains(x) && (0.0..=scene.height).contains(y);
        let outside = scene.marks.iter().filter(|mark| !corners(mark).iter().all(within));
        wrong.extend(outside.map(|mark| format!("{name}: {mark:?} leaves the picture")));
        if scene.title.is_empty() {
            wrong.push(format!("{name} states nothing"));
        }
    }
    (names, wrong)
}

const HEAT: [&str; 3] = ["sweep_ai_load", "sweep_compute", "sweep_verdict"];

#[rstest]
#[case::usual(&[11, 11], 0, true)]
#[case::large_with_holes(&[15, 15], 3, true)]
#[case::very_large(&[40, 30], 50, true)]
#[case::small_with_a_hole(&[2, 2], 1, true)]
#[case::flat(&[7, 1], 0, false)]
#[case::tall(&[1, 15], 0, false)]
#[case::three_axes(&[7, 7, 6], 2, false)]
#[case::three_axes_many_levels(&[15, 15, 4], 2, false)]
#[case::too_many_panels(&[3, 4, 11], 0, false)]
fn no_text_of_a_grid_is_clipped_or_covers_another(
    #[case] counts: &[usize],
    #[case] holes: usize,
    #[case] has_frontier: bool,
) {
    let (mut sweep, findings) = of_grid(counts, holes);
    let expected: Vec<&str> = has_frontier.then_some("frontier").into_iter().chain(HEAT).collect();
    assert_eq!(charts_of(&sweep, &findings), (expected.clone(), vec![]));
    for axis in &mut sweep.axes {
        axis.title =
            "Every large-load connection, every power plant build limit and every new line together".to_owned();
        axis.unit = "billion USD a year".to_owned();
    }
    assert_eq!(charts_of(&sweep, &findings), (expected, vec![]));
}

#[rstest]
#[case::usual(&sample_sweep::YEARS, 14, 1.0)]
#[case::one_year_two_axes(&[2030], 2, 1.0)]
#[case::many_axes(&[2025, 2030, 2050], 40, 1.0)]
#[case::hardly_anything_moves(&[2025, 2030], 9, 1e-9)]
fn no_text_of_samples_is_clipped_or_covers_another(#[case] years: &[i32], #[case] axes: usize, #[case] scale: f64) {
    let (sweep, findings) = of_samples(years, axes, scale);
    let expected = ["uncertainty_fan", "sensitivity"].into_iter().chain((scale > 1e-6).then_some("swings")).collect();
    assert_eq!(charts_of(&sweep, &findings), (expected, vec![]));
}

#[test]
fn what_is_constant_over_a_sweep_is_drawn_as_such() {
    let (mut sweep, _) = of_grid(&[3, 3], 0);
    let first = sweep.records[0].found.clone();
    sweep.records.iter_mut().for_each(|record| record.found.clone_from(&first));
    let scenes = scenes(of_sweep(&sweep, &Findings::default()));
    let titles: Vec<&str> = scenes.iter().map(|(_, scene)| scene.title.as_str()).collect();
    assert!(titles[0].starts_with("AI load in 2035 is ") && titles[0].ends_with(" GW everywhere on the grid"));
    assert_eq!(titles[2], "Chips bind at all 9 points of the grid");
    let (sweep, mut findings) = of_samples(&[2025, 2030], 3, 0.0);
    findings.probabilities.clear();
    assert_eq!(charts_of(&sweep, &findings), (vec!["uncertainty_fan", "sensitivity"], vec![]));
}

#[test]
fn a_sweep_without_an_optimum_has_no_charts() {
    for counts in [&[4, 4][..], &[3, 3, 3]] {
        let mut sweep = sample_sweep::grid(counts, usize::MAX);
        assert!(sweep.records.iter().all(|record| record.status == Status::Infeasible));
        assert!(draw_sweep(&sweep, &Findings::default()).unwrap().is_empty());
        sweep.years.clear();
        assert!(draw_sweep(&sweep, &Findings::default()).unwrap().is_empty());
    }
    let sweep = sample_sweep::sweep(Mode::LatinHypercube, vec![]);
    assert!(draw_sweep(&sweep, &Findings::default()).unwrap().is_empty());
}

#[test]
fn only_grids_over_two_axes_or_three_have_heat_maps() {
    let (mut sweep, _) = of_grid(&[4, 4], 0);
    sweep.mode = Mode::List;
    assert!(scenes(of_sweep(&sweep, &Findings::default())).is_empty());
    let (sweep, _) = of_grid(&[4], 0);
    assert!(scenes(of_sweep(&sweep, &Findings::default())).is_empty());
}

#[test]
fn levels_may_be_names() {
    let (mut sweep, _) = of_grid(&[3, 3], 0);
    let names = ["baseline", "fast_nuclear", "a_scenario_with_a_long_name_that_hardly_fits_anywhere"];
    let name = |level: &Level| {
        let Level::Number(number) = level else { return level.clone() };
        Level::Name(names[sample_sweep::levels(3).iter().position(|other| other == number).unwrap()].to_owned())
    };
    for record in &mut sweep.records {
        record.levels = record.levels.iter().map(name).collect();
    }
    sweep.axes[0].base = Level::Name("baseline".to_owned());
    assert_eq!(charts_of(&sweep, &Findings::default()), (HEAT.to_vec(), vec![]));
}

#[test]
fn charts_of_a_sweep_name_what_they_show() {
    let (sweep, findings) = of_grid(&[11, 11], 3);
    let of_samples = of_samples(&sample_sweep::YEARS, 14, 1.0);
    let drawings = [draw_sweep(&sweep, &findings).unwrap(), draw_sweep(&of_samples.0, &of_samples.1).unwrap()].concat();
    let expected: [(&str, &[&str]); 7] = [
        (
            "frontier",
            &["Today (baseline)", "Compute follows energy", "Accelerator supply, × base scenario", "equal", "0.74"],
        ),
        ("sweep_ai_load", &["2030", "2035", "Power and grid together, × base scenario", "GW", "4.768", "179"]),
        ("sweep_compute", &["MH100e", "1,250"]),
        ("sweep_verdict", &["Chips", "Energy", "Mixed", "No verdict 3"]),
        ("uncertainty_fan", &["Median", "178 GW", "1 in 20 above", "% of samples", "Chips", "40%", "2032"]),
        ("sensitivity", &["Gas turbine build", "−0.68", "Coefficient"]),
        ("swings", &["Copper", "energy-bound at ×0.5", "chip-bound", "0.5 years"]),
    ];
    assert_eq!(drawings.len(), expected.len());
    for (drawing, (name, words)) in drawings.iter().zip(expected) {
        assert_eq!(drawing.name, name);
        assert!(drawing.png.starts_with(b"\x89PNG") && drawing.svg.contains("(chips_energy)"), "{name}");
        for word in words {
            assert!(drawing.svg.lines().any(|line| line.trim() == *word), "{name} does not say {word}");
        }
    }
}

#[rstest]
#[case::two(2, &[2025, 2028, 2030, 2032, 2035], 0.01)]
#[case::two_far_apart(2, &[2025, 2035], 0.9)]
#[case::one_year(3, &[2030], 0.05)]
#[case::the_same(4, &[2025, 2030], 0.0)]
#[case::eight(8, &[2025, 2026, 2027, 2028, 2029, 2030, 2032, 2035], 0.02)]
#[case::too_many(14, &[2025, 2026, 2027, 2028, 2029, 2030, 2032, 2035, 2040, 2050], 0.07)]
fn no_text_of_a_comparison_is_clipped_or_covers_another(
    #[case] count: usize,
    #[case] years: &[i32],
    #[case] share: f64,
) {
    let (comparison, results) = sample_comparison::comparison(count, years, share);
    let results: Vec<&Results> = results.iter().collect();
    let scenes = scenes(of_comparison(&comparison, &results));
    assert_eq!(
        scenes.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        ["scenarios", "differences", "power_difference"]
    );
    for (name, scene) in scenes {
        assert_eq!(faults(&scene), Vec::<String>::new(), "{name}");
        let within = |(x, y): &Point| (0.0..=scene.width).contains(x) && (0.0..=scene.height).contains(y);
        assert!(scene.marks.iter().all(|mark| corners(mark).iter().all(within)), "{name} leaves the picture");
        assert!(scene.marks.iter().all(|mark| !format!("{mark:?}").contains("NaN")), "{name}");
    }
}

#[test]
fn titles_of_a_comparison_say_what_differs() {
    let titles = |count: usize, share: f64| {
        let (comparison, results) = sample_comparison::comparison(count, &[2025, 2030], share);
        let results: Vec<&Results> = results.iter().collect();
        draw_comparison(&comparison, &results).unwrap().into_iter().map(|drawing| drawing.title).collect::<Vec<_>>()
    };
    let name = "a-scenario-with-a-name-that-is-rather-long-1";
    // 120 GW and 950 billion in 2030; of the families rents go from -300 to 300 times 15 in 2025 and 2030 together, the
    // last of supply being 300 of capital.
    assert_eq!(
        titles(2, 0.1),
        [
            format!(
                "{name} powers 12 GW more AI load than baseline in 2030; its capital costs 95 billion USD more that year"
            ),
            format!(
                "{name} powers 12 GW more AI load than baseline in 2030; rents of chips are 450 billion USD lower and those \
                 of capital 450 billion USD higher"
            ),
            format!("{name} builds 0.6 GW more coal than baseline by 2030"),
        ]
    );
    let same = format!("baseline and {name}");
    assert_eq!(
        titles(2, 0.0),
        [
            format!("{same} do not differ in AI load, compute, AI capital or energy price"),
            format!("AI load and all rents of supply are the same in {same}"),
            format!("The same power is built in {same}"),
        ]
    );
    let little = titles(2, 0.001);
    assert_eq!(
        little[0],
        format!(
            "{name} changes almost nothing: AI load and its capital are within half a per cent of baseline in every year"
        )
    );
    assert_eq!(
        little[1],
        format!("{name} changes almost nothing: AI load is within half a per cent of baseline in every year")
    );
    assert_eq!(little[2], format!("Almost the same power is built by 2030 in {same}"));
    let many = titles(3, 0.1);
    assert_eq!(
        many[0],
        format!(
            "AI load in 2030 runs from 96 GW ({}2) to 132 GW ({name}); it is 120 GW in baseline",
            &name[..name.len() - 1]
        )
    );
    assert!(
        many[1].starts_with(&format!(
            "{}2 moves AI load furthest from baseline: −24 GW in 2030; ",
            &name[..name.len() - 1]
        )),
        "{}",
        many[1]
    );
}
