"""A second implementation of the account of the economy, from its contract alone: it reads the CSV tables of a run and of
its twin without AI, with the dataset's parameters, and compares with what gridbound wrote.

    python3 tests/economy/reference.py RUN TWIN DATASET

RUN holds gridbound's account, TWIN the tables of the same scenario with an adjust that sets demand to 0, DATASET the folder
of the dataset. Needs Python 3.11 and nothing else. Exit code 1 if any number differs by more than 1e-9 of the larger of 1
and the value, or a row is missing or too many.
"""

import csv
import math
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

MASK = (1 << 64) - 1
N = 2048
FIXED = ("financing.", "regime.", "transition.", "policy.", "claim.")
KINDS = ["chips", "servers", "shells", "power", "grid"]


def table(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def number(cell):
    return float(cell) if cell else 0.0


def fnv(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def stream(seed, count):
    state, out = seed, []
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        out.append(((z ^ (z >> 31)) >> 11) * 2.0**-53)
    return out


class Parameters:
    def __init__(self, path):
        self.series = {}
        for row in table(path):
            points = self.series.setdefault((row["parameter"], row["name"]), [])
            value = float(row["value"])
            low = float(row["low"]) if row["low"] else value
            high = float(row["high"]) if row["high"] else value
            year = float(row["year"]) if row["year"] else None
            points.append((year, low, value, high, bool(row["low"])))
        for points in self.series.values():
            points.sort(key=lambda p: p[0] or 0)
        self.draws = {
            key: stream(fnv("/".join(key)), N)
            for key, points in self.series.items()
            if any(p[4] for p in points) and not key[0].startswith(FIXED)
        }
        self.draw = None
        self.known = {}

    def names(self, parameter):
        return [name for p, name in self.series if p == parameter]

    def ends(self, key, year):
        known = self.known.get((key, year))
        if known:
            return known
        points = self.series[key]
        if points[0][0] is None or year <= points[0][0]:
            found = points[0][1:4]
        elif year >= points[-1][0]:
            found = points[-1][1:4]
        else:
            for before, after in zip(points, points[1:]):
                if before[0] <= year <= after[0]:
                    share = (year - before[0]) / (after[0] - before[0])
                    found = tuple(b + share * (a - b) for b, a in zip(before[1:4], after[1:4]))
                    break
        self.known[key, year] = found
        return found

    def of(self, parameter, name, year):
        key = (parameter, name)
        low, value, high = self.ends(key, year)
        if self.draw is None or key not in self.draws or high == low:
            return value
        u = self.draws[key][self.draw]
        if u < (value - low) / (high - low):
            return low + math.sqrt(u * (high - low) * (value - low))
        return high - math.sqrt((1 - u) * (high - low) * (high - value))

    def __call__(self, parameter, year, name="all"):
        return self.of(parameter, name, year)


class Run:
    def __init__(self, folder, spans):
        read = lambda name: table(folder / f"{name}.csv")
        self.capex, self.facility = {}, {}
        for row in read("summary"):
            y = int(row["year"])
            get = lambda what: number(row[f"capex_{what}_busd_per_year"])
            self.capex[y] = [
                get("accelerators"),
                get("shells"),
                get("onsite_power") + get("grid_power"),
                get("connections") + get("lines"),
            ]
            self.facility[y] = number(row["ai_facility_gw"])
        zero = lambda: defaultdict(float)
        self.E, self.C, self.L, self.D, self.K, rated = zero(), zero(), zero(), zero(), zero(), zero()
        for row in read("prices"):
            if row["slice"] == "all":
                key = row["region"], int(row["year"])
                self.E[key] = number(row["energy_price_usd_per_mwh"])
                self.C[key] = number(row["capacity_price_usd_per_kw_yr"])
                self.L[key] = number(row["load_gw"])
        for row in read("grid"):
            if row["asset"] == "connection":
                key = row["name"], int(row["year"])
                self.D[key] = number(row["sent_forward_twh"])
                self.K[key] = number(row["used_gw"])
        for row in read("fleet"):
            rated[row["region"], int(row["year"])] += number(row["rated_gw"])
        self.rev, self.pow, self.rent, self.shell, self.raised = zero(), zero(), zero(), zero(), zero()
        for row in read("powered_gigawatt"):
            y = int(row["year"])
            paid = number(row["price_usd_per_kw_yr"]) * rated[row["region"], y] / 1000
            self.rev[y] += paid
            self.pow[y] += paid * (row["family"] == "power")
            self.rent[y] += paid * (row["part"] == "rent")
        for row in read("buildout"):
            y = int(row["year"])
            self.shell[y] += number(row["shell_gw"]) / spans[y]
        for row in read("capital"):
            if row["tier"] == "all":
                self.raised[int(row["year"])] = number(row["raised_busd_per_year"])
        self.materials = {}
        for row in read("materials"):
            use = self.materials.setdefault(row["material"], {}).setdefault(int(row["year"]), [0.0, 0.0, 0.0])
            if row["used_in"] == "all":
                use[1], use[2] = number(row["used_units"]), number(row["price_musd_per_unit"])
            elif row["used_in"] in ("accelerators", "shells and cooling", "connections"):
                use[0] += number(row["used_units"])
        self.account = {row["account"]: number(row["value_musd"]) for row in read("accounts")}


def recession(growth, sigma, rho):
    p = 1 / (1 + math.exp(growth / (sigma * math.sqrt(3) / math.pi)))
    a, b = 1 - p, p
    for _ in range(3):
        a, b = a * (1 - p * (1 - rho)) + b * (1 - p - rho * (1 - p)), a * p * (1 - rho)
    return 1 - a - b


class Account:
    """All amounts at the parameters as they stand, by the key of their row."""

    def __init__(self, P, W, O, periods, regions, rate):
        self.P, self.W, self.O, self.periods, self.regions = P, W, O, periods, regions
        self.years = sorted(periods)
        self.mid = {y: sum(p) / len(p) for y, p in periods.items()}
        first = self.years[0]
        self.discount = {y: sum((1 + rate) ** (first - t) for t in p) for y, p in periods.items()}
        self.quintiles = sorted(P.names("quintile.bill"))

    def gdp(self, t):
        P = self.P
        start = int(P.series["gdp.level", "all"][0][0])

        def whole(n):
            level = P("gdp.level", start)
            growth = lambda year: 1 + P.ends(("headline.growth", "all"), year)[1] / 100
            for year in range(start + 1, n + 1):
                level *= growth(year)
            for year in range(start, n, -1):
                level /= growth(year)
            return level

        below = math.floor(t)
        return whole(below) + (t - below) * (whole(below + 1) - whole(below)) if t > below else whole(below)

    def split(self, spent, year):
        chips = self.P("split.chips", year)
        return dict(zip(KINDS, [chips * spent[0], (1 - chips) * spent[0], *spent[1:]]))

    def invested(self, y):
        return self.split([w - o for w, o in zip(self.W.capex[y], self.O.capex[y])], y)

    def added(self, y):
        return self.W.rev[y] * (1 - self.P("ai.intermediate", y)) - self.W.pow[y]

    def growth(self):
        P, out = self.P, {}
        for at, y in enumerate(self.years):
            I, VA, gdp = self.invested(y), self.added(y), self.gdp(self.mid[y])
            imported = {k: P("import.share", y, k) for k in KINDS}
            spent, imports = sum(I.values()), sum(imported[k] * I[k] for k in KINDS)
            multiplier, counted = P("multiplier", y), P("services.counted", y)
            say = lambda item, kind, value: out.__setitem__((y, item, kind), value)
            for kind, value in I.items():
                say("investment", kind, value)
            say("investment", "all", spent)
            say("imports", "all", imports)
            say("import_share", "all", imports / spent if spent > 0 else 0.0)
            say("gdp", "all", gdp)
            say("value_added", "compute", VA)
            say("level_share", "all", 100 * (multiplier * (spent - imports) + counted * VA) / gdp)
            last = None
            services = 0.0
            if at:
                then = self.years[at - 1]
                last, m, base = self.invested(then), self.mid[y] - self.mid[then], self.gdp(self.mid[then])
                services = 100 * counted * (VA - self.added(then)) / ((y - then) * self.gdp(then))
            else:
                b = min(min(p) for p in self.periods.values()) - 1
                prior = ["accelerators", "shells", "power", "grid"]
                if all(("prior", k) in P.series and any(p[0] == b for p in P.series["prior", k]) for k in prior):
                    last = self.split([P("prior", b, k) for k in prior], b)
                    m, base = self.mid[y] - b, self.gdp(b)
            say("contribution", "services", services)
            growths = {"without": P("headline.growth", y) - P("headline.embedded", y)}
            if last is not None:
                gross = {
                    k: 100 * (I[k] * (1 + P("price.trend", y, k) / 100) ** -m - last[k]) / (m * base) for k in KINDS
                }
                net = {k: (1 - imported[k]) * gross[k] for k in KINDS}
                for item, values in (("gross", gross), ("net", net)):
                    for kind, value in values.items():
                        say(item, kind, value)
                    say(item, "all", sum(values.values()))
                investment = multiplier * sum(net.values())
                say("contribution", "investment", investment)
                say("contribution", "all", investment + services)
                growths["with"] = growths["without"] + investment + services
                lost = sum((1 - imported[k]) * last[k] for k in KINDS)
                growths["stopped"] = growths["without"] - 100 * multiplier * lost / base
            for case, growth in growths.items():
                say(f"growth_{case}", "all", growth)
                say("recession", case, recession(growth, P("recession.sigma", y), P("recession.persistence", y)))
                say("below_floor", case, float(growth < P("recession.floor", y)))
        return out

    def cap(self, parameter, region, y, price):
        for name in (region, "all"):
            if (parameter, name) in self.P.series:
                return min(price, self.P(parameter, y, name))
        return price

    def others(self, r, y):
        return 8.76 * self.W.L[r, y] - self.W.D[r, y]

    def capacity_cost(self, r, y):
        C = lambda run: self.cap("capacity.cap", r, y, run.C[r, y])
        return (C(self.W) - C(self.O)) * self.others(r, y) / (8.76 * self.P("system.load_factor", y)) / 1000

    def energy_cost(self, r, y):
        E = lambda run: self.cap("energy.cap", r, y, run.E[r, y])
        return (E(self.W) - E(self.O)) * self.others(r, y) / 1000

    def bill(self, r, y, weight):
        P, first = self.P, self.years[0]
        E = lambda run, t: self.cap("energy.cap", r, t, run.E[r, t])
        C = lambda run, t: self.cap("capacity.cap", r, t, run.C[r, t])
        mwh = P("kwh", y, r) * weight / 1000
        W, O, LF = self.W, self.O, P("household.load_factor", y)
        B, D, K = self.others(r, y), W.D[r, y], W.K[r, y]
        energy = P("market.energy", y, r) * (E(W, y) - E(O, y)) * mwh
        capacity = P("market.capacity", y, r) * (C(W, y) - C(O, y)) / (8.76 * LF) * (1 - P("tariff.capacity", y)) * mwh
        wires = (1 - P("tariff.network", y)) * P("network.reinforcement", y) * P("network.charge_rate", y) * K
        rate = P("network.rate", y)
        over = B + P("network.large_load_ratio", y) * D
        network = ((rate * B + wires) / over - rate) * mwh if over > 0 else 0.0
        total = energy + capacity + network
        without = P("rate", y, r) + P("market.energy", y, r) * (E(O, y) - E(W, first))
        without = (without + P("market.capacity", y, r) * (C(O, y) - C(W, first)) / (8.76 * LF)) * mwh
        return [energy, capacity, network, total, without, without + total]

    def weight(self, q, y):
        weights = [self.P("quintile.bill", y, name) for name in self.quintiles]
        return sum(weights) / len(weights) if q == "all" else self.P("quintile.bill", y, q)

    def households(self, y):
        return {r: self.P("households", y, r) for r in self.regions}

    def country(self, q, y):
        households = self.households(y)
        bills = {r: self.bill(r, y, self.weight(q, y)) for r in self.regions}
        return [sum(households[r] * bills[r][i] for r in bills) / sum(households.values()) for i in range(6)]

    def bills(self):
        out, items = {}, ["energy", "capacity", "network", "total", "bill_without", "bill_with"]
        for y in self.years:
            costs = {r: self.capacity_cost(r, y) for r in self.regions}
            for r in [*self.regions, "US"]:
                for q in ["all", *self.quintiles]:
                    bill = self.country(q, y) if r == "US" else self.bill(r, y, self.weight(q, y))
                    for item, value in zip(items, bill):
                        out[r, q, y, item] = value
                    if q == "all":
                        out[r, q, y, "capacity_cost"] = sum(costs.values()) if r == "US" else costs[r]
                        if r == "US":
                            households = sum(self.households(y).values())
                            out[r, q, y, "cost_households"] = bill[3] * 12 * households / 1e6
                    else:
                        income = self.P("quintile.income", y, q)
                        out[r, q, y, "burden_with"] = 1200 * bill[5] / income
                        out[r, q, y, "burden_change"] = 1200 * bill[3] / income
        return out

    def work(self, y):
        P, VA = self.P, self.added(y)
        operation = P("labour.operation", y) * (self.W.facility[y] - self.O.facility[y])
        construction = P("labour.construction", y) * (self.W.shell[y] - self.O.shell[y])
        compensation = P("ai.compensation", y) * VA + operation * P("labour.pay", y) / 1000
        built = construction * P("labour.pay", y) / 1000
        displaced = P("labour.displaced", y) * self.W.rev[y]
        return operation, construction, compensation, built, displaced, VA

    def two_economies(self):
        P, W, O, out = self.P, self.W, self.O, {}
        for y in self.years:
            operation, construction, compensation, built, displaced, VA = self.work(y)
            share, s0, gdp = compensation / VA if VA > 0 else 0.0, P("labour.rest_share", y), self.gdp(y)
            spent = sum(self.invested(y).values())
            load = sum(8.76 * W.L[r, y] for r in self.regions)
            values = {
                "revenue": W.rev[y],
                "power_bill": W.pow[y],
                "rents": W.rent[y],
                "value_added_ai": VA,
                "value_added_rest": gdp - VA,
                "labour_share_ai": share,
                "labour_share_rest": s0,
                "labour_share_change": -100 * (s0 - share) * VA / gdp,
                "jobs_operation": operation,
                "jobs_construction": construction,
                "jobs_per_musd": (operation + construction) / spent if spent > 0 else 0.0,
                "displaced_wages": displaced,
                "displaced_jobs": 1000 * displaced / P("labour.displaced_pay", y),
                "transfer": displaced + (s0 - share) * VA - built,
                "touch.electricity": sum(W.D[r, y] for r in self.regions) / load if load else 0.0,
                "touch.power_cost": sum(self.energy_cost(r, y) + self.capacity_cost(r, y) for r in self.regions),
                "touch.capital": (W.raised[y] - O.raised[y]) / P("capital.investment", y),
                "touch.construction": construction / P("labour.construction_stock", y),
            }
            for material, by_year in W.materials.items():
                used, every, price = by_year[y]
                values[f"touch.{material}"] = used / every if every > 0 else 0.0
                values[f"touch.{material}_cost"] = price * (every - used) / 1000 / len(self.periods[y])
            out.update({(y, item): value for item, value in values.items()})
        mine = {"compute", "accelerators", "accelerator operation", "shells and cooling", "flexibility", "materials", "capital fees"}
        cost = lambda run: sum(value for name, value in run.account.items() if name not in mine)
        connections = lambda run: run.account.get("connections", 0.0)
        added = (cost(O) - cost(W)) / 1000
        paid = sum(self.discount[y] * W.pow[y] for y in self.years) + (connections(O) - connections(W)) / 1000
        out["", "system_cost_added"] = added
        out["", "system_cost_paid"] = paid
        out["", "system_cost_cover"] = paid / added if added > 0 else 0.0
        return out

    def fifths(self):
        P, out = self.P, {}
        for y in self.years:
            _, _, compensation, built, displaced, _ = self.work(y)
            each = 1e9 / (1000 * sum(self.households(y).values()) / len(self.quintiles))
            for q in self.quintiles:
                bill = -12 * self.country(q, y)[3]
                labour = (compensation + built) * P("quintile.wages", y, q) - displaced * P("quintile.displaced", y, q)
                capital = P("capital.domestic", y) * self.W.rent[y] * P("quintile.equity", y, q) * each
                labour, income = labour * each, P("quintile.income", y, q)
                net = bill + labour + capital
                items = {
                    "bill": bill,
                    "labour": labour,
                    "capital": capital,
                    "net": net,
                    "net_share": 100 * net / income,
                    "without_capital_share": 100 * (bill + labour) / income,
                }
                out.update({(q, y, item): value for item, value in items.items()})
        return out

    def all(self):
        amounts = {}
        for name, of in (
            ("gdp", self.growth),
            ("bills", self.bills),
            ("two_economies", self.two_economies),
            ("quintiles", self.fifths),
        ):
            amounts.update({(name, *map(str, key)): value for key, value in of().items()})
        return amounts


KEYS = {
    "gdp": ("year", "item", "kind"),
    "bills": ("region", "quintile", "year", "item"),
    "two_economies": ("year", "item"),
    "quintiles": ("quintile", "year", "item"),
}


def main(run, twin, dataset):
    base = tomllib.loads((dataset / "dataset.toml").read_text())["base_year"]
    years = sorted({int(row["year"]) for row in table(run / "summary.csv")})
    periods = {y: list(range(years[i - 1] + 1 if i else min(base, y), y + 1)) for i, y in enumerate(years)}
    spans = {y: len(p) for y, p in periods.items()}
    manifest = tomllib.loads((run / "manifest.toml").read_text())
    scenario = {}
    for name in reversed(manifest["lineage"]):
        text = next(t for file, t in manifest["scenario_files"].items() if Path(file).stem == name)
        scenario.update(tomllib.loads(text).get("finance", {}))
    for override in manifest["overrides"]:
        scenario.update(tomllib.loads(override).get("finance", {}))
    regions = [row["region"] for row in table(dataset / "regions.csv")]
    P = Parameters(dataset / "economy" / "parameters.csv")
    account = Account(P, Run(run, spans), Run(twin, spans), periods, regions, scenario["discount_rate"])
    central = account.all()
    draws = {key: [] for key in central}
    for draw in range(N):
        P.draw = draw
        for key, value in account.all().items():
            draws[key].append(value)
    expected = {}
    for key, values in draws.items():
        if "below_floor" in key:
            expected[key] = [sum(values) / N] * 3
        else:
            values.sort()
            expected[key] = [values[math.ceil(0.05 * N) - 1], central[key], values[math.ceil(0.95 * N) - 1]]
    faults, compared, worst = [], 0, 0.0
    for name, keys in KEYS.items():
        found = {(name, *(row[k] for k in keys)): row for row in table(run / f"{name}.csv")}
        wanted = {key for key in expected if key[0] == name}
        faults += [f"missing: {key}" for key in sorted(wanted - set(found))]
        faults += [f"too many: {key}" for key in sorted(set(found) - wanted)]
        for key in sorted(wanted & set(found)):
            for end, value in zip(("low", "central", "high"), expected[key]):
                other = float(found[key][end])
                off = abs(other - value) / max(1.0, abs(value))
                compared, worst = compared + 1, max(worst, off)
                if not off <= 1e-9:
                    faults.append(f"{key} {end}: {other}, expected {value}")
    for fault in faults[:40]:
        print(fault)
    print(f"{compared} numbers compared, {len(faults)} faults, largest difference {worst:.1e}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:4])))
