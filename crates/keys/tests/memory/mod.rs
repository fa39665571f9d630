//! Searches the whole memory of this process for what could be left of a secret: for the tests of whoever wipes one.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is missing in a test fails the test")]

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};

/// How much is read at once.
const PIECE: usize = 1 << 20;

/// What a secret is masked with while it is looked for.
const MASK: u8 = 0xa5;

/// A secret that is looked for, kept masked so that it does not find itself.
pub struct Sought(Vec<u8>);

impl Sought {
    /// Masks a secret.
    pub fn new(secret: &[u8]) -> Self {
        Self(secret.iter().map(|byte| byte ^ MASK).collect())
    }

    fn begins(&self, place: &[u8]) -> bool {
        place.len() >= self.0.len() && place.iter().zip(&self.0).all(|(byte, known)| *byte == known ^ MASK)
    }
}

/// Returns how often one of the secrets stands in the memory that this process can write.
pub fn found(sought: &[Sought]) -> usize {
    let first: Vec<u8> = sought.iter().map(|secret| secret.0[0] ^ MASK).collect();
    let longest = sought.iter().map(|secret| secret.0.len()).max().unwrap();
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
                    for (place, byte) in buffer[..length].iter().enumerate() {
                        if first.contains(byte) {
                            found += sought.iter().filter(|secret| secret.begins(&buffer[place..length])).count();
                        }
                    }
                }
                // What stands across the end of a piece is found in the next.
                at += if at + (length as u64) < to { (length - longest) as u64 } else { length as u64 };
            }
        }
    }
    found
}
