//! Photographs of a joint examination (PROCEDURE §5): named when findings are filed, opened when they are revealed.

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

use domain::act::Facts;
use domain::examination::{ExaminationId, Findings};
use domain::photograph::{MOST, MOST_BYTES, NoPhotograph, Photograph};
use domain::post::Category;
use domain::{Action, Agency, CrossingAct, Direction, Refusal, Side, SubjectId};
use procedure::asks::*;
use procedure::day::Day;
use procedure::{Hosts, party};

const FIRST: ExaminationId = ExaminationId(1);

/// Both States' officers stand in the bay.
fn in_the_bay() -> Day {
    let mut day = Day::begin(Hosts::Entry, &party::truck(Direction::AToB, Some(Category::ToBeCleared)));
    day.good("N-CUS1", &Action::LodgeDeclaration { subject: SubjectId(3), declaration: party::declaration() });
    day.clear_side(3, Side::Exit);
    let arrival = day.step(3, Side::Entry, Agency::Customs, "arrival");
    day.good("S-CUS1", &claim(arrival));
    day.good("S-CUS1", &Action::RequestExamination { subject: SubjectId(3), joint: true, told: None });
    day.good("S-CUS1", &Action::ScheduleExamination { examination: FIRST, bay: "B1".to_owned() });
    day.good("S-CUS1", &Action::AttendExamination { examination: FIRST });
    day.good("N-CUS1", &Action::AttendExamination { examination: FIRST });
    day
}

fn with(photographs: Vec<Photograph>) -> Findings {
    Findings { photographs, ..findings(true, &[]) }
}

#[test]
fn a_photograph_is_named_when_it_is_filed_and_its_key_is_told_when_it_is_revealed() {
    let mut day = in_the_bay();
    let taken = vec![photograph(1), photograph(2)];
    let filed = day.good("N-CUS1", &file_findings(with(taken.clone())));
    let CrossingAct::FindingsFiled { photographs, .. } = &filed[0].act else { unreachable!() };
    assert_eq!(*photographs, [taken[0].stored.clone(), taken[1].stored.clone()]);
    let open = serde_json::to_string(&(&filed[0].act, &filed[0].facts)).unwrap_or_default();
    assert!(!open.contains(&taken[0].key) && !open.contains(&taken[0].digest), "the key is told too early: {open}");

    day.good("S-CUS1", &file_findings(findings(true, &[])));
    let revealed = day.good("N-CUS1", &Action::RevealFindings { examination: FIRST });
    let Some(Facts::Findings { findings }) = &revealed[0].facts else { unreachable!() };
    assert_eq!(findings.photographs, taken);
}

#[test]
fn a_photograph_that_was_not_named_is_not_revealed() {
    let mut day = in_the_bay();
    day.good("N-CUS1", &file_findings(with(vec![photograph(1)])));
    day.good("S-CUS1", &file_findings(findings(true, &[])));
    let by = day.officer("N-CUS1");
    let act = CrossingAct::FindingsRevealed { examination: FIRST, salt: "5a".repeat(16) };
    for photographs in [vec![photograph(2)], Vec::new()] {
        let facts = Facts::Findings { findings: with(photographs) };
        assert_eq!(day.crossing.check(&act, Some(&facts), &by, day.now), Err(Refusal::WrongKind));
    }
    let facts = Facts::Findings { findings: with(vec![photograph(1)]) };
    assert_eq!(day.crossing.check(&act, Some(&facts), &by, day.now), Ok(()));
}

#[test]
fn photographs_are_few_different_and_no_larger_than_agreed() {
    let mut day = in_the_bay();
    let why = |why| Refusal::NoPhotograph { why };
    let many = (0..=MOST).map(|number| photograph(u8::try_from(number).unwrap_or_default())).collect::<Vec<_>>();
    assert_eq!(day.refused("N-CUS1", &file_findings(with(many.clone()))), why(NoPhotograph::TooMany));
    let same = Photograph { stored: photograph(2).stored, ..photograph(1) };
    assert_eq!(day.refused("N-CUS1", &file_findings(with(vec![photograph(1), same]))), why(NoPhotograph::Twice));
    let same = Photograph { stored: photograph(1).stored, ..photograph(2) };
    assert_eq!(day.refused("N-CUS1", &file_findings(with(vec![photograph(1), same]))), why(NoPhotograph::Twice));
    let large = Photograph { bytes: MOST_BYTES + 1, ..photograph(1) };
    assert_eq!(day.refused("N-CUS1", &file_findings(with(vec![large]))), why(NoPhotograph::TooLarge));
    let path = Photograph { stored: "../../post.osbp".to_owned(), ..photograph(1) };
    assert_eq!(day.refused("N-CUS1", &file_findings(with(vec![path]))), why(NoPhotograph::NotHere));
    day.good("N-CUS1", &file_findings(with(many[..MOST].to_vec())));
}
