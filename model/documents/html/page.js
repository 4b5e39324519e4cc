"use strict";
// Charts tell their values, tables sort, filter and are saved. Everything is in this page; nothing is fetched.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const make = (name, properties = {}, children = []) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // What one jumps to comes to lie below the bar, however high it is.
  new ResizeObserver(([bar]) => document.documentElement.style.setProperty("--bar", `${bar.target.offsetHeight}px`)).observe(one(".bar"));

  // ---- Saving

  const save = (blob, name) => {
    const link = make("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  // A text that a spreadsheet would run gets an apostrophe in front.
  const harmless = (cell) => (typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : String(cell));
  const quoted = (cell) => (/[",\n\r]/.test(harmless(cell)) ? `"${harmless(cell).replaceAll('"', '""')}"` : harmless(cell));
  const csv = (rows) => new Blob([rows.map((row) => row.map(quoted).join(",") + "\n").join("")], { type: "text/csv" });

  all("[data-table]").forEach((button) => {
    button.addEventListener("click", async () => {
      const packed = Uint8Array.from(atob(one("script", button.parentElement).textContent), (c) => c.charCodeAt(0));
      const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
      save(await new Response(unpacked).blob(), button.dataset.table);
    });
  });

  // ---- Charts: what a part tells

  const SVG = "http://www.w3.org/2000/svg";
  const tip = one("#tip");
  const said = one("#said");

  const place = (x, y) => {
    const { width, height } = tip.getBoundingClientRect();
    const left = x + 18 + width > innerWidth ? x - 18 - width : x + 18;
    tip.style.left = `${Math.max(4, left)}px`;
    tip.style.top = `${Math.max(4, Math.min(y + 18, innerHeight - height - 4))}px`;
  };
  const fill = (heading, values) => {
    const rows = values.map(([name, value, colour]) => {
      const mark = make("i");
      mark.style.background = colour || "transparent";
      if (!colour) mark.style.borderColor = "transparent";
      return make("tr", {}, [make("td", {}, [mark, name]), make("td", { textContent: value })]);
    });
    tip.replaceChildren(make("b", { textContent: heading }), make("table", {}, [make("tbody", {}, rows)]));
    tip.hidden = false;
  };
  const hide = () => {
    tip.hidden = true;
    all(".spot.on").forEach((spot) => spot.classList.remove("on"));
  };

  const views = new Map();
  all(".view").forEach((view) => {
    const told = JSON.parse(one("script", view).textContent);
    views.set(view, told);
    if (told.length === 0) return;
    const picture = one("svg", view);
    const spots = told.map(({ area: [x, y, width, height] }) => {
      const spot = document.createElementNS(SVG, "rect");
      Object.entries({ x, y, width, height, class: "spot" }).forEach(([name, value]) => spot.setAttribute(name, value));
      picture.append(spot);
      return spot;
    });
    const show = (at, x, y) => {
      all(".spot.on").forEach((spot) => spot.classList.remove("on"));
      spots[at].classList.add("on");
      fill(told[at].heading, told[at].values);
      place(x, y);
    };
    let at = -1;
    spots.forEach((spot, index) => {
      ["pointermove", "pointerdown"].forEach((name) => spot.addEventListener(name, (event) => {
        at = index;
        show(index, event.clientX, event.clientY);
      }));
    });
    view.addEventListener("pointerleave", hide);
    view.addEventListener("blur", hide);
    view.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const last = told.length - 1;
      const next = {
        ArrowRight: Math.min(at + 1, last), ArrowDown: Math.min(at + 1, last),
        ArrowLeft: Math.max(at - 1, 0), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last,
      }[event.key];
      if (event.key === "Escape") hide();
      if (next === undefined) return;
      event.preventDefault();
      at = next;
      spots[at].scrollIntoView({ block: "nearest", inline: "nearest" });
      const box = spots[at].getBoundingClientRect();
      show(at, box.left + box.width / 2, box.top + Math.min(box.height / 2, 60));
      said.textContent = `${told[at].heading}: ${told[at].values.map(([name, value]) => `${name} ${value}`).join(", ")}`;
    });
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());

  // ---- Charts: values as rows, and saving them

  const shown = (chart) => all(".view", chart).filter((view) => !view.hidden);
  const rowsOf = (view) => views.get(view).flatMap(({ heading, values }) => values.map(([name, value]) => [heading, name, value]));
  const COLUMNS = ["Where", "What", "Value"];

  const tabulate = (chart) => {
    const tables = shown(chart).map((view) => {
      const row = (cells) => make("tr", {}, cells.map((cell, i) => make(i ? "td" : "th", i ? { textContent: cell } : { textContent: cell, scope: "row" })));
      const head = make("tr", {}, COLUMNS.map((name) => make("th", { textContent: name, scope: "col" })));
      const caption = make("caption", { textContent: view.dataset.title });
      return make("table", {}, [caption, make("thead", {}, [head]), make("tbody", {}, rowsOf(view).map(row))]);
    });
    one(".values", chart).replaceChildren(...tables);
  };
  const drawn = (view) => {
    const copy = one("svg", view).cloneNode(true);
    all(".spot", copy).forEach((spot) => spot.remove());
    return new XMLSerializer().serializeToString(copy);
  };
  const asPng = (text) => new Promise((done, failed) => {
    const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    const image = new Image();
    image.onerror = failed;
    image.onload = () => {
      const canvas = make("canvas", { width: image.naturalWidth, height: image.naturalHeight });
      canvas.getContext("2d").drawImage(image, 0, 0);
      URL.revokeObjectURL(url);
      canvas.toBlob(done, "image/png");
    };
    image.src = url;
  });
  const savers = {
    svg: (view) => new Blob([drawn(view)], { type: "image/svg+xml" }),
    png: (view) => asPng(drawn(view)),
    csv: (view) => csv([COLUMNS.map((name) => name.toLowerCase()), ...rowsOf(view)]),
  };
  all("figure.chart").forEach((chart) => {
    const details = one("details", chart);
    details?.addEventListener("toggle", () => details.open && tabulate(chart));
    all("[data-save]", chart).forEach((button) => button.addEventListener("click", async () => {
      for (const view of shown(chart)) {
        const suffix = view.dataset.scenario === "0" ? "" : "-other";
        save(await savers[button.dataset.save](view), `${view.dataset.name}${suffix}.${button.dataset.save}`);
      }
    }));
  });

  // ---- Which scenario the charts show

  const choose = (which) => all("figure.chart").forEach((chart) => {
    const here = all(".view", chart);
    here.forEach((view) => (view.hidden = here.length > 1 && which !== "both" && view.dataset.scenario !== which));
    one(".views", chart).classList.toggle("both", shown(chart).length > 1);
    const only = one(".only", chart);
    if (only) only.hidden = which === "0";
    if (one("details", chart)?.open) tabulate(chart);
  });
  all("#scenarios input").forEach((input) => input.addEventListener("change", () => choose(input.value)));
  choose(one("#scenarios input:checked")?.value ?? "0");

  // ---- Shadow prices

  const STEP = 25;
  const prices = JSON.parse(one("#prices-data").textContent);
  const keys = all("#prices [data-sort]").map((button) => button.dataset.sort);
  const numbers = new Set(all("#prices [data-number]").map((button) => button.dataset.sort));
  const filters = Object.fromEntries(all("[data-filter]").map((field) => [field.dataset.filter, field]));
  let order = { key: "rent_musd", down: true };
  let limit = STEP;

  const written = (key, value) => {
    if (value === null || value === undefined) return "";
    if (key === "year" || typeof value !== "number") return String(value);
    return value.toLocaleString("en-US", { maximumSignificantDigits: 4 });
  };
  ["family", "region", "year"].forEach((key) => {
    const known = [...new Set(prices.map((row) => row[key]))].filter((value) => value !== "" && value !== null);
    known.sort((a, b) => (typeof a === "number" ? a - b : a.localeCompare(b)));
    filters[key].append(...known.map((value) => make("option", { value, textContent: value })));
  });
  const chosen = () => {
    const words = filters.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (row) => ["family", "region", "year"].every((key) => !filters[key].value || String(row[key]) === filters[key].value)
      && (!filters.binding.checked || row.binding)
      && words.every((word) => `${row.rule} ${row.item}`.toLowerCase().includes(word));
    const sign = order.down ? -1 : 1;
    const compare = (a, b) => (numbers.has(order.key) ? (a ?? 0) - (b ?? 0) : String(a).localeCompare(String(b)));
    return prices.filter(fits).sort((a, b) => sign * compare(a[order.key], b[order.key]));
  };
  const update = () => {
    const rows = chosen();
    const cell = (row, key, i) => make(i ? "td" : "th", { textContent: written(key, row[key]), className: numbers.has(key) ? "number" : "words", ...(i ? {} : { scope: "row" }) });
    const body = rows.slice(0, limit).map((row) => make("tr", {}, keys.map((key, i) => cell(row, key, i))));
    one("#prices tbody").replaceChildren(...body);
    one("#count").textContent = `${rows.length.toLocaleString("en-US")} of ${prices.length.toLocaleString("en-US")} limits`;
    one("#more").hidden = rows.length <= limit;
    all("#prices [data-sort]").forEach((button) => {
      const heading = button.closest("th");
      if (button.dataset.sort === order.key) heading.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    });
  };
  all("#prices [data-sort]").forEach((button) => button.addEventListener("click", () => {
    const key = button.dataset.sort;
    order = { key, down: order.key === key ? !order.down : numbers.has(key) };
    update();
  }));
  Object.values(filters).forEach((field) => field.addEventListener("input", () => {
    limit = STEP;
    update();
  }));
  one("#filters").addEventListener("submit", (event) => event.preventDefault());
  one("#more").addEventListener("click", () => {
    limit += STEP;
    update();
  });
  one("#save-prices").addEventListener("click", () => {
    const columns = prices.length ? Object.keys(prices[0]) : keys;
    save(csv([columns, ...chosen().map((row) => columns.map((key) => row[key] ?? ""))]), "shadow_prices_chosen.csv");
  });
  update();
})();
