//! How acts are read with the counter and added: each in one exchange with the server, for everybody waits for whoever has the counter.

use chrono::{DateTime, Utc};
use sqlx::{query_file_as, query_file_scalar};
use storage::{ActRow, SealedPartRow, StorageError};
use uuid::Uuid;

use crate::Connection;
use crate::failure::failed_in;
use crate::statements::ms;
use crate::writer::Writer;

/// Takes the counter, waiting for the one who has it, and returns the acts from a number on.
pub async fn take_counter_and_read(db: &mut Connection, post: Uuid, from: i64) -> Result<Vec<ActRow>, StorageError> {
    query_file_as!(ActRow, "../storage/queries/postgres/take_counter_and_read.sql", post, from)
        .fetch_all(db)
        .await
        .map_err(failed_in("feed"))
}

/// Adds the acts of a command with what is sealed of them; the first with the digest of what was asked for.
pub async fn add(
    writer: &mut Writer,
    post: Uuid,
    request: &[u8],
    acts: &[ActRow],
    sealed: &[SealedPartRow],
) -> Result<(), StorageError> {
    query_file_scalar!(
        "../storage/queries/postgres/add_acts.sql",
        post,
        request,
        of(acts, |act| act.seq) as _,
        of(acts, |act| act.crossing) as _,
        of(acts, |act| act.version) as _,
        of(acts, |act| ms(act.at)) as _,
        of(acts, |act| act.kind.as_str()) as _,
        of(acts, |act| act.state.as_str()) as _,
        of(acts, |act| act.agency.as_str()) as _,
        of(acts, |act| act.desk.as_str()) as _,
        of(acts, |act| act.officer.as_str()) as _,
        of(acts, |act| act.command) as _,
        of(acts, |act| act.header.as_slice()) as _,
        of(acts, |act| act.procedure.as_slice()) as _,
        of(acts, |act| act.facts.as_deref()) as _,
        of(acts, |act| act.hash.as_slice()) as _,
        of(acts, |act| act.signature.as_slice()) as _,
        of(sealed, |part| part.seq) as _,
        of(sealed, |part| part.reader.as_str()) as _,
        of(sealed, |part| part.epoch) as _,
        of(sealed, |part| part.ciphertext.as_slice()) as _
    )
    .fetch_one(writer.reading().await?)
    .await
    .map(drop)
    .map_err(failed_in("act"))
}

/// Returns a column of rows.
fn of<'r, R, T>(rows: &'r [R], column: impl Fn(&'r R) -> T) -> Vec<T> {
    rows.iter().map(column).collect()
}
