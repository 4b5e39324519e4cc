"""Opens the memo's page in a headless Chromium and uses it as a reader would. See README.md."""
import argparse
import base64
import csv
import hashlib
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import traceback

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError, sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
WIDTHS = [1300, 800, 390]
HEIGHT = 900
CHART_WIDTH = 2000
OTHER = """name = "toy-wired"
extends = "toy"
title = "Toy, more connections"
description = "The toy with twice the grid connections."

[levers]
grid_connection = 2.0
"""
SWEEP = "toy-grid"
# Tables that are written by `gridbound compare` alone.
COMPARED = ["comparison.csv", "inputs.csv", "differences.csv", "verdicts.csv"]
# What --break spoils, and the checks that must then fail.
BREAKS = {
    "script": ('"use strict";', '"use strict"; throw new Error("spoilt");'),
    "contrast": ("--muted: #56616e", "--muted: #c6ccd4"),
    "name": ('<svg role="img" aria-label=', '<svg role="img" data-nothing='),
    "hover": ("fill(told[at].heading", "fill(told[(at + 1) % told.length].heading"),
    "network": ("</main>", '<img src="https://example.org/x.png" alt=""></main>'),
    "table": ('<script type="application/gzip">', '<script type="application/gzip">H4sIAAAAAAAAAw'),
}
checks = 0
faults = []


def check(holds, what):
    """Counts a check; a fault is printed at the end."""
    global checks
    checks += 1
    if not holds:
        faults.append(what)


def memo(binary, outputs):
    """Writes the toy's memo beside a scenario and a sweep; the folder of its results is returned."""
    scenarios = pathlib.Path(outputs) / "scenarios"
    scenarios.mkdir()
    for name in ("toy.toml", "sweeps"):
        (scenarios / name).symlink_to(ROOT / "scenarios" / name)
    (scenarios / "toy-wired.toml").write_text(OTHER)
    command = [binary, "memo", "toy", "--against", "toy-wired", "--sweep", SWEEP, "--format", "html"]
    command += ["--scenarios", scenarios, "--data", ROOT / "data", "--outputs", outputs, "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return pathlib.Path(outputs) / "toy"


class Reader:
    """A page in a browser, and what went wrong in it."""

    def __init__(self, browser, path):
        self.path = path
        self.context = browser.new_context(viewport={"width": WIDTHS[0], "height": HEIGHT}, accept_downloads=True)
        self.page = self.context.new_page()
        self.said, self.asked = [], []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())

    def saved(self, button):
        """Name and bytes of what a button saves."""
        try:
            with self.page.expect_download(timeout=5000) as download:
                button.click()
        except TimeoutError:  # Chromium holds back every eleventh download of a page: once more
            with self.page.expect_download(timeout=20000) as download:
                button.click()
        return download.value.suggested_filename, pathlib.Path(download.value.path()).read_bytes()


def check_rendering(reader):
    page = reader.page
    words = page.inner_text("main")
    for wrong in ("NaN", "undefined", "[object", "null"):
        check(not re.search(rf"(?<!\w){re.escape(wrong)}", words), f"the page says {wrong}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        wide = page.evaluate("document.documentElement.scrollWidth")
        check(wide <= width, f"at {width} pixels the page is {wide} wide")
        for chart in page.locator("figure.chart").all():
            name, box = chart.get_attribute("id"), chart.locator("svg").first.bounding_box()
            check(box and box["width"] > 300 and box["height"] > 100, f"{name} has no size at {width}: {box}")
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    for link in page.locator("a[href^='#']").all():
        target = link.get_attribute("href")
        check(page.locator(f"[id='{target[1:]}']").count() == 1, f"the link {target} leads nowhere")
    doubles = page.evaluate("(() => { const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);"
                            " return ids.filter((id, i) => ids.indexOf(id) !== i); })()")
    check(not doubles, f"names that stand twice: {doubles}")


def inside(box, page):
    size = page.viewport_size
    return (box and box["x"] >= 0 and box["y"] >= 0 and box["x"] + box["width"] <= size["width"]
            and box["y"] + box["height"] <= size["height"])


def on_top(told, part):
    """The part that speaks in the middle of a part: the last one that lies there."""
    left, top, width, height = part["area"]
    x, y = left + width / 2, top + height / 2
    here = [other for other in told
            if other["area"][0] <= x <= other["area"][0] + other["area"][2]
            and other["area"][1] <= y <= other["area"][1] + other["area"][3]]
    return here[-1]


def check_hover(reader):
    """Every part of every chart that is shown tells its values where it is pointed at."""
    page, tip = reader.page, reader.page.locator("#tip")
    charts = page.locator("figure.chart:has(.spot)").all()
    check(len(charts) >= 8, f"{len(charts)} charts tell values")
    for chart in charts:
        view, name = chart.locator(".view").first, chart.get_attribute("id")
        told = view.evaluate("(view) => JSON.parse(view.querySelector('script').textContent)")
        spots = view.locator(".spot").all()
        check(len(spots) == len(told), f"{name}: {len(spots)} parts, {len(told)} told")
        seen = set()
        for spot, part in list(zip(spots, told))[:: max(1, len(spots) // 5)]:
            spot.scroll_into_view_if_needed()
            spot.hover(force=True)
            words = tip.inner_text() if tip.is_visible() else ""
            spoken = on_top(told, part)
            check(words.split("\n")[0] == spoken["heading"], f"{name}: pointing at {spoken['heading']} says {words!r}")
            check(all(value in words for _, value, _ in spoken["values"]), f"{name}: {words!r} lacks a value")
            check(inside(tip.bounding_box(), page), f"{name}: the values leave the window")
            seen.add(words)
        check(len(seen) > 1 or len(spots) == 1, f"{name}: all parts say the same")
    page.mouse.move(1, 1)
    check(not tip.is_visible(), "values stay when nothing is pointed at")


def check_keyboard(reader):
    page = reader.page
    page.keyboard.press("Tab")
    check(page.evaluate("document.activeElement.className") == "skip", "the first stop is not the link to the memo")
    page.keyboard.press("Enter")
    check(page.evaluate("location.hash") == "#memo", "the link to the memo leads elsewhere")
    view = page.locator(".view[tabindex='0']").first
    stops, reached = 0, False
    while stops < 60 and not reached:
        page.keyboard.press("Tab")
        stops += 1
        reached = view.evaluate("(view) => document.activeElement === view")
    check(reached, "no chart is reached by Tab")
    told = view.evaluate("(view) => JSON.parse(view.querySelector('script').textContent)")
    for part in (told[0], told[min(1, len(told) - 1)]):
        page.keyboard.press("ArrowRight")
        said = page.locator("#said").inner_text()
        check(said.startswith(part["heading"]), f"an arrow key says {said!r}, not {part['heading']}")
        check(page.locator("#tip").is_visible(), "an arrow key shows no values")
    page.keyboard.press("End")
    check(page.locator("#said").inner_text().startswith(told[-1]["heading"]), "End does not lead to the last part")
    page.keyboard.press("Escape")
    check(not page.locator("#tip").is_visible(), "Escape does not hide the values")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    check(outline != "none", "what has the focus does not show it")


def check_scenarios(reader):
    page = reader.page
    pair = page.locator("figure.chart:has(.view[data-scenario='1'])").first
    single = page.locator("figure.chart:not(:has(.view[data-scenario='1'])):has(.only)").first
    check(pair.count() == 1, "no chart is of both scenarios")
    own, other = pair.locator("[data-scenario='0']"), pair.locator("[data-scenario='1']")
    for value, shown in [("1", (False, True)), ("both", (True, True)), ("0", (True, False))]:
        page.locator(f"#scenarios input[value='{value}']").check()
        check((own.is_visible(), other.is_visible()) == shown, f"wrong charts are shown for {value}")
        check(single.locator(".only").is_visible() == (value != "0"), f"{value}: a chart of one scenario does not say so")
        check(single.locator(".view").is_visible(), f"{value}: a chart of one scenario is gone")
    check(own.locator("svg").evaluate("(e) => e.outerHTML") != other.locator("svg").evaluate("(e) => e.outerHTML"),
          "both scenarios have the same picture")


def column(page, place):
    return [row.locator("th, td").nth(place).inner_text() for row in page.locator("#prices tbody tr").all()]


def number(text):
    return float(text.replace(",", "")) if text else 0.0


def check_prices(reader, folder):
    page = reader.page
    with open(folder / "shadow_prices.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    binding = [row for row in rows if row["binding"] == "true"]
    count = page.locator("#count")
    check(count.inner_text() == f"{len(binding):,} of {len(rows):,} limits", f"counted {count.inner_text()}")
    headings = page.locator("#prices thead th").all_inner_texts()
    rents = [number(text) for text in column(page, len(headings) - 1)]
    check(rents == sorted(rents, reverse=True) and rents[0] > 0, "the largest rent does not come first")
    page.locator("[data-filter=binding]").uncheck()
    check(count.inner_text().startswith(f"{len(rows):,} of"), "all limits are not shown")
    for key in ("price", "rule"):
        heading = page.locator(f"#prices th:has([data-sort={key}])")
        place = headings.index(heading.inner_text())
        found = []
        for _ in range(2):
            heading.locator("button").press("Enter")
            values = column(page, place)
            values = [number(text) for text in values] if key == "price" else [text.lower() for text in values]
            rising = heading.get_attribute("aria-sort") == "ascending"
            check(values == sorted(values, reverse=not rising), f"{key} is not sorted")
            found.append(rising)
        check(sorted(found) == [False, True], f"{key} does not turn round")
    family = rows[0]["family"]
    page.locator("[data-filter=family]").select_option(family)
    of_family = [row for row in rows if row["family"] == family]
    check(count.inner_text().startswith(f"{len(of_family):,} of"), "a family's limits are not all of it")
    check(set(column(page, 0)) == {family}, "other families are shown")
    name, saved = reader.saved(page.locator("#save-prices"))
    check(len(saved.decode().splitlines()) == len(of_family) + 1, f"{name} does not hold what is chosen")
    page.locator("[data-filter=family]").select_option("")
    page.locator("[data-filter=words]").fill(rows[0]["rule"])
    check(all(rows[0]["rule"] in text for text in column(page, 1)), "other rules are found")
    page.locator("[data-filter=words]").fill("")
    page.locator("[data-filter=binding]").check()


def without_times(table):
    """A table without the column of seconds, which a page that is the same whenever it is made leaves out."""
    rows = list(csv.reader(io.StringIO(table.decode(), newline="")))
    if "seconds" not in rows[0]:
        return table
    place = rows[0].index("seconds")
    left = io.StringIO(newline="")
    csv.writer(left, lineterminator="\n").writerows(row[:place] + row[place + 1 :] for row in rows)
    return left.getvalue().encode()


def check_saving(reader, folder):
    page = reader.page
    buttons = page.locator("[data-table]").all()
    check(len(buttons) >= 16, f"{len(buttons)} tables can be saved")
    for button in buttons:
        name, saved = reader.saved(button)
        files = [path for path in (folder / name, folder.parent / SWEEP / name) if path.is_file()]
        check(files or name in COMPARED, f"{name} is a file of nothing")
        check(not files or without_times(files[0].read_bytes()) == saved, f"{name} is not the file that was written")
        check(len(saved.splitlines()) > 1, f"{name} is empty")
    for chart in page.locator("figure.chart").all()[:3]:
        for button in chart.locator("[data-save]").all():
            name, saved = reader.saved(button)
            if name.endswith(".png"):
                width = int.from_bytes(saved[16:20], "big")
                check(saved.startswith(b"\x89PNG") and width == CHART_WIDTH, f"{name} is {width} wide")
            elif name.endswith(".svg"):
                check(saved.startswith(b"<svg") and b"spot" not in saved, f"{name} is no chart")
            else:
                check(len(saved.decode().splitlines()) > 1, f"{name} has no values")
        details = chart.locator("details")
        if details.count():
            details.locator("summary").click()
            told = chart.locator(".view").first.evaluate("(view) => JSON.parse(view.querySelector('script').textContent)")
            values = sum(len(part["values"]) for part in told)
            shown = chart.locator(".values tbody tr").count()
            check(shown == values, f"the table of values has {shown} rows for {values} values")


def check_access(reader):
    """Contrast, names, structure: the rules of WCAG 2 A and AA and the good practice that axe-core knows."""
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    for width in (WIDTHS[0], WIDTHS[-1]):
        reader.page.set_viewport_size({"width": width, "height": HEIGHT})
        results = Axe().run(reader.page, options=options)
        check(len(results.response["passes"]) > 20, "axe looked at nothing")
        for fault in results.response["violations"]:
            places = [" ".join(node["target"]) for node in fault["nodes"][:3]]
            check(False, f"axe at {width}: {fault['id']}: {fault['help']} ({len(fault['nodes'])} times, as {places})")
    reader.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})


def check_page(reader, folder):
    check_keyboard(reader)  # first: where Tab leads depends on where one was before
    check_rendering(reader)
    check_scenarios(reader)
    check_hover(reader)
    check_prices(reader, folder)
    check_saving(reader, folder)
    check_access(reader)
    check(not reader.said, f"the console says {reader.said[:3]}")
    foreign = [url for url in reader.asked if not url.startswith(("blob:", "data:")) and url != reader.path.as_uri()]
    check(not foreign, f"the page asks for {foreign[:3]}")


def spoilt(text, what):
    """The page with a fault, which its security policy does not hold back."""
    sound, fault = BREAKS[what]
    assert sound in text, f"nothing to spoil: {sound}"
    text = text.replace(sound, fault)
    script = text.split("<script>")[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return re.sub("'sha256-[^']*'", f"'sha256-{digest}'", text)


def without_scripts(browser, path):
    """The memo can be read where scripts do not run."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    check(page.locator("h1").is_visible() and page.locator("figure.chart svg").first.is_visible(), "no scripts, no memo")
    check(not page.locator(".view[data-scenario='1']").first.is_visible(), "no scripts, charts of both scenarios")
    context.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--break", dest="spoil", choices=BREAKS, help="spoil the page first; the checks must then fail")
    parser.add_argument("--pictures", type=pathlib.Path, help="keep a picture of the whole page in this folder")
    parser.add_argument("binary", nargs="?", default=str(ROOT / "target/release/gridbound"))
    arguments = parser.parse_args()
    binary = pathlib.Path(arguments.binary).resolve()
    with tempfile.TemporaryDirectory() as outputs, sync_playwright() as playwright:
        folder = memo(binary, outputs)
        path = folder / "memo" / "investor.html"
        if arguments.spoil:
            path.write_text(spoilt(path.read_text(), arguments.spoil))
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
        reader = Reader(browser, path)
        try:
            if arguments.pictures:
                arguments.pictures.mkdir(parents=True, exist_ok=True)
                reader.page.screenshot(path=arguments.pictures / "page.png", full_page=True)
            check_page(reader, folder)
            without_scripts(browser, path)
        except Exception as error:  # what cannot be done on the page is a fault of the page
            lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == __file__]
            check(False, f"at lines {lines}: {type(error).__name__}: {error}")
        browser.close()
    for fault in faults:
        print(f"fault: {fault}")
    print(f"page: {checks - len(faults)} passed, {len(faults)} failed")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
