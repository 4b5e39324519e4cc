//! Plans made before one knows: two equal branches are the plain plan, knowing is worth something, faults have places.

use gridbound::experiment::hedge::tables::Kept;
use gridbound::experiment::hedge::{HEDGED, Hedged, MINIMAX, hedge};
use gridbound::solve::Known;
use rstest::rstest;

use crate::case::{Case, assert_close};

const SAME: f64 = 1e-6;

/// The toy whose branches stand at the end of its scenario.
fn case(branches: &str) -> Case {
    let case = Case::toy();
    let text = case.text("scenarios/toy.toml");
    case.write("scenarios/toy.toml", format!("{text}\n{branches}"));
    case
}

fn supply(name: &str, probability: f64, factor: f64) -> String {
    format!(
        "[[branch]]\nname = \"{name}\"\nprobability = {probability}\n[[branch.adjust]]\ntable = \"accelerator_supply\"\ncolumn = \"thousand\"\nmultiply = {factor}\n"
    )
}

fn hedged(case: &Case) -> (f64, Hedged) {
    let loaded = case.load();
    let run = gridbound::run::run(&loaded, &gridbound::solve::Options::default()).unwrap();
    let known = Known { program: &run.program, solution: &run.solution };
    let asked = loaded.scenario.hedge.as_ref().unwrap();
    (run.solution.residuals.objective, hedge(&loaded, asked, known, (1, &())).unwrap())
}

#[test]
fn two_equal_branches_are_the_plain_plan() {
    let branches = format!("[hedge]\nreveal = 2028\n{}{}", supply("one", 1.0, 1.0), supply("other", 3.0, 1.0));
    let (plain, found) = hedged(&case(&branches));
    assert_eq!(found.probabilities, [0.25, 0.75]);
    assert_close(found.objective, plain, SAME, "the hedged plan");
    assert_eq!((found.knowing, found.hedging), (0.0, Some(0.0)));
    assert_close(found.minimax, 0.0, SAME * plain, "the smallest regret");
    assert!(found.regret.iter().all(|row| row.status == Kept::Optimal && row.regret_musd == Some(0.0)));
    assert_eq!(found.regret.len(), 4 * 2);
}

#[test]
fn knowing_and_hedging_are_worth_something_and_regrets_add_up() {
    let branches = format!("[hedge]\nreveal = 2028\n{}{}", supply("many", 1.0, 3.0), supply("few", 1.0, 0.1));
    let case = case(&branches);
    let connections = case.text("data/toy/connections.csv");
    let with_leads = connections.replace("lifetime_years", "lifetime_years,lead_years").replace(",40,", ",40,3,");
    case.write("data/toy/connections.csv", with_leads);
    let (_, found) = hedged(&case);
    assert!(found.knowing >= 0.0 && found.hedging.is_none_or(|worth| worth >= 0.0), "{found:?}");
    let of = |plan: &str| -> Vec<f64> {
        found.regret.iter().filter(|row| row.plan == plan).filter_map(|row| row.regret_musd).collect()
    };
    let mean: f64 = of(HEDGED).iter().sum::<f64>() / 2.0;
    let size = found.objective.abs();
    assert!(
        (mean - found.knowing).abs() < SAME * size,
        "what the hedged plan loses on the mean: {mean} {}",
        found.knowing
    );
    let largest = |plan: &str| of(plan).into_iter().fold(0.0, f64::max);
    assert!((largest(MINIMAX) - found.minimax).abs() < SAME * size, "{} {}", largest(MINIMAX), found.minimax);
    assert!(largest(MINIMAX) <= largest(HEDGED) + SAME * size);
    for plan in ["many", "few"] {
        let own = found.regret.iter().find(|row| row.plan == plan && row.branch == plan).unwrap();
        assert_eq!(own.regret_musd, Some(0.0));
    }
    // Connections of 2028 take three years: they are decided before 2028, and one amount holds in both.
    let connections = found.builds.iter().filter(|build| build.kind.name() == "connect" && build.year == 2028);
    assert!(connections.count() > 0, "{:?}", found.builds);
    assert!(found.builds.iter().filter(|build| build.kind.name() == "buy").all(|build| build.year < 2028));
}

#[rstest]
#[case("[hedge]\nreveal = 2026\n", "hedge.reveal is 2026; expected a year after 2026 and up to 2028, the model years")]
#[case("[hedge]\nreveal = 2040\n", "hedge.reveal is 2040; expected a year after 2026 and up to 2028, the model years")]
#[case("[hedge]\nreveal = 2028\n", "a hedge has two branches or more; found none")]
#[case(
    "[hedge]\nreveal = 2028\n[[branch]]\nname = \"a\"\nlevers = { chips = 2.0 }\n",
    "a hedge has two branches or more; found one"
)]
#[case(
    "[hedge]\nreveal = 2028\n[[branch]]\nname = \"a\"\n[[branch]]\nname = \"b\"\nlevers = { chips = 2.0 }\n",
    "branch \"a\" changes nothing"
)]
#[case(
    "[hedge]\nreveal = 2028\n[[branch]]\nname = \"a\"\nprobability = -0.5\nlevers = { chips = 2.0 }\n[[branch]]\nname = \"b\"\nlevers = { chips = 1.0 }\n",
    "branch.probability is -0.5; expected 0 or more"
)]
#[case("[[branch]]\nname = \"a\"\nlevers = { chips = 2.0 }\n", "there are branches, but no [hedge]")]
fn faults_have_places(#[case] branches: &str, #[case] expected: &str) {
    let fault = case(branches).try_load().unwrap_err().to_string();
    assert!(fault.contains(expected), "{fault}");
    assert!(fault.contains("toml:"), "file, line and column: {fault}");
}
