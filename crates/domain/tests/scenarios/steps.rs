//! Sentences of PROCEDURE on whose a step is, what its outcome takes with it, the phases of a subject, and what of all this the
//! other State sees: one scenario each, named after the sentence.

use domain::act::{Motion, ReopenGround};
use domain::customs::Lane;
use domain::examination::{Comparison, ExaminationId};
use domain::post::{Category, Priority};
use domain::private::Disposition;
use domain::step::{Service, Status};
use domain::{
    Action, Agency, CrossingAct, Direction, Facts, Refusal, Side, StepId, StepState, SubjectId, SubjectPhase,
};

use super::procedure::asks::*;
use super::procedure::day::Day;
use super::procedure::{Hosts, north, party};

const OUT: Direction = Direction::AToB;

/// A person on foot from the first State to the second, on the territory of the second.
fn on_foot() -> Day {
    Day::begin(Hosts::Entry, &party::walker(OUT))
}

fn exit_identity(day: &Day) -> StepId {
    day.step(1, Side::Exit, Agency::Immigration, "identity")
}

/// Handed over and screened: the entry State's immigration is next.
fn before_entry_immigration() -> (Day, StepId) {
    let mut day = on_foot();
    day.clear_side(1, Side::Exit);
    day.clear(day.step(1, Side::Entry, Agency::Health, "health_screen"));
    let identity = day.step(1, Side::Entry, Agency::Immigration, "identity");
    (day, identity)
}

/// Refused by the entry State's immigration and confirmed.
fn refused_entry() -> (Day, StepId) {
    let (mut day, step) = before_entry_immigration();
    day.good("S-IMM1", &claim(step));
    day.good("S-IMM1", &refuse(step));
    day.good("S-IMM2", &confirm(step));
    (day, step)
}

pub mod of_a_step {
    use super::*;

    fn a_step_is_claimed_by_an_officer_of_that_state_and_agency() {
        let mut day = on_foot();
        let step = exit_identity(&day);
        assert_eq!(day.refused("S-IMM1", &claim(step)), Refusal::OtherState);
        assert_eq!(day.refused("N-CUS1", &claim(step)), Refusal::OtherAgency);
        for without_control in ["N-REC1", "N-AUD1", "N-SUP1"] {
            assert_eq!(day.refused(without_control, &claim(step)), Refusal::NotYourRole);
        }
        day.good("N-IMM2", &claim(step));
    }

    fn one_claim_takes_subjects_of_one_crossing() {
        let day = on_foot();
        let mut by = day.officer("N-IMM1");
        by.claim = Some(domain::officer::OpenClaim { crossing: uuid::Uuid::from_u128(8), steps: vec![StepId(1)] });
        assert_eq!(day.trial(&by, &claim(exit_identity(&day))), Err(Refusal::ClaimOpen));
    }

    fn the_place_in_the_queue_is_kept() {
        let mut day = on_foot();
        let step = exit_identity(&day);
        let place = |day: &Day| (day.crossing.priority, day.crossing.arrived_at, day.crossing.reference.clone());
        let before = place(&day);
        day.later(3);
        day.good("N-IMM1", &claim(step));
        day.good("N-IMM1", &release(step));
        assert_eq!((day.state(step), place(&day)), (StepState::Ready, before.clone()));
        day.good("N-IMM1", &claim(step));
        day.good("N-IMM1", &query(step));
        day.later(30);
        day.good("N-REC1", &answer(step));
        assert_eq!((day.state(step), place(&day)), (StepState::Ready, before));
    }

    fn what_is_ready_or_in_progress_is_waived_by_its_own_state_with_a_reason() {
        let mut day = on_foot();
        let step = exit_identity(&day);
        assert_eq!(day.refused("S-IMM1", &waive(step)), Refusal::OtherState);
        let mut claimed = day.clone();
        day.good("N-IMM1", &waive(step));
        assert_eq!(day.state(step), StepState::Waived);
        claimed.good("N-IMM1", &claim(step));
        assert!(claimed.attempt("N-IMM2", &waive(step)).is_err(), "another has it");
        claimed.good("N-IMM1", &waive(step));
        assert_eq!(claimed.state(step), StepState::Waived);
        assert!(claimed.attempt("N-IMM1", &waive(step)).is_err(), "once");
    }

    fn both_steps_take_the_outcome_of_a_second_line_that_refuses() {
        let (mut day, step) = before_entry_immigration();
        day.good("S-IMM1", &claim(step));
        day.good("S-IMM1", &refer(step));
        let second = day.newest();
        day.good("S-IMM2", &claim(second));
        day.good("S-IMM2", &refuse(second));
        assert_eq!(day.state(step), StepState::Referred, "until it is confirmed");
        day.good("S-CUS1", &confirm(second));
        assert_eq!((day.state(step), day.state(second)), (StepState::Refused, StepState::Refused));
        assert_eq!(day.phase(1), SubjectPhase::EntryRefused);
        day.good("S-IMM1", &serve(second));
        day.good("S-IMM1", &offer_back(1));
        day.good("N-IMM1", &readmit(1));
    }

    fn both_steps_take_the_outcome_of_a_second_line_that_holds() {
        let (mut day, step) = before_entry_immigration();
        day.good("S-IMM2", &claim(step));
        day.good("S-IMM2", &refer(step));
        let line = day.newest();
        day.good("S-IMM1", &claim(line));
        day.good("S-IMM1", &hold(line));
        day.good("S-POL1", &co_sign(line));
        assert_eq!((day.state(step), day.state(line)), (StepState::Held, StepState::Held));
        day.good("S-POL1", &ask(Motion::EndHold { step: line }));
        day.good("S-IMM2", &second(1));
        assert_eq!((day.state(step), day.state(line)), (StepState::Ready, StepState::Void), "it begins anew");
    }

    fn who_refuses_to_sign_is_served_all_the_same() {
        let (mut day, step) = refused_entry();
        let unsigned = Action::ServeNotice { step, service: Service::RefusedToSign };
        assert_eq!(day.refused("N-IMM1", &unsigned), Refusal::OtherState);
        day.good("S-IMM1", &unsigned);
        assert!(matches!(day.last(), CrossingAct::NoticeServed { service: Service::RefusedToSign, .. }));
        day.good("S-IMM1", &offer_back(1));
    }

    fn a_hold_has_its_basis_and_the_claim_stays_open_until_it_is_co_signed() {
        let mut day = on_foot();
        let step = exit_identity(&day);
        day.good("N-IMM1", &claim(step));
        assert_eq!(day.refused("N-IMM1", &Action::Hold { step, told: "  ".to_owned() }), Refusal::ReasonMissing);
        let acts = day.good("N-IMM1", &hold(step));
        assert!(
            matches!(&acts[0].facts, Some(Facts::Told { words }) if words == "section 12"),
            "told to the co-signer"
        );
        assert!(day.officer("N-IMM1").claim.is_some());
        day.good("S-POL1", &co_sign(step));
        assert!(day.officer("N-IMM1").claim.is_none());
    }

    sentences! {
        a_step_is_claimed_by_an_officer_of_that_state_and_agency,
        one_claim_takes_subjects_of_one_crossing,
        the_place_in_the_queue_is_kept,
        what_is_ready_or_in_progress_is_waived_by_its_own_state_with_a_reason,
        both_steps_take_the_outcome_of_a_second_line_that_refuses,
        both_steps_take_the_outcome_of_a_second_line_that_holds,
        who_refuses_to_sign_is_served_all_the_same,
        a_hold_has_its_basis_and_the_claim_stays_open_until_it_is_co_signed,
    }
}

pub mod of_a_subject {
    use super::*;

    fn it_goes_from_registered_to_departed() {
        let (mut day, mut phases) = (on_foot(), Vec::new());
        for step in (1..=4).map(StepId) {
            phases.push(day.phase(1));
            let officer = day.free_officer(&day.crossing.steps[&step], &[]).unwrap().officer;
            day.good(officer.as_str(), &claim(step));
            phases.push(day.phase(1));
            day.good(officer.as_str(), &clear(step));
        }
        phases.push(day.phase(1));
        day.good("S-GAT1", &walk_out(&[1]));
        phases.push(day.phase(1));
        phases.dedup();
        assert_eq!(
            phases,
            [
                SubjectPhase::Registered,
                SubjectPhase::ExitControls,
                SubjectPhase::ExitComplete,
                SubjectPhase::EntryControls,
                SubjectPhase::Admitted,
                SubjectPhase::Departed,
            ]
        );
        let mut truck = Day::begin(Hosts::Entry, &party::truck(OUT, None));
        truck.clear_all();
        assert_eq!([1, 2, 3].map(|subject| truck.phase(subject).word()), ["admitted", "released", "released"]);
    }

    fn what_is_open_of_it_is_void_once_it_is_final() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.clear(first);
        day.good("N-IMM1", &withdraw(1));
        let states: Vec<StepState> = (1..=4).map(|step| day.state(StepId(step))).collect();
        assert_eq!(states, [StepState::Cleared, StepState::Void, StepState::Void, StepState::Void]);
        assert!(day.crossing.is_closed(), "a crossing closes when every subject is final");
        assert!(day.attempt("N-IMM1", &reopen(first, ReopenGround::Wanted)).is_err());
    }

    fn return_is_never_automatic() {
        let (mut day, step) = refused_entry();
        day.good("S-IMM1", &serve(step));
        day.later(3 * 24 * 60);
        assert_eq!(day.phase(1), SubjectPhase::EntryRefused);
        assert_eq!(day.refused("N-IMM1", &readmit(1)), Refusal::SubjectIs { phase: SubjectPhase::EntryRefused });
        day.good("S-IMM1", &offer_back(1));
        day.later(3 * 24 * 60);
        assert_eq!(day.phase(1), SubjectPhase::OfferedBack);
    }

    fn a_readmission_repeats_no_step() {
        let (mut day, step) = refused_entry();
        day.good("S-IMM1", &serve(step));
        day.good("S-IMM1", &offer_back(1));
        let before = day.crossing.steps.len();
        let acts = day.good("N-IMM1", &readmit(1));
        assert_eq!((acts.len(), day.crossing.steps.len()), (1, before));
        assert!(!acts[0].act.is_control(), "readmission is no control act");
        assert_eq!(day.phase(1), SubjectPhase::Readmitted);
        assert!((1..=4).all(|step| day.state(StepId(step)) != StepState::Ready));
    }

    fn vehicles_and_goods_are_readmitted_like_persons() {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
        for subject in 1..=3 {
            day.clear_side(subject, Side::Exit);
        }
        let arrival = day.step(3, Side::Entry, Agency::Customs, "arrival");
        day.good("S-CUS1", &claim(arrival));
        day.good("S-CUS1", &refuse(arrival));
        day.good("S-CUS2", &confirm(arrival));
        day.good("S-CUS2", &serve(arrival));
        // The driver and his lorry turn back with the load: nobody refused them.
        for subject in [1, 2] {
            let first = day.crossing.steps_of(SubjectId(subject)).find(|step| step.side == Side::Entry).unwrap().id;
            day.clear(first);
        }
        for subject in 1..=3 {
            day.good("S-CUS1", &offer_back(subject));
            day.good("N-CUS1", &readmit(subject));
            assert_eq!(day.phase(subject), SubjectPhase::Readmitted);
        }
        assert!(day.crossing.is_closed());
    }

    fn what_turns_back_before_entry_begins_needs_no_formalities() {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, Some(Category::Transit)));
        day.clear_side(3, Side::Exit);
        let all = Action::Withdraw { subjects: [1, 2, 3].map(SubjectId).to_vec() };
        let acts = day.good("N-CUS1", &all);
        assert_eq!(acts.len(), 1);
        assert!(day.crossing.is_closed(), "nothing was declared, nothing is cleared");
    }

    sentences! {
        it_goes_from_registered_to_departed,
        what_is_open_of_it_is_void_once_it_is_final,
        return_is_never_automatic,
        a_readmission_repeats_no_step,
        vehicles_and_goods_are_readmitted_like_persons,
        what_turns_back_before_entry_begins_needs_no_formalities,
    }
}

pub mod of_both_states {
    use super::*;

    /// What the other State reads of the last acts.
    fn open(day: &Day, last: usize) -> Vec<String> {
        let acts = day.acts.iter().rev().take(last);
        acts.map(|stored| serde_json::to_string(&(&stored.decided.act, &stored.decided.facts)).unwrap()).collect()
    }

    fn a_hit_shows_to_the_other_state_as_a_referral_like_one_at_random() {
        let (mut listed, mut drawn) = (on_foot(), on_foot());
        let step = exit_identity(&listed);
        listed.listed.insert((north(), SubjectId(1)), vec![31]);
        drawn.draw = u8::MAX;
        let mut with_hit = refer(step);
        if let Action::Refer { dispositions, .. } = &mut with_hit {
            dispositions.push(Disposition::same(SubjectId(1), 31));
        }
        for (day, asks) in [(&mut listed, with_hit), (&mut drawn, refer(step))] {
            day.good("N-IMM1", &claim(step));
            day.good("N-IMM1", &asks);
        }
        assert_eq!(open(&listed, 2), open(&drawn, 2));
        assert_eq!(listed.state(step), StepState::Referred);
    }

    fn a_lane_and_what_is_assessed_show_to_the_other_state_in_nothing() {
        let under = |lane: Lane| {
            let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
            day.lane = Some(lane);
            day.good("N-CUS1", &Action::LodgeDeclaration { subject: SubjectId(3), declaration: party::declaration() });
            day.clear_side(3, Side::Exit);
            day.good("S-CUS1", &claim(day.step(3, Side::Entry, Agency::Customs, "arrival")));
            open(&day, 1)
        };
        assert_eq!(under(Lane::Green), under(Lane::Red));
    }

    fn a_scanned_document_claims_as_presented_and_the_claim_says_so() {
        let mut day = on_foot();
        let step = exit_identity(&day);
        day.good("N-IMM1", &claim(step));
        assert!(matches!(day.last(), CrossingAct::Claimed { presented: false, .. }));
        day.good("N-IMM1", &release(step));
        day.good("N-IMM1", &claim_all(&[step]));
        assert!(matches!(day.last(), CrossingAct::Claimed { presented: true, .. }));
    }

    fn a_party_goes_before_others_by_an_act_with_its_reason_that_both_states_read() {
        let mut day = on_foot();
        let before = |told: &str| Action::Prioritise { priority: Priority::Medical, told: told.to_owned() };
        assert_eq!(day.refused("N-SUP1", &before(" ")), Refusal::ReasonMissing);
        assert_eq!(day.refused("N-IMM1", &before("faint")), Refusal::NotYourRole);
        let acts = day.good("N-SUP1", &before("faint"));
        assert_eq!(acts[0].facts, Some(Facts::Told { words: "faint".to_owned() }));
        assert_eq!(day.crossing.priority, Priority::Medical);
    }

    fn a_one_state_examination_is_flagged_and_each_state_still_decides_for_itself() {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
        let examination = ExaminationId(1);
        day.good("S-CUS1", &Action::RequestExamination { subject: SubjectId(3), joint: false, told: None });
        day.good("S-CUS1", &Action::ScheduleExamination { examination, bay: "B1".to_owned() });
        day.good("S-CUS1", &Action::AttendExamination { examination });
        day.good("S-CUS1", &file_findings(findings(false, &[])));
        day.good("S-CUS1", &Action::RevealFindings { examination });
        day.good("S-CUS1", &Action::CloseExamination { examination });
        let (_, comparison) = day.crossing.examinations[&examination].closed.unwrap();
        assert_eq!(comparison, Comparison::OneState);
        // What one State found wrong binds neither.
        day.clear_side(3, Side::Exit);
        assert_eq!(day.phase(3), SubjectPhase::ExitComplete);
        day.good("N-CUS1", &Action::LodgeDeclaration { subject: SubjectId(3), declaration: party::declaration() });
        day.clear_side(3, Side::Entry);
        assert_eq!(day.phase(3), SubjectPhase::Released);
    }

    fn nobody_is_both_pairs_of_eyes() {
        let (mut day, step) = before_entry_immigration();
        let screen = day.step(1, Side::Entry, Agency::Health, "health_screen");
        day.good("S-HEA1", &ask(Motion::ReopenEntry { step: screen }));
        assert_eq!(day.refused("S-HEA1", &second(1)), Refusal::SameOfficer);
        day.good("S-SUP2", &second(1));
        assert!(matches!(day.crossing.steps[&screen].status, Status::Open));
        assert_eq!(day.state(step), StepState::Blocked);
    }

    sentences! {
        a_hit_shows_to_the_other_state_as_a_referral_like_one_at_random,
        a_lane_and_what_is_assessed_show_to_the_other_state_in_nothing,
        a_scanned_document_claims_as_presented_and_the_claim_says_so,
        a_party_goes_before_others_by_an_act_with_its_reason_that_both_states_read,
        a_one_state_examination_is_flagged_and_each_state_still_decides_for_itself,
        nobody_is_both_pairs_of_eyes,
    }
}
