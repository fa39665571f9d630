//! What the pieces of the page share: the crossing as it lives, who or what is selected, what is asked, what is typed.
//!
//! Invariant: copying it copies handles; nothing of it is read from the shell twice.

use std::collections::{BTreeMap, BTreeSet};

use contract::SignatureOn;
use domain::act::{Conclusion, LeftOutHow, MotionNumber};
use domain::crossing::{Choice, Offer};
use domain::customs::CustomsWork;
use domain::private::{Disposition, Grant};
use domain::step::Origin;
use domain::subject::SubjectFacts;
use domain::travel_document::MachineReadableZone;
use domain::{Action, At, Role, StepId, SubjectId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::document_checks::{Unsent, beside};
use super::live::Live;
use super::offers::{Offers, Said, Word, claimed, clearable, family};
use super::words::Words;
use crate::pages::draft::Draft;
use crate::pages::register::party::What;
use crate::state::{Desk, LateOn};

/// What is asked on top of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// What else may be done.
    More,
    /// What a choice needs besides a key.
    Choice(Choice, Option<StepId>),
    /// The second signature on a motion.
    Second(MotionNumber),
    /// The second signature of an officer who comes to this desk.
    SignHere(SignatureOn),
    /// Why it goes before others.
    Prioritise,
    /// An examination.
    Examine(SubjectId),
    /// The declaration for goods.
    Lodge(SubjectId),
    /// What to add by hand.
    AddByHand,
    /// Somebody or something that is not of the party yet.
    Add(Box<What>, AddedBy),
    /// Who drives, guards or carries whom or what.
    Relate(SubjectId),
    /// A person leaves the vehicle and goes on on foot.
    OffLoad(SubjectId),
    /// Facts that were captured wrongly.
    Correct(SubjectId),
    /// How a holder compares with the person in his document.
    Compare(SubjectId),
    /// In which way a document is false.
    Forged(SubjectId),
    /// A visa that was scanned, beside the facts of whose it is.
    Visa(SubjectId, Box<MachineReadableZone>),
    /// The time and the paper of what is entered late.
    Late,
    /// A paper that the officer saw.
    SeePaper,
    /// A paper that a second officer, who comes to this desk, saw.
    SeePaperHere(String),
    /// What became of a control that a shorter procedure left out.
    LeftOut(SubjectId, StepId, LeftOutHow),
}

/// How somebody or something comes to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddedBy {
    /// It was scanned while the crossing was open: it may be a party of its own.
    Scan,
    /// The officer typed it in.
    Hand,
}

/// What the entry State grants, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Stay {
    /// Days.
    pub days: String,
    /// In words.
    pub conditions: String,
}

/// What a paper states of what is entered from it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Late {
    /// When it was done.
    pub stated_at: At,
    /// The number of the paper.
    pub paper: String,
}

/// The shared handles.
#[derive(Clone, Copy)]
pub struct Work {
    /// The window.
    pub desk: Desk,
    /// The crossing.
    pub live: Live,
    /// Who or what the officer looks at.
    pub selected: RwSignal<Option<SubjectId>>,
    /// What is asked.
    pub asking: RwSignal<Option<Ask>>,
    /// What he said of hits, not sent yet.
    pub said: RwSignal<Said>,
    /// What he found out of documents and their holders, not sent yet.
    pub checks: RwSignal<Unsent>,
    /// What he grants, not sent yet.
    pub stays: RwSignal<BTreeMap<SubjectId, Stay>>,
    /// Whose document was scanned on this page.
    pub scanned: RwSignal<BTreeSet<SubjectId>>,
    /// The subjects in the order in which they are listed.
    pub order: StoredValue<Vec<SubjectId>>,
    /// The scan that asked whether to add somebody.
    pub last_scan: RwSignal<Option<contract::Scanned>>,
    /// What may be done on whom is selected.
    pub offers: Memo<Offers>,
    /// It was just registered from a blank slip: what stands on it is entered next.
    pub came_from_paper: bool,
    /// The step just decided was the last of this subject: go on to the next of the claim.
    goes_on: RwSignal<bool>,
}

impl Work {
    /// Begins work on a crossing.
    pub fn begin(desk: Desk, live: Live) -> Self {
        let selected = RwSignal::new(None);
        let said = RwSignal::new(Said::new());
        let checks = RwSignal::new(Unsent::new());
        let offers = Memo::new(move |_| {
            let subject: Option<SubjectId> = selected.get();
            live.view.with(|view| match (view, subject) {
                (Some(view), Some(subject)) => {
                    said.with(|said| checks.with(|checks| Offers::on(view, subject, said, checks)))
                }
                _ => Offers::default(),
            })
        });
        let came_from_paper = desk.from_paper.get_untracked() == Some(live.reference());
        desk.from_paper.set(None);
        let asked = came_from_paper.then_some(Ask::Late);
        let work = Self {
            desk,
            live,
            came_from_paper,
            selected,
            asking: RwSignal::new(asked),
            said,
            checks,
            stays: RwSignal::new(BTreeMap::new()),
            scanned: RwSignal::new(BTreeSet::new()),
            last_scan: RwSignal::new(None),
            order: StoredValue::new(Vec::new()),
            offers,
            goes_on: RwSignal::new(false),
        };
        Effect::new(move |_| work.select_what_matters());
        Effect::new(move |_| work.ask_to_sign());
        Effect::new(move |_| work.take_presented());
        work.keep_late();
        work
    }

    /// Returns the shared handles of the page that is shown.
    pub fn here() -> Self {
        expect_context()
    }

    /// Returns something of the crossing, anew only when it changed.
    pub fn seen<T>(self, look: impl Fn(&Words<'_>) -> T + Send + Sync + 'static) -> Memo<Option<T>>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.live.view.with(|view| view.as_ref().map(|view| look(&Words::of(self.desk, view)))))
    }

    /// Returns something of whom or what is selected, anew only when it changed.
    pub fn of_selected<T>(
        self,
        look: impl Fn(&Words<'_>, SubjectId) -> Option<T> + Send + Sync + 'static,
    ) -> Memo<Option<T>>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| {
            let subject = self.selected.get()?;
            self.live.view.with(|view| view.as_ref().and_then(|view| look(&Words::of(self.desk, view), subject)))
        })
    }

    /// Begins what was chosen: at once where it needs nothing more, else by asking.
    pub fn choose(self, choice: Choice, step: Option<StepId>) {
        match (choice, step) {
            (Choice::Claim, Some(step)) => self.claim(step, true),
            (Choice::Clear, Some(step)) => self.clear(vec![step]),
            (Choice::ConcludeCleared, Some(step)) => self.conclude(step, Conclusion::Cleared),
            (Choice::ConcludeReady, Some(step)) => self.conclude(step, Conclusion::Ready),
            (Choice::Release, _) => self.release(),
            (Choice::IssueSlip, _) => self.issue_slip(),
            (Choice::PrintNotice, Some(step)) => self.desk.go(crate::route::Page::Notice(self.live.reference(), step)),
            _ => self.asking.set(Some(Ask::Choice(choice, step))),
        }
    }

    /// Takes a step; with its whole family, where others of the party are ready for the same control.
    pub fn claim(self, step: StepId, with_family: bool) {
        let steps = self.live.view.with_untracked(|view| {
            view.as_ref().map_or_else(|| vec![step], |view| if with_family { family(view, step) } else { vec![step] })
        });
        let presented = self.scanned.with_untracked(|scanned| {
            self.live.view.with_untracked(|view| {
                let subject = view.as_ref().and_then(|view| view.crossing.steps.get(&step)).map(|step| step.subject);
                subject.is_some_and(|subject| scanned.contains(&subject))
            })
        });
        self.live.perform(Action::Claim { steps, presented }, |_| {});
    }

    /// Clears steps, with what was made of hits and what is granted.
    pub fn clear(self, steps: Vec<StepId>) {
        let subjects = self.subjects_of(&steps);
        let action = self.beside(&subjects, self.clearing(steps, Box::default()));
        self.live.perform(action, move |_| self.forget(&subjects));
    }

    fn clearing(self, steps: Vec<StepId>, customs: Box<CustomsWork>) -> Action {
        let subjects = self.subjects_of(&steps);
        Action::Clear {
            dispositions: self.dispositions(&subjects),
            grants: self.grants(&subjects),
            note: None,
            customs,
            steps,
        }
    }

    /// Returns the action that ends a step, with what customs does beside it: a second line by its conclusion, any other by
    /// clearing it.
    pub fn ending(self, step: StepId, outcome: Conclusion, customs: Box<CustomsWork>) -> Action {
        if !self.is_secondary(step) {
            return self.clearing(vec![step], customs);
        }
        Action::Conclude {
            step,
            outcome,
            dispositions: self.dispositions(&self.subjects_of(&[step])),
            ends_protection: self.desk.has_role(Role::Protection),
            note: None,
            customs,
        }
    }

    /// Returns whether a step is a second line.
    pub fn is_secondary(self, step: StepId) -> bool {
        self.live.view.with_untracked(|view| {
            let found = view.as_ref().and_then(|view| view.crossing.steps.get(&step));
            found.is_some_and(|found| matches!(found.origin, Origin::Secondary { .. }))
        })
    }

    /// Returns whether a choice on a step is offered, at once or once something else is done.
    pub fn is_offered(self, step: StepId, choice: Choice) -> bool {
        self.live.view.with(|view| {
            let all = view.iter().flat_map(|view| &view.offers).flat_map(|of| &of.offers);
            all.into_iter().any(|offer| offer.choice == choice && offer.step == Some(step))
        })
    }

    /// Clears everything of the claim that can be cleared; where documents were scanned on this page, those alone.
    pub fn clear_all(self) {
        let steps = self.clearable_together();
        if !steps.is_empty() {
            self.clear(steps);
        }
    }

    /// Returns what one key would clear.
    pub fn clearable_together(self) -> Vec<StepId> {
        let steps = self.live.view.with(|view| {
            view.as_ref()
                .map(|view| self.said.with(|said| self.checks.with(|checks| clearable(view, said, checks))))
                .unwrap_or_default()
        });
        let subjects = self.subjects_of(&steps);
        let scanned: Vec<StepId> = self.scanned.with(|scanned| {
            steps
                .iter()
                .zip(&subjects)
                .filter(|(_, subject)| scanned.contains(subject))
                .map(|(step, _)| *step)
                .collect()
        });
        if scanned.is_empty() { steps } else { scanned }
    }

    /// Returns what the officer made of hits on these subjects.
    pub fn dispositions(self, subjects: &[SubjectId]) -> Vec<Disposition> {
        self.said.with_untracked(|said| {
            said.iter()
                .filter(|((subject, _), _)| subjects.contains(subject))
                .map(|((subject, entry), word)| match word {
                    Word::Same => Disposition::same(*subject, *entry),
                    Word::Another(shown) => Disposition::another(*subject, *entry, Some(*shown)),
                })
                .collect()
        })
    }

    /// Returns what ends a control, with what the officer found out of these persons' documents beside it.
    pub fn beside(self, subjects: &[SubjectId], what: Action) -> Action {
        self.checks.with_untracked(|checks| beside(checks, subjects, what))
    }

    /// Returns the subjects of steps, one for each.
    pub fn subjects_of(self, steps: &[StepId]) -> Vec<SubjectId> {
        self.live.view.with_untracked(|view| {
            let Some(view) = view else { return Vec::new() };
            steps.iter().filter_map(|step| view.crossing.steps.get(step)).map(|step| step.subject).collect()
        })
    }

    /// Forgets what was sent, and goes on to the next of the claim.
    pub fn forget(self, subjects: &[SubjectId]) {
        self.goes_on.try_set(true);
        self.said.try_update(|said| said.retain(|(subject, _), _| !subjects.contains(subject)));
        self.checks.try_update(|checks| checks.retain(|subject, _| !subjects.contains(subject)));
        self.stays.try_update(|stays| stays.retain(|subject, _| !subjects.contains(subject)));
        self.scanned.try_update(|scanned| scanned.retain(|subject| !subjects.contains(subject)));
    }

    /// Returns whose document this is.
    pub fn holder_of(self, issuer: &str, number: &str) -> Option<SubjectId> {
        self.live.view.with_untracked(|view| {
            view.as_ref()?.crossing.subjects.values().find_map(|subject| {
                let paper = subject.facts.as_ref().and_then(SubjectFacts::traveller)?.document.as_ref()?;
                (paper.number == number && paper.issuer == issuer).then_some(subject.id)
            })
        })
    }

    /// Somebody's document lies on the desk: his control is claimed as presented (PROCEDURE §8), where it is ready for an
    /// officer of that agency and he has no other claim. What can't be claimed is only shown.
    pub fn present(self, subject: SubjectId) {
        self.scanned.update(|scanned| {
            scanned.insert(subject);
        });
        // What is shown may be a moment old: another officer's act may just have made the control ready.
        spawn_local(async move {
            self.live.read().await;
            self.claim_presented(subject);
        });
    }

    /// Keeps late entry on over a power cut, and has the window say that it is on.
    fn keep_late(self) {
        let (desk, late, asking) = (self.desk, self.live.late, self.asking);
        // It is kept for as long as it is on; there is nothing to forget when it was sent.
        let _kept = Draft::keep(
            format!("late/{}", self.live.reference()),
            move || late.get(),
            move |kept| {
                late.try_set(kept);
            },
        );
        let is_unseen = self.seen(move |words| {
            let paper = late.with(|late| late.as_ref().map(|late| late.paper.clone()));
            let own = words.own_state();
            let seen = &words.crossing().papers;
            let is_seen = seen.iter().any(|seen| {
                Some(&seen.paper) == paper.as_ref() && seen.by.state == own && !words.is_me(&seen.by.officer)
            });
            !is_seen
        });
        Effect::new(move |_| {
            desk.late.set(late.get().map(|Late { stated_at, paper }| {
                let to_see = paper.clone();
                LateOn {
                    stated_at,
                    paper,
                    is_unseen: is_unseen.get() == Some(true),
                    see: Callback::new(move |()| asking.set(Some(Ask::SeePaperHere(to_see.clone())))),
                    change: Callback::new(move |()| asking.set(Some(Ask::Late))),
                    end: Callback::new(move |()| late.set(None)),
                }
            }));
        });
        on_cleanup(move || desk.late.set(None));
    }

    fn claim_presented(self, subject: SubjectId) {
        let own = self.desk.session.with_untracked(|session| session.as_ref().map(|session| session.agency));
        let ready = self.live.view.with_untracked(|view| {
            let view = view.as_ref()?;
            let of_subject = view.offers.iter().find(|of| of.subject == subject)?;
            let claims = |offer: &&Offer| offer.choice == Choice::Claim && offer.unless.is_none();
            let step = of_subject.offers.iter().find(claims)?.step?;
            view.crossing.steps.get(&step).filter(|step| Some(step.agency) == own).map(|step| step.id)
        });
        if let Some(step) = ready {
            self.claim(step, true);
        }
    }

    /// Takes the control of the one whose document opened this page.
    fn take_presented(self) {
        let Some(presented) = self.desk.presented.get() else { return };
        let is_read = self.live.view.with(Option::is_some);
        if !is_read || presented.reference != self.live.reference() {
            return;
        }
        self.desk.presented.set(None);
        if let Some(subject) = self.holder_of(&presented.issuer, &presented.number) {
            self.selected.set(Some(subject));
            self.present(subject);
        }
    }

    /// Asks for the signature that the officer came here to give.
    fn ask_to_sign(self) {
        let Some(wanted) = self.desk.to_sign.get() else { return };
        let is_read = self.live.view.with(Option::is_some);
        if !is_read || wanted.reference != self.live.reference() {
            return;
        }
        self.desk.to_sign.set(None);
        if let Some(subject) = wanted.subject {
            self.selected.set(Some(subject));
        }
        self.asking.set(Some(match wanted.on {
            SignatureOn::Refusal { step } => Ask::Choice(Choice::Confirm, Some(step)),
            SignatureOn::Hold { step } => Ask::Choice(Choice::CoSign, Some(step)),
            SignatureOn::Motion { number } => Ask::Second(number),
        }));
    }

    fn conclude(self, step: StepId, outcome: Conclusion) {
        let subjects = self.subjects_of(&[step]);
        let action = self.beside(&subjects, self.ending(step, outcome, Box::default()));
        self.live.perform(action, move |_| self.forget(&subjects));
    }

    /// Gives the whole claim back: it was taken as one.
    fn release(self) {
        let Some(officer) = self.desk.session.with_untracked(|session| {
            session.as_ref().and_then(|session| domain::OfficerNumber::parse(&session.officer).ok())
        }) else {
            return;
        };
        let own =
            self.live.view.with_untracked(|view| view.as_ref().map(|view| claimed(view, &officer)).unwrap_or_default());
        let steps = if own.is_empty() { self.others_claim() } else { own };
        if !steps.is_empty() {
            self.live.perform(Action::Release { steps }, |_| {});
        }
    }

    /// Another's claim on whom is selected, which a supervisor or the time-out takes from him.
    fn others_claim(self) -> Vec<StepId> {
        self.offers.with_untracked(|offers| {
            offers.more.iter().filter(|offer| offer.choice == Choice::Release).filter_map(|offer| offer.step).collect()
        })
    }

    fn issue_slip(self) {
        let reference = self.live.reference();
        let desk = self.desk;
        spawn_local(async move {
            let request = contract::IssueSlip { key: crate::ipc::fresh_key(), reference: reference.clone() };
            match crate::ipc::call_surely(desk, request).await {
                Ok(slip) => desk.go(crate::route::Page::Slip(reference, slip.number)),
                Err(failure) => desk.report(&failure),
            }
        });
    }

    fn grants(self, subjects: &[SubjectId]) -> Vec<Grant> {
        self.stays.with_untracked(|stays| {
            subjects
                .iter()
                .filter_map(|subject| {
                    let stay = stays.get(subject)?;
                    let conditions = Some(stay.conditions.trim().to_owned()).filter(|words| !words.is_empty());
                    Some(Grant { subject: *subject, days: stay.days.trim().parse().ok()?, conditions })
                })
                .collect()
        })
    }

    /// Keeps somebody selected: who the officer has, else where he may do something, else after whom the crossing is called.
    fn select_what_matters(self) {
        let next = self.live.view.with(|view| {
            let view = view.as_ref()?;
            let selected = self.selected.get_untracked();
            let is_mine = |subject: SubjectId| {
                view.offers.iter().any(|of| {
                    of.subject == subject
                        && of.offers.iter().any(|offer| matches!(offer.choice, Choice::Clear | Choice::ConcludeCleared))
                })
            };
            let is_there = selected.is_some_and(|subject| view.crossing.subjects.contains_key(&subject));
            let goes_on = self.goes_on.get_untracked();
            let stays = !goes_on || selected.is_some_and(is_mine);
            if is_there && stays {
                return None;
            }
            let subjects = || view.crossing.subjects.keys().copied();
            let is_offered = |subject: &SubjectId| {
                Offers::on(view, *subject, &Said::new(), &Unsent::new())
                    .main
                    .is_some_and(|offer| offer.unless.is_none())
            };
            let own = subjects().find(|subject| is_mine(*subject));
            if is_there {
                return own;
            }
            own.or_else(|| subjects().find(is_offered)).or_else(|| view.crossing.lead().map(|lead| lead.id))
        });
        if self.live.view.with_untracked(Option::is_some) {
            self.goes_on.set(false);
        }
        if let Some(next) = next {
            self.selected.set(Some(next));
        }
    }
}
