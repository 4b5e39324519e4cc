//! Tests of the model from outside: files in, certified optimum out. One binary, so that the solver
//! is linked once.

#![allow(clippy::unwrap_used)] // a test that cannot go on has failed
#![allow(clippy::print_stdout)] // what a test skipped, or how much it tried

mod agreement;
mod alternatives;
mod among;
mod backcast;
mod bad_input;
mod case;
mod ceilings;
mod cli;
mod closed;
mod compare;
mod duality;
mod economy;
mod explain_families;
mod explain_toy;
mod exports;
mod families;
mod faults;
mod fuzz;
mod hedge;
mod hints;
mod invariance;
mod library;
mod memo;
mod page;
mod powered_gigawatt;
mod reference;
mod rolling;
mod rules;
mod same_bytes;
mod scenario;
mod slips;
mod sources;
mod store;
mod streams;
mod sweep;
mod sweep_design;
mod sweep_findings;
mod sweep_package;
mod sweep_store;
mod tables;
mod themes;
mod tidy;
mod toy;
mod verify;
mod warm;
mod workshop;
mod years;
