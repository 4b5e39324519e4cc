"""Loads what gridbound exports with pyam, pandas, openpyxl and frictionless, and holds it against the CSV tables.

Every sum is taken here anew, from the CSV files and nothing else. See README.md.
"""
import argparse
import json
import logging
import pathlib
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import pandas as pd

ROOT = pathlib.Path(__file__).resolve().parents[2]
EJ_PER_TWH = 0.0036
GJ_PER_MWH = 3.6
BREAKS = ["iamc", "parquet", "workbook", "package", "sweep"]
checks = 0
faults = []


def check(holds, what):
    """Counts a check; a fault is printed at the end."""
    global checks
    checks += 1
    if not holds:
        faults.append(what)


def close(found, expected, what, tolerance=1e-9):
    check(abs(found - expected) <= tolerance * max(1.0, abs(expected)), f"{what}: {found}, not {expected}")


def export(binary, scenario, options, outputs):
    """Runs the scenario and all exports into one folder; the folder is returned."""
    for arguments in (["run", scenario, "--no-charts"], ["export", scenario, "--format", "xlsx,iamc"]):
        command = [binary, *arguments, *options, "--outputs", outputs, "--quiet"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return pathlib.Path(outputs) / scenario


def sweep(binary, name, outputs):
    """Runs a sweep; the folder is returned."""
    command = [binary, "sweep", name, "--no-charts", "--outputs", outputs, "--quiet"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return pathlib.Path(outputs) / name


def table(folder, name):
    """A CSV table; empty cells of texts are empty texts."""
    frame = pd.read_csv(folder / f"{name}.csv", keep_default_na=False, na_values={})
    for column in frame.columns:
        if frame[column].dtype == object:
            numbers = pd.to_numeric(frame[column].replace("", None), errors="coerce")
            if (numbers.notna() | (frame[column] == "")).all() and numbers.notna().any():
                frame[column] = numbers
    return frame


def tables(folder):
    """Names of all tables."""
    package = json.loads((folder / "datapackage.json").read_text())
    return [resource["name"] for resource in package["resources"]]


# ------------------------------------------------------------------------------------------------ IAMC


def periods(years):
    """Years of the period that ends with each model year."""
    before = [years[0] - 1, *years[:-1]]
    return {year: year - earlier for earlier, year in zip(before, years)}


def iamc(folder, scenario):
    """The long table as pyam reads it."""
    import pyam

    frame = pyam.IamDataFrame(folder / "iamc.csv")
    wide = pd.read_csv(folder / "iamc.csv")
    template = pd.read_csv(folder / "iamc_variables.csv", keep_default_na=False)
    check(frame.scenario == [scenario], f"scenario {frame.scenario}")
    check(len(frame.model) == 1 and frame.model[0].startswith("gridbound "), f"model {frame.model}")
    summary = table(folder, "summary")
    check(list(frame.year) == list(summary["year"]), f"years {frame.year}")
    model = frame.model[0]
    countries = [r for r in frame.region if not r.startswith(f"{model}|")]
    check(len(countries) == 1, f"countries {countries}")
    codes = sorted(set(table(folder, "prices")["region"]))
    native = sorted(r.removeprefix(f"{model}|") for r in frame.region if r.startswith(f"{model}|"))
    check(native == codes, f"regions {native}, not {codes}")
    check(len(frame.data) == wide[[str(y) for y in frame.year]].notna().to_numpy().sum(), "pyam lost values")
    signs = sorted({v for v in frame.variable if set(v) & set(",;/()[]{}<>:'\"")})
    check(not signs, f"variables with signs that databases refuse: {signs}")
    units = frame.data.groupby("variable")["unit"].unique()
    for _, row in template.iterrows():
        variable = row["Variable"]
        check(list(units[variable]) == [row["Unit"]], f"{variable}: units {units[variable]}, not {row['Unit']}")
    check(set(units.index) == set(template["Variable"]), "the template lists other variables than the table holds")
    aggregates(frame, template, countries[0])
    numbers(frame, folder, countries[0], summary)
    conversions(frame, folder, countries[0], summary)


def aggregates(frame, template, country):
    """Levels above are sums of those below; the country is the sum of its regions where that makes sense."""
    regional = {v for v in frame.variable if len(frame.filter(variable=v).region) > 1}
    additive = {v for v in regional if not v.startswith("Price|")}
    check(len(additive) > 10, f"only {len(additive)} variables add up over regions")
    native = [r for r in frame.region if r != country]
    for _, row in template.iterrows():
        variable = row["Variable"]
        if row["Definition"] == "Sum of the levels below it":
            wrong = frame.check_aggregate(variable, rtol=1e-6, atol=1e-9)
            check(wrong is None, f"{variable} is not the sum of the levels below it:\n{wrong}")
        if variable in additive:
            one = frame.filter(variable=variable)
            wrong = one.check_aggregate_region(variable, region=country, subregions=native, rtol=1e-6, atol=1e-9)
            check(wrong is None, f"{variable}: regions do not add up to {country}:\n{wrong}")


def numbers(frame, folder, country, summary):
    """Numbers of the long table against sums of the CSV tables."""
    data = frame.data.set_index(["region", "variable", "year"])["value"]
    years = list(summary["year"])
    length = periods(years)
    get = lambda region, variable, year: data.get((region, variable, year), np.nan)
    capacity, fleet, prices = (table(folder, name) for name in ("capacity", "fleet", "prices"))
    kinds = pd.read_csv(ROOT / "data" / dataset(folder) / "iamc.csv").set_index("technology")
    capacity["category"] = capacity["technology"].map(kinds["category"])
    capacity["kept"] = capacity["technology"].map(kinds["kept"])
    check(capacity["category"].notna().all(), "technologies without a category")
    plants = capacity[capacity["kind"] != "storage"]
    storage = capacity[capacity["kind"] == "storage"]
    model = frame.model[0]
    for rows, base in ((plants, "Electricity"), (storage, "Electricity Storage")):
        for (region, year, category), part in rows.groupby(["region", "year", "category"]):
            at = f"{model}|{region}"
            close(get(at, f"Capacity|{base}|{category}", year), part["capacity_gw"].sum(), f"capacity {region} {year} {category}")
            for kept, name in ((0, "Capacity Additions"), (1, "Capacity Retained")):
                built = part[part["kept"] == kept]
                if len(built):
                    built = built["built_gw"].sum() / length[year]
                    close(get(at, f"{name}|{base}|{category}", year), built, f"{name} {region} {year} {category}")
            if base == "Electricity":
                made = part["generation_twh"].sum() * EJ_PER_TWH
                close(get(at, f"Secondary Energy|Electricity|{category}", year), made, f"generation {region} {year} {category}")
    for (region, year), part in fleet.groupby(["region", "year"]):
        close(get(f"{model}|{region}", "Data Centres|AI|Load|Rated", year), part["rated_gw"].sum(), f"load {region} {year}")
    everywhere = prices[prices["slice"] == "all"]
    for (region, year), part in everywhere.groupby(["region", "year"]):
        price = part["energy_price_usd_per_mwh"].sum() / GJ_PER_MWH
        close(get(f"{model}|{region}", "Price|Secondary Energy|Electricity", year), price, f"price {region} {year}")
        firm = part["capacity_price_usd_per_kw_yr"].sum()
        close(get(f"{model}|{region}", "Price|Capacity|Electricity", year), firm, f"firm capacity {region} {year}")
    for _, row in summary.iterrows():
        year = row["year"]
        nation = lambda variable: get(country, variable, year)
        close(nation("Capacity|Electricity"), plants.loc[plants["year"] == year, "capacity_gw"].sum(), f"all plants {year}")
        close(nation("Data Centres|AI|Load|Rated"), row["ai_rated_gw"], f"rated {year}")
        close(nation("Data Centres|AI|Load|Peak"), row["ai_peak_gw"], f"peak {year}")
        close(nation("Compute|AI"), row["compute_mh100e"], f"compute {year}")
        close(nation("Emissions|CO2|Energy|Supply|Electricity"), row["co2_mt"], f"emissions {year}")
        close(nation("Accelerators|Additions"), row["accelerators_bought_thousand_per_year"], f"accelerators {year}")
        ai = row["capex_accelerators_busd_per_year"] + row["capex_shells_busd_per_year"]
        close(nation("Investment|Data Centres|AI"), ai, f"investment {year}")
        part = everywhere[everywhere["year"] == year]
        mean = np.average(part["energy_price_usd_per_mwh"], weights=part["load_gw"]) / GJ_PER_MWH
        close(nation("Price|Secondary Energy|Electricity"), mean, f"mean price {year}")
    powered = table(folder, "powered_gigawatt").groupby(["region", "year"])["price_usd_per_kw_yr"].sum()
    for (region, year), price in powered.items():
        close(get(f"{model}|{region}", "Price|Powered Capacity|Data Centres|AI", year), price, f"powered capacity {region} {year}")


def conversions(frame, folder, country, summary):
    """Units are such as pyam can convert."""
    for variable, unit, factor, column in (
        ("Data Centres|AI|Electricity", "TWh/yr", 1.0, "ai_energy_twh"),
        ("Data Centres|AI|Load|Rated", "MW", 1e3, "ai_rated_gw"),
        ("Emissions|CO2|Energy|Supply|Electricity", "t CO2/yr", 1e6, "co2_mt"),
    ):
        one = frame.filter(variable=variable, region=country)
        found = one.convert_unit(one.unit[0], unit).data.set_index("year")["value"]
        for _, row in summary.iterrows():
            close(found[row["year"]], row[column] * factor, f"{variable} in {unit} {row['year']}", 1e-6)


def dataset(folder):
    """Name of the dataset of a run."""
    import tomllib

    return tomllib.loads((folder / "manifest.toml").read_text())["dataset"]


# ------------------------------------------------------------------------------------------------ tables


def parquet(folder):
    """Parquet files against the CSV files."""
    import pyarrow.parquet

    package = {r["name"]: r["schema"]["fields"] for r in json.loads((folder / "datapackage.json").read_text())["resources"]}
    for name, fields in package.items():
        path = folder / f"{name}.parquet"
        found, expected = pd.read_parquet(path), pd.read_csv(folder / f"{name}.csv", keep_default_na=False, dtype=str)
        check(list(found.columns) == list(expected.columns), f"{name}: columns {list(found.columns)}")
        check(len(found) == len(expected), f"{name}: {len(found)} rows, not {len(expected)}")
        stored = {f.name: str(f.type) for f in pyarrow.parquet.read_schema(path)}
        about = json.loads(pyarrow.parquet.read_schema(path).metadata[b"columns"])
        check([c["name"] for c in about] == list(found.columns), f"{name}: its metadata names other columns")
        for field, said in zip(fields, about):
            column, kind = field["name"], field["type"]
            types = {"string": "string", "number": "double", "integer": "int32", "boolean": "bool"}
            check(stored[column] == types[kind], f"{name}.{column} is {stored[column]}, not {types[kind]}")
            check(said["unit"] == field.get("unit", ""), f"{name}.{column}: unit {said['unit']}")
            check(said["description"] == field["description"], f"{name}.{column}: other descriptions")
            cells = expected[column]
            if kind in ("number", "integer"):
                same = np.array_equal(found[column].to_numpy(float), cells.replace("", "nan").to_numpy(float), equal_nan=True)
            elif kind == "boolean":
                same = list(found[column].map({True: "true", False: "false"})) == list(cells)
            else:
                same = list(found[column]) == list(cells)
            check(same, f"{name}.{column}: the Parquet file holds other cells than the CSV file")


def workbook(folder):
    """Sheets against the CSV files."""
    import openpyxl

    book = openpyxl.load_workbook(folder / "workbook.xlsx", read_only=True)
    check(book.sheetnames[0] == "Contents", f"first sheet {book.sheetnames[0]}")
    for name in tables(folder):
        rows = list(book[name].iter_rows(values_only=True))
        expected = pd.read_csv(folder / f"{name}.csv", keep_default_na=False, dtype=str)
        check([str(c).splitlines()[0] for c in rows[0]] == list(expected.columns), f"{name}: headers {rows[0]}")
        check(len(rows) - 1 == len(expected), f"{name}: {len(rows) - 1} rows, not {len(expected)}")
        wrong = 0
        for found, cells in zip(rows[1:], expected.itertuples(index=False)):
            for value, cell in zip(found, cells):
                if isinstance(value, bool):
                    wrong += str(value).lower() != cell
                elif isinstance(value, (int, float)):
                    wrong += float(value) != float(cell)
                else:
                    wrong += (value or "") != cell
        check(wrong == 0, f"{name}: {wrong} cells of the workbook differ from the CSV file")


def package(folder):
    """The data package, by frictionless."""
    import frictionless

    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    found = report.flatten(["type", "title", "note"])[:5]
    check(report.valid, f"frictionless: {found}")
    check(report.stats["tasks"] == len(tables(folder)), f"frictionless looked at {report.stats['tasks']} tables")
    there = sorted(path.stem for path in folder.glob("*.csv") if not path.stem.startswith("iamc"))
    check(sorted(tables(folder)) == there, f"the package has {sorted(tables(folder))}, the folder {there}")


def spoil(folder, what):
    """Changes one number, to see that it is found."""
    if what == "iamc":
        path = folder / "iamc.csv"
        frame = pd.read_csv(path)
        row = frame.index[frame["Variable"] == "Data Centres|AI|Load|Rated"][-1]
        frame.iloc[row, -1] *= 1.001
        frame.to_csv(path, index=False)
    elif what == "parquet":
        import pyarrow.parquet

        path = folder / "fleet.parquet"
        metadata = pyarrow.parquet.read_schema(path).metadata
        frame = pyarrow.parquet.read_table(path)
        column = frame.column_names.index("rated_gw")
        spoilt = pyarrow.compute.multiply(frame["rated_gw"], 1.001)
        frame = frame.set_column(column, "rated_gw", spoilt).replace_schema_metadata(metadata)
        pyarrow.parquet.write_table(frame, path)
    elif what == "workbook":
        import openpyxl

        book = openpyxl.load_workbook(folder / "workbook.xlsx")
        book["summary"].cell(2, 3).value *= 1.001
        book.save(folder / "workbook.xlsx")
    elif what == "package":
        path = folder / "datapackage.json"
        path.write_text(path.read_text().replace('"number"', '"integer"', 1))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary", nargs="?", default=str(ROOT / "target/release/gridbound"))
    parser.add_argument("--break", dest="spoil", choices=BREAKS, help="spoil a file first: the check must then fail")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as outputs:
        runs = [("toy", []), ("baseline", ["--block-hours", "24"])]
        for scenario, options in runs[:1] if arguments.spoil else runs:
            folder = export(str(pathlib.Path(arguments.binary).resolve()), scenario, options, outputs)
            spoil(folder, arguments.spoil)
            iamc(folder, scenario)
            parquet(folder)
            workbook(folder)
            package(folder)
        folder = sweep(str(pathlib.Path(arguments.binary).resolve()), "toy-grid", outputs)
        if arguments.spoil == "sweep":
            spoil(folder, "package")
        package(folder)
    for fault in faults:
        print(f"fault: {fault}")
    print(f"{checks - len(faults)} checks passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
