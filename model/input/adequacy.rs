//! `seasons`, `capacity_curve`, `elcc` and reserve margins: the rules of firm capacity.

use std::collections::BTreeMap;

use ndarray::{Array2, Array3};

use super::dataset::Dataset;
use super::group::Ground;
use super::series::names_in_order;
use super::settings::{Setting, Settings};
use super::tables::{CapacityCurve, Elcc, Regions, Seasons, Technologies};
use super::typed::{Declared, InputRow, TypedColumn};
use crate::error::{Problem, Problems, figure};
use crate::sets::position;
use crate::system::Adequacy;
use crate::system::economy::{CurveTierKind, SeasonKind};
use crate::units::{MillionUsdPerGigawatt, UsdPerMegawattHour};

/// Sums of shares that differ by less are equal.
const ROUNDING: f64 = 1e-3;

/// Names that rows of a table give to parts of regions (seasons, tiers), in order; the part of a region without rows is
/// without a name and comes first.
pub fn named<T: Declared>(
    dataset: &Dataset,
    region: TypedColumn<T, String>,
    name: TypedColumn<T, String>,
) -> Vec<String> {
    let stated = dataset.column(region);
    let is_silent = |region: &String| !stated.iter().any(|of| of == region || of == ALL);
    let unnamed = dataset.column(Regions::region).iter().any(is_silent).then(String::new);
    unnamed.into_iter().chain(names_in_order(dataset.column(name))).collect()
}

/// How a row speaks of every region that has no rows of its own.
const ALL: &str = "all";

/// The rows that hold in a region: its own, else those of all.
fn rows_of<'a, T: Declared>(
    dataset: &'a Dataset,
    column: TypedColumn<T, String>,
    region: &str,
) -> Vec<InputRow<'a, T>> {
    let of = |region: &str| {
        dataset.rows::<T>().filter(|row| dataset.column(column)[row.index] == region).collect::<Vec<_>>()
    };
    let own = of(region);
    if own.is_empty() { of(ALL) } else { own }
}

/// Reads the rules of firm capacity.
pub fn read(ground: &Ground<'_>, settings: &Settings, problems: &mut Problems) -> Adequacy {
    let (dataset, sets) = (ground.dataset, ground.sets);
    let regions = dataset.column(Regions::region);
    let mut seasons = Array2::from_elem((regions.len(), sets.seasons.len()), None);
    let mut tiers = Array2::from_elem((regions.len(), sets.curve_tiers.len()), None);
    let mut above = vec![None; regions.len()];
    for region in dataset.rows::<Regions>() {
        let r = region.index;
        let stated = rows_of(dataset, Seasons::region, region.region());
        if stated.is_empty() {
            let year = SeasonKind { load_share: 1.0, reserve_margin: region.reserve_margin(), weight: 1.0 };
            seasons[[r, 0]] = Some(year);
        }
        for row in stated {
            let kind =
                SeasonKind { load_share: row.load_share(), reserve_margin: row.reserve_margin(), weight: row.weight() };
            if let Some(h) = position(&sets.seasons, row.season()) {
                seasons[[r, h]] = Some(kind);
            }
        }
        let stated = rows_of(dataset, CapacityCurve::region, region.region());
        if stated.is_empty() {
            let price = MillionUsdPerGigawatt(settings.of(&Setting::ADEQUACY_PRICE));
            tiers[[r, 0]] = Some(CurveTierKind { share: settings.of(&Setting::ADEQUACY_TOLERANCE), price });
        } else {
            above[r] = Some(settings.of(&Setting::ADEQUACY_ABOVE));
        }
        for row in stated {
            let kind = CurveTierKind { share: row.share(), price: MillionUsdPerGigawatt(row.usd_per_kw_year()) };
            if let Some(k) = position(&sets.curve_tiers, row.tier()) {
                tiers[[r, k]] = Some(kind);
            }
        }
    }
    curves_meet_settings(dataset, settings, problems);
    Adequacy {
        seasons: seasons.into(),
        above: above.into(),
        tiers: tiers.into(),
        penalty: MillionUsdPerGigawatt(settings.of(&Setting::ADEQUACY_PENALTY)),
        lend_fraction: settings.of(&Setting::ADEQUACY_LEND_FRACTION),
        lost_load: UsdPerMegawattHour(settings.of(&Setting::LOST_LOAD)),
    }
}

/// Firm shares of capacity, `[g, r]` where no season is asked for and `[g, r, h]`: the row of the season, else that without
/// one, else the technology's own.
pub fn elcc(ground: &Ground<'_>) -> (Array2<f64>, Array3<f64>) {
    let own = ground.dataset.column(Technologies::elcc);
    let (technologies, regions) = (&ground.sets.technologies, &ground.sets.regions);
    let mut elcc = Array2::from_shape_fn((technologies.len(), regions.len()), |(g, _)| own[g]);
    let place = |row: InputRow<'_, Elcc>| position(technologies, row.technology()).zip(position(regions, row.region()));
    let (of_year, of_season): (Vec<_>, Vec<_>) = ground.dataset.rows::<Elcc>().partition(|row| row.season().is_empty());
    for row in of_year {
        if let Some(place) = place(row) {
            elcc[place] = row.elcc();
        }
    }
    let shape = (technologies.len(), regions.len(), ground.sets.seasons.len());
    let mut seasonal = Array3::from_shape_fn(shape, |(g, r, _)| elcc[[g, r]]);
    for row in of_season {
        if let Some(((g, r), h)) = place(row).zip(position(&ground.sets.seasons, row.season())) {
            seasonal[[g, r, h]] = row.elcc();
        }
    }
    (elcc, seasonal)
}

/// The weights of the seasons of a region share out a price.
pub fn weights_of_seasons(dataset: &Dataset, problems: &mut Problems) {
    let mut sums: BTreeMap<&str, (InputRow<'_, Seasons>, f64)> = BTreeMap::new();
    for row in dataset.rows::<Seasons>() {
        sums.entry(row.region()).or_insert((row, 0.0)).1 += row.weight();
    }
    for (region, (row, sum)) in sums.into_iter().filter(|(_, (_, sum))| (sum - 1.0).abs() > ROUNDING) {
        let message = format!("the weights of the seasons of {region} sum to {sum}; expected 1");
        problems.push(
            Problem::at(row.place(Seasons::weight), message)
                .hint("a season's weight is the share of a tier's price that is paid in it"),
        );
    }
}

/// A curve ends as far below the target as the scenario tolerates.
fn curves_meet_settings(dataset: &Dataset, settings: &Settings, problems: &mut Problems) {
    let [above, tolerance] = [&Setting::ADEQUACY_ABOVE, &Setting::ADEQUACY_TOLERANCE].map(|s| settings.of(s));
    let mut sums: BTreeMap<&str, (InputRow<'_, CapacityCurve>, f64)> = BTreeMap::new();
    for row in dataset.rows::<CapacityCurve>() {
        sums.entry(row.region()).or_insert((row, 0.0)).1 += row.share();
    }
    for (region, (row, sum)) in sums.into_iter().filter(|(_, (_, sum))| (sum - above - tolerance).abs() > ROUNDING) {
        let message = format!(
            "the tiers of {region} sum to {}; expected {}, adequacy.above and adequacy.tolerance",
            figure(sum),
            above + tolerance
        );
        let hint = format!("the curve counts: the least that is accepted is {} below the target", figure(sum - above));
        problems.push(Problem::at(row.place(CapacityCurve::share), message).hint(hint).warning());
    }
}
