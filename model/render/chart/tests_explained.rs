//! What the charts of an explanation tell is what its tables say; one that found nothing has none.

use rstest::rstest;

use super::drawing::{draw_explanation, scenes};
use super::scene::Hint;
use crate::experiment::explain::Explanation;
use crate::experiment::explain::relax::Kind;
use crate::experiment::families::Group;
use crate::figures::{families, names_of_explanation, of_explanation, sample, sample_explanation};
use crate::program::Family;
use crate::results::Results;

/// The value of a name that a hint tells.
fn told<'a>(hint: &'a Hint, name: &str) -> &'a str {
    let value = hint.values.iter().find(|value| value.name == name);
    value.map_or_else(|| panic!("\"{}\" does not tell {name}: {hint:?}", hint.heading), |value| &value.value)
}

/// What a chart of an explanation tells, in its order.
fn hints_of(results: &Results, explanation: &Explanation, name: &str) -> Vec<Hint> {
    let scene = scenes(of_explanation(results, explanation)).into_iter().find(|(other, _)| *other == name);
    scene.unwrap_or_else(|| panic!("{name} is not drawn")).1.hints
}

#[rstest]
#[case::usual(&[2025, 2026, 2030], 9, 1.0)]
#[case::one_year(&[2026], 3, 1.0)]
#[case::many(&[2025, 2026, 2027, 2028, 2029, 2030, 2032, 2035, 2040, 2050], 60, 40.0)]
fn charts_of_an_explanation_tell_their_values(#[case] years: &[i32], #[case] levers: usize, #[case] scale: f64) {
    const LEAST: f64 = 12.0;
    let results = sample::results(3, years);
    let explanation = sample_explanation::explanation(years, levers, scale);
    let scenes = scenes(of_explanation(&results, &explanation));
    assert_eq!(scenes.len(), names_of_explanation().len());
    for (name, scene) in scenes {
        assert!(!scene.hints.is_empty(), "{name} tells nothing");
        for (i, hint) in scene.hints.iter().enumerate() {
            assert!(hint.area.width() >= LEAST && hint.area.height() >= LEAST, "{name}: {hint:?}");
            let inner = hint.area.grown(-0.01);
            let covered = scene.hints[..i].iter().find(|other| other.area.overlaps(&inner));
            assert_eq!(covered, None, "{name}: {}", hint.heading);
        }
    }
}

#[test]
fn the_gains_of_a_cell_are_those_of_its_row() {
    let years = [2025, 2026, 2030];
    let (results, explanation) = (sample::results(3, &years), sample_explanation::explanation(&years, 4, 1.0));
    let hints = hints_of(&results, &explanation, "what_binds_gains");
    let shown: Vec<_> = explanation.bottlenecks.iter().filter(|row| row.family != Group::EnergyBroad).collect();
    assert_eq!(hints.len(), shown.len());
    for row in shown {
        let when = row.year.map_or("horizon".to_owned(), |year| year.to_string());
        let heading = format!("{}, {when}", families::name(row.family.name()));
        let hint = hints.iter().find(|hint| hint.heading == heading).unwrap_or_else(|| panic!("{heading}"));
        for (name, gain) in [
            ("Compute", row.gain_compute_share),
            ("Objective", row.gain_objective_share),
            ("AI load", row.gain_load_share),
        ] {
            assert_eq!(told(hint, name), gain.map(words_of_gain).unwrap(), "{heading}");
        }
        let rents = hint.values.iter().filter(|value| value.name == "Share of scarcity rents" && value.value == "14%");
        assert_eq!(rents.count(), usize::from(row.family != Family::Demand.into()), "{heading}");
    }
}

fn words_of_gain(gain: f64) -> String {
    match gain {
        gain if gain.abs() < 5e-5 => "nothing".to_owned(),
        gain => {
            let percent = (gain * 100.0).abs();
            let decimals = if percent >= 9.95 { 0 } else { 1 + usize::from(percent < 0.095) };
            format!("{}{percent:.decimals$}%", if gain < 0.0 { "−" } else { "+" })
        }
    }
}

#[test]
fn the_gains_of_a_bar_are_those_of_its_row() {
    let (results, explanation) = (sample::results(3, &[2025]), sample_explanation::explanation(&[2025], 12, 1.0));
    let hints = hints_of(&results, &explanation, "relax_one");
    let shown: Vec<_> = explanation.relax.iter().filter(|row| row.kind == Kind::Family).collect();
    assert_eq!(hints.len(), explanation.relax.len());
    for row in shown {
        let heading = families::name(&row.name);
        let hint = hints.iter().find(|hint| hint.heading == heading).unwrap_or_else(|| panic!("{heading}"));
        for (name, gain, change) in [
            ("Compute", row.gain_compute_share, "+1.0 MH100e"),
            ("Objective", row.gain_objective_share.unwrap(), "+0.001 billion USD 2024, discounted"),
            ("AI load", row.gain_load_share, "+1.0 GW"),
        ] {
            let gain = words_of_gain(gain);
            let expected = if gain == "nothing" { gain } else { format!("{gain} ({change})") };
            assert_eq!(told(hint, name), expected, "{heading}");
        }
    }
    // Levers of the sample share titles: they are told one after the other, the largest gain of compute first.
    let mut gains: Vec<f64> =
        explanation.relax.iter().filter(|row| row.kind == Kind::Lever).map(|row| row.gain_compute_share).collect();
    gains.sort_by(|a, b| b.total_cmp(a));
    let levers = &hints[hints.len() - gains.len()..];
    for (hint, gain) in levers.iter().zip(gains) {
        assert!(told(hint, "Compute").starts_with(&words_of_gain(gain)), "{hint:?}");
    }
}

#[test]
fn what_is_told_of_a_lever_is_its_flip() {
    let (results, explanation) = (sample::results(3, &[2025]), sample_explanation::explanation(&[2025], 8, 1.0));
    let hints = hints_of(&results, &explanation, "flips");
    assert_eq!(hints.len(), explanation.flips.len());
    // Levers 0 and 4 flip at 0.62, 2 and 6 at 1.35, whose way is shorter; lever 6 moves years.
    let flips: Vec<&str> = hints[..4].iter().map(|hint| told(hint, "The lead changes hands")).collect();
    assert_eq!(
        flips,
        [
            "energy leads above ×1.35",
            "energy leads above 1.35 years",
            "energy leads below ×0.62",
            "energy leads below ×0.62"
        ]
    );
    for (hint, there) in hints.iter().zip(["58", "58", "27", "27"]) {
        assert_eq!(told(hint, "It moves, in this scenario"), "43 GW a year in 2030");
        assert_eq!(told(hint, "It moves, where the lead changes"), format!("{there} GW a year in 2030"));
    }
    assert_eq!(told(&hints[0], "This scenario"), "×1: chips lead");
    assert_eq!(told(&hints[0], "Low end"), "×0.4: chips lead");
    assert_eq!(told(&hints[0], "High end"), "×2: energy leads");
    assert!(hints[4..].iter().all(|hint| hint.values.iter().all(|value| value.name != "The lead changes hands")));
}

#[test]
fn an_explanation_that_found_nothing_has_no_charts() {
    let results = sample::empty(&[2025, 2030]);
    assert!(draw_explanation(&results, &sample_explanation::empty()).unwrap().is_empty());
}
