#!/usr/bin/env python3
"""Deliberate misreadings of the formulation: each must change the objective of a stored case, or the cases prove little.

Each misreading is a piece of reference.py with another in its place. The page of the formulation says the one, a hasty
reader might take it for the other.

  python tests/reference/misreadings.py [FOLDER ...]        all stored cases, unless some are named
"""
import contextlib
import io
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
AGREED = 1e-6

MISREADINGS = [
    ("firm AI load falls with the season's load share",
     '(gap[r, y, h], 1.0), (firm[r, y], -top)]', '(gap[r, y, h], 1.0), (firm[r, y], -top * load_share)]'),
    ("rows of `all` add to a region's own seasons",
     'rows = ([x for x in T["seasons"] if x["region"] == r["region"]]\n                    or [',
     'rows = ([x for x in T["seasons"] if x["region"] == r["region"]]\n                    + ['),
    ("a season without a row in elcc takes the technology's own, not the row without season",
     'elcc_tab.get((g, r, h), elcc[g, r])', 'elcc_tab.get((g, r, h), G[g]["elcc"])'),
    ("campus plants count by season", 'for g in site_g:\n                    t += scaled(capv[g, r, y], elcc[g, r])\n                    const1 += elcc[g, r] *',
     'for g in site_g:\n                    t += scaled(capv[g, r, y], min(elcc_h[g, r, h] for h in season[r]))\n                    const1 += min(elcc_h[g, r, h] for h in season[r]) *'),
    ("a lend leaves its end even where that lacks the season's rows: one season for all lends",
     'for h in ends[l]:\n                        lp.le(f"grid.lend[', 'for h in ends[l][:1]:\n                        lp.le(f"grid.lend['),
    ("every season pays a tier's whole price", '-D[y] * weight * price', '-D[y] * price'),
    ("the penalty is weighted too", '-D[y] * adq["penalty"]', '-D[y] * weight * adq["penalty"]'),
    ("`above` holds where there is no curve too", 'adq.get("above", 0.0) if rows else 0.0', 'adq.get("above", 0.0)'),
    ("the target is the top of the curve", 'top = 1.0 + margin + above[r]', 'top = 1.0 + margin'),
    ("rows of `all` add to a region's own tiers",
     'rows = ([x for x in T["capacity_curve"] if x["region"] == r]\n                    or [',
     'rows = ([x for x in T["capacity_curve"] if x["region"] == r]\n                    + ['),
    ("the gap begins below the target, not below the curve",
     'lowest = top - sum(width for width, _ in tiers.values())', 'lowest = top - above[r]'),
    ("the minimum is of the capacity that runs, though less is available", '-min(G[g]["min_load"], a_)', '-G[g]["min_load"]'),
    ("a plant may stop for a slice", 'on_day = running[g, r, y, s[0]]',
     'on_day = running.setdefault((g, r, y, s), lp.var("slice", lp.ub[running[g, r, y, s[0]]]))'),
    ("output is limited by capacity, not by what runs",
     '[(gen[g, r, y, s], 1.0), (on_day, -a_)], 0.0)', '[(gen[g, r, y, s], 1.0)] + scaled(cv, -a_), a_ * c0)'),
    ("existing plants count as own capacity",
     'lp.le(f"power.own_capacity[{r},{y}]", t, 0.0)',
     'lp.le(f"power.own_capacity[{r},{y}]", t, sum(min(elcc_h[g, r, h] for h in season[r]) * cap0[g, r, y] for g in grid_g))'),
    ("own capacity counts in its best season",
     '-min(elcc_h[g, r, h] for h in season[r]))\n                    lp.le(f"power.own', '-max(elcc_h[g, r, h] for h in season[r]))\n                    lp.le(f"power.own'),
    ("clean plants on campuses count", 'for g in grid_g if g in GEN and G[g]["clean"] == 1', 'for g in G if g in GEN and G[g]["clean"] == 1'),
    ("AI load is part of a clean target",
     'lp.ge(f"power.clean[{r},{y}]", t,', 'lp.ge(f"power.clean[{r},{y}]", t + [(draw[r, y, s], -clean_share[r].at(y) * ws[s]) for s in S],'),
    ("the fee's parts stop with the period", 'for y2 in Y if y2 >= y) / M', 'for y2 in Y if y2 == y) / M'),
    ("a carbon price holds from its year on", 'co2(g) * carbon.at(y)', 'co2(g) * carbon.v[max([0] + [i for i, x in enumerate(carbon.x) if x <= y])]'),
    ("the tail is left out of the program", 'Y = [int(y) for y in sc["horizon"]["years"]] + tail', 'Y = [int(y) for y in sc["horizon"]["years"]]'),
    ("`range` goes to the other end", 'end = "low" if value < 0 else "high"', 'end = "low" if value > 0 else "high"'),
]


def reading(old="", new=""):
    """reference.py as a module's names, with one piece of it replaced."""
    with open(os.path.join(HERE, "reference.py"), encoding="utf-8") as fh:
        text = fh.read()
    if old:
        if text.count(old) != 1:
            raise SystemExit(f"reference.py holds this {text.count(old)} times, not once: {old}")
        text = text.replace(old, new)
    names = {"__name__": "reference"}
    exec(compile(text, "reference.py", "exec"), names)
    return names


def objective(names, folder):
    """The optimum of a case; None where this reading finds none."""
    argv, sys.argv = sys.argv, ["reference.py", "--data", folder, "--scenario", os.path.join(folder, "scenario.toml")]
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
            names["main"]()
    except Exception:
        return None
    finally:
        sys.argv = argv
    import json
    text = said.getvalue()
    return json.loads(text[text.index("{"):]).get("objective_musd") if "{" in text else None


def main():
    folders = sys.argv[1:] or sorted(os.path.join(HERE, name) for name in os.listdir(HERE) if name.isdigit())
    right = {folder: objective(reading(), folder) for folder in folders}
    missed = 0
    for what, old, new in MISREADINGS:
        names = reading(old, new)
        caught = []
        for folder in folders:
            found = objective(names, folder)
            if found is None or abs(found - right[folder]) > AGREED * max(1.0, abs(right[folder])):
                caught.append(os.path.basename(folder))
        missed += not caught
        print(f"{'caught' if caught else 'MISSED'}  {what}: {', '.join(caught) or 'no case'}", flush=True)
    sys.exit(missed > 0)


if __name__ == "__main__":
    main()
