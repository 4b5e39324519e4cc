//! `gridbound claims`: what a scenario says to the claims about AI and the economy.

use clap::Args;

use super::scenarios::{folder_name, now, read, read_all, results_folder};
use super::screen::Line;
use super::{Common, Overrides};
use crate::documents::screens::claims::{data, screen};
use crate::economy::account::{account, focus, parameters};
use crate::economy::claims::Evidence;
use crate::economy::financing::odds_of_a_cut;
use crate::economy::flows::Flows;
use crate::economy::markets::{drawn, pure, solved};
use crate::economy::names::Tier;
use crate::economy::parameters::End;
use crate::economy::policy::{Asked, STEPS};
use crate::economy::twin::without_ai;
use crate::error::Result;
use crate::experiment::explain::question::{Part, Progress, Question};
use crate::load::Loaded;
use crate::results::tables::SummaryRow;
use crate::run::run;
use crate::solve::Options;
use crate::store::{Kept, Manifest, RunFolder};
use crate::tell::claims::rows;

/// Scenarios that claims are held against, beside the one that they are about.
const OTHERS: [&str; 2] = ["no-new-energy", "liquidity-wave-2026"];

/// Arguments of `claims`.
#[derive(Debug, Args)]
pub struct ClaimsArguments {
    /// Scenario to hold the claims against; NAME+KEY=VALUE sets something over it
    #[arg(value_name = "SCENARIO", default_value = "baseline")]
    scenario: String,
    #[command(flatten)]
    overrides: Overrides,
    /// Name of the results' folder, if not the scenario's
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
}

/// Solves what the claims rest on, judges them, and writes the account with the table of claims.
pub fn claims(common: &Common, arguments: &ClaimsArguments) -> Result<()> {
    let (overrides, name) = (&arguments.overrides, arguments.name.as_deref());
    overrides.documents()?;
    let files = results_folder(common, &folder_name(&arguments.scenario, name)?)?;
    let loaded = read(common, &arguments.scenario, overrides, name)?;
    loaded.scenario.foresight.refuse("a judgement of claims")?;
    let parameters = parameters(&loaded)?;
    let others = others(common, &loaded, overrides)?;
    let folder = RunFolder::replace(files, Manifest::of_run(&loaded, now()?))?;
    let (line, threads) = (Line::new(common.quiet), common.threads());
    let done = || line.one_done();

    line.phase("with and without AI", 2);
    let mut with = run(&loaded, &Options::default())?;
    done();
    let without = run(&without_ai(&loaded)?, &Options::default())?;
    done();
    let flows = Flows::new(&loaded.system.time, &with.results, &without.results);

    let question = Question { parts: vec![Part::Themes, Part::Flips], ..Question::default() };
    let explanation = match folder.kept(&question)? {
        Kept::Fit(analysis) => analysis.explanation,
        _ => with.explain(&loaded, &question, (threads, &line))?,
    };

    line.phase("other scenarios", others.len());
    let others = solved(&others, threads, &done)?;
    let paths = drawn(&loaded)?;
    line.phase("paths of markets", paths.len());
    let paths = solved(&paths, threads, &done)?;
    let ends = [pure(&loaded, End::Low)?, pure(&loaded, End::High)?].concat();
    line.phase("states of markets", ends.len());
    let ends = solved(&ends, threads, &done)?;
    let (low, high) = ends.split_at(ends.len() / 2);
    line.phase("support", STEPS.len());
    let asked = Asked { loaded: &loaded, without: &without.results, parameters: &parameters };
    let has_cash = loaded.system.sets.capital_tiers.iter().any(|tier| tier == Tier::OwnCash.name());
    let support = if has_cash { asked.bought(threads, &done)? } else { vec![] };

    line.now("judging");
    let other = |at: usize| others.get(at).map(Vec::<SummaryRow>::as_slice);
    let evidence = Evidence {
        results: &with.results,
        explanation: &explanation,
        flows: &flows,
        parameters: &parameters,
        support: &support,
        frozen: other(0),
        wave: other(1),
        drawn: &paths,
        pure: [low, high],
    };
    let claims = rows(&evidence.judge());
    let mut account = account(&loaded, &flows, &parameters);
    (account.support, account.claims) = (support, claims);
    folder.write_account(&loaded, &with, (&account, &without.certificate))?;
    drop(line);
    let cut = odds_of_a_cut(&parameters, (0.8, 0.3), focus(&flows.years));
    common.say(&data(&account, folder.path()), || screen(&loaded, &account, (cut, folder.path())))
}

/// The scenarios that claims are held against; none if they are of another dataset.
fn others(common: &Common, loaded: &Loaded, overrides: &Overrides) -> Result<Vec<Loaded>> {
    let known = common.library()?.scenarios.stems();
    if !OTHERS.iter().all(|name| known.iter().any(|other| other == name)) {
        return Ok(vec![]);
    }
    let read = read_all(common, &OTHERS.map(str::to_owned), overrides)?;
    let alike = |other: &Loaded| other.scenario.dataset == loaded.scenario.dataset;
    Ok(if read.iter().all(alike) { read } else { vec![] })
}
