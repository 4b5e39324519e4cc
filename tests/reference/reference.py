#!/usr/bin/env python3
"""Independent reference implementation of the gridbound linear program.

What it is: a second reading of the model's formulation and data schema, written without sight of the Rust code
and sharing nothing with it. It is plain and literal: every variable and every row stands as on the page, without
eliminations. The objectives in tests/reference/*/expected.json are its answers, and `reference.rs` holds
the Rust model to them, to a relative 1e-6. It is not needed to build, run or test gridbound.

How to run it: Python 3.11 or later with numpy and highspy from PyPI.

  pip install numpy highspy
  python tests/reference/reference.py --data tests/reference/04 --scenario tests/reference/04/scenario.toml

Units: GW, GWh, thousand accelerators, MH100e, million m3, million USD. Inside, the negative objective is minimised.

  reference.py --data DIR --scenario FILE.toml [--scenarios DIR] [--block-hours N]
        [--years a,b,c] [--lever name=strength ...] [--relax family=factor ...]
        [--prices FILE.csv] [--binding] [--solver ipm|simplex]
"""
import argparse
import csv
import json
import math
import os
import sys
import time
import tomllib
from collections import defaultdict

import numpy as np
import highspy

INF = highspy.kHighsInf


class DataError(Exception):
    pass


# ------------------------------------------------------------------------------------------------
# Schema: key columns, text value columns, number columns
# ------------------------------------------------------------------------------------------------
# name: (text columns, number columns, has year, header-only allowed)
SCHEMA = {
    "sources": ("source title publisher year locator url_or_doi quality", "", False),
    "regions": ("region name", "reserve_margin x y", False),
    "days": ("day name season", "days peak", False),
    "load": ("region", "year peak_gw", True),
    "load_profile": ("region day", "hour pu", False),
    "technologies": ("technology name location kind build_groups fuel",
                     "heat_rate_mmbtu_per_mwh vom_usd_per_mwh lifetime_years first_year availability elcc "
                     "duration_hours round_trip_efficiency clean min_load lead_years", False),
    "technology_costs": ("technology", "year capex_usd_per_kw fom_usd_per_kw_year investment_credit "
                         "production_credit_usd_per_mwh", True),
    "availability": ("technology region day", "hour value", False),
    "elcc": ("technology region season", "elcc", False),
    "seasons": ("region season", "load_share reserve_margin weight", False),
    "capacity_curve": ("region tier", "share usd_per_kw_year", False),
    "clean_targets": ("region", "year share usd_per_mwh", True),
    "existing_capacity": ("technology region", "year gw", True),
    "build_limits": ("limit scope name region", "year gw_per_year", True),
    "committed_builds": ("technology region", "year gw_per_year", True),
    "fuels": ("fuel", "co2_t_per_mmbtu", False),
    "fuel_prices": ("fuel region", "year usd_per_mmbtu", True),
    "fuel_limits": ("fuel region", "year tbtu", True),
    "links": ("link from to", "capacity_gw loss capex_usd_per_kw lifetime_years first_year max_gw_per_year "
              "lead_years", False),
    "connections": ("region", "existing_gw capex_usd_per_kw lifetime_years lead_years", False),
    "connection_rate": ("region", "year gw_per_year", True),
    "accelerators": ("accelerator name", "first_year kw h100e lifetime_years liquid_only lead_years", False),
    "accelerator_prices": ("accelerator", "year usd_per_unit", True),
    "accelerator_supply": ("accelerator", "year thousand", True),
    "components": ("component unit", "", False),
    "component_supply": ("component", "year quantity", True),
    "component_use": ("accelerator component", "per_thousand", False),
    "existing_fleet": ("accelerator region", "thousand", False),
    "cooling": ("cooling name supplies", "liquid capex_usd_per_kw", False),
    "cooling_performance": ("cooling region", "pue pue_peak wue_l_per_kwh", False),
    "cooling_supply": ("supply", "year gw_per_year", True),
    "water": ("region", "year million_m3", True),
    "existing_shells": ("cooling region", "gw", False),
    "site_classes": ("site_class name", "capex_usd_per_kw lifetime_years low_latency lead_years", False),
    "sites": ("site_class region", "year max_gw gw_per_year first_year", True),
    "site_ceilings": ("region", "year max_gw", True),
    "materials": ("material name unit", "", False),
    "material_intensity": ("asset_kind asset material", "per_unit", False),
    "material_supply": ("material tier", "year quantity usd_per_unit", True),
    "capital": ("tier", "year busd fee", True),
    "flexibility": ("", "year depth", True),
    "demand": ("tier", "year mh100e usd_per_h100e_hour", True),
    "latency": ("", "year share", True),
}
KEYS = {  # key columns (for duplicates); year/hour included
    "regions": "region", "days": "day", "load": "region year", "load_profile": "region day hour",
    "technologies": "technology", "technology_costs": "technology year",
    "availability": "technology region day hour", "elcc": "technology region season",
    "seasons": "region season", "capacity_curve": "region tier", "clean_targets": "region year",
    "existing_capacity": "technology region year", "build_limits": "limit year",
    "committed_builds": "technology region year", "fuels": "fuel", "fuel_prices": "fuel region year",
    "fuel_limits": "fuel region year", "links": "link", "connections": "region",
    "connection_rate": "region year", "accelerators": "accelerator", "accelerator_prices": "accelerator year",
    "accelerator_supply": "accelerator year", "components": "component", "component_supply": "component year",
    "component_use": "accelerator component", "existing_fleet": "accelerator region", "cooling": "cooling",
    "cooling_performance": "cooling region", "cooling_supply": "supply year", "water": "region year",
    "existing_shells": "cooling region", "site_classes": "site_class", "sites": "site_class region year",
    "site_ceilings": "region year", "materials": "material", "material_intensity": "asset_kind asset material",
    "material_supply": "material tier year", "capital": "tier year", "flexibility": "year",
    "demand": "tier year", "latency": "year", "sources": "source",
}
MAY_BE_ABSENT = {"seasons", "capacity_curve", "clean_targets"}  # "(new, optional)"
HEADER_ONLY = {"seasons", "capacity_curve", "clean_targets", "links", "existing_fleet", "elcc", "availability", "committed_builds", "fuel_limits",
               "site_ceilings", "components", "component_supply", "component_use",
               "capital"}  # capital: formulation 31 ("An empty capital.csv leaves the budget out")
MAY_BE_EMPTY = {"fuel", "build_groups", "heat_rate_mmbtu_per_mwh", "vom_usd_per_mwh", "duration_hours",
                "round_trip_efficiency", "low", "high", "source", "note", "url_or_doi"}
OPTIONAL = {"low", "high", "source", "note"}
MAY_BE_MISSING = {"season", "clean", "min_load", "lead_years"}   # optional columns; empty cells: all seasons, 0
OPTIONAL_IN = {("elcc", "season")} | {("technologies", c) for c in ("clean", "min_load")} | {
    (t, "lead_years") for t in ("technologies", "connections", "links", "site_classes", "accelerators")}
FRACTION = {("days", "peak"), ("technologies", "availability"), ("technologies", "elcc"),
            ("technologies", "round_trip_efficiency"), ("technology_costs", "investment_credit"),
            ("availability", "value"), ("elcc", "elcc"), ("links", "loss"), ("accelerators", "liquid_only"),
            ("cooling", "liquid"), ("site_classes", "low_latency"), ("flexibility", "depth"),
            ("latency", "share"), ("capital", "fee"), ("regions", "x"), ("regions", "y"),
            ("technologies", "clean"), ("technologies", "min_load"), ("seasons", "load_share"), ("seasons", "weight"),
            ("capacity_curve", "share"), ("clean_targets", "share")}
MAY_BE_NEGATIVE = {("regions", "reserve_margin"), ("seasons", "reserve_margin")}
# The column that low and high of a row are about (marked * in the schema).
MAIN = {"regions": ["reserve_margin"], "days": ["days"], "load": ["peak_gw"], "load_profile": ["pu"],
        "technologies": ["availability"], "technology_costs": ["capex_usd_per_kw"], "availability": ["value"],
        "elcc": ["elcc"], "seasons": ["load_share", "reserve_margin"], "capacity_curve": ["share"],
        "clean_targets": ["share"], "existing_capacity": ["gw"], "build_limits": ["gw_per_year"],
        "committed_builds": ["gw_per_year"], "fuels": ["co2_t_per_mmbtu"], "fuel_prices": ["usd_per_mmbtu"],
        "fuel_limits": ["tbtu"], "links": ["capacity_gw"], "connections": ["existing_gw"],
        "connection_rate": ["gw_per_year"], "accelerators": ["kw"], "accelerator_prices": ["usd_per_unit"],
        "accelerator_supply": ["thousand"], "component_supply": ["quantity"], "component_use": ["per_thousand"],
        "existing_fleet": ["thousand"], "cooling": ["capex_usd_per_kw"], "cooling_performance": ["pue"],
        "cooling_supply": ["gw_per_year"], "water": ["million_m3"], "existing_shells": ["gw"],
        "site_classes": ["capex_usd_per_kw"], "sites": ["max_gw"], "site_ceilings": ["max_gw"],
        "material_intensity": ["per_unit"], "material_supply": ["quantity"], "capital": ["busd"],
        "flexibility": ["depth"], "demand": ["mh100e"], "latency": ["share"]}


def read_tables(folder):
    """Every table as a list of row dicts; numbers as floats (None where empty)."""
    tables = {}
    for name, (text, nums, _) in SCHEMA.items():
        path = os.path.join(folder, name + ".csv")
        if not os.path.exists(path):
            if name == "sources" or name in MAY_BE_ABSENT:
                tables[name] = []
                continue
            raise DataError(f"{path} is missing")
        text, nums = text.split(), nums.split()
        with open(path, newline="", encoding="utf-8") as fh:
            reader = csv.DictReader(fh)
            cols = reader.fieldnames or []
            for c in text + nums:
                if c not in cols and (name, c) not in OPTIONAL_IN:
                    raise DataError(f"{name}.csv: missing column {c}")
            for c in cols:
                if c not in text and c not in nums and c not in OPTIONAL:
                    raise DataError(f"{name}.csv: unknown column {c}")
            rows, seen = [], set()
            for i, raw in enumerate(reader, start=2):
                row = {}
                for c in ("low", "high"):
                    row[c] = float(raw[c]) if raw.get(c) else None
                for c in text:
                    row[c] = raw.get(c) or ""
                    if row[c] == "" and c not in MAY_BE_EMPTY and (name, c) not in OPTIONAL_IN and name != "sources":
                        raise DataError(f"{name}.csv:{i}: {c} is empty")
                for c in nums:
                    if (name, c) in OPTIONAL_IN and not raw.get(c):
                        row[c] = 0.0
                        continue
                    if raw[c] == "":
                        if c not in MAY_BE_EMPTY:
                            raise DataError(f"{name}.csv:{i}: {c} is empty")
                        row[c] = None
                        continue
                    v = float(raw[c])
                    if not math.isfinite(v):
                        raise DataError(f"{name}.csv:{i}: {c} not finite")
                    if v < 0 and (name, c) not in MAY_BE_NEGATIVE:
                        raise DataError(f"{name}.csv:{i}: {c} negative")
                    if (name, c) in FRACTION and not 0 <= v <= 1:
                        raise DataError(f"{name}.csv:{i}: {c}={v} outside 0..1")
                    row[c] = v
                key = tuple(row[c] for c in KEYS[name].split())
                if key in seen:
                    raise DataError(f"{name}.csv:{i}: duplicate key {key}")
                seen.add(key)
                rows.append(row)
        if not rows and name not in HEADER_ONLY:
            raise DataError(f"{name}.csv holds a header only")
        tables[name] = rows
    return tables


# ------------------------------------------------------------------------------------------------
# Scenario, levers, adjusts
# ------------------------------------------------------------------------------------------------

def merge(parent, child):
    """Top-level tables key by key, one level deep; [[adjust]] joined parent first; the rest replaced."""
    out = dict(parent)
    for k, v in child.items():
        if k == "adjust":
            out[k] = list(parent.get(k, [])) + list(v)
        elif isinstance(v, dict) and isinstance(parent.get(k), dict):
            m = dict(parent[k])
            m.update(v)          # keeps the parent's order, then new keys
            out[k] = m
        else:
            out[k] = v
    return out


def load_scenario(path, folder, seen=()):
    with open(path, "rb") as fh:
        sc = tomllib.load(fh)
    stem = os.path.splitext(os.path.basename(path))[0]
    if sc.get("name") != stem:
        raise DataError(f"{path}: name {sc.get('name')!r} is not the file stem {stem!r}")
    if stem in seen:
        raise DataError(f"extends is a cycle: {seen + (stem,)}")
    if "extends" in sc:
        parent = load_scenario(os.path.join(folder, sc["extends"] + ".toml"), folder, seen + (stem,))
        sc = merge(parent, sc)
    return sc


def apply_adjust(adj, tables, scenario, strength=None):
    """One adjust: exactly one of set, multiply, add, delay_years, range."""
    kinds = [k for k in ("set", "multiply", "add", "delay_years", "range") if k in adj]
    if len(kinds) != 1:
        raise DataError(f"adjust needs exactly one of set, multiply, add, delay_years, range: {adj}")
    kind = kinds[0]
    value = adj[kind]
    if value == "strength":
        if strength is None:
            raise DataError("`strength` outside a lever")
        value = strength
    value = float(value)

    def act(old):
        if kind == "set":
            return value
        if kind == "multiply":
            return (old or 0.0) * value
        return (old or 0.0) + value

    if adj["table"] == "scenario":
        if kind in ("delay_years", "range"):
            raise DataError(f"{kind} on the scenario")
        *path, last = adj["column"].split(".")
        node = scenario
        for p in path:
            node = node.setdefault(p, {}) if kind == "set" else node[p]
        old = node.get(last)                                   # what is given by year changes in every year
        node[last] = {k: act(v) for k, v in old.items()} if isinstance(old, dict) else act(old)
        return
    name = adj["table"]
    rows = tables[name]
    text, nums, has_year = SCHEMA[name]
    text, nums = text.split(), nums.split()
    where = adj.get("where", {})
    for c in where:
        if c not in text:
            raise DataError(f"where: {name} has no text column {c}")
    years = adj.get("years")
    if years is not None and not has_year:
        raise DataError(f"years on {name}, a table without a year")
    picked = []
    for row in rows:
        if all(row[c] in (v if isinstance(v, list) else [v]) for c, v in where.items()) and \
           (years is None or years[0] <= row["year"] <= years[1]):
            picked.append(row)
    if kind == "delay_years":
        if not has_year or "column" in adj:
            raise DataError(f"delay_years on {name}: needs a table with a year and no column")
        for row in picked:
            row["year"] += value
        seen = set()
        for row in rows:
            key = tuple(row[c] for c in KEYS[name].split())
            if key in seen:
                raise DataError(f"delay_years puts two rows of {name} on one year: {key}")
            seen.add(key)
    elif kind == "range":
        # -1: the row's own low, 0: as it is, 1: its high; a row without that end is an error
        col = adj["column"]
        if col not in MAIN[name] or not -1 <= value <= 1:
            raise DataError(f"range {value} of {name}.{col}")
        end = "low" if value < 0 else "high"
        for row in picked:
            if value != 0:
                if row[end] is None:
                    raise DataError(f"{name}: a row without {end}: {row}")
                row[col] += abs(value) * (row[end] - row[col])
    else:
        col = adj["column"]
        if col not in nums or col == "year":
            raise DataError(f"{name} has no number column {col}")
        for row in picked:
            row[col] = act(row[col])


FAMILY_COLUMNS = {
    "chips": [("accelerator_supply", "thousand"), ("component_supply", "quantity")],
    "siting": [("sites", "max_gw"), ("sites", "gw_per_year"), ("site_ceilings", "max_gw")],
    "cooling": [("cooling_supply", "gw_per_year"), ("water", "million_m3")],
    "grid": [("connection_rate", "gw_per_year"), ("links", "max_gw_per_year")],
    "power": [("build_limits", "gw_per_year"), ("fuel_limits", "tbtu"), ("policy", "emissions_cap")],
    "materials": [("material_supply", "quantity")],
    "capital": [("capital", "busd")],
    "demand": [("demand", "mh100e")],
}


def relax(family, factor, tables, scenario):
    """Limits that a family owns: multiply the table columns."""
    for table, col in FAMILY_COLUMNS[family]:
        if table == "policy":
            caps = scenario.get("policy", {}).get("emissions_cap", {})
            scenario.setdefault("policy", {})["emissions_cap"] = {k: v * factor for k, v in caps.items()}
        else:
            for row in tables[table]:
                row[col] *= factor


# ------------------------------------------------------------------------------------------------
# Year series: linear between rows, flat outside
# ------------------------------------------------------------------------------------------------
class Series:
    def __init__(self, points):
        pts = sorted(points)
        self.x = [p[0] for p in pts]
        self.v = [p[1] for p in pts]

    def at(self, t):
        x, v = self.x, self.v
        if t <= x[0]:
            return v[0]
        if t >= x[-1]:
            return v[-1]
        for i in range(1, len(x)):
            if t <= x[i]:
                f = (t - x[i - 1]) / (x[i] - x[i - 1])
                return v[i - 1] + f * (v[i] - v[i - 1])

    def over(self, period):
        return sum(self.at(t) for t in period)


def series(rows, keys, column):
    d = defaultdict(list)
    for row in rows:
        k = tuple(row[c] for c in keys)
        d[k if len(k) != 1 else k[0]].append((row["year"], row[column]))
    return {k: Series(p) for k, p in d.items()}


def crf(i, L):
    """CRF(i, L) = i / (1 - (1+i)^-L); CRF(0, L) = 1/L."""
    return 1.0 / L if i == 0 else i / (1.0 - (1.0 + i) ** -L)


def f_serve(k, L):
    """f(0)=1/2, f(k)=1 for 0<k<L, f(L)=1/2, else 0."""
    if k < 0 or k > L:
        return 0.0
    if k == 0 or k == L:
        return 0.5
    return 1.0


# ------------------------------------------------------------------------------------------------
# LP container
# ------------------------------------------------------------------------------------------------
class LP:
    def __init__(self):
        self.lb, self.ub, self.obj, self.col_name = [], [], [], []
        self.row_lo, self.row_hi, self.row_name = [], [], []
        self.start, self.index, self.value = [0], [], []
        self.constant = 0.0

    def var(self, name, ub=INF):
        self.lb.append(0.0)
        self.ub.append(ub)
        self.obj.append(0.0)
        self.col_name.append(name)
        return len(self.lb) - 1

    def earn(self, col, coef):          # objective, maximise
        self.obj[col] += coef

    def row(self, name, terms, lo, hi):
        acc = {}
        for c, v in terms:
            acc[c] = acc.get(c, 0.0) + v
        for c, v in acc.items():
            if v != 0.0:
                self.index.append(c)
                self.value.append(v)
        self.start.append(len(self.index))
        self.row_lo.append(lo)
        self.row_hi.append(hi)
        self.row_name.append(name)
        return len(self.row_name) - 1

    def le(self, name, terms, rhs):
        return self.row(name, terms, -INF, rhs)

    def ge(self, name, terms, rhs):
        return self.row(name, terms, rhs, INF)

    def eq(self, name, terms, rhs):
        return self.row(name, terms, rhs, rhs)

    def solve(self, solver="ipm", verbose=False):
        n, m = len(self.lb), len(self.row_name)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = n, m
        lp.col_cost_ = -np.array(self.obj)
        lp.col_lower_ = np.array(self.lb)
        lp.col_upper_ = np.array(self.ub)
        lp.row_lower_ = np.array(self.row_lo)
        lp.row_upper_ = np.array(self.row_hi)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.start)
        lp.a_matrix_.index_ = np.array(self.index)
        lp.a_matrix_.value_ = np.array(self.value)
        lp.sense_ = highspy.ObjSense.kMinimize
        tried = []
        for alg in ([solver, "simplex"] if solver != "simplex" else ["simplex", "ipm"]):
            h = highspy.Highs()
            h.setOptionValue("output_flag", verbose)
            h.setOptionValue("solver", alg)
            h.setOptionValue("run_crossover", "on")
            h.setOptionValue("random_seed", 1)
            h.passModel(lp)
            h.run()
            status = h.modelStatusToString(h.getModelStatus()).lower()
            tried.append((alg, status))
            if status in ("optimal", "infeasible", "unbounded"):
                break
        sol = h.getSolution()
        self.status = status
        self.tried = tried
        self.x = np.array(sol.col_value)
        self.dual = np.array(sol.row_dual)      # of the minimisation
        self.redcost = np.array(sol.col_dual)
        self.objective = -h.getInfo().objective_function_value + self.constant
        return status

    def certificate(self):
        """Dual objective from duals and reduced costs (minimisation), as a check."""
        d, r = self.dual, self.redcost
        lo, hi = np.array(self.row_lo), np.array(self.row_hi)
        lb, ub = np.array(self.lb), np.array(self.ub)
        rhs = np.where(d > 0, lo, np.where(d < 0, hi, 0.0))
        bnd = np.where(r > 0, lb, np.where(r < 0, ub, 0.0))
        bad = (np.abs(rhs) >= INF) | False
        dual_infeas = max(np.max(np.abs(d[bad]), initial=0.0),
                          np.max(np.abs(r[np.abs(bnd) >= INF]), initial=0.0))
        rhs = np.where(bad, 0.0, rhs)
        bnd = np.where(np.abs(bnd) >= INF, 0.0, bnd)
        dual_obj = -(float(d @ rhs) + float(r @ bnd)) + self.constant
        gap = abs(dual_obj - self.objective) / max(1.0, abs(self.objective))
        return {"dual_objective_musd": dual_obj, "relative_gap": gap, "dual_sign_violation": float(dual_infeas)}


# ------------------------------------------------------------------------------------------------
# The model
# ------------------------------------------------------------------------------------------------
class Model:
    def __init__(self, T, sc, base_year):
        self.base_year = base_year
        self.T, self.sc = T, sc
        self.build()

    def build(self):
        T, sc, lp = self.T, self.sc, LP()
        self.lp = lp
        fin, comp, flexs, adq, pol = sc["finance"], sc["compute"], sc["flexibility"], sc["adequacy"], sc.get("policy", {})
        rho = fin["discount_rate"]
        i_acc, i_dc, i_pow = fin["wacc_accelerators"], fin["wacc_datacenters"], fin["wacc_power"]
        u = comp["power_utilisation"]
        own_capacity = pol.get("own_capacity", 0.0)
        carbon = pol.get("carbon_price", 0.0)                  # a number, or { year = number }: a level
        carbon = Series([(int(k), v) for k, v in carbon.items()] if isinstance(carbon, dict) else [(0, carbon)])
        caps = {int(k): v for k, v in pol.get("emissions_cap", {}).items()}

        # ---- sets ---------------------------------------------------------------------------------
        tail = [int(y) for y in sc["horizon"].get("tail", [])]  # model years that are solved and not reported
        Y = [int(y) for y in sc["horizon"]["years"]] + tail
        if Y != sorted(set(Y)):
            raise DataError("horizon.years must ascend")
        y0 = Y[0]
        base_year = min(self.base_year, y0)
        P = {y: list(range(base_year if n == 0 else Y[n - 1] + 1, y + 1)) for n, y in enumerate(Y)}
        # D(y) = sum over t in P(y) of (1+rho)^-(t - y_first)
        D = {y: sum((1 + rho) ** -(t - y0) for t in P[y]) for y in Y}
        once = {y: (1 + rho) ** -(y - y0) for y in Y}

        def w(y, y2, L):
            """In-service share in y2 of what is bought in period y: mean over t in P(y) of f(y2 - t)."""
            return sum(f_serve(y2 - t, L) for t in P[y]) / len(P[y])

        R = [r["region"] for r in T["regions"]]
        # Seasons of a region: its own rows, else those of `all`, else one, the year (None)
        season = {}
        for r in T["regions"]:
            rows = ([x for x in T["seasons"] if x["region"] == r["region"]]
                    or [x for x in T["seasons"] if x["region"] == "all"])
            season[r["region"]] = {x["season"]: (x["load_share"], x["reserve_margin"], x["weight"]) for x in rows} \
                or {None: (1.0, r["reserve_margin"], 1.0)}
            if abs(sum(x[2] for x in season[r["region"]].values()) - 1.0) > 1e-3:
                raise DataError(f"seasons: weights of {r['region']} do not sum to 1")
        # Demand curve of capacity: tiers of a region (share, price), its own rows, else those of `all`, else one tier
        curve, above = {}, {}
        for r in R:
            rows = ([x for x in T["capacity_curve"] if x["region"] == r]
                    or [x for x in T["capacity_curve"] if x["region"] == "all"])
            curve[r] = {x["tier"]: (x["share"], x["usd_per_kw_year"]) for x in rows} \
                or {None: (adq["tolerance"], adq["price"])}
            above[r] = adq.get("above", 0.0) if rows else 0.0
        B = int(sc["horizon"]["block_hours"])
        if B not in (1, 2, 3, 4, 6, 8, 12, 24):
            raise DataError(f"block_hours {B}")
        DAYS = {r["day"]: r for r in T["days"]}
        if abs(sum(d["days"] for d in DAYS.values()) - 365) > 1e-6:
            raise DataError("days do not sum to 365")
        S = [(d, b) for d in DAYS for b in range(24 // B)]
        ws = {s: B * DAYS[s[0]]["days"] for s in S}          # hours per year in slice s

        def block(hours):                                      # 24 values -> one per block, mean
            return [sum(hours[b * B:(b + 1) * B]) / B for b in range(24 // B)]

        # ---- tables -------------------------------------------------------------------------------
        G = {g["technology"]: g for g in T["technologies"]}
        A = {a["accelerator"]: a for a in T["accelerators"]}
        C = {c["cooling"]: c for c in T["cooling"]}
        K = {k["site_class"]: k for k in T["site_classes"]}
        LK = {l["link"]: l for l in T["links"]}
        FUEL = {f["fuel"]: f["co2_t_per_mmbtu"] for f in T["fuels"]}
        for g in G.values():
            g["groups"] = [x for x in (g["build_groups"] or "").split(";") if x]
            g["hr"] = g["heat_rate_mmbtu_per_mwh"] or 0.0
            g["vom"] = g["vom_usd_per_mwh"] or 0.0
            if g["location"] not in ("grid", "onsite") or g["kind"] not in ("thermal", "variable", "storage"):
                raise DataError(f"technology {g['technology']}")
            if g["fuel"] and g["fuel"] not in FUEL:
                raise DataError(f"unknown fuel {g['fuel']}")
            if g["kind"] == "storage" and (g["duration_hours"] is None or g["round_trip_efficiency"] is None):
                raise DataError("storage needs duration_hours and round_trip_efficiency")
        for c in C.values():
            c["chains"] = [x for x in c["supplies"].split(";") if x]

        def known(table, column, names, also=()):
            for row in T[table]:
                if row[column] not in names and row[column] not in also:
                    raise DataError(f"{table}: unknown {column} {row[column]!r}")

        for t in ("load", "load_profile", "availability", "elcc", "existing_capacity", "committed_builds", "fuel_limits",
                  "connections", "connection_rate", "existing_fleet", "cooling_performance", "water", "existing_shells",
                  "sites", "site_ceilings", "clean_targets"):
            known(t, "region", R)
        known("elcc", "season", {row["season"] for row in T["seasons"]} | {""})
        for t in ("build_limits", "fuel_prices", "seasons", "capacity_curve"):
            known(t, "region", R, ("all",))
        known("links", "from", R), known("links", "to", R)
        for t in ("technology_costs", "availability", "elcc", "existing_capacity", "committed_builds"):
            known(t, "technology", G)
        for t in ("accelerator_prices", "accelerator_supply", "component_use", "existing_fleet"):
            known(t, "accelerator", A)
        for t in ("cooling_performance", "existing_shells"):
            known(t, "cooling", C)
        for t in ("component_supply", "component_use"):
            known(t, "component", {r["component"] for r in T["components"]})
        for t in ("load_profile", "availability"):
            known(t, "day", DAYS)
        for t in ("fuel_prices", "fuel_limits"):
            known(t, "fuel", FUEL)
        known("sites", "site_class", K)
        for t in ("material_intensity", "material_supply"):
            known(t, "material", {r["material"] for r in T["materials"]})
        known("cooling_supply", "supply", {x for c in C.values() for x in c["chains"]})

        peak_gw = series(T["load"], ["region"], "peak_gw")
        prof = defaultdict(lambda: [None] * 24)
        for row in T["load_profile"]:
            prof[row["region"], row["day"]][int(row["hour"])] = row["pu"]
        pu = {(r, d): block(prof[r, d]) for r in R for d in DAYS}
        avh = defaultdict(lambda: [None] * 24)
        for row in T["availability"]:
            avh[row["technology"], row["region"], row["day"]][int(row["hour"])] = row["value"]
        av = {k: block(v) for k, v in avh.items()}
        # The row of the season, else the row without, else the technology's own; elcc[g,r] is that without season
        elcc_tab = {(row["technology"], row["region"], row["season"]): row["elcc"] for row in T["elcc"]}
        elcc = {(g, r): elcc_tab.get((g, r, ""), G[g]["elcc"]) for g in G for r in R}
        elcc_h = {(g, r, h): elcc_tab.get((g, r, h), elcc[g, r]) for g in G for r in R for h in season[r]}
        clean_share = series(T["clean_targets"], ["region"], "share")
        clean_price = series(T["clean_targets"], ["region"], "usd_per_mwh")
        exist = series(T["existing_capacity"], ["technology", "region"], "gw")
        capex = series(T["technology_costs"], ["technology"], "capex_usd_per_kw")
        fom = series(T["technology_costs"], ["technology"], "fom_usd_per_kw_year")
        itc = series(T["technology_costs"], ["technology"], "investment_credit")
        ptc = series(T["technology_costs"], ["technology"], "production_credit_usd_per_mwh")
        fp = series(T["fuel_prices"], ["fuel", "region"], "usd_per_mmbtu")
        fl = series(T["fuel_limits"], ["fuel", "region"], "tbtu")
        conn = {row["region"]: row for row in T["connections"]}
        conn_rate = series(T["connection_rate"], ["region"], "gw_per_year")
        a_price = series(T["accelerator_prices"], ["accelerator"], "usd_per_unit")
        a_supply = series(T["accelerator_supply"], ["accelerator"], "thousand")
        c_supply = series(T["component_supply"], ["component"], "quantity")
        c_use = {(row["accelerator"], row["component"]): row["per_thousand"] for row in T["component_use"]}
        fleet0 = {(row["accelerator"], row["region"]): row["thousand"] for row in T["existing_fleet"]}
        cool = {(row["cooling"], row["region"]): row for row in T["cooling_performance"]}
        cool_supply = series(T["cooling_supply"], ["supply"], "gw_per_year")
        water = series(T["water"], ["region"], "million_m3")
        shell0 = {(row["cooling"], row["region"]): row["gw"] for row in T["existing_shells"]}
        site_max = series(T["sites"], ["site_class", "region"], "max_gw")
        site_rate = series(T["sites"], ["site_class", "region"], "gw_per_year")
        site_first = {}
        for row in T["sites"]:
            k = (row["site_class"], row["region"])
            if site_first.setdefault(k, row["first_year"]) != row["first_year"]:
                raise DataError(f"sites: first_year not constant for {k}")
        ceiling = series(T["site_ceilings"], ["region"], "max_gw")
        inten = {(row["asset_kind"], row["asset"], row["material"]): row["per_unit"] for row in T["material_intensity"]}
        mat_q = series(T["material_supply"], ["material", "tier"], "quantity")
        mat_p = series(T["material_supply"], ["material", "tier"], "usd_per_unit")
        cap_q = series(T["capital"], ["tier"], "busd")
        cap_fee = series(T["capital"], ["tier"], "fee")
        depth = Series([(row["year"], row["depth"]) for row in T["flexibility"]])
        dem_q = series(T["demand"], ["tier"], "mh100e")
        dem_p = series(T["demand"], ["tier"], "usd_per_h100e_hour")
        share = Series([(row["year"], row["share"]) for row in T["latency"]])
        commit = series(T["committed_builds"], ["technology", "region"], "gw_per_year")
        lim_rate = series(T["build_limits"], ["limit"], "gw_per_year")
        lim = {}
        for row in T["build_limits"]:
            k = (row["scope"], row["name"], row["region"])
            if lim.setdefault(row["limit"], k) != k:
                raise DataError(f"build_limits: {row['limit']} changes scope, name or region")
        groups = {x for g in G.values() for x in g["groups"]}
        for scope, name, _ in lim.values():
            if scope not in ("technology", "group") or name not in (G if scope == "technology" else groups):
                raise DataError(f"build_limits: unknown {scope} {name}")
        for g in G:
            if g not in capex:
                raise DataError(f"technology_costs has no {g}")
        for r in R:
            if r not in peak_gw or r not in conn:
                raise DataError(f"load or connections has no {r}")
            for c in C:
                if (c, r) not in cool:
                    raise DataError(f"cooling_performance has no {c}, {r}")
            for d in DAYS:
                if None in prof[r, d]:
                    raise DataError(f"load_profile incomplete {r} {d}")
        for a in A:
            if a not in a_price:
                raise DataError(f"accelerator_prices has no {a}")
        kinds = {"accelerator": A, "shell": K, "cooling": C, "technology": G, "connection": {}, "link": LK}
        for kind, asset, _ in inten:
            if kind not in kinds or (asset != "all" and asset not in kinds[kind]):
                raise DataError(f"material_intensity: unknown {kind} {asset}")

        def names(limit, g):                                   # does the limit's row name g?
            scope, name, _ = lim[limit]
            return name == g if scope == "technology" else name in G[g]["groups"]

        def in_region(limit, r):
            return lim[limit][2] in ("all", r)

        buildable = {(g, r): any(names(l, g) and in_region(l, r) for l in lim) for g in G for r in R}

        def fuel_price(f, r, y):                               # a region's own series replaces `all` whole
            s = fp.get((f, r)) or fp.get((f, "all"))
            if s is None:
                raise DataError(f"fuel_prices has no {f} for {r}")
            return s.at(y)

        def intensity(kind, asset, m):                         # rows for `all` and for a name add up
            v = inten.get((kind, "all", m), 0.0)
            return v + (inten.get((kind, asset, m), 0.0) if asset != "all" else 0.0)

        # ---- variables, all >= 0 ------------------------------------------------------------------
        V = lp.var
        buy = {(a, r, y): V(f"buy[{a},{r},{y}]") for a in A for r in R for y in Y if y >= A[a]["first_year"]}
        on = {(a, c, r, y): V(f"on[{a},{c},{r},{y}]") for a in A for c in C for r in R for y in Y
              if y >= A[a]["first_year"] and (C[c]["liquid"] == 1 or A[a]["liquid_only"] == 0)}
        # 33. demand.tier (bound): q[y,j] <= tier size at y
        q = {(y, j): V(f"q[{y},{j}]", dem_q[j].at(y)) for y in Y for j in dem_q}
        shell = {(r, k, c, y): V(f"shell[{r},{k},{c},{y}]") for r in R for k in K if (k, r) in site_max
                 for c in C for y in Y if y >= site_first[k, r]}
        connect = {(r, y): V(f"connect[{r},{y}]") for r in R for y in Y}
        build = {(g, r, y): V(f"build[{g},{r},{y}]") for g in G for r in R if buildable[g, r] for y in Y
                 if y >= G[g]["first_year"]}
        # 31. capital.tier (bound): money[y,j] <= 1000 x busd[j] summed over P(y)
        money = {(y, j): V(f"money[{y},{j}]", 1000.0 * cap_q[j].over(P[y])) for y in Y for j in cap_q}
        GEN = [g for g in G if G[g]["kind"] != "storage"]
        STO = [g for g in G if G[g]["kind"] == "storage"]
        gen = {(g, r, y, s): V(f"gen[{g},{r},{y},{s}]") for g in GEN for r in R for y in Y for s in S}
        charge = {(g, r, y, s): V(f"charge[{g},{r},{y},{s}]") for g in STO for r in R for y in Y for s in S}
        discharge = {(g, r, y, s): V(f"discharge[{g},{r},{y},{s}]") for g in STO for r in R for y in Y for s in S}
        soc = {(g, r, y, s): V(f"soc[{g},{r},{y},{s}]") for g in STO for r in R for y in Y for s in S}
        draw = {(r, y, s): V(f"draw[{r},{y},{s}]") for r in R for y in Y for s in S}
        curtail = {(r, y, s): V(f"curtail[{r},{y},{s}]") for r in R for y in Y for s in S}
        flex = {(r, y): V(f"flex[{r},{y}]") for r in R for y in Y}
        firm = {(r, y): V(f"firm[{r},{y}]") for r in R for y in Y}
        load = {(r, y, s): peak_gw[r].at(y) * pu[r, s[0]][s[1]] for r in R for y in Y for s in S}
        # 25. power.unserved (bound): unserved <= load[r,y,s]
        unserved = {(r, y, s): V(f"unserved[{r},{y},{s}]", load[r, y, s]) for r in R for y in Y for s in S}
        short = {(r, y, h, k): V(f"short[{r},{y},{h},{k}]") for r in R for y in Y for h in season[r] for k in curve[r]}
        gap = {(r, y, h): V(f"gap[{r},{y},{h}]") for r in R for y in Y for h in season[r]}
        RUN = [g for g in G if G[g]["kind"] == "thermal" and G[g]["min_load"] > 0]
        running = {(g, r, y, d): V(f"running[{g},{r},{y},{d}]") for g in RUN for r in R for y in Y for d in DAYS}
        alternative = {(r, y): V(f"alternative[{r},{y}]") for r in R if r in clean_share for y in Y
                       if clean_share[r].at(y) > 0}
        flow = {(l, e, y, s): V(f"flow[{l},{e},{y},{s}]") for l in LK for e in "+-" for y in Y for s in S}
        ends = {l: list(dict.fromkeys([*season[L["from"]], *season[L["to"]]])) for l, L in LK.items()}
        lend = {(l, e, y, h): V(f"lend[{l},{e},{y},{h}]") for l in LK for e in "+-" for y in Y for h in ends[l]}
        line = {(l, y): V(f"line[{l},{y}]") for l in LK for y in Y if y >= LK[l]["first_year"]}
        # 30. materials.tier (bound): mat[m,j,y] <= quantity[m,j] summed over P(y)
        mat = {(m, j, y): V(f"mat[{m},{j},{y}]", mat_q[m, j].over(P[y])) for (m, j) in mat_q for y in Y}

        # ---- derived quantities -------------------------------------------------------------------
        def ex(g, r, y):
            return exist[g, r].at(y) if (g, r) in exist else 0.0

        # cap[g,r,y] = existing[g,r,y] + sum over y' of w(y',y,L_g) build[g,r,y']
        cap0 = {(g, r, y): ex(g, r, y) for g in G for r in R for y in Y}
        capv = {(g, r, y): [(build[g, r, y1], w(y1, y, G[g]["lifetime_years"])) for y1 in Y
                            if y1 <= y and (g, r, y1) in build] for g in G for r in R for y in Y}
        # shells[r,c,y] = existing_shell[r,c] + sum over k, y' of w(y',y,infinity) shell[r,k,c,y']
        shells0 = {(r, c): shell0.get((c, r), 0.0) for r in R for c in C}
        shellsv = {(r, c, y): [(shell[r, k, c, y1], w(y1, y, math.inf)) for k in K for y1 in Y
                               if y1 <= y and (r, k, c, y1) in shell] for r in R for c in C for y in Y}
        # connected[r,y] = existing_connection[r] + sum w(y',y,inf) connect[r,y']
        connv = {(r, y): [(connect[r, y1], w(y1, y, math.inf)) for y1 in Y if y1 <= y] for r in R for y in Y}
        # lines[l,y] = capacity[l] + sum w(y',y,inf) line[l,y']
        linesv = {(l, y): [(line[l, y1], w(y1, y, math.inf)) for y1 in Y if y1 <= y and (l, y1) in line]
                  for l in LK for y in Y}
        # it[r,c,y] = u sum_a kw_a on[a,c,r,y] / 1000
        it = {(r, c, y): [(on[a, c, r, y], u * A[a]["kw"] / 1000.0) for a in A if (a, c, r, y) in on]
              for r in R for c in C for y in Y}

        def scaled(terms, f):
            return [(c, v * f) for c, v in terms]

        # gross[r,y,s] = sum_c pue[c,r,s] it[r,c,y]
        def gross(r, y, s):
            col = "pue_peak" if DAYS[s[0]]["peak"] == 1 else "pue"
            out = []
            for c in C:
                out += scaled(it[r, c, y], cool[c, r][col])
            return out

        # peak[r,y] = sum_c pue_peak[c,r] it[r,c,y]
        def peak(r, y):
            out = []
            for c in C:
                out += scaled(it[r, c, y], cool[c, r]["pue_peak"])
            return out

        self.gross_cache = {(r, y, s): gross(r, y, s) for r in R for y in Y for s in S}
        gross_ = self.gross_cache

        # ---- chips --------------------------------------------------------------------------------
        # 1. chips.supply [a,y]: sum_r buy <= supply[a,P(y)]   (no rows: 0)
        for a in A:
            for y in Y:
                if y >= A[a]["first_year"]:
                    lp.le(f"chips.supply[{a},{y}]", [(buy[a, r, y], 1.0) for r in R],
                          a_supply[a].over(P[y]) if a in a_supply else 0.0)
        # 2. chips.component [i,y]: sum_{a,r} use[a,i] buy <= component_supply[i,P(y)]   (no rows: left out)
        for i in c_supply:
            for y in Y:
                lp.le(f"chips.component[{i},{y}]",
                      [(buy[a, r, y], c_use.get((a, i), 0.0)) for a in A for r in R if (a, r, y) in buy],
                      c_supply[i].over(P[y]))
        # 3. chips.fleet [a,r,y]: sum_c on <= existing_fleet f(y - first_year_a) + sum_{y'} w(y',y,L_a) buy
        for a in A:
            L = A[a]["lifetime_years"]
            for r in R:
                for y in Y:
                    if y < A[a]["first_year"]:
                        continue
                    t = [(on[a, c, r, y], 1.0) for c in C if (a, c, r, y) in on]
                    t += [(buy[a, r, y1], -w(y1, y, L)) for y1 in Y if y1 <= y and (a, r, y1) in buy]
                    lp.le(f"chips.fleet[{a},{r},{y}]", t,
                          fleet0.get((a, r), 0.0) * f_serve(y - A[a]["first_year"], L))

        # ---- siting -------------------------------------------------------------------------------
        # 4. siting.hosting [r,c,y]: sum_a kw_a on/1000 <= shells[r,c,y]
        for r in R:
            for c in C:
                for y in Y:
                    lp.le(f"siting.hosting[{r},{c},{y}]",
                          [(on[a, c, r, y], A[a]["kw"] / 1000.0) for a in A if (a, c, r, y) in on]
                          + scaled(shellsv[r, c, y], -1.0), shells0[r, c])
        for (k, r) in site_max:
            for y in Y:
                if y < site_first[k, r]:
                    continue
                # 5. siting.potential [r,k,y]: sum_{c, y'<=y} shell <= max_gw[k,r] at y
                lp.le(f"siting.potential[{r},{k},{y}]",
                      [(shell[r, k, c, y1], 1.0) for c in C for y1 in Y if y1 <= y and (r, k, c, y1) in shell],
                      site_max[k, r].at(y))
                # 6. siting.rate [r,k,y]: sum_c shell[r,k,c,y] <= gw_per_year summed over P(y)
                lp.le(f"siting.rate[{r},{k},{y}]", [(shell[r, k, c, y], 1.0) for c in C], site_rate[k, r].over(P[y]))
        # 5b. siting.ceiling [r,y]: sum_{k, c, y'<=y} shell <= max_gw[r] at y
        for r in ceiling:
            for y in Y:
                lp.le(f"siting.ceiling[{r},{y}]",
                      [(shell[r, k, c, y1], 1.0) for k in K for c in C for y1 in Y
                       if y1 <= y and (r, k, c, y1) in shell], ceiling[r].at(y))
        # 7. siting.latency [y]: low-latency shells to date (in full) + existing >= share(y) x (all to date + existing)
        ex_all = sum(shells0.values())
        for y in Y:
            sh = share.at(y)
            lp.ge(f"siting.latency[{y}]",
                  [(v, (1.0 if K[k]["low_latency"] == 1 else 0.0) - sh) for (r, k, c, y1), v in shell.items() if y1 <= y],
                  sh * ex_all - ex_all)

        # ---- cooling ------------------------------------------------------------------------------
        # 8. cooling.supply [i,y]: sum over r,k, c drawing on chain i of shell[r,k,c,y] <= cooling_supply[i,P(y)]
        for i in cool_supply:
            for y in Y:
                lp.le(f"cooling.supply[{i},{y}]",
                      [(v, 1.0) for (r, k, c, y1), v in shell.items() if y1 == y and i in C[c]["chains"]],
                      cool_supply[i].over(P[y]))
        # 9. cooling.water [r,y]: sum_c wue[c,r] it[r,c,y] 8760/1000 <= water[r,y]   (no rows: left out)
        for r in water:
            for y in Y:
                t = []
                for c in C:
                    t += scaled(it[r, c, y], cool[c, r]["wue_l_per_kwh"] * 8760.0 / 1000.0)
                lp.le(f"cooling.water[{r},{y}]", t, water[r].at(y))

        # ---- grid ---------------------------------------------------------------------------------
        cf = comp["contract_factor"]
        for r in R:
            for y in Y:
                # 10. grid.connection [r,y,s]: contract_factor x draw <= connected[r,y]
                for s in S:
                    lp.le(f"grid.connection[{r},{y},{s}]",
                          [(draw[r, y, s], cf)] + scaled(connv[r, y], -1.0), conn[r]["existing_gw"])
                # 11. grid.connection_rate [r,y]: connect <= gw_per_year summed over P(y)   (no rows: 0)
                lp.le(f"grid.connection_rate[{r},{y}]", [(connect[r, y], 1.0)],
                      conn_rate[r].over(P[y]) if r in conn_rate else 0.0)
        for l in LK:
            for y in Y:
                # 12. grid.transfer [l,y,s]: flow[+] + flow[-] <= lines[l,y]
                for s in S:
                    lp.le(f"grid.transfer[{l},{y},{s}]",
                          [(flow[l, "+", y, s], 1.0), (flow[l, "-", y, s], 1.0)] + scaled(linesv[l, y], -1.0),
                          LK[l]["capacity_gw"])
                for e in "+-":
                    # 14. grid.lend [l,+/-,y,h]: lend <= lend_fraction x lines[l,y]
                    lf = adq["lend_fraction"]
                    for h in ends[l]:
                        lp.le(f"grid.lend[{l},{e},{y},{h}]", [(lend[l, e, y, h], 1.0)] + scaled(linesv[l, y], -lf),
                              lf * LK[l]["capacity_gw"])
                # 13. grid.line_rate [l,y]: line <= max_gw_per_year x number of years in P(y)
                if (l, y) in line:
                    lp.le(f"grid.line_rate[{l},{y}]", [(line[l, y], 1.0)], LK[l]["max_gw_per_year"] * len(P[y]))

        # ---- power --------------------------------------------------------------------------------
        grid_g = [g for g in G if G[g]["location"] == "grid"]
        site_g = [g for g in G if G[g]["location"] == "onsite"]

        def injection(gs, r, y, s):                            # gen + discharge - charge
            t = []
            for g in gs:
                if G[g]["kind"] == "storage":
                    t += [(discharge[g, r, y, s], 1.0), (charge[g, r, y, s], -1.0)]
                else:
                    t.append((gen[g, r, y, s], 1.0))
            return t

        self.balance, self.adequacy = {}, {}
        for r in R:
            for y in Y:
                for s in S:
                    # 15. power.campus: draw + onsite gen + onsite discharge - onsite charge + curtail = gross
                    lp.eq(f"power.campus[{r},{y},{s}]",
                          [(draw[r, y, s], 1.0), (curtail[r, y, s], 1.0)] + injection(site_g, r, y, s)
                          + scaled(gross_[r, y, s], -1.0), 0.0)
                    # 16. power.balance: grid gen + discharge - charge + arriving (1-loss) - leaving + unserved = load + draw
                    t = injection(grid_g, r, y, s) + [(unserved[r, y, s], 1.0), (draw[r, y, s], -1.0)]
                    for l, L in LK.items():
                        if L["from"] == r:
                            t += [(flow[l, "+", y, s], -1.0), (flow[l, "-", y, s], 1.0 - L["loss"])]
                        if L["to"] == r:
                            t += [(flow[l, "+", y, s], 1.0 - L["loss"]), (flow[l, "-", y, s], -1.0)]
                    self.balance[r, y, s] = lp.eq(f"power.balance[{r},{y},{s}]", t, load[r, y, s])
        for g in G:
            for r in R:
                for y in Y:
                    cv, c0 = capv[g, r, y], cap0[g, r, y]
                    if G[g]["kind"] != "storage":
                        # 17. power.output [g,r,y,s]: gen <= availability x cap, or, with a minimum load, x running;
                        #     power.running [g,r,y,d]: running <= cap
                        #     power.minimum [g,r,y,s]: gen >= min(min_load, availability) running
                        if g in RUN:
                            for d in DAYS:
                                lp.le(f"power.running[{g},{r},{y},{d}]",
                                      [(running[g, r, y, d], 1.0)] + scaled(cv, -1.0), c0)
                        for s in S:
                            k = (g, r, s[0])
                            a_ = av[k][s[1]] if k in av else G[g]["availability"]
                            if g in RUN:
                                on_day = running[g, r, y, s[0]]
                                lp.le(f"power.output[{g},{r},{y},{s}]", [(gen[g, r, y, s], 1.0), (on_day, -a_)], 0.0)
                                lp.ge(f"power.minimum[{g},{r},{y},{s}]",
                                      [(gen[g, r, y, s], 1.0), (on_day, -min(G[g]["min_load"], a_))], 0.0)
                                continue
                            lp.le(f"power.output[{g},{r},{y},{s}]",
                                  [(gen[g, r, y, s], 1.0)] + scaled(cv, -a_), a_ * c0)
                    else:
                        # 18. power.storage: soc_s = soc_{s-1} + sqrt(eta) B charge - B discharge / sqrt(eta), cyclic in each day
                        #     storage_power: charge + discharge <= cap; storage_energy: soc <= duration x cap
                        rt, dur = math.sqrt(G[g]["round_trip_efficiency"]), G[g]["duration_hours"]
                        for s in S:
                            d, b = s
                            prev = (d, (b - 1) % (24 // B))
                            lp.eq(f"power.storage[{g},{r},{y},{s}]",
                                  [(soc[g, r, y, s], 1.0), (soc[g, r, y, prev], -1.0),
                                   (charge[g, r, y, s], -rt * B), (discharge[g, r, y, s], B / rt)], 0.0)
                            lp.le(f"power.storage_power[{g},{r},{y},{s}]",
                                  [(charge[g, r, y, s], 1.0), (discharge[g, r, y, s], 1.0)] + scaled(cv, -1.0), c0)
                            lp.le(f"power.storage_energy[{g},{r},{y},{s}]",
                                  [(soc[g, r, y, s], 1.0)] + scaled(cv, -dur), dur * c0)
        # 19. power.build_limit [limit,y]: builds named <= max(rate over P(y), committed over P(y) of what it names there)
        for l in lim:
            for y in Y:
                t = [(v, 1.0) for (g, r, y1), v in build.items() if y1 == y and names(l, g) and in_region(l, r)]
                done = sum(c.over(P[y]) for (g, r), c in commit.items() if names(l, g) and in_region(l, r))
                lp.le(f"power.build_limit[{l},{y}]", t, max(lim_rate[l].over(P[y]), done))
        # 19b. power.committed [row,y]: build[g,r,y] >= committed summed over P(y)
        for (g, r), c in commit.items():
            for y in Y:
                need = c.over(P[y])
                if (g, r, y) in build:
                    lp.ge(f"power.committed[{g},{r},{y}]", [(build[g, r, y], 1.0)], need)
                elif need > 0:
                    raise DataError(f"committed build of {g} in {r}, {y} cannot be built")
        for r in R:
            for y in Y:
                pk = peak_gw[r].at(y)
                tiers = curve[r]
                for h, (load_share, margin, _) in season[r].items():
                    # 20. power.adequacy [r,y,h]: sum grid elcc[g,r,h] cap + arriving lend - leaving lend + sum_k short + gap
                    #     >= (1 + margin + above)(load_share peak_gw + firm)
                    top = 1.0 + margin + above[r]
                    t = [(short[r, y, h, k], 1.0) for k in tiers] + [(gap[r, y, h], 1.0), (firm[r, y], -top)]
                    const = 0.0
                    for g in grid_g:
                        t += scaled(capv[g, r, y], elcc_h[g, r, h])
                        const += elcc_h[g, r, h] * cap0[g, r, y]
                    for l, L in LK.items():
                        if h not in ends[l]:
                            continue
                        if L["from"] == r:
                            t += [(lend[l, "+", y, h], -1.0), (lend[l, "-", y, h], 1.0)]
                        if L["to"] == r:
                            t += [(lend[l, "+", y, h], 1.0), (lend[l, "-", y, h], -1.0)]
                    self.adequacy[r, y, h] = lp.ge(f"power.adequacy[{r},{y},{h}]", t, top * load_share * pk - const)
                    # 22. power.tolerance [r,y,h,k]: short <= share[r,k] (load_share peak_gw + firm)
                    for k, (width, _) in tiers.items():
                        lp.le(f"power.tolerance[{r},{y},{h},{k}]",
                              [(short[r, y, h, k], 1.0), (firm[r, y], -width)], width * load_share * pk)
                    #     power.gap (bound): gap <= max(0, (1+margin+above-sum_k share) load_share peak_gw - sum grid elcc existing)
                    lowest = top - sum(width for width, _ in tiers.values())
                    lp.ub[gap[r, y, h]] = max(0.0, lowest * load_share * pk
                                              - sum(elcc_h[g, r, h] * ex(g, r, y) for g in grid_g))
                # 21. power.firm: firm >= peak - flex - sum onsite elcc cap (the row without season)
                t = [(firm[r, y], 1.0), (flex[r, y], 1.0)] + scaled(peak(r, y), -1.0)
                const1 = 0.0
                for g in site_g:
                    t += scaled(capv[g, r, y], elcc[g, r])
                    const1 += elcc[g, r] * cap0[g, r, y]
                lp.ge(f"power.firm[{r},{y}]", t, -const1)
                # 22b. power.own_capacity [r,y]: own_capacity firm <= sum grid g (least elcc over seasons) sum_y' w build
                if own_capacity > 0:
                    t = [(firm[r, y], own_capacity)]
                    for g in grid_g:
                        t += scaled(capv[g, r, y], -min(elcc_h[g, r, h] for h in season[r]))
                    lp.le(f"power.own_capacity[{r},{y}]", t, 0.0)
                # 22c. power.clean [r,y]: sum over clean grid g of w_s gen + alternative >= share sum_s w_s load
                if (r, y) in alternative:
                    t = [(alternative[r, y], 1.0)]
                    t += [(gen[g, r, y, s], ws[s]) for g in grid_g if g in GEN and G[g]["clean"] == 1 for s in S]
                    lp.ge(f"power.clean[{r},{y}]", t, clean_share[r].at(y) * sum(ws[s] * load[r, y, s] for s in S))
        # 23. power.fuel [f,r,y]: sum heat_rate gen w_s / 1000 <= limit   (TBtu)
        for (f, r) in fl:
            for y in Y:
                lp.le(f"power.fuel[{f},{r},{y}]",
                      [(gen[g, r, y, s], G[g]["hr"] * ws[s] / 1000.0) for g in GEN if G[g]["fuel"] == f for s in S],
                      fl[f, r].at(y))

        def co2(g):                                            # t/MWh
            return G[g]["hr"] * FUEL[G[g]["fuel"]] if G[g]["fuel"] else 0.0

        # 24. power.emissions [y]: Mt CO2 of all generation <= cap (t/MWh x GWh / 1000 = kt... /1000 = Mt)
        for y in Y:
            if y in caps:
                lp.le(f"power.emissions[{y}]",
                      [(gen[g, r, y, s], co2(g) * ws[s] / 1000.0) for g in GEN if co2(g) > 0 for r in R for s in S],
                      caps[y])

        # ---- flexibility --------------------------------------------------------------------------
        for r in R:
            for y in Y:
                dep = depth.at(y)
                tot = []
                for s in S:
                    # 26. power.flex_depth: curtail <= depth(y) gross
                    lp.le(f"power.flex_depth[{r},{y},{s}]",
                          [(curtail[r, y, s], 1.0)] + scaled(gross_[r, y, s], -dep), 0.0)
                    tot.append((curtail[r, y, s], ws[s]))
                    tot += scaled(gross_[r, y, s], -flexs["energy_share"] * ws[s])
                # 27. power.flex_energy: sum_s w_s curtail <= energy_share sum_s w_s gross
                lp.le(f"power.flex_energy[{r},{y}]", tot, 0.0)
                # 28. power.flex_peak: flex <= depth(y) peak
                lp.le(f"power.flex_peak[{r},{y}]", [(flex[r, y], 1.0)] + scaled(peak(r, y), -dep), 0.0)

        # ---- materials ----------------------------------------------------------------------------
        # 29. materials.supply [m,y]: intensity x (accelerators, shells, cooling, technologies, connections, lines of y)
        #     <= sum_j mat[m,j,y]   (a material without supply rows: left out)
        for m in dict.fromkeys(m for m, _ in mat_q):
            for y in Y:
                t = [(mat[m1, j, y], -1.0) for (m1, j) in mat_q if m1 == m]
                t += [(v, intensity("accelerator", a, m)) for (a, r, y1), v in buy.items() if y1 == y]
                t += [(v, intensity("shell", k, m) + intensity("cooling", c, m))
                      for (r, k, c, y1), v in shell.items() if y1 == y]
                t += [(v, intensity("technology", g, m)) for (g, r, y1), v in build.items() if y1 == y]
                t += [(connect[r, y], intensity("connection", "all", m)) for r in R]
                t += [(v, intensity("link", l, m)) for (l, y1), v in line.items() if y1 == y]
                lp.le(f"materials.supply[{m},{y}]", t, 0.0)

        # ---- capital ------------------------------------------------------------------------------
        # 31. capital.budget [y]: price buy + (shell + cooling capex) shell + onsite capex build + connection capex connect
        #     <= sum_j money[y,j]   (empty capital.csv: left out)
        if cap_q:
            for y in Y:
                t = [(money[y, j], -1.0) for j in cap_q]
                t += [(v, a_price[a].at(y) / 1000.0) for (a, r, y1), v in buy.items() if y1 == y]
                t += [(v, K[k]["capex_usd_per_kw"] + C[c]["capex_usd_per_kw"])
                      for (r, k, c, y1), v in shell.items() if y1 == y]
                t += [(v, capex[g].at(y)) for (g, r, y1), v in build.items() if y1 == y and G[g]["location"] == "onsite"]
                t += [(connect[r, y], conn[r]["capex_usd_per_kw"]) for r in R]
                lp.le(f"capital.budget[{y}]", t, 0.0)

        # ---- demand -------------------------------------------------------------------------------
        # 32. demand.compute [y]: sum_j q <= sum_{a,c,r} h100e on / 1000
        for y in Y:
            lp.le(f"demand.compute[{y}]",
                  [(q[y, j], 1.0) for j in dem_q]
                  + [(v, -A[a]["h100e"] / 1000.0) for (a, c, r, y1), v in on.items() if y1 == y], 0.0)

        # ---- objective ----------------------------------------------------------------------------
        for y in Y:
            # value = sum_j 8760 billable price[y,j] q[y,j]
            for j in dem_q:
                lp.earn(q[y, j], D[y] * 8760.0 * comp["billable_fraction"] * dem_p[j].at(y))
        for y in Y:                                            # year of cost y, period of purchase y1
            for y1 in Y:
                if y1 > y:
                    continue
                for a in A:                                    # annuity and opex at the price of the year bought
                    L = A[a]["lifetime_years"]
                    each = a_price[a].at(y1) / 1000.0 * w(y1, y, L) * (crf(i_acc, L) + comp["opex_fraction"])
                    for r in R:
                        if (a, r, y1) in buy:
                            lp.earn(buy[a, r, y1], -D[y] * each)
                for (r, k, c, yy), v in shell.items():
                    if yy == y1:
                        L = K[k]["lifetime_years"]
                        lp.earn(v, -D[y] * w(y1, y, L) * crf(i_dc, L)
                                * (K[k]["capex_usd_per_kw"] + C[c]["capex_usd_per_kw"]))
                for r in R:
                    L = conn[r]["lifetime_years"]
                    lp.earn(connect[r, y1], -D[y] * w(y1, y, L) * crf(i_pow, L) * conn[r]["capex_usd_per_kw"])
                for l in LK:
                    if (l, y1) in line:
                        L = LK[l]["lifetime_years"]
                        lp.earn(line[l, y1], -D[y] * w(y1, y, L) * crf(i_pow, L) * LK[l]["capex_usd_per_kw"])
                for g in G:
                    L = G[g]["lifetime_years"]
                    each = w(y1, y, L) * crf(i_pow, L) * capex[g].at(y1) * (1.0 - itc[g].at(y1))
                    for r in R:
                        if (g, r, y1) in build:
                            lp.earn(build[g, r, y1], -D[y] * each)
            # fixed O&M of cap (existing included) at y
            for g in G:
                for r in R:
                    lp.constant -= D[y] * fom[g].at(y) * cap0[g, r, y]
                    for v, share_ in capv[g, r, y]:
                        lp.earn(v, -D[y] * fom[g].at(y) * share_)
            # variable cost: (vom - production credit + heat_rate fuel price + co2 carbon price) w_s gen / 1000
            for g in GEN:
                for r in R:
                    fuel = G[g]["hr"] * fuel_price(G[g]["fuel"], r, y) if G[g]["fuel"] else 0.0
                    each = G[g]["vom"] - ptc[g].at(y) + fuel + co2(g) * carbon.at(y)
                    for s in S:
                        lp.earn(gen[g, r, y, s], -D[y] * each * ws[s] / 1000.0)
            for g in STO:                                      # vom w_s discharge / 1000
                for r in R:
                    for s in S:
                        lp.earn(discharge[g, r, y, s], -D[y] * G[g]["vom"] * ws[s] / 1000.0)
            for r in R:
                for s in S:
                    lp.earn(curtail[r, y, s], -D[y] * flexs["cost"] * ws[s] / 1000.0)
                    lp.earn(unserved[r, y, s], -D[y] * adq["voll"] * ws[s] / 1000.0)
                lp.earn(flex[r, y], -D[y] * flexs["peak_cost"])
                for h, (_, _, weight) in season[r].items():
                    for k, (_, price) in curve[r].items():
                        lp.earn(short[r, y, h, k], -D[y] * weight * price)
                    lp.earn(gap[r, y, h], -D[y] * adq["penalty"])
                if (r, y) in alternative:                      # GWh at $/MWh; / 1000 for $M
                    lp.earn(alternative[r, y], -D[y] * clean_price[r].at(y) / 1000.0)
            # material premium: one payment, (1+rho)^-(y - y_first), not D(y)
            for (m, j) in mat_q:
                lp.earn(mat[m, j, y], -once[y] * mat_p[m, j].at(y))
            # fee of capital: one payment, or, with money_years M, sum over y' of D(y') w(y,y',M) / M
            M = fin.get("money_years")
            paid = sum(D[y2] * w(y, y2, M) for y2 in Y if y2 >= y) / M if M else once[y]
            for j in cap_q:
                lp.earn(money[y, j], -paid * cap_fee[j].at(y))

        self.__dict__.update(Y=[y for y in Y if y not in tail], P=P, season=season, D=D, R=R, S=S, ws=ws, load=load, q=q, on=on, A=A, u=u)

    # ---- reports ----------------------------------------------------------------------------------
    def report(self):
        x = self.lp.x
        out = {}
        for y in self.Y:
            rated = sum(self.A[a]["kw"] * x[v] / 1000.0 for (a, c, r, y1), v in self.on.items() if y1 == y)
            mh = sum(x[v] for (y1, j), v in self.q.items() if y1 == y)
            twh = sum(sum(x[c] * f for c, f in self.gross_cache[r, y, s]) * self.ws[s] / 1000.0
                      for r in self.R for s in self.S)
            out[str(y)] = {"ai_it_gw": rated, "mh100e": mh, "twh": twh}
        return out

    def prices(self, path):
        d = self.lp.dual
        with open(path, "w", newline="") as fh:
            wr = csv.writer(fh)
            wr.writerow(["region", "year", "energy_price_usd_per_mwh", "capacity_price_usd_per_kw_year"])
            for r in self.R:
                for y in self.Y:
                    # $M/GW over w_s hours: 1000 x dual / (w_s D) in $/MWh; weighted by w_s x base load
                    num = sum(self.load[r, y, s] * 1000.0 * d[self.balance[r, y, s]] / self.D[y] for s in self.S)
                    den = sum(self.load[r, y, s] * self.ws[s] for s in self.S)
                    wr.writerow([r, y, num / den if den else "", sum(d[self.adequacy[r, y, h]] for h in self.season[r]) / self.D[y]])

    def binding(self):
        """Rows by constraint: how many there are, how many carry a price (|dual| > 1e-6), bounds likewise."""
        lp = self.lp
        n, b = defaultdict(int), defaultdict(int)
        for name, d in zip(lp.row_name, lp.dual):
            k = name.split("[")[0]
            n[k] += 1
            b[k] += abs(d) > 1e-6
        bound = {"q": "demand.tier", "money": "capital.tier", "mat": "materials.tier", "unserved": "power.unserved",
                 "gap": "power.gap"}
        for name, r, ub, x in zip(lp.col_name, lp.redcost, lp.ub, lp.x):
            k = name.split("[")[0]
            if k in bound and ub < INF:
                n[bound[k]] += 1
                b[bound[k]] += r < -1e-6 and ub > 0
        nz = defaultdict(int)
        for name, x in zip(lp.col_name, lp.x):
            nz[name.split("[")[0]] += x > 1e-7
        return {"rows": {k: [int(b[k]), n[k]] for k in n}, "nonzero_variables": {k: int(v) for k, v in nz.items()}}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", required=True)
    ap.add_argument("--scenario", required=True)
    ap.add_argument("--scenarios")
    ap.add_argument("--block-hours", type=int)
    ap.add_argument("--years")
    ap.add_argument("--lever", action="append", default=[])
    ap.add_argument("--relax", action="append", default=[], help="family=factor")
    ap.add_argument("--prices")
    ap.add_argument("--binding", action="store_true")
    ap.add_argument("--solver", default="ipm", choices=["ipm", "simplex"])
    ap.add_argument("--verbose", action="store_true")
    o = ap.parse_args()
    t0 = time.time()
    try:
        scen_dir = o.scenarios or os.path.dirname(os.path.abspath(o.scenario))
        sc = load_scenario(o.scenario, scen_dir)
        if o.block_hours:
            sc["horizon"]["block_hours"] = o.block_hours
        if o.years:
            sc["horizon"]["years"] = [int(y) for y in o.years.split(",")]
        levers = dict(sc.get("levers", {}))
        for s in o.lever:
            k, v = s.split("=")
            levers[k] = float(v)                               # replaces the strength, or is new at the end
        tables = read_tables(o.data)
        with open(os.path.join(o.data, "dataset.toml"), "rb") as fh:
            ds = tomllib.load(fh)
        if "dataset" in sc and sc["dataset"] != ds.get("name"):
            print(f"warning: scenario says dataset {sc['dataset']!r}, folder holds {ds.get('name')!r}", file=sys.stderr)
        known = {}
        lev_path = os.path.join(o.data, "levers.toml")
        if os.path.exists(lev_path):
            with open(lev_path, "rb") as fh:
                known = {l["name"]: l for l in tomllib.load(fh).get("lever", [])}
        for name, strength in levers.items():
            if name not in known:
                raise DataError(f"unknown lever {name}")
            for adj in known[name]["adjust"]:
                apply_adjust(adj, tables, sc, strength)
        for adj in sc.get("adjust", []):
            apply_adjust(adj, tables, sc)
        for s in o.relax:
            k, v = s.split("=")
            relax(k, float(v), tables, sc)
        model = Model(tables, sc, int(ds["base_year"]))
    except DataError as e:
        print(json.dumps({"status": "error", "error": str(e)}))
        sys.exit(1)
    t1 = time.time()
    lp = model.lp
    status = lp.solve(o.solver, o.verbose)
    out = {"objective_musd": lp.objective if status == "optimal" else None, "constant_musd": lp.constant,
           "status": status, "years": model.report() if status == "optimal" else {},
           "rows": len(lp.row_name), "columns": len(lp.lb), "nonzeros": len(lp.index),
           "algorithms": lp.tried, "build_seconds": round(t1 - t0, 2), "seconds": round(time.time() - t0, 2)}
    if status == "optimal":
        out.update(lp.certificate())
        if o.prices:
            model.prices(o.prices)
        if o.binding:
            out["binding"] = model.binding()
    print(json.dumps(out, indent=1))
    sys.exit(0 if status == "optimal" else 2)


if __name__ == "__main__":
    main()
