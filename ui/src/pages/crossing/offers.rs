//! What this officer may do, sorted for the bar: the one likeliest thing, the usual three, the rest.
//!
//! Invariant: nothing is offered here that the domain did not offer.

use std::collections::BTreeMap;

use contract::CrossingView;
use domain::alert::ShownBy;
use domain::crossing::{Choice, Offer};
use domain::document_check::Verdict;
use domain::private::Amounts;
use domain::step::{Origin, Status};
use domain::{Agency, OfficerNumber, Refusal, Side, Step, StepId, StepState, SubjectId, SubjectKind};

use super::document_checks::{Unsent, verdict_on};

/// What the officer said of an alert hit and has not sent yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// It is the one listed.
    Same,
    /// It is another, as this shows.
    Another(ShownBy),
}

/// What the officer said of alert hits and has not sent yet, by subject and entry.
pub type Said = BTreeMap<(SubjectId, u64), Word>;

/// What may be done on one subject.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offers {
    /// The likeliest thing.
    pub main: Option<Offer>,
    /// Ask the party.
    pub query: Option<Offer>,
    /// Open a second line.
    pub refer: Option<Offer>,
    /// Refuse.
    pub refuse: Option<Offer>,
    /// Everything else.
    pub more: Vec<Offer>,
}

impl Offers {
    /// Sorts what may be done on a subject. What the officer said of alert hits and of the holder in the window counts already.
    pub fn on(view: &CrossingView, subject: SubjectId, said: &Said, checks: &Unsent) -> Self {
        let mut sorted = Self::default();
        let Some(found) = view.offers.iter().find(|offers| offers.subject == subject) else { return sorted };
        let mut likely: Vec<Offer> = Vec::new();
        for offer in &found.offers {
            let offer = doubted(view, heard(view, offer, said), checks);
            match offer.choice {
                Choice::Query if sorted.query.is_none() => sorted.query = Some(offer),
                Choice::Refer if sorted.refer.is_none() => sorted.refer = Some(offer),
                Choice::Refuse if sorted.refuse.is_none() => sorted.refuse = Some(offer),
                choice if is_likely(view, subject, choice) => likely.push(offer),
                // A motion is signed where it is shown, with its reason.
                Choice::Second => {}
                _ => sorted.more.push(offer),
            }
        }
        let has_slip = view.crossing.slips.iter().any(|slip| !slip.is_revoked && slip.subjects.contains(&subject));
        likely.sort_by_key(|offer| (offer.unless.is_some(), rank(offer.choice, has_slip)));
        let mut likely = likely.into_iter();
        sorted.main = likely.next();
        let rest: Vec<Offer> = likely.collect();
        sorted.more.splice(0..0, rest);
        sorted
    }
}

/// Returns every step that is ready for the same control as this one: what one claim takes (PROCEDURE §3).
pub fn family(view: &CrossingView, step: StepId) -> Vec<StepId> {
    let crossing = &view.crossing;
    let Some(first) = crossing.steps.get(&step) else { return vec![step] };
    if first.origin != Origin::Template {
        return vec![step];
    }
    let is_offered = |id: StepId| {
        view.offers
            .iter()
            .flat_map(|of| &of.offers)
            .any(|offer| offer.choice == Choice::Claim && offer.step == Some(id) && offer.unless.is_none())
    };
    crossing
        .steps
        .values()
        .filter(|other| {
            (other.side, other.state, other.agency, &other.control)
                == (first.side, first.state, first.agency, &first.control)
                && other.origin == Origin::Template
                && crossing.state_of(other) == StepState::Ready
                && is_offered(other.id)
        })
        .map(|other| other.id)
        .collect()
}

/// Returns the steps that the officer has and could clear now with one command: guardians first, then the minors who wait
/// for nothing but them.
pub fn clearable(view: &CrossingView, said: &Said, checks: &Unsent) -> Vec<StepId> {
    let offered: Vec<Offer> = view
        .offers
        .iter()
        .flat_map(|of| &of.offers)
        .filter(|offer| offer.choice == Choice::Clear)
        .map(|offer| doubted(view, heard(view, offer, said), checks))
        .collect();
    let subject_of = |offer: &Offer| Some(view.crossing.steps.get(&offer.step?)?.subject);
    let (now, later): (Vec<&Offer>, Vec<&Offer>) = offered.iter().partition(|offer| offer.unless.is_none());
    let going: Vec<SubjectId> = now.iter().filter_map(|offer| subject_of(offer)).collect();
    let with_guardian = later.into_iter().filter(|offer| {
        offer.unless == Some(Refusal::GuardianNotAdmitted)
            && subject_of(offer)
                .is_some_and(|minor| view.crossing.guardians_of(minor).any(|guardian| going.contains(&guardian)))
    });
    now.iter().copied().chain(with_guardian).filter_map(|offer| offer.step).collect()
}

/// Returns the steps that an officer has open here.
pub fn claimed(view: &CrossingView, officer: &OfficerNumber) -> Vec<StepId> {
    view.crossing.claim_of(officer)
}

/// Returns the key of what clearing this step is called: the entry State's immigration admits, its customs releases goods.
pub fn clear_key(step: &Step, kind: Option<SubjectKind>, many: bool) -> &'static str {
    match (step.side, step.agency, kind, many) {
        (Side::Entry, Agency::Immigration, Some(SubjectKind::Traveller), false) => "choice-admit",
        (Side::Entry, Agency::Immigration, Some(SubjectKind::Traveller), true) => "choice-admit-all",
        (Side::Entry, Agency::Customs, Some(SubjectKind::Consignment), false) if step.control.0 == "documents" => {
            "choice-release_goods"
        }
        (_, _, _, false) => "choice-clear",
        (_, _, _, true) => "choice-clear-all",
    }
}

/// Returns the key of a choice.
pub const fn choice_key(choice: Choice) -> &'static str {
    match choice {
        Choice::Claim => "choice-claim",
        Choice::Clear => "choice-clear",
        Choice::ConcludeCleared => "choice-conclude_cleared",
        Choice::ConcludeReady => "choice-conclude_ready",
        Choice::Confirm => "choice-confirm",
        Choice::CoSign => "choice-co_sign",
        Choice::Second => "choice-second",
        Choice::Answer => "choice-answer",
        Choice::PrintNotice => "choice-print_notice",
        Choice::ServeNotice => "choice-serve_notice",
        Choice::OfferBack => "choice-offer_back",
        Choice::TakeOfferBack => "choice-take_offer_back",
        Choice::Readmit => "choice-readmit",
        Choice::Depart => "choice-depart",
        Choice::IssueSlip => "choice-issue_slip",
        Choice::Query => "choice-query",
        Choice::Refer => "choice-refer",
        Choice::Refuse => "choice-refuse",
        Choice::Hold => "choice-hold",
        Choice::CallHost => "choice-call_host",
        Choice::Present => "choice-present",
        Choice::Waive => "choice-waive",
        Choice::Release => "choice-release",
        Choice::Assess => "choice-assess",
        Choice::Settle => "choice-settle",
        Choice::Reroute => "choice-reroute",
        Choice::CheckSeals => "choice-check_seals",
        Choice::CountHeads => "choice-count_heads",
        Choice::Reopen => "choice-reopen",
        Choice::AskConsent => "choice-ask_consent",
        Choice::ReopenByNotice => "choice-reopen_by_notice",
        Choice::ReopenEntry => "choice-reopen_entry",
        Choice::Annul => "choice-annul",
        Choice::EndHold => "choice-end_hold",
        Choice::TransferCustody => "choice-transfer_custody",
        Choice::DeclareTraveller => "choice-declare_traveller",
        Choice::Withdraw => "choice-withdraw",
        Choice::Vary => "choice-vary",
        Choice::Abandon => "choice-abandon",
        Choice::Void => "choice-void",
        Choice::AskVoid => "choice-ask_void",
        Choice::MoveAway => "choice-move_away",
        Choice::AskMove => "choice-ask_move",
    }
}

/// An offer once the officer has said what he made of the hits: those he said are not the listed one stand in the way no
/// longer, one that is sends to the second line.
fn heard(view: &CrossingView, offer: &Offer, said: &Said) -> Offer {
    let clears = matches!(offer.choice, Choice::Clear | Choice::ConcludeCleared | Choice::Settle);
    let is_about_hits = matches!(offer.unless, Some(Refusal::HitOpen | Refusal::HitIsTrue));
    let Some(step) = offer.step.filter(|_| clears && is_about_hits) else { return offer.clone() };
    let Some(known) = view.file.step(step) else { return offer.clone() };
    let concludes = view.crossing.steps.get(&step).is_some_and(|step| matches!(step.origin, Origin::Secondary { .. }));
    let subject = view.crossing.steps.get(&step).map(|step| step.subject);
    let was_referred = view.crossing.steps.get(&step).is_some_and(|step| step.was_referred);
    let for_two = subject.into_iter().flat_map(|subject| known.hits_for_two(subject).map(move |hit| (subject, hit)));
    let undecided = known.undecided_hits().filter(|(of, _)| Some(*of) == subject);
    // Whoever concludes says of a hit that needs two what he makes of it himself.
    let open: Vec<Option<Word>> =
        undecided.chain(for_two.filter(|_| concludes)).map(|(of, hit)| said.get(&(of, hit.entry)).copied()).collect();
    let unless = if known.has_true_hit() || open.contains(&Some(Word::Same)) {
        // A second line may clear a true hit: whoever concludes is the second pair of eyes.
        if concludes { None } else { Some(Refusal::HitIsTrue) }
    } else if open.contains(&None) {
        Some(Refusal::HitOpen)
    } else if subject.is_some_and(|subject| known.needs_two(subject)) && !concludes && !was_referred {
        Some(Refusal::HitNeedsTwo)
    } else if known.is_drawn && !was_referred && !concludes {
        Some(Refusal::DrawnForReferral)
    } else if offer.choice != Choice::Settle && are_amounts_open(view, step) {
        Some(Refusal::AmountsOpen)
    } else {
        None
    };
    Offer { unless, ..offer.clone() }
}

/// An offer once the officer has compared the holder with the person in his document: whom he takes for an impostor he doesn't clear.
fn doubted(view: &CrossingView, offer: Offer, checks: &Unsent) -> Offer {
    let step = offer.step.and_then(|step| view.crossing.steps.get(&step));
    let is_his = |step: &&Step| step.agency == Agency::Immigration;
    let clears = matches!(offer.choice, Choice::Clear | Choice::ConcludeCleared);
    let Some(step) = step.filter(is_his).filter(|_| clears) else { return offer };
    let before = view.file.last_comparison(step.subject).map(|comparison| comparison.verdict);
    let last = verdict_on(checks, step.subject).or(before);
    let unless = match (last, &offer.unless) {
        (Some(Verdict::Impostor), None) => Some(Refusal::ImpostorSuspected),
        (Some(Verdict::Same), Some(Refusal::ImpostorSuspected)) => None,
        (_, unless) => unless.clone(),
    };
    Offer { unless, ..offer }
}

/// Assessed amounts stand in the way of whatever ends a step of customs, whatever the officer said of hits.
fn are_amounts_open(view: &CrossingView, step: StepId) -> bool {
    view.crossing.steps.get(&step).is_some_and(|step| {
        step.agency == Agency::Customs && view.file.amounts.get(&step.subject).is_some_and(Amounts::are_open)
    })
}

/// What may be the one strong button; the rest waits behind "more".
fn is_likely(view: &CrossingView, subject: SubjectId, choice: Choice) -> bool {
    match choice {
        Choice::Claim
        | Choice::Clear
        | Choice::ConcludeCleared
        | Choice::Confirm
        | Choice::CoSign
        | Choice::Answer
        | Choice::Settle
        | Choice::ServeNotice
        | Choice::Readmit
        | Choice::Depart
        | Choice::IssueSlip => true,
        // After a refusal it is what follows; before one it is the exception.
        Choice::OfferBack => {
            let is_refused = |step: &Step| step.side == Side::Entry && matches!(step.status, Status::Refused { .. });
            view.crossing.steps_of(subject).any(is_refused)
        }
        _ => false,
    }
}

/// Which of several likely things comes first. Nobody leaves before there is a slip to show, until somebody says so.
const fn rank(choice: Choice, has_slip: bool) -> u8 {
    match choice {
        Choice::Clear => 0,
        Choice::ConcludeCleared => 1,
        Choice::Confirm => 2,
        Choice::CoSign | Choice::Settle => 3,
        Choice::Claim => 4,
        Choice::ServeNotice => 5,
        Choice::OfferBack => 6,
        Choice::Readmit => 7,
        Choice::IssueSlip if !has_slip => 8,
        Choice::Depart => 9,
        Choice::Answer => 10,
        Choice::IssueSlip => 11,
        _ => 12,
    }
}
