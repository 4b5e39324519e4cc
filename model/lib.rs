//! What limits the build-out of AI: chips, power, grid, cooling, materials, sites, money or demand?
//!
//! gridbound is one linear program of accelerators and of everything they stand on. It chooses, for
//! every region and year, what to buy, build and connect so that the discounted value of compute
//! less all costs is as large as possible; the prices of its limits say which of them binds.
//!
//! Six arrows lead from data to outputs:
//!
//! ```text
//! data + scenario --load--> System --formulate--> Program --solve--> Solution --tabulate--> Results --tell--> Findings --render--> bytes
//! ```
//!
//! | arrow | function | module |
//! | --- | --- | --- |
//! | load | [`load::load`] | [`input`] reads tables, [`scenario`] changes them, [`system`] holds the numbers |
//! | formulate | [`constraints::formulate`] | [`constraints`] one file per family, into the ledgers of rows and columns of [`program`] |
//! | solve | [`solve::solve`] | [`mod@solve`] runs HiGHS and certifies the answer |
//! | tabulate | [`results::tabulate`] | [`results`] one row struct per table |
//! | tell | | [`tell`] words for numbers and findings, [`figures`] charts as data, [`documents`] memos and screens |
//! | render | | [`mod@render`] tables in all formats, charts as pictures, [`store`] what a folder holds and when it may be overwritten |
//!
//! [`experiment`] is many calls of the middle three: it looks at a scenario from all sides, at thousands of scenarios, at some
//! side by side, and holds results against published figures and answers that are known; [`provenance`] says where a number
//! comes from. [`economy`] is arithmetic on two runs: what AI does to growth, to household bills, to labour and to money.
//!
//! A module uses only what stands to its left. All arrows but the first and the last are pure.
//!
//! What `gridbound explain toy` does, but for the screen, in eight lines:
//!
//! ```
//! use gridbound::{experiment::explain::question::Question, load::{Library, load}, run::run, solve::Options};
//! use gridbound::store::{Manifest, RunFolder};
//!
//! # let place = tempfile::tempdir().expect("a temporary folder");
//! # let outputs = place.path();
//! let loaded = load(&Library::shipped(), "toy", &[])?;
//! let mut run = run(&loaded, &Options::default())?;
//! let question = Question::default();
//! let explanation = run.explain(&loaded, &question, (2, &()))?;
//! println!("{} MH100e, {}", run.results.summary[0].compute_mh100e, explanation.verdict.horizon.narrow);
//! let folder = RunFolder::create(outputs.join("toy"), Manifest::of_run(&loaded, 0))?;
//! folder.write_explained(&loaded, &run, (&explanation, &question), true)?;
//! # assert!(run.solution.residuals.certify());
//! # assert!(["summary.csv", "relax.parquet", "verdict.json", "manifest.toml", "charts/ladder.svg"]
//! #     .iter().all(|file| folder.path().join(file).is_file()));
//! # Ok::<(), gridbound::error::Error>(())
//! ```

pub mod cli;
pub mod constraints;
pub mod documents;
pub mod economy;
pub mod error;
pub mod experiment;
pub mod figures;
pub mod input;
pub mod load;
pub mod named;
pub mod parallel;
pub mod program;
pub mod provenance;
pub mod render;
pub mod results;
pub mod run;
pub mod scenario;
pub mod sets;
pub mod solve;
pub mod store;
pub mod system;
pub mod tell;
pub mod units;
