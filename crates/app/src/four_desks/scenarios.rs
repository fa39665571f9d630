//! Every scenario of the in-memory tests, one a sentence of PROCEDURE, through real workstations on each engine.
//!
//! Invariant: each day of each scenario is played; a module that is forgotten here does not compile, for nobody uses it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use domain::Action;

use super::procedure::script::{Script, played};
use super::procedure::{Hosts, goods::agreed, plan};
use super::stage::Stage;
use super::{controls, goods, messages, steps};

/// A sentence, and what shows it.
type Scenario = (&'static str, fn());

/// The scenarios, by what they are about.
const SCENARIOS: &[(&str, &[Scenario])] = &[
    ("order", controls::order::SENTENCES),
    ("variation", controls::variation::SENTENCES),
    ("claims", controls::claims::SENTENCES),
    ("referral", controls::referral::SENTENCES),
    ("documents", controls::documents::SENTENCES),
    ("refusal", controls::refusal::SENTENCES),
    ("returning", controls::returning::SENTENCES),
    ("holds", controls::holds::SENTENCES),
    ("gate", controls::gate::SENTENCES),
    ("facts", controls::facts::SENTENCES),
    ("minors", controls::minors::SENTENCES),
    ("examination", controls::examination::SENTENCES),
    ("protection", controls::protection::SENTENCES),
    ("whole_days", controls::whole_days::SENTENCES),
    ("late_entry", controls::late_entry::SENTENCES),
    ("presenting", controls::presenting::SENTENCES),
    ("moving", controls::moving::SENTENCES),
    ("relations", controls::relations::SENTENCES),
    ("limits", controls::limits::SENTENCES),
    ("doubts", controls::doubts::SENTENCES),
    ("unusual", controls::unusual::SENTENCES),
    ("found_by_chance", controls::found_by_chance::SENTENCES),
    ("car", goods::car::SENTENCES),
    ("bus", goods::bus::SENTENCES),
    ("truck", goods::truck::SENTENCES),
    ("small_trader", goods::small_trader::SENTENCES),
    ("amounts", goods::amounts::SENTENCES),
    ("lanes", goods::lanes::SENTENCES),
    ("travellers", goods::travellers::SENTENCES),
    ("examination", goods::examination::SENTENCES),
    ("messages", messages::SENTENCES),
    ("of a step", steps::of_a_step::SENTENCES),
    ("of a subject", steps::of_a_subject::SENTENCES),
    ("of both States", steps::of_both_states::SENTENCES),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_scenario_on_sqlite() {
    play("SQLite", None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_scenario_on_postgres() {
    let Ok(server) = std::env::var("OSBP_TEST_POSTGRES") else {
        return eprintln!("skipped: there is no server to run on");
    };
    play("PostgreSQL", Some(&server)).await;
}

/// Says whether a document is recorded as false in it: whoever came with it on a later day of that post would be a hit.
fn records_a_document(script: &Script) -> bool {
    script.plays.iter().any(|play| {
        let Action::WithChecks { checks, .. } = &play.action else { return false };
        play.done.is_ok() && checks.iter().any(|check| check.forgery.is_some())
    })
}

/// Plays every scenario: those that agree on the usual on one post one after the other, every other one on a post of its own,
/// at which only those sit who are asked for.
async fn play(engine: &str, server: Option<&str>) {
    let began = Instant::now();
    let usual: Vec<_> = Hosts::ALL.into_iter().flat_map(|hosts| [plan(hosts), agreed(hosts)]).collect();
    let mut by_plan: BTreeMap<usize, Vec<(String, Script)>> = BTreeMap::new();
    let mut days = 0;
    for (about, scenarios) in SCENARIOS {
        for (sentence, scenario) in *scenarios {
            for script in played(*scenario) {
                let place = usual.iter().position(|plan| *plan == script.plan && !records_a_document(&script));
                let place = place.unwrap_or(usual.len() + days);
                by_plan.entry(place).or_default().push((format!("{about}: {sentence}"), script));
                days += 1;
            }
        }
    }
    let (mut sent, mut left_out) = (0, 0);
    for (place, scripts) in by_plan {
        let (_, first) = &scripts[0];
        let asked = |(_, script): &(String, Script)| {
            let officers = script.plays.iter().map(|play| play.officer.clone());
            officers.chain([script.registrar.clone()]).collect::<Vec<_>>()
        };
        let asked: BTreeSet<String> = scripts.iter().flat_map(asked).collect();
        let is_usual = place < usual.len();
        let is_wanted = |known: &domain::OnDuty| is_usual || asked.contains(known.officer.as_str());
        let mut stage = Stage::open(server, &first.plan, first.begun_at, is_wanted).await;
        for (sentence, script) in &scripts {
            stage.play(sentence, script).await;
        }
        (sent, left_out) = (sent + stage.sent, left_out + stage.left_out);
        stage.ends().await;
    }
    let count: usize = SCENARIOS.iter().map(|(_, scenarios)| scenarios.len()).sum();
    let seconds = began.elapsed().as_secs_f64();
    eprintln!("{engine}: {count} scenarios, {days} days, {sent} commands, {left_out} left out, in {seconds:.1} s");
    assert!(left_out * 20 < sent, "too much is left out to say that the scenarios were played");
}
