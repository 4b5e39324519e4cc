//! Results -> bytes, and bytes -> files: the last arrow.
//!
//! Exporters are pure; only [`folder`] touches the disk, and it writes whole files or none.

pub mod assumptions;
pub mod charts;
pub mod comparison_manifest;
pub mod datapackage;
pub mod folder;
pub mod iamc;
pub mod lp;
pub mod manifest;
pub mod memo;
pub mod parquet;
pub mod store;
pub mod sweep_columns;
pub mod sweep_manifest;
pub mod tables;
pub mod typed;
pub mod workbook;

pub use folder::OutputFolder;
