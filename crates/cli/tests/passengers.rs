//! Passenger lists that are sent ahead, from a terminal.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of it")]
mod osbpctl;

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use osbpctl::{Osbpctl, PASSWORD};

#[test]
fn a_list_that_is_sent_ahead_is_taken_in_listed_and_withdrawn_by_immigration_of_its_state() {
    let at = Osbpctl::new();
    at.found();
    // The post's clocks are three hours ahead.
    let arrival = DateTime::<Utc>::from(SystemTime::now() + Duration::from_secs(5 * 3_600)).format("%Y-%m-%dT%H:%M");
    let heading = "surname,given_names,nationality,birth_date,plate,operator,arrival_at";
    let good =
        format!("{heading}\nOTIENO,JANE,KEN,1990-05-01,KBX 114K,Rift Coaches,{arrival}\nWERE,PAUL,UGA,2 June,,,\n");
    let import = |officer: &str, text: &str| {
        std::fs::write(at.path("bus.csv"), text).unwrap();
        let file = at.path("bus.csv");
        at.call_as(officer, PASSWORD, &["passengers", "import", file.to_str().unwrap()])
    };
    let list = |officer: &str| at.call_as(officer, PASSWORD, &["passengers", "list"]).is(0).answer;
    let told = import("K-1", &good).is(0).answer;
    assert_eq!((&told["vehicles"][0]["plate"], &told["vehicles"][0]["heads"]), (&"KBX 114K".into(), &2.into()));
    assert_eq!((&told["faults"][0]["field"], &told["faults"][0]["who"]), (&"birth_date".into(), &"WERE PAUL".into()));
    let known = list("K-1");
    assert_eq!(known["vehicles"][0]["operator"], "Rift Coaches");
    assert!(!known.to_string().contains("OTIENO"), "nobody is named before the list is taken: {known}");
    assert_eq!(list("U-1")["vehicles"].as_array().map(Vec::len), Some(0));

    let refused = import("K-1", &good.replace("KBX 114K", "")).is(2);
    assert!(refused.answer.to_string().contains("plate"), "{refused:?}");
    import("K-ADM", &good).is(4);
    assert_eq!(import("K-1", &good).is(0).answer["replaced"], 1);
    let id = list("K-1")["vehicles"][0]["list"].as_str().unwrap().to_owned();
    at.call_as("U-1", PASSWORD, &["passengers", "remove", &id]).is(6);
    at.call_as("K-1", PASSWORD, &["passengers", "remove", &id]).is(0);
    at.call_as("K-1", PASSWORD, &["passengers", "remove", &id]).is(6);
    assert_eq!(list("K-1")["vehicles"].as_array().map(Vec::len), Some(0));
    at.call(&["journal", "verify"]).is(0);
}
