//! Lever groups: the things of which more could be had, as the dataset's levers name them.
//!
//! A lever that does nothing but multiply limits of supply is a lever group. Where it picks its rows by a list of names, as the
//! technologies of `nuclear`, each name is a part, a lever group of its own. All other levers that leave demand alone are
//! choices or chances, and are moved to the ends of their ranges instead.

pub mod amounts;
pub mod best;
pub mod worth;

use crate::experiment::explain::levers::scales_limits;
use crate::experiment::families::Families;
use crate::experiment::families::rule;
use crate::experiment::variant::{Difference, Variant};
use crate::input::tables::{Accelerators, SiteClasses, Technologies};
use crate::load::Loaded;
use crate::named::words;
use crate::program::{Family, Rule};
use crate::scenario::adjust::{Adjust, Amount, Change, LEVER};
use crate::scenario::lever::Lever;

words! {
    /// What a lever group is.
    Kind {
        /// All limits that a lever multiplies.
        Limit, "limit";
        /// Those of one name in its lists.
        Part, "part";
        /// A lever that does something else.
        Lever, "lever";
    }
}

/// One lever group.
#[derive(Debug, Clone)]
pub struct LeverGroup {
    /// What it is.
    pub kind: Kind,
    /// Name in tables: the lever's; that of a part follows it after a stroke.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// The lever that it is, or is part of.
    pub lever: Lever,
}

impl LeverGroup {
    /// The rule of the limits that it multiplies first: what it is counted in.
    #[must_use]
    pub fn rule(&self) -> Option<Rule> {
        let adjust = self.lever.adjusts.first()?;
        rule(&adjust.table.value, &adjust.column.as_ref()?.value)
    }

    /// The scenario with the group's limits times a factor, after all that the scenario itself does to them.
    #[must_use]
    pub fn raised(&self, factor: f64) -> Variant {
        let raised = |adjust: &Adjust| Adjust {
            change: Change::Multiply(Amount::Given(factor)),
            why: format!("{LEVER}{}", self.name),
            ..adjust.clone()
        };
        Variant(vec![Difference::Adjusts(self.lever.adjusts.iter().map(raised).collect())])
    }
}

/// All lever groups of a scenario whose limits are of some families, in the order of the levers, parts after their whole.
#[must_use]
pub fn all(loaded: &Loaded, families: Families) -> Vec<LeverGroup> {
    let supply = families.without(Families::of(&[Family::Demand]));
    let mut groups = vec![];
    for lever in &loaded.levers {
        let group =
            |kind| LeverGroup { kind, name: lever.name.clone(), title: lever.title.clone(), lever: lever.clone() };
        if scales_limits(lever, supply) {
            groups.push(group(Kind::Limit));
            groups.extend(parts(loaded, lever));
        } else if !scales_limits(lever, Families::ALL) && !concerns_buyers(lever) {
            groups.push(group(Kind::Lever));
        }
    }
    groups
}

/// Whether a lever changes what buyers want or pay: value then differs without anything being supplied.
fn concerns_buyers(lever: &Lever) -> bool {
    lever.adjusts.iter().any(|adjust| adjust.table.value == "demand")
}

/// A lever group for each name where a lever lists several.
fn parts(loaded: &Loaded, lever: &Lever) -> Vec<LeverGroup> {
    let mut parts: Vec<LeverGroup> = vec![];
    for adjust in &lever.adjusts {
        for (place, (_, names)) in adjust.only.iter().enumerate().filter(|(_, (_, names))| names.len() > 1) {
            for name in names {
                let mut narrow = adjust.clone();
                narrow.only[place].1 = vec![name.clone()];
                if narrow.rows_of_all_years(loaded.adjusted.table(&adjust.table.value)).is_empty() {
                    continue;
                }
                let code = format!("{}/{}", lever.name, name.value);
                if let Some(known) = parts.iter_mut().find(|part| part.name == code) {
                    known.lever.adjusts.push(narrow);
                    continue;
                }
                let lever = Lever { adjusts: vec![narrow], ..lever.clone() };
                parts.push(LeverGroup {
                    kind: Kind::Part,
                    name: code,
                    title: title(loaded, &lever.title, &name.value),
                    lever,
                });
            }
        }
    }
    parts
}

/// The name that the dataset gives something; its code in words after the lever's title where it gives none.
fn title(loaded: &Loaded, lever: &str, code: &str) -> String {
    let data = &loaded.dataset;
    let technology = || data.rows::<Technologies>().find(|row| row.technology() == code).map(|row| row.name());
    let site_class = || data.rows::<SiteClasses>().find(|row| row.site_class() == code).map(|row| row.name());
    let accelerator = || data.rows::<Accelerators>().find(|row| row.accelerator() == code).map(|row| row.name());
    let named = technology().or_else(site_class).or_else(accelerator);
    named.map_or_else(|| format!("{lever}: {}", code.replace('_', " ")), str::to_owned)
}
