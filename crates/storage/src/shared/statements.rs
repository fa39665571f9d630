//! Every statement as a function, written once and compiled by each engine crate against its own database.
//!
//! Invariant: a function is one statement of `queries/`, save the one that clears the projections.

use chrono::{DateTime, SubsecRound, Utc};
use sqlx::{query_file, query_file_as, query_file_scalar};
use storage::{
    ActRow, AdvanceListEnd, AdvanceListRow, CommandRow, CrossingRow, Head, KeyRow, OfficerRow, OwnPageRow,
    PhotographRow, PostRow, SealedDocumentRow, SealedPartRow, ShiftRow, StorageError,
};
use uuid::Uuid;

use crate::failure::failed_in;
use crate::{Connection, Writer, put};

/// A migration that was applied to the database.
pub struct Migration {
    /// Its number.
    pub version: i64,
    /// Whether it ran to its end.
    pub success: bool,
    /// The digest of its text.
    pub checksum: Vec<u8>,
}

/// Where the journal ends, with the post that it belongs to.
pub struct Feed {
    /// The post.
    pub post: Uuid,
    /// The number of the last act.
    pub seq: i64,
    /// Its hash.
    pub hash: Vec<u8>,
    /// Its time.
    pub at: DateTime<Utc>,
}

impl From<Feed> for Head {
    fn from(feed: Feed) -> Self {
        Self { seq: feed.seq, hash: feed.hash, at: feed.at }
    }
}

/// Cuts a time to whole milliseconds, which both engines keep alike.
pub fn ms(at: DateTime<Utc>) -> DateTime<Utc> {
    at.trunc_subsecs(3)
}

/// Returns the migrations applied, by number.
pub async fn migrations_applied(db: &mut Connection) -> Result<Vec<Migration>, StorageError> {
    query_file_as!(Migration, "../storage/queries/migrations_applied.sql")
        .fetch_all(db)
        .await
        .map_err(failed_in("_sqlx_migrations"))
}

/// Returns the post.
pub async fn post(db: &mut Connection) -> Result<Option<PostRow>, StorageError> {
    query_file_as!(PostRow, "../storage/queries/post.sql").fetch_optional(db).await.map_err(failed_in("post"))
}

/// Returns where the post was moved to; none where it is here.
pub async fn moved_to(db: &mut Connection) -> Result<Option<String>, StorageError> {
    query_file_scalar!("../storage/queries/moved_to.sql")
        .fetch_optional(db)
        .await
        .map(Option::flatten)
        .map_err(failed_in("post"))
}

/// Says where the post was moved to, or that it is here.
pub async fn mark_moved(db: &mut Connection, to: Option<&str>) -> Result<(), StorageError> {
    query_file!("../storage/queries/mark_moved.sql", to).execute(db).await.map(drop).map_err(failed_in("post"))
}

/// Returns at most `limit` acts above a number.
pub async fn acts_after(db: &mut Connection, post: Uuid, seq: i64, limit: i64) -> Result<Vec<ActRow>, StorageError> {
    query_file_as!(ActRow, "../storage/queries/acts_after.sql", post, seq, limit)
        .fetch_all(db)
        .await
        .map_err(failed_in("act"))
}

/// Returns the acts without a crossing.
pub async fn acts_of_post(db: &mut Connection, post: Uuid) -> Result<Vec<ActRow>, StorageError> {
    query_file_as!(ActRow, "../storage/queries/acts_of_post.sql", post).fetch_all(db).await.map_err(failed_in("act"))
}

/// Returns the acts of a crossing.
pub async fn acts_of(db: &mut Connection, post: Uuid, crossing: Uuid) -> Result<Vec<ActRow>, StorageError> {
    query_file_as!(ActRow, "../storage/queries/acts_of.sql", post, crossing)
        .fetch_all(db)
        .await
        .map_err(failed_in("act"))
}

/// Returns the acts of open crossings.
pub async fn acts_of_open_crossings(db: &mut Connection, post: Uuid, up_to: i64) -> Result<Vec<ActRow>, StorageError> {
    query_file_as!(ActRow, "../storage/queries/acts_of_open_crossings.sql", post, up_to)
        .fetch_all(db)
        .await
        .map_err(failed_in("act"))
}

/// Returns sealed parts by number.
pub async fn sealed_parts(
    db: &mut Connection,
    post: Uuid,
    reader: &str,
    after: i64,
    up_to: i64,
) -> Result<Vec<SealedPartRow>, StorageError> {
    query_file_as!(SealedPartRow, "../storage/queries/sealed_parts.sql", post, reader, after, up_to)
        .fetch_all(db)
        .await
        .map_err(failed_in("sealed_part"))
}

/// Returns sealed parts by number, whoever can open them.
pub async fn all_sealed_parts(
    db: &mut Connection,
    post: Uuid,
    after: i64,
    up_to: i64,
) -> Result<Vec<SealedPartRow>, StorageError> {
    query_file_as!(SealedPartRow, "../storage/queries/all_sealed_parts.sql", post, after, up_to)
        .fetch_all(db)
        .await
        .map_err(failed_in("sealed_part"))
}

/// Returns the sealed parts of a crossing.
pub async fn sealed_parts_of(
    db: &mut Connection,
    post: Uuid,
    reader: &str,
    crossing: Uuid,
) -> Result<Vec<SealedPartRow>, StorageError> {
    query_file_as!(SealedPartRow, "../storage/queries/sealed_parts_of.sql", post, reader, crossing)
        .fetch_all(db)
        .await
        .map_err(failed_in("sealed_part"))
}

/// Returns the sealed parts of open crossings.
pub async fn sealed_parts_of_open_crossings(
    db: &mut Connection,
    post: Uuid,
    reader: &str,
    up_to: i64,
) -> Result<Vec<SealedPartRow>, StorageError> {
    query_file_as!(SealedPartRow, "../storage/queries/sealed_parts_of_open_crossings.sql", post, reader, up_to)
        .fetch_all(db)
        .await
        .map_err(failed_in("sealed_part"))
}

/// Returns the command under a key.
pub async fn command(db: &mut Connection, post: Uuid, key: Uuid) -> Result<Option<CommandRow>, StorageError> {
    query_file_as!(CommandRow, "../storage/queries/command.sql", post, key)
        .fetch_optional(db)
        .await
        .map_err(failed_in("act"))
}

/// Returns the crossing with a reference.
pub async fn crossing_by_reference(
    db: &mut Connection,
    post: Uuid,
    reference: &str,
) -> Result<Option<CrossingRow>, StorageError> {
    query_file_as!(CrossingRow, "../storage/queries/crossing_by_reference.sql", post, reference)
        .fetch_optional(db)
        .await
        .map_err(failed_in("crossing"))
}

/// Returns the crossings with a word between two.
pub async fn find_crossings(
    db: &mut Connection,
    post: Uuid,
    from: &str,
    below: &str,
    limit: i64,
) -> Result<Vec<CrossingRow>, StorageError> {
    query_file_as!(CrossingRow, "../storage/queries/find_crossings.sql", post, from, below, limit)
        .fetch_all(db)
        .await
        .map_err(failed_in("crossing"))
}

/// Returns the references of the crossings on which the bearer of a travel document has left.
pub async fn departures_with(
    db: &mut Connection,
    post: Uuid,
    word: &str,
    [issuer, number]: [&str; 2],
    limit: i64,
) -> Result<Vec<String>, StorageError> {
    query_file_scalar!("../storage/queries/departures_with.sql", post, word, issuer, number, limit)
        .fetch_all(db)
        .await
        .map_err(failed_in("crossing"))
}

/// Returns all crossings by arrival.
pub async fn crossings(db: &mut Connection, post: Uuid) -> Result<Vec<CrossingRow>, StorageError> {
    query_file_as!(CrossingRow, "../storage/queries/crossings.sql", post)
        .fetch_all(db)
        .await
        .map_err(failed_in("crossing"))
}

/// Returns the open crossings by arrival: a statement of its own, so that an index of open ones serves it.
pub async fn open_crossings(db: &mut Connection, post: Uuid) -> Result<Vec<CrossingRow>, StorageError> {
    query_file_as!(CrossingRow, "../storage/queries/open_crossings.sql", post)
        .fetch_all(db)
        .await
        .map_err(failed_in("crossing"))
}

/// Returns the crossings of a flow that arrived in a time.
pub async fn crossings_arrived(
    db: &mut Connection,
    post: Uuid,
    flow: &str,
    from: DateTime<Utc>,
    before: DateTime<Utc>,
) -> Result<Vec<CrossingRow>, StorageError> {
    query_file_as!(CrossingRow, "../storage/queries/crossings_arrived.sql", post, flow, from, before)
        .fetch_all(db)
        .await
        .map_err(failed_in("crossing"))
}

/// Returns the officers.
pub async fn officers(db: &mut Connection, post: Uuid) -> Result<Vec<OfficerRow>, StorageError> {
    query_file_as!(OfficerRow, "../storage/queries/officers.sql", post)
        .fetch_all(db)
        .await
        .map_err(failed_in("officer"))
}

/// Returns the open shifts.
pub async fn shifts(db: &mut Connection, post: Uuid) -> Result<Vec<ShiftRow>, StorageError> {
    query_file_as!(ShiftRow, "../storage/queries/shifts.sql", post).fetch_all(db).await.map_err(failed_in("shift"))
}

/// Returns the keys of a holder.
pub async fn key_material(
    db: &mut Connection,
    post: Uuid,
    state: &str,
    kind: &str,
    holder: &str,
) -> Result<Vec<KeyRow>, StorageError> {
    query_file_as!(KeyRow, "../storage/queries/key_material.sql", post, state, kind, holder)
        .fetch_all(db)
        .await
        .map_err(failed_in("key_material"))
}

/// Returns the newest version of a document.
pub async fn sealed_document(
    db: &mut Connection,
    post: Uuid,
    state: &str,
    name: &str,
) -> Result<Option<SealedDocumentRow>, StorageError> {
    query_file_as!(SealedDocumentRow, "../storage/queries/sealed_document.sql", post, state, name)
        .fetch_optional(db)
        .await
        .map_err(failed_in("sealed_document"))
}

/// Returns which lists that were sent ahead a State has.
pub async fn advance_lists(db: &mut Connection, post: Uuid, state: &str) -> Result<Vec<AdvanceListEnd>, StorageError> {
    query_file_as!(AdvanceListEnd, "../storage/queries/advance_lists.sql", post, state)
        .fetch_all(db)
        .await
        .map_err(failed_in("advance_list"))
}

/// Returns a list that was sent ahead.
pub async fn advance_list(
    db: &mut Connection,
    post: Uuid,
    state: &str,
    list: Uuid,
) -> Result<Option<AdvanceListRow>, StorageError> {
    query_file_as!(AdvanceListRow, "../storage/queries/advance_list.sql", post, state, list)
        .fetch_optional(db)
        .await
        .map_err(failed_in("advance_list"))
}

/// Returns pages of a State's own journal, by number.
pub async fn own_pages(
    db: &mut Connection,
    post: Uuid,
    state: &str,
    page: i64,
    limit: i64,
) -> Result<Vec<OwnPageRow>, StorageError> {
    query_file_as!(OwnPageRow, "../storage/queries/own_pages.sql", post, state, page, limit)
        .fetch_all(db)
        .await
        .map_err(failed_in("own_page"))
}

/// Returns the last page of a State's own journal.
pub async fn last_own_page(db: &mut Connection, post: Uuid, state: &str) -> Result<Option<OwnPageRow>, StorageError> {
    query_file_as!(OwnPageRow, "../storage/queries/last_own_page.sql", post, state)
        .fetch_optional(db)
        .await
        .map_err(failed_in("own_page"))
}

/// Returns the photograph that is stored under a digest.
pub async fn photograph(db: &mut Connection, post: Uuid, digest: &[u8]) -> Result<Option<PhotographRow>, StorageError> {
    query_file_as!(PhotographRow, "../storage/queries/photograph.sql", post, digest)
        .fetch_optional(db)
        .await
        .map_err(failed_in("photograph"))
}

/// Returns the next serial of a month.
pub async fn next_serial(db: &mut Connection, post: Uuid, month: &str) -> Result<i32, StorageError> {
    query_file_scalar!("../storage/queries/next_serial.sql", post, month)
        .fetch_one(db)
        .await
        .map_err(failed_in("serial"))
}

/// Returns the references of the crossings on which a State placed a hold in a time.
pub async fn crossings_held(
    db: &mut Connection,
    post: Uuid,
    state: &str,
    from: DateTime<Utc>,
    before: DateTime<Utc>,
) -> Result<Vec<String>, StorageError> {
    query_file_scalar!("../storage/queries/crossings_held.sql", post, from, before, state)
        .fetch_all(db)
        .await
        .map_err(failed_in("act"))
}

/// Adds the post.
pub async fn add_post(writer: &mut Writer, post: &PostRow) -> Result<(), StorageError> {
    put!(
        writer,
        "post",
        "../storage/queries/add_post.sql",
        post.post,
        post.code.as_str(),
        post.name.as_str(),
        post.is_demonstration,
        ms(post.founded_at),
        post.format,
        post.copy_of.as_deref()
    )
}

/// Puts an officer.
pub async fn put_officer(writer: &mut Writer, post: Uuid, officer: &OfficerRow) -> Result<(), StorageError> {
    put!(
        writer,
        "officer",
        "../storage/queries/put_officer.sql",
        post,
        officer.officer.as_str(),
        officer.state.as_str(),
        officer.agency.as_str(),
        officer.roles.as_str(),
        ms(officer.valid_from),
        officer.valid_until.map(ms)
    )
}

/// Puts a shift.
pub async fn put_shift(writer: &mut Writer, post: Uuid, shift: &ShiftRow) -> Result<(), StorageError> {
    put!(
        writer,
        "shift",
        "../storage/queries/put_shift.sql",
        post,
        shift.officer.as_str(),
        shift.state.as_str(),
        shift.desk.as_str(),
        ms(shift.opened_at)
    )
}

/// Puts a key.
pub async fn put_key_material(writer: &mut Writer, post: Uuid, key: &KeyRow) -> Result<(), StorageError> {
    put!(
        writer,
        "key_material",
        "../storage/queries/put_key_material.sql",
        post,
        key.state.as_str(),
        key.kind.as_str(),
        key.holder.as_str(),
        key.epoch,
        key.content.as_slice()
    )
}

/// Adds a version of a document.
pub async fn add_sealed_document(
    writer: &mut Writer,
    post: Uuid,
    document: &SealedDocumentRow,
) -> Result<(), StorageError> {
    put!(
        writer,
        "sealed_document",
        "../storage/queries/add_sealed_document.sql",
        post,
        document.state.as_str(),
        document.name.as_str(),
        document.version,
        document.epoch,
        document.ciphertext.as_slice()
    )
}

/// Adds a page to a State's own journal.
pub async fn add_own_page(writer: &mut Writer, post: Uuid, page: &OwnPageRow) -> Result<(), StorageError> {
    put!(
        writer,
        "own_page",
        "../storage/queries/add_own_page.sql",
        post,
        page.state.as_str(),
        page.page,
        ms(page.at),
        page.officer.as_str(),
        page.epoch,
        page.header.as_slice(),
        page.ciphertext.as_deref(),
        page.hash.as_slice(),
        page.signature.as_slice()
    )
}

/// Adds a list that was sent ahead.
pub async fn add_advance_list(writer: &mut Writer, post: Uuid, list: &AdvanceListRow) -> Result<(), StorageError> {
    put!(
        writer,
        "advance_list",
        "../storage/queries/add_advance_list.sql",
        post,
        list.state.as_str(),
        list.list,
        ms(list.ends_at),
        list.epoch,
        list.ciphertext.as_slice()
    )
}

/// Takes a list that was sent ahead away.
pub async fn delete_advance_list(writer: &mut Writer, post: Uuid, state: &str, list: Uuid) -> Result<(), StorageError> {
    put!(writer, "advance_list", "../storage/queries/delete_advance_list.sql", post, state, list)
}

/// Erases the lists that were sent ahead and go by a moment.
pub async fn erase_advance_lists(writer: &mut Writer, post: Uuid, by: DateTime<Utc>) -> Result<(), StorageError> {
    put!(writer, "advance_list", "../storage/queries/erase_advance_lists.sql", post, ms(by))
}

/// Adds a photograph.
pub async fn add_photograph(writer: &mut Writer, post: Uuid, photograph: &PhotographRow) -> Result<(), StorageError> {
    put!(
        writer,
        "photograph",
        "../storage/queries/add_photograph.sql",
        post,
        photograph.digest.as_slice(),
        photograph.seq,
        photograph.state.as_str(),
        photograph.ciphertext.as_slice()
    )
}

/// Erases the photographs of acts up to a number whose keys were erased, for the State that filed them and for the other.
pub async fn erase_photographs(writer: &mut Writer, post: Uuid, up_to: i64) -> Result<(), StorageError> {
    put!(writer, "photograph", "../storage/queries/erase_photographs.sql", post, up_to)
}

/// Erases the facts of every act up to a number.
pub async fn erase_facts(writer: &mut Writer, post: Uuid, up_to: i64) -> Result<(), StorageError> {
    put!(writer, "act", "../storage/queries/erase_facts.sql", post, up_to)
}

/// Erases the parts of every act on a crossing up to a number whose readers lie between two words.
pub async fn erase_sealed_parts(
    writer: &mut Writer,
    post: Uuid,
    up_to: i64,
    from: &str,
    below: &str,
) -> Result<(), StorageError> {
    put!(writer, "sealed_part", "../storage/queries/erase_sealed_parts.sql", post, up_to, from, below)
}

/// Erases what stands on the pages of a State's own journal from before a moment.
pub async fn erase_own_pages(
    writer: &mut Writer,
    post: Uuid,
    state: &str,
    before: DateTime<Utc>,
) -> Result<(), StorageError> {
    put!(writer, "own_page", "../storage/queries/erase_own_pages.sql", post, state, ms(before))
}

/// Deletes a shift.
pub async fn delete_shift(writer: &mut Writer, post: Uuid, officer: &str) -> Result<(), StorageError> {
    put!(writer, "shift", "../storage/queries/delete_shift.sql", post, officer)
}

/// Deletes a key.
pub async fn delete_key_material(
    writer: &mut Writer,
    post: Uuid,
    state: &str,
    kind: &str,
    holder: &str,
    epoch: i32,
) -> Result<(), StorageError> {
    put!(writer, "key_material", "../storage/queries/delete_key_material.sql", post, state, kind, holder, epoch)
}

/// Deletes every projection. What hangs on a crossing goes with it.
pub async fn clear_projections(writer: &mut Writer, post: Uuid) -> Result<(), StorageError> {
    put!(writer, "crossing", "../storage/queries/clear_crossings.sql", post)?;
    put!(writer, "shift", "../storage/queries/clear_shifts.sql", post)?;
    put!(writer, "officer", "../storage/queries/clear_officers.sql", post)
}
