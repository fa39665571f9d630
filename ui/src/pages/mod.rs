//! The pages: each reads what it shows, shows it, and sends what the officer does.

pub mod administration;
pub mod crossing;
pub mod draft;
pub mod examination;
pub mod fields;
pub mod first_run;
pub mod forged_documents;
pub mod keys_help;
pub mod monitor;
pub mod notice;
pub mod papers;
pub mod password;
pub mod queue;
pub mod register;
pub mod setup;
pub mod sign_in;
pub mod slip;
pub mod typed;
pub mod verify;
