//! What is wrong with a database, a disk, a password or a command: each says what did not happen, what is safe and what to
//! do, ends with its exit code, and leaves nothing half written.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "what is missing in a test fails the test")]

mod osbpctl;

use std::fs::{self, OpenOptions};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use osbpctl::{Osbpctl, PASSWORD, answer, register};
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, raw_sql};

/// Where the calls that only read and the calls that write look first.
const CALLS: [&[&str]; 4] = [&["queue"], &["journal", "verify"], &["officer", "list"], &["demo", "--crossings", "1"]];

/// Every call fails the same way, and the file is what it was, to the byte.
#[track_caller]
fn every_call_fails(at: &Osbpctl, code: i32, word: &str) {
    let before = fs::read(at.db()).unwrap();
    for words in CALLS {
        let [_, safe, _] = at.call(words).fails(code, word);
        assert!(safe.contains("Nothing"), "{safe}");
    }
    at.act("K-1042", &register("AK000001", "019aa000-0000-7000-8000-000000000009")).fails(code, word);
    assert!(fs::read(at.db()).unwrap() == before, "the file was changed");
}

async fn meddle(file: &Path, script: &'static str) {
    let mut db = SqliteConnectOptions::new().filename(file).create_if_missing(true).connect().await.unwrap();
    raw_sql(script).execute(&mut db).await.unwrap();
    db.close().await.unwrap();
}

#[test]
fn a_file_that_is_missing_empty_or_foreign_is_no_post() {
    let at = Osbpctl::new();
    for words in &CALLS[..3] {
        at.call(words).fails(7, "not_a_post");
    }
    assert!(!at.db().exists(), "looking for a post made one");
    for content in ["", "a letter, and no database at all"] {
        fs::write(at.db(), content).unwrap();
        every_call_fails(&at, 7, "not_a_post");
    }
}

#[tokio::test]
async fn another_programs_database_is_no_post() {
    let at = Osbpctl::new();
    meddle(&at.db(), include_str!("../../storage-sqlite/tests/foreign.sql")).await;
    every_call_fails(&at, 7, "not_a_post");
}

#[tokio::test]
async fn a_newer_programs_post_is_left_alone() {
    let at = Osbpctl::new();
    at.demonstrate(1);
    meddle(&at.db(), include_str!("../../storage-sqlite/tests/newer.sql")).await;
    every_call_fails(&at, 7, "newer");
}

#[tokio::test]
async fn a_damaged_file_is_told_as_damaged() {
    let at = Osbpctl::new();
    at.demonstrate(1);
    // All of it in the one file.
    meddle(&at.db(), include_str!("checkpoint.sql")).await;
    let whole = fs::read(at.db()).unwrap();
    // All pages but the first, which says that it is a post.
    let mut file = OpenOptions::new().write(true).open(at.db()).unwrap();
    file.seek(SeekFrom::Start(4096)).unwrap();
    file.write_all(&vec![0xA5; whole.len() - 4096]).unwrap();
    drop(file);
    every_call_fails(&at, 7, "damaged");
    // Cut off in the middle.
    fs::write(at.db(), &whole[..whole.len() / 2]).unwrap();
    every_call_fails(&at, 7, "damaged");
}

/// A single changed byte of an act is found and named, and the act counts for nobody.
#[tokio::test]
async fn an_act_that_was_changed_is_named() {
    let at = Osbpctl::new();
    at.demonstrate(1);
    meddle(&at.db(), include_str!("change_header.sql")).await;
    let verified = at.call(&["journal", "verify"]).is(1).answer;
    assert_eq!(verified["ok"], json!(false));
    let named: Vec<i64> =
        verified["problems"].as_array().unwrap().iter().map(|one| one["seq"].as_i64().unwrap()).collect();
    assert!(named.contains(&30) && !named.contains(&29), "{named:?}");
}

#[test]
fn a_read_only_file_is_told_as_read_only() {
    let at = Osbpctl::new();
    at.demonstrate(1);
    let mut permissions = fs::metadata(at.db()).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(at.db(), permissions).unwrap();
    every_call_fails(&at, 8, "read_only");
}

#[test]
fn a_server_that_is_not_there_is_told_as_unreachable() {
    let at = Osbpctl::new();
    let nowhere = Path::new("postgres://nobody@127.0.0.1:1/none");
    for words in CALLS {
        answer(at.command_on(nowhere, words)).fails(8, "unavailable");
    }
    let with_password = Path::new("postgres://nobody:secret@127.0.0.1:1/none");
    let told = answer(at.command_on(with_password, &["queue"]));
    assert!(!told.answer.to_string().contains("secret") && !told.said.contains("secret"));
    told.fails(7, "not_a_post");
}

/// A small disk of its own, which only root can have.
struct Disk(PathBuf);

impl Disk {
    fn of(at: &Osbpctl, size: &str) -> Option<Self> {
        let path = at.path("disk");
        fs::create_dir(&path).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(&path)
            .output()
            .is_ok_and(|output| output.status.success());
        if !mounted {
            eprintln!("skipped: this user can't mount a disk");
        }
        mounted.then_some(Self(path))
    }

    /// Returns where the post is on it.
    fn post(&self) -> PathBuf {
        self.0.join("post.osbp")
    }

    /// Takes the post in, with the log of what is not in its file yet.
    fn takes(&self, at: &Osbpctl) {
        fs::copy(at.db(), self.post()).unwrap();
        let log = |post: PathBuf| {
            let mut name = post.into_os_string();
            name.push("-wal");
            PathBuf::from(name)
        };
        if log(at.db()).exists() {
            fs::copy(log(at.db()), log(self.post())).unwrap();
        }
    }

    fn remount(&self, how: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(&self.0).status().unwrap();
        assert!(done.success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _gone = Command::new("umount").arg(&self.0).status();
    }
}

/// On a disk that fills up while officers work, some command fails as `full`; whatever was acknowledged stays, reading goes
/// on, and with room again so does the work.
#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let at = Osbpctl::new();
    let Some(disk) = Disk::of(&at, "6m") else { return };
    let post = disk.post();
    answer(at.command_on(&post, &["demo", "--crossings", "1"])).is(0);
    let filled = answer(at.command_on(&post, &["demo", "--crossings", "5000"]));
    let [message, safe, todo] = filled.fails(8, "full");
    assert!(message.contains("full") && todo.contains("room"), "{message} {todo}");
    assert!(safe.contains("acknowledged"), "{safe}");
    // Not even the journal's own check needs room.
    let verified = answer(at.command_on(&post, &["journal", "verify"])).is(0).answer;
    assert!(verified["acts"].as_i64().unwrap() > 100, "{verified}");
    answer(at.command_on(&post, &["queue"])).is(0);
    let acts = |post: &Path| answer(at.command_on(post, &["journal", "verify"])).is(0).answer["acts"].as_i64().unwrap();
    let before = acts(&post);
    answer(at.command_on(&post, &["demo", "--crossings", "1"])).fails(8, "full");
    assert!(acts(&post) - before < 200, "a full disk took acts");

    disk.remount("size=32m");
    answer(at.command_on(&post, &["demo", "--crossings", "1"])).is(0);
    assert!(acts(&post) > before);
}

/// There is no room even for an empty post: nothing is left of the attempt.
#[test]
fn a_post_that_has_no_room_is_not_made() {
    let at = Osbpctl::new();
    let Some(disk) = Disk::of(&at, "64k") else { return };
    answer(at.command_on(&disk.post(), &["demo", "--crossings", "1"])).fails(8, "full");
    let left: Vec<_> = fs::read_dir(&disk.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// A folder that nobody may write: the post in it is read-only, and none is made there.
#[test]
fn a_read_only_disk_is_told_as_read_only() {
    let at = Osbpctl::new();
    let Some(disk) = Disk::of(&at, "16m") else { return };
    answer(at.command_on(&disk.post(), &["demo", "--crossings", "1"])).is(0);
    disk.remount("ro");
    for words in CALLS {
        answer(at.command_on(&disk.post(), words)).fails(8, "read_only");
    }
    answer(at.command_on(&disk.0.join("other.osbp"), &["demo", "--crossings", "1"])).fails(8, "read_only");
    disk.remount("rw");
    answer(at.command_on(&disk.post(), &["journal", "verify"])).is(0);
}

/// Each wrong password makes the next try wait longer, also that of another process; the right one does not help while the
/// wait lasts.
#[test]
fn a_wrong_password_waits_longer_each_time() {
    let at = Osbpctl::new();
    at.demonstrate(1);
    let sign_in = ["officer", "disable", "K-1"];
    let mut waits = Vec::new();
    for _ in 0..3 {
        let told = at.call_as("K-1042", "wrong", &sign_in);
        let [message, _, todo] = told.fails(4, "wrong_password");
        assert!(!message.contains("K-1042"), "{message}");
        waits.push(todo.clone());
        let early = at.call_as("K-1042", "kijani-mto", &sign_in).fails(4, "wrong_password");
        assert!(early[2].contains("second"), "{early:?}");
        // Until the wait is over nothing else is tried.
        let seconds: u64 = todo.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(1);
        std::thread::sleep(std::time::Duration::from_millis(seconds * 1000 + 100));
    }
    waits.dedup();
    assert_eq!(waits.len(), 3, "the wait does not grow: {waits:?}");
    // An officer whom nobody knows waits just as long.
    at.call_as("Z-1", "wrong", &sign_in).fails(4, "wrong_password");
}

#[test]
fn a_command_that_makes_no_sense_changes_nothing() {
    let at = Osbpctl::new();
    at.found();
    let head = || at.call(&["journal", "verify"]).is(0).answer["acts"].as_i64().unwrap();
    let key = "019aa000-0000-7000-8000-000000000001";
    let registered = at.act("K-1", &register("AK000001", key)).is(0).answer;
    let before = head();
    let unknown_flow = |flow: &str| {
        let mut command = register("AK000002", "019aa000-0000-7000-8000-000000000002");
        command["flow"] = json!(flow);
        command
    };
    let [message, safe, _] = at.act("K-1", &unknown_flow("submarine")).fails(2, "invalid");
    assert!(message.contains("submarine"), "{message}");
    assert_eq!(safe, "Nothing was changed.");
    // A flow that there is, but not at this post.
    at.act("K-1", &unknown_flow("bus")).fails(3, "no_template");
    at.act("K-1", &json!({ "command": "conjure" })).fails(2, "invalid");
    at.act("K-1", &json!(["no", "object"])).fails(2, "invalid");
    at.act("K-1", &json!({ "command": "claim", "crossing": "nonsense", "steps": [1] })).fails(2, "invalid");
    at.act("K-1", &json!({ "command": "claim", "crossing": registered["crossing"], "steps": [99] }))
        .fails(3, "unknown_step");
    at.act("K-1", &json!({ "command": "claim_next", "key": "no key" })).fails(2, "invalid");
    // The other State's step.
    at.act("U-1", &json!({ "command": "claim", "crossing": registered["crossing"], "steps": [1] }))
        .fails(3, "other_state");
    // Not signed in at all.
    fs::write(at.path("command.json"), register("AK000004", "019aa000-0000-7000-8000-000000000004").to_string())
        .unwrap();
    at.call(&["act", &at.path("command.json").to_string_lossy()]).fails(4, "not_signed_in");
    at.call_as("K-1", PASSWORD, &["crossing", "show", "TB2611000099X"]).fails(6, "not_found");
    // Nobody but the officer whose shift opened was journalled.
    assert_eq!(head() - before, 1, "a refused command left acts");
}

/// What is no travel document is told so, one object for each, and nothing stops the next.
#[test]
fn a_malformed_scan_is_an_answer() {
    let at = Osbpctl::new();
    let scan = at.path("scan.txt");
    fs::write(&scan, "P<UTOERIKSSON<<ANNA\n\n\u{fffd}\u{0}rubbish\n").unwrap();
    let output = at.command(&["mrz"]).arg(&scan).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "the answer is no");
    let lines: Vec<serde_json::Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    for line in lines {
        assert_eq!(line["valid"], json!(false));
        assert!(!line["warnings"].as_array().unwrap().is_empty(), "{line}");
    }
}

/// On a disk that others filled, a claim is still given back and a shift closed, in the room that was kept for that; nothing else
/// is written there, and work goes on when there is room again.
#[test]
fn a_full_disk_lets_officers_wind_their_day_down() {
    let at = Osbpctl::new();
    let Some(disk) = Disk::of(&at, "128m") else { return };
    at.found();
    let post = disk.post();
    let ballast = disk.0.join("post.osbp.ballast");
    // The whole post, moved there while nobody has it open.
    disk.takes(&at);
    let act = |command: &serde_json::Value| {
        fs::write(at.path("command.json"), command.to_string()).unwrap();
        let mut call = at.command_on(&post, &["act", &at.path("command.json").to_string_lossy(), "--officer", "K-1"]);
        call.env("OSBP_PASSWORD", PASSWORD);
        answer(call)
    };
    let key = |last: u32| format!("019aa000-0000-7000-8000-00000000000{last}");
    act(&register("AK000001", &key(1))).is(0);
    let claimed = act(&json!({ "command": "claim_next" })).is(0).answer;
    assert_eq!(fs::metadata(&ballast).unwrap().len(), 16 << 20, "no room is kept");

    let filler = disk.0.join("filler");
    let mut file = fs::File::create(&filler).unwrap();
    while file.write_all(&[7; 4096]).is_ok() {}
    drop(file);
    let mut refused = 0;
    for last in 2..=9 {
        let told = act(&register(&format!("AK00000{last}"), &key(last)));
        if told.code != 0 {
            told.fails(8, "full");
            refused += 1;
        }
    }
    assert!(refused >= 7, "work goes on in the room that was kept");
    let release = json!({ "command": "release", "crossing": claimed["crossing"], "steps": [1] });
    act(&release).is(0);
    let doctor = answer(at.command_on(&post, &["doctor"])).answer;
    let words: Vec<&str> =
        doctor["findings"].as_array().unwrap().iter().map(|one| one["finding"].as_str().unwrap()).collect();
    assert!(words.contains(&"ballast_gone") && words.contains(&"disk_full"), "{words:?}");
    act(&json!({ "command": "close_shift" })).is(0);
    answer(at.command_on(&post, &["journal", "verify"])).is(0);

    fs::remove_file(&filler).unwrap();
    act(&register("AK000019", &key(8))).is(0);
    assert_eq!(fs::metadata(&ballast).unwrap().len(), 16 << 20, "the room is not kept again");
}

/// What the doctor finds on a disk that is small, and on one that may only be read; its exit code tells the worst.
#[test]
fn the_doctor_looks_at_the_disk() {
    let at = Osbpctl::new();
    let Some(disk) = Disk::of(&at, "48m") else { return };
    answer(at.command_on(&disk.post(), &["demo", "--crossings", "1"])).is(0);
    let look = |code: i32| {
        let told = answer(at.command_on(&disk.post(), &["doctor"])).is(code).answer;
        let all = told["findings"].as_array().unwrap().clone();
        for one in &all {
            for name in ["message", "todo"] {
                let sentence = one[name].as_str().unwrap();
                assert!(
                    sentence.len() > 10 && !sentence.starts_with("doctor-") && !sentence.contains('{'),
                    "{sentence}"
                );
            }
        }
        all.iter().map(|one| one["finding"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let found = look(10);
    assert!(found.contains(&"disk_full".to_owned()) && found.contains(&"no_backup".to_owned()), "{found:?}");
    assert!(!found.contains(&"core_dumps".to_owned()), "{found:?}");
    disk.remount("ro");
    let found = look(10);
    assert!(found.contains(&"disk_read_only".to_owned()) && found.contains(&"unopened".to_owned()), "{found:?}");
    disk.remount("rw");
}
