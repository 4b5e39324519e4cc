//! Figures as [Vega-Lite](https://vega.github.io/vega-lite/): the same rows, channels and scales, for whoever wants to
//! draw or change them with other tools. What is told at a place goes with the rows that lie there, as their tooltip.

use serde_json::{Map, Value as Json, json};

use super::style::Colour;
use crate::figures::figure::{Figure, Panel, Tip};
use crate::figures::mark::{At, Datum, Kind, Mark};
use crate::figures::scale::Scale;

/// The figure as a specification.
#[must_use]
pub fn vega_lite(figure: &Figure) -> Json {
    let views: Vec<Json> = figure.panels.iter().map(view).collect();
    json!({
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": { "text": figure.title, "subtitle": figure.subtitle, "anchor": "start" },
        "description": format!("{} {}", figure.notes, figure.origin).trim(),
        "usermeta": { "name": figure.name, "notes": figure.notes, "origin": figure.origin, "empty": figure.empty },
        "columns": figure.across,
        "concat": views,
    })
}

fn view(panel: &Panel) -> Json {
    let layers: Vec<Json> = panel.marks.iter().flat_map(|mark| layers(panel, mark)).collect();
    json!({ "title": panel.title, "width": 480, "layer": layers })
}

/// A mark, and its words where it has any.
fn layers(panel: &Panel, mark: &Mark) -> Vec<Json> {
    let rows: Vec<Json> = mark
        .data
        .iter()
        .filter(|datum| datum.x.is_some() || datum.y.is_some())
        .map(|datum| row(panel, mark, datum))
        .collect();
    if rows.is_empty() {
        return vec![];
    }
    let has = |name: &str| rows.iter().any(|row| row.get(name).is_some());
    let mut encoding = Map::new();
    for (name, scale) in [("x", &panel.x), ("y", &panel.y)] {
        if has(name) {
            encoding.insert(name.to_owned(), side(scale, name, mark.stack.is_some()));
        }
        let end = format!("{name}2");
        if has(&end) {
            encoding.insert(end.clone(), json!({ "field": end }));
        }
    }
    encoding.insert("color".to_owned(), json!({ "field": "colour", "type": "nominal", "scale": null }));
    encoding.insert("detail".to_owned(), json!({ "field": "series", "type": "nominal" }));
    if mark.abreast {
        let offset = if panel.y.is_names() { "yOffset" } else { "xOffset" };
        encoding.insert(offset.to_owned(), json!({ "field": "series", "type": "nominal", "sort": mark.series() }));
    }
    if mark.stack.is_some() {
        encoding.insert("order".to_owned(), json!({ "field": "order", "type": "quantitative" }));
    }
    if has("told") {
        encoding.insert("tooltip".to_owned(), json!({ "field": "told", "type": "nominal" }));
    }
    let data = json!({ "values": rows });
    let mut layers = vec![];
    if mark.kind != Kind::Text {
        layers.push(json!({ "data": data, "mark": drawn(mark.kind), "encoding": encoding }));
    }
    if has("label") && mark.kind != Kind::Area && (encoding.contains_key("x") || encoding.contains_key("y")) {
        encoding.insert("text".to_owned(), json!({ "field": "label", "type": "nominal" }));
        encoding.insert("color".to_owned(), json!({ "value": "black" }));
        layers.push(json!({ "data": data, "mark": { "type": "text" }, "encoding": encoding }));
    }
    layers
}

/// What draws it there.
fn drawn(kind: Kind) -> Json {
    match kind {
        Kind::Rect => json!({ "type": "bar" }),
        Kind::Area => json!({ "type": "area" }),
        Kind::Line => json!({ "type": "line" }),
        Kind::Dashed => json!({ "type": "line", "strokeDash": [6, 4] }),
        Kind::Rule => json!({ "type": "rule" }),
        Kind::Frame => json!({ "type": "bar", "filled": false, "strokeWidth": 3 }),
        Kind::Dot => json!({ "type": "point", "filled": true }),
        Kind::Diamond => json!({ "type": "point", "filled": true, "shape": "diamond" }),
        Kind::Text => json!({ "type": "text" }),
    }
}

/// A side as an encoding.
fn side(scale: &Scale, name: &str, is_stacked: bool) -> Json {
    match scale {
        Scale::Time(years) => {
            json!({ "field": name, "type": "quantitative", "title": null, "scale": { "zero": false }, "axis": { "values": years, "format": "d" } })
        }
        Scale::Amount(amount) => {
            let [low, high] = amount.span.map_or([json!(0), Json::Null], |(low, high)| [json!(low), json!(high)]);
            let stack = if is_stacked && name == "y" { json!("zero") } else { Json::Null };
            json!({ "field": name, "type": "quantitative", "title": amount.unit, "scale": { "domainMin": low, "domainMax": high }, "stack": stack })
        }
        Scale::Band(band) => {
            let title = (!band.title.is_empty()).then_some(&band.title);
            json!({ "field": name, "type": "nominal", "title": title, "sort": band.names, "scale": { "domain": band.names } })
        }
    }
}

/// A row with its channels; what it lacks is left out.
fn row(panel: &Panel, mark: &Mark, datum: &Datum) -> Json {
    let mut row = Map::new();
    let sides = [("x", &panel.x, &datum.x, &datum.x2), ("y", &panel.y, &datum.y, &datum.y2)];
    for (name, scale, from, to) in sides {
        // A bar without an end goes from the origin of its amounts to its place.
        let origin = match scale {
            Scale::Amount(amount) if mark.kind == Kind::Rect && mark.stack.is_none() => Some(At::Amount(amount.origin)),
            _ => None,
        };
        for (name, at) in [(name.to_owned(), from), (format!("{name}2"), if to.is_some() { to } else { &origin })] {
            if let (Some(_), Some(at)) = (from, at) {
                row.insert(name, place(scale, at));
            }
        }
    }
    row.insert("colour".to_owned(), json!(hex(datum.colour)));
    for (name, words) in [("series", &datum.series), ("label", &datum.label), ("note", &datum.note)] {
        if !words.is_empty() {
            row.insert(name.to_owned(), json!(words));
        }
    }
    let order = mark.series().iter().position(|series| *series == datum.series);
    if mark.stack.is_some() {
        row.insert("order".to_owned(), json!(order));
    }
    if let Some(tip) = panel.tips.iter().find(|tip| lies(tip, datum)) {
        let values: Vec<String> =
            panel.told(tip).into_iter().map(|value| format!("{}: {}", value.name, value.value)).collect();
        row.insert("told".to_owned(), json!(format!("{}\n{}", tip.heading, values.join("\n"))));
    }
    Json::Object(row)
}

/// Whether a row lies where something is told.
fn lies(tip: &Tip, datum: &Datum) -> bool {
    let is_there = |told: &Option<At>, at: &Option<At>| told.is_none() || told == at;
    is_there(&tip.x, &datum.x) && is_there(&tip.y, &datum.y)
}

fn place(scale: &Scale, at: &At) -> Json {
    match (scale, at) {
        (Scale::Band(band), At::Amount(index)) => json!(band.names.get(index.round() as usize)),
        (_, At::Amount(amount)) => json!(amount),
        (_, At::Name(name)) => json!(name),
    }
}

fn hex((red, green, blue): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::sweep::findings::findings;
    use crate::figures::{of_backcast, of_comparison, of_explanation, of_run, of_sweep};
    use crate::figures::{sample, sample_backcast, sample_comparison, sample_explanation, sample_sweep};
    use crate::results::Results;

    #[test]
    fn every_chart_has_all_rows_in_this_grammar_each_with_its_place() {
        let years = [2025, 2030];
        let results = sample::results(4, &years);
        let sweep = sample_sweep::grid(&[5, 4], 1);
        let (comparison, compared) = sample_comparison::comparison(3, &years, 0.1);
        let backcast = sample_backcast::backcast(&results.labels, &years, 3, 1.0);
        let figures = [
            of_run(&results),
            of_explanation(&results, &sample_explanation::explanation(&years, 4, 1.0)),
            of_sweep(&sweep, &findings(&sweep)),
            of_comparison(&comparison, &compared.iter().collect::<Vec<&Results>>()),
            of_backcast((&results.labels, &results.labels), &backcast),
        ];
        assert!(figures.iter().all(|figures| figures.len() > 2));
        for figure in figures.iter().flatten() {
            let specification = vega_lite(figure);
            let views = specification["concat"].as_array().unwrap();
            assert_eq!(views.len(), figure.panels.len(), "{}", figure.name);
            for (view, panel) in views.iter().zip(&figure.panels) {
                let placed = |datum: &&Datum| datum.x.is_some() || datum.y.is_some();
                let marks = panel.marks.iter().filter(|mark| mark.kind != Kind::Text);
                let expected = marks.flat_map(|mark| &mark.data).filter(placed).count();
                let layers = view["layer"].as_array().unwrap().iter().filter(|layer| layer["mark"]["type"] != "text");
                let rows: Vec<&Json> = layers.flat_map(|layer| layer["data"]["values"].as_array().unwrap()).collect();
                assert_eq!(rows.len(), expected, "{}", figure.name);
                for row in rows {
                    assert!(
                        row.as_object().unwrap().values().all(|channel| !channel.is_null()),
                        "{}: {row}",
                        figure.name
                    );
                }
            }
        }
    }
}
