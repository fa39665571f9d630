//! What officers ask for, in the fewest words.

use domain::act::{Conclusion, Motion, MotionNumber, ReopenGround};
use domain::action::ProtectionRecord;
use domain::examination::{ExaminationId, Findings};
use domain::notice::ReasonCode;
use domain::photograph::{Media, Photograph};
use domain::private::{ProtectionNeed, Wanted};
use domain::step::Service;
use domain::{Action, At, Reference, StepId, SubjectId};

/// Claims one step.
pub fn claim(step: StepId) -> Action {
    Action::Claim { steps: vec![step], presented: false }
}

/// Claims several.
pub fn claim_all(steps: &[StepId]) -> Action {
    Action::Claim { steps: steps.to_vec(), presented: true }
}

/// Clears one step.
pub fn clear(step: StepId) -> Action {
    Action::Clear {
        steps: vec![step],
        dispositions: Vec::new(),
        grants: Vec::new(),
        note: None,
        customs: Box::default(),
    }
}

/// Gives a claim up, or takes it.
pub fn release(step: StepId) -> Action {
    Action::Release { steps: vec![step] }
}

/// Waives.
pub fn waive(step: StepId) -> Action {
    Action::Waive { step, reason: reason(), note: None }
}

/// Asks the party for a document.
pub fn query(step: StepId) -> Action {
    Action::Query { step, wanted: Wanted::Document, note: None, customs: Box::default() }
}

/// Records that the party brought it.
pub fn answer(step: StepId) -> Action {
    Action::Answer { step, note: None, customs: Box::default() }
}

/// Opens a second line.
pub fn refer(step: StepId) -> Action {
    Action::Refer { step, dispositions: Vec::new(), note: None, protection: None, customs: Box::default() }
}

/// Opens a second line with a need for protection.
pub fn refer_for(step: StepId, need: ProtectionNeed) -> Action {
    let protection = Some(ProtectionRecord { need, words: "said so at the desk".to_owned() });
    Action::Refer { step, dispositions: Vec::new(), note: None, protection, customs: Box::default() }
}

/// Ends a second line.
pub fn conclude(step: StepId, outcome: Conclusion) -> Action {
    Action::Conclude {
        step,
        outcome,
        dispositions: Vec::new(),
        ends_protection: false,
        note: None,
        customs: Box::default(),
    }
}

/// Ends a second line with the protection desk's outcome.
pub fn conclude_protection(step: StepId, outcome: Conclusion) -> Action {
    Action::Conclude {
        step,
        outcome,
        dispositions: Vec::new(),
        ends_protection: true,
        note: None,
        customs: Box::default(),
    }
}

/// Refuses.
pub fn refuse(step: StepId) -> Action {
    Action::Refuse { step, reason: reason(), dispositions: Vec::new(), note: None }
}

/// Confirms a refusal.
pub fn confirm(step: StepId) -> Action {
    Action::Confirm { step }
}

/// Prints the notice.
pub fn print(step: StepId) -> Action {
    Action::PrintNotice { step }
}

/// Serves the notice.
pub fn serve(step: StepId) -> Action {
    Action::ServeNotice { step, service: Service::Signed }
}

/// Holds.
pub fn hold(step: StepId) -> Action {
    Action::Hold { step, told: "section 12".to_owned() }
}

/// Co-signs a hold.
pub fn co_sign(step: StepId) -> Action {
    Action::CoSign { step }
}

/// Calls the host's police.
pub fn call_host(step: StepId) -> Action {
    Action::CallHost { step, told: "wanted for theft".to_owned() }
}

/// Asks for what needs a second person.
pub fn ask(what: Motion) -> Action {
    Action::Move { what, why: "agreed at the desk".to_owned(), other: None }
}

/// Asks for what needs a second person and is about another crossing.
pub fn ask_about(what: Motion, other: Reference) -> Action {
    Action::Move { what, why: "agreed at the desk".to_owned(), other: Some(other) }
}

/// Voids what was registered in error.
pub fn void(subject: u16) -> Action {
    Action::Void { subject: SubjectId(subject), duplicate_of: None }
}

/// Presents to the exit officers.
pub fn present(step: StepId) -> Action {
    Action::Present { step, told: "a knife in the bag".to_owned() }
}

/// Takes travellers off the conveyance that they are on.
pub fn off_load(subjects: &[u16]) -> Action {
    Action::OffLoad { subjects: subjects.iter().copied().map(SubjectId).collect() }
}

/// Returns the reference of another crossing of the post.
pub fn elsewhere() -> Reference {
    Reference::new("TB", 2026, 11, 99).unwrap()
}

/// The number of the paper on which officers write while the program can't be used.
pub const PAPER: &str = "P-0017";

/// Says what became of what a shorter template left out.
pub fn settle_left_out(subject: u16, step: u16, how: domain::act::LeftOutHow, note: Option<&str>) -> Action {
    let note = note.map(str::to_owned);
    Action::SettleLeftOut { subject: SubjectId(subject), step: StepId(step), how, note }
}

/// Vouches for the paper.
pub fn see_paper() -> Action {
    Action::SeePaper { paper: PAPER.to_owned() }
}

/// Enters what the paper says.
pub fn enter_late(stated_at: At, what: Action) -> Action {
    Action::EnterLate { stated_at, paper: PAPER.to_owned(), what: Box::new(what) }
}

/// Signs as the second person.
pub fn second(number: u16) -> Action {
    Action::Second { number: MotionNumber(number), receipt: Some("Central police, receipt 4711".to_owned()) }
}

/// Takes an exit control up again.
pub fn reopen(step: StepId, ground: ReopenGround) -> Action {
    Action::Reopen { step, ground, why: "found in the boot".to_owned() }
}

/// Offers back.
pub fn offer_back(subject: u16) -> Action {
    Action::OfferBack { subject: SubjectId(subject) }
}

/// Readmits.
pub fn readmit(subject: u16) -> Action {
    Action::Readmit { subject: SubjectId(subject) }
}

/// Records that a party turned back.
pub fn withdraw(subject: u16) -> Action {
    Action::Withdraw { subjects: vec![SubjectId(subject)] }
}

/// Lets out on foot.
pub fn walk_out(subjects: &[u16]) -> Action {
    Action::Depart {
        subjects: subjects.iter().copied().map(SubjectId).collect(),
        plate: None,
        heads: None,
        seals: Vec::new(),
        check_by: None,
    }
}

/// Lets out on a conveyance.
pub fn drive_out(subjects: &[u16], plate: &str, heads: u16, seals: &[&str]) -> Action {
    Action::Depart {
        subjects: subjects.iter().copied().map(SubjectId).collect(),
        plate: Some(plate.to_owned()),
        heads: Some(heads),
        seals: seals.iter().map(|&seal| seal.to_owned()).collect(),
        check_by: None,
    }
}

/// Returns findings of goods that are as declared, or not.
pub fn findings(is_as_declared: bool, seals_put_on: &[&str]) -> Findings {
    Findings {
        is_as_declared,
        words: "opened and counted".to_owned(),
        packages: Some(400),
        seals_found: vec!["KE771".to_owned()],
        seals_put_on: seals_put_on.iter().map(|&seal| seal.to_owned()).collect(),
        samples: Vec::new(),
        photographs: Vec::new(),
    }
}

/// Returns a photograph that is told from others by its number.
pub fn photograph(number: u8) -> Photograph {
    let digest = |of: u8| format!("{of:02x}{number:02x}").repeat(16);
    let (digest, stored, key) = (digest(1), digest(2), digest(3));
    Photograph { digest, media: Media::Jpeg, bytes: 200_000, stored, key }
}

/// Files findings of the first examination.
pub fn file_findings(found: Findings) -> Action {
    Action::FileFindings { examination: ExaminationId(1), findings: found }
}

/// Returns a reason of a State's list.
pub fn reason() -> ReasonCode {
    ReasonCode("E".to_owned())
}
