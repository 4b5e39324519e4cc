//! What folders of results hold, who may write into them, and what is read from them again.
//!
//! A folder holds files of one kind ([`Kind`]) that follow from one set of inputs; `manifest.toml` says which, and is
//! written last, so that files without one are nobody's. Who opens a folder to write decides what happens to others' files:
//!
//! | opened by | of the same inputs | of others, of another kind | nobody's |
//! | --- | --- | --- | --- |
//! | [`RunFolder::replace`], [`BackcastFolder`], [`write_verification`] | written over | taken away first | taken away first |
//! | [`RunFolder::add_to`] | added to | refused in words | taken away first |
//! | [`ComparisonFolder`] | taken away first | comparisons are taken away first, other kinds refused | taken away first |
//! | [`SweepFolder`] | gone on with | refused in words, unless it starts again | taken away first |
//!
//! Sweeps can be the work of hours: nobody takes them away but a sweep that starts again. Only names that gridbound writes
//! are taken away, whatever else lies there.
//!
//! [`folder`] alone touches the disk, and writes whole files or none. Nothing here asks for the time: it is given.

mod alternatives;
mod backcast;
mod compare;
mod contents;
mod exports;
mod finished;
pub mod folder;
mod hedge;
mod kept;
pub mod log;
mod manifest;
mod optimum;
pub mod records;
mod run;
mod standing;
mod sweep;
mod verify;

pub use backcast::BackcastFolder;
pub use compare::ComparisonFolder;
pub use contents::{
    ANALYSIS, CERTIFICATE, CERTIFICATE_WITHOUT, DATAPACKAGE, IAMC, MANIFEST, VERDICT, WORKBOOK, refuse_sweep,
};
pub use exports::Format;
pub use finished::Finished;
pub use folder::OutputFolder;
pub use kept::{Analysis, Kept};
pub use manifest::{Inputs, Kind, Manifest};
pub use run::RunFolder;
pub use standing::standing;
pub use sweep::SweepFolder;
pub use verify::write_verification;
