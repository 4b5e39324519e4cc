"""A scenario's tables and numbers, read by the rules of data/README.md and scenarios/README.md."""

import csv
import math
import tomllib
from pathlib import Path

def cell(text):
    """A number where the cell holds one, else its text."""
    try:
        return float(text)
    except ValueError:
        return text


def read_scenario(folder, name):
    """The scenario with what it inherits: tables merged key by key, lists of adjusts joined, the parent's first."""
    with open(Path(folder) / f"{name}.toml", "rb") as file:
        child = tomllib.load(file)
    if child.get("levers"):
        raise SystemExit(f"scenario {name}: this check knows adjusts but no levers")
    if "extends" not in child:
        return child
    merged = read_scenario(folder, child["extends"])
    for key, value in child.items():
        if key == "adjust":
            merged["adjust"] = merged.get("adjust", []) + value
        elif isinstance(value, dict):
            merged[key] = merged.get(key, {}) | value
        else:
            merged[key] = value
    return merged


def changed(value, adjust):
    if "set" in adjust:
        return adjust["set"]
    if "range" in adjust:
        raise SystemExit("range: this check knows set, multiply, add and delay_years")
    return value * adjust["multiply"] if "multiply" in adjust else value + adjust["add"]


class Tables:
    """The CSV tables of a scenario's dataset after its adjusts: rows of cells, each a text or a number.

    Adjusts of the scenario's own numbers change `scenario`.
    """

    def __init__(self, folder, scenario):
        self.folder, self.scenario = Path(folder) / scenario["dataset"], scenario
        self.tables, self.indexes = {}, {}
        for adjust in scenario.get("adjust", []):
            self.adjust(adjust)

    def __getitem__(self, name):
        if name not in self.tables:
            path = self.folder / f"{name}.csv"
            rows = []  # some tables may be absent
            if path.exists():
                with open(path, encoding="utf-8", newline="") as file:
                    rows = list(csv.DictReader(file))
            self.tables[name] = [{k: cell(v) for k, v in row.items()} for row in rows]
        return self.tables[name]

    def adjust(self, adjust):
        if adjust["table"] == "scenario":
            table, column = adjust["column"].split(".")
            self.scenario[table][column] = changed(self.scenario[table][column], adjust)
            return
        where = {key: only if isinstance(only, list) else [only] for key, only in adjust.get("where", {}).items()}
        first, last = adjust.get("years", (-math.inf, math.inf))
        for row in self[adjust["table"]]:
            if any(row[key] not in only for key, only in where.items()) or "years" in adjust and not first <= row["year"] <= last:
                continue
            if "delay_years" in adjust:
                row["year"] += adjust["delay_years"]
            else:
                row[adjust["column"]] = changed(row[adjust["column"]], adjust)

    def rows(self, table, **keys):
        """The rows with these cells."""
        index = self.indexes.setdefault((table, *keys), {})
        if not index:
            for row in self[table]:
                index.setdefault(tuple(row[key] for key in keys), []).append(row)
        return index.get(tuple(keys.values()), [])

    def series(self, table, column, **keys):
        """The (year, value) pairs of one series, in the order of years."""
        return sorted((row["year"], row[column]) for row in self.rows(table, **keys))


def at(series, year):
    """A series' value in a year: linear between its years, flat outside them, 0 where it has no rows."""
    if not series:
        return 0.0
    if year <= series[0][0]:
        return series[0][1]
    for (y0, v0), (y1, v1) in zip(series, series[1:]):
        if year <= y1:
            return v0 + (v1 - v0) * (year - y0) / (y1 - y0)
    return series[-1][1]


def annuity(rate, years):
    return 1 / years if rate == 0 else rate / (1 - (1 + rate) ** -years)


class Horizon:
    """Model years, their periods, discount factors and shares in service."""

    def __init__(self, years, rate):
        self.years, self.rate = years, rate
        self.periods = {year: range(before + 1, year + 1) for before, year in zip([years[0] - 1] + years, years)}

    def once(self, year):
        """Discount factor of one payment in a model year."""
        return (1 + self.rate) ** -(year - self.years[0])

    def discount(self, year):
        """Discount factor of what is paid in every year of a period."""
        return sum(self.once(t) for t in self.periods[year])

    def total(self, series, year):
        """A rate's sum over a period."""
        return sum(at(series, t) for t in self.periods[year])

    def share(self, built, year, lifetime=math.inf):
        """How much of what is built evenly over a period serves in a model year, on the year's average."""
        def serves(age):
            if age < 0 or age > lifetime:
                return 0.0
            return 0.5 if age in (0, lifetime) else 1.0
        return sum(serves(year - t) for t in self.periods[built]) / len(self.periods[built])
