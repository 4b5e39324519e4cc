//! Bytes -> files: what a folder of results holds. [`folder`] alone touches the disk, and writes whole files or none.

pub mod comparison_manifest;
pub mod folder;
pub mod manifest;
pub mod records;
pub mod sweep_manifest;

pub use folder::OutputFolder;
