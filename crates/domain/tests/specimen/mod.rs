//! The passport that is read and damaged in the tests of machine readable zones.

use chrono::NaiveDate;
use domain::codes::IssuingState;
use domain::travel_document::{MrzFields, MrzFormat};

/// The day on which it is read.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

/// Returns a State by its letters.
pub fn state(code: &str) -> IssuingState {
    code.parse().unwrap()
}

/// Returns what stands in it.
pub fn passport() -> MrzFields {
    MrzFields {
        format: MrzFormat::Td3,
        document_code: "P".to_owned(),
        issuing_state: state("ZMB"),
        document_number: "ZN123456".to_owned(),
        surname: "Mwale-Phiri".to_owned(),
        given_names: "Chisomo Grace".to_owned(),
        nationality: state("ZMB"),
        birth_date: "920314".to_owned(),
        sex: 'F',
        expiry_date: "310630".to_owned(),
        optional_data_1: "112233101".to_owned(),
        optional_data_2: String::new(),
    }
}
