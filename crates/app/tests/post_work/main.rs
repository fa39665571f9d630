//! What a post does besides its crossings: agreeing on another procedure, messages, the register of persons held, breaks and
//! handovers, references for paper; on each engine.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

mod advance_lists;
mod alert_lists;
mod documents;
mod permits;
mod post;
mod unusual;

use std::collections::BTreeSet;

use app::{BlankFor, Error, Founding, SignedIn, Specimens, demonstration_plan, verify, verify_as};
use contract::{
    AnswerProposal, ClaimNext, DeclareEmergency, EndEmergency, HeldRegisterRequest, Instruction, PaperSize,
    QueueRequest, ReadMessage, Scan, Scanned, SendMessage, SetClocks, SignIn, Tab, TakeOver, WriteCare,
};
use domain::act::{LeftOutHow, Motion};
use domain::agreeing::Proposal;
use domain::crossing::Why;
use domain::customs::Selectivity;
use domain::held::{Care, Contact};
use domain::notice::ReasonCode;
use domain::officer::DeskCode;
use domain::own_journal::Deed;
use domain::post::{Flow, Model, Plan, Priority};
use domain::step::Control;
use domain::template::{Emergency, Template};
use domain::{Action, Agency, Direction, Reference, Refusal, Role, Side, StateCode, StepId, SubjectId, SubjectKind};

use self::post::{Post, address, asks, claim, does, looks, on_each_engine, trial};

on_each_engine! {
    new_crossings_go_by_what_both_states_agreed_and_open_ones_keep_theirs,
    an_instruction_stands_beside_the_step_for_officers_of_its_state_alone,
    a_message_within_a_state_makes_no_act_and_one_to_the_other_state_is_told,
    the_register_of_persons_held_has_the_hours_and_what_was_done,
    a_hold_that_is_entered_late_has_its_hours_and_its_limit_from_the_stated_time,
    a_shorter_procedure_takes_both_and_what_it_left_out_is_settled_after_the_party_has_left,
    whoever_is_on_a_break_keeps_no_claim_and_takes_none,
    a_handover_has_two_signatures_of_its_state_and_its_words_stay_there,
    a_reserved_reference_is_used_once,
    a_party_on_a_blank_slip_arrived_when_the_slip_states_it,
    whoever_scans_a_document_is_told_the_way_its_bearer_left,
    who_is_void_as_a_duplicate_is_one_of_a_crossing_that_is_there,
    a_state_that_changes_its_clocks_is_right_from_then_on_and_for_all_before,
    the_order_of_the_queue_and_the_assignment_of_officers_are_computed_not_chosen,
}

/// The template of travellers without its health screening, from a day on.
fn shorter(post: &Post, version: &str) -> Template {
    let mut template = app::templates().unwrap().into_iter().find(|known| known.flow == Flow::Traveller).unwrap();
    template.steps.retain(|step| step.agency != Agency::Health);
    version.clone_into(&mut template.version);
    template.from = post.workstation.clock().now().date_naive();
    template
}

async fn new_crossings_go_by_what_both_states_agreed_and_open_ones_keep_theirs(post: &Post) {
    let (ours, theirs, officer) = (post.supervisor().await, post.other_supervisor().await, post.immigration().await);
    let before = does(&officer, None, post.walker(1)).await;
    let proposal = Proposal::Template { template: shorter(post, "traveller-2") };
    let number = ours.propose(&proposal).await.unwrap();
    let alone = does(&officer, None, post.walker(2)).await;
    assert_eq!(looks(&officer, &alone).await.crossing.template, "traveller-1");
    theirs.catch_up().await.unwrap();
    theirs.answer_proposal(AnswerProposal { number, agrees: true }).await.unwrap();
    officer.catch_up().await.unwrap();
    let after = does(&officer, None, post.walker(3)).await;
    let view = looks(&officer, &after).await;
    assert_eq!(view.crossing.template, "traveller-2");
    assert!(view.crossing.steps.values().all(|step| step.agency != Agency::Health));
    // What was open goes on by the controls it began with, to its end.
    let old = looks(&officer, &before).await.crossing;
    assert!(old.steps.values().any(|step| step.agency == Agency::Health));
    let agreed = theirs.agreement().await.unwrap();
    let version = agreed.templates.iter().find(|known| known.template.version == "traveller-2").unwrap();
    assert!(version.is_in_force && version.by == Some(number));
    let known = agreed.templates.iter().find(|known| known.template.version == "traveller-1").unwrap();
    assert!(!known.is_in_force);
    // Opened anew, the post goes by the same.
    post.holds().await;
}

async fn an_instruction_stands_beside_the_step_for_officers_of_its_state_alone(post: &Post) {
    let (ours, theirs) = (post.immigration().await, post.other_immigration().await);
    let administrator = SignedIn::unwrap(&post.workstation, "K-0001", "msimamizi-demo").await.unwrap();
    let instruction = |text: &str| Instruction {
        on: SubjectKind::Traveller,
        side: Side::Exit,
        agency: Agency::Immigration,
        control: Control("identity".to_owned()),
        text: text.to_owned(),
    };
    assert!(matches!(ours.set_instruction(&instruction("x")).await, Err(Error::NotAllowed)));
    administrator.set_instruction(&instruction("Look at page two.")).await.unwrap();
    let reference = does(&ours, None, post.walker(1)).await;
    let beside = looks(&ours, &reference).await.instructions;
    assert_eq!(
        beside.iter().map(|one| (one.step, one.text.as_str())).collect::<Vec<_>>(),
        [(StepId(1), "Look at page two.")]
    );
    assert!(looks(&theirs, &reference).await.instructions.is_empty());
    administrator.set_instruction(&instruction(" ")).await.unwrap();
    assert!(looks(&ours, &reference).await.instructions.is_empty());
    let mut unknown = instruction("x");
    unknown.control = Control("horoscope".to_owned());
    assert!(matches!(administrator.set_instruction(&unknown).await, Err(Error::NotFound)));
}

async fn a_message_within_a_state_makes_no_act_and_one_to_the_other_state_is_told(post: &Post) {
    let (ours, theirs) = (post.immigration().await, post.other_immigration().await);
    let customs = post.worker("K-2010", "A-C2").await;
    let reference = does(&ours, None, post.walker(1)).await;
    let head = post.workstation.catch_up().await.unwrap();
    let key = post.workstation.clock().new_id();
    let own = SendMessage {
        key,
        crossing: reference.clone(),
        state: ours.state(),
        agency: Agency::Customs,
        words: "Two bags are hers.".to_owned(),
    };
    ours.send_message(&own).await.unwrap();
    // Sent again under its key it is one.
    ours.send_message(&own).await.unwrap();
    assert_eq!(post.workstation.catch_up().await.unwrap(), head, "it makes no act");
    let lines = looks(&customs, &reference).await.messages;
    assert_eq!(lines.len(), 1);
    assert!(lines[0].is_for_me && lines[0].words.as_deref() == Some("Two bags are hers."));
    assert!(looks(&theirs, &reference).await.messages.is_empty());
    let all = QueueRequest { tab: Tab::All, filter: String::new(), offset: 0, limit: 10 };
    assert_eq!(customs.queue(&all).unwrap().rows[0].messages, 1);
    assert_eq!(ours.queue(&all).unwrap().rows[0].messages, 0);
    customs.read_message(&ReadMessage { crossing: reference.clone(), message: lines[0].id }).await.unwrap();
    assert_eq!(customs.queue(&all).unwrap().rows[0].messages, 0);
    let read = looks(&customs, &reference).await.messages;
    assert_eq!(read[0].read_by.iter().map(|(who, _)| who.as_str()).collect::<Vec<_>>(), ["K-2010"]);
    let again = customs.read_message(&ReadMessage { crossing: reference.clone(), message: lines[0].id }).await;
    assert!(matches!(again, Err(Error::NotFound)), "{again:?}");

    // To the other State: an act, which both read.
    let told = SendMessage {
        key: post.workstation.clock().new_id(),
        state: theirs.state(),
        agency: Agency::Immigration,
        words: "Her sister waits here.".to_owned(),
        ..own
    };
    ours.send_message(&told).await.unwrap();
    assert_eq!(post.workstation.catch_up().await.unwrap(), head + 1);
    let lines = looks(&theirs, &reference).await.messages;
    assert_eq!(lines.len(), 1, "the own State's stays there");
    assert!(lines[0].is_for_me);
    theirs.catch_up().await.unwrap();
    assert_eq!(theirs.queue(&all).unwrap().rows[0].messages, 1);
    // Who read it stays with his State.
    theirs.read_message(&ReadMessage { crossing: reference.clone(), message: lines[0].id }).await.unwrap();
    post.passes(6);
    let ours_sees = looks(&ours, &reference).await.messages;
    assert_eq!(ours_sees.len(), 2);
    assert!(ours_sees.iter().filter(|line| line.to == theirs.state()).all(|line| line.read_by.is_empty()));
    let empty =
        ours.send_message(&SendMessage { words: " ".to_owned(), key: post.workstation.clock().new_id(), ..told }).await;
    assert!(matches!(empty, Err(Error::Refused(Refusal::ReasonMissing))), "{empty:?}");
    post.holds().await;
}

async fn the_register_of_persons_held_has_the_hours_and_what_was_done(post: &Post) {
    let (ours, theirs, supervisor) =
        (post.immigration().await, post.other_immigration().await, post.supervisor().await);
    let reference = does(&ours, None, post.foreign_walker()).await;
    let step = StepId(1);
    let care = |care, words: &str| WriteCare {
        key: post.workstation.clock().new_id(),
        crossing: reference.clone(),
        step,
        care,
        words: words.to_owned(),
    };
    let meal = care(Care::Meal { taken: true }, "tea and bread");
    assert!(matches!(ours.write_care(&meal), Err(Error::Refused(Refusal::NotHeld))));
    does(&ours, Some(&reference), claim(1)).await;
    post.passes(60);
    does(&ours, Some(&reference), Action::Hold { step, told: "section 12".to_owned() }).await;
    // Exit from Kenya at a juxtaposed post stands in Uganda, whose officer co-signs.
    post.passes(60);
    theirs.catch_up().await.unwrap();
    does(&theirs, Some(&reference), Action::CoSign { step }).await;
    ours.catch_up().await.unwrap();
    assert!(matches!(theirs.write_care(&meal), Err(Error::Refused(Refusal::OtherState))));
    ours.write_care(&meal).unwrap();
    post.passes(3_600);
    ours.write_care(&care(Care::Contact { whom: Contact::Consulate, told: true }, "by telephone, 10:15")).unwrap();
    let held = looks(&ours, &reference).await.held;
    assert_eq!(held.len(), 1);
    assert_eq!(held[0].entries.iter().map(|one| one.care.word()).collect::<Vec<_>>(), ["meal_taken", "consulate_told"]);
    assert!(held[0].may_write && held[0].hold.limit_at - held[0].hold.by.at == chrono::TimeDelta::hours(24));
    let seen_there = looks(&theirs, &reference).await.held;
    assert_eq!(seen_there.len(), 1, "that somebody is held both States see");
    assert!(seen_there[0].entries.is_empty() && !seen_there[0].may_write);

    // The pages carry it to the register, which supervisors take away as a table and on paper.
    post.passes(15 * 60);
    supervisor.keep_own_journal().await.unwrap();
    let now = post.workstation.clock().now();
    let of = HeldRegisterRequest { from: now - chrono::TimeDelta::hours(6), before: now };
    assert!(matches!(ours.held_register(of).await, Err(Error::NotAllowed)));
    let register = supervisor.held_register(of).await.unwrap();
    assert_eq!(register.holds.len(), 1);
    assert_eq!((register.holds[0].entries.len(), register.holds[0].until), (2, None));
    assert_eq!(register.holds[0].minutes, 1 + 60 + 15);
    let csv = String::from_utf8(supervisor.held_register_file(of, false).await.unwrap()).unwrap();
    assert!(csv.lines().count() == 3 && csv.contains("\"by telephone, 10:15\""), "{csv}");
    let pdf = supervisor.held_register_file(of, true).await.unwrap();
    assert!(pdf.starts_with(b"%PDF"));
    let other = post.other_supervisor().await.held_register(of).await.unwrap();
    assert!(other.holds.is_empty(), "Uganda held nobody");

    // It ends with two signatures, and the hours with it.
    does(
        &ours,
        Some(&reference),
        Action::Move { what: Motion::EndHold { step }, other: None, why: "identity proved".to_owned() },
    )
    .await;
    let second = post.worker("K-1050", "A-I2").await;
    does(&second, Some(&reference), Action::Second { number: domain::act::MotionNumber(1), receipt: None }).await;
    post.passes(600);
    let register = supervisor.held_register(of).await.unwrap();
    assert_eq!((register.holds[0].until.is_some(), register.holds[0].minutes), (true, 76));
    ours.catch_up().await.unwrap();
    assert!(matches!(ours.write_care(&care(Care::Seen, "")), Err(Error::Refused(Refusal::NotHeld))));
    let entries = supervisor.own_journal(0, 1_000).await.unwrap();
    assert_eq!(entries.iter().filter(|entry| matches!(entry.what, Deed::Cared { .. })).count(), 2);
    post.holds().await;
}

async fn a_hold_that_is_entered_late_has_its_hours_and_its_limit_from_the_stated_time(post: &Post) {
    let (ours, theirs, supervisor) =
        (post.immigration().await, post.other_immigration().await, post.supervisor().await);
    let reference = does(&ours, None, post.foreign_walker()).await;
    let (step, paper) = (StepId(1), "P-0017".to_owned());
    does(&ours, Some(&reference), claim(1)).await;
    post.passes(3_600);
    let stated_at = post.workstation.clock().now() - chrono::TimeDelta::minutes(40);
    let what = Box::new(Action::Hold { step, told: "section 12".to_owned() });
    let late = Action::EnterLate { stated_at, paper: paper.clone(), what };
    let unseen = ours.perform(&asks(&ours, Some(&reference), late.clone())).await;
    assert!(matches!(unseen, Err(Error::Refused(Refusal::PaperNotSeen))), "{unseen:?}");
    let second = post.worker("K-1050", "A-I2").await;
    does(&second, Some(&reference), Action::SeePaper { paper }).await;
    does(&ours, Some(&reference), late).await;
    post.passes(60);
    does(&theirs, Some(&reference), Action::CoSign { step }).await;
    for reader in [&ours, &theirs] {
        let held = looks(reader, &reference).await.held;
        assert_eq!(held[0].hold.limit_at, stated_at + chrono::TimeDelta::hours(24));
    }
    post.passes(15 * 60);
    supervisor.keep_own_journal().await.unwrap();
    let now = post.workstation.clock().now();
    let of = HeldRegisterRequest { from: now - chrono::TimeDelta::hours(6), before: now };
    let register = supervisor.held_register(of).await.unwrap();
    assert_eq!(register.holds[0].minutes, (now - stated_at).num_minutes());
    let csv = String::from_utf8(supervisor.held_register_file(of, false).await.unwrap()).unwrap();
    assert!(csv.contains(&stated_at.format("%Y-%m-%dT%H:%M:%SZ").to_string()), "{csv}");
    post.holds().await;
}

async fn a_shorter_procedure_takes_both_and_what_it_left_out_is_settled_after_the_party_has_left(post: &Post) {
    let (ours, theirs, officer) = (post.supervisor().await, post.other_supervisor().await, post.immigration().await);
    let (key, now) = (|| post.workstation.clock().new_id(), post.workstation.clock().now());
    let slip = ours.reserve(key(), 1).await.unwrap().remove(0);
    let emergency = Emergency {
        flow: Flow::Traveller,
        category: None,
        version: "traveller-flood-1".to_owned(),
        stays: BTreeSet::from([1, 3]),
        until: now + chrono::TimeDelta::hours(6),
        why: "a thousand at the bridge".to_owned(),
    };
    let declared = || DeclareEmergency { key: key(), emergency: emergency.clone() };
    assert!(matches!(officer.declare_emergency(declared()).await, Err(Error::Refused(Refusal::NotYourRole))));
    ours.declare_emergency(declared()).await.unwrap();
    theirs.catch_up().await.unwrap();
    let seen = theirs.emergencies();
    assert!(seen.in_force.is_empty());
    assert_eq!(seen.asked, [(ours.session().unwrap().state, emergency.clone())]);
    theirs.declare_emergency(declared()).await.unwrap();
    officer.catch_up().await.unwrap();
    let seen = officer.emergencies();
    assert_eq!(
        seen.in_force.iter().map(|one| (one.flow, one.until)).collect::<Vec<_>>(),
        [(Flow::Traveller, emergency.until)]
    );
    assert!(seen.asked.is_empty());

    let reference = does(&officer, None, post.walker(1)).await;
    let waive = |step| Action::Waive { step: StepId(step), reason: ReasonCode("W1".to_owned()), note: None };
    does(&officer, Some(&reference), waive(1)).await;
    let beyond = post.other_immigration().await;
    does(&beyond, Some(&reference), waive(2)).await;
    let gate = post.worker("U-9001", "B-G1").await;
    let leaving = looks(&gate, &reference).await.crossing.departure_as_recorded(vec![SubjectId(1)]);
    does(&gate, Some(&reference), leaving).await;
    assert!(looks(&theirs, &reference).await.crossing.is_closed());

    let left = theirs.left_out().await.unwrap().left;
    assert_eq!(left.len(), 1);
    let steps: Vec<_> = left[0].steps.iter().map(|step| (step.id, step.agency)).collect();
    let [(health, Agency::Health), (goods, Agency::Customs)] = steps[..] else { unreachable!("left out: {steps:?}") };
    let settle = |step, how, note: Option<&str>| Action::SettleLeftOut {
        subject: SubjectId(1),
        step,
        how,
        note: note.map(str::to_owned),
    };
    let foreign = ours.perform(&asks(&ours, Some(&reference), settle(goods, LeftOutHow::MadeGood, None))).await;
    assert!(matches!(foreign, Err(Error::Refused(Refusal::OtherState))), "{foreign:?}");
    does(&theirs, Some(&reference), settle(goods, LeftOutHow::MadeGood, None)).await;
    does(&theirs, Some(&reference), settle(health, LeftOutHow::Noted, Some("gone by then"))).await;
    assert!(theirs.left_out().await.unwrap().left.is_empty());
    let note = |view: contract::CrossingView| view.history.last().and_then(|line| line.note.clone());
    assert_eq!(note(looks(&theirs, &reference).await).as_deref(), Some("gone by then"));
    assert_eq!(note(looks(&ours, &reference).await), None, "why is for the own State alone");

    ours.end_emergency(EndEmergency { key: key(), version: emergency.version.clone() }).await.unwrap();
    post.passes(60);
    officer.catch_up().await.unwrap();
    assert!(officer.emergencies().in_force.is_empty());
    let after = does(&officer, None, post.walker(2)).await;
    assert_eq!(looks(&officer, &after).await.crossing.template, "traveller-1");

    // Who was written on a blank slip meanwhile went by it, and is among those on whom something was left out.
    let written = Action::EnterLate { stated_at: now, paper: slip.to_string(), what: Box::new(post.walker(3)) };
    does(&officer, Some(&slip), written).await;
    assert_eq!(looks(&officer, &slip).await.crossing.template, emergency.version);
    let left = theirs.left_out().await.unwrap().left;
    assert_eq!(left.into_iter().map(|one| one.reference).collect::<Vec<_>>(), [slip]);
    post.holds().await;
}

async fn whoever_is_on_a_break_keeps_no_claim_and_takes_none(post: &Post) {
    let (officer, supervisor) = (post.immigration().await, post.supervisor().await);
    let reference = does(&officer, None, post.walker(1)).await;
    does(&officer, Some(&reference), claim(1)).await;
    officer.take_break(post.workstation.clock().new_id()).await.unwrap();
    assert!(looks(&officer, &reference).await.crossing.claim_of(officer.officer()).is_empty());
    let load = |view: &contract::MonitorView| {
        let found = view.loads.iter().find(|load| load.state == officer.state() && load.agency == Agency::Immigration);
        found.map(|load| (load.desks_open, load.desks_on_break)).unwrap()
    };
    assert_eq!(load(&supervisor.monitor().unwrap()), (0, 1), "his desk shows as on a break");
    let next = officer.claim_next(&ClaimNext { key: post.workstation.clock().new_id() }).await;
    assert!(matches!(next, Err(Error::Refused(Refusal::OnBreak))), "{next:?}");
    let taken = officer.perform(&asks(&officer, Some(&reference), claim(1))).await;
    assert!(matches!(taken, Err(Error::Refused(Refusal::OnBreak))), "{taken:?}");
    let twice = officer.take_break(post.workstation.clock().new_id()).await;
    assert!(matches!(twice, Err(Error::Refused(Refusal::OnBreak))), "{twice:?}");
    officer.come_back().await.unwrap();
    does(&officer, Some(&reference), claim(1)).await;
    assert_eq!(load(&supervisor.monitor().unwrap()), (1, 0));
    post.holds().await;
}

async fn a_handover_has_two_signatures_of_its_state_and_its_words_stay_there(post: &Post) {
    let (goes, officer, other) = (post.supervisor().await, post.immigration().await, post.other_supervisor().await);
    let administrator = SignedIn::unwrap(&post.workstation, "K-0001", "msimamizi-demo").await.unwrap();
    let second = app::NewOfficer {
        officer: domain::OfficerNumber::parse("K-0008").unwrap(),
        name: "Invented Second".to_owned(),
        agency: Agency::Customs,
        roles: [Role::Officer, Role::Supervisor].into_iter().collect(),
        password: "mlima-wa-pili".to_owned(),
    };
    administrator.certify(&second).await.unwrap();
    let reference = does(&officer, None, post.walker(1)).await;
    does(&officer, Some(&reference), claim(1)).await;
    assert!(matches!(officer.hand_over("x").await, Err(Error::Refused(Refusal::NotYourRole))));
    goes.catch_up().await.unwrap();
    let number = goes.hand_over("The scanner at A-I2 is slow.").await.unwrap();
    let own = goes.take_over(TakeOver { number }).await;
    assert!(matches!(own, Err(Error::Refused(Refusal::SameOfficer))), "{own:?}");
    goes.close_shift(post.workstation.clock().new_id()).await.unwrap();
    other.catch_up().await.unwrap();
    assert!(other.handovers().unwrap().handovers.is_empty());
    let theirs = other.take_over(TakeOver { number }).await;
    assert!(matches!(theirs, Err(Error::Refused(Refusal::OtherState))), "{theirs:?}");

    // Who signs in later reads it too.
    let comes = post.sits("K-0008", "mlima-wa-pili", "A-C2").await;
    let view = comes.handovers().unwrap();
    let line = &view.handovers[0];
    assert_eq!((line.words.as_str(), line.by.as_str()), ("The scanner at A-I2 is slow.", "K-0007"));
    assert!(line.may_take);
    assert_eq!(line.open.iter().map(|case| case.crossing.clone()).collect::<Vec<_>>(), [reference]);
    comes.take_over(TakeOver { number }).await.unwrap();
    assert_eq!(comes.handovers().unwrap().handovers[0].taken.as_ref().unwrap().0.as_str(), "K-0008");
    let long = "é".repeat(801);
    assert!(matches!(comes.hand_over(&long).await, Err(Error::Unusable { .. })));
    comes.hand_over(&"é".repeat(800)).await.unwrap();
    let found = verify_as(&comes).await.unwrap();
    assert!(found.is_ok(), "{:?}", found.problems);
}

async fn a_reserved_reference_is_used_once(post: &Post) {
    let (supervisor, officer) = (post.supervisor().await, post.immigration().await);
    let first = does(&officer, None, post.walker(1)).await;
    supervisor.catch_up().await.unwrap();
    let key = post.workstation.clock().new_id();
    let reserved = supervisor.reserve(key, 3).await.unwrap();
    assert_eq!(supervisor.reserve(key, 3).await.unwrap(), reserved, "sent again it is the same");
    assert_eq!(
        reserved.iter().map(Reference::serial).collect::<Vec<_>>(),
        [2, 3, 4].map(|more| first.serial() + more - 1)
    );
    let none = officer.reserve(post.workstation.clock().new_id(), 1).await;
    assert!(matches!(none, Err(Error::Refused(Refusal::NotYourRole))), "{none:?}");
    officer.catch_up().await.unwrap();
    let next = does(&officer, None, post.walker(2)).await;
    assert_eq!(next.serial(), first.serial() + 4, "nobody else gets one of them");

    let wanted = BlankFor { flow: Flow::Bus, category: None, direction: Direction::AToB, size: PaperSize::A5 };
    assert!(supervisor.blank_slips(&reserved, wanted).unwrap().starts_with(b"%PDF"));
    assert!(matches!(
        supervisor.blank_slips(std::slice::from_ref(&first), wanted),
        Err(Error::Refused(Refusal::NotReserved))
    ));

    let on_paper = &reserved[1];
    assert_eq!(does(&officer, Some(on_paper), post.walker(3)).await, *on_paper);
    let again = officer.perform(&asks(&officer, Some(on_paper), post.walker(4))).await;
    assert!(matches!(again, Err(Error::Refused(Refusal::ReferenceUsed))), "{again:?}");
    let foreign = officer.perform(&asks(&officer, Some(&first), post.walker(4))).await;
    assert!(matches!(foreign, Err(Error::Refused(Refusal::ReferenceUsed))), "{foreign:?}");
    let never: Reference = Reference::new("MD", 2026, 1, 999).unwrap();
    let invented = officer.perform(&asks(&officer, Some(&never), post.walker(4))).await;
    assert!(matches!(invented, Err(Error::Refused(Refusal::NotReserved))), "{invented:?}");
    let unused = supervisor.reserved().await.unwrap().unused;
    assert_eq!(
        unused.iter().map(|one| one.reference.clone()).collect::<Vec<_>>(),
        [reserved[0].clone(), reserved[2].clone()]
    );

    // Also once its crossing has closed, and the program has forgotten it.
    does(&officer, Some(on_paper), Action::Withdraw { subjects: vec![SubjectId(1)] }).await;
    let after = officer.perform(&asks(&officer, Some(on_paper), post.walker(5))).await;
    assert!(matches!(after, Err(Error::Refused(Refusal::ReferenceUsed))), "{after:?}");
    post.holds().await;
}

async fn a_party_on_a_blank_slip_arrived_when_the_slip_states_it(post: &Post) {
    let (supervisor, officer) = (post.supervisor().await, post.immigration().await);
    let slips = supervisor.reserve(post.workstation.clock().new_id(), 2).await.unwrap();
    let reserved_at = post.workstation.clock().now();
    post.passes(3_600);
    officer.catch_up().await.unwrap();
    let stated_at = reserved_at + chrono::TimeDelta::minutes(20);
    let written = |stated_at, slip: &Reference, seed| Action::EnterLate {
        stated_at,
        paper: slip.to_string(),
        what: Box::new(post.walker(seed)),
    };
    let before = reserved_at - chrono::TimeDelta::minutes(5);
    let early = officer.perform(&asks(&officer, Some(&slips[0]), written(before, &slips[0], 1))).await;
    assert!(matches!(early, Err(Error::Refused(Refusal::StatedTooEarly { .. }))), "{early:?}");
    let other = officer.perform(&asks(&officer, Some(&slips[0]), written(stated_at, &slips[1], 1))).await;
    assert!(matches!(other, Err(Error::Refused(Refusal::NotReserved))), "{other:?}");
    let unnamed = officer.perform(&asks(&officer, None, written(stated_at, &slips[0], 1))).await;
    assert!(matches!(unnamed, Err(Error::Refused(Refusal::NotReserved))), "{unnamed:?}");

    let request = asks(&officer, Some(&slips[0]), written(stated_at, &slips[0], 1));
    let done = officer.perform(&request).await.unwrap();
    assert_eq!(officer.perform(&request).await.unwrap(), done, "sent again it is the same");
    let crossing = looks(&officer, &slips[0]).await.crossing;
    assert_eq!((crossing.arrival(), crossing.arrived_at), (stated_at, post.workstation.clock().now()));
    let taken = officer.perform(&asks(&officer, Some(&slips[0]), claim(1))).await;
    assert!(matches!(taken, Err(Error::Refused(Refusal::SlipNotSeen))), "{taken:?}");
    let next = officer.claim_next(&ClaimNext { key: post.workstation.clock().new_id() }).await.unwrap();
    assert!(next.is_none(), "nobody else waits: {next:?}");
    does(&supervisor, Some(&slips[0]), Action::SeePaper { paper: slips[0].to_string() }).await;
    officer.catch_up().await.unwrap();
    does(&officer, Some(&slips[0]), claim(1)).await;
    post.holds().await;
}

async fn whoever_scans_a_document_is_told_the_way_its_bearer_left(post: &Post) {
    let ours = post.immigration().await;
    let walker = post.walker(1);
    let Action::Register { subjects, .. } = &walker else { unreachable!("{walker:?}") };
    let document = subjects[0].traveller().unwrap().document.clone().unwrap();
    let zone = [
        format!("{:<<44}", format!("P<{}SPECIMEN<<ANY", document.issuer)),
        format!("{}0{}9203170F3108011{:<<14}00", document.number, document.issuer, ""),
    ];
    let scanned = async || match ours.scan(&Scan { text: zone.join("\n") }).await.unwrap() {
        Scanned::Document { open, last, .. } => (open.len(), last),
        other => unreachable!("{other:?}"),
    };
    assert_eq!(scanned().await, (0, None));
    let reference = does(&ours, None, walker.clone()).await;
    assert_eq!(scanned().await, (1, None));
    post.leaves(&reference).await;
    let (open, last) = scanned().await;
    let last = last.unwrap();
    assert_eq!((open, &last.reference, last.direction), (0, &reference, Direction::AToB));
    let doubts = async |on: &Reference| {
        let doubts = looks(&ours, on).await.doubts;
        doubts.into_iter().map(|doubt| (doubt.why, doubt.other)).collect::<Vec<_>>()
    };
    let the_wrong_way = [(Why::WrongDirection, reference.clone())];
    // Whatever closes after it, it stays the way that he left the last time.
    let withdrawn = Action::Withdraw { subjects: vec![SubjectId(1)] };
    let void = Action::Void { subject: SubjectId(1), duplicate_of: None };
    for ending in [withdrawn, void] {
        post.passes(60);
        let again = does(&ours, None, walker.clone()).await;
        assert_eq!(doubts(&again).await, the_wrong_way);
        does(&ours, Some(&again), ending).await;
        let (open, last) = scanned().await;
        assert_eq!((open, last.map(|last| last.reference)), (0, Some(reference.clone())));
    }
    let again = does(&ours, None, walker).await;
    assert_eq!(doubts(&again).await, the_wrong_way);
}

async fn who_is_void_as_a_duplicate_is_one_of_a_crossing_that_is_there(post: &Post) {
    let (officer, supervisor) = (post.immigration().await, post.supervisor().await);
    let first = does(&officer, None, post.walker(1)).await;
    let closed = does(&officer, None, post.walker(2)).await;
    does(&officer, Some(&closed), Action::Withdraw { subjects: vec![SubjectId(1)] }).await;
    let nowhere: Reference = Reference::new("MD", 2026, 1, 999).unwrap();
    let void = |of: &Reference| Action::Void { subject: SubjectId(1), duplicate_of: Some(of.clone()) };
    let ask = |what, other: &Reference| Action::Move { what, why: "twice".to_owned(), other: Some(other.clone()) };
    let void_of_decided = Motion::Void { subject: SubjectId(1) };
    let head = post.workstation.catch_up().await.unwrap();
    let refused = officer.perform(&asks(&officer, Some(&first), void(&nowhere))).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NoSuchCrossing))), "{refused:?}");
    for motion in [void_of_decided, Motion::Move { subject: SubjectId(1) }] {
        supervisor.catch_up().await.unwrap();
        let refused = supervisor.perform(&asks(&supervisor, Some(&first), ask(motion, &nowhere))).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NoSuchCrossing))), "{refused:?}");
    }
    assert_eq!(post.workstation.catch_up().await.unwrap(), head, "nothing was signed");

    // One that closed is one too.
    let twice = does(&officer, None, post.walker(2)).await;
    does(&officer, Some(&twice), void(&closed)).await;
    let again = does(&officer, None, post.walker(1)).await;
    let waive = Action::Waive { step: StepId(1), reason: ReasonCode("W1".to_owned()), note: None };
    does(&officer, Some(&again), waive).await;
    does(&supervisor, Some(&again), ask(void_of_decided, &first)).await;
    let open = looks(&supervisor, &again).await.crossing.motions;
    assert_eq!(open.into_values().map(|open| open.other).collect::<Vec<_>>(), [Some(first)]);
    post.holds().await;
}

/// Every model of PROCEDURE §1, and on whose territory the controls stand in each direction.
#[tokio::test(flavor = "multi_thread")]
async fn each_model_is_founded_and_the_host_is_what_was_said_not_what_was_derived() {
    each_model_is_founded(false).await;
    if std::env::var("OSBP_TEST_POSTGRES").is_ok() {
        each_model_is_founded(true).await;
    }
}

async fn each_model_is_founded(is_on_a_server: bool) {
    let demonstration = demonstration_plan().unwrap();
    let [a, b] = demonstration.states;
    let models = [
        (Model::Juxtaposed, [b, a], true),
        (Model::Juxtaposed, [a, b], false),
        (Model::Straddling, [a, b], true),
        (Model::Straddling, [b, a], true),
        (Model::Straddling, [a, a], true),
        (Model::SingleCountry, [a, a], true),
        (Model::SingleCountry, [b, b], true),
        (Model::SingleCountry, [a, b], false),
    ];
    for (model, hosts, fits) in models {
        let folder = tempfile::tempdir().unwrap();
        let trial = if is_on_a_server { trial().await } else { None };
        let plan = Plan { model, hosts, utc_offsets: [180, 120], ..demonstration.clone() };
        let founded = founding(plan).found(&address(trial.as_ref(), &folder), &folder.path().join("home")).await;
        let Ok(workstation) = founded else {
            assert!(!fits, "{model:?} {hosts:?}");
            if let Some(trial) = trial {
                trial.discard().await.unwrap();
            }
            continue;
        };
        assert!(fits, "{model:?} {hosts:?}");
        let administrator = SignedIn::unwrap(&workstation, "K-0001", "msimamizi-demo").await.unwrap();
        let account = app::ACCOUNTS.iter().find(|known| known.number == "K-1042").unwrap();
        administrator.certify(&account.officer().unwrap()).await.unwrap();
        let officer = SignedIn::sign_in(
            &workstation,
            &SignIn {
                officer: "K-1042".to_owned(),
                password: account.password.to_owned(),
                desk: DeskCode("A-I1".to_owned()),
                pin: None,
                code: None,
            },
        )
        .await
        .unwrap();
        for (direction, host, exit) in [(Direction::AToB, hosts[0], a), (Direction::BToA, hosts[1], b)] {
            let today = workstation.clock().now().date_naive();
            let walker = Specimens::new(1).unwrap().on_foot(direction, today);
            let reference = does(&officer, None, walker).await;
            let crossing = looks(&officer, &reference).await.crossing;
            assert_eq!((crossing.host_state, crossing.exit_state), (host, exit), "{model:?}");
        }
        assert!(verify(workstation.store()).await.unwrap().is_ok());
        workstation.store().close().await;
        if let Some(trial) = trial {
            trial.discard().await.unwrap();
        }
    }
}

fn founding(plan: Plan) -> Founding {
    let administrator = |state: StateCode| app::NewOfficer {
        officer: domain::OfficerNumber::parse(&format!("{}-0001", state.as_str().get(..1).unwrap())).unwrap(),
        name: "Administrator".to_owned(),
        agency: Agency::Immigration,
        roles: [Role::Administrator].into_iter().collect(),
        password: "msimamizi-demo".to_owned(),
    };
    Founding {
        administrators: plan.states.map(administrator),
        plan,
        alerts: [Vec::new(), Vec::new()],
        referral_permille: [0, 0],
        selectivity: [Selectivity::default(), Selectivity::default()],
    }
}

async fn a_state_that_changes_its_clocks_is_right_from_then_on_and_for_all_before(post: &Post) {
    let (supervisor, officer) = (post.supervisor().await, post.immigration().await);
    let now = post.workstation.clock().now();
    let from = now + chrono::TimeDelta::hours(1);
    let not_his = officer.set_clocks(SetClocks { from, minutes: 120 }).await;
    assert!(matches!(not_his, Err(Error::Refused(Refusal::NotYourRole))), "{not_his:?}");
    supervisor.set_clocks(SetClocks { from, minutes: 120 }).await.unwrap();
    let plan = post.workstation.info().plan.unwrap();
    let ken = supervisor.state();
    assert_eq!((plan.minutes_ahead(ken, now), plan.minutes_ahead(ken, from)), (180, 120));
    post.holds().await;
}

async fn the_order_of_the_queue_and_the_assignment_of_officers_are_computed_not_chosen(post: &Post) {
    let (officer, other) = (post.immigration().await, post.worker("K-1050", "A-I2").await);
    let supervisor = post.supervisor().await;
    let mut parties = Vec::new();
    for seed in 1..=3 {
        post.passes(60);
        parties.push(does(&officer, None, post.walker(seed)).await);
    }
    supervisor.catch_up().await.unwrap();
    // The last of them goes before the others by an act with its reason.
    let faint = Action::Prioritise { priority: Priority::Medical, told: "faint".to_owned() };
    does(&supervisor, Some(&parties[2]), faint).await;
    for signed_in in [&officer, &other] {
        signed_in.catch_up().await.unwrap();
    }
    let request = || ClaimNext { key: post.workstation.clock().new_id() };
    let next = officer.claim_next(&request()).await.unwrap().unwrap();
    assert_eq!(next.crossing.as_ref(), Some(&parties[2]));
    let another = officer.claim_next(&request()).await;
    assert!(matches!(another, Err(Error::Refused(Refusal::ClaimOpen))), "{another:?}");
    let next = other.claim_next(&request()).await.unwrap().unwrap();
    assert_eq!(next.crossing.as_ref(), Some(&parties[0]), "who is in somebody's hands is passed over");
    // Given up, it keeps its place.
    does(&officer, Some(&parties[2]), Action::Release { steps: vec![StepId(1)] }).await;
    let next = officer.claim_next(&request()).await.unwrap().unwrap();
    assert_eq!(next.crossing.as_ref(), Some(&parties[2]));
    post.holds().await;
}
