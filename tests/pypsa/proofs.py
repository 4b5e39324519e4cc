"""Whether PyPSA finds a plan, or prices, that are not its own as good as its own."""

import math

import xarray as xr
from network import FLOWS, silence
from rows import NOMINAL


def cost_of_plan(network, built, dispatch, slack):
    """The cost if the system must be built (GW by name) and run (GW by flow, group and snapshot) like this, within a slack."""
    model = network.n.model
    rows = []
    for kind in ("Generator", "StorageUnit", "Link"):
        names = [name for name in built if network.kind[name] == kind]
        if names:
            size = xr.DataArray([built[name] for name in names], coords={"name": names}, dims="name")
            rows.append((1.0 * model[NOMINAL[kind]].sel(name=names), size))
    for flow, (kind, variable, _) in FLOWS.items():
        groups = network.groups(flow)
        total = (1.0 * model[variable]).groupby(groups.to_xarray()).sum()
        power = dispatch[flow].loc[total.indexes["group"]]
        rows.append((total, xr.DataArray(power.values.T, coords={"snapshot": network.n.snapshots, "group": power.index},
                                         dims=("snapshot", "group"))))
    for i, (total, value) in enumerate(rows):
        model.add_constraints(total <= value + slack, name=f"plan most {i}")
        model.add_constraints(total >= value - slack, name=f"plan least {i}")
    cost = solve_again(network)
    for i in range(len(rows)):
        model.remove_constraints([f"plan most {i}", f"plan least {i}"])
    return cost


def cost_at_prices(network, energy, capacity):
    """The least cost if nobody need serve load or keep margins, but is paid these prices for it, and charged for load and margin.

    It cannot exceed the optimum, and reaches it only at prices that are optimal: this is Lagrange's bound.
    """
    model, h = network.n.model, network.system.horizon
    weight = [h.discount(y) * network.system.hours(slice_) / 1000 for y, slice_ in network.labels]
    energy = xr.DataArray((energy * weight).values.T, dims=("snapshot", "name"),
                          coords={"snapshot": network.n.snapshots, "name": list(energy.index)})
    firm = model.constraints["adequacy >="]
    regions, years = zip(*[str(row).split()[1:] for row in firm.indexes["row"]])
    capacity = [capacity[r, int(y)] * h.discount(int(y)) for r, y in zip(regions, years)]
    capacity = xr.DataArray(capacity, coords={"row": firm.indexes["row"]}, dims="row")
    prices = {name: energy for name in model.constraints if name.endswith("nodal_balance")} | {"adequacy >=": capacity}
    paid = 0.0
    for name, price in prices.items():
        row = model.constraints[name]
        price = price.sel({price.dims[-1]: row.indexes[price.dims[-1]]})
        paid += float((price * row.rhs).sum())
        model.objective = model.objective.expression - (price * row.lhs).sum()
        model.remove_constraints(name)
    return solve_again(network) + paid


def solve_again(network):
    with silence():
        status, _ = network.n.model.solve(solver_name="highs", io_api="direct")
    return network.n.model.objective.value + network.system.existing_cost() if status == "ok" else math.inf
