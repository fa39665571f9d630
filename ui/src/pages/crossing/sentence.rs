//! The history in plain sentences, composed from each act in the reader's language.
//!
//! Invariant: a sentence says only what the act's open parts and the reader's own notes hold; a referral has one sentence,
//! whatever its reason.

use contract::HistoryLine;
use domain::act::{Conclusion, Motion, MotionNumber, ReleaseCause, ReopenGround};
use domain::crossing::OpenMotion;
use domain::examination::Comparison;
use domain::personal::Channel;
use domain::step::Service;
use domain::{CrossingAct, Facts, Reference, Side, StepId, SubjectId, SubjectKind};

use super::words::Words;
use crate::text::Args;

/// Returns what happened, in a sentence.
pub fn sentence(words: &Words<'_>, line: &HistoryLine) -> String {
    let you = if words.is_me(&line.officer) { "yes" } else { "no" };
    // A protection officer acts under the agency of the step (PROCEDURE §4.9).
    let step_agency = line.act.steps().first().and_then(|id| words.crossing().steps.get(id)).map(|step| step.agency);
    let agency = if line.act.is_control() { step_agency.unwrap_or(line.agency) } else { line.agency };
    let base = || Args::new().with("you", you).with("agency", words.agency(agency));
    let text = |key: &str, args: &Args<'_>| words.desk.text_with(key, args);
    let what = |key: &str, what: String| text(key, &base().with("what", what));
    let subject = |key: &str, of: SubjectId| what(key, words.label(of));
    let subjects = |key: &str, of: &[SubjectId]| what(key, words.labels(of));
    let step = |key: &str, of: StepId| what(key, of_step(words, of));
    let plain = |key: &str| text(key, &base());
    match line.act.plain() {
        CrossingAct::Registered { .. } => plain("did-registered"),
        CrossingAct::SubjectAdded { subject: added, moved_from: Some(other), .. } => text(
            "did-subject_moved_here",
            &base().with("what", words.label(*added)).with("crossing", other.to_string()),
        ),
        CrossingAct::SubjectAdded { subject: added, .. } => subject("did-subject_added", *added),
        CrossingAct::Related { .. } => plain("did-related"),
        CrossingAct::Corrected { subject: of, .. } => subject("did-corrected", *of),
        CrossingAct::Claimed { steps, .. } => what("did-claimed", of_steps(words, steps)),
        CrossingAct::Released { steps, cause } => {
            let key = match cause {
                ReleaseCause::Claimant => "did-released",
                ReleaseCause::Supervisor => "did-released-supervisor",
                ReleaseCause::TimeOut => "did-released-time_out",
                ReleaseCause::ShiftClosed => "did-released-shift_closed",
                ReleaseCause::ExitHold => "did-released-exit_hold",
                ReleaseCause::Break => "did-released-break",
            };
            what(key, of_steps(words, steps))
        }
        CrossingAct::Cleared { step: of } => step(cleared_key(words, *of), *of),
        CrossingAct::Waived { step: of } => step("did-waived", *of),
        CrossingAct::Queried { step: of } => step("did-queried", *of),
        CrossingAct::Answered { step: of } => step("did-answered", *of),
        CrossingAct::Referred { step: of, .. } => step("did-referred", *of),
        CrossingAct::Concluded { secondary, outcome } => {
            let key = match outcome {
                Conclusion::Cleared => "did-concluded-cleared",
                Conclusion::Ready => "did-concluded-ready",
            };
            what(key, subject_of(words, *secondary))
        }
        CrossingAct::RefusalProposed { step: of } => step("did-refusal_proposed", *of),
        CrossingAct::RefusalConfirmed { step: of, notice } => {
            let args = base().with("what", subject_of(words, *of)).with("notice", notice.to_string());
            text("did-refusal_confirmed", &args)
        }
        CrossingAct::NoticePrinted { step: of } => what("did-notice_printed", subject_of(words, *of)),
        CrossingAct::NoticeServed { step: of, service } => {
            let key = match service {
                Service::Signed => "did-notice_served-signed",
                Service::RefusedToSign => "did-notice_served-refused_to_sign",
            };
            what(key, subject_of(words, *of))
        }
        CrossingAct::HoldPlaced { step: of } => what("did-hold_placed", subject_of(words, *of)),
        CrossingAct::HoldCoSigned { step: of } => what("did-hold_co_signed", subject_of(words, *of)),
        CrossingAct::HostCalled { step: of, .. } => what("did-host_called", subject_of(words, *of)),
        CrossingAct::Moved { number, .. } => text("did-moved", &base().with("motion", motion_words(words, *number))),
        CrossingAct::Seconded { number } => text("did-seconded", &base().with("motion", motion_words(words, *number))),
        CrossingAct::Declined { number } => text("did-declined", &base().with("motion", motion_words(words, *number))),
        CrossingAct::Reopened { step: of, ground } => {
            let key = match ground {
                ReopenGround::BeforeEntry => "did-reopened",
                ReopenGround::Offence | ReopenGround::Wanted => "did-reopened-notice",
            };
            what(key, subject_of(words, *of))
        }
        CrossingAct::OfferedBack { subject: of } => subject("did-offered_back", *of),
        CrossingAct::OfferTakenBack { subject: of } => subject("did-offer_taken_back", *of),
        CrossingAct::Readmitted { subject: of } => subject("did-readmitted", *of),
        CrossingAct::Withdrawn { subjects: of } => subjects("did-withdrawn", of),
        CrossingAct::Voided { subject: of, duplicate_of: Some(other) } => {
            text("did-voided-duplicate", &base().with("what", words.label(*of)).with("crossing", other.to_string()))
        }
        CrossingAct::Voided { subject: of, .. } => subject("did-voided", *of),
        CrossingAct::Departed { subjects: of } => subjects("did-departed", of),
        CrossingAct::Mismatched { subjects: of, .. } => subjects("did-mismatched", of),
        CrossingAct::Prioritised { priority } => {
            let said = words.desk.text(&format!("priority-{}", priority.word()));
            text("did-prioritised", &base().with("priority", said))
        }
        CrossingAct::DeclarationLodged { subject: of } => subject("did-declaration_lodged", *of),
        CrossingAct::ExaminationRequested { subject: of, is_joint, .. } => {
            subject(if *is_joint { "did-examination_requested-joint" } else { "did-examination_requested" }, *of)
        }
        CrossingAct::ExaminationScheduled { bay, .. } => {
            text("did-examination_scheduled", &base().with("bay", bay.clone()))
        }
        CrossingAct::ExaminationAttended { .. } => plain("did-examination_attended"),
        CrossingAct::ExaminationAlone { .. } => plain("did-examination_alone"),
        CrossingAct::FindingsFiled { .. } => plain("did-findings_filed"),
        CrossingAct::FindingsRevealed { .. } => plain("did-findings_revealed"),
        CrossingAct::ExaminationClosed { comparison, .. } => plain(match comparison {
            Comparison::Agreed => "did-examination_closed-agreed",
            Comparison::Differs => "did-examination_closed-differs",
            Comparison::OneState => "did-examination_closed-one_state",
        }),
        CrossingAct::SlipIssued { number, .. } => text("did-slip_issued", &base().with("number", number.to_string())),
        CrossingAct::Presented { step: of } => what("did-presented", subject_of(words, *of)),
        CrossingAct::OffLoaded { subjects: of } => subjects("did-off_loaded", of),
        CrossingAct::MovedAway { subject: of, to } => {
            text("did-moved_away", &base().with("what", words.label(*of)).with("crossing", to.to_string()))
        }
        CrossingAct::PaperSeen { paper } => text("did-paper_seen", &base().with("paper", paper.clone())),
        CrossingAct::LeftOutDone { subject: of, step, how } => {
            let args = base().with("what", words.label(*of)).with("control", words.planned(step));
            text(&format!("did-left_out_done-{}", how.word()), &args)
        }
        // It is told by what was done.
        CrossingAct::EnteredLate { .. } => String::new(),
        CrossingAct::SealsChecked { subject: of, agree } => {
            subject(if *agree { "did-seals_checked" } else { "did-seals_checked-differ" }, *of)
        }
        CrossingAct::HeadsCounted { subject: of, heads } => {
            let args = base().with("what", words.label(*of)).with("heads", heads.to_string());
            text("did-heads_counted", &args)
        }
        CrossingAct::TravellerDeclared { subject: of, .. } => {
            // His declaration may be erased after years; that he made one stays.
            let key = match &line.facts {
                Some(Facts::Personal { declared }) if declared.channel == Channel::Red => "did-traveller_declared-red",
                Some(Facts::Personal { .. }) => "did-traveller_declared-green",
                _ => "did-traveller_declared",
            };
            subject(key, *of)
        }
        CrossingAct::MessageSent { to, .. } => {
            let other = words.state(words.crossing().other(line.state));
            text("did-message_sent", &base().with("to", words.agency(*to)).with("other", other))
        }
    }
}

/// Returns what a paper states of an act that was entered late; nothing of any other.
pub fn entered_late(words: &Words<'_>, line: &HistoryLine) -> Option<String> {
    let (stated_at, paper) = match &line.act {
        CrossingAct::EnteredLate { stated_at, paper, .. } => (*stated_at, paper.clone()),
        CrossingAct::Registered { reference, stated: Some(stated), .. } => (stated.at, reference.to_string()),
        _ => return None,
    };
    let args = Args::new().with("time", words.time(stated_at)).with("paper", paper);
    Some(words.desk.text_with("did-entered_late", &args))
}

/// Returns what was told to the other State, in the officer's words.
pub fn told(line: &HistoryLine) -> Option<&str> {
    match &line.facts {
        Some(Facts::Told { words }) => Some(words),
        Some(
            Facts::Subject { .. }
            | Facts::Declaration { .. }
            | Facts::Findings { .. }
            | Facts::Gate { .. }
            | Facts::Seals { .. }
            | Facts::Personal { .. },
        )
        | None => None,
    }
}

/// The entry State's immigration admits, its customs releases; everybody else clears.
fn cleared_key(words: &Words<'_>, of: StepId) -> &'static str {
    let crossing = words.crossing();
    let Some(step) = crossing.steps.get(&of) else { return "did-cleared" };
    let kind = crossing.subjects.get(&step.subject).map(|subject| subject.kind);
    match (step.side, step.agency, kind) {
        (Side::Entry, domain::Agency::Immigration, Some(SubjectKind::Traveller)) => "did-admitted",
        (Side::Entry, domain::Agency::Customs, Some(SubjectKind::Consignment)) if step.control.0 == "documents" => {
            "did-released_goods"
        }
        _ => "did-cleared",
    }
}

fn subject_of(words: &Words<'_>, of: StepId) -> String {
    words.crossing().steps.get(&of).map_or_else(|| "–".to_owned(), |step| words.label(step.subject))
}

fn of_step(words: &Words<'_>, of: StepId) -> String {
    let Some(step) = words.crossing().steps.get(&of) else { return "–".to_owned() };
    let args = Args::new().with("what", words.label(step.subject)).with("control", words.control(step));
    words.desk.text_with("did-what-step", &args)
}

fn of_steps(words: &Words<'_>, steps: &[StepId]) -> String {
    match steps {
        [one] => of_step(words, *one),
        many => {
            let subjects: Vec<SubjectId> =
                many.iter().filter_map(|id| words.crossing().steps.get(id)).map(|step| step.subject).collect();
            words.labels(&subjects)
        }
    }
}

fn motion_words(words: &Words<'_>, number: MotionNumber) -> String {
    let asked = words.view.history.iter().find_map(|line| match line.act.plain() {
        CrossingAct::Moved { number: asked, motion, other } if *asked == number => Some((*motion, other.as_ref())),
        _ => None,
    });
    let Some((motion, other)) = asked else { return words.desk.text("did-motion-unknown") };
    let key = format!("did-motion-{}", motion_word(motion, other));
    words.desk.text_with(&key, &motion_args(words, motion, other))
}

/// Returns what somebody asks for that waits for its second person, in a sentence.
pub fn motion_asked(words: &Words<'_>, open: &OpenMotion) -> String {
    let args = motion_args(words, open.motion, open.other.as_ref())
        .with("who", words.officer(&open.by.officer))
        .with("state", words.state(words.crossing().entry_state));
    words.desk.text_with(&format!("motion-{}", motion_word(open.motion, open.other.as_ref())), &args)
}

fn motion_args<'a>(words: &Words<'_>, motion: Motion, other: Option<&Reference>) -> Args<'a> {
    let what = motion_about(words, motion).map_or_else(|| "–".to_owned(), |subject| words.label(subject));
    Args::new().with("what", what).with("crossing", other.map(ToString::to_string).unwrap_or_default())
}

/// Returns the word of a motion.
const fn motion_word(motion: Motion, other: Option<&Reference>) -> &'static str {
    match (motion, other) {
        (Motion::Annul { .. }, _) => "annul",
        (Motion::EndHold { .. }, _) => "end_hold",
        (Motion::TransferCustody { .. }, _) => "transfer_custody",
        (Motion::ReopenExit { .. }, _) => "reopen_exit",
        (Motion::ReopenEntry { .. }, _) => "reopen_entry",
        (Motion::Vary { .. }, _) => "vary",
        (Motion::Abandon { .. }, _) => "abandon",
        (Motion::Void { .. }, None) => "void",
        (Motion::Void { .. }, Some(_)) => "void-duplicate",
        (Motion::Move { .. }, _) => "move",
    }
}

/// Returns whom or what a motion is about.
pub fn motion_about(words: &Words<'_>, motion: Motion) -> Option<SubjectId> {
    match motion {
        Motion::Annul { step }
        | Motion::EndHold { step }
        | Motion::TransferCustody { step }
        | Motion::ReopenExit { step }
        | Motion::ReopenEntry { step } => words.crossing().steps.get(&step).map(|step| step.subject),
        Motion::Vary { subject }
        | Motion::Abandon { subject }
        | Motion::Void { subject }
        | Motion::Move { subject } => Some(subject),
    }
}
