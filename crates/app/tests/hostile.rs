//! Hostile input in every field of every request: refused with its field named, or kept as it is and shown inert.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is missing in a test fails the test")]

use std::sync::Arc;

use app::{ACCOUNTS, Demonstration, Error, Office, SignedIn, Workstation, verify};
use contract::{
    AddOfficer, CrossingRequest, Failure, FailureCode, FirstAdministrator, FoundPost, IssueSlip, LoadDraft, Perform,
    QueueRequest, SaveDraft, Scan, Scanned, SignIn, Tab, Verdict,
};
use domain::officer::DeskCode;
use domain::subject::SubjectFacts;
use domain::{Action, Agency, Reference, Role, StepState};
use serde_json::{Value, json};

/// What no keyboard and no reader gives: refused wherever it stands.
fn refused() -> Vec<(&'static str, String)> {
    vec![
        ("a null", "a\u{0}b".to_owned()),
        ("an escape", "\u{1b}[2Ja".to_owned()),
        ("a bell", "a\u{7}".to_owned()),
        ("a delete", "a\u{7f}".to_owned()),
        ("a second-level control", "a\u{9b}31m".to_owned()),
        ("a right-to-left override", "a\u{202e}b".to_owned()),
        ("the end of an isolation", "a\u{2069}b".to_owned()),
        ("a line separator", "a\u{2028}b".to_owned()),
        ("ten megabytes", "A".repeat(10 << 20)),
    ]
}

/// What somebody's name or words may lawfully be, and what means something elsewhere.
const KEPT: [&str; 8] = [
    "Robert'); DROP TABLE act; --",
    "\" OR 1=1 --",
    "<script>document.title='x'</script>",
    "<img src=x onerror=alert(1)>",
    "=1+1",
    "@SUM(A1:A9)",
    "{ $name } %s ${7*7}",
    "+cmd|' /C calc'!A0",
];

struct Post {
    _folder: tempfile::TempDir,
    post: Arc<Workstation>,
}

impl Post {
    async fn found() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let post = Demonstration { seed: 5, referral_permille: 0 }.found(&file.to_string_lossy(), &home).await.unwrap();
        Self { _folder: folder, post }
    }

    async fn officer(&self, number: &str) -> SignedIn {
        let account = ACCOUNTS.iter().find(|account| account.number == number).unwrap();
        let request = account.request();
        SignedIn::sign_in(&self.post, &request).await.unwrap()
    }

    async fn is_sound(&self) {
        let found = verify(self.post.store()).await.unwrap();
        assert!(found.is_ok(), "{:?}", found.problems);
    }
}

fn failure(error: Error) -> Failure {
    error.into()
}

/// Returns an instance of a schema: of alternatives the `choice`-th, of lists one entry, of optional things the thing.
fn instance(schema: &Value, root: &Value, name: &str, choice: usize) -> Value {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = root.pointer(reference.trim_start_matches('#')).unwrap();
        let mut made = instance(target, root, name, choice);
        // What tells one shape from another stands beside.
        for (name, of) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            made[name] = instance(of, root, name, choice);
        }
        return made;
    }
    if let Some(constant) = schema.get("const") {
        return constant.clone();
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words[0].clone();
    }
    let mut value = json!(null);
    for key in ["oneOf", "anyOf"] {
        if let Some(all) = schema.get(key).and_then(Value::as_array) {
            let real: Vec<&Value> =
                all.iter().filter(|one| one.get("type").and_then(Value::as_str) != Some("null")).collect();
            value = instance(real[choice % real.len()], root, name, choice);
        }
    }
    let kind = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().find(|kind| *kind != "null").and_then(Value::as_str),
        Some(kind) => kind.as_str(),
        None => None,
    };
    match kind {
        Some("object") => {
            let mut fields = value.as_object().cloned().unwrap_or_default();
            for (name, of) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
                fields.insert(name.clone(), instance(of, root, name, choice));
            }
            Value::Object(fields)
        }
        Some("array") => json!([instance(&schema["items"], root, name, choice)]),
        Some("integer" | "number") => json!(1),
        Some("boolean") => json!(true),
        Some("string") => json!(match (schema.get("format").and_then(Value::as_str), name) {
            (Some("date"), _) => "1990-01-01",
            (Some("date-time"), _) => "1990-01-01T00:00:00Z",
            (_, "currency") => "USD",
            (_, "un_number") => "1203",
            (_, "class") => "3",
            (_, "to" | "other" | "duplicate_of") => "MD-2611-000001-6",
            (_, "hs_code") => "09024000",
            (_, "containers") => "CSQU3054383",
            (_, "plate") => "KBX 123A",
            (_, "answers") => "=x?",
            _ => "A",
        }),
        _ => value,
    }
}

/// Returns every command with every shape of what is in it, by its schema.
fn commands() -> Vec<Value> {
    let root = serde_json::to_value(schemars::schema_for!(Action)).unwrap();
    let variants = root["oneOf"].as_array().unwrap();
    assert!(variants.len() > 35, "the schema names every command");
    let mut all: Vec<Value> = Vec::new();
    for variant in variants {
        for choice in 0..3 {
            let made = instance(variant, &root, "", choice);
            assert!(serde_json::from_value::<Action>(made.clone()).is_ok(), "no command: {made}");
            if !all.contains(&made) {
                all.push(made);
            }
        }
    }
    all
}

/// Returns where texts stand: the pointer, and the name of the field.
fn texts(value: &Value, at: &str, field: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(_) => found.push((at.to_owned(), field.to_owned())),
        Value::Array(all) => all.iter().enumerate().for_each(|(i, one)| texts(one, &format!("{at}/{i}"), field, found)),
        Value::Object(all) => all.iter().for_each(|(name, one)| texts(one, &format!("{at}/{name}"), name, found)),
        _ => {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_every_command_is_refused_by_name_or_kept() {
    let post = Post::found().await;
    let officer = post.officer("K-0007").await;
    let crossing = registered(&officer, "Wanjiku", "Ltd").await;
    let head = post.post.store().head().await.unwrap().seq;
    let (mut tried, mut by_type) = (0, 0);
    let hostile = refused();
    for command in commands() {
        let mut places = Vec::new();
        texts(&command, "", "", &mut places);
        for (at, field) in places {
            for (what, text) in &hostile {
                let mut changed = command.clone();
                *changed.pointer_mut(&at).unwrap() = json!(text);
                // A word, a date or a code that is none is refused where the request is read.
                let Ok(action) = serde_json::from_value::<Action>(changed) else {
                    by_type += 1;
                    continue;
                };
                // A plate is read as letters and figures: the rest of it never arrives.
                let mut read = Vec::new();
                let written = serde_json::to_value(&action).unwrap();
                texts(&written, "", "", &mut read);
                if !read.iter().any(|(at, _)| written.pointer(at).and_then(Value::as_str) == Some(text)) {
                    by_type += 1;
                    continue;
                }
                let key = officer.workstation().clock().new_id();
                let request = Perform { key, crossing: Some(crossing.clone()), version: None, action };
                let failed = failure(officer.perform(&request).await.unwrap_err());
                assert_eq!(
                    (failed.code, failed.detail.as_str()),
                    (FailureCode::Invalid, field.as_str()),
                    "{what} in {at}"
                );
                tried += 1;
            }
            for text in KEPT {
                let mut changed = command.clone();
                *changed.pointer_mut(&at).unwrap() = json!(text);
                let Ok(action) = serde_json::from_value::<Action>(changed) else { continue };
                let key = officer.workstation().clock().new_id();
                let request = Perform { key, crossing: Some(crossing.clone()), version: None, action };
                // The procedure answers as to any other words: nothing breaks.
                if let Err(error) = officer.perform(&request).await {
                    let failed = failure(error);
                    let is_answer = matches!(
                        failed.code,
                        FailureCode::Refused | FailureCode::Invalid | FailureCode::NotFound | FailureCode::Conflict
                    );
                    assert!(is_answer, "{text} in {at} of {command}: {failed:?}");
                }
            }
        }
    }
    assert!(tried > 200 && by_type > 200, "{tried} fields, {by_type} words");
    assert!(post.post.store().head().await.unwrap().seq >= head);
    post.is_sound().await;
}

async fn registered(officer: &SignedIn, surname: &str, operator: &str) -> Reference {
    let person = json!({
        "kind": "traveller", "surname": surname, "given_names": "Ann", "nationality": "KEN", "birth_date": "1990-01-01",
        "sex": "F", "document": { "code": "P", "issuer": "KEN", "number": surname, "expires": null }
    });
    let car = json!({
        "kind": "conveyance", "sort": "car", "plate": "KBX 123A", "registered_in": "KEN", "operator": operator, "vin": null
    });
    let action = json!({
        "command": "register", "direction": "a_to_b", "flow": "car", "category": null, "priority": "none",
        "subjects": [person, car], "relations": [{ "from": 1, "kind": "drives", "to": 2 }]
    });
    let action = serde_json::from_value(action).unwrap();
    let key = officer.workstation().clock().new_id();
    officer.perform(&Perform { key, crossing: None, version: None, action }).await.unwrap().crossing.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_is_shown_as_it_was_typed_and_inert_on_paper() {
    let post = Post::found().await;
    let reception = post.officer("K-0007").await;
    for text in KEPT {
        let reference = registered(&reception, text, text).await;
        // Both States read it as it was typed; whoever looks for it finds this crossing and no other.
        for reader in [&reception, &post.officer("U-0005").await] {
            let view = reader.crossing(&CrossingRequest { reference: reference.clone() }).await.unwrap();
            let subject = view.crossing.subjects.values().next().unwrap();
            let Some(SubjectFacts::Traveller(person)) = &subject.facts else { panic!("no person") };
            assert_eq!(person.surname, text);
        }
        let request = QueueRequest { tab: Tab::All, filter: text.to_owned(), offset: 0, limit: 64 };
        reception.queue(&request).unwrap();
        if let Scanned::Crossings { found } = reception.scan(&Scan { text: text.to_owned() }).await.unwrap() {
            assert!(found.iter().all(|found| found.label.contains(text) || !found.reference.to_string().is_empty()));
        }
        let gone_through = through(&post, &reference).await;
        let slip =
            gone_through.issue_slip(&IssueSlip { key: gone_through.workstation().clock().new_id(), reference }).await;
        let sheets = slip.unwrap().sheets.join("\n");
        assert!(!sheets.contains("<script") && !sheets.contains("<img"), "{text}");
        if text.starts_with('<') {
            assert!(sheets.contains("&lt;"), "the slip shows {text} as text");
        }
    }
    post.is_sound().await;
}

/// Takes a party through every control, by whoever may.
async fn through(post: &Post, reference: &Reference) -> SignedIn {
    loop {
        let reader = post.officer("K-0007").await;
        let view = reader.crossing(&CrossingRequest { reference: reference.clone() }).await.unwrap();
        let ready = view.crossing.steps.values().find(|step| view.crossing.state_of(step) == StepState::Ready);
        let Some(step) = ready else { return post.officer("U-0005").await };
        let account = ACCOUNTS
            .iter()
            .find(|account| {
                account.state == step.state.as_str()
                    && account.agency == step.agency
                    && account.roles.contains(&Role::Officer)
            })
            .unwrap();
        let officer = post.officer(account.number).await;
        let steps = vec![step.id];
        let claim = Action::Claim { steps: steps.clone(), presented: false };
        let clear = Action::Clear {
            steps,
            dispositions: Vec::new(),
            grants: Vec::new(),
            note: Some(KEPT[0].to_owned()),
            customs: Box::default(),
        };
        for action in [claim, clear] {
            let key = officer.workstation().clock().new_id();
            let request = Perform { key, crossing: Some(reference.clone()), version: None, action };
            officer.perform(&request).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_other_request_takes_hostile_words_for_words() {
    let post = Post::found().await;
    let administrator = SignIn {
        officer: "K-0001".to_owned(),
        password: "msimamizi-demo".to_owned(),
        desk: DeskCode("A-I1".to_owned()),
        pin: None,
        code: None,
    };
    let administrator = SignedIn::sign_in(&post.post, &administrator).await.unwrap();
    let all = refused().into_iter().map(|(_, text)| text).chain(KEPT.map(str::to_owned));
    for text in all {
        // What is looked up is not found, and nothing else happens.
        let scanned = administrator.scan(&Scan { text: text.clone() }).await.unwrap();
        assert!(matches!(scanned, Scanned::Unknown { .. } | Scanned::Crossings { .. }), "{scanned:?}");
        assert_eq!(administrator.verify_slip(&text).await.unwrap(), Verdict::Forged);
        let request = QueueRequest { tab: Tab::All, filter: text.clone(), offset: 0, limit: 10 };
        if let Err(error) = administrator.queue(&request) {
            assert_eq!(failure(error).detail, "filter");
        }
        // A draft is the officer's own, whatever it says and whatever its form is called: no name of a file comes of it.
        let form = format!("../../{text}");
        let request = SaveDraft { form: form.clone(), content: text.clone() };
        match administrator.save_draft(&request) {
            Ok(()) => assert_eq!(administrator.load_draft(&LoadDraft { form }).unwrap(), Some(text.clone())),
            Err(error) => assert_eq!(failure(error).detail, "content"),
        }
        // Nobody signs in by it.
        post.post.clock().advance(600_000);
        for (officer, password) in [(text.as_str(), "kijani-mto"), ("K-1042", text.as_str())] {
            let request = SignIn {
                officer: officer.to_owned(),
                password: password.to_owned(),
                desk: DeskCode("A-I1".to_owned()),
                pin: None,
                code: None,
            };
            let answer = SignedIn::sign_in(&post.post, &request).await.map(|_| ()).map_err(failure);
            assert_eq!(answer.map_err(|failed| failed.code), Err(FailureCode::WrongPassword));
        }
        let request = SignIn {
            officer: "K-1042".to_owned(),
            password: "kijani-mto".to_owned(),
            desk: DeskCode(text.clone()),
            pin: None,
            code: None,
        };
        post.post.clock().advance(600_000);
        let answer = SignedIn::sign_in(&post.post, &request).await.map(|_| ()).map_err(failure);
        assert_eq!(answer.map_err(|failed| failed.code), Err(FailureCode::Refused));
        // An officer may be called what he is called, in letters.
        let request = AddOfficer {
            officer: "K-7001".to_owned(),
            name: text.clone(),
            agency: Agency::Customs,
            roles: vec![Role::Officer],
            password: "samaki-mkubwa".to_owned(),
        };
        match administrator.add_officer(request).await {
            Ok(()) => {
                let shown = administrator.officers().unwrap();
                assert!(shown.own.iter().any(|known| known.name.as_deref() == Some(text.trim())));
            }
            Err(error) => {
                let failed = failure(error);
                let is_taken = failed.code == FailureCode::Refused;
                assert!(is_taken || failed.detail == "name", "{failed:?}");
            }
        }
    }
    post.is_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_not_founded_with_what_no_keyboard_gives() {
    let folder = tempfile::tempdir().unwrap();
    let address = folder.path().join("post.osbp");
    let office = Office::new(&address.to_string_lossy(), &folder.path().join("home"));
    let administrator = |officer: &str, name: &str| FirstAdministrator {
        officer: officer.to_owned(),
        name: name.to_owned(),
        password: "mto mkubwa wa samaki".to_owned(),
    };
    for (_, text) in refused() {
        let mut plan = app::demonstration_plan().unwrap();
        plan.is_demonstration = false;
        let named = FoundPost {
            plan: plan.clone(),
            administrators: [administrator("K-1", "Ann"), administrator("U-1", &text)],
        };
        plan.name = text;
        let post = FoundPost { plan, administrators: [administrator("K-1", "Ann"), administrator("U-1", "Ben")] };
        for request in [named, post] {
            let failed = failure(office.found(&request).await.unwrap_err());
            assert_eq!((failed.code, failed.detail.as_str()), (FailureCode::Invalid, "name"));
        }
        assert!(!address.exists());
    }
}
