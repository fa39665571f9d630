//! Who sees what: an officer's words reach just the circle that their class names, whatever he does and whoever he is.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of the post")]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is missing in a test fails the test"
)]
mod procedure;

use std::collections::{BTreeMap, BTreeSet};

use domain::act::Motion;
use domain::visibility::{Circle, Class, Datum};
use domain::{Action, Agency, Crossing, Decided, Role, StateCode};
use procedure::random;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use serde_json::Value;

/// The fields in which an officer writes words of his own; the rest is facts, codes and what a reader gives.
const WORDED: [&str; 6] = ["note", "told", "why", "words", "conditions", "receipt"];

/// Returns what the words in a field are.
fn datum(crossing: &Crossing, by: StateCode, action: &Action, field: &str) -> Option<Datum> {
    let datum = match (action.plain(), field) {
        (_, "words") if matches!(action, Action::WithChecks { .. }) => Datum::DocumentCheck,
        (_, "note") => Datum::Note,
        (_, "conditions") => Datum::Grant,
        (Action::Refer { .. }, "words") => Datum::ProtectionNeed,
        (Action::Query { .. } | Action::Clear { .. } | Action::Refer { .. } | Action::Conclude { .. }, "why") => {
            Datum::Lane
        }
        (Action::FileFindings { .. }, "words") => Datum::FiledFindings,
        (Action::Hold { .. }, "told") => Datum::ground_of_hold(by, crossing.host_state),
        (Action::CallHost { .. }, "told") => Datum::CallToHost,
        (Action::Prioritise { .. }, "told") => Datum::PriorityReason,
        (Action::Present { .. }, "told") => Datum::ReasonToPresent,
        (Action::RequestExamination { .. }, "told") => Datum::ReasonToExamineAgain,
        (Action::Move { what, .. }, "why") => Datum::reason_of(*what),
        (Action::Reopen { ground, .. }, "why") => Datum::reason_of_reopening(*ground),
        (Action::Second { number, .. }, "receipt") => match crossing.motions.get(number)?.motion {
            Motion::TransferCustody { .. } => Datum::CustodyReceipt,
            // Nothing else asks for one; it is left out.
            _ => return None,
        },
        (Action::SendMessage { .. }, "told") => Datum::Message,
        (other, field) => panic!("{} has words in {field}: of what class are they?", other.name()),
    };
    Some(datum)
}

/// Puts words that stand nowhere else into every field for words; returns them by field.
fn worded(action: &Action, number: usize) -> (Action, BTreeMap<String, String>) {
    fn put(value: &mut Value, number: usize, found: &mut BTreeMap<String, String>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    if WORDED.contains(&name.as_str()) && (value.is_string() || value.is_null()) {
                        let words = format!("words-{name}-{number}");
                        *value = Value::String(words.clone());
                        found.insert(name.clone(), words);
                    } else {
                        put(value, number, found);
                    }
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|value| put(value, number, found)),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(action).unwrap();
    let mut found = BTreeMap::new();
    put(&mut value, number, &mut found);
    (serde_json::from_value(value).unwrap(), found)
}

/// Returns the circles that could read the words: what is open, what the own State reads, what protection desks read.
fn readers(decided: &[Decided], words: &str) -> BTreeSet<&'static str> {
    let has = |value: &dyn Fn(&Decided) -> String| decided.iter().any(|one| value(one).contains(words));
    let text = |value: serde_json::Result<String>| value.unwrap();
    let mut readers = BTreeSet::new();
    if has(&|one| text(serde_json::to_string(&(&one.act, &one.facts)))) {
        readers.insert("both States");
    }
    if has(&|one| text(serde_json::to_string(&one.private))) {
        readers.insert("own State");
    }
    if has(&|one| text(serde_json::to_string(&(&one.own_protection, &one.other_protection)))) {
        readers.insert("protection desk");
    }
    readers
}

#[test]
fn words_reach_the_circle_that_their_class_names() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<Datum, usize> = BTreeMap::new();
    let mut number = 0;
    for _ in 0..150 {
        let (setting, picks) = random::days(200).new_tree(&mut runner).unwrap().current();
        let mut day = setting.begin();
        for pick in picks {
            day.later(pick.pause());
            let (officer, action) = pick.command(&day);
            number += 1;
            let (action, words) = worded(&action, number);
            let by = day.officer(&officer).state;
            let before = day.crossing.clone();
            let Ok(decided) = day.attempt(&officer, &action) else { continue };
            for (field, words) in words {
                let Some(datum) = datum(&before, by, &action, &field) else {
                    assert!(readers(&decided, &words).is_empty(), "{} kept its {field}", action.name());
                    continue;
                };
                let expected = match datum.class() {
                    Class::Shared | Class::Told => "both States",
                    Class::State | Class::Agency => "own State",
                    Class::Protected => "protection desk",
                };
                let found = readers(&decided, &words);
                assert_eq!(found, BTreeSet::from([expected]), "{:?} of {}: {action:?}", datum, action.name());
                *seen.entry(datum).or_default() += 1;
            }
        }
    }
    // Every kind of words was met; a kind that never comes up proves nothing.
    for datum in [
        Datum::Note,
        Datum::OwnReason,
        Datum::ReasonToldWithMotion,
        Datum::OwnGroundOfHold,
        Datum::GroundToldToCoSigner,
        Datum::CallToHost,
        Datum::PriorityReason,
        Datum::ProtectionNeed,
    ] {
        assert!(seen.contains_key(&datum), "{datum:?} was never written: {seen:?}");
    }
}

/// PROCEDURE §7, as a table: a change of a class is a change of the agreement.
#[test]
fn every_piece_of_data_has_its_class() {
    let lines: Vec<String> = Class::ALL
        .into_iter()
        .map(|class| {
            let of: Vec<String> =
                Datum::ALL.iter().filter(|datum| datum.class() == class).map(|datum| format!("{datum:?}")).collect();
            format!("{}: {}", class.word(), of.join(", "))
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    shared: Crossing, Person, Vehicle, Goods, Declaration, Step, Motion, Gate, Examination, RevealedFindings, Serial, OfficerNumber, PersonalDeclaration, Agreement
    told: GroundToldToCoSigner, CallToHost, ReasonToldWithMotion, GroundOfNotice, CustodyReceipt, PriorityReason, ReasonToExamineAgain, ReasonToPresent, Message
    state: Note, Reason, OwnReason, OwnGroundOfHold, AlertHit, DocumentCheck, Lane, Query, Grant, FiledFindings, OfficerName, Amount, OwnMessage, HeldEntry, Instruction, HandoverNote
    agency: HealthResult
    protected: ProtectionNeed
    ");
}

/// Who holds which key: his State's, his agency's, the protection desk's if he sits there; administrators hold all.
#[test]
fn a_circle_has_those_whose_it_is() {
    let held = |agency: Agency, roles: &[Role]| {
        let roles: BTreeSet<Role> = roles.iter().copied().collect();
        [Circle::State, Circle::Agency("customs"), Circle::Agency("health"), Circle::Protection]
            .map(|circle| circle.has(agency, &roles))
    };
    assert_eq!(held(Agency::Customs, &[Role::Officer]), [true, true, false, false]);
    assert_eq!(held(Agency::Health, &[Role::Supervisor, Role::Auditor]), [true, false, true, false]);
    assert_eq!(held(Agency::Immigration, &[Role::Protection]), [true, false, false, true]);
    assert_eq!(held(Agency::Gate, &[Role::Administrator]), [true, true, true, true]);
}
