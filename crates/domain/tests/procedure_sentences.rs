//! Every sentence of PROCEDURE §3 to §8, and the tests that show it.
//!
//! Invariant: each test that is named here is there. Those of `scenarios/` run in memory and on both engines.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::collections::BTreeSet;
use std::path::Path;

/// The sentences in their order, each with what shows it.
const SENTENCES: &[(&str, &str)] = &[
    // §3 Steps.
    ("blocked and ready follow from the earlier steps of the same subject", "exit_controls_come_before_entry_controls"),
    ("nothing is ready on a subject that is stopped", "the_hold_of_the_exit_officers_has_priority"),
    ("claim: officer of that State and agency", "a_step_is_claimed_by_an_officer_of_that_state_and_agency"),
    ("claim: shift open", "whoever_is_on_a_break_keeps_no_claim_and_takes_none"),
    ("claim: no other claim", "a_step_has_one_claim_and_an_officer_has_one"),
    (
        "one claim takes the same control, each is decided by an act of its own",
        "one_claim_takes_the_same_control_of_several_and_each_is_decided_by_an_act",
    ),
    ("of one crossing", "one_claim_takes_subjects_of_one_crossing"),
    ("the alert search runs before the claim is committed", "a_claim_needs_the_alert_search"),
    (
        "release: the claimant, his supervisor, any officer after the time-out",
        "a_claim_is_released_by_the_claimant_his_supervisor_or_after_the_time_out_any_officer_of_that_state",
    ),
    ("release: the closing of the shift", "nobody_who_is_held_is_let_go_because_a_shift_ended"),
    ("release, query: the place in the queue is kept", "the_place_in_the_queue_is_kept"),
    ("clear: fields present", "a_paper_that_is_demanded_is_on_record_before_customs_clears"),
    ("clear: every hit dispositioned", "every_hit_is_dispositioned_and_a_true_one_takes_a_second_officer"),
    (
        "clear: every hit dispositioned, of lists as they are then",
        "a_list_that_changed_since_the_claim_is_searched_before_anything_is_cleared",
    ),
    ("clear: assessed amounts paid or secured", "clearing_wants_assessed_amounts_paid_or_secured"),
    ("waive: ready or in progress, reason", "what_is_ready_or_in_progress_is_waived_by_its_own_state_with_a_reason"),
    ("waive: counts as done", "a_waiver_counts_as_a_control_done"),
    (
        "query ends the claim; answered by that agency or reception of either State",
        "a_query_ends_the_claim_and_reception_of_either_state_records_the_answer",
    ),
    ("the clock is the party's", "while_the_trader_is_asked_the_clock_is_the_partys_and_the_place_is_kept"),
    (
        "refer opens one secondary; a different officer concludes; both take the outcome",
        "a_different_officer_concludes_and_both_steps_take_the_outcome",
    ),
    ("conclude: refused", "both_steps_take_the_outcome_of_a_second_line_that_refuses"),
    ("conclude: held", "both_steps_take_the_outcome_of_a_second_line_that_holds"),
    ("conclude: on ready the secondary is void", "on_ready_the_second_line_is_void_whatever_is_missing"),
    (
        "refuse: confirmed by a second officer of the same State, the notice in the same act",
        "a_refusal_takes_a_second_officer_of_the_same_state_and_issues_its_notice",
    ),
    ("refuse: printing is an act of its own", "it_is_printed_by_its_own_state_before_and_after_it_is_served"),
    ("refuse: served, signed or refused to sign", "who_refuses_to_sign_is_served_all_the_same"),
    ("refuse: not confirmed in time it lapses", "not_confirmed_in_time_it_lapses"),
    ("annul: officer and supervisor of that State", "it_is_annulled_by_an_officer_of_that_state_and_his_supervisor"),
    ("annul: not while offered back", "it_is_not_annulled_while_offered_back"),
    ("annul: nor once final", "an_exit_refusal_confirmed_is_final"),
    ("annul: the notice is revoked", "an_annulled_refusal_revokes_its_notice"),
    ("hold: empowered; co-signed by the host", "a_hold_of_the_adjoining_state_is_co_signed_by_a_host_officer"),
    ("hold: else one of his own", "a_hold_of_the_host_is_co_signed_by_another_of_its_own"),
    (
        "hold: basis told to the co-signer; provisional, the claim open",
        "a_hold_has_its_basis_and_the_claim_stays_open_until_it_is_co_signed",
    ),
    ("hold: lapses to in_progress", "a_provisional_hold_lapses_to_in_progress"),
    (
        "hold: never a national of the host State, who is called",
        "a_national_of_the_host_state_is_never_held_by_the_adjoining_one_which_calls_the_host",
    ),
    ("end_hold: an empowered officer and a second", "a_hold_is_ended_by_an_empowered_officer_and_a_second"),
    ("transfer_custody: authority and receipt named", "custody_is_transferred_against_a_receipt"),
    (
        "at the legal limit both supervisors see it until one is done",
        "at_the_legal_limit_the_hold_is_seen_until_it_is_ended_or_handed_over",
    ),
    ("reopen (exit): free before the first entry claim", "reopening_is_free_before_the_first_entry_claim"),
    ("reopen (exit): after it with a consent", "after_the_first_entry_claim_it_takes_a_consent"),
    ("reopen (exit): declined, lapsed", "a_consent_may_be_declined_and_lapses"),
    (
        "reopen (exit): or a notice; an open entry claim is released; what they decided stays",
        "by_notice_an_offence_or_a_wanted_person_reopens_without_consent",
    ),
    (
        "reopen (exit): its entry steps are blocked meanwhile",
        "entry_second_lines_are_blocked_while_an_exit_control_is_taken_up_again",
    ),
    (
        "reopen (entry): officer and his supervisor, before departure",
        "an_entry_control_is_reopened_by_its_officer_and_his_supervisor_before_departure",
    ),
    ("open is void once the subject is final", "what_is_open_of_it_is_void_once_it_is_final"),
    // §3 Subjects.
    ("the phases of a subject", "it_goes_from_registered_to_departed"),
    ("a crossing closes when every subject is final", "what_is_open_of_it_is_void_once_it_is_final"),
    (
        "offer_back: entry officer, notice served, can be taken back; readmit: exit officer, from offered_back alone",
        "an_offer_back_needs_the_notice_served",
    ),
    ("offer_back: nothing protected is open", "a_protection_need_blocks_offering_back_until_the_desks_outcome"),
    ("readmit annuls the exit record, repeats no step", "a_readmission_repeats_no_step"),
    ("return is never automatic", "return_is_never_automatic"),
    ("turning back before the first entry claim", "who_turns_back_before_the_first_entry_claim_withdraws"),
    ("turning back after it", "who_turns_back_later_is_offered_back_without_a_refusal"),
    (
        "refused under a variation before exit has ended",
        "a_refusal_under_a_variation_before_exit_has_ended_is_a_withdrawal_with_the_refusal_on_record",
    ),
    ("depart: plate, seals and heads re-keyed", "what_leaves_together_is_re_keyed_and_equals_what_is_recorded"),
    ("depart: the subjects that leave together", "a_vehicle_leaves_with_a_driver_and_with_its_load"),
    (
        "depart: otherwise mismatch, a step of side gate",
        "a_mismatch_sends_back_and_opens_a_step_of_side_gate_for_the_agency_named",
    ),
    ("depart: several departures", "off_loaded_passengers_leave_later_or_are_final_otherwise"),
    (
        "a subject may be added until the last departure",
        "a_subject_may_be_added_until_the_last_departure_and_begins_at_its_first_exit_step",
    ),
    ("correct: free until a step was decided on it", "a_correction_is_free_until_a_step_was_decided"),
    (
        "correct: afterwards a confirm for each State, slips revoked",
        "afterwards_it_re_opens_a_confirm_for_each_state_that_decided_and_revokes_slips",
    ),
    (
        "correct: repeats the alert search",
        "a_fact_corrected_by_who_has_the_claim_ends_the_claim_and_the_next_one_searches_again",
    ),
    (
        "void: before any decision, afterwards by both supervisors",
        "what_was_registered_in_error_is_void_before_any_decision_afterwards_by_both_supervisors",
    ),
    ("void: duplicate of", "what_is_void_as_a_duplicate_says_of_what"),
    ("move: before any decision", "a_subject_is_moved_to_another_crossing_before_any_decision"),
    ("move: afterwards by both supervisors", "afterwards_by_both_supervisors"),
    ("expire", "a_ticket_never_claimed_expires"),
    (
        "abandon: the State whose controls are open, and its supervisor",
        "a_subject_is_left_behind_by_the_state_whose_controls_are_open_and_its_supervisor",
    ),
    ("abandon: nothing held", "nobody_who_is_held_is_left_behind_withdrawn_or_voided"),
    ("an exit refusal confirmed is exit_denied", "an_exit_refusal_confirmed_is_final"),
    ("change of driver", "a_change_of_driver_is_an_act_on_relations"),
    ("transfer of goods", "goods_go_over_to_another_conveyance_which_has_all_its_own_steps"),
    ("split", "a_party_is_split_and_leaves_in_several_departures"),
    ("a new driver has all his own steps", "a_new_driver_has_all_his_own_steps"),
    (
        "a document on two open crossings is a warning",
        "a_document_on_two_open_crossings_is_a_warning_and_never_a_block",
    ),
    ("the wrong direction is a warning", "the_wrong_direction_is_a_warning_with_its_explanation"),
    ("a minor: with a guardian admitted", "a_minor_is_admitted_only_with_a_guardian_admitted"),
    ("a minor: or after a referral", "or_after_a_referral"),
    ("a guardian's refusal stops his minors", "a_guardians_refusal_stops_his_minors"),
    ("a guardian's hold", "a_guardians_hold_stops_his_minors"),
    ("a guardian's off-loading", "a_guardians_off_loading_stops_his_minors"),
    (
        "late entry: stated time, number of the paper, a second officer",
        "what_was_done_on_paper_is_entered_with_its_stated_time_the_number_of_the_paper_and_a_second_officer",
    ),
    ("late entry: order rules follow the stated sequence", "order_rules_follow_the_stated_sequence"),
    ("late entry: left out of every duration", "it_is_left_out_of_every_duration"),
    ("emergency: both supervisors", "both_supervisors_put_a_shorter_template_in_force"),
    ("emergency: for a time", "it_ends_by_itself"),
    (
        "emergency: what is left out is listed for completion",
        "crossings_registered_meanwhile_go_by_it_to_their_end_and_what_is_left_out_is_listed",
    ),
    // §4.
    ("1: exit before entry, per subject", "exit_controls_come_before_entry_controls"),
    ("2: a waiver counts as a control done", "a_waiver_counts_as_a_control_done"),
    ("3: handover is per person and per object", "handover_is_per_person"),
    ("4: no going back without the entry officer's consent", "after_the_first_entry_claim_it_takes_a_consent"),
    ("5: varied by one supervisor of each State", "the_order_is_varied_by_one_supervisor_of_each_state"),
    ("5: the entry State can't hold", "while_it_is_varied_the_entry_state_cannot_hold"),
    ("5: it may only present", "the_entry_state_may_only_present_the_subject_to_the_exit_officers"),
    ("5: the exit officers' hold has priority", "the_hold_of_the_exit_officers_has_priority"),
    ("6: persons, vehicles, animals and goods are readmitted", "vehicles_and_goods_are_readmitted_like_persons"),
    ("7: no export formalities before entry begins", "what_turns_back_before_entry_begins_needs_no_formalities"),
    (
        "8: no arrest of nationals of the host State",
        "a_national_of_the_host_state_is_never_held_by_the_adjoining_one_which_calls_the_host",
    ),
    (
        "9: a need blocks offering back until the desk's outcome, which rides in the conclusion",
        "a_protection_need_blocks_offering_back_until_the_desks_outcome",
    ),
    (
        "9: a desk told refers the next step of its own",
        "a_desk_told_by_the_other_state_refers_the_subjects_next_step_of_its_own",
    ),
    (
        "9: protection officers conclude random referrals too",
        "what_chance_drew_is_referred_and_a_waiver_is_no_way_round",
    ),
    // §5.
    (
        "requested to closed: blind, revealed together, compared",
        "findings_are_filed_blind_revealed_together_and_compared",
    ),
    ("scheduled: one opening at a time in a bay", "a_bay_is_not_given_twice_while_it_is_in_use"),
    ("a difference goes to both supervisors", "a_difference_is_on_record"),
    (
        "a one-State examination is flagged; each State still decides for itself",
        "a_one_state_examination_is_flagged_and_each_state_still_decides_for_itself",
    ),
    ("a second one needs a reason", "a_second_examination_of_the_same_goods_needs_a_reason"),
    ("one State absent", "one_state_absent_the_others_supervisor_may_go_on_alone"),
    (
        "one State's findings not in time: its findings stay its own",
        "findings_not_met_in_time_are_closed_by_the_filing_states_supervisor_and_stay_its_own",
    ),
    (
        "after a second setting the filing State's supervisor may close",
        "after_the_second_setting_the_filing_states_supervisor_may_close_it",
    ),
    ("old and new seal numbers", "old_and_new_seal_numbers_are_recorded"),
    // §6.
    ("lanes: red", "the_red_lane_wants_an_examination"),
    ("an expected rate and a minimum random rate", "each_lane_has_an_expected_rate_and_a_minimum_random_rate"),
    ("the hash in the morning, the seed at night", "the_hash_of_a_seed_is_of_the_local_day_and_the_newest_epoch"),
    ("a hit carries an instruction", "the_alert_search_runs_before_the_claim_of_the_police_is_committed"),
    ("the reason of a lane shows only after the claim", "the_reason_of_a_lane_shows_only_after_the_claim"),
    ("re-route upwards with a reason", "any_officer_may_re_route_upwards_with_a_reason"),
    ("downwards takes a supervisor", "downwards_takes_a_supervisor_and_four_eyes"),
    ("the lane is STATE", "a_lane_and_what_is_assessed_show_to_the_other_state_in_nothing"),
    // §7.
    ("SHARED, STATE, AGENCY, PROTECTED: each datum has its class", "every_piece_of_data_has_its_class"),
    ("TOLD", "words_reach_the_circle_that_their_class_names"),
    ("a message to the other State is TOLD", "a_message_to_the_other_state_is_told_and_decides_nothing"),
    ("PROTECTED: to whom a need is told", "a_need_is_told_to_the_own_desk_and_to_the_host_states"),
    ("an asylum wish", "an_asylum_wish_is_never_readable_by_the_exit_state_unless_its_own_officer_recorded_it"),
    ("an alert hit must not be inferable", "a_hit_shows_to_the_other_state_as_a_referral_like_one_at_random"),
    (
        "search counts, exports, prints, journals, delays and errors obey the same classes",
        "what_kenya_can_read_of_both_days_is_equal_on_sqlite",
    ),
    // §8.
    (
        "the order of the queue and the assignment of officers are computed, not chosen",
        "the_order_of_the_queue_and_the_assignment_of_officers_are_computed_not_chosen",
    ),
    ("scanning claims as presented", "a_scanned_document_claims_as_presented_and_the_claim_says_so"),
    (
        "every other deviation is an act with a reason",
        "a_party_goes_before_others_by_an_act_with_its_reason_that_both_states_read",
    ),
    ("four eyes: refusal", "a_refusal_takes_a_second_officer_of_the_same_state_and_issues_its_notice"),
    ("four eyes: downgrade of a lane", "downwards_takes_a_supervisor_and_four_eyes"),
    ("four eyes: override of a hit", "every_hit_is_dispositioned_and_a_true_one_takes_a_second_officer"),
    (
        "four eyes: override of a hit, where the list asks for it",
        "a_hit_that_needs_two_is_cleared_by_another_officer_alone",
    ),
    ("four eyes: release after a red finding", "a_release_after_a_red_finding_takes_four_eyes"),
    ("nobody acts for both States", "a_step_is_claimed_by_an_officer_of_that_state_and_agency"),
    ("nobody is both pairs of eyes", "nobody_is_both_pairs_of_eyes"),
];

/// Every function of a test in the sources of the program and its tests.
fn tests(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let named = text.lines().filter_map(|line| line.split_once("fn ")?.1.split_once('('));
            found.extend(named.map(|(name, _)| name.to_owned()));
        }
    }
}

#[test]
fn every_sentence_is_shown_by_a_test_that_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = BTreeSet::new();
    for folder in ["domain/src", "domain/tests", "app/src", "app/tests"] {
        tests(&root.join(folder), &mut found);
    }
    let missing: Vec<_> = SENTENCES.iter().filter(|(_, test)| !found.contains(*test)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
