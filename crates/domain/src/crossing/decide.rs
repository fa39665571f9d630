//! What an officer asks for becomes acts: the private guards, the words for each reader, and the public guards once more.

use chrono::TimeDelta;
use uuid::Uuid;

use super::private_guards::{every_hit_is_concluded, keeps_the_lane, may_be_moved};
use super::{Crossing, OpenMotion};
use crate::act::{Conclusion, Facts, LeftOutHow, Motion, ReleaseCause};
use crate::action::{Given, ProtectionRecord};
use crate::customs::{Fault, FaultCode};
use crate::examination::ExaminationId;
use crate::message;
use crate::notice::Notice;
use crate::photograph::may_be_filed;
use crate::post::Plan;
use crate::private::{
    Disposition, FiledFindings, NoReturn, PrivateFile, PrivatePart, ProtectionNeed, ProtectionNote, Search,
};
use crate::reserved::StatedArrival;
use crate::step::{Control, Pending, PlannedStep, Status};
use crate::subject::{Relation, SubjectFacts};
use crate::template::Template;
use crate::visibility::Datum;
use crate::{
    Action, Agency, At, CrossingAct, Decided, OfficerNumber, OnDuty, Reference, Refusal, Role, Side, StateCode, Step,
    StepId, SubjectId, SubjectKind,
};

impl Crossing {
    /// Decides on a registration: the acts that begin a crossing, one for each subject after the first. One that was written on a
    /// blank slip is entered late, from the paper that bears its reference.
    ///
    /// # Errors
    /// With the reason why not.
    pub fn register(
        id: Uuid,
        by: &OnDuty,
        action: &Action,
        given: &Given<'_>,
        at: At,
    ) -> Result<Vec<Decided>, Refusal> {
        let Action::Register { direction, flow, category, priority, subjects, relations } = action.plain() else {
            return Err(Refusal::OutOfSequence);
        };
        let plan = given.plan;
        let reference = given.reference.clone().ok_or(Refusal::NotGiven)?;
        let stated = match action {
            Action::EnterLate { stated_at, paper, .. } => {
                if paper.trim().parse::<Reference>().ok().as_ref() != Some(&reference) {
                    return Err(Refusal::NotReserved);
                }
                Some(StatedArrival { at: *stated_at, by: by.officer.clone(), state: by.state })
            }
            _ => None,
        };
        // What was in force then counts: so the paper was filled in.
        let arrived_at = stated.as_ref().map_or(at, |stated| stated.at);
        if !plan.is_party(by.state) {
            return Err(Refusal::OtherState);
        }
        if subjects.is_empty() {
            return Err(Refusal::NoSubjects);
        }
        let is_one_of_them = |id: SubjectId| (1..=subjects.len()).contains(&usize::from(id.0));
        if relations.iter().any(|relation| !is_one_of_them(relation.from) || !is_one_of_them(relation.to)) {
            return Err(Refusal::UnknownSubject);
        }
        if !plan.flows.contains(flow) {
            return Err(Refusal::NoTemplate);
        }
        let template = plan.template_at(*flow, *category, arrived_at).ok_or(Refusal::NoTemplate)?;
        let (exit_state, entry_state) = plan.exit_and_entry(*direction);
        let registered = CrossingAct::Registered {
            reference,
            direction: *direction,
            flow: *flow,
            category: *category,
            priority: *priority,
            exit_state,
            entry_state,
            host_state: plan.host(*direction),
            template: template.version.clone(),
            settings: plan.settings_at(arrived_at),
            stated,
        };
        Self::check_registration(&registered, plan, by, at)?;
        let mut crossing = Self::begin(id, &registered, at)?;
        let mut decided = vec![Decided::from(registered)];
        for facts in subjects {
            has_room(&facts.paper_faults(arrived_at.date_naive()))?;
            let subject = crossing.next_subject();
            let own: Vec<Relation> =
                relations.iter().filter(|relation| relation.from.max(relation.to) == subject).copied().collect();
            let added = crossing.addition(template, facts, own);
            crossing.check(&added.act, added.facts.as_ref(), by, at)?;
            crossing.apply(&added.act, added.facts.as_ref(), by, at);
            decided.push(added);
        }
        Ok(decided)
    }

    /// Checks the act that registers a crossing against what both States agreed; the rest of it is checked act by act.
    ///
    /// # Errors
    /// With the reason why not.
    pub fn check_registration(act: &CrossingAct, plan: &Plan, by: &OnDuty, at: At) -> Result<(), Refusal> {
        let CrossingAct::Registered {
            direction,
            flow,
            category,
            exit_state,
            entry_state,
            host_state,
            template,
            settings,
            stated,
            ..
        } = act
        else {
            return Err(Refusal::OutOfSequence);
        };
        if let Some(stated) = stated {
            if (&stated.by, stated.state) != (&by.officer, by.state) {
                return Err(Refusal::OutOfSequence);
            }
            let earliest = at - TimeDelta::minutes(i64::from(plan.settings_at(at).ticket));
            if stated.at > at {
                return Err(Refusal::StatedAhead);
            }
            if stated.at < earliest {
                return Err(Refusal::StatedTooEarly { earliest });
            }
        }
        let arrived_at = stated.as_ref().map_or(at, |stated| stated.at);
        // Nobody chooses the procedure by which a party goes: it is the one in force.
        let in_force = plan.template_at(*flow, *category, arrived_at).filter(|_| plan.flows.contains(flow));
        if in_force.is_none_or(|known| known.version != *template) {
            return Err(Refusal::NoTemplate);
        }
        if plan.settings_at(arrived_at) != *settings {
            return Err(Refusal::SettingsUnsound);
        }
        let is_right =
            plan.exit_and_entry(*direction) == (*exit_state, *entry_state) && plan.host(*direction) == *host_state;
        match (is_right, plan.is_party(by.state)) {
            (true, true) => Ok(()),
            (true, false) => Err(Refusal::OtherState),
            (false, _) => Err(Refusal::OutOfSequence),
        }
    }

    /// Checks that a subject that joined goes through just the steps that the crossing's template asks for.
    ///
    /// # Errors
    /// When the act opens other steps.
    pub fn check_addition(&self, act: &CrossingAct, plan: &Plan) -> Result<(), Refusal> {
        let CrossingAct::SubjectAdded { subject_kind, steps, .. } = act else { return Ok(()) };
        let template = self.own_template(plan)?;
        // Registered while a shorter template was in force, it goes by that; registered at another time, it does not.
        let is_due = plan.template_at(self.flow, self.category, self.arrival());
        let is_due = is_due.is_some_and(|due| due.version == template.version);
        if template.emergency.is_some() && !is_due {
            return Err(Refusal::NoTemplate);
        }
        let planned = template.plan(*subject_kind, self.exit_state, self.entry_state, self.next_step().0);
        if *steps == planned { Ok(()) } else { Err(Refusal::OutOfSequence) }
    }

    /// Decides: what happens when this officer asks for this at that time. `file` is what his State alone knows.
    ///
    /// # Errors
    /// With the reason why not; then nothing happens.
    pub fn decide(
        &self,
        file: &PrivateFile,
        by: &OnDuty,
        action: &Action,
        given: &Given<'_>,
        at: At,
    ) -> Result<Vec<Decided>, Refusal> {
        self.is_read_whole()?;
        let mut now = self.as_of(at);
        let decided = now.acts_for(file, by, action, given, at)?;
        for one in &decided {
            now.check(&one.act, one.facts.as_ref(), by, at)?;
            now.holder_is_settled(&one.act, &one.private, file)?;
            now.check_agreed(&one.act, one.facts.as_ref(), given.plan, at)?;
            now.apply(&one.act, one.facts.as_ref(), by, at);
        }
        Ok(decided)
    }

    /// Returns which subjects what was decided moves to other crossings, and whereto. `self` is the crossing before it.
    pub fn moves(&self, decided: &[Decided]) -> Vec<(SubjectId, Reference)> {
        let of = |one: &Decided| match &one.act {
            CrossingAct::MovedAway { subject, to } => Some((*subject, to.clone())),
            CrossingAct::Seconded { number } => match self.motions.get(number)? {
                OpenMotion { motion: Motion::Move { subject }, other: Some(to), .. } => Some((*subject, to.clone())),
                _ => None,
            },
            _ => None,
        };
        decided.iter().filter_map(of).collect()
    }

    /// Decides on taking in a subject that another crossing gives away: it begins anew at its first exit step. `self` is
    /// the crossing that it comes to.
    ///
    /// # Errors
    /// When this crossing goes the other way or is closed, or has no controls for such a subject.
    pub fn take_in(
        &self,
        from: &Self,
        subject: SubjectId,
        by: &OnDuty,
        plan: &Plan,
        at: At,
    ) -> Result<Vec<Decided>, Refusal> {
        if from.direction != self.direction || from.id == self.id {
            return Err(Refusal::NowhereToMove);
        }
        self.is_read_whole()?;
        let now = self.as_of(at);
        let facts = from.subject(subject)?.facts.as_ref().ok_or(Refusal::UnknownSubject)?;
        let mut added = now.addition(now.own_template(plan)?, facts, Vec::new());
        if let CrossingAct::SubjectAdded { moved_from, .. } = &mut added.act {
            *moved_from = Some(from.reference.clone());
        }
        now.check(&added.act, added.facts.as_ref(), by, at)?;
        Ok(vec![added])
    }

    /// The claims of the entry State on whoever is held at that exit step while the order is varied.
    fn gives_way_to_hold(&self, step: StepId) -> Vec<StepId> {
        let Some(held) = self.steps.get(&step).filter(|held| held.side == Side::Exit) else { return Vec::new() };
        if !self.is_still_varied(held.subject) {
            return Vec::new();
        }
        let claimed = |other: &&Step| other.side == Side::Entry && matches!(other.status, Status::Claimed { .. });
        self.steps_of(held.subject).filter(claimed).map(|other| other.id).collect()
    }

    /// Returns the acts that give up every claim of an officer whose shift ends. What waits for a second signature stays
    /// until it is signed or lapses: nobody is let go because a shift ended. `self` is the crossing as of now.
    pub fn release_at_shift_end(&self, by: &OnDuty) -> Vec<Decided> {
        self.release_of_removed(&by.officer)
    }

    /// Returns the acts that give up every claim of an officer whom an administrator removes: his shift ends with that.
    /// `self` is the crossing as of now.
    pub fn release_of_removed(&self, officer: &OfficerNumber) -> Vec<Decided> {
        self.release_by(officer, ReleaseCause::ShiftClosed)
    }

    /// Returns the acts that give up every claim of an officer who leaves for a break. `self` is the crossing as of now.
    pub fn release_at_break(&self, by: &OnDuty) -> Vec<Decided> {
        self.release_by(&by.officer, ReleaseCause::Break)
    }

    /// Nobody decides on what only a newer program reads.
    fn is_read_whole(&self) -> Result<(), Refusal> {
        if self.newer.is_some() { Err(Refusal::WrittenByNewer) } else { Ok(()) }
    }

    fn release_by(&self, officer: &OfficerNumber, cause: ReleaseCause) -> Vec<Decided> {
        if self.newer.is_some() {
            return Vec::new();
        }
        let mut steps = self.claim_of(officer);
        steps.retain(|step| self.pending(*step) == Some(&Pending::Nothing));
        if steps.is_empty() {
            return Vec::new();
        }
        vec![CrossingAct::Released { steps, cause }.into()]
    }

    /// Returns the findings of this State that are due to be revealed: both States have filed (PROCEDURE §5).
    pub fn findings_due(&self, state: StateCode) -> Option<ExaminationId> {
        self.examinations
            .values()
            .find(|found| {
                found.stage(&self.states()) == crate::examination::Stage::Filed
                    && found.shares.get(&state).is_some_and(|share| !share.is_revealed)
            })
            .map(|found| found.id)
    }

    fn acts_for(
        &self,
        file: &PrivateFile,
        by: &OnDuty,
        action: &Action,
        given: &Given<'_>,
        at: At,
    ) -> Result<Vec<Decided>, Refusal> {
        let one = |act: CrossingAct| Ok(vec![Decided::from(act)]);
        let told = |act: CrossingAct, words: &str| -> Result<Vec<Decided>, Refusal> {
            if words.trim().is_empty() {
                return Err(Refusal::ReasonMissing);
            }
            Ok(vec![Decided { facts: Some(Facts::Told { words: words.to_owned() }), ..act.into() }])
        };
        let with = |act: CrossingAct, private: PrivatePart| Ok(vec![Decided { private, ..act.into() }]);
        // An officer's words go to whom their class names.
        let worded = |datum: Datum, act: CrossingAct, words: &str| -> Result<Vec<Decided>, Refusal> {
            if words.trim().is_empty() {
                return Err(Refusal::ReasonMissing);
            }
            if datum.class().is_open() {
                return told(act, words);
            }
            with(act, PrivatePart { note: Some(words.to_owned()), ..PrivatePart::default() })
        };
        match action {
            Action::Register { .. } => Err(Refusal::OutOfSequence),
            Action::AddSubject { facts, relations } => {
                has_room(&facts.paper_faults(at.date_naive()))?;
                let template = self.own_template(given.plan)?;
                Ok(vec![self.addition(template, facts, relations.clone())])
            }
            Action::Relate { begun, ended } => {
                self.may_end(ended, begun)?;
                one(CrossingAct::Related { begun: begun.clone(), ended: ended.clone() })
            }
            Action::Correct { subject, facts } => {
                has_room(&facts.paper_faults(at.date_naive()))?;
                // His own claim on the subject ends: the alert search of the next claim sees what is right.
                let is_of_subject = |step: &StepId| self.steps.get(step).is_some_and(|found| found.subject == *subject);
                let own: Vec<StepId> = self.claim_of(&by.officer).into_iter().filter(is_of_subject).collect();
                let released = (!own.is_empty())
                    .then(|| CrossingAct::Released { steps: own, cause: ReleaseCause::Claimant }.into());
                let corrected = Decided {
                    facts: Some(Facts::Subject { subject: facts.clone() }),
                    ..CrossingAct::Corrected { subject: *subject, confirm: self.confirmations(*subject) }.into()
                };
                Ok(released.into_iter().chain([corrected]).collect())
            }
            Action::Claim { steps, presented } => {
                let is_searched = steps.iter().all(|step| {
                    self.steps
                        .get(step)
                        .is_none_or(|found| given.searches.iter().any(|search| search.subject == found.subject))
                });
                // A claim that may not be opened says why before it says what the program owes.
                let act = CrossingAct::Claimed { steps: steps.clone(), presented: *presented };
                self.check(&act, None, by, at)?;
                if !is_searched {
                    return Err(Refusal::NotSearched);
                }
                let drawn: Vec<StepId> = steps.iter().copied().filter(|step| given.drawn.contains(step)).collect();
                let is_of_one = steps.len() == 1;
                let private = PrivatePart {
                    searches: given.searches.clone(),
                    is_drawn: is_of_one && !drawn.is_empty(),
                    drawn: if is_of_one { Vec::new() } else { drawn },
                    lane: given.lane.clone(),
                    ..PrivatePart::default()
                };
                with(act, private)
            }
            Action::Release { steps } => {
                let is_own =
                    steps.iter().all(|step| self.steps.get(step).is_some_and(|s| s.is_claimed_by(&by.officer)));
                let cause = if is_own {
                    ReleaseCause::Claimant
                } else if by.has(Role::Supervisor) {
                    ReleaseCause::Supervisor
                } else {
                    ReleaseCause::TimeOut
                };
                one(CrossingAct::Released { steps: steps.clone(), cause })
            }
            Action::Clear { steps, dispositions, grants, note, customs } => {
                if steps.is_empty() {
                    return Err(Refusal::UnknownStep);
                }
                steps
                    .iter()
                    .map(|id| {
                        let act = CrossingAct::Cleared { step: *id };
                        self.check(&act, None, by, at).or_else(later_of_this_command)?;
                        let step = self.step(*id)?;
                        let own = of_subject(dispositions, step.subject);
                        let customs = self.customs_part(step, file, by, customs, steps.len() == 1)?;
                        let found = given.found_on(step.subject);
                        let known = file.with_found(step.id, &found);
                        let after = known.with(customs.as_deref());
                        self.may_be_cleared(step, &after, &own).map_err(|why| or_since(why, &found, &own))?;
                        self.is_settled(step, &after)?;
                        let private = PrivatePart {
                            customs,
                            note: note.clone(),
                            searches: found,
                            dispositions: own,
                            grant: grants.iter().find(|grant| grant.subject == step.subject).cloned(),
                            ..PrivatePart::default()
                        };
                        Ok(Decided { private, ..act.into() })
                    })
                    .collect()
            }
            Action::Waive { step, reason, note } => {
                let act = CrossingAct::Waived { step: *step };
                self.check(&act, None, by, at)?;
                // A waiver is no way round an alert hit, a draw or the red lane.
                let step = self.step(*step)?;
                let found = given.found_on(step.subject);
                let known = file.with_found(step.id, &found);
                self.may_be_cleared(step, &known, &[]).map_err(|why| or_since(why, &found, &[]))?;
                self.is_settled(step, file)?;
                let private = PrivatePart {
                    reason: Some(named(reason)?),
                    note: note.clone(),
                    searches: found,
                    ..PrivatePart::default()
                };
                with(act, private)
            }
            Action::Query { step, wanted, note, customs } => {
                let customs = self.customs_part(self.step(*step)?, file, by, customs, true)?;
                keeps_the_lane(customs.as_deref(), file)?;
                let private =
                    PrivatePart { wanted: Some(*wanted), note: note.clone(), customs, ..PrivatePart::default() };
                with(CrossingAct::Queried { step: *step }, private)
            }
            Action::Answer { step, note, customs } => {
                let customs = self.customs_part(self.step(*step)?, file, by, customs, true)?;
                keeps_the_lane(customs.as_deref(), file)?;
                with(
                    CrossingAct::Answered { step: *step },
                    PrivatePart { note: note.clone(), customs, ..PrivatePart::default() },
                )
            }
            Action::Refer { step, dispositions, note, protection, customs } => {
                let found = self.step(*step)?;
                let secondary = PlannedStep {
                    id: self.next_step(),
                    side: found.side,
                    state: found.state,
                    agency: found.agency,
                    control: Control("secondary".to_owned()),
                };
                let mut decided = Decided::from(CrossingAct::Referred { step: *step, secondary });
                decided.private.note.clone_from(note);
                decided.private.searches = given.found_on(found.subject);
                decided.private.dispositions = of_subject(dispositions, found.subject);
                decided.private.customs = self.customs_part(found, file, by, customs, true)?;
                if let Some(record) = protection {
                    self.protect(&mut decided, by.state, found.subject, record);
                }
                Ok(vec![decided])
            }
            Action::Conclude { step, outcome, dispositions, ends_protection, note, customs } => {
                let act = CrossingAct::Concluded { secondary: *step, outcome: *outcome };
                self.check(&act, None, by, at)?;
                let found = self.step(*step)?;
                let own = of_subject(dispositions, found.subject);
                let customs = self.customs_part(found, file, by, customs, true)?;
                let searches = given.found_on(found.subject);
                if *outcome == Conclusion::Cleared {
                    let known = file.with_found(found.id, &searches);
                    every_hit_is_concluded(found, &known, &own).map_err(|why| or_since(why, &searches, &own))?;
                    let after = file.with(customs.as_deref());
                    self.is_settled(found, &after)?;
                    // Two officers may release after a red finding, but not without the examination, unless a supervisor
                    // takes the goods out of the lane.
                    self.examined(found, &after)?;
                }
                if *ends_protection && !by.has(Role::Protection) {
                    return Err(Refusal::NotYourRole);
                }
                let mut private =
                    PrivatePart { note: note.clone(), searches, dispositions: own, customs, ..PrivatePart::default() };
                if *ends_protection {
                    private.no_return = Some(NoReturn { subject: found.subject, in_force: false });
                }
                with(act, private)
            }
            Action::Refuse { step, reason, dispositions, note } => {
                let found = self.step(*step)?;
                let private = PrivatePart {
                    reason: Some(named(reason)?),
                    searches: given.found_on(found.subject),
                    dispositions: of_subject(dispositions, found.subject),
                    note: note.clone(),
                    ..PrivatePart::default()
                };
                with(CrossingAct::RefusalProposed { step: *step }, private)
            }
            Action::Confirm { step } => self.confirmation(*step, file, by, at),
            Action::PrintNotice { step } => one(CrossingAct::NoticePrinted { step: *step }),
            Action::ServeNotice { step, service } => one(CrossingAct::NoticeServed { step: *step, service: *service }),
            // Where holder and co-signer are of one State the ground stays there.
            Action::Hold { step, told: words } => {
                let act = CrossingAct::HoldPlaced { step: *step };
                let mut decided = worded(Datum::ground_of_hold(by.state, self.host_state), act, words)?;
                let steps = self.gives_way_to_hold(*step);
                if !steps.is_empty() {
                    decided.push(CrossingAct::Released { steps, cause: ReleaseCause::ExitHold }.into());
                }
                Ok(decided)
            }
            Action::CoSign { step } => one(CrossingAct::HoldCoSigned { step: *step }),
            Action::CallHost { step, told: words } => {
                let side = self.step(*step)?.side;
                let police = PlannedStep {
                    id: self.next_step(),
                    side,
                    state: self.host_state,
                    agency: Agency::Police,
                    control: Control("host_police".to_owned()),
                };
                told(CrossingAct::HostCalled { step: *step, police }, words)
            }
            Action::Move { what, why, other } => {
                may_be_moved(*what, file)?;
                let number = crate::act::MotionNumber(self.motions_made.saturating_add(1));
                let act = CrossingAct::Moved { number, motion: *what, other: other.clone() };
                worded(Datum::reason_of(*what), act, why)
            }
            Action::Second { number, receipt } => {
                self.motions.get(number).map_or(Ok(()), |open| may_be_moved(open.motion, file))?;
                let is_transfer =
                    self.motions.get(number).is_some_and(|open| matches!(open.motion, Motion::TransferCustody { .. }));
                let act = CrossingAct::Seconded { number: *number };
                if is_transfer {
                    return told(act, receipt.as_deref().unwrap_or_default());
                }
                one(act)
            }
            Action::Decline { number } => one(CrossingAct::Declined { number: *number }),
            Action::Reopen { step, ground, why } => {
                let act = CrossingAct::Reopened { step: *step, ground: *ground };
                worded(Datum::reason_of_reopening(*ground), act, why)
            }
            Action::OfferBack { subject } => {
                let act = CrossingAct::OfferedBack { subject: *subject };
                self.check(&act, None, by, at)?;
                if file.blocks_return(*subject) { Err(Refusal::ReturnBlocked) } else { one(act) }
            }
            Action::TakeOfferBack { subject } => one(CrossingAct::OfferTakenBack { subject: *subject }),
            Action::Readmit { subject } => one(CrossingAct::Readmitted { subject: *subject }),
            Action::Withdraw { subjects } => one(CrossingAct::Withdrawn { subjects: subjects.clone() }),
            Action::Void { subject, duplicate_of } => {
                one(CrossingAct::Voided { subject: *subject, duplicate_of: duplicate_of.clone() })
            }
            Action::Depart { subjects, plate, heads, seals, check_by } => {
                let facts =
                    Facts::Gate { plate: plate.clone(), heads: *heads, seals: seals.clone(), on: at.date_naive() };
                let act = match (self.agrees_at_gate(subjects, Some(&facts)), check_by) {
                    (true, _) | (false, None) => CrossingAct::Departed { subjects: subjects.clone() },
                    (false, Some(agency)) => CrossingAct::Mismatched {
                        subjects: subjects.clone(),
                        check: PlannedStep {
                            id: self.next_step(),
                            side: Side::Gate,
                            state: by.state,
                            agency: *agency,
                            control: Control("mismatch".to_owned()),
                        },
                        subject: self.lead_of(subjects).ok_or(Refusal::NoSubjects)?,
                    },
                };
                Ok(vec![Decided { facts: Some(facts), ..act.into() }])
            }
            Action::Prioritise { priority, told: words } => {
                told(CrossingAct::Prioritised { priority: *priority }, words)
            }
            Action::LodgeDeclaration { subject, declaration } => Ok(vec![Decided {
                facts: Some(Facts::Declaration { declaration: declaration.clone() }),
                ..CrossingAct::DeclarationLodged { subject: *subject }.into()
            }]),
            Action::RequestExamination { subject, joint, told: words } => {
                let is_again = self.examinations.values().any(|done| done.subject == *subject && done.closed.is_some());
                if is_again && words.is_none() {
                    return Err(Refusal::ExaminedBefore);
                }
                let next = self.examinations.keys().next_back().map_or(1, |last| last.0.saturating_add(1));
                let act = CrossingAct::ExaminationRequested {
                    examination: ExaminationId(next),
                    subject: *subject,
                    is_joint: *joint,
                };
                match words {
                    Some(words) => told(act, words),
                    None => one(act),
                }
            }
            Action::ScheduleExamination { examination, bay } => {
                let is_it = |taken: &String| taken.trim().eq_ignore_ascii_case(bay.trim());
                if given.bays_taken.iter().any(is_it) || self.bays_in_use(Some(*examination)).any(is_it) {
                    return Err(Refusal::BayTaken);
                }
                one(CrossingAct::ExaminationScheduled { examination: *examination, bay: bay.trim().to_owned() })
            }
            Action::AttendExamination { examination } => {
                one(CrossingAct::ExaminationAttended { examination: *examination })
            }
            Action::ExamineAlone { examination } => one(CrossingAct::ExaminationAlone { examination: *examination }),
            Action::FileFindings { examination, findings } => {
                let (salt, commitment) = given.commitment.clone().ok_or(Refusal::NotGiven)?;
                may_be_filed(&findings.photographs).map_err(|why| Refusal::NoPhotograph { why })?;
                let filed = FiledFindings { examination: *examination, findings: findings.clone(), salt };
                with(
                    CrossingAct::FindingsFiled { examination: *examination, commitment },
                    PrivatePart { findings: Some(filed), ..PrivatePart::default() },
                )
            }
            Action::RevealFindings { examination } => {
                let filed = file.findings.get(examination).ok_or(Refusal::ExaminationNotThere)?;
                Ok(vec![Decided {
                    facts: Some(Facts::Findings { findings: filed.findings.clone() }),
                    ..CrossingAct::FindingsRevealed { examination: *examination, salt: filed.salt.clone() }.into()
                }])
            }
            Action::CloseExamination { examination } => {
                let found = self.examinations.get(examination).ok_or(Refusal::UnknownExamination)?;
                let comparison = self.comparison(found, by, at)?;
                one(CrossingAct::ExaminationClosed { examination: *examination, comparison })
            }
            Action::IssueSlip { subjects } => {
                let number = u16::try_from(self.slips.len() + 1).map_err(|_| Refusal::OutOfSequence)?;
                one(CrossingAct::SlipIssued {
                    subjects: subjects.clone(),
                    number,
                    digest: given.slip_digest.clone().ok_or(Refusal::NotGiven)?,
                })
            }
            Action::Present { step, told: words } => told(CrossingAct::Presented { step: *step }, words),
            Action::OffLoad { subjects } => one(CrossingAct::OffLoaded { subjects: subjects.clone() }),
            Action::MoveAway { subject, to } => one(CrossingAct::MovedAway { subject: *subject, to: to.clone() }),
            Action::SeePaper { paper } => one(CrossingAct::PaperSeen { paper: paper.trim().to_owned() }),
            Action::SettleLeftOut { subject, step, how, note } => {
                let left = given.plan.left_out(self);
                let is_it = |(of, planned): &(SubjectId, PlannedStep)| of == subject && planned.id == *step;
                let (_, step) = left.into_iter().find(is_it).ok_or(Refusal::NotLeftOut)?;
                let note = note.as_deref().map(str::trim).filter(|words| !words.is_empty()).map(str::to_owned);
                if *how == LeftOutHow::Noted && note.is_none() {
                    return Err(Refusal::ReasonMissing);
                }
                with(
                    CrossingAct::LeftOutDone { subject: *subject, step, how: *how },
                    PrivatePart { note, ..PrivatePart::default() },
                )
            }
            Action::WithChecks { checks, what } => {
                let decided = self.acts_for(file, by, what, given, at)?;
                self.with_checks(decided, checks, what, by)
            }
            Action::EnterLate { stated_at, paper, what } => {
                // Nothing is entered late twice over.
                if !what.may_be_entered_late() {
                    return Err(Refusal::NotOnPaper);
                }
                let (stated_at, paper) = (*stated_at, paper.trim().to_owned());
                let decided = self.acts_for(file, by, what, given, at)?;
                Ok(decided
                    .into_iter()
                    .map(|one| {
                        // What only follows from it, as a claim that gives way to a hold, follows now.
                        if !one.act.may_be_entered_late() {
                            return one;
                        }
                        let act = Box::new(one.act);
                        Decided { act: CrossingAct::EnteredLate { act, stated_at, paper: paper.clone() }, ..one }
                    })
                    .collect())
            }
            Action::CheckSeals { subject, read } => {
                // Where nothing is known of the seals any more, nothing can be said of them.
                let agree = self.seals_agree(*subject, read).unwrap_or(true);
                Ok(vec![Decided {
                    facts: Some(Facts::Seals { read: read.clone() }),
                    ..CrossingAct::SealsChecked { subject: *subject, agree }.into()
                }])
            }
            Action::CountHeads { subject, heads } => {
                one(CrossingAct::HeadsCounted { subject: *subject, heads: *heads })
            }
            Action::DeclareTraveller { subject, declared } => {
                has_room(&declared.faults())?;
                let opens = self.opened_by(*subject, declared, given.plan);
                Ok(vec![Decided {
                    facts: Some(Facts::Personal { declared: declared.clone() }),
                    ..CrossingAct::TravellerDeclared { subject: *subject, opens }.into()
                }])
            }
            Action::SendMessage { to, told: words } => {
                if words.chars().count() > message::LONGEST {
                    return Err(Refusal::TooMany);
                }
                told(CrossingAct::MessageSent { number: self.next_message(), to: *to }, words)
            }
        }
    }

    /// The template under which the crossing was registered; it keeps it to its end.
    fn own_template<'a>(&self, plan: &'a Plan) -> Result<&'a Template, Refusal> {
        plan.template_of(&self.template, self.flow, self.category).ok_or(Refusal::NoTemplate)
    }

    fn addition(&self, template: &Template, facts: &SubjectFacts, relations: Vec<Relation>) -> Decided {
        let steps = template.plan(facts.kind(), self.exit_state, self.entry_state, self.next_step().0);
        let act = CrossingAct::SubjectAdded {
            subject: self.next_subject(),
            subject_kind: facts.kind(),
            steps,
            relations,
            moved_from: None,
        };
        Decided { facts: Some(Facts::Subject { subject: facts.clone() }), ..act.into() }
    }

    /// The second signature on a refusal: the notice is issued with it, in the same transaction.
    fn confirmation(&self, step: StepId, file: &PrivateFile, by: &OnDuty, at: At) -> Result<Vec<Decided>, Refusal> {
        let found = self.step(step)?;
        if found.state != by.state {
            return Err(Refusal::OtherState);
        }
        let Some(Pending::Refusal(first)) = self.pending(step) else { return Err(Refusal::NothingToSign) };
        let subject = self.subject(found.subject)?;
        let document = subject.facts.as_ref().and_then(SubjectFacts::traveller).and_then(|person| {
            person.document.as_ref().map(|paper| format!("{} {} {}", paper.code, paper.issuer, paper.number))
        });
        let notice = Notice {
            serial: self.next_notice(by.state),
            state: by.state,
            subject: subject.id,
            label: subject.facts.as_ref().map(SubjectFacts::label).unwrap_or_default(),
            document,
            reason: file.step(step).and_then(|known| known.reason.clone()).ok_or(Refusal::ReasonMissing)?,
            refused_by: first.officer.clone(),
            confirmed_by: by.officer.clone(),
            at,
        };
        let act = CrossingAct::RefusalConfirmed { step, notice: notice.serial.clone() };
        Ok(vec![Decided { private: PrivatePart { notice: Some(notice), ..PrivatePart::default() }, ..act.into() }])
    }

    /// Addresses a need for protection (PROCEDURE §7): the desk of the State whose officer recorded it, and the host
    /// State's; for an asylum wish the entry State's, where the host is the exit State.
    fn protect(&self, decided: &mut Decided, own: StateCode, subject: SubjectId, record: &ProtectionRecord) {
        let note = ProtectionNote { subject, need: record.need, words: record.words.chars().take(200).collect() };
        let addressed = if record.need == ProtectionNeed::Asylum && self.host_state == self.exit_state {
            self.entry_state
        } else {
            self.host_state
        };
        decided.private.no_return = Some(NoReturn { subject, in_force: true });
        if addressed != own {
            decided.other_protection = Some(note.clone());
        }
        decided.own_protection = Some(note);
    }

    fn lead_of(&self, subjects: &[SubjectId]) -> Option<SubjectId> {
        let conveyance = subjects
            .iter()
            .find(|id| self.subjects.get(id).is_some_and(|subject| subject.kind == SubjectKind::Conveyance));
        conveyance.or(subjects.first()).copied()
    }
}

/// Several steps are cleared by one command, a guardian before his minors: what an earlier one of them mends is not
/// refused here. Each is checked again, in its turn, before anything is committed.
fn later_of_this_command(refusal: Refusal) -> Result<(), Refusal> {
    match refusal {
        Refusal::GuardianNotAdmitted => Ok(()),
        other => Err(other),
    }
}

/// Says so where the hit that waits was not there when the step was claimed.
fn or_since(refusal: Refusal, found: &[Search], now: &[Disposition]) -> Refusal {
    let is_said = |of: SubjectId, entry: u64| now.iter().any(|made| made.subject == of && made.entry == entry);
    let waits = found.iter().any(|search| search.hits.iter().any(|hit| !is_said(search.subject, hit.entry)));
    if refusal == Refusal::HitOpen && waits { Refusal::HitSince } else { refusal }
}

/// Refuses what no form has room for. What is merely missing is asked for where a State demands it.
fn has_room(faults: &[Fault]) -> Result<(), Refusal> {
    if faults.iter().any(|fault| fault.code == FaultCode::TooLong) { Err(Refusal::TooMany) } else { Ok(()) }
}

fn of_subject(dispositions: &[Disposition], subject: SubjectId) -> Vec<Disposition> {
    dispositions.iter().filter(|made| made.subject == subject).copied().collect()
}

fn named(reason: &crate::notice::ReasonCode) -> Result<crate::notice::ReasonCode, Refusal> {
    if reason.0.trim().is_empty() { Err(Refusal::ReasonMissing) } else { Ok(reason.clone()) }
}

/// Returns whether a step waits for a second signature, and whose first one it has.
#[must_use]
pub(super) fn first_signature(step: &Step) -> Option<&crate::step::Signed> {
    match &step.status {
        Status::Claimed { pending: Pending::Refusal(first) | Pending::Hold(first), .. } => Some(first),
        _ => None,
    }
}
