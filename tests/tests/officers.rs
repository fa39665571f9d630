//! A State's administrator keeps its officers and its recovery code in the real window.

use end_to_end::{Desk, Post};
use fantoccini::key::Key;
use serde_json::{Value, json};

#[tokio::test]
async fn an_administrator_adds_renews_and_removes_an_officer() {
    let post = Post::found();
    let desk = Desk::at(&post).await;
    desk.signs_in("K-0001", "msimamizi-demo", "Administrator").await;
    desk.chooses("Officers").await;
    desk.sees("Officers of Kenya").await;
    desk.sees("Daniel Kiprotich").await;
    // Of the other State's officers there are numbers, and no name.
    desk.sees("U-1131").await;
    assert!(!desk.text().await.contains("Akello"));
    desk.looks_right("officers-en").await;

    // What is wrong is said at its field, all of it at once.
    desk.chooses("Add an officer").await;
    desk.types("#new-number", "K-1042").await;
    desk.chooses("Officer").await;
    desk.types("#new-password", "abc").await;
    desk.chooses("Add the officer").await;
    for words in
        ["This number is taken", "The name is missing", "Choose at least one", "At least 4 characters", "differ"]
    {
        desk.sees(words).await;
    }
    desk.looks_right("officer-wrong").await;
    desk.types("#new-number", "K-7001").await;
    desk.types("#new-name", "Achieng Were").await;
    desk.picks("#new-agency", "customs").await;
    desk.chooses("Officer").await;
    desk.chooses("Supervisor").await;
    for field in ["#new-password", "#new-again"] {
        desk.types(field, "samaki-mkubwa").await;
    }
    desk.looks_right("officer-add").await;
    desk.chooses("Add the officer").await;
    desk.sees("Officer K-7001 may work here").await;
    desk.sees("Achieng Were").await;

    desk.run("document.querySelector('#officer-K-7001 button').click()", &[]).await;
    desk.sees("A new password for Achieng Were").await;
    desk.looks_right("officer-renew").await;
    for field in ["#renew-password", "#renew-again"] {
        desk.types(field, "samaki-mdogo").await;
    }
    desk.chooses("Give the new password").await;
    desk.sees("Officer K-7001 signs in with the new password").await;
    let list = post.osbpctl(&["officer", "list"], "", "");
    assert!(list.to_string().contains("K-7001"), "{list}");

    // Removing says what it does, and wants his number.
    desk.run("document.querySelectorAll('#officer-K-7001 button')[1].click()", &[]).await;
    desk.sees("Remove Achieng Were").await;
    desk.sees("New keys begin").await;
    desk.types("#remove-number", "K-7002").await;
    desk.chooses("Remove the officer").await;
    desk.sees("This is not his number").await;
    desk.looks_right("officer-remove").await;
    desk.types("#remove-number", "k-7001").await;
    desk.chooses("Remove the officer").await;
    desk.sees("Officer K-7001 is removed").await;
    desk.sees("Removed").await;

    // A new recovery code: once, large, and gone when it is on paper.
    desk.chooses("Draw a new code").await;
    desk.sees("no longer works").await;
    desk.looks_right("recovery-ask").await;
    desk.chooses("Draw a new code").await;
    let code = desk.reads(".code-once__code").await;
    desk.presses(Key::Escape).await;
    desk.looks_right("recovery-drawn").await;
    let last = code.split_whitespace().last().unwrap_or_default().to_owned();
    desk.types("#recovery-last", &last).await;
    desk.chooses("I have it on paper").await;
    desk.sees("The new recovery code is in force").await;
    assert!(!desk.run("return document.documentElement.outerHTML", &[]).await.to_string().contains(&last));

    desk.chooses("Set-up").await;
    desk.chooses("Français").await;
    desk.chooses("Agents").await;
    desk.sees("Achieng Were").await;
    desk.looks_right("officers-fr").await;
    desk.chooses("Ajouter un agent").await;
    desk.looks_right("officer-add-fr").await;
    desk.presses(Key::Escape).await;
    let verified = post.osbpctl(&["journal", "verify"], "", "");
    assert_eq!(verified.get("ok"), Some(&Value::Bool(true)), "{verified}");
}

#[tokio::test]
async fn the_page_of_an_officer_gets_nothing_of_an_administrator() {
    let post = Post::found();
    let desk = Desk::at(&post).await;
    desk.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    assert!(!desk.text().await.contains("Officers"), "the rail shows what he may not do");
    let name =
        json!({ "officer": "K-7001", "name": "N", "agency": "customs", "roles": ["officer"], "password": "samaki" });
    let import = json!({
        "name": "national", "is_agency": false, "format": null, "is_change": false, "until": null, "content": "",
        "usual": { "reason": "r", "instruction": "i", "needs_two": false },
    });
    for (command, request) in [
        ("officers", json!({})),
        ("add_officer", name),
        ("renew_officer", json!({ "officer": "K-1050", "password": "samaki-mkubwa" })),
        ("remove_officer", json!({ "officer": "K-1050" })),
        ("new_recovery_code", json!({})),
        ("forged_documents", json!({})),
        ("import_alert_list", import),
        ("remove_alert_list", json!({ "name": "national", "agency": null })),
        ("set_alert_threshold", json!({ "threshold": 900 })),
        ("set_unusual", json!({ "rule": { "which": "other_adult", "instruction": "ask" }, "is_on": true })),
    ] {
        let answer = desk.calls(command, json!({ "request": request })).await;
        let code = answer.as_ref().err().and_then(|failure| failure.get("code")).and_then(Value::as_str);
        assert_eq!(code, Some("not_allowed"), "{command}: {answer:?}");
    }
}
