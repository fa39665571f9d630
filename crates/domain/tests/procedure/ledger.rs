//! What each State alone knows, in the judge's book: hits and what was made of them, draws, lanes, amounts, findings
//! (PROCEDURE §3 clear, §6, §8 four eyes). It reads the sealed parts of the acts and never asks the domain.

use std::collections::{BTreeMap, BTreeSet};

use domain::act::{Conclusion, Facts};
use domain::customs::Lane;
use domain::{Agency, CrossingAct, Role, Side, StateCode, StepId, SubjectId};

use super::day::Stored;
use super::oracle::holds;

/// A step as the ledger asks for it.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Whose.
    pub subject: SubjectId,
    /// Of which State.
    pub state: StateCode,
    /// Of which agency.
    pub agency: Agency,
    /// On which side.
    pub side: Side,
}

#[derive(Debug, Clone)]
struct Opening {
    subject: SubjectId,
    is_joint: bool,
    requested_by: StateCode,
    is_closed: bool,
    /// Whose findings are not as declared: those that are open to both, and each State's own.
    revealed_bad: bool,
    own_bad: BTreeSet<StateCode>,
}

/// The ledger of one crossing.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The entries that the last search of a step found.
    hits: BTreeMap<StepId, BTreeSet<u64>>,
    /// What was made of them: whether it is the one who is listed.
    answers: BTreeMap<StepId, BTreeMap<u64, bool>>,
    drawn: BTreeSet<StepId>,
    referred: BTreeSet<StepId>,
    lanes: BTreeMap<(StateCode, SubjectId), Lane>,
    owed: BTreeMap<(StateCode, SubjectId), bool>,
    openings: BTreeMap<u16, Opening>,
}

impl Ledger {
    /// Judges what an act needs of what its State alone knows, and writes down what it adds. `of` says whose a step is.
    ///
    /// # Errors
    /// With what was skipped, in words.
    pub fn judge(&mut self, stored: &Stored, of: impl Fn(StepId) -> Option<Asked>) -> Result<(), String> {
        let (by, act, private) = (&stored.by, stored.decided.act.plain(), &stored.decided.private);
        for step in act.steps() {
            let Some(asked) = of(step) else { continue };
            if !private.searches.is_empty() {
                let own = private.searches.iter().filter(|search| search.subject == asked.subject);
                let found: BTreeSet<u64> = own.flat_map(|search| search.hits.iter().map(|hit| hit.entry)).collect();
                if matches!(act, CrossingAct::Claimed { .. }) {
                    self.answers.entry(step).or_default().retain(|entry, _| found.contains(entry));
                    self.hits.insert(step, found);
                } else {
                    // A list changed since: what was found at the claim stays found.
                    self.hits.entry(step).or_default().extend(found);
                }
            }
            for made in private.dispositions.iter().filter(|made| made.subject == asked.subject) {
                let is_same = self.answers.entry(step).or_default().entry(made.entry).or_default();
                *is_same |= made.is_same;
            }
            if private.is_drawn || private.drawn.contains(&step) {
                self.drawn.insert(step);
            }
        }
        if let Some(lane) = &private.lane {
            holds(!self.lanes.contains_key(&(by.state, lane.subject)), "6: a lane was drawn twice")?;
            self.lanes.insert((by.state, lane.subject), lane.lane);
        }
        if let Some(customs) = &private.customs {
            self.judge_customs(stored, &of)?;
            if let Some(assessed) = &customs.work.assessed {
                let owed = assessed.iter().any(|one| one.amount.minor > 0);
                self.owed.insert((by.state, customs.subject), owed);
            }
            if let Some(settled) = &customs.work.settled {
                holds(settled.is_proved(), "3: amounts were settled without a proof")?;
                self.owed.insert((by.state, customs.subject), false);
            }
        }
        match act {
            CrossingAct::Cleared { step } | CrossingAct::Waived { step } => {
                let Some(asked) = of(*step) else { return Ok(()) };
                self.is_answered(*step)?;
                let is_true = self.answers.get(step).is_some_and(|made| made.values().any(|same| *same));
                holds(!is_true, "8: a true hit was overridden by one officer")?;
                let is_drawn = self.drawn.contains(step) && !self.referred.contains(step);
                holds(!is_drawn, "6: what chance drew was not referred")?;
                self.is_settled(asked)?;
                self.is_examined(asked, self.referred.contains(step))
            }
            CrossingAct::Concluded { secondary, outcome: Conclusion::Cleared } => {
                let Some(asked) = of(*secondary) else { return Ok(()) };
                self.is_answered(*secondary)?;
                self.is_settled(asked)?;
                self.is_examined(asked, true)
            }
            // What the first officer made of the hits, the second finds made.
            CrossingAct::Referred { step, secondary } => {
                self.referred.insert(*step);
                let made =
                    private.dispositions.iter().filter(|made| Some(made.subject) == of(*step).map(|of| of.subject));
                self.answers.insert(secondary.id, made.map(|made| (made.entry, made.is_same)).collect());
                Ok(())
            }
            CrossingAct::ExaminationRequested { examination, subject, is_joint } => {
                let opening = Opening {
                    subject: *subject,
                    is_joint: *is_joint,
                    requested_by: by.state,
                    is_closed: false,
                    revealed_bad: false,
                    own_bad: BTreeSet::new(),
                };
                self.openings.insert(examination.0, opening);
                Ok(())
            }
            CrossingAct::FindingsFiled { examination, .. } => {
                let is_bad = private.findings.as_ref().is_some_and(|filed| !filed.findings.is_as_declared);
                let open = serde_json::to_string(&stored.decided.facts).unwrap_or_default();
                holds(open == "null", "5: findings were filed for both States to read")?;
                if let (true, Some(opening)) = (is_bad, self.openings.get_mut(&examination.0)) {
                    opening.own_bad.insert(by.state);
                }
                Ok(())
            }
            CrossingAct::FindingsRevealed { examination, .. } => {
                let is_bad =
                    matches!(&stored.decided.facts, Some(Facts::Findings { findings }) if !findings.is_as_declared);
                if let Some(opening) = self.openings.get_mut(&examination.0) {
                    opening.revealed_bad |= is_bad;
                }
                Ok(())
            }
            CrossingAct::ExaminationClosed { examination, .. } => {
                if let Some(opening) = self.openings.get_mut(&examination.0) {
                    opening.is_closed = true;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Goods go to a milder lane by a supervisor's conclusion alone; to a stricter one with a reason.
    fn judge_customs(&mut self, stored: &Stored, of: &impl Fn(StepId) -> Option<Asked>) -> Result<(), String> {
        let (by, act) = (&stored.by, stored.decided.act.plain());
        let Some(customs) = &stored.decided.private.customs else { return Ok(()) };
        for step in act.steps().into_iter().filter_map(of) {
            holds(step.agency == Agency::Customs, "6: another agency than customs assessed or re-routed")?;
            holds(step.state == by.state, "6: customs of one State wrote what is the other's")?;
        }
        let work = &customs.work;
        if work.assessed.is_some() || work.reroute.is_some() {
            // A protection desk acts on second lines under the step's agency.
            holds(by.has(Role::Officer) || by.has(Role::Protection), "2: reception assessed or re-routed")?;
        }
        let Some(reroute) = &work.reroute else { return Ok(()) };
        let known =
            self.lanes.get_mut(&(by.state, customs.subject)).ok_or("6: a lane was changed before it was drawn")?;
        holds(!reroute.why.trim().is_empty(), "6: a lane was changed without a reason")?;
        let is_second = matches!(act, CrossingAct::Concluded { .. }) && by.has(Role::Supervisor);
        holds(reroute.lane > *known || is_second, "8: a lane went down without four eyes")?;
        *known = reroute.lane;
        Ok(())
    }

    fn is_answered(&self, step: StepId) -> Result<(), String> {
        let answers = self.answers.get(&step);
        let is_open = self
            .hits
            .get(&step)
            .into_iter()
            .flatten()
            .any(|entry| answers.is_none_or(|made| !made.contains_key(entry)));
        holds(!is_open, "3: cleared with a hit that nobody dispositioned")
    }

    fn is_settled(&self, asked: Asked) -> Result<(), String> {
        let is_owed = self.owed.get(&(asked.state, asked.subject)).copied().unwrap_or_default();
        holds(!(is_owed && asked.agency == Agency::Customs), "3: cleared with amounts neither paid nor secured")
    }

    /// The red lane waits for an examination in which its State took part; what it found wrong takes four eyes.
    fn is_examined(&self, asked: Asked, has_four_eyes: bool) -> Result<(), String> {
        let is_red = self.lanes.get(&(asked.state, asked.subject)) == Some(&Lane::Red);
        if !is_red || asked.agency != Agency::Customs || asked.side != Side::Entry {
            return Ok(());
        }
        let of_state = |one: &&Opening| one.is_joint || one.requested_by == asked.state;
        let last = self.openings.values().filter(|one| one.subject == asked.subject && one.is_closed).rfind(of_state);
        let last = last.ok_or("6: the red lane was released without an examination")?;
        let is_bad = last.revealed_bad || last.own_bad.contains(&asked.state);
        holds(has_four_eyes || !is_bad, "8: released by one officer after a red finding")
    }
}
