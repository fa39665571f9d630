//! The sentences of PROCEDURE on vehicles, goods, amounts, lanes and examinations, and what the agreement adds to them: one
//! scenario each, named after the sentence.

use super::procedure::asks::*;
use super::procedure::day::Day;
use super::procedure::goods::{self, agreed, amount, declares, money};
use super::procedure::{self, Hosts, north, party, south};
use domain::act::{Conclusion, Facts};
use domain::agreement::{CashLimit, Demand, Demanded};
use domain::customs::{CustomsWork, Lane, Reroute, Settlement};
use domain::examination::{ExaminationId, Sample};
use domain::papers::NotSimple;
use domain::personal::Channel;
use domain::post::Category;
use domain::subject::{RelationKind, SubjectFacts};
use domain::{Action, Agency, Direction, Refusal, Side, StepId, StepState, SubjectId, SubjectPhase};

const OUT: Direction = Direction::AToB;

fn begin(registration: &Action) -> Day {
    Day::try_begin(agreed(Hosts::Entry), "N-REC1", registration).unwrap()
}

fn missing(what: Demanded) -> Refusal {
    Refusal::DemandedMissing { what }
}

/// The car is handed over and was looked up by the police: the entry State's customs is next.
fn car_at_customs(facts: SubjectFacts) -> (Day, StepId) {
    let mut day = begin(&goods::car(OUT, facts));
    day.clear_side(2, Side::Exit);
    let police = day.step(2, Side::Entry, Agency::Police, "vehicle_check");
    day.clear(police);
    let step = day.step(2, Side::Entry, Agency::Customs, "vehicle_import");
    day.good("S-CUS1", &claim(step));
    (day, step)
}

pub mod car {
    use super::*;

    fn the_driver_drives_and_the_passengers_travel_on() {
        let day = begin(&goods::car(OUT, goods::car_facts(Some("2027-01-01"), Some("2027-01-01"))));
        let on_board: Vec<SubjectId> = day.crossing.on_board(SubjectId(2)).collect();
        assert_eq!(on_board, [SubjectId(1), SubjectId(3)]);
        let of_car = |person| day.crossing.relations.iter().find(|r| r.from == SubjectId(person)).unwrap().kind;
        assert_eq!([of_car(1), of_car(3)], [RelationKind::Drives, RelationKind::TravelsOn]);
    }

    fn the_alert_search_runs_before_the_claim_of_the_police_is_committed() {
        let mut day = begin(&goods::car(OUT, goods::car_facts(Some("2027-01-01"), Some("2027-01-01"))));
        day.clear_side(2, Side::Exit);
        day.listed.insert((south(), SubjectId(2)), vec![9]);
        let police = day.step(2, Side::Entry, Agency::Police, "vehicle_check");
        let decided = day.good("S-POL1", &claim(police));
        assert_eq!(decided[0].private.searches[0].hits[0].entry, 9, "the hit rides in the claim's sealed part");
        let open = serde_json::to_string(&(&decided[0].act, &decided[0].facts)).unwrap();
        assert!(!open.contains("listed"), "and nothing of it stands open");
        assert_eq!(day.refused("S-POL1", &clear(police)), Refusal::HitOpen);
    }

    fn a_paper_that_is_demanded_is_on_record_before_customs_clears() {
        let (mut day, step) = car_at_customs(goods::car_facts(None, Some("2027-01-01")));
        assert_eq!(day.refused("S-CUS1", &clear(step)), missing(Demanded::ImportPaper));
        day.good("S-CUS1", &query(step));
        day.good("N-REC1", &answer(step));
        let facts = goods::car_facts(Some("2027-01-01"), Some("2027-01-01"));
        day.good("S-CUS2", &Action::Correct { subject: SubjectId(2), facts });
        day.clear_side(2, Side::Exit);
        day.good("S-CUS1", &claim(step));
        day.good("S-CUS1", &clear(step));
    }

    fn a_paper_is_valid_to_the_end_of_its_last_day() {
        let expired = Refusal::DemandedExpired { what: Demanded::Insurance };
        let (mut day, step) = car_at_customs(goods::car_facts(Some("2026-11-21"), Some("2026-11-20")));
        assert_eq!(day.refused("S-CUS1", &clear(step)), expired);
        day.good("S-CUS1", &waive(step));
        let (mut day, step) = car_at_customs(goods::car_facts(Some("2026-11-21"), Some("2026-11-21")));
        day.good("S-CUS1", &clear(step));
    }

    fn where_nothing_is_demanded_a_missing_paper_is_a_warning() {
        let mut day = Day::begin(Hosts::Entry, &goods::car(OUT, goods::car_facts(None, None)));
        let on = "2026-11-21".parse().unwrap();
        assert_eq!(
            day.crossing.papers_wanting(SubjectId(2), on),
            [missing(Demanded::ImportPaper), missing(Demanded::Insurance)]
        );
        day.clear_side(2, Side::Exit);
        day.clear_side(2, Side::Entry);
        assert_eq!(day.phase(2), SubjectPhase::Released);
    }

    fn a_demand_is_dated() {
        let mut plan = agreed(Hosts::Entry);
        let of = |day: &str| Some(day.parse().unwrap());
        for demand in &mut plan.agreement.demands {
            demand.until = of("2026-11-20");
        }
        let mut day = Day::try_begin(plan.clone(), "N-REC1", &goods::car(OUT, goods::car_facts(None, None))).unwrap();
        day.clear_side(2, Side::Exit);
        day.clear_side(2, Side::Entry);
        let later = Demand { state: south(), what: Demanded::Insurance, from: of("2026-11-22").unwrap(), until: None };
        assert!(!plan.agreement.demands(south(), Demanded::Insurance, of("2026-11-21").unwrap()));
        plan.agreement.demands.push(later);
        assert!(plan.agreement.demands(south(), Demanded::Insurance, of("2026-11-22").unwrap()));
        assert!(!plan.agreement.demands(north(), Demanded::Insurance, of("2026-11-22").unwrap()));
    }

    fn a_vehicle_comes_home_without_an_import_permit() {
        let SubjectFacts::Conveyance(mut home) = goods::car_facts(None, None) else { unreachable!() };
        home.registered_in = Some("SUD".to_owned());
        let (mut day, step) = car_at_customs(SubjectFacts::Conveyance(home));
        day.good("S-CUS1", &clear(step));
    }

    sentences! {
        the_driver_drives_and_the_passengers_travel_on,
        the_alert_search_runs_before_the_claim_of_the_police_is_committed,
        a_paper_that_is_demanded_is_on_record_before_customs_clears,
        a_paper_is_valid_to_the_end_of_its_last_day,
        where_nothing_is_demanded_a_missing_paper_is_a_warning,
        a_demand_is_dated,
        a_vehicle_comes_home_without_an_import_permit,
    }
}

pub mod bus {
    use super::*;

    fn list(day: &Day) -> StepId {
        day.step(2, Side::Exit, Agency::Customs, "passenger_list")
    }

    /// Everybody and the bus are through; heads were counted.
    fn at_the_gate() -> Day {
        let mut day = begin(&goods::bus(OUT, 4, Some(5)));
        day.good("N-CUS1", &Action::CountHeads { subject: SubjectId(2), heads: 5 });
        for subject in 1..=6 {
            day.clear_side(subject, Side::Exit);
            day.clear_side(subject, Side::Entry);
        }
        day
    }

    fn heads_are_counted_and_are_those_of_the_list() {
        let mut day = begin(&goods::bus(OUT, 4, Some(5)));
        let step = list(&day);
        day.good("N-CUS1", &claim(step));
        assert_eq!(day.refused("N-CUS1", &clear(step)), missing(Demanded::HeadCount));
        day.good("N-CUS1", &Action::CountHeads { subject: SubjectId(2), heads: 6 });
        assert_eq!(day.refused("N-CUS1", &clear(step)), Refusal::HeadsDiffer);
        day.good("N-CUS1", &Action::CountHeads { subject: SubjectId(2), heads: 5 });
        day.good("N-CUS1", &clear(step));
    }

    fn the_operators_list_has_as_many_heads_as_were_counted() {
        let mut day = begin(&goods::bus(OUT, 4, Some(6)));
        let step = list(&day);
        day.good("N-CUS1", &claim(step));
        day.good("N-CUS1", &Action::CountHeads { subject: SubjectId(2), heads: 5 });
        assert_eq!(day.refused("N-CUS1", &clear(step)), Refusal::HeadsDiffer);
    }

    fn whoever_joins_after_the_count_is_counted_again() {
        let mut day = begin(&goods::bus(OUT, 4, None));
        day.good("N-CUS1", &Action::CountHeads { subject: SubjectId(2), heads: 5 });
        day.later(1);
        let on = party::relation(7, RelationKind::TravelsOn, 2);
        day.good("N-REC1", &Action::AddSubject { facts: party::person("LATE", "UGA"), relations: vec![on] });
        let step = list(&day);
        day.good("N-CUS1", &claim(step));
        assert_eq!(day.refused("N-CUS1", &clear(step)), missing(Demanded::HeadCount));
    }

    fn one_claim_takes_many_and_each_is_decided_by_an_act_of_its_own() {
        let mut day = begin(&goods::bus(OUT, 4, None));
        let steps: Vec<StepId> =
            [1, 3, 4, 5].map(|person| day.step(person, Side::Exit, Agency::Immigration, "identity")).to_vec();
        day.good("N-IMM1", &claim_all(&steps));
        let acts = day.good("N-IMM1", &goods::clear_all(&steps[..3]));
        assert_eq!(acts.len(), 3);
        day.good("N-IMM1", &refuse(steps[3]));
        assert_eq!([day.phase(4), day.phase(5)], [SubjectPhase::ExitComplete, SubjectPhase::ExitControls]);
    }

    fn heads_leaving_are_the_admitted_passengers_and_the_crew() {
        let mut day = at_the_gate();
        assert_eq!(day.refused("S-GAT1", &drive_out(&[1, 2, 3, 4, 5, 6], "KCB 500Z", 4, &[])), Refusal::GateDiffers);
        day.good("S-GAT1", &drive_out(&[1, 2, 3, 4, 5, 6], "KCB 500Z", 5, &[]));
        assert!(day.crossing.is_closed());
    }

    fn nobody_who_came_on_the_bus_is_left_unaccounted_for() {
        let mut day = at_the_gate();
        assert_eq!(day.refused("S-GAT1", &drive_out(&[1, 2, 3, 4, 5], "KCB 500Z", 4, &[])), Refusal::StillOnBoard);
        day.good("S-IMM1", &off_load(&[6]));
        day.good("S-GAT1", &drive_out(&[1, 2, 3, 4, 5], "KCB 500Z", 4, &[]));
        assert_eq!(day.phase(6), SubjectPhase::Admitted);
        day.good("S-GAT1", &walk_out(&[6]));
        assert!(day.crossing.is_closed());
    }

    fn who_is_refused_is_taken_off_and_the_bus_goes_on() {
        let mut day = begin(&goods::bus(OUT, 2, None));
        day.good("N-CUS1", &Action::CountHeads { subject: SubjectId(2), heads: 3 });
        for subject in 1..=4 {
            day.clear_side(subject, Side::Exit);
        }
        for subject in 1..=3 {
            day.clear_side(subject, Side::Entry);
        }
        let screen = day.step(4, Side::Entry, Agency::Health, "health_screen");
        day.clear(screen);
        let identity = day.step(4, Side::Entry, Agency::Immigration, "identity");
        day.good("S-IMM1", &claim(identity));
        day.good("S-IMM1", &refuse(identity));
        day.good("S-IMM2", &confirm(identity));
        assert_eq!(day.refused("S-GAT1", &drive_out(&[1, 2, 3], "KCB 500Z", 2, &[])), Refusal::StillOnBoard);
        day.good("S-IMM2", &off_load(&[4]));
        day.good("S-GAT1", &drive_out(&[1, 2, 3], "KCB 500Z", 2, &[]));
        day.good("S-IMM2", &serve(identity));
        day.good("S-IMM2", &offer_back(4));
        day.good("N-IMM1", &readmit(4));
        assert!(day.crossing.is_closed());
    }

    fn who_is_not_on_board_is_not_taken_off() {
        let mut day = begin(&goods::bus(OUT, 2, None));
        day.good("N-IMM1", &off_load(&[3]));
        assert_eq!(day.refused("N-IMM1", &off_load(&[3])), Refusal::NotAboard, "he is off already");
        assert_eq!(day.refused("N-IMM1", &off_load(&[2])), Refusal::NotAboard, "it is the bus itself");
        assert_eq!(day.refused("N-AUD1", &off_load(&[4])), Refusal::NotYourRole);
    }

    sentences! {
        heads_are_counted_and_are_those_of_the_list,
        the_operators_list_has_as_many_heads_as_were_counted,
        whoever_joins_after_the_count_is_counted_again,
        one_claim_takes_many_and_each_is_decided_by_an_act_of_its_own,
        heads_leaving_are_the_admitted_passengers_and_the_crew,
        nobody_who_came_on_the_bus_is_left_unaccounted_for,
        who_is_refused_is_taken_off_and_the_bus_goes_on,
        who_is_not_on_board_is_not_taken_off,
    }
}

pub mod truck {
    use super::*;

    fn read(seals: &[&str]) -> Action {
        Action::CheckSeals { subject: SubjectId(3), read: seals.iter().map(|&seal| seal.to_owned()).collect() }
    }

    fn under_transit_seals_are_read_on_each_side() {
        let mut day = begin(&goods::truck_with_papers(OUT, Category::Transit));
        let exit = day.step(3, Side::Exit, Agency::Customs, "seals");
        day.good("N-CUS1", &claim(exit));
        assert_eq!(day.refused("N-CUS1", &clear(exit)), missing(Demanded::SealCheck));
        day.good("N-CUS1", &read(&[" ke771 "]));
        day.good("N-CUS1", &clear(exit));
        day.good("N-CUS2", &Action::LodgeDeclaration { subject: SubjectId(3), declaration: party::declaration() });
        let arrival = day.step(3, Side::Entry, Agency::Customs, "arrival");
        day.clear(arrival);
        let entry = day.step(3, Side::Entry, Agency::Customs, "seals");
        day.good("S-CUS1", &claim(entry));
        assert_eq!(
            day.refused("S-CUS1", &clear(entry)),
            missing(Demanded::SealCheck),
            "the other side's reading is not this side's"
        );
        day.good("S-CUS1", &read(&["KE771", "KE999"]));
        assert_eq!(day.refused("S-CUS1", &clear(entry)), Refusal::SealsDiffer, "a seal that nobody recorded");
        day.good("S-CUS1", &read(&[]));
        assert_eq!(day.refused("S-CUS1", &clear(entry)), Refusal::SealsDiffer, "a seal that is gone");
        day.good("S-CUS1", &read(&["KE771"]));
        day.good("S-CUS1", &clear(entry));
    }

    fn old_and_new_seal_numbers_are_recorded() {
        let mut day = begin(&goods::truck_with_papers(OUT, Category::Transit));
        let exit = day.step(3, Side::Exit, Agency::Customs, "seals");
        day.good("N-CUS1", &claim(exit));
        day.good("N-CUS1", &read(&["KE771"]));
        let examination = ExaminationId(1);
        day.good("N-CUS1", &Action::RequestExamination { subject: SubjectId(3), joint: false, told: None });
        day.good("N-CUS1", &Action::ScheduleExamination { examination, bay: "B1".to_owned() });
        day.good("N-CUS1", &Action::AttendExamination { examination });
        day.good("N-CUS1", &file_findings(findings(true, &["NO 1"])));
        day.good("N-CUS1", &Action::RevealFindings { examination });
        day.good("N-CUS1", &Action::CloseExamination { examination });
        let missing_since = missing(Demanded::SealCheck);
        assert_eq!(
            day.refused("N-CUS1", &clear(exit)),
            missing_since,
            "what was read before the opening is not on them now"
        );
        day.good("N-CUS1", &read(&["KE771"]));
        assert_eq!(day.refused("N-CUS1", &clear(exit)), Refusal::SealsDiffer);
        day.good("N-CUS1", &read(&["NO 1"]));
        day.good("N-CUS1", &clear(exit));
    }

    fn a_transit_has_its_document_and_its_guarantee() {
        let Action::Register { direction, flow, category, priority, subjects, relations } =
            goods::truck_with_papers(OUT, Category::Transit)
        else {
            unreachable!()
        };
        for what in [Demanded::Transit, Demanded::Guarantee] {
            let mut subjects = subjects.clone();
            let SubjectFacts::Consignment(load) = &mut subjects[2] else { unreachable!() };
            match (&mut load.papers.transit, what) {
                (transit, Demanded::Transit) => *transit = None,
                (Some(transit), _) => transit.guarantee = None,
                (None, _) => unreachable!(),
            }
            let relations = relations.clone();
            let mut day = begin(&Action::Register { direction, flow, category, priority, subjects, relations });
            let exit = day.step(3, Side::Exit, Agency::Customs, "seals");
            day.good("N-CUS1", &read(&["KE771"]));
            day.good("N-CUS1", &claim(exit));
            assert_eq!(day.refused("N-CUS1", &clear(exit)), missing(what));
        }
    }

    fn a_paper_has_the_room_of_its_form() {
        let mut day = begin(&goods::truck_with_papers(OUT, Category::Transit));
        let mut facts = day.crossing.subjects[&SubjectId(3)].facts.clone().unwrap();
        let SubjectFacts::Consignment(load) = &mut facts else { unreachable!() };
        load.papers.transit.as_mut().unwrap().reference = "T".repeat(61);
        assert_eq!(day.refused("N-CUS1", &Action::Correct { subject: SubjectId(3), facts }), Refusal::TooMany);
    }

    fn animals_have_a_veterinary_certificate() {
        let mut day = begin(&party::truck(OUT, Some(Category::Livestock)));
        let step = day.step(3, Side::Exit, Agency::Agriculture, "animal_health");
        day.good("N-AGR1", &claim(step));
        assert_eq!(day.refused("N-AGR1", &clear(step)), missing(Demanded::AnimalCertificate));
        let mut day = begin(&goods::truck_with_papers(OUT, Category::Livestock));
        day.clear(step);
    }

    fn dangerous_goods_have_number_class_and_transport_document() {
        let mut day = begin(&party::truck(OUT, Some(Category::Dangerous)));
        let step = day.step(2, Side::Exit, Agency::Police, "dangerous_goods");
        day.good("N-POL1", &claim(step));
        assert_eq!(day.refused("N-POL1", &clear(step)), missing(Demanded::DangerousGoods));
        let mut day = begin(&goods::truck_with_papers(OUT, Category::Dangerous));
        day.clear(step);
        for wrong in ["0000", "12", "UN 12345", "x"] {
            assert!(wrong.parse::<domain::codes::UnNumber>().is_err(), "{wrong}");
        }
        assert_eq!("un1203".parse::<domain::codes::UnNumber>().unwrap().to_string(), "1203");
        assert!("10".parse::<domain::codes::HazardClass>().is_err());
    }

    fn while_the_trader_is_asked_the_clock_is_the_partys_and_the_place_is_kept() {
        let mut day = begin(&party::truck(OUT, Some(Category::ToBeCleared)));
        let arrived = day.crossing.arrived_at;
        let exit = day.step(3, Side::Exit, Agency::Customs, "seals");
        day.good("N-CUS1", &read(&["KE771"]));
        day.clear(exit);
        let arrival = day.step(3, Side::Entry, Agency::Customs, "arrival");
        day.good("S-CUS1", &claim(arrival));
        assert_eq!(day.refused("S-CUS1", &clear(arrival)), Refusal::DeclarationMissing);
        day.good("S-CUS1", &query(arrival));
        assert_eq!(day.state(arrival), StepState::Queried);
        let asked = day.now;
        day.later(90);
        assert_eq!(day.crossing.since(&day.crossing.steps[&arrival]), asked);
        day.good("N-REC1", &Action::LodgeDeclaration { subject: SubjectId(3), declaration: party::declaration() });
        day.good("N-REC1", &answer(arrival));
        assert_eq!(day.state(arrival), StepState::Ready);
        assert_eq!(day.crossing.arrived_at, arrived);
    }

    sentences! {
        under_transit_seals_are_read_on_each_side,
        old_and_new_seal_numbers_are_recorded,
        a_transit_has_its_document_and_its_guarantee,
        a_paper_has_the_room_of_its_form,
        animals_have_a_veterinary_certificate,
        dangerous_goods_have_number_class_and_transport_document,
        while_the_trader_is_asked_the_clock_is_the_partys_and_the_place_is_kept,
    }
}

pub mod small_trader {
    use super::*;

    fn at_customs(document: domain::papers::SimplifiedDocument, plan: domain::post::Plan) -> (Day, StepId) {
        let mut day = Day::try_begin(plan, "N-REC1", &goods::small_trader(OUT, Some(document))).unwrap();
        day.clear_side(2, Side::Exit);
        let plants = day.step(2, Side::Entry, Agency::Agriculture, "plant_health");
        day.clear(plants);
        let step = day.step(2, Side::Entry, Agency::Customs, "goods");
        day.good("S-CUS1", &claim(step));
        (day, step)
    }

    fn refusal(change: impl Fn(&mut domain::papers::SimplifiedDocument)) -> Option<Refusal> {
        let mut document = goods::simplified(199_000, "0702.00");
        change(&mut document);
        let (mut day, step) = at_customs(document, agreed(Hosts::Entry));
        day.attempt("S-CUS1", &clear(step)).err()
    }

    fn goods_on_the_common_list_go_by_a_simplified_document() {
        assert_eq!(refusal(|_| {}), None);
        assert_eq!(refusal(|document| document.items[0].value_minor = 200_000), None, "the threshold itself");
    }

    fn over_the_threshold_or_not_on_the_list_a_full_declaration_is_lodged() {
        let full = |why| Some(Refusal::FullDeclarationNeeded { why });
        assert_eq!(refusal(|one| one.items[0].value_minor = 200_001), full(NotSimple::OverThreshold));
        assert_eq!(refusal(|one| one.items[0].hs_code = "870323".parse().unwrap()), full(NotSimple::NotListed));
        assert_eq!(refusal(|one| one.currency = "KES".parse().unwrap()), full(NotSimple::OtherCurrency));
        assert_eq!(refusal(|one| one.certificate_of_origin = " ".to_owned()), full(NotSimple::Incomplete));
        assert_eq!(refusal(|one| one.number.clear()), full(NotSimple::Incomplete));
        assert_eq!(refusal(|one| one.items.clear()), full(NotSimple::Incomplete));
        assert_eq!(refusal(|one| one.agreement = "XYZ".to_owned()), full(NotSimple::NoAgreement));
        let (mut day, step) = at_customs(goods::simplified(900_000, "0702.00"), agreed(Hosts::Entry));
        assert!(day.attempt("S-CUS1", &clear(step)).is_err());
        day.good("N-REC1", &Action::LodgeDeclaration { subject: SubjectId(2), declaration: party::declaration() });
        day.good("S-CUS1", &clear(step));
    }

    fn many_small_values_do_not_add_up_to_less() {
        let huge = |document: &mut domain::papers::SimplifiedDocument| {
            document.items[0].value_minor = u64::MAX;
            document.items.push(document.items[0].clone());
        };
        assert_eq!(refusal(huge), Some(Refusal::FullDeclarationNeeded { why: NotSimple::OverThreshold }));
    }

    fn threshold_and_list_are_dated() {
        let mut plan = agreed(Hosts::Entry);
        let mut next = plan.agreement.simplified_trade[0].clone();
        next.from = "2026-11-22".parse().unwrap();
        next.threshold.minor = 100_000;
        plan.agreement.simplified_trade.push(next.clone());
        let (mut day, step) = at_customs(goods::simplified(150_000, "0702.00"), plan.clone());
        day.good("S-CUS1", &clear(step));
        plan.agreement.simplified_trade[1].from = "2026-11-21".parse().unwrap();
        let (mut day, step) = at_customs(goods::simplified(150_000, "0702.00"), plan);
        let over = Refusal::FullDeclarationNeeded { why: NotSimple::OverThreshold };
        assert_eq!(day.refused("S-CUS1", &clear(step)), over);
    }

    fn without_either_document_nothing_is_released() {
        let mut day = begin(&goods::small_trader(OUT, None));
        day.clear_side(2, Side::Exit);
        let plants = day.step(2, Side::Entry, Agency::Agriculture, "plant_health");
        day.clear(plants);
        let step = day.step(2, Side::Entry, Agency::Customs, "goods");
        day.good("S-CUS1", &claim(step));
        assert_eq!(day.refused("S-CUS1", &clear(step)), Refusal::DeclarationMissing);
    }

    sentences! {
        goods_on_the_common_list_go_by_a_simplified_document,
        over_the_threshold_or_not_on_the_list_a_full_declaration_is_lodged,
        many_small_values_do_not_add_up_to_less,
        threshold_and_list_are_dated,
        without_either_document_nothing_is_released,
    }
}

/// Declared goods whose arrival the entry State's customs has claimed, in that lane.
fn goods_in(lane: Lane) -> (Day, StepId) {
    let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
    day.lane = Some(lane);
    day.good("N-CUS1", &Action::LodgeDeclaration { subject: SubjectId(3), declaration: party::declaration() });
    day.clear_side(3, Side::Exit);
    let arrival = day.step(3, Side::Entry, Agency::Customs, "arrival");
    day.good("S-CUS1", &claim(arrival));
    (day, arrival)
}

pub mod amounts {
    use super::*;

    fn query_for(step: StepId, minor: u64) -> Action {
        goods::with(query(step), CustomsWork { assessed: Some(vec![amount(minor)]), ..CustomsWork::default() })
    }

    fn paid() -> CustomsWork {
        let settled = Some(Settlement::Paid { number: "R 4711".to_owned() });
        CustomsWork { settled, ..CustomsWork::default() }
    }

    fn clearing_wants_assessed_amounts_paid_or_secured() {
        let (mut day, arrival) = goods_in(Lane::Green);
        day.good("S-CUS1", &query_for(arrival, 120_000));
        day.good("S-CUS2", &answer(arrival));
        day.good("S-CUS1", &claim(arrival));
        assert_eq!(day.refused("S-CUS1", &clear(arrival)), Refusal::AmountsOpen);
        assert_eq!(day.refused("S-CUS1", &waive(arrival)), Refusal::AmountsOpen, "nor by a waiver");
        let secured = Settlement::Secured { number: "B 12".to_owned(), office: "Main".to_owned() };
        let mut by_bond = day.clone();
        let secured = CustomsWork { settled: Some(secured), ..CustomsWork::default() };
        by_bond.good("S-CUS1", &goods::with(clear(arrival), secured));
        day.good("S-CUS1", &goods::with(clear(arrival), paid()));
    }

    fn a_settlement_names_what_proves_it() {
        let (mut day, arrival) = goods_in(Lane::Green);
        assert_eq!(day.refused("S-CUS1", &goods::with(clear(arrival), paid())), Refusal::NotSettled, "of nothing");
        let blank = Settlement::Paid { number: " ".to_owned() };
        let work = CustomsWork { assessed: Some(vec![amount(5)]), settled: Some(blank), reroute: None };
        assert_eq!(day.refused("S-CUS1", &goods::with(clear(arrival), work)), Refusal::NotSettled);
        let many = CustomsWork { assessed: Some(vec![amount(5); 9]), ..CustomsWork::default() };
        assert_eq!(day.refused("S-CUS1", &goods::with(query(arrival), many)), Refusal::NotSettled);
    }

    fn a_new_assessment_is_settled_anew() {
        let (mut day, arrival) = goods_in(Lane::Green);
        day.good("S-CUS1", &query_for(arrival, 120_000));
        day.good("S-CUS2", &goods::with(answer(arrival), paid()));
        day.good("S-CUS1", &claim(arrival));
        day.good("S-CUS1", &query_for(arrival, 150_000));
        day.good("S-CUS2", &answer(arrival));
        day.good("S-CUS1", &claim(arrival));
        assert_eq!(day.refused("S-CUS1", &clear(arrival)), Refusal::AmountsOpen);
        let nothing = CustomsWork { assessed: Some(Vec::new()), ..CustomsWork::default() };
        day.good("S-CUS1", &goods::with(clear(arrival), nothing));
    }

    fn a_second_line_does_not_release_what_is_not_paid() {
        let (mut day, arrival) = goods_in(Lane::Green);
        let owed = CustomsWork { assessed: Some(vec![amount(7)]), ..CustomsWork::default() };
        day.good("S-CUS1", &goods::with(refer(arrival), owed));
        let second = day.newest();
        day.good("S-CUS2", &claim(second));
        assert_eq!(day.refused("S-CUS2", &conclude(second, Conclusion::Cleared)), Refusal::AmountsOpen);
        day.good("S-CUS2", &goods::with(conclude(second, Conclusion::Cleared), paid()));
    }

    fn amounts_are_sealed_to_their_state_and_make_no_row_of_their_own() {
        let (mut day, arrival) = goods_in(Lane::Green);
        let before = day.acts.len();
        let decided = day.good("S-CUS1", &query_for(arrival, 918_273));
        assert_eq!(day.acts.len(), before + 1);
        let open = serde_json::to_string(&(&decided[0].act, &decided[0].facts)).unwrap();
        assert!(!open.contains("918273") && !open.contains("assess"));
        assert!(day.file(north()).amounts.is_empty());
        assert_eq!(day.file(south()).amounts[&SubjectId(3)].assessed, [amount(918_273)]);
        // Reception takes no assessment away and changes no lane: it has no control.
        let nothing = CustomsWork { assessed: Some(Vec::new()), ..CustomsWork::default() };
        assert_eq!(day.refused("S-REC1", &goods::with(answer(arrival), nothing)), Refusal::NotYourRole);
        // The other State's reception may record the answer, but not what customs took.
        assert_eq!(day.refused("N-REC1", &goods::with(answer(arrival), paid())), Refusal::OtherState);
        day.good("N-REC1", &answer(arrival));
    }

    fn customs_assesses() {
        let mut day = Day::begin(Hosts::Entry, &party::walker(OUT));
        let step = day.step(1, Side::Exit, Agency::Immigration, "identity");
        day.good("N-IMM1", &claim(step));
        assert_eq!(day.refused("N-IMM1", &query_for(step, 5)), Refusal::NotHere);
    }

    fn the_state_itself_replays_what_it_asked_for() {
        let (mut day, arrival) = goods_in(Lane::Green);
        day.good("S-CUS1", &query_for(arrival, 120_000));
        day.good("S-CUS2", &answer(arrival));
        day.good("S-CUS1", &claim(arrival));
        let (before, file) = (day.crossing.clone(), day.file(south()));
        let skipped = domain::CrossingAct::Cleared { step: arrival };
        let unpaid = domain::PrivatePart::default();
        let by = day.officer("S-CUS1");
        assert_eq!(before.check_private(&skipped, &unpaid, &file, &by), Err(Refusal::AmountsOpen));
        let decided = day.good("S-CUS1", &goods::with(clear(arrival), paid()));
        assert_eq!(before.check_private(&decided[0].act, &decided[0].private, &file, &by), Ok(()));
        assert_eq!(before.check(&skipped, None, &by, day.now), Ok(()), "no public guard asks for what is sealed");
    }

    sentences! {
        clearing_wants_assessed_amounts_paid_or_secured,
        a_settlement_names_what_proves_it,
        a_new_assessment_is_settled_anew,
        a_second_line_does_not_release_what_is_not_paid,
        amounts_are_sealed_to_their_state_and_make_no_row_of_their_own,
        customs_assesses,
        the_state_itself_replays_what_it_asked_for,
    }
}

pub mod lanes {
    use Lane::{Blue, Green, Red, Yellow};

    use super::*;

    fn to(lane: Lane) -> CustomsWork {
        let reroute = Some(Reroute { lane, why: "the invoice is too round".to_owned() });
        CustomsWork { reroute, ..CustomsWork::default() }
    }

    fn any_officer_may_re_route_upwards_with_a_reason() {
        let (mut day, arrival) = goods_in(Green);
        let mut silent = to(Red);
        silent.reroute.as_mut().unwrap().why = "  ".to_owned();
        assert_eq!(day.refused("S-CUS1", &goods::with(query(arrival), silent)), Refusal::ReasonMissing);
        let decided = day.good("S-CUS1", &goods::with(query(arrival), to(Red)));
        assert!(!serde_json::to_string(&decided[0].act).unwrap().contains("red"), "the lane is STATE");
        day.good("S-CUS2", &answer(arrival));
        day.good("S-CUS1", &claim(arrival));
        assert_eq!(day.refused("S-CUS1", &clear(arrival)), Refusal::ExaminationMissing);
        assert_eq!(day.file(south()).reroutes[0].from, Green);
    }

    fn nobody_clears_with_the_act_that_makes_the_lane_red() {
        let (mut day, arrival) = goods_in(Green);
        assert_eq!(day.refused("S-CUS1", &goods::with(clear(arrival), to(Red))), Refusal::ExaminationMissing);
        day.good("S-CUS1", &goods::with(clear(arrival), to(Blue)));
    }

    fn downwards_takes_a_supervisor_and_four_eyes() {
        let (mut day, arrival) = goods_in(Red);
        assert_eq!(day.refused("S-CUS1", &goods::with(query(arrival), to(Green))), Refusal::LaneDown);
        day.good("S-CUS1", &refer(arrival));
        let second = day.newest();
        let release = goods::with(conclude(second, Conclusion::Cleared), to(Yellow));
        let mut alone = day.clone();
        alone.good("S-CUS2", &claim(second));
        // Nor by the answer to a question, which takes no claim.
        let mut asked = alone.clone();
        asked.good("S-CUS2", &query(second));
        assert_eq!(asked.refused("S-SUP2", &goods::with(answer(second), to(Green))), Refusal::LaneDown);
        assert_eq!(alone.refused("S-CUS2", &release), Refusal::LaneDown, "an officer is no supervisor");
        day.good("S-SUP2", &claim(second));
        let (before, file) = (day.crossing.clone(), day.file(south()));
        let decided = day.good("S-SUP2", &release);
        assert_eq!(day.file(south()).lanes[&SubjectId(3)].lane, Yellow);
        let replayed = |act: &domain::CrossingAct, officer: &str| {
            before.check_private(act, &decided[0].private, &file, &day.officer(officer))
        };
        assert_eq!(replayed(&decided[0].act, "S-SUP2"), Ok(()));
        assert_eq!(replayed(&decided[0].act, "S-CUS2"), Err(Refusal::LaneDown), "his State finds out that he was none");
        let elsewhere = domain::CrossingAct::Queried { step: arrival };
        assert_eq!(replayed(&elsewhere, "S-SUP2"), Err(Refusal::LaneDown));
    }

    fn the_supervisor_who_referred_does_not_conclude() {
        let (mut day, arrival) = goods_in(Red);
        day.good("S-CUS1", &release(arrival));
        day.good("S-SUP2", &claim(arrival));
        day.good("S-SUP2", &refer(arrival));
        let second = day.newest();
        assert_eq!(day.refused("S-SUP2", &claim(second)), Refusal::SameOfficer);
    }

    fn the_reason_of_a_lane_shows_only_after_the_claim() {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
        day.lane = Some(Red);
        day.good("N-CUS1", &Action::LodgeDeclaration { subject: SubjectId(3), declaration: party::declaration() });
        day.clear_side(3, Side::Exit);
        assert!(day.file(south()).lanes.is_empty());
        let arrival = day.step(3, Side::Entry, Agency::Customs, "arrival");
        day.good("S-CUS1", &claim(arrival));
        assert_eq!(day.file(south()).lanes[&SubjectId(3)].lane, Red);
        assert!(day.file(north()).lanes.is_empty());
    }

    fn a_lane_is_drawn_before_it_is_changed() {
        let mut day = Day::begin(Hosts::Entry, &party::truck(OUT, None));
        let seals = day.step(3, Side::Exit, Agency::Customs, "seals");
        day.good("N-CUS1", &claim(seals));
        assert_eq!(day.refused("N-CUS1", &goods::with(query(seals), to(Red))), Refusal::NoLane);
    }

    fn each_lane_has_an_expected_rate_and_a_minimum_random_rate() {
        let table = domain::customs::Selectivity {
            rules: Vec::new(),
            random_red_permille: 100,
            random_yellow_permille: 200,
            random_blue_permille: 300,
            expected_permille: [(Red, 150)].into(),
        };
        let at = "2026-11-21T06:00:00Z".parse().unwrap();
        let of = |draw| table.assign(SubjectId(1), &party::declaration(), draw, at);
        let lanes = [0, 99, 100, 299, 300, 599, 600, 999].map(|draw| of(draw).lane);
        assert_eq!(lanes, [Red, Red, Yellow, Yellow, Blue, Blue, Green, Green]);
        let assigned: Vec<_> = (0..1000).map(of).collect();
        let uses = table.in_use(&assigned);
        let red = uses.iter().find(|one| one.lane == Red).unwrap();
        assert_eq!((red.expected_permille, red.permille, red.random_permille), (Some(150), 100, 100));
        assert_eq!(uses.iter().map(|one| u32::from(one.permille)).sum::<u32>(), 1000);
        assert!(table.in_use(&[]).iter().all(|one| one.permille == 0));
    }

    sentences! {
        any_officer_may_re_route_upwards_with_a_reason,
        nobody_clears_with_the_act_that_makes_the_lane_red,
        downwards_takes_a_supervisor_and_four_eyes,
        the_supervisor_who_referred_does_not_conclude,
        the_reason_of_a_lane_shows_only_after_the_claim,
        a_lane_is_drawn_before_it_is_changed,
        each_lane_has_an_expected_rate_and_a_minimum_random_rate,
    }
}

pub mod travellers {
    use super::*;

    fn declared(by: &str, declared: domain::personal::PersonalDeclaration) -> Day {
        let mut day = begin(&party::walker(OUT));
        day.good(by, &Action::DeclareTraveller { subject: SubjectId(1), declared });
        day
    }

    fn exit_customs(day: &Day) -> bool {
        day.crossing.steps_of(SubjectId(1)).any(|step| step.side == Side::Exit && step.agency == Agency::Customs)
    }

    fn what_must_be_declared_opens_the_customs_step() {
        let mut day = declared("N-REC1", declares(Channel::Green, Some(money(1_000_001, "USD"))));
        let step = day.step(1, Side::Exit, Agency::Customs, "goods");
        day.clear(day.step(1, Side::Exit, Agency::Immigration, "identity"));
        assert_eq!(day.phase(1), SubjectPhase::ExitControls, "customs sees him before he is handed over");
        day.clear(step);
        assert_eq!(day.phase(1), SubjectPhase::ExitComplete);
    }

    fn up_to_the_limit_nothing_need_be_declared() {
        assert!(!exit_customs(&declared("N-REC1", declares(Channel::Green, Some(money(1_000_000, "USD"))))));
        assert!(!exit_customs(&declared("N-IMM1", declares(Channel::Green, None))));
        assert!(exit_customs(&declared("N-REC1", declares(Channel::Red, None))));
    }

    fn parts_of_one_currency_are_added_and_an_unknown_one_is_seen() {
        let mut split = declares(Channel::Green, Some(money(600_000, "USD")));
        split.cash.push(money(600_000, "USD"));
        assert!(exit_customs(&declared("N-REC1", split)));
        assert!(exit_customs(&declared("N-REC1", declares(Channel::Green, Some(money(1, "EUR"))))));
        let mut full = declares(Channel::Green, Some(money(u64::MAX, "USD")));
        full.cash.push(money(u64::MAX, "USD"));
        assert!(exit_customs(&declared("N-REC1", full)));
    }

    fn arms_animals_and_food_are_seen() {
        let with = |change: fn(&mut domain::personal::PersonalDeclaration)| {
            let mut declared = declares(Channel::Green, None);
            change(&mut declared);
            exit_customs(&self::declared("N-REC1", declared))
        };
        assert!(with(|one| one.arms = Some("a shotgun".to_owned())));
        assert!(with(|one| one.animals = Some("two hens".to_owned())));
        assert!(with(|one| one.food = Some("honey".to_owned())));
        assert!(!with(|one| one.food = Some("  ".to_owned())));
    }

    fn the_limit_is_each_states_and_dated() {
        let mut plan = agreed(Hosts::Entry);
        plan.agreement.cash_limits = vec![
            CashLimit { state: south(), from: "2026-01-01".parse().unwrap(), limit: money(500, "USD") },
            CashLimit { state: south(), from: "2027-01-01".parse().unwrap(), limit: money(5, "USD") },
        ];
        let carried = declares(Channel::Green, Some(money(400, "USD")));
        let on = |day: &str| carried.must_be_seen(&plan.agreement, south(), day.parse().unwrap());
        assert!(!on("2026-12-31") && on("2027-01-01"));
        assert!(!carried.must_be_seen(&plan.agreement, north(), "2027-01-01".parse().unwrap()), "it has no limit");
    }

    fn a_declaration_has_the_room_of_its_form() {
        let mut day = begin(&party::walker(OUT));
        let mut declared = declares(Channel::Red, None);
        declared.food = Some("x".repeat(domain::personal::MOST_WORDS + 1));
        let long = Action::DeclareTraveller { subject: SubjectId(1), declared };
        assert_eq!(day.refused("N-REC1", &long), Refusal::TooMany);
        let mut declared = declares(Channel::Red, None);
        declared.cash = vec![money(1, "USD"); domain::personal::MOST_CURRENCIES + 1];
        let many = Action::DeclareTraveller { subject: SubjectId(1), declared };
        assert_eq!(day.refused("N-REC1", &many), Refusal::TooMany);
    }

    fn after_the_handover_only_the_entry_state_sees_him() {
        let mut day = begin(&party::walker(OUT));
        day.clear_side(1, Side::Exit);
        let red = Action::DeclareTraveller { subject: SubjectId(1), declared: declares(Channel::Red, None) };
        day.good("S-IMM1", &red);
        assert!(!exit_customs(&day), "exit control is not begun again by a declaration");
        day.clear_side(1, Side::Entry);
        assert_eq!(day.refused("S-IMM1", &red), Refusal::Decided);
    }

    fn a_declaration_opens_no_exit_control_once_entry_control_has_begun() {
        let mut day = begin(&party::walker(OUT));
        day.clear_side(1, Side::Exit);
        let screen = day.step(1, Side::Entry, Agency::Health, "health_screen");
        day.clear(screen);
        let identity = day.step(1, Side::Exit, Agency::Immigration, "identity");
        day.good("N-IMM1", &reopen(identity, domain::act::ReopenGround::Wanted));
        day.good("N-IMM1", &Action::DeclareTraveller { subject: SubjectId(1), declared: declares(Channel::Red, None) });
        assert!(!exit_customs(&day));
    }

    fn a_declaration_that_was_erased_leaves_its_steps() {
        let day = declared("N-REC1", declares(Channel::Red, None));
        let blank = day.replay(|_| false).unwrap();
        assert_eq!(blank.steps, day.crossing.steps);
        assert_eq!(blank.personal[&SubjectId(1)], None);
    }

    sentences! {
        what_must_be_declared_opens_the_customs_step,
        up_to_the_limit_nothing_need_be_declared,
        parts_of_one_currency_are_added_and_an_unknown_one_is_seen,
        arms_animals_and_food_are_seen,
        the_limit_is_each_states_and_dated,
        a_declaration_has_the_room_of_its_form,
        after_the_handover_only_the_entry_state_sees_him,
        a_declaration_opens_no_exit_control_once_entry_control_has_begun,
        a_declaration_that_was_erased_leaves_its_steps,
    }
}

pub mod examination {
    use super::*;

    const FIRST: ExaminationId = ExaminationId(1);

    fn requested() -> Day {
        let (mut day, _) = goods_in(Lane::Red);
        day.good("S-CUS1", &Action::RequestExamination { subject: SubjectId(3), joint: true, told: None });
        day
    }

    fn a_bay_is_not_given_twice_while_it_is_in_use() {
        let mut day = requested();
        let into = |bay: &str| Action::ScheduleExamination { examination: FIRST, bay: bay.to_owned() };
        day.bays_taken = vec!["B 1".to_owned()];
        assert_eq!(day.refused("S-CUS1", &into(" b 1")), Refusal::BayTaken);
        day.good("S-CUS1", &into("B 2"));
        day.good("S-CUS1", &into("B 2"));
        assert_eq!(day.crossing.bays_in_use(None).collect::<Vec<_>>(), ["B 2"]);
        day.good("N-CUS1", &Action::RequestExamination { subject: SubjectId(2), joint: false, told: None });
        let second = Action::ScheduleExamination { examination: ExaminationId(2), bay: "B 2".to_owned() };
        assert_eq!(day.refused("N-CUS1", &second), Refusal::BayTaken, "nor for the lorry itself");
    }

    fn the_bay_is_free_once_the_examination_is_closed() {
        let mut day = requested();
        day.good("S-CUS1", &Action::ScheduleExamination { examination: FIRST, bay: "B 2".to_owned() });
        for officer in ["N-CUS1", "S-CUS1"] {
            day.good(officer, &Action::AttendExamination { examination: FIRST });
        }
        for officer in ["N-CUS1", "S-CUS1"] {
            day.good(officer, &file_findings(findings(true, &[])));
        }
        for officer in ["N-CUS1", "S-CUS1"] {
            day.good(officer, &Action::RevealFindings { examination: FIRST });
        }
        day.good("S-CUS1", &Action::CloseExamination { examination: FIRST });
        assert_eq!(day.crossing.bays_in_use(None).count(), 0);
    }

    fn after_the_second_setting_the_filing_states_supervisor_may_close_it() {
        let mut plan = procedure::plan(Hosts::Entry);
        plan.settings.examination_findings = Some(45);
        let mut day = Day::try_begin(plan, "N-REC1", &party::truck(OUT, None)).unwrap();
        day.good("S-CUS1", &Action::RequestExamination { subject: SubjectId(3), joint: true, told: None });
        day.good("S-CUS1", &Action::ScheduleExamination { examination: FIRST, bay: "B 2".to_owned() });
        for officer in ["N-CUS1", "S-CUS1"] {
            day.good(officer, &Action::AttendExamination { examination: FIRST });
        }
        day.good("S-CUS1", &file_findings(findings(true, &[])));
        let close = Action::CloseExamination { examination: FIRST };
        assert_eq!(day.refused("S-SUP2", &close), Refusal::ExaminationNotThere);
        day.later(45);
        assert_eq!(day.refused("S-CUS1", &close), Refusal::NotYourRole);
        assert_eq!(day.refused("N-SUP2", &close), Refusal::ExaminationNotThere, "his State has filed nothing");
        day.good("S-SUP2", &close);
        let (_, comparison) = day.crossing.examinations[&FIRST].closed.unwrap();
        assert_eq!(comparison, domain::examination::Comparison::OneState, "flagged");
        assert_eq!(domain::post::Settings::default().findings_suffice(), 60, "twice the absence where nothing is said");
    }

    fn samples_are_blind_until_revealed() {
        let mut day = requested();
        day.good("S-CUS1", &Action::ScheduleExamination { examination: FIRST, bay: "B 2".to_owned() });
        for officer in ["N-CUS1", "S-CUS1"] {
            day.good(officer, &Action::AttendExamination { examination: FIRST });
        }
        let mut found = findings(true, &[]);
        let sample = Sample {
            number: "S-77".to_owned(),
            taken: "200 g of beans".to_owned(),
            taken_by: "S-AGR1".to_owned(),
            receipt: "R-9".to_owned(),
        };
        found.samples = vec![sample];
        let decided = day.good("S-CUS1", &file_findings(found.clone()));
        let open = serde_json::to_string(&(&decided[0].act, &decided[0].facts)).unwrap();
        assert!(!open.contains("S-77"));
        day.good("N-CUS1", &file_findings(findings(true, &[])));
        let decided = day.good("S-CUS1", &Action::RevealFindings { examination: FIRST });
        assert_eq!(decided[0].facts, Some(Facts::Findings { findings: found }));
    }

    sentences! {
        a_bay_is_not_given_twice_while_it_is_in_use,
        the_bay_is_free_once_the_examination_is_closed,
        after_the_second_setting_the_filing_states_supervisor_may_close_it,
        samples_are_blind_until_revealed,
    }
}
