//! Requests, replies and failure codes shared by the window's page and the shell.
//!
//! Invariant: plain data with public fields, no logic, no storage. Ids and small enums come from `domain`; the names of
//! commands stand here and nowhere else. A request type names its command and its reply.

mod advance;
mod agreement;
mod alerts;
mod alone;
mod crossing;
mod draft;
mod emergency;
mod failure;
mod forged;
mod handover;
mod message;
mod monitor;
mod notice;
mod officers;
mod paper;
mod passengers;
mod photograph;
mod post;
mod queue;
mod scan;
mod session;
mod signature;
mod slip;
mod standing;

use domain::At;

pub use advance::{
    AdvanceListsImported, ExpectedRequest, ExpectedVehicle, ExpectedView, ImportAdvanceLists, RemoveAdvanceList,
    TakeAdvanceList,
};
pub use agreement::{
    AgreementRequest, AgreementView, AnswerProposal, Instruction, Propose, SetClocks, SetInstruction, TemplateVersion,
};
pub use alerts::{
    AlertListFormat, AlertListHead, AlertListImported, AlertListsRequest, AlertListsView, AlertUsual, BrokenAlertList,
    ImportAlertList, RejectedAlertRow, RemoveAlertList, SetAlertThreshold, SetUnusual, UnusualRule,
};
pub use alone::{AgreeAlone, AloneRequest, AloneView, EndAlone};
pub use crossing::{CrossingRequest, CrossingView, HistoryLine, Perform, Performed, StepInstruction, SubjectOffers};
pub use draft::{LoadDraft, SaveDraft};
pub use emergency::{
    DeclareEmergency, EmergenciesRequest, EmergenciesView, EndEmergency, InForce, LeftOut, LeftOutRequest, LeftOutView,
};
pub use failure::{Failure, FailureCode};
pub use forged::{ForgedDocumentLine, ForgedDocumentsRequest, ForgedDocumentsView};
pub use handover::{HandOver, HandoverLine, HandoversRequest, HandoversView, TakeBreak, TakeOver};
pub use message::{
    CareLine, HeldLine, HeldRegister, HeldRegisterRequest, MessageLine, ReadMessage, RegisteredHold, SaveHeldRegister,
    SendMessage, WriteCare,
};
pub use monitor::{AgencyLoad, Alert, AlertKind, Lanes, MonitorRequest, MonitorView};
pub use notice::{NoticeView, PrintNotice, SaveNotice, ShowNotice};
pub use officers::{
    AddOfficer, NewRecoveryCode, OfficersRequest, OfficersView, OpenShift, OtherOfficer, OwnOfficer, RecoveryCodeOnce,
    RemoveOfficer, RenewOfficer,
};
pub use paper::{PaperSize, ReserveBlankSlips, ReservedReference, ReservedRequest, ReservedView};
pub use passengers::{BrokenPassengerList, ListOfVehicle, PassengerFault, PassengerListRead, ReadPassengerList};
pub use photograph::{ForgetPhotograph, KeepPhotograph, ShowPhotograph};
pub use post::{
    DemoAccount, DeskChoice, FirstAdministrator, FoundPost, Founded, LanguageTexts, OpenDemonstration, PageTexts,
    PostInfo, PostInfoRequest, TextsRequest,
};
pub use queue::{ClaimNext, Dot, NowAt, QueueCounts, QueuePage, QueueRequest, QueueRow, Tab, Track, Whereabouts};
pub use scan::{Found, LastWay, Scan, Scanned};
pub use session::{
    ChangePassword, CloseShift, ConfirmOneTimeCodes, Lock, LockedBy, NewOneTimeCodes, OneTimeCodesShown, SEAT_EVENT,
    SeatNews, Session, SessionRequest, SignIn, SignOut, Touch, Unlock,
};
pub use signature::{AwaitedSignature, SignHere, SignatureOn, SignaturesRequest, SignaturesView};
pub use slip::{IssueSlip, SaveSlip, SavedSlip, ShowSlip, SlipView, Verdict, VerifySlip};
pub use standing::{PageStands, StandingPage};

/// A request of the page: which command it is, and what answers it.
pub trait Request: serde::Serialize {
    /// The command's name in the shell.
    const COMMAND: &'static str;
    /// What answers it.
    type Reply: serde::de::DeserializeOwned;
}

/// The event that says that the journal grew, or why nothing of it is to be had; the page asks what changed.
pub const FEED_EVENT: &str = "feed";

/// What [`FEED_EVENT`] carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FeedNews {
    /// The number of the last act.
    pub seq: i64,
    /// Whether it is to be had.
    pub reach: Reach,
    /// Since when the server's second disk is missing; nothing while it is there, and where none is waited for.
    pub second_disk_missing: Option<At>,
}

/// Whether the journal is to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "reach", rename_all = "snake_case")]
pub enum Reach {
    /// It is.
    Good,
    /// The database can't be reached, or not be read.
    Unreachable {
        /// For how long nothing was heard of it, in seconds.
        seconds: u32,
    },
    /// It lacks an act that this workstation has seen, or has another in its place: nothing is read of it or written on.
    Rewritten {
        /// The act's number.
        act: i64,
    },
    /// Something was done on the post that only a newer program reads: nothing is written from here any more.
    OfNewer,
    /// Crossings were registered that only a newer program reads: they are missing here.
    InPart,
}
