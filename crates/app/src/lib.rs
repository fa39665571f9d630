//! Sign-in, authorisation, commands and the live queue of a one-stop border post.
//!
//! Invariant: no Tauri, no SQL, no rule of the procedure. A command reads like the procedure: load → authorise →
//! decide → commit → reply; what may follow is decided in `domain`, what is kept is kept by `storage`.

mod alerts;
mod card_reader;
mod clock;
mod commands;
mod criteria;
mod database;
mod demonstration;
mod describe;
mod drafts;
mod enrolling;
mod erasure;
mod failure;
mod founding;
#[cfg(test)]
mod four_desks;
mod guessing;
mod journal;
mod key_life;
mod lawful_copy;
mod live;
mod newly_made;
mod office;
mod own_journal;
mod projection;
mod reading;
mod secrets;
mod signed_in;
mod tries;
mod verification;
mod witness;
mod workstation;

pub use alerts::{AlertEntry, AlertList};
pub use clock::Clock;
pub use criteria::{Demand, SealedCriteria};
pub use database::is_postgres;
pub use demonstration::{
    ACCOUNTS, Account, Asks, Demonstration, Pace, Specimens, Traffic, Turn, plan as demonstration_plan, templates,
};
pub use enrolling::{EnrolledWorkstation, LoginRole, TakenOver, take_over, workstations};
pub use erasure::Erased;
pub use failure::Error;
pub use founding::Founding;
pub use guessing::guesses;
pub use journal::Fault;
pub use key_life::{NewOfficer, recover};
pub use lawful_copy::HandedOver;
pub use office::Office;
pub use own_journal::{OwnJournalFound, OwnProblem};
pub use reading::QueueFilter;
pub use secrets::{SecretName, SecretPlace, Secrets, home};
pub use signed_in::SignedIn;
pub use verification::{Problem, SignedUpTo, Verification, projections_that_differ, verify, verify_as};
pub use workstation::Workstation;
