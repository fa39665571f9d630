//! `flip` and `cut`: disks that lie. A byte of the post's file is another, or the file, or the log beside it, ends early: that is
//! told, by the engine, by the journal's own check or by whoever can't unwrap his keys; or it changes nothing that is stored. What
//! must never be is another post without a word.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use app::{ACCOUNTS, Demonstration, Examination, Pace, SignedIn, Specimens, Traffic, Workstation, home};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use storage::{Receiver, StorageError, Table, Value};

use super::Folder;
use super::worker::{Until, work};
use crate::Call;
use crate::answer::{Answer, Exit, Trouble};

/// How many parties go through the post whose file is damaged.
const PARTIES: u32 = 8;

/// What no check compares, because nothing follows from it but an answer to whoever asks: the digest of a request, by which a
/// command that is sent again is known, the last serial of a month, which a reference that is taken is refused by, and the keys of a
/// State's root and of readers that nobody of the demonstration is, which a password or a recovery code unwraps or does not.
const ASKED_ALONE: [&str; 5] =
    ["act.request", "serial", "key_material.root", "key_material.recovery", "key_material.reader"];

/// The table of wrapped keys.
const KEYS: &str = "key_material";

/// What somebody finds who looks at a post: whatever is wrong with it, every row of it, and who can't unwrap his keys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Picture {
    /// What the doctor finds.
    findings: BTreeSet<String>,
    /// Why it can't be opened or read, where it can't.
    told: Option<String>,
    /// A digest of the rows of each table.
    rows: BTreeMap<String, u64>,
    /// The officers who can't sign in.
    refused: Vec<String>,
}

impl Picture {
    /// Returns whether somebody says that this is not the post which that picture shows.
    fn tells(&self, whole: &Self) -> bool {
        self.told.is_some() || self.findings != whole.findings || self.refused != whole.refused
    }

    /// Returns the tables that have other rows.
    fn others(&self, whole: &Self) -> Vec<String> {
        let tables: BTreeSet<&String> = self.rows.keys().chain(whole.rows.keys()).collect();
        tables.into_iter().filter(|table| self.rows.get(*table) != whole.rows.get(*table)).cloned().collect()
    }
}

#[async_trait]
impl Receiver for Picture {
    async fn take(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), StorageError> {
        for row in rows {
            // Keys of one kind are unwrapped at sign-in, of another when a State is recovered.
            let kind = table.columns.iter().zip(&row).find_map(|(column, value)| match value {
                Value::Text(kind) if table.name == KEYS && column == "kind" => Some(kind.clone()),
                _ => None,
            });
            for (column, value) in table.columns.iter().zip(row) {
                let apart = format!("{}.{}", table.name, kind.as_ref().unwrap_or(column));
                let is_apart = kind.is_some() || ASKED_ALONE.contains(&apart.as_str());
                let name = if is_apart { apart } else { table.name.clone() };
                let before = self.rows.entry(name).or_default();
                let mut hasher = DefaultHasher::new();
                before.hash(&mut hasher);
                match value {
                    Value::Nothing => hasher.write_u8(0),
                    Value::Number(number) => number.hash(&mut hasher),
                    Value::Text(text) => text.hash(&mut hasher),
                    Value::Bytes(bytes) => bytes.hash(&mut hasher),
                }
                *before = hasher.finish();
            }
        }
        Ok(())
    }
}

/// Looks at a post and says what it finds.
pub async fn look(call: &Call) -> Result<Answer, Trouble> {
    let address = call.db.clone().ok_or_else(|| Trouble::usage("whoever looks needs --db"))?;
    let looks = Examination { address: address.clone(), home: home(), backups: None, whole: true };
    let mut picture = Picture::default();
    for finding in looks.run().await {
        let value = serde_json::to_value(&finding).map_err(app::Error::from)?;
        // What hangs on the moment or the machine is the same for a whole post, save in its figures.
        let word = value.get("finding").and_then(serde_json::Value::as_str).unwrap_or_default();
        let number = value.get("seq").or_else(|| value.get("page")).map(ToString::to_string).unwrap_or_default();
        picture.findings.insert(format!("{word} {number}").trim().to_owned());
    }
    if let Err(error) = read_all(&address, &mut picture).await {
        picture.told = Some(error.with_causes());
    }
    call.output.say(&picture, || format!("{picture:?}"))
}

async fn read_all(address: &str, picture: &mut Picture) -> Result<(), app::Error> {
    let post = Workstation::open(address, &home()).await?;
    post.store().copy_to(picture).await?;
    for account in ACCOUNTS {
        if SignedIn::unwrap(&post, account.number, account.password).await.is_err() {
            picture.refused.push(account.number.to_owned());
        }
    }
    post.store().close().await;
    Ok(())
}

/// What came of the damage.
#[derive(Debug, Default, Serialize)]
struct Damage {
    tried: u32,
    /// It could not be opened, or not be read to its end.
    not_opened: u32,
    /// The doctor named it: a page, an act, a row.
    named: u32,
    /// An officer could not unwrap his keys, and nobody else was concerned.
    not_unwrapped: u32,
    /// It was where nothing is stored.
    of_no_consequence: u32,
    /// It is told once somebody asks for just that.
    asked_alone: u32,
    /// Another post without a word: the tables.
    silent: Vec<String>,
    /// Whoever looked broke off without an answer.
    broke: u32,
}

impl Damage {
    fn count(&mut self, found: Option<Picture>, whole: &Picture) {
        self.tried += 1;
        let Some(found) = found else {
            self.broke += 1;
            return;
        };
        let others = found.others(whole);
        if found.told.is_some() {
            self.not_opened += 1;
        } else if found.findings != whole.findings {
            self.named += 1;
        } else if found.tells(whole) {
            self.not_unwrapped += 1;
        } else if others.is_empty() {
            self.of_no_consequence += 1;
        } else if others.iter().all(|table| ASKED_ALONE.contains(&table.as_str())) {
            self.asked_alone += 1;
        } else {
            self.silent.push(others.join(", "));
        }
    }

    fn say(&self, call: &Call, name: &str, is_mended: bool) -> Result<Answer, Trouble> {
        let is_sound = self.silent.is_empty() && self.broke == 0 && is_mended;
        let exit = if is_sound { Exit::Done } else { Exit::No };
        let value = json!({ "trial": name, "sound": is_sound, "mended": is_mended, "damage": self });
        let lines = || {
            [
                ("tried", self.tried),
                ("not opened, or not read to the end", self.not_opened),
                ("named by the doctor", self.named),
                ("an officer's keys not unwrapped", self.not_unwrapped),
                ("told once it is asked for", self.asked_alone),
                ("of no consequence", self.of_no_consequence),
                ("broken off without an answer", self.broke),
                ("another post without a word", u32::try_from(self.silent.len()).unwrap_or(u32::MAX)),
            ]
            .map(|(what, count)| format!("{what:<36} {count:>5}"))
            .into_iter()
            .chain(self.silent.iter().map(|tables| format!("    {tables}")))
            .chain([format!("whole again with the file put back   {}", if is_mended { "yes" } else { "NO" })])
            .collect::<Vec<_>>()
            .join("\n")
        };
        call.output.say_with(&value, lines, exit)
    }
}

/// A post whose files are damaged, one after another, each in a folder of its own.
struct Patient {
    folder: Folder,
    files: Vec<(&'static str, Vec<u8>)>,
}

impl Patient {
    fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// Has a process look at the post with these files; nothing where it broke off.
    fn look(&self, files: &[(&'static str, Vec<u8>)]) -> Result<Option<Picture>, Trouble> {
        let bed = self.folder.path().join("bed");
        if bed.exists() {
            std::fs::remove_dir_all(&bed).map_err(app::Error::File)?;
        }
        std::fs::create_dir_all(&bed).map_err(app::Error::File)?;
        for (name, bytes) in files {
            std::fs::write(bed.join(name), bytes).map_err(app::Error::File)?;
        }
        let program = std::env::current_exe().map_err(app::Error::File)?;
        let looked = Command::new(program)
            .args(["faults", "look", "--json", "--db"])
            .arg(bed.join(POST))
            .env("OSBP_HOME", self.home())
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .map_err(app::Error::File)?;
        Ok(serde_json::from_slice(&looked.stdout).ok())
    }

    /// Looks at the whole post.
    fn whole(&self) -> Result<Picture, Trouble> {
        let found = self.look(&self.files)?.filter(|found| found.told.is_none() && found.refused.is_empty());
        found.ok_or_else(|| Trouble::from(app::Error::Fault("the post is not whole to begin with")))
    }
}

/// The name of the post's file, and of the log beside it.
const POST: &str = "post.osbp";
const LOG: &str = "post.osbp-wal";

/// Changes one bit after another of a post's file.
pub async fn flip(call: &Call, count: u32) -> Result<Answer, Trouble> {
    let folder = Folder::make()?;
    let file = folder.path().join(POST);
    let post = found(&file, &folder.path().join("home")).await?;
    let pace = Pace { standing: 2, between: Duration::ZERO, parties: Some(PARTIES) };
    Traffic::begin(&post, 1).await?.run(pace).await?;
    post.store().close().await;
    drop(post);
    let files = vec![(POST, std::fs::read(&file).map_err(app::Error::File)?)];
    let patient = Patient { folder, files };
    let whole = patient.whole()?;
    let mut chance = Specimens::new(8)?;
    let mut damage = Damage::default();
    for turn in 1..=count {
        let mut files = patient.files.clone();
        for (_, bytes) in &mut files {
            spoil(bytes, &mut chance);
        }
        damage.count(patient.look(&files)?, &whole);
        eprint!("\r{turn} of {count} bytes …");
    }
    eprintln!();
    let is_mended = patient.whole()? == whole;
    damage.say(call, "flip", is_mended)
}

/// Cuts a post's file, or the log of what is not in it yet, or changes a bit of the log.
pub async fn cut(call: &Call, count: u32) -> Result<Answer, Trouble> {
    let folder = Folder::make()?;
    let (file, home) = (folder.path().join(POST), folder.path().join("home"));
    found(&file, &home).await?.store().close().await;
    // Whoever is killed leaves a log behind.
    let heard = work(&file.to_string_lossy(), &home, Until::Working(Duration::from_millis(600)), None)?;
    if heard.done.is_empty() {
        return Err(app::Error::Fault("the worker did nothing").into());
    }
    let read = |name: &'static str| -> Result<(&'static str, Vec<u8>), Trouble> {
        Ok((name, std::fs::read(folder.path().join(name)).map_err(app::Error::File)?))
    };
    let files = vec![read(POST)?, read(LOG)?];
    let patient = Patient { folder, files };
    // From now on this workstation knows where the journal ended.
    let whole = patient.whole()?;
    let mut chance = Specimens::new(9)?;
    let mut damage = Damage::default();
    for turn in 1..=count {
        let mut files = patient.files.clone();
        let (place, is_flipped) = match chance.below(3) {
            0 => (0, false),
            1 => (1, false),
            _ => (1, true),
        };
        if let Some((_, bytes)) = files.get_mut(place) {
            if is_flipped {
                spoil(bytes, &mut chance);
            } else {
                bytes.truncate(somewhere(bytes, &mut chance));
            }
        }
        damage.count(patient.look(&files)?, &whole);
        eprint!("\r{turn} of {count} cuts …");
    }
    eprintln!();
    let is_mended = patient.whole()? == whole;
    damage.say(call, "cut", is_mended)
}

async fn found(file: &Path, home: &Path) -> Result<std::sync::Arc<Workstation>, Trouble> {
    Ok(Demonstration { seed: 4, referral_permille: 20 }.found(&file.to_string_lossy(), home).await?)
}

/// Makes one bit of one byte another.
fn spoil(bytes: &mut [u8], chance: &mut Specimens) {
    let (place, bit) = (somewhere(bytes, chance), chance.below(8));
    if let Some(byte) = bytes.get_mut(place) {
        *byte ^= 1 << bit;
    }
}

fn somewhere(bytes: &[u8], chance: &mut Specimens) -> usize {
    usize::try_from(chance.below(bytes.len() as u64)).unwrap_or_default()
}
