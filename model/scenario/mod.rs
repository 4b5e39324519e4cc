//! Scenarios: a dataset, a horizon, a few numbers, and what they change in the data.
//!
//! A scenario inherits from at most one other. Tables merge key by key, adjusts are joined parent
//! first. After merging every lever acts once, then every adjust, then the states of markets.

pub mod adjust;
pub mod asked;
pub mod base;
pub mod changes;
pub mod financing;
pub mod foresight;
pub mod hedge;
pub mod lever;
pub mod settings;
pub mod sweep;
pub mod template;

use adjust::{Adjust, LEVER};
use changes::ChangeLog;
use financing::Financing;
use foresight::Foresight;
use hedge::Hedge;
use lever::Lever;
use settings::{STATED, horizon, merge, settings};

use crate::error::{Place, Problem, Problems, Severity, figure, quoted};
use crate::input::Dataset;
use crate::input::document::{Document, Located, Node, Table};
use crate::input::folder::{Folder, plain};
use crate::input::settings::{Horizon, Settings};

/// A scenario with everything that it inherits.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Name; the file's stem.
    pub name: String,
    /// Title for charts and reports.
    pub title: String,
    /// Two or three sentences.
    pub description: String,
    /// Name of the dataset.
    pub dataset: String,
    /// Where it is named.
    pub dataset_place: Place,
    /// The scenario and its ancestors, youngest first.
    pub lineage: Vec<String>,
    /// Model years and resolution.
    pub horizon: Horizon,
    /// Its own numbers, before levers and adjusts act.
    pub settings: Settings,
    /// Levers and their strengths, in the order in which they act.
    pub levers: Vec<(Located<String>, f64)>,
    /// Adjusts, in the order in which they act.
    pub adjusts: Vec<Adjust>,
    /// The states of markets, which act last.
    pub financing: Option<Financing>,
    /// How it looks ahead, and what is believed of later years.
    pub foresight: Foresight,
    /// What is known only later, if anything is.
    pub hedge: Option<Hedge>,
    /// Text of each file read, by name, ancestors last: for the manifest.
    pub files: Vec<(String, String)>,
    /// What was set over it, as TOML.
    pub overrides: Vec<String>,
    /// Of these files, those that do something other than adjust: turn levers, or state numbers over a parent's.
    also: Vec<String>,
}

impl Scenario {
    /// Reads a scenario and its ancestors; `overrides` act like a child of it.
    pub fn read(folder: &Folder, name: &str, overrides: &[Document], problems: &mut Problems) -> Option<Self> {
        let documents = lineage(folder, name, problems)?;
        let mut table: Table = vec![];
        for document in documents.iter().rev().chain(overrides) {
            table = merge(table, &document.table);
        }
        let youngest = documents.first()?;
        let merged = Document { table, ..youngest.clone() };
        let files = documents.iter().map(|d| (d.file.to_string(), d.text.to_string())).collect();
        let names = documents.iter().map(|d| stem(&d.file)).collect();
        let overrides = overrides.iter().map(|document| document.text.to_string()).collect();
        let also = documents.iter().filter(|document| acts(document)).map(|d| d.file.to_string()).collect();
        Some(Self { lineage: names, files, overrides, also, ..typed(&merged, name, problems)? })
    }

    /// The strength of a lever: as it says, else the neutral one. None if its dataset has no such lever.
    #[must_use]
    pub fn strength(&self, lever: &str, levers: &[Lever]) -> Option<f64> {
        let given = self.levers.iter().find(|(name, _)| name.value == lever).map(|(_, strength)| *strength);
        given.or_else(|| levers.iter().find(|l| l.name == lever).map(|l| l.neutral))
    }

    /// Gives a lever another strength.
    pub fn turn(&mut self, lever: &Located<String>, strength: f64) {
        match self.levers.iter_mut().find(|(name, _)| name.value == lever.value) {
            Some((_, old)) => *old = strength,
            None => self.levers.push((lever.clone(), strength)),
        }
    }

    /// Lets levers and adjusts act on the data and on the scenario's own numbers.
    #[must_use]
    pub fn apply(
        &self,
        levers: &[Lever],
        dataset: &mut Dataset,
        log: &mut ChangeLog,
        problems: &mut Problems,
    ) -> Settings {
        let mut settings = self.settings.clone();
        for (name, strength) in &self.levers {
            let Some(lever) = levers.iter().find(|l| l.name == name.value) else {
                let message = format!("dataset {} has no lever {}", self.dataset, quoted(&name.value));
                let known = levers.iter().map(|l| l.name.as_str());
                let problem = Problem::at(name.place.clone(), message).suggest(&name.value, known);
                let all = || format!("gridbound list levers --dataset {} shows all", self.dataset);
                problems.push(problem.or_hint(all));
                continue;
            };
            let why = format!("{LEVER}{} = {} {}", lever.name, figure(*strength), lever.unit);
            for adjust in &lever.adjusts {
                adjust.apply(*strength, (why.trim_end(), &name.place), dataset, &mut settings, log, problems);
            }
        }
        for adjust in &self.adjusts {
            let why = if adjust.why.is_empty() { "scenario" } else { &adjust.why };
            adjust.apply(0.0, (why, &adjust.place), dataset, &mut settings, log, problems);
        }
        if let Some(financing) = &self.financing {
            financing.apply(self.horizon.years.first().copied().unwrap_or_default(), dataset, log, problems);
        }
        settings
    }

    /// Makes an error of the warning of an adjust that met no row because of its years, or of states of markets over
    /// those of a parent that move no row, where its file does nothing else: the scenario would answer another question
    /// than it asks.
    pub fn refuse_idle(&self, log: &ChangeLog, problems: &mut [Problem]) {
        let idle = |place: &Place| log.idle.contains(place);
        let markets = self.financing.as_ref().map(|financing| &financing.place);
        for place in &log.idle {
            let is_here = |other: &&Place| other.file == place.file;
            let mut same = self.adjusts.iter().map(|adjust| &adjust.place).chain(markets).filter(is_here);
            let is_of_file = self.files.iter().any(|(file, _)| **file == *place.file);
            let is_of_root = self.files.last().is_some_and(|(file, _)| **file == *place.file);
            let is_beside = self.also.iter().any(|file| **file == *place.file) || is_of_root && markets == Some(place);
            if is_of_file && same.all(idle) && !is_beside {
                let warnings = problems.iter_mut().filter(|problem| problem.place.as_ref() == Some(place));
                warnings.for_each(|problem| problem.severity = Severity::Error);
            }
        }
    }
}

/// Whether a scenario's file turns levers, or states numbers over those of a parent.
fn acts(document: &Document) -> bool {
    let has = |key: &str| document.table.iter().any(|(name, _)| name.value == key);
    ["levers", "foresight", "belief", "hedge", "branch"].into_iter().any(has)
        || has("extends") && STATED.iter().copied().chain(["horizon"]).any(has)
}

/// The scenario's document and those of its ancestors, youngest first.
fn lineage(folder: &Folder, name: &str, problems: &mut Problems) -> Option<Vec<Document>> {
    let mut documents: Vec<Document> = vec![];
    let mut next = Some((name.to_owned(), None::<Place>));
    let mut seen: Vec<String> = vec![];
    while let Some((name, asked_at)) = next.take() {
        let complain = |message: String| Problem { place: asked_at.clone(), ..Problem::new(message) };
        if !plain(&name) {
            problems.push(
                complain(format!("\"{name}\" cannot be the name of a scenario"))
                    .hint("use letters, digits, - and _: the name is the file's, without .toml"),
            );
            return None;
        }
        if seen.contains(&name) {
            seen.push(name);
            problems.push(complain(format!("scenarios inherit in a circle: {}", seen.join(" -> "))));
            return None;
        }
        let document = read_document(folder, &name, asked_at.as_ref(), problems)?;
        seen.push(name);
        let extends = document.table.iter().find(|(key, _)| key.value == "extends");
        if let Some((_, node)) = extends {
            let Node::Text(parent) = &node.value else {
                problems.push(Problem::at(node.place.clone(), "extends names one scenario, in quotes"));
                return None;
            };
            next = Some((parent.clone(), Some(node.place.clone())));
        }
        documents.push(document);
    }
    Some(documents)
}

fn read_document(folder: &Folder, name: &str, asked_at: Option<&Place>, problems: &mut Problems) -> Option<Document> {
    let file = format!("{name}.toml");
    match folder.read(&file) {
        Ok(Some(bytes)) => {
            Document::read(&folder.shown(&file), &bytes, problems).and_then(|document| document.with_keys(problems))
        }
        Ok(None) => {
            let names = folder.stems();
            let message = format!("there is no scenario \"{name}\" ({} is missing)", folder.shown(&file));
            let problem = Problem { place: asked_at.cloned(), ..Problem::new(message) };
            let problem = problem.suggest(name, names.iter().map(String::as_str));
            problems.push(problem.or_hint(|| "gridbound list scenarios shows all".to_owned()));
            None
        }
        Err(fault) => {
            problems.push(folder.unreadable(&file, &fault));
            None
        }
    }
}

fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name).to_owned()
}

fn typed(document: &Document, name: &str, problems: &mut Problems) -> Option<Scenario> {
    let before = problems.0.len();
    let mut root = document.root(problems);
    root.find("extends");
    let given = root.text("name").unwrap_or_default();
    if !given.is_empty() && given != name {
        let message = format!("name is \"{given}\", but the file is {name}.toml");
        root.problems.push(Problem::at(document.start(), message).hint("name and file stem must agree"));
    }
    let title = root.maybe_text("title").unwrap_or_else(|| name.to_owned());
    let description = root.maybe_prose("description").unwrap_or_default();
    let dataset_place = root.find("dataset").map_or_else(|| document.start(), |node| node.place.clone());
    let dataset = root.text("dataset").unwrap_or_default();
    let horizon = horizon(&mut root);
    let settings = settings(&mut root, document, &horizon);
    let levers = read_levers(&mut root);
    let adjusts = match root.find("adjust") {
        Some(Located { value: Node::List(items), .. }) => {
            items.iter().filter_map(|a| Adjust::read(a, false, root.problems)).collect()
        }
        Some(node) => root.wrong("adjust", node, "one or more [[adjust]]").unwrap_or_default(),
        None => vec![],
    };
    let financing = Financing::read(&mut root);
    let foresight = Foresight::read(&mut root, &horizon);
    let hedge = Hedge::read(&mut root, &horizon, &foresight);
    root.finish();
    let name = name.to_owned();
    let faultless = !problems.0[before..].iter().any(|p| p.severity == Severity::Error);
    faultless.then(|| Scenario {
        name,
        title,
        description,
        dataset,
        dataset_place,
        lineage: vec![],
        horizon,
        settings,
        levers,
        adjusts,
        financing,
        foresight,
        hedge,
        files: vec![],
        overrides: vec![],
        also: vec![],
    })
}

fn read_levers(root: &mut crate::input::document::Reader<'_>) -> Vec<(Located<String>, f64)> {
    let Some(node) = root.find("levers") else { return vec![] };
    let Node::Table(entries) = &node.value else {
        return root.wrong("levers", node, "a table of lever = strength").unwrap_or_default();
    };
    let mut levers = vec![];
    for (name, value) in entries {
        match value.value {
            Node::Number(strength, _) if strength.is_finite() => levers.push((name.clone(), strength)),
            _ => {
                root.wrong::<()>(&format!("levers.{}", name.value), value, "a number");
            }
        }
    }
    levers
}
