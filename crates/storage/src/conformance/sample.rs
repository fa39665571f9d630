//! Rows to write, told apart by numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::HEXLOWER;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::Ground;
use crate::{
    ActRow, ClaimRow, CommandRow, CrossingProjection, CrossingRow, DeclarationItemRow, DeclarationRow, ExaminationRow,
    Head, NoticeRow, PostRow, SealedPartRow, SlipRow, StepRow, StorageError, Store, SubjectRow, Write,
};

/// A moment of the sample day.
pub fn moment(milliseconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::milliseconds(milliseconds)
}

/// An id that is told from others by its number.
pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number)
}

/// The sample post. Roles belong to a whole server, and other processes try out the same there: each has a post of its own.
pub fn post() -> PostRow {
    PostRow {
        post: id((u128::from(std::process::id()) << 8) | 1),
        code: "NRD".to_owned(),
        name: "Ponte Nova / पुल".to_owned(),
        is_demonstration: true,
        founded_at: moment(-1),
        format: 1,
        copy_of: None,
    }
}

/// Makes the database and founds the post.
pub async fn founded(ground: &dyn Ground) -> Arc<dyn Store> {
    let store = ground.create().await.unwrap();
    let mut write = store.write().await.unwrap();
    write.put_post(&post()).await.unwrap();
    write.raise_walls(&["north".to_owned(), "south".to_owned()]).await.unwrap();
    write.commit().await.unwrap();
    ground.at_work(store).await
}

/// An act of a crossing, or of the post where there is none; it gets its header and its hash when it is appended.
pub fn act(seq: i64, crossing: Option<(Uuid, i32)>) -> ActRow {
    let byte = u8::try_from(seq.rem_euclid(256)).unwrap();
    ActRow {
        seq,
        crossing: crossing.map(|(crossing, _)| crossing),
        version: crossing.map(|(_, version)| version),
        at: moment(seq * 1_234),
        kind: "claimed".to_owned(),
        state: "north".to_owned(),
        agency: "customs".to_owned(),
        desk: "Balcão 3".to_owned(),
        officer: "N-17".to_owned(),
        command: command_key(seq),
        header: Vec::new(),
        procedure: vec![0, byte],
        facts: (seq % 2 == 0).then(|| vec![byte; 3]),
        hash: Vec::new(),
        signature: vec![byte; 64],
    }
}

/// The key of the sample command that begins with this act.
pub fn command_key(seq: i64) -> Uuid {
    id(0x00C0_0000_0000 + u128::try_from(seq).unwrap())
}

/// For whom every sample act of the north is sealed.
pub const NORTH: &str = "north/state";
/// And the other State's desk.
pub const SOUTH: &str = "south/protection";

/// What every sample command was asked by.
pub const REQUEST: &[u8] = &[7; 32];

/// The acts as those of one command, the first one's.
pub fn of_one_command(acts: &[ActRow]) -> Vec<ActRow> {
    let command = acts.first().unwrap().command;
    acts.iter().map(|act| ActRow { command, ..act.clone() }).collect()
}

/// The command that these acts came from.
pub fn command(acts: &[ActRow]) -> CommandRow {
    CommandRow::of(REQUEST, acts).unwrap()
}

/// What a reader has of a sample act.
pub fn sealed(seq: i64, reader: &str) -> SealedPartRow {
    SealedPartRow { seq, reader: reader.to_owned(), epoch: 2, ciphertext: format!("{seq} for {reader}").into_bytes() }
}

/// The acts with the headers and hashes that they have after `head`: an engine may hold them against one another.
pub fn chained(head: &Head, acts: &[ActRow], parts: &[SealedPartRow]) -> Vec<ActRow> {
    let digest = |bytes: &[u8]| HEXLOWER.encode(&Sha256::digest(bytes));
    let mut previous = head.hash.clone();
    let mut written = Vec::with_capacity(acts.len());
    for act in acts {
        let sealed: BTreeMap<&str, String> = parts
            .iter()
            .filter(|part| part.seq == act.seq)
            .map(|part| (part.reader.as_str(), digest(&part.ciphertext)))
            .collect();
        let header = json!({
            "format": 1, "post": post().post, "seq": act.seq, "crossing": act.crossing, "version": act.version,
            "at": act.at.timestamp_millis(), "kind": act.kind, "state": act.state, "agency": act.agency,
            "desk": act.desk, "officer": act.officer, "command": act.command, "procedure": digest(&act.procedure),
            "facts": act.facts.as_deref().map(digest), "sealed": sealed, "previous": HEXLOWER.encode(&previous),
        });
        let header = serde_json::to_vec(&header).unwrap();
        let hash = Sha256::digest(&header).to_vec();
        previous.clone_from(&hash);
        written.push(ActRow { header, hash, ..act.clone() });
    }
    written
}

/// Appends one command with these acts, each sealed for both States; returns them as they were written.
pub async fn append(write: &mut dyn Write, acts: &[ActRow]) -> Vec<ActRow> {
    let parts: Vec<SealedPartRow> =
        acts.iter().flat_map(|act| [sealed(act.seq, NORTH), sealed(act.seq, SOUTH)]).collect();
    let acts = chained(write.head(), acts, &parts);
    write.append(REQUEST, &acts, &parts).await.unwrap();
    acts
}

/// Appends and commits.
pub async fn commit(store: &dyn Store, acts: &[ActRow]) -> Vec<ActRow> {
    let mut write = store.write().await.unwrap();
    let acts = append(&mut *write, acts).await;
    write.commit().await.unwrap();
    acts
}

/// Puts a projection and commits.
pub async fn put(store: &dyn Store, rows: &CrossingProjection) {
    let mut write = store.write().await.unwrap();
    write.put_crossing(rows).await.unwrap();
    write.commit().await.unwrap();
}

/// Puts a projection in place of one that is known and commits.
pub async fn replace(store: &dyn Store, before: Option<&CrossingProjection>, rows: &CrossingProjection) {
    let mut write = store.write().await.unwrap();
    write.replace_crossing(before, rows).await.unwrap();
    write.commit().await.unwrap();
}

/// Returns whether what was put is refused, at once or at the latest at the commit.
pub async fn is_refused(write: Box<dyn Write + '_>, outcome: Result<(), StorageError>) -> bool {
    let outcome = match outcome {
        Ok(()) => write.commit().await,
        refused => refused,
    };
    matches!(outcome, Err(StorageError::Conflict))
}

/// A crossing with one of everything.
pub fn crossing(number: i32) -> CrossingProjection {
    let n = i64::from(number);
    CrossingProjection {
        crossing: CrossingRow {
            id: id(u128::try_from(100 + n).unwrap()),
            reference: format!("NRD-2610-{number:05}-K"),
            flow: "truck".to_owned(),
            direction: "north_to_south".to_owned(),
            category: (number % 2 == 0).then(|| "transit".to_owned()),
            priority: "none".to_owned(),
            phase: "exit_controls".to_owned(),
            exit_state: "north".to_owned(),
            entry_state: "south".to_owned(),
            host_state: "south".to_owned(),
            label: format!("AB {number:03}-ZX"),
            detail: "cement".to_owned(),
            heads: 1,
            arrived_at: moment(n * 60_000),
            version: 3,
            closed_at: None,
        },
        subjects: vec![
            SubjectRow {
                subject: 1,
                kind: "traveller".to_owned(),
                phase: "exit_controls".to_owned(),
                label: format!("Ana Ção Nº{number}"),
                document_issuer: Some("MOZ".to_owned()),
                document_number: Some(format!("P{number:07}")),
                nationality: Some("MOZ".to_owned()),
                birth_date: Some("1980-00-00".to_owned()),
                plate: None,
                declaration: None,
            },
            SubjectRow {
                subject: 2,
                kind: "conveyance".to_owned(),
                phase: "registered".to_owned(),
                label: "truck".to_owned(),
                document_issuer: None,
                document_number: None,
                nationality: None,
                birth_date: None,
                plate: Some(format!("AB{number:03}ZX")),
                declaration: Some(format!("2026 C {number}")),
            },
        ],
        steps: (1..=3)
            .map(|step| StepRow {
                step,
                subject: 1 + step / 3,
                position: step,
                side: "exit".to_owned(),
                state: "north".to_owned(),
                agency: "customs".to_owned(),
                control: "goods".to_owned(),
                status: "ready".to_owned(),
                officer: None,
                desk: None,
                since: moment(i64::from(step)),
            })
            .collect(),
        claims: Vec::new(),
        notices: vec![NoticeRow {
            serial: format!("N-{number}"),
            subject: 1,
            state: "south".to_owned(),
            issued_at: moment(5),
            served: None,
        }],
        slips: vec![SlipRow {
            serial: format!("S-{number}"),
            issued_at: moment(6),
            digest: vec![1; 32],
            revoked_at: None,
        }],
        declarations: vec![DeclarationRow {
            subject: 2,
            reference: format!("2026 C {number}"),
            model: "EX 1".to_owned(),
            declarant: "Despachante".to_owned(),
            currency: "ZAR".to_owned(),
        }],
        declaration_items: (1..=2)
            .map(|item| DeclarationItemRow {
                subject: 2,
                item,
                hs_code: "252329".to_owned(),
                description: "Portland cement".to_owned(),
                packages_milli: 600_000,
                package_kind: "BG".to_owned(),
                gross_mass_g: 30_500_000_000,
                net_mass_g: 30_000_000_000,
                value_cents: -1,
                origin: "ZAF".to_owned(),
            })
            .collect(),
        examinations: vec![ExaminationRow {
            examination: 1,
            subject: 2,
            requested_by: "north".to_owned(),
            is_joint: true,
            bay: None,
            stage: "requested".to_owned(),
            requested_at: moment(7),
            closed_at: None,
        }],
    }
}

/// The crossing with these steps claimed by an officer.
pub fn claimed(mut rows: CrossingProjection, officer: &str, steps: &[i32]) -> CrossingProjection {
    rows.claims.extend(steps.iter().map(|step| ClaimRow { officer: officer.to_owned(), step: *step }));
    rows.claims.sort_by_key(|claim| claim.step);
    rows
}
