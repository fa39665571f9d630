//! Acts of the post, for tests of who may do them.

use domain::post::Certified;
use domain::{Agency, OfficerNumber, PostAct, Role, StateCode};

/// An officer's number.
pub fn number(text: &str) -> OfficerNumber {
    OfficerNumber::parse(text).unwrap()
}

/// The act that certifies an officer with one role.
pub fn certified(officer: &str, state: StateCode, role: Role, serial: u64) -> PostAct {
    PostAct::OfficerCertified {
        certified: Certified {
            officer: number(officer),
            state,
            agency: Agency::Immigration,
            roles: [role].into_iter().collect(),
            verifying_key: format!("key {serial} of {officer}"),
            receiving_key: String::new(),
            serial,
            not_before: 0,
            root_signature: String::new(),
        },
    }
}
