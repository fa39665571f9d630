//! Backups by the command line: kept as many as agreed, whole or not there at all.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

#[expect(dead_code, reason = "each file of tests uses a part of it")]
mod osbpctl;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use osbpctl::{Called, Osbpctl, PASSWORD, POST, answer};
use serde_json::json;

fn make(at: &Osbpctl, folder: &Path) -> Called {
    let mut command = at.command(&["backup", "make", "--to"]);
    command.arg(folder);
    answer(command)
}

fn listed(at: &Osbpctl, folder: &Path) -> Vec<PathBuf> {
    let mut command = at.command(&["backup", "list", "--in"]);
    command.arg(folder);
    let answer = answer(command).is(0).answer;
    answer.as_array().unwrap().iter().map(|one| PathBuf::from(one["file"].as_str().unwrap())).collect()
}

fn verify(at: &Osbpctl, file: &Path, officer: &str, password: &str) -> Called {
    at.call_as(officer, password, &["backup", "verify", &file.to_string_lossy()])
}

#[test]
fn as_many_are_kept_as_agreed() {
    let at = Osbpctl::new();
    let with_rule =
        POST.replace("[[desks]]\ncode = \"A-I1\"", "[backups]\nevery = 600\nkeep = 2\n\n[[desks]]\ncode = \"A-I1\"");
    fs::write(at.path("OTHER.toml"), with_rule).unwrap();
    let mut init = at.command(&["init", "--post"]);
    init.arg(at.path("OTHER.toml")).env("OSBP_NEW_PASSWORD", PASSWORD);
    let codes = answer(init).is(0).answer["recovery_codes"].clone();
    let folder = at.path("backups");
    let made: Vec<_> = (0..3).map(|_| make(&at, &folder).is(0).answer).collect();
    assert_eq!(made[0]["is_on_same_disk"], json!(true), "it lies beside the database, and does not say so");
    assert_eq!(made[2]["removed"], json!([made[0]["file"]]));
    assert_eq!(listed(&at, &folder).len(), 2);
    // Nothing is due for ten hours.
    let mut due = at.command(&["backup", "make", "--due", "--to"]);
    due.arg(&folder);
    assert_eq!(answer(due).is(0).answer, json!(null));
    let usual = at.call(&["backup", "make", "--due"]).is(0).answer;
    assert!(usual["file"].as_str().unwrap().contains("home"), "{usual}");

    // Without the database: by either State's administrator, or its code.
    let file = &listed(&at, &folder)[0];
    fs::remove_file(at.db()).unwrap();
    for officer in ["K-ADM", "U-ADM"] {
        let found = verify(&at, file, officer, PASSWORD).is(0).answer;
        assert_eq!((&found["ok"], &found["acts"]), (&json!(true), &json!(3)), "{found}");
    }
    verify(&at, file, "K-ADM", "not his password").fails(4, "wrong_password");
    for (state, code, word) in [("KEN", "KEN", None), ("UGA", "UGA", None), ("KEN", "UGA", Some("not_allowed"))] {
        let mut command = at.command(&["backup", "verify", &file.to_string_lossy(), "--code-of", state]);
        command.env("OSBP_RECOVERY_CODE", codes[code].as_str().unwrap()).env("OSBP_HOME", at.path("nowhere"));
        match word {
            None => drop(answer(command).is(0)),
            Some(word) => drop(answer(command).fails(4, word)),
        }
    }
    at.call(&["backup", "verify", "none.osbp-backup", "--officer", "K-ADM"]).fails(2, "invalid");
    verify(&at, Path::new("none.osbp-backup"), "K-ADM", PASSWORD).fails(6, "not_found");
    verify(&at, &at.path("OTHER.toml"), "K-ADM", PASSWORD).fails(7, "backup");
}

/// Killed at any moment, it leaves those before as they were and none that is not whole.
#[test]
fn one_that_is_killed_is_whole_or_not_there() {
    let at = Osbpctl::new();
    at.demonstrate(4);
    let folder = at.path("backups");
    let first = make(&at, &folder).is(0).answer["file"].as_str().map(PathBuf::from).unwrap();
    let bytes = fs::read(&first).unwrap();
    for turn in 0..10_u64 {
        let mut command = at.command(&["backup", "make", "--to"]);
        let mut child = command.arg(&folder).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(turn * 60));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert!(fs::read(&first).unwrap() == bytes, "the one before was changed");
    let last = make(&at, &folder).is(0).answer["file"].as_str().map(PathBuf::from).unwrap();
    let found = listed(&at, &folder);
    assert!(found.contains(&last) && found.contains(&first));
    for file in &found {
        assert_eq!(verify(&at, file, "K-0001", "msimamizi-demo").is(0).answer["ok"], json!(true));
    }
    // Nothing lies about: neither halves nor open copies.
    for place in [folder, at.db().parent().unwrap().to_owned()] {
        let names = fs::read_dir(place).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let left: Vec<_> = names.filter(|name| name.ends_with(".part") || name.contains("copies")).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

/// The disk of the backups is full, or can't be written: it is told, and those before are left.
#[test]
fn a_full_disk_leaves_those_before() {
    let at = Osbpctl::new();
    at.demonstrate(2);
    let folder = at.path("disk");
    fs::create_dir(&folder).unwrap();
    let mount =
        |words: &[&str]| Command::new("mount").args(words).arg(&folder).output().is_ok_and(|it| it.status.success());
    if !mount(&["-t", "tmpfs", "-o", "size=3m", "tmpfs"]) {
        return eprintln!("skipped: this user can't mount a disk");
    }
    let told = std::panic::catch_unwind(|| {
        let made = make(&at, &folder).is(0).answer;
        assert_eq!(made["is_on_same_disk"], json!(false));
        let mut other = fs::File::create(folder.join("other")).unwrap();
        while other.write_all(&[7; 4096]).is_ok() {}
        drop(other);
        make(&at, &folder).fails(8, "full");
        assert_eq!(listed(&at, &folder), [PathBuf::from(made["file"].as_str().unwrap())]);
        verify(&at, &listed(&at, &folder)[0], "U-0001", "msimamizi-demo").is(0);
        assert!(mount(&["-o", "remount,ro"]));
        make(&at, &folder).fails(8, "read_only");
    });
    let _gone = Command::new("umount").arg(&folder).status();
    told.unwrap();
}
