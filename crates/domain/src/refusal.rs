//! Refusals: the expected answers of the procedure when something may not be done, one for each reason an officer can
//! act on. The sentence is composed later, in the reader's language, from the catalogue.

use serde::{Deserialize, Serialize};

use crate::agreement::Demanded;
use crate::papers::NotSimple;
use crate::photograph::NoPhotograph;
use crate::program::ProgramVersion;
use crate::step::StepState;
use crate::template::TemplateFault;
use crate::{At, OfficerNumber, SubjectPhase};

/// Why the procedure does not allow an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// The post was not founded by its first act.
    #[error("the post is not founded")]
    NotFounded,
    /// The post has been founded already.
    #[error("the post is founded already")]
    AlreadyFounded,
    /// The number belongs to another officer.
    #[error("the officer number is taken")]
    OfficerNumberTaken,
    /// No such officer is certified now.
    #[error("the officer is not certified")]
    UnknownOfficer,
    /// No such desk.
    #[error("the post has no such desk")]
    UnknownDesk,
    /// A shift is open already.
    #[error("the shift is open already")]
    ShiftOpen,
    /// No shift is open.
    #[error("no shift is open")]
    NoShift,
    /// The step, subject or desk belongs to the other State.
    #[error("it belongs to the other State")]
    OtherState,
    /// The step belongs to another agency.
    #[error("it belongs to another agency")]
    OtherAgency,
    /// The officer's certificate does not entitle him.
    #[error("the officer's role does not allow it")]
    NotYourRole,
    /// The post does not handle this flow, or has no procedure template for it.
    #[error("the post has no procedure for this")]
    NoTemplate,
    /// A crossing needs somebody or something that crosses.
    #[error("nobody and nothing crosses")]
    NoSubjects,
    /// No such step.
    #[error("there is no such step")]
    UnknownStep,
    /// No such subject.
    #[error("there is no such subject")]
    UnknownSubject,
    /// No such motion, or it is no longer open.
    #[error("there is nothing open to sign")]
    UnknownMotion,
    /// No such examination.
    #[error("there is no such examination")]
    UnknownExamination,
    /// The step stands elsewhere than the act needs.
    #[error("the step is {}", state.word())]
    StepIs {
        /// Where it stands.
        state: StepState,
    },
    /// The subject is elsewhere than the act needs.
    #[error("the subject is {}", phase.word())]
    SubjectIs {
        /// Where it is.
        phase: SubjectPhase,
    },
    /// Somebody has claimed it.
    #[error("officer {officer} has it")]
    Claimed {
        /// Who.
        officer: OfficerNumber,
        /// Since when.
        since: At,
    },
    /// The officer has another claim open; one at a time.
    #[error("another claim is open")]
    ClaimOpen,
    /// The step is not claimed by the acting officer.
    #[error("the step is not yours")]
    NotClaimed,
    /// A claim takes one control for different subjects.
    #[error("a claim takes one control")]
    NotOneControl,
    /// It must be another officer than the one who acted before.
    #[error("it takes another officer")]
    SameOfficer,
    /// It waits for a second signature.
    #[error("it waits for a second signature")]
    AwaitsSecond,
    /// Nothing waits for a signature: it was withdrawn or lapsed.
    #[error("nothing waits for a signature")]
    NothingToSign,
    /// A secondary step ends by a conclusion.
    #[error("a second line ends by a conclusion")]
    ConcludeInstead,
    /// The step is no second line.
    #[error("the step is no second line")]
    NotSecondary,
    /// A second line can't be referred again.
    #[error("a second line can't be referred again")]
    AlreadySecondary,
    /// This can't be decided at a step of this kind.
    #[error("it can't be decided here")]
    NotHere,
    /// An alert hit has no disposition yet. Own State only.
    #[error("an alert hit has no disposition")]
    HitOpen,
    /// A list changed since the claim, and a hit was found that has no disposition yet. Own State only.
    #[error("a list changed; a hit was found since")]
    HitSince,
    /// The listed one stands here: a second officer has to conclude. Own State only.
    #[error("an alert hit is true: refer")]
    HitIsTrue,
    /// The list asks that two officers look at its hits: a second one has to conclude. Own State only.
    #[error("an alert hit needs two officers: refer")]
    HitNeedsTwo,
    /// The holder was taken for an impostor, and nobody found since that he is the person in the document. Own State only.
    #[error("the holder was taken for an impostor: refer, or compare anew")]
    ImpostorSuspected,
    /// Chance chose this control for a referral. Own State only.
    #[error("chance chose it for a referral")]
    DrawnForReferral,
    /// No alert search was made for a subject.
    #[error("no alert search was made")]
    NotSearched,
    /// A reason is missing.
    #[error("a reason is missing")]
    ReasonMissing,
    /// A minor goes on only with a guardian, or after a referral.
    #[error("the minor's guardian is not admitted")]
    GuardianNotAdmitted,
    /// The goods have no declaration.
    #[error("the goods have no declaration")]
    DeclarationMissing,
    /// The declaration has faults.
    #[error("the declaration has faults")]
    DeclarationFaulty,
    /// The red lane wants an examination first. Own State only.
    #[error("the lane wants an examination")]
    ExaminationMissing,
    /// An examination of these goods is open.
    #[error("an examination is open")]
    ExaminationOpen,
    /// The examination found something: a second officer has to conclude. Own State only.
    #[error("the examination found a difference: refer")]
    RedFinding,
    /// The examination stands elsewhere than the act needs.
    #[error("the examination is not there yet")]
    ExaminationNotThere,
    /// A second examination of the same goods needs a reason.
    #[error("the goods were examined before")]
    ExaminedBefore,
    /// The officer is not empowered to hold.
    #[error("the officer is not empowered to hold")]
    NotEmpowered,
    /// The adjoining State never holds a national of the host State (PROCEDURE §4.8).
    #[error("a national of the host State: call the host")]
    NationalOfHostState,
    /// While the order is varied the entry State can't hold (PROCEDURE §4.5).
    #[error("the order is varied: present to the exit officers")]
    VariedNoHold,
    /// The caller is of the host State himself.
    #[error("you are the host")]
    IsHost,
    /// Entry control has begun: no going back without consent (PROCEDURE §4.4).
    #[error("entry control has begun: ask for consent")]
    EntryBegun,
    /// Entry control has not begun: nothing to consent to.
    #[error("entry control has not begun")]
    EntryNotBegun,
    /// The exit State's controls have ended.
    #[error("exit control has ended")]
    ExitEnded,
    /// The refusal notice has not been served.
    #[error("the notice has not been served")]
    NoticeNotServed,
    /// The notice has been served.
    #[error("the notice has been served")]
    NoticeServed,
    /// Something protected is open. Own State only, and never why.
    #[error("not to be offered back")]
    ReturnBlocked,
    /// A claim on the subject is open.
    #[error("a step is in progress")]
    StepInProgress,
    /// Somebody decided on it already.
    #[error("it was decided on")]
    Decided,
    /// The claim is not old enough to be taken from its holder.
    #[error("the claim is still fresh")]
    ClaimFresh,
    /// A vehicle leaves with a driver.
    #[error("nobody drives it")]
    NoDriver,
    /// Goods and trailers leave on what carries them.
    #[error("what carries it does not leave")]
    NoCarrier,
    /// What was found at the gate differs from what is recorded.
    #[error("it differs from what is recorded")]
    GateDiffers,
    /// What was found at the gate agrees with what is recorded.
    #[error("it agrees with what is recorded")]
    GateAgrees,
    /// The facts are of another kind than the subject.
    #[error("the facts are of another kind")]
    WrongKind,
    /// The same is asked for already.
    #[error("it is asked for already")]
    AskedAlready,
    /// Numbers do not follow: the act was made for another state of the crossing.
    #[error("the numbers do not follow")]
    OutOfSequence,
    /// The period for which the data are kept is not over (the agreement's settings).
    #[error("the data are still to be kept")]
    StillToBeKept,
    /// The other State has not agreed to the same.
    #[error("the other State has not agreed")]
    NotAgreed,
    /// A crossing of that time is still open.
    #[error("a crossing of that time is open")]
    CrossingOpen,
    /// What this State demands is not on record.
    #[error("{} is missing", what.word())]
    DemandedMissing {
        /// What.
        what: Demanded,
    },
    /// A paper that this State demands is no longer valid.
    #[error("{} is no longer valid", what.word())]
    DemandedExpired {
        /// What.
        what: Demanded,
    },
    /// The seals that were read are not those on record.
    #[error("the seals differ from those on record")]
    SealsDiffer,
    /// The heads that were counted are not those of the party, or not those on the operator's list.
    #[error("the heads differ from the list")]
    HeadsDiffer,
    /// Somebody who came on the conveyance neither leaves with it nor was taken off.
    #[error("somebody on board is not accounted for")]
    StillOnBoard,
    /// The goods can't go by a simplified document: a full declaration is lodged.
    #[error("a full declaration is needed: {}", why.word())]
    FullDeclarationNeeded {
        /// Why.
        why: NotSimple,
    },
    /// A photograph can't be taken in.
    #[error("a photograph can't be taken in: {why}")]
    NoPhotograph {
        /// Why.
        why: NoPhotograph,
    },
    /// Assessed amounts are neither paid nor secured. Own State only.
    #[error("assessed amounts are neither paid nor secured")]
    AmountsOpen,
    /// A settlement without a number, or one of nothing. Own State only.
    #[error("nothing proves the settlement")]
    NotSettled,
    /// The goods have no lane yet. Own State only.
    #[error("the goods have no lane yet")]
    NoLane,
    /// A lane is changed downwards by a supervisor who concludes. Own State only.
    #[error("downwards takes a supervisor")]
    LaneDown,
    /// Other goods are in the bay.
    #[error("the bay is taken")]
    BayTaken,
    /// What the decision needs was not given; a fault of the program.
    #[error("something the decision needs was not given")]
    NotGiven,
    /// The order is not varied: nobody is presented to the exit officers.
    #[error("the order is not varied")]
    NotVaried,
    /// Presented to the exit officers, who decide first.
    #[error("presented to the exit officers")]
    PresentedToExit,
    /// They do not belong together in this way.
    #[error("there is no such relation")]
    UnknownRelation,
    /// The traveller is on no conveyance.
    #[error("the traveller is on no conveyance")]
    NotAboard,
    /// No other crossing that is open has this reference, or it goes the other way.
    #[error("there is no other crossing to move to")]
    NowhereToMove,
    /// The other crossing that was named is none of this post, open or closed.
    #[error("the other crossing is none of this post")]
    NoSuchCrossing,
    /// The stated time is later than now.
    #[error("the stated time is still to come")]
    StatedAhead,
    /// The stated time is before the party can have come.
    #[error("the stated time is before the crossing")]
    StatedTooEarly {
        /// The earliest that may be stated.
        earliest: At,
    },
    /// The stated time is before what is on record already.
    #[error("the stated time does not follow what is on record")]
    StatedOutOfOrder {
        /// When whoever it is about was last acted on.
        after: At,
    },
    /// No shorter template left it out here, or what became of it is on record.
    #[error("it is not among what was left out")]
    NotLeftOut,
    /// No shorter template of this version is in force or asked for.
    #[error("no such emergency")]
    NoEmergency,
    /// Going on without the second disk is agreed to for a time that has not passed, and for some days at the most.
    #[error("going on without the second disk is for some days at the most")]
    AloneTooLong,
    /// Nobody goes on without the second disk, or asked to.
    #[error("the second disk is waited for already")]
    NotAlone,
    /// No other officer of the State has seen the paper.
    #[error("no second officer has seen the paper")]
    PaperNotSeen,
    /// No other officer of the State that registered the party has seen the slip that states when it arrived.
    #[error("no second officer has seen the slip")]
    SlipNotSeen,
    /// This is not done on paper.
    #[error("this can't be entered late")]
    NotOnPaper,
    /// An emergency's template is no shorter form of the one in force, or its time is over.
    #[error("it is no shorter form of what is in force")]
    NotShorter,
    /// The officer is on a break.
    #[error("the officer is on a break")]
    OnBreak,
    /// The officer is on no break.
    #[error("the officer is on no break")]
    NotOnBreak,
    /// More of it than can be open at once.
    #[error("there are too many")]
    TooMany,
    /// The day or the moment has passed.
    #[error("the day has passed")]
    DatePassed,
    /// The State that proposed can't agree to its own proposal.
    #[error("the other State agrees")]
    OtherStateAgrees,
    /// A template of this version is there already.
    #[error("the version is taken")]
    VersionTaken,
    /// The template can't be put in force.
    #[error("the template is faulty: {}", fault.word())]
    TemplateFaulty {
        /// Why.
        fault: TemplateFault,
    },
    /// A setting is not one that a post can work with.
    #[error("a setting is not sound")]
    SettingsUnsound,
    /// The reference was not reserved at this post.
    #[error("the reference was not reserved")]
    NotReserved,
    /// A crossing has this reference already.
    #[error("the reference is used")]
    ReferenceUsed,
    /// Nobody and nothing is held at that step.
    #[error("nobody is held")]
    NotHeld,
    /// Something was done on the crossing that only a newer program reads.
    #[error("a newer program wrote on the crossing")]
    WrittenByNewer,
    /// Something was done on the post itself that only a newer program reads.
    #[error("a newer program wrote on the post")]
    PostOfNewer,
    /// Both States agreed that nobody works with a program as old as this one.
    #[error("the post asks for version {least} of the program")]
    ProgramTooOld {
        /// The oldest that will do.
        least: ProgramVersion,
    },
    /// A State asks for a version of the program that this one is not yet itself: nobody could take it back.
    #[error("this program is older than version {least}")]
    NewerThanThis {
        /// What was asked for.
        least: ProgramVersion,
    },
}

impl Refusal {
    /// Returns whether it is about who asks and not about how things stand: what is not his to do is written down in his State's
    /// own journal.
    pub const fn is_about_who_asks(&self) -> bool {
        matches!(
            self,
            Self::UnknownOfficer
                | Self::OtherState
                | Self::OtherAgency
                | Self::NotYourRole
                | Self::NotClaimed
                | Self::SameOfficer
                | Self::NotEmpowered
                | Self::NationalOfHostState
        )
    }
}
