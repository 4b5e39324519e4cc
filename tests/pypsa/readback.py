"""The exported program, read by HiGHS from PyPI: the optimum of the run, whatever regions and plants are called."""

import csv
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import highspy

ROOT = Path(__file__).resolve().parent.parent.parent
PATHS = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
BINARY = Path(PATHS[0] if PATHS else ROOT / "target/release/gridbound").resolve()
OBJECTIVE = 1e-8  # relative
NAMES = ["north", "a=b", "<south>", "no rth*^2 \\ [x]", "Süd:+-/", "st x1 free", "n" * 400]


def run(folder, *arguments):
    subprocess.run([BINARY, *arguments], cwd=folder, check=True, capture_output=True)


def solve(path):
    """Objective and names of rows and columns of a program in a file."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    assert solver.readModel(str(path)) == highspy.HighsStatus.kOk, f"{path.name} cannot be read"
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, path.name
    program = solver.getLp()
    return solver.getInfo().objective_function_value, set(program.row_names_) | set(program.col_names_)


def read_back(name):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copytree(ROOT / "data/toy", folder / "data/toy")
        (folder / "scenarios").mkdir()
        shutil.copy(ROOT / "scenarios/toy.toml", folder / "scenarios")
        for table in (folder / "data/toy").glob("*.csv"):
            table.write_text(table.read_text(encoding="utf-8").replace("north", name), encoding="utf-8")
        run(folder, "run", "toy", "--no-charts")
        run(folder, "export", "toy", "--format", "lp,mps")
        outputs = folder / "outputs/toy"
        wanted = json.loads((outputs / "certificate.json").read_text())["objective_musd"]
        with open(outputs / "toy.names.csv", encoding="utf-8", newline="") as file:
            named = list(csv.DictReader(file))
        assert any(row["region"] == name for row in named), f"no name stands for {name}"
        for ending in ("lp", "mps"):
            objective, names = solve(outputs / f"toy.{ending}")
            assert abs(objective - wanted) <= OBJECTIVE * abs(wanted), f"{ending}: {objective}, not {wanted}"
            unknown = names - {row["name"] for row in named} - {"constant_one"}
            assert not unknown, f"{ending}: {sorted(unknown)[:3]} stand for nothing"


for name in NAMES:
    read_back(name)
print(f"exported programs: read back with {len(NAMES)} names of a region, LP and MPS, each with the optimum of the run")
