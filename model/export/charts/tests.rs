//! What holds for every chart.

use rstest::rstest;

use super::scene::{Area, Mark, Scene, Text};
use super::{draw_all, draw_explanation, explained, sample, sample_explanation, scenes};

fn texts(scene: &Scene) -> Vec<&Text> {
    let texts = scene.marks.iter().map(|mark| if let Mark::Text(text) = mark { Some(text) } else { None });
    texts.flatten().collect()
}

/// Texts that leave the picture or cover one another.
fn faults(scene: &Scene) -> Vec<String> {
    let page = Area { left: 0.0, top: 0.0, right: scene.width, bottom: scene.height };
    let texts = texts(scene);
    let mut faults = vec![];
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
    let scenes = scenes(&sample::results(regions, years));
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
    let scenes = explained(&sample::results(3, years), &explanation);
    assert_eq!(scenes.len(), if levers > 0 { 5 } else { 4 });
    for (name, scene) in scenes {
        assert_eq!(faults(&scene), Vec::<String>::new(), "{name}");
        assert!(!scene.title.is_empty(), "{name}");
    }
}

#[test]
fn an_explanation_that_found_nothing_has_no_charts() {
    let results = sample::empty(&[2025, 2030]);
    assert!(draw_explanation(&results, &sample_explanation::empty()).unwrap().is_empty());
}

#[test]
fn every_position_is_a_number() {
    let results = sample::results(3, &[2025, 2030]);
    let explanations = [0.0, 1.0, 40.0].map(|scale| sample_explanation::explanation(&[2025, 2030], 9, scale));
    let explained = explanations.iter().flat_map(|explanation| explained(&results, explanation));
    for (name, scene) in scenes(&results).into_iter().chain(explained) {
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
