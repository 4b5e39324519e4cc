//! `gridbound economy`: what a scenario does to growth, household bills, labour and capital.

use clap::Args;

use super::scenarios::{folder_name, now, read, results_folder, solve_all};
use super::screen::Line;
use super::{Common, Overrides};
use crate::documents::screens::economy::{data, screen};
use crate::economy::account::{account, parameters};
use crate::economy::flows::Flows;
use crate::economy::policy::{Asked, STEPS};
use crate::economy::twin::without_ai;
use crate::error::{Error, Result};
use crate::experiment::explain::question::Progress;
use crate::store::{Manifest, RunFolder};
use crate::tell::economy::not_agreed;

/// Arguments of `economy`.
#[derive(Debug, Args)]
pub struct EconomyArguments {
    /// Scenario to account for; NAME+KEY=VALUE sets something over it
    #[arg(value_name = "SCENARIO", default_value = "baseline")]
    scenario: String,
    #[command(flatten)]
    overrides: Overrides,
    /// Let support answer growth, and ask what support buys
    #[arg(long)]
    policy: bool,
    /// Name of the results' folder, if not the scenario's
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
}

/// Solves a scenario and its twin without AI, writes the account, and says what it found.
pub fn economy(common: &Common, arguments: &EconomyArguments) -> Result<()> {
    let (overrides, name) = (&arguments.overrides, arguments.name.as_deref());
    overrides.documents()?;
    let files = results_folder(common, &folder_name(&arguments.scenario, name)?)?;
    let loaded = read(common, &arguments.scenario, overrides, name)?;
    let parameters = parameters(&loaded)?;
    let both = [loaded.clone(), without_ai(&loaded)?.named(&format!("{} without AI", loaded.scenario.name))];
    let runs = solve_all(common, &both, |_, run| Ok(run))?;
    let [with, without] = runs.as_slice() else { return Err(Error::run("two runs were asked for")) };
    let flows = Flows::new(&loaded.system.time, &with.results, &without.results);
    let mut account = account(&loaded, &flows, &parameters);
    let mut answered = None;
    if arguments.policy {
        let line = Line::new(common.quiet);
        let asked = Asked { loaded: &loaded, without: &without.results, parameters: &parameters };
        line.phase("support that answers growth", 1);
        let found = asked.answered(&|| line.one_done())?;
        line.phase("what support buys", STEPS.len());
        account.support = asked.bought(common.threads(), &|| line.one_done())?;
        account.policy.clone_from(&found.rows);
        answered = Some(found);
    }
    let folder = RunFolder::replace(files, Manifest::of_run(&loaded, now()?))?;
    let written = folder.write_account(&loaded, with, (&account, &without.certificate))?;
    match answered.filter(|answered| !answered.converged) {
        Some(answered) => Err(Error::run(not_agreed(&answered))),
        None => common.say(&data(&account, [with, without], folder.path()), || {
            screen(&loaded, &account, (folder.path(), written))
        }),
    }
}
