//! `gridbound alternatives`: what else would do nearly as well as the best plan.

use clap::Args;

use super::scenarios::{folder_name, now, read, results_folder};
use super::screen::Line;
use super::{Common, Overrides, complete};
use crate::documents::screens::alternatives::{data, screen};
use crate::error::{Error, Result};
use crate::experiment::alternatives::alternatives;
use crate::experiment::origin::Origin;
use crate::run::run;
use crate::solve::Options;
use crate::store::{Manifest, RunFolder};

/// Arguments of `alternatives`.
#[derive(Debug, Args)]
pub struct AlternativesArguments {
    /// Scenario whose plans to look at; NAME+KEY=VALUE sets something over it
    #[arg(value_name = "SCENARIO", default_value = "baseline", add = complete::scenarios())]
    scenario: String,
    #[command(flatten)]
    overrides: Overrides,
    /// How much less than the best a plan may be worth, per cent of the value of compute sold
    #[arg(long, value_name = "PERCENT", default_value = "0.5%", allow_hyphen_values = true)]
    slack: String,
    /// Leave the chart out
    #[arg(long)]
    no_charts: bool,
    /// Name of the results' folder, if not the scenario's
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
}

impl AlternativesArguments {
    /// The slack, per cent.
    fn slack(&self) -> Result<f64> {
        let number = self.slack.trim().trim_end_matches('%').trim_end().parse().ok();
        number.filter(|slack: &f64| (0.0..=100.0).contains(slack)).ok_or_else(|| {
            Error::usage(
                format!("--slack {}: no slack", self.slack),
                "per cent of the value of compute sold, from 0 to 100, as in --slack 0.5%",
            )
        })
    }
}

/// Solves a scenario, looks for the ends of what plans near the best have, and says what must be.
pub fn show(common: &Common, arguments: &AlternativesArguments) -> Result<()> {
    let (overrides, name) = (&arguments.overrides, arguments.name.as_deref());
    overrides.documents()?;
    let slack = arguments.slack()?;
    let files = results_folder(common, &folder_name(&arguments.scenario, name)?)?;
    let loaded = read(common, &arguments.scenario, overrides, name)?;
    loaded.scenario.foresight.refuse("plans near the best")?;
    let line = Line::new(common.quiet);
    line.now(format!("solving {}", loaded.scenario.name));
    let run = run(&loaded, &Options::default())?;
    let folder = RunFolder::replace(files, Manifest::of_run(&loaded, now()?))?;
    let origin = Origin::new(&loaded, &run.program, &run.solution, common.threads());
    let found = alternatives(&origin, slack, &line)?;
    line.now("writing tables and charts");
    let written = folder.write_alternatives(&loaded, &run, &found, !arguments.no_charts)?;
    drop(line);
    common.say(&data(&loaded, (&run, &found), folder.path()), || {
        screen(&loaded, (&run, &found), (folder.path(), written))
    })
}
