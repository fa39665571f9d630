//! Visas and days of stay, from one crossing to the next: what the officers of each State are told.

use app::SignedIn;
use contract::CrossingView;
use domain::crossing::{AgainstPermit, Why};
use domain::notice::ReasonCode;
use domain::permit::{Permit, PermitKind};
use domain::private::Grant;
use domain::subject::{Document, Sex, SubjectFacts, Traveller};
use domain::{Action, Agency, Direction, Reference, Side, StepId, SubjectId};

use super::post::{Post, claim, does, looks, on_each_engine};

on_each_engine! {
    an_overstay_and_a_visa_that_is_used_up_are_told_to_the_state_whose_they_are,
}

/// Somebody on foot that way, with a visa of Uganda for one entry and 30 days, or without.
fn party(post: &Post, way: Direction, has_visa: bool) -> Action {
    let mut party = post.foreign_walker();
    let Action::Register { direction, subjects, .. } = &mut party else { unreachable!("{party:?}") };
    *direction = way;
    let mut person = Traveller {
        surname: "HASSAN".to_owned(),
        given_names: "FATUMA MOHAMED".to_owned(),
        nationality: "KEN".to_owned(),
        birth_date: "1984-03-02".parse().ok(),
        sex: Sex::F,
        document: Some(Document {
            code: "P".to_owned(),
            issuer: "KEN".to_owned(),
            number: "A300".to_owned(),
            expires: "2031-01-01".parse().ok(),
        }),
        papers: Box::default(),
    };
    person.papers.permit = has_visa.then(|| Permit {
        kind: PermitKind::Visa,
        number: "V 17".to_owned(),
        issuer: "UGA".to_owned(),
        entries: Some(1),
        valid_from: None,
        valid_until: None,
        days: Some(30),
    });
    subjects[0] = SubjectFacts::Traveller(person);
    party
}

/// The person enters Uganda with so many days granted, and leaves the post.
async fn enters(post: &Post, days: u16) -> Reference {
    let (ours, theirs, health) =
        (post.immigration().await, post.other_immigration().await, post.worker("U-3001", "B-H1").await);
    let reference = does(&ours, None, party(post, Direction::AToB, true)).await;
    let steps = looks(&ours, &reference).await.crossing.steps;
    let step = |side: Side, agency: Agency| {
        steps.values().find(|step| step.side == side && step.agency == agency).map(|step| step.id).unwrap()
    };
    let waive = |step: StepId| Action::Waive { step, reason: ReasonCode("W1".to_owned()), note: None };
    does(&ours, Some(&reference), waive(step(Side::Exit, Agency::Immigration))).await;
    does(&health, Some(&reference), waive(step(Side::Entry, Agency::Health))).await;
    let identity = step(Side::Entry, Agency::Immigration);
    does(&theirs, Some(&reference), claim(identity.0)).await;
    let clear = Action::Clear {
        steps: vec![identity],
        dispositions: Vec::new(),
        grants: vec![Grant { subject: SubjectId(1), days, conditions: None }],
        note: None,
        customs: Box::default(),
    };
    does(&theirs, Some(&reference), clear).await;
    reference
}

async fn looks_as(officer: &SignedIn, reference: &Reference) -> (Vec<Why>, Vec<AgainstPermit>) {
    let CrossingView { doubts, permit_doubts, .. } = looks(officer, reference).await;
    // Whoever else is of the party is invented anew each day.
    let own = doubts.into_iter().filter(|doubt| doubt.subject == SubjectId(1)).map(|doubt| doubt.why).collect();
    (own, permit_doubts.into_iter().map(|doubt| doubt.why).collect())
}

async fn an_overstay_and_a_visa_that_is_used_up_are_told_to_the_state_whose_they_are(post: &Post) {
    let nothing = || (Vec::new(), Vec::new());
    let first = enters(post, 45).await;
    let (ours, theirs) = (post.immigration().await, post.other_immigration().await);
    let over = AgainstPermit::MoreDaysGranted { granted: 45, days: 30 };
    assert_eq!(looks_as(&theirs, &first).await, (Vec::new(), vec![over]));
    assert_eq!(looks_as(&ours, &first).await, nothing(), "what was granted is the other State's alone");
    post.leaves(&first).await;
    let left_at = looks(&theirs, &first).await.crossing.left_with("KEN", "A300").unwrap();
    post.passes(50 * 86_400);

    // The 51st day is the sixth of which nobody had granted anything.
    let (ours, theirs) = (post.immigration().await, post.other_immigration().await);
    let back = does(&theirs, None, party(post, Direction::BToA, false)).await;
    let overstayed = Why::Overstayed { by: 6, granted: 45 };
    assert_eq!(looks_as(&theirs, &back).await, (vec![overstayed], Vec::new()));
    ours.catch_up().await.unwrap();
    assert_eq!(looks_as(&ours, &back).await, nothing());
    does(&theirs, Some(&back), Action::Withdraw { subjects: vec![SubjectId(1)] }).await;

    let again = does(&ours, None, party(post, Direction::AToB, true)).await;
    theirs.catch_up().await.unwrap();
    let used_up = AgainstPermit::UsedUp { entries: 1, last: first, at: left_at };
    assert_eq!(looks_as(&theirs, &again).await.1, [used_up]);
    assert_eq!(looks_as(&ours, &again).await.1, [], "it is for the State that is entered to judge");
    // It blocks nothing.
    does(&ours, Some(&again), claim(1)).await;
    post.holds().await;
}
