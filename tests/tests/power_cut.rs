//! The power fails while an officer works: what was acknowledged is there, the journal verifies, and he finds his form.

use end_to_end::{Desk, PATIENCE, Post};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// How often the window is killed: what is promised of it.
const KILLS: usize = 5;

#[tokio::test]
async fn the_window_is_killed_five_times_and_nothing_is_lost() {
    let post = Post::found();
    for kill in 1..=KILLS {
        let desk = Desk::at(&post).await;
        desk.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
        desk.chooses("Register").await;
        if kill > 1 {
            // The form as it was when the power failed.
            desk.sees(&format!("CUT SHORT {}", kill - 1)).await;
            let kept = desk.run("return document.querySelector('#given').value", &[]).await;
            assert_eq!(kept, format!("KEPT {}", kill - 1));
            desk.presses_shift(Key::F4).await;
            desk.sees("What happened").await;
            desk.chooses("Queue").await;
            desk.sees("CUT SHORT").await;
            desk.chooses("Register").await;
            desk.sees("Nobody yet").await;
        }
        desk.sees("New crossing").await;
        desk.presses(Key::F3).await;
        desk.chooses("Traveller").await;
        for (field, typed) in [
            // The first field has the focus: it is typed into first, as a person would.
            ("#number", format!("SP77000{kill}")),
            ("#surname", format!("CUT SHORT {kill}")),
            ("#code", "P".to_owned()),
            ("#issuer", "KEN".to_owned()),
            ("#nationality", "KEN".to_owned()),
            ("#birth", "17 Mar 1992".to_owned()),
            ("#expires", "17 Mar 2031".to_owned()),
            ("#given", format!("KEPT {kill}")),
        ] {
            desk.types(field, &typed).await;
        }
        desk.picks("#sex", "F").await;
        is_kept(&desk, &format!("KEPT {kill}")).await;
        drop(desk);
        let verified = post.osbpctl(&["journal", "verify"], "", "");
        assert_eq!(verified.get("ok"), Some(&Value::Bool(true)), "kill {kill}: {verified}");
        let open = post.osbpctl(&["queue"], "", "");
        assert_eq!(
            open.as_array().map(Vec::len),
            Some(kill - 1),
            "kill {kill}: every registration that was answered is there: {open}"
        );
    }
}

#[tokio::test]
async fn what_was_typed_a_moment_before_the_lock_is_kept() {
    let post = Post::found();
    let desk = Desk::at(&post).await;
    desk.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    desk.chooses("Register").await;
    desk.sees("New crossing").await;
    desk.presses(Key::F3).await;
    desk.chooses("Traveller").await;
    desk.types("#number", "SP7700099").await;
    desk.types("#surname", "LAST WORD").await;
    desk.presses_with(Key::Control, 'l').await;
    desk.sees("locked").await;
    drop(desk);
    let desk = Desk::at(&post).await;
    desk.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    desk.chooses("Register").await;
    desk.sees("LAST WORD").await;
}

/// Waits until the form on the disk holds these words and the sex, which was chosen last.
async fn is_kept(desk: &Desk, words: &str) {
    let begun = std::time::Instant::now();
    loop {
        let kept = desk.calls("load_draft", json!({ "request": { "form": "register" } })).await.unwrap_or_default();
        let kept = kept.as_str().unwrap_or_default().to_owned();
        if kept.contains(words) && kept.contains(r#""sex":"F""#) {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "the form is not kept: {kept}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}
