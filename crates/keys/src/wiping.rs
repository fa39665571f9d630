//! Dropping an officer's keys leaves nothing of them in the process: its whole memory is searched.
#![expect(clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use rand::{SeedableRng, rngs::StdRng};

use crate::{Digest, EnrolmentSecret, KdfStrength, OfficerKeys, Purpose, Under, WrappedOfficerKeys};

#[path = "../tests/memory/mod.rs"]
mod memory;

use memory::{Sought, found};

/// The blob of `officer.rs`: drawn elsewhere, so that no generator here remembers what it drew.
const STORED: &str = r#"{"format":1,"kdf":{"name":"argon2id-19+hkdf-sha256","memory_kib":64,"passes":1,"lanes":1},
            "salt":"a22427226377cc867d51ad3f130af08a",
            "ciphertext":"AdE0Ud5xYO+isjB2/Xgt6WfqnxH437DKCBTNwRT5G4VOfQ3wdZeGaRaVZpB1I3Lm1vwviO1NYZNdTOCLxSOKpmOEqY3SjBjnHwUdadnKoPueEYOiFBbPqWZdZDHX0aPSWb0SncMee4AQDpPekQQ9q8KLArKU9A1s5fHiWS2qIy9st1R5ClAII6g="}"#;

fn unlocked(wrapped: &WrappedOfficerKeys) -> OfficerKeys {
    let enrolment = EnrolmentSecret::from_secret_bytes(&[1; 32]);
    let under = Under { password: "stamp, barrier, rain", enrolment: &enrolment, card: None };
    wrapped.unwrap("UTO/1042", under, KdfStrength::Demonstration).unwrap()
}

#[test]
fn dropped_keys_are_gone_from_memory() {
    let wrapped: WrappedOfficerKeys = serde_json::from_str(STORED).unwrap();
    let keys = unlocked(&wrapped);
    let sought =
        [keys.signing.seed(), keys.receiving.expose(), keys.drafts.expose()].map(|secret| [Sought::new(secret)]);
    assert!(sought.iter().all(|secret| found(secret) > 0), "the search finds keys that are held");
    // A day's work with them.
    let _signed = keys.signing.sign(Purpose::Act, &Digest::of(b"text"));
    let mut rng = StdRng::from_seed([4; 32]);
    let sealed = keys.drafts.seal(b"draft", b"", &mut rng).unwrap();
    keys.drafts.open(&sealed, b"").unwrap();
    drop(keys);
    for (secret, name) in sought.iter().zip(["signing", "receiving", "drafts"]) {
        assert_eq!(found(secret), 0, "something of the {name} key is left");
    }
}
