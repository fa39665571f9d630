//! The sentences of PROCEDURE §3 to §5 and §9, one scenario each, named after the sentence.

use super::procedure::asks::*;
use super::procedure::day::Day;
use super::procedure::{self, Hosts, closer, north, party, south};
use domain::act::{Conclusion, Motion, ReopenGround};
use domain::alert::ShownBy;
use domain::customs::Lane;
use domain::examination::{Comparison, ExaminationId, Stage};
use domain::post::Category;
use domain::private::{Disposition, ProtectionNeed};
use domain::subject::{ConveyanceKind, RelationKind};
use domain::{Action, Agency, CrossingAct, Direction, Refusal, Side, StepId, StepState, SubjectId, SubjectPhase};

const OUT: Direction = Direction::AToB;

/// A person on foot from the first State to the second, on the territory of the second.
fn on_foot() -> Day {
    Day::begin(Hosts::Entry, &party::walker(OUT))
}

fn exit_identity(day: &Day) -> StepId {
    day.step(1, Side::Exit, Agency::Immigration, "identity")
}

fn health(day: &Day) -> StepId {
    day.step(1, Side::Entry, Agency::Health, "health_screen")
}

fn entry_identity(day: &Day) -> StepId {
    day.step(1, Side::Entry, Agency::Immigration, "identity")
}

/// Handed over and screened: the entry State's immigration is next.
fn before_entry_immigration(hosts: Hosts) -> Day {
    let mut day = Day::begin(hosts, &party::walker(OUT));
    day.clear_side(1, Side::Exit);
    let screen = health(&day);
    day.clear(screen);
    day
}

/// Refused by the entry State's immigration and confirmed.
fn refused_entry(hosts: Hosts) -> Day {
    let mut day = before_entry_immigration(hosts);
    let step = entry_identity(&day);
    day.good("S-IMM1", &claim(step));
    day.good("S-IMM1", &refuse(step));
    day.good("S-IMM2", &confirm(step));
    day
}

pub mod order {
    use super::*;

    fn exit_controls_come_before_entry_controls() {
        let mut day = on_foot();
        let (first, screen) = (exit_identity(&day), health(&day));
        assert_eq!(day.state(screen), StepState::Blocked);
        assert_eq!(day.refused("S-HEA1", &claim(screen)), Refusal::StepIs { state: StepState::Blocked });
        day.clear(first);
        assert_eq!(day.phase(1), SubjectPhase::ExitComplete);
        assert_eq!(day.state(screen), StepState::Ready);
    }

    fn a_waiver_counts_as_a_control_done() {
        let mut day = on_foot();
        let (first, screen) = (exit_identity(&day), health(&day));
        assert_eq!(
            day.refused(
                "N-IMM1",
                &Action::Waive { step: first, reason: domain::notice::ReasonCode(" ".into()), note: None }
            ),
            Refusal::ReasonMissing
        );
        day.good("N-IMM1", &waive(first));
        assert_eq!(day.state(screen), StepState::Ready);
    }

    fn handover_is_per_person() {
        let two = vec![party::person("OKELLO", "UGA"), party::person("ABOUD", "TZA")];
        let mut day = Day::begin(Hosts::Entry, &party::walkers(OUT, two, Vec::new()));
        day.clear_side(1, Side::Exit);
        assert_eq!(day.phase(1), SubjectPhase::ExitComplete);
        assert_eq!(day.phase(2), SubjectPhase::Registered);
        day.clear_side(1, Side::Entry);
        day.good("S-GAT1", &walk_out(&[1]));
        assert_eq!(day.phase(1), SubjectPhase::Departed);
        assert_eq!(day.phase(2), SubjectPhase::Registered, "the rest of the party waits");
    }

    fn reopening_is_free_before_the_first_entry_claim() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.clear(first);
        assert_eq!(day.refused("N-IMM2", &reopen(first, ReopenGround::Wanted)), Refusal::EntryNotBegun);
        assert_eq!(day.refused("S-IMM2", &reopen(first, ReopenGround::BeforeEntry)), Refusal::OtherState);
        day.good("N-IMM2", &reopen(first, ReopenGround::BeforeEntry));
        assert_eq!(day.state(first), StepState::Ready);
    }

    fn after_the_first_entry_claim_it_takes_a_consent() {
        let mut day = before_entry_immigration(Hosts::Entry);
        let first = exit_identity(&day);
        assert_eq!(day.refused("N-IMM1", &reopen(first, ReopenGround::BeforeEntry)), Refusal::EntryBegun);
        day.good("N-IMM1", &ask(Motion::ReopenExit { step: first }));
        assert_eq!(day.refused("N-SUP2", &second(1)), Refusal::OtherState, "the exit State can't consent");
        day.good("S-IMM2", &second(1));
        assert_eq!(day.state(first), StepState::Ready);
    }

    fn a_consent_may_be_declined_and_lapses() {
        let mut day = before_entry_immigration(Hosts::Entry);
        let first = exit_identity(&day);
        day.good("N-IMM1", &ask(Motion::ReopenExit { step: first }));
        day.good("S-IMM2", &Action::Decline { number: domain::act::MotionNumber(1) });
        assert_eq!(day.refused("S-IMM2", &second(1)), Refusal::NothingToSign);
        day.good("N-IMM1", &ask(Motion::ReopenExit { step: first }));
        day.later(30);
        assert_eq!(day.refused("S-IMM2", &second(2)), Refusal::NothingToSign);
        assert_eq!(day.state(first), StepState::Cleared);
    }

    fn by_notice_an_offence_or_a_wanted_person_reopens_without_consent() {
        for ground in [ReopenGround::Offence, ReopenGround::Wanted] {
            let mut day = before_entry_immigration(Hosts::Entry);
            let (first, identity) = (exit_identity(&day), entry_identity(&day));
            day.good("S-IMM1", &claim(identity));
            day.good("N-IMM1", &reopen(first, ground));
            assert_eq!(day.state(first), StepState::Ready);
            assert_eq!(day.state(identity), StepState::Blocked, "an open entry claim is released");
            assert!(day.officer("S-IMM1").claim.is_none());
            assert_eq!(day.state(health(&day)), StepState::Cleared, "what they decided stays");
        }
    }

    fn entry_second_lines_are_blocked_while_an_exit_control_is_taken_up_again() {
        let mut day = before_entry_immigration(Hosts::Entry);
        let (first, identity) = (exit_identity(&day), entry_identity(&day));
        day.good("S-IMM1", &claim(identity));
        day.good("S-IMM1", &refer(identity));
        let secondary = day.newest();
        day.good("N-IMM1", &reopen(first, ReopenGround::Offence));
        assert_eq!(day.state(secondary), StepState::Blocked);
        assert!(day.attempt("S-IMM2", &claim(secondary)).is_err());
        day.clear(first);
        assert_eq!(day.state(secondary), StepState::Ready);
    }

    fn an_entry_control_is_reopened_by_its_officer_and_his_supervisor_before_departure() {
        let mut day = before_entry_immigration(Hosts::Entry);
        let screen = health(&day);
        day.good("S-HEA2", &ask(Motion::ReopenEntry { step: screen }));
        assert_eq!(day.refused("N-SUP1", &second(1)), Refusal::OtherState);
        assert_eq!(day.refused("S-IMM1", &second(1)), Refusal::NotYourRole);
        day.good("S-SUP1", &second(1));
        assert_eq!(day.state(screen), StepState::Ready);
        day.clear_side(1, Side::Entry);
        day.good("S-GAT1", &walk_out(&[1]));
        assert!(day.attempt("S-HEA2", &ask(Motion::ReopenEntry { step: screen })).is_err());
    }

    sentences! {
        exit_controls_come_before_entry_controls,
        a_waiver_counts_as_a_control_done,
        handover_is_per_person,
        reopening_is_free_before_the_first_entry_claim,
        after_the_first_entry_claim_it_takes_a_consent,
        a_consent_may_be_declined_and_lapses,
        by_notice_an_offence_or_a_wanted_person_reopens_without_consent,
        entry_second_lines_are_blocked_while_an_exit_control_is_taken_up_again,
        an_entry_control_is_reopened_by_its_officer_and_his_supervisor_before_departure,
    }
}

pub mod variation {
    use super::*;

    fn varied() -> Day {
        let mut day = Day::begin(Hosts::Entry, &party::walker(OUT));
        day.good("S-SUP1", &ask(Motion::Vary { subject: SubjectId(1) }));
        assert_eq!(day.refused("S-SUP2", &second(1)), Refusal::OtherState);
        assert_eq!(day.refused("N-IMM1", &second(1)), Refusal::NotYourRole);
        day.good("N-SUP1", &second(1));
        day
    }

    fn the_order_is_varied_by_one_supervisor_of_each_state() {
        let mut day = varied();
        let screen = health(&day);
        day.clear(screen);
        assert_eq!(day.state(exit_identity(&day)), StepState::Ready, "the exit State goes on beside it");
    }

    fn while_it_is_varied_the_entry_state_cannot_hold() {
        let mut day = varied();
        let (screen, first) = (health(&day), exit_identity(&day));
        day.good("S-HEA1", &claim(screen));
        assert_eq!(day.refused("S-HEA1", &hold(screen)), Refusal::VariedNoHold);
        day.good("N-IMM1", &claim(first));
        day.good("N-IMM1", &hold(first));
        assert_eq!(day.phase(1), SubjectPhase::Held, "the exit officers' hold has priority");
    }

    fn a_refusal_under_a_variation_before_exit_has_ended_is_a_withdrawal_with_the_refusal_on_record() {
        let mut day = varied();
        let screen = health(&day);
        day.good("S-HEA1", &claim(screen));
        day.good("S-HEA1", &refuse(screen));
        day.good("S-HEA2", &confirm(screen));
        assert_eq!(day.phase(1), SubjectPhase::Withdrawn);
        assert_eq!(day.state(screen), StepState::Refused);
    }

    fn it_ends_when_the_exit_state_is_done() {
        let mut day = varied();
        let (screen, first) = (health(&day), exit_identity(&day));
        day.clear(screen);
        day.clear(first);
        day.good("N-IMM1", &reopen(first, ReopenGround::Offence));
        assert_eq!(day.state(entry_identity(&day)), StepState::Blocked, "the order holds again");
    }

    fn nobody_is_refused_out_of_the_exit_states_hold() {
        let mut day = varied();
        let (screen, first) = (health(&day), exit_identity(&day));
        day.good("S-HEA1", &claim(screen));
        day.good("N-IMM1", &claim(first));
        day.good("S-HEA1", &refuse(screen));
        // A program that holds without saying that the entry State's claim gave way.
        let (by, now) = (day.officer("N-IMM1"), day.now);
        day.crossing.apply(&CrossingAct::HoldPlaced { step: first }, None, &by, now);
        assert_eq!(day.refused("S-HEA2", &confirm(screen)), Refusal::SubjectIs { phase: SubjectPhase::Held });
    }

    sentences! {
        the_order_is_varied_by_one_supervisor_of_each_state,
        while_it_is_varied_the_entry_state_cannot_hold,
        a_refusal_under_a_variation_before_exit_has_ended_is_a_withdrawal_with_the_refusal_on_record,
        it_ends_when_the_exit_state_is_done,
        nobody_is_refused_out_of_the_exit_states_hold,
    }
}

pub mod claims {
    use super::*;

    fn a_step_has_one_claim_and_an_officer_has_one() {
        let two = vec![party::person("OKELLO", "UGA"), party::person("ABOUD", "TZA")];
        let mut day = Day::begin(Hosts::Entry, &party::walkers(OUT, two, Vec::new()));
        let first = exit_identity(&day);
        let other = day.step(2, Side::Exit, Agency::Immigration, "identity");
        day.good("N-IMM1", &claim(first));
        assert!(matches!(day.refused("N-IMM2", &claim(first)), Refusal::Claimed { .. }));
        assert_eq!(day.refused("N-IMM1", &claim(other)), Refusal::ClaimOpen);
    }

    fn the_claim_that_the_crossing_itself_knows_is_enough() {
        let two = vec![party::person("OKELLO", "UGA"), party::person("ABOUD", "TZA")];
        let mut day = Day::begin(Hosts::Entry, &party::walkers(OUT, two, Vec::new()));
        let (first, other) = (exit_identity(&day), day.step(2, Side::Exit, Agency::Immigration, "identity"));
        day.good("N-IMM1", &claim(first));
        let mut by = day.officer("N-IMM1");
        by.claim = None;
        assert_eq!(day.trial(&by, &claim(other)), Err(Refusal::ClaimOpen));
    }

    fn one_claim_takes_the_same_control_of_several_and_each_is_decided_by_an_act() {
        let two = vec![party::person("OKELLO", "UGA"), party::person("ABOUD", "TZA")];
        let mut day = Day::begin(Hosts::Entry, &party::walkers(OUT, two, Vec::new()));
        let steps = [exit_identity(&day), day.step(2, Side::Exit, Agency::Immigration, "identity")];
        day.good("N-IMM1", &claim_all(&steps));
        let acts = day.good(
            "N-IMM1",
            &Action::Clear {
                steps: steps.to_vec(),
                dispositions: Vec::new(),
                grants: Vec::new(),
                note: None,
                customs: Box::default(),
            },
        );
        assert_eq!(acts.len(), 2);
        let screens = [health(&day), day.step(2, Side::Entry, Agency::Health, "health_screen")];
        day.good("S-HEA1", &claim_all(&screens));
        day.good("S-HEA1", &clear(screens[0]));
        let goods = day.step(2, Side::Entry, Agency::Customs, "goods");
        assert!(day.attempt("S-HEA2", &claim_all(&[screens[1], goods])).is_err(), "a claim takes one control");
    }

    fn a_claim_needs_the_alert_search() {
        let day = on_foot();
        let by = day.officer("N-IMM1");
        let given = domain::action::Given::plan(&day.plan);
        let asked = day.crossing.decide(&day.file(north()), &by, &claim(exit_identity(&day)), &given, day.now);
        assert_eq!(asked, Err(Refusal::NotSearched));
    }

    fn a_claim_is_released_by_the_claimant_his_supervisor_or_after_the_time_out_any_officer_of_that_state() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.good("N-IMM1", &claim(first));
        day.good("N-IMM1", &release(first));
        day.good("N-IMM1", &claim(first));
        assert_eq!(day.refused("S-SUP1", &release(first)), Refusal::OtherState);
        day.good("N-SUP1", &release(first));
        day.good("N-IMM1", &claim(first));
        assert_eq!(day.refused("N-CUS1", &release(first)), Refusal::ClaimFresh);
        day.later(15);
        assert_eq!(day.refused("N-REC1", &release(first)), Refusal::NotYourRole, "reception is no officer");
        day.good("N-CUS1", &release(first));
        assert_eq!(day.state(first), StepState::Ready);
    }

    fn a_release_of_nothing_is_no_act() {
        let mut day = on_foot();
        assert_eq!(day.refused("N-AUD1", &Action::Release { steps: Vec::new() }), Refusal::UnknownStep);
    }

    fn nobody_who_is_held_is_let_go_because_a_shift_ended() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.good("N-IMM1", &claim(first));
        assert_eq!(day.crossing.release_at_shift_end(&day.officer("N-IMM1")).len(), 1);
        day.good("N-IMM1", &hold(first));
        assert!(day.crossing.release_at_shift_end(&day.officer("N-IMM1")).is_empty());
        day.good("S-POL1", &co_sign(first));
        assert_eq!(day.state(first), StepState::Held);
    }

    fn a_query_ends_the_claim_and_reception_of_either_state_records_the_answer() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.good("N-IMM1", &claim(first));
        day.good("N-IMM1", &query(first));
        assert_eq!(day.state(first), StepState::Queried);
        assert!(day.officer("N-IMM1").claim.is_none());
        assert_eq!(day.refused("N-CUS1", &answer(first)), Refusal::OtherAgency);
        day.good("S-REC1", &answer(first));
        assert_eq!(day.state(first), StepState::Ready);
    }

    fn a_ticket_never_claimed_expires() {
        let mut day = on_foot();
        day.later(24 * 60);
        assert_eq!(day.phase(1), SubjectPhase::Withdrawn);
        assert!(day.attempt("N-IMM1", &claim(exit_identity(&day))).is_err());
    }

    fn a_party_let_through_by_waivers_alone_does_not_expire() {
        let mut day = on_foot();
        for (officer, step) in [("N-IMM1", 1), ("S-HEA1", 2), ("S-IMM1", 3), ("S-CUS1", 4)] {
            day.good(officer, &waive(StepId(step)));
        }
        day.later(24 * 60);
        assert_eq!(day.phase(1), SubjectPhase::Admitted);
        day.good("S-GAT1", &walk_out(&[1]));
    }

    sentences! {
        a_step_has_one_claim_and_an_officer_has_one,
        the_claim_that_the_crossing_itself_knows_is_enough,
        one_claim_takes_the_same_control_of_several_and_each_is_decided_by_an_act,
        a_claim_needs_the_alert_search,
        a_claim_is_released_by_the_claimant_his_supervisor_or_after_the_time_out_any_officer_of_that_state,
        a_release_of_nothing_is_no_act,
        nobody_who_is_held_is_let_go_because_a_shift_ended,
        a_query_ends_the_claim_and_reception_of_either_state_records_the_answer,
        a_ticket_never_claimed_expires,
        a_party_let_through_by_waivers_alone_does_not_expire,
    }
}

pub mod referral {
    use super::*;

    fn a_different_officer_concludes_and_both_steps_take_the_outcome() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.good("N-IMM1", &claim(first));
        day.good("N-IMM1", &refer(first));
        assert_eq!(day.state(first), StepState::Referred);
        let secondary = day.newest();
        assert_eq!(day.refused("N-IMM1", &claim(secondary)), Refusal::SameOfficer);
        assert_eq!(day.refused("S-IMM1", &claim(secondary)), Refusal::OtherState);
        day.good("N-IMM2", &claim(secondary));
        assert_eq!(day.refused("N-IMM2", &refer(secondary)), Refusal::AlreadySecondary);
        assert_eq!(day.refused("N-IMM2", &clear(secondary)), Refusal::ConcludeInstead);
        day.good("N-IMM2", &conclude(secondary, Conclusion::Cleared));
        assert_eq!((day.state(first), day.state(secondary)), (StepState::Cleared, StepState::Cleared));
    }

    fn on_ready_the_second_line_is_void_whatever_is_missing() {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
        day.clear_side(3, Side::Exit);
        let arrival = day.step(3, Side::Entry, Agency::Customs, "arrival");
        day.good("S-CUS1", &claim(arrival));
        assert_eq!(day.refused("S-CUS1", &clear(arrival)), Refusal::DeclarationMissing);
        day.good("S-CUS1", &refer(arrival));
        let secondary = day.newest();
        day.good("S-CUS2", &claim(secondary));
        assert_eq!(day.refused("S-CUS2", &conclude(secondary, Conclusion::Cleared)), Refusal::DeclarationMissing);
        day.good("S-CUS2", &conclude(secondary, Conclusion::Ready));
        assert_eq!((day.state(arrival), day.state(secondary)), (StepState::Ready, StepState::Void));
    }

    fn what_chance_drew_is_referred_and_a_waiver_is_no_way_round() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.draw = u8::MAX;
        day.good("N-IMM1", &claim(first));
        assert_eq!(day.refused("N-IMM1", &clear(first)), Refusal::DrawnForReferral);
        assert_eq!(day.refused("N-IMM1", &waive(first)), Refusal::DrawnForReferral);
        day.good("N-IMM1", &refer(first));
        let secondary = day.newest();
        // Protection officers conclude random referrals too, so that their presence says nothing.
        day.good("N-PRO1", &claim(secondary));
        day.good("N-PRO1", &conclude(secondary, Conclusion::Ready));
        day.draw = 0;
        day.clear(first);
    }

    fn every_hit_is_dispositioned_and_a_true_one_takes_a_second_officer() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.listed.insert((north(), SubjectId(1)), vec![31]);
        day.good("N-IMM1", &claim(first));
        assert_eq!(day.refused("N-IMM1", &clear(first)), Refusal::HitOpen);
        let with = |is_same| Action::Clear {
            steps: vec![first],
            dispositions: vec![Disposition { subject: SubjectId(1), entry: 31, is_same, shown_by: None }],
            grants: Vec::new(),
            note: None,
            customs: Box::default(),
        };
        assert_eq!(day.refused("N-IMM1", &with(true)), Refusal::HitIsTrue);
        let mut other = day.clone();
        other.good("N-IMM1", &with(false));
        assert_eq!(other.state(first), StepState::Cleared);
        day.good("N-IMM1", &refer(first));
        let secondary = day.newest();
        day.good("N-IMM2", &claim(secondary));
        assert_eq!(day.refused("N-IMM2", &conclude(secondary, Conclusion::Cleared)), Refusal::HitOpen);
    }

    fn a_hit_that_needs_two_is_cleared_by_another_officer_alone() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.listed.insert((north(), SubjectId(1)), vec![31]);
        day.needs_two = true;
        day.good("N-IMM1", &claim(first));
        let another = || vec![Disposition::another(SubjectId(1), 31, Some(ShownBy::BirthDate))];
        let clears = Action::Clear {
            steps: vec![first],
            dispositions: another(),
            grants: Vec::new(),
            note: None,
            customs: Box::default(),
        };
        assert_eq!(day.refused("N-IMM1", &clears), Refusal::HitNeedsTwo);
        assert_eq!(day.refused("N-IMM1", &waive(first)), Refusal::HitOpen);
        let refers = Action::Refer {
            step: first,
            dispositions: another(),
            note: None,
            protection: None,
            customs: Box::default(),
        };
        day.good("N-IMM1", &refers);
        let secondary = day.newest();
        assert_eq!(day.refused("N-IMM1", &claim(secondary)), Refusal::SameOfficer);
        day.good("N-IMM2", &claim(secondary));
        assert_eq!(day.refused("N-IMM2", &conclude(secondary, Conclusion::Cleared)), Refusal::HitOpen);
        let concludes = Action::Conclude {
            step: secondary,
            outcome: Conclusion::Cleared,
            dispositions: another(),
            ends_protection: false,
            note: None,
            customs: Box::default(),
        };
        day.good("N-IMM2", &concludes);
        assert_eq!(day.state(first), StepState::Cleared);
    }

    fn a_list_that_changed_since_the_claim_is_searched_before_anything_is_cleared() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.listed.insert((north(), SubjectId(1)), vec![31]);
        day.good("N-IMM1", &claim(first));
        // Another entry comes while the control goes on.
        day.listed.insert((north(), SubjectId(1)), vec![31, 32]);
        let with = |entries: &[u64]| Action::Clear {
            steps: vec![first],
            dispositions: entries.iter().map(|entry| Disposition::another(SubjectId(1), *entry, None)).collect(),
            grants: Vec::new(),
            note: None,
            customs: Box::default(),
        };
        assert_eq!(day.refused("N-IMM1", &with(&[])), Refusal::HitSince);
        assert_eq!(day.refused("N-IMM1", &waive(first)), Refusal::HitSince);
        assert_eq!(day.refused("N-IMM1", &with(&[31])), Refusal::HitSince);
        assert_eq!(day.refused("N-IMM1", &with(&[32])), Refusal::HitOpen);
        let mut referred = day.clone();
        referred.good("N-IMM1", &refer(first));
        let secondary = referred.newest();
        referred.good("N-IMM2", &claim(secondary));
        assert_eq!(referred.refused("N-IMM2", &conclude(secondary, Conclusion::Cleared)), Refusal::HitOpen);
        let acts = day.good("N-IMM1", &with(&[31, 32]));
        let found: Vec<u64> = acts[0].private.searches[0].hits.iter().map(|hit| hit.entry).collect();
        assert_eq!(found, [32], "what was found since rides in the act that decides");
        let known = day.file(north()).step(first).unwrap().searches[0].hits.len();
        assert_eq!(known, 2, "what was found at the claim stays found");
    }

    fn a_hit_is_not_waived_away() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.listed.insert((north(), SubjectId(1)), vec![31]);
        day.good("N-IMM1", &claim(first));
        assert_eq!(day.refused("N-IMM1", &waive(first)), Refusal::HitOpen);
        day.good("N-IMM1", &release(first));
        assert_eq!(day.refused("N-IMM2", &waive(first)), Refusal::HitOpen, "nor by the next officer");
    }

    sentences! {
        a_different_officer_concludes_and_both_steps_take_the_outcome,
        on_ready_the_second_line_is_void_whatever_is_missing,
        what_chance_drew_is_referred_and_a_waiver_is_no_way_round,
        every_hit_is_dispositioned_and_a_true_one_takes_a_second_officer,
        a_hit_that_needs_two_is_cleared_by_another_officer_alone,
        a_list_that_changed_since_the_claim_is_searched_before_anything_is_cleared,
        a_hit_is_not_waived_away,
    }
}

/// What an officer finds out of a document and of whoever holds it out.
pub mod documents {
    use super::*;
    use domain::document_check::{
        Answers, DocumentCheck, Forgery, ForgeryFound, HolderComparison, Likeness, Point, Verdict,
    };

    fn compared(verdict: Verdict) -> DocumentCheck {
        let mut answers = Answers::default();
        answers.say(Point::Ears, Some(if verdict == Verdict::Same { Likeness::Like } else { Likeness::Unlike }));
        let comparison = Some(HolderComparison { answers, verdict, words: String::new() });
        DocumentCheck { subject: SubjectId(1), comparison, forgery: None }
    }

    fn forged(kind: Forgery) -> DocumentCheck {
        let forgery = Some(ForgeryFound { kind, words: "the laminate was lifted".to_owned(), is_kept: true });
        DocumentCheck { subject: SubjectId(1), comparison: None, forgery }
    }

    fn with(check: DocumentCheck, what: Action) -> Action {
        Action::WithChecks { checks: vec![check], what: Box::new(what) }
    }

    fn who_is_taken_for_an_impostor_goes_on_when_another_officer_compared_him_anew() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.good("N-IMM1", &claim(first));
        let clears = with(compared(Verdict::Impostor), clear(first));
        assert_eq!(day.refused("N-IMM1", &clears), Refusal::ImpostorSuspected);
        let mut same = day.clone();
        same.good("N-IMM1", &with(compared(Verdict::Same), clear(first)));
        assert_eq!(same.state(first), StepState::Cleared);
        day.good("N-IMM1", &with(compared(Verdict::Impostor), refer(first)));
        let secondary = day.newest();
        day.good("N-IMM2", &claim(secondary));
        assert_eq!(day.refused("N-IMM2", &conclude(secondary, Conclusion::Cleared)), Refusal::ImpostorSuspected);
        let mut back = day.clone();
        day.good("N-IMM2", &with(compared(Verdict::Same), conclude(secondary, Conclusion::Cleared)));
        assert_eq!(day.state(first), StepState::Cleared);
        // Sent back to the first line he is still doubted there, and not waived through.
        back.good("N-IMM2", &conclude(secondary, Conclusion::Ready));
        assert_eq!(back.refused("N-IMM1", &waive(first)), Refusal::ImpostorSuspected);
        back.good("N-IMM1", &claim(first));
        assert_eq!(back.refused("N-IMM1", &clear(first)), Refusal::ImpostorSuspected);
        let mut refused = back.clone();
        back.good("N-IMM1", &with(compared(Verdict::Same), clear(first)));
        refused.good("N-IMM1", &with(compared(Verdict::Impostor), refuse(first)));
        refused.good("N-IMM2", &confirm(first));
        assert_eq!(refused.phase(1), SubjectPhase::ExitDenied);
    }

    fn what_one_state_doubts_is_no_matter_of_the_other() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.good("N-IMM1", &claim(first));
        let plain = day.clone().good("N-IMM1", &refer(first));
        let told = day.good("N-IMM1", &with(compared(Verdict::Impostor), refer(first)));
        assert_eq!((&told[0].act, &told[0].facts), (&plain[0].act, &plain[0].facts), "both States read the same");
        let checked = told[0].private.document.as_ref().unwrap();
        assert_eq!(checked.comparison.as_ref().map(|one| one.verdict), Some(Verdict::Impostor));
        let secondary = day.newest();
        day.good("N-IMM2", &claim(secondary));
        day.good("N-IMM2", &with(compared(Verdict::Same), conclude(secondary, Conclusion::Cleared)));
        let screen = health(&day);
        day.clear(screen);
        let entry = entry_identity(&day);
        day.good("S-IMM1", &claim(entry));
        day.good("S-IMM1", &clear(entry));
    }

    fn a_document_that_is_false_is_recorded_as_it_was_presented() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.good("N-IMM1", &claim(first));
        let document = day.crossing.document_of(SubjectId(1)).unwrap().clone();
        let reference = day.crossing.reference.clone();
        let mut silent = forged(Forgery::Counterfeit);
        silent.forgery.as_mut().unwrap().words = "  ".to_owned();
        assert_eq!(day.refused("N-IMM1", &with(silent, refuse(first))), Refusal::ReasonMissing);
        let acts = day.good("N-IMM1", &with(forged(Forgery::Counterfeit), refuse(first)));
        let found = acts[0].private.document.as_ref().unwrap().forged.as_ref().unwrap();
        assert!(found.is(&document.issuer, &document.number));
        assert_eq!((&found.crossing, found.found.kind), (&reference, Forgery::Counterfeit));
    }

    fn it_is_told_beside_what_ends_an_identity_control_and_nothing_else() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.good("N-IMM1", &claim(first));
        for what in [query(first), release(first), hold(first)] {
            assert_eq!(day.refused("N-IMM1", &with(forged(Forgery::Fantasy), what)), Refusal::NotHere);
        }
        let nothing = DocumentCheck { subject: SubjectId(1), comparison: None, forgery: None };
        assert_eq!(day.refused("N-IMM1", &with(nothing, clear(first))), Refusal::ReasonMissing);
        let twice = Action::WithChecks {
            checks: vec![compared(Verdict::Same), forged(Forgery::Fantasy)],
            what: Box::new(clear(first)),
        };
        assert_eq!(day.refused("N-IMM1", &twice), Refusal::NotHere);
        let others = day.refused("N-IMM2", &with(compared(Verdict::Same), clear(first)));
        assert!(matches!(others, Refusal::Claimed { .. }), "{others:?}");
        let other = DocumentCheck { subject: SubjectId(9), ..compared(Verdict::Same) };
        assert!(day.attempt("N-IMM1", &with(other, clear(first))).is_err());
        day.good("N-IMM1", &with(compared(Verdict::Same), clear(first)));
        // It is no matter of those who control something else.
        let screen = health(&day);
        day.good("S-HEA1", &claim(screen));
        assert_eq!(day.refused("S-HEA1", &with(compared(Verdict::Same), clear(screen))), Refusal::NotHere);
    }

    sentences! {
        who_is_taken_for_an_impostor_goes_on_when_another_officer_compared_him_anew,
        what_one_state_doubts_is_no_matter_of_the_other,
        a_document_that_is_false_is_recorded_as_it_was_presented,
        it_is_told_beside_what_ends_an_identity_control_and_nothing_else,
    }
}

pub mod refusal {
    use super::*;

    fn a_refusal_takes_a_second_officer_of_the_same_state_and_issues_its_notice() {
        let mut day = before_entry_immigration(Hosts::Entry);
        let step = entry_identity(&day);
        day.good("S-IMM1", &claim(step));
        day.good("S-IMM1", &refuse(step));
        assert_eq!(day.state(step), StepState::InProgress, "until confirmed the claim is open");
        assert_eq!(day.refused("S-IMM1", &release(step)), Refusal::AwaitsSecond);
        assert_eq!(day.refused("S-IMM1", &confirm(step)), Refusal::SameOfficer);
        assert_eq!(day.refused("N-IMM1", &confirm(step)), Refusal::OtherState);
        assert_eq!(day.refused("S-REC1", &confirm(step)), Refusal::NotYourRole);
        let acts = day.good("S-CUS1", &confirm(step));
        let notice = acts[0].private.notice.as_ref().unwrap();
        assert!(
            matches!(&acts[0].act, CrossingAct::RefusalConfirmed { notice: serial, .. } if *serial == notice.serial)
        );
        assert_eq!((notice.refused_by.as_str(), notice.confirmed_by.as_str()), ("S-IMM1", "S-CUS1"));
        assert_eq!(day.phase(1), SubjectPhase::EntryRefused);
    }

    fn not_confirmed_in_time_it_lapses() {
        let mut day = before_entry_immigration(Hosts::Entry);
        let step = entry_identity(&day);
        day.good("S-IMM1", &claim(step));
        day.good("S-IMM1", &refuse(step));
        day.later(30);
        assert_eq!(day.refused("S-IMM2", &confirm(step)), Refusal::NothingToSign);
        day.good("S-IMM1", &clear(step));
    }

    fn an_exit_refusal_confirmed_is_final() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.good("N-IMM1", &claim(first));
        day.good("N-IMM1", &refuse(first));
        day.good("N-IMM2", &confirm(first));
        assert_eq!(day.phase(1), SubjectPhase::ExitDenied);
        day.good("N-IMM2", &serve(first));
        assert!(day.attempt("N-IMM2", &ask(Motion::Annul { step: first })).is_err(), "not once final");
    }

    fn it_is_annulled_by_an_officer_of_that_state_and_his_supervisor() {
        let mut day = refused_entry(Hosts::Entry);
        let step = entry_identity(&day);
        assert_eq!(day.refused("N-IMM1", &ask(Motion::Annul { step })), Refusal::OtherState);
        day.good("S-IMM1", &ask(Motion::Annul { step }));
        assert_eq!(day.refused("S-IMM2", &second(1)), Refusal::NotYourRole);
        day.good("S-SUP1", &second(1));
        assert_eq!(day.state(step), StepState::Ready);
    }

    /// Printing is an act of its own, as often as it is done; it is the refusing State's, and of a refusal that stands.
    fn it_is_printed_by_its_own_state_before_and_after_it_is_served() {
        let mut day = refused_entry(Hosts::Entry);
        let step = entry_identity(&day);
        assert_eq!(day.refused("N-IMM1", &print(step)), Refusal::OtherState);
        assert_eq!(day.refused("S-IMM1", &print(StepId(1))), Refusal::StepIs { state: StepState::Cleared });
        day.good("S-IMM1", &print(step));
        assert_eq!(day.refused("S-IMM1", &offer_back(1)), Refusal::NoticeNotServed, "printed is not served");
        day.good("S-IMM1", &serve(step));
        day.good("S-IMM2", &print(step));
        day.good("S-IMM1", &ask(Motion::Annul { step }));
        day.good("S-SUP1", &second(1));
        assert_eq!(day.refused("S-IMM1", &print(step)), Refusal::StepIs { state: StepState::Ready });
    }

    fn it_is_not_annulled_while_offered_back() {
        let mut day = refused_entry(Hosts::Entry);
        let step = entry_identity(&day);
        day.good("S-IMM1", &serve(step));
        day.good("S-IMM1", &offer_back(1));
        let refusal = day.refused("S-IMM1", &ask(Motion::Annul { step }));
        assert_eq!(refusal, Refusal::SubjectIs { phase: SubjectPhase::OfferedBack });
    }

    sentences! {
        a_refusal_takes_a_second_officer_of_the_same_state_and_issues_its_notice,
        not_confirmed_in_time_it_lapses,
        an_exit_refusal_confirmed_is_final,
        it_is_annulled_by_an_officer_of_that_state_and_his_supervisor,
        it_is_printed_by_its_own_state_before_and_after_it_is_served,
        it_is_not_annulled_while_offered_back,
    }
}

pub mod returning {
    use super::*;

    fn an_offer_back_needs_the_notice_served() {
        let mut day = refused_entry(Hosts::Entry);
        let step = entry_identity(&day);
        assert_eq!(day.refused("S-IMM1", &offer_back(1)), Refusal::NoticeNotServed);
        day.good("S-IMM1", &serve(step));
        assert_eq!(day.refused("S-IMM1", &serve(step)), Refusal::NoticeServed);
        assert_eq!(day.refused("N-IMM1", &offer_back(1)), Refusal::OtherState);
        assert_eq!(day.refused("N-IMM1", &readmit(1)), Refusal::SubjectIs { phase: SubjectPhase::EntryRefused });
        day.good("S-IMM1", &offer_back(1));
        day.good("S-IMM2", &Action::TakeOfferBack { subject: SubjectId(1) });
        day.good("S-IMM1", &offer_back(1));
        assert_eq!(day.refused("S-IMM1", &readmit(1)), Refusal::OtherState);
        day.good("N-CUS1", &readmit(1));
        assert_eq!(day.phase(1), SubjectPhase::Readmitted);
        assert!(day.crossing.is_closed());
    }

    fn who_turns_back_before_the_first_entry_claim_withdraws() {
        let mut day = on_foot();
        day.clear_side(1, Side::Exit);
        assert_eq!(day.refused("S-IMM1", &withdraw(1)), Refusal::OtherState);
        day.good("N-IMM1", &withdraw(1));
        assert_eq!(day.phase(1), SubjectPhase::Withdrawn);
    }

    fn who_turns_back_later_is_offered_back_without_a_refusal() {
        let mut day = before_entry_immigration(Hosts::Entry);
        assert_eq!(day.refused("N-IMM1", &withdraw(1)), Refusal::EntryBegun);
        day.good("S-IMM1", &offer_back(1));
        day.good("N-IMM1", &readmit(1));
    }

    fn a_subject_is_left_behind_by_the_state_whose_controls_are_open_and_its_supervisor() {
        let mut day = before_entry_immigration(Hosts::Entry);
        let what = Motion::Abandon { subject: SubjectId(1) };
        assert_eq!(day.refused("N-IMM1", &ask(what)), Refusal::OtherState);
        day.good("N-IMM1", &reopen(exit_identity(&day), ReopenGround::Offence));
        assert_eq!(day.refused("S-IMM1", &ask(what)), Refusal::OtherState, "the exit State's are open again");
        day.good("N-IMM1", &ask(what));
        day.good("N-SUP1", &second(1));
        assert_eq!(day.phase(1), SubjectPhase::Abandoned);
    }

    sentences! {
        an_offer_back_needs_the_notice_served,
        who_turns_back_before_the_first_entry_claim_withdraws,
        who_turns_back_later_is_offered_back_without_a_refusal,
        a_subject_is_left_behind_by_the_state_whose_controls_are_open_and_its_supervisor,
    }
}

pub mod holds {
    use super::*;

    fn a_hold_of_the_adjoining_state_is_co_signed_by_a_host_officer() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.good("N-IMM2", &claim(first));
        assert_eq!(day.refused("N-IMM2", &hold(first)), Refusal::NotEmpowered);
        day.good("N-IMM2", &release(first));
        day.good("N-IMM1", &claim(first));
        day.good("N-IMM1", &hold(first));
        assert_eq!(day.state(first), StepState::Held, "held at once");
        assert_eq!(day.refused("N-POL1", &co_sign(first)), Refusal::OtherState);
        day.good("S-POL1", &co_sign(first));
        assert_eq!(day.phase(1), SubjectPhase::Held);
    }

    fn a_hold_of_the_host_is_co_signed_by_another_of_its_own() {
        let mut day = before_entry_immigration(Hosts::Entry);
        let step = entry_identity(&day);
        day.good("S-IMM1", &claim(step));
        day.good("S-IMM1", &hold(step));
        assert_eq!(day.refused("N-IMM1", &co_sign(step)), Refusal::OtherState);
        assert_eq!(day.refused("S-IMM1", &co_sign(step)), Refusal::SameOfficer);
        day.good("S-CUS2", &co_sign(step));
    }

    fn a_provisional_hold_lapses_to_in_progress() {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.good("N-IMM1", &claim(first));
        day.good("N-IMM1", &hold(first));
        day.later(10);
        assert_eq!(day.state(first), StepState::InProgress);
        assert_eq!(day.refused("S-POL1", &co_sign(first)), Refusal::NothingToSign);
    }

    fn a_national_of_the_host_state_is_never_held_by_the_adjoining_one_which_calls_the_host() {
        let mut day = Day::begin(Hosts::Entry, &party::walkers(OUT, vec![party::person("SAIDI", "SUD")], Vec::new()));
        let first = exit_identity(&day);
        day.good("N-IMM1", &claim(first));
        assert_eq!(day.refused("N-IMM1", &hold(first)), Refusal::NationalOfHostState);
        day.good("N-IMM1", &call_host(first));
        let police = day.newest();
        let opened = &day.crossing.steps[&police];
        assert_eq!((opened.state, opened.agency, opened.side), (south(), Agency::Police, Side::Exit));
        assert_eq!(day.refused("N-IMM1", &call_host(first)), Refusal::AskedAlready);
        day.good("S-POL1", &claim(police));
        day.good("S-POL1", &hold(police));
        day.good("S-POL2", &co_sign(police));
        assert_eq!(day.phase(1), SubjectPhase::Held);
    }

    fn the_host_does_not_call_himself() {
        let mut day = Day::begin(Hosts::Exit, &party::walker(OUT));
        let first = exit_identity(&day);
        day.good("N-IMM1", &claim(first));
        assert_eq!(day.refused("N-IMM1", &call_host(first)), Refusal::IsHost);
    }

    fn held() -> (Day, StepId) {
        let mut day = on_foot();
        let first = exit_identity(&day);
        day.good("N-IMM1", &claim(first));
        day.good("N-IMM1", &hold(first));
        day.good("S-POL1", &co_sign(first));
        (day, first)
    }

    fn a_hold_is_ended_by_an_empowered_officer_and_a_second() {
        let (mut day, step) = held();
        assert_eq!(day.refused("S-IMM1", &ask(Motion::EndHold { step })), Refusal::OtherState);
        assert_eq!(day.refused("N-IMM2", &ask(Motion::EndHold { step })), Refusal::NotEmpowered);
        day.good("N-POL1", &ask(Motion::EndHold { step }));
        assert_eq!(day.refused("N-POL1", &second(1)), Refusal::SameOfficer);
        day.good("N-IMM2", &second(1));
        assert_eq!(day.state(step), StepState::Ready);
    }

    fn custody_is_transferred_against_a_receipt() {
        let (mut day, step) = held();
        day.good("N-POL1", &ask(Motion::TransferCustody { step }));
        let without = Action::Second { number: domain::act::MotionNumber(1), receipt: None };
        assert_eq!(day.refused("N-IMM2", &without), Refusal::ReasonMissing);
        day.good("N-IMM2", &second(1));
        assert_eq!(day.phase(1), SubjectPhase::CustodyTransferred);
        assert_eq!(day.state(step), StepState::Void);
    }

    fn nobody_who_is_held_is_left_behind_withdrawn_or_voided() {
        let (mut day, _) = held();
        let refusal = Refusal::SubjectIs { phase: SubjectPhase::Held };
        assert_eq!(day.refused("N-IMM2", &withdraw(1)), refusal);
        assert_eq!(day.refused("N-IMM2", &ask(Motion::Abandon { subject: SubjectId(1) })), refusal);
        assert_eq!(day.refused("N-SUP1", &ask(Motion::Void { subject: SubjectId(1) })), refusal);
    }

    sentences! {
        a_hold_of_the_adjoining_state_is_co_signed_by_a_host_officer,
        a_hold_of_the_host_is_co_signed_by_another_of_its_own,
        a_provisional_hold_lapses_to_in_progress,
        a_national_of_the_host_state_is_never_held_by_the_adjoining_one_which_calls_the_host,
        the_host_does_not_call_himself,
        a_hold_is_ended_by_an_empowered_officer_and_a_second,
        custody_is_transferred_against_a_receipt,
        nobody_who_is_held_is_left_behind_withdrawn_or_voided,
    }
}

pub mod gate {
    use super::*;

    fn through() -> Day {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
        day.clear_all();
        day
    }

    fn what_leaves_together_is_re_keyed_and_equals_what_is_recorded() {
        let mut day = through();
        assert_eq!(day.refused("S-IMM1", &drive_out(&[1, 2, 3], "KCA123X", 1, &["KE771"])), Refusal::NotYourRole);
        for (plate, heads, seals) in [
            ("KCA 124X", 1, &["KE771"][..]),
            ("KCA123X", 2, &["KE771"]),
            ("KCA123X", 1, &[]),
            ("KCA123X", 1, &["KE771", "ZZ9"]),
        ] {
            assert_eq!(day.refused("S-GAT1", &drive_out(&[1, 2, 3], plate, heads, seals)), Refusal::GateDiffers);
        }
        assert_eq!(day.refused("S-GAT1", &drive_out(&[1, 1, 2, 3], "KCA123X", 2, &["KE771"])), Refusal::GateDiffers);
        day.good("S-GAT1", &drive_out(&[1, 2, 3], "kca-123x", 1, &["ke771"]));
        assert!(day.crossing.is_closed());
    }

    fn a_vehicle_leaves_with_a_driver_and_with_its_load() {
        let mut day = through();
        assert_eq!(day.refused("S-GAT1", &drive_out(&[2, 3], "KCA123X", 0, &["KE771"])), Refusal::NoDriver);
        assert_eq!(
            day.refused("S-GAT1", &drive_out(&[1, 2], "KCA123X", 1, &[])),
            Refusal::SubjectIs { phase: SubjectPhase::Released },
            "the goods are on it"
        );
        assert_eq!(day.refused("S-GAT1", &walk_out(&[3])), Refusal::NoCarrier);
    }

    fn goods_that_are_not_through_do_not_leave_on_the_vehicle_that_is() {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
        for subject in [1, 2] {
            day.clear_side(subject, Side::Exit);
            day.clear_side(subject, Side::Entry);
        }
        let refusal = day.refused("S-GAT1", &drive_out(&[1, 2], "KCA123X", 1, &[]));
        assert_eq!(refusal, Refusal::SubjectIs { phase: SubjectPhase::Registered });
        let off = party::relation(3, RelationKind::CarriedOn, 2);
        day.good("S-REC1", &Action::Relate { begun: Vec::new(), ended: vec![off] });
        day.good("S-GAT1", &drive_out(&[1, 2], "KCA123X", 1, &[]));
    }

    fn a_mismatch_sends_back_and_opens_a_step_of_side_gate_for_the_agency_named() {
        let mut day = through();
        let Action::Depart { subjects, plate, heads, seals, .. } = drive_out(&[1, 2, 3], "KCA123X", 1, &["ZZ9"]) else {
            unreachable!()
        };
        let check_by = Some(Agency::Customs);
        day.good("S-GAT1", &Action::Depart { subjects, plate, heads, seals, check_by });
        let check = day.newest();
        assert_eq!(day.crossing.steps[&check].side, Side::Gate);
        assert_eq!(day.phase(2), SubjectPhase::EntryControls);
        assert!(day.attempt("S-GAT1", &drive_out(&[1, 2, 3], "KCA123X", 1, &["KE771"])).is_err());
        day.clear(check);
        day.good("S-GAT1", &drive_out(&[1, 2, 3], "KCA123X", 1, &["KE771"]));
    }

    fn departed_means_nothing_open_on_anything_that_left() {
        let mut day = through();
        let again = Action::RequestExamination { subject: SubjectId(3), joint: true, told: None };
        day.good("S-CUS1", &again);
        let refusal = day.refused("S-GAT1", &drive_out(&[1, 2, 3], "KCA123X", 1, &["KE771"]));
        assert_eq!(refusal, Refusal::ExaminationOpen);
    }

    fn a_new_driver_has_all_his_own_steps() {
        let mut day = through();
        let relation = party::relation(4, RelationKind::Drives, 2);
        day.good("N-REC1", &Action::AddSubject { facts: party::person("RELIEF", "TZA"), relations: vec![relation] });
        assert_eq!(day.phase(4), SubjectPhase::Registered);
        assert!(day.attempt("S-GAT1", &drive_out(&[2, 3, 4], "KCA123X", 1, &["KE771"])).is_err());
        day.clear_side(4, Side::Exit);
        day.clear_side(4, Side::Entry);
        day.good("S-GAT1", &drive_out(&[2, 3, 4], "KCA123X", 1, &["KE771"]));
        day.good("S-GAT1", &walk_out(&[1]));
        assert!(day.crossing.is_closed());
        let late = Action::AddSubject { facts: party::person("LATE", "TZA"), relations: Vec::new() };
        assert_eq!(day.refused("N-REC1", &late), Refusal::SubjectIs { phase: SubjectPhase::Departed });
    }

    fn a_post_takes_only_the_flows_that_it_agreed_on() {
        let mut plan = procedure::plan(Hosts::Entry);
        assert!(Day::try_begin(plan.clone(), "N-REC1", &party::truck(OUT, None)).is_ok());
        // The templates stay; it is the flow that is not served.
        plan.flows.remove(&domain::Flow::Truck);
        let refused = Day::try_begin(plan.clone(), "N-REC1", &party::truck(OUT, None)).err();
        assert_eq!(refused, Some(Refusal::NoTemplate));
        assert!(Day::try_begin(plan, "N-REC1", &party::walker(OUT)).is_ok());
    }

    fn an_empty_truck_has_no_goods() {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, Some(Category::Empty)));
        let load = Action::AddSubject { facts: party::goods(&[]), relations: Vec::new() };
        assert_eq!(day.refused("N-REC1", &load), Refusal::NoTemplate);
        day.clear_all();
        day.good("S-GAT1", &drive_out(&[1, 2], "KCA123X", 1, &[]));
    }

    sentences! {
        what_leaves_together_is_re_keyed_and_equals_what_is_recorded,
        a_vehicle_leaves_with_a_driver_and_with_its_load,
        goods_that_are_not_through_do_not_leave_on_the_vehicle_that_is,
        a_mismatch_sends_back_and_opens_a_step_of_side_gate_for_the_agency_named,
        departed_means_nothing_open_on_anything_that_left,
        a_new_driver_has_all_his_own_steps,
        a_post_takes_only_the_flows_that_it_agreed_on,
        an_empty_truck_has_no_goods,
    }
}

pub mod facts {
    use super::*;

    fn a_correction_is_free_until_a_step_was_decided() {
        let mut day = on_foot();
        let right = Action::Correct { subject: SubjectId(1), facts: party::person("OKELO", "UGA") };
        day.good("N-REC1", &right);
        assert!(matches!(day.last(), CrossingAct::Corrected { confirm, .. } if confirm.is_empty()));
    }

    fn afterwards_it_re_opens_a_confirm_for_each_state_that_decided_and_revokes_slips() {
        let mut day = on_foot();
        day.clear_all();
        day.good("S-IMM1", &Action::IssueSlip { subjects: vec![SubjectId(1)] });
        day.good("N-REC1", &Action::Correct { subject: SubjectId(1), facts: party::person("OKELO", "UGA") });
        let CrossingAct::Corrected { confirm, .. } = day.last().clone() else { unreachable!() };
        let states: Vec<_> = confirm.iter().map(|step| step.state).collect();
        assert_eq!(states, [north(), south()]);
        assert!(day.crossing.slips[0].is_revoked);
        let (exit, entry) = (confirm[0].id, confirm[1].id);
        assert_eq!(day.state(entry), StepState::Blocked, "exit before entry, here too");
        day.clear(exit);
        day.clear(entry);
        day.good("S-GAT1", &walk_out(&[1]));
    }

    fn what_was_registered_in_error_is_void_before_any_decision_afterwards_by_both_supervisors() {
        let mut day = on_foot();
        let mut decided = day.clone();
        day.good("N-REC1", &void(1));
        assert_eq!(day.phase(1), SubjectPhase::Void);
        decided.clear_side(1, Side::Exit);
        assert_eq!(decided.refused("N-REC1", &void(1)), Refusal::Decided);
        decided.good("N-SUP1", &ask(Motion::Void { subject: SubjectId(1) }));
        assert_eq!(decided.refused("N-SUP2", &second(1)), Refusal::OtherState);
        decided.good("S-SUP1", &second(1));
        assert_eq!(decided.phase(1), SubjectPhase::Void);
    }

    fn relations_join_what_they_can_join() {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
        for (from, kind, to) in
            [(3, RelationKind::Drives, 2), (1, RelationKind::CarriedOn, 2), (1, RelationKind::Guardian, 1)]
        {
            let wrong = Action::Relate { begun: vec![party::relation(from, kind, to)], ended: Vec::new() };
            assert_eq!(day.refused("N-REC1", &wrong), Refusal::WrongKind);
        }
        let nobody =
            party::walkers(OUT, vec![party::child("OKELLO")], vec![party::relation(9, RelationKind::Guardian, 1)]);
        let refusal = Day::try_begin(procedure::plan(Hosts::Entry), "N-REC1", &nobody).unwrap_err();
        assert_eq!(refusal, Refusal::UnknownSubject);
    }

    fn a_vehicle_is_read_back_from_its_stored_form() {
        let facts = party::vehicle(ConveyanceKind::Lorry, "KCA 123X");
        let text = serde_json::to_string(&facts).unwrap();
        assert_eq!(serde_json::from_str::<domain::subject::SubjectFacts>(&text).unwrap(), facts);
    }

    fn a_fact_corrected_by_who_has_the_claim_ends_the_claim_and_the_next_one_searches_again() {
        let mut day = on_foot();
        let step = exit_identity(&day);
        day.good("N-IMM1", &claim(step));
        let correction = Action::Correct { subject: SubjectId(1), facts: party::person("WANJIKU", "KEN") };
        assert_eq!(day.refused("N-REC1", &correction), Refusal::StepInProgress, "another's claim is not ended by it");
        let acts = day.good("N-IMM1", &correction);
        assert_eq!(acts.iter().map(|one| one.act.kind()).collect::<Vec<_>>(), ["released", "corrected"]);
        assert_eq!(day.state(step), StepState::Ready);
        assert!(
            day.crossing.slips.is_empty() && day.crossing.confirmations(SubjectId(1)).is_empty(),
            "nothing was decided"
        );
        let claimed = day.good("N-IMM1", &claim(step));
        assert_eq!(claimed[0].private.searches.len(), 1);
    }

    fn a_corrected_load_keeps_its_declaration_and_a_faulty_one_is_not_slipped_in() {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
        let declaration = party::declaration();
        day.good("N-CUS1", &Action::LodgeDeclaration { subject: SubjectId(3), declaration: declaration.clone() });
        day.good("N-REC1", &Action::Correct { subject: SubjectId(3), facts: party::goods(&["KE772"]) });
        let goods = day.crossing.subjects[&SubjectId(3)].facts.as_ref().unwrap().consignment().unwrap();
        assert_eq!(goods.declaration.as_ref(), Some(&declaration));
        let mut goods = goods.clone();
        goods.declaration.as_mut().unwrap().items.clear();
        let faulty = domain::subject::SubjectFacts::Consignment(goods);
        let refusal = day.refused("N-REC1", &Action::Correct { subject: SubjectId(3), facts: faulty });
        assert_eq!(refusal, Refusal::DeclarationFaulty);
    }

    sentences! {
        a_correction_is_free_until_a_step_was_decided,
        afterwards_it_re_opens_a_confirm_for_each_state_that_decided_and_revokes_slips,
        what_was_registered_in_error_is_void_before_any_decision_afterwards_by_both_supervisors,
        relations_join_what_they_can_join,
        a_vehicle_is_read_back_from_its_stored_form,
        a_fact_corrected_by_who_has_the_claim_ends_the_claim_and_the_next_one_searches_again,
        a_corrected_load_keeps_its_declaration_and_a_faulty_one_is_not_slipped_in,
    }
}

pub mod minors {
    use super::*;

    fn family() -> Day {
        let two = vec![party::person("OKELLO", "UGA"), party::child("OKELLO")];
        let relations = vec![party::relation(1, RelationKind::Guardian, 2)];
        let mut day = Day::begin(Hosts::Entry, &party::walkers(OUT, two, relations));
        for subject in [1, 2] {
            day.clear_side(subject, Side::Exit);
            let screen = day.step(subject, Side::Entry, Agency::Health, "health_screen");
            day.clear(screen);
        }
        day
    }

    fn identities(day: &Day) -> [StepId; 2] {
        [1, 2].map(|subject| day.step(subject, Side::Entry, Agency::Immigration, "identity"))
    }

    fn a_minor_is_admitted_only_with_a_guardian_admitted() {
        let mut day = family();
        let [guardian, minor] = identities(&day);
        day.good("S-IMM1", &claim(minor));
        assert_eq!(day.refused("S-IMM1", &clear(minor)), Refusal::GuardianNotAdmitted);
        assert_eq!(day.refused("S-IMM1", &waive(minor)), Refusal::GuardianNotAdmitted, "nor by a waiver");
        day.good("S-IMM1", &release(minor));
        day.good("S-IMM1", &claim_all(&[guardian, minor]));
        let both = Action::Clear {
            steps: vec![guardian, minor],
            dispositions: Vec::new(),
            grants: Vec::new(),
            note: None,
            customs: Box::default(),
        };
        day.good("S-IMM1", &both);
    }

    fn or_after_a_referral() {
        let mut day = family();
        let [_, minor] = identities(&day);
        day.good("S-IMM1", &claim(minor));
        day.good("S-IMM1", &refer(minor));
        let secondary = day.newest();
        day.good("S-IMM2", &claim(secondary));
        day.good("S-IMM2", &conclude(secondary, Conclusion::Cleared));
        assert_eq!(day.state(minor), StepState::Cleared);
    }

    fn a_guardians_refusal_stops_his_minors() {
        let mut day = family();
        let [guardian, minor] = identities(&day);
        day.good("S-IMM1", &claim(guardian));
        day.good("S-IMM1", &refuse(guardian));
        day.good("S-IMM2", &confirm(guardian));
        assert_eq!(day.state(minor), StepState::Blocked);
    }

    sentences! {
        a_minor_is_admitted_only_with_a_guardian_admitted,
        or_after_a_referral,
        a_guardians_refusal_stops_his_minors,
    }
}

pub mod examination {
    use super::*;

    fn requested(joint: bool) -> Day {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
        day.good("S-CUS1", &Action::RequestExamination { subject: SubjectId(3), joint, told: None });
        day
    }

    fn stage(day: &Day) -> Stage {
        day.crossing.examinations[&ExaminationId(1)].stage(&day.crossing.states())
    }

    fn of(make: fn(ExaminationId) -> Action) -> Action {
        make(ExaminationId(1))
    }

    fn attend(examination: ExaminationId) -> Action {
        Action::AttendExamination { examination }
    }

    fn schedule(examination: ExaminationId) -> Action {
        Action::ScheduleExamination { examination, bay: "B1".to_owned() }
    }

    fn reveal(examination: ExaminationId) -> Action {
        Action::RevealFindings { examination }
    }

    fn close(examination: ExaminationId) -> Action {
        Action::CloseExamination { examination }
    }

    fn alone(examination: ExaminationId) -> Action {
        Action::ExamineAlone { examination }
    }

    fn present() -> Day {
        let mut day = requested(true);
        day.good("N-CUS1", &of(schedule));
        day.good("N-CUS1", &of(attend));
        assert_eq!(day.refused("N-CUS1", &of(attend)), Refusal::AskedAlready);
        assert_eq!(day.refused("S-CUS1", &file_findings(findings(true, &[]))), Refusal::ExaminationNotThere);
        day.good("S-CUS1", &of(attend));
        day
    }

    fn findings_are_filed_blind_revealed_together_and_compared() {
        let mut day = present();
        let filed = day.good("N-CUS1", &file_findings(findings(true, &[])));
        assert!(filed[0].facts.is_none(), "blind: the other State sees the commitment alone");
        assert_eq!(day.refused("N-CUS1", &of(reveal)), Refusal::ExaminationNotThere);
        day.good("S-CUS1", &file_findings(findings(true, &["SD1"])));
        assert_eq!(day.crossing.findings_due(north()), Some(ExaminationId(1)));
        day.good("N-CUS1", &of(reveal));
        assert_eq!(day.refused("N-CUS1", &of(close)), Refusal::ExaminationNotThere);
        day.good("S-CUS1", &of(reveal));
        day.good("S-CUS1", &of(close));
        assert_eq!(day.crossing.examinations[&ExaminationId(1)].closed.map(|end| end.1), Some(Comparison::Agreed));
        let goods = &day.crossing.subjects[&SubjectId(3)];
        assert_eq!(day.crossing.seals_on(goods), Some(&["SD1".to_owned()][..]), "whoever put the new seals on");
    }

    fn a_difference_is_on_record() {
        let mut day = present();
        day.good("N-CUS1", &file_findings(findings(true, &[])));
        day.good("S-CUS1", &file_findings(findings(false, &[])));
        day.good("N-CUS1", &of(reveal));
        day.good("S-CUS1", &of(reveal));
        day.good("N-CUS2", &of(close));
        assert_eq!(day.crossing.examinations[&ExaminationId(1)].closed.map(|end| end.1), Some(Comparison::Differs));
    }

    fn one_state_absent_the_others_supervisor_may_go_on_alone() {
        let mut day = requested(true);
        day.good("S-CUS1", &of(schedule));
        day.good("S-CUS1", &of(attend));
        assert_eq!(day.refused("S-SUP2", &of(alone)), Refusal::ExaminationNotThere, "not before the setting");
        day.later(30);
        assert_eq!(day.refused("S-CUS2", &of(alone)), Refusal::NotYourRole);
        day.good("S-SUP2", &of(alone));
        day.good("S-CUS1", &file_findings(findings(true, &[])));
        day.good("S-CUS1", &of(reveal));
        day.good("S-CUS1", &of(close));
        assert_eq!(day.crossing.examinations[&ExaminationId(1)].closed.map(|end| end.1), Some(Comparison::OneState));
    }

    fn findings_not_met_in_time_are_closed_by_the_filing_states_supervisor_and_stay_its_own() {
        let mut day = present();
        day.good("S-CUS1", &file_findings(findings(false, &[])));
        assert_eq!(day.refused("S-SUP2", &of(close)), Refusal::ExaminationNotThere);
        day.later(60);
        assert_eq!(day.refused("N-SUP2", &of(close)), Refusal::ExaminationNotThere, "the other State filed nothing");
        day.good("S-SUP2", &of(close));
        assert!(day.acts.iter().all(|stored| stored.decided.act.kind() != "findings_revealed"));
    }

    fn a_second_examination_of_the_same_goods_needs_a_reason() {
        let mut day = requested(false);
        day.good("S-CUS1", &of(schedule));
        day.good("S-CUS1", &of(attend));
        assert_eq!(stage(&day), Stage::Present, "by one State alone");
        assert_eq!(day.refused("N-CUS1", &of(attend)), Refusal::OtherState);
        day.good("S-CUS1", &file_findings(findings(true, &[])));
        day.good("S-CUS1", &of(reveal));
        day.good("S-CUS1", &of(close));
        let again = |told| Action::RequestExamination { subject: SubjectId(3), joint: false, told };
        assert_eq!(day.refused("N-CUS1", &again(None)), Refusal::ExaminedBefore);
        day.good("N-CUS1", &again(Some("a new seal is broken".to_owned())));
    }

    /// Goods of the red lane at the arrival step, claimed by `S-CUS1`.
    fn red() -> (Day, StepId) {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
        day.lane = Some(Lane::Red);
        day.good("N-CUS1", &Action::LodgeDeclaration { subject: SubjectId(3), declaration: party::declaration() });
        day.clear_side(3, Side::Exit);
        let arrival = day.step(3, Side::Entry, Agency::Customs, "arrival");
        day.good("S-CUS1", &claim(arrival));
        (day, arrival)
    }

    fn examined_by(day: &mut Day, officer: &str, as_declared: bool) {
        day.good(officer, &Action::RequestExamination { subject: SubjectId(3), joint: false, told: None });
        day.good(officer, &of(schedule));
        day.good(officer, &of(attend));
        day.good(officer, &file_findings(findings(as_declared, &[])));
        day.good(officer, &of(reveal));
        day.good(officer, &of(close));
    }

    fn the_red_lane_wants_an_examination() {
        let (mut day, arrival) = red();
        assert_eq!(day.refused("S-CUS1", &clear(arrival)), Refusal::ExaminationMissing);
        assert_eq!(day.refused("S-CUS1", &waive(arrival)), Refusal::ExaminationMissing, "nor by a waiver");
        examined_by(&mut day, "S-CUS1", true);
        day.good("S-CUS1", &clear(arrival));
    }

    fn a_waiver_does_not_release_goods_that_are_being_examined() {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
        day.clear_side(3, Side::Exit);
        let arrival = day.step(3, Side::Entry, Agency::Customs, "arrival");
        day.good("S-CUS1", &Action::RequestExamination { subject: SubjectId(3), joint: false, told: None });
        assert_eq!(day.refused("S-CUS2", &waive(arrival)), Refusal::ExaminationOpen, "undeclared as they are");
    }

    fn the_other_states_examination_is_not_this_states() {
        let (mut day, arrival) = red();
        examined_by(&mut day, "N-CUS1", true);
        assert_eq!(day.refused("S-CUS1", &clear(arrival)), Refusal::ExaminationMissing);
    }

    fn a_second_line_does_not_release_a_red_lane_unexamined() {
        let (mut day, arrival) = red();
        day.good("S-CUS1", &refer(arrival));
        let secondary = day.newest();
        day.good("S-CUS2", &claim(secondary));
        assert_eq!(day.refused("S-CUS2", &conclude(secondary, Conclusion::Cleared)), Refusal::ExaminationMissing);
    }

    fn a_release_after_a_red_finding_takes_four_eyes() {
        let (mut day, arrival) = red();
        examined_by(&mut day, "S-CUS1", false);
        assert_eq!(day.refused("S-CUS1", &clear(arrival)), Refusal::RedFinding);
        day.good("S-CUS1", &refer(arrival));
        let secondary = day.newest();
        day.good("S-CUS2", &claim(secondary));
        day.good("S-CUS2", &conclude(secondary, Conclusion::Cleared));
    }

    fn a_red_finding_that_was_never_revealed_counts_too() {
        let (mut day, arrival) = red();
        day.good("S-CUS1", &Action::RequestExamination { subject: SubjectId(3), joint: true, told: None });
        day.good("S-CUS1", &of(schedule));
        day.good("S-CUS1", &of(attend));
        day.good("N-CUS1", &of(attend));
        day.good("S-CUS1", &file_findings(findings(false, &[])));
        day.later(60);
        day.good("S-SUP2", &of(close));
        assert_eq!(day.refused("S-CUS1", &clear(arrival)), Refusal::RedFinding);
    }

    sentences! {
        findings_are_filed_blind_revealed_together_and_compared,
        a_difference_is_on_record,
        one_state_absent_the_others_supervisor_may_go_on_alone,
        findings_not_met_in_time_are_closed_by_the_filing_states_supervisor_and_stay_its_own,
        a_second_examination_of_the_same_goods_needs_a_reason,
        the_red_lane_wants_an_examination,
        a_waiver_does_not_release_goods_that_are_being_examined,
        the_other_states_examination_is_not_this_states,
        a_second_line_does_not_release_a_red_lane_unexamined,
        a_release_after_a_red_finding_takes_four_eyes,
        a_red_finding_that_was_never_revealed_counts_too,
    }
}

pub mod protection {
    use super::*;

    /// The need is recorded by the officer of `side`; returns the day and the protection notes that the act carries.
    pub fn recorded(hosts: Hosts, side: Side, need: ProtectionNeed) -> (Day, [bool; 2]) {
        let mut day =
            if side == Side::Exit { Day::begin(hosts, &party::walker(OUT)) } else { before_entry_immigration(hosts) };
        let (officer, step) =
            if side == Side::Exit { ("N-IMM1", exit_identity(&day)) } else { ("S-IMM1", entry_identity(&day)) };
        day.good(officer, &claim(step));
        let acts = day.good(officer, &refer_for(step, need));
        let told = [acts[0].own_protection.is_some(), acts[0].other_protection.is_some()];
        (day, told)
    }

    fn a_need_is_told_to_the_own_desk_and_to_the_host_states() {
        // By the exit officer on the host's ground, by the exit officer where the exit State is host, and so on.
        for (hosts, side, other_is_told) in [
            (Hosts::Entry, Side::Exit, true),
            (Hosts::Exit, Side::Exit, false),
            (Hosts::Entry, Side::Entry, false),
            (Hosts::Exit, Side::Entry, true),
        ] {
            let (_, told) = recorded(hosts, side, ProtectionNeed::Trafficking);
            assert_eq!(told, [true, other_is_told], "{hosts:?} {side:?}");
        }
    }

    fn an_asylum_wish_is_never_readable_by_the_exit_state_unless_its_own_officer_recorded_it() {
        for hosts in Hosts::ALL {
            let (_, told) = recorded(hosts, Side::Entry, ProtectionNeed::Asylum);
            assert_eq!(told, [true, false], "{hosts:?}: recorded by the entry State");
            let (_, told) = recorded(hosts, Side::Exit, ProtectionNeed::Asylum);
            assert_eq!(told, [true, true], "{hosts:?}: the entry State's desk is told");
        }
    }

    fn a_protection_need_blocks_offering_back_until_the_desks_outcome() {
        let (mut day, _) = recorded(Hosts::Entry, Side::Entry, ProtectionNeed::Asylum);
        assert_eq!(day.refused("S-IMM1", &offer_back(1)), Refusal::ReturnBlocked);
        let secondary = day.newest();
        let mut by_agency = day.clone();
        by_agency.good("S-IMM2", &claim(secondary));
        let refusal = by_agency.refused("S-IMM2", &conclude_protection(secondary, Conclusion::Ready));
        assert_eq!(refusal, Refusal::NotYourRole, "the outcome is the desk's");
        day.good("S-PRO1", &claim(secondary));
        day.good("S-PRO1", &conclude_protection(secondary, Conclusion::Ready));
        day.good("S-IMM1", &offer_back(1));
    }

    fn the_block_is_in_the_own_sealed_part_alone() {
        let (day, _) = recorded(Hosts::Entry, Side::Entry, ProtectionNeed::Medical);
        assert!(day.file(south()).blocks_return(SubjectId(1)));
        assert!(!day.file(north()).blocks_return(SubjectId(1)));
        let open = serde_json::to_string(day.last()).unwrap();
        assert!(!open.contains("medical") && !open.contains("protection"), "{open}");
    }

    fn a_desk_told_by_the_other_state_refers_the_subjects_next_step_of_its_own() {
        let (mut day, _) = recorded(Hosts::Entry, Side::Exit, ProtectionNeed::Trafficking);
        let secondary = day.newest();
        day.good("N-PRO1", &claim(secondary));
        day.good("N-PRO1", &conclude(secondary, Conclusion::Cleared));
        let screen = health(&day);
        day.good("S-PRO1", &claim(screen));
        assert_eq!(day.refused("S-PRO1", &clear(screen)), Refusal::NotYourRole, "it refers, and decides nothing");
        day.good("S-PRO1", &refer_for(screen, ProtectionNeed::Trafficking));
        let secondary = day.newest();
        assert_eq!(day.refused("S-IMM1", &offer_back(1)), Refusal::ReturnBlocked);
        day.good("S-PRO2", &claim(secondary));
        day.good("S-PRO2", &conclude_protection(secondary, Conclusion::Cleared));
        day.clear_side(1, Side::Entry);
        day.good("S-GAT1", &walk_out(&[1]));
    }

    sentences! {
        a_need_is_told_to_the_own_desk_and_to_the_host_states,
        an_asylum_wish_is_never_readable_by_the_exit_state_unless_its_own_officer_recorded_it,
        a_protection_need_blocks_offering_back_until_the_desks_outcome,
        the_block_is_in_the_own_sealed_part_alone,
        a_desk_told_by_the_other_state_refers_the_subjects_next_step_of_its_own,
    }
}

pub mod whole_days {
    use super::*;

    fn a_traveller_and_every_truck_go_through_with_both_states_acts_alone() {
        for hosts in Hosts::ALL {
            for direction in [Direction::AToB, Direction::BToA] {
                let mut day = Day::begin(hosts, &party::walker(direction));
                day.clear_all();
                day.good("N-GAT1", &walk_out(&[1]));
                assert_eq!(day.acts.len(), 2 + 4 * 2 + 1, "registration, four controls and the gate");
                for category in [None, Some(Category::Transit), Some(Category::Livestock), Some(Category::Dangerous)] {
                    let mut day = Day::begin(hosts, &party::truck(direction, category));
                    day.clear_all();
                    day.good("S-GAT1", &drive_out(&[1, 2, 3], "KCA123X", 1, &["KE771"]));
                    assert!(day.crossing.is_closed());
                }
            }
        }
    }

    fn a_minor_whose_guardian_was_taken_into_custody_is_no_dead_end() {
        let two = vec![party::person("OKELLO", "UGA"), party::child("OKELLO")];
        let relations = vec![party::relation(1, RelationKind::Guardian, 2)];
        let mut day = Day::begin(Hosts::Entry, &party::walkers(OUT, two, relations));
        let first = exit_identity(&day);
        day.good("N-IMM1", &claim(first));
        day.good("N-IMM1", &hold(first));
        day.good("S-POL1", &co_sign(first));
        closer::close(&mut day).unwrap();
        assert_eq!(day.phase(2), SubjectPhase::Withdrawn);
    }

    sentences! {
        a_traveller_and_every_truck_go_through_with_both_states_acts_alone,
        a_minor_whose_guardian_was_taken_into_custody_is_no_dead_end,
    }
}

pub mod late_entry {
    use super::*;

    /// An officer of the exit State wrote on paper an hour ago what he did; his colleague has seen the paper.
    fn written() -> (Day, StepId, domain::At) {
        let mut day = on_foot();
        let step = exit_identity(&day);
        let stated_at = day.now + chrono::TimeDelta::minutes(10);
        day.later(60);
        day.good("N-IMM2", &see_paper());
        (day, step, stated_at)
    }

    fn what_was_done_on_paper_is_entered_with_its_stated_time_the_number_of_the_paper_and_a_second_officer() {
        let (mut day, step, stated_at) = written();
        day.good("N-IMM1", &claim(step));
        day.good("N-IMM1", &enter_late(stated_at, clear(step)));
        assert!(matches!(day.last(), CrossingAct::EnteredLate { .. }));
        assert_eq!(day.state(step), StepState::Cleared);
        let late = day.crossing.steps[&step].late.clone().unwrap();
        assert_eq!((late.stated_at, late.paper.as_str()), (stated_at, PAPER));
    }

    fn nobody_vouches_for_his_own_paper() {
        let (mut day, step, stated_at) = written();
        day.good("N-IMM2", &claim(step));
        assert_eq!(day.refused("N-IMM2", &enter_late(stated_at, clear(step))), Refusal::SameOfficer);
        let mut unseen = on_foot();
        let step = exit_identity(&unseen);
        unseen.good("N-IMM1", &claim(step));
        let now = unseen.now;
        assert_eq!(unseen.refused("N-IMM1", &enter_late(now, clear(step))), Refusal::PaperNotSeen);
        unseen.good("S-IMM1", &see_paper());
        assert_eq!(unseen.refused("N-IMM1", &enter_late(now, clear(step))), Refusal::PaperNotSeen, "of the same State");
        assert_eq!(unseen.refused("S-IMM1", &see_paper()), Refusal::AskedAlready);
        assert_eq!(unseen.refused("N-REC1", &see_paper()), Refusal::NotYourRole);
    }

    fn order_rules_follow_the_stated_sequence() {
        let (mut day, step, stated_at) = written();
        let screen = health(&day);
        let waived = enter_late(stated_at, waive(screen));
        day.good("S-HEA2", &see_paper());
        assert_eq!(day.refused("S-HEA1", &waived), Refusal::StepIs { state: StepState::Blocked });
        day.good("N-IMM1", &claim(step));
        assert_eq!(
            day.refused("N-IMM1", &enter_late(day.now + chrono::TimeDelta::minutes(2), clear(step))),
            Refusal::StatedAhead,
            "what is still to come"
        );
        assert_eq!(
            day.refused("N-IMM1", &enter_late(day.now - chrono::TimeDelta::days(2), clear(step))),
            Refusal::StatedTooEarly { earliest: day.crossing.arrived_at - chrono::TimeDelta::hours(24) },
            "before any ticket that is still good"
        );
        day.good("N-IMM1", &enter_late(stated_at, clear(step)));
        let before = stated_at - chrono::TimeDelta::minutes(1);
        let refused = day.refused("S-HEA1", &enter_late(before, waive(screen)));
        assert_eq!(refused, Refusal::StatedOutOfOrder { after: stated_at });
        day.good("S-HEA1", &waived);
        assert_eq!(day.crossing.subjects[&SubjectId(1)].acted_at, Some(stated_at));
    }

    fn it_is_left_out_of_every_duration() {
        let (mut day, step, stated_at) = written();
        day.good("N-IMM1", &claim(step));
        day.good("N-IMM1", &enter_late(stated_at, clear(step)));
        let entered_at = day.now;
        let screen = &day.crossing.steps[&health(&day)];
        assert_eq!(
            day.crossing.since(screen),
            entered_at,
            "the next one waits since it was entered, not since it is said"
        );
        assert_eq!(day.crossing.steps[&step].since, entered_at);
        let subject = &day.crossing.subjects[&SubjectId(1)];
        assert_eq!(subject.handed_over_at, Some(entered_at));
    }

    fn what_is_not_done_with_a_party_is_not_entered_late() {
        let (mut day, step, stated_at) = written();
        let correction = Action::Correct { subject: SubjectId(1), facts: party::person("OKELO", "UGA") };
        assert_eq!(day.refused("N-IMM1", &enter_late(stated_at, correction)), Refusal::NotOnPaper);
        let twice = enter_late(stated_at, enter_late(stated_at, waive(step)));
        assert_eq!(day.refused("N-IMM1", &twice), Refusal::NotOnPaper);
        day.good("N-IMM1", &enter_late(stated_at, waive(step)));
    }

    fn the_legal_limit_of_a_hold_runs_from_the_stated_time() {
        let (mut day, step, stated_at) = written();
        day.good("N-IMM1", &claim(step));
        day.good("N-IMM1", &enter_late(stated_at, hold(step)));
        let entered_at = day.now;
        day.good("S-POL1", &co_sign(step));
        let limit = stated_at + chrono::TimeDelta::hours(24);
        let beyond = |day: &Day, at| day.crossing.held_beyond_limit(at).map(|(step, at)| (step.id, at)).next();
        assert_eq!(beyond(&day, limit - chrono::TimeDelta::seconds(1)), None);
        assert_eq!(beyond(&day, limit), Some((step, limit)), "nobody is held longer because it was written down late");
        let (held, _) = &day.crossing.holds()[0];
        assert_eq!((held.limit_at, held.by.done_at(), held.by.at), (limit, stated_at, entered_at));
    }

    fn a_provisional_hold_that_is_entered_late_lapses_from_its_entry() {
        let (mut day, step, stated_at) = written();
        day.good("N-IMM1", &claim(step));
        day.good("N-IMM1", &enter_late(stated_at, hold(step)));
        day.later(9);
        assert_eq!(day.state(step), StepState::Held, "the co-signer has the whole of his time");
        day.later(1);
        assert_eq!(day.state(step), StepState::InProgress);
    }

    fn a_claim_that_gives_way_to_a_hold_on_paper_gives_way_now() {
        let mut day = on_foot();
        day.good("N-SUP1", &ask(Motion::Vary { subject: SubjectId(1) }));
        day.good("S-SUP1", &second(1));
        let (exit, screen) = (exit_identity(&day), health(&day));
        day.good("N-IMM2", &see_paper());
        day.good("S-HEA1", &claim(screen));
        day.good("N-IMM1", &claim(exit));
        let stated_at = day.now;
        day.later(5);
        day.good("N-IMM1", &enter_late(stated_at, hold(exit)));
        assert!(matches!(day.last(), CrossingAct::Released { .. }), "what only follows from it was not done on paper");
        assert_eq!(day.state(exit), StepState::Held);
        assert_eq!(day.crossing.steps[&exit].late.as_ref().map(|late| late.stated_at), Some(stated_at));
    }

    fn a_later_act_in_the_program_takes_the_mark_off() {
        let (mut day, step, stated_at) = written();
        day.good("N-IMM1", &enter_late(stated_at, waive(step)));
        day.good("N-IMM1", &reopen(step, ReopenGround::BeforeEntry));
        day.clear(step);
        assert_eq!(day.crossing.steps[&step].late, None);
    }

    sentences! {
        what_was_done_on_paper_is_entered_with_its_stated_time_the_number_of_the_paper_and_a_second_officer,
        nobody_vouches_for_his_own_paper,
        order_rules_follow_the_stated_sequence,
        it_is_left_out_of_every_duration,
        what_is_not_done_with_a_party_is_not_entered_late,
        the_legal_limit_of_a_hold_runs_from_the_stated_time,
        a_provisional_hold_that_is_entered_late_lapses_from_its_entry,
        a_claim_that_gives_way_to_a_hold_on_paper_gives_way_now,
        a_later_act_in_the_program_takes_the_mark_off,
    }
}

pub mod presenting {
    use super::*;

    fn varied() -> Day {
        let mut day = on_foot();
        day.good("N-SUP1", &ask(Motion::Vary { subject: SubjectId(1) }));
        day.good("S-SUP1", &second(1));
        day
    }

    fn the_entry_state_may_only_present_the_subject_to_the_exit_officers() {
        let mut day = varied();
        let (exit, screen) = (exit_identity(&day), health(&day));
        day.good("S-HEA1", &claim(screen));
        assert_eq!(day.refused("S-HEA1", &hold(screen)), Refusal::VariedNoHold);
        let silent = Action::Present { step: screen, told: " ".to_owned() };
        assert_eq!(day.refused("S-HEA1", &silent), Refusal::ReasonMissing);
        day.good("S-HEA1", &present(screen));
        assert_eq!(day.state(screen), StepState::Blocked, "the entry State waits for them");
        assert!(day.attempt("S-HEA1", &claim(screen)).is_err());
        day.good("N-IMM1", &claim(exit));
        day.good("N-IMM1", &clear(exit));
        assert_eq!(day.state(screen), StepState::Ready);
        assert_eq!(day.crossing.subjects[&SubjectId(1)].presented_at, None);
    }

    fn nobody_is_presented_without_a_variation() {
        let mut day = on_foot();
        day.clear_side(1, Side::Exit);
        let screen = health(&day);
        day.good("S-HEA1", &claim(screen));
        assert_eq!(day.refused("S-HEA1", &present(screen)), Refusal::NotVaried);
    }

    fn the_hold_of_the_exit_officers_has_priority() {
        let mut day = varied();
        let (exit, screen) = (exit_identity(&day), health(&day));
        day.good("S-HEA1", &claim(screen));
        day.good("S-HEA1", &refuse(screen));
        day.good("N-IMM1", &claim(exit));
        let acts = day.good("N-IMM1", &hold(exit));
        assert_eq!(acts.iter().map(|one| one.act.kind()).collect::<Vec<_>>(), ["hold_placed", "released"]);
        assert_eq!(day.state(screen), StepState::Blocked);
        assert_eq!(day.refused("S-HEA2", &confirm(screen)), Refusal::NothingToSign, "what it refused falls back");
        assert_eq!(day.phase(1), SubjectPhase::Held);
    }

    fn nobody_takes_the_other_states_claim_in_the_name_of_a_hold() {
        let mut day = varied();
        let (exit, screen) = (exit_identity(&day), health(&day));
        day.good("S-HEA1", &claim(screen));
        day.good("N-IMM1", &claim(exit));
        let act = CrossingAct::Released { steps: vec![screen], cause: domain::act::ReleaseCause::ExitHold };
        let refused = day.crossing.check(&act, None, &day.officer("N-IMM1"), day.now);
        assert_eq!(refused, Err(Refusal::OtherState));
    }

    sentences! {
        the_entry_state_may_only_present_the_subject_to_the_exit_officers,
        nobody_is_presented_without_a_variation,
        the_hold_of_the_exit_officers_has_priority,
        nobody_takes_the_other_states_claim_in_the_name_of_a_hold,
    }
}

pub mod moving {
    use super::*;

    /// Another crossing of the same party's way, as the next counter registered it.
    fn other(direction: Direction) -> domain::Crossing {
        let plan = procedure::plan(Hosts::Entry);
        let day = Day::begin(Hosts::Entry, &party::walker(direction));
        let by = day.officer("N-REC1");
        let given = domain::action::Given { reference: Some(elsewhere()), ..domain::action::Given::plan(&plan) };
        let acts =
            domain::Crossing::register(uuid::Uuid::from_u128(8), &by, &party::walker(direction), &given, day.now)
                .unwrap();
        let mut crossing = domain::Crossing::begin(uuid::Uuid::from_u128(8), &acts[0].act, day.now).unwrap();
        for one in &acts[1..] {
            crossing.apply(&one.act, one.facts.as_ref(), &by, day.now);
        }
        crossing
    }

    fn a_subject_is_moved_to_another_crossing_before_any_decision() {
        let mut day = on_foot();
        let before = day.crossing.clone();
        let away = Action::MoveAway { subject: SubjectId(1), to: elsewhere() };
        let decided = day.good("N-REC1", &away);
        assert_eq!(day.phase(1), SubjectPhase::Void);
        assert_eq!(before.moves(&decided), [(SubjectId(1), elsewhere())]);
        let mut target = other(OUT);
        let by = day.officer("N-REC1");
        let taken = target.take_in(&before, SubjectId(1), &by, &day.plan, day.now).unwrap();
        assert_eq!(taken.len(), 1);
        target.check(&taken[0].act, taken[0].facts.as_ref(), &by, day.now).unwrap();
        target.check_addition(&taken[0].act, &day.plan).unwrap();
        target.apply(&taken[0].act, taken[0].facts.as_ref(), &by, day.now);
        let moved = &target.subjects[&SubjectId(2)];
        assert_eq!(moved.facts, before.subjects[&SubjectId(1)].facts);
        assert_eq!(target.phase_of(moved), SubjectPhase::Registered, "it begins at its first exit step");
        let CrossingAct::SubjectAdded { moved_from, .. } = &taken[0].act else { unreachable!() };
        assert_eq!(moved_from.as_ref(), Some(&before.reference));
    }

    fn afterwards_by_both_supervisors() {
        let mut day = on_foot();
        day.clear_side(1, Side::Exit);
        let away = Action::MoveAway { subject: SubjectId(1), to: elsewhere() };
        assert_eq!(day.refused("N-REC1", &away), Refusal::Decided);
        let motion = Motion::Move { subject: SubjectId(1) };
        assert_eq!(day.refused("N-SUP1", &ask(motion)), Refusal::NowhereToMove);
        assert_eq!(day.refused("N-IMM1", &ask_about(motion, elsewhere())), Refusal::NotYourRole);
        day.good("N-SUP1", &ask_about(motion, elsewhere()));
        assert_eq!(day.refused("N-SUP2", &second(1)), Refusal::OtherState);
        let before = day.crossing.clone();
        let decided = day.good("S-SUP1", &second(1));
        assert_eq!(before.moves(&decided), [(SubjectId(1), elsewhere())]);
        assert_eq!(day.phase(1), SubjectPhase::Void);
    }

    fn whom_a_desk_protects_stays_where_that_is_known() {
        let (mut day, _) = protection::recorded(Hosts::Entry, Side::Entry, ProtectionNeed::Asylum);
        let motion = Motion::Move { subject: SubjectId(1) };
        assert_eq!(day.refused("S-SUP1", &ask_about(motion, elsewhere())), Refusal::ReturnBlocked);
        // The other State does not know, asks, and is left without a signature.
        day.good("N-SUP1", &ask_about(motion, elsewhere()));
        assert_eq!(day.refused("S-SUP1", &second(1)), Refusal::ReturnBlocked);
    }

    fn nobody_is_moved_to_where_he_is_or_to_a_crossing_that_goes_the_other_way() {
        let mut day = on_foot();
        let here = Action::MoveAway { subject: SubjectId(1), to: day.crossing.reference.clone() };
        assert_eq!(day.refused("N-REC1", &here), Refusal::NowhereToMove);
        let by = day.officer("N-REC1");
        let back = other(Direction::BToA).take_in(&day.crossing, SubjectId(1), &by, &day.plan, day.now);
        assert_eq!(back.unwrap_err(), Refusal::NowhereToMove);
    }

    fn what_is_void_as_a_duplicate_says_of_what() {
        let mut day = on_foot();
        let mut decided = day.clone();
        day.good("N-REC1", &Action::Void { subject: SubjectId(1), duplicate_of: Some(elsewhere()) });
        assert!(matches!(day.last(), CrossingAct::Voided { duplicate_of: Some(of), .. } if *of == elsewhere()));
        let itself = Action::Void { subject: SubjectId(1), duplicate_of: Some(decided.crossing.reference.clone()) };
        assert_eq!(decided.refused("N-REC1", &itself), Refusal::NowhereToMove);
        decided.clear_side(1, Side::Exit);
        decided.good("N-SUP1", &ask_about(Motion::Void { subject: SubjectId(1) }, elsewhere()));
        decided.good("S-SUP1", &second(1));
        assert_eq!(decided.phase(1), SubjectPhase::Void);
    }

    sentences! {
        a_subject_is_moved_to_another_crossing_before_any_decision,
        afterwards_by_both_supervisors,
        whom_a_desk_protects_stays_where_that_is_known,
        nobody_is_moved_to_where_he_is_or_to_a_crossing_that_goes_the_other_way,
        what_is_void_as_a_duplicate_says_of_what,
    }
}

pub mod relations {
    use super::*;

    fn bus() -> Day {
        Day::begin(Hosts::Entry, &party::bus(OUT))
    }

    fn relate(begun: &[domain::subject::Relation], ended: &[domain::subject::Relation]) -> Action {
        Action::Relate { begun: begun.to_vec(), ended: ended.to_vec() }
    }

    fn a_change_of_driver_is_an_act_on_relations() {
        let mut day = Day::begin(Hosts::Entry, &party::car(OUT));
        day.clear_all();
        let (old, new) = (party::relation(1, RelationKind::Drives, 2), party::relation(3, RelationKind::Drives, 2));
        day.good("S-REC1", &relate(&[new], &[old]));
        assert_eq!(day.refused("S-GAT1", &drive_out(&[1, 2], "KCA123X", 1, &[])), Refusal::NoDriver);
        day.good("S-GAT1", &drive_out(&[2, 3], "KCA123X", 1, &[]));
        day.good("S-GAT1", &walk_out(&[1]));
        assert!(day.crossing.is_closed());
    }

    fn goods_go_over_to_another_conveyance_which_has_all_its_own_steps() {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
        day.clear_all();
        let facts = party::vehicle(ConveyanceKind::Lorry, "KBB 222B");
        day.good("N-REC1", &Action::AddSubject { facts, relations: Vec::new() });
        let (old, new) =
            (party::relation(3, RelationKind::CarriedOn, 2), party::relation(3, RelationKind::CarriedOn, 4));
        let (on, off) = (party::relation(1, RelationKind::Drives, 4), party::relation(1, RelationKind::Drives, 2));
        day.good("N-REC1", &relate(&[new, on], &[old, off]));
        assert_eq!(
            day.refused("S-GAT1", &drive_out(&[1, 3, 4], "KBB222B", 1, &["KE771"])),
            Refusal::SubjectIs { phase: SubjectPhase::Registered },
            "the new lorry has not been looked at"
        );
        day.clear_side(4, Side::Exit);
        day.clear_side(4, Side::Entry);
        day.good("S-GAT1", &drive_out(&[1, 3, 4], "KBB222B", 1, &["KE771"]));
    }

    fn a_party_is_split_and_leaves_in_several_departures() {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
        day.clear_all();
        // The lorry and its load stay; the driver goes on foot.
        let drives = party::relation(1, RelationKind::Drives, 2);
        day.good("S-REC1", &relate(&[], &[drives]));
        day.good("S-GAT1", &walk_out(&[1]));
        assert!(!day.crossing.is_closed());
        let again = Action::AddSubject {
            facts: party::person("RELIEF", "TZA"),
            relations: vec![party::relation(4, RelationKind::Drives, 2)],
        };
        day.good("N-REC1", &again);
        day.clear_side(4, Side::Exit);
        day.clear_side(4, Side::Entry);
        day.good("S-GAT1", &drive_out(&[2, 3, 4], "KCA123X", 1, &["KE771"]));
        assert!(day.crossing.is_closed());
    }

    fn only_relations_that_are_there_end() {
        let mut day = bus();
        let foreign = party::relation(5, RelationKind::Drives, 2);
        assert_eq!(day.refused("N-REC1", &relate(&[], &[foreign])), Refusal::UnknownRelation);
        assert_eq!(day.refused("N-REC1", &relate(&[], &[])), Refusal::UnknownRelation, "a change of nothing is no act");
    }

    fn off_loaded_passengers_leave_later_or_are_final_otherwise() {
        let mut day = bus();
        for subject in [1, 2, 5] {
            day.clear_side(subject, Side::Exit);
        }
        for subject in [1, 2, 5] {
            day.clear_side(subject, Side::Entry);
        }
        day.good("N-REC1", &off_load(&[3, 4, 5]));
        assert_eq!(day.refused("N-REC1", &off_load(&[5])), Refusal::NotAboard);
        day.good("S-GAT1", &drive_out(&[1, 2], "KCA123X", 1, &[]));
        day.good("S-GAT1", &walk_out(&[5]));
        day.good("N-IMM1", &Action::Withdraw { subjects: vec![SubjectId(3), SubjectId(4)] });
        assert!(day.crossing.is_closed());
    }

    fn a_guardians_off_loading_stops_his_minors() {
        let mut day = bus();
        day.clear_all();
        day.good("S-REC1", &off_load(&[3]));
        assert_eq!(
            day.refused("S-GAT1", &drive_out(&[1, 2, 4, 5], "KCA123X", 3, &[])),
            Refusal::GuardianNotAdmitted,
            "the child does not drive off without him"
        );
        let mut back = day.clone();
        back.good("S-REC1", &relate(&[party::relation(3, RelationKind::TravelsOn, 2)], &[]));
        back.good("S-GAT1", &drive_out(&[1, 2, 3, 4, 5], "KCA123X", 4, &[]));
        day.good("S-REC1", &off_load(&[4]));
        day.good("S-GAT1", &drive_out(&[1, 2, 5], "KCA123X", 2, &[]));
        day.good("S-GAT1", &walk_out(&[3, 4]));
        assert!(day.crossing.is_closed());
    }

    fn a_guardians_hold_stops_his_minors() {
        let mut day = bus();
        let (step, childs) = (
            day.step(3, Side::Exit, Agency::Immigration, "identity"),
            day.step(4, Side::Exit, Agency::Immigration, "identity"),
        );
        day.good("N-IMM1", &claim(step));
        day.good("N-IMM1", &hold(step));
        assert_eq!(day.state(childs), StepState::Blocked);
    }

    fn nobody_takes_a_minor_his_only_guardian() {
        let mut day = bus();
        let guardian = party::relation(3, RelationKind::Guardian, 4);
        assert_eq!(day.refused("N-REC1", &relate(&[], &[guardian])), Refusal::GuardianNotAdmitted);
        day.good("N-REC1", &relate(&[party::relation(5, RelationKind::Guardian, 4)], &[guardian]));
    }

    fn a_subject_may_be_added_until_the_last_departure_and_begins_at_its_first_exit_step() {
        let mut day = bus();
        day.clear_all();
        day.good("S-REC1", &off_load(&[5]));
        day.good("S-GAT1", &drive_out(&[1, 2, 3, 4], "KCA123X", 3, &[]));
        day.good("N-REC1", &Action::AddSubject { facts: party::person("LATE", "TZA"), relations: Vec::new() });
        let step = day.step(6, Side::Exit, Agency::Immigration, "identity");
        assert_eq!(day.state(step), StepState::Ready);
        day.clear_side(6, Side::Exit);
        day.clear_side(6, Side::Entry);
        day.good("S-GAT1", &walk_out(&[5, 6]));
        let later = Action::AddSubject { facts: party::person("LATER", "TZA"), relations: Vec::new() };
        assert_eq!(day.refused("N-REC1", &later), Refusal::SubjectIs { phase: SubjectPhase::Departed });
    }

    sentences! {
        a_change_of_driver_is_an_act_on_relations,
        goods_go_over_to_another_conveyance_which_has_all_its_own_steps,
        a_party_is_split_and_leaves_in_several_departures,
        only_relations_that_are_there_end,
        off_loaded_passengers_leave_later_or_are_final_otherwise,
        a_guardians_off_loading_stops_his_minors,
        a_guardians_hold_stops_his_minors,
        nobody_takes_a_minor_his_only_guardian,
        a_subject_may_be_added_until_the_last_departure_and_begins_at_its_first_exit_step,
    }
}

pub mod limits {
    use super::*;

    fn at_the_legal_limit_the_hold_is_seen_until_it_is_ended_or_handed_over() {
        let mut day = on_foot();
        let step = exit_identity(&day);
        day.good("N-IMM1", &claim(step));
        day.good("N-IMM1", &hold(step));
        let since = day.now;
        day.good("S-POL1", &co_sign(step));
        let beyond =
            |day: &Day| day.crossing.held_beyond_limit(day.now).map(|(step, at)| (step.id, at)).collect::<Vec<_>>();
        day.now = since + chrono::TimeDelta::hours(24) - chrono::TimeDelta::seconds(1);
        assert!(beyond(&day).is_empty());
        day.later(60);
        assert_eq!(beyond(&day), [(step, since + chrono::TimeDelta::hours(24))]);
        let mut ended = day.clone();
        ended.good("N-POL1", &ask(Motion::EndHold { step }));
        ended.good("N-IMM2", &second(1));
        assert!(beyond(&ended).is_empty());
        day.good("N-POL1", &ask(Motion::TransferCustody { step }));
        day.good("N-IMM2", &second(1));
        assert!(beyond(&day).is_empty());
    }

    fn an_annulled_refusal_revokes_its_notice() {
        let mut day = refused_entry(Hosts::Entry);
        let step = entry_identity(&day);
        let serial = day.crossing.next_notice(south());
        day.good("S-IMM1", &ask(Motion::Annul { step }));
        day.good("S-SUP1", &second(1));
        let annulled = &day.crossing.annulled[0];
        assert_eq!((annulled.subject, annulled.state), (SubjectId(1), south()));
        assert_ne!(annulled.serial, serial, "a serial is given once");
        assert_eq!(day.crossing.next_notice(south()), serial);
    }

    sentences! {
        at_the_legal_limit_the_hold_is_seen_until_it_is_ended_or_handed_over,
        an_annulled_refusal_revokes_its_notice,
    }
}

pub mod doubts {
    use super::*;
    use domain::crossing::{AgainstPermit, Why};
    use domain::permit::{Permit, PermitKind};

    /// The same person on another crossing, which was registered earlier.
    fn earlier(direction: Direction) -> Day {
        let mut day = Day::begin(Hosts::Entry, &party::walker(direction));
        day.crossing.id = uuid::Uuid::from_u128(8);
        day.crossing.reference = elsewhere();
        day
    }

    fn a_document_on_two_open_crossings_is_a_warning_and_never_a_block() {
        let mut day = on_foot();
        let other = earlier(OUT);
        let doubt = day.crossing.doubts_beside(SubjectId(1), &other.crossing).pop().unwrap();
        assert_eq!((doubt.why, doubt.other), (Why::OnTwoCrossings, elsewhere()));
        assert_eq!(day.crossing.doubts_beside(SubjectId(1), &day.crossing), [], "itself is no other");
        day.clear_all();
        day.good("S-GAT1", &walk_out(&[1]));
    }

    fn the_wrong_direction_is_a_warning_with_its_explanation() {
        let mut other = earlier(OUT);
        other.clear_all();
        other.good("S-GAT1", &walk_out(&[1]));
        let left_at = other.now;
        let mut again = on_foot();
        again.crossing.arrived_at = left_at + chrono::TimeDelta::hours(1);
        let doubt = again.crossing.doubts_beside(SubjectId(1), &other.crossing).pop().unwrap();
        assert_eq!((doubt.why, doubt.at), (Why::WrongDirection, left_at));
        let document = again.crossing.document_of(SubjectId(1)).unwrap().clone();
        let left_with = |day: &Day, number: &str| day.crossing.left_with(&document.issuer, number);
        assert_eq!(left_with(&other, &document.number), Some(left_at), "whoever registers him anew is told");
        assert_eq!(left_with(&other, "X0000000"), None);
        assert_eq!(left_with(&again, &document.number), None, "he has not left on it");
        let mut meanwhile = on_foot();
        meanwhile.crossing.arrived_at = left_at - chrono::TimeDelta::minutes(1);
        let doubt = meanwhile.crossing.doubts_beside(SubjectId(1), &other.crossing).pop().unwrap();
        assert_eq!((doubt.why, doubt.at), (Why::WrongDirection, left_at), "he left after this one was registered");
        let mut back = Day::begin(Hosts::Entry, &party::walker(Direction::BToA));
        back.crossing.arrived_at = again.crossing.arrived_at;
        assert_eq!(back.crossing.doubts_beside(SubjectId(1), &other.crossing), [], "he comes back");
    }

    fn another_name_or_birth_date_in_the_same_document_is_a_warning() {
        let mut other = earlier(OUT);
        other.clear_all();
        other.good("S-GAT1", &walk_out(&[1]));
        let mut back = Day::begin(Hosts::Entry, &party::walker(Direction::BToA));
        let facts = back.crossing.subjects.get_mut(&SubjectId(1)).unwrap().facts.as_mut().unwrap();
        let domain::subject::SubjectFacts::Traveller(person) = facts else { unreachable!("{facts:?}") };
        // The order in which a name is written is no other name.
        std::mem::swap(&mut person.surname, &mut person.given_names);
        assert_eq!(back.crossing.doubts_beside(SubjectId(1), &other.crossing), []);
        let facts = back.crossing.subjects.get_mut(&SubjectId(1)).unwrap().facts.as_mut().unwrap();
        let domain::subject::SubjectFacts::Traveller(person) = facts else { unreachable!("{facts:?}") };
        "ELSE".clone_into(&mut person.surname);
        person.birth_date = person.birth_date.and_then(|born| born.succ_opt());
        let why: Vec<Why> =
            back.crossing.doubts_beside(SubjectId(1), &other.crossing).iter().map(|one| one.why).collect();
        assert_eq!(why, [Why::OtherName, Why::OtherBirthDate]);
    }

    fn who_stayed_longer_than_was_granted_is_told_on_the_day_he_leaves() {
        let mut other = earlier(OUT);
        other.clear_all();
        other.good("S-GAT1", &walk_out(&[1]));
        let entered = other.now;
        let back = Day::begin(Hosts::Entry, &party::walker(Direction::BToA));
        let on = |days: i64| {
            let now = entered + chrono::TimeDelta::days(days);
            back.crossing.overstay(SubjectId(1), &other.crossing, 30, |at| at.date_naive(), now).map(|doubt| doubt.why)
        };
        // The day of entry is the first of them.
        assert_eq!((on(0), on(29)), (None, None));
        assert_eq!(on(30), Some(Why::Overstayed { by: 1, granted: 30 }));
        assert_eq!(on(45), Some(Why::Overstayed { by: 16, granted: 30 }));
        let again = Day::begin(Hosts::Entry, &party::walker(OUT));
        let late = entered + chrono::TimeDelta::days(45);
        let none = again.crossing.overstay(SubjectId(1), &other.crossing, 30, |at| at.date_naive(), late);
        assert_eq!(none, None, "who goes the same way again leaves the other State");
    }

    /// Gives the person a visa of the State that is entered on the way out.
    fn with_visa(mut day: Day, change: impl FnOnce(&mut Permit)) -> Day {
        let issuer = day.crossing.entry_state.to_string();
        let mut permit = Permit {
            kind: PermitKind::Visa,
            number: "V 17".to_owned(),
            issuer,
            entries: None,
            valid_from: None,
            valid_until: None,
            days: None,
        };
        change(&mut permit);
        let facts = day.crossing.subjects.get_mut(&SubjectId(1)).unwrap().facts.as_mut().unwrap();
        let domain::subject::SubjectFacts::Traveller(person) = facts else { unreachable!("{facts:?}") };
        person.papers.permit = Some(permit);
        day
    }

    fn on(text: &str) -> chrono::NaiveDate {
        text.parse().unwrap()
    }

    fn against(day: &Day, earlier: &[domain::Crossing], granted: Option<u16>, today: &str) -> Vec<AgainstPermit> {
        let doubts = day.crossing.permit_doubts(SubjectId(1), earlier, granted, on(today));
        doubts.into_iter().map(|doubt| doubt.why).collect()
    }

    fn a_visa_serves_from_its_first_day_to_its_last_in_the_state_that_issued_it() {
        assert_eq!(against(&on_foot(), &[], Some(90), "2026-11-20"), [], "who has no visa is in no doubt for it");
        let day = with_visa(on_foot(), |visa| {
            visa.valid_from = Some(on("2026-11-01"));
            visa.valid_until = Some(on("2026-11-30"));
        });
        assert_eq!(against(&day, &[], None, "2026-11-01"), []);
        assert_eq!(against(&day, &[], None, "2026-11-30"), []);
        let from = AgainstPermit::NotYetValid { from: on("2026-11-01") };
        assert_eq!(against(&day, &[], None, "2026-10-31"), [from]);
        let until = AgainstPermit::NoLongerValid { until: on("2026-11-30") };
        assert_eq!(against(&day, &[], None, "2026-12-01"), [until]);
        let issuer = on_foot().crossing.exit_state.to_string();
        let of = |kind| with_visa(on_foot(), |visa| (visa.kind, visa.issuer) = (kind, issuer.to_lowercase()));
        let lower = AgainstPermit::OfAnotherState { issuer: issuer.to_lowercase() };
        assert_eq!(against(&of(PermitKind::Visa), &[], None, "2026-11-20"), [lower]);
        for pass in [PermitKind::InterstatePass, PermitKind::BorderPass] {
            assert_eq!(against(&of(pass), &[], None, "2026-11-20"), [], "his own State issues it");
        }
        let mut gone = with_visa(on_foot(), |visa| visa.valid_until = Some(on("2020-01-01")));
        gone.crossing.subjects.get_mut(&SubjectId(1)).unwrap().facts = None;
        assert_eq!(against(&gone, &[], None, "2026-11-20"), [], "what was erased raises none");
    }

    fn the_entries_of_a_visa_are_counted_on_what_is_on_record() {
        let once = |day: Day| with_visa(day, |visa| visa.entries = Some(1));
        let mut before = once(earlier(OUT));
        let again = once(on_foot());
        assert_eq!(against(&again, &[before.crossing.clone()], None, "2026-11-20"), [], "he has not left on it");
        before.clear_all();
        before.good("S-GAT1", &walk_out(&[1]));
        let (known, at) = (before.crossing.clone(), before.now);
        let used = AgainstPermit::UsedUp { entries: 1, last: elsewhere(), at };
        assert_eq!(against(&again, std::slice::from_ref(&known), None, "2026-11-20"), [used]);
        let own = again.crossing.clone();
        assert_eq!(against(&again, &[own], None, "2026-11-20"), [], "itself is no earlier one");
        for entries in [Some(2), None] {
            let more = with_visa(on_foot(), |visa| visa.entries = entries);
            assert_eq!(against(&more, std::slice::from_ref(&known), None, "2026-11-20"), []);
        }
        let other = with_visa(on_foot(), |visa| (visa.entries, visa.number) = (Some(1), "V 18".to_owned()));
        assert_eq!(against(&other, std::slice::from_ref(&known), None, "2026-11-20"), [], "on another visa");
        let mut back = known;
        std::mem::swap(&mut back.exit_state, &mut back.entry_state);
        assert_eq!(against(&again, &[back], None, "2026-11-20"), [], "he entered the other State then");
    }

    fn more_days_than_a_visa_allows_are_pointed_out() {
        let day = with_visa(on_foot(), |visa| visa.days = Some(30));
        assert_eq!(against(&day, &[], None, "2026-11-20"), []);
        assert_eq!(against(&day, &[], Some(30), "2026-11-20"), []);
        let over = AgainstPermit::MoreDaysGranted { granted: 31, days: 30 };
        assert_eq!(against(&day, &[], Some(31), "2026-11-20"), [over]);
    }

    fn another_document_or_an_erased_one_raises_no_doubt() {
        let other = earlier(OUT);
        let child = Day::begin(Hosts::Entry, &party::walkers(OUT, vec![party::child("OKELLO")], Vec::new()));
        assert_eq!(child.crossing.doubts_beside(SubjectId(1), &other.crossing), []);
        let mut erased = on_foot();
        erased.crossing.subjects.get_mut(&SubjectId(1)).unwrap().facts = None;
        assert_eq!(erased.crossing.doubts_beside(SubjectId(1), &other.crossing), []);
    }

    sentences! {
        a_document_on_two_open_crossings_is_a_warning_and_never_a_block,
        the_wrong_direction_is_a_warning_with_its_explanation,
        another_name_or_birth_date_in_the_same_document_is_a_warning,
        who_stayed_longer_than_was_granted_is_told_on_the_day_he_leaves,
        a_visa_serves_from_its_first_day_to_its_last_in_the_state_that_issued_it,
        the_entries_of_a_visa_are_counted_on_what_is_on_record,
        more_days_than_a_visa_allows_are_pointed_out,
        another_document_or_an_erased_one_raises_no_doubt,
    }
}

pub mod unusual {
    use super::*;
    use domain::alert::Unusual;
    use domain::subject::SubjectFacts;

    /// Another crossing of the same party, which was registered earlier.
    fn earlier(party: &Action) -> Day {
        let mut day = Day::begin(Hosts::Entry, party);
        day.crossing.id = uuid::Uuid::from_u128(8);
        day.crossing.reference = elsewhere();
        day
    }

    fn facts(day: &mut Day, subject: u16) -> &mut SubjectFacts {
        day.crossing.subjects.get_mut(&SubjectId(subject)).unwrap().facts.as_mut().unwrap()
    }

    fn a_document_that_left_the_same_way_comes_too_soon() {
        let mut other = earlier(&party::walker(OUT));
        let mut again = on_foot();
        assert!(!again.crossing.comes_too_soon_after(SubjectId(1), &other.crossing, 60), "it has not left");
        other.clear_all();
        other.good("S-GAT1", &walk_out(&[1]));
        let mut after = |minutes: i64| {
            again.crossing.arrived_at = other.now + chrono::TimeDelta::minutes(minutes);
            again.crossing.comes_too_soon_after(SubjectId(1), &other.crossing, 60)
        };
        assert_eq!([-10, 0, 59, 60, 600].map(&mut after), [true, true, true, false, false]);
        assert!(!other.crossing.comes_too_soon_after(SubjectId(1), &other.crossing, 60), "itself is no other");
        let back = Day::begin(Hosts::Entry, &party::walker(Direction::BToA));
        assert!(!back.crossing.comes_too_soon_after(SubjectId(1), &other.crossing, u16::MAX), "it comes back");
        again.crossing.subjects.get_mut(&SubjectId(1)).unwrap().facts = None;
        assert!(!again.crossing.comes_too_soon_after(SubjectId(1), &other.crossing, u16::MAX));
    }

    fn a_minor_with_another_adult_than_before_is_unusual() {
        let with = |adult: &str| {
            let mut child = party::person("OKELLO", "UGA");
            let SubjectFacts::Traveller(person) = &mut child else { unreachable!("{child:?}") };
            person.birth_date = "2019-05-01".parse().ok();
            let guards = vec![party::relation(1, RelationKind::Guardian, 2)];
            party::walkers(OUT, vec![party::person(adult, "UGA"), child], guards)
        };
        let other = earlier(&with("OKELLO ROSE"));
        let is_unusual =
            |day: &Day, subject: u16| day.crossing.has_other_adult_than_on(SubjectId(subject), &other.crossing);
        assert!(!is_unusual(&Day::begin(Hosts::Entry, &with("OKELLO ROSE")), 2));
        let mut again = Day::begin(Hosts::Entry, &with("MUSOKE"));
        let SubjectFacts::Traveller(adult) = facts(&mut again, 1) else { unreachable!() };
        adult.birth_date = "1970-01-01".parse().ok();
        adult.document.as_mut().unwrap().number = "M1".to_owned();
        assert!(is_unusual(&again, 2));
        assert!(!is_unusual(&again, 1), "an adult travels with whom he likes");
        // A renewed document is no other person.
        let then = other.crossing.subjects[&SubjectId(1)].facts.clone();
        *facts(&mut again, 1) = then.unwrap();
        let SubjectFacts::Traveller(adult) = facts(&mut again, 1) else { unreachable!() };
        adult.document.as_mut().unwrap().number = "M1".to_owned();
        assert!(!is_unusual(&again, 2));
        again.crossing.relations.clear();
        assert!(!is_unusual(&again, 2), "who is alone is with no other adult");
    }

    fn the_same_frame_with_other_plates_is_unusual() {
        let mut other = earlier(&party::car(OUT));
        let mut again = Day::begin(Hosts::Entry, &party::car(OUT));
        for (day, number) in [(&mut other, "wvw zzz1jz3w386752"), (&mut again, "WVWZZZ1JZ3W386752")] {
            let SubjectFacts::Conveyance(vehicle) = facts(day, 2) else { unreachable!() };
            vehicle.vin = Some(number.to_owned());
        }
        assert!(!again.crossing.has_other_plates_than_on(SubjectId(2), &other.crossing));
        let SubjectFacts::Conveyance(vehicle) = facts(&mut again, 2) else { unreachable!() };
        vehicle.plate = "KDD 999Z".parse().unwrap();
        assert!(again.crossing.has_other_plates_than_on(SubjectId(2), &other.crossing));
        let SubjectFacts::Conveyance(vehicle) = facts(&mut again, 2) else { unreachable!() };
        vehicle.vin = None;
        assert!(!again.crossing.has_other_plates_than_on(SubjectId(2), &other.crossing));
    }

    fn each_has_a_number_that_no_entry_of_a_list_has() {
        let numbers = Unusual::ALL.map(Unusual::entry);
        assert_eq!(numbers, [1 << 39, (1 << 39) + 1, (1 << 39) + 2]);
    }

    sentences! {
        a_document_that_left_the_same_way_comes_too_soon,
        a_minor_with_another_adult_than_before_is_unusual,
        the_same_frame_with_other_plates_is_unusual,
        each_has_a_number_that_no_entry_of_a_list_has,
    }
}

/// Days on which random commands once found the judge and the domain of two minds.
pub mod found_by_chance {
    use super::*;
    use procedure::oracle::Book;

    fn who_drives_and_travels_on_one_vehicle_is_on_it_until_both_end() {
        let mut day = Day::begin(Hosts::Entry, &party::car(OUT));
        let mut book = Book::open(&day);
        let travels = party::relation(1, RelationKind::TravelsOn, 2);
        let drives = party::relation(1, RelationKind::Drives, 2);
        day.good("N-REC1", &Action::Relate { begun: vec![travels], ended: Vec::new() });
        day.good("N-REC1", &Action::Relate { begun: Vec::new(), ended: vec![travels] });
        assert!(day.crossing.is_aboard(SubjectId(1)), "he still drives it");
        day.good("N-REC1", &Action::Relate { begun: vec![travels], ended: vec![drives] });
        day.good("N-REC1", &off_load(&[1]));
        assert!(!day.crossing.is_aboard(SubjectId(1)));
        book.read(&day).unwrap();
    }

    fn a_protection_desk_enters_late_what_it_took_on_paper() {
        let mut day = on_foot();
        let mut book = Book::open(&day);
        let step = exit_identity(&day);
        day.good("N-IMM2", &see_paper());
        let stated_at = day.now;
        day.later(30);
        day.good("N-PRO1", &enter_late(stated_at, claim(step)));
        day.good("N-PRO1", &enter_late(stated_at, refer(step)));
        assert_eq!(day.state(step), StepState::Referred);
        book.read(&day).unwrap();
    }

    sentences! {
        who_drives_and_travels_on_one_vehicle_is_on_it_until_both_end,
        a_protection_desk_enters_late_what_it_took_on_paper,
    }
}
