//! What a memo is written from, and where its numbers come from: sources of the dataset, and how to have them again.

use sha2::{Digest, Sha256};

use super::{Against, Audience, Material, Provenance, Source};
use crate::error::Result;
use crate::experiment::explain::Explanation;
use crate::experiment::sweep::findings::Findings;
use crate::experiment::sweep::record::Finished;
use crate::input::dataset::hex;
use crate::load::Loaded;
use crate::render::chart::{self, Drawing};
use crate::run::Run;
use crate::solve::Certificate;

impl<'a> Material<'a> {
    /// That of a scenario that was solved and analysed, beside another one and a sweep if there are any; a command makes
    /// it again. The charts of the run are given, all others are drawn.
    ///
    /// # Errors
    /// If a chart cannot be drawn.
    pub fn new(
        audience: Audience,
        (loaded, run, explanation): (&'a Loaded, &'a Run, &'a Explanation),
        mut charts: Vec<Drawing>,
        (against, sweep): (Option<Against<'a>>, Option<(&'a Finished, &'a Findings)>),
        command: String,
    ) -> Result<Self> {
        let results = &run.results;
        charts.extend(chart::draw_explanation(results, explanation)?);
        if let Some(against) = against {
            charts.extend(chart::draw_comparison(against.comparison, &[results, against.results])?);
        }
        if let Some((finished, findings)) = sweep {
            charts.extend(chart::draw_sweep(finished, findings)?);
        }
        Ok(Self {
            audience,
            description: &loaded.scenario.description,
            results,
            explanation,
            assumptions: &results.assumptions,
            sources: Source::all(loaded),
            charts,
            against,
            sweep,
            provenance: Provenance::new(loaded, &run.certificate, command),
        })
    }
}

impl Source {
    /// Sources of a scenario's dataset.
    #[must_use]
    pub fn all(loaded: &Loaded) -> Vec<Self> {
        let table = loaded.dataset.table("sources");
        let text = |column: &str, row: usize| table.text(column)[row].clone();
        (0..table.len())
            .map(|row| Self {
                key: text("source", row),
                title: text("title", row),
                published: format!("{}, {}", text("publisher", row), table.cell(row, "year")),
                quality: text("quality", row),
            })
            .collect()
    }
}

impl Provenance {
    /// That of a run, which a command makes again.
    #[must_use]
    pub fn new(loaded: &Loaded, proof: &Certificate, command: String) -> Self {
        const SHOWN: usize = 12;
        let mut hash = Sha256::new();
        for (file, sum) in &loaded.dataset.hashes {
            hash.update(format!("{file} {sum}\n"));
        }
        let hash = hex(&hash.finalize());
        let residuals = [proof.relative_gap, proof.primal_residual, proof.dual_residual, proof.complementarity];
        Self {
            version: format!("{} ({})", env!("CARGO_PKG_VERSION"), env!("GRIDBOUND_COMMIT")),
            dataset: loaded.scenario.dataset.clone(),
            dataset_hash: hash[..SHOWN].to_owned(),
            command,
            objective_musd: proof.objective_musd,
            worst_residual: residuals.into_iter().fold(0.0, f64::max),
            solver: format!("{} {}", proof.solver, proof.algorithm),
        }
    }
}
