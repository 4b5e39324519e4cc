//! The first arrow: a scenario's name in, its [`System`] out, with everything that was changed on the way.

use std::sync::Arc;
use std::time::Instant;

use crate::economy::complete;
use crate::error::{Error, Problem, Problems, Result};
use crate::input::document::Document;
use crate::input::folder::plain;
use crate::input::series::Shift;
use crate::input::settings::Settings;
use crate::input::tables::Technologies;
use crate::input::{self, Dataset, Folder, check, late, size};
use crate::scenario::Scenario;
use crate::scenario::asked::Asked;
use crate::scenario::base::Base;
use crate::scenario::changes::ChangeLog;
use crate::scenario::foresight::Rolling;
use crate::scenario::lever::{self, Lever};
use crate::system::System;

/// Where datasets and scenarios are.
#[derive(Debug, Clone)]
pub struct Library {
    /// Folder of datasets.
    pub data: Folder,
    /// Folder of scenarios.
    pub scenarios: Folder,
}

impl Library {
    /// The datasets and scenarios inside the binary, and none on disk.
    #[must_use]
    pub fn shipped() -> Self {
        let (data, scenarios) = Folder::shipped();
        Self { data, scenarios }
    }
}

/// A scenario, ready to be formulated, and where its numbers came from.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The numbers.
    pub system: System,
    /// The scenario as written.
    pub scenario: Scenario,
    /// The dataset as shipped, before levers and adjusts.
    pub dataset: Dataset,
    /// The dataset after levers and adjusts.
    pub adjusted: Dataset,
    /// The dataset's levers.
    pub levers: Vec<Lever>,
    /// Numbers that its oldest ancestor states, if that can be read.
    pub root: Option<Settings>,
    /// The scenario's own numbers after levers and adjusts.
    pub settings: Settings,
    /// Every cell that levers and adjusts changed.
    pub changes: ChangeLog,
    /// What a reader should know.
    pub warnings: Vec<Problem>,
    /// The numbers without any lever or adjust, where these made something 0 that was not: limits that the scenario closes
    /// rise by shares of these.
    pub open: Option<Arc<System>>,
    /// What is wrong with the account of the economy: a warning to all but the commands that need it.
    pub account_faults: Vec<Problem>,
    /// What reading it took; 0 if it was made of what had been read.
    pub seconds: f64,
}

impl Loaded {
    /// The scenario with a title that says what was set over it, under the name of its results if that is another.
    #[must_use]
    pub fn called(self, name: Option<&str>) -> Self {
        let titled = self.beside(&[]);
        match name {
            Some(name) => titled.named(name),
            None => titled,
        }
    }

    /// The same under another name.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.scenario.name);
        name.clone_into(&mut self.system.scenario);
        self
    }

    /// The scenario with a title that says what was set over it, but for what is set over all that it stands beside.
    #[must_use]
    pub fn beside(mut self, common: &[String]) -> Self {
        let own = self.scenario.overrides.iter().filter(|set| !common.contains(set));
        let own: Vec<String> = own.map(|set| self.in_words(set)).collect();
        if !own.is_empty() {
            self.scenario.title = format!("{}, with {}", self.scenario.title, own.join(", "));
        }
        self
    }

    /// What was set, a lever by its title.
    fn in_words(&self, set: &str) -> String {
        let turned = set.strip_prefix("levers.").and_then(|rest| rest.split_once('='));
        let lever = turned.and_then(|(name, _)| self.levers.iter().find(|lever| lever.name == name.trim()));
        let Some((lever, (_, value))) = lever.zip(turned) else { return set.to_owned() };
        format!("‘{}’ at {} {}", lever.title, value.trim(), lever.unit).trim_end().to_owned()
    }

    /// What was written: the scenario, its dataset as shipped and the dataset's levers.
    #[must_use]
    pub fn base(&self) -> Base<'_> {
        Base { scenario: &self.scenario, dataset: &self.dataset, levers: &self.levers }
    }

    /// The same numbers, but for columns whose series come sooner or later.
    ///
    /// # Errors
    /// If the result makes no sense.
    pub fn shifted(mut self, columns: &[(&'static str, &'static str)], shift: Shift) -> Result<Self> {
        self.adjusted.shifts.extend(columns.iter().map(|(table, column)| (*table, *column, shift)));
        let mut problems = Problems::default();
        let horizon = &self.scenario.horizon;
        self.system = input::system(&self.scenario.name, &self.adjusted, horizon, &self.settings, &mut problems);
        problems.into_result()?;
        Ok(self)
    }

    /// The strength of a lever in this scenario.
    #[must_use]
    pub fn strength(&self, lever: &Lever) -> f64 {
        self.scenario.strength(&lever.name, &self.levers).unwrap_or(lever.neutral)
    }
}

/// A dataset and its levers, read once.
#[derive(Debug, Clone)]
pub struct LeveredDataset {
    /// The tables.
    pub dataset: Dataset,
    /// The levers.
    pub levers: Vec<Lever>,
}

/// Reads a dataset and its levers; faults go to `problems`.
pub fn read_dataset(library: &Library, name: &str, problems: &mut Problems) -> Option<LeveredDataset> {
    if !plain(name) {
        problems.push(
            Problem::new(format!("\"{name}\" cannot be the name of a dataset"))
                .hint("use letters, digits, - and _: the name is that of a folder of datasets"),
        );
        return None;
    }
    let Some(folder) = library.data.inside(name) else {
        let names = library.data.names("");
        let message = format!("there is no dataset \"{name}\" ({} is missing)", library.data.shown(name));
        let problem = Problem::new(message).suggest(name, names.iter().map(String::as_str));
        problems.push(match problem.hint {
            None if !names.is_empty() => problem.hint(format!("datasets: {}", names.join(", "))),
            _ => problem,
        });
        return None;
    };
    let dataset = Dataset::read(&folder, problems);
    if !dataset.about.name.is_empty() && dataset.about.name != name {
        let message =
            format!("{}: name is \"{}\", but the folder is {name}", folder.shown("dataset.toml"), dataset.about.name);
        problems.push(Problem::new(message).hint("name and folder should agree").warning());
    }
    complete::read(&dataset, problems);
    let levers = dataset.levers.as_ref().map(|l| lever::read(l, problems)).unwrap_or_default();
    Some(LeveredDataset { dataset, levers })
}

/// Reads a scenario, its dataset and all that acts on it. Its name may say what is set over it ([`Asked`]); `overrides` act
/// like a child of the scenario, too.
///
/// # Errors
/// All problems of scenario and data together.
pub fn load(library: &Library, scenario: &str, overrides: &[Document]) -> Result<Loaded> {
    let (started, mut problems) = (Instant::now(), Problems::default());
    let Some(asked) = Asked::read(scenario, &mut problems) else {
        return Err(Error::Input(problems.0));
    };
    let documents = [overrides.to_vec(), asked.documents(&mut problems)].concat();
    let scenario = Scenario::read(&library.scenarios, &asked.of, &documents, &mut problems);
    let Some(mut scenario) = scenario else {
        problems.into_result()?;
        return Err(Error::input("the scenario cannot be read"));
    };
    scenario.name.clone_from(&asked.name);
    let Some(source) = read_dataset(library, &scenario.dataset, &mut problems) else {
        if let Some(problem) = problems.0.last_mut() {
            problem.place.get_or_insert(scenario.dataset_place);
        }
        problems.into_result()?;
        return Err(Error::input("the dataset cannot be read"));
    };
    asked.check(&source.levers, overrides, &mut problems);
    let is_fault = |problem: &Problem| complete::is_fault(problem, &source.dataset);
    let account_faults: Vec<Problem> = problems.0.iter().filter(|problem| is_fault(problem)).cloned().collect();
    // What markets do stands there, too.
    let is_spare = scenario.financing.is_none();
    let demoted = |problem: Problem| if is_spare && is_fault(&problem) { problem.warning() } else { problem };
    let mut warnings = Problems(problems.0.into_iter().map(demoted).collect()).into_result()?;
    let mut loaded = apply(&source.dataset, &source.levers, scenario)?;
    loaded.account_faults = account_faults;
    warnings.append(&mut loaded.warnings);
    let mut problems = Problems(warnings);
    loaded.scenario.refuse_idle(&loaded.changes, &mut problems.0);
    late::series(&loaded.dataset, loaded.scenario.horizon.years.first().copied(), &mut problems);
    loaded.warnings = problems.into_result()?;
    loaded.root = loaded.scenario.lineage.last().and_then(|name| stated(library, name));
    loaded.seconds = started.elapsed().as_secs_f64();
    Ok(loaded)
}

/// The numbers that a scenario states, if it can be read.
fn stated(library: &Library, scenario: &str) -> Option<Settings> {
    Scenario::read(&library.scenarios, scenario, &[], &mut Problems::default()).map(|scenario| scenario.settings)
}

/// Lets a scenario act on a dataset that has been read; its oldest ancestor is not looked at.
///
/// # Errors
/// If an adjust cannot act or its result makes no sense.
pub fn apply(dataset: &Dataset, levers: &[Lever], scenario: Scenario) -> Result<Loaded> {
    let mut problems = Problems::default();
    let mut adjusted = dataset.clone();
    let mut changes = ChangeLog::default();
    let settings = scenario.apply(levers, &mut adjusted, &mut changes, &mut problems);
    check::adjusted(&adjusted, &mut problems);
    changes.point_at_setters(&adjusted, &mut problems.0);
    size::refuse_too_large(&adjusted, &scenario.horizon, &mut problems);
    if problems.stop() {
        problems.into_result()?;
        return Err(Error::input("the scenario cannot act on its dataset"));
    }
    let system = input::system(&scenario.name, &adjusted, &scenario.horizon, &settings, &mut problems);
    let years = scenario.horizon.solved();
    scenario.foresight.check((&adjusted, &settings, &years), &mut problems);
    if let Some(hedge) = &scenario.hedge {
        hedge.check(levers, (&adjusted, &settings, &years), &mut problems);
    }
    if let Some(rolling) = &scenario.foresight.rolling {
        beyond_window(&adjusted, rolling, &mut problems);
    }
    let warnings = problems.into_result()?;
    let closes = changes.iter().any(|(.., changed)| changed.new == 0.0 && changed.old > 0.0);
    let open = closes.then(|| {
        Arc::new(input::system(&scenario.name, dataset, &scenario.horizon, &settings, &mut Problems::default()))
    });
    let (dataset, levers) = (dataset.clone(), levers.to_vec());
    let (root, seconds) = (None, 0.0);
    Ok(Loaded {
        system,
        scenario,
        dataset,
        adjusted,
        levers,
        root,
        settings,
        changes,
        warnings,
        open,
        account_faults: vec![],
        seconds,
    })
}

/// Warns of what takes longer to come than plans look ahead, one warning a table: it cannot be ordered at all.
fn beyond_window(dataset: &Dataset, rolling: &Rolling, problems: &mut Problems) {
    const COLUMN: &str = Technologies::lead_years.name;
    for table in dataset.tables().iter().filter(|table| table.has(COLUMN)) {
        let leads = table.number(COLUMN).iter().enumerate();
        let beyond: Vec<usize> = leads.filter(|(_, lead)| **lead > rolling.window_years).map(|(row, _)| row).collect();
        let Some(&first) = beyond.first() else { continue };
        let names = beyond.iter().map(|&row| table.key(row)).collect::<Vec<_>>().join(", ");
        let verb = if beyond.len() > 1 { "take" } else { "takes" };
        let message = format!(
            "{names} {verb} longer from order to service than plans look ahead, {} years",
            rolling.window_years
        );
        let hint = "after the first step it cannot be ordered at all: a wider foresight.window_years sees it";
        problems.push(Problem::at(table.place(first, COLUMN), message).hint(hint).warning());
    }
}
