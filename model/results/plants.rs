//! Groups of power technologies, as outlooks and statistics count them.

use super::tables::CapacityRow;
use crate::system::power::Kind;

/// The group of a plant, wherever it stands: solar, wind, storage, gas, nuclear, coal or other. Fuel and kind tell;
/// solar and wind have no fuel, so of the variable ones the code does.
#[must_use]
pub fn group(row: &CapacityRow) -> &'static str {
    let has = |part: &str| row.technology.contains(part);
    match (row.kind, row.fuel.as_str()) {
        (Kind::Storage, _) => "storage",
        (_, "gas") => "gas",
        (_, "coal") => "coal",
        (_, "uranium") => "nuclear",
        _ if has("nuclear") || has("smr") => "nuclear",
        (Kind::Variable, _) if has("solar") || has("pv") => "solar",
        (Kind::Variable, _) if has("wind") => "wind",
        _ => "other",
    }
}
