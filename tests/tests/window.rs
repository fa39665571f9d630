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

/// What a page would try that runs somebody else's script: what Tauri could do, what its plugins could, what is made up.
#[tokio::test]
async fn a_malicious_page_reaches_no_file_no_program_and_no_other_plugin() {
    let desk = Desk::open(&[]).await;
    desk.reads("h1").await;
    for command in [
        "read_everything",
        "found_post_quietly",
        "__tauri_internal__",
        "plugin:fs|read_file",
        "plugin:fs|write_text_file",
        "plugin:shell|execute",
        "plugin:shell|open",
        "plugin:opener|open_path",
        "plugin:process|exit",
        "plugin:process|restart",
        "plugin:http|fetch",
        "plugin:sql|execute",
        "plugin:dialog|open",
        "plugin:clipboard-manager|read_text",
        "plugin:os|hostname",
        "plugin:event|emit",
        "plugin:event|emit_to",
        "plugin:window|create",
        "plugin:window|close",
        "plugin:webview|create_webview_window",
        "plugin:webview|internal_toggle_devtools",
        "plugin:webview|print",
        "plugin:app|version",
        "plugin:path|resolve_directory",
        "plugin:resources|close",
        "plugin:image|from_path",
        "plugin:menu|new",
        "plugin:tray|new",
    ] {
        let answer = desk.calls(command, json!({ "request": {}, "path": "/etc/passwd", "event": "feed" })).await;
        let said = answer.as_ref().err().map(ToString::to_string).unwrap_or_default();
        assert!(said.contains("not allowed") || said.contains("not found"), "{command}: {answer:?}");
    }
    // What it may call gives nothing while nobody is signed in.
    for command in ["session", "queue", "monitor", "officers", "signatures"] {
        let answer =
            desk.calls(command, json!({ "request": { "tab": "all", "filter": "", "offset": 0, "limit": 1 } })).await;
        let code = answer.as_ref().err().and_then(|failure| failure.get("code")).and_then(|code| code.as_str());
        assert!(answer == Ok(json!(null)) || code == Some("not_signed_in"), "{command}: {answer:?}");
    }
    // And it reaches nobody else: no address outside, no frame, no worker, no file.
    let script = "const [address, done] = arguments;
        fetch(address).then(() => done('reached'), () => done('stopped'))";
    for address in ["https://example.org/", "http://127.0.0.1:1/", "file:///etc/passwd", "asset://localhost/etc/passwd"]
    {
        let answer = desk.client().execute_async(script, vec![json!(address)]).await;
        assert_eq!(answer.expect("the page answers"), json!("stopped"), "{address}");
    }
    let script = "try { new Function('return 1')(); return 'ran'; } catch (refused) { return 'refused'; }";
    assert_eq!(desk.run(script, &[]).await, json!("refused"));
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
