//! What `explain` says of the toy, worked out by hand as in `toy.rs`, whose numbers and prices these tests go on from.
//!
//! A rise of ten per cent stays within the range of every price of the toy, so that what it brings is price times rise.

use std::sync::LazyLock;

use gridbound::experiment::explain::question::{Part, Question, ShapleyStep};
use gridbound::experiment::explain::relax::Kind;
use gridbound::experiment::explain::tables::{FlipRow, LadderRow, RelaxRow, ShapleyRow};
use gridbound::experiment::explain::validity::{degenerate, fill_intervals, fill_ranges};
use gridbound::experiment::explain::verdict::Finding;
use gridbound::experiment::families::{Families, Group};
use gridbound::experiment::origin::Origin;
use gridbound::experiment::outcome::{Measure, Outcome};
use gridbound::experiment::variant::Variant;
use gridbound::named::{named, word_or_empty};
use gridbound::program::{Family, Program, Rule};
use gridbound::results::tables::{Account, ShadowPriceRow, Validity};
use gridbound::results::tabulate;
use gridbound::run::labels;
use gridbound::sets::Year;
use gridbound::solve::{Options, Solution, solve};

use crate::case::{Case, Explained, REFERENCES, Solved, assert_close, everything, only, reference};
use crate::toy::{
    ALPHA_PRICE, BETA_PRICE, BETAS, CAMPUS, COPPER, D1, D2, FEE, GAS, HALF, HOT, LIQUID, METRO, MILD, MOST, OWN_FEE,
    PAID, RIVER, SOLD, WITH_MARGIN, accelerator, annuity, beta_gigawatt, electricity, firm, load,
};

const EXACT: f64 = 1e-9;

/// Of differences of objectives: steps are a thousandth of a limit.
const CLOSE: f64 = 1e-6;

/// Tables hold twelve digits.
const PRINTED: f64 = 1e-10;

static TOY: LazyLock<Explained> = LazyLock::new(|| Case::toy().explain(&everything()));

/// A thousand more alphas: half of 2026 and all of 2028, in halls and on connections that are idle.
pub fn alpha() -> f64 {
    let air = [0.8 * 1.25, 0.8 * 1.5];
    let needs = electricity(air, GAS) + WITH_MARGIN * air[1] * firm();
    let earned = HALF * D1 * (3.0 * SOLD - needs) + D2 * (2.0 * SOLD - needs);
    0.001 * earned - ALPHA_PRICE * (accelerator() * (HALF * D1 + D2) + OWN_FEE)
}

/// A GW of connection in the north, with betas in new halls behind it.
pub fn connection() -> f64 {
    let of_load = MOST / 1.25 * beta_gigawatt(CAMPUS, electricity(LIQUID, RIVER));
    of_load - MOST * D2 * annuity(0.06, 40) * 500.0 - PAID * (FEE * 500.0 + COPPER * 5.0)
}

/// A GW of land in town, with betas on it.
pub fn town() -> f64 {
    MOST * beta_gigawatt(METRO, electricity(LIQUID, GAS) + WITH_MARGIN * LIQUID[1] * firm())
}

/// A GW of line from river to gas.
fn line() -> f64 {
    let saved = (0.9 * GAS - RIVER) * (MILD + HOT) / 1000.0 + 0.5 * firm();
    MOST * D2 * (saved - 1000.0 * annuity(0.06, 50)) - PAID * COPPER * 5.0
}

/// What the compute of the toy is sold for, discounted: what gains of the objective are relative to.
fn worth() -> f64 {
    let sold = TOY.results.accounts.iter().find(|row| row.account == Account::Compute);
    sold.expect("compute is sold").value_musd
}

/// What a rise of a family's limits by a share brings: objective, and AI load and compute of both years.
fn raised(family: &str, share: f64) -> (f64, [f64; 2], [f64; 2]) {
    let none = [0.0, 0.0];
    let (objective, load, compute) = match family {
        // 200 thousand alphas of 1 kW and one H100e; betas are left unsold as it is.
        "chips" => (200.0 * alpha(), [0.1, 0.2], [0.1, 0.2]),
        // 0.1 GW in town. Betas are two MH100e per GW.
        "siting" => (0.1 * town(), [0.0, load::BETA_SOUTH], [0.0, 2.0 * load::BETA_SOUTH]),
        // Two years of 0.2 GW of connections and of 0.1 GW of line.
        "grid" => (0.4 * connection() + 0.2 * line(), [0.0, load::BETA_NORTH], [0.0, 2.0 * load::BETA_NORTH]),
        // 4 kt more come from home, at half the price; 10 000 million from own money.
        "materials" => (PAID * 4.0 * 1.0, none, none),
        "capital" => (PAID * 10_000.0 * (FEE - OWN_FEE), none, none),
        // The urgent tier pays 4 instead of 3 and 2.
        "demand" => (0.1 * SOLD * (D1 * 1.0 + D2 * 2.0), none, none),
        _ => (0.0, none, none),
    };
    (share * objective, load.map(|gw| share * gw), compute.map(|sold| share * sold))
}

fn group(name: &str) -> Group {
    named(name).expect("a group")
}

fn members(name: &str) -> Vec<&'static str> {
    group(name).families().members().map(Family::name).collect()
}

/// The same of several families: within the range of all prices their gains add up.
fn raised_together(families: &[&str], share: f64) -> (f64, [f64; 2], [f64; 2]) {
    let sum = |a: [f64; 2], b: [f64; 2]| [a[0] + b[0], a[1] + b[1]];
    families.iter().map(|family| raised(family, share)).fold((0.0, [0.0; 2], [0.0; 2]), |so_far, more| {
        (so_far.0 + more.0, sum(so_far.1, more.1), sum(so_far.2, more.2))
    })
}

fn relaxed(name: &str, mode: &str, step: &str, year: Option<i32>) -> &'static RelaxRow {
    let found = TOY.explanation.relax.iter();
    let mut found =
        found.filter(|r| (r.name.as_str(), r.mode.name(), r.step.name(), r.year) == (name, mode, step, year));
    found.next().unwrap_or_else(|| panic!("{name}, {mode}, {step}, {year:?}: no such row"))
}

/// Asserts what the re-solve of a row of the table brings.
#[track_caller]
fn brings(name: &str, mode: &str, step: &str, (objective, load, compute): (f64, [f64; 2], [f64; 2])) {
    let what = format!("{name}, {mode}, {step}");
    let horizon = relaxed(name, mode, step, None);
    assert_close(horizon.objective_musd.unwrap(), objective, EXACT, &what);
    let over = worth();
    assert_close(horizon.gain_objective_share.unwrap(), objective / over, PRINTED, &what);
    // A year of 2026 and two of the second period.
    assert_close(horizon.load_gw, (load[0] + 2.0 * load[1]) / 3.0, EXACT, &what);
    assert_close(horizon.compute_mh100e, (compute[0] + 2.0 * compute[1]) / 3.0, EXACT, &what);
    for (year, calendar) in [2026, 2028].into_iter().enumerate() {
        let row = relaxed(name, mode, step, Some(calendar));
        assert_eq!(row.objective_musd, None);
        assert_close(row.load_gw, load[year], EXACT, &format!("load {calendar}, {what}"));
        assert_close(row.compute_mh100e, compute[year], EXACT, &format!("compute {calendar}, {what}"));
    }
}

#[test]
fn more_of_one_family_is_worth_its_price() {
    for group in Group::ALL {
        brings(group.name(), "one", "10 %", raised_together(&members(group.name()), 0.1));
        brings(group.name(), "one", "1 %", raised_together(&members(group.name()), 0.01));
    }
}

#[test]
fn more_of_all_but_one_is_worth_the_prices_of_the_others() {
    for group in Group::ALL {
        let others: Vec<&str> =
            Family::ALL.iter().map(|f| f.name()).filter(|name| !members(group.name()).contains(name)).collect();
        brings(group.name(), "all but one", "10 %", raised_together(&others, 0.1));
    }
}

#[test]
fn a_lever_on_limits_is_relaxed_like_a_family() {
    let levers: Vec<&str> =
        TOY.explanation.relax.iter().filter(|row| row.kind == Kind::Lever).map(|row| row.name.as_str()).collect();
    assert!(!levers.is_empty() && levers.iter().all(|lever| *lever == "grid_connection"), "{levers:?}");
    // Connections without the river line.
    let load = [0.0, 0.1 * load::BETA_NORTH];
    brings("grid_connection", "one", "10 %", (0.04 * connection(), load, load.map(|gw| 2.0 * gw)));
}

#[test]
fn lifted_chips_fill_the_halls_that_stand() {
    // 0.3 GW of halls in the south: 250 thousand alphas beside the 50 that are left of 2024. No later hall is for alphas.
    let more = [0.5 * 0.05, 0.05];
    brings("chips", "one", "lifted", (50.0 * alpha(), more, more));
}

/// With the grid lifted, all betas stand in the north, where they are worth most.
const ALL_BETAS: f64 = 300.0 / BETAS;

/// All that is bought in 2028.
const DEMAND: f64 = 0.1 + 1.0;

/// GW of AI load where the north has so many GW of betas and the rest of demand is left to alphas: in both years.
fn with_north(betas: f64) -> [f64; 2] {
    let alphas = DEMAND - 2.0 * betas;
    // Of those that serve in 2028 all but 50 thousand are bought in 2026 and serve half of it, beside 100 thousand.
    [0.1 + 0.5 * (alphas - 0.05), alphas + betas]
}

#[test]
fn with_the_grid_lifted_betas_crowd_out_alphas() {
    let [first, second] = with_north(ALL_BETAS);
    let (base_first, base_second) = (load::ALPHA_2026, load::ALPHA_2028 + load::BETA_NORTH + load::BETA_SOUTH);
    for (year, gigawatts, compute) in [
        (2026, first - base_first, first - base_first),
        (2028, second - base_second, DEMAND - (load::ALPHA_2028 + 2.0 * (load::BETA_NORTH + load::BETA_SOUTH))),
    ] {
        let row = relaxed("grid", "one", "lifted", Some(year));
        assert_close(row.load_gw, gigawatts, EXACT, "load");
        assert_close(row.compute_mh100e, compute, EXACT, "compute");
    }
}

fn words(finding: &Finding) -> [&str; 4] {
    [finding.first.name(), word_or_empty(finding.second), finding.narrow.name(), finding.broad.name()]
}

#[test]
fn the_verdict_of_a_year_is_about_its_compute() {
    let years = &TOY.explanation.verdict.years;
    assert_eq!(years.iter().map(|finding| finding.year).collect::<Vec<_>>(), [Some(2026), Some(2028)]);
    assert_eq!(words(&years[0]), ["chips", "", "chip-bound", "chip-bound"]);
    // Alphas of 2026 are short in 2028 too, and bring more compute than a tenth of the land in town.
    assert_eq!(words(&years[1]), ["grid", "chips", "energy-bound", "energy-bound"]);
    let compute = [load::ALPHA_2026, load::ALPHA_2028 + 2.0 * (load::BETA_NORTH + load::BETA_SOUTH)];
    for (year, finding) in years.iter().enumerate() {
        for group in Group::ALL {
            // What rises up to 2026 are alphas alone, so that the limits of 2028 play no part in that year.
            let gain = raised_together(&members(group.name()), 0.1).2[year] / compute[year];
            assert_close(finding.gains[&group], gain, PRINTED, group.name());
        }
        assert_eq!(finding.gains, finding.gains_compute);
    }
}

#[test]
fn the_verdict_over_the_horizon_is_about_the_objective() {
    let verdict = &TOY.explanation.verdict;
    assert_eq!(words(&verdict.horizon), ["grid", "siting", "energy-bound", "energy-bound"]);
    let gain = |family: &str| raised(family, 0.1).0 / worth();
    for family in Family::ALL {
        assert_close(verdict.horizon.gains[&family.into()], gain(family.name()), PRINTED, family.name());
    }
    // More buyers bring more money and no more compute: no bottleneck, though second by the objective.
    assert!(gain("demand") > gain("siting"));
    let confidence = &verdict.confidence;
    assert_close(confidence.second_over_first.unwrap(), gain("siting") / gain("grid"), PRINTED, "second over first");
    // By load chips are first: betas are two MH100e per GW and alphas one.
    assert!(!confidence.measures_agree);
    assert!(confidence.readings_agree);
    assert_close(confidence.years_agree_share, 0.5, EXACT, "2028 agrees, 2026 does not");
    assert_eq!(confidence.levers_tried, 6);
}

fn share<'a>(rows: &'a [ShapleyRow], family: &str) -> &'a ShapleyRow {
    rows.iter().find(|row| row.family.name() == family).expect("a row of the family")
}

#[test]
fn where_gains_add_up_a_family_has_the_shapley_value_of_its_own_gain() {
    // A quarter more is still within the range of all prices: 250 thousand alphas are just as many as there are halls for.
    let rows = &TOY.explanation.shapley;
    let all: f64 = Family::ALL.iter().map(|family| raised(family.name(), 0.25).0).sum();
    for family in Family::ALL {
        let (objective, load, compute) = raised(family.name(), 0.25);
        let row = share(rows, family.name());
        assert_eq!(row.step, "25 %");
        assert_close(row.objective_musd, objective, EXACT, family.name());
        assert_close(row.objective_share, objective / all, EXACT, family.name());
        assert_close(row.load_gw, (load[0] + 2.0 * load[1]) / 3.0, EXACT, family.name());
        assert_close(row.compute_mh100e, (compute[0] + 2.0 * compute[1]) / 3.0, EXACT, family.name());
    }
}

/// Land in the north for just what the grid connects there, 1.25 GW per GW of hall; none in town and no line to build.
pub const COINCIDENT: &[&str] =
    &["sites metro: max_gw = 0", "sites campus: max_gw = 0.32", "links river: max_gw_per_year = 0"];

#[test]
fn two_that_need_each_other_share_alike_and_one_with_slack_has_nothing() {
    let families = Families::of(&[Family::Chips, Family::Siting, Family::Cooling, Family::Grid]);
    let rows = Case::with(COINCIDENT).explain(&Question { families, ..only(&[Part::Shapley]) }).explanation.shapley;
    assert_eq!(rows.len(), 4);
    // Neither land nor connections alone are worth anything; together they are worth 0.1 GW of connection.
    let both = 0.1 * connection();
    assert_close(share(&rows, "siting").objective_musd, both / 2.0, EXACT, "siting");
    assert_close(share(&rows, "grid").objective_musd, both / 2.0, EXACT, "grid");
    assert_close(share(&rows, "chips").objective_musd, 50.0 * alpha(), EXACT, "chips");
    assert_eq!(share(&rows, "cooling").objective_musd, 0.0);
    // A quarter of 0.24 GW of betas in 2028, which is two years of three.
    for family in ["siting", "grid"] {
        assert_close(share(&rows, family).load_gw, 0.25 * load::BETA_NORTH * 2.0 / 3.0 / 2.0, EXACT, family);
        assert_close(share(&rows, family).compute_mh100e, 0.25 * load::BETA_NORTH * 2.0 / 3.0, EXACT, family);
    }
}

/// All orders of some families.
fn orders(families: &[Family]) -> Vec<Vec<Family>> {
    if families.is_empty() {
        return vec![vec![]];
    }
    let after = |first: Family| {
        let rest: Vec<Family> = families.iter().copied().filter(|family| *family != first).collect();
        orders(&rest).into_iter().map(move |order| [vec![first], order].concat())
    };
    families.iter().flat_map(|first| after(*first)).collect()
}

#[test]
fn a_shapley_value_is_the_mean_over_all_orders_of_what_a_family_adds() {
    // Lifted, they crowd each other out: nothing adds up. Each coalition is solved from nothing.
    let families = [Family::Chips, Family::Siting, Family::Grid, Family::Capital];
    let toy = &TOY.solved;
    let worth = |set: Families| {
        let program = Variant::limits(set, 1000.0, Year(1)).limited(&toy.loaded, toy.program.clone());
        solve(&program, &Options::default()).unwrap().residuals.objective
    };
    let mut added = [0.0; 4];
    let orders = orders(&families);
    assert_eq!(orders.len(), 24);
    for order in &orders {
        let mut set = Families::default();
        for &family in order {
            let more = set.and(Families::of(&[family]));
            added[families.iter().position(|f| *f == family).unwrap()] += worth(more) - worth(set);
            set = more;
        }
    }
    let question =
        Question { families: Families::of(&families), steps: vec![ShapleyStep::lifted()], ..only(&[Part::Shapley]) };
    let rows = Case::toy().explain(&question).explanation.shapley;
    for (family, added) in families.iter().zip(added) {
        assert_close(share(&rows, family.name()).objective_musd, added / 24.0, EXACT, family.name());
    }
    let all: f64 = rows.iter().map(|row| row.objective_musd).sum();
    assert_close(all, worth(Families::of(&families)) - toy.objective(), EXACT, "together they have it all");
}

fn leads(row: &LadderRow) -> &'static str {
    row.leader.map_or("none", Family::name)
}

fn rung(rung: i32, region: &str, year: Option<i32>) -> &'static LadderRow {
    let found =
        TOY.explanation.ladder.iter().find(|row| (row.rung, row.region.as_str(), row.year) == (rung, region, year));
    found.unwrap_or_else(|| panic!("rung {rung} {region} {year:?}: no such row"))
}

#[test]
fn the_ladder_climbs_from_the_grid_to_demand() {
    // The money of 2028 buys so many GW of betas in the north, with halls and connections.
    let affordable = 20_000.0 / (BETAS * BETA_PRICE + CAMPUS / MOST + 1.25 / MOST * 500.0);
    // All demand, but for what is left of the alphas of 2024.
    let asked = (DEMAND - 0.05) / 2.0;
    let base = [load::ALPHA_2026, load::ALPHA_2028 + load::BETA_NORTH + load::BETA_SOUTH];
    let steps = [
        ("", "grid", base),
        ("grid", "chips", with_north(ALL_BETAS)),
        ("grid+chips", "capital", with_north(affordable)),
        // Copper from home saves what copper from abroad costs, and brings no load.
        ("grid+chips+capital", "materials", with_north(asked)),
        ("grid+chips+capital+materials", "demand", with_north(asked)),
    ];
    for (number, (lifted, leader, gigawatts)) in steps.into_iter().enumerate() {
        let number = number as i32;
        let horizon = rung(number, "", None);
        assert_eq!(
            (horizon.lifted.0.iter().map(|f| f.name()).collect::<Vec<_>>().join("+").as_str(), leads(horizon)),
            (lifted, leader)
        );
        assert_eq!(horizon.gain_share.is_none(), leader == "demand");
        for (year, expected) in [2026, 2028].into_iter().zip(gigawatts) {
            let found = rung(number, "", Some(year)).load_gw.unwrap();
            assert_close(found, expected, EXACT, &format!("load of {year} with {lifted} lifted"));
        }
    }
    assert_eq!(TOY.explanation.ladder.iter().map(|row| row.rung).max(), Some(4));
    assert_close(rung(0, "", None).gain_share.unwrap(), raised("grid", 0.1).0 / worth(), PRINTED, "grid");
}

#[test]
fn on_the_first_rung_each_year_and_region_has_its_own_leader() {
    assert_eq!(leads(rung(0, "", Some(2026))), "chips");
    assert_eq!(leads(rung(0, "", Some(2028))), "grid");
    for (region, year, leader) in
        [("north", 2026, "none"), ("north", 2028, "grid"), ("south", 2026, "chips"), ("south", 2028, "siting")]
    {
        assert_eq!(leads(rung(0, region, Some(year))), leader, "{region} {year}");
    }
    // Once all betas stand in the north there is none of them for the town.
    assert_eq!(leads(rung(1, "north", Some(2028))), "chips");
    assert_eq!(leads(rung(1, "south", Some(2028))), "none");
    // Alphas alone are scarce in the south in 2026.
    assert_close(rung(0, "south", Some(2026)).rent_share.unwrap(), 1.0, EXACT, "share");
}

fn flip<'a>(rows: &'a [FlipRow], lever: &str, measure: &str) -> &'a FlipRow {
    rows.iter().find(|row| row.lever == lever && row.measure.name() == measure).expect("a row of the lever")
}

/// Bisection ends at a hundredth of the lever's range, and its middle is reported.
#[track_caller]
fn flips_at(row: &FlipRow, strength: f64) {
    let found = row.flip.unwrap_or_else(|| panic!("{row:?} does not flip"));
    assert!((found - strength).abs() <= 0.005 * (row.high - row.low), "found {found}, expected {strength}");
}

/// Betas of 2028, in GW, from which on a tenth more of grids gains as much as `alphas` do.
///
/// There are fewer than all that are sold today and the tenth of the north. What is missing for it comes out of town.
fn betas_at_flip(alphas_per_gigawatt: f64, alphas: f64) -> f64 {
    let (north, south) = (connection() * 1.25 / MOST, town() / MOST);
    let sold = load::BETA_NORTH + load::BETA_SOUTH;
    let tenth = 0.1 * load::BETA_NORTH;
    // tenth x north - (tenth + sold - betas) x south + 0.02 x line = alphas + alphas_per_gigawatt x betas
    (alphas + (tenth + sold) * south - tenth * north - 0.02 * line()) / (south - alphas_per_gigawatt)
}

#[test]
fn with_fewer_chips_the_lead_goes_to_chips() {
    let row = flip(&TOY.explanation.flips, "chips", "objective");
    let leaders =
        [Some(row.leader), Some(row.leader_at_low), Some(row.leader_at_high), row.leader_beyond].map(word_or_empty);
    assert_eq!(leaders, ["energy", "chips", "energy", "chips"]);
    // The lever moves alphas too: a tenth of 200 thousand where betas are as many as today.
    let betas = betas_at_flip(20.0 * alpha() / ALL_BETAS, 0.0);
    assert!(betas > load::BETA_NORTH + load::BETA_SOUTH, "more betas are no use as it is");
    flips_at(row, betas / ALL_BETAS);
    // 150 thousand betas a year, four H100e each.
    assert_eq!(row.quantity_unit, "MH100e a year in 2028");
    assert_close(row.quantity.unwrap(), 0.6, EXACT, "today");
    assert_close(row.quantity_at_flip.unwrap(), 0.6 * row.flip.unwrap(), PRINTED, "at the flip");
}

#[test]
fn with_more_connections_ten_per_cent_of_them_are_more_load() {
    let mut question = only(&[Part::Flips]);
    question.contest.measure = Measure::Load;
    let flips = Case::toy().explain(&question).explanation.flips;
    let row = flip(&flips, "grid_connection", "load");
    assert_eq!((row.leader.name(), word_or_empty(row.leader_beyond)), ("chips", "energy"));
    // A tenth of the alphas, in both years, against a tenth of the north in 2028.
    flips_at(row, (0.01 + 2.0 * 0.02) / (2.0 * 0.1 * load::BETA_NORTH));
    assert_eq!(row.quantity_unit, "GW a year in 2028");
    assert_close(row.quantity_at_flip.unwrap(), 0.2 * row.flip.unwrap(), PRINTED, "at the flip");
}

#[test]
fn both_ends_of_a_lever_are_what_a_run_there_brings() {
    let case = Case::toy();
    let found = case.explain(&only(&[Part::Flips])).explanation.swings;
    let load = |case: &Case| {
        let Solved { loaded, program, solution } = case.solve();
        Outcome::of(&loaded.system, &program, &solution).load_in(Year(1))
    };
    let own = load(&case);
    for row in found.iter().filter(|row| row.year == Some(2028)) {
        let there = load(&Case::with(&[&format!("levers.{} = {:?}", row.lever, row.strength_at_end)]));
        assert_close(row.load_gw.unwrap(), there - own, PRINTED, &row.lever);
    }
    assert_eq!(found.len(), 6 * 2 * 3, "levers, ends, horizon and two years");
}

#[test]
fn every_two_that_could_lead_are_compared_unless_two_are_named() {
    let pairs = |question: &Question| -> Vec<String> {
        let mut pairs: Vec<String> =
            Case::toy().explain(question).explanation.flips.iter().map(|row| row.pair.to_string()).collect();
        pairs.dedup();
        pairs
    };
    let mut question = only(&[Part::Flips]);
    question.contest.pair = Some([Group::Family(Family::Siting), Group::Energy]);
    assert_eq!(pairs(&question), ["siting/energy"]);
    question.contest.pair = None;
    assert_eq!(pairs(&question), ["chips/energy"], "nobody else leads in any year");
}

#[test]
fn dearer_accelerators_are_a_kind_of_model() {
    let rows = Case::toy().explain(&only(&[Part::Kinds])).explanation.kinds;
    let [own, dear] = &rows[..] else { panic!("two kinds: {rows:?}") };
    let dearer = Case::with(&[
        "[[adjust]]\ntable = \"accelerator_prices\"\ncolumn = \"usd_per_unit\"\nmultiply = 1.3\nwhy = \"dear\"",
    ]);
    let there = dearer.explain(&only(&[]));
    let verdict = &there.explanation.verdict.horizon;
    assert_eq!((dear.first, dear.narrow, dear.broad), (verdict.first, verdict.narrow, verdict.broad));
    assert!(dear.compute_mh100e <= own.compute_mh100e, "{rows:?}");
}

#[test]
fn a_delay_is_told_in_months() {
    // None before 2027. Two years of supply less half a year's for each half year of delay; none is left after two years.
    let case = Case::toy();
    let flips = case.explain(&only(&[Part::Flips])).explanation.flips;
    let row = flip(&flips, "chip_delay", "objective");
    assert_eq!((row.leader.name(), word_or_empty(row.leader_beyond)), ("energy", "chips"));
    flips_at(row, 2.0 * (1.0 - betas_at_flip(0.0, 20.0 * alpha()) / ALL_BETAS));
    assert_eq!((row.quantity, row.quantity_unit.as_str()), (Some(0.0), "months"));
    assert_close(row.quantity_at_flip.unwrap(), 12.0 * row.flip.unwrap(), PRINTED, "months");
}

fn limit<'a>(rows: &'a [ShadowPriceRow], rule: &str, item: &str, year: i32) -> &'a ShadowPriceRow {
    rows.iter().find(|row| (row.rule.name(), row.item.as_str(), row.year) == (rule, item, year)).expect("a limit")
}

#[test]
fn two_limits_at_one_point_have_intervals_and_neither_a_price() {
    let explained = Case::with(COINCIDENT).explain(&only(&[Part::Intervals]));
    let rows = &explained.results.shadow_prices;
    let grid =
        rows.iter().find(|r| r.rule == Rule::GridConnectionRate && r.region == "north" && r.year == 2028).unwrap();
    let land = limit(rows, "siting.potential", "campus", 2028);
    // A unit less of either takes betas away; a unit more is no use without the other. In money of 2028.
    for (row, less) in [(grid, connection() / PAID), (land, 1.25 * connection() / PAID)] {
        assert_eq!(row.validity, Some(Validity::Interval), "{row:?}");
        assert_close(row.slack, 0.0, EXACT, "slack");
        assert_close(row.price_of_less.unwrap(), less, CLOSE, row.rule.name());
        assert_close(row.price_of_more.unwrap() / less, 0.0, CLOSE, row.rule.name());
        assert!((-CLOSE * less..=less * (1.0 + CLOSE)).contains(&row.price), "{row:?}");
    }
    // The solver's own prices are one point of both intervals: together they pay for one more of the two.
    assert_close(grid.price * 1.25 + land.price, 1.25 * connection() / PAID, CLOSE, "together");
}

#[test]
fn ten_per_cent_of_either_of_two_limits_at_one_point_brings_nothing_and_of_both_much() {
    let verdict = Case::with(COINCIDENT).explain(&only(&[])).explanation.verdict;
    let of_2028 = &verdict.years[1];
    let compute = load::ALPHA_2028 + 2.0 * load::BETA_NORTH;
    for (group, gain) in
        [("siting", 0.0), ("grid", 0.0), ("energy", 0.0), ("energy_broad", 0.2 * load::BETA_NORTH), ("chips", 0.02)]
    {
        assert_close(of_2028.gains[&self::group(group)], gain / compute, PRINTED, group);
    }
    // Narrow energy has connections and no land; broad energy has both.
    assert_eq!(words(of_2028), ["chips", "", "chip-bound", "energy-bound"]);
}

#[test]
fn an_interval_holds_the_price_that_the_solver_gave() {
    for name in REFERENCES {
        let case = Solved::of(reference(name));
        let origin = Origin::new(&case.loaded, &case.program, &case.solution, 2);
        let labels = labels(&case.loaded);
        let mut rows = tabulate(&case.loaded.system, &case.program, &case.solution, labels).shadow_prices;
        fill_ranges(origin.system(), origin.known(), &mut rows);
        let positions = degenerate(origin.system(), origin.known(), &rows);
        fill_intervals(&origin, &mut rows, &positions, &|| {}).unwrap();
        // A build limit that equals its commitments has a unit more and none less.
        for row in positions.iter().map(|p| &rows[*p]).filter(|row| row.rule != Rule::PowerBuildLimit) {
            let [less, more] = [row.price_of_less, row.price_of_more].map(|price| price.expect("a re-solve"));
            let room = 1e-5 * less.max(1.0);
            assert!(more <= row.price + room && row.price <= less + room, "{name}: {row:?}");
        }
    }
}

#[test]
fn the_interval_of_a_smaller_limit_is_the_same() {
    // Little enough that all money is own money and all copper comes from home, whatever the scale.
    let interval = |scale: f64| {
        let edits = [
            "sites metro: max_gw = 0".to_owned(),
            "links river: max_gw_per_year = 0".to_owned(),
            format!("sites campus: max_gw = {}", 0.32 * scale),
            format!("connection_rate north 2027: gw_per_year = {}", 0.2 * scale),
        ];
        let explained = Case::with(&edits.each_ref().map(String::as_str)).explain(&only(&[Part::Intervals]));
        let row = limit(&explained.results.shadow_prices, "siting.potential", "campus", 2028);
        [row.price_of_less.unwrap(), row.price_of_more.unwrap()]
    };
    let [less, more] = interval(0.1);
    for scale in [0.01, 0.001] {
        let found = interval(scale);
        assert_close(found[0], less, CLOSE, "less");
        assert_close(found[1], more, CLOSE, "more");
    }
}

#[test]
fn what_is_committed_has_no_rent_and_no_less_of_it_can_be_had() {
    // Turbines are those under construction: 0.1 GW in 2026, none later. A missed margin is cheap, at 120 a year per kW.
    let case = Case::with(&[
        "build_limits turbines: gw_per_year = 0",
        "load south: peak_gw = 1",
        "adequacy.price = 120",
        "adequacy.tolerance = 0.5",
    ]);
    let explained = case.explain(&only(&[Part::Intervals]));
    let turbines = limit(&explained.results.shadow_prices, "power.build_limit", "turbines", 2026);
    assert_close(turbines.limit, 0.1, EXACT, "limit");
    assert_eq!((turbines.rent_musd, word_or_empty(turbines.validity)), (0.0, "interval"));
    assert_eq!(turbines.price_of_less, None, "there is no less");
    // One more of them makes up for 0.9 GW of the margin, in half of 2026 and in 2028.
    let yearly = 0.9 * 120.0 - 1000.0 * annuity(0.06, 20) - 10.0;
    assert_close(turbines.price_of_more.unwrap(), yearly * (HALF * D1 + D2), 1e-5, "more");
    let power = explained.results.rents.iter().filter(|row| row.family == Family::Power);
    assert_eq!(power.map(|row| row.rent_musd).collect::<Vec<_>>(), [0.0, 0.0]);
}

/// Solves the toy with another right-hand side, from nothing.
fn with_limit(index: usize, limit: f64) -> Solution {
    let toy = &TOY.solved;
    let mut program: Program = toy.program.clone();
    program.rows.rows[index].limit = limit;
    solve(&program, &Options::default()).expect("an optimum")
}

#[test]
fn a_price_holds_up_to_the_ends_of_its_range_and_no_further() {
    const INSIDE: f64 = 0.999;
    const OUTSIDE: f64 = 1.001;
    let toy = &TOY.solved;
    let limits = toy.program.rows.rows.iter().enumerate().filter(|(_, row)| row.rule.is_limit());
    let mut ends = 0;
    for ((index, row), line) in limits.zip(&TOY.results.shadow_prices) {
        assert_eq!((row.rule, row.limit), (line.rule, line.limit));
        // Of a limit of nothing there is no less.
        let one_sided = line.limit == 0.0 && line.validity == Some(Validity::OneSided);
        assert!(one_sided || ["range", ""].contains(&word_or_empty(line.validity)), "{line:?}");
        if line.validity != Some(Validity::Range) {
            continue;
        }
        let price = toy.solution.prices[index];
        // Of nothing there is no less.
        let from = line.valid_from.filter(|from| *from > 0.0);
        for end in [from, line.valid_to].into_iter().flatten() {
            let at = |share: f64| with_limit(index, row.limit + share * (end - row.limit)).prices[index];
            assert_close(at(INSIDE) / price, 1.0, EXACT, &format!("inside of {end}: {line:?}"));
            assert!((at(OUTSIDE) / price - 1.0).abs() > CLOSE, "the price holds beyond {end}: {line:?}");
            ends += 1;
        }
        let nearly_none = with_limit(index, row.limit * 1e-3).prices[index];
        assert_eq!(from.is_none(), (nearly_none / price - 1.0).abs() < EXACT, "{line:?}");
    }
    // All eight limits that bind have an upper end, and connections and own money a lower one.
    assert_eq!(ends, 10);
}
