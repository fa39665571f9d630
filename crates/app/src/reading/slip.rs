//! Clearance slips: their content from a crossing's acts, issued as an act, printed, verified.
//!
//! Invariant: the content follows from the acts up to the one that issued it, so that any print of it is the same slip.

use catalogue::Language;
use chrono::{DateTime, FixedOffset};
use contract::{IssueSlip, Perform, SaveSlip, SavedSlip, ShowSlip, SlipView, Verdict};
use domain::crossing::IssuedSlip;
use domain::own_journal::Deed;
use domain::post::Plan;
use domain::step::Signed;
use domain::subject::SubjectFacts;
use domain::{
    Action, At, Crossing, PrivateFile, Reference, Side, StateCode, StepState, Subject, SubjectId, SubjectPhase,
};
use keys::{Digest, Purpose, Signature};
use slips::{Copy, GateCheck, HolderPart, Pattern, Seal, SealPayload, SlipContent, SlipFact, SlipState, SlipSubject};

use crate::describe::subject_detail;
use crate::failure::Error;
use crate::paper::on_clocks_of;
use crate::signed_in::SignedIn;

impl SignedIn {
    /// Issues the slip for everybody and everything that is through, or shows the one in force.
    ///
    /// # Errors
    /// When nothing is through yet, or the database can't be written.
    pub async fn issue_slip(&self, request: &IssueSlip) -> Result<SlipView, Error> {
        let (crossing, _, _) = self.workstation.crossing_with_acts(&request.reference).await?;
        let through = through(&crossing);
        let in_force = crossing.slips.iter().rev().find(|slip| !slip.is_revoked && slip.subjects == through);
        let number = match in_force {
            Some(slip) => slip.number,
            None => {
                let perform = Perform {
                    key: request.key,
                    crossing: Some(request.reference.clone()),
                    version: None,
                    action: Action::IssueSlip { subjects: through },
                };
                self.perform(&perform).await?;
                u16::try_from(crossing.slips.len() + 1).map_err(|_| Error::Fault("too many slips"))?
            }
        };
        self.show_slip(&ShowSlip { reference: request.reference.clone(), number }).await
    }

    /// Shows a slip as it is printed.
    ///
    /// # Errors
    /// When there is no such slip.
    pub async fn show_slip(&self, request: &ShowSlip) -> Result<SlipView, Error> {
        let (crossing, slip) = self.issued(&request.reference, request.number).await?;
        let is_outgrown = through(&crossing).iter().any(|subject| !slip.subjects.contains(subject));
        let mut view = SlipView {
            number: slip.number,
            is_revoked: slip.is_revoked,
            is_outgrown,
            seal: String::new(),
            sheets: Vec::new(),
        };
        if !slip.is_revoked {
            let content = self.content_for_paper(&crossing, &slip).await?;
            view.sheets = slips::slip_svgs(&content).map_err(|_| Error::Fault("the slip could not be laid out"))?;
            view.seal = content.seal.unwrap_or_default();
        }
        Ok(view)
    }

    /// Saves the PDF of a slip among the officer's documents, a copy marked as such.
    ///
    /// # Errors
    /// When there is no such slip, or the file can't be written.
    pub async fn save_slip(&self, request: &SaveSlip) -> Result<SavedSlip, Error> {
        let bytes = self.slip_pdf(&request.reference, request.number).await?;
        let folder = documents();
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{}-S{}.pdf", request.reference, request.number));
        std::fs::write(&path, bytes)?;
        Ok(SavedSlip { path: path.display().to_string() })
    }

    /// Returns the PDF of a slip that was issued.
    ///
    /// # Errors
    /// When there is no such slip.
    pub async fn slip_pdf(&self, reference: &Reference, number: u16) -> Result<Vec<u8>, Error> {
        let (crossing, slip) = self.issued(reference, number).await?;
        let content = self.content_for_paper(&crossing, &slip).await?;
        self.note_always(Deed::Printed { paper: format!("{reference}-S{number}") })?;
        slips::slip_pdf(&content).map_err(|_| Error::Fault("the slip could not be laid out"))
    }

    /// Tells whether a slip is genuine, in force, and not used before.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn verify_slip(&self, text: &str) -> Result<Verdict, Error> {
        let Ok(seal) = Seal::read(text) else { return Ok(Verdict::Forged) };
        let Ok(reference) = seal.payload.reference.parse::<Reference>() else { return Ok(Verdict::Forged) };
        if !self.is_signed_here(&seal) {
            return Ok(Verdict::Forged);
        }
        let found = match self.workstation.crossing_with_acts(&reference).await {
            Ok((crossing, _, _)) => crossing,
            Err(Error::NotFound) => return Ok(Verdict::Forged),
            Err(other) => return Err(other),
        };
        let digest = Digest::from(seal.payload.digest).to_string();
        let Some(slip) = found.slips.iter().find(|slip| slip.digest == digest) else { return Ok(Verdict::Forged) };
        if slip.is_revoked {
            return Ok(Verdict::Revoked { reference });
        }
        let left = slip.subjects.iter().filter_map(|id| found.subjects.get(id)?.end.map(|(_, at)| at)).max();
        if let Some(at) = left {
            return Ok(Verdict::Used { reference, at });
        }
        let labels = slip.subjects.iter().filter_map(|id| Some(found.subjects.get(id)?.facts.as_ref()?.label()));
        Ok(Verdict::Good { number: slip.number, labels: labels.collect(), reference })
    }

    /// Returns all that stands on the slip when this officer prints it, his State's part for the holder and the seal among
    /// it.
    async fn content_for_paper(&self, crossing: &Crossing, slip: &IssuedSlip) -> Result<SlipContent, Error> {
        let file = self.file_of(crossing.id, false).await?;
        let mut content = {
            let live = self.workstation.live();
            content(crossing, slip, &live.post.plan, Some(&file))
        };
        content.seal = Some(self.seal_of(&content)?);
        Ok(content)
    }

    async fn issued(&self, reference: &Reference, number: u16) -> Result<(Crossing, IssuedSlip), Error> {
        let (crossing, _, _) = self.workstation.crossing_with_acts(reference).await?;
        let slip = crossing.slips.iter().find(|slip| slip.number == number).cloned().ok_or(Error::NotFound)?;
        Ok((crossing, slip))
    }

    fn seal_of(&self, content: &SlipContent) -> Result<String, Error> {
        let payload = SealPayload {
            post: self.workstation.post.post.simple().to_string(),
            reference: content.reference.clone(),
            serial: content.serial.clone(),
            issued_at: content.issued_at.to_utc(),
            digest: content.digest()?,
        };
        let bytes = payload.bytes_to_sign().map_err(|_| Error::Fault("the seal could not be written"))?;
        let signature = self.keys.signing.sign(Purpose::Slip, &Digest::of(&bytes));
        payload.seal(&signature.to_bytes()).map_err(|_| Error::Fault("the seal could not be written"))
    }

    /// Whether an officer of this post signed the seal, of either State, and was certified when it was issued.
    fn is_signed_here(&self, seal: &Seal) -> bool {
        let Ok(bytes) = seal.payload.bytes_to_sign() else { return false };
        let digest = Digest::of(&bytes);
        let signature = Signature::from(seal.signature);
        let is_ours = seal.payload.post == self.workstation.post.post.simple().to_string();
        let live = self.workstation.live();
        is_ours
            && live.post.officers.values().any(|standing| {
                crate::live::certificate_of(&standing.certified).is_some_and(|certified| {
                    certified.certificate.verifying.verify(Purpose::Slip, &digest, &signature).is_ok()
                })
            })
    }
}

/// Returns everybody and everything of a crossing that is through.
pub(crate) fn through(crossing: &Crossing) -> Vec<SubjectId> {
    crossing
        .subjects
        .values()
        .filter(|subject| {
            matches!(
                crossing.phase_of(subject),
                SubjectPhase::Admitted | SubjectPhase::Released | SubjectPhase::Departed
            )
        })
        .map(|subject| subject.id)
        .collect()
}

/// Returns the digest of the slip that would be issued now.
pub(crate) fn digest_of_next(
    crossing: &Crossing,
    subjects: &[SubjectId],
    plan: &Plan,
    at: At,
) -> Result<String, Error> {
    let number = u16::try_from(crossing.slips.len() + 1).map_err(|_| Error::Fault("too many slips"))?;
    let slip = IssuedSlip { number, subjects: subjects.to_vec(), digest: String::new(), at, is_revoked: false };
    Ok(Digest::from(content(crossing, &slip, plan, None).digest()?).to_string())
}

fn content(crossing: &Crossing, slip: &IssuedSlip, plan: &Plan, file: Option<&PrivateFile>) -> SlipContent {
    let local = |at: At| local(at, crossing, plan);
    let state = |code| paper_state(code, plan);
    let subjects: Vec<&Subject> = slip.subjects.iter().filter_map(|id| crossing.subjects.get(id)).collect();
    let has_vehicle = subjects.iter().any(|subject| matches!(subject.facts, Some(SubjectFacts::Conveyance(_))));
    let has_seals = subjects.iter().any(|subject| crossing.seals_on(subject).is_some_and(|seals| !seals.is_empty()));
    let mut gate = vec![GateCheck::Heads];
    if has_vehicle {
        gate.insert(0, GateCheck::Plate);
    }
    if has_seals {
        gate.push(GateCheck::Seals);
    }
    SlipContent {
        post: plan.name.clone(),
        demonstration: plan.is_demonstration,
        reference: crossing.reference.to_string(),
        serial: format!("{}-S{}", crossing.reference, slip.number),
        exit: state(crossing.exit_state),
        entry: state(crossing.entry_state),
        flow: crossing.flow.word().to_owned(),
        issued_at: local(slip.at),
        issued_there: issued_there(crossing, plan, slip.at),
        valid_until: None,
        desk: String::new(),
        facts: facts(crossing, &subjects),
        subjects: subjects.iter().map(|subject| slip_subject(crossing, subject, slip.at, &local)).collect(),
        gate,
        holder: file.and_then(|file| holder(file, &slip.subjects)),
        complaints: None,
        seal: None,
        copy: Copy::Original,
        languages: [Language::English, Language::French],
    }
}

fn facts(crossing: &Crossing, subjects: &[&Subject]) -> Vec<SlipFact> {
    let mut facts = Vec::new();
    let mut fact = |label: &str, value: String| facts.push(SlipFact { label: label.to_owned(), value });
    for subject in subjects {
        match &subject.facts {
            Some(SubjectFacts::Conveyance(vehicle)) => fact("vehicle", vehicle.plate.to_string()),
            Some(SubjectFacts::Consignment(goods)) => {
                fact("goods", goods.description.clone());
                if let Some(declaration) = &goods.declaration {
                    fact("declaration", declaration.reference.clone());
                }
                if let Some(seals) = crossing.seals_on(subject).filter(|seals| !seals.is_empty()) {
                    fact("seals", seals.join(", "));
                }
            }
            Some(SubjectFacts::Traveller(_)) | None => {}
        }
    }
    let heads = subjects.iter().filter(|subject| subject.kind == domain::SubjectKind::Traveller).count();
    fact("people", heads.to_string());
    facts
}

/// What stood on a step when the slip was issued: acts after it do not change it.
fn slip_subject(
    crossing: &Crossing,
    subject: &Subject,
    issued_at: At,
    local: &impl Fn(At) -> DateTime<FixedOffset>,
) -> SlipSubject {
    let phase = match crossing.phase_of(subject) {
        // Leaving changes no slip.
        SubjectPhase::Departed if subject.kind == domain::SubjectKind::Traveller => SubjectPhase::Admitted,
        SubjectPhase::Departed => SubjectPhase::Released,
        other => other,
    };
    SlipSubject {
        kind: subject.kind.word().to_owned(),
        label: subject.facts.as_ref().map(SubjectFacts::label).unwrap_or_default(),
        detail: subject_detail(subject),
        decisions: decisions(crossing, subject)
            .filter(|(_, _, by)| by.at <= issued_at)
            .map(|(step, outcome, by)| slips::SlipDecision {
                state: step.state.to_string(),
                side: match step.side {
                    Side::Exit => slips::Side::Exit,
                    Side::Entry => slips::Side::Entry,
                    Side::Gate => slips::Side::Gate,
                },
                agency: step.agency.word().to_owned(),
                control: step.control.0.clone(),
                outcome: outcome.word().to_owned(),
                at: local(by.at),
                desk: by.desk.to_string(),
                officer: by.officer.to_string(),
            })
            .collect(),
        outcome: phase.word().to_owned(),
    }
}

/// The controls that are done. A second line stands under the step that was referred: why is nobody else's matter.
fn decisions<'a>(
    crossing: &'a Crossing,
    subject: &'a Subject,
) -> impl Iterator<Item = (&'a domain::Step, StepState, &'a Signed)> {
    crossing.steps_of(subject.id).filter_map(move |step| {
        let state = crossing.state_of(step);
        let is_second_line = matches!(step.origin, domain::step::Origin::Secondary { .. });
        (state.is_done() && !is_second_line).then_some(())?;
        Some((step, state, step.officer()?))
    })
}

/// What the entry State granted stands on the holder's part alone, and only where its own officer prints it.
fn holder(file: &PrivateFile, subjects: &[SubjectId]) -> Option<HolderPart> {
    let words = catalogue::Catalogue::of(Language::English);
    let lines: Vec<String> = subjects
        .iter()
        .filter_map(|subject| file.grants.get(subject))
        .map(|grant| {
            let args = catalogue::Args::new().with_count("days", i64::from(grant.days));
            let days = words.text_with("slip-days-granted", &args);
            match &grant.conditions {
                Some(conditions) => format!("{days} · {conditions}"),
                None => days,
            }
        })
        .collect();
    (!lines.is_empty()).then_some(HolderPart { lines })
}

/// Returns a State as it stands on paper: its pattern is that of its slot.
pub(super) fn paper_state(code: StateCode, plan: &Plan) -> SlipState {
    SlipState {
        code: code.to_string(),
        name: None,
        pattern: if plan.states.first() == Some(&code) { Pattern::Hatched } else { Pattern::Dotted },
    }
}

/// Returns a moment on the clock of the host State, as papers have it.
pub(super) fn local(at: At, crossing: &Crossing, plan: &Plan) -> DateTime<FixedOffset> {
    on_clocks_of(plan, crossing.host_state, at)
}

/// Returns when a slip was issued on the clocks of the State that is not the host, where they differ.
fn issued_there(crossing: &Crossing, plan: &Plan, at: At) -> Option<slips::IssuedThere> {
    let (host, other) = (crossing.host_state, crossing.other(crossing.host_state));
    (plan.minutes_ahead(host, at) != plan.minutes_ahead(other, at)).then(|| slips::IssuedThere {
        here: host.to_string(),
        there: other.to_string(),
        at: on_clocks_of(plan, other, at),
    })
}

/// Returns the folder of the officer's documents.
pub(crate) fn documents() -> std::path::PathBuf {
    let from = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(std::path::PathBuf::from);
    from("OSBP_DOCUMENTS")
        .or_else(|| from("XDG_DOCUMENTS_DIR"))
        .or_else(|| from("HOME").map(|home| home.join("Documents")))
        .unwrap_or_else(std::env::temp_dir)
}
