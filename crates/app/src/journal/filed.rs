//! Findings that are revealed are those that were filed.
//!
//! Invariant: a State that has seen the other's findings can't change its own any more, nor the photographs that go with them.

use domain::act::Facts;
use domain::{Crossing, CrossingAct, StateCode};
use keys::{Commitment, Digest, Salt};

/// Returns whether an act of that State reveals nothing but what the State committed itself to on that crossing. Findings that
/// were lawfully erased since can't be told from others.
pub fn is_as_filed(crossing: &Crossing, act: &CrossingAct, facts: Option<&Facts>, state: StateCode) -> bool {
    let CrossingAct::FindingsRevealed { examination, salt } = act.plain() else { return true };
    let Some(Facts::Findings { findings }) = facts else { return true };
    let share = crossing.examinations.get(examination).and_then(|found| found.shares.get(&state));
    let filed = share.and_then(|share| share.commitment.as_ref()?.parse::<Digest>().ok());
    match (filed, salt.parse::<Salt>(), serde_json::to_vec(findings)) {
        (Some(filed), Ok(salt), Ok(text)) => Commitment::from(filed).holds(&salt, &text),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use contract::{Perform, SignIn};
    use domain::action::Given;
    use domain::examination::{ExaminationId, Findings};
    use domain::officer::DeskCode;
    use domain::{Action, Direction, SubjectId};

    use super::*;
    use crate::commands::{Change, CrossingChange};
    use crate::journal::Fault;
    use crate::{Demonstration, SignedIn, Specimens, Workstation, verify};

    const EXAMINATION: ExaminationId = ExaminationId(1);

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn findings_that_were_changed_after_they_were_filed_are_void_for_every_reader() {
        let folder = tempfile::tempdir().unwrap();
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let address = file.to_string_lossy();
        let post = Demonstration { seed: 5, referral_permille: 0 }.found(&address, &home).await.unwrap();
        post.clock().stop(post.clock().now());
        let sits = async |officer: &str, password: &str, desk: &str| {
            let (officer, password, desk) = (officer.to_owned(), password.to_owned(), DeskCode(desk.to_owned()));
            let request = SignIn { officer, password, desk, pin: None, code: None };
            SignedIn::sign_in(&post, &request).await.unwrap()
        };
        let kenya = sits("K-0007", "kijani-mlima", "A-C1").await;
        let uganda = sits("U-0005", "jua-msitu", "B-C1").await;
        let lorry = Specimens::new(3).unwrap().lorry(Direction::AToB, post.clock().now().date_naive());
        let asks = |crossing, action| Perform { key: post.clock().new_id(), crossing, version: None, action };
        let reference = kenya.perform(&asks(None, lorry)).await.unwrap().crossing.unwrap();
        let files = |is_as_declared| {
            let findings = Findings {
                is_as_declared,
                words: "Counted.".to_owned(),
                packages: Some(400),
                seals_found: Vec::new(),
                seals_put_on: Vec::new(),
                samples: Vec::new(),
                photographs: Vec::new(),
            };
            Action::FileFindings { examination: EXAMINATION, findings }
        };
        for (officer, action) in [
            (&kenya, Action::RequestExamination { subject: SubjectId(3), joint: true, told: None }),
            (&kenya, Action::ScheduleExamination { examination: EXAMINATION, bay: "2".to_owned() }),
            (&kenya, Action::AttendExamination { examination: EXAMINATION }),
            (&uganda, Action::AttendExamination { examination: EXAMINATION }),
            (&kenya, files(true)),
            (&uganda, files(false)),
            (&uganda, Action::RevealFindings { examination: EXAMINATION }),
        ] {
            let request = asks(Some(reference.clone()), action);
            let done = officer.perform(&request).await;
            // A State's findings open with the next command of its own.
            assert!(done.is_ok() || matches!(request.action, Action::RevealFindings { .. }), "{done:?}");
        }

        // An officer of Kenya, whose program is his own, says what Uganda said.
        let done = kenya
            .commit(post.clock().new_id(), b"{}", false, |bench| {
                let crossing = bench.live.by_reference(&reference).unwrap().crossing.as_of(bench.at);
                let (by, given) = (bench.by.as_ref().unwrap(), Given::plan(&bench.live.post.plan));
                let action = Action::RevealFindings { examination: EXAMINATION };
                let file = kenya.private().file(crossing.id);
                let mut decided = crossing.decide(&file, by, &action, &given, bench.at)?;
                if let Some(Facts::Findings { findings }) = &mut decided[0].facts {
                    findings.is_as_declared = false;
                }
                let one = CrossingChange { id: crossing.id, before: Some(crossing), decided };
                Ok(Some(Change { crossings: vec![one], ..Change::default() }))
            })
            .await;
        let changed = done.unwrap().unwrap().seq[0];

        let found = verify(post.store()).await.unwrap();
        let named: Vec<(i64, Fault)> = found.problems.iter().map(|one| (one.seq, one.check)).collect();
        assert_eq!(named, [(changed, Fault::Procedure)]);
        let newcomer = Workstation::open(&address, &home).await.unwrap();
        let (crossing, _, void) = newcomer.crossing_with_acts(&reference).await.unwrap();
        assert_eq!(void, [changed]);
        let kenyas = &crossing.examinations[&EXAMINATION].shares[&kenya.state];
        assert!(!kenyas.is_revealed && kenyas.revealed.is_none());
        assert_eq!(crossing.findings_due(kenya.state), Some(EXAMINATION), "what it filed can still be opened");
    }
}
