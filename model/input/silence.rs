//! What is not said: rows that are missing where a missing row has a meaning of its own, so that a slip changes the
//! answer without a word. All of it is warned of.

use std::collections::{BTreeMap, BTreeSet};

use super::check::list;
use super::dataset::Dataset;
use super::never::never;
use super::tables::{
    Accelerators, BuildLimits, ComponentSupply, ComponentUse, Components, ConnectionRate, Cooling, CoolingSupply,
    FuelLimits, MaterialIntensity, MaterialSupply, Materials, Regions, Scope, SiteCeilings, Technologies, Water,
};
use super::typed::{Declared, TypedColumn};
use crate::error::{Problem, Problems};

/// What a missing row says, where that is likely a slip.
pub fn silences(dataset: &Dataset, problems: &mut Problems) {
    let supplied: BTreeSet<&str> = dataset.rows::<CoolingSupply>().map(|row| row.supply()).collect();
    near_names(dataset, Cooling::supplies, &supplied, "no supply of", problems);
    let groups = dataset.rows::<BuildLimits>().filter(|row| row.scope() == Scope::Group);
    near_names(dataset, Technologies::build_groups, &groups.map(|row| row.name()).collect(), "no limit on", problems);

    let (components, materials) = (Components::component, Materials::material);
    unspoken(dataset, components, ComponentSupply::component, "no supply of", "it limits nothing", problems);
    unspoken(dataset, components, ComponentUse::component, "no use of", "it limits nothing", problems);
    unspoken(dataset, materials, MaterialSupply::material, "no supply of", "it limits nothing", problems);
    unspoken(dataset, materials, MaterialIntensity::material, "no use of", "it limits nothing", problems);

    let regions = dataset.column(Regions::region);
    all_but_one(dataset, None, (Water::region, regions), "no limit", problems);
    all_but_one(dataset, None, (SiteCeilings::region, regions), "no limit", problems);
    all_but_one(dataset, Some(FuelLimits::fuel), (FuelLimits::region, regions), "no limit", problems);
    all_but_one(dataset, None, (ConnectionRate::region, regions), "0", problems);
    let accelerators = dataset.column(Accelerators::accelerator);
    all_but_one(dataset, Some(ComponentUse::component), (ComponentUse::accelerator, accelerators), "0", problems);
    never(dataset, problems);
}

/// Names in a list that no row knows, though it knows one like them: what they stand for is not limited there.
fn near_names<T: Declared>(
    dataset: &Dataset,
    column: TypedColumn<T, String>,
    known: &BTreeSet<&str>,
    what: &str,
    problems: &mut Problems,
) {
    for row in dataset.rows::<T>() {
        for name in list(&dataset.column(column)[row.index]).filter(|name| !known.contains(name)) {
            let problem = Problem::at(row.place(column), format!("{what} {name}")).suggest(name, known.iter().copied());
            if problem.hint.is_some() {
                problems.push(problem.warning());
            }
        }
    }
}

/// Names of a table that no row of another speaks of.
fn unspoken<S: Declared, T: Declared>(
    dataset: &Dataset,
    names: TypedColumn<S, String>,
    spoken: TypedColumn<T, String>,
    what: &str,
    then: &str,
    problems: &mut Problems,
) {
    let known = dataset.column(spoken);
    if known.is_empty() {
        return; // a table that is left out says so
    }
    for row in dataset.rows::<S>() {
        let name = &dataset.column(names)[row.index];
        if !known.contains(name) {
            let message = format!("{what} {name}: {then}");
            let hint = format!("{} has no row for it", T::NAME);
            problems.push(Problem::at(row.place(names), message).hint(hint).warning());
        }
    }
}

/// A table that speaks of all names but one of three or more, within each name of another column if one is given.
fn all_but_one<T: Declared>(
    dataset: &Dataset,
    within: Option<TypedColumn<T, String>>,
    (column, names): (TypedColumn<T, String>, &[String]),
    means: &str,
    problems: &mut Problems,
) {
    let mut spoken: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (row, name) in dataset.column(column).iter().enumerate() {
        let group = within.map_or("", |within| dataset.column(within)[row].as_str());
        spoken.entry(group).or_default().insert(name);
    }
    for (group, spoken) in spoken {
        let mut missing = names.iter().filter(|name| !spoken.contains(name.as_str()));
        let (Some(name), None, 3..) = (missing.next(), missing.next(), names.len()) else { continue };
        let of = if group.is_empty() { String::new() } else { format!(" of {group}") };
        let message = format!("{}{of} has rows for every {} but {name}: {means} there", T::NAME, column.name);
        problems
            .push(Problem::at(dataset.of::<T>().header_place(), message).hint("say it in a row of its own").warning());
    }
}
