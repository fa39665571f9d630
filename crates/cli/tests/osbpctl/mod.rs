//! `osbpctl` as somebody at a terminal calls it: a folder with a database and a home of its own, and one process a call.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// The passwords of the post's first administrators and of the officers that they add.
pub const PASSWORD: &str = "a long enough password";

/// A post of two States on foot, as its file describes it.
pub const POST: &str = r#"
name = "Test Bridge"
code = "TB"
model = "juxtaposed"
states = ["KEN", "UGA"]
hosts = ["UGA", "KEN"]
utc_offsets = [180, 180]
flows = ["traveller", "truck"]
random_referrals_permille = [0, 0]

[[desks]]
code = "A-I1"
state = "KEN"
agency = "immigration"

[[desks]]
code = "B-I1"
state = "UGA"
agency = "immigration"

[[administrators]]
officer = "K-ADM"
name = "First of Kenya"

[[administrators]]
officer = "U-ADM"
name = "First of Uganda"
"#;

/// A folder to call it in.
pub struct Osbpctl {
    folder: TempDir,
}

/// What one call answered.
#[derive(Debug)]
pub struct Called {
    /// The exit code.
    pub code: i32,
    /// What stood on stdout, as JSON; null where it was none.
    pub answer: Value,
    /// What stood on stderr.
    pub said: String,
}

impl Osbpctl {
    /// Makes an empty folder.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Returns a path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns where the database is, or will be.
    pub fn db(&self) -> PathBuf {
        self.path("post.osbp")
    }

    /// Returns a call that is about to be made, as nobody, with JSON for an answer.
    pub fn command(&self, words: &[&str]) -> Command {
        self.command_on(&self.db(), words)
    }

    /// Returns a call on another database than the folder's own.
    pub fn command_on(&self, db: &Path, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_osbpctl"));
        command
            .env_clear()
            .env("OSBP_HOME", self.path("home"))
            .env("LANG", "C")
            .arg("--db")
            .arg(db)
            .arg("--json")
            .args(words)
            .stdin(Stdio::null());
        command
    }

    /// Calls it as nobody.
    pub fn call(&self, words: &[&str]) -> Called {
        answer(self.command(words))
    }

    /// Calls it as an officer.
    pub fn call_as(&self, officer: &str, password: &str, words: &[&str]) -> Called {
        let mut command = self.command(words);
        command.args(["--officer", officer]).env("OSBP_PASSWORD", password).env("OSBP_NEW_PASSWORD", PASSWORD);
        answer(command)
    }

    /// Has an officer send a command in JSON.
    pub fn act(&self, officer: &str, command: &Value) -> Called {
        let mut call = self.command(&["act", "-", "--officer", officer]);
        call.env("OSBP_PASSWORD", PASSWORD).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = call.spawn().unwrap();
        child.stdin.take().unwrap().write_all(command.to_string().as_bytes()).unwrap();
        told(child.wait_with_output().unwrap())
    }

    /// Returns the call that founds the post of [`POST`].
    pub fn init(&self) -> Command {
        std::fs::write(self.path("POST.toml"), POST).unwrap();
        let mut command = self.command(&["init", "--post"]);
        command.arg(self.path("POST.toml")).env("OSBP_NEW_PASSWORD", PASSWORD);
        command
    }

    /// Founds it, and adds an officer of each State's immigration.
    pub fn found(&self) {
        answer(self.init()).is(0);
        for (officer, administrator) in [("K-1", "K-ADM"), ("U-1", "U-ADM")] {
            let words = ["officer", "add", officer, "--name", "Newly Added", "--agency", "immigration"];
            let roles = ["--role", "officer", "--role", "reception"];
            self.call_as(administrator, PASSWORD, &[words.as_slice(), roles.as_slice()].concat()).is(0);
        }
    }

    /// Makes a demonstration post with so many crossings that have left.
    pub fn demonstrate(&self, crossings: u32) {
        self.call(&["demo", "--crossings", &crossings.to_string()]).is(0);
    }
}

/// Makes a call.
pub fn answer(mut command: Command) -> Called {
    told(command.output().unwrap())
}

fn told(output: std::process::Output) -> Called {
    Called {
        code: output.status.code().unwrap_or(-1),
        answer: serde_json::from_slice(&output.stdout).unwrap_or(Value::Null),
        said: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Called {
    /// Sees to it that the call ended with this exit code.
    #[track_caller]
    pub fn is(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{} {}", self.answer, self.said);
        self
    }

    /// Sees to it that the call failed with this exit code and this word, and says what did not happen, what is safe and
    /// what to do. Returns the three sentences.
    #[track_caller]
    pub fn fails(self, code: i32, word: &str) -> [String; 3] {
        assert_eq!((self.code, &self.answer["error"]["code"]), (code, &json!(word)), "{} {}", self.answer, self.said);
        ["message", "safe", "todo"].map(|name| {
            let sentence = self.answer["error"][name].as_str().unwrap_or_default().to_owned();
            // What was typed wrong is told as it was found, without a full stop.
            let is_whole = sentence.ends_with('.') || (name, code) == ("message", 2);
            assert!(sentence.len() > 10 && is_whole, "{name}: {sentence:?}");
            sentence
        })
    }
}

/// Returns the command that registers one traveller on foot.
pub fn register(document: &str, key: &str) -> Value {
    json!({
        "command": "register", "key": key, "direction": "a_to_b", "flow": "traveller", "category": null, "priority": "none",
        "subjects": [{
            "kind": "traveller", "surname": "SPECIMEN", "given_names": "ADA", "nationality": "KEN",
            "birth_date": "1990-05-01", "sex": "F",
            "document": { "code": "P", "issuer": "KEN", "number": document, "expires": "2031-01-01" },
        }],
    })
}
