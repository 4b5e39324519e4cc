"""gridbound's power system against PyPSA's: the same tables, two programs, one optimum. See README.md."""

import argparse
import csv
import json
import logging
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

warnings.simplefilter("ignore")            # of what PyPSA 2 and linopy 1 will do
logging.disable(logging.WARNING)

import pandas as pd  # noqa: E402
from network import FLOWS, Network  # noqa: E402
from proofs import cost_at_prices, cost_of_plan  # noqa: E402
from system import System  # noqa: E402
from tables import Tables, read_scenario  # noqa: E402

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# What two solvers of one program may differ by.
COST = 1e-8            # relative; the formulation demands 1e-6
BOUND = 1e-10          # relative; flat at its top, so a price a little wrong moves it very little
ENERGY_PRICE = 1e-4    # USD/MWh
CAPACITY_PRICE = 1e-3  # USD/kW-yr
POWER = 1e-5           # GW
ENERGY = 1e-4          # TWh
SLACK = 1e-6           # GW that a plan may be missed by: tables hold 12 digits, solvers 7

# (scenario, block hours), all model years of the scenario.
CASES = [("power-only", 24), ("power-only", 8), ("stressed", 8)]

# Coarser than the last, but storage still has work to do.
BROKEN = ("stressed", 12)
# One number wrong by 1 % on PyPSA's side: a comparison that does not notice is worth nothing.
BREAKS = [
    ("fuel_prices", "usd_per_mmbtu", {"fuel": "gas"}),
    ("fuels", "co2_t_per_mmbtu", {"fuel": "coal"}),
    ("technologies", "round_trip_efficiency", {"technology": "battery_4h"}),
    ("technology_costs", "fom_usd_per_kw_year", {"technology": "nuclear_existing"}),
    ("availability", "value", {"technology": "solar"}),
    ("elcc", "elcc", {"technology": "gas_ct"}),
    ("links", "loss", {}),
    ("committed_builds", "gw_per_year", {"technology": "solar"}),
    ("build_limits", "gw_per_year", {"name": "interconnection"}),
    ("material_supply", "usd_per_unit", {"material": "transformers"}),
    ("scenario", "finance.wacc_power", {}),
    ("scenario", "adequacy.lend_fraction", {}),
]


def plain_data(folder):
    """Copies the datasets without what PyPSA's side does not know: seasons, curves of capacity, minimum loads, clean targets."""
    shutil.copytree(ROOT / "data", folder)
    for path in folder.glob("*/*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            header, *rows = list(csv.reader(file)) or [[]]
        if path.stem in ("seasons", "capacity_curve", "clean_targets"):
            rows = []
        elif path.stem == "elcc" and "season" in header:
            rows = [row for row in rows if not row[header.index("season")]]
        elif path.stem == "technologies" and "min_load" in header:
            for row in rows:
                row[header.index("min_load")] = ""
        else:
            continue
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])


def run_gridbound(binary, scenarios, name, block):
    """Solves with gridbound; gives the folder of results."""
    outputs, case = scenarios.parent / "outputs", f"{name}-{block}"
    command = [binary, "run", name, "--block-hours", str(block), "--data", scenarios.parent / "data", "--scenarios", scenarios,
               "--outputs", outputs, "--as", case, "--no-charts", "--quiet"]
    done = subprocess.run([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit(f"gridbound run {name} failed:\n{done.stderr}")
    return outputs / case


class Ours:
    """gridbound's results, in the shape of Network's."""

    def __init__(self, folder, network):
        read = lambda table: pd.read_csv(folder / f"{table}.csv", keep_default_na=False)
        certificate = json.loads((folder / "certificate.json").read_text())
        self.cost = -certificate["objective_musd"]
        prices = read("prices")
        yearly = prices[prices.slice == "all"].set_index(["region", "year"])
        self.capacity_price = yearly.capacity_price_usd_per_kw_yr.astype(float).to_dict()
        hourly = prices[prices.slice != "all"].pivot(index="region", columns=["year", "slice"], values="energy_price_usd_per_mwh")
        self.energy_price = self.aligned(hourly, network)
        rows = read("capacity")
        rows = rows[rows.built_gw != 0]
        self.built = dict(zip(rows.technology + " " + rows.region + " " + rows.year.astype(str), rows.built_gw))
        rows = read("grid").query("asset == 'link' and built_gw != 0")
        for way in ("forward", "backward"):
            self.built |= dict(zip(rows.name + " " + rows.year.astype(str) + " " + way, rows.built_gw))
        rows = read("dispatch")
        rows["flow"] = rows.flow.mask(rows.flow == "unserved", "generation")
        rows["group"] = rows.region + " " + rows.item.mask(rows.item == "", "unserved")
        self.dispatch = {}
        for flow in FLOWS:
            part = rows[rows.flow == flow].pivot(index="group", columns=["year", "slice"], values="power_gw")
            known = network.dispatch(flow).index
            if len(part.index.difference(known)):
                raise SystemExit(f"{flow} that PyPSA's network does not know: {list(part.index.difference(known))}")
            self.dispatch[flow] = self.aligned(part, network).reindex(known, fill_value=0.0)

    @staticmethod
    def aligned(table, network):
        table = table.reindex(columns=pd.MultiIndex.from_tuples(network.labels)).astype(float).fillna(0.0)
        table.columns = network.n.snapshots
        return table


class Report:
    """Lines of a comparison; `failed` once a needed one is not met."""

    def __init__(self, show=True):
        self.show, self.failed, self.notes = show, False, []

    def line(self, what, number, largest, limit, unit, needed=True):
        met = bool(largest <= limit)
        self.failed |= needed and not met
        self.notes += [f"{what.split(',')[0]} {largest:.0e}"] if needed and not met else []
        verdict = ("pass" if met else "FAIL") if needed else ("same" if met else "not unique")
        if self.show:
            print(f"  {what:<58}{number:>7}{largest:>13.1e}{limit:>9.0e} {unit:<11} {verdict}")

    def differences(self, what, ours, theirs, limit, unit, needed=True):
        """Compares two series or two data frames, absent cells being 0."""
        ours, theirs = (x.T.reset_index(drop=True).rename_axis(columns=None).unstack() if isinstance(x, pd.DataFrame)
                        else pd.Series(x, dtype=float) for x in (ours, theirs))
        apart = ours.sub(theirs, fill_value=0.0).abs()
        self.line(what, len(apart), apart.max(), limit, unit, needed)


def relative(one, other):
    return abs(one - other) / abs(other)


def solve_with_pypsa(scenarios, name, block, adjust=None):
    scenario = read_scenario(scenarios, name)
    scenario["horizon"]["block_hours"] = block
    scenario["adjust"] += [adjust] if adjust else []
    network = Network(System(Tables(scenarios.parent / "data", scenario)))
    return network, network.solve()


def compare_unique(report, ours, network, cost):
    """What both must agree on, number by number."""
    report.line("cost of the system", 1, relative(ours.cost, cost), COST, "relative")
    report.differences("energy prices, by region and slice", ours.energy_price, network.energy_prices(), ENERGY_PRICE, "USD/MWh")
    prices = {key: network.capacity_price(*key) for key in ours.capacity_price}
    report.differences("capacity prices, by region and year", ours.capacity_price, prices, CAPACITY_PRICE, "USD/kW-yr")


def compare_choices(report, ours, network, cost):
    """What may differ between two optima; and that PyPSA finds gridbound's choice as good as its own."""
    theirs = network.built()
    for what, is_line in (("plants and storage built, by technology, region, year", False), ("lines built, by link, way, year", True)):
        one, other = ({name: gw for name, gw in built.items() if name.endswith("ward") == is_line} for built in (ours.built, theirs))
        report.differences(what, one, other, POWER, "GW", needed=False)
    hours = [network.system.hours(slice_) / 1000 for _, slice_ in network.labels]
    yearly = lambda power: (power * hours).T.groupby(network.years).sum().T.stack()
    for flow in FLOWS:
        of = "link" if flow == "outflow" else "technology"
        report.differences(f"{flow}, by {of}, region, year", yearly(ours.dispatch[flow]), yearly(network.dispatch(flow)),
                           ENERGY, "TWh", needed=False)
    adopted = cost_of_plan(network, dict.fromkeys(theirs, 0.0) | ours.built, ours.dispatch, SLACK)
    report.line("cost in PyPSA of gridbound's builds, dispatch and flows", 1, relative(adopted, cost), COST, "relative")
    bound = cost_at_prices(network, ours.energy_price, ours.capacity_price)
    report.line("Lagrange's bound in PyPSA at gridbound's prices", 1, relative(bound, cost), BOUND, "relative")


def compare(binary, scenarios, name, block):
    """Solves a case with both, prints the comparison, says whether they agree."""
    started = time.time()
    folder = run_gridbound(binary, scenarios, name, block)
    between = time.time()
    network, cost = solve_with_pypsa(scenarios, name, block)
    ours, report = Ours(folder, network), Report()
    print(f"{name}, {block}-hour slices, {', '.join(map(str, network.system.horizon.years))}")
    print(f"  gridbound {ours.cost:.6f} million USD in {between - started:.0f} s, PyPSA {cost:.6f} in {time.time() - between:.0f} s")
    print(f"  {'':<58}{'values':>7}{'largest gap':>13}{'allowed':>9}")
    compare_unique(report, ours, network, cost)
    compare_choices(report, ours, network, cost)
    print()
    return not report.failed


def is_noticed(folder, scenarios, name, block, change):
    """Whether the comparison fails once a column is wrong by 1 % on PyPSA's side."""
    table, column, where = change
    adjust = {"table": table, "column": column, "multiply": 1.01} | ({"where": where} if where else {})
    network, cost = solve_with_pypsa(scenarios, name, block, adjust)
    report = Report(show=False)
    ours = Ours(folder, network)
    compare_unique(report, ours, network, cost)
    compare_choices(report, ours, network, cost)
    print(f"  {' '.join([f'{table}.{column}', *where.values()])}: {'; '.join(report.notes) or 'NOT NOTICED'}", flush=True)
    return report.failed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gridbound", nargs="?", default=str(ROOT / "target/release/gridbound"), help="the binary to test")
    parser.add_argument("--break", dest="breaks", action="store_true",
                        help="instead make one number after the other wrong by 1 %%: passes if the comparison notices each")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scenarios = Path(folder) / "scenarios"
        shutil.copytree(ROOT / "scenarios", scenarios)
        shutil.copy(HERE / "stressed.toml", scenarios)
        plain_data(Path(folder) / "data")
        if arguments.breaks:
            name, block = BROKEN
            print(f"{name}, {block}-hour slices, each number in turn wrong by 1 %; what the comparison says:")
            results = run_gridbound(arguments.gridbound, scenarios, name, block)
            passed = all([is_noticed(results, scenarios, name, block, change) for change in BREAKS])
        else:
            passed = all([compare(arguments.gridbound, scenarios, name, block) for name, block in CASES])
    success = "every break is noticed" if arguments.breaks else "gridbound and PyPSA agree"
    print(f"pass: {success}" if passed else "FAIL")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
