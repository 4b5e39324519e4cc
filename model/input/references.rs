//! Keys stand once, and every name is one that the dataset defines.

use std::collections::{BTreeMap, BTreeSet};

use super::check::list;
use super::dataset::Dataset;
use super::schema::{CellKind, Presence};
use super::table::InputTable;
use super::tables::{
    Accelerators, AssetKind, BuildLimits, Cooling, CoolingSupply, Elcc, Fuels, Links, MaterialIntensity, Scope,
    Seasons, SiteClasses, Sources, Technologies,
};
use super::typed::{Declared, TypedColumn};
use crate::error::{Place, Problem, Problems, quoted};

/// Keys stand once, and every name is one that the dataset defines.
pub fn references(dataset: &Dataset, problems: &mut Problems) {
    let names = Names::of(dataset);
    for table in dataset.tables() {
        if table.schema.presence == Presence::Required && table.is_empty() && table.is_sound() {
            problems.push(
                Problem::at(table.header_place(), format!("{} has no rows", table.schema.name))
                    .hint("this table may not hold a header alone"),
            );
        }
        if table.schema.presence != Presence::Report {
            duplicate_keys(table, problems);
        }
        for column in table.columns() {
            match column.cell {
                CellKind::Reference(target) => names.check(table, column.name, &[target], false, problems),
                CellKind::ReferenceOrAll(target) => names.check(table, column.name, &[target], true, problems),
                CellKind::Source => names.check_sources(table, column.name, problems),
                _ => {}
            }
        }
    }
    names.by_kind(dataset, problems);
}

fn duplicate_keys(table: &InputTable, problems: &mut Problems) {
    let (mut seen, mut told): (BTreeMap<String, usize>, _) = (BTreeMap::new(), false);
    let Some(first_key) = table.schema.columns.iter().find(|c| c.key) else { return };
    for row in 0..table.len() {
        let key = table.key(row);
        if let Some(&earlier) = seen.get(&key) {
            let problem = Problem::at(table.place(row, first_key.name), format!("a second row for {key}"));
            let problem = problem.alike(format!("{} twice", table.schema.name));
            problems.push(if told {
                problem
            } else {
                let (line, _) = table.place(earlier, first_key.name).line_and_column();
                problem.hint(format!("the first stands in line {line}; keep one"))
            });
            told = true;
        } else {
            seen.insert(key, row);
        }
    }
}

/// Problems up to which a name that was meant is looked for.
const SUGGESTED: usize = 100;
const BUILD_GROUPS: &str = "build groups";
const CHAINS: &str = "cooling supply chains";
const SEASONS: &str = "seasons";

/// All names that a dataset defines, by table. A table with faults may define more than could be read:
/// it is left out, and a name from it is not questioned, so that one fault does not bring a hundred others.
struct Names<'a>(BTreeMap<&'static str, BTreeSet<&'a str>>);

impl<'a> Names<'a> {
    fn of(dataset: &'a Dataset) -> Self {
        let mut names = BTreeMap::new();
        for table in dataset.tables().iter().filter(|table| table.is_sound()) {
            for column in table.columns().filter(|c| c.cell == CellKind::Definition) {
                names.insert(table.schema.name, table.text(column.name).iter().map(String::as_str).collect());
            }
        }
        let mut names = Self(names);
        names.listed(BUILD_GROUPS, dataset, Technologies::build_groups);
        names.listed(CHAINS, dataset, Cooling::supplies);
        names.listed(SEASONS, dataset, Seasons::season);
        names
    }

    /// Adds the names that stand in a column of lists.
    fn listed<T: Declared>(&mut self, what: &'static str, dataset: &'a Dataset, column: TypedColumn<T, String>) {
        if dataset.of::<T>().is_sound() {
            self.0.insert(what, dataset.column(column).iter().flat_map(|cell| list(cell)).collect());
        }
    }

    fn check(&self, table: &InputTable, column: &str, targets: &[&str], all: bool, problems: &mut Problems) {
        for (row, name) in table.text(column).iter().enumerate() {
            self.check_one(name, || table.place(row, column), column, targets, all, problems);
        }
    }

    /// Whether a table of these defines the name.
    fn knows(&self, name: &str, targets: &[&str]) -> bool {
        targets.iter().any(|target| self.0.get(target).is_some_and(|names| names.contains(name)))
    }

    fn check_one(
        &self,
        name: &str,
        place: impl Fn() -> Place,
        column: &str,
        targets: &[&str],
        all: bool,
        problems: &mut Problems,
    ) {
        let known = || targets.iter().filter_map(|t| self.0.get(t)).flatten().copied();
        let unread = targets.iter().any(|target| !self.0.contains_key(target));
        if (all && name == "all") || unread || self.knows(name, targets) {
            return;
        }
        let listed = known().take(12).collect::<Vec<_>>().join(", ");
        let expected = match (targets, all) {
            ([], _) => "\"all\"".to_owned(),
            (_, true) => format!("a name from {} or \"all\"", targets.join(" or ")),
            (_, false) => format!("a name from {}", targets.join(" or ")),
        };
        let place = place();
        let same = format!("{} {column} {expected}", place.file);
        let problem = Problem::at(place, format!("{column} is {}; expected {expected}", quoted(name)));
        let is_like = problems.0.len() < SUGGESTED;
        let problem = if is_like { problem.suggest(name, known()) } else { problem };
        let of = problem.hint.clone().unwrap_or_default();
        let problem = if problem.hint.is_some() || listed.is_empty() {
            problem
        } else {
            problem.hint(format!("known: {listed}{}", if known().count() > 12 { ", ..." } else { "" }))
        };
        problems.push(problem.alike(format!("{same} {of}")));
    }

    fn check_sources(&self, table: &InputTable, column: &str, problems: &mut Problems) {
        for (row, name) in table.text(column).iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            self.check_one(name, || table.place(row, column), column, &[Sources::NAME], false, problems);
        }
    }

    /// Names whose meaning depends on another cell, or that stand in lists.
    fn by_kind(&self, dataset: &Dataset, problems: &mut Problems) {
        for row in dataset.rows::<Technologies>().filter(|row| !row.fuel().is_empty()) {
            let column = Technologies::fuel;
            self.check_one(row.fuel(), || row.place(column), column.name, &[Fuels::NAME], false, problems);
        }
        for row in dataset.rows::<BuildLimits>() {
            let target = if row.scope() == Scope::Technology { Technologies::NAME } else { BUILD_GROUPS };
            let column = BuildLimits::name;
            self.check_one(row.name(), || row.place(column), column.name, &[target], false, problems);
        }
        for row in dataset.rows::<Elcc>().filter(|row| !row.season().is_empty()) {
            let column = Elcc::season;
            self.check_one(row.season(), || row.place(column), column.name, &[SEASONS], false, problems);
        }
        self.check(dataset.of::<CoolingSupply>(), CoolingSupply::supply.name, &[CHAINS], false, problems);
        for row in dataset.rows::<MaterialIntensity>() {
            let target = match row.asset_kind() {
                AssetKind::Accelerator => &[Accelerators::NAME][..],
                AssetKind::Shell => &[SiteClasses::NAME],
                AssetKind::Cooling => &[Cooling::NAME],
                AssetKind::Technology => &[Technologies::NAME],
                AssetKind::Link => &[Links::NAME],
                AssetKind::Connection => &[],
            };
            let column = MaterialIntensity::asset;
            self.check_one(row.asset(), || row.place(column), column.name, target, true, problems);
        }
    }
}
