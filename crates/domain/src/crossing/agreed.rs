//! What the agreement of both States adds to the procedure: seals read, heads counted, persons taken off, travellers' declarations,
//! and what has to be shown before a control is cleared.
//!
//! Invariant: public guards, replayed by anybody who has the plan; where facts were lawfully erased, they ask no more.

use super::check::officer;
use super::{Crossing, HeadCount, SealCheck};
use crate::act::{Conclusion, Facts};
use crate::agreement::Demanded;
use crate::papers::NotSimple;
use crate::personal::PersonalDeclaration;
use crate::post::{Category, Flow, Plan};
use crate::step::{Control, Origin, PlannedStep, Signed};
use crate::subject::{Conveyance, ConveyanceKind, RelationKind};
use crate::{Agency, At, CrossingAct, OnDuty, Refusal, Side, StateCode, Step, StepId, Subject, SubjectId, SubjectKind};

impl Crossing {
    /// Checks an act against what both States agreed beside the procedure. `self` is the crossing before the act, as of `at`.
    ///
    /// # Errors
    /// With the reason why not.
    pub fn check_agreed(&self, act: &CrossingAct, facts: Option<&Facts>, plan: &Plan, at: At) -> Result<(), Refusal> {
        match act.plain() {
            CrossingAct::Cleared { step } => self.is_shown(self.step(*step)?, plan, at),
            CrossingAct::Concluded { secondary, outcome: Conclusion::Cleared } => match self.step(*secondary)?.origin {
                Origin::Secondary { of } => self.is_shown(self.step(of)?, plan, at),
                Origin::Template | Origin::Confirm | Origin::HostPolice | Origin::Mismatch => Ok(()),
            },
            CrossingAct::Departed { subjects } => subjects.iter().try_for_each(|subject| {
                let is_conveyance = self.subjects.get(subject).is_some_and(|s| s.kind == SubjectKind::Conveyance);
                let day = plan.day_of(self.entry_state, self.arrival());
                let is_demanded = plan.agreement.demands(self.entry_state, Demanded::HeadCount, day);
                let is_behind = |person: &SubjectId| !subjects.contains(person);
                if is_conveyance && is_demanded && self.on_board(*subject).any(|person| is_behind(&person)) {
                    Err(Refusal::StillOnBoard)
                } else {
                    Ok(())
                }
            }),
            CrossingAct::LeftOutDone { subject, step, .. } => {
                if plan.may_be_settled(self, *subject, step) {
                    Ok(())
                } else {
                    Err(Refusal::NotLeftOut)
                }
            }
            CrossingAct::TravellerDeclared { subject, opens } => match facts {
                Some(Facts::Personal { declared }) if *opens == self.opened_by(*subject, declared, plan) => Ok(()),
                Some(_) => Err(Refusal::OutOfSequence),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// The public guards of the acts that record what was read, counted, taken off and declared.
    pub(super) fn check_fact(&self, act: &CrossingAct, facts: Option<&Facts>, by: &OnDuty) -> Result<(), Refusal> {
        match act {
            CrossingAct::SealsChecked { subject, agree } => {
                officer(by)?;
                let found = self.live(*subject)?;
                if found.kind != SubjectKind::Consignment {
                    return Err(Refusal::WrongKind);
                }
                match (facts, self.seals_on(found)) {
                    (Some(Facts::Seals { read }), Some(recorded)) if are_same(read, recorded) == *agree => Ok(()),
                    (Some(Facts::Seals { .. }), None) | (None, _) => Ok(()),
                    (Some(Facts::Seals { .. }), Some(_)) => Err(Refusal::OutOfSequence),
                    (Some(_), _) => Err(Refusal::WrongKind),
                }
            }
            CrossingAct::HeadsCounted { subject, .. } => {
                self.may_register(by)?;
                self.is_conveyance(*subject)
            }
            CrossingAct::TravellerDeclared { subject, opens } => {
                self.may_register(by)?;
                let found = self.live(*subject)?;
                if found.kind != SubjectKind::Traveller {
                    return Err(Refusal::WrongKind);
                }
                if self.is_side_done(*subject, Side::Entry) && self.is_side_done(*subject, Side::Exit) {
                    return Err(Refusal::Decided);
                }
                let is_customs = |step: &PlannedStep| {
                    step.agency == Agency::Customs
                        && match step.side {
                            // No exit control begins once entry control has (PROCEDURE §4.2).
                            Side::Exit => step.state == self.exit_state && found.entry_begun_at.is_none(),
                            Side::Entry => step.state == self.entry_state,
                            Side::Gate => false,
                        }
                };
                if !self.follow(opens) || !opens.iter().all(is_customs) {
                    return Err(Refusal::OutOfSequence);
                }
                match facts {
                    Some(Facts::Personal { .. }) | None => Ok(()),
                    Some(_) => Err(Refusal::WrongKind),
                }
            }
            _ => Err(Refusal::OutOfSequence),
        }
    }

    /// Folds those acts in.
    pub(super) fn apply_agreed(&mut self, act: &CrossingAct, facts: Option<&Facts>, by: Signed, at: At) {
        match act {
            CrossingAct::SealsChecked { subject, agree } => {
                let check = SealCheck { subject: *subject, by, agree: *agree, version: self.version };
                self.seal_checks.push(check);
            }
            CrossingAct::HeadsCounted { subject, heads } => {
                let on_board = u16::try_from(self.on_board(*subject).count()).unwrap_or(u16::MAX);
                self.head_counts.insert(*subject, HeadCount { heads: *heads, on_board, by });
            }
            CrossingAct::TravellerDeclared { subject, opens } => {
                for step in opens {
                    self.open_step(*subject, step, Origin::Template, at);
                }
                let declared = match facts {
                    Some(Facts::Personal { declared }) => Some(declared.clone()),
                    _ => None,
                };
                self.personal.insert(*subject, declared);
            }
            _ => {}
        }
    }

    /// Returns who is on board of a conveyance: its driver, its crew, its passengers, whoever of them is not gone otherwise.
    pub fn on_board(&self, conveyance: SubjectId) -> impl Iterator<Item = SubjectId> {
        let persons: std::collections::BTreeSet<SubjectId> = self
            .relations
            .iter()
            .filter(|r| {
                r.to == conveyance
                    && matches!(r.kind, RelationKind::Drives | RelationKind::CrewOf | RelationKind::TravelsOn)
            })
            .map(|r| r.from)
            .filter(|person| self.subjects.get(person).is_some_and(|found| !found.is_final()))
            .collect();
        persons.into_iter()
    }

    /// Returns the bays in which goods of this crossing are examined or wait for it, but that of one examination.
    pub fn bays_in_use(&self, but: Option<crate::examination::ExaminationId>) -> impl Iterator<Item = &String> {
        self.examinations
            .values()
            .filter(move |found| Some(found.id) != but && found.closed.is_none())
            .filter(|found| self.subjects.get(&found.subject).is_some_and(|subject| !subject.is_final()))
            .filter_map(|found| found.bay.as_ref())
    }

    /// Returns whether the seals read are the ones that should be on the goods now; nothing where that is not known.
    pub fn seals_agree(&self, subject: SubjectId, read: &[String]) -> Option<bool> {
        let recorded = self.seals_on(self.subjects.get(&subject)?)?;
        Some(are_same(read, recorded))
    }

    /// Returns the seals that should be on the goods and were not read, and those that were read and should not be there; nothing
    /// where it is not known which should.
    pub fn seals_that_differ(&self, subject: SubjectId, read: &[String]) -> Option<(Vec<String>, Vec<String>)> {
        let recorded = self.seals_on(self.subjects.get(&subject)?)?;
        let less = |all: &[String], known: &[String]| -> Vec<String> {
            let is_same = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b.trim());
            all.iter().filter(|seal| !known.iter().any(|other| is_same(seal, other))).cloned().collect()
        };
        Some((less(recorded, read), less(read, recorded)))
    }

    /// Returns how many heads the operator's list of a conveyance has.
    pub fn heads_listed(&self, subject: SubjectId) -> Option<u16> {
        self.subjects.get(&subject)?.facts.as_ref()?.conveyance()?.papers.heads_listed
    }

    /// Returns the customs steps that a person's declaration opens: one on each side whose controls are not over, where the customs
    /// of its State has to see him and has no step of him yet.
    pub fn opened_by(&self, subject: SubjectId, declared: &PersonalDeclaration, plan: &Plan) -> Vec<PlannedStep> {
        let day = plan.day_of(self.entry_state, self.arrival());
        [(Side::Exit, self.exit_state), (Side::Entry, self.entry_state)]
            .into_iter()
            .filter(|(side, state)| {
                let has_one = self.steps_of(subject).any(|step| {
                    step.side == *side && step.agency == Agency::Customs && step.origin == Origin::Template
                });
                let has_begun = self.subjects.get(&subject).is_some_and(|found| found.entry_begun_at.is_some());
                let is_over = *side == Side::Exit && (has_begun || self.is_side_done(subject, Side::Exit));
                !has_one && !is_over && declared.must_be_seen(&plan.agreement, *state, day)
            })
            .zip(self.next_step().0..)
            .map(|((side, state), number)| PlannedStep {
                id: StepId(number),
                side,
                state,
                agency: Agency::Customs,
                control: Control("goods".to_owned()),
            })
            .collect()
    }

    /// Returns what of a vehicle's papers a State would want to see and is not there, or is no longer valid on that day: a warning
    /// where it demands nothing.
    pub fn papers_wanting(&self, subject: SubjectId, on: chrono::NaiveDate) -> Vec<Refusal> {
        let facts = self.subjects.get(&subject).and_then(|found| found.facts.as_ref());
        let Some(vehicle) = facts.and_then(crate::subject::SubjectFacts::conveyance) else { return Vec::new() };
        [Demanded::ImportPaper, Demanded::Insurance]
            .into_iter()
            .filter_map(|what| self.has_vehicle_paper(subject, vehicle, what, on).err())
            .collect()
    }

    fn is_conveyance(&self, subject: SubjectId) -> Result<(), Refusal> {
        let found = self.live(subject)?;
        if found.kind == SubjectKind::Conveyance { Ok(()) } else { Err(Refusal::WrongKind) }
    }

    /// Whether everything is on record that the step's State demands before the step may be cleared.
    fn is_shown(&self, step: &Step, plan: &Plan, at: At) -> Result<(), Refusal> {
        let subject = self.live(step.subject)?;
        self.is_simple_enough(step, subject, plan)?;
        let arrived = plan.day_of(step.state, self.arrival());
        let on = plan.day_of(step.state, at);
        let demanded = self.demanded_at(step, subject);
        demanded
            .into_iter()
            .filter(|what| plan.agreement.demands(step.state, *what, arrived))
            .try_for_each(|what| self.has_demanded(step, subject, what, on))
    }

    /// What may be demanded at a control of this kind.
    fn demanded_at(&self, step: &Step, subject: &Subject) -> Vec<Demanded> {
        match (subject.kind, step.side, step.agency, step.control.0.as_str()) {
            (SubjectKind::Conveyance, Side::Entry, Agency::Customs, "vehicle_import") => {
                vec![Demanded::ImportPaper, Demanded::Insurance]
            }
            (SubjectKind::Conveyance, _, Agency::Customs, "passenger_list") => vec![Demanded::HeadCount],
            (SubjectKind::Conveyance, _, Agency::Police, "dangerous_goods") => vec![Demanded::DangerousGoods],
            (SubjectKind::Consignment, _, Agency::Agriculture, "animal_health") => vec![Demanded::AnimalCertificate],
            (SubjectKind::Consignment, _, Agency::Customs, "seals") if self.category == Some(Category::Transit) => {
                vec![Demanded::Transit, Demanded::Guarantee, Demanded::SealCheck]
            }
            (SubjectKind::Consignment, _, Agency::Customs, "seals") => vec![Demanded::SealCheck],
            _ => Vec::new(),
        }
    }

    fn has_demanded(
        &self,
        step: &Step,
        subject: &Subject,
        what: Demanded,
        on: chrono::NaiveDate,
    ) -> Result<(), Refusal> {
        // Erased since: there is nothing left to look at.
        let Some(facts) = &subject.facts else { return Ok(()) };
        let missing = Err(Refusal::DemandedMissing { what });
        match what {
            Demanded::ImportPaper | Demanded::Insurance => match facts.conveyance() {
                Some(vehicle) => self.has_vehicle_paper(subject.id, vehicle, what, on),
                None => Ok(()),
            },
            Demanded::Transit => match facts.consignment().and_then(|goods| goods.papers.transit.as_ref()) {
                Some(transit) if !transit.reference.trim().is_empty() => Ok(()),
                _ => missing,
            },
            Demanded::Guarantee => {
                let transit = facts.consignment().and_then(|goods| goods.papers.transit.as_ref());
                match transit.and_then(|transit| transit.guarantee.as_ref()) {
                    Some(bond) if !bond.number.trim().is_empty() && bond.amount.minor > 0 => Ok(()),
                    _ => missing,
                }
            }
            Demanded::AnimalCertificate => match facts.consignment().and_then(|goods| goods.papers.animals.as_ref()) {
                Some(paper) if paper.number.trim().is_empty() => missing,
                Some(paper) if paper.valid_until < on => Err(Refusal::DemandedExpired { what }),
                Some(_) => Ok(()),
                None => missing,
            },
            Demanded::DangerousGoods => {
                let mut loads = self
                    .relations
                    .iter()
                    .filter(|r| r.kind == RelationKind::CarriedOn && r.to == subject.id)
                    .filter_map(|r| self.subjects.get(&r.from))
                    .filter(|load| !load.is_final())
                    .filter_map(|load| load.facts.as_ref()?.consignment())
                    .map(|goods| goods.papers.dangerous.as_ref());
                let is_whole = loads.all(|papers| papers.is_some_and(|one| !one.transport_document.trim().is_empty()));
                if is_whole { Ok(()) } else { missing }
            }
            Demanded::SealCheck => match self.last_seal_check(subject.id, step.state) {
                Some(check) if check.agree => Ok(()),
                Some(_) => Err(Refusal::SealsDiffer),
                None => missing,
            },
            Demanded::HeadCount => {
                let Some(count) = self.head_counts.get(&subject.id) else { return missing };
                let joined_since =
                    |person: SubjectId| self.subjects.get(&person).is_some_and(|found| found.added_at > count.by.at);
                if self.on_board(subject.id).any(joined_since) {
                    return missing;
                }
                let listed = facts.conveyance().and_then(|vehicle| vehicle.papers.heads_listed);
                if count.heads == count.on_board && listed.is_none_or(|listed| listed == count.heads) {
                    Ok(())
                } else {
                    Err(Refusal::HeadsDiffer)
                }
            }
        }
    }

    /// The seals that a State read last, unless goods were opened since.
    fn last_seal_check(&self, subject: SubjectId, state: StateCode) -> Option<&SealCheck> {
        let opened = self
            .examinations
            .values()
            .filter(|found| found.subject == subject && found.closed.is_some())
            .map(|found| found.version)
            .max()
            .unwrap_or(0);
        self.seal_checks
            .iter()
            .rfind(|check| check.subject == subject && check.by.state == state)
            .filter(|check| check.version > opened)
    }

    fn has_vehicle_paper(
        &self,
        subject: SubjectId,
        vehicle: &Conveyance,
        what: Demanded,
        on: chrono::NaiveDate,
    ) -> Result<(), Refusal> {
        let is_at_home = vehicle.registered_in.as_deref() == Some(self.entry_state.as_str());
        let is_insured_by_another = what == Demanded::Insurance && self.is_towed(subject);
        if is_at_home || is_insured_by_another || vehicle.kind == ConveyanceKind::Cycle {
            return Ok(());
        }
        let paper = if what == Demanded::ImportPaper {
            vehicle.papers.import.as_ref().map(|paper| (&paper.number, paper.valid_until))
        } else {
            vehicle.papers.insurance.as_ref().map(|paper| (&paper.number, paper.valid_until))
        };
        match paper {
            Some((number, _)) if number.trim().is_empty() => Err(Refusal::DemandedMissing { what }),
            Some((_, until)) if until < on => Err(Refusal::DemandedExpired { what }),
            Some(_) => Ok(()),
            None => Err(Refusal::DemandedMissing { what }),
        }
    }

    /// Goods without a full declaration go by a simplified document, where that holds under its agreement.
    fn is_simple_enough(&self, step: &Step, subject: &Subject, plan: &Plan) -> Result<(), Refusal> {
        let Some(goods) = subject.facts.as_ref().and_then(crate::subject::SubjectFacts::consignment) else {
            return Ok(());
        };
        let is_asked = step.side == Side::Entry && step.agency == Agency::Customs && goods.declaration.is_none();
        let Some(document) = goods.papers.simplified.as_ref().filter(|_| is_asked) else { return Ok(()) };
        if self.flow != Flow::SmallTrader {
            return Err(Refusal::FullDeclarationNeeded { why: NotSimple::NoAgreement });
        }
        let arrived = plan.day_of(step.state, self.arrival());
        document
            .holds_under(plan.agreement.simplified_trade(&document.agreement, arrived))
            .map_err(|why| Refusal::FullDeclarationNeeded { why })
    }
}

/// All seals are there, and no other.
fn are_same(read: &[String], recorded: &[String]) -> bool {
    let key = |seals: &[String]| {
        let mut keys: Vec<String> = seals.iter().map(|seal| seal.trim().to_ascii_uppercase()).collect();
        keys.retain(|seal| !seal.is_empty());
        keys.sort();
        keys.dedup();
        keys
    };
    key(read) == key(recorded)
}
