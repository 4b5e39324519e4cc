//! The constraint families, one file each, with their maths.
//!
//! Every file says: what the rows state in one sentence; the algebra; symbols with units and the
//! table they come from; what a shadow price means; what is not modelled.
//!
//! Three stocks are columns of their own, each tied to its builds by one identity row: plant
//! capacity, connections and lines. So is the facility load of a region. Writing them out in every
//! row that uses them gives the same optimum with several times as many coefficients.

pub mod adequacy;
pub mod builds;
pub mod campus;
pub mod capital;
pub mod chips;
pub mod cooling;
pub mod demand;
pub mod dispatch;
pub mod flexibility;
pub mod fuels;
pub mod grid;
pub mod materials;
pub mod siting;
pub mod stocks;
pub mod storage;
pub mod worth;
