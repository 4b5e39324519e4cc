//! The columns of the program: which exist, what each is, and its bounds.
//!
//! No column is made that could not be used: an accelerator before its first year, a plant that no
//! limit lets anyone build, a slice without sun. All columns are at least 0.

use ndarray::{Array2, Array3, Array4};

use super::expression::Column;
use super::rows::{Item, Key};
use crate::constraints::dispatch::leader;
use crate::constraints::worth::running_cost;
use crate::named::written;
use crate::sets::{
    Accelerator, CapitalTier, Cooling, DemandTier, Direction, Link, MaterialTier, Region, SiteClass, Technology,
    TimeSlice, Year,
};
use crate::system::{Life, System};

macro_rules! quantities {
    ($($(#[$doc:meta])* $quantity:ident, $name:literal, $unit:literal;)*) => {
        /// What a column decides.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Quantity {
            $($(#[$doc])* $quantity,)*
        }

        impl Quantity {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$quantity,)*];

            /// Name, as in the formulation.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$quantity => $name,)* }
            }

            /// Unit.
            #[must_use]
            pub const fn unit(self) -> &'static str {
                match self { $(Self::$quantity => $unit,)* }
            }
        }
    };
}

written!(Quantity);

quantities! {
    /// Accelerators installed in the period.
    Buy, "buy", "thousand";
    /// Accelerators powered, under any cooling.
    Powered, "on", "thousand";
    /// Rated IT load under a cooling system.
    Rated, "rated", "GW";
    /// Facility load, at the ordinary or the peak PUE.
    Facility, "facility", "GW";
    /// Compute sold.
    Sold, "q", "MH100e";
    /// Shell commissioned in the period.
    Shell, "shell", "GW";
    /// Halls of the period under a cooling system, in shells of a life.
    Hall, "hall", "GW";
    /// Connection energised in the period.
    Connect, "connect", "GW";
    /// Connections in service.
    Connected, "connected", "GW";
    /// Plant commissioned in the period.
    Build, "build", "GW";
    /// Plant in service, where it can be built.
    Capacity, "cap", "GW";
    /// Money raised in the period.
    Money, "money", "million USD";
    /// Dispatch.
    Generation, "gen", "GW";
    /// Charging.
    Charge, "charge", "GW";
    /// Discharging.
    Discharge, "discharge", "GW";
    /// State of charge at the end of the slice.
    Stored, "soc", "GWh";
    /// Campus draw from the grid.
    Draw, "draw", "GW";
    /// Load curtailed.
    Curtail, "curtail", "GW";
    /// Load contracted off at the peak.
    Flex, "flex", "GW";
    /// Peak load that needs firm capacity.
    Firm, "firm", "GW";
    /// Base load not served.
    Unserved, "unserved", "GW";
    /// Firm capacity below the target margin.
    Short, "short", "GW";
    /// Firm capacity below the minimum margin.
    Gap, "gap", "GW";
    /// Power sent along a link.
    Flow, "flow", "GW";
    /// Firm capacity lent along a link.
    Lend, "lend", "GW";
    /// Link expansion of the period.
    Line, "line", "GW";
    /// Link capacity in service, where it can be expanded.
    Lines, "lines", "GW";
    /// Material bought from a tier.
    Material, "mat", "material units";
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColumnInfo {
    /// What it decides.
    pub quantity: Quantity,
    /// About what, where and when.
    pub key: Key,
    /// Upper bound; infinite if there is none. The lower bound is 0.
    pub upper: f64,
}

type Maybe = Option<Column>;

/// All columns by their indices; `None` where a variable does not exist.
#[derive(Debug, Clone)]
pub struct Variables {
    /// In order.
    pub info: Vec<ColumnInfo>,
    /// Who is dispatched for whom, `[g, r, y]`.
    pub leader: Array3<Technology>,
    /// `[a, r, y]`
    pub buy: Array3<Maybe>,
    /// `[a, r, y]`
    pub powered: Array3<Maybe>,
    /// `[r, c, y]`
    pub rated: Array3<Maybe>,
    /// `[r, y, peak day?]`
    pub facility: Array3<Maybe>,
    /// `[j, y]`
    pub sold: Array2<Maybe>,
    /// `[r, k, y]`
    pub shell: Array3<Maybe>,
    /// `[r, n, c, y]`, n the position of the site class's life among all
    pub hall: Array4<Maybe>,
    /// `[r, y]`
    pub connect: Array2<Maybe>,
    /// `[r, y]`
    pub connected: Array2<Maybe>,
    /// `[g, r, y]`
    pub build: Array3<Maybe>,
    /// `[g, r, y]`
    pub capacity: Array3<Maybe>,
    /// `[j, y]`
    pub money: Array2<Maybe>,
    /// `[g, r, y, s]`
    pub generation: Array4<Maybe>,
    /// `[g, r, y, s]`
    pub charge: Array4<Maybe>,
    /// `[g, r, y, s]`
    pub discharge: Array4<Maybe>,
    /// `[g, r, y, s]`
    pub stored: Array4<Maybe>,
    /// `[r, y, s]`
    pub draw: Array3<Maybe>,
    /// `[r, y, s]`
    pub curtail: Array3<Maybe>,
    /// `[r, y]`
    pub flex: Array2<Maybe>,
    /// `[r, y]`
    pub firm: Array2<Maybe>,
    /// `[r, y, s]`
    pub unserved: Array3<Maybe>,
    /// `[r, y]`
    pub short: Array2<Maybe>,
    /// `[r, y]`
    pub gap: Array2<Maybe>,
    /// `[l, direction, y, s]`
    pub flow: Array4<Maybe>,
    /// `[l, direction, y]`
    pub lend: Array3<Maybe>,
    /// `[l, y]`
    pub line: Array2<Maybe>,
    /// `[l, y]`
    pub lines: Array2<Maybe>,
    /// `[j, y]`
    pub material: Array2<Maybe>,
}

impl Variables {
    /// Makes every column that a system can use.
    #[must_use]
    pub fn new(system: &System) -> Self {
        let mut variables = Self::none(system);
        variables.add_compute(system);
        variables.add_sites(system);
        variables.add_grid(system);
        variables.add_plants(system);
        variables.add_money_and_materials(system);
        variables.add_campus(system);
        variables.add_dispatch(system);
        variables
    }

    /// Number of columns.
    #[must_use]
    pub fn len(&self) -> usize {
        self.info.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.info.is_empty()
    }

    /// Whether any data-centre load can stand in a region in a year.
    #[must_use]
    pub fn hosts_load(&self, region: Region, year: Year) -> bool {
        self.facility[[region.0, year.0, 0]].is_some()
    }

    fn none(system: &System) -> Self {
        let (sets, time) = (&system.sets, &system.time);
        let (nr, ny, ns) = (sets.regions.len(), time.years.len(), time.slices.len());
        let (na, nc, nk) = (sets.accelerators.len(), sets.cooling.len(), sets.site_classes.len());
        let (ng, nl) = (sets.technologies.len(), sets.links.len());
        Self {
            info: vec![],
            leader: Array3::from_shape_fn((ng, nr, ny), |(g, r, y)| leader(system, Technology(g), Region(r), Year(y))),
            buy: Array3::default((na, nr, ny)),
            powered: Array3::default((na, nr, ny)),
            rated: Array3::default((nr, nc, ny)),
            facility: Array3::default((nr, ny, 2)),
            sold: Array2::default((sets.demand_tiers.len(), ny)),
            shell: Array3::default((nr, nk, ny)),
            hall: Array4::default((nr, system.sites.lives().len(), nc, ny)),
            connect: Array2::default((nr, ny)),
            connected: Array2::default((nr, ny)),
            build: Array3::default((ng, nr, ny)),
            capacity: Array3::default((ng, nr, ny)),
            money: Array2::default((sets.capital_tiers.len(), ny)),
            generation: Array4::default((ng, nr, ny, ns)),
            charge: Array4::default((ng, nr, ny, ns)),
            discharge: Array4::default((ng, nr, ny, ns)),
            stored: Array4::default((ng, nr, ny, ns)),
            draw: Array3::default((nr, ny, ns)),
            curtail: Array3::default((nr, ny, ns)),
            flex: Array2::default((nr, ny)),
            firm: Array2::default((nr, ny)),
            unserved: Array3::default((nr, ny, ns)),
            short: Array2::default((nr, ny)),
            gap: Array2::default((nr, ny)),
            flow: Array4::default((nl, 2, ny, ns)),
            lend: Array3::default((nl, 2, ny)),
            line: Array2::default((nl, ny)),
            lines: Array2::default((nl, ny)),
            material: Array2::default((system.materials.tiers.len(), ny)),
        }
    }

    fn make(&mut self, quantity: Quantity, key: Key, upper: f64) -> Column {
        let column = Column(self.info.len());
        self.info.push(ColumnInfo { quantity, key, upper });
        column
    }

    fn free(&mut self, quantity: Quantity, key: Key) -> Column {
        self.make(quantity, key, f64::INFINITY)
    }

    /// Accelerators bought and powered, compute sold.
    fn add_compute(&mut self, system: &System) {
        let chips = &system.chips;
        for a in system.sets.accelerators() {
            let kind = &chips.kinds[a.0];
            for y in system.time.years().filter(|&y| system.time.calendar(y) >= kind.first_year) {
                for r in system.sets.regions() {
                    let key = Key::regional(Item::Accelerator(a), r, y);
                    if chips.supply[[a.0, y.0]].value() > 0.0 {
                        self.buy[[a.0, r.0, y.0]] = Some(self.free(Quantity::Buy, key));
                    }
                    if self.fleet_can_serve(system, a, r, y) {
                        self.powered[[a.0, r.0, y.0]] = Some(self.free(Quantity::Powered, key));
                    }
                }
            }
        }
        for y in system.time.years() {
            for j in DemandTier::all(system.sets.demand_tiers.len()) {
                if system.demand.size[[j.0, y.0]].value() > 0.0 {
                    self.sold[[j.0, y.0]] = Some(self.free(Quantity::Sold, Key::national(Item::DemandTier(j), y)));
                }
            }
        }
    }

    fn fleet_can_serve(&self, system: &System, a: Accelerator, r: Region, y: Year) -> bool {
        let kind = &system.chips.kinds[a.0];
        let life = Life::Years(kind.lifetime);
        let age = system.time.calendar(y) - kind.first_year;
        let existing = system.chips.existing[[a.0, r.0]].value() * life.service(age) > 0.0;
        existing
            || Year::all(y.0 + 1)
                .any(|b| self.buy[[a.0, r.0, b.0]].is_some() && system.time.in_service(b, y, life) > 0.0)
    }

    /// Shells, the IT load that they host, and the facility load around it.
    fn add_sites(&mut self, system: &System) {
        for r in system.sets.regions() {
            for y in system.time.years() {
                self.add_shells(system, r, y);
                self.add_load(system, r, y);
            }
        }
    }

    fn add_shells(&mut self, system: &System, r: Region, y: Year) {
        let cooled: Vec<Cooling> = system.sets.cooling().filter(|&c| can_be_cooled(system, c, y)).collect();
        for k in system.sets.site_classes() {
            if cooled.is_empty() || !shell_can_be_built(system, r, k, y) {
                continue;
            }
            self.shell[[r.0, k.0, y.0]] = Some(self.free(Quantity::Shell, Key::regional(Item::SiteClass(k), r, y)));
            let (n, life) = (system.sites.life(k), system.sites.classes[k.0].lifetime);
            for &c in &cooled {
                if self.hall[[r.0, n, c.0, y.0]].is_none() {
                    let key = Key::regional(Item::Hall(c, life), r, y);
                    self.hall[[r.0, n, c.0, y.0]] = Some(self.free(Quantity::Hall, key));
                }
            }
        }
    }

    fn add_load(&mut self, system: &System, r: Region, y: Year) {
        if system.sets.accelerators().all(|a| self.powered[[a.0, r.0, y.0]].is_none()) {
            return;
        }
        let mut any = false;
        for c in system.sets.cooling() {
            let built = (0..self.hall.dim().1).any(|n| (0..=y.0).any(|b| self.hall[[r.0, n, c.0, b]].is_some()));
            if built || system.sites.existing[[c.0, r.0]].value() > 0.0 {
                let key = Key::regional(Item::Cooling(c), r, y);
                self.rated[[r.0, c.0, y.0]] = Some(self.free(Quantity::Rated, key));
                any = true;
            }
        }
        for peak in [false, true].into_iter().filter(|_| any) {
            let key = Key::regional(Item::PeakDay(peak), r, y);
            self.facility[[r.0, y.0, usize::from(peak)]] = Some(self.free(Quantity::Facility, key));
        }
    }

    /// Connections, lines, firm capacity lent.
    fn add_grid(&mut self, system: &System) {
        for y in system.time.years() {
            for r in system.sets.regions() {
                let key = Key::regional(Item::None, r, y);
                if system.grid.connection_rate[[r.0, y.0]].value() > 0.0 {
                    self.connect[[r.0, y.0]] = Some(self.free(Quantity::Connect, key));
                }
                if (0..=y.0).any(|b| self.connect[[r.0, b]].is_some()) {
                    self.connected[[r.0, y.0]] = Some(self.free(Quantity::Connected, key));
                }
            }
            for l in system.sets.links() {
                self.add_link(system, l, y);
            }
        }
    }

    fn add_link(&mut self, system: &System, l: Link, y: Year) {
        let link = &system.grid.links[l.0];
        let key = Key::national(Item::Link(l), y);
        if system.time.calendar(y) >= link.first_year && link.rate[y.0].value() > 0.0 {
            self.line[[l.0, y.0]] = Some(self.free(Quantity::Line, key));
        }
        let expanded = (0..=y.0).any(|b| self.line[[l.0, b]].is_some());
        if expanded {
            self.lines[[l.0, y.0]] = Some(self.free(Quantity::Lines, key));
        }
        if !expanded && link.capacity.value() <= 0.0 {
            return;
        }
        let bound = |share: f64| if expanded { f64::INFINITY } else { share * link.capacity.value() };
        for way in Direction::BOTH {
            let key = Key::national(Item::Way(l, way), y);
            let fraction = system.adequacy.lend_fraction;
            if fraction > 0.0 {
                self.lend[[l.0, way.index(), y.0]] = Some(self.make(Quantity::Lend, key, bound(fraction)));
            }
            for s in system.time.slices() {
                let key = Key { slice: Some(s), ..key };
                self.flow[[l.0, way.index(), y.0, s.0]] = Some(self.make(Quantity::Flow, key, bound(1.0)));
            }
        }
    }

    /// Plants built, and the stock of those that can be built.
    fn add_plants(&mut self, system: &System) {
        for g in system.sets.technologies() {
            for r in system.sets.regions() {
                for y in system.time.years() {
                    let key = Key::regional(Item::Technology(g), r, y);
                    if system.power.buildable[[g.0, r.0, y.0]] {
                        self.build[[g.0, r.0, y.0]] = Some(self.free(Quantity::Build, key));
                    }
                    if system.power.buildable_by(g, r, y) {
                        self.capacity[[g.0, r.0, y.0]] = Some(self.free(Quantity::Capacity, key));
                    }
                }
            }
        }
    }

    fn add_money_and_materials(&mut self, system: &System) {
        for y in system.time.years() {
            for j in CapitalTier::all(system.sets.capital_tiers.len()) {
                if system.capital.amount[[j.0, y.0]].value() > 0.0 {
                    self.money[[j.0, y.0]] = Some(self.free(Quantity::Money, Key::national(Item::CapitalTier(j), y)));
                }
            }
            for j in MaterialTier::all(system.materials.tiers.len()) {
                if system.materials.tiers[j.0].quantity[y.0] > 0.0 {
                    self.material[[j.0, y.0]] =
                        Some(self.free(Quantity::Material, Key::national(Item::MaterialTier(j), y)));
                }
            }
        }
    }

    /// What a region's campuses draw, curtail and promise, and what its base system lacks.
    fn add_campus(&mut self, system: &System) {
        for r in system.sets.regions() {
            for y in system.time.years() {
                let key = Key::regional(Item::None, r, y);
                let load = self.hosts_load(r, y);
                let flexible = load && system.flexibility.depth[y.0] > 0.0;
                if flexible {
                    self.flex[[r.0, y.0]] = Some(self.free(Quantity::Flex, key));
                }
                self.firm[[r.0, y.0]] = Some(self.free(Quantity::Firm, key));
                if system.adequacy.tolerance > 0.0 {
                    self.short[[r.0, y.0]] = Some(self.free(Quantity::Short, key));
                }
                let gap = gap_bound(system, r, y);
                if gap > 0.0 {
                    self.gap[[r.0, y.0]] = Some(self.make(Quantity::Gap, key, gap));
                }
                let onsite = |g: &Technology| system.power.kinds[g.0].is_onsite() && self.stands(system, *g, r, y);
                let campus = load || system.sets.technologies().any(|g| onsite(&g));
                for s in system.time.slices() {
                    let key = Key { slice: Some(s), ..key };
                    if campus {
                        self.draw[[r.0, y.0, s.0]] = Some(self.free(Quantity::Draw, key));
                    }
                    if flexible && system.flexibility.energy_share > 0.0 {
                        self.curtail[[r.0, y.0, s.0]] = Some(self.free(Quantity::Curtail, key));
                    }
                    let base_load = system.power.load(r, y, s).value();
                    if base_load > 0.0 {
                        self.unserved[[r.0, y.0, s.0]] = Some(self.make(Quantity::Unserved, key, base_load));
                    }
                }
            }
        }
    }

    fn stands(&self, system: &System, g: Technology, r: Region, y: Year) -> bool {
        self.capacity[[g.0, r.0, y.0]].is_some() || system.power.existing[[g.0, r.0, y.0]].value() > 0.0
    }

    /// Dispatch and storage; bounded here where the capacity cannot change, by rows elsewhere.
    fn add_dispatch(&mut self, system: &System) {
        for r in system.sets.regions() {
            for y in system.time.years() {
                let mut alike = vec![vec![]; system.sets.technologies.len()];
                for g in system.sets.technologies() {
                    if !self.stands(system, g, r, y) {
                        continue;
                    }
                    if system.power.kinds[g.0].is_storage() {
                        if storage_matters(system, y) {
                            system.time.slices().for_each(|s| self.add_storage_in(system, g, (r, y, s)));
                        }
                    } else {
                        alike[self.leader[[g.0, r.0, y.0]].0].push(g);
                    }
                }
                for g in system.sets.technologies().filter(|g| !alike[g.0].is_empty()) {
                    system.time.slices().for_each(|s| self.add_output_in(system, g, &alike[g.0], (r, y, s)));
                }
            }
        }
    }

    /// The output of a leader for all technologies alike to it.
    fn add_output_in(&mut self, system: &System, g: Technology, alike: &[Technology], (r, y, s): Slot) {
        let power = &system.power;
        let available = |t: &Technology| power.availability[[t.0, r.0, s.0]];
        if alike.iter().all(|t| available(t) <= 0.0) {
            return;
        }
        let fixed = alike.iter().all(|t| self.capacity[[t.0, r.0, y.0]].is_none());
        let existing = || alike.iter().map(|t| available(t) * power.existing[[t.0, r.0, y.0]].value()).sum();
        let upper = if fixed { existing() } else { f64::INFINITY };
        let key = Key::hourly(Item::Technology(g), r, y, s);
        self.generation[[g.0, r.0, y.0, s.0]] = Some(self.make(Quantity::Generation, key, upper));
    }

    fn add_storage_in(&mut self, system: &System, g: Technology, (r, y, s): Slot) {
        let duration = system.power.kinds[g.0].duration.value();
        let existing = system.power.existing[[g.0, r.0, y.0]].value();
        let fixed = self.capacity[[g.0, r.0, y.0]].is_none();
        let bound = |share: f64| if fixed { share * existing } else { f64::INFINITY };
        let key = Key::hourly(Item::Technology(g), r, y, s);
        let at = [g.0, r.0, y.0, s.0];
        self.charge[at] = Some(self.make(Quantity::Charge, key, bound(1.0)));
        self.discharge[at] = Some(self.make(Quantity::Discharge, key, bound(1.0)));
        self.stored[at] = Some(self.make(Quantity::Stored, key, bound(duration)));
    }
}

/// Whether storage has anything to do. Where a day is one slice it can only lose energy, which is worth
/// something only where generating is paid for.
fn storage_matters(system: &System, y: Year) -> bool {
    let paid = |g, r| running_cost(system, g, r, y).value() < 0.0;
    system.time.slices_per_day() > 1 || system.sets.technologies().any(|g| system.sets.regions().any(|r| paid(g, r)))
}

/// Region, year and time slice.
type Slot = (Region, Year, TimeSlice);

fn can_be_cooled(system: &System, c: Cooling, y: Year) -> bool {
    system.cooling.kinds[c.0].chains.iter().all(|i| system.cooling.supply[[i.0, y.0]].value() > 0.0)
}

fn shell_can_be_built(system: &System, r: Region, k: SiteClass, y: Year) -> bool {
    let sites = &system.sites;
    let at = [k.0, r.0, y.0];
    sites.first_year[[k.0, r.0]].is_some_and(|first| system.time.calendar(y) >= first)
        && sites.potential[at].value() > 0.0
        && sites.rate[at].value() > 0.0
        && sites.ceiling[r.0].as_ref().is_none_or(|ceiling| ceiling[y.0].value() > 0.0)
}

/// How far the base system alone may fall below its minimum margin.
fn gap_bound(system: &System, r: Region, y: Year) -> f64 {
    let power = &system.power;
    let existing: f64 = system
        .sets
        .technologies()
        .filter(|g| !power.kinds[g.0].is_onsite())
        .map(|g| power.elcc[[g.0, r.0]] * power.existing[[g.0, r.0, y.0]].value())
        .sum();
    let minimum = 1.0 + system.adequacy.reserve_margin[r.0] - system.adequacy.tolerance;
    (minimum * power.peak_load[[r.0, y.0]].value() - existing).max(0.0)
}
