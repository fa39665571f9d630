//! Acts: what somebody did. The open parts, which both States fold; what is sealed is in [`crate::private`].
//!
//! Invariant: an act already stored is never re-interpreted. A new meaning is a new variant; the old one stays readable.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::agreeing::{Proposal, ProposalNumber};
use crate::alone::{Alone, AloneEnd};
use crate::backup::Restored;
use crate::customs::Declaration;
use crate::examination::{Comparison, ExaminationId, Findings};
use crate::notice::NoticeSerial;
use crate::officer::DeskCode;
use crate::own_journal::OwnHead;
use crate::personal::PersonalDeclaration;
use crate::post::{
    Category, Certified, Direction, Flow, Plan, Priority, PublishedReader, PublishedRoot, SeedHash, Settings, StateKeys,
};
use crate::private::{PrivatePart, ProtectionNote};
use crate::reserved::StatedArrival;
use crate::step::{PlannedStep, Service};
use crate::subject::{Relation, SubjectFacts};
use crate::template::Emergency;
use crate::{Agency, At, OfficerNumber, Reference, StateCode, StepId, SubjectId, SubjectKind};

/// An act of the post itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(target_pointer_width = "64", expect(clippy::large_enum_variant, reason = "a post is founded once"))]
pub enum PostAct {
    /// The post was founded.
    Founded {
        /// What was agreed.
        plan: Plan,
        /// The States' public keys.
        keys: Vec<StateKeys>,
    },
    /// A State's root certified an officer.
    OfficerCertified {
        /// The certificate.
        certified: Certified,
    },
    /// An officer's certificate ended.
    OfficerRevoked {
        /// Whose.
        officer: OfficerNumber,
    },
    /// A State began a new epoch of its readers' keys: whoever was removed reads nothing that is written from now on.
    ReadersRotated {
        /// The public halves, as the State's root certified them.
        readers: Vec<PublishedReader>,
        /// The hashes of the seeds from which officers who are on shift draw from now on, one for each day on which such a
        /// shift began.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        seeds: Vec<SeedHash>,
    },
    /// A State's root was replaced: from this act on the new one alone vouches for certificates and readers. What the one
    /// before vouched for stays in force.
    RootReplaced {
        /// The new root, as the one before it certified it.
        replaced: PublishedRoot,
    },
    /// A supervisor agreed that the post goes on from a backup; it does once one of each State has.
    Restored {
        /// What was restored, and what is lost.
        restored: Restored,
    },
    /// The acting officer opened a shift.
    ShiftOpened {
        /// Where he sits.
        desk: DeskCode,
        /// The hash of the seed from which his State draws on this day; none in acts of programs that had one seed for all
        /// days.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seed: Option<SeedHash>,
    },
    /// The acting officer closed his shift.
    ShiftClosed,
    /// A supervisor agreed for his State that facts of acts before a moment be erased.
    ErasureAgreed {
        /// The moment.
        before: At,
    },
    /// The facts of acts before a moment were erased, as both States' supervisors agreed.
    FactsErased {
        /// The moment.
        before: At,
    },
    /// What was sealed to the acting State of acts before a moment was erased.
    SealedErased {
        /// The moment.
        before: At,
    },
    /// The contents of pages of the acting State's own journal from before a moment were erased.
    OwnPagesErased {
        /// The moment.
        before: At,
    },
    /// A supervisor signed the journal as far as it went for his State: all before this act is as his State saw it.
    HeadSigned {
        /// Where his State's own journal ended; nothing while it has no page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        own: Option<OwnHead>,
    },
    /// A supervisor put a shorter template in force for his State; it is once the other State's did the same.
    EmergencyDeclared {
        /// What, for how long and why.
        emergency: Emergency,
    },
    /// A supervisor ended a shorter template before its time, or took away what one of the States had asked for.
    EmergencyEnded {
        /// Its version.
        version: String,
    },
    /// A supervisor agreed for his State to go on while the second disk is missing; so it is once the other State's did the same.
    AloneAgreed {
        /// Until when and why.
        alone: Alone,
    },
    /// A supervisor ended that, or took away what one of the States had asked for.
    AloneEnded {
        /// Which of the two.
        what: AloneEnd,
    },
    /// A State proposed something to the other.
    Proposed {
        /// Its number.
        number: ProposalNumber,
        /// What.
        proposal: Proposal,
    },
    /// The other State agreed to a proposal.
    ProposalAgreed {
        /// Which.
        number: ProposalNumber,
    },
    /// The other State declined a proposal, or its own State took it back.
    ProposalDeclined {
        /// Which.
        number: ProposalNumber,
    },
    /// The acting State set its clocks, which are its own.
    ClocksSet {
        /// From when.
        from: At,
        /// How far they are ahead of UTC, in minutes.
        minutes: i32,
    },
    /// The acting officer left his desk for a break; he keeps no claim.
    BreakBegun,
    /// He is back.
    BreakEnded,
    /// A supervisor handed over what is open to whoever comes after him; the note is sealed to his State.
    HandedOver {
        /// The running number within the post, from 1.
        number: u32,
    },
    /// The supervisor who came took it over: his signature is the second under the note.
    HandoverTaken {
        /// Which.
        number: u32,
    },
    /// References were reserved for parties that are written down on paper.
    ReferencesReserved {
        /// The references.
        references: Vec<Reference>,
    },
}

impl PostAct {
    /// The words of every kind that this program knows.
    pub const KINDS: &[&str] = &[
        "founded",
        "officer_certified",
        "officer_revoked",
        "readers_rotated",
        "root_replaced",
        "restored",
        "shift_opened",
        "shift_closed",
        "erasure_agreed",
        "facts_erased",
        "sealed_erased",
        "own_pages_erased",
        "head_signed",
        "emergency_declared",
        "emergency_ended",
        "proposed",
        "proposal_agreed",
        "proposal_declined",
        "clocks_set",
        "break_begun",
        "break_ended",
        "handed_over",
        "handover_taken",
        "references_reserved",
        "alone_agreed",
        "alone_ended",
    ];

    /// Returns the word under which the act is stored.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Founded { .. } => "founded",
            Self::OfficerCertified { .. } => "officer_certified",
            Self::OfficerRevoked { .. } => "officer_revoked",
            Self::ReadersRotated { .. } => "readers_rotated",
            Self::RootReplaced { .. } => "root_replaced",
            Self::Restored { .. } => "restored",
            Self::ShiftOpened { .. } => "shift_opened",
            Self::ShiftClosed => "shift_closed",
            Self::ErasureAgreed { .. } => "erasure_agreed",
            Self::FactsErased { .. } => "facts_erased",
            Self::SealedErased { .. } => "sealed_erased",
            Self::OwnPagesErased { .. } => "own_pages_erased",
            Self::HeadSigned { .. } => "head_signed",
            Self::EmergencyDeclared { .. } => "emergency_declared",
            Self::EmergencyEnded { .. } => "emergency_ended",
            Self::Proposed { .. } => "proposed",
            Self::ProposalAgreed { .. } => "proposal_agreed",
            Self::ProposalDeclined { .. } => "proposal_declined",
            Self::ClocksSet { .. } => "clocks_set",
            Self::BreakBegun => "break_begun",
            Self::BreakEnded => "break_ended",
            Self::HandedOver { .. } => "handed_over",
            Self::HandoverTaken { .. } => "handover_taken",
            Self::ReferencesReserved { .. } => "references_reserved",
            Self::AloneAgreed { .. } => "alone_agreed",
            Self::AloneEnded { .. } => "alone_ended",
        }
    }
}

/// Why a claim was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseCause {
    /// The claimant gave it up.
    Claimant,
    /// His supervisor took it from him.
    Supervisor,
    /// It was older than the setting.
    TimeOut,
    /// His shift ended.
    ShiftClosed,
    /// The exit officers hold while the order is varied: their hold has priority (PROCEDURE §4.5).
    ExitHold,
    /// He left for a break.
    Break,
}

/// On what ground an exit control was taken up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReopenGround {
    /// Entry control had not begun.
    BeforeEntry,
    /// By notice: an offence (REFERENCE §1.2, R5).
    Offence,
    /// By notice: a person who is wanted (REFERENCE §1.2, R5).
    Wanted,
}

/// What needs a second person before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "motion", rename_all = "snake_case")]
pub enum Motion {
    /// To annul a refusal: the refusing State's supervisor.
    Annul {
        /// The refused step.
        step: StepId,
    },
    /// To end a hold: another officer of the holding State.
    EndHold {
        /// The held step.
        step: StepId,
    },
    /// To hand over who or what is held: another officer of the holding State.
    TransferCustody {
        /// The held step.
        step: StepId,
    },
    /// To take up an exit control again: an officer of the entry State consents.
    ReopenExit {
        /// The exit step.
        step: StepId,
    },
    /// To take up an own entry control again: the own supervisor.
    ReopenEntry {
        /// The entry step.
        step: StepId,
    },
    /// To vary the order of controls: a supervisor of the other State.
    Vary {
        /// For whom or what.
        subject: SubjectId,
    },
    /// To leave a subject behind: the own supervisor.
    Abandon {
        /// Whom or what.
        subject: SubjectId,
    },
    /// To void a subject that was decided on: a supervisor of the other State.
    Void {
        /// Whom or what.
        subject: SubjectId,
    },
    /// To move a subject that was decided on to another crossing: a supervisor of the other State.
    Move {
        /// Whom or what.
        subject: SubjectId,
    },
}

/// Numbers a motion within its crossing, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct MotionNumber(pub u16);

/// How a secondary step was concluded without a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    /// Both steps are cleared.
    Cleared,
    /// The step that was referred is ready again; the secondary is void.
    Ready,
}

/// What became of a control that a shorter template had left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LeftOutHow {
    /// It was made good.
    MadeGood,
    /// It stays left out; why is noted for the own State.
    Noted,
}

impl LeftOutHow {
    /// Returns the word under which it is looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::MadeGood => "made_good",
            Self::Noted => "noted",
        }
    }
}

/// An act on a crossing: its open procedure, which both States fold and which is never erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CrossingAct {
    /// A crossing was registered.
    Registered {
        /// Its reference.
        reference: Reference,
        /// Which way it moves.
        direction: Direction,
        /// What the party comes with.
        flow: Flow,
        /// The road lane.
        category: Option<Category>,
        /// Why it goes before others.
        priority: Priority,
        /// The State that is left.
        exit_state: StateCode,
        /// The State that is entered.
        entry_state: StateCode,
        /// The State on whose territory the controls stand.
        host_state: StateCode,
        /// The template it goes by, to its end.
        template: String,
        /// The settings it goes by, to its end.
        settings: Settings,
        /// When the party arrived, where it was written on a blank slip and is entered late.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stated: Option<StatedArrival>,
    },
    /// A subject joined; its facts are beside.
    SubjectAdded {
        /// Its number.
        subject: SubjectId,
        /// What it is.
        subject_kind: SubjectKind,
        /// The steps it is to go through.
        steps: Vec<PlannedStep>,
        /// How it belongs to others.
        relations: Vec<Relation>,
        /// The crossing from which it was moved here.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        moved_from: Option<Reference>,
    },
    /// Relations changed: another driver, another vehicle.
    Related {
        /// Relations that begin.
        begun: Vec<Relation>,
        /// Relations that end.
        ended: Vec<Relation>,
    },
    /// A fact was corrected; the new facts are beside.
    Corrected {
        /// Of whom or what.
        subject: SubjectId,
        /// The confirmations that this opens.
        confirm: Vec<PlannedStep>,
    },
    /// A claim was opened.
    Claimed {
        /// The steps it takes: one control, of one or more subjects.
        steps: Vec<StepId>,
        /// The party's document was scanned at the desk.
        presented: bool,
    },
    /// A claim was given up; the place in the queue is kept.
    Released {
        /// The steps it had.
        steps: Vec<StepId>,
        /// Why.
        cause: ReleaseCause,
    },
    /// A control is done.
    Cleared {
        /// Which.
        step: StepId,
    },
    /// A control was given up by the State whose it is.
    Waived {
        /// Which.
        step: StepId,
    },
    /// The party is to bring something.
    Queried {
        /// At which step.
        step: StepId,
    },
    /// The party brought it.
    Answered {
        /// At which step.
        step: StepId,
    },
    /// A second line was opened.
    Referred {
        /// The step referred.
        step: StepId,
        /// The secondary step.
        secondary: PlannedStep,
    },
    /// A second line ended without a stop.
    Concluded {
        /// The secondary step.
        secondary: StepId,
        /// The outcome.
        outcome: Conclusion,
    },
    /// An officer refused; a second one has to confirm.
    RefusalProposed {
        /// At which step.
        step: StepId,
    },
    /// A second officer confirmed the refusal, and the notice was issued.
    RefusalConfirmed {
        /// At which step.
        step: StepId,
        /// The notice's serial.
        notice: NoticeSerial,
    },
    /// The notice was printed, for the first time or again.
    NoticePrinted {
        /// At which step.
        step: StepId,
    },
    /// The notice was handed over.
    NoticeServed {
        /// At which step.
        step: StepId,
        /// Signed, or refused to sign.
        service: Service,
    },
    /// An officer holds a person or goods, provisionally.
    HoldPlaced {
        /// At which step.
        step: StepId,
    },
    /// The hold was co-signed.
    HoldCoSigned {
        /// At which step.
        step: StepId,
    },
    /// The adjoining State's officer called the host's police.
    HostCalled {
        /// From which step.
        step: StepId,
        /// The step of the host's police.
        police: PlannedStep,
    },
    /// Something that needs a second person was asked for.
    Moved {
        /// Its number.
        number: MotionNumber,
        /// What.
        motion: Motion,
        /// The other crossing that it is about: the one to move to, or the one of which this is a duplicate.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<Reference>,
    },
    /// The second person agreed, and it is done.
    Seconded {
        /// Which.
        number: MotionNumber,
    },
    /// The second person declined.
    Declined {
        /// Which.
        number: MotionNumber,
    },
    /// A decided step was taken up again.
    Reopened {
        /// Which.
        step: StepId,
        /// On what ground.
        ground: ReopenGround,
    },
    /// The entry State offered a subject back.
    OfferedBack {
        /// Whom or what.
        subject: SubjectId,
    },
    /// The entry State took the offer back.
    OfferTakenBack {
        /// Of whom or what.
        subject: SubjectId,
    },
    /// The exit State readmitted.
    Readmitted {
        /// Whom or what.
        subject: SubjectId,
    },
    /// The party turned back before entry control.
    Withdrawn {
        /// Who and what.
        subjects: Vec<SubjectId>,
    },
    /// A subject was registered in error.
    Voided {
        /// Whom or what.
        subject: SubjectId,
        /// The crossing on which it is registered as well.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        duplicate_of: Option<Reference>,
    },
    /// Who and what left through the gate together.
    Departed {
        /// Who and what.
        subjects: Vec<SubjectId>,
    },
    /// What was found at the gate differs from what is recorded.
    Mismatched {
        /// Who and what goes back.
        subjects: Vec<SubjectId>,
        /// The check this opens.
        check: PlannedStep,
        /// On whom or what.
        subject: SubjectId,
    },
    /// A party goes before others, or no longer.
    Prioritised {
        /// Why.
        priority: Priority,
    },
    /// A declaration was lodged for goods; it stands beside.
    DeclarationLodged {
        /// For which goods.
        subject: SubjectId,
    },
    /// An examination was asked for.
    ExaminationRequested {
        /// Its number.
        examination: ExaminationId,
        /// Of which goods.
        subject: SubjectId,
        /// Both States take part.
        is_joint: bool,
    },
    /// It has a bay.
    ExaminationScheduled {
        /// Which.
        examination: ExaminationId,
        /// The bay.
        bay: String,
    },
    /// An officer of the acting State is in the bay.
    ExaminationAttended {
        /// Which.
        examination: ExaminationId,
    },
    /// The other State stayed away beyond the setting; the acting State goes on alone, flagged.
    ExaminationAlone {
        /// Which.
        examination: ExaminationId,
    },
    /// The acting State filed its findings blind.
    FindingsFiled {
        /// Of which examination.
        examination: ExaminationId,
        /// SHA-256 over salt and findings, hexadecimal. How many photographs go with them is for later to say: it would tell
        /// the other State, which may not have filed yet, how much there was to see.
        commitment: String,
    },
    /// The acting State's findings are open; they stand beside.
    FindingsRevealed {
        /// Of which examination.
        examination: ExaminationId,
        /// The salt of the commitment, hexadecimal.
        salt: String,
    },
    /// It is over.
    ExaminationClosed {
        /// Which.
        examination: ExaminationId,
        /// How the findings compare.
        comparison: Comparison,
    },
    /// A slip was issued for subjects that are through.
    SlipIssued {
        /// For whom and what.
        subjects: Vec<SubjectId>,
        /// The running number within the crossing.
        number: u16,
        /// SHA-256 of its content, hexadecimal.
        digest: String,
    },
    /// While the order is varied, an entry officer presented the subject to the exit officers (PROCEDURE §4.5).
    Presented {
        /// From which step; its claim ends.
        step: StepId,
    },
    /// Travellers were taken off the conveyance that they were on.
    OffLoaded {
        /// Who.
        subjects: Vec<SubjectId>,
    },
    /// A subject was moved to another crossing, where it begins anew.
    MovedAway {
        /// Whom or what.
        subject: SubjectId,
        /// Whereto.
        to: Reference,
    },
    /// An officer saw a paper on which another of his State recorded what he did while the program could not be used.
    PaperSeen {
        /// Its number.
        paper: String,
    },
    /// What a shorter template had left out was made good, or stays left out (PROCEDURE §3, emergency).
    LeftOutDone {
        /// On whom or what.
        subject: SubjectId,
        /// Which control, as the longer template has it.
        step: PlannedStep,
        /// What became of it.
        how: LeftOutHow,
    },
    /// What was done on paper was entered later (PROCEDURE §3, late entry). The stated time decides on the order and
    /// counts in no duration.
    EnteredLate {
        /// What was done.
        act: Box<CrossingAct>,
        /// When, as the paper states it.
        stated_at: At,
        /// The number of the paper.
        paper: String,
    },
    /// An officer read the seals on goods; they stand beside.
    SealsChecked {
        /// On which goods.
        subject: SubjectId,
        /// They are the ones on record.
        agree: bool,
    },
    /// The heads on a conveyance were counted.
    HeadsCounted {
        /// On which conveyance.
        subject: SubjectId,
        /// How many, crew included.
        heads: u16,
    },
    /// A person made his customs declaration; it stands beside.
    TravellerDeclared {
        /// Who.
        subject: SubjectId,
        /// The customs steps that this opens.
        opens: Vec<PlannedStep>,
    },
    /// An officer told the other State something; his words stand beside (class TOLD).
    MessageSent {
        /// The running number within the crossing, from 1.
        number: u16,
        /// For which agency of the other State.
        to: Agency,
    },
}

/// What stands beside an act, open to both States and erasable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "facts", rename_all = "snake_case")]
pub enum Facts {
    /// Of a subject.
    Subject {
        /// As captured.
        subject: SubjectFacts,
    },
    /// A declaration.
    Declaration {
        /// As lodged.
        declaration: Declaration,
    },
    /// Findings, once revealed.
    Findings {
        /// As filed.
        findings: Findings,
    },
    /// A ground, reason or authority that the other State is told (class TOLD).
    Told {
        /// In the officer's words.
        words: String,
    },
    /// What was seen at the gate.
    Gate {
        /// The plate read.
        plate: Option<String>,
        /// The heads counted.
        heads: Option<u16>,
        /// The seals read.
        seals: Vec<String>,
        /// The day, for the printed list.
        on: NaiveDate,
    },
    /// Seals as they were read.
    Seals {
        /// All of them.
        read: Vec<String>,
    },
    /// A traveller's customs declaration.
    Personal {
        /// As he made it.
        declared: PersonalDeclaration,
    },
}

/// What a decision adds to the journal: the open parts, and what is to be sealed to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The open procedure.
    pub act: CrossingAct,
    /// The open facts.
    pub facts: Option<Facts>,
    /// For the acting officer's State.
    pub private: PrivatePart,
    /// For the acting State's own protection desk.
    pub own_protection: Option<ProtectionNote>,
    /// For the other State's protection desk.
    pub other_protection: Option<ProtectionNote>,
}

impl From<CrossingAct> for Decided {
    fn from(act: CrossingAct) -> Self {
        Self { act, facts: None, private: PrivatePart::default(), own_protection: None, other_protection: None }
    }
}

impl CrossingAct {
    /// The words of every kind that this program knows.
    pub const KINDS: &[&str] = &[
        "registered",
        "subject_added",
        "related",
        "corrected",
        "claimed",
        "released",
        "cleared",
        "waived",
        "queried",
        "answered",
        "referred",
        "concluded",
        "refusal_proposed",
        "refusal_confirmed",
        "notice_printed",
        "notice_served",
        "hold_placed",
        "hold_co_signed",
        "host_called",
        "moved",
        "seconded",
        "declined",
        "reopened",
        "offered_back",
        "offer_taken_back",
        "readmitted",
        "withdrawn",
        "voided",
        "departed",
        "mismatched",
        "prioritised",
        "declaration_lodged",
        "examination_requested",
        "examination_scheduled",
        "examination_attended",
        "examination_alone",
        "findings_filed",
        "findings_revealed",
        "examination_closed",
        "slip_issued",
        "presented",
        "off_loaded",
        "moved_away",
        "paper_seen",
        "left_out_done",
        "entered_late",
        "seals_checked",
        "heads_counted",
        "traveller_declared",
        "message_sent",
    ];

    /// Returns the word under which the act is stored.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Registered { .. } => "registered",
            Self::SubjectAdded { .. } => "subject_added",
            Self::Related { .. } => "related",
            Self::Corrected { .. } => "corrected",
            Self::Claimed { .. } => "claimed",
            Self::Released { .. } => "released",
            Self::Cleared { .. } => "cleared",
            Self::Waived { .. } => "waived",
            Self::Queried { .. } => "queried",
            Self::Answered { .. } => "answered",
            Self::Referred { .. } => "referred",
            Self::Concluded { .. } => "concluded",
            Self::RefusalProposed { .. } => "refusal_proposed",
            Self::RefusalConfirmed { .. } => "refusal_confirmed",
            Self::NoticePrinted { .. } => "notice_printed",
            Self::NoticeServed { .. } => "notice_served",
            Self::HoldPlaced { .. } => "hold_placed",
            Self::HoldCoSigned { .. } => "hold_co_signed",
            Self::HostCalled { .. } => "host_called",
            Self::Moved { .. } => "moved",
            Self::Seconded { .. } => "seconded",
            Self::Declined { .. } => "declined",
            Self::Reopened { .. } => "reopened",
            Self::OfferedBack { .. } => "offered_back",
            Self::OfferTakenBack { .. } => "offer_taken_back",
            Self::Readmitted { .. } => "readmitted",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Voided { .. } => "voided",
            Self::Departed { .. } => "departed",
            Self::Mismatched { .. } => "mismatched",
            Self::Prioritised { .. } => "prioritised",
            Self::DeclarationLodged { .. } => "declaration_lodged",
            Self::ExaminationRequested { .. } => "examination_requested",
            Self::ExaminationScheduled { .. } => "examination_scheduled",
            Self::ExaminationAttended { .. } => "examination_attended",
            Self::ExaminationAlone { .. } => "examination_alone",
            Self::FindingsFiled { .. } => "findings_filed",
            Self::FindingsRevealed { .. } => "findings_revealed",
            Self::ExaminationClosed { .. } => "examination_closed",
            Self::SlipIssued { .. } => "slip_issued",
            Self::Presented { .. } => "presented",
            Self::OffLoaded { .. } => "off_loaded",
            Self::MovedAway { .. } => "moved_away",
            Self::PaperSeen { .. } => "paper_seen",
            Self::LeftOutDone { .. } => "left_out_done",
            Self::EnteredLate { .. } => "entered_late",
            Self::SealsChecked { .. } => "seals_checked",
            Self::HeadsCounted { .. } => "heads_counted",
            Self::TravellerDeclared { .. } => "traveller_declared",
            Self::MessageSent { .. } => "message_sent",
        }
    }

    /// Returns the steps the act is on.
    pub fn steps(&self) -> Vec<StepId> {
        match self {
            Self::Claimed { steps, .. } | Self::Released { steps, .. } => steps.clone(),
            Self::Cleared { step }
            | Self::Waived { step }
            | Self::Queried { step }
            | Self::Answered { step }
            | Self::RefusalProposed { step }
            | Self::RefusalConfirmed { step, .. }
            | Self::NoticePrinted { step }
            | Self::NoticeServed { step, .. }
            | Self::HoldPlaced { step }
            | Self::HoldCoSigned { step }
            | Self::HostCalled { step, .. }
            | Self::Reopened { step, .. }
            | Self::Presented { step } => vec![*step],
            Self::EnteredLate { act, .. } => act.steps(),
            Self::Referred { step, secondary } => vec![*step, secondary.id],
            Self::Concluded { secondary, .. } => vec![*secondary],
            Self::Registered { .. }
            | Self::SubjectAdded { .. }
            | Self::Related { .. }
            | Self::Corrected { .. }
            | Self::Moved { .. }
            | Self::Seconded { .. }
            | Self::Declined { .. }
            | Self::OfferedBack { .. }
            | Self::OfferTakenBack { .. }
            | Self::Readmitted { .. }
            | Self::Withdrawn { .. }
            | Self::Voided { .. }
            | Self::Departed { .. }
            | Self::Mismatched { .. }
            | Self::Prioritised { .. }
            | Self::DeclarationLodged { .. }
            | Self::ExaminationRequested { .. }
            | Self::ExaminationScheduled { .. }
            | Self::ExaminationAttended { .. }
            | Self::ExaminationAlone { .. }
            | Self::FindingsFiled { .. }
            | Self::FindingsRevealed { .. }
            | Self::ExaminationClosed { .. }
            | Self::SlipIssued { .. }
            | Self::OffLoaded { .. }
            | Self::MovedAway { .. }
            | Self::PaperSeen { .. }
            | Self::LeftOutDone { .. }
            | Self::SealsChecked { .. }
            | Self::HeadsCounted { .. }
            | Self::TravellerDeclared { .. }
            | Self::MessageSent { .. } => Vec::new(),
        }
    }

    /// Returns the subjects the act names; an act on a step names them through its step.
    pub fn subjects(&self) -> Vec<SubjectId> {
        match self {
            Self::SubjectAdded { subject, .. }
            | Self::Corrected { subject, .. }
            | Self::OfferedBack { subject }
            | Self::OfferTakenBack { subject }
            | Self::Readmitted { subject }
            | Self::Voided { subject, .. }
            | Self::MovedAway { subject, .. }
            | Self::DeclarationLodged { subject }
            | Self::ExaminationRequested { subject, .. }
            | Self::SealsChecked { subject, .. }
            | Self::HeadsCounted { subject, .. }
            | Self::LeftOutDone { subject, .. }
            | Self::TravellerDeclared { subject, .. } => vec![*subject],
            Self::Withdrawn { subjects }
            | Self::Departed { subjects }
            | Self::Mismatched { subjects, .. }
            | Self::OffLoaded { subjects }
            | Self::SlipIssued { subjects, .. } => subjects.clone(),
            Self::EnteredLate { act, .. } => act.subjects(),
            Self::Related { begun, ended } => {
                begun.iter().chain(ended).flat_map(|relation| [relation.from, relation.to]).collect()
            }
            Self::Registered { .. }
            | Self::Claimed { .. }
            | Self::Released { .. }
            | Self::Cleared { .. }
            | Self::Waived { .. }
            | Self::Queried { .. }
            | Self::Answered { .. }
            | Self::Referred { .. }
            | Self::Concluded { .. }
            | Self::RefusalProposed { .. }
            | Self::RefusalConfirmed { .. }
            | Self::NoticePrinted { .. }
            | Self::NoticeServed { .. }
            | Self::HoldPlaced { .. }
            | Self::HoldCoSigned { .. }
            | Self::HostCalled { .. }
            | Self::Moved { .. }
            | Self::Seconded { .. }
            | Self::Declined { .. }
            | Self::Reopened { .. }
            | Self::Prioritised { .. }
            | Self::ExaminationScheduled { .. }
            | Self::ExaminationAttended { .. }
            | Self::ExaminationAlone { .. }
            | Self::FindingsFiled { .. }
            | Self::FindingsRevealed { .. }
            | Self::ExaminationClosed { .. }
            | Self::Presented { .. }
            | Self::PaperSeen { .. }
            | Self::MessageSent { .. } => Vec::new(),
        }
    }

    /// Returns whether it is a control act: one that begins the entry State's controls (PROCEDURE §9.1).
    pub const fn is_control(&self) -> bool {
        matches!(
            self.plain(),
            Self::Claimed { .. }
                | Self::Cleared { .. }
                | Self::Waived { .. }
                | Self::Queried { .. }
                | Self::Referred { .. }
                | Self::Concluded { .. }
                | Self::RefusalProposed { .. }
                | Self::RefusalConfirmed { .. }
                | Self::HoldPlaced { .. }
                | Self::HoldCoSigned { .. }
        )
    }

    /// Returns what was done: the act itself, or the one that was entered late.
    pub const fn plain(&self) -> &Self {
        match self {
            Self::EnteredLate { act, .. } => act,
            other => other,
        }
    }

    /// Returns whether it is something that officers do with a party, on paper too while the program can't be used; the
    /// order of these is the order of the procedure.
    pub const fn may_be_entered_late(&self) -> bool {
        self.is_control() && !matches!(self, Self::EnteredLate { .. })
            || matches!(
                self,
                Self::Answered { .. }
                    | Self::NoticeServed { .. }
                    | Self::HostCalled { .. }
                    | Self::OfferedBack { .. }
                    | Self::OfferTakenBack { .. }
                    | Self::Readmitted { .. }
                    | Self::Withdrawn { .. }
                    | Self::Departed { .. }
                    | Self::Mismatched { .. }
            )
    }
}
