//! What an officer finds out of a document and its holder: sealed to his State beside his decision, and told when the document comes
//! again.

use app::{Error, SignedIn};
use domain::act::Conclusion;
use domain::alert::ShownBy;
use domain::document_check::{
    Answers, CheckedDocument, DocumentCheck, Forgery, ForgeryFound, HolderComparison, Likeness, Point, Verdict,
};
use domain::notice::ReasonCode;
use domain::private::{Disposition, Hit, Matched};
use domain::step::Service;
use domain::subject::SubjectFacts;
use domain::{Action, Direction, Reference, Refusal, StepId, SubjectId};

use super::post::{Post, asks, claim, does, looks, on_each_engine};

on_each_engine! {
    a_comparison_is_read_by_the_own_state_alone_and_settled_by_another_officer,
    a_document_that_was_recorded_as_false_is_told_when_it_comes_again_to_its_own_state_alone,
    the_record_is_read_by_those_who_read_for_their_state,
}

fn compared(verdict: Verdict) -> DocumentCheck {
    let mut answers = Answers::default();
    let answer = if verdict == Verdict::Same { Likeness::Like } else { Likeness::Unlike };
    for point in [Point::Ears, Point::Marks, Point::Family] {
        answers.say(point, Some(answer));
    }
    let comparison = Some(HolderComparison { answers, verdict, words: String::new() });
    DocumentCheck { subject: SubjectId(1), comparison, forgery: None }
}

fn forged(kind: Forgery, is_kept: bool) -> DocumentCheck {
    let words = "the picture lies over the laminate".to_owned();
    DocumentCheck { subject: SubjectId(1), comparison: None, forgery: Some(ForgeryFound { kind, words, is_kept }) }
}

fn with(check: DocumentCheck, what: Action) -> Action {
    Action::WithChecks { checks: vec![check], what: Box::new(what) }
}

fn refer(step: u16) -> Action {
    let dispositions = Vec::new();
    Action::Refer { step: StepId(step), dispositions, note: None, protection: None, customs: Box::default() }
}

fn refuse(step: u16) -> Action {
    let reason = ReasonCode("B".to_owned());
    Action::Refuse { step: StepId(step), reason, dispositions: Vec::new(), note: None }
}

fn clear(step: u16) -> Action {
    Action::Clear {
        steps: vec![StepId(step)],
        dispositions: Vec::new(),
        grants: Vec::new(),
        note: None,
        customs: Box::default(),
    }
}

fn conclude(step: StepId, dispositions: Vec<Disposition>) -> Action {
    let outcome = Conclusion::Cleared;
    Action::Conclude { step, outcome, dispositions, ends_protection: false, note: None, customs: Box::default() }
}

async fn newest_step(officer: &SignedIn, reference: &Reference) -> StepId {
    *looks(officer, reference).await.crossing.steps.keys().next_back().unwrap()
}

async fn hits(officer: &SignedIn, reference: &Reference, step: StepId) -> Vec<Hit> {
    let file = looks(officer, reference).await.file;
    let known = file.step(step).map(|step| step.searches.iter().flat_map(|search| search.hits.clone()).collect());
    known.unwrap_or_default()
}

async fn in_history(officer: &SignedIn, reference: &Reference) -> Vec<CheckedDocument> {
    let history = looks(officer, reference).await.history;
    history.into_iter().filter_map(|line| line.document).map(|checked| *checked).collect()
}

async fn a_comparison_is_read_by_the_own_state_alone_and_settled_by_another_officer(post: &Post) {
    let (officer, theirs) = (post.immigration().await, post.other_immigration().await);
    let party = does(&officer, None, post.foreign_walker()).await;
    does(&officer, Some(&party), claim(1)).await;
    let cleared = with(compared(Verdict::Impostor), clear(1));
    let refused = officer.perform(&asks(&officer, Some(&party), cleared)).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::ImpostorSuspected))), "{refused:?}");
    does(&officer, Some(&party), with(compared(Verdict::Impostor), refer(1))).await;
    let second = post.worker("K-1050", "A-I2").await;
    let line = newest_step(&second, &party).await;
    does(&second, Some(&party), Action::Claim { steps: vec![line], presented: false }).await;
    let refused = second.perform(&asks(&second, Some(&party), conclude(line, Vec::new()))).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::ImpostorSuspected))), "{refused:?}");
    // Another officer of the State, who signed in later, reads what the first one found.
    let view = looks(&second, &party).await;
    let found = view.file.last_comparison(SubjectId(1)).unwrap();
    assert_eq!(found.verdict, Verdict::Impostor);
    assert_eq!(found.answers.all(Likeness::Unlike).collect::<Vec<_>>(), [Point::Ears, Point::Marks, Point::Family]);
    assert_eq!(in_history(&second, &party).await.len(), 1);
    does(&second, Some(&party), with(compared(Verdict::Same), conclude(line, Vec::new()))).await;
    // The other State reads nothing of it, and has nobody in its way.
    theirs.catch_up().await.unwrap();
    let seen_there = looks(&theirs, &party).await;
    assert!(seen_there.file.checks.is_empty() && in_history(&theirs, &party).await.is_empty());
    assert!(!serde_json::to_string(&seen_there).unwrap().contains("comparison"));
    post.leaves(&party).await;
    assert_eq!(in_history(&post.immigration().await, &party).await.len(), 2, "it stays in the history");
    post.holds().await;
}

async fn a_document_that_was_recorded_as_false_is_told_when_it_comes_again_to_its_own_state_alone(post: &Post) {
    let officer = post.immigration().await;
    let party = post.foreign_walker();
    let first = does(&officer, None, party.clone()).await;
    does(&officer, Some(&first), claim(1)).await;
    does(&officer, Some(&first), with(forged(Forgery::PhotographReplaced, false), refuse(1))).await;
    let second = post.worker("K-1050", "A-I2").await;
    does(&second, Some(&first), Action::Confirm { step: StepId(1) }).await;
    does(&second, Some(&first), Action::ServeNotice { step: StepId(1), service: Service::Signed }).await;
    post.passes(20 * 60 * 60);

    // The next day, to whoever signed in before and after it, though the crossing is closed.
    let again = does(&officer, None, party.clone()).await;
    for (place, signed_in) in [officer, post.immigration().await].iter().enumerate() {
        signed_in.catch_up().await.unwrap();
        does(signed_in, Some(&again), claim(1)).await;
        let found = hits(signed_in, &again, StepId(1)).await;
        let [hit] = found.as_slice() else { unreachable!("{found:?}") };
        let before = hit.listed.as_ref().unwrap().forged.as_ref().unwrap();
        assert_eq!((hit.entry, hit.matched, hit.needs_two()), (Hit::FORGED, Matched::Forged, true));
        assert_eq!((&before.crossing, before.kind, before.is_kept), (&first, Forgery::PhotographReplaced, false));
        if place == 0 {
            does(signed_in, Some(&again), Action::Release { steps: vec![StepId(1)] }).await;
        }
    }
    let officer = post.immigration().await;
    let refused = officer.perform(&asks(&officer, Some(&again), clear(1))).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::HitOpen))), "{refused:?}");
    let theirs = post.other_immigration().await;
    let seen_there = looks(&theirs, &again).await;
    assert!(seen_there.file.steps.is_empty() && !serde_json::to_string(&seen_there).unwrap().contains("forged"));

    // Two officers let it pass; the second finds that it is genuine after all, and it is told no more.
    let another = || Disposition::another(SubjectId(1), Hit::FORGED, Some(ShownBy::Asked));
    let Action::Refer { step, note, protection, customs, .. } = refer(1) else { unreachable!() };
    let refers = Action::Refer { step, dispositions: vec![another()], note, protection, customs };
    does(&officer, Some(&again), refers).await;
    second.catch_up().await.unwrap();
    let line = newest_step(&second, &again).await;
    does(&second, Some(&again), Action::Claim { steps: vec![line], presented: false }).await;
    let concludes = conclude(line, vec![another()]);
    does(&second, Some(&again), with(forged(Forgery::Genuine, false), concludes)).await;
    post.leaves(&again).await;
    post.passes(60 * 60);
    let officer = post.immigration().await;
    let third = does(&officer, None, party.clone()).await;
    does(&officer, Some(&third), claim(1)).await;
    assert_eq!(hits(&officer, &third, StepId(1)).await, []);
    does(&officer, Some(&third), Action::Release { steps: vec![StepId(1)] }).await;

    // What one State recorded is nothing to the other, whichever way the document goes.
    let Action::Register { flow, category, priority, subjects, relations, .. } = party else { unreachable!() };
    let back = Action::Register { direction: Direction::BToA, flow, category, priority, subjects, relations };
    let theirs = post.other_immigration().await;
    let back = does(&theirs, None, back).await;
    does(&theirs, Some(&back), claim(1)).await;
    assert_eq!(hits(&theirs, &back, StepId(1)).await, []);
    post.holds().await;
}

async fn the_record_is_read_by_those_who_read_for_their_state(post: &Post) {
    let officer = post.immigration().await;
    let party = post.foreign_walker();
    let Action::Register { subjects, .. } = &party else { unreachable!() };
    let document = subjects.iter().find_map(SubjectFacts::traveller).unwrap().document.clone().unwrap();
    let first = does(&officer, None, party).await;
    does(&officer, Some(&first), claim(1)).await;
    does(&officer, Some(&first), with(forged(Forgery::StolenBlank, true), refer(1))).await;
    let refused = officer.forged_documents().await;
    assert!(matches!(refused, Err(Error::NotAllowed)), "{refused:?}");
    for reader in
        [post.supervisor().await, SignedIn::unwrap(&post.workstation, "K-0001", "msimamizi-demo").await.unwrap()]
    {
        let known = reader.forged_documents().await.unwrap().documents;
        let [line] = known.as_slice() else { unreachable!("{known:?}") };
        assert_eq!((&line.issuer, &line.number), (&document.issuer, &document.number));
        assert_eq!((&line.crossing, line.officer.as_str()), (&first, "K-1042"));
        assert_eq!((line.found.kind, line.found.is_kept), (Forgery::StolenBlank, true));
    }
    assert_eq!(post.other_supervisor().await.forged_documents().await.unwrap().documents, []);
}
