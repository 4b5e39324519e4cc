//! A memo as one page of HTML that needs nothing else: charts that tell their values, a table of shadow prices that
//! sorts and filters, and the tables of the run to take away.
//!
//! The page opens from disk and asks no network for anything; its content security policy forbids it to. Without
//! scripts it is still the whole memo.

mod attached;
mod body;
mod chart;

pub use attached::{Attached, Attachments};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::document::{Block, Document};
use crate::error::Result;
use crate::render::chart::Drawing;
use crate::results::tables::ShadowPriceRow;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// What the page holds beside the memo.
#[derive(Debug, Clone, Copy)]
pub struct Extras<'a> {
    /// Title of the memo's scenario.
    pub scenario: &'a str,
    /// All charts, those of the memo and the rest.
    pub charts: &'a [Drawing],
    /// Another scenario: its title, and its charts on the same scales.
    pub against: Option<(&'a str, &'a [Drawing])>,
    /// Every limit with its price.
    pub shadow_prices: &'a [ShadowPriceRow],
    /// The tables.
    pub tables: &'a [Attached],
}

/// The page.
///
/// # Errors
/// If a table cannot be packed.
pub fn html(memo: &Document, extras: &Extras<'_>) -> Result<String> {
    let rest: Vec<&Drawing> = extras.charts.iter().filter(|chart| !shows(memo, chart.name)).collect();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(memo))
            body {
                a.skip href="#memo" { "Skip to the memo" }
                (bar(memo, extras, !rest.is_empty()))
                main #memo tabindex="-1" {
                    h1 { (memo.title) }
                    p.subtitle { (memo.subtitle) }
                    (body::blocks(memo, extras))
                    @if !rest.is_empty() {
                        h2 #more-charts { "More charts" }
                        @for drawing in &rest { (chart::figure(drawing, extras)) }
                    }
                    (attached::shadow_prices(extras.shadow_prices))
                    (attached::tables(extras.tables)?)
                }
                div #tip role="tooltip" hidden {}
                div #said.unseen role="status" {}
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    Ok(page.into_string())
}

/// Whether a chart stands in the memo.
fn shows(memo: &Document, name: &str) -> bool {
    memo.blocks.iter().any(|block| matches!(block, Block::Chart(chart) if chart.name == name))
}

fn head(memo: &Document) -> Markup {
    let script = BASE64.encode(Sha256::digest(SCRIPT));
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{script}'; style-src 'unsafe-inline'; img-src blob: data:; \
         base-uri 'none'; form-action 'none'"
    );
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="generator" content=(concat!("gridbound ", env!("CARGO_PKG_VERSION")));
            title { (memo.title) }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// What stays in sight: sections, and which scenario the charts show.
fn bar(memo: &Document, extras: &Extras<'_>, has_more: bool) -> Markup {
    let sections = memo.blocks.iter().filter_map(|block| match block {
        Block::Heading(1, words) => Some(words),
        _ => None,
    });
    html! {
        header.bar {
            nav aria-label="Sections" {
                @for words in sections { a href={ "#" (slug(words)) } { (words) } }
                @if has_more { a href="#more-charts" { "More charts" } }
                a href="#shadow-prices" { "Shadow prices" }
                a href="#tables" { "Tables" }
            }
            @if let Some((other, _)) = extras.against {
                fieldset #scenarios {
                    legend { "Charts show" }
                    @for (value, words) in [("0", extras.scenario), ("1", other), ("both", "Both")] {
                        label {
                            input type="radio" name="scenario" value=(value) checked[value == "0"];
                            (words)
                        }
                    }
                }
            }
        }
    }
}

/// Words as the name of a place in the page.
fn slug(words: &str) -> String {
    let kept: String = words.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    kept.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// Data for the script; nothing in it can end the element that holds it.
fn data<T: serde::Serialize>(value: &T) -> PreEscaped<String> {
    let json = serde_json::to_string(value).expect("rows of texts and numbers can be written as JSON");
    PreEscaped(json.replace('<', "\\u003c"))
}
