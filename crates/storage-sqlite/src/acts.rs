//! How the acts of a command are added here: as statements that go with all others of the write.

use storage::{ActRow, SealedPartRow, StorageError};
use uuid::Uuid;

use crate::statements::ms;
use crate::writer::{Writer, put};

/// Adds the acts of a command with what is sealed of them; the first with the digest of what was asked for.
pub async fn add(
    writer: &mut Writer,
    post: Uuid,
    request: &[u8],
    acts: &[ActRow],
    sealed: &[SealedPartRow],
) -> Result<(), StorageError> {
    let mut request = Some(request);
    for act in acts {
        add_act(writer, post, act, request.take()).await?;
    }
    let mut sealed = sealed.iter().peekable();
    while let Some(part) = sealed.next() {
        match sealed.next_if(|next| next.seq == part.seq) {
            Some(other) => add_sealed_parts(writer, post, part, other).await?,
            None => add_sealed_part(writer, post, part).await?,
        }
    }
    Ok(())
}

/// Adds an act; the first of a command with the digest of its request.
async fn add_act(writer: &mut Writer, post: Uuid, act: &ActRow, request: Option<&[u8]>) -> Result<(), StorageError> {
    put!(
        writer,
        "act",
        "../storage/queries/sqlite/add_act.sql",
        post,
        act.seq,
        act.crossing,
        act.version,
        ms(act.at),
        act.kind.as_str(),
        act.state.as_str(),
        act.agency.as_str(),
        act.desk.as_str(),
        act.officer.as_str(),
        act.command,
        request,
        act.header.as_slice(),
        act.procedure.as_slice(),
        act.facts.as_deref(),
        act.hash.as_slice(),
        act.signature.as_slice()
    )
}

/// Adds a sealed part.
async fn add_sealed_part(writer: &mut Writer, post: Uuid, part: &SealedPartRow) -> Result<(), StorageError> {
    put!(
        writer,
        "sealed_part",
        "../storage/queries/sqlite/add_sealed_part.sql",
        post,
        part.seq,
        part.reader.as_str(),
        part.epoch,
        part.ciphertext.as_slice()
    )
}

/// Adds two sealed parts of one act.
async fn add_sealed_parts(
    writer: &mut Writer,
    post: Uuid,
    one: &SealedPartRow,
    other: &SealedPartRow,
) -> Result<(), StorageError> {
    put!(
        writer,
        "sealed_part",
        "../storage/queries/sqlite/add_sealed_parts.sql",
        post,
        one.seq,
        one.reader.as_str(),
        one.epoch,
        one.ciphertext.as_slice(),
        other.reader.as_str(),
        other.epoch,
        other.ciphertext.as_slice()
    )
}
