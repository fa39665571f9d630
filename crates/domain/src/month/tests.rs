//! A small month with known numbers, folded in one piece and in pieces.

use chrono::TimeDelta;
use uuid::Uuid;

use super::*;
use crate::act::Conclusion;
use crate::customs::{Lane, LaneAssignment};
use crate::notice::ReasonCode;
use crate::private::{Disposition, Grant, Hit, Matched, Search, Wanted as Brings};
use crate::step::{Control, PlannedStep};
use crate::{Agency, CrossingAct, Direction, Flow, PrivatePart, Side, StateCode, StepId, SubjectId, SubjectKind};

fn state(code: &str) -> StateCode {
    code.parse().unwrap()
}

fn october() -> Month {
    "2026-10".parse().unwrap()
}

/// So many seconds into October, by clocks three hours ahead of UTC.
fn at(seconds: i64) -> At {
    october().bounds(|_| 180)[0] + TimeDelta::seconds(seconds)
}

fn step(id: u16, side: Side, of: &str, agency: Agency, control: &str) -> PlannedStep {
    PlannedStep { id: StepId(id), side, state: state(of), agency, control: Control(control.to_owned()) }
}

/// Acts with their moments and nationalities.
type Day = Vec<(Moment, CrossingAct, Option<&'static str>)>;

struct Writing(Day);

impl Writing {
    fn on(&mut self, crossing: u128, seconds: i64, act: CrossingAct) -> &mut Self {
        self.told(crossing, seconds, act, None)
    }

    fn told(&mut self, crossing: u128, seconds: i64, act: CrossingAct, nationality: Option<&'static str>) -> &mut Self {
        let seq = i64::try_from(self.0.len()).unwrap() + 1;
        self.0.push((Moment { seq, at: at(seconds), crossing: Uuid::from_u128(crossing) }, act, nationality));
        self
    }

    fn registered(&mut self, crossing: u128, seconds: i64) -> &mut Self {
        let act = CrossingAct::Registered {
            reference: crate::Reference::new("MD", 2026, 10, u32::try_from(crossing).unwrap()).unwrap(),
            direction: Direction::AToB,
            flow: Flow::Traveller,
            category: None,
            priority: crate::post::Priority::None,
            exit_state: state("KEN"),
            entry_state: state("UGA"),
            host_state: state("UGA"),
            template: "traveller-1".to_owned(),
            settings: crate::post::Settings::default(),
            stated: None,
        };
        self.on(crossing, seconds, act)
    }

    fn joined(&mut self, crossing: u128, seconds: i64, nationality: &'static str) -> &mut Self {
        let act = CrossingAct::SubjectAdded {
            subject: SubjectId(1),
            subject_kind: SubjectKind::Traveller,
            steps: vec![
                step(1, Side::Exit, "KEN", Agency::Immigration, "identity"),
                step(2, Side::Entry, "UGA", Agency::Immigration, "identity"),
            ],
            relations: Vec::new(),
            moved_from: None,
        };
        self.told(crossing, seconds, act, Some(nationality))
    }

    fn claimed(&mut self, crossing: u128, seconds: i64, step: u16) -> &mut Self {
        self.on(crossing, seconds, CrossingAct::Claimed { steps: vec![StepId(step)], presented: false })
    }

    fn cleared(&mut self, crossing: u128, seconds: i64, step: u16) -> &mut Self {
        self.on(crossing, seconds, CrossingAct::Cleared { step: StepId(step) })
    }
}

/// Crossing 1 began in September and leaves in October; 2 goes straight through; 3 is referred and refused; 4 leaves in November.
fn day() -> Day {
    let mut day = Writing(Vec::new());
    day.registered(1, -100).joined(1, -100, "UGA").claimed(1, -90, 1).cleared(1, -60, 1);
    day.claimed(1, 20, 2).cleared(1, 50, 2).on(1, 60, CrossingAct::Departed { subjects: vec![SubjectId(1)] });
    day.registered(2, 100).joined(2, 100, "KEN").claimed(2, 110, 1).cleared(2, 130, 1);
    day.registered(3, 131).joined(3, 131, "KEN");
    day.claimed(2, 170, 2)
        .on(2, 175, CrossingAct::Released { steps: vec![StepId(2)], cause: crate::act::ReleaseCause::Claimant })
        .claimed(2, 185, 2)
        .cleared(2, 195, 2)
        .on(2, 200, CrossingAct::Departed { subjects: vec![SubjectId(1)] })
        .on(2, 201, CrossingAct::SlipIssued { subjects: vec![SubjectId(1)], number: 1, digest: String::new() });
    day.told(3, 300, CrossingAct::Corrected { subject: SubjectId(1), confirm: Vec::new() }, Some("TZA"));
    day.claimed(3, 310, 1).cleared(3, 320, 1).claimed(3, 330, 2);
    let secondary = step(3, Side::Entry, "UGA", Agency::Immigration, "secondary");
    day.on(3, 340, CrossingAct::Referred { step: StepId(2), secondary });
    day.claimed(3, 350, 3)
        .on(3, 360, CrossingAct::Concluded { secondary: StepId(3), outcome: Conclusion::Ready })
        .claimed(3, 400, 2)
        .on(3, 410, CrossingAct::RefusalProposed { step: StepId(2) });
    let reference = crate::Reference::new("MD", 2026, 10, 3).unwrap();
    let notice = crate::notice::NoticeSerial::new(state("UGA"), &reference, 1);
    day.on(3, 420, CrossingAct::RefusalConfirmed { step: StepId(2), notice })
        .on(3, 430, CrossingAct::OfferedBack { subject: SubjectId(1) })
        .on(3, 440, CrossingAct::Readmitted { subject: SubjectId(1) });
    let month = 31 * 86_400;
    day.registered(4, month - 50).joined(4, month - 50, "KEN").claimed(4, month - 40, 1).cleared(4, month - 30, 1);
    day.claimed(4, month + 10, 2).cleared(4, month + 20, 2);
    day.0
}

/// Folds a day in as many pieces as are cut, as whoever reads a journal does.
fn folded(day: &Day, of: &str, cuts: &[usize]) -> (Fold, Vec<Wanted>) {
    let begin = || Fold::begin(state(of), october().bounds(|_| 180));
    let seen = |one: &'_ (Moment, CrossingAct, Option<&'static str>)| {
        (one.0, one.1.clone(), one.2.map(std::borrow::Cow::Borrowed))
    };
    let mut whole = begin();
    let mut wanted = Vec::new();
    let bounds: Vec<usize> = [0].into_iter().chain(cuts.iter().copied()).chain([day.len()]).collect();
    for piece in bounds.windows(2) {
        let mut later = begin();
        let mut strays = Vec::new();
        for one in &day[piece[0]..piece[1]] {
            let (moment, act, nationality) = seen(one);
            if later.take(&moment, &Seen::of(&act, nationality), &mut wanted) == Taken::Stray {
                strays.push(one);
            }
        }
        for one in strays {
            let (moment, act, nationality) = seen(one);
            assert_eq!(whole.take(&moment, &Seen::of(&act, nationality), &mut wanted), Taken::Yes);
        }
        whole.absorb(later);
    }
    wanted.sort_by_key(|one| one.seq);
    (whole, wanted)
}

fn under(of: &str) -> Under {
    Under { state: state(of), month: october(), bounds: october().bounds(|_| 180), as_of: 99 }
}

fn spread(count: u64, median: u64, p90: u64) -> Spread {
    Spread { count, median_s: Some(median), p90_s: Some(p90) }
}

#[test]
fn a_month_begins_and_ends_by_the_clocks_of_its_state() {
    let [from, until] = october().bounds(|_| 180);
    assert_eq!(from.to_rfc3339(), "2026-09-30T21:00:00+00:00");
    assert_eq!(until.to_rfc3339(), "2026-10-31T21:00:00+00:00");
    assert_eq!(october().to_string(), "2026-10");
    assert_eq!("2026-12".parse::<Month>().unwrap().next(), "2027-01".parse().unwrap());
    assert_eq!(Month::of(october().last_day()), october());
    for wrong in ["2026-13", "2026-1", "26-10", "2026-10-01", "+026-10", "2026/10", ""] {
        assert!(wrong.parse::<Month>().is_err(), "{wrong:?}");
    }
}

#[test]
fn the_month_is_counted_and_nothing_before_or_after() {
    let (fold, _) = folded(&day(), "UGA", &[]);
    let report = fold.report(&under("UGA"));
    assert_eq!(report.acts, 37 - 4 - 2);
    let crossings = CrossingsOf { flow: Flow::Traveller, direction: Direction::AToB, count: 3 };
    assert_eq!(report.crossings, [crossings]);
    let persons: Vec<(Option<&str>, u64)> =
        report.subjects.iter().map(|one| (one.nationality.as_deref(), one.count)).collect();
    assert_eq!(persons, [(Some("KEN"), 2), (Some("TZA"), 1)]);
    let ends: Vec<(&str, u64)> = report.ends.iter().map(|one| (one.how.as_ref(), one.count)).collect();
    assert_eq!(ends, [("departed", 2), ("offered_back", 1), ("readmitted", 1)]);
    let decisions: Vec<(String, &str, u64)> = report
        .decisions
        .iter()
        .map(|one| (format!("{} {:?}", one.state, one.side), one.what.as_ref(), one.count))
        .collect();
    let told = |of: &str, what, count| (of.to_owned(), what, count);
    assert_eq!(
        decisions,
        [
            told("KEN Exit", "cleared", 3),
            told("UGA Entry", "cleared", 2),
            told("UGA Entry", "concluded_ready", 1),
            told("UGA Entry", "referred", 1),
            told("UGA Entry", "refused", 1),
        ]
    );
}

#[test]
fn durations_are_those_of_the_own_controls() {
    let (fold, _) = folded(&day(), "UGA", &[]);
    let controls = fold.report(&under("UGA")).controls;
    let told: Vec<(&str, Spread, Spread)> =
        controls.iter().map(|one| (one.control.as_str(), one.waiting, one.service)).collect();
    // Waited: crossing 1 80 s since September, 2 40 s and after the release 10 s, 3 10 s and after the second line 40 s.
    // Served: 30 s, 10 s (the claim that was given up does not count), 10 s until referred, 20 s until refused.
    assert_eq!(
        told,
        [("identity", spread(5, 40, 80), spread(4, 10, 30)), ("secondary", spread(1, 10, 10), spread(1, 10, 10))]
    );
    let (fold, _) = folded(&day(), "KEN", &[]);
    let controls = fold.report(&under("KEN")).controls;
    assert_eq!(controls.len(), 1);
    assert_eq!(controls[0].waiting, spread(3, 10, 179));
}

#[test]
fn only_own_parts_are_wanted_and_only_of_the_month() {
    let day = day();
    let kinds = |of: &str| -> Vec<(&'static str, Purpose)> {
        let (_, wanted) = folded(&day, of, &[]);
        let act = |seq: i64| &day[usize::try_from(seq).unwrap() - 1];
        assert!(wanted.iter().all(|one| act(one.seq).0.at >= at(0)));
        wanted.iter().map(|one| (act(one.seq).1.kind(), one.purpose)).collect()
    };
    assert_eq!(
        kinds("UGA"),
        [
            ("cleared", Purpose::Clearing),
            ("cleared", Purpose::Clearing),
            ("claimed", Purpose::ReferredClaim(SubjectId(1), StepId(2))),
            ("referred", Purpose::Dispositions),
            ("concluded", Purpose::Dispositions),
            ("refusal_proposed", Purpose::Dispositions),
            ("refusal_confirmed", Purpose::Refusal),
        ]
    );
    assert_eq!(kinds("KEN"), [("cleared", Purpose::Clearing); 3]);
}

#[test]
fn in_pieces_it_is_the_same() {
    let day = day();
    let (whole, all) = folded(&day, "UGA", &[]);
    let whole = whole.report(&under("UGA"));
    for first in 0..=day.len() {
        for second in first..=day.len() {
            let (fold, wanted) = folded(&day, "UGA", &[first, second]);
            assert_eq!(fold.report(&under("UGA")), whole, "cut at {first} and {second}");
            assert_eq!(wanted, all, "cut at {first} and {second}");
        }
    }
}

#[test]
fn sealed_parts_tell_reasons_causes_lanes_and_stays() {
    let mut fold = Fold::begin(state("UGA"), october().bounds(|_| 180));
    let mut tell = |purpose, part: PrivatePart| fold.open(Wanted { seq: 1, purpose }, &part);
    let (subject, other) = (SubjectId(1), SubjectId(2));
    let hit =
        Hit { entry: 7, matched: Matched::Document, reason: String::new(), instruction: String::new(), listed: None };
    let found = |subject, hits| Search { hits, ..Search::of(subject, 1) };
    let made = |is_same| Disposition { subject, entry: 7, is_same, shown_by: None };
    for days in [30, 30, 90] {
        let conditions = (days == 90).then(|| "no work".to_owned());
        tell(
            Purpose::Clearing,
            PrivatePart { grant: Some(Grant { subject, days, conditions }), ..PrivatePart::default() },
        );
    }
    tell(Purpose::Clearing, PrivatePart { dispositions: vec![made(false)], ..PrivatePart::default() });
    tell(Purpose::Dispositions, PrivatePart { dispositions: vec![made(true)], ..PrivatePart::default() });
    tell(Purpose::Waiver, PrivatePart { reason: Some(ReasonCode("W1".to_owned())), ..PrivatePart::default() });
    tell(Purpose::Query, PrivatePart { wanted: Some(Brings::Payment), ..PrivatePart::default() });
    let (step, beside) = (StepId(1), StepId(2));
    for (hits, is_drawn, drawn) in [
        (vec![hit.clone()], true, vec![]),
        (Vec::new(), true, vec![]),
        (Vec::new(), false, vec![]),
        (vec![hit.clone()], false, vec![step]),
        (Vec::new(), false, vec![beside, step]),
        // Chance took another of his party.
        (Vec::new(), false, vec![beside]),
    ] {
        let searches = vec![found(subject, hits), found(other, vec![hit.clone()])];
        tell(
            Purpose::ReferredClaim(subject, step),
            PrivatePart { searches, is_drawn, drawn, ..PrivatePart::default() },
        );
    }
    for (lane, at_random) in [(Lane::Green, false), (Lane::Red, true), (Lane::Red, false)] {
        let lane = Some(LaneAssignment { subject, lane, criteria: Vec::new(), at_random, at: at(1) });
        tell(Purpose::GoodsClaim, PrivatePart { lane, ..PrivatePart::default() });
    }
    // A claim on goods that have their lane already has none.
    tell(Purpose::GoodsClaim, PrivatePart::default());
    fold.is_missing();
    let own = fold.report(&under("UGA")).own;
    let counted =
        |counts: &[Counted]| -> Vec<(String, u64)> { counts.iter().map(|one| (one.what.clone(), one.count)).collect() };
    let of = |what: &str, count| (what.to_owned(), count);
    assert_eq!((own.opened, own.unread), (17, 1));
    assert_eq!(counted(&own.waivers), [of("W1", 1)]);
    assert_eq!(counted(&own.queries), [of("payment", 1)]);
    assert_eq!(counted(&own.referrals), [of("hit", 2), of("random", 2), of("other", 2)]);
    assert_eq!(own.hits, Hits { same: 1, other: 1 });
    let lanes: Vec<(Lane, u64, u64)> =
        own.lanes.iter().map(|one| (one.lane, one.counted.count, one.counted.at_random)).collect();
    assert_eq!(lanes, [(Lane::Green, 1, 0), (Lane::Red, 2, 1)]);
    let granted = Granted { persons: 3, with_conditions: 1, median_days: Some(30), p90_days: Some(90) };
    assert_eq!(own.granted, granted);
}

#[test]
fn what_was_entered_late_is_a_decision_and_counts_in_no_duration() {
    let late = |act| CrossingAct::EnteredLate { act: Box::new(act), stated_at: at(110), paper: "P 7".to_owned() };
    let mut day = Writing(Vec::new());
    day.registered(1, 100).joined(1, 100, "KEN");
    day.on(1, 200, late(CrossingAct::Claimed { steps: vec![StepId(1)], presented: false }));
    day.on(1, 210, late(CrossingAct::Cleared { step: StepId(1) }));
    let to = crate::Reference::new("MD", 2026, 10, 9).unwrap();
    day.on(1, 220, CrossingAct::MovedAway { subject: SubjectId(1), to });
    let (fold, wanted) = folded(&day.0, "KEN", &[]);
    assert_eq!(wanted, [Wanted { seq: 4, purpose: Purpose::Clearing }]);
    let report = fold.report(&under("KEN"));
    let decisions: Vec<(&str, u64)> = report.decisions.iter().map(|one| (one.what.as_ref(), one.count)).collect();
    assert_eq!(decisions, [("cleared", 1)]);
    assert_eq!(report.controls, []);
    let ends: Vec<(&str, u64)> = report.ends.iter().map(|one| (one.how.as_ref(), one.count)).collect();
    assert_eq!(ends, [("void", 1)]);
}
