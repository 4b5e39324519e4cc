//! `build_limits` and `committed_builds`: what may be built, and what is being built.

use ndarray::Array3;

use super::check::list;
use super::group::Ground;
use super::series::{SeriesBy, names_in_order};
use crate::error::{Problem, Problems};
use crate::sets::{List, Region, Technology, Year, position};
use crate::system::power::{BuildLimitKind, CommitmentKind, TechnologyKind};
use crate::units::Gigawatts;

/// All build limits, each with its members and its commitments.
#[must_use]
pub fn limits(ground: &Ground<'_>) -> Vec<BuildLimitKind> {
    let table = ground.table("build_limits");
    let rates = ground.series("build_limits", &["limit"], "gw_per_year");
    let committed = ground.series("committed_builds", &["technology", "region"], "gw_per_year");
    ground
        .sets
        .build_limits
        .iter()
        .filter_map(|code| {
            let row = position(table.text("limit"), code)?;
            let named = named(ground, &table.text("scope")[row], &table.text("name")[row]);
            let members: Vec<(Technology, Region)> = ground
                .sets
                .regions()
                .filter(|r| {
                    let region = &table.text("region")[row];
                    region == "all" || *region == ground.sets.regions[r.0]
                })
                .flat_map(|r| named.iter().map(move |&g| (g, r)))
                .collect();
            let committed = committed_under(ground, &committed, &members);
            Some(BuildLimitKind { rate: ground.rate_of(&rates, &[code])?, committed, members })
        })
        .collect()
}

/// The technologies that a limit names.
fn named(ground: &Ground<'_>, scope: &str, name: &str) -> Vec<Technology> {
    let groups = ground.table("technologies").text("build_groups");
    let member = |g: &Technology| {
        if scope == "group" {
            list(&groups[g.0]).any(|group| group == name)
        } else {
            ground.sets.technologies[g.0] == name
        }
    };
    ground.sets.technologies().filter(member).collect()
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

/// Where and when a technology can be built: a limit names it, none that does is 0, and it is on
/// the market. `[g, r, y]`
#[must_use]
pub fn buildable(ground: &Ground<'_>, kinds: &[TechnologyKind], limits: &[BuildLimitKind]) -> Array3<bool> {
    let years = &ground.time.years;
    let shape = (kinds.len(), ground.sets.regions.len(), years.len());
    let mut named = Array3::from_elem(shape, false);
    let mut barred = Array3::from_elem(shape, false);
    for limit in limits {
        for &(g, r) in &limit.members {
            for y in 0..years.len() {
                named[[g.0, r.0, y]] = true;
                barred[[g.0, r.0, y]] |= limit.at(Year(y)).value() <= 0.0;
            }
        }
    }
    Array3::from_shape_fn(shape, |(g, r, y)| named[[g, r, y]] && !barred[[g, r, y]] && years[y] >= kinds[g].first_year)
}

/// All committed builds; one that cannot be built is an error.
pub fn commitments(
    ground: &Ground<'_>,
    kinds: &[TechnologyKind],
    buildable: &Array3<bool>,
    problems: &mut Problems,
) -> Vec<CommitmentKind> {
    let table = ground.table("committed_builds");
    let series = ground.series("committed_builds", &["technology", "region"], "gw_per_year");
    let mut commitments = vec![];
    for technology in names_in_order(table, "technology") {
        for region in names_in_order(table, "region") {
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
                    problems.push(commitment_problem(table, &key, year, committed.value(), &why));
                }
            }
            commitments.push(CommitmentKind { technology: g, region: r, amount });
        }
    }
    commitments
}

fn commitment_problem(table: &super::table::Table, key: &[&str; 2], year: i32, committed: f64, why: &str) -> Problem {
    let row = (0..table.len())
        .find(|&row| table.text("technology")[row] == key[0] && table.text("region")[row] == key[1])
        .unwrap_or(0);
    let message = format!("{} GW of {} are committed in {} by {year}, but {why}", committed, key[0], key[1]);
    Problem::at(table.place(row, "technology"), message)
        .hint("values are flat outside their years: end a series of committed builds with a 0 row")
}
