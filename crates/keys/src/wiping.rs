//! Dropping an officer's keys leaves nothing of them in the process: its whole memory is searched.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is missing in a test fails the test")]

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};

use rand::{SeedableRng, rngs::StdRng};

use crate::{Digest, EnrolmentSecret, KdfStrength, OfficerKeys, Purpose, Under, WrappedOfficerKeys};

/// How much is read at once.
const PIECE: usize = 1 << 20;

/// Returns how often a secret stands in the memory that this process can write; it comes masked, so as not to find itself.
fn found(masked: &[u8]) -> usize {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut memory = File::open("/proc/self/mem").unwrap();
    let mut buffer = vec![0_u8; PIECE];
    // What is read stands in the buffer too: it is left out.
    let own = buffer.as_ptr() as u64..buffer.as_ptr() as u64 + PIECE as u64;
    let mut found = 0;
    for line in maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|rights| rights.starts_with("rw"))) {
        let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let [from, to] = [from, to].map(|text| u64::from_str_radix(text, 16).unwrap());
        for (mut at, to) in [(from, to.min(own.start)), (from.max(own.end), to)] {
            while at < to {
                let length = usize::try_from((to - at).min(PIECE as u64)).unwrap();
                if memory.seek(SeekFrom::Start(at)).is_ok() && memory.read_exact(&mut buffer[..length]).is_ok() {
                    let places = buffer[..length].windows(masked.len());
                    let is_it = |place: &&[u8]| place.iter().zip(masked).all(|(byte, known)| *byte == known ^ 0xa5);
                    found += places.filter(is_it).count();
                }
                // What stands across the end of a piece is found in the next.
                at += if at + (length as u64) < to { (length - masked.len()) as u64 } else { length as u64 };
            }
        }
    }
    found
}

fn masked(secret: &[u8; 32]) -> Vec<u8> {
    secret.iter().map(|byte| byte ^ 0xa5).collect()
}

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
    let sought = [keys.signing.seed(), keys.receiving.expose(), keys.drafts.expose()].map(masked);
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
