//! How large the program of a dataset and a horizon would be, before any of it is made.

use super::dataset::Dataset;
use super::settings::Horizon;
use super::tables::{Accelerators, Cooling, Days, Links, Regions, SiteClasses, Technologies};
use super::typed::Declared;
use crate::error::{Problem, Problems};

/// Refuses a program that would neither fit in memory nor be solved in days.
pub fn refuse_too_large(dataset: &Dataset, horizon: &Horizon, problems: &mut Problems) {
    const MOST_MILLION: f64 = 10.0;
    fn rows<T: Declared>(dataset: &Dataset) -> f64 {
        dataset.of::<T>().len() as f64
    }
    let years = horizon.years.len() as f64;
    let (regions, days) = (rows::<Regions>(dataset), rows::<Days>(dataset));
    let slices = days * f64::from(24 / horizon.block_hours.max(1));
    let flows = rows::<Technologies>(dataset) * regions + rows::<Links>(dataset);
    let fleet = rows::<Accelerators>(dataset) * rows::<Cooling>(dataset) * rows::<SiteClasses>(dataset) * regions;
    let million = years * (slices * flows + fleet) / 1e6;
    if million > MOST_MILLION {
        let message = format!(
            "{regions} regions in {} model years of {slices} time slices are a program of {million:.0} million variables; \
             at most {MOST_MILLION} million",
            horizon.years.len()
        );
        problems.push(Problem::new(message).hint("take fewer model years, longer blocks or fewer days and regions"));
    }
}
