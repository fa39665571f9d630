//! What may lawfully be done where something was refused: the next step that the window offers beside the sentence.
//!
//! Invariant: a way is only a pointer. Whether it can be gone is asked of [`crate::Crossing::offers`], like everything else.

use super::Choice;
use crate::agreement::Demanded;
use crate::{Refusal, SubjectPhase};

/// A next step after a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Something that the action bar offers on the same subject.
    Act(Choice),
    /// Lodge a declaration for the goods.
    Lodge,
    /// Ask for an examination of the goods.
    Examine,
    /// Go to the examination that is open.
    GoToExamination,
    /// Record who drives, or what carries it.
    Relate,
    /// A second officer signs at this desk.
    SecondSignsHere,
    /// Go to what the officer has claimed.
    GoToOwnClaim,
    /// Turn to the minor's guardian.
    GoToGuardian,
    /// Register somebody or something first.
    Register,
    /// State another time or paper, or end the late entry.
    EnterLate,
    /// A second officer records at this desk that he saw the paper.
    SeePaperHere,
    /// Look for the other crossing by its plate, a document or a name.
    LookForOther,
}

impl Refusal {
    /// Returns what may be done instead or before, the likeliest first. Nothing, where the sentence alone says whom or what
    /// to wait for.
    #[must_use]
    pub const fn ways(&self) -> &'static [Way] {
        use Choice::{
            Annul, AskConsent, AskMove, AskVoid, CallHost, CheckSeals, Claim, ConcludeCleared, ConcludeReady,
            CountHeads, Depart, EndHold, Hold, OfferBack, Present, Refer, Reopen, ReopenByNotice, ServeNotice, Settle,
            TakeOfferBack, TransferCustody, Withdraw,
        };
        match self {
            Self::NotFounded
            | Self::AlreadyFounded
            | Self::OfficerNumberTaken
            | Self::UnknownOfficer
            | Self::UnknownDesk
            | Self::ShiftOpen
            | Self::NoShift
            | Self::OtherState
            | Self::OtherAgency
            | Self::NotYourRole
            | Self::NoTemplate
            | Self::UnknownStep
            | Self::UnknownSubject
            | Self::UnknownMotion
            | Self::UnknownExamination
            | Self::StepIs { .. }
            | Self::NotOneControl
            | Self::NothingToSign
            | Self::NotSecondary
            | Self::NotHere
            | Self::HitOpen
            | Self::HitSince
            | Self::ReasonMissing
            | Self::ExaminationNotThere
            | Self::ExaminedBefore
            | Self::ReturnBlocked
            | Self::ClaimFresh
            | Self::WrongKind
            | Self::AskedAlready
            | Self::OutOfSequence
            | Self::StillToBeKept
            | Self::NotAgreed
            | Self::CrossingOpen
            | Self::NotGiven
            | Self::NotSettled
            | Self::NoLane
            | Self::BayTaken
            | Self::NotVaried
            | Self::PresentedToExit
            | Self::NotLeftOut
            | Self::NoEmergency
            | Self::AloneTooLong
            | Self::NotAlone
            | Self::NotShorter
            | Self::OnBreak
            | Self::NotOnBreak
            | Self::TooMany
            | Self::DatePassed
            | Self::OtherStateAgrees
            | Self::VersionTaken
            | Self::TemplateFaulty { .. }
            | Self::NoPhotograph { .. }
            | Self::SettingsUnsound
            | Self::NotReserved
            | Self::ReferenceUsed
            | Self::NotHeld
            | Self::WrittenByNewer
            | Self::PostOfNewer
            | Self::ProgramTooOld { .. }
            | Self::NewerThanThis { .. } => &[],
            Self::NoSubjects => &[Way::Register],
            Self::StatedAhead | Self::StatedTooEarly { .. } | Self::StatedOutOfOrder { .. } | Self::NotOnPaper => {
                &[Way::EnterLate]
            }
            Self::PaperNotSeen | Self::SlipNotSeen => &[Way::SeePaperHere],
            Self::NowhereToMove | Self::NoSuchCrossing => &[Way::LookForOther],
            Self::SubjectIs { phase: SubjectPhase::OfferedBack } => &[Way::Act(TakeOfferBack)],
            Self::SubjectIs { phase: SubjectPhase::EntryRefused } => &[Way::Act(OfferBack), Way::Act(Annul)],
            Self::SubjectIs { phase: SubjectPhase::Held } => &[Way::Act(EndHold), Way::Act(TransferCustody)],
            Self::SubjectIs { .. } => &[],
            Self::Claimed { .. } | Self::StepInProgress => &[Way::Act(Choice::Release)],
            Self::ClaimOpen => &[Way::GoToOwnClaim],
            Self::NotClaimed => &[Way::Act(Claim)],
            Self::SameOfficer | Self::AwaitsSecond => &[Way::SecondSignsHere],
            Self::ConcludeInstead | Self::AlreadySecondary => &[Way::Act(ConcludeCleared), Way::Act(ConcludeReady)],
            Self::HitIsTrue
            | Self::HitNeedsTwo
            | Self::ImpostorSuspected
            | Self::DrawnForReferral
            | Self::RedFinding => &[Way::Act(Refer)],
            Self::NotSearched => &[Way::Act(Choice::Release)],
            Self::GuardianNotAdmitted => &[Way::GoToGuardian, Way::Act(Refer)],
            Self::DeclarationMissing | Self::DeclarationFaulty => &[Way::Lodge, Way::Act(Choice::Query)],
            Self::ExaminationMissing => &[Way::Examine],
            Self::ExaminationOpen => &[Way::GoToExamination],
            Self::NotEmpowered => &[Way::Act(CallHost), Way::Act(Refer)],
            Self::NationalOfHostState => &[Way::Act(CallHost)],
            Self::IsHost => &[Way::Act(Hold)],
            Self::EntryBegun => &[Way::Act(AskConsent), Way::Act(ReopenByNotice), Way::Act(OfferBack)],
            Self::EntryNotBegun => &[Way::Act(Reopen), Way::Act(Withdraw)],
            Self::ExitEnded => &[Way::Act(Claim)],
            Self::NoticeNotServed => &[Way::Act(ServeNotice)],
            Self::NoticeServed => &[Way::Act(OfferBack)],
            Self::Decided => &[Way::Act(AskVoid), Way::Act(AskMove)],
            Self::VariedNoHold => &[Way::Act(Present)],
            Self::AmountsOpen => &[Way::Act(Settle)],
            Self::DemandedMissing { what: Demanded::SealCheck } => &[Way::Act(CheckSeals)],
            Self::DemandedMissing { what: Demanded::HeadCount } => &[Way::Act(CountHeads)],
            Self::NoDriver
            | Self::NoCarrier
            | Self::NotAboard
            | Self::UnknownRelation
            | Self::StillOnBoard
            | Self::HeadsDiffer => &[Way::Relate, Way::Act(CountHeads)],
            Self::SealsDiffer => &[Way::Examine, Way::Act(Refer)],
            Self::DemandedMissing { .. } | Self::DemandedExpired { .. } => &[Way::Act(Choice::Query)],
            Self::FullDeclarationNeeded { .. } => &[Way::Lodge],
            Self::LaneDown => &[Way::Act(Refer)],
            // The question at the gate asks for the agency itself, and keeps what was read.
            Self::GateDiffers => &[],
            Self::GateAgrees => &[Way::Act(Depart)],
        }
    }
}
