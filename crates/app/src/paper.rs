//! Blank slips with reserved references, for when the machines stand still, and the register of persons held on paper.
//!
//! Invariant: a reference is reserved by an act before it is printed, taken from the same serials as every other, and used once.

use catalogue::Language;
use chrono::{DateTime, Datelike as _, FixedOffset};
use contract::{PaperSize, ReserveBlankSlips, ReservedReference, ReservedView, SavedSlip};
use domain::own_journal::Deed;
use domain::post::{Category, Flow, Plan};
use domain::reserved::MOST_AT_ONCE;
use domain::{At, Direction, PostAct, Reference, Refusal, Role, Side, StateCode, SubjectKind};
use slips::{BlankSlips, BlankStep, Pattern, SlipState};
use uuid::Uuid;

use crate::commands::{Change, Serials};
use crate::failure::Error;
use crate::journal::{Part, read};
use crate::reading::documents;
use crate::signed_in::SignedIn;

/// For which parties blank slips are made.
#[derive(Debug, Clone, Copy)]
pub struct BlankFor {
    /// What they come with.
    pub flow: Flow,
    /// The road lane.
    pub category: Option<Category>,
    /// Which way they move.
    pub direction: Direction,
    /// On which paper.
    pub size: PaperSize,
}

impl SignedIn {
    /// Reserves references, once under the key; sent again it returns the same.
    ///
    /// # Errors
    /// When the officer is no supervisor, or asks for none or too many.
    pub async fn reserve(&self, key: Uuid, count: u16) -> Result<Vec<Reference>, Error> {
        if usize::from(count) > MOST_AT_ONCE {
            return Err(Refusal::TooMany.into());
        }
        let request = format!("reserve|{count}").into_bytes();
        let (officer, state) = (self.officer.clone(), self.state);
        let performed = self
            .commit(key, &request, Serials(count), |bench| {
                let code = &bench.live.post.plan.code;
                let year = u16::try_from(bench.at.year()).unwrap_or_default();
                let month = u8::try_from(bench.at.month()).unwrap_or_default();
                let references: Result<Vec<Reference>, _> =
                    bench.serials.iter().map(|serial| Reference::new(code, year, month, *serial)).collect();
                let references = references.map_err(|_| Error::Invalid { field: "reference" })?;
                let act = PostAct::ReferencesReserved { references };
                bench.live.post.check(&act, &officer, state, bench.at)?;
                Ok(Some(Change { post: vec![(act, None)], ..Change::default() }))
            })
            .await?
            .ok_or(Error::Fault("nothing was reserved"))?;
        let [first, _] = performed.seq;
        let rows = self.workstation.store.acts_after(first - 1, 1).await?;
        match rows.first().and_then(|row| read(row).ok()).map(|act| act.part) {
            Some(Part::Post(PostAct::ReferencesReserved { references })) => Ok(references),
            _ => Err(Error::Unreadable { seq: first }),
        }
    }

    /// Returns the references that were reserved and not used yet.
    ///
    /// # Errors
    /// When no shift is open, or the database can't be read.
    pub async fn reserved(&self) -> Result<ReservedView, Error> {
        let now = self.workstation.clock.now();
        let (may_reserve, known) = {
            let live = self.workstation.live();
            let may_reserve = self.duty(&live, now)?.has(Role::Supervisor);
            let known: Vec<ReservedReference> = live
                .post
                .reserved
                .unused
                .iter()
                .map(|(reference, by)| ReservedReference {
                    reference: reference.clone(),
                    by: by.by.clone(),
                    state: by.state,
                    at: by.at,
                })
                .collect();
            (may_reserve, known)
        };
        let mut unused = Vec::with_capacity(known.len());
        for one in known {
            // A crossing that closed is not in memory; its row says that the reference was used.
            if self.workstation.store.crossing_by_reference(&one.reference.to_string()).await?.is_none() {
                unused.push(one);
            }
        }
        Ok(ReservedView { now, may_reserve, unused })
    }

    /// Returns the PDF of the blank slips of reserved references, a sheet each.
    ///
    /// # Errors
    /// When one of them was not reserved, or the post has no procedure for these parties.
    pub fn blank_slips(&self, references: &[Reference], wanted: BlankFor) -> Result<Vec<u8>, Error> {
        let now = self.workstation.clock.now();
        let content = {
            let live = self.workstation.live();
            for reference in references {
                live.post.reserved.may_use(reference)?;
            }
            blank(&live.post.plan, references, wanted, (self.officer.as_str(), self.state), now)?
        };
        if let (Some(first), Some(last)) = (references.first(), references.last()) {
            self.note_always(Deed::Printed { paper: format!("blank {first} – {last}") })?;
        }
        slips::blank_slips_pdf(&content).map_err(|_| Error::Fault("the blank slips could not be laid out"))
    }

    /// Reserves references and saves their blank slips among the officer's documents.
    ///
    /// # Errors
    /// As [`SignedIn::reserve`] and [`SignedIn::blank_slips`]; when the file can't be written.
    pub async fn reserve_blank_slips(&self, request: &ReserveBlankSlips) -> Result<SavedSlip, Error> {
        let ReserveBlankSlips { key, count, flow, category, direction, size } = *request;
        {
            // What can't be printed is not reserved.
            let live = self.workstation.live();
            let plan = &live.post.plan;
            plan.template_at(flow, category, self.workstation.clock.now()).ok_or(Refusal::NoTemplate)?;
        }
        let references = self.reserve(key, count).await?;
        let bytes = self.blank_slips(&references, BlankFor { flow, category, direction, size })?;
        let folder = documents();
        std::fs::create_dir_all(&folder)?;
        let name = references.first().map(ToString::to_string).unwrap_or_default();
        let path = folder.join(format!("blank-{name}.pdf"));
        std::fs::write(&path, bytes)?;
        Ok(SavedSlip { path: path.display().to_string() })
    }
}

fn blank(
    plan: &Plan,
    references: &[Reference],
    wanted: BlankFor,
    (officer, own): (&str, StateCode),
    now: At,
) -> Result<BlankSlips, Error> {
    let BlankFor { flow, category, direction, size } = wanted;
    let template = plan.template_at(flow, category, now).ok_or(Refusal::NoTemplate)?;
    let (exit, entry) = plan.exit_and_entry(direction);
    let state = |code: StateCode| SlipState {
        code: code.to_string(),
        name: None,
        pattern: if plan.states.first() == Some(&code) { Pattern::Hatched } else { Pattern::Dotted },
    };
    let kinds = [SubjectKind::Traveller, SubjectKind::Conveyance, SubjectKind::Consignment];
    let steps = kinds.into_iter().flat_map(|kind| {
        let planned = template.plan(kind, exit, entry, 1).into_iter();
        planned.map(move |step| BlankStep {
            kind: kind.word().to_owned(),
            side: if step.side == Side::Exit { slips::Side::Exit } else { slips::Side::Entry },
            agency: step.agency.word().to_owned(),
            control: step.control.0,
        })
    });
    Ok(BlankSlips {
        post: plan.name.clone(),
        demonstration: plan.is_demonstration,
        references: references.iter().map(ToString::to_string).collect(),
        exit: state(exit),
        entry: state(entry),
        flow: flow.word().to_owned(),
        category: category.map(|category| category.word().to_owned()),
        version: template.version.clone(),
        steps: steps.collect(),
        reserved_at: on_clocks_of(plan, own, now),
        officer: officer.to_owned(),
        size: match size {
            PaperSize::A4 => slips::PaperSize::A4,
            PaperSize::A5 => slips::PaperSize::A5,
        },
        languages: [Language::English, Language::French],
    })
}

/// Returns a moment as a State's clocks show it.
pub(crate) fn on_clocks_of(plan: &Plan, state: StateCode, at: At) -> DateTime<FixedOffset> {
    let seconds = plan.minutes_ahead(state, at).saturating_mul(60);
    let offset = FixedOffset::east_opt(seconds).or(FixedOffset::east_opt(0));
    offset.map_or_else(|| at.fixed_offset(), |offset| at.with_timezone(&offset))
}
