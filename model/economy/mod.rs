//! The account of the economy: what the build-out of AI does to growth, to household bills, to labour and capital, and what
//! money and policy do to it in turn.
//!
//! It is arithmetic on the tables of two certified runs, the scenario and its [`twin`] without AI, with parameters that all
//! carry a source and a range. It is no macro model: nothing in it is fitted, every line can be followed with a pencil.
//! [`flows`] reads the two runs, [`parameters`] what else there is to know and [`draws`] its ranges; [`growth`], [`bills`]
//! and [`labour`] hold the formulas, [`account`] makes tables of them. [`financing`] says what markets do to the tiers of
//! capital; scenarios let it act before a program is formulated.
//!
//! Ranges are of the account's parameters alone, drawn independently of one another, at one solution of the program.

pub mod account;
pub mod bills;
pub mod claims;
pub mod complete;
pub mod draws;
pub mod financing;
pub mod flips;
pub mod flows;
pub mod growth;
pub mod labour;
pub mod markets;
pub mod names;
pub mod parameters;
pub mod policy;
pub mod published;
pub mod statistic;
pub mod tables;
pub mod twin;
