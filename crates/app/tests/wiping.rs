//! Locking and signing out leave nothing of the officer's secrets in this process: its whole memory is searched.

#![cfg(target_os = "linux")]

#[path = "../../keys/tests/memory/mod.rs"]
mod memory;

use std::sync::Arc;

use app::{Demonstration, Office, SignedIn, Workstation};
use contract::SignIn;
use domain::officer::DeskCode;
use memory::{Sought, found};

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
