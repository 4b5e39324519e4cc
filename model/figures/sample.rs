//! Small made-up results for tests of charts.

use crate::named::named;
use crate::program::{Family, Rule};
use crate::results::plants::PlantGroup;
use crate::results::tables::{
    CapacityRow, CapitalRow, FleetRow, Location, MaterialRow, OutlookRow, PoweredGigawattRow, RentRow, ShadowPriceRow,
    SummaryRow, UsedIn, WaterRow,
};
use crate::results::{Labels, RegionLabel, Results, TechnologyLabel};

/// Results of some regions and years; what they say is made up, with gaps and extremes.
pub fn results(regions: usize, years: &[i32]) -> Results {
    let codes: Vec<String> = (0..regions).map(|i| format!("R{i:02}")).collect();
    let mut results = empty(years);
    results.labels = labels(&codes);
    for (y, &year) in years.iter().enumerate() {
        results.summary.push(summary(year, (y + 1) as f64 * regions as f64));
        for (r, code) in codes.iter().enumerate() {
            results.fleet.extend((0..4).map(|a| fleet(code, year, a, (r * 7 + y * 3 + a) as f64 / 10.0)));
            results.capacity.extend(
                TECHNOLOGIES.iter().map(|&(technology, kind, fuel)| capacity(code, year, (technology, kind, fuel))),
            );
            results.water.push(WaterRow {
                scenario: String::new(),
                region: code.clone(),
                year,
                used_million_m3: 1.0 + y as f64,
                available_million_m3: (r % 2 == 0).then_some(3.0),
            });
            results.shadow_prices.push(limit(code, year, ("grid.connection_rate", r as f64)));
            results
                .powered_gigawatt
                .extend(GIGAWATT.iter().map(|&piece| gigawatt(code, year, piece, 1.0 + r as f64 * 0.01)));
        }
        results.shadow_prices.push(limit("", year, ("power.build_limit", 5.0)));
        results.shadow_prices.push(limit("", year, ("chips.component", 0.0)));
        results.materials.push(material(year));
        results.capital.extend([
            capital(year, "all", 50.0),
            capital(year, "own_cash", 30.0),
            capital(year, "bonds", 20.0),
        ]);
        results.rents.extend(Family::ALL.iter().enumerate().map(|(f, family)| RentRow {
            scenario: String::new(),
            year,
            family: *family,
            rent_musd: (f * y) as f64,
            rent_share: 0.1,
        }));
    }
    results
}

const TECHNOLOGIES: [(&str, &str, &str); 7] = [
    ("solar", "variable", ""),
    ("wind", "variable", ""),
    ("battery", "storage", ""),
    ("gas_cc", "thermal", "gas"),
    ("nuclear_smr", "thermal", "smr_fuel"),
    ("coal_retention", "thermal", "coal"),
    ("geothermal", "thermal", ""),
];

/// What a powered gigawatt pays for: family, part, price.
const GIGAWATT: [(&str, &str, f64); 9] = [
    ("capital", "rent", 1210.0),
    ("chips", "cost", 6900.0),
    ("chips", "rent", 2150.0),
    ("siting", "cost", 610.0),
    ("cooling", "cost", 240.0),
    ("grid", "rent", 35.0),
    ("power", "energy", 480.0),
    ("power", "firm capacity", 130.0),
    ("materials", "rent", -20.0),
];

/// Results that hold nothing.
pub fn empty(years: &[i32]) -> Results {
    Results {
        labels: Labels::default(),
        years: years.to_vec(),
        summary: vec![],
        cautions: vec![],
        left_over: vec![],
        buildout: vec![],
        fleet: vec![],
        capacity: vec![],
        dispatch: vec![],
        grid: vec![],
        prices: vec![],
        shadow_prices: vec![],
        materials: vec![],
        capital: vec![],
        water: vec![],
        rents: vec![],
        duality: vec![],
        powered_gigawatt: vec![],
        accounts: vec![],
        assumptions: vec![],
    }
}

fn labels(codes: &[String]) -> Labels {
    let region = |(i, code): (usize, &String)| RegionLabel {
        code: code.clone(),
        name: format!("A region with a rather long name, {code}"),
        x: (i % 3) as f64 / 3.0,
        y: (i % 5) as f64 / 5.0,
    };
    let outlook = |year: i32, low: Option<f64>, publisher: &str| OutlookRow {
        quantity: "us_ai_power_gw".to_owned(),
        year,
        low,
        central: Some(6.0),
        high: low.map(|low| 3.0 * low),
        source: String::new(),
        publisher: publisher.to_owned(),
    };
    Labels {
        scenario: "sample".to_owned(),
        scenario_title: "A sample".to_owned(),
        dataset_title: "Made-up data".to_owned(),
        currency: "USD 2024".to_owned(),
        regions: codes.iter().enumerate().map(region).collect(),
        technologies: TECHNOLOGIES
            .iter()
            .map(|(code, kind, fuel)| TechnologyLabel {
                code: (*code).to_owned(),
                name: String::new(),
                fuel: (*fuel).to_owned(),
                group: PlantGroup::of(named(kind).unwrap(), code.split('_').next().unwrap()),
            })
            .collect(),
        accelerators: (0..4)
            .map(|a| (format!("chip_{a}"), format!("Chip {a}, with a name that goes on and on")))
            .collect(),
        outlooks: vec![
            outlook(2025, Some(4.0), "One"),
            outlook(2030, Some(9.0), "One"),
            outlook(2030, None, "Two; An Institute of Outlooks"),
        ],
        other_datacentre_twh: None,
    }
}

fn gigawatt(region: &str, year: i32, (family, part, price): (&str, &str, f64), times: f64) -> PoweredGigawattRow {
    PoweredGigawattRow {
        scenario: String::new(),
        region: region.to_owned(),
        year,
        family: named(family).unwrap(),
        part: named(part).unwrap(),
        price_usd_per_kw_yr: price * times * (1.0 + f64::from(year % 7) / 20.0),
    }
}

fn summary(year: i32, rated: f64) -> SummaryRow {
    SummaryRow {
        scenario: String::new(),
        year,
        ai_rated_gw: rated,
        ai_rated_year_end_gw: rated,
        ai_average_it_gw: rated * 0.75,
        ai_facility_gw: rated * 0.9,
        ai_peak_gw: rated,
        ai_energy_twh: 1.0,
        datacentre_energy_twh: None,
        compute_mh100e: 1.0,
        accelerators_bought_thousand_per_year: 1.0,
        capex_accelerators_busd_per_year: 1.0,
        capex_shells_busd_per_year: 1.0,
        capex_connections_busd_per_year: 1.0,
        capex_onsite_power_busd_per_year: 1.0,
        capex_grid_power_busd_per_year: 1.0,
        capex_lines_busd_per_year: 1.0,
        ai_capital_recovery_busd: 1.0,
        energy_rent_share: 0.1,
        chips_rent_share: 0.1,
        co2_mt: 1.0,
        first_bottleneck: Family::Chips,
        second_bottleneck: None,
    }
}

fn fleet(region: &str, year: i32, accelerator: usize, rated: f64) -> FleetRow {
    FleetRow {
        scenario: String::new(),
        region: region.to_owned(),
        year,
        accelerator: format!("chip_{accelerator}"),
        bought_thousand: 1.0,
        in_service_thousand: 10.0,
        powered_thousand: 9.0,
        idle_thousand: 1.0,
        rated_gw: rated,
        compute_mh100e: 1.0,
    }
}

fn capacity(region: &str, year: i32, (technology, kind, fuel): (&str, &str, &str)) -> CapacityRow {
    CapacityRow {
        scenario: String::new(),
        region: region.to_owned(),
        year,
        technology: technology.to_owned(),
        location: if technology == "gas_cc" { Location::Onsite } else { Location::Grid },
        kind: named(kind).unwrap(),
        fuel: fuel.to_owned(),
        capacity_gw: 1.0,
        capacity_year_end_gw: 1.0,
        existing_gw: 0.0,
        built_gw: technology.len() as f64 / 10.0,
        committed_gw: 0.0,
        firm_gw: 0.5,
        generation_twh: 1.0,
    }
}

fn limit(region: &str, year: i32, (rule, rent): (&str, f64)) -> ShadowPriceRow {
    ShadowPriceRow {
        scenario: String::new(),
        region: region.to_owned(),
        year,
        family: named::<Rule>(rule).unwrap().family(),
        rule: named(rule).unwrap(),
        item: "hbm".to_owned(),
        unit: "GW".to_owned(),
        limit: 7.0,
        used: 7.0,
        slack: 0.0,
        price: 1.0,
        price_unit: "USD/kW".to_owned(),
        rent_musd: rent,
        valid_from: None,
        valid_to: None,
        price_of_less: None,
        price_of_more: None,
        validity: None,
        binding: true,
    }
}

fn material(year: i32) -> MaterialRow {
    MaterialRow {
        scenario: String::new(),
        year,
        material: "copper".to_owned(),
        unit: "kt".to_owned(),
        used_in: UsedIn::All,
        used_units: 1_234_567.0,
        available_units: Some(7_654_321.0),
        price_musd_per_unit: None,
    }
}

fn capital(year: i32, tier: &str, available: f64) -> CapitalRow {
    CapitalRow {
        scenario: String::new(),
        year,
        tier: tier.to_owned(),
        raised_busd_per_year: available * 0.6,
        available_busd_per_year: available,
        fee_fraction: None,
        needed_busd_per_year: (tier == "all").then_some(30.0),
    }
}
