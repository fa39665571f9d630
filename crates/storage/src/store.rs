//! The two traits that an engine implements.
//!
//! Invariant: nothing is written but through a [`Write`], which holds the counter of the journal from its beginning
//! to its commit; so writes follow one another, on however many workstations, and a reader sees each whole or not
//! at all. Every method may be cancelled by dropping its future; a cancelled write is rolled back.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    ActRow, AdvanceListEnd, AdvanceListRow, Briefs, CommandRow, CrossingProjection, CrossingRow, Head, Health, KeyRow,
    OfficerRow, OwnPageRow, PhotographRow, PostRow, Receiver, SealedDocumentRow, SealedPartRow, SecondDisk, ShiftRow,
    StorageError,
};

/// Which database engine is at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file on this machine.
    Sqlite,
    /// A server that several workstations share.
    Postgres,
}

/// The database of one post.
///
/// Every method fails with [`StorageError::Unavailable`] when the database can't be reached, and with
/// [`StorageError::NotAPost`] before the post is founded.
#[async_trait]
pub trait Store: Send + Sync {
    /// Returns which engine is at work.
    fn engine(&self) -> Engine;

    /// Returns the post.
    async fn post(&self) -> Result<PostRow, StorageError>;

    /// Returns where the journal ends.
    async fn head(&self) -> Result<Head, StorageError>;

    /// Returns at most `limit` acts with a number above `seq`, by number.
    async fn acts_after(&self, seq: i64, limit: i64) -> Result<Vec<ActRow>, StorageError>;

    /// Returns the acts of the post itself, those without a crossing, by number.
    async fn acts_of_post(&self) -> Result<Vec<ActRow>, StorageError>;

    /// Returns all acts of one crossing, by number.
    async fn acts_of(&self, crossing: Uuid) -> Result<Vec<ActRow>, StorageError>;

    /// Returns the acts up to number `up_to_seq` of every crossing that the projection has as open, by number.
    async fn acts_of_open_crossings(&self, up_to_seq: i64) -> Result<Vec<ActRow>, StorageError>;

    /// Returns the parts sealed for `reader` of the acts above `after` and up to `up_to`, by number.
    async fn sealed_parts(&self, after: i64, up_to: i64, reader: &str) -> Result<Vec<SealedPartRow>, StorageError>;

    /// Returns in brief the acts on crossings above number `after` and up to `up_to`, by number.
    async fn briefs(&self, after: i64, up_to: i64) -> Result<Briefs, StorageError>;

    /// Returns the parts sealed for `reader` of the acts of these numbers, in any order.
    async fn sealed_parts_at(&self, seqs: &[i64], reader: &str) -> Result<Vec<SealedPartRow>, StorageError>;

    /// Returns all sealed parts of the acts above `after` and up to `up_to`, by number.
    async fn all_sealed_parts(&self, after: i64, up_to: i64) -> Result<Vec<SealedPartRow>, StorageError>;

    /// Returns the parts sealed for `reader` of all acts of one crossing, by number.
    async fn sealed_parts_of(&self, crossing: Uuid, reader: &str) -> Result<Vec<SealedPartRow>, StorageError>;

    /// Returns the parts sealed for `reader` of the acts that [`Store::acts_of_open_crossings`] returns, by number.
    async fn sealed_parts_of_open_crossings(
        &self,
        up_to_seq: i64,
        reader: &str,
    ) -> Result<Vec<SealedPartRow>, StorageError>;

    /// Returns the command that was carried out under this key.
    async fn command(&self, key: Uuid) -> Result<Option<CommandRow>, StorageError>;

    /// Returns the references of the crossings on which that State placed a hold from one moment on and before another, in order.
    ///
    /// # Errors
    /// When the database can't be read.
    async fn crossings_held(
        &self,
        state: &str,
        from: DateTime<Utc>,
        before: DateTime<Utc>,
    ) -> Result<Vec<String>, StorageError>;

    /// Returns the crossing with this reference.
    async fn crossing_by_reference(&self, reference: &str) -> Result<Option<CrossingRow>, StorageError>;

    /// Returns at most `limit` crossings whose reference, plate, document number, label or declaration begins with
    /// `text`, without regard to case, spaces and hyphens: open ones first, then the newest first.
    async fn find_crossings(&self, text: &str, limit: i64) -> Result<Vec<CrossingRow>, StorageError>;

    /// Returns the references of at most `limit` crossings on which whoever bears this travel document has left, the one that
    /// arrived last first; letter case and spaces around the number don't count.
    async fn departures_with(&self, issuer: &str, number: &str, limit: i64) -> Result<Vec<String>, StorageError>;

    /// Returns the crossings by arrival; closed ones too when `include_closed`.
    async fn crossings(&self, include_closed: bool) -> Result<Vec<CrossingRow>, StorageError>;

    /// Returns the crossings of a flow that arrived from one moment on and before another, open or closed, by arrival.
    async fn crossings_arrived(
        &self,
        flow: &str,
        from: DateTime<Utc>,
        before: DateTime<Utc>,
    ) -> Result<Vec<CrossingRow>, StorageError>;

    /// Returns all projection rows of one crossing, as of one moment.
    async fn projection(&self, crossing: Uuid) -> Result<Option<CrossingProjection>, StorageError>;

    /// Returns the officers of the post, by number.
    async fn officers(&self) -> Result<Vec<OfficerRow>, StorageError>;

    /// Returns the open shifts, by officer.
    async fn shifts(&self) -> Result<Vec<ShiftRow>, StorageError>;

    /// Returns the keys of this kind and holder, by epoch.
    async fn key_material(&self, state: &str, kind: &str, holder: &str) -> Result<Vec<KeyRow>, StorageError>;

    /// Returns the newest version of a sealed document.
    async fn sealed_document(&self, state: &str, name: &str) -> Result<Option<SealedDocumentRow>, StorageError>;

    /// Returns which lists that were sent ahead a State has, by when they go; none where they are not this connection's to see.
    async fn advance_lists(&self, state: &str) -> Result<Vec<AdvanceListEnd>, StorageError>;

    /// Returns a list that was sent ahead to a State.
    async fn advance_list(&self, state: &str, list: Uuid) -> Result<Option<AdvanceListRow>, StorageError>;

    /// Returns at most `limit` pages of a State's own journal with a number above `page`, by number; none where they are not
    /// this connection's to see.
    async fn own_pages(&self, state: &str, page: i64, limit: i64) -> Result<Vec<OwnPageRow>, StorageError>;

    /// Returns the last page of a State's own journal.
    async fn last_own_page(&self, state: &str) -> Result<Option<OwnPageRow>, StorageError>;

    /// Returns the photograph that is stored under this digest.
    async fn photograph(&self, digest: &[u8]) -> Result<Option<PhotographRow>, StorageError>;

    /// Returns the State on whose side of the walls this connection stands: what is private to the other is not there for it.
    /// None where everything is seen, as on an engine that has no walls.
    async fn side(&self) -> Result<Option<String>, StorageError>;

    /// Returns the time of the server that several workstations share; none where the database is this machine's.
    async fn time(&self) -> Result<Option<DateTime<Utc>>, StorageError>;

    /// Begins a write and takes the counter. Before the post is founded this works too, for the founding.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when others hold the counter beyond patience, [`StorageError::ReadOnly`].
    async fn write(&self) -> Result<Box<dyn Write + '_>, StorageError>;

    /// Begins a write for one who knows every act up to `head` and takes it that nobody wrote since. The engine may take
    /// the counter as late as at the commit. Then [`Write::head`] is `head`, and if that was wrong the commit is refused
    /// with [`StorageError::Conflict`]; whoever met that, or was refused by the procedure on what he knew, begins again
    /// with [`Store::write`].
    ///
    /// # Errors
    /// As [`Store::write`].
    async fn write_after(&self, head: &Head) -> Result<Box<dyn Write + '_>, StorageError>;

    /// Returns the number of the last act as soon as it is above `after`, or whatever it is once `at_most` is up.
    ///
    /// Commits through this same store wake it at once, those of others by notification or within a poll.
    async fn wait_for_news(&self, after: i64, at_most: Duration) -> Result<i64, StorageError>;

    /// Gives every row of every table to `receiver`, as of one moment, while the post goes on. Memory stays bounded.
    ///
    /// # Errors
    /// Those of the receiver; [`StorageError::ReadOnly`] when this role may not read every row: a copy that lacks some would
    /// be none.
    async fn copy_to(&self, receiver: &mut dyn Receiver) -> Result<(), StorageError>;

    /// Returns how the second disk stands, as of a moment ago; nothing is asked.
    fn second_disk(&self) -> SecondDisk;

    /// Returns what the engine says of itself. It reads the whole file.
    async fn health(&self) -> Result<Health, StorageError>;

    /// Closes every connection. Reads and writes fail afterwards.
    async fn close(&self);
}

/// One write, from taking the counter to the commit. Dropped without [`Write::commit`] it leaves no trace.
///
/// What is put may wait until the next read or the commit before it goes to the engine; an error that is named beside a
/// method comes by then. After an error the write is spent: drop it and begin again.
#[async_trait]
pub trait Write: Send {
    /// Returns where the journal ends, this write's own acts included. Nobody else can move it meanwhile, or
    /// after [`Store::write_after`] the commit is refused. Before
    /// the founding it is number 0 at 1970-01-01.
    fn head(&self) -> &Head;

    /// Returns how the second disk stood when this write began. Where it was missing, the commit does not wait for it, whatever
    /// [`Store::second_disk`] says by now.
    fn second_disk(&self) -> SecondDisk;

    /// Returns all acts with a number above `seq`, by number: to catch up inside the lock.
    async fn acts_after(&mut self, seq: i64) -> Result<Vec<ActRow>, StorageError>;

    /// Returns the parts sealed for `reader` of all acts above `after`, by number.
    async fn sealed_parts(&mut self, after: i64, reader: &str) -> Result<Vec<SealedPartRow>, StorageError>;

    /// Returns the next serial of a month, from 1. A write that is rolled back gives its serial back.
    async fn next_serial(&mut self, month: &str) -> Result<u32, StorageError>;

    /// Appends the acts of one command with their sealed parts and moves the head. `request` is the digest of what was
    /// asked, 32 bytes.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] when the numbers do not follow the head without a gap, when the acts are not of one
    /// command, or when its key or a crossing's version is taken.
    async fn append(&mut self, request: &[u8], acts: &[ActRow], sealed: &[SealedPartRow]) -> Result<(), StorageError>;

    /// Puts the projection of one crossing in place of the one that is there, touching only rows that differ.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] when a reference or a serial is taken, or an officer has a claim on another
    /// crossing. When a claim moves from one crossing to another, put the one that loses it first.
    async fn put_crossing(&mut self, rows: &CrossingProjection) -> Result<(), StorageError>;

    /// Puts the projection of one crossing in place of `stored`, which is what is there; none where nothing is. For one who
    /// holds the counter and has folded every act: nothing is read.
    ///
    /// # Errors
    /// As [`Write::put_crossing`].
    async fn replace_crossing(
        &mut self,
        stored: Option<&CrossingProjection>,
        rows: &CrossingProjection,
    ) -> Result<(), StorageError>;

    /// Opens a shift, or puts another desk in an open one.
    async fn put_shift(&mut self, shift: &ShiftRow) -> Result<(), StorageError>;

    /// Closes the shift of an officer. Nothing happens if there is none.
    async fn delete_shift(&mut self, officer: &str) -> Result<(), StorageError>;

    /// Adds an officer, or puts new facts in place of the old.
    async fn put_officer(&mut self, officer: &OfficerRow) -> Result<(), StorageError>;

    /// Founds the post: its row, and a journal without acts whose hash is 32 zero bytes.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] when the database has a post already.
    async fn put_post(&mut self, post: &PostRow) -> Result<(), StorageError>;

    /// Puts a key, in place of one of the same State, kind, holder and epoch if there is one.
    async fn put_key_material(&mut self, key: &KeyRow) -> Result<(), StorageError>;

    /// Takes a key away. Nothing happens if there is none.
    async fn delete_key_material(
        &mut self,
        state: &str,
        kind: &str,
        holder: &str,
        epoch: i32,
    ) -> Result<(), StorageError>;

    /// Adds a version of a sealed document.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] when that version is there already.
    async fn put_sealed_document(&mut self, document: &SealedDocumentRow) -> Result<(), StorageError>;

    /// Erases the facts of every act up to a number, and photographs that nobody can open any more: an act of the post, appended
    /// in the same write, says so.
    async fn erase_facts(&mut self, up_to: i64) -> Result<(), StorageError>;

    /// Erases what is sealed to a State's circles, `state` among them as `STATE/…`, of every act on a crossing up to a number,
    /// and photographs that nobody can open any more: an act of the post, appended in the same write, says so.
    async fn erase_sealed_parts(&mut self, up_to: i64, state: &str) -> Result<(), StorageError>;

    /// Erases what stands on the pages of a State's own journal from before a moment: an act of the post, appended in the same
    /// write, says so.
    async fn erase_own_pages(&mut self, before: DateTime<Utc>, state: &str) -> Result<(), StorageError>;

    /// Returns the last page of a State's own journal; nobody else adds one meanwhile.
    async fn last_own_page(&mut self, state: &str) -> Result<Option<OwnPageRow>, StorageError>;

    /// Adds a page to a State's own journal.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] when its number is taken.
    async fn add_own_page(&mut self, page: &OwnPageRow) -> Result<(), StorageError>;

    /// Keeps a list that was sent ahead.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] when the State has one of that id.
    async fn add_advance_list(&mut self, list: &AdvanceListRow) -> Result<(), StorageError>;

    /// Takes a list that was sent ahead away. Nothing happens if there is none.
    async fn delete_advance_list(&mut self, state: &str, list: Uuid) -> Result<(), StorageError>;

    /// Erases the lists that were sent ahead and go by that moment: of every State whose rows this connection sees.
    async fn erase_advance_lists(&mut self, by: DateTime<Utc>) -> Result<(), StorageError>;

    /// Adds a photograph, once the act that names it is appended.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] when it is stored already.
    async fn add_photograph(&mut self, photograph: &PhotographRow) -> Result<(), StorageError>;

    /// Gives each of these States its side of the database, where the engine can keep them apart; with the founding, or again
    /// later.
    ///
    /// # Errors
    /// [`StorageError::NotOwner`] when this role may not.
    async fn raise_walls(&mut self, states: &[String]) -> Result<(), StorageError>;

    /// Removes every projection: crossings with all that hangs on them, officers and shifts. What follows is a
    /// rebuild from the journal in the same write; serials, keys and the journal itself stay.
    async fn clear_projections(&mut self) -> Result<(), StorageError>;

    /// Lets the engine begin on what was put so far, for one who has something else to do meanwhile. An engine that never
    /// lets a statement wait has begun already.
    ///
    /// # Errors
    /// Those of what was put.
    async fn hand_over(&mut self) -> Result<(), StorageError>;

    /// Commits, and wakes those who wait for news.
    ///
    /// # Errors
    /// Those of what was put, and nothing is committed;
    /// [`StorageError::OutcomeUnknown`] when the connection broke before the answer came.
    async fn commit(self: Box<Self>) -> Result<(), StorageError>;
}
