//! Charts that tell their values to a pointer, to the keyboard and as a table.

use maud::{Markup, PreEscaped, html};
use serde::Serialize;

use super::{Extras, data};
use crate::figures::{names, names_of_explanation};
use crate::render::chart::{Drawing, Hint};

/// What a chart tells of one part, for the script.
#[derive(Debug, Serialize)]
struct Told<'a> {
    heading: &'a str,
    /// Left, top, width, height: pixels of the picture.
    area: [f64; 4],
    /// Name, value, colour.
    values: Vec<[String; 3]>,
}

/// A chart; beside it that of the other scenario, if there is one.
pub fn figure(drawing: &Drawing, extras: &Extras<'_>) -> Markup {
    let other = extras
        .against
        .and_then(|(title, charts)| charts.iter().find(|other| other.name == drawing.name).map(|other| (title, other)));
    // With another scenario the charts of both have been drawn on the same scales.
    let own = extras.charts.iter().find(|own| own.name == drawing.name).unwrap_or(drawing);
    html! {
        figure.chart id={ "chart-" (drawing.name) } {
            div.views {
                (view(own, "0", extras.scenario))
                @if let Some((title, other)) = other { (view(other, "1", title)) }
            }
            @if extras.against.is_some() && other.is_none() && is_of_one(drawing.name) {
                p.only hidden { "This chart is of " (extras.scenario) " alone." }
            }
            div.tools {
                button type="button" data-save="svg" aria-label={ "Save as SVG: " (own.title) } { "SVG" }
                button type="button" data-save="png" aria-label={ "Save as PNG: " (own.title) } { "PNG" }
                @if !own.hints.is_empty() {
                    button type="button" data-save="csv" aria-label={ "Save the values as CSV: " (own.title) } { "CSV" }
                    details { summary { "Values as a table" } div.values tabindex="0" role="region" aria-label={ "Values of: " (own.title) } {} }
                }
            }
        }
    }
}

/// Whether a chart is of one scenario; those of comparisons and sweeps are of several.
fn is_of_one(name: &str) -> bool {
    names().contains(&name) || names_of_explanation().contains(&name)
}

fn view(drawing: &Drawing, scenario: &str, title: &str) -> Markup {
    let told: Vec<Told<'_>> = drawing.hints.iter().map(told).collect();
    let keys = if told.is_empty() { "" } else { ". Arrow keys read its values" };
    html! {
        div.view data-scenario=(scenario) data-name=(drawing.name) data-title=(title) hidden[scenario != "0"]
            tabindex="0" role="group" aria-label={ "Chart: " (drawing.title) (keys) } {
            (PreEscaped(picture(drawing)))
            script type="application/json" { (data(&told)) }
        }
    }
}

fn told(hint: &Hint) -> Told<'_> {
    let round = |pixels: f64| (pixels * 10.0).round() / 10.0;
    let colour =
        |colour: Option<(u8, u8, u8)>| colour.map_or(String::new(), |(r, g, b)| format!("#{r:02x}{g:02x}{b:02x}"));
    Told {
        heading: &hint.heading,
        area: [hint.area.left, hint.area.top, hint.area.width(), hint.area.height()].map(round),
        values: hint
            .values
            .iter()
            .map(|value| [value.name.clone(), value.value.clone(), colour(value.colour)])
            .collect(),
    }
}

/// The SVG with its title as a label: a title element would cover the chart with a label of the browser's own.
fn picture(drawing: &Drawing) -> String {
    let (before, rest) = drawing.svg.split_once("<title>").unwrap_or(("<svg>", &drawing.svg));
    let (_, after) = rest.split_once("</title>").unwrap_or(("", rest));
    let label = html! { (drawing.title) }.into_string().replace('"', "&quot;");
    format!("{}{}", before.trim_end().replacen("<svg", &format!("<svg role=\"img\" aria-label=\"{label}\""), 1), after)
}
