//! What every chart has around it: title, subtitle, caption; and lines of text that fit a width.

use super::font::{Weight, width};
use super::scene::{Area, Scene, Text};
use super::style::{CAPTION, EDGE, GRID, HEIGHT, INK, LABEL, LEADING, MARGIN, MUTED, SUBTITLE, TITLE, WIDTH};

/// The words around a chart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heading {
    /// The finding.
    pub title: String,
    /// Quantity and unit.
    pub subtitle: String,
    /// What a reader must know to read it right.
    pub notes: String,
}

/// An empty chart as high as it must be to leave that height for data, and the space for them; where the numbers come
/// from is given in words.
#[must_use]
pub fn frame_from(origin: &str, heading: Heading, data: f64) -> (Scene, Area) {
    let (_, space) = framed(origin, heading.clone(), HEIGHT);
    framed(origin, heading, HEIGHT + data - space.height())
}

/// An empty chart of a height, and the space that is left for data; where the numbers come from is given in words.
#[must_use]
pub fn framed(origin: &str, heading: Heading, height: f64) -> (Scene, Area) {
    const AFTER_TITLE: f64 = 10.0;
    const BEFORE_DATA: f64 = 74.0;
    const BEFORE_CAPTION: f64 = 76.0;
    let mut scene = Scene { width: WIDTH, height, title: heading.title, marks: vec![], hints: vec![] };
    let room = WIDTH - 2.0 * MARGIN;
    let mut y = EDGE;
    for line in balanced(&scene.title.clone(), TITLE, Weight::Bold, room) {
        y += TITLE * LEADING;
        scene.text(Text::new(line).size(TITLE).bold().colour(INK).at(MARGIN, y - TITLE * (LEADING - 1.0)));
    }
    y += AFTER_TITLE;
    for line in wrap(&heading.subtitle, SUBTITLE, Weight::Regular, room) {
        y += SUBTITLE * LEADING;
        scene.text(Text::new(line).size(SUBTITLE).colour(MUTED).at(MARGIN, y - SUBTITLE * (LEADING - 1.0)));
    }
    let mut lines = wrap(&heading.notes, CAPTION, Weight::Regular, room);
    lines.extend(wrap(origin, CAPTION, Weight::Regular, room));
    let caption = height - EDGE - lines.len() as f64 * CAPTION * LEADING;
    scene.line(vec![(MARGIN, caption - CAPTION), (WIDTH - MARGIN, caption - CAPTION)], GRID, 2.0);
    for (i, line) in lines.into_iter().enumerate() {
        let baseline = caption + (i as f64 + 1.0) * CAPTION * LEADING - CAPTION * (LEADING - 1.0);
        scene.text(Text::new(line).size(CAPTION).colour(MUTED).at(MARGIN, baseline));
    }
    let area =
        Area { left: MARGIN, right: WIDTH - MARGIN, top: y + BEFORE_DATA, bottom: caption - CAPTION - BEFORE_CAPTION };
    (scene, area)
}

/// A chart that has nothing to draw and says so; where the numbers come from is given in words.
#[must_use]
pub fn message_from(origin: &str, heading: Heading, words: &str) -> Scene {
    const SHORT: f64 = 150.0;
    let (mut scene, area) = frame_from(origin, heading, SHORT);
    for (i, line) in wrap(words, LABEL, Weight::Regular, area.width()).into_iter().enumerate() {
        let baseline = area.top + LABEL * (1.0 + LEADING * i as f64);
        scene.text(Text::new(line).colour(MUTED).at(area.left, baseline));
    }
    scene
}

/// Breaks a text into lines that fit; a word that is too long is cut.
#[must_use]
pub fn wrap(text: &str, size: f64, weight: Weight, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    for word in text.split_whitespace() {
        if let Some(line) = lines.last_mut()
            && width(&format!("{line} {word}"), size, weight) <= room
        {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(fit(word, size, weight, room));
        }
    }
    lines
}

/// Breaks a title into as few lines as fit, all of about one length.
fn balanced(text: &str, size: f64, weight: Weight, room: f64) -> Vec<String> {
    const STEP: f64 = 0.02;
    const STEPS: u8 = 20;
    let widest = wrap(text, size, weight, room);
    if widest.len() < 2 {
        return widest;
    }
    let narrower = (1..=STEPS).map(|step| wrap(text, size, weight, room * (1.0 - f64::from(step) * STEP)));
    narrower.take_while(|lines| lines.len() <= widest.len()).last().unwrap_or(widest)
}

/// The largest em, up to `size`, at which each of some texts fits.
#[must_use]
pub fn shrunk<S: AsRef<str>>(texts: &[S], size: f64, weight: Weight, room: f64) -> f64 {
    let widest = texts.iter().map(|text| width(text.as_ref(), size, weight)).fold(1.0, f64::max);
    size * (room / widest).min(1.0)
}

/// The text, or as much of it as fits, with an ellipsis.
#[must_use]
pub fn fit(text: &str, size: f64, weight: Weight, room: f64) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while kept.pop().is_some() {
        let cut = format!("{}…", kept.iter().collect::<String>().trim_end());
        if width(&cut, size, weight) <= room {
            return cut;
        }
    }
    String::new()
}

/// The text, or as much of its start and end as fits: names of scenarios often differ at their ends.
#[must_use]
pub fn fit_middle(text: &str, size: f64, room: f64) -> String {
    let letters: Vec<char> = text.chars().collect();
    let cut = |kept: usize| -> String {
        let (start, end) = (kept.div_ceil(2), kept / 2);
        letters[..start].iter().chain(['…'].iter()).chain(&letters[letters.len() - end..]).collect()
    };
    if width(text, size, Weight::Regular) <= room {
        return text.to_owned();
    }
    let fits = (0..letters.len()).rev().map(cut).find(|cut| width(cut, size, Weight::Regular) <= room);
    fits.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_fit_and_lose_no_word() {
        let text = "AI load grows from 9 to 178 GW by 2035, most of it in places with sites to spare";
        let lines = wrap(text, TITLE, Weight::Bold, 900.0);
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| width(line, TITLE, Weight::Bold) <= 900.0));
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn shrunk_texts_fit() {
        let texts = ["+3.1%", "−0.05%"];
        let size = shrunk(&texts, LABEL, Weight::Bold, 60.0);
        assert!(size < LABEL && texts.iter().all(|text| width(text, size, Weight::Bold) <= 60.0 + 1e-6));
        assert_eq!(shrunk(&texts, LABEL, Weight::Bold, 600.0), LABEL);
    }

    #[test]
    fn names_that_differ_at_their_ends_keep_them() {
        let cut = fit_middle("a-scenario-with-a-long-name-7", LABEL, 180.0);
        assert!(cut.starts_with("a-s") && cut.contains('…') && cut.ends_with("-7"), "{cut}");
        assert_eq!(fit_middle("short", LABEL, 180.0), "short");
    }

    #[test]
    fn a_word_that_is_too_long_is_cut() {
        let lines = wrap("Donaudampfschifffahrtsgesellschaft", LABEL, Weight::Regular, 200.0);
        assert!(lines[0].ends_with('…') && width(&lines[0], LABEL, Weight::Regular) <= 200.0);
    }
}
