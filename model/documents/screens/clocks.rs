//! What `explain` says of a scenario that is planned year by year: its two clocks.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::super::document::{Block, Document, Table, text};
use super::{Written, cautions, files};
use crate::experiment::clocks::{Clock, ClockRow, Clocks};
use crate::experiment::families::Group;
use crate::experiment::sweep::standing::Standing;
use crate::load::Loaded;
use crate::program::Family;
use crate::run::Run;
use crate::scenario::foresight::Belief;
use crate::tell::family::noun;
use crate::tell::foresight;
use crate::tell::number::cell;
use crate::tell::share::gain_digits;

/// Columns of the table by year, with their headings.
const GROUPS: &[(Group, &str)] = &[
    (Group::Family(Family::Chips), "chips"),
    (Group::Family(Family::Siting), "shells"),
    (Group::Family(Family::Grid), "grid"),
    (Group::Family(Family::Power), "power"),
    (Group::EnergyBroad, "all\nfive*"),
    (Group::Family(Family::Capital), "money"),
    (Group::Family(Family::Demand), "demand"),
];

/// What stands over the table by year.
const BY_YEAR: &str = "This year and next, with what is ordered: compute of the year gained, per cent, by ten per cent more of its \
                       limits and of the orders due in it. *Power, grid, cooling, materials and siting together. Lifted: ten per \
                       cent of no limit brings half a per cent; of all limits lifted one by one this one brings most load.";

/// The screen; `among` is where the run stands among random samples, if that is known.
#[must_use]
pub fn screen(
    loaded: &Loaded,
    (run, clocks): (&Run, &Clocks),
    written: Written<'_>,
    among: Option<&Standing>,
) -> Document {
    let mut screen = Document::titled(format!("{}: {}", loaded.scenario.name, loaded.scenario.title));
    let mut said = foresight::clocks(clocks);
    said.extend(run.foreseen.iter().flat_map(|foreseen| foresight::sentences(&loaded.scenario.foresight, foreseen)));
    screen.part(said.into_iter().map(|sentence| Block::Paragraph(text(sentence))));
    screen.part(cautions(&run.results, among));
    screen.part([Block::Paragraph(text(BY_YEAR)), Block::Table(by_year(clocks))]);
    screen.part([Block::Table(over_the_plan(clocks))]);
    screen.part([Block::Lines(files(written))]);
    screen
}

fn by_year(clocks: &Clocks) -> Table {
    let header: Vec<&str> = ["year", "binds"].into_iter().chain(GROUPS.iter().map(|(_, heading)| *heading)).collect();
    let rows = clocks.leaders().into_iter().map(|leader| {
        let binds = leader.group.as_deref().map_or_else(|| "nothing".to_owned(), noun);
        let binds = if leader.locked { format!("{binds}, lifted") } else { binds };
        let gain = |group: Group| {
            let mut rows = clocks.of(Clock::Year).filter(|row| row.year == Some(leader.year));
            rows.find(|row| row.group == group.name()).map_or(String::new(), |row| gain_digits(row.compute_gain))
        };
        let gains = GROUPS.iter().map(|(group, _)| gain(*group));
        [leader.year.to_string(), binds].into_iter().chain(gains).collect()
    });
    Table::plain(header, |column| column == 1, rows)
}

fn over_the_plan(clocks: &Clocks) -> Table {
    const BILLION: f64 = 1000.0;
    let header = ["what changes", "group", "compute\n%", "AI load\nGW", "objective\nbn USD"];
    let row = |row: &ClockRow| {
        let what = match row.clock {
            Clock::Time => "lead times a year shorter",
            Clock::Knowledge => "known",
            Clock::Quantity | Clock::Year => "ten per cent more",
        };
        let objective = row.objective_gain_musd.map_or(String::new(), |gain| cell(gain / BILLION));
        let (compute, load) = (gain_digits(row.compute_gain), cell(row.load_gain_gw));
        vec![what.to_owned(), noun(&row.group), compute, load, objective]
    };
    let rows = [Clock::Quantity, Clock::Time, Clock::Knowledge].into_iter().flat_map(|clock| clocks.of(clock)).map(row);
    let caption = "Over the plan: the whole sequence again, mean of all years.".to_owned();
    Table { caption, ..Table::plain(header, |column| column < 2, rows) }
}

/// The file of the verdict.
#[must_use]
pub fn verdict(loaded: &Loaded, clocks: &Clocks) -> Value {
    let foresight = &loaded.scenario.foresight;
    let gains = |clock: Clock, year: Option<i32>, of: &dyn Fn(&ClockRow) -> Option<f64>| -> BTreeMap<String, f64> {
        let rows = clocks.of(clock).filter(|row| row.year == year);
        rows.filter_map(|row| Some((row.group.clone(), of(row)?))).collect()
    };
    let all = |clock: Clock, year: Option<i32>| {
        json!({
            "gains_compute": gains(clock, year, &|row| Some(row.compute_gain)),
            "gains_load": gains(clock, year, &|row| Some(row.load_gain_gw)),
            "gains_lifted_load": gains(clock, year, &|row| row.lifted_load_gain_gw),
            "gains_objective_musd": gains(clock, year, &|row| row.objective_gain_musd),
        })
    };
    let years: Vec<Value> = clocks
        .leaders()
        .iter()
        .map(|leader| {
            let binds = json!({ "year": leader.year, "first": leader.group, "together": leader.locked });
            json!({ "binds": binds, "gains": all(Clock::Year, Some(leader.year)) })
        })
        .collect();
    json!({
        "scenario": loaded.scenario.name,
        "foresight": {
            "mode": "rolling",
            "window_years": foresight.rolling.as_ref().map(|rolling| rolling.window_years),
            "start": foresight.rolling.as_ref().and_then(|rolling| rolling.start.as_ref().map(|start| start.value)),
            "beliefs": foresight.beliefs.iter().map(Belief::in_words).collect::<Vec<_>>(),
            "by_year": years,
            "quantity": all(Clock::Quantity, None),
            "time": all(Clock::Time, None),
            "knowledge": all(Clock::Knowledge, None),
        },
    })
}

/// The same as data.
#[must_use]
pub fn data(loaded: &Loaded, (run, clocks): (&Run, &Clocks), folder: &Path) -> Value {
    json!({
        "scenario": loaded.scenario.name,
        "verdict": verdict(loaded, clocks),
        "clocks": clocks.clocks,
        "cautions": run.results.cautions,
        "outputs": folder,
    })
}
