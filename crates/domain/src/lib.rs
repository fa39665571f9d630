//! The procedure of a one-stop border post as pure rules: what may happen next ([`Crossing::decide`]) and what has
//! happened ([`Crossing::apply`]).
//!
//! Invariant: no I/O, no clock, no randomness, no SQL, no Tauri. Time, draws and search results come in as arguments;
//! the crate also compiles to WebAssembly so that the window offers just what the domain allows.

pub mod act;
pub mod action;
pub mod agency;
pub mod agreeing;
pub mod agreement;
pub mod alert;
pub mod alone;
pub mod backup;
pub mod codes;
pub mod crossing;
pub mod customs;
pub mod document_check;
pub mod examination;
pub mod held;
pub mod manifest;
pub mod message;
pub mod month;
pub mod notice;
pub mod officer;
pub mod own_journal;
pub mod papers;
pub mod permit;
pub mod personal;
pub mod photograph;
pub mod post;
pub mod private;
pub mod program;
pub mod quantity;
pub mod reference;
pub mod refusal;
pub mod reserved;
pub mod retention;
pub mod shift;
pub mod sign_in;
pub mod step;
pub mod subject;
pub mod template;
pub mod travel_document;
pub mod visibility;

pub use act::{CrossingAct, Decided, Facts, PostAct};
pub use action::Action;
pub use agency::Agency;
pub use codes::StateCode;
pub use crossing::Crossing;
pub use officer::{OfficerNumber, OnDuty, Role};
pub use post::{Direction, Flow, Post};
pub use private::{PrivateFile, PrivatePart};
pub use reference::Reference;
pub use refusal::Refusal;
pub use step::{Side, Step, StepId, StepState};
pub use subject::{Subject, SubjectId, SubjectKind, SubjectPhase};

/// A moment: UTC, kept to the millisecond.
pub type At = chrono::DateTime<chrono::Utc>;
