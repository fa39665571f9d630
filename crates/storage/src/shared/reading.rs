//! [`Store`] for both engines: each method is one statement, or one moment's snapshot.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use storage::{
    ActRow, AdvanceListEnd, AdvanceListRow, Briefs, CommandRow, CrossingProjection, CrossingRow, Engine, Head, Health,
    KeyRow, OfficerRow, OwnPageRow, PhotographRow, PostRow, Receiver, SealedDocumentRow, SealedPartRow, SecondDisk,
    ShiftRow, StorageError, Store, Write, folded,
};
use tokio::time::{Instant, timeout};
use uuid::Uuid;

use crate::writing::Writing;
use crate::{ENGINE, EngineStore, POLL, copying, crossings, statements};

impl EngineStore {
    /// Returns the post's id: read once, since a database never changes its post.
    async fn founded(&self) -> Result<Uuid, StorageError> {
        let read = async || {
            let post = statements::post(&mut *self.reader().await?).await?;
            post.map(|post| post.post).ok_or(StorageError::NotAPost)
        };
        self.founded.get_or_try_init(read).await.copied()
    }
}

#[async_trait]
impl Store for EngineStore {
    fn engine(&self) -> Engine {
        ENGINE
    }

    async fn post(&self) -> Result<PostRow, StorageError> {
        statements::post(&mut *self.reader().await?).await?.ok_or(StorageError::NotAPost)
    }

    async fn head(&self) -> Result<Head, StorageError> {
        crate::head(&mut *self.reader().await?).await?.map(Head::from).ok_or(StorageError::NotAPost)
    }

    async fn acts_after(&self, seq: i64, limit: i64) -> Result<Vec<ActRow>, StorageError> {
        let post = self.founded().await?;
        statements::acts_after(&mut *self.reader().await?, post, seq, limit).await
    }

    async fn acts_of_post(&self) -> Result<Vec<ActRow>, StorageError> {
        let post = self.founded().await?;
        statements::acts_of_post(&mut *self.reader().await?, post).await
    }

    async fn acts_of(&self, crossing: Uuid) -> Result<Vec<ActRow>, StorageError> {
        let post = self.founded().await?;
        statements::acts_of(&mut *self.reader().await?, post, crossing).await
    }

    async fn acts_of_open_crossings(&self, up_to_seq: i64) -> Result<Vec<ActRow>, StorageError> {
        let post = self.founded().await?;
        statements::acts_of_open_crossings(&mut *self.reader().await?, post, up_to_seq).await
    }

    async fn sealed_parts(&self, after: i64, up_to: i64, reader: &str) -> Result<Vec<SealedPartRow>, StorageError> {
        let post = self.founded().await?;
        statements::sealed_parts(&mut *self.reader().await?, post, reader, after, up_to).await
    }

    async fn briefs(&self, after: i64, up_to: i64) -> Result<Briefs, StorageError> {
        let post = self.founded().await?;
        crate::briefs(&mut *self.patient_reader().await?, post, after, up_to).await.map(Briefs::of)
    }

    async fn sealed_parts_at(&self, seqs: &[i64], reader: &str) -> Result<Vec<SealedPartRow>, StorageError> {
        let post = self.founded().await?;
        crate::sealed_parts_at(&mut *self.patient_reader().await?, post, seqs, reader).await
    }

    async fn all_sealed_parts(&self, after: i64, up_to: i64) -> Result<Vec<SealedPartRow>, StorageError> {
        let post = self.founded().await?;
        statements::all_sealed_parts(&mut *self.patient_reader().await?, post, after, up_to).await
    }

    async fn sealed_parts_of(&self, crossing: Uuid, reader: &str) -> Result<Vec<SealedPartRow>, StorageError> {
        let post = self.founded().await?;
        statements::sealed_parts_of(&mut *self.reader().await?, post, reader, crossing).await
    }

    async fn sealed_parts_of_open_crossings(
        &self,
        up_to_seq: i64,
        reader: &str,
    ) -> Result<Vec<SealedPartRow>, StorageError> {
        let post = self.founded().await?;
        statements::sealed_parts_of_open_crossings(&mut *self.reader().await?, post, reader, up_to_seq).await
    }

    async fn command(&self, key: Uuid) -> Result<Option<CommandRow>, StorageError> {
        let post = self.founded().await?;
        statements::command(&mut *self.reader().await?, post, key).await
    }

    async fn crossings_held(
        &self,
        state: &str,
        from: DateTime<Utc>,
        before: DateTime<Utc>,
    ) -> Result<Vec<String>, StorageError> {
        let post = self.founded().await?;
        statements::crossings_held(&mut *self.reader().await?, post, state, from, before).await
    }

    async fn crossing_by_reference(&self, reference: &str) -> Result<Option<CrossingRow>, StorageError> {
        let post = self.founded().await?;
        statements::crossing_by_reference(&mut *self.reader().await?, post, reference).await
    }

    async fn find_crossings(&self, text: &str, limit: i64) -> Result<Vec<CrossingRow>, StorageError> {
        let post = self.founded().await?;
        let from = folded(text);
        if from.is_empty() {
            return Ok(Vec::new());
        }
        // The last code point there is: every word that begins with `from` sorts below this, byte by byte.
        let below = format!("{from}\u{10FFFF}");
        statements::find_crossings(&mut *self.reader().await?, post, &from, &below, limit).await
    }

    async fn departures_with(&self, issuer: &str, number: &str, limit: i64) -> Result<Vec<String>, StorageError> {
        let post = self.founded().await?;
        statements::departures_with(&mut *self.reader().await?, post, &folded(number), [issuer, number], limit).await
    }

    async fn crossings(&self, include_closed: bool) -> Result<Vec<CrossingRow>, StorageError> {
        let post = self.founded().await?;
        let mut reader = self.reader().await?;
        if include_closed {
            statements::crossings(&mut reader, post).await
        } else {
            statements::open_crossings(&mut reader, post).await
        }
    }

    async fn crossings_arrived(
        &self,
        flow: &str,
        from: DateTime<Utc>,
        before: DateTime<Utc>,
    ) -> Result<Vec<CrossingRow>, StorageError> {
        let post = self.founded().await?;
        statements::crossings_arrived(&mut *self.reader().await?, post, flow, from, before).await
    }

    async fn projection(&self, crossing: Uuid) -> Result<Option<CrossingProjection>, StorageError> {
        let post = self.founded().await?;
        let mut snapshot = self.snapshot().await?;
        let rows = crossings::projection(&mut snapshot, post, crossing).await?;
        crate::leave(snapshot).await?;
        Ok(rows)
    }

    async fn officers(&self) -> Result<Vec<OfficerRow>, StorageError> {
        let post = self.founded().await?;
        statements::officers(&mut *self.reader().await?, post).await
    }

    async fn shifts(&self) -> Result<Vec<ShiftRow>, StorageError> {
        let post = self.founded().await?;
        statements::shifts(&mut *self.reader().await?, post).await
    }

    async fn key_material(&self, state: &str, kind: &str, holder: &str) -> Result<Vec<KeyRow>, StorageError> {
        let post = self.founded().await?;
        statements::key_material(&mut *self.reader().await?, post, state, kind, holder).await
    }

    async fn sealed_document(&self, state: &str, name: &str) -> Result<Option<SealedDocumentRow>, StorageError> {
        let post = self.founded().await?;
        statements::sealed_document(&mut *self.reader().await?, post, state, name).await
    }

    async fn advance_lists(&self, state: &str) -> Result<Vec<AdvanceListEnd>, StorageError> {
        let post = self.founded().await?;
        statements::advance_lists(&mut *self.reader().await?, post, state).await
    }

    async fn advance_list(&self, state: &str, list: Uuid) -> Result<Option<AdvanceListRow>, StorageError> {
        let post = self.founded().await?;
        statements::advance_list(&mut *self.reader().await?, post, state, list).await
    }

    async fn own_pages(&self, state: &str, page: i64, limit: i64) -> Result<Vec<OwnPageRow>, StorageError> {
        let post = self.founded().await?;
        statements::own_pages(&mut *self.reader().await?, post, state, page, limit).await
    }

    async fn last_own_page(&self, state: &str) -> Result<Option<OwnPageRow>, StorageError> {
        let post = self.founded().await?;
        statements::last_own_page(&mut *self.reader().await?, post, state).await
    }

    async fn photograph(&self, digest: &[u8]) -> Result<Option<PhotographRow>, StorageError> {
        let post = self.founded().await?;
        statements::photograph(&mut *self.reader().await?, post, digest).await
    }

    async fn side(&self) -> Result<Option<String>, StorageError> {
        crate::own_state(&mut *self.reader().await?).await
    }

    async fn time(&self) -> Result<Option<DateTime<Utc>>, StorageError> {
        crate::time(&mut *self.reader().await?).await
    }

    async fn write(&self) -> Result<Box<dyn Write + '_>, StorageError> {
        Ok(Box::new(Writing::begin(self.writer().await?, &self.bell).await?))
    }

    async fn write_after(&self, head: &Head) -> Result<Box<dyn Write + '_>, StorageError> {
        let post = self.founded().await?;
        Ok(Box::new(self.writing_after(head, post).await?))
    }

    async fn wait_for_news(&self, after: i64, at_most: Duration) -> Result<i64, StorageError> {
        let began = Instant::now();
        let mut bell = self.bell.listen();
        loop {
            // Seen before looking: a ring while we look wakes the wait below.
            bell.borrow_and_update();
            let seq = crate::soon(self.head()).await?.seq;
            let left = at_most.saturating_sub(began.elapsed());
            if seq > after || left.is_zero() {
                return Ok(seq);
            }
            // Rung or not, what counts is what the next look finds.
            let _ = timeout(left.min(POLL), bell.changed()).await;
        }
    }

    async fn copy_to(&self, receiver: &mut dyn Receiver) -> Result<(), StorageError> {
        let mut snapshot = self.snapshot().await?;
        copying::give_all(&mut snapshot, receiver).await?;
        crate::leave(snapshot).await
    }

    fn second_disk(&self) -> SecondDisk {
        self.disk()
    }

    async fn health(&self) -> Result<Health, StorageError> {
        crate::health(&mut *self.patient_reader().await?).await
    }

    async fn close(&self) {
        self.readers.close().await;
        self.stop().await;
    }
}
