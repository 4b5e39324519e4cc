//! `build_limits` and `committed_builds`: what may be built, and what is being built.

use ndarray::Array3;

use super::group::Ground;
use super::series::{SeriesBy, names_in_order};
use super::tables::{BuildLimits, CommittedBuilds, Scope, Technologies};
use super::typed::InputRow;
use crate::error::{Problem, Problems};
use crate::sets::{List, Region, Technology, Year, position};
use crate::system::power::{BuildLimitKind, CommitmentKind, TechnologyKind};
use crate::units::Gigawatts;

/// All build limits, each with its members and its commitments.
#[must_use]
pub fn limits(ground: &Ground<'_>) -> Vec<BuildLimitKind> {
    let rates = ground.series(&[BuildLimits::limit], BuildLimits::gw_per_year);
    let committed = committed_series(ground);
    ground
        .sets
        .build_limits
        .iter()
        .filter_map(|code| {
            let row = ground.dataset.rows::<BuildLimits>().find(|row| row.limit() == code)?;
            let named = named(ground, row);
            let members: Vec<(Technology, Region)> = ground
                .sets
                .regions()
                .filter(|r| row.region() == "all" || row.region() == ground.sets.regions[r.0])
                .flat_map(|r| named.iter().map(move |&g| (g, r)))
                .collect();
            let committed = committed_under(ground, &committed, &members);
            Some(BuildLimitKind { rate: ground.rate_of(&rates, &[code])?, committed, members })
        })
        .collect()
}

/// The technologies that a limit names.
fn named(ground: &Ground<'_>, limit: InputRow<'_, BuildLimits>) -> Vec<Technology> {
    let member = |technology: &InputRow<'_, Technologies>| names(limit, *technology);
    ground.dataset.rows::<Technologies>().filter(member).map(|technology| Technology(technology.index)).collect()
}

/// Whether a limit names a technology, or a group that it is in.
#[must_use]
pub fn names(limit: InputRow<'_, BuildLimits>, technology: InputRow<'_, Technologies>) -> bool {
    match limit.scope() {
        Scope::Group => technology.build_groups().contains(&limit.name()),
        Scope::Technology => technology.technology() == limit.name(),
    }
}

fn committed_series(ground: &Ground<'_>) -> SeriesBy {
    ground.series(&[CommittedBuilds::technology, CommittedBuilds::region], CommittedBuilds::gw_per_year)
}

fn committed_under(
    ground: &Ground<'_>,
    committed: &SeriesBy,
    members: &[(Technology, Region)],
) -> List<Year, Gigawatts> {
    let sum = |period: &Vec<i32>| {
        let of = |&(g, r): &(Technology, Region)| {
            committed.over(&[&ground.sets.technologies[g.0], &ground.sets.regions[r.0]], period)
        };
        Gigawatts(members.iter().map(of).sum())
    };
    ground.time.periods.iter().map(sum).collect()
}

/// Where and when a technology can be built: a limit names it (if only with 0, which then has a price), and it is on the
/// market. `[g, r, y]`
#[must_use]
pub fn buildable(ground: &Ground<'_>, kinds: &[TechnologyKind], limits: &[BuildLimitKind]) -> Array3<bool> {
    let years = &ground.time.years;
    let shape = (kinds.len(), ground.sets.regions.len(), years.len());
    let mut named = Array3::from_elem(shape, false);
    for limit in limits {
        for &(g, r) in &limit.members {
            for y in 0..years.len() {
                named[[g.0, r.0, y]] = true;
            }
        }
    }
    Array3::from_shape_fn(shape, |(g, r, y)| named[[g, r, y]] && years[y] >= kinds[g].first_year)
}

/// All committed builds; one that cannot be built is an error.
pub fn commitments(
    ground: &Ground<'_>,
    kinds: &[TechnologyKind],
    buildable: &Array3<bool>,
    problems: &mut Problems,
) -> Vec<CommitmentKind> {
    let series = committed_series(ground);
    let mut commitments = vec![];
    for technology in names_in_order(ground.dataset.column(CommittedBuilds::technology)) {
        for region in names_in_order(ground.dataset.column(CommittedBuilds::region)) {
            let key = [technology.as_str(), region.as_str()];
            let Some(amount) = ground.rate_of::<Gigawatts>(&series, &key) else { continue };
            let g = position(&ground.sets.technologies, &technology).map(Technology);
            let r = position(&ground.sets.regions, &region).map(Region);
            let Some((g, r)) = g.zip(r) else { continue };
            for (y, committed) in amount.iter().enumerate() {
                if committed.value() > 0.0 && !buildable[[g.0, r.0, y]] {
                    let year = ground.time.years[y];
                    let why = if year < kinds[g.0].first_year {
                        format!("{technology} exists from {} only", kinds[g.0].first_year)
                    } else {
                        format!("no row of build_limits names {technology} in {region}")
                    };
                    problems.push(commitment_problem(ground, &key, (year, committed.value()), &why));
                }
            }
            commitments.push(CommitmentKind { technology: g, region: r, amount });
        }
    }
    commitments
}

fn commitment_problem(ground: &Ground<'_>, key: &[&str; 2], (year, committed): (i32, f64), why: &str) -> Problem {
    let message = format!("{} GW of {} are committed in {} by {year}, but {why}", committed, key[0], key[1]);
    let row = ground.dataset.rows::<CommittedBuilds>().find(|row| [row.technology(), row.region()] == *key);
    Problem::at(row.expect("a commitment comes from a row").place(CommittedBuilds::technology), message)
        .hint("values are flat outside their years: end a series of committed builds with a 0 row")
}
