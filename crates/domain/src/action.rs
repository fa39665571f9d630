//! Actions: what an officer asks for, in the words of the post. [`crate::Crossing::decide`] turns one into acts.

use serde::{Deserialize, Serialize};

use crate::act::{Conclusion, LeftOutHow, Motion, MotionNumber, ReopenGround};
use crate::customs::{CustomsWork, Declaration, LaneAssignment};
use crate::document_check::DocumentCheck;
use crate::examination::{ExaminationId, Findings};
use crate::notice::ReasonCode;
use crate::personal::PersonalDeclaration;
use crate::post::{Category, Direction, Flow, Plan, Priority};
use crate::private::{Disposition, Grant, ProtectionNeed, Search, Wanted};
use crate::step::Service;
use crate::subject::{Relation, SubjectFacts};
use crate::{Agency, At, Reference, StepId, SubjectId};

/// A need for protection as an officer records it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProtectionRecord {
    /// The need.
    pub need: ProtectionNeed,
    /// What was seen or said, at most 200 characters.
    pub words: String,
}

/// What an officer asks for. Fields named `note` are class STATE; fields named `told` are told to the other State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Action {
    /// Registers a party once, for both States.
    Register {
        /// Which way it moves.
        direction: Direction,
        /// What it comes with.
        flow: Flow,
        /// The road lane.
        category: Option<Category>,
        /// Why it goes before others.
        priority: Priority,
        /// Who and what crosses; numbered from 1 in this order.
        subjects: Vec<SubjectFacts>,
        /// How they belong together.
        #[serde(default)]
        relations: Vec<Relation>,
    },
    /// Adds a subject to an open crossing.
    AddSubject {
        /// Its facts.
        facts: SubjectFacts,
        /// How it belongs to others; its own number is the next one.
        #[serde(default)]
        relations: Vec<Relation>,
    },
    /// Changes who drives, guards or carries whom.
    Relate {
        /// Relations that begin.
        begun: Vec<Relation>,
        /// Relations that end.
        ended: Vec<Relation>,
    },
    /// Corrects the facts of a subject.
    Correct {
        /// Whose.
        subject: SubjectId,
        /// All of them, as they are right.
        facts: SubjectFacts,
    },
    /// Claims one control of one or more subjects.
    Claim {
        /// The steps.
        steps: Vec<StepId>,
        /// The document was scanned at the desk.
        #[serde(default)]
        presented: bool,
    },
    /// Gives a claim up, or takes it from another.
    Release {
        /// The steps.
        steps: Vec<StepId>,
    },
    /// Clears steps: each by an act of its own.
    Clear {
        /// The steps.
        steps: Vec<StepId>,
        /// What was made of alert hits.
        #[serde(default)]
        dispositions: Vec<Disposition>,
        /// What is granted, by person.
        #[serde(default)]
        grants: Vec<Grant>,
        /// For the own State.
        #[serde(default)]
        note: Option<String>,
        /// What customs assesses, takes and re-routes with it; class STATE.
        #[serde(default, skip_serializing_if = "CustomsWork::is_empty")]
        customs: Box<CustomsWork>,
    },
    /// Waives a step.
    Waive {
        /// Which.
        step: StepId,
        /// Why, by the State's list.
        reason: ReasonCode,
        /// For the own State.
        #[serde(default)]
        note: Option<String>,
    },
    /// Asks the party for something.
    Query {
        /// At which step.
        step: StepId,
        /// For what.
        wanted: Wanted,
        /// For the own State.
        #[serde(default)]
        note: Option<String>,
        /// What customs assesses, takes and re-routes with it; class STATE.
        #[serde(default, skip_serializing_if = "CustomsWork::is_empty")]
        customs: Box<CustomsWork>,
    },
    /// Records that the party brought it.
    Answer {
        /// At which step.
        step: StepId,
        /// For the own State.
        #[serde(default)]
        note: Option<String>,
        /// What customs assesses, takes and re-routes with it; class STATE.
        #[serde(default, skip_serializing_if = "CustomsWork::is_empty")]
        customs: Box<CustomsWork>,
    },
    /// Opens a second line.
    Refer {
        /// For which step.
        step: StepId,
        /// What was made of alert hits.
        #[serde(default)]
        dispositions: Vec<Disposition>,
        /// For the own State.
        #[serde(default)]
        note: Option<String>,
        /// A need for protection, for the desk alone.
        #[serde(default)]
        protection: Option<ProtectionRecord>,
        /// What customs assesses, takes and re-routes with it; class STATE.
        #[serde(default, skip_serializing_if = "CustomsWork::is_empty")]
        customs: Box<CustomsWork>,
    },
    /// Ends a second line without a stop.
    Conclude {
        /// The secondary step.
        step: StepId,
        /// How.
        outcome: Conclusion,
        /// What was made of alert hits.
        #[serde(default)]
        dispositions: Vec<Disposition>,
        /// The protection desk's outcome: the subject may be offered back again.
        #[serde(default)]
        ends_protection: bool,
        /// For the own State.
        #[serde(default)]
        note: Option<String>,
        /// What customs assesses, takes and re-routes with it; class STATE.
        #[serde(default, skip_serializing_if = "CustomsWork::is_empty")]
        customs: Box<CustomsWork>,
    },
    /// Refuses; a second officer has to confirm.
    Refuse {
        /// At which step.
        step: StepId,
        /// Why, by the State's list.
        reason: ReasonCode,
        /// What was made of alert hits.
        #[serde(default)]
        dispositions: Vec<Disposition>,
        /// For the own State.
        #[serde(default)]
        note: Option<String>,
    },
    /// Confirms another officer's refusal; the notice is issued.
    Confirm {
        /// At which step.
        step: StepId,
    },
    /// Prints the notice: what it says was fixed when the refusal was confirmed.
    PrintNotice {
        /// At which step.
        step: StepId,
    },
    /// Records how the notice was served.
    ServeNotice {
        /// At which step.
        step: StepId,
        /// How.
        service: Service,
    },
    /// Holds a person or goods.
    Hold {
        /// At which step.
        step: StepId,
        /// The legal basis: told to the co-signer.
        told: String,
    },
    /// Co-signs a hold.
    CoSign {
        /// At which step.
        step: StepId,
    },
    /// Calls the host's police.
    CallHost {
        /// From which step.
        step: StepId,
        /// What for: told to the other State.
        told: String,
    },
    /// Asks for what needs a second person.
    Move {
        /// What.
        what: Motion,
        /// Why; for a consent, a variation, a move or a void this is told to the other State, else it stays with the own.
        why: String,
        /// For a move the crossing to move to; for a void the one of which this is a duplicate.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<Reference>,
    },
    /// Signs as the second person.
    Second {
        /// Which motion.
        number: MotionNumber,
        /// For a transfer of custody: the receiving authority and the number of its receipt.
        #[serde(default)]
        receipt: Option<String>,
    },
    /// Declines to sign, or takes an own motion back.
    Decline {
        /// Which motion.
        number: MotionNumber,
    },
    /// Takes an exit control up again.
    Reopen {
        /// Which step.
        step: StepId,
        /// On what ground.
        ground: ReopenGround,
        /// Why; for a notice this is told to the other State.
        why: String,
    },
    /// Offers a subject back to the exit State.
    OfferBack {
        /// Whom or what.
        subject: SubjectId,
    },
    /// Takes the offer back.
    TakeOfferBack {
        /// Of whom or what.
        subject: SubjectId,
    },
    /// Readmits.
    Readmit {
        /// Whom or what.
        subject: SubjectId,
    },
    /// Records that a party turned back before entry control.
    Withdraw {
        /// Who and what.
        subjects: Vec<SubjectId>,
    },
    /// Voids a subject registered in error, before any decision.
    Void {
        /// Whom or what.
        subject: SubjectId,
        /// The crossing on which it is registered as well.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        duplicate_of: Option<Reference>,
    },
    /// Lets out at the gate, or sends back what differs.
    Depart {
        /// Who and what leaves together.
        subjects: Vec<SubjectId>,
        /// The plate read.
        #[serde(default)]
        plate: Option<String>,
        /// The heads counted.
        #[serde(default)]
        heads: Option<u16>,
        /// The seals read.
        #[serde(default)]
        seals: Vec<String>,
        /// The agency that is to check, where something differs.
        #[serde(default)]
        check_by: Option<Agency>,
    },
    /// Lets a party go before others.
    Prioritise {
        /// Why.
        priority: Priority,
        /// In words: told to the other State.
        told: String,
    },
    /// Lodges a declaration for goods.
    LodgeDeclaration {
        /// For which goods.
        subject: SubjectId,
        /// The declaration.
        declaration: Declaration,
    },
    /// Asks for an examination of goods.
    RequestExamination {
        /// Which goods.
        subject: SubjectId,
        /// Both States take part.
        joint: bool,
        /// Why again, where they were examined before: told to the other State.
        #[serde(default)]
        told: Option<String>,
    },
    /// Gives it a bay.
    ScheduleExamination {
        /// Which.
        examination: ExaminationId,
        /// The bay.
        bay: String,
    },
    /// Records the acting officer's presence in the bay.
    AttendExamination {
        /// Which.
        examination: ExaminationId,
    },
    /// Goes on without the other State, which stayed away.
    ExamineAlone {
        /// Which.
        examination: ExaminationId,
    },
    /// Files the own State's findings, blind.
    FileFindings {
        /// Of which.
        examination: ExaminationId,
        /// The findings.
        findings: Findings,
    },
    /// Opens the own State's findings, once both are filed.
    RevealFindings {
        /// Of which.
        examination: ExaminationId,
    },
    /// Closes an examination.
    CloseExamination {
        /// Which.
        examination: ExaminationId,
    },
    /// Issues a slip.
    IssueSlip {
        /// For whom and what.
        subjects: Vec<SubjectId>,
    },
    /// Presents a subject to the exit officers, while the order is varied.
    Present {
        /// From which step.
        step: StepId,
        /// What was seen: told to the other State.
        told: String,
    },
    /// Takes travellers off the conveyance that they are on.
    OffLoad {
        /// Who.
        subjects: Vec<SubjectId>,
    },
    /// Moves a subject to another crossing, before any decision.
    MoveAway {
        /// Whom or what.
        subject: SubjectId,
        /// Whereto.
        to: Reference,
    },
    /// Vouches for a paper on which another officer of the own State recorded what he did.
    SeePaper {
        /// Its number.
        paper: String,
    },
    /// Says what became of a control that a shorter template had left out.
    SettleLeftOut {
        /// On whom or what.
        subject: SubjectId,
        /// Which control, by its number in the longer template.
        step: StepId,
        /// What became of it.
        how: LeftOutHow,
        /// For the own State; why, where it stays left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Clears, refers, concludes or refuses at an identity control, and tells what was found out of the documents and their
    /// holders; class STATE.
    WithChecks {
        /// What was found out, at most once a person.
        checks: Vec<DocumentCheck>,
        /// What is done.
        what: Box<Action>,
    },
    /// Enters what was done on paper while the program could not be used; another officer of the own State has seen the
    /// paper.
    EnterLate {
        /// When it was done, as the paper states it.
        stated_at: At,
        /// The number of the paper.
        paper: String,
        /// What was done.
        what: Box<Action>,
    },
    /// Records the seals that he read on goods.
    CheckSeals {
        /// On which goods.
        subject: SubjectId,
        /// All of them.
        read: Vec<String>,
    },
    /// Records the heads that he counted on a conveyance.
    CountHeads {
        /// On which.
        subject: SubjectId,
        /// How many, crew included.
        heads: u16,
    },
    /// Records the customs declaration that a person makes.
    DeclareTraveller {
        /// Who.
        subject: SubjectId,
        /// What he declares.
        declared: PersonalDeclaration,
    },
    /// Tells the other State something.
    SendMessage {
        /// For which of its agencies.
        to: Agency,
        /// What: told to the other State.
        told: String,
    },
}

/// What a decision needs besides the officer's words: found, drawn or numbered by the program.
#[derive(Debug, Clone)]
pub struct Given<'a> {
    /// What both States agreed.
    pub plan: &'a Plan,
    /// The reference of a crossing that is to be registered.
    pub reference: Option<Reference>,
    /// The results of the alert search of the officer's State, one a subject claimed; at a later decision, what lists that changed
    /// since find beside it ([`crate::Crossing::found_since`]).
    pub searches: Vec<Search>,
    /// Which of the steps claimed were drawn at random for a referral, each by itself: if chance took a party as a whole, whoever
    /// is referred out of one alone would be known to have been found on a list.
    pub drawn: Vec<StepId>,
    /// The lane of the goods claimed.
    pub lane: Option<LaneAssignment>,
    /// Salt and commitment of findings to be filed, both hexadecimal.
    pub commitment: Option<(String, String)>,
    /// SHA-256 of the content of the slip to be issued, hexadecimal.
    pub slip_digest: Option<String>,
    /// The bays in which other goods are examined or wait for it.
    pub bays_taken: Vec<String>,
}

impl<'a> Given<'a> {
    /// Returns what most decisions need: the plan alone.
    pub const fn plan(plan: &'a Plan) -> Self {
        Self {
            plan,
            reference: None,
            searches: Vec::new(),
            drawn: Vec::new(),
            lane: None,
            commitment: None,
            slip_digest: None,
            bays_taken: Vec::new(),
        }
    }

    /// Returns the searches for a subject, as they ride in the act that decides on it.
    pub(crate) fn found_on(&self, subject: SubjectId) -> Vec<Search> {
        self.searches.iter().filter(|search| search.subject == subject).cloned().collect()
    }
}

impl Action {
    /// Returns the command's name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Register { .. } => "register",
            Self::AddSubject { .. } => "add_subject",
            Self::Relate { .. } => "relate",
            Self::Correct { .. } => "correct",
            Self::Claim { .. } => "claim",
            Self::Release { .. } => "release",
            Self::Clear { .. } => "clear",
            Self::Waive { .. } => "waive",
            Self::Query { .. } => "query",
            Self::Answer { .. } => "answer",
            Self::Refer { .. } => "refer",
            Self::Conclude { .. } => "conclude",
            Self::Refuse { .. } => "refuse",
            Self::Confirm { .. } => "confirm",
            Self::PrintNotice { .. } => "print_notice",
            Self::ServeNotice { .. } => "serve_notice",
            Self::Hold { .. } => "hold",
            Self::CoSign { .. } => "co_sign",
            Self::CallHost { .. } => "call_host",
            Self::Move { .. } => "move",
            Self::Second { .. } => "second",
            Self::Decline { .. } => "decline",
            Self::Reopen { .. } => "reopen",
            Self::OfferBack { .. } => "offer_back",
            Self::TakeOfferBack { .. } => "take_offer_back",
            Self::Readmit { .. } => "readmit",
            Self::Withdraw { .. } => "withdraw",
            Self::Void { .. } => "void",
            Self::Depart { .. } => "depart",
            Self::Prioritise { .. } => "prioritise",
            Self::LodgeDeclaration { .. } => "lodge_declaration",
            Self::RequestExamination { .. } => "request_examination",
            Self::ScheduleExamination { .. } => "schedule_examination",
            Self::AttendExamination { .. } => "attend_examination",
            Self::ExamineAlone { .. } => "examine_alone",
            Self::FileFindings { .. } => "file_findings",
            Self::RevealFindings { .. } => "reveal_findings",
            Self::CloseExamination { .. } => "close_examination",
            Self::IssueSlip { .. } => "issue_slip",
            Self::Present { .. } => "present",
            Self::OffLoad { .. } => "off_load",
            Self::MoveAway { .. } => "move_away",
            Self::SeePaper { .. } => "see_paper",
            Self::SettleLeftOut { .. } => "settle_left_out",
            Self::WithChecks { what, .. } => what.name(),
            Self::EnterLate { .. } => "enter_late",
            Self::CheckSeals { .. } => "check_seals",
            Self::CountHeads { .. } => "count_heads",
            Self::DeclareTraveller { .. } => "declare_traveller",
            Self::SendMessage { .. } => "send_message",
        }
    }

    /// Returns what is asked for: the action itself, the one that is entered late, or the one beside which something is told.
    pub const fn plain(&self) -> &Self {
        match self {
            Self::EnterLate { what, .. } | Self::WithChecks { what, .. } => what.plain(),
            other => other,
        }
    }

    /// Returns whether it is something that officers do with a party on paper too, while the program can't be used.
    pub const fn may_be_entered_late(&self) -> bool {
        if let Self::WithChecks { what, .. } = self {
            return what.may_be_entered_late();
        }
        matches!(
            self,
            Self::Claim { .. }
                | Self::Clear { .. }
                | Self::Waive { .. }
                | Self::Query { .. }
                | Self::Answer { .. }
                | Self::Refer { .. }
                | Self::Conclude { .. }
                | Self::Refuse { .. }
                | Self::Confirm { .. }
                | Self::ServeNotice { .. }
                | Self::Hold { .. }
                | Self::CoSign { .. }
                | Self::CallHost { .. }
                | Self::OfferBack { .. }
                | Self::TakeOfferBack { .. }
                | Self::Readmit { .. }
                | Self::Withdraw { .. }
                | Self::Depart { .. }
        )
    }

    /// Returns the steps and subjects it is about: when one of them changed since the officer looked, he is told first.
    pub fn touches(&self) -> (Vec<StepId>, Vec<SubjectId>) {
        match self {
            Self::Claim { steps, .. } | Self::Release { steps } | Self::Clear { steps, .. } => {
                (steps.clone(), Vec::new())
            }
            Self::Waive { step, .. }
            | Self::Query { step, .. }
            | Self::Answer { step, .. }
            | Self::Refer { step, .. }
            | Self::Conclude { step, .. }
            | Self::Refuse { step, .. }
            | Self::Confirm { step }
            | Self::PrintNotice { step }
            | Self::ServeNotice { step, .. }
            | Self::Hold { step, .. }
            | Self::CoSign { step }
            | Self::CallHost { step, .. }
            | Self::Reopen { step, .. }
            | Self::Present { step, .. } => (vec![*step], Vec::new()),
            Self::EnterLate { what, .. } | Self::WithChecks { what, .. } => what.touches(),
            Self::Correct { subject, .. }
            | Self::OfferBack { subject }
            | Self::TakeOfferBack { subject }
            | Self::Readmit { subject }
            | Self::Void { subject, .. }
            | Self::MoveAway { subject, .. }
            | Self::LodgeDeclaration { subject, .. }
            | Self::RequestExamination { subject, .. }
            | Self::CheckSeals { subject, .. }
            | Self::CountHeads { subject, .. }
            | Self::DeclareTraveller { subject, .. } => (Vec::new(), vec![*subject]),
            Self::Withdraw { subjects } | Self::Depart { subjects, .. } | Self::OffLoad { subjects } => {
                (Vec::new(), subjects.clone())
            }
            // A new subject, a motion, an examination or a slip has a number of its own that can't be taken twice.
            Self::Register { .. }
            | Self::AddSubject { .. }
            | Self::Relate { .. }
            | Self::Move { .. }
            | Self::Second { .. }
            | Self::Decline { .. }
            | Self::Prioritise { .. }
            | Self::ScheduleExamination { .. }
            | Self::AttendExamination { .. }
            | Self::ExamineAlone { .. }
            | Self::FileFindings { .. }
            | Self::RevealFindings { .. }
            | Self::CloseExamination { .. }
            | Self::IssueSlip { .. }
            | Self::SeePaper { .. }
            | Self::SettleLeftOut { .. }
            | Self::SendMessage { .. } => (Vec::new(), Vec::new()),
        }
    }
}
