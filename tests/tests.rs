//! Tests of the model from outside: files in, certified optimum out. One binary, so that the solver
//! is linked once.

#![allow(clippy::unwrap_used)] // a test that cannot go on has failed

mod among;
mod bad_input;
mod case;
mod cli;
mod duality;
mod explain_families;
mod explain_toy;
mod families;
mod invariance;
mod powered_gigawatt;
mod reference;
mod scenario;
mod sweep;
mod sweep_design;
mod sweep_findings;
mod sweep_store;
mod themes;
mod tidy;
mod toy;
mod warm;
mod workshop;
