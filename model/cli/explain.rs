//! `gridbound explain`: which bottleneck, by how much, and what would change it.

use clap::{Args, ValueEnum};

use super::scenarios::{folder_name, now, read, results_folder};
use super::screen::Line;
use super::{Common, Overrides, complete};
use crate::documents::screens::explanation::{data, screen};
use crate::error::{Error, Result};
use crate::experiment::explain::flips::Contest;
use crate::experiment::explain::question::{Part, Progress, Question, STEP, ShapleyStep, families, pair};
use crate::experiment::families::{Families, Group};
use crate::experiment::outcome::Measure;
use crate::program::Family;
use crate::run::run;
use crate::solve::Options;
use crate::store::{Manifest, RunFolder, standing};

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// Scenario to analyse; NAME+KEY=VALUE sets something over it
    #[arg(value_name = "SCENARIO", default_value = "baseline", add = complete::scenarios())]
    scenario: String,
    #[command(flatten)]
    overrides: Overrides,
    /// Families to raise, as in chips,power,grid [default: all]
    #[arg(long, value_name = "FAMILIES")]
    families: Option<String>,
    /// Rise of the limits for Shapley shares, per cent
    #[arg(long, value_name = "PERCENT", default_value_t = STEP)]
    step: f64,
    /// Two families or groups whose lead is followed along every lever [default: every two that could lead]
    #[arg(long, value_name = "ONE/OTHER")]
    pair: Option<String>,
    /// What their gains are of
    #[arg(long, value_enum, default_value_t = Measure::Objective)]
    measure: Measure,
    /// Analyses besides relaxation and verdict
    #[arg(
        long,
        value_name = "PARTS",
        value_delimiter = ',',
        default_value = "ladder,shapley,intervals,themes,kinds,flips"
    )]
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

/// An analysis that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
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
    /// Models of another kind: the same with dearer accelerators
    Kinds,
    /// Levers over their ranges, and where along them leads change hands
    Flips,
    /// Four separate ceilings, as --ceilings
    Ceilings,
    /// None of them
    None,
}

impl PartName {
    const fn part(self) -> Option<Part> {
        match self {
            Self::Ladder => Some(Part::Ladder),
            Self::Shapley | Self::ShapleyStep => Some(Part::Shapley),
            Self::Intervals => Some(Part::Intervals),
            Self::Themes => Some(Part::Themes),
            Self::Kinds => Some(Part::Kinds),
            Self::Flips => Some(Part::Flips),
            Self::Ceilings => Some(Part::Ceilings),
            Self::None => None,
        }
    }

    /// What a question with these parts asks, else as it is asked by default; the step is in per cent.
    pub fn question(parts: &[Self], step: f64) -> Question {
        let mut steps = vec![ShapleyStep::rise(step)];
        if parts.contains(&Self::Shapley) {
            steps.push(ShapleyStep::lifted());
        }
        Question { steps, parts: parts.iter().filter_map(|part| part.part()).collect(), ..Question::default() }
    }
}

impl ExplainArguments {
    /// What is asked.
    fn question(&self) -> Result<Question> {
        let families = self.families.as_deref().map_or(Ok(Families::ALL), families).map_err(|name| {
            let known = Family::ALL.map(Family::name).join(", ");
            Error::usage(format!("--families: there is no family \"{name}\""), format!("families: {known}"))
        })?;
        let pair = self.pair.as_deref().map(|text| self.rivals(text, families)).transpose()?;
        if !(self.step > 0.0 && self.step.is_finite()) {
            return Err(Error::usage(
                format!("--step {}: no rise", self.step),
                "a rise in per cent, above 0, as in --step 25",
            ));
        }
        let contest = Contest { pair, measure: self.measure };
        let mut question = Question { families, contest, ..PartName::question(&self.parts, self.step) };
        if self.ceilings && !question.parts.contains(&Part::Ceilings) {
            question.parts.push(Part::Ceilings);
        }
        Ok(question)
    }

    /// The two that `--pair` names.
    fn rivals(&self, text: &str, families: Families) -> Result<[Group; 2]> {
        let pair = pair(text).ok_or_else(|| {
            Error::usage(
                format!("--pair {text}: two families or groups are compared"),
                "as in chips/energy or capital/power",
            )
        })?;
        let missing = pair.iter().any(|group| group.families().without(families) != Families::default());
        if missing && self.parts.contains(&PartName::Flips) {
            return Err(Error::usage(
                format!("--pair {text}: not all of it is among --families"),
                "compare families that are raised, as in --pair chips/power, or leave flips out of --parts",
            ));
        }
        Ok(pair)
    }
}

/// Solves a scenario, analyses it, writes tables, verdict and charts, and says what it found.
pub fn explain(common: &Common, arguments: &ExplainArguments) -> Result<()> {
    let (overrides, name) = (&arguments.overrides, arguments.name.as_deref());
    overrides.documents()?;
    let question = arguments.question()?;
    let files = results_folder(common, &folder_name(&arguments.scenario, name)?)?;
    let loaded = read(common, &arguments.scenario, overrides, name)?;
    loaded.scenario.foresight.refuse("an explanation")?;
    let line = Line::new(common.quiet);
    line.phase("solving", 1);
    let mut run = run(&loaded, &Options::default())?;
    let folder = RunFolder::replace(files, Manifest::of_run(&loaded, now()?))?;
    let explanation = folder.explain(&loaded, &mut run, (&question, common.threads(), &line))?;
    line.now("writing tables and charts");
    let written = folder.write_explained(&loaded, &run, (&explanation, &question), !arguments.no_charts)?;
    drop(line);
    common.say(&data(&loaded, (&run, &explanation), folder.path()), || {
        let among = standing(&common.outputs, &loaded, &run.results);
        screen(&loaded, (&run, &explanation), (folder.path(), written), among.as_ref())
    })
}
