//! Notices of refusal: their content from what was sealed when the refusal was confirmed, printed as an act.
//!
//! Invariant: what a notice says was fixed by the confirmation; only how it was served is added. It is the refusing State's: no
//! other reads it here.

use catalogue::{Catalogue, Language};
use contract::{NoticeView, Perform, PrintNotice, SaveNotice, SavedSlip, ShowNotice};
use domain::notice::Notice;
use domain::post::Plan;
use domain::step::{Service as Served, Status};
use domain::subject::{Sex, SubjectFacts};
use domain::{Action, Crossing, CrossingAct, Reference, Side, StepId};
use slips::{NoticeContent, NoticeDirection, NoticePerson, Service};
use uuid::Uuid;

use super::slip::{documents, local, paper_state};
use crate::failure::Error;
use crate::journal::Part;
use crate::signed_in::SignedIn;

/// The languages of a post's papers.
const LANGUAGES: [Language; 2] = [Language::English, Language::French];

/// What is left to be written by hand where a State gave no words of its law.
const BY_HAND: &str = "________________________________________________";

impl SignedIn {
    /// Shows the notice of a refusal as it is printed.
    ///
    /// # Errors
    /// When nobody of the officer's State was refused at that step.
    pub async fn show_notice(&self, request: &ShowNotice) -> Result<NoticeView, Error> {
        let (content, prints) = self.notice(&request.reference, request.step).await?;
        let sheets = slips::notice_svgs(&content).map_err(|_| Error::Fault("the notice could not be laid out"))?;
        Ok(NoticeView { serial: content.serial, prints, sheets })
    }

    /// Prints the notice of a refusal: an act, which says that it was. Returns it as it goes to paper.
    ///
    /// # Errors
    /// When nobody of the officer's State was refused at that step, or the database can't be written.
    pub async fn print_notice(&self, request: &PrintNotice) -> Result<NoticeView, Error> {
        let PrintNotice { key, reference, step } = request;
        self.printed(*key, reference, *step).await?;
        self.show_notice(&ShowNotice { reference: reference.clone(), step: *step }).await
    }

    /// Saves the PDF of a notice among the officer's documents, which is a print of it.
    ///
    /// # Errors
    /// As [`SignedIn::print_notice`]; when the file can't be written.
    pub async fn save_notice(&self, request: &SaveNotice) -> Result<SavedSlip, Error> {
        let (serial, bytes) = self.notice_pdf(request.key, &request.reference, request.step).await?;
        let folder = documents();
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{serial}.pdf"));
        std::fs::write(&path, bytes)?;
        Ok(SavedSlip { path: path.display().to_string() })
    }

    /// Returns the serial and the PDF of a notice; that it was printed is an act under this key.
    ///
    /// # Errors
    /// As [`SignedIn::print_notice`].
    pub async fn notice_pdf(&self, key: Uuid, reference: &Reference, step: StepId) -> Result<(String, Vec<u8>), Error> {
        // It is laid out before it counts as printed.
        let (content, _) = self.notice(reference, step).await?;
        let bytes = slips::notice_pdf(&content).map_err(|_| Error::Fault("the notice could not be laid out"))?;
        self.printed(key, reference, step).await?;
        Ok((content.serial, bytes))
    }

    async fn printed(&self, key: Uuid, reference: &Reference, step: StepId) -> Result<(), Error> {
        let (crossing, action) = (Some(reference.clone()), Action::PrintNotice { step });
        self.perform(&Perform { key, crossing, version: None, action }).await.map(drop)
    }

    /// Returns what stands on the notice, and how often it was printed.
    async fn notice(&self, reference: &Reference, step: StepId) -> Result<(NoticeContent, u32), Error> {
        let (crossing, acts, void) = self.workstation.crossing_with_acts(reference).await?;
        let found = crossing.steps.get(&step).ok_or(Error::NotFound)?;
        let Status::Refused { notice, served, .. } = &found.status else { return Err(Error::NotFound) };
        let file = self.file_of(crossing.id, false).await?;
        let sealed = file.notices.iter().find(|known| known.serial == *notice).ok_or(Error::NotFound)?;
        let same = |of: &StepId| {
            let status = crossing.steps.get(of).map(|step| &step.status);
            matches!(status, Some(Status::Refused { notice: other, .. }) if other == notice)
        };
        // What was done with it: at the step that was referred or at its second line.
        let of_it = acts.iter().filter(|act| !void.contains(&act.seq)).filter_map(|act| match &act.part {
            Part::Crossing { act: what, .. } if what.steps().iter().any(same) => Some((what, act.at)),
            Part::Crossing { .. } | Part::Post(_) | Part::Newer { .. } => None,
        });
        let prints = of_it.clone().filter(|(what, _)| matches!(what, CrossingAct::NoticePrinted { .. })).count();
        let live = self.workstation.live();
        let plan = &live.post.plan;
        let mut served_at = of_it.filter_map(|(what, at)| match what {
            CrossingAct::NoticeServed { .. } => Some(at),
            CrossingAct::EnteredLate { act, stated_at, .. } if matches!(**act, CrossingAct::NoticeServed { .. }) => {
                Some(*stated_at)
            }
            _ => None,
        });
        let served_at = served_at.next_back().map(|at| local(at, &crossing, plan));
        let service = match (served, served_at) {
            (Some(Served::Signed), Some(at)) => Service::Signed(at),
            (Some(Served::RefusedToSign), Some(at)) => Service::RefusedToSign(at),
            (Some(_) | None, _) => Service::Open,
        };
        let content = content(&crossing, found.side, sealed, service, plan);
        Ok((content, u32::try_from(prints).unwrap_or(u32::MAX)))
    }
}

fn content(crossing: &Crossing, side: Side, notice: &Notice, service: Service, plan: &Plan) -> NoticeContent {
    let subject = crossing.subjects.get(&notice.subject);
    let person = subject.and_then(|subject| subject.facts.as_ref()).and_then(SubjectFacts::traveller);
    let law = plan.notices.iter().find(|law| law.state == notice.state);
    let words = |text: Option<&str>| text.filter(|text| !text.trim().is_empty()).unwrap_or(BY_HAND).to_owned();
    NoticeContent {
        post: plan.name.clone(),
        demonstration: plan.is_demonstration,
        serial: notice.serial.to_string(),
        reference: crossing.reference.to_string(),
        state: paper_state(notice.state, plan),
        direction: if side == Side::Exit { NoticeDirection::Exit } else { NoticeDirection::Entry },
        person: NoticePerson {
            name: notice.label.clone(),
            birth: person.and_then(|person| person.birth_date),
            sex: person.map(|person| sex(person.sex).to_owned()).unwrap_or_default(),
            nationality: person.map(|person| person.nationality.clone()).unwrap_or_default(),
            document: notice.document.clone().unwrap_or_default(),
            visa: String::new(),
        },
        came_from: String::new(),
        came_by: String::new(),
        reason_code: notice.reason.0.clone(),
        reason_text: LANGUAGES.map(|language| reason(&notice.reason.0, language)),
        remarks: String::new(),
        legal_basis: words(law.map(|law| law.basis.as_str())),
        appeal_text: match law {
            Some(law) => law.appeal.each_ref().map(|text| words(Some(text))),
            None => [words(None), String::new()],
        },
        issued_at: local(notice.at, crossing, plan),
        officer: notice.refused_by.to_string(),
        second_officer: notice.confirmed_by.to_string(),
        interpreted_in: None,
        service,
        // What a code on it could prove, its serial in the journal proves.
        seal: None,
        languages: LANGUAGES,
    }
}

/// Returns the words of a reason, without the code that stands before them; the code alone where there are none.
fn reason(code: &str, language: Language) -> String {
    let key = format!("reason-{code}");
    let said = Catalogue::of(language).text(&key);
    if said == key {
        return String::new();
    }
    let prefix = format!("{code} · ");
    said.strip_prefix(&prefix).map_or_else(|| said.clone(), str::to_owned)
}

const fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::F => "F",
        Sex::M => "M",
        Sex::X => "X",
    }
}
