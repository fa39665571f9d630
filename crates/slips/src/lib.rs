//! Slip content to paper: the clearance slip (A5) and the notice of refusal (A4) as PDF and as they are shown, blank slips (A4 or
//! A5), the register of persons held (A4), and the seal in their QR code.
//!
//! Invariant: equal content gives equal bytes, and nothing stands on paper that the content does not hold. The crate
//! knows no printer, no storage and no key; whoever calls it chooses what may be printed for whom.

mod blank;
mod clean;
mod code;
mod content;
mod face;
mod held;
mod notice;
mod paint;
mod seal;
mod shape;
mod sheet;
mod slip;
mod svg;
mod wording;

#[cfg(test)]
mod specimen;
#[cfg(test)]
mod tests;

pub use blank::{BlankSlips, BlankStep, PaperSize, blank_slips_pdf};
pub use content::{
    Copy, GateCheck, HolderPart, IssuedThere, Pattern, Side, SlipContent, SlipDecision, SlipFact, SlipState,
    SlipSubject,
};
pub use held::{HeldOnPaper, HeldRegisterContent, held_register_pdf};
pub use notice::{NoticeContent, NoticeDirection, NoticePerson, Service, notice_pdf, notice_svgs};
pub use seal::{Seal, SealError, SealPayload};
pub use slip::{slip_pdf, slip_svgs};

/// Why a paper can't be made.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The seal is too long for a QR code.
    #[error("print the seal: it is too long for a code")]
    Seal,
    /// The date lies outside the years that a document can state.
    #[error("date the paper")]
    Date,
    /// An embedded font can't be used; names it.
    #[error("embed the font {0}")]
    Font(&'static str),
    /// The content can't be written for its digest.
    #[error("digest the content")]
    Digest(#[from] serde_json::Error),
    /// The document can't be written.
    #[error("write the document")]
    Write,
}
