//! The procedure templates that come with the program: each is read, and each puts the controls in the order of
//! PROCEDURE §4.

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

use std::collections::BTreeSet;

use domain::post::{Category, Flow};
use domain::{Agency, Side, SubjectKind};
use procedure::templates;

#[test]
fn every_template_file_is_read() {
    let all = templates::all();
    let versions: BTreeSet<&str> = all.iter().map(|template| template.version.as_str()).collect();
    assert_eq!(versions.len(), all.len(), "a version names one template");
    let flows: BTreeSet<Flow> = all.iter().map(|template| template.flow).collect();
    assert_eq!(flows, Flow::ALL.into_iter().collect(), "every flow has a template");
}

#[test]
fn every_road_category_finds_its_own_template() {
    let plan = procedure::plan(procedure::Hosts::First);
    let of = |category| plan.template(Flow::Truck, category).map(|template| template.version.as_str()).unwrap();
    assert_eq!(of(None), "truck-1");
    assert_eq!(of(Some(Category::ToBeCleared)), "truck-1");
    assert_eq!(of(Some(Category::PreCleared)), "truck_pre_cleared-1");
    assert_eq!(of(Some(Category::Transit)), "truck_transit-1");
    assert_eq!(of(Some(Category::Empty)), "truck_empty-1");
    assert_eq!(of(Some(Category::Perishable)), "truck_perishable-1");
    assert_eq!(of(Some(Category::Livestock)), "truck_livestock-1");
    assert_eq!(of(Some(Category::Dangerous)), "truck_dangerous-1");
}

#[test]
fn whatever_crosses_is_seen_by_both_states() {
    for template in templates::all() {
        let kinds: BTreeSet<SubjectKind> = template.steps.iter().map(|step| step.on).collect();
        assert!(kinds.contains(&SubjectKind::Traveller), "{}: somebody crosses", template.version);
        for kind in kinds {
            for side in [Side::Exit, Side::Entry] {
                let has = template.steps.iter().any(|step| step.on == kind && step.side == side);
                assert!(has, "{}: {} has no control on side {side:?}", template.version, kind.word());
            }
        }
        assert!(template.steps.iter().all(|step| step.side != Side::Gate), "gate steps come from a mismatch alone");
    }
}

#[test]
fn a_person_is_never_decided_by_the_entry_state_before_its_port_health() {
    for template in templates::all() {
        let (exit, entry) = (procedure::north(), procedure::south());
        let steps = template.plan(SubjectKind::Traveller, exit, entry, 1);
        let entry_agencies: Vec<Agency> =
            steps.iter().filter(|step| step.side == Side::Entry).map(|step| step.agency).collect();
        assert_eq!(entry_agencies.first(), Some(&Agency::Health), "{}", template.version);
    }
}

#[test]
fn goods_are_released_by_the_customs_of_the_entry_state_last() {
    let (exit, entry) = (procedure::north(), procedure::south());
    for template in templates::all() {
        if let Some(last) = template.plan(SubjectKind::Consignment, exit, entry, 1).last() {
            assert_eq!((last.agency, last.state), (Agency::Customs, entry), "{}", template.version);
        }
    }
}

#[test]
fn the_templates_read_as_agreed() {
    let mut text = String::new();
    for template in templates::all() {
        let categories: Vec<&str> = template.categories.iter().map(|category| category.word()).collect();
        text.push_str(&format!("{} {} [{}]\n", template.version, template.flow.word(), categories.join(", ")));
        for kind in [SubjectKind::Traveller, SubjectKind::Conveyance, SubjectKind::Consignment] {
            for step in template.plan(kind, procedure::north(), procedure::south(), 1) {
                text.push_str(&format!(
                    "  {:<12} {:<6} {:<12} {}\n",
                    kind.word(),
                    format!("{:?}", step.side).to_lowercase(),
                    step.agency.word(),
                    step.control.0
                ));
            }
        }
    }
    insta::assert_snapshot!(text);
}
