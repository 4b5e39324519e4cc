//! The grid: campuses draw through connections, regions trade and lend through links.
//!
//! ```text
//! grid.connected       [r,y]        connected[r,y] = existing[r] + sum_y' w(y',y,inf) connect[r,y']
//! grid.connection      [r,y,s]      contract_factor draw[r,y,s] <= connected[r,y]
//! grid.connection_rate [r,y]        connect[r,y]                <= gw_per_year[r](P(y))
//! grid.lines           [l,y]        lines[l,y] = capacity_gw[l] + sum_y' w(y',y,inf) line[l,y']
//! grid.transfer        [l,y,s]      sum_+/- flow[l,+/-,y,s]     <= lines[l,y]
//! grid.line_rate       [l,y]        line[l,y]                   <= max_gw_per_year[l] x {years of} P(y)
//! grid.lend            [l,+/-,y,h]  lend[l,+/-,y,h]             <= lend_fraction lines[l,y]
//! ```
//!
//! All in GW; h are the seasons of either end, and a lend counts in an end that has the season. `existing` of `connections.csv`, `gw_per_year` of `connection_rate.csv`, `capacity_gw` and
//! `max_gw_per_year` of `links.csv`; `contract_factor` and `lend_fraction` of the scenario. Where a link cannot be
//! expanded, `lend` is a bound of its columns, not rows. Both directions share the lines, so that a lossy link cannot
//! burn a surplus both ways at once.
//!
//! Shadow prices: USD/kW. Not modelled: voltage angles, limits across several links, losses of lending.
//! Sources: `large_load_connection`, `interconnection_throughput`, `existing_ai_connections`, `practical_transfer`, `dc_ties`.

use super::stocks::{connected, in_service, lines};
use crate::program::{Expression, Formulation, Item, Key, Quantity, Rule};
use crate::sets::{Direction, Link, Region, Season, Year};
use crate::system::{Life, System};

/// Declares connections, lines, and what flows and is lent along links.
pub fn declare(program: &mut Formulation<'_>) {
    let system = program.system;
    for y in system.time.years() {
        for r in system.sets.regions() {
            let variables = &mut program.variables;
            let key = Key::regional(Item::None, r, y);
            variables.connect[(r, y)] = variables.free(Quantity::Connect, key);
            variables.connected[(r, y)] = variables.free(Quantity::Connected, key);
        }
        for l in system.sets.links() {
            declare_link(program, l, y);
        }
    }
}

fn declare_link(program: &mut Formulation<'_>, l: Link, y: Year) {
    let (system, variables) = (program.system, &mut program.variables);
    let link = &system.grid.links[l];
    let key = Key::national(Item::Link(l), y);
    if system.time.calendar(y) >= link.first_year {
        variables.line[(l, y)] = variables.free(Quantity::Line, key);
    }
    let expanded = Year::all(y.0 + 1).any(|built| variables.line[(l, built)].is_some());
    if expanded {
        variables.lines[(l, y)] = variables.free(Quantity::Lines, key);
    }
    if !expanded && link.capacity.value() <= 0.0 {
        return;
    }
    for way in Direction::BOTH {
        let key = Key::national(Item::Way(l, way), y);
        let fraction = system.adequacy.lend_fraction;
        if fraction > 0.0 {
            let bound = if expanded { f64::INFINITY } else { fraction * link.capacity.value() };
            for h in seasons_of(system, l) {
                let key = Key { item: Item::SeasonWay(l, way, h), ..key };
                variables.lend[(l, way, y, h)] = variables.bounded(Quantity::Lend, key, bound);
            }
        }
        for s in system.time.slices() {
            let key = Key { slice: Some(s), ..key };
            variables.flow[(l, way, y, s)] = variables.free(Quantity::Flow, key);
        }
    }
}

/// The seasons of either end of a link.
fn seasons_of(system: &System, l: Link) -> impl Iterator<Item = Season> + '_ {
    let link = &system.grid.links[l];
    let known = move |r: Region, h: Season| system.adequacy.seasons[(r, h)].is_some();
    Season::all(system.sets.seasons.len()).filter(move |&h| known(link.from, h) || known(link.to, h))
}

/// Writes the rows of the grid.
pub fn add(program: &mut Formulation<'_>) {
    let system = program.system;
    for y in system.time.years() {
        for r in system.sets.regions() {
            connections(program, r, y);
        }
        for l in system.sets.links() {
            link(program, l, y);
        }
    }
}

fn connections(program: &mut Formulation<'_>, r: Region, y: Year) {
    let system = program.system;
    let key = Key::regional(Item::None, r, y);
    if let Some(stock) = program.variables.connected[(r, y)] {
        let mut sum = in_service(program, y, Life::Endless, |built| program.variables.connect[(r, built)]);
        sum.constant = system.grid.connections[r].existing.value();
        program.rows.identity(Rule::GridConnected, key, stock.into(), sum);
    }
    for s in system.time.slices() {
        if let Some(draw) = program.variables.draw[(r, y, s)] {
            let contracted = Expression::term(draw, system.compute.contract_factor);
            let key = Key::hourly(Item::None, r, y, s);
            program.rows.at_most(Rule::GridConnection, key, contracted, connected(program, r, y));
        }
    }
    let built = Expression::term(program.variables.connect[(r, y)], 1.0);
    program.rows.limit(Rule::GridConnectionRate, key, built, system.grid.connection_rate[(r, y)].value());
}

fn link(program: &mut Formulation<'_>, l: Link, y: Year) {
    let system = program.system;
    let kind = &system.grid.links[l];
    let key = Key::national(Item::Link(l), y);
    if system.time.calendar(y) >= kind.first_year {
        let built = Expression::term(program.variables.line[(l, y)], 1.0);
        program.rows.limit(Rule::GridLineRate, key, built, kind.rate[y].value());
    }
    for s in system.time.slices() {
        let flow = |way| program.variables.flow[(l, way, y, s)];
        let mut both = Expression::default();
        Direction::BOTH.map(flow).into_iter().for_each(|flow| both.add(flow, 1.0));
        let lines = lines(program, l, y);
        program.rows.at_most(Rule::GridTransfer, Key { slice: Some(s), ..key }, both, lines);
    }
    let Some(stock) = program.variables.lines[(l, y)] else { return };
    let mut sum = in_service(program, y, Life::Endless, |built| program.variables.line[(l, built)]);
    sum.constant = kind.capacity.value();
    program.rows.identity(Rule::GridLines, key, stock.into(), sum);
    for way in Direction::BOTH {
        for h in seasons_of(system, l) {
            let Some(lend) = program.variables.lend[(l, way, y, h)] else { continue };
            let share = lines(program, l, y) * system.adequacy.lend_fraction;
            program.rows.at_most(Rule::GridLend, Key::national(Item::SeasonWay(l, way, h), y), lend.into(), share);
        }
    }
}
