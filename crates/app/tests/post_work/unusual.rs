//! Unusual traffic: what a State has switched on is looked for before a claim, beside other crossings.

use app::{Error, SignedIn, Specimens};
use contract::{SetUnusual, UnusualRule};
use domain::alert::{ShownBy, Unusual};
use domain::private::{Disposition, Hit, Matched};
use domain::subject::{Document, Relation, RelationKind, SubjectFacts};
use domain::{Action, Direction, Reference, Refusal, Side, StepId, StepState, SubjectId};

use super::post::{Post, asks, claim, does, looks, on_each_engine};

on_each_engine! {
    a_document_that_left_the_same_way_just_before_is_a_hit_for_its_state_alone,
    a_child_with_another_adult_and_a_vehicle_with_other_plates_are_hits,
    a_rule_is_an_administrators_and_says_what_is_to_be_done,
}

fn rule(which: Unusual, minutes: u16) -> SetUnusual {
    let instruction = format!("what is to be done about {}", which.word());
    SetUnusual { rule: UnusualRule { which, instruction, minutes }, is_on: true }
}

async fn administrator(post: &Post) -> SignedIn {
    SignedIn::unwrap(&post.workstation, "K-0001", "msimamizi-demo").await.unwrap()
}

async fn hits(officer: &SignedIn, reference: &Reference, step: StepId) -> Vec<Hit> {
    let file = looks(officer, reference).await.file;
    file.step(step)
        .map(|step| step.searches.iter().flat_map(|search| search.hits.clone()).collect())
        .unwrap_or_default()
}

fn people(party: &mut Action) -> &mut Vec<SubjectFacts> {
    let Action::Register { subjects, .. } = party else { unreachable!("{party:?}") };
    subjects
}

async fn a_document_that_left_the_same_way_just_before_is_a_hit_for_its_state_alone(post: &Post) {
    let keeper = administrator(post).await;
    keeper.set_unusual(rule(Unusual::DocumentTooSoon, 60)).await.unwrap();
    let walker = post.foreign_walker();
    let first = does(&post.immigration().await, None, walker.clone()).await;
    post.leaves(&first).await;
    post.passes(10 * 60);
    let officer = post.immigration().await;
    let again = does(&officer, None, walker.clone()).await;
    does(&officer, Some(&again), claim(1)).await;
    let found = hits(&officer, &again, StepId(1)).await;
    let [hit] = found.as_slice() else { unreachable!("{found:?}") };
    let listed = hit.listed.as_ref().unwrap();
    assert_eq!((hit.entry, hit.matched), (Unusual::DocumentTooSoon.entry(), Matched::Unusual));
    assert_eq!((hit.reason.as_str(), listed.name.as_str()), ("document_too_soon", first.to_string().as_str()));
    assert_eq!(hit.instruction, "what is to be done about document_too_soon");
    assert!(looks(&post.other_immigration().await, &again).await.file.steps.is_empty());
    // It is settled as any other hit is.
    let clears = |dispositions| Action::Clear {
        steps: vec![StepId(1)],
        dispositions,
        grants: Vec::new(),
        note: None,
        customs: Box::default(),
    };
    let refused = officer.perform(&asks(&officer, Some(&again), clears(Vec::new()))).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::HitOpen))), "{refused:?}");
    let explained = Disposition::another(SubjectId(1), hit.entry, Some(ShownBy::Document));
    does(&officer, Some(&again), clears(vec![explained])).await;
    post.leaves(&again).await;
    // The next time it is asked anew, until it is switched off.
    post.passes(10 * 60);
    let third = does(&officer, None, walker).await;
    let officer = post.immigration().await;
    does(&officer, Some(&third), claim(1)).await;
    assert_eq!(hits(&officer, &third, StepId(1)).await.len(), 1);
    does(&officer, Some(&third), Action::Release { steps: vec![StepId(1)] }).await;
    keeper.set_unusual(SetUnusual { is_on: false, ..rule(Unusual::DocumentTooSoon, 60) }).await.unwrap();
    let officer = post.immigration().await;
    does(&officer, Some(&third), claim(1)).await;
    assert_eq!(hits(&officer, &third, StepId(1)).await, []);
    post.holds().await;
}

async fn a_child_with_another_adult_and_a_vehicle_with_other_plates_are_hits(post: &Post) {
    let keeper = administrator(post).await;
    for which in [Unusual::OtherAdult, Unusual::OtherPlates] {
        keeper.set_unusual(rule(which, 0)).await.unwrap();
    }
    let with = |adult: &str| {
        let mut family = post.foreign_walker();
        let persons = people(&mut family);
        let mut child = persons[0].clone();
        for (facts, number, born) in [(&mut persons[0], adult, "1980-03-04"), (&mut child, "C7", "2019-05-06")] {
            let SubjectFacts::Traveller(person) = facts else { unreachable!("{facts:?}") };
            person.surname = format!("OF {number}");
            person.birth_date = born.parse().ok();
            person.document = person.document.take().map(|paper| Document { number: number.to_owned(), ..paper });
        }
        persons.truncate(1);
        persons.push(child);
        let Action::Register { relations, .. } = &mut family else { unreachable!("{family:?}") };
        *relations = vec![Relation { from: SubjectId(1), kind: RelationKind::Guardian, to: SubjectId(2) }];
        family
    };
    let first = does(&post.immigration().await, None, with("A1")).await;
    post.leaves(&first).await;
    post.passes(10 * 60);
    let officer = post.immigration().await;
    let again = does(&officer, None, with("A2")).await;
    let crossing = looks(&officer, &again).await.crossing;
    let of_child = crossing.steps_of(SubjectId(2)).find(|step| step.side == Side::Exit).unwrap().id;
    does(&officer, Some(&again), claim(of_child.0)).await;
    let found = hits(&officer, &again, of_child).await;
    assert_eq!(found.iter().map(|hit| hit.reason.as_str()).collect::<Vec<_>>(), ["other_adult"]);
    does(&officer, Some(&again), Action::Release { steps: vec![of_child] }).await;

    let today = post.workstation.clock().now().date_naive();
    let car = Specimens::new(3).unwrap().car(Direction::AToB, today);
    let mut other = car.clone();
    for (facts, is_vehicle) in people(&mut other).iter_mut().zip([false, true, false]) {
        match facts {
            SubjectFacts::Conveyance(vehicle) if is_vehicle => vehicle.plate = "KZZ 999Z".parse().unwrap(),
            SubjectFacts::Traveller(person) => person.document.as_mut().unwrap().number.push('9'),
            other => unreachable!("{other:?}"),
        }
    }
    let one = does(&officer, None, car).await;
    let two = does(&officer, None, other).await;
    let customs = post.worker("K-2010", "A-C2").await;
    let crossing = looks(&customs, &two).await.crossing;
    let is_ready = |step: &&domain::Step| step.side == Side::Exit && crossing.state_of(step) == StepState::Ready;
    let of_car = crossing.steps_of(SubjectId(2)).find(is_ready).unwrap().id;
    does(&customs, Some(&two), claim(of_car.0)).await;
    let found = hits(&customs, &two, of_car).await;
    let told: Vec<_> =
        found.iter().map(|hit| (hit.reason.as_str(), hit.listed.as_ref().unwrap().name.clone())).collect();
    assert_eq!(told, [("other_plates", one.to_string())]);
    post.holds().await;
}

async fn a_rule_is_an_administrators_and_says_what_is_to_be_done(post: &Post) {
    let officer = post.immigration().await;
    let refused = officer.set_unusual(rule(Unusual::OtherAdult, 0)).await;
    assert!(matches!(refused, Err(Error::NotAllowed)), "{refused:?}");
    let keeper = administrator(post).await;
    for minutes in [0, 7 * 24 * 60 + 1] {
        let wrong = keeper.set_unusual(rule(Unusual::DocumentTooSoon, minutes)).await;
        assert!(matches!(wrong, Err(Error::Invalid { field: "minutes" })), "{wrong:?}");
    }
    let mut silent = rule(Unusual::OtherAdult, 0);
    silent.rule.instruction = "  ".to_owned();
    let wrong = keeper.set_unusual(silent).await;
    assert!(matches!(wrong, Err(Error::Invalid { field: "instruction" })), "{wrong:?}");
    assert_eq!(officer.alert_lists().await.unwrap().unusual, []);
    // Set again it is changed, not there twice.
    for minutes in [30, 45] {
        keeper.set_unusual(rule(Unusual::DocumentTooSoon, minutes)).await.unwrap();
    }
    let known = officer.alert_lists().await.unwrap().unusual;
    assert_eq!(
        known.iter().map(|rule| (rule.which, rule.minutes)).collect::<Vec<_>>(),
        [(Unusual::DocumentTooSoon, 45)]
    );
    assert_eq!(post.other_immigration().await.alert_lists().await.unwrap().unusual, []);
}
