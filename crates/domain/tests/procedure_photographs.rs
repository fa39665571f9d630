//! Photographs of a joint examination (PROCEDURE §5): filed blind with the findings, told of when those are revealed.

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

use domain::act::Facts;
use domain::examination::{Comparison, ExaminationId, Findings};
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
fn the_other_state_hears_of_photographs_when_they_are_revealed_and_not_how_many_before() {
    let mut day = in_the_bay();
    let taken = vec![photograph(1), photograph(2)];
    let mut without = day.clone();
    let told = |day: &mut Day, photographs| {
        let filed = day.good("N-CUS1", &file_findings(with(photographs)));
        let open = serde_json::to_string(&(&filed[0].act, &filed[0].facts)).unwrap();
        (open, serde_json::to_string(&day.crossing).unwrap())
    };
    assert_eq!(told(&mut day, taken.clone()), told(&mut without, Vec::new()), "the findings are not filed blind");

    day.good("S-CUS1", &file_findings(findings(true, &[])));
    let revealed = day.good("N-CUS1", &Action::RevealFindings { examination: FIRST });
    let Some(Facts::Findings { findings }) = &revealed[0].facts else { unreachable!() };
    assert_eq!(findings.photographs, taken);
}

#[test]
fn what_could_not_be_filed_is_not_revealed() {
    let mut day = in_the_bay();
    day.good("N-CUS1", &file_findings(with(vec![photograph(1)])));
    day.good("S-CUS1", &file_findings(findings(true, &[])));
    let by = day.officer("N-CUS1");
    let act = CrossingAct::FindingsRevealed { examination: FIRST, salt: "5a".repeat(16) };
    let checked =
        |photographs| day.crossing.check(&act, Some(&Facts::Findings { findings: with(photographs) }), &by, day.now);
    let many = (0..=MOST).map(|number| photograph(u8::try_from(number).unwrap())).collect();
    assert_eq!(checked(many), Err(Refusal::NoPhotograph { why: NoPhotograph::TooMany }));
    let key = "<script>".to_owned();
    let odd = vec![Photograph { key, ..photograph(1) }];
    assert_eq!(checked(odd), Err(Refusal::NoPhotograph { why: NoPhotograph::NotHere }));
    assert_eq!(checked(vec![photograph(1)]), Ok(()));
}

#[test]
fn findings_that_the_other_state_never_opens_keep_nobody_at_the_post() {
    let mut day = in_the_bay();
    let close = Action::CloseExamination { examination: FIRST };
    day.good("N-CUS1", &file_findings(findings(true, &[])));
    day.good("S-CUS1", &file_findings(findings(true, &[])));
    day.later(60);
    assert_eq!(day.refused("S-SUP2", &close), Refusal::ExaminationNotThere, "its own are not open either");
    day.good("S-CUS1", &Action::RevealFindings { examination: FIRST });
    assert_eq!(day.refused("N-SUP2", &close), Refusal::ExaminationNotThere, "the State that keeps them back");
    assert_eq!(day.refused("S-CUS2", &close), Refusal::NotYourRole);
    day.good("S-SUP2", &close);
    assert_eq!(day.crossing.examinations[&FIRST].closed.map(|end| end.1), Some(Comparison::OneState));
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
