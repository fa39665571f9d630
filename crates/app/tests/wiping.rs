//! Locking and signing out leave nothing of the officer's secrets in this process: its whole memory is searched.

#![cfg(target_os = "linux")]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::sync::Arc;

use app::{Demonstration, Office, SignedIn, Workstation};
use contract::SignIn;
use domain::officer::DeskCode;

/// How much is read at once.
const PIECE: usize = 1 << 20;

/// A secret that is looked for, kept so that it does not find itself.
struct Sought(Vec<u8>);

impl Sought {
    fn new(secret: &[u8]) -> Self {
        Self(secret.iter().map(|byte| byte ^ 0xa5).collect())
    }

    fn begins(&self, place: &[u8]) -> bool {
        place.len() >= self.0.len() && place.iter().zip(&self.0).all(|(byte, known)| *byte == known ^ 0xa5)
    }
}

/// Returns how often one of the secrets stands in the memory that this process can write.
fn found(sought: &[Sought]) -> usize {
    let first: Vec<u8> = sought.iter().map(|secret| secret.0[0] ^ 0xa5).collect();
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

/// The password, put together so that it does not stand in the program.
fn password() -> zeroize::Zeroizing<String> {
    zeroize::Zeroizing::new(["bahari", "pana", "sana"].join("-"))
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_an_officers_secrets_is_left_when_he_locks_or_goes() {
    let folder = tempfile::tempdir().unwrap();
    let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
    let file = file.to_string_lossy();
    let post = Demonstration { seed: 5, referral_permille: 0 }.found(&file, &home).await.unwrap();
    let officer = SignedIn::unwrap(&post, "K-1042", "kijani-mto").await.unwrap();
    officer.change_password("kijani-mto", &password()).await.unwrap();
    drop(officer);
    let text =
        zeroize::Zeroizing::new(std::fs::read(home.join("enrolment").join(post.id().to_string()).join("KEN")).unwrap());
    post.store().close().await;
    drop(post);
    // The hexadecimal digits of the enrolment secret, behind the first line.
    let sought = [Sought::new(&text[text.len() - 65..text.len() - 1]), Sought::new(password().as_bytes())];
    drop(text);
    // So the search can fail.
    let held = password();
    assert!(found(&sought[1..]) > 0);
    drop(held);

    let office = Office::new(&file, &home);
    let sign_in = || SignIn {
        officer: "K-1042".to_owned(),
        password: password().to_string(),
        desk: DeskCode("A-I1".to_owned()),
        pin: None,
        code: None,
    };
    let request = sign_in();
    office.sign_in(&request).await.unwrap();
    wipe(request);
    let keys = Arc::downgrade(&office.officer().await.unwrap());
    office.lock().unwrap();
    assert!(keys.upgrade().is_none(), "the keys are dropped with the last who held them");
    assert_eq!(found(&sought), 0, "something of a secret is left after locking");
    let request = sign_in();
    office.sign_in(&request).await.unwrap();
    wipe(request);
    let keys = Arc::downgrade(&office.officer().await.unwrap());
    office.sign_out();
    assert!(keys.upgrade().is_none());
    assert_eq!(found(&sought), 0, "something of a secret is left after signing out");
    let _opened = Workstation::open(&file, &home).await.unwrap();
}

/// What the caller sent is the caller's to wipe.
fn wipe(mut request: SignIn) {
    zeroize::Zeroize::zeroize(&mut request.password);
}
