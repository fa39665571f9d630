//! A refusal in the real window: the second officer sees it, opens it with one key, and signs; or he signs at the first's desk.
//! What is typed into a name is text, whatever it says.

use end_to_end::{Desk, Post};
use fantoccini::key::Key;
use serde_json::{Value, json};

const NAME: &str = "<b id=planted>BARASA</b><img src=x onerror=\"document.title='ran'\">";

#[tokio::test]
async fn a_second_officer_signs_at_his_desk_with_one_key_or_at_the_firsts() {
    let post = Post::found();
    let first = Desk::at(&post).await;
    first.signs_in("K-1042", "kijani-mto", "Daniel Kiprotich").await;
    let references: Vec<String> = [NAME, "=1+1"].into_iter().map(|name| on_foot(&post, name)).collect();
    for (reference, label) in references.iter().zip([NAME, "=1+1"]) {
        first.scans(&[reference]).await;
        first.sees("Take").await;
        first.presses(Key::F4).await;
        first.sees("You have it").await;
        // HTML in a name is text: everywhere it stands, and nothing of it runs.
        first.sees(label).await;
        let planted = "return [document.getElementById('planted') === null, document.title === 'ran'];";
        assert_eq!(first.run(planted, &[]).await, json!([true, false]));
        if label == NAME {
            // Uganda is host and co-signs: the window says before the act that it will read the ground.
            first.presses(Key::F10).await;
            first.chooses("Hold").await;
            first.sees("Legal ground").await;
            first.sees("Uganda is told this, once you act").await;
            first.looks_right("hold-told").await;
            first.presses(Key::Escape).await;
            first.sees_no_more("Legal ground").await;
        }
        first.presses(Key::F8).await;
        first.sees("A second officer of your State has to confirm").await;
        if label == NAME {
            first.looks_right("refuse-with-html").await;
        }
        first.picks("#ask-reason", "E").await;
        first.types("#ask-note", "<script>document.title='ran'</script> @SUM(A1)").await;
        first.chooses("Refuse").await;
        first.sees("Waits for a second person").await;
        first.sees("You refused").await;
        if label == NAME {
            first.looks_right("awaits-second").await;
            // The second officer comes to this desk: not he himself, and not with a wrong password.
            first.chooses("A second officer signs here").await;
            first.types("#second-number", "K-1042").await;
            first.types("#second-password", "kijani-mto").await;
            first.chooses("Sign").await;
            first.sees("whoever signed first").await;
            first.looks_right("sign-here").await;
            first.types("#second-number", "K-1050").await;
            first.types("#second-password", "zamu-ya-kazi").await;
            first.chooses("Sign").await;
            first.sees_no_more("Waits for a second person").await;
            first.sees("Daniel Kiprotich").await;
        }
        first.presses(Key::Escape).await;
    }
    // The other one waits for whoever may sign: he is told on every page, and one key opens it.
    let second = Desk::at(&post).await;
    second.signs_in("K-1050", "zamu-ya-kazi", "Jane Wambui").await;
    second.sees("1 to sign").await;
    second.looks_right("to-sign").await;
    second.presses(Key::F5).await;
    second.sees("Confirm the refusal of =1+1").await;
    second.looks_right("to-sign-opened").await;
    second.chooses("Confirm refusal").await;
    second.sees_no_more("to sign").await;
    assert!(!first.text().await.contains("to sign"), "who refused is not asked to confirm");
    let verified = post.osbpctl(&["journal", "verify"], "", "");
    assert_eq!(verified.get("ok"), Some(&Value::Bool(true)), "{verified}");
}

/// Registers somebody on foot, by the command line.
fn on_foot(post: &Post, name: &str) -> String {
    let person = json!({
        "kind": "traveller", "surname": name, "given_names": "", "nationality": "KEN", "birth_date": "1990-01-01", "sex": "M",
        "document": { "code": "P", "issuer": "KEN", "number": format!("A{}", name.len()), "expires": null }
    });
    let command = json!({
        "command": "register", "direction": "a_to_b", "flow": "traveller", "category": null, "priority": "none",
        "subjects": [person], "relations": []
    });
    let done = post.osbpctl(&["act", "-", "--officer", "K-1050"], "zamu-ya-kazi", &command.to_string());
    let reference = done.get("crossing").and_then(Value::as_str);
    assert!(reference.is_some(), "{done}");
    reference.unwrap_or_default().to_owned()
}
