//! `gridbound explain`: which bottleneck, by how much, and what would change it.

use std::path::Path;
use std::sync::Mutex;

use clap::Args;
use indicatif::ProgressBar;

use super::scenarios::{folder_name, now, read, results_folder};
use super::{Common, Overrides, screen};
use crate::documents::screens;
use crate::error::{Error, Result};
use crate::experiment::explain::Explanation;
use crate::experiment::explain::flips::Contest;
use crate::experiment::explain::question::{Part, Progress, Question, STEP, ShapleyStep, families, pair};
use crate::experiment::families::Families;
use crate::experiment::outcome::Measure;
use crate::figures;
use crate::load::Loaded;
use crate::results::Results;
use crate::results::catalogue::Tables;
use crate::run::{Run, run as solve_and_tabulate};
use crate::solve::Options;
use crate::store::{Manifest, RunFolder};

/// Whose lead is followed unless another pair is named.
const PAIR: &str = "chips/energy";

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// Scenario to analyse
    #[arg(value_name = "SCENARIO", default_value = "baseline")]
    scenario: String,
    #[command(flatten)]
    overrides: Overrides,
    /// Families to raise, as in chips,power,grid [default: all]
    #[arg(long, value_name = "FAMILIES")]
    families: Option<String>,
    /// Rise of the limits for Shapley shares, per cent
    #[arg(long, value_name = "PERCENT", default_value_t = STEP)]
    step: f64,
    /// Families or groups whose lead is followed along every lever
    #[arg(long, value_name = "ONE/OTHER", default_value = PAIR)]
    pair: String,
    /// What their gains are of
    #[arg(long, value_enum, default_value_t = MeasureName::Objective)]
    measure: MeasureName,
    /// Analyses besides relaxation and verdict
    #[arg(long, value_name = "PARTS", value_delimiter = ',', default_value = "ladder,shapley,intervals,themes,flips")]
    parts: Vec<PartName>,
    /// Hold the rule of the smallest of four separate ceilings against the optimum, besides the parts
    #[arg(long)]
    ceilings: bool,
    /// Leave the charts out
    #[arg(long)]
    no_charts: bool,
    /// Name of the results' folder, if not the scenario's
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
}

/// What gains are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum MeasureName {
    /// Value less costs
    Objective,
    /// Compute
    Compute,
    /// AI load
    Load,
}

/// An analysis that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum PartName {
    /// What binds next
    Ladder,
    /// Shapley shares, of the step and lifted
    Shapley,
    /// Shapley shares of the step alone
    ShapleyStep,
    /// Intervals of degenerate prices
    Intervals,
    /// What more of each theme is worth
    Themes,
    /// Flip points
    Flips,
    /// Four separate ceilings, as --ceilings
    Ceilings,
    /// None of them
    None,
}

impl ExplainArguments {
    /// Those of a plain `explain SCENARIO`, with other parts if any are named.
    pub fn plain(scenario: &str, parts: &[PartName]) -> Self {
        Self {
            scenario: scenario.to_owned(),
            overrides: Overrides::default(),
            families: None,
            step: STEP,
            pair: PAIR.to_owned(),
            measure: MeasureName::Objective,
            parts: parts.to_vec(),
            ceilings: false,
            no_charts: false,
            name: None,
        }
    }

    /// What is asked.
    pub fn question(&self) -> Result<Question> {
        let families = self.families.as_deref().map_or(Ok(Families::ALL), families).map_err(|name| {
            let known: Vec<&str> = crate::program::Family::ALL.iter().map(|family| family.name()).collect();
            Error::input_with_hint(
                format!("--families: there is no family \"{name}\""),
                format!("families: {}", known.join(", ")),
            )
        })?;
        let pair = pair(&self.pair).ok_or_else(|| {
            Error::input_with_hint(
                format!("--pair {}: two families or groups are compared", self.pair),
                "as in chips/energy or capital/power",
            )
        })?;
        let missing = pair.iter().any(|group| group.families().without(families) != Families::default());
        if missing && self.parts.contains(&PartName::Flips) {
            return Err(Error::input_with_hint(
                format!("--pair {}: not all of it is among --families", self.pair),
                "compare families that are raised, as in --pair chips/power, or leave flips out of --parts",
            ));
        }
        if !(self.step > 0.0 && self.step.is_finite()) {
            return Err(Error::input(format!("--step {}: a rise in per cent, above 0", self.step)));
        }
        let mut steps = vec![ShapleyStep::rise(self.step)];
        if self.parts.contains(&PartName::Shapley) {
            steps.push(ShapleyStep::lifted());
        }
        let part = |name: &PartName| match name {
            PartName::Ladder => Some(Part::Ladder),
            PartName::Shapley | PartName::ShapleyStep => Some(Part::Shapley),
            PartName::Intervals => Some(Part::Intervals),
            PartName::Themes => Some(Part::Themes),
            PartName::Flips => Some(Part::Flips),
            PartName::Ceilings => Some(Part::Ceilings),
            PartName::None => None,
        };
        let measure = match self.measure {
            MeasureName::Objective => Measure::Objective,
            MeasureName::Compute => Measure::Compute,
            MeasureName::Load => Measure::Load,
        };
        let contest = Contest { pair, measure };
        let mut parts: Vec<Part> = self.parts.iter().filter_map(part).collect();
        if self.ceilings && !parts.contains(&Part::Ceilings) {
            parts.push(Part::Ceilings);
        }
        Ok(Question { families, steps, contest, parts })
    }
}

/// Solves a scenario, analyses it, writes tables, verdict and charts, and says what it found.
pub fn explain(common: &Common, arguments: &ExplainArguments) -> Result<()> {
    let (library, overrides, name) = (common.library()?, &arguments.overrides, arguments.name.as_deref());
    overrides.documents()?;
    let question = arguments.question()?;
    let files = results_folder(common, &folder_name(&arguments.scenario, name)?)?;
    let (loaded, seconds) = read((common, &library), &arguments.scenario, overrides, name)?;
    let waiting = Waiting::new(common.quiet);
    waiting.phase("solving", 1);
    let mut run = solve_and_tabulate(&loaded, &Options::default())?.read_in(seconds);
    let explanation = run.explain(&loaded, &question, (common.threads(), &waiting))?;
    waiting.finish();
    let line = screen::Doing::start(common.quiet, "writing tables and charts");
    let folder = RunFolder::replace(files, Manifest::of_run(&loaded, now()))?;
    folder.write_run(&loaded, &run)?;
    folder.write_explanation(&loaded, &run, (&explanation, &question))?;
    let mut drawings = vec![];
    if !arguments.no_charts {
        drawings = figures::draw_all(&run.results)?;
        drawings.extend(figures::draw_explanation(&run.results, &explanation)?);
    }
    let charts = folder.write_charts(&drawings)?;
    drop(line);
    report(common, &loaded, (&run, &explanation), (folder.path(), charts))
}

fn report(
    common: &Common,
    loaded: &Loaded,
    (run, explanation): (&Run, &Explanation),
    (folder, charts): (&Path, usize),
) -> Result<()> {
    if common.json {
        let text = serde_json::json!({
            "scenario": loaded.scenario.name,
            "verdict": explanation.verdict,
            "bottlenecks": explanation.bottlenecks,
            "relax": explanation.relax,
            "ladder": explanation.ladder,
            "shapley": explanation.shapley,
            "themes": explanation.themes,
            "flip_points": explanation.flips,
            "ceilings": explanation.ceilings,
            "powered_gigawatt": run.results.powered_gigawatt,
            "duality": run.results.duality,
            "certificate": run.certificate,
            "outputs": folder,
        });
        return screen::print(&text.to_string());
    }
    let tables = Results::TABLES.len() + Explanation::TABLES.len();
    let written = (folder, &[("tables", tables), ("charts", charts)].into());
    screen::show(&screens::explanation::screen(loaded, (run, explanation), written))
}

/// A line that moves while the analyses work, with the time that is left of each.
pub struct Waiting {
    quiet: bool,
    bar: Mutex<ProgressBar>,
}

impl Waiting {
    /// A line that does not show yet.
    pub fn new(quiet: bool) -> Self {
        Self { quiet, bar: Mutex::new(ProgressBar::hidden()) }
    }

    fn bar(&self) -> std::sync::MutexGuard<'_, ProgressBar> {
        self.bar.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Takes the line away.
    pub fn finish(&self) {
        self.bar().finish_and_clear();
    }
}

impl Progress for Waiting {
    fn phase(&self, name: &str, steps: usize) {
        self.finish();
        if self.quiet {
            return;
        }
        let template = "{spinner} {msg} [{pos}/{len}] {elapsed}, {eta} left";
        *self.bar() = screen::moving_line(steps, template, name.to_owned());
    }

    fn one_done(&self) {
        self.bar().inc(1);
    }
}
