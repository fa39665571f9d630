//! Random commands by random officers, most of them near to what somebody at a post would try.

use domain::act::{Conclusion, LeftOutHow, Motion, MotionNumber, ReopenGround};
use domain::customs::{CustomsWork, Lane, Reroute};
use domain::examination::ExaminationId;
use domain::post::{Category, Flow, Priority};
use domain::private::{Disposition, ProtectionNeed, Wanted};
use domain::step::{Origin, Pending, Service, Status, Step};
use domain::subject::{ConveyanceKind, RelationKind};
use domain::{Action, Agency, Direction, OnDuty, Role, Side, StepId, SubjectId};
use proptest::prelude::*;

use super::asks;
use super::day::Day;
use super::{Hosts, agreed_since, flooded, goods, party, plan};

/// One command in numbers; what they mean depends on where the crossing stands.
#[derive(Debug, Clone, Copy)]
pub struct Pick {
    verb: u8,
    officer: u16,
    step: u16,
    other: u16,
    minutes: u8,
    /// Nothing special, or which of the rarer commands.
    rare: u8,
}

/// Which day it is.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// On whose territory.
    pub hosts: Hosts,
    /// Which way.
    pub direction: Direction,
    /// Who comes: see [`Setting::begin`].
    pub party: u8,
}

/// How many parties there are: see [`Setting::registration`].
const PARTIES: u8 = 21;

/// Returns a day and up to `most` commands on it.
pub fn days(most: usize) -> impl Strategy<Value = (Setting, Vec<Pick>)> {
    (setting(), prop::collection::vec(pick(), 1..=most))
}

/// Returns a day.
pub fn setting() -> impl Strategy<Value = Setting> {
    let hosts = prop_oneof![Just(Hosts::Entry), Just(Hosts::Exit), Just(Hosts::First)];
    let direction = prop_oneof![Just(Direction::AToB), Just(Direction::BToA)];
    (hosts, direction, 0..PARTIES).prop_map(|(hosts, direction, party)| Setting { hosts, direction, party })
}

/// Returns a command.
pub fn pick() -> impl Strategy<Value = Pick> {
    let minutes = prop_oneof![85 => 0..2u8, 10 => 2..20u8, 4 => 20..60u8, 1 => Just(255u8)];
    let rare = prop_oneof![12 => Just(0u8), 1 => 1..=26u8];
    (any::<u8>(), any::<u16>(), any::<u16>(), any::<u16>(), minutes, rare)
        .prop_map(|(verb, officer, step, other, minutes, rare)| Pick { verb, officer, step, other, minutes, rare })
}

impl Setting {
    /// Returns what registers the party: one or more persons on foot, some of them a minor with a guardian or nationals of
    /// either State, a truck of any road category (with all its papers or none), a car, a small trader, or a bus.
    pub fn registration(&self) -> Action {
        match self.party {
            0 => party::walker(self.direction),
            1 => party::walkers(
                self.direction,
                vec![party::person("NYE", "NOR"), party::person("SAIDI", "SUD")],
                Vec::new(),
            ),
            2 => party::walkers(
                self.direction,
                vec![party::person("OKELLO", "UGA"), party::child("OKELLO")],
                vec![party::relation(1, RelationKind::Guardian, 2)],
            ),
            3 => party::truck(self.direction, None),
            4 => party::truck(self.direction, Some(Category::Transit)),
            5 => party::truck(self.direction, Some(Category::Empty)),
            6 => party::truck(self.direction, Some(Category::Dangerous)),
            7 => party::truck(self.direction, Some(Category::PreCleared)),
            8 => party::truck(self.direction, Some(Category::Perishable)),
            9 => party::truck(self.direction, Some(Category::Livestock)),
            10 => party::car(self.direction),
            11 => party::trader(self.direction),
            12 | 13 => party::bus(self.direction),
            14 => goods::bus(self.direction, 3, None),
            15 => goods::truck_with_papers(self.direction, Category::Transit),
            // Under a shorter template for a time, and under what both States agreed on since.
            17 => party::walkers(
                self.direction,
                vec![party::person("OKELLO", "UGA"), party::person("NYE", "NOR")],
                Vec::new(),
            ),
            18 => party::truck(self.direction, None),
            19 => party::car(self.direction),
            20 => party::truck(self.direction, Some(Category::ToBeCleared)),
            _ => goods::small_trader(self.direction, Some(goods::simplified(100, "070200"))),
        }
    }

    /// Registers the party.
    pub fn begin(&self) -> Day {
        let plan = match self.party {
            // Where both States demand all that can be demanded.
            14..=16 => goods::agreed(self.hosts),
            17 => flooded(plan(self.hosts), Flow::Traveller),
            18 => flooded(plan(self.hosts), Flow::Truck),
            19 | 20 => agreed_since(plan(self.hosts)),
            _ => plan(self.hosts),
        };
        let mut day = Day::try_begin(plan, "N-REC1", &self.registration()).unwrap();
        // Whoever is listed and whatever goes red is seldom let through: most days have neither.
        match self.party {
            1 | 4 | 13 | 17 => {
                for state in day.crossing.states() {
                    day.listed.insert((state, SubjectId(1)), vec![31, 32]);
                }
            }
            3 | 9 | 18 => day.lane = Some(Lane::Red),
            6 | 20 => day.lane = Some(Lane::Green),
            8 | 15 => day.lane = Some(Lane::Yellow),
            11 => day.lane = Some(Lane::Blue),
            _ => {}
        }
        day
    }
}

impl Pick {
    /// Lets the time pass and has somebody do something. Returns the name of what was done, or nothing where it was
    /// refused.
    pub fn play(&self, day: &mut Day) -> Option<&'static str> {
        day.later(self.pause());
        // Everybody or nobody of a party, or some of it.
        day.draw = match self.other {
            other if other.is_multiple_of(32) => u8::MAX,
            other if other.is_multiple_of(8) => u8::try_from(other >> 8).unwrap_or_default(),
            _ => 0,
        };
        let (officer, action) = self.command(day);
        day.attempt(&officer, &action).is_ok().then(|| action.name())
    }

    /// Returns how many minutes pass before the command.
    pub fn pause(&self) -> i64 {
        match self.minutes {
            // A night passes.
            255 => 9 * 60,
            minutes => i64::from(minutes),
        }
    }

    /// Returns who asks for what, where the crossing stands now.
    pub fn command(&self, day: &Day) -> (String, Action) {
        let settles = (self.rare == 0 && self.other % 32 == 5).then(|| self.settles_left_out(day)).flatten();
        // Where one paper was seen there are others.
        let is_late = self.rare == 0 && self.other % 8 == 3 && !day.crossing.papers.is_empty();
        let late = is_late.then(|| self.of_paper(day));
        match late.or_else(|| Some((None, settles?))).or_else(|| self.rare(day)) {
            Some((step, action)) => (self.officer_for(day, step.as_ref(), &action), action),
            None => self.usual(day),
        }
    }

    /// What happens seldom at a post.
    fn rare(&self, day: &Day) -> Option<(Option<Step>, Action)> {
        let subject = self.subject_of(day);
        let ids: Vec<u16> = day.crossing.subjects.keys().map(|id| id.0).collect();
        let relation =
            |kind| party::relation(among(&ids, self.step).unwrap_or(1), kind, among(&ids, self.other).unwrap_or(1));
        let relate = |relation: domain::subject::Relation| {
            let is_there = day.crossing.relations.contains(&relation);
            let (begun, ended) = if is_there { (Vec::new(), vec![relation]) } else { (vec![relation], Vec::new()) };
            (None, Action::Relate { begun, ended })
        };
        Some(match self.rare {
            1 | 2 => {
                let claimed = |step: &&Step| step.side == Side::Entry && matches!(step.status, Status::Claimed { .. });
                let found = day.crossing.steps.values().find(claimed)?.clone();
                let action = asks::present(found.id);
                (Some(found), action)
            }
            3 | 4 => {
                let aboard: Vec<u16> =
                    ids.iter().copied().filter(|id| day.crossing.is_aboard(SubjectId(*id))).collect();
                (None, asks::off_load(&[among(&aboard, self.step)?]))
            }
            5 => (None, Action::MoveAway { subject, to: asks::elsewhere() }),
            6 => (None, Action::Void { subject, duplicate_of: Some(asks::elsewhere()) }),
            7 => (None, asks::ask_about(Motion::Move { subject }, asks::elsewhere())),
            8 => (None, asks::ask_about(Motion::Void { subject }, asks::elsewhere())),
            9 => relate(relation(RelationKind::TravelsOn)),
            10 => relate(relation(RelationKind::CarriedOn)),
            11 => relate(relation(RelationKind::Guardian)),
            // The relation that is there, of whatever kind, begins or ends.
            12 => relate(*among(&day.crossing.relations.iter().collect::<Vec<_>>(), self.other)?),
            13 | 14 => (None, asks::see_paper()),
            15..=18 => self.of_paper(day),
            19 | 20 => {
                let told = if self.other.is_multiple_of(8) { " " } else { "her sister waits at our desk" };
                let to = among(&Agency::ALL, self.step)?;
                (None, Action::SendMessage { to, told: told.to_owned() })
            }
            21 | 22 => (None, self.settles_left_out(day)?),
            23..=26 => {
                let has_lane = |step: &&Step| {
                    day.file(step.state).lanes.contains_key(&step.subject) && step.agency == Agency::Customs
                };
                let steps: Vec<Step> = day.crossing.steps.values().filter(has_lane).cloned().collect();
                let step = among(&steps, self.step)?;
                let action = self.reroute(&step);
                (Some(step), action)
            }
            _ => return None,
        })
    }

    /// What somebody did on paper; somebody else of that State has to have seen the paper before anything is entered from it.
    fn of_paper(&self, day: &Day) -> (Option<Step>, Action) {
        let (_, what) = self.usual(day);
        let step = what.touches().0.first().and_then(|step| day.crossing.steps.get(step)).cloned();
        let is_seen = day.crossing.papers.iter().any(|seen| Some(seen.by.state) == step.as_ref().map(|of| of.state));
        if !is_seen && !self.other.is_multiple_of(8) {
            return (step, asks::see_paper());
        }
        let before = if self.step.is_multiple_of(3) { i64::from(self.officer % 40) } else { 0 };
        let before = before.min((day.now - day.crossing.arrived_at).num_minutes());
        (step, asks::enter_late(day.now - chrono::TimeDelta::minutes(before), what))
    }

    /// What becomes of what a shorter template left out.
    fn settles_left_out(&self, day: &Day) -> Option<Action> {
        let (subject, step) = among(&day.plan.left_out(&day.crossing), self.step)?;
        let how = if self.other.is_multiple_of(2) { LeftOutHow::MadeGood } else { LeftOutHow::Noted };
        let note = (!self.other.is_multiple_of(5)).then_some("the crowd was too large");
        Some(asks::settle_left_out(subject.0, step.id.0, how, note))
    }

    /// What customs does where it thinks another of the lane.
    fn reroute(&self, step: &Step) -> Action {
        let lane = [Lane::Green, Lane::Blue, Lane::Yellow, Lane::Red][usize::from(self.officer / 5) % 4];
        let why = if self.other.is_multiple_of(8) { " " } else { "the invoice is too round" };
        let settled = goods::settlement().settled.filter(|_| self.other.is_multiple_of(4));
        let work = CustomsWork { reroute: Some(Reroute { lane, why: why.to_owned() }), settled, assessed: None };
        let action = match (&step.status, &step.origin) {
            (Status::Queried { .. }, _) => asks::answer(step.id),
            (_, Origin::Secondary { .. }) => asks::conclude(step.id, Conclusion::Cleared),
            _ if self.other.is_multiple_of(3) => asks::refer(step.id),
            _ if self.other.is_multiple_of(2) => asks::query(step.id),
            _ => asks::clear(step.id),
        };
        goods::with(action, work)
    }

    /// What a post does all day.
    fn usual(&self, day: &Day) -> (String, Action) {
        let step = self.step_for(day);
        if self.minutes.is_multiple_of(2) && self.officer % 16 == 3 {
            let action = goods::any(day, &step, self.other / 16, self.other % 16);
            let is_on_step = !action.touches().0.is_empty();
            return (self.officer_for(day, is_on_step.then_some(&step), &action), action);
        }
        let subject = self.subject_of(day);
        let flip = self.other.is_multiple_of(2);
        let on = |step: &Step| step.id;
        let is_examining = day.crossing.examinations.values().any(|found| found.closed.is_none());
        // A signature or an examination for which nothing waits gives way to what is next.
        let is_waiting = match self.verb {
            146..=153 => is_pending(&step, |pending| matches!(pending, Pending::Refusal(_))),
            160..=166 => is_pending(&step, |pending| matches!(pending, Pending::Hold(_))),
            188..=203 => !day.crossing.motions.is_empty(),
            237..=242 => goods_of(day).is_some(),
            243..=252 => is_examining,
            _ => true,
        };
        let verb = if is_waiting || self.other.is_multiple_of(32) { self.verb } else { 95 };
        let (wanted, action) = match verb {
            // What is next: what a post does all day.
            0..=95 => {
                let id = on(&step);
                let is_secondary = matches!(step.origin, Origin::Secondary { .. });
                let action = match &step.status {
                    _ if is_examining && self.other.is_multiple_of(4) => self.examination(day),
                    Status::Open => asks::claim(id),
                    Status::Claimed { pending: Pending::Refusal(_), .. } => asks::confirm(id),
                    Status::Claimed { pending: Pending::Hold(_), .. } => asks::co_sign(id),
                    Status::Claimed { .. } if is_secondary => self.conclusion(day, &step),
                    Status::Claimed { .. } => self.clearance(day, &step),
                    Status::Queried { .. } => asks::answer(id),
                    Status::Referred { secondary, .. } => asks::claim(*secondary),
                    Status::Refused { served: None, .. } => asks::serve(id),
                    Status::Refused { .. } => asks::offer_back(step.subject.0),
                    Status::Held { .. } => asks::ask(Motion::EndHold { step: id }),
                    Status::Cleared { .. } | Status::Waived { .. } | Status::Void => self.departure(day),
                };
                (Some(step.clone()), action)
            }
            96..=107 => (Some(step.clone()), asks::claim_all(&self.alike(day, &step))),
            108..=113 => (Some(step.clone()), asks::waive(step.id)),
            114..=119 => (
                Some(step.clone()),
                Action::Query { step: step.id, wanted: Wanted::Payment, note: None, customs: Box::default() },
            ),
            120..=129 => {
                let mut action = asks::refer(step.id);
                if let Action::Refer { dispositions, .. } = &mut action {
                    *dispositions = self.dispositions(day, &step);
                }
                (Some(step.clone()), action)
            }
            130..=133 => {
                let need = match self.other % 4 {
                    0 => ProtectionNeed::Asylum,
                    1 => ProtectionNeed::UnaccompaniedChild,
                    2 => ProtectionNeed::Trafficking,
                    _ => ProtectionNeed::Medical,
                };
                (Some(step.clone()), asks::refer_for(step.id, need))
            }
            134..=145 => (Some(step.clone()), asks::refuse(step.id)),
            146..=153 => (Some(step.clone()), asks::confirm(step.id)),
            154..=159 => (Some(step.clone()), asks::hold(step.id)),
            160..=166 => (Some(step.clone()), asks::co_sign(step.id)),
            167..=170 => (Some(step.clone()), asks::call_host(step.id)),
            171..=175 => (Some(step.clone()), asks::release(step.id)),
            176..=187 => {
                let what = match self.other % 10 {
                    0 | 1 => Motion::ReopenExit { step: step.id },
                    2 => Motion::ReopenEntry { step: step.id },
                    3 => Motion::Annul { step: step.id },
                    4 => Motion::EndHold { step: step.id },
                    5 => Motion::TransferCustody { step: step.id },
                    6 | 7 => Motion::Vary { subject },
                    8 => Motion::Abandon { subject },
                    _ => Motion::Void { subject },
                };
                (None, asks::ask(what))
            }
            188..=203 => {
                let open: Vec<u16> = day.crossing.motions.keys().map(|number| number.0).collect();
                (None, asks::second(among(&open, self.other).unwrap_or(1)))
            }
            204 => (None, Action::Decline { number: MotionNumber(day.crossing.motions_made) }),
            205..=211 => {
                let ground = match self.other % 3 {
                    0 => ReopenGround::Offence,
                    1 => ReopenGround::Wanted,
                    _ => ReopenGround::BeforeEntry,
                };
                (Some(step.clone()), asks::reopen(step.id, ground))
            }
            212..=214 => (None, asks::offer_back(subject.0)),
            215 => (None, Action::TakeOfferBack { subject }),
            216..=219 => (None, asks::readmit(subject.0)),
            220 => (None, asks::withdraw(subject.0)),
            221 => (None, asks::void(subject.0)),
            222..=229 => (None, self.departure(day)),
            230..=233 => (None, Action::Correct { subject, facts: self.correction(day, subject) }),
            234..=235 => (None, self.addition(day)),
            236 => {
                let person = SubjectId(self.other % 4 + 1);
                let driver = party::relation(person.0, RelationKind::Drives, 2);
                let (begun, ended) = if flip { (vec![driver], Vec::new()) } else { (Vec::new(), vec![driver]) };
                (None, Action::Relate { begun, ended })
            }
            237..=240 => {
                let subject = goods_of(day).unwrap_or(SubjectId(3));
                (None, Action::LodgeDeclaration { subject, declaration: party::declaration() })
            }
            241..=242 => {
                let told = flip.then(|| "a second look".to_owned());
                let subject = goods_of(day).unwrap_or(SubjectId(3));
                (None, Action::RequestExamination { subject, joint: !self.other.is_multiple_of(3), told })
            }
            243..=252 => (None, self.examination(day)),
            253 => (None, Action::IssueSlip { subjects: vec![subject] }),
            254 => (None, Action::Prioritise { priority: Priority::Medical, told: "faint".to_owned() }),
            255 if flip => (Some(step.clone()), Action::PrintNotice { step: step.id }),
            255 => (Some(step.clone()), Action::ServeNotice { step: step.id, service: Service::RefusedToSign }),
        };
        (self.officer_for(day, wanted.as_ref(), &action), action)
    }

    /// Four times out of five an officer who could, else anybody.
    fn officer_for(&self, day: &Day, step: Option<&Step>, action: &Action) -> String {
        let all = || day.officers.iter();
        let anybody = || among(&all().collect::<Vec<_>>(), self.officer / 5).unwrap();
        let claimant = step.and_then(|step| match &step.status {
            Status::Claimed { by, .. } => Some(by.officer.clone()),
            _ => None,
        });
        let mut likely: Vec<&OnDuty> = match (action.plain(), step) {
            (Action::Depart { .. }, _) => all().filter(|known| known.has(Role::Gate)).collect(),
            (Action::Confirm { .. }, Some(step)) => all().filter(|known| known.state == step.state).collect(),
            (
                Action::AttendExamination { .. }
                | Action::FileFindings { .. }
                | Action::RevealFindings { .. }
                | Action::ScheduleExamination { .. },
                _,
            ) => all().filter(|known| known.agency == Agency::Customs).collect(),
            (Action::CoSign { .. }, _) => all().filter(|known| known.state == day.crossing.host_state).collect(),
            (Action::PrintNotice { .. } | Action::ServeNotice { .. }, Some(step)) => {
                all().filter(|known| known.state == step.state).collect()
            }
            (_, Some(_)) if claimant.is_some() => {
                all().filter(|known| Some(&known.officer) == claimant.as_ref()).collect()
            }
            (_, Some(step)) => all()
                .filter(|known| known.state == step.state)
                .filter(|known| {
                    // The desk sits on second lines; seldom it refers a first line of its own accord.
                    let is_desks = matches!(step.origin, Origin::Secondary { .. }) || self.other.is_multiple_of(16);
                    known.agency == step.agency && !known.has(Role::Protection)
                        || known.has(Role::Protection) && is_desks
                })
                .filter(|known| day.crossing.claim_of(&known.officer).is_empty())
                .collect(),
            (Action::Second { .. } | Action::ExamineAlone { .. } | Action::CloseExamination { .. }, _)
            | (Action::Move { what: Motion::Vary { .. } | Motion::Void { .. } | Motion::Move { .. }, .. }, _) => {
                all().filter(|known| known.has(Role::Supervisor)).collect()
            }
            (Action::SettleLeftOut { subject, step, .. }, _) => {
                let left = day.plan.left_out(&day.crossing);
                let of = left.into_iter().find(|(whose, planned)| whose == subject && planned.id == *step);
                let may = |known: &&OnDuty| {
                    of.as_ref().is_none_or(|(_, planned)| {
                        known.state == planned.state && (known.agency == planned.agency || known.has(Role::Supervisor))
                    })
                };
                all().filter(may).collect()
            }
            (Action::Move { .. }, _) => all().filter(|known| known.has(Role::Empowered)).collect(),
            (Action::OfferBack { .. } | Action::TakeOfferBack { .. }, _) => {
                all().filter(|known| known.state == day.crossing.entry_state).collect()
            }
            (Action::Readmit { .. } | Action::Withdraw { .. }, _) => {
                all().filter(|known| known.state == day.crossing.exit_state).collect()
            }
            _ => all().collect(),
        };
        if !matches!(action.plain(), Action::Depart { .. } | Action::Second { .. } | Action::Answer { .. }) {
            likely.retain(|known| {
                [Role::Officer, Role::Supervisor, Role::Protection].iter().any(|role| known.has(*role))
            });
        }
        let found = if self.officer.is_multiple_of(5) { None } else { among(&likely, self.officer / 5) };
        found.unwrap_or_else(anybody).officer.to_string()
    }

    /// Three times out of four a step on which the verb means something, else any.
    fn step_for(&self, day: &Day) -> Step {
        let of = |test: &dyn Fn(&Status) -> bool| {
            let now = day.crossing.as_of(day.now);
            let fitting: Vec<Step> = now
                .steps
                .values()
                .filter(|step| test(&step.status) && !now.subjects[&step.subject].is_final())
                .cloned()
                .collect();
            among(&fitting, self.step / 4)
        };
        let is_claimed = |status: &Status| matches!(status, Status::Claimed { pending: Pending::Nothing, .. });
        let found = match self.verb {
            _ if self.step.is_multiple_of(4) => None,
            // Half of what is next ends what somebody has begun.
            0..=60 => of(&is_claimed),
            114..=145 | 154..=159 | 167..=175 => of(&is_claimed),
            146..=153 => of(&|status| matches!(status, Status::Claimed { pending: Pending::Refusal(_), .. })),
            160..=166 => of(&|status| matches!(status, Status::Claimed { pending: Pending::Hold(_), .. })),
            176..=187 if matches!(self.other % 10, 0..=2) => {
                of(&|status| matches!(status, Status::Cleared { .. } | Status::Waived { .. }))
            }
            176..=187 if self.other % 10 == 3 => of(&|status| matches!(status, Status::Refused { .. })),
            176..=187 if matches!(self.other % 10, 4 | 5) => of(&|status| matches!(status, Status::Held { .. })),
            205..=211 => of(&|status| matches!(status, Status::Cleared { .. } | Status::Waived { .. })),
            _ => None,
        };
        found.unwrap_or_else(|| self.step_of(day))
    }

    /// Three times out of four a step that is not done yet and whose subject is not final.
    fn step_of(&self, day: &Day) -> Step {
        let now = day.crossing.as_of(day.now);
        let all: Vec<&Step> = now.steps.values().collect();
        let open: Vec<&Step> = now
            .steps
            .values()
            .filter(|step| !step.is_done() && !matches!(step.status, Status::Void))
            .filter(|step| !now.subjects[&step.subject].is_final())
            .collect();
        let ready: Vec<&Step> =
            open.iter().copied().filter(|step| now.state_of(step) != domain::StepState::Blocked).collect();
        let first = match self.step % 4 {
            0 => &all,
            1 => &open,
            _ => &ready,
        };
        among(first, self.step / 4).or_else(|| among(&all, self.step / 4)).unwrap().clone()
    }

    fn subject_of(&self, day: &Day) -> SubjectId {
        among(&day.crossing.subjects.keys().copied().collect::<Vec<_>>(), self.step).unwrap()
    }

    /// The same control of every subject who is ready for it.
    fn alike(&self, day: &Day, like: &Step) -> Vec<StepId> {
        let now = day.crossing.as_of(day.now);
        now.steps
            .values()
            .filter(|step| (step.side, step.agency, &step.control) == (like.side, like.agency, &like.control))
            .filter(|step| now.state_of(step) == domain::StepState::Ready)
            .map(|step| step.id)
            .collect()
    }

    fn clearance(&self, day: &Day, step: &Step) -> Action {
        let dispositions = self.dispositions(day, step);
        Action::Clear { steps: vec![step.id], dispositions, grants: Vec::new(), note: None, customs: Box::default() }
    }

    fn conclusion(&self, day: &Day, step: &Step) -> Action {
        let outcome = if self.other.is_multiple_of(3) { Conclusion::Ready } else { Conclusion::Cleared };
        let dispositions = self.dispositions(day, step);
        let ends_protection = self.other.is_multiple_of(2);
        Action::Conclude { step: step.id, outcome, dispositions, ends_protection, note: None, customs: Box::default() }
    }

    fn dispositions(&self, day: &Day, step: &Step) -> Vec<Disposition> {
        let Some(known) = day.files.get(&step.state).and_then(|file| file.step(step.id)) else { return Vec::new() };
        known
            .undecided_hits()
            .filter(|_| !self.other.is_multiple_of(7))
            .map(|(subject, hit)| Disposition {
                subject,
                entry: hit.entry,
                is_same: self.other.is_multiple_of(5),
                shown_by: None,
            })
            .collect()
    }

    /// Everybody who is through, now and then only some of them, or with what differs.
    fn departure(&self, day: &Day) -> Action {
        let all: Vec<SubjectId> = day.crossing.subjects.keys().copied().collect();
        let leaving = day.crossing.as_of(day.now).leaving_with(among(&all, self.step).unwrap());
        let leaving = if self.other.is_multiple_of(4) { leaving.into_iter().take(1).collect() } else { leaving };
        let mut action = day.crossing.departure_as_recorded(leaving);
        if let Action::Depart { plate, check_by, .. } = &mut action {
            if self.other.is_multiple_of(9) {
                *plate = Some("XX 1".to_owned());
            }
            *check_by = self.other.is_multiple_of(3).then_some(Agency::Customs);
        }
        action
    }

    fn correction(&self, day: &Day, subject: SubjectId) -> domain::subject::SubjectFacts {
        use domain::subject::SubjectFacts as Of;
        match day.crossing.subjects[&subject].facts.clone() {
            Some(Of::Traveller(mut person)) => {
                person.given_names = format!("ADA {}", self.other % 3);
                Of::Traveller(person)
            }
            Some(Of::Consignment(mut goods)) => {
                goods.gross_mass_g += 1;
                Of::Consignment(goods)
            }
            Some(vehicle @ Of::Conveyance(_)) => vehicle,
            None => party::person("BLANK", "UGA"),
        }
    }

    fn addition(&self, day: &Day) -> Action {
        let next = day.crossing.next_subject().0;
        let (facts, relations) = match self.other % 4 {
            0 => (party::person("RELIEF", "SUD"), vec![party::relation(next, RelationKind::Drives, 2)]),
            1 => (party::child("MINOR"), vec![party::relation(1, RelationKind::Guardian, next)]),
            2 => (
                party::vehicle(ConveyanceKind::Trailer, "ZD 55"),
                vec![party::relation(next, RelationKind::TowedBy, 2)],
            ),
            _ => (party::goods(&["KE771"]), vec![party::relation(next, RelationKind::CarriedOn, 2)]),
        };
        // A party of more than five is no better a test than one of five.
        let facts = if next > 5 { party::goods(&[]) } else { facts };
        let relations = if next > 5 { vec![party::relation(99, RelationKind::CarriedOn, 2)] } else { relations };
        Action::AddSubject { facts, relations }
    }

    fn examination(&self, day: &Day) -> Action {
        use domain::examination::Stage;
        let open = day.crossing.examinations.values().find(|found| found.closed.is_none());
        let examination = open.map_or(ExaminationId(1), |found| found.id);
        let stage = open.map_or(Stage::Requested, |found| found.stage(&day.crossing.states()));
        if self.other.is_multiple_of(11) {
            return Action::ExamineAlone { examination };
        }
        match stage {
            Stage::Requested => Action::ScheduleExamination { examination, bay: "B2".to_owned() },
            Stage::Scheduled => Action::AttendExamination { examination },
            Stage::HalfFiled if self.other.is_multiple_of(5) => Action::CloseExamination { examination },
            Stage::Present | Stage::HalfFiled => {
                let mut findings = asks::findings(!self.other.is_multiple_of(6), &["KE772"]);
                // Real workstations have stored a photograph before it is filed; in memory there is nothing to store it in.
                if self.other.is_multiple_of(4) && !day.acts.is_empty() {
                    findings.photographs.push(asks::photograph(1));
                }
                Action::FileFindings { examination, findings }
            }
            Stage::Filed => Action::RevealFindings { examination },
            Stage::Revealed | Stage::Closed => Action::CloseExamination { examination },
        }
    }
}

/// The first goods of the party.
fn goods_of(day: &Day) -> Option<SubjectId> {
    day.crossing.subjects.values().find(|one| one.kind == domain::SubjectKind::Consignment).map(|one| one.id)
}

fn is_pending(step: &Step, test: impl Fn(&Pending) -> bool) -> bool {
    matches!(&step.status, Status::Claimed { pending, .. } if test(pending))
}

fn among<T: Clone>(all: &[T], pick: u16) -> Option<T> {
    all.get(usize::from(pick) % all.len().max(1)).cloned()
}
