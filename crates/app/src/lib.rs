//! Sign-in, authorisation, commands and the live queue of a one-stop border post.
//!
//! Invariant: no Tauri, no SQL, no rule of the procedure. A command reads like the procedure: load → authorise →
//! decide → commit → reply; what may follow is decided in `domain`, what is kept is kept by `storage`.

mod alerts;
mod clock;
mod commands;
mod criteria;
mod database;
mod demonstration;
mod describe;
mod drafts;
mod enrolment;
mod failure;
mod founding;
#[cfg(test)]
mod four_desks;
mod journal;
mod key_life;
mod live;
mod newly_made;
mod office;
mod projection;
mod reading;
mod signed_in;
mod tries;
mod typed;
mod verification;
mod witness;
mod workstation;

pub use alerts::{AlertEntry, AlertList};
pub use clock::Clock;
pub use criteria::SealedCriteria;
pub use database::is_postgres;
pub use demonstration::{
    ACCOUNTS, Account, Asks, Demonstration, Pace, Specimens, Traffic, Turn, plan as demonstration_plan, templates,
};
pub use enrolment::home;
pub use failure::Error;
pub use founding::Founding;
pub use journal::Fault;
pub use key_life::{NewOfficer, recover};
pub use office::Office;
pub use reading::QueueFilter;
pub use signed_in::SignedIn;
pub use verification::{Problem, Verification, projections_that_differ, verify};
pub use workstation::Workstation;
