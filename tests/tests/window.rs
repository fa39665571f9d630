//! The window opens, asks the shell, takes keys, and runs nothing that did not come with it.

use end_to_end::{Desk, program};
use fantoccini::key::Key;
use serde_json::json;

#[tokio::test]
async fn the_window_opens_and_shows_its_heading() {
    let desk = Desk::open(&[]).await;
    let heading = desk.reads("h1").await;
    desk.picture("window").await;
    assert!(!heading.trim().is_empty(), "the heading has words");
}

#[tokio::test]
async fn the_page_may_call_what_its_capability_names_and_nothing_else() {
    let desk = Desk::open(&[]).await;
    desk.reads("h1").await;
    let post = desk.calls("post_info", json!({ "request": {} })).await;
    let nothing_founded =
        json!({ "program": env!("CARGO_PKG_VERSION"), "plan": null, "desks": [], "demo_accounts": [] });
    assert_eq!(post, Ok(nothing_founded));
    // An officer's page may listen to the feed; making news is the shell's.
    let refusal = desk.calls("plugin:event|emit", json!({ "event": "feed", "payload": 1 })).await;
    assert!(refusal.as_ref().is_err_and(|refusal| refusal.to_string().contains("not allowed")), "{refusal:?}");
}

#[tokio::test]
async fn function_keys_and_a_reader_reach_the_page() {
    let desk = Desk::open(&[]).await;
    desk.reads("h1").await;
    desk.run("window.struck = []; addEventListener('keydown', stroke => window.struck.push(stroke.key), true)", &[])
        .await;
    desk.presses(Key::F2).await;
    desk.scans(&["P<UTO", "L898"]).await;
    let struck = desk.run("return window.struck.filter(key => key !== 'Shift').join(' ')", &[]).await;
    assert_eq!(struck, "F2 P < U T O Enter L 8 9 8 Enter");
}

#[tokio::test]
async fn words_written_into_the_page_never_run() {
    let desk = Desk::open(&[]).await;
    desk.reads("h1").await;
    // A name on a manifest must not be able to become a script or a style, whatever the page does with it.
    let script = "const script = document.createElement('script'); script.text = 'window.ran = true';
        document.body.append(script);
        const bold = document.createElement('p'); bold.setAttribute('style', 'position: fixed'); document.body.append(bold);
        return [window.ran ?? false, getComputedStyle(bold).position]";
    assert_eq!(desk.run(script, &[]).await, json!([false, "static"]));
}

#[test]
fn an_unknown_word_opens_nothing() {
    let ended = std::process::Command::new(program("osbp-desk")).arg("--demon").output().expect("the program starts");
    assert_eq!(ended.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("--demon"));
}
