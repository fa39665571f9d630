//! From a folded crossing, and from an officer's standing, to the plain rows that queries, reports and other programs read.
//!
//! Invariant: the rows follow from the open parts alone, so that a rebuild from the journal gives the same rows.

use domain::examination::Comparison;
use domain::post::{Shift, Standing};
use domain::step::Status;
use domain::subject::SubjectFacts;
use domain::{Crossing, OfficerNumber, StateCode, StepState};
use storage::{
    ClaimRow, CrossingProjection, CrossingRow, DeclarationItemRow, DeclarationRow, ExaminationRow, NoticeRow,
    OfficerRow, ShiftRow, SlipRow, StepRow, SubjectRow,
};

use crate::describe::{detail, label};
use crate::live::role_word;

/// Returns the row of an officer as the post knows him.
pub fn officer(standing: &Standing) -> OfficerRow {
    let certified = &standing.certified;
    let roles: Vec<String> = certified.roles.iter().map(role_word).collect();
    OfficerRow {
        officer: certified.officer.to_string(),
        state: certified.state.to_string(),
        agency: certified.agency.word().to_owned(),
        roles: roles.join(" "),
        valid_from: standing.from,
        valid_until: standing.until,
    }
}

/// Returns the row of an open shift.
pub fn shift(officer: &OfficerNumber, state: StateCode, shift: &Shift) -> ShiftRow {
    ShiftRow {
        officer: officer.to_string(),
        state: state.to_string(),
        desk: shift.desk.to_string(),
        opened_at: shift.opened_at,
    }
}

/// Returns the rows of a crossing as it stands after its last act.
pub fn project(crossing: &Crossing) -> CrossingProjection {
    let closed_at = crossing
        .is_closed()
        .then(|| crossing.subjects.values().filter_map(|subject| subject.end.map(|(_, at)| at)).max())
        .flatten();
    CrossingProjection {
        crossing: CrossingRow {
            id: crossing.id,
            reference: crossing.reference.to_string(),
            flow: crossing.flow.word().to_owned(),
            direction: crossing.direction.word().to_owned(),
            category: crossing.category.map(|category| category.word().to_owned()),
            priority: crossing.priority.word().to_owned(),
            phase: crossing.phase().word().to_owned(),
            exit_state: crossing.exit_state.to_string(),
            entry_state: crossing.entry_state.to_string(),
            host_state: crossing.host_state.to_string(),
            label: label(crossing),
            detail: detail(crossing),
            heads: number(crossing.heads()),
            arrived_at: crossing.arrived_at,
            version: number(crossing.version),
            closed_at,
        },
        subjects: crossing.subjects.values().map(|subject| subject_row(crossing, subject)).collect(),
        steps: crossing.steps.values().map(|step| step_row(crossing, step)).collect(),
        claims: crossing
            .steps
            .values()
            .filter(|step| matches!(crossing.state_of(step), StepState::InProgress | StepState::Held))
            .filter_map(|step| match &step.status {
                Status::Claimed { by, .. } => {
                    Some(ClaimRow { officer: by.officer.to_string(), step: i32::from(step.id.0) })
                }
                _ => None,
            })
            .collect(),
        notices: notices(crossing),
        slips: crossing
            .slips
            .iter()
            .map(|slip| SlipRow {
                serial: format!("{}-S{}", crossing.reference, slip.number),
                issued_at: slip.at,
                digest: data_encoding::HEXLOWER_PERMISSIVE.decode(slip.digest.as_bytes()).unwrap_or_default(),
                revoked_at: slip.is_revoked.then_some(crossing.last_at),
            })
            .collect(),
        declarations: declared(crossing)
            .map(|(subject, declaration)| DeclarationRow {
                subject,
                reference: declaration.reference.clone(),
                model: declaration.model.clone(),
                declarant: declaration.declarant.clone(),
                currency: declaration.currency.clone(),
            })
            .collect(),
        declaration_items: declared(crossing)
            .flat_map(|(subject, declaration)| {
                declaration.items.iter().zip(1..).map(move |(item, number)| DeclarationItemRow {
                    subject,
                    item: number,
                    hs_code: item.hs_code.digits().to_owned(),
                    description: item.description.clone(),
                    packages_milli: large(item.packages_milli),
                    package_kind: item.package_kind.clone(),
                    gross_mass_g: large(item.gross_mass_g),
                    net_mass_g: large(item.net_mass_g),
                    value_cents: large(item.value_cents),
                    origin: item.origin.clone(),
                })
            })
            .collect(),
        examinations: crossing
            .examinations
            .values()
            .map(|examination| examination_row(crossing, examination))
            .collect(),
    }
}

fn subject_row(crossing: &Crossing, subject: &domain::Subject) -> SubjectRow {
    let facts = subject.facts.as_ref();
    let person = facts.and_then(SubjectFacts::traveller);
    let document = person.and_then(|person| person.document.as_ref());
    let plate = match facts {
        Some(SubjectFacts::Conveyance(vehicle)) => Some(vehicle.plate.key().to_owned()),
        _ => None,
    };
    let declaration = facts
        .and_then(SubjectFacts::consignment)
        .and_then(|goods| goods.declaration.as_ref())
        .map(|declaration| declaration.reference.clone());
    SubjectRow {
        subject: i32::from(subject.id.0),
        kind: subject.kind.word().to_owned(),
        phase: crossing.phase_of(subject).word().to_owned(),
        label: facts.map(SubjectFacts::label).unwrap_or_default(),
        document_issuer: document.map(|document| document.issuer.clone()),
        document_number: document.map(|document| document.number.clone()),
        nationality: person.map(|person| person.nationality.clone()),
        birth_date: person.and_then(|person| person.birth_date).map(|date| date.to_string()),
        plate,
        declaration,
    }
}

fn step_row(crossing: &Crossing, step: &domain::Step) -> StepRow {
    let position = crossing.steps_of(step.subject).position(|other| other.id == step.id).unwrap_or_default();
    StepRow {
        step: i32::from(step.id.0),
        subject: i32::from(step.subject.0),
        position: number(position + 1),
        side: side_word(step.side).to_owned(),
        state: step.state.to_string(),
        agency: step.agency.word().to_owned(),
        control: step.control.0.clone(),
        status: crossing.state_of(step).word().to_owned(),
        officer: step.officer().map(|by| by.officer.to_string()),
        desk: step.officer().map(|by| by.desk.to_string()),
        since: step.since,
    }
}

/// Returns the word under which a side is stored.
pub const fn side_word(side: domain::Side) -> &'static str {
    match side {
        domain::Side::Exit => "exit",
        domain::Side::Entry => "entry",
        domain::Side::Gate => "gate",
    }
}

fn notices(crossing: &Crossing) -> Vec<NoticeRow> {
    let mut rows: Vec<NoticeRow> = Vec::new();
    for step in crossing.steps.values() {
        if let Status::Refused { second, notice, served, .. } = &step.status {
            let serial = notice.to_string();
            // A step that was referred and its second line share one notice.
            if rows.iter().any(|row| row.serial == serial) {
                continue;
            }
            rows.push(NoticeRow {
                serial,
                subject: i32::from(step.subject.0),
                state: step.state.to_string(),
                issued_at: second.at,
                served: served.map(|service| {
                    match service {
                        domain::step::Service::Signed => "signed",
                        domain::step::Service::RefusedToSign => "refused_to_sign",
                    }
                    .to_owned()
                }),
            });
        }
    }
    rows.sort_by(|a, b| a.serial.cmp(&b.serial));
    rows
}

fn declared(crossing: &Crossing) -> impl Iterator<Item = (i32, &domain::customs::Declaration)> {
    crossing.subjects.values().filter_map(|subject| {
        let declaration = subject.facts.as_ref()?.consignment()?.declaration.as_ref()?;
        Some((i32::from(subject.id.0), declaration))
    })
}

fn examination_row(crossing: &Crossing, examination: &domain::examination::Examination) -> ExaminationRow {
    use domain::examination::Stage;
    let stage = match examination.stage(&crossing.states()) {
        Stage::Requested => "requested",
        Stage::Scheduled => "scheduled",
        Stage::Present => "present",
        Stage::HalfFiled => "half_filed",
        Stage::Filed => "filed",
        Stage::Revealed => "revealed",
        Stage::Closed => match examination.closed {
            Some((_, Comparison::Differs)) => "closed_differs",
            Some((_, Comparison::OneState)) => "closed_one_state",
            Some((_, Comparison::Agreed)) | None => "closed_agreed",
        },
    };
    ExaminationRow {
        examination: i32::from(examination.id.0),
        subject: i32::from(examination.subject.0),
        requested_by: examination.requested_by.to_string(),
        is_joint: examination.is_joint,
        bay: examination.bay.clone(),
        stage: stage.to_owned(),
        requested_at: examination.requested_at,
        closed_at: examination.closed.map(|(at, _)| at),
    }
}

fn number(value: impl TryInto<i32>) -> i32 {
    value.try_into().unwrap_or(i32::MAX)
}

fn large(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
