//! Rows to write, told apart by numbers.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::Ground;
use crate::{
    ActRow, ClaimRow, CommandRow, CrossingProjection, CrossingRow, DeclarationItemRow, DeclarationRow, ExaminationRow,
    NoticeRow, PostRow, SealedPartRow, SlipRow, StepRow, StorageError, Store, SubjectRow, Write,
};

/// A moment of the sample day.
pub fn moment(milliseconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::milliseconds(milliseconds)
}

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number)
}

pub fn post() -> PostRow {
    PostRow {
        post: id(1),
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
    write.commit().await.unwrap();
    store
}

/// An act of a crossing, or of the post where there is none.
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
        header: vec![byte, 0, 255],
        procedure: vec![0, byte],
        facts: (seq % 2 == 0).then(|| vec![byte; 3]),
        hash: vec![byte; 32],
        signature: vec![byte; 64],
    }
}

pub fn command_key(seq: i64) -> Uuid {
    id(0x00C0_0000_0000 + u128::try_from(seq).unwrap())
}

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

pub fn sealed(seq: i64, reader: &str) -> SealedPartRow {
    SealedPartRow { seq, reader: reader.to_owned(), epoch: 2, ciphertext: format!("{seq} for {reader}").into_bytes() }
}

/// Appends one command with these acts, each sealed for both States.
pub async fn append(write: &mut dyn Write, acts: &[ActRow]) {
    let parts: Vec<SealedPartRow> =
        acts.iter().flat_map(|act| [sealed(act.seq, "north"), sealed(act.seq, "south")]).collect();
    write.append(REQUEST, acts, &parts).await.unwrap();
}

/// Appends and commits.
pub async fn commit(store: &dyn Store, acts: &[ActRow]) {
    let mut write = store.write().await.unwrap();
    append(&mut *write, acts).await;
    write.commit().await.unwrap();
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
