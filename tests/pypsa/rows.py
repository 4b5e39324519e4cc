"""The rows that PyPSA has no component for, written with linopy: what PyPSA calls extra functionality."""

import math

import numpy as np
import pandas as pd
import xarray as xr

NOMINAL = {"Generator": "Generator-p_nom", "StorageUnit": "StorageUnit-p_nom", "Link": "Link-p_nom", "extra": "extra"}


class Rows:
    """Extra rows over the capacities of components, named as in the network, and over extra variables."""

    def __init__(self, network):
        self.network, self.system, self.share = network, network.system, network.share
        self.variables = {}        # name -> (upper bound, discounted cost)
        self.rows = []             # (name, weights by name, "<=", ">=" or "=", right-hand side)
        self.lines()
        self.build_limits()
        self.adequacy()
        self.materials()

    def kind(self, name):
        """The class of a component, or "extra"."""
        return "extra" if name in self.variables else self.network.kind[name]

    def variable(self, name, upper=math.inf, cost=0.0):
        self.variables[name] = (upper, cost)
        return name

    def row(self, name, weights, sense, bound):
        self.rows.append((name, weights, sense, bound))

    def lines(self):
        s = self.system
        for link, built in s.lines:
            forward, backward = f"{link} {built} forward", f"{link} {built} backward"
            self.row(f"one line {link} {built}", {forward: 1.0, backward: -1.0}, "=", 0.0)
            most = s.links[link]["max_gw_per_year"] * len(s.horizon.periods[built])
            self.row(f"line rate {link} {built}", {forward: 1.0}, "<=", most)

    def build_limits(self):
        s = self.system
        for g, r, y in s.builds:
            if s.committed(g, r, y) > 0:
                self.row(f"committed {g} {r} {y}", {f"{g} {r} {y}": 1.0}, ">=", s.committed(g, r, y))
        for limit in s.limits:
            for y in s.horizon.years:
                named = [b for b in s.builds if b[:2] in limit["members"] and b[2] == y]
                committed = sum(s.committed(g, r, y) for g, r in limit["members"])
                most = max(s.horizon.total(limit["rates"], y), committed)
                self.row(f"limit {limit['limit']} {y}", {f"{g} {r} {y}": 1.0 for g, r, _ in named}, "<=", most)

    def adequacy(self):
        """Firm capacity against the margin; what is lent across links; what is missing, tolerated or not."""
        s, a = self.system, self.system.scenario["adequacy"]
        for y in s.horizon.years:
            have = {region: {} for region in s.regions}
            for g, r, built in s.builds:
                have[r][f"{g} {r} {built}"] = s.elcc(g, r) * self.share[f"{g} {r} {built}"][y]
            for link, row in s.links.items():
                lines = {f"{l} {b} forward": self.share[f"{l} {b} forward"][y] for l, b in s.lines if l == link}
                for way, giver, taker in (("forward", row["from"], row["to"]), ("backward", row["to"], row["from"])):
                    lent = self.variable(f"lent {link} {way} {y}")
                    have[taker][lent], have[giver][lent] = 1.0, -1.0
                    built = {line: -a["lend_fraction"] * share for line, share in lines.items()}
                    self.row(lent, {lent: 1.0} | built, "<=", a["lend_fraction"] * row["capacity_gw"])
            for region in s.regions:
                peak, target = s.peak(region, y), 1 + s.margin[region]
                firm = sum(s.elcc(g, region) * s.existing(g, region, y) for g in s.technologies)
                least = max(0.0, (target - a["tolerance"]) * peak - firm)
                pay = s.horizon.discount(y)
                have[region][self.variable(f"short {region} {y}", a["tolerance"] * peak, pay * a["price"])] = 1.0
                have[region][self.variable(f"gap {region} {y}", least, pay * a["penalty"])] = 1.0
                self.row(f"adequacy {region} {y}", have[region], ">=", target * peak - firm)

    def materials(self):
        s = self.system
        for y in s.horizon.years:
            for material, tiers in s.materials(y).items():
                used = {f"{g} {r} {b}": s.intensity("technology", g, material) for g, r, b in s.builds if b == y}
                used |= {f"{link} {b} forward": s.intensity("link", link, material) for link, b in s.lines if b == y}
                bought = {self.variable(f"{material} {tier} {y}", amount, s.horizon.once(y) * price): -1.0
                          for tier, amount, price in tiers}
                self.row(f"material {material} {y}", used | bought, "<=", 0.0)

    def add(self, n, _snapshots):
        """Adds them to PyPSA's linear program."""
        model = n.model
        names, bounds = list(self.variables), list(self.variables.values())
        column = lambda i: xr.DataArray([b[i] for b in bounds], coords={"name": names}, dims="name")
        extra = model.add_variables(lower=0, upper=column(0), name="extra")
        model.objective = model.objective.expression + (extra * column(1)).sum()
        blocks = {}
        for row in self.rows:
            if any(row[1].values()):
                blocks.setdefault(f"{row[0].split()[0]} {row[2]}", []).append(row)
        for name, rows in blocks.items():
            self.add_block(model, name, rows)
        self.storage_in_service(model)
        self.emissions(model)

    def add_block(self, model, block, rows):
        left, labels = 0, [row[0] for row in rows]
        for kind, variable in NOMINAL.items():
            used = list(dict.fromkeys(name for row in rows for name, w in row[1].items() if w and self.kind(name) == kind))
            if used:
                weights = [[row[1].get(name, 0.0) for name in used] for row in rows]
                weights = xr.DataArray(weights, coords={"row": labels, "name": used}, dims=("row", "name"))
                left = left + (model[variable].sel(name=used) * weights).sum("name")
        right = xr.DataArray([row[3] for row in rows], coords={"row": labels}, dims="row")
        model.add_constraints(left, block.split()[-1], right, name=block)

    def storage_in_service(self, model):
        """PyPSA limits stored energy by a storage unit's whole capacity; here by what of it is in service."""
        units = self.network.n.storage_units
        hours = pd.DataFrame({name: self.network.by_year(self.share[name]) * units.max_hours[name] for name in units.index})
        hours = xr.DataArray(hours.values, coords={"snapshot": self.network.n.snapshots, "name": units.index}, dims=("snapshot", "name"))
        stored = model["StorageUnit-state_of_charge"]
        fixed, built = units.index[~units.p_nom_extendable], units.index[units.p_nom_extendable]
        if len(fixed):
            capacity = xr.DataArray(units.p_nom[fixed].values, coords={"name": fixed}, dims="name")
            model.add_constraints(stored.sel(name=fixed) <= hours.sel(name=fixed) * capacity, name="stored, existing")
        if len(built):
            capacity = model["StorageUnit-p_nom"].sel(name=built)
            model.add_constraints(stored.sel(name=built) - hours.sel(name=built) * capacity <= 0, name="stored, built")

    def emissions(self, model):
        s = self.system
        emitting = [name for name, kind in self.network.kind.items() if kind == "Generator" and s.emissions(name.split()[0]) > 0]
        rate = np.array([s.emissions(name.split()[0]) for name in emitting])
        hours = np.array([s.hours(slice_) for _, slice_ in self.network.labels])
        for year, cap in s.scenario["policy"].get("emissions_cap", {}).items():
            weight = np.outer(hours * (self.network.years == int(year)), rate) / 1000
            if weight.any():
                weight = xr.DataArray(weight, coords={"snapshot": self.network.n.snapshots, "name": emitting}, dims=("snapshot", "name"))
                model.add_constraints((model["Generator-p"].sel(name=emitting) * weight).sum() <= cap, name=f"emissions {year}")

