"""The power system that a scenario describes, in the words of the tables: what network.py makes a PyPSA network of.

GW, GWh, million USD of a year; so a cost per capacity is in USD/kW, a cost per energy in thousand USD/MWh.
"""

import tables
from tables import annuity, at


class System:
    def __init__(self, data):
        scenario = data.scenario
        self.scenario, self.data = scenario, data
        self.horizon = tables.Horizon(scenario["horizon"]["years"], scenario["finance"]["discount_rate"])
        self.block = scenario["horizon"]["block_hours"]
        self.days = {row["day"]: row["days"] for row in data["days"]}
        self.regions = [row["region"] for row in data["regions"]]
        self.margin = {row["region"]: row["reserve_margin"] for row in data["regions"]}
        # Plants on campuses serve no other load, so without campuses they are left out.
        self.technologies = {row["technology"]: row for row in data["technologies"] if row["location"] == "grid"}
        self.links = {row["link"]: row for row in data["links"]}
        self.profiles = {}
        for row in data["availability"]:
            self.profiles.setdefault((row["technology"], row["region"], row["day"]), {})[row["hour"]] = row["value"]
        self.check()
        self.limits = list(self.list_limits())
        self.builds = list(self.list_builds())
        self.lines = [(name, y) for name, row in self.links.items() for y in self.horizon.years if y >= row["first_year"]]

    def check(self):
        """Refuses what this check does not cover, rather than compare something else."""
        onsite = {row["technology"] for row in self.data["technologies"] if row["location"] == "onsite"}
        for table, column, rows in [("existing_fleet", "thousand", self.data["existing_fleet"]),
                                    ("accelerator_supply", "thousand", self.data["accelerator_supply"]),
                                    ("fuel_limits", "tbtu", self.data["fuel_limits"]),
                                    ("existing_capacity", "gw", self.of(onsite, "existing_capacity")),
                                    ("committed_builds", "gw_per_year", self.of(onsite, "committed_builds"))]:
            if any(row[column] for row in rows):
                raise SystemExit(f"{table}.{column}: this comparison is for cases without AI, onsite plants and fuel limits")
        for table, column in [("seasons", "season"), ("capacity_curve", "tier"), ("clean_targets", "share"),
                              ("elcc", "season"), ("technologies", "min_load")]:
            if any(row.get(column) for row in self.data[table]):
                raise SystemExit(f"{table}.{column}: this comparison knows one season, one price of missing capacity, no "
                                 "minimum load and no clean targets")
        if self.scenario["horizon"].get("tail"):
            raise SystemExit("horizon.tail: this comparison reads every model year from the tables of a run")

    def of(self, technologies, table):
        return [row for row in self.data[table] if row["technology"] in technologies]

    # Hours

    def slices(self):
        """(day, first hour) of the time slices of one year."""
        return [(day, hour) for day in self.days for hour in range(0, 24, self.block)]

    def hours(self, name):
        """Hours of the year that a time slice stands for."""
        return self.days[name.rsplit("_", 1)[0]] * self.block

    def block_mean(self, hours, first):
        return sum(hours[h] for h in range(first, first + self.block)) / self.block

    def availability(self, technology, region):
        """By slice of the year."""
        flat = self.technologies[technology]["availability"]
        days = {day: self.profiles.get((technology, region, day)) for day in self.days}
        return [self.block_mean(days[day], hour) if days[day] else flat for day, hour in self.slices()]

    def load(self, region, year):
        """By slice of the year, GW."""
        hours = {day: {} for day in self.days}
        for row in self.data.rows("load_profile", region=region):
            hours[row["day"]][row["hour"]] = row["pu"]
        return [self.peak(region, year) * self.block_mean(hours[day], hour) for day, hour in self.slices()]

    # Stocks, limits and prices

    def peak(self, region, year):
        return at(self.data.series("load", "peak_gw", region=region), year)

    def existing(self, technology, region, year):
        return at(self.data.series("existing_capacity", "gw", technology=technology, region=region), year)

    def elcc(self, technology, region):
        rows = self.data.rows("elcc", technology=technology, region=region)
        return rows[0]["elcc"] if rows else self.technologies[technology]["elcc"]

    def heat_rate(self, technology):
        return self.technologies[technology]["heat_rate_mmbtu_per_mwh"] or 0.0

    def emissions(self, technology):
        """t/MWh."""
        fuel = self.technologies[technology]["fuel"]
        if not fuel:
            return 0.0
        return self.heat_rate(technology) * self.data.rows("fuels", fuel=fuel)[0]["co2_t_per_mmbtu"]

    def marginal_cost(self, technology, region, year):
        g = self.technologies[technology]
        if g["kind"] == "storage":
            return (g["vom_usd_per_mwh"] or 0.0) / 1000
        cost = (g["vom_usd_per_mwh"] or 0.0) - self.cost(technology, "production_credit_usd_per_mwh", year)
        if g["fuel"]:
            series = self.data.series("fuel_prices", "usd_per_mmbtu", fuel=g["fuel"], region=region)
            series = series or self.data.series("fuel_prices", "usd_per_mmbtu", fuel=g["fuel"], region="all")
            cost += self.heat_rate(technology) * at(series, year)
        cost += self.emissions(technology) * self.carbon_price(year)
        return cost / 1000

    def carbon_price(self, year):
        """USD/t: one number, or a number by year."""
        price = self.scenario["policy"].get("carbon_price", 0.0)
        return at(sorted((int(y), p) for y, p in price.items()), year) if isinstance(price, dict) else price

    def cost(self, technology, column, year):
        return at(self.data.series("technology_costs", column, technology=technology), year)

    def build_cost(self, technology, built):
        """What a GW commissioned in a period costs over the horizon, discounted."""
        g, h = self.technologies[technology], self.horizon
        overnight = self.cost(technology, "capex_usd_per_kw", built) * (1 - self.cost(technology, "investment_credit", built))
        yearly = overnight * annuity(self.scenario["finance"]["wacc_power"], g["lifetime_years"])
        return sum(h.discount(y) * h.share(built, y, g["lifetime_years"])
                   * (yearly + self.cost(technology, "fom_usd_per_kw_year", y)) for y in h.years)

    def existing_cost(self):
        """Fixed O&M of existing plants over the horizon, discounted: no choice changes it."""
        return sum(self.horizon.discount(y) * self.existing(g, r, y) * self.cost(g, "fom_usd_per_kw_year", y)
                   for g in self.technologies for r in self.regions for y in self.horizon.years)

    def line_cost(self, link, built):
        row, h = self.links[link], self.horizon
        yearly = row["capex_usd_per_kw"] * annuity(self.scenario["finance"]["wacc_power"], row["lifetime_years"])
        return yearly * sum(h.discount(y) * h.share(built, y) for y in h.years)

    def list_builds(self):
        """(technology, region, year) of every capacity that may be commissioned."""
        named = {(g, r) for limit in self.limits for g, r in limit["members"]}
        return [(g, r, y) for g, row in self.technologies.items() for r in self.regions for y in self.horizon.years
                if (g, r) in named and y >= row["first_year"]]

    def list_limits(self):
        """Build limits: which (technology, region) each names, and its yearly rates."""
        limits = {}
        for row in self.data["build_limits"]:
            key = (row["limit"], row["scope"], row["name"], row["region"])
            limits.setdefault(key, []).append((row["year"], row["gw_per_year"]))
        for (name, scope, what, where), rates in limits.items():
            members = [(g, r) for g, row in self.technologies.items() for r in self.regions
                       if where in (r, "all")
                       and (g == what if scope == "technology" else what in row["build_groups"].split(";"))]
            if members:
                yield {"limit": name, "members": members, "rates": sorted(rates)}

    def committed(self, technology, region, year):
        return self.horizon.total(self.data.series("committed_builds", "gw_per_year", technology=technology, region=region), year)

    def intensity(self, kind, asset, material):
        return sum(row["per_unit"] for row in self.data.rows("material_intensity", asset_kind=kind, material=material)
                   if row["asset"] in (asset, "all"))

    def materials(self, year):
        """By material, its supply tiers of a period: name, quantity, price."""
        tiers = {}
        for material, tier in dict.fromkeys((row["material"], row["tier"]) for row in self.data["material_supply"]):
            quantity = self.data.series("material_supply", "quantity", material=material, tier=tier)
            price = self.data.series("material_supply", "usd_per_unit", material=material, tier=tier)
            tiers.setdefault(material, []).append((tier, self.horizon.total(quantity, year), at(price, year)))
        return tiers
