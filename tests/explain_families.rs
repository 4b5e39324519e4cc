//! Datasets in which one family alone binds, by construction: the verdict, the gains, the rents and the ranks name it.
//!
//! Each is the toy with plenty of everything, so that all demand is served, and one supply cut so that it is not.

use gridbound::constraints::formulate;
use gridbound::experiment::explain::verdict::Finding;
use gridbound::experiment::families::{Families, Group};
use gridbound::experiment::variant::Variant;
use gridbound::input::Folder;
use gridbound::input::document::Document;
use gridbound::load::{Library, Loaded, load};
use gridbound::named::{named, word_or_empty};
use gridbound::program::{Family, Rule};
use gridbound::sets::Year;

use crate::case::{Case, Explained, REFERENCES, assert_close, assignment, only, repository};

const EXACT: f64 = 1e-9;

/// Supplies without end, in both years, and buyers who pay one price, so high that nothing is too dear to serve them.
/// Only connections in the south and power on campus stay as they are: no one needs them here.
const PLENTY: &[&str] = &[
    "accelerator_supply alpha 2026: thousand = 20000",
    "accelerator_supply beta: thousand = 20000",
    "component_supply memory: quantity = 2000000",
    "sites metro: max_gw = 100",
    "sites campus: max_gw = 100",
    "sites metro: gw_per_year = 100",
    "sites campus: gw_per_year = 100",
    "sites metro: first_year = 2026",
    "sites campus: first_year = 2026",
    "site_ceilings north: max_gw = 100",
    "cooling_supply chillers: gw_per_year = 1000",
    "cooling_supply plates: gw_per_year = 1000",
    "water north: million_m3 = 1000",
    "water south: million_m3 = 1000",
    "connection_rate north 2026: gw_per_year = 100",
    "connection_rate north 2027: gw_per_year = 100",
    "links river: max_gw_per_year = 100",
    "build_limits turbines: gw_per_year = 1000",
    "build_limits batteries: gw_per_year = 1000",
    "fuel_limits gas: tbtu = 100000",
    "material_supply home: quantity = 100000",
    "material_supply abroad: quantity = 100000",
    "capital own: busd = 100000",
    "capital debt: busd = 100000",
    "demand urgent: usd_per_h100e_hour = 15",
    "demand patient: usd_per_h100e_hour = 15",
];

/// All that is sold is a unit of 1.1 MH100e in either year, if it can be supplied.
const DEMAND: f64 = 0.1 + 1.0;

/// One family that binds: what is cut, with `{}` for an amount.
struct Bound {
    family: &'static str,
    narrow: &'static str,
    broad: &'static str,
    cuts: &'static [(&'static str, f64)],
}

const BOUND: [Bound; 7] = [
    Bound {
        family: "chips",
        narrow: "chip-bound",
        broad: "chip-bound",
        // 100 + 400 / 2 thousand alphas in 2026; in 2028 450 of them and betas for 0.3 MH100e.
        cuts: &[
            ("accelerator_supply alpha 2026: thousand = {}", 400.0),
            ("accelerator_supply beta: thousand = {}", 50.0),
        ],
    },
    Bound {
        family: "siting",
        narrow: "siting-bound",
        broad: "energy-bound",
        // 0.3 GW of halls stand. They can have alphas alone, which are half as much compute as betas.
        cuts: &[("sites metro: gw_per_year = {}", 0.05), ("sites campus: gw_per_year = {}", 0.08)],
    },
    Bound {
        family: "cooling",
        narrow: "cooling-bound",
        broad: "energy-bound",
        cuts: &[("cooling_supply chillers: gw_per_year = {}", 0.1)],
    },
    Bound {
        family: "grid",
        narrow: "energy-bound",
        broad: "energy-bound",
        // What is connected in the south is cut too: 0.25 GW for 0.2 GW of liquid-cooled load.
        cuts: &[
            ("connection_rate north 2026: gw_per_year = {}", 0.1),
            ("connection_rate north 2027: gw_per_year = {}", 0.1),
            ("connections south: existing_gw = 0.25", 0.0),
        ],
    },
    Bound {
        family: "power",
        narrow: "energy-bound",
        broad: "energy-bound",
        // What stands is about enough for what else is there: 1.7 GW of firm river power in the north and 1.08 of gas.
        cuts: &[
            ("build_limits turbines: gw_per_year = {}", 0.1),
            ("build_limits batteries: gw_per_year = {}", 0.01),
            ("committed_builds -", 0.0),
            ("load north: peak_gw = 1.5", 0.0),
            ("load south: peak_gw = 1", 0.0),
        ],
    },
    Bound {
        family: "materials",
        narrow: "materials-bound",
        broad: "energy-bound",
        // 10 kt per GW of hall.
        cuts: &[("material_supply home: quantity = {}", 0.8), ("material_supply abroad: quantity = {}", 0.2)],
    },
    Bound {
        family: "capital",
        narrow: "capital-bound",
        broad: "capital-bound",
        cuts: &[("capital own: busd = {}", 2.0), ("capital debt: busd = {}", 1.0)],
    },
];

/// How much of the cut is left, so that what is found is not that of one point alone.
const VARIED: [f64; 3] = [1.0, 0.83, 0.61];

/// The toy with plenty, the cuts (in their order by the varied factors, from the given one on), and another price of gas.
fn explained(cuts: &[(&str, f64)], first: usize) -> Explained {
    let gas = [4.0, 3.0, 7.0][first];
    let mut case = Case::with(PLENTY).but(&format!("fuel_prices gas: usd_per_mmbtu = {gas}"));
    for (position, (cut, amount)) in cuts.iter().enumerate() {
        let amount = amount * VARIED[(first + position) % VARIED.len()];
        case = case.but(&cut.replace("{}", &amount.to_string()));
    }
    case.explain(&only(&[]))
}

/// The findings of both years and of the horizon.
fn findings(explained: &Explained) -> Vec<&Finding> {
    let verdict = &explained.explanation.verdict;
    verdict.years.iter().chain([&verdict.horizon]).collect()
}

const SUPPLY: [&str; 7] = ["chips", "siting", "cooling", "grid", "power", "materials", "capital"];

fn group(name: &str) -> Group {
    named(name).expect("a group")
}

/// Groups that hold a family.
fn holds(group: &str, family: &str) -> bool {
    match group {
        "energy" => ["grid", "power"].contains(&family),
        "energy_broad" => ["grid", "power", "siting", "cooling", "materials"].contains(&family),
        alone => alone == family,
    }
}

impl Bound {
    fn is_found(&self, first: usize) {
        let explained = explained(self.cuts, first);
        let what = |finding: &Finding| format!("{} {first} {:?}: {finding:?}", self.family, finding.year);
        for row in &explained.results.summary {
            assert!(row.compute_mh100e < DEMAND - 0.01, "{}: all demand is served in {}", self.family, row.year);
        }
        for finding in findings(&explained) {
            let what = what(finding);
            assert_eq!(finding.first.name(), self.family, "{what}");
            assert_eq!(finding.second, None, "{what}");
            assert_eq!(finding.narrow.name(), self.narrow, "{what}");
            assert_eq!(finding.broad.name(), self.broad, "{what}");
            let own = finding.gains[&group(self.family)];
            assert!(own > 0.001, "{what}");
            for group in SUPPLY.iter().chain(&["energy", "energy_broad"]) {
                // A group that holds the family gains what the family does, and all others nothing.
                let expected = if holds(group, self.family) { own } else { 0.0 };
                assert_close(finding.gains[&self::group(group)], expected, EXACT, &format!("{group} of {what}"));
            }
        }
        self.has_all_rents(&explained);
        self.is_ranked_first(&explained);
    }

    fn has_all_rents(&self, explained: &Explained) {
        for row in explained.results.rents.iter().filter(|row| row.family != Family::Demand) {
            let expected = f64::from(u8::from(row.family.name() == self.family));
            assert_close(row.rent_share, expected, EXACT, &format!("{}: {row:?}", self.family));
        }
        for row in &explained.results.summary {
            assert_eq!(row.first_bottleneck.name(), self.family);
            assert_eq!(row.second_bottleneck, None);
        }
    }

    fn is_ranked_first(&self, explained: &Explained) {
        for row in explained.explanation.bottlenecks.iter().filter(|row| row.region.is_empty()) {
            let rank = (row.family.name() == self.family).then_some(1);
            assert_eq!(row.rank, rank, "{}: {row:?}", self.family);
            let share = if row.family == Family::Demand.into() {
                0.0
            } else {
                f64::from(u8::from(holds(row.family.name(), self.family)))
            };
            assert_close(row.rent_share, share, EXACT, &format!("{}: {row:?}", self.family));
        }
        for row in explained.explanation.bottlenecks.iter().filter(|row| !row.region.is_empty()) {
            assert_eq!((row.family.name(), row.rank), (self.family, Some(1)), "{row:?}");
        }
    }
}

macro_rules! bound {
    ($($test:ident $family:literal;)*) => {$(
        #[test]
        fn $test() {
            let bound = BOUND.iter().find(|bound| bound.family == $family).expect("a family of the list");
            (0..VARIED.len()).for_each(|first| bound.is_found(first));
        }
    )*};
}

bound! {
    where_only_chips_are_short_it_is_chip_bound "chips";
    where_only_sites_are_short_it_is_siting_bound_or_in_the_broad_reading_energy_bound "siting";
    where_only_cooling_is_short_it_is_cooling_bound_or_in_the_broad_reading_energy_bound "cooling";
    where_only_connections_are_short_it_is_energy_bound "grid";
    where_only_power_plants_are_short_it_is_energy_bound "power";
    where_only_copper_is_short_it_is_materials_bound_or_in_the_broad_reading_energy_bound "materials";
    where_only_money_is_short_it_is_capital_bound "capital";
}

#[test]
fn where_only_land_is_short_it_is_siting_bound_in_every_year() {
    // How much land there is is a stock: more of it up to 2026 alone is no use, for the halls still stand in 2028. The
    // verdict of 2026 then looks at more land in all years.
    let cuts = [("sites metro: max_gw = {}", 0.1), ("sites campus: max_gw = {}", 0.15)];
    for first in 0..VARIED.len() {
        let explained = explained(&cuts, first);
        let verdict = &explained.explanation.verdict;
        for finding in [&verdict.years[0], &verdict.years[1], &verdict.horizon] {
            assert_eq!((finding.first.name(), word_or_empty(finding.second)), ("siting", ""), "{finding:?}");
            assert_eq!((finding.narrow.name(), finding.broad.name()), ("siting-bound", "energy-bound"));
        }
    }
}

#[test]
fn where_nothing_is_short_but_buyers_it_is_demand_bound() {
    for first in 0..VARIED.len() {
        let explained = explained(&[], first);
        for row in &explained.results.summary {
            assert_close(row.compute_mh100e, DEMAND, EXACT, "all that is asked for");
            assert_eq!(row.first_bottleneck, Family::Demand);
        }
        for finding in findings(&explained) {
            assert_eq!((finding.first.name(), word_or_empty(finding.second)), ("demand", ""), "{finding:?}");
            assert_eq!((finding.narrow.name(), finding.broad.name()), ("demand-bound", "demand-bound"));
            assert!(
                SUPPLY.iter().chain(&["energy", "energy_broad"]).all(|group| finding.gains[&self::group(group)] == 0.0)
            );
            // Ten per cent more buyers, ten per cent more compute.
            assert_close(finding.gains_compute[&Family::Demand.into()], 0.1, EXACT, "gain of compute");
        }
        for row in explained.results.rents.iter().filter(|row| row.family != Family::Demand) {
            assert_close(row.rent_musd, 0.0, EXACT, &format!("{row:?}"));
        }
    }
}

/// The columns whose limits a family owns, as the formulation lists them.
const OWNED: [(&str, &[(&str, &str)]); 8] = [
    ("chips", &[("accelerator_supply", "thousand"), ("component_supply", "quantity")]),
    ("siting", &[("sites", "max_gw"), ("sites", "gw_per_year"), ("site_ceilings", "max_gw")]),
    ("cooling", &[("cooling_supply", "gw_per_year"), ("water", "million_m3")]),
    ("grid", &[("connection_rate", "gw_per_year"), ("links", "max_gw_per_year")]),
    ("power", &[("build_limits", "gw_per_year"), ("fuel_limits", "tbtu")]),
    ("materials", &[("material_supply", "quantity")]),
    ("capital", &[("capital", "busd")]),
    ("demand", &[("demand", "mh100e")]),
];

/// Asserts that raising a family's limits in the program is raising its columns in the tables.
fn is_the_same_in_tables(load: impl Fn(&[Document]) -> Loaded) {
    const FACTOR: f64 = 1.25;
    let loaded = load(&[]);
    let program = formulate(&loaded.system);
    let last = Year(loaded.system.time.years.len() - 1);
    for (family, columns) in OWNED {
        let adjusts = columns.iter().filter(|(table, _)| !loaded.dataset.table(table).is_empty());
        let adjusts = adjusts.map(|(table, column)| {
            format!("[[adjust]]\ntable = \"{table}\"\ncolumn = \"{column}\"\nmultiply = {FACTOR}\nwhy = \"more\"\n")
        });
        let in_tables = formulate(&load(&[assignment(&adjusts.collect::<String>())]).system);
        let families = group(family).families();
        let raised = Variant::limits(families, FACTOR, last).limited(&loaded, program.clone());
        assert_eq!(raised.rows.len(), in_tables.rows.len());
        for (raised, in_tables) in raised.rows.rows.iter().zip(&in_tables.rows.rows) {
            assert_eq!((raised.rule, raised.key), (in_tables.rule, in_tables.key));
            // A cap on emissions is in no table.
            if raised.rule == Rule::PowerEmissions {
                continue;
            }
            assert_close(raised.limit, in_tables.limit, EXACT, &format!("{family}: {}", raised.rule.name()));
        }
    }
}

#[test]
fn a_family_is_raised_as_its_columns_are() {
    is_the_same_in_tables(|changes| load(&Case::toy().library(), "toy", changes).unwrap());
    for name in REFERENCES {
        let folder = repository("tests/reference");
        let library = Library { data: Folder::Disk(folder.clone()), scenarios: Folder::Disk(folder.join(name)) };
        is_the_same_in_tables(|changes| load(&library, "scenario", changes).unwrap());
    }
}

#[test]
fn a_cap_on_emissions_is_powers() {
    let cap = |mt: f64| Case::toy().but(&format!("policy.emissions_cap = {{ 2028 = {mt} }}")).solve();
    let (solved, more) = (cap(4.0), cap(4.4));
    let power = group("power").families();
    let raised = Variant::limits(power, 1.1, Year(1)).limited(&solved.loaded, solved.program.clone());
    assert_close(raised.rows.rows[solved.row(Rule::PowerEmissions, "2028")].limit, 4.4, EXACT, "cap");
    assert_close(more.limit(Rule::PowerEmissions, "2028"), 4.4, EXACT, "cap");
}

#[test]
fn differences_of_a_list_act_one_after_the_other() {
    let toy = Case::toy().solve();
    let grid = Families::of(&[Family::Grid]);
    let both = Variant::limits(grid, 2.0, Year(1)).and(Variant::limits(grid, 3.0, Year(0)));
    let program = both.limited(&toy.loaded, toy.program.clone());
    for (new, old) in program.rows.rows.iter().zip(&toy.program.rows.rows) {
        let factor = match (old.rule.is_limit() && old.rule.family() == Family::Grid, old.key.year) {
            (false, _) => 1.0,
            (true, Year(0)) => 6.0,
            (true, _) => 2.0,
        };
        assert_close(new.limit, factor * old.limit, EXACT, old.rule.name());
    }
}
