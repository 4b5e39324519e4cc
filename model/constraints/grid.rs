//! The grid: campuses draw through connections, regions trade and lend through links.
//!
//! ```text
//! grid.connected       [r,y]      connected[r,y] = existing[r] + sum_y' w(y',y,inf) connect[r,y']
//! grid.connection      [r,y,s]    contract_factor x draw[r,y,s] <= connected[r,y]
//! grid.connection_rate [r,y]      connect[r,y]                  <= gw_per_year[r](P(y))
//! grid.lines           [l,y]      lines[l,y] = capacity[l] + sum_y' w(y',y,inf) line[l,y']
//! grid.transfer        [l,+/-,y,s] flow[l,+/-,y,s]              <= lines[l,y]
//! grid.line_rate       [l,y]      line[l,y]                     <= max_gw_per_year[l] x years of P(y)
//! grid.lend            [l,+/-,y]  lend[l,+/-,y]                 <= lend_fraction x lines[l,y]
//! ```
//!
//! All in GW. `existing` of `connections.csv`, `gw_per_year` of `connection_rate.csv`, the rest of `links.csv`;
//! `contract_factor` and `lend_fraction` of the scenario. Where a link cannot be expanded, `transfer` and
//! `lend` are bounds of their columns, not rows.
//!
//! Shadow prices: USD/kW. Not modelled: voltage angles, limits across several links, losses of lending.

use super::stocks::{connected, in_service, lines};
use crate::program::{Expression, Item, Key, Rows, Rule, Variables};
use crate::sets::{Direction, Link, Region, Year};
use crate::system::{Life, System};

/// Writes the rows of the grid.
pub fn add(system: &System, variables: &Variables, rows: &mut Rows) {
    for y in system.time.years() {
        for r in system.sets.regions() {
            connections(system, variables, rows, r, y);
        }
        for l in system.sets.links() {
            link(system, variables, rows, l, y);
        }
    }
}

fn connections(system: &System, variables: &Variables, rows: &mut Rows, r: Region, y: Year) {
    let key = Key::regional(Item::None, r, y);
    if let Some(stock) = variables.connected[[r.0, y.0]] {
        let mut sum = in_service(system, y, Life::Endless, |built| variables.connect[[r.0, built.0]]);
        sum.constant = system.grid.connections[r.0].existing.value();
        rows.identity(Rule::GridConnected, key, stock.into(), sum);
    }
    for s in system.time.slices() {
        if let Some(draw) = variables.draw[[r.0, y.0, s.0]] {
            let contracted = Expression::term(draw, system.compute.contract_factor);
            let key = Key::hourly(Item::None, r, y, s);
            rows.at_most(Rule::GridConnection, key, contracted, connected(system, variables, r, y));
        }
    }
    let built = Expression::term(variables.connect[[r.0, y.0]], 1.0);
    rows.limit(Rule::GridConnectionRate, key, built, system.grid.connection_rate[[r.0, y.0]].value());
}

fn link(system: &System, variables: &Variables, rows: &mut Rows, l: Link, y: Year) {
    let kind = &system.grid.links[l.0];
    let key = Key::national(Item::Link(l), y);
    if system.time.calendar(y) >= kind.first_year {
        let built = Expression::term(variables.line[[l.0, y.0]], 1.0);
        rows.limit(Rule::GridLineRate, key, built, kind.rate[y.0].value());
    }
    let Some(stock) = variables.lines[[l.0, y.0]] else { return };
    let mut sum = in_service(system, y, Life::Endless, |built| variables.line[[l.0, built.0]]);
    sum.constant = kind.capacity.value();
    rows.identity(Rule::GridLines, key, stock.into(), sum);
    for way in Direction::BOTH {
        let key = Key::national(Item::Way(l, way), y);
        if let Some(lend) = variables.lend[[l.0, way.index(), y.0]] {
            let share = lines(system, variables, l, y) * system.adequacy.lend_fraction;
            rows.at_most(Rule::GridLend, key, lend.into(), share);
        }
        for s in system.time.slices() {
            if let Some(flow) = variables.flow[[l.0, way.index(), y.0, s.0]] {
                let key = Key { slice: Some(s), ..key };
                rows.at_most(Rule::GridTransfer, key, flow.into(), lines(system, variables, l, y));
            }
        }
    }
}
