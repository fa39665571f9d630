//! Whatever a reader of documents sends is read as some zone, or as none.

#![no_main]

use chrono::NaiveDate;
use domain::travel_document::{looks_like_mrz, read, read_all};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|sent: &[u8]| {
    let text = String::from_utf8_lossy(sent);
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap_or_default();
    let zone = read(&text, today);
    if let Some(repair) = &zone.repair {
        assert!(!zone.valid && repair.zone.valid, "a repair is proposed of what is wrong, and right itself");
    }
    assert!(zone.format.is_some() || !zone.valid, "what is no zone is not valid");
    // What was read stands in what was sent, and is no more than that.
    let read_cells = zone.surname.len() + zone.given_names.len() + zone.document_number.len();
    assert!(zone.format.is_none() || read_cells <= sent.len() * 2, "{read_cells} cells of {}", sent.len());
    for one in read_all(&text, today) {
        assert!(one.format.is_some() || !one.valid);
    }
    let _meant = looks_like_mrz(&text);
});
