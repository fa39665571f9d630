//! The closer: from any state it brings a crossing to its end by lawful acts of the officers on duty alone
//! (PROCEDURE §9.11). It plans greedily: one act that brings one subject nearer to its end, then the next.
//!
//! Invariant: every act goes through the domain as an officer's command; where none is allowed, that is a dead end.

use domain::act::{Conclusion, Motion};
use domain::customs::Lane;
use domain::examination::Stage;
use domain::private::Disposition;
use domain::step::{Origin, Pending, Status, Step};
use domain::subject::RelationKind;
use domain::{Action, Agency, Side, StateCode, StepId, StepState, Subject, SubjectId, SubjectKind, SubjectPhase};

use super::day::Day;
use super::{asks, goods};

/// How many acts a subject may take to its end (PROCEDURE §9.11).
pub const ACTS_A_SUBJECT: usize = 20;

/// Closes the crossing, and returns how many acts it took.
///
/// # Errors
/// When no lawful act is left, or when it takes too many: a dead end, in words.
pub fn close(day: &mut Day) -> Result<usize, String> {
    let before = day.acts.len();
    let most = ACTS_A_SUBJECT * day.crossing.subjects.len();
    while !day.crossing.as_of(day.now).is_closed() {
        if !advance(day) {
            return Err(format!("dead end after {:?}: {}", &day.kinds()[before..], standing(day)));
        }
        if day.acts.len() - before > most {
            return Err(format!("more than {most} acts: {:?}: {}", &day.kinds()[before..], standing(day)));
        }
    }
    Ok(day.acts.len() - before)
}

/// Does the next act that is allowed, out of what would bring a subject nearer to its end.
///
/// Returns whether there was one; who did what is then the last that [`Day::asked`] holds.
pub fn advance(day: &mut Day) -> bool {
    let now = day.crossing.as_of(day.now);
    let open = || now.subjects.values().filter(|subject| !subject.is_final());
    let is_through = |subject: &Subject| {
        matches!(now.phase_of(subject), SubjectPhase::Admitted | SubjectPhase::Released) && !now.is_stopped(subject.id)
    };
    open().filter(|subject| !is_through(subject)).any(|subject| settle(day, subject))
        || examine(day)
        || leave(day, &open().filter(|subject| is_through(subject)).map(|subject| subject.id).collect::<Vec<_>>())
        || open().any(|subject| give_up(day, subject))
}

/// Brings one subject nearer to admission or to its return.
fn settle(day: &mut Day, subject: &Subject) -> bool {
    let now = day.crossing.as_of(day.now);
    let steps: Vec<Step> = now.steps_of(subject.id).cloned().collect();
    if subject.offered_back_at.is_some() {
        return anyone(day, &asks::readmit(subject.id.0));
    }
    steps.iter().any(|step| settle_step(day, step, now.state_of(step)))
        || follow_guardian(day, subject)
        || go_back(day, subject)
}

/// A minor whose guardian was taken off the conveyance is taken off too.
fn follow_guardian(day: &mut Day, subject: &Subject) -> bool {
    let is_off = |guardian: SubjectId| {
        day.crossing.subjects.get(&guardian).is_some_and(|found| found.off_loaded_at.is_some() && !found.is_final())
    };
    day.crossing.is_aboard(subject.id)
        && day.crossing.guardians_of(subject.id).any(is_off)
        && anyone(day, &asks::off_load(&[subject.id.0]))
}

fn settle_step(day: &mut Day, step: &Step, state: StepState) -> bool {
    let id = step.id;
    let is_secondary = matches!(step.origin, Origin::Secondary { .. });
    match &step.status {
        Status::Claimed { pending: Pending::Refusal(_), .. } => anyone(day, &asks::confirm(id)),
        Status::Claimed { pending: Pending::Hold(_), .. } => anyone(day, &asks::co_sign(id)),
        Status::Claimed { by, .. } => {
            let claimant = by.officer.to_string();
            let finish = if is_secondary { conclusion(day, step) } else { clearance(day, step) };
            one(day, &claimant, &finish)
                || one(day, &claimant, &asks::waive(id))
                || goods::supplies(day, step)
                    .iter()
                    .any(|supply| one(day, &claimant, supply) && one(day, &claimant, &finish))
                || is_unexamined(day, step) && one(day, &claimant, &examination(step.subject))
                || examine(day)
                || lodge(day, step)
                || one(day, &claimant, &asks::conclude(id, Conclusion::Ready))
                || one(day, &claimant, &asks::refer(id))
                || one(day, &claimant, &asks::release(id))
        }
        Status::Held { .. } => motion(day, Motion::TransferCustody { step: id }),
        Status::Refused { served: None, .. } => anyone(day, &asks::serve(id)),
        Status::Queried { .. } => anyone(day, &asks::answer(id)),
        Status::Open if state == StepState::Ready => {
            !is_secondary && anyone(day, &asks::waive(id)) || anyone(day, &asks::claim(id))
        }
        Status::Open
        | Status::Refused { .. }
        | Status::Referred { .. }
        | Status::Cleared { .. }
        | Status::Waived { .. }
        | Status::Void => false,
    }
}

/// A subject on whom nothing can be decided turns back, or is offered back once nothing protected is open.
fn go_back(day: &mut Day, subject: &Subject) -> bool {
    if anyone(day, &asks::withdraw(subject.id.0)) || anyone(day, &asks::offer_back(subject.id.0)) {
        return true;
    }
    let refused = day
        .crossing
        .steps_of(subject.id)
        .find(|step| matches!(step.status, Status::Refused { .. }) && !matches!(step.origin, Origin::Secondary { .. }))
        .map(|step| step.id);
    refused.is_some_and(|step| motion(day, Motion::Annul { step }))
}

/// Whoever is neither through nor can go back is left behind.
fn give_up(day: &mut Day, subject: &Subject) -> bool {
    go_back(day, subject) || motion(day, Motion::Abandon { subject: subject.id })
}

/// Leads an open examination to its end, one act.
fn examine(day: &mut Day) -> bool {
    let states = day.crossing.states();
    let open: Vec<_> = day
        .crossing
        .examinations
        .values()
        .filter(|found| found.closed.is_none() && !day.crossing.subjects[&found.subject].is_final())
        .map(|found| (found.id, found.stage(&states)))
        .collect();
    open.into_iter().any(|(examination, stage)| {
        let action = match stage {
            Stage::Requested => Action::ScheduleExamination { examination, bay: "B1".to_owned() },
            Stage::Scheduled => Action::AttendExamination { examination },
            Stage::Present | Stage::HalfFiled => {
                Action::FileFindings { examination, findings: asks::findings(true, &[]) }
            }
            Stage::Filed => Action::RevealFindings { examination },
            Stage::Revealed => Action::CloseExamination { examination },
            Stage::Closed => return false,
        };
        anyone(day, &action)
    })
}

/// Lets out who and what is through: all together, else each conveyance with its own, else each person on foot.
fn leave(day: &mut Day, through: &[SubjectId]) -> bool {
    if through.is_empty() {
        return false;
    }
    let kind = |day: &Day, id: &SubjectId| day.crossing.subjects[id].kind;
    let conveyances: Vec<SubjectId> =
        through.iter().copied().filter(|id| kind(day, id) == SubjectKind::Conveyance).collect();
    let mut parties = vec![through.to_vec()];
    for conveyance in &conveyances {
        let own =
            |relation: &&domain::subject::Relation| relation.to == *conveyance && through.contains(&relation.from);
        let mut party: Vec<SubjectId> = day
            .crossing
            .relations
            .iter()
            .filter(own)
            .filter(|relation| relation.kind != RelationKind::Guardian)
            .map(|relation| relation.from)
            .collect();
        party.push(*conveyance);
        party.sort_unstable();
        party.dedup();
        parties.push(party);
    }
    // A person who drives waits for his vehicle; whoever does not may go.
    let drives = |day: &Day, id: SubjectId| {
        day.crossing.relations.iter().any(|relation| {
            relation.kind == RelationKind::Drives
                && relation.from == id
                && !day.crossing.subjects[&relation.to].is_final()
        })
    };
    parties.extend(through.iter().filter(|id| !drives(day, **id)).map(|id| vec![*id]));
    parties.extend(through.iter().map(|id| vec![*id]));
    parties.iter().any(|party| {
        let action = day.crossing.departure_as_recorded(party.to_vec());
        anyone(day, &action)
    }) || conveyances.iter().any(|conveyance| {
        // Nobody drives it: whoever is through and drives nothing takes the wheel.
        through.iter().any(|person| {
            let relation = domain::subject::Relation { from: *person, kind: RelationKind::Drives, to: *conveyance };
            kind(day, person) == SubjectKind::Traveller
                && !day.crossing.relations.contains(&relation)
                && anyone(day, &Action::Relate { begun: vec![relation], ended: Vec::new() })
        })
    })
}

fn clearance(day: &Day, step: &Step) -> Action {
    let dispositions = dispositions(day, step);
    let customs = Box::new(goods::settles(day, step));
    Action::Clear { steps: vec![step.id], dispositions, grants: Vec::new(), note: None, customs }
}

/// Back to the first line where the own protection desk has to end a need, else cleared.
fn conclusion(day: &Day, step: &Step) -> Action {
    let ends_protection = day.file(step.state).blocks_return(step.subject)
        && step.officer().is_some_and(|by| day.officer(by.officer.as_str()).has(domain::Role::Protection));
    let outcome = if is_unexamined(day, step) { Conclusion::Ready } else { Conclusion::Cleared };
    let customs = Box::new(goods::settles(day, step));
    Action::Conclude {
        step: step.id,
        outcome,
        dispositions: dispositions(day, step),
        ends_protection,
        note: None,
        customs,
    }
}

/// The red lane waits for an examination in which the step's State takes part.
fn is_unexamined(day: &Day, step: &Step) -> bool {
    let is_party = |found: &domain::examination::Examination| found.is_joint || found.requested_by == step.state;
    step.agency == Agency::Customs
        && step.side == Side::Entry
        && day.file(step.state).lanes.get(&step.subject).is_some_and(|assigned| assigned.lane == Lane::Red)
        && !day.crossing.examinations.values().any(|found| found.subject == step.subject && is_party(found))
}

/// The agent lodges what is still to be declared.
fn lodge(day: &mut Day, step: &Step) -> bool {
    let subject = &day.crossing.subjects[&step.subject];
    subject.kind == SubjectKind::Consignment
        && subject.declared_at.is_none()
        && anyone(day, &Action::LodgeDeclaration { subject: step.subject, declaration: super::party::declaration() })
}

/// An examination by one State, with a reason in case the goods were examined before.
fn examination(subject: SubjectId) -> Action {
    Action::RequestExamination { subject, joint: false, told: Some("the other State opened it alone".to_owned()) }
}

fn dispositions(day: &Day, step: &Step) -> Vec<Disposition> {
    let of = |id: StepId| day.file(step.state).step(id).cloned().unwrap_or_default();
    of(step.id).undecided_hits().map(|(subject, hit)| Disposition::another(subject, hit.entry, None)).collect()
}

/// Asks for it, or signs it where it was asked for.
fn motion(day: &mut Day, motion: Motion) -> bool {
    let now = day.crossing.as_of(day.now);
    let asked = now.motions.iter().find(|(_, open)| open.motion == motion).map(|(number, _)| number.0);
    match asked {
        Some(number) => anyone(day, &asks::second(number)),
        None => anyone(day, &asks::ask(motion)),
    }
}

/// The first officer on duty who may does it; those who would need the other State's agreement come as they are.
fn anyone(day: &mut Day, action: &Action) -> bool {
    let numbers: Vec<String> = day.officers.iter().map(|known| known.officer.to_string()).collect();
    // A protection need is ended by the desk, so that the desk is asked before the agency.
    let is_protected = |day: &Day, state: StateCode| match action {
        Action::Claim { steps, .. } => steps.iter().any(|step| {
            day.crossing.steps.get(step).is_some_and(|step| {
                matches!(step.origin, Origin::Secondary { .. }) && day.file(state).blocks_return(step.subject)
            })
        }),
        _ => false,
    };
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for number in numbers {
        let by = day.officer(&number);
        if is_protected(day, by.state) && by.has(domain::Role::Protection) {
            first.push(number);
        } else {
            later.push(number);
        }
    }
    first.into_iter().chain(later).any(|number| one(day, &number, action))
}

fn one(day: &mut Day, number: &str, action: &Action) -> bool {
    let by = day.officer(number);
    day.trial(&by, action).is_ok() && day.attempt(number, action).is_ok()
}

/// Where everything stands, for whoever reads of a dead end.
pub fn standing(day: &Day) -> String {
    let now = day.crossing.as_of(day.now);
    let mut text = String::new();
    for subject in now.subjects.values() {
        text.push_str(&format!("\n  {} {:?}: {}", subject.kind.word(), subject.id, now.phase_of(subject).word()));
        for step in now.steps_of(subject.id) {
            text.push_str(&format!(
                "\n    {:?} {:?} {} {} {}: {}",
                step.id,
                step.side,
                step.state,
                step.agency.word(),
                step.control.0,
                now.state_of(step).word()
            ));
        }
    }
    text
}
