//! The JSON of every act, as it is stored. An act already stored is never re-interpreted: a snapshot here may gain
//! entries, and none of those it has may change.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

use std::collections::BTreeMap;

use domain::act::{Conclusion, LeftOutHow, Motion, ReopenGround};
use domain::customs::Lane;
use domain::examination::{ExaminationId, Findings};
use domain::personal::Channel;
use domain::post::{Category, Flow, Priority};
use domain::private::{Disposition, Grant, PrivatePart, ProtectionNeed};
use domain::subject::{ConveyanceKind, RelationKind};
use domain::template::{Span, Template};
use domain::{Action, Agency, At, Direction, Side, StepId, SubjectId};
use procedure::asks::*;
use procedure::day::Day;
use procedure::{Hosts, goods, north, party};

/// Days on which every kind of act happens, with whatever rides beside it.
fn days() -> Vec<Day> {
    let mut days = Vec::new();
    let on_foot = || Day::begin(Hosts::Entry, &party::walker(Direction::AToB));
    let examination = ExaminationId(1);
    let goods = SubjectId(3);

    let mut truck = Day::begin(Hosts::Entry, &party::truck(Direction::AToB, Some(Category::ToBeCleared)));
    truck.lane = Some(Lane::Red);
    let trailer = party::vehicle(ConveyanceKind::Trailer, "ZD 5521");
    let towed = party::relation(4, RelationKind::TowedBy, 2);
    truck.good("N-REC1", &Action::AddSubject { facts: trailer, relations: vec![towed] });
    truck.good("N-REC1", &Action::Relate { begun: Vec::new(), ended: vec![towed] });
    truck.good("N-REC1", &void(4));
    truck.good("N-SUP1", &Action::Prioritise { priority: Priority::Perishable, told: "fish".to_owned() });
    truck.good("N-CUS1", &Action::LodgeDeclaration { subject: goods, declaration: party::declaration() });
    truck.clear_side(3, Side::Exit);
    let arrival = truck.step(3, Side::Entry, Agency::Customs, "arrival");
    truck.good("S-CUS1", &claim(arrival));
    truck.good("S-CUS1", &Action::RequestExamination { subject: goods, joint: true, told: None });
    truck.good("S-CUS1", &Action::ScheduleExamination { examination, bay: "B1".to_owned() });
    truck.good("S-CUS1", &Action::AttendExamination { examination });
    truck.later(30);
    let mut alone = truck.clone();
    alone.good("S-SUP2", &Action::ExamineAlone { examination });
    days.push(alone);
    truck.good("N-CUS1", &Action::AttendExamination { examination });
    let mut pictured = truck.clone();
    for officer in ["N-CUS1", "S-CUS1"] {
        let photographs = vec![photograph(1)];
        pictured.good(officer, &file_findings(Findings { photographs, ..findings(true, &[]) }));
    }
    pictured.good("N-CUS1", &Action::RevealFindings { examination });
    days.push(pictured);
    truck.good("N-CUS1", &file_findings(findings(true, &[])));
    truck.good("S-CUS1", &file_findings(findings(true, &["SD1"])));
    truck.good("N-CUS1", &Action::RevealFindings { examination });
    truck.good("S-CUS1", &Action::RevealFindings { examination });
    truck.good("S-CUS1", &Action::CloseExamination { examination });
    truck.good("S-CUS1", &clear(arrival));
    for subject in [1, 2] {
        truck.clear_side(subject, Side::Exit);
        truck.clear_side(subject, Side::Entry);
    }
    truck.clear_side(3, Side::Entry);
    let Action::Depart { subjects, plate, heads, seals, .. } = drive_out(&[1, 2, 3], "KCA123X", 3, &["SD1"]) else {
        unreachable!()
    };
    truck.good("S-GAT1", &Action::Depart { subjects, plate, heads, seals, check_by: Some(Agency::Customs) });
    let check = truck.newest();
    truck.clear(check);
    truck.good("S-GAT1", &drive_out(&[1, 2, 3], "KCA123X", 1, &["SD1"]));
    truck.good("S-GAT1", &Action::IssueSlip { subjects: vec![SubjectId(1), SubjectId(2), goods] });
    days.push(truck);

    // A hit, a query, a referral with a need, a refusal, the return.
    let mut day = on_foot();
    day.listed.insert((north(), SubjectId(1)), vec![31]);
    let (first, screen, identity) = (StepId(1), StepId(2), StepId(3));
    day.good("N-IMM1", &claim_all(&[first]));
    day.good("N-IMM1", &release(first));
    day.good("N-IMM1", &claim(first));
    day.good("N-IMM1", &query(first));
    day.good("N-REC1", &answer(first));
    day.good("N-IMM1", &claim(first));
    let dispositions = vec![Disposition::another(SubjectId(1), 31, None)];
    day.good(
        "N-IMM1",
        &Action::Clear { steps: vec![first], dispositions, grants: Vec::new(), note: None, customs: Box::default() },
    );
    day.good("N-IMM1", &reopen(first, ReopenGround::BeforeEntry));
    let mut withdrawn = day.clone();
    withdrawn.good("N-IMM1", &withdraw(1));
    days.push(withdrawn);
    day.listed.clear();
    day.good("N-IMM1", &claim(first));
    day.good("N-IMM1", &clear(first));
    day.good("S-HEA1", &waive(screen));
    day.good("S-IMM1", &claim(identity));
    day.good("S-IMM1", &refer_for(identity, ProtectionNeed::Medical));
    let secondary = day.newest();
    day.good("S-PRO1", &claim(secondary));
    day.good("S-PRO1", &conclude_protection(secondary, Conclusion::Ready));
    let mut admitted = day.clone();
    admitted.good("S-IMM1", &claim(identity));
    let grants = vec![Grant { subject: SubjectId(1), days: 30, conditions: Some("no work".to_owned()) }];
    let note = Some("visits her sister".to_owned());
    admitted.good(
        "S-IMM1",
        &Action::Clear { steps: vec![identity], dispositions: Vec::new(), grants, note, customs: Box::default() },
    );
    admitted.good("N-IMM1", &ask(Motion::ReopenExit { step: first }));
    admitted.good("S-IMM1", &Action::Decline { number: domain::act::MotionNumber(1) });
    admitted.good("S-IMM1", &ask(Motion::ReopenEntry { step: identity }));
    admitted.good("N-REC1", &Action::Correct { subject: SubjectId(1), facts: party::person("OKELO", "UGA") });
    admitted.good("N-SUP1", &ask(Motion::Void { subject: SubjectId(1) }));
    days.push(admitted);
    day.good("S-IMM1", &claim(identity));
    day.good("S-IMM1", &refuse(identity));
    day.good("S-IMM2", &confirm(identity));
    day.good("S-IMM2", &print(identity));
    day.good("S-IMM2", &serve(identity));
    let mut annulled = day.clone();
    annulled.good("S-IMM1", &ask(Motion::Annul { step: identity }));
    days.push(annulled);
    day.good("S-IMM1", &offer_back(1));
    day.good("S-IMM1", &Action::TakeOfferBack { subject: SubjectId(1) });
    day.good("S-IMM1", &offer_back(1));
    day.good("N-IMM1", &readmit(1));
    days.push(day);

    // A hold, the host called, custody.
    let mut day = on_foot();
    day.good("N-IMM1", &claim(first));
    day.good("N-IMM1", &call_host(first));
    day.good("N-IMM1", &hold(first));
    day.good("S-POL1", &co_sign(first));
    day.good("N-POL1", &ask(Motion::EndHold { step: first }));
    day.good("N-POL1", &ask(Motion::TransferCustody { step: first }));
    day.good("N-IMM2", &second(2));
    days.push(day);

    // A variation, and a subject left behind.
    let mut day = on_foot();
    day.good("N-SUP1", &ask(Motion::Vary { subject: SubjectId(1) }));
    day.good("S-SUP1", &second(1));
    day.good("N-IMM1", &ask(Motion::Abandon { subject: SubjectId(1) }));
    day.good("N-IMM1", &Action::SendMessage { to: Agency::Customs, told: "a second bag".to_owned() });
    days.push(day);

    // While the order is varied the entry State presents; the exit State's hold goes first.
    let mut day = on_foot();
    day.good("N-SUP1", &ask(Motion::Vary { subject: SubjectId(1) }));
    day.good("S-SUP1", &second(1));
    day.good("S-HEA1", &claim(screen));
    let mut gives_way = day.clone();
    gives_way.good("N-IMM1", &claim(first));
    gives_way.good("N-IMM1", &hold(first));
    days.push(gives_way);
    day.good("S-HEA1", &present(screen));
    days.push(day);

    // Papers, another crossing, a bus that leaves somebody behind.
    let mut day = on_foot();
    day.good("N-IMM2", &see_paper());
    let stated_at = day.now;
    day.good("N-IMM1", &enter_late(stated_at, waive(first)));
    day.good("N-SUP1", &ask_about(Motion::Move { subject: SubjectId(1) }, elsewhere()));
    days.push(day);
    // A shorter template leaves a control out, which is made good.
    let mut plan = procedure::plan(Hosts::Entry);
    let whole = plan.template(Flow::Traveller, None).unwrap().clone();
    let from: At = "2026-11-21T00:00:00Z".parse().unwrap();
    let emergency = Some(Span { from, until: from + chrono::TimeDelta::hours(12) });
    let steps = whole.steps.iter().filter(|step| step.agency != Agency::Health).cloned().collect();
    plan.templates.push(Template { version: "flood-1".to_owned(), steps, emergency, ..whole });
    let mut day = Day::try_begin(plan, "N-REC1", &party::walker(Direction::AToB)).unwrap();
    day.good("S-HEA1", &settle_left_out(1, 2, LeftOutHow::MadeGood, Some("seen at the clinic")));
    days.push(day);
    let mut day = on_foot();
    let mut duplicate = day.clone();
    duplicate.good("N-REC1", &Action::Void { subject: SubjectId(1), duplicate_of: Some(elsewhere()) });
    days.push(duplicate);
    day.good("N-REC1", &Action::MoveAway { subject: SubjectId(1), to: elsewhere() });
    days.push(day);
    let mut day = Day::begin(Hosts::Entry, &party::bus(Direction::AToB));
    day.good("N-REC1", &off_load(&[5]));
    day.good("N-CUS1", &Action::CountHeads { subject: SubjectId(2), heads: 5 });
    days.push(day);

    // Seals that are read, and a traveller who declares what he carries.
    let mut day = Day::begin(Hosts::Entry, &goods::truck_with_papers(Direction::AToB, Category::Transit));
    day.good("N-CUS1", &Action::CheckSeals { subject: SubjectId(3), read: vec!["KE771".to_owned()] });
    days.push(day);
    let mut day = on_foot();
    let declared = goods::declares(Channel::Red, Some(goods::money(2_000_000, "USD")));
    day.good("N-REC1", &Action::DeclareTraveller { subject: SubjectId(1), declared });
    days.push(day);
    days
}

fn has_photographs(private: &PrivatePart) -> bool {
    private.findings.as_ref().is_some_and(|filed| !filed.findings.photographs.is_empty())
}

#[test]
fn the_stored_form_of_every_act() {
    let mut forms: BTreeMap<String, String> = BTreeMap::new();
    for day in days() {
        for stored in &day.acts {
            let act = &stored.decided.act;
            let name = match act {
                domain::CrossingAct::Moved { motion, .. } => {
                    let motion = serde_json::to_value(motion).unwrap();
                    format!("moved: {}", motion["motion"].as_str().unwrap())
                }
                domain::CrossingAct::SubjectAdded { relations, .. }
                    if relations.iter().any(|relation| relation.kind == RelationKind::TravelsOn) =>
                {
                    "subject_added: passenger".to_owned()
                }
                domain::CrossingAct::SubjectAdded { subject_kind, .. } => {
                    format!("subject_added: {}", subject_kind.word())
                }
                domain::CrossingAct::Released { cause: domain::act::ReleaseCause::ExitHold, .. } => {
                    "released: exit_hold".to_owned()
                }
                domain::CrossingAct::FindingsFiled { .. } if has_photographs(&stored.decided.private) => {
                    "findings_filed: photographs".to_owned()
                }
                domain::CrossingAct::Voided { duplicate_of: Some(_), .. } => "voided: duplicate".to_owned(),
                other => match &stored.decided.facts {
                    Some(domain::act::Facts::Findings { findings }) if !findings.photographs.is_empty() => {
                        format!("{}: photographs", other.kind())
                    }
                    _ => other.kind().to_owned(),
                },
            };
            let mut text = format!("  act      {}\n", serde_json::to_string(act).unwrap());
            if let Some(facts) = &stored.decided.facts {
                text.push_str(&format!("  facts    {}\n", serde_json::to_string(facts).unwrap()));
            }
            let private = serde_json::to_string(&stored.decided.private).unwrap();
            if private != "{}" {
                text.push_str(&format!("  private  {private}\n"));
            }
            if let Some(note) = &stored.decided.own_protection {
                text.push_str(&format!("  desk     {}\n", serde_json::to_string(note).unwrap()));
            }
            // The fullest of its kind tells most.
            let known = forms.entry(name).or_default();
            if text.len() > known.len() {
                *known = text;
            }
        }
    }
    let kinds = forms.keys().map(|name| name.split(':').next().unwrap()).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(kinds.len(), 50, "every kind of act is here: {kinds:?}");
    let listed = domain::CrossingAct::KINDS.iter().copied().collect();
    assert_eq!(kinds, listed, "a kind that is not listed is taken for a newer program's");
    let text: String = forms.iter().map(|(name, form)| format!("{name}\n{form}")).collect();
    insta::assert_snapshot!(text);
}

#[test]
fn what_was_stored_is_still_read() {
    // What an earlier version of the program wrote, letter by letter.
    let claimed = r#"{"kind":"claimed","steps":[3],"presented":true}"#;
    let act: domain::CrossingAct = serde_json::from_str(claimed).unwrap();
    assert_eq!(serde_json::to_string(&act).unwrap(), claimed);
}
