//! What the memo's page for a browser holds beside the memo.

use super::swept::results_csv;
use super::write::{VERDICT, verdict};
use crate::documents::Material;
use crate::documents::html::{Attached, Attachments, Extras};
use crate::error::Result;
use crate::figures::{self, Drawing};
use crate::render::datapackage::{ABOUT_RESULTS, RESULTS};
use crate::render::tables::{each, each_of_comparison, each_of_explanation, each_of_findings};

/// What the page for a browser holds beside the memo.
#[derive(Default)]
pub struct Beside {
    charts: Vec<Drawing>,
    others: Vec<Drawing>,
    tables: Vec<Attached>,
}

impl Beside {
    /// Draws the charts of both scenarios and packs the tables.
    pub fn new(material: &Material<'_>) -> Result<Self> {
        let (mut charts, mut others) = (material.charts.to_vec(), vec![]);
        let mut attachments = Attachments::default();
        each(material.results, material.assumptions, &mut attachments)?;
        each_of_explanation(material.explanation, &mut attachments)?;
        if let Some(against) = material.against {
            let mut both = figures::draw_side_by_side(&[material.results, against.results])?;
            others = both.pop().unwrap_or_default();
            for own in both.into_iter().flatten() {
                if let Some(alone) = charts.iter_mut().find(|chart| chart.name == own.name) {
                    *alone = own;
                }
            }
            each_of_comparison(against.comparison, &mut attachments)?;
        }
        if let Some((finished, findings)) = material.sweep {
            attachments.0.push(Attached {
                file: format!("{RESULTS}.csv"),
                meaning: ABOUT_RESULTS,
                rows: finished.records.len(),
                bytes: results_csv(finished)?,
            });
            each_of_findings(findings, &mut attachments)?;
        }
        attachments.0.push(Attached {
            file: VERDICT.to_owned(),
            meaning: "The verdict by year and over the horizon, the gains it follows from, and how sure it is.",
            rows: material.explanation.verdict.years.len() + 1,
            bytes: verdict(material.explanation)?,
        });
        Ok(Self { charts, others, tables: attachments.0 })
    }

    /// What the page is made from.
    pub fn extras<'a>(&'a self, material: &Material<'a>) -> Extras<'a> {
        Extras {
            scenario: &material.results.labels.scenario_title,
            charts: &self.charts,
            against: material.against.map(|against| (against.results.labels.scenario_title.as_str(), &self.others[..])),
            shadow_prices: &material.results.shadow_prices,
            tables: &self.tables,
        }
    }
}
