//! What a person sees: the one-screen summary, and progress while waiting.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use comfy_table::{CellAlignment, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};

use crate::error::{Error, Result};
use crate::load::Loaded;
use crate::named::word_or_empty;
use crate::results::derived::ranked_rents;
use crate::results::tables::{ShadowPriceRow, SummaryRow};
use crate::run::Run;

/// Prints text to standard output. A reader that went away (`| head`) is no fault.
///
/// # Errors
/// If standard output cannot be written to.
pub fn print(text: &str) -> Result<()> {
    print_bytes(format!("{}\n", text.trim_end()).as_bytes())
}

/// Prints bytes to standard output.
///
/// # Errors
/// If standard output cannot be written to.
pub fn print_bytes(bytes: &[u8]) -> Result<()> {
    match std::io::stdout().write_all(bytes) {
        Err(fault) if fault.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::run(format!("cannot write to standard output: {fault}")))
        }
        _ => Ok(()),
    }
}

/// The summary of a run.
#[must_use]
pub fn summary(loaded: &Loaded, run: &Run) -> String {
    let (scenario, results) = (&loaded.scenario, &run.results);
    let mut text = format!("{}: {}\n", scenario.name, scenario.title);
    let _ = writeln!(
        text,
        "{} regions, {} model years, {}-hour slices, {}\n",
        results.labels.regions.len(),
        results.years.len(),
        scenario.horizon.block_hours,
        results.labels.currency,
    );
    let _ = writeln!(text, "{}\n", table(&results.summary));
    text.push_str(&what_binds(run));
    let _ = write!(text, "{}", certificate(run));
    text
}

fn table(rows: &[SummaryRow]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header([
        "year",
        "AI load\nGW rated",
        "peak\nGW",
        "energy\nTWh",
        "compute\nMH100e",
        "AI capex\nbn/year",
        "CO2\nMt",
        "rent share\nenergy",
        "\nchips",
        "largest rent",
        "second",
    ]);
    for row in rows {
        table.add_row([
            row.year.to_string(),
            format!("{:.1}", row.ai_rated_gw),
            format!("{:.1}", row.ai_peak_gw),
            format!("{:.0}", row.ai_energy_twh),
            format!("{:.1}", row.compute_mh100e),
            format!("{:.0}", row.ai_capex_busd_per_year()),
            format!("{:.0}", row.co2_mt),
            percent(row.energy_rent_share),
            percent(row.chips_rent_share),
            row.first_bottleneck.to_string(),
            word_or_empty(row.second_bottleneck).to_owned(),
        ]);
    }
    for column in table.column_iter_mut().take(9) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// For each year the three families with the largest rents, and what in them binds.
fn what_binds(run: &Run) -> String {
    const FAMILIES: usize = 3;
    const ITEMS: usize = 3;
    let results = &run.results;
    let mut text =
        String::from("What binds when (share of the year's rents of supply, and the limits with the largest):\n");
    for &year in &results.years {
        let parts = ranked_rents(&results.rents, year).into_iter().take(FAMILIES).map(|rent| {
            let owned = |row: &&ShadowPriceRow| row.year == year && row.family == rent.family && row.rent_musd > 0.0;
            let mut rows: Vec<&ShadowPriceRow> = results.shadow_prices.iter().filter(owned).collect();
            rows.sort_by(|a, b| b.rent_musd.total_cmp(&a.rent_musd));
            let items: Vec<String> = rows.iter().take(ITEMS).map(|row| short_name(row)).collect();
            format!("{} {} ({})", rent.family, percent(rent.rent_share), items.join(", "))
        });
        let parts: Vec<String> = parts.collect();
        let said = if parts.is_empty() { "nothing but demand".to_owned() } else { parts.join("; ") };
        let _ = writeln!(text, "  {year}  {said}");
    }
    let _ =
        writeln!(text, "Rents are a hint; gridbound explain {} re-solves for the verdict.\n", results.labels.scenario);
    text
}

/// A limit in two words.
fn short_name(row: &ShadowPriceRow) -> String {
    let kind = row.rule.own_name().replace('_', " ");
    match (row.item.as_str(), row.region.as_str()) {
        ("", "") => kind,
        ("", region) => format!("{kind} {region}"),
        (item, region) if region.is_empty() || item.contains(region) => item.to_owned(),
        (item, region) => format!("{item} {region}"),
    }
}

fn certificate(run: &Run) -> String {
    let c = &run.certificate;
    format!(
        "certified optimal: gap {:.0e}, residuals {:.0e} primal, {:.0e} dual, {:.0e} complementarity\n\
         {} rows, {} columns, {} coefficients; {} {}, {} iterations; {:.2} s to read and build, {:.1} s to solve\n\
         objective {:.0} million ({})\n",
        c.relative_gap,
        c.primal_residual,
        c.dual_residual,
        c.complementarity,
        c.rows,
        c.columns,
        c.nonzeros,
        c.solver,
        c.algorithm,
        c.iterations,
        c.build_seconds,
        c.solve_seconds,
        c.objective_musd,
        run.results.labels.currency,
    )
}

/// Where the files of a run are.
#[must_use]
pub fn where_it_is(folder: &Path, written: &BTreeMap<&str, usize>) -> String {
    let path = folder.display();
    let mut text = format!("{} tables  {path}/*.csv\n", written.get("tables").unwrap_or(&0));
    if let Some(charts) = written.get("charts").filter(|n| **n > 0) {
        let _ = writeln!(text, "{charts} charts   {path}/charts/*.svg, *.png");
    }
    text
}

/// A line that moves, with a message, while so many steps are taken.
#[must_use]
pub fn moving_line(steps: usize, template: &str, message: String) -> ProgressBar {
    const TICK: Duration = Duration::from_millis(120);
    let bar = ProgressBar::new(steps as u64);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(message);
    bar.enable_steady_tick(TICK);
    bar
}

/// A line that moves and says what is being done, until it is dropped; hidden where nobody wants it.
pub struct Doing(ProgressBar);

impl Doing {
    /// Starts the line.
    #[must_use]
    pub fn start(quiet: bool, what: impl Into<String>) -> Self {
        Self(if quiet { ProgressBar::hidden() } else { moving_line(1, "{spinner} {msg} {elapsed}", what.into()) })
    }

    /// Says what is done from now on.
    pub fn now(&self, what: impl Into<String>) {
        self.0.set_message(what.into());
        self.0.reset_elapsed();
    }
}

impl Drop for Doing {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// A line that moves while the solver works; silent where nobody looks at it.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Starts the line.
    #[must_use]
    pub fn start(quiet: bool, loaded: &[Loaded]) -> Self {
        let names = loaded.iter().map(|l| l.scenario.name.as_str()).collect::<Vec<_>>().join(", ");
        if quiet {
            return Self { bar: ProgressBar::hidden() };
        }
        let template = if loaded.len() > 1 {
            "{spinner} solving {msg} [{pos}/{len}] {elapsed}"
        } else {
            "{spinner} solving {msg} {elapsed}"
        };
        Self { bar: moving_line(loaded.len(), template, names) }
    }

    /// Counts one finished scenario.
    pub fn one_done(&self) {
        self.bar.inc(1);
    }

    /// Takes the line away.
    pub fn finish(self) {
        self.bar.finish_and_clear();
    }
}
