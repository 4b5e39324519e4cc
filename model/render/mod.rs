//! Results -> bytes: charts as pictures; for other tools, tables in all their formats and the program for other solvers.

pub mod chart;
pub mod datapackage;
pub mod iamc;
pub mod json;
pub mod lp;
pub mod parquet;
pub mod sweep_columns;
pub mod tables;
pub mod typed;
pub mod workbook;
