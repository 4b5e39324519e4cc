//! Where the numbers of a memo come from: sources of the dataset, and how to have them again.

use sha2::{Digest, Sha256};

use super::{Provenance, Source};
use crate::input::dataset::hex;
use crate::load::Loaded;
use crate::solve::Certificate;

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
