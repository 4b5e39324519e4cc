#!/usr/bin/env python3
"""Independent reference of rolling foresight: the plain program of reference.py, solved as time passes.

What it is: a second reading of the page on foresight. Every step is the whole program of the model years up to the end of
its window, years that are over included, with what was invested in them fixed by bounds; the Rust model leaves these years
out. The objectives in tests/reference/*/expected-rolling.json are its answers.

How to run it: as reference.py, of whose options it knows --data and --scenario.

  python tests/reference/rolling.py --data tests/reference/02 --scenario tests/reference/02/rolling.toml
"""
import argparse
import copy
import json
import os
import tomllib

import reference
from reference import KEYS, SCHEMA, DataError, INF, Model, Series, apply_adjust, load_scenario, read_tables, series

KINDS = ("buy", "shell", "connect", "line", "build")


def tables_of(data, scenario):
    """Tables and scenario after levers and adjusts."""
    tables = read_tables(data)
    levers = {}
    path = os.path.join(data, "levers.toml")
    if os.path.exists(path):
        with open(path, "rb") as fh:
            levers = {lever["name"]: lever for lever in tomllib.load(fh).get("lever", [])}
    for name, strength in scenario.get("levers", {}).items():
        for adjust in levers[name]["adjust"]:
            apply_adjust(adjust, tables, scenario, strength)
    for adjust in scenario.get("adjust", []):
        apply_adjust(adjust, tables, scenario)
    return tables


def completed(name, rows, years):
    """One row per calendar year and series, from the first to the last of the rows and of the model years."""
    text, nums, by_year = SCHEMA[name]
    if not by_year:
        raise DataError(f"a belief on {name}, a table without years")
    keys = [c for c in KEYS[name].split() if c != "year"]
    first = int(min([row["year"] for row in rows] + years) // 1)
    last = int(-(-max([row["year"] for row in rows] + years) // 1))
    groups = {}
    for row in rows:
        groups.setdefault(tuple(row[k] for k in keys), []).append(row)
    out = []
    for group in groups.values():
        group.sort(key=lambda row: row["year"])
        for year in range(first, last + 1):
            before = [row for row in group if row["year"] <= year]
            new = dict(before[-1] if before else group[0])
            for column in nums.split() + ["low", "high"]:
                if column == "year":
                    continue
                points = [(row["year"], row[column]) for row in group]
                new[column] = None if any(v is None for _, v in points) else Series(points).at(year)
            new["year"] = float(year)
            out.append(new)
    return out


def seen(tables, scenario, year, who, years):
    """The tables as `who` sees them from a year: true up to it, believed afterwards."""
    tables, scenario = copy.deepcopy(tables), copy.deepcopy(scenario)
    touched = set()
    for belief in scenario.get("belief", []):
        if belief["until"] < year or belief.get("who", "all") not in ("all", who):
            continue
        name = belief["table"]
        if name not in touched:
            tables[name] = completed(name, tables[name], years)
            touched.add(name)
        later = {name: [row for row in tables[name] if row["year"] > year]}
        apply_adjust(belief, later, scenario)
    return tables


def columns(model):
    """Columns of investments, by kind and the names in brackets, of which the last is the year."""
    found = {}
    for at, name in enumerate(model.lp.col_name):
        kind, inside = name.split("[", 1)
        if kind in KINDS:
            *names, year = inside.rstrip("]").split(",")
            found[(kind, *names, int(year))] = at
    return found


def lead(tables, kind, names):
    """Years from order to service."""
    table, key, name = {
        "buy": ("accelerators", "accelerator", names[0]),
        "shell": ("site_classes", "site_class", names[1] if len(names) > 1 else None),
        "connect": ("connections", "region", names[0]),
        "line": ("links", "link", names[0]),
        "build": ("technologies", "technology", names[0]),
    }[kind]
    return next(row["lead_years"] for row in tables[table] if row[key] == name)


def ordered_as(key):
    """What an order names: of a shell region and site class, whatever its cooling."""
    kind, *names, year = key
    return (kind, *names[:2], year) if kind == "shell" else key


class Sequence:
    def __init__(self, data, scenario):
        self.scenario = scenario
        with open(os.path.join(data, "dataset.toml"), "rb") as fh:
            self.base_year = int(tomllib.load(fh)["base_year"])
        self.tables = tables_of(data, scenario)
        horizon = scenario["horizon"]
        self.shown, self.tail = list(horizon["years"]), list(horizon.get("tail", []))
        self.years = self.shown + self.tail
        self.window = scenario["foresight"]["window_years"]
        self.realised = {}
        self.orders = None                                     # before the first: nothing need be ordered

    def model(self, tables, until):
        scenario = copy.deepcopy(self.scenario)
        scenario["horizon"]["years"] = [y for y in self.shown if y <= until]
        scenario["horizon"]["tail"] = [y for y in self.tail if y <= until]
        return Model(tables, scenario, self.base_year)

    def committed(self, model, tables, key):
        kind, *names, year = key
        rows = [row for row in tables["committed_builds"]]
        if kind != "build" or not rows:
            return 0.0
        by = series(rows, ["technology", "region"], "gw_per_year")
        return by[tuple(names)].over(model.P[year]) if tuple(names) in by else 0.0

    def fix(self, model):
        for key, at in columns(model).items():
            if key in self.realised:
                model.lp.lb[at] = model.lp.ub[at] = max(0.0, self.realised[key])

    def step(self, now, who):
        """The plan of a year: model, tables, columns."""
        tables = seen(self.tables, self.scenario, now, who, self.years)
        model = self.model(copy.deepcopy(tables), now + self.window)
        found = columns(model)
        self.fix(model)
        if self.orders is not None:
            near = {}
            for key, at in found.items():
                if key[-1] >= now and key[-1] < now + lead(tables, key[0], key[1:-1]):
                    near.setdefault(ordered_as(key), []).append((at, key))
            for order, ats in near.items():
                most = max(self.orders.get(order, 0.0), self.committed(model, tables, ats[0][1]))
                model.lp.le(f"lead.order[{order}]", [(at, 1.0) for at, _ in ats], most)
        status = model.lp.solve("ipm")
        if status != "optimal":
            raise DataError(f"the step of {now} ({who}): {status}")
        return model, tables, found

    def order(self, plan, now, following):
        model, tables, found = plan
        orders = {}
        for key, at in found.items():
            if key[-1] > now and key[-1] < following + lead(tables, key[0], key[1:-1]):
                order = ordered_as(key)
                orders[order] = orders.get(order, 0.0) + model.lp.x[at]
        self.orders = orders

    def run(self):
        start = self.scenario["foresight"].get("start")
        if start is not None:
            self.order(self.step(start, "planners"), start, self.years[0])
        for n, now in enumerate(self.years):
            bought = self.step(now, "buyers")
            apart = any(b["until"] >= now and b.get("who", "all") != "all" for b in self.scenario.get("belief", []))
            planned = self.step(now, "planners") if apart else bought
            for key, at in bought[2].items():
                if key[-1] == now:
                    self.realised[key] = bought[0].lp.x[at]
            if n + 1 < len(self.years):
                self.order(planned, now, self.years[n + 1])
        model = self.model(copy.deepcopy(self.tables), INF)
        self.fix(model)
        status = model.lp.solve("ipm")
        if status != "optimal":
            raise DataError(f"all years as they came: {status}")
        return model


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--data", required=True)
    options.add_argument("--scenario", required=True)
    given = options.parse_args()
    scenario = load_scenario(given.scenario, os.path.dirname(os.path.abspath(given.scenario)))
    sequence = Sequence(given.data, scenario)
    model = sequence.run()
    perfect = sequence.model(copy.deepcopy(sequence.tables), INF)
    perfect.lp.solve("ipm")
    found = {"objective_musd": model.lp.objective, "perfect_musd": perfect.lp.objective, "years": model.report()}
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
