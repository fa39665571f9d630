//! What every engine must do, as tests that each engine crate runs on its own ground.
//!
//! Invariant: the suite sees a database through [`Store`] and [`crate::Write`] alone; what it needs beyond that, a
//! [`Ground`] does.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code: a broken expectation ends the test"
)]

mod crossings;
mod files;
mod journal;
mod news;
mod random;
pub mod sample;
mod settings;

use std::sync::Arc;

use async_trait::async_trait;

use crate::{StorageError, Store};

pub use crossings::{
    a_claim_is_exclusive, a_projection_is_replaced, a_rebuild_starts_from_nothing, a_reference_is_taken_once,
    crossings_are_found, crossings_are_read_by_arrival, crossings_held_are_found, departures_are_found_by_document,
    open_crossings_are_read_apart,
};
pub use files::{
    a_foreign_database_is_refused, a_newer_database_is_refused, a_read_only_database_is_refused,
    a_second_database_is_not_made_over_the_first, an_act_is_never_changed, the_columns_are_the_same_on_every_engine,
};
pub use journal::{
    a_command_happens_once, a_dropped_write_leaves_no_trace, a_gap_is_refused, a_mistaken_head_is_refused,
    a_post_is_founded_once, a_version_is_taken_once, acts_are_read_in_brief, acts_read_back_as_written,
    an_empty_database_is_no_post, nothing_works_once_closed, serials_count_by_month, writers_race_without_gaps,
};
pub use news::{a_cancelled_wait_is_harmless, news_comes_at_once, news_reaches_another_store, no_news_takes_its_time};
pub use random::random_acts_read_back;
pub use settings::{
    advance_lists_read_back_and_go, keys_and_documents_read_back, officers_and_shifts_read_back,
    own_journals_read_back, photographs_read_back,
};

/// What is done to a database behind the program's back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mischief {
    /// Another program's tables are there instead.
    Foreign,
    /// A later version of the program applied one more migration.
    Newer,
    /// It may be read but not written.
    ReadOnly,
}

/// A place for one database, gone after the test.
#[async_trait]
pub trait Ground: Send + Sync {
    /// Makes the database.
    async fn create(&self) -> Result<Arc<dyn Store>, StorageError>;

    /// Opens the database, as another process would.
    async fn open(&self) -> Result<Arc<dyn Store>, StorageError>;

    /// Returns the store that is worked with once the post is founded: where States have workstations of their own, one of
    /// the north's.
    async fn at_work(&self, founder: Arc<dyn Store>) -> Arc<dyn Store> {
        founder
    }

    /// Does mischief to the database, which nobody has open.
    async fn suffer(&self, mischief: Mischief);

    /// Tries to change a stored act with a statement of its own; returns whether the database let it happen.
    async fn lets_an_act_be_changed(&self) -> bool;

    /// Returns every column as `table.column class`, with `?` after a class that may be null; classes are `TEXT`,
    /// `INTEGER` and `BLOB`.
    async fn columns(&self) -> Vec<String>;

    /// Removes the database.
    async fn clear(&self);
}

/// Makes the tests of the suite for one engine. `$ground` is an `async fn() -> Option<impl Ground>`; where it gives
/// none, the test says that it is skipped.
#[macro_export]
macro_rules! conformance {
    ($ground:path) => {
        $crate::conformance! { $ground =>
            an_empty_database_is_no_post a_post_is_founded_once acts_read_back_as_written acts_are_read_in_brief a_gap_is_refused a_mistaken_head_is_refused
            a_command_happens_once a_version_is_taken_once writers_race_without_gaps a_dropped_write_leaves_no_trace
            serials_count_by_month nothing_works_once_closed
            a_claim_is_exclusive a_projection_is_replaced a_rebuild_starts_from_nothing a_reference_is_taken_once
            crossings_are_found crossings_are_read_by_arrival crossings_held_are_found
            departures_are_found_by_document open_crossings_are_read_apart
            news_comes_at_once news_reaches_another_store no_news_takes_its_time a_cancelled_wait_is_harmless
            keys_and_documents_read_back officers_and_shifts_read_back own_journals_read_back
            photographs_read_back advance_lists_read_back_and_go
            a_foreign_database_is_refused a_newer_database_is_refused a_read_only_database_is_refused
            a_second_database_is_not_made_over_the_first an_act_is_never_changed
            the_columns_are_the_same_on_every_engine
            random_acts_read_back
        }
    };
    ($ground:path => $($test:ident)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                let Some(ground) = $ground().await else {
                    eprintln!(concat!("skipped: ", stringify!($test), " has no database to run on"));
                    return;
                };
                $crate::conformance::$test(&ground).await;
                $crate::conformance::Ground::clear(&ground).await;
            }
        )*
    };
}
