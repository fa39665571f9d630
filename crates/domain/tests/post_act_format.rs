//! The JSON of every act of the post, as it is stored. An act already stored is never re-interpreted: the snapshot may gain
//! entries, and none of those it has may change.

#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

use std::collections::{BTreeMap, BTreeSet};

use domain::agreeing::{Proposal, ProposalNumber};
use domain::alone::{Alone, AloneEnd};
use domain::backup::Restored;
use domain::notice::NoticeLaw;
use domain::officer::DeskCode;
use domain::own_journal::OwnHead;
use domain::post::{Desk, Flow, Plan, PublishedReader, PublishedRoot, SeedHash, Settings, StateKeys};
use domain::template::{Emergency, Template};
use domain::{Agency, At, PostAct, Reference, Role};
use procedure::post::{certified, number};
use procedure::{Hosts, goods, north, south, templates};

fn at() -> At {
    "2026-11-21T06:00:00Z".parse().unwrap()
}

fn traveller() -> Template {
    templates::all().into_iter().find(|known| known.flow == Flow::Traveller).unwrap()
}

fn reader(epoch: u32) -> PublishedReader {
    PublishedReader {
        reader: "agency:customs".to_owned(),
        epoch,
        receiving_key: "5b".to_owned(),
        fingerprint: "f1".to_owned(),
        serial: 7,
        not_before: at().timestamp_millis(),
        root_signature: "51".to_owned(),
    }
}

/// A plan that says everything that a plan can say when a post is founded.
fn plan() -> Plan {
    let agreed = goods::agreed(Hosts::Entry);
    Plan {
        flows: BTreeSet::from([Flow::Traveller, Flow::SmallTrader]),
        desks: vec![Desk {
            code: DeskCode("C4".to_owned()),
            state: north(),
            agency: Agency::Customs,
            place: "hall B".to_owned(),
        }],
        notices: vec![NoticeLaw {
            state: south(),
            basis: "Immigration Act, section 8".to_owned(),
            appeal: ["Within 14 days.".to_owned(), "Sous 14 jours.".to_owned()],
        }],
        settings: Settings { examination_findings: Some(45), ..agreed.settings },
        templates: vec![traveller()],
        ..agreed
    }
}

/// One act of every kind, the fullest that there is.
fn acts() -> Vec<PostAct> {
    let seed = SeedHash { day: at().date_naive(), epoch: 2, hash: "5e".to_owned() };
    let settings = Proposal::Settings { from: at().date_naive(), settings: plan().settings };
    let program = Proposal::Program { from: at().date_naive(), least: "1.4.2".parse().unwrap() };
    let emergency = Emergency {
        flow: Flow::Traveller,
        category: None,
        version: "traveller-flood-1".to_owned(),
        stays: BTreeSet::from([1, 3]),
        until: at() + chrono::TimeDelta::hours(6),
        why: "a thousand at the bridge".to_owned(),
    };
    let keys = |state| StateKeys { state, root: "a0".to_owned(), readers: vec![reader(1)] };
    let alone = Alone { until: at() + chrono::TimeDelta::hours(48), why: "its power supply is burnt".to_owned() };
    let restored = Restored { seq: 4711, hash: "ab".to_owned(), lost: 4720 };
    vec![
        PostAct::Founded { plan: plan(), keys: vec![keys(north()), keys(south())] },
        certified("N-IMM1", north(), Role::Empowered, 3),
        PostAct::OfficerRevoked { officer: number("N-IMM1") },
        PostAct::ReadersRotated { readers: vec![reader(2)], seeds: vec![seed.clone()] },
        PostAct::RootReplaced {
            replaced: PublishedRoot {
                root: "a1".to_owned(),
                serial: 2,
                not_before: at().timestamp_millis(),
                root_signature: "52".to_owned(),
            },
        },
        PostAct::Restored { restored },
        PostAct::ShiftOpened { desk: DeskCode("C4".to_owned()), seed: Some(seed) },
        PostAct::ShiftClosed,
        PostAct::ErasureAgreed { before: at() },
        PostAct::FactsErased { before: at() },
        PostAct::SealedErased { before: at() },
        PostAct::OwnPagesErased { before: at() },
        PostAct::HeadSigned { own: Some(OwnHead { page: 12, hash: "0c".to_owned() }) },
        PostAct::EmergencyDeclared { emergency },
        PostAct::EmergencyEnded { version: "traveller-flood-1".to_owned() },
        PostAct::Proposed { number: ProposalNumber(1), proposal: Proposal::Template { template: traveller() } },
        PostAct::Proposed { number: ProposalNumber(2), proposal: settings },
        PostAct::Proposed { number: ProposalNumber(3), proposal: program },
        PostAct::ProposalAgreed { number: ProposalNumber(1) },
        PostAct::ProposalDeclined { number: ProposalNumber(2) },
        PostAct::ClocksSet { from: at(), minutes: 120 },
        PostAct::BreakBegun,
        PostAct::BreakEnded,
        PostAct::HandedOver { number: 1 },
        PostAct::HandoverTaken { number: 1 },
        PostAct::ReferencesReserved { references: vec![Reference::new("TB", 2026, 11, 4217).unwrap()] },
        PostAct::AloneAgreed { alone },
        PostAct::AloneEnded { what: AloneEnd::Agreement },
    ]
}

/// The place of an act among all kinds: a new kind does not compile until it has one.
const fn place(act: &PostAct) -> usize {
    match act {
        PostAct::Founded { .. } => 0,
        PostAct::OfficerCertified { .. } => 1,
        PostAct::OfficerRevoked { .. } => 2,
        PostAct::ReadersRotated { .. } => 3,
        PostAct::RootReplaced { .. } => 4,
        PostAct::Restored { .. } => 5,
        PostAct::ShiftOpened { .. } => 6,
        PostAct::ShiftClosed => 7,
        PostAct::ErasureAgreed { .. } => 8,
        PostAct::FactsErased { .. } => 9,
        PostAct::SealedErased { .. } => 10,
        PostAct::OwnPagesErased { .. } => 11,
        PostAct::HeadSigned { .. } => 12,
        PostAct::EmergencyDeclared { .. } => 13,
        PostAct::EmergencyEnded { .. } => 14,
        PostAct::Proposed { .. } => 15,
        PostAct::ProposalAgreed { .. } => 16,
        PostAct::ProposalDeclined { .. } => 17,
        PostAct::ClocksSet { .. } => 18,
        PostAct::BreakBegun => 19,
        PostAct::BreakEnded => 20,
        PostAct::HandedOver { .. } => 21,
        PostAct::HandoverTaken { .. } => 22,
        PostAct::ReferencesReserved { .. } => 23,
        PostAct::AloneAgreed { .. } => 24,
        PostAct::AloneEnded { .. } => KINDS - 1,
    }
}

const KINDS: usize = 26;

#[test]
fn the_stored_form_of_every_act_of_the_post() {
    let mut forms: BTreeMap<String, String> = BTreeMap::new();
    let mut places = BTreeSet::new();
    for act in acts() {
        let text = serde_json::to_string(&act).unwrap();
        assert_eq!(serde_json::from_str::<PostAct>(&text).unwrap(), act);
        places.insert(place(&act));
        let name = match &act {
            PostAct::Proposed { proposal: Proposal::Settings { .. }, .. } => "proposed: settings".to_owned(),
            PostAct::Proposed { proposal: Proposal::Program { .. }, .. } => "proposed: program".to_owned(),
            other => other.kind().to_owned(),
        };
        forms.insert(name, text);
    }
    assert!(places.into_iter().eq(0..KINDS), "every kind of act of the post is here");
    let kinds: BTreeSet<&str> = acts().iter().map(PostAct::kind).collect();
    assert_eq!(
        kinds,
        PostAct::KINDS.iter().copied().collect(),
        "a kind that is not listed is taken for a newer program's"
    );
    let text: String = forms.iter().map(|(name, form)| format!("{name}\n  {form}\n")).collect();
    insta::assert_snapshot!(text);
}

/// What earlier versions of the program wrote, letter by letter.
#[test]
fn what_earlier_programs_stored_is_still_read() {
    for written in [
        r#"{"kind":"shift_opened","desk":"C4"}"#,
        r#"{"kind":"head_signed"}"#,
        r#"{"kind":"readers_rotated","readers":[]}"#,
    ] {
        let act: PostAct = serde_json::from_str(written).unwrap();
        assert_eq!(serde_json::to_string(&act).unwrap(), written);
    }
    let founded = r#"{"kind":"founded","plan":{"name":"Test Bridge","code":"TB","model":"juxtaposed","states":["NOR","SUD"],
        "hosts":["SUD","NOR"],"utc_offsets":[120,180],"flows":["traveller"],"desks":[],"is_demonstration":true,
        "settings":{"claim_time_out":15,"refusal_confirmation":30,"provisional_hold":10,"hold_limit":1440,"motion":30,
        "ticket":1440,"examination_absence":30},"templates":[{"flow":"traveller","from":"2026-01-01",
        "version":"traveller-1","steps":[]}]},"keys":[]}"#;
    let PostAct::Founded { plan, .. } = serde_json::from_str(founded).unwrap() else { unreachable!() };
    assert_eq!((plan.settings.findings_suffice(), plan.templates.len()), (60, 1));
    assert!(plan.agreement.is_empty() && plan.later.is_empty() && plan.notices.is_empty());
    assert_eq!(plan.backups, domain::backup::BackupRule::default());
}
