//! [`Write`] for both engines: one transaction that holds the counter.
//!
//! Invariant: the counter is taken by the first statement that is sent and given back by the commit or the rollback alone.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use storage::{
    ActRow, AdvanceListRow, CrossingProjection, Head, KeyRow, OfficerRow, OwnPageRow, PhotographRow, PostRow,
    SealedDocumentRow, SealedPartRow, SecondDisk, ShiftRow, StorageError, Write,
};
use uuid::Uuid;

use crate::news::Bell;
use crate::{Writer, crossings, statements};

/// A transaction that holds the counter.
pub struct Writing<'s> {
    writer: Writer,
    /// The post, once it is founded.
    post: Option<Uuid>,
    head: Head,
    /// Acts up to the head that came with the counter.
    read: Vec<ActRow>,
    bell: &'s Bell,
}

impl<'s> Writing<'s> {
    /// Takes the counter within the transaction.
    pub async fn begin(mut writer: Writer, bell: &'s Bell) -> Result<Self, StorageError> {
        let feed = crate::lock_head(writer.reading().await?).await?;
        let (post, head) = match feed {
            Some(feed) => (Some(feed.post), feed.into()),
            None => (None, Head { seq: 0, hash: vec![0; 32], at: DateTime::UNIX_EPOCH }),
        };
        Ok(Self { writer, post, head, read: Vec::new(), bell })
    }

    /// Goes on after a head that the caller knows: the writer has the counter, or takes it when it sends something. `read` are acts up
    /// to that head, without a gap.
    pub const fn after(head: Head, post: Uuid, writer: Writer, read: Vec<ActRow>, bell: &'s Bell) -> Self {
        Self { writer, post: Some(post), head, read, bell }
    }

    fn founded(&self) -> Result<Uuid, StorageError> {
        self.post.ok_or(StorageError::NotAPost)
    }

    /// Returns whether the acts follow the head without a gap and are of one command.
    fn follows(&self, acts: &[ActRow]) -> bool {
        let command = acts.first().map(|act| act.command);
        (self.head.seq..).skip(1).zip(acts).all(|(seq, act)| act.seq == seq && Some(act.command) == command)
    }
}

#[async_trait]
impl Write for Writing<'_> {
    fn head(&self) -> &Head {
        &self.head
    }

    fn second_disk(&self) -> SecondDisk {
        self.writer.disk()
    }

    async fn acts_after(&mut self, seq: i64) -> Result<Vec<ActRow>, StorageError> {
        let post = self.founded()?;
        if seq >= self.head.seq {
            return Ok(Vec::new());
        }
        if self.read.first().is_some_and(|first| first.seq == seq + 1) {
            return Ok(std::mem::take(&mut self.read));
        }
        statements::acts_after(self.writer.reading().await?, post, seq, i64::MAX).await
    }

    async fn sealed_parts(&mut self, after: i64, reader: &str) -> Result<Vec<SealedPartRow>, StorageError> {
        let post = self.founded()?;
        if after >= self.head.seq {
            return Ok(Vec::new());
        }
        statements::sealed_parts(self.writer.reading().await?, post, reader, after, i64::MAX).await
    }

    async fn next_serial(&mut self, month: &str) -> Result<u32, StorageError> {
        let post = self.founded()?;
        let last = statements::next_serial(self.writer.reading().await?, post, month).await?;
        u32::try_from(last).map_err(|_| StorageError::Corrupt {
            table: "serial",
            column: "last".to_owned(),
            row: month.to_owned(),
        })
    }

    async fn append(&mut self, request: &[u8], acts: &[ActRow], sealed: &[SealedPartRow]) -> Result<(), StorageError> {
        let post = self.founded()?;
        if !self.follows(acts) {
            return Err(StorageError::Conflict);
        }
        // It ends where the journal ended before.
        self.read.clear();
        crate::acts::add(&mut self.writer, post, request, acts, sealed).await?;
        if let Some(last) = acts.last() {
            self.head = Head { seq: last.seq, hash: last.hash.clone(), at: last.at };
        }
        Ok(())
    }

    async fn put_crossing(&mut self, rows: &CrossingProjection) -> Result<(), StorageError> {
        let post = self.founded()?;
        let stored = crossings::projection(self.writer.reading().await?, post, rows.crossing.id).await?;
        crossings::put_projection(&mut self.writer, post, stored.as_ref(), rows).await
    }

    async fn replace_crossing(
        &mut self,
        stored: Option<&CrossingProjection>,
        rows: &CrossingProjection,
    ) -> Result<(), StorageError> {
        let post = self.founded()?;
        crossings::put_projection(&mut self.writer, post, stored, rows).await
    }

    async fn put_shift(&mut self, shift: &ShiftRow) -> Result<(), StorageError> {
        let post = self.founded()?;
        statements::put_shift(&mut self.writer, post, shift).await
    }

    async fn delete_shift(&mut self, officer: &str) -> Result<(), StorageError> {
        let post = self.founded()?;
        statements::delete_shift(&mut self.writer, post, officer).await
    }

    async fn put_officer(&mut self, officer: &OfficerRow) -> Result<(), StorageError> {
        let post = self.founded()?;
        statements::put_officer(&mut self.writer, post, officer).await
    }

    async fn put_post(&mut self, post: &PostRow) -> Result<(), StorageError> {
        if self.post.is_some() {
            return Err(StorageError::Conflict);
        }
        let head = Head { seq: 0, hash: vec![0; 32], at: post.founded_at };
        statements::add_post(&mut self.writer, post).await?;
        crate::add_feed(&mut self.writer, post.post, &head).await?;
        self.post = Some(post.post);
        self.head = head;
        Ok(())
    }

    async fn put_key_material(&mut self, key: &KeyRow) -> Result<(), StorageError> {
        let post = self.founded()?;
        statements::put_key_material(&mut self.writer, post, key).await
    }

    async fn delete_key_material(
        &mut self,
        state: &str,
        kind: &str,
        holder: &str,
        epoch: i32,
    ) -> Result<(), StorageError> {
        let post = self.founded()?;
        statements::delete_key_material(&mut self.writer, post, state, kind, holder, epoch).await
    }

    async fn put_sealed_document(&mut self, document: &SealedDocumentRow) -> Result<(), StorageError> {
        let post = self.founded()?;
        statements::add_sealed_document(&mut self.writer, post, document).await
    }

    async fn erase_facts(&mut self, up_to: i64) -> Result<(), StorageError> {
        let post = self.founded()?;
        statements::erase_facts(&mut self.writer, post, up_to).await?;
        statements::erase_photographs(&mut self.writer, post, up_to).await
    }

    async fn erase_sealed_parts(&mut self, up_to: i64, state: &str) -> Result<(), StorageError> {
        let post = self.founded()?;
        // The character after the slash: every `STATE/…` sorts between the two.
        let (from, below) = (format!("{state}/"), format!("{state}0"));
        statements::erase_sealed_parts(&mut self.writer, post, up_to, &from, &below).await?;
        statements::erase_photographs(&mut self.writer, post, up_to).await
    }

    async fn erase_own_pages(&mut self, before: DateTime<Utc>, state: &str) -> Result<(), StorageError> {
        let post = self.founded()?;
        statements::erase_own_pages(&mut self.writer, post, state, before).await
    }

    async fn last_own_page(&mut self, state: &str) -> Result<Option<OwnPageRow>, StorageError> {
        let post = self.founded()?;
        statements::last_own_page(self.writer.reading().await?, post, state).await
    }

    async fn add_own_page(&mut self, page: &OwnPageRow) -> Result<(), StorageError> {
        let post = self.founded()?;
        statements::add_own_page(&mut self.writer, post, page).await
    }

    async fn add_advance_list(&mut self, list: &AdvanceListRow) -> Result<(), StorageError> {
        let post = self.founded()?;
        statements::add_advance_list(&mut self.writer, post, list).await
    }

    async fn delete_advance_list(&mut self, state: &str, list: Uuid) -> Result<(), StorageError> {
        let post = self.founded()?;
        statements::delete_advance_list(&mut self.writer, post, state, list).await
    }

    async fn erase_advance_lists(&mut self, by: DateTime<Utc>) -> Result<(), StorageError> {
        let post = self.founded()?;
        statements::erase_advance_lists(&mut self.writer, post, by).await
    }

    async fn add_photograph(&mut self, photograph: &PhotographRow) -> Result<(), StorageError> {
        let post = self.founded()?;
        statements::add_photograph(&mut self.writer, post, photograph).await
    }

    async fn raise_walls(&mut self, states: &[String]) -> Result<(), StorageError> {
        self.founded()?;
        crate::raise_walls(&mut self.writer, states).await
    }

    async fn clear_projections(&mut self) -> Result<(), StorageError> {
        let post = self.founded()?;
        statements::clear_projections(&mut self.writer, post).await
    }

    async fn hand_over(&mut self) -> Result<(), StorageError> {
        self.writer.reading().await.map(drop)
    }

    async fn commit(self: Box<Self>) -> Result<(), StorageError> {
        let Self { writer, bell, .. } = *self;
        let outcome = writer.commit().await;
        // Rung on failure too: after a broken connection the acts may be there.
        bell.ring();
        outcome
    }
}
