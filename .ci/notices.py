"""Prints the licences of all that a release links, with their texts: for the file that goes with it.

Reads what cargo has fetched already (`cargo fetch`), and needs no network.
"""

import json
import pathlib
import subprocess
import sys

NAMES = ("licen", "copying", "notice", "unlicense", "copyright", "third_party", "ofl")


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def collect(folder, user, texts):
    """Adds the licences of a folder, and of what stands in folders right inside it, by their text."""
    for file in sorted([*folder.glob("*"), *folder.glob("*/*")]):
        if file.is_file() and file.name.lower().startswith(NAMES):
            text = file.read_text(encoding="utf-8", errors="replace").strip()
            users = texts.setdefault(text, [])
            if user not in users:
                users.append(user)


def main():
    features = sys.argv[1:]
    tree = run("cargo", "tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}", *features)
    linked = {tuple(line.split()[:2]) for line in tree.splitlines() if line.strip()}
    packages = json.loads(run("cargo", "metadata", "--locked", "--format-version", "1", "--all-features"))["packages"]
    texts = {}
    for package in sorted(packages, key=lambda package: (package["name"], package["version"])):
        name, version = package["name"], package["version"]
        if (name, f"v{version}") not in linked or package["source"] is None:
            continue
        print(f"{name} {version}: {package['license'] or 'see below'}, {package['repository'] or ''}".rstrip(", "))
        collect(pathlib.Path(package["manifest_path"]).parent, f"{name} {version}", texts)
    collect(pathlib.Path("model/render/fonts"), "fonts", texts)
    for text, users in texts.items():
        print(f"\n{'=' * 80}\n{', '.join(users)}\n{'-' * 80}\n{text}")


main()
