//! Sign-in, authorisation, commands and the live queue of a one-stop border post.
//!
//! Invariant: no Tauri, no SQL, no rule of the procedure. A command reads like the procedure: load → authorise →
//! decide → commit → reply; what may follow is decided in `domain`, what is kept is kept by `storage`.

mod advance;
mod agreeing;
mod alerts;
mod backup;
mod ballast;
mod card_reader;
mod clock;
mod commands;
mod criteria;
mod database;
mod demonstration;
mod describe;
mod doctor;
mod drafts;
mod draws;
mod enrolling;
mod erasure;
mod failure;
mod forged;
mod founding;
#[cfg(test)]
mod four_desks;
mod guessing;
mod journal;
mod kept;
mod key_life;
mod lawful_copy;
mod live;
mod machine;
mod moving;
mod newly_made;
mod office;
mod own_journal;
mod page_texts;
mod paper;
mod passengers;
mod photographs;
mod processors;
mod program;
mod projection;
mod reading;
mod restoring;
mod secrets;
mod signed_in;
mod standby;
mod tries;
mod typed;
mod upgrading;
mod verification;
mod whole_file;
mod witness;
mod workstation;

pub use alerts::{AlertEntry, AlertFile, AlertImport};
pub use backup::{
    Cause as BackupCause, Fault as BackupFault, Heading as BackupHeading, Listed as ListedBackup, Made as MadeBackup,
    Opened as OpenedBackup, Opener as BackupOpener, heading as backup_heading, list as backups_in,
    usual_folder as usual_backups,
};
pub use clock::Clock;
pub use criteria::{Demand, SealedCriteria};
pub use database::is_postgres;
pub use demonstration::{
    ACCOUNTS, Account, Asks, Coming, Demonstration, Filled, Filling, Pace, Rush, Rushed, Specimens, Station, Traffic,
    Turn, enrol, hand_over, hire, plan as demonstration_plan, templates,
};
pub use doctor::{Examination, Finding, Weight, examine_server};
pub use draws::ToldSeed;
pub use enrolling::{EnrolledWorkstation, LoginRole, Reached, TakenOver, take_over, workstations};
pub use erasure::Erased;
pub use failure::Error;
pub use founding::Founding;
pub use guessing::guesses;
pub use journal::Fault;
pub use key_life::{NewOfficer, recover};
pub use lawful_copy::HandedOver;
pub use machine::leave_no_core_dump;
pub use moving::{MoveOutcome, Moving};
pub use office::Office;
pub use own_journal::{OwnJournalFound, OwnProblem};
pub use page_texts::page_texts;
pub use paper::BlankFor;
pub use photographs::SeenPhotograph;
pub use program::program_version;
pub use reading::QueueFilter;
pub use restoring::{PutBack, Restoring, sign_restoration};
pub use secrets::{SecretName, SecretPlace, Secrets, home};
pub use signed_in::SignedIn;
pub use standby::{Standby, is_half_promoted, look_at_standby, promote_standby};
pub use upgrading::{Upgraded, upgrade};
pub use verification::{Problem, SignedUpTo, Verification, projections_that_differ, verify, verify_as};
pub use whole_file::replace as replace_file;
pub use workstation::Workstation;
