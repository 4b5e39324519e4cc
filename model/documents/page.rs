//! What the page for a browser is made from besides the memo: charts of both scenarios, tables to take away.

use super::Material;
use super::html::{Attached, Attachments, Extras};
use crate::error::Result;
use crate::render::chart::{self, Drawing};
use crate::render::datapackage::{ABOUT_RESULTS, RESULTS};
use crate::render::json::verdict;
use crate::render::sweep_columns::timeless_csv;
use crate::results::catalogue::Tables;

/// Charts and tables of the page.
#[derive(Debug, Default)]
pub struct Page {
    charts: Vec<Drawing>,
    others: Vec<Drawing>,
    tables: Vec<Attached>,
}

impl Page {
    /// Draws the charts of both scenarios and packs the tables.
    ///
    /// # Errors
    /// If a chart cannot be drawn, or a table not written.
    pub fn new(material: &Material<'_>) -> Result<Self> {
        let (mut charts, mut others) = (material.charts.clone(), vec![]);
        let mut attachments = Attachments::default();
        material.results.each(&mut attachments)?;
        material.explanation.each(&mut attachments)?;
        if let Some(against) = material.against {
            let mut both = chart::draw_side_by_side(&[material.results, against.results])?;
            others = both.pop().unwrap_or_default();
            for own in both.into_iter().flatten() {
                if let Some(alone) = charts.iter_mut().find(|chart| chart.name == own.name) {
                    *alone = own;
                }
            }
            against.comparison.each(&mut attachments)?;
        }
        if let Some((finished, findings)) = material.sweep {
            attachments.0.push(Attached {
                file: format!("{RESULTS}.csv"),
                meaning: ABOUT_RESULTS,
                rows: finished.records.len(),
                bytes: timeless_csv(finished)?,
            });
            findings.each(&mut attachments)?;
        }
        attachments.0.push(Attached {
            file: "verdict.json".to_owned(),
            meaning: "The verdict by year and over the horizon, the gains it follows from, and how sure it is.",
            rows: material.explanation.verdict.years.len() + 1,
            bytes: verdict(material.explanation)?,
        });
        Ok(Self { charts, others, tables: attachments.0 })
    }

    /// What the page shows beside the memo.
    #[must_use]
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
