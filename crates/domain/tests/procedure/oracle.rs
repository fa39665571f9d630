//! The invariants of PROCEDURE §9 as a judge who never asks the domain whether an act was allowed: he reads the list of
//! acts and keeps his own book.

use std::collections::{BTreeMap, BTreeSet};

use domain::act::{Conclusion, Facts, Motion, MotionNumber, ReleaseCause};
use domain::step::{Origin, Pending, PlannedStep, Status};
use domain::subject::{RelationKind, SubjectFacts};
use domain::{
    Agency, At, CrossingAct, OfficerNumber, Role, Side, StateCode, StepId, SubjectId, SubjectKind, SubjectPhase,
};

use super::day::{Day, Stored};
use super::ledger::{Asked, Ledger};

/// Where a step stands in the judge's book.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    Open,
    Claimed(OfficerNumber),
    Refusing(OfficerNumber, At),
    Holding(OfficerNumber, At),
    Waiting,
    Referred(OfficerNumber),
    Done,
    Refused,
    Held,
    Gone,
}

/// Why a step is in the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    Template,
    Secondary(StepId),
    Confirm,
    Police,
    Gate,
}

#[derive(Debug, Clone)]
struct Line {
    subject: SubjectId,
    side: Side,
    state: StateCode,
    agency: Agency,
    why: Why,
    mark: Mark,
    /// Taken up again under a consent or a notice, and not done since.
    is_licensed: bool,
}

#[derive(Debug, Clone, Default)]
struct Party {
    has_entry_begun: bool,
    is_varied: bool,
    is_presented: bool,
    is_off_loaded: bool,
    birth: Option<chrono::NaiveDate>,
    acted_at: Option<At>,
    is_offered_back: bool,
    is_final: bool,
    nationality: Option<String>,
    unserved: BTreeSet<StepId>,
}

/// The judge's book of one crossing.
#[derive(Debug, Clone)]
pub struct Book {
    exit: StateCode,
    entry: StateCode,
    host: StateCode,
    confirmation: i64,
    provisional: i64,
    lines: BTreeMap<StepId, Line>,
    parties: BTreeMap<SubjectId, Party>,
    kinds: BTreeMap<SubjectId, SubjectKind>,
    carried: BTreeSet<(SubjectId, SubjectId)>,
    drives: BTreeSet<(SubjectId, SubjectId)>,
    aboard: BTreeSet<(SubjectId, RelationKind, SubjectId)>,
    guards: BTreeSet<(SubjectId, SubjectId)>,
    papers: BTreeMap<(String, OfficerNumber), StateCode>,
    motions: BTreeMap<MotionNumber, (Motion, OfficerNumber, StateCode)>,
    notices: BTreeSet<String>,
    examinations: BTreeMap<u16, (SubjectId, bool)>,
    states: BTreeMap<OfficerNumber, StateCode>,
    blocked_returns: BTreeSet<(StateCode, SubjectId)>,
    times: BTreeSet<At>,
    /// What a shorter template had left out and somebody settled, by subject and control.
    settled: BTreeSet<(SubjectId, String)>,
    ledger: Ledger,
    read: usize,
}

impl Book {
    /// Opens the book on a crossing just registered.
    pub fn open(day: &Day) -> Self {
        let CrossingAct::Registered { exit_state, entry_state, host_state, settings, .. } = &day.acts[0].decided.act
        else {
            panic!("a crossing begins by its registration")
        };
        let mut book = Self {
            exit: *exit_state,
            entry: *entry_state,
            host: *host_state,
            confirmation: i64::from(settings.refusal_confirmation),
            provisional: i64::from(settings.provisional_hold),
            lines: BTreeMap::new(),
            parties: BTreeMap::new(),
            kinds: BTreeMap::new(),
            carried: BTreeSet::new(),
            drives: BTreeSet::new(),
            aboard: BTreeSet::new(),
            guards: BTreeSet::new(),
            papers: BTreeMap::new(),
            motions: BTreeMap::new(),
            notices: BTreeSet::new(),
            examinations: BTreeMap::new(),
            states: BTreeMap::new(),
            blocked_returns: BTreeSet::new(),
            times: BTreeSet::from([day.acts[0].at]),
            settled: BTreeSet::new(),
            ledger: Ledger::default(),
            read: 1,
        };
        book.read(day).unwrap();
        book
    }

    /// Reads the acts that are new, and judges each.
    ///
    /// # Errors
    /// With the invariant that an act breaks, in words.
    pub fn read(&mut self, day: &Day) -> Result<(), String> {
        while let Some(stored) = day.acts.get(self.read) {
            self.judge(stored).map_err(|why| {
                format!(
                    "act {} ({} by {}): {why}\n{:#?}",
                    self.read,
                    stored.decided.act.kind(),
                    stored.by.officer,
                    stored.decided
                )
            })?;
            self.read += 1;
        }
        self.judge_state(day)
    }

    fn judge(&mut self, stored: &Stored) -> Result<(), String> {
        let Stored { by, at, decided } = stored;
        self.times.insert(*at);
        self.lapse(*at);
        let known = self.states.entry(by.officer.clone()).or_insert(by.state);
        holds(*known == by.state, "9.3: an officer acted for both States")?;
        let facts = decided.facts.as_ref();
        self.judge_time(stored)?;
        let lines = &self.lines;
        let asked = |step: StepId| {
            let line = lines.get(&step)?;
            Some(Asked { subject: line.subject, state: line.state, agency: line.agency, side: line.side })
        };
        self.ledger.judge(stored, asked)?;
        match decided.act.plain() {
            CrossingAct::Registered { .. } => return Err("a crossing was registered twice".to_owned()),
            CrossingAct::SubjectAdded { subject, subject_kind, steps, relations, .. } => {
                let mut party = Party::default();
                if let Some(Facts::Subject { subject: SubjectFacts::Traveller(person) }) = facts {
                    party.nationality = Some(person.nationality.clone());
                    party.birth = person.birth_date;
                }
                self.parties.insert(*subject, party);
                self.kinds.insert(*subject, *subject_kind);
                for step in steps {
                    self.write(*subject, step, Why::Template);
                }
                for relation in relations {
                    self.relate(relation.from, relation.kind, relation.to, true);
                }
            }
            CrossingAct::Related { begun, ended } => {
                for relation in ended {
                    self.relate(relation.from, relation.kind, relation.to, false);
                }
                for relation in begun {
                    self.relate(relation.from, relation.kind, relation.to, true);
                }
            }
            CrossingAct::Corrected { subject, confirm } => {
                self.is_live(*subject)?;
                if let Some(Facts::Subject { subject: SubjectFacts::Traveller(person) }) = facts {
                    let party = self.parties.entry(*subject).or_default();
                    party.nationality = Some(person.nationality.clone());
                    party.birth = person.birth_date;
                }
                for step in confirm {
                    self.write(*subject, step, Why::Confirm);
                }
            }
            CrossingAct::Claimed { steps, .. } => {
                let busy = self.lines.values().any(|line| {
                    !self.parties[&line.subject].is_final
                        && matches!(&line.mark, Mark::Claimed(who) | Mark::Refusing(who, _) | Mark::Holding(who, _) if *who == by.officer)
                });
                holds(!busy, "9.4: the officer has another claim open")?;
                for step in steps {
                    self.is_ordered(*step)?;
                    self.is_own(*step, stored)?;
                    holds(self.line(*step)?.mark == Mark::Open, "9.4: the step was claimed or decided")?;
                    if let Why::Secondary(of) = self.line(*step)?.why
                        && let Mark::Referred(referrer) = &self.line(of)?.mark
                    {
                        holds(*referrer != by.officer, "9.3: the referrer took the second line")?;
                    }
                    self.mark(*step, Mark::Claimed(by.officer.clone()));
                }
                let searched = steps.iter().all(|step| {
                    self.lines.get(step).is_some_and(|line| {
                        decided.private.searches.iter().any(|search| search.subject == line.subject)
                    })
                });
                holds(searched, "3: a claim was opened without an alert search")?;
            }
            CrossingAct::Released { steps, cause: ReleaseCause::ExitHold } => {
                for step in steps {
                    let line = self.line(*step)?.clone();
                    let is_varied = self.parties[&line.subject].is_varied && !self.is_exit_done(line.subject);
                    holds(is_varied && line.side == Side::Entry, "4.5: a claim gave way without a variation")?;
                    let holding = |other: &Line| {
                        other.subject == line.subject
                            && other.side == Side::Exit
                            && matches!(&other.mark, Mark::Holding(who, _) if *who == by.officer)
                    };
                    holds(self.lines.values().any(holding), "4.5: a claim gave way to no hold of the exit State")?;
                    self.mark(*step, Mark::Open);
                }
            }
            CrossingAct::Released { steps, .. } => {
                holds(!steps.is_empty(), "a release of nothing")?;
                for step in steps {
                    let line = self.line(*step)?;
                    holds(line.state == by.state, "9.2: the other State released a claim")?;
                    holds(
                        matches!(line.mark, Mark::Claimed(_)),
                        "only a claim without a signature pending is released",
                    )?;
                    self.mark(*step, Mark::Open);
                }
            }
            CrossingAct::Cleared { step } => {
                self.is_ordered(*step)?;
                self.is_own(*step, stored)?;
                self.is_claimant(*step, &by.officer)?;
                self.is_accompanied(*step, *at)?;
                self.done(*step);
            }
            CrossingAct::Waived { step } => {
                self.is_ordered(*step)?;
                self.is_own(*step, stored)?;
                holds(decided.private.reason.is_some(), "3: a waiver without a reason")?;
                holds(matches!(self.line(*step)?.mark, Mark::Open | Mark::Claimed(_)), "3: waived from elsewhere")?;
                self.is_accompanied(*step, *at)?;
                self.done(*step);
            }
            CrossingAct::Queried { step } => {
                self.is_ordered(*step)?;
                self.is_own(*step, stored)?;
                self.is_claimant(*step, &by.officer)?;
                self.mark(*step, Mark::Waiting);
            }
            CrossingAct::Answered { step } => {
                holds(self.line(*step)?.mark == Mark::Waiting, "3: nothing was asked")?;
                self.mark(*step, Mark::Open);
            }
            CrossingAct::Referred { step, secondary } => {
                self.is_ordered(*step)?;
                self.is_own(*step, stored)?;
                self.is_claimant(*step, &by.officer)?;
                let line = self.line(*step)?.clone();
                holds(!matches!(line.why, Why::Secondary(_)), "3: a second line was referred")?;
                holds(
                    (secondary.state, secondary.agency, secondary.side) == (line.state, line.agency, line.side),
                    "3: the second line is of another State, agency or side",
                )?;
                self.write(line.subject, secondary, Why::Secondary(*step));
                self.mark(*step, Mark::Referred(by.officer.clone()));
            }
            CrossingAct::Concluded { secondary, outcome } => {
                self.is_ordered(*secondary)?;
                self.is_own(*secondary, stored)?;
                self.is_claimant(*secondary, &by.officer)?;
                let Why::Secondary(of) = self.line(*secondary)?.why else {
                    return Err("3: a first line was concluded".to_owned());
                };
                let Mark::Referred(referrer) = self.line(of)?.mark.clone() else {
                    return Err("3: nothing was referred".to_owned());
                };
                holds(referrer != by.officer, "9.3: the referrer concluded")?;
                match outcome {
                    Conclusion::Cleared => {
                        self.done(*secondary);
                        self.done(of);
                    }
                    Conclusion::Ready => {
                        self.mark(*secondary, Mark::Gone);
                        self.mark(of, Mark::Open);
                    }
                }
            }
            CrossingAct::RefusalProposed { step } => {
                self.is_ordered(*step)?;
                self.is_own(*step, stored)?;
                self.is_claimant(*step, &by.officer)?;
                holds(decided.private.reason.is_some(), "9.6: a refusal without a reason")?;
                self.mark(*step, Mark::Refusing(by.officer.clone(), *at));
            }
            CrossingAct::RefusalConfirmed { step, notice } => {
                let line = self.line(*step)?.clone();
                holds(line.state == by.state, "9.2: the other State confirmed a refusal")?;
                let Mark::Refusing(first, since) = &line.mark else {
                    return Err("9.6: a refusal confirmed that nobody made".to_owned());
                };
                holds(*first != by.officer, "9.3: both pairs of eyes of a refusal are one officer's")?;
                holds((*at - *since).num_minutes() < self.confirmation, "3: the refusal had lapsed")?;
                holds(self.notices.insert(notice.to_string()), "9.6: two notices have one serial")?;
                let issued = decided.private.notice.as_ref().ok_or("9.6: a refusal without its notice")?;
                holds(issued.serial == *notice && !issued.reason.0.trim().is_empty(), "9.6: a notice without a basis")?;
                holds(!self.is_held(line.subject), "3: somebody held was refused out of the hold")?;
                self.mark(*step, Mark::Refused);
                if let Why::Secondary(of) = line.why {
                    self.mark(of, Mark::Refused);
                }
                let is_exit_done = self.is_exit_done(line.subject);
                let party = self.parties.entry(line.subject).or_default();
                if line.side == Side::Exit || (party.is_varied && !is_exit_done) {
                    self.finish(line.subject)?;
                } else {
                    party.unserved.insert(*step);
                }
            }
            CrossingAct::NoticePrinted { step } => {
                let line = self.line(*step)?;
                holds(line.mark == Mark::Refused, "3: a notice printed that nobody issued")?;
                holds(line.state == by.state, "9.2: the other State printed the notice")?;
            }
            CrossingAct::NoticeServed { step, .. } => {
                let line = self.line(*step)?.clone();
                holds(line.mark == Mark::Refused, "3: a notice served that nobody issued")?;
                holds(line.state == by.state, "9.2: the other State served the notice")?;
                self.parties.entry(line.subject).or_default().unserved.clear();
            }
            CrossingAct::HoldPlaced { step } => {
                self.is_ordered(*step)?;
                self.is_own(*step, stored)?;
                self.is_claimant(*step, &by.officer)?;
                holds(by.has(Role::Empowered), "3: an officer held who is not empowered")?;
                let line = self.line(*step)?.clone();
                let party = &self.parties[&line.subject];
                let is_national = party.nationality.as_deref() == Some(self.host.as_str());
                holds(!(is_national && by.state != self.host), "4.8: a national of the host State was held")?;
                let is_varied = party.is_varied && !self.is_exit_done(line.subject);
                holds(!(is_varied && line.side == Side::Entry), "4.5: the entry State held under a variation")?;
                let told = matches!(facts, Some(Facts::Told { words }) if !words.trim().is_empty());
                let noted = decided.private.note.as_ref().is_some_and(|note| !note.trim().is_empty());
                holds(if by.state == self.host { noted } else { told }, "9.6: a hold without its basis")?;
                self.mark(*step, Mark::Holding(by.officer.clone(), *at));
            }
            CrossingAct::HoldCoSigned { step } => {
                let line = self.line(*step)?.clone();
                let Mark::Holding(first, since) = &line.mark else {
                    return Err("9.6: a hold co-signed that nobody placed".to_owned());
                };
                holds(by.state == self.host, "3: a hold is co-signed by an officer of the host State")?;
                holds(*first != by.officer, "9.3: both pairs of eyes of a hold are one officer's")?;
                holds((*at - *since).num_minutes() < self.provisional, "9.6: the provisional hold had lapsed")?;
                self.mark(*step, Mark::Held);
                if let Why::Secondary(of) = line.why {
                    self.mark(of, Mark::Held);
                }
            }
            CrossingAct::HostCalled { step, police } => {
                self.is_claimant(*step, &by.officer)?;
                holds(by.state != self.host, "3: the host called himself")?;
                let line = self.line(*step)?.clone();
                holds(
                    (police.state, police.side, police.agency) == (self.host, line.side, Agency::Police),
                    "3: not the host's police on the caller's side",
                )?;
                self.write(line.subject, police, Why::Police);
            }
            CrossingAct::Moved { number, motion, other } => {
                let is_move = matches!(motion, Motion::Move { .. });
                holds(!is_move || other.is_some(), "3: moved to nowhere")?;
                self.motions.insert(*number, (*motion, by.officer.clone(), by.state));
            }
            CrossingAct::Seconded { number } => {
                let (motion, first, state) =
                    self.motions.remove(number).ok_or("9.3: seconded what nobody asked for")?;
                holds(first != by.officer, "9.3: both pairs of eyes of a motion are one officer's")?;
                self.carry_out(motion, state, stored)?;
            }
            CrossingAct::Declined { number } => {
                self.motions.remove(number);
            }
            CrossingAct::Reopened { step, .. } => {
                self.is_own(*step, stored)?;
                self.take_up_exit(*step)?;
            }
            CrossingAct::OfferedBack { subject } => {
                self.is_live(*subject)?;
                let party = &self.parties[subject];
                holds(by.state == self.entry, "4.4: offered back by the exit State")?;
                holds(party.has_entry_begun, "3: offered back before entry")?;
                holds(party.unserved.is_empty(), "3: offered back before the notice was served")?;
                holds(
                    !self.blocked_returns.contains(&(by.state, *subject)),
                    "4.9: offered back while something protected was open",
                )?;
                holds(!self.is_held(*subject), "3: offered back while held")?;
                holds(!self.is_claimed(*subject), "3: offered back while a claim was open")?;
                self.parties.entry(*subject).or_default().is_offered_back = true;
            }
            CrossingAct::OfferTakenBack { subject } => {
                let party = self.parties.entry(*subject).or_default();
                holds(party.is_offered_back && !party.is_final, "3: no offer to take back")?;
                holds(by.state == self.entry, "3: the exit State took an offer back")?;
                party.is_offered_back = false;
            }
            CrossingAct::Readmitted { subject } => {
                let party = self.parties.entry(*subject).or_default();
                holds(party.is_offered_back, "3: readmitted who was not offered back")?;
                holds(by.state == self.exit, "3: the entry State readmitted")?;
                self.finish(*subject)?;
            }
            CrossingAct::Withdrawn { subjects } => {
                holds(by.state == self.exit, "3: the entry State withdrew")?;
                for subject in subjects {
                    self.is_live(*subject)?;
                    holds(!self.parties[subject].has_entry_begun, "3: withdrawn after entry began")?;
                    holds(!self.is_held(*subject), "3: withdrawn while held")?;
                    self.finish(*subject)?;
                }
            }
            CrossingAct::Voided { subject, .. } | CrossingAct::MovedAway { subject, .. } => {
                self.is_live(*subject)?;
                let is_decided = self.lines.values().any(|line| line.subject == *subject && line.mark != Mark::Open);
                holds(!is_decided, "3: voided after a decision by one signature")?;
                self.finish(*subject)?;
            }
            CrossingAct::Departed { subjects } => self.judge_departure(subjects, stored)?,
            CrossingAct::Mismatched { check, subject, .. } => self.write(*subject, check, Why::Gate),
            CrossingAct::ExaminationRequested { examination, subject, .. } => {
                self.examinations.insert(examination.0, (*subject, true));
            }
            CrossingAct::ExaminationClosed { examination, .. } => {
                if let Some(found) = self.examinations.get_mut(&examination.0) {
                    found.1 = false;
                }
            }
            CrossingAct::Prioritised { .. }
            | CrossingAct::DeclarationLodged { .. }
            | CrossingAct::ExaminationScheduled { .. }
            | CrossingAct::ExaminationAttended { .. }
            | CrossingAct::ExaminationAlone { .. }
            | CrossingAct::FindingsFiled { .. }
            | CrossingAct::FindingsRevealed { .. }
            | CrossingAct::SlipIssued { .. }
            | CrossingAct::SealsChecked { .. }
            | CrossingAct::HeadsCounted { .. } => {}
            CrossingAct::MessageSent { .. } => {
                let told = matches!(facts, Some(Facts::Told { words }) if !words.trim().is_empty());
                holds(told, "7: an empty message")?;
            }
            CrossingAct::Presented { step } => {
                self.is_ordered(*step)?;
                self.is_own(*step, stored)?;
                self.is_claimant(*step, &by.officer)?;
                let line = self.line(*step)?.clone();
                holds(line.side == Side::Entry, "4.5: presented by the exit State")?;
                holds(!self.is_exit_done(line.subject), "4.5: presented to exit officers who are done")?;
                let party = self.parties.entry(line.subject).or_default();
                holds(party.is_varied, "4.5: presented without a variation")?;
                party.is_presented = true;
                let in_hand = |other: &Line| {
                    other.subject == line.subject
                        && other.side == Side::Entry
                        && matches!(other.mark, Mark::Claimed(_) | Mark::Refusing(..) | Mark::Holding(..))
                };
                let waiting: Vec<StepId> =
                    self.lines.iter().filter(|(_, other)| in_hand(other)).map(|(id, _)| *id).collect();
                for id in waiting {
                    self.mark(id, Mark::Open);
                }
            }
            CrossingAct::OffLoaded { subjects } => {
                for subject in subjects {
                    self.is_live(*subject)?;
                    holds(self.aboard.iter().any(|(who, ..)| who == subject), "3: off-loaded from nothing")?;
                    self.aboard.retain(|(who, ..)| who != subject);
                    self.drives.retain(|(who, _)| who != subject);
                    self.parties.entry(*subject).or_default().is_off_loaded = true;
                }
            }
            CrossingAct::PaperSeen { paper } => {
                self.papers.insert((paper.clone(), by.officer.clone()), by.state);
            }
            CrossingAct::LeftOutDone { subject, step, .. } => {
                holds(step.state == by.state, "3: another State's control was made good")?;
                let is_own = by.has(Role::Officer) && step.agency == by.agency;
                holds(is_own || by.has(Role::Supervisor), "3: another agency's control was made good")?;
                let what = format!("{:?} {} {:?} {}", step.side, step.state, step.agency, step.control.0);
                holds(self.settled.insert((*subject, what)), "3: what was left out was settled twice")?;
            }
            CrossingAct::EnteredLate { .. } => return Err("entered late twice over".to_owned()),
            CrossingAct::TravellerDeclared { subject, opens } => {
                for step in opens {
                    holds(step.agency == Agency::Customs, "3: a declaration opened another step than customs'")?;
                    let is_over = self.parties[subject].has_entry_begun || self.is_exit_done(*subject);
                    holds(!(step.side == Side::Exit && is_over), "3: a declaration began exit control anew")?;
                    self.write(*subject, step, Why::Template);
                }
            }
        }
        if let Some(block) = decided.private.no_return {
            if block.in_force {
                self.blocked_returns.insert((by.state, block.subject));
            } else {
                holds(by.has(Role::Protection), "4.9: another than the desk ended a protection")?;
                self.blocked_returns.remove(&(by.state, block.subject));
            }
        }
        if decided.act.is_control() {
            for step in decided.act.steps() {
                let Ok(line) = self.line(step).cloned() else { continue };
                if line.side == Side::Entry {
                    self.parties.entry(line.subject).or_default().has_entry_begun = true;
                }
            }
        }
        // The variation is spent when the exit State is done.
        let done: Vec<SubjectId> = self.parties.keys().copied().filter(|id| self.is_exit_done(*id)).collect();
        for subject in done {
            let party = self.parties.entry(subject).or_default();
            party.is_varied = false;
            party.is_presented = false;
        }
        Ok(())
    }

    /// Late entry: another officer of the State saw the paper, and the stated times follow each other.
    fn judge_time(&mut self, stored: &Stored) -> Result<(), String> {
        let Stored { by, at, decided } = stored;
        let act = decided.act.plain();
        let mut time = *at;
        if let CrossingAct::EnteredLate { stated_at, paper, .. } = &decided.act {
            let is_seen = self
                .papers
                .iter()
                .any(|((number, who), state)| number == paper && *state == by.state && *who != by.officer);
            holds(is_seen, "3: entered late without a second officer")?;
            holds(stated_at <= at, "3: a paper states what is still to come")?;
            time = *stated_at;
        }
        let is_done = act.is_control() && !matches!(act, CrossingAct::Claimed { .. });
        if !is_done {
            return Ok(());
        }
        for step in act.steps() {
            let Some(subject) = self.lines.get(&step).map(|line| line.subject) else { continue };
            let party = self.parties.entry(subject).or_default();
            holds(party.acted_at.is_none_or(|before| before <= time), "3: not in the stated sequence")?;
            party.acted_at = Some(time);
        }
        Ok(())
    }

    /// What was not signed in time falls back to the claim it came from.
    fn lapse(&mut self, at: At) {
        for line in self.lines.values_mut() {
            line.mark = match &line.mark {
                Mark::Refusing(who, since) if (at - *since).num_minutes() >= self.confirmation => {
                    Mark::Claimed(who.clone())
                }
                Mark::Holding(who, since) if (at - *since).num_minutes() >= self.provisional => {
                    Mark::Claimed(who.clone())
                }
                mark => mark.clone(),
            };
        }
    }

    fn carry_out(&mut self, motion: Motion, asked: StateCode, stored: &Stored) -> Result<(), String> {
        let by = &stored.by;
        match motion {
            Motion::Annul { step } | Motion::EndHold { step } | Motion::ReopenEntry { step } => {
                let line = self.line(step)?.clone();
                holds(by.state == asked && by.state == line.state, "9.2: the other State signed second")?;
                self.is_live(line.subject)?;
                let wanted = match motion {
                    Motion::Annul { .. } => Mark::Refused,
                    Motion::EndHold { .. } => Mark::Held,
                    _ => Mark::Done,
                };
                holds(line.mark == wanted, "3: the step stood elsewhere")?;
                if !matches!(motion, Motion::EndHold { .. }) {
                    holds(by.has(Role::Supervisor), "3: it takes a supervisor")?;
                }
                if matches!(motion, Motion::ReopenEntry { .. }) {
                    holds(line.side == Side::Entry, "3: not an entry step")?;
                }
                self.parties.entry(line.subject).or_default().unserved.clear();
                self.begin_anew(step);
            }
            Motion::TransferCustody { step } => {
                let line = self.line(step)?.clone();
                holds(line.mark == Mark::Held && by.state == line.state, "3: no hold of this State")?;
                let told = matches!(&stored.decided.facts, Some(Facts::Told { words }) if !words.trim().is_empty());
                holds(told, "3: custody transferred without a receipt")?;
                self.finish(line.subject)?;
            }
            Motion::ReopenExit { step } => {
                holds(by.state == self.entry, "4.4: the exit State consented to itself")?;
                self.take_up_exit(step)?;
            }
            Motion::Vary { subject } => {
                holds(by.state != asked, "4.5: one State varied the order alone")?;
                holds(by.has(Role::Supervisor), "4.5: varied without a supervisor")?;
                self.is_live(subject)?;
                self.parties.entry(subject).or_default().is_varied = true;
            }
            Motion::Abandon { subject } => {
                holds(by.has(Role::Supervisor) && by.state == asked, "3: abandoned without the supervisor")?;
                holds(!self.is_held(subject), "3: abandoned while held")?;
                self.finish(subject)?;
            }
            Motion::Void { subject } | Motion::Move { subject } => {
                holds(by.has(Role::Supervisor) && by.state != asked, "3: voided without both supervisors")?;
                holds(!self.is_held(subject), "3: voided while held")?;
                self.finish(subject)?;
            }
        }
        Ok(())
    }

    fn judge_departure(&mut self, subjects: &[SubjectId], stored: &Stored) -> Result<(), String> {
        holds(stored.by.has(Role::Gate), "3: let out by another than the gate")?;
        for subject in subjects {
            self.is_live(*subject)?;
            let open: Vec<StepId> = self
                .lines
                .iter()
                .filter(|(_, line)| line.subject == *subject && !matches!(line.mark, Mark::Done | Mark::Gone))
                .map(|(id, _)| *id)
                .collect();
            holds(open.is_empty(), &format!("9.8: {subject:?} departed with {open:?} open"))?;
            let left_behind = self.guards.iter().any(|(guardian, minor)| {
                let is_off = self.parties.get(guardian).is_some_and(|party| party.is_off_loaded && !party.is_final);
                minor == subject && is_off && self.aboard.iter().any(|(who, ..)| who == minor)
            });
            holds(!left_behind, "3: a minor left on the conveyance from which his guardian was taken off")?;
            let examined = self.examinations.values().any(|(goods, is_open)| goods == subject && *is_open);
            holds(!examined, "9.8: departed with an examination open")?;
            let on: Vec<SubjectId> =
                self.carried.iter().filter(|(_, carrier)| carrier == subject).map(|(load, _)| *load).collect();
            for load in on {
                let is_gone = self.parties.get(&load).is_some_and(|party| party.is_final);
                holds(subjects.contains(&load) || is_gone, "9.8: what it carries is not through")?;
            }
            if self.kinds[subject] == SubjectKind::Conveyance && !self.carried.iter().any(|(load, _)| load == subject) {
                let driven = self.drives.iter().any(|(who, what)| what == subject && subjects.contains(who));
                holds(driven, "3: a conveyance left without a driver")?;
            }
        }
        for subject in subjects {
            self.finish(*subject)?;
        }
        Ok(())
    }

    /// What can be seen of the folded crossing at any time.
    fn judge_state(&self, day: &Day) -> Result<(), String> {
        let now = day.crossing.as_of(day.now);
        let mut claims: BTreeMap<&OfficerNumber, (&str, Side, StateCode)> = BTreeMap::new();
        for step in now.steps.values() {
            let is_final = now.subjects[&step.subject].is_final();
            if let Status::Claimed { by, pending, .. } = &step.status
                && !is_final
            {
                let control = (step.control.0.as_str(), step.side, step.state);
                let known = claims.entry(&by.officer).or_insert(control);
                holds(*known == control, "9.4: an officer has two controls claimed")?;
                if let Pending::Hold(first) = pending {
                    let minutes = (day.now - first.at).num_minutes();
                    holds(minutes < self.provisional, "9.6: a provisional hold outlived its setting")?;
                }
            }
            if let Status::Refused { by, second, .. } | Status::Held { by, second } = &step.status {
                holds(by.officer != second.officer, "9.6: one signature stands for two")?;
            }
            holds(self.times.contains(&step.since), "9.9: a step's time is no act's")?;
        }
        let expires = day.crossing.arrived_at + chrono::TimeDelta::minutes(i64::from(day.crossing.settings.ticket));
        for subject in now.subjects.values() {
            let times = [subject.handed_over_at, subject.entry_begun_at, subject.offered_back_at];
            holds(
                times.into_iter().flatten().all(|time| self.times.contains(&time)),
                "9.9: a subject's time is no act's",
            )?;
            if let Some((_, ended)) = subject.end {
                holds(self.times.contains(&ended) || ended == expires, "9.9: an end's time is no act's")?;
            }
            let is_final = self.parties[&subject.id].is_final;
            let phase = now.phase_of(subject);
            holds(
                phase.is_final() == is_final || phase == SubjectPhase::Withdrawn,
                &format!("the book and the fold disagree on the end of {:?}: {phase:?}", subject.id),
            )?;
            if phase == SubjectPhase::Withdrawn && !is_final {
                holds(!self.parties[&subject.id].has_entry_begun, "3: expired after entry began")?;
                let is_touched = self.lines.values().any(|line| line.subject == subject.id && line.mark != Mark::Open);
                holds(!is_touched, "3: a ticket expired on which somebody had acted")?;
            }
            // Every step: what counts as done in the fold is done in the book, and the other way round.
            for step in now.steps_of(subject.id) {
                let is_done = self.lines.get(&step.id).is_some_and(|line| line.mark == Mark::Done);
                holds(
                    step.is_done() == is_done,
                    &format!("the book and the fold disagree on {:?}: {:?}", step.id, step.status),
                )?;
                let is_secondary = matches!(step.origin, Origin::Secondary { .. });
                holds(
                    is_secondary == matches!(self.lines[&step.id].why, Why::Secondary(_)),
                    "the book and the fold disagree on a second line",
                )?;
            }
        }
        Ok(())
    }

    /// 9.1 and 4.2: an exit control act after entry began, and an entry control act before exit has ended.
    fn is_ordered(&self, step: StepId) -> Result<(), String> {
        let line = self.line(step)?;
        let party = &self.parties[&line.subject];
        self.is_live(line.subject)?;
        let first = match line.why {
            Why::Secondary(of) => self.line(of)?,
            _ => line,
        };
        match line.side {
            Side::Exit => {
                let is_allowed = !party.has_entry_begun
                    || party.is_varied
                    || first.is_licensed
                    || matches!(first.why, Why::Confirm | Why::Police);
                holds(is_allowed, "9.1: an exit control after entry began")
            }
            Side::Entry => {
                let overtakes = party.is_varied && !party.is_presented;
                let is_allowed = self.is_exit_done(line.subject) || overtakes || first.why == Why::Police;
                holds(is_allowed, "4.2: an entry control before exit has ended")
            }
            Side::Gate => Ok(()),
        }
    }

    /// A minor is admitted only with a guardian admitted, or after a referral.
    fn is_accompanied(&self, step: StepId, at: At) -> Result<(), String> {
        let line = self.line(step)?;
        let is_adult = |birth: chrono::NaiveDate| at.date_naive().years_since(birth).is_some_and(|years| years >= 18);
        let was_referred = self.lines.values().any(|other| other.why == Why::Secondary(step));
        if self.parties[&line.subject].birth.is_none_or(is_adult)
            || (line.side, line.agency) != (Side::Entry, Agency::Immigration)
            || was_referred
        {
            return Ok(());
        }
        let is_admitted = |guardian: &SubjectId| {
            let counted = |other: &&Line| {
                other.subject == *guardian
                    && (other.side, other.agency) == (line.side, line.agency)
                    && !matches!(other.why, Why::Secondary(_))
                    && other.mark != Mark::Gone
            };
            self.lines.values().filter(counted).all(|other| other.mark == Mark::Done)
        };
        let has = self.guards.iter().any(|(guardian, minor)| *minor == line.subject && is_admitted(guardian));
        holds(has, "3: a minor was admitted without a guardian")
    }

    /// 9.2: State and agency equal the step's; a protection officer acts on second lines under the step's agency.
    fn is_own(&self, step: StepId, stored: &Stored) -> Result<(), String> {
        let line = self.line(step)?;
        let by = &stored.by;
        holds(line.state == by.state, "9.2: an act on the other State's step")?;
        let is_desk = by.has(Role::Protection)
            && (matches!(line.why, Why::Secondary(_))
                || matches!(stored.decided.act.plain(), CrossingAct::Claimed { .. } | CrossingAct::Referred { .. }));
        holds(is_desk || (by.has(Role::Officer) && line.agency == by.agency), "9.2: an act on another agency's step")
    }

    fn is_claimant(&self, step: StepId, officer: &OfficerNumber) -> Result<(), String> {
        // A refusal or hold that lapsed leaves the claim as it was.
        match &self.line(step)?.mark {
            Mark::Claimed(who) | Mark::Refusing(who, _) | Mark::Holding(who, _) => {
                holds(who == officer, "3: another than the claimant acted")
            }
            other => Err(format!("3: the step was not claimed but {other:?}")),
        }
    }

    fn is_live(&self, subject: SubjectId) -> Result<(), String> {
        let party = self.parties.get(&subject).ok_or("an act on nobody")?;
        holds(!party.is_final, "3: an act on a subject that is final")?;
        holds(!party.is_offered_back, "3: an act on a subject offered back")
    }

    fn is_exit_done(&self, subject: SubjectId) -> bool {
        self.lines
            .values()
            .filter(|line| line.subject == subject && line.side == Side::Exit)
            .filter(|line| !matches!(line.why, Why::Secondary(_)))
            .all(|line| matches!(line.mark, Mark::Done | Mark::Gone))
    }

    fn is_held(&self, subject: SubjectId) -> bool {
        self.lines.values().any(|line| line.subject == subject && line.mark == Mark::Held)
    }

    fn is_claimed(&self, subject: SubjectId) -> bool {
        self.lines.values().any(|line| {
            line.subject == subject && matches!(line.mark, Mark::Claimed(_) | Mark::Refusing(..) | Mark::Holding(..))
        })
    }

    fn take_up_exit(&mut self, step: StepId) -> Result<(), String> {
        let line = self.line(step)?.clone();
        self.is_live(line.subject)?;
        holds(line.side == Side::Exit && line.mark == Mark::Done, "3: no exit control that is done")?;
        self.begin_anew(step);
        if let Some(found) = self.lines.get_mut(&step) {
            found.is_licensed = true;
        }
        let released: Vec<StepId> = self
            .lines
            .iter()
            .filter(|(_, other)| other.subject == line.subject && other.side == Side::Entry)
            .filter(|(_, other)| matches!(other.mark, Mark::Claimed(_) | Mark::Refusing(..) | Mark::Holding(..)))
            .map(|(id, _)| *id)
            .collect();
        for id in released {
            self.mark(id, Mark::Open);
        }
        Ok(())
    }

    /// A pair of first and second line begins anew at the first.
    fn begin_anew(&mut self, step: StepId) {
        let first = match self.lines.get(&step).map(|line| line.why) {
            Some(Why::Secondary(of)) => of,
            _ => step,
        };
        let seconds: Vec<StepId> =
            self.lines.iter().filter(|(_, line)| line.why == Why::Secondary(first)).map(|(id, _)| *id).collect();
        for id in seconds {
            self.mark(id, Mark::Gone);
        }
        self.mark(first, Mark::Open);
    }

    fn done(&mut self, step: StepId) {
        self.mark(step, Mark::Done);
        if let Some(line) = self.lines.get_mut(&step) {
            line.is_licensed = false;
        }
    }

    fn finish(&mut self, subject: SubjectId) -> Result<(), String> {
        let party = self.parties.entry(subject).or_default();
        holds(!party.is_final, "3: a subject ended twice")?;
        party.is_final = true;
        Ok(())
    }

    fn mark(&mut self, step: StepId, mark: Mark) {
        if let Some(line) = self.lines.get_mut(&step) {
            line.mark = mark;
        }
    }

    fn line(&self, step: StepId) -> Result<&Line, String> {
        self.lines.get(&step).ok_or_else(|| format!("an act on no step: {step:?}"))
    }

    fn write(&mut self, subject: SubjectId, planned: &PlannedStep, why: Why) {
        let line = Line {
            subject,
            side: planned.side,
            state: planned.state,
            agency: planned.agency,
            why,
            mark: Mark::Open,
            is_licensed: false,
        };
        self.lines.insert(planned.id, line);
    }

    fn relate(&mut self, from: SubjectId, kind: RelationKind, to: SubjectId, begins: bool) {
        if kind.is_aboard() {
            let place = (from, kind, to);
            if begins {
                self.aboard.insert(place);
                self.parties.entry(from).or_default().is_off_loaded = false;
            } else {
                self.aboard.remove(&place);
            }
        }
        let book = match kind {
            RelationKind::CarriedOn | RelationKind::TowedBy => &mut self.carried,
            RelationKind::Drives => &mut self.drives,
            RelationKind::Guardian => &mut self.guards,
            RelationKind::CrewOf | RelationKind::TravelsOn => return,
        };
        if begins {
            book.insert((from, to));
        } else {
            book.remove(&(from, to));
        }
    }
}

pub(super) fn holds(is_so: bool, invariant: &str) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(invariant.to_owned()) }
}
