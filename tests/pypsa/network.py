"""The power system as a PyPSA network.

One network holds all model years. A representative day of a model year is one of PyPSA's investment periods: it stands
for its days of the year, discounted, and storage ends it as it began. What is built in a period is one component for
all years: its share in service is part of its availability, and its cost is that of all years together.
"""

import contextlib
import math
import os
import sys

import numpy as np
import pandas as pd
import pypsa
from rows import NOMINAL, Rows

# Flows of dispatch.csv: PyPSA's class, its variable, its result. What is not served is a generator.
FLOWS = {
    "generation": ("Generator", "Generator-p", "p"),
    "discharging": ("StorageUnit", "StorageUnit-p_dispatch", "p_dispatch"),
    "charging": ("StorageUnit", "StorageUnit-p_store", "p_store"),
    "outflow": ("Link", "Link-p", "p0"),
}


@contextlib.contextmanager
def silence():
    """Keeps the solver's words off the screen: it writes past Python."""
    sys.stdout.flush()
    screen, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(screen, 1)
        os.close(screen)
        os.close(nowhere)


class Network:
    def __init__(self, system):
        self.system = system
        self.n = pypsa.Network()
        self.kind = {}             # name of a component -> PyPSA's class
        self.share = {}            # name of a component -> share in service by model year
        self.waiting = {}          # PyPSA's class -> its components, added together: one by one is slow
        self.set_snapshots()
        self.regions()
        self.technologies()
        self.links()
        self.add_waiting()
        self.rows = Rows(self)

    # Time

    def set_snapshots(self):
        s, h = self.system, self.system.horizon
        # PyPSA wants periods to be ascending integers: 203002 is the second representative day of 2030.
        periods = {y * 100 + i: (y, d) for y in h.years for i, d in enumerate(s.days, 1)}
        hours = [f"h{hour:02}" for hour in range(0, 24, s.block)]
        self.n.set_snapshots(pd.MultiIndex.from_product([list(periods), hours], names=["period", "timestep"]))
        self.n.investment_periods = list(periods)
        self.n.investment_period_weightings["objective"] = [h.discount(y) * s.days[d] for y, d in periods.values()]
        for column in self.n.snapshot_weightings:
            self.n.snapshot_weightings[column] = float(s.block)
        # PyPSA charges capital in every period, times its weight; so a cost over the horizon is divided by all weights.
        self.weights = float(self.n.investment_period_weightings["objective"].sum())
        self.years = np.array([periods[p][0] for p, _ in self.n.snapshots])
        self.labels = [(periods[p][0], f"{periods[p][1]}_{hour}") for p, hour in self.n.snapshots]

    def by_slice(self, of_year):
        """One value a snapshot, from a function that gives a model year's slices."""
        return pd.Series([v for y in self.system.horizon.years for v in of_year(y)], index=self.n.snapshots)

    def by_year(self, values):
        """One value a snapshot, from one a model year."""
        return pd.Series([values[y] for y in self.years], index=self.n.snapshots)

    # Components

    def add(self, component, name, share=None, **values):
        self.waiting.setdefault(component, {})[name] = values
        if share:
            self.kind[name], self.share[name] = component, share

    def add_waiting(self):
        for component, parts in self.waiting.items():
            defaults = self.n.components[component].defaults.default
            columns = {}
            for column in dict.fromkeys(key for values in parts.values() for key in values):
                cells = {name: values.get(column, defaults[column]) for name, values in parts.items()}
                in_time = any(isinstance(value, pd.Series) for value in cells.values())
                columns[column] = pd.DataFrame(cells, index=self.n.snapshots) if in_time else pd.Series(cells)
            self.n.add(component, list(parts), **columns)

    def regions(self):
        s = self.system
        for region in s.regions:
            load = self.by_slice(lambda y: s.load(region, y))
            self.add("Bus", region)
            self.add("Load", f"load {region}", bus=region, p_set=load)
            self.add("Generator", f"unserved {region}", bus=region, p_nom=1.0, p_max_pu=load,
                     marginal_cost=s.scenario["adequacy"]["voll"] / 1000)

    def technologies(self):
        s, years = self.system, self.system.horizon.years
        for technology in s.technologies:
            for region in s.regions:
                existing = {y: s.existing(technology, region, y) for y in years}
                most = max(existing.values())
                if most > 0:
                    share = {y: gw / most for y, gw in existing.items()}
                    self.plant(technology, region, "existing", share, p_nom=most)
        for technology, region, built in s.builds:
            life = s.technologies[technology]["lifetime_years"]
            share = {y: s.horizon.share(built, y, life) for y in years}
            self.plant(technology, region, built, share, p_nom_extendable=True,
                       capital_cost=s.build_cost(technology, built) / self.weights)

    def plant(self, technology, region, built, share, **capacity):
        s, g, name = self.system, self.system.technologies[technology], f"{technology} {region} {built}"
        cost = {y: s.marginal_cost(technology, region, y) for y in s.horizon.years}
        common = dict(bus=region, marginal_cost=self.by_year(cost), **capacity)
        if g["kind"] == "storage":
            side = math.sqrt(g["round_trip_efficiency"])
            self.add("StorageUnit", name, share, max_hours=g["duration_hours"], cyclic_state_of_charge_per_period=True,
                     efficiency_store=side, efficiency_dispatch=side,
                     p_max_pu=self.by_year(share), p_min_pu=-self.by_year(share), **common)
        else:
            profile = s.availability(technology, region)
            output = self.by_slice(lambda y: [share[y] * a for a in profile])
            self.add("Generator", name, share, p_max_pu=output, **common)

    def links(self):
        s = self.system
        for link, row in s.links.items():
            if row["capacity_gw"] > 0:
                self.both_ways(link, "existing", dict.fromkeys(s.horizon.years, 1.0), p_nom=row["capacity_gw"])
        for link, built in s.lines:
            share = {y: s.horizon.share(built, y) for y in s.horizon.years}
            # Half of the cost lies on either direction.
            self.both_ways(link, built, share, p_nom_extendable=True, capital_cost=s.line_cost(link, built) / self.weights / 2)

    def both_ways(self, link, built, share, **capacity):
        row = self.system.links[link]
        for way, bus0, bus1 in (("forward", row["from"], row["to"]), ("backward", row["to"], row["from"])):
            self.add("Link", f"{link} {built} {way}", share, bus0=bus0, bus1=bus1, efficiency=1 - row["loss"],
                     p_max_pu=self.by_year(share), **capacity)

    def solve(self):
        """Solves; gives the discounted cost of the system in million USD."""
        with silence():
            status, condition = self.n.optimize(
                multi_investment_periods=True, extra_functionality=self.rows.add, include_objective_constant=False,
                assign_all_duals=True, solver_name="highs", io_api="direct")
        if (status, condition) != ("ok", "optimal"):
            raise SystemExit(f"PyPSA: {status}, {condition}")
        return self.n.objective + self.system.existing_cost()

    # The optimum, in the words of gridbound's tables

    def energy_prices(self):
        """By region (rows) and snapshot, USD/MWh."""
        return self.n.buses_t.marginal_price.T * 1000

    def capacity_price(self, region, year):
        """USD/kW-yr."""
        dual = self.n.model.constraints["adequacy >="].dual.sel(row=f"adequacy {region} {year}")
        return float(dual) / self.system.horizon.discount(year)

    def built(self):
        """GW by name of every build and line."""
        sizes = pd.concat([self.n.components[kind].static.query("p_nom_extendable").p_nom_opt for kind in NOMINAL if kind != "extra"])
        return sizes.to_dict()

    def groups(self, flow):
        """The components of a flow of dispatch.csv, grouped as there: their sums are one plant, store or link of a region."""
        kind, _, _ = FLOWS[flow]
        static = self.n.components[kind].static
        place = static.bus0 if kind == "Link" else static.bus
        return (place + " " + static.index.str.split().str[0]).rename("group")

    def dispatch(self, flow):
        """GW by region and item (rows) and snapshot."""
        kind, _, result = FLOWS[flow]
        return self.n.components[kind].dynamic[result].T.groupby(self.groups(flow)).sum()
