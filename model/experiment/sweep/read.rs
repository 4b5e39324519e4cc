//! A sweep's file in, the sweep out, ready to be solved.

use super::run::Sweep;
use crate::error::{Error, Problem, Problems, Result};
use crate::input::document::Document;
use crate::load::{Library, read_dataset};
use crate::scenario::Scenario;
use crate::scenario::base::Base;
use crate::scenario::sweep::{SweepFile, design};

/// Reads a sweep, its scenarios and its dataset; `overrides` act like a child of every scenario. Warnings come along.
///
/// # Errors
/// All faults of sweep, scenarios and data together.
pub fn read(library: &Library, name: &str, overrides: &[Document]) -> Result<(Sweep, Vec<Problem>)> {
    let mut problems = Problems::default();
    let Some(file) = SweepFile::read(&library.scenarios, name, &mut problems) else {
        problems.into_result()?;
        return Err(Error::input("the sweep cannot be read"));
    };
    let mut scenarios: Vec<Scenario> = vec![];
    for name in file.scenarios() {
        let read = Scenario::read(&library.scenarios, &name.value, overrides, &mut problems);
        scenarios.extend(read);
    }
    let source = scenarios.first().and_then(|base| read_dataset(library, &base.dataset, &mut problems));
    let (Some(base), Some(source), false) = (scenarios.first(), source, problems.stop()) else {
        problems.into_result()?;
        return Err(Error::input("the sweep's base cannot be read"));
    };
    scenarios.iter().try_for_each(|scenario| scenario.foresight.refuse("a sweep"))?;
    for other in &scenarios[1..] {
        if (&other.dataset, &other.horizon.years) != (&base.dataset, &base.horizon.years) {
            return Err(Error::input_with_hint(
                format!("{} and {} have not the same dataset and model years", base.name, other.name),
                "scenarios of one sweep share both, so that their results stand in the same columns",
            ));
        }
    }
    let base = Base { scenario: base, dataset: &source.dataset, levers: &source.levers };
    let design = design(&file, &base, &mut problems);
    let warnings = problems.into_result()?;
    let design = design.ok_or_else(|| Error::input("the sweep cannot be drawn"))?;
    Ok((Sweep::new(file, design, scenarios, source)?, warnings))
}
