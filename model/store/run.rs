//! The folder of a run: tables, charts, proof, and what an analysis of it adds.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::OutputFolder;
use super::contents::{
    ANALYSIS, CERTIFICATE, CERTIFICATE_HEDGE, CERTIFICATE_WITHOUT, CHARTS, CsvFiles, DATAPACKAGE, FilledCsvFiles,
    MANIFEST, MEMO, OTHER_FOLDER, VERDICT, differences, forget_table, refuse, replace, write_charts, write_manifest,
    write_parquet,
};
use super::kept::{Analysis, Kept, PARTS, PartsLog};
use super::manifest::Manifest;
use crate::documents::html::Extras;
use crate::documents::{Audience, Document, Format};
use crate::economy::account::Account;
use crate::error::{Error, Result};
use crate::experiment::alternatives::Alternatives;
use crate::experiment::clocks::Clocks;
use crate::experiment::explain::Explanation;
use crate::experiment::explain::parts::Parts;
use crate::experiment::explain::question::{Progress, Question};
use crate::experiment::hedge::Hedged;
use crate::experiment::hedge::tables::HEDGE;
use crate::load::Loaded;
use crate::render::chart::{Drawing, draw_account, draw_all, draw_explanation};
use crate::render::datapackage::datapackage;
use crate::render::json::{json, verdict};
use crate::render::tables::{typed, typed_run};
use crate::render::typed::Typed;
use crate::results::catalogue::Tables;
use crate::run::Run;
use crate::run::rolling::tables::Foreseen;
use crate::solve::Certificate;

/// The folder of one run, by its manifest.
#[derive(Debug)]
pub struct RunFolder {
    pub(super) files: OutputFolder,
    manifest: Manifest,
}

impl RunFolder {
    /// A folder at a path, made if need be, for a run of this manifest; what is there of other inputs is taken away.
    ///
    /// # Errors
    /// If it cannot be made or written to, or holds a sweep.
    pub fn create(path: impl Into<PathBuf>, manifest: Manifest) -> Result<Self> {
        Self::replace(OutputFolder::take(path)?, manifest)
    }

    /// A folder for a run of this manifest; what is there of other inputs is taken away.
    ///
    /// # Errors
    /// If a file cannot be removed, or the folder holds a sweep.
    pub fn replace(files: OutputFolder, manifest: Manifest) -> Result<Self> {
        replace(&files, &manifest)?;
        Ok(Self { files, manifest })
    }

    /// A folder to which something is added that follows from the inputs of this manifest. What is there without a
    /// manifest is nobody's and taken away.
    ///
    /// # Errors
    /// If the folder holds files of other inputs, with what differs.
    pub fn add_to(files: OutputFolder, manifest: Manifest) -> Result<Self> {
        refuse(&files, &manifest)?;
        Ok(Self { files, manifest })
    }

    /// A folder to look into: whatever is there stays.
    #[must_use]
    pub const fn at(files: OutputFolder, manifest: Manifest) -> Self {
        Self { files, manifest }
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.files.path()
    }

    /// Writes all tables of a run, the data package, the certificate and the manifest. What an earlier analysis found goes:
    /// it may not be true of this run.
    ///
    /// # Errors
    /// If a file cannot be written or removed.
    pub fn write_run(&self, loaded: &Loaded, run: &Run) -> Result<()> {
        [VERDICT, ANALYSIS, CERTIFICATE_WITHOUT, CERTIFICATE_HEDGE]
            .iter()
            .try_for_each(|name| self.files.forget(name))?;
        let mut added = Explanation::TABLES
            .iter()
            .chain(Account::TABLES)
            .chain(Alternatives::TABLES)
            .chain(Foreseen::TABLES)
            .chain(Clocks::TABLES)
            .chain(Hedged::TABLES);
        forget_table(&self.files, HEDGE)?;
        added.try_for_each(|table| forget_table(&self.files, table.name))?;
        run.results.each(&mut CsvFiles(&self.files))?;
        if let Some(foreseen) = &run.foreseen {
            foreseen.each(&mut CsvFiles(&self.files))?;
        }
        let tables = typed_run(run)?;
        write_parquet(&self.files, &tables)?;
        self.files.write(DATAPACKAGE, &datapackage(loaded, &tables)?)?;
        self.write_proof(run)
    }

    /// Writes certificate and manifest. The manifest comes last: where it stands, the files beside it are its own.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write_proof(&self, run: &Run) -> Result<()> {
        self.files.write(CERTIFICATE, &json(&run.certificate, "the certificate")?)?;
        write_manifest(&self.files, &self.manifest)
    }

    /// Writes the manifest, where nothing says yet what is there.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn sign(&self) -> Result<()> {
        if self.files.read(MANIFEST)?.is_some() {
            return Ok(());
        }
        write_manifest(&self.files, &self.manifest)
    }

    /// Analyses a run, and keeps each part when it is found: an analysis that was killed goes on where it was, and the tables
    /// of the run are there. A finished analysis that is there stays until the new one is written.
    ///
    /// # Errors
    /// If a re-solve has no certified optimum, or a file cannot be read or written.
    pub fn explain(
        &self,
        loaded: &Loaded,
        run: &mut Run,
        (question, threads, progress): (&Question, usize, &dyn Progress),
    ) -> Result<Explanation> {
        if self.files.read(ANALYSIS)?.is_none() {
            self.write_run(loaded, run)?;
        }
        let keeper = PartsLog::open(&self.files, &self.manifest, question)?;
        run.explain_on(loaded, question, (threads, Parts { progress, keeper: &keeper }))
    }

    /// Writes what the analysis of a run adds, and keeps it; the tables of the run are there already.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write_explanation(
        &self,
        loaded: &Loaded,
        run: &Run,
        (explanation, question): (&Explanation, &Question),
    ) -> Result<()> {
        let currency = &run.results.labels.currency;
        explanation.each(&mut CsvFiles(&self.files))?;
        self.describe((loaded, run), vec![], typed(explanation, currency)?)?;
        self.files.write(VERDICT, &verdict(explanation)?)?;
        self.files.write(ANALYSIS, &Analysis::new(question, explanation, &run.results).bytes()?)?;
        self.files.forget(PARTS)
    }

    /// Writes tables that a run has more of as Parquet, and the data package of all: its own, those that are there already, and
    /// these.
    pub(super) fn describe(&self, (loaded, run): (&Loaded, &Run), there: Vec<Typed>, added: Vec<Typed>) -> Result<()> {
        write_parquet(&self.files, &added)?;
        let tables: Vec<Typed> = [typed_run(run)?, there, added].into_iter().flatten().collect();
        self.files.write(DATAPACKAGE, &datapackage(loaded, &tables)?)
    }

    /// The tables of the analysis that is kept, if there is one.
    pub(super) fn analysed(&self, currency: &str) -> Result<Vec<Typed>> {
        self.analysis()?.map_or(Ok(vec![]), |analysis| typed(&analysis.explanation, currency))
    }

    /// Writes what the two clocks of a rolling plan add, with the verdict; the tables of the run are there already. How many
    /// tables, those of the run too.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write_clocks(&self, loaded: &Loaded, run: &Run, (clocks, verdict): (&Clocks, &Value)) -> Result<usize> {
        clocks.each(&mut CsvFiles(&self.files))?;
        self.describe((loaded, run), vec![], typed(clocks, &run.results.labels.currency)?)?;
        self.files.write(VERDICT, &json(verdict, "the verdict")?)?;
        Ok(run.tables() + Clocks::TABLES.len())
    }

    /// Writes what the account of the economy adds, with the proof of the twin without AI; the tables of the run, and of an
    /// analysis of it, stay where they are of the same inputs. How many tables, those of the run too, and charts of its own.
    ///
    /// # Errors
    /// If a file cannot be read or written.
    pub fn write_account(
        &self,
        loaded: &Loaded,
        run: &Run,
        (account, without): (&Account, &Certificate),
    ) -> Result<[usize; 2]> {
        if self.files.read(CERTIFICATE)?.is_none() {
            self.write_run(loaded, run)?;
        }
        let currency = &run.results.labels.currency;
        account.each(&mut FilledCsvFiles(&self.files))?;
        let mut added = typed(account, currency)?;
        added.retain(|table| table.rows > 0);
        let added_tables = added.len();
        self.describe((loaded, run), self.analysed(currency)?, added)?;
        let drawings = draw_account(&run.results.labels, account)?;
        self.add_drawings(&drawings)?;
        self.files.write(CERTIFICATE_WITHOUT, &json(without, "the certificate")?)?;
        Ok([run.tables() + added_tables, drawings.len()])
    }

    /// Writes all of a run, with its charts if they are wanted: how many tables and charts.
    ///
    /// # Errors
    /// If a chart cannot be drawn, or a file not written or removed.
    pub fn write_with_charts(&self, loaded: &Loaded, run: &Run, drawn: bool) -> Result<[usize; 2]> {
        self.write_run(loaded, run)?;
        let drawings = if drawn { draw_all(&run.results)? } else { vec![] };
        Ok([run.tables(), self.write_charts(&drawings)?])
    }

    /// The same with all that an analysis of the run adds.
    ///
    /// # Errors
    /// If a chart cannot be drawn, or a file not written or removed.
    pub fn write_explained(
        &self,
        loaded: &Loaded,
        run: &Run,
        (explanation, question): (&Explanation, &Question),
        drawn: bool,
    ) -> Result<[usize; 2]> {
        self.write_run(loaded, run)?;
        self.write_explanation(loaded, run, (explanation, question))?;
        let mut drawings = vec![];
        if drawn {
            drawings = draw_all(&run.results)?;
            drawings.extend(draw_explanation(&run.results, explanation)?);
        }
        Ok([run.tables() + Explanation::TABLES.len(), self.write_charts(&drawings)?])
    }

    /// Writes charts, in place of those that are there; how many.
    ///
    /// # Errors
    /// If a file cannot be written or removed.
    pub fn write_charts(&self, drawings: &[Drawing]) -> Result<usize> {
        write_charts(&self.files, drawings)
    }

    /// Writes pictures of charts, names with what is in them, beside those that are there; their paths.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn add_pictures(&self, pictures: &[(String, Vec<u8>)]) -> Result<Vec<PathBuf>> {
        let inside = self.files.inside(CHARTS)?;
        pictures.iter().try_for_each(|(name, bytes)| inside.write(name, bytes))?;
        Ok(pictures.iter().map(|(name, _)| inside.path().join(name)).collect())
    }

    /// Writes a memo in every format asked for, its charts in place of those that are there; the paths of its files. `now`
    /// is told what is being done.
    ///
    /// # Errors
    /// If it cannot be set in a format, or a file not written or removed.
    pub fn write_memo(
        &self,
        (memo, extras): (&Document, &Extras<'_>),
        (audience, formats): (Audience, &[Format]),
        now: &dyn Fn(String),
    ) -> Result<Vec<PathBuf>> {
        let inside = self.files.inside(MEMO)?;
        write_charts(&inside, &memo.drawings())?;
        let write = |format: &Format| {
            let name = format!("{audience}.{format}");
            now(format!("setting {name}"));
            inside.write(&name, &format.bytes(memo, extras)?)?;
            Ok(inside.path().join(name))
        };
        formats.iter().map(write).collect()
    }

    /// The analysis of the same inputs that is kept here, if there is one.
    ///
    /// # Errors
    /// If a file is there and cannot be read.
    pub fn analysis(&self) -> Result<Option<Analysis>> {
        if differences(&self.files, &self.manifest)?.is_none_or(|differences| !differences.is_empty()) {
            return Ok(None);
        }
        Ok(self.files.read(ANALYSIS)?.and_then(|bytes| Analysis::read(&bytes)))
    }

    /// What is kept here for a question about the run of its manifest.
    ///
    /// # Errors
    /// If a file is there and cannot be read.
    pub fn kept(&self, question: &Question) -> Result<Kept> {
        if let Some(kept) = self.analysis()? {
            let unfit = kept.unfit_for(question);
            return Ok(unfit.map_or(Kept::Fit(Box::new(kept)), Kept::Unfit));
        }
        if self.files.read(ANALYSIS)?.is_none() {
            return Ok(Kept::Nothing);
        }
        Ok(Kept::Unfit(match differences(&self.files, &self.manifest)? {
            None => "there is no manifest beside it".to_owned(),
            Some(differences) if differences.is_empty() => "it cannot be read".to_owned(),
            Some(differences) => differences.join("; "),
        }))
    }

    /// Leaves tables alone that an analysis completed.
    ///
    /// # Errors
    /// If they are here.
    pub fn refuse_completed(&self) -> Result<()> {
        if self.files.read(VERDICT)?.is_none() {
            return Ok(());
        }
        let there = self.path().display();
        let what = format!("{there} holds these tables already, as `gridbound explain` completed them");
        Err(Error::input_with_hint(what, OTHER_FOLDER))
    }
}
