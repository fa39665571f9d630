//! The line to the server: every wait for it ends, whatever becomes of the cable, the server, or what stands between.
//!
//! Invariant: a connection on which an answer was not waited for to its end is closed and never used again. Closing it is what
//! rolls back what it had begun.

use std::fmt;
use std::io;
use std::mem;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream, StreamExt as _};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgQueryResult, PgRow, PgStatement, PgTypeInfo};
use sqlx::{
    ConnectOptions as _, Connection as _, Describe, Either, Error, Execute, Executor, PgConnection, Pool, Postgres,
    SqlStr,
};
use tokio::runtime::Handle;
use tokio::time::timeout;

/// How long the beginning of an answer may take, and each of its rows: longer than somebody waits for the counter
/// (`lock_timeout`), who has no answer meanwhile.
pub const ANSWER: Duration = Duration::from_secs(15);

/// How long an answer may take that the server has to read a month for.
pub const LONG_ANSWER: Duration = Duration::from_secs(300);

/// How long the answer to a question may take that is asked every second: after this the line counts as broken.
pub const SIGN_OF_LIFE: Duration = Duration::from_secs(4);

/// How long it may take to be let in, waiting for a free connection included.
pub const LET_IN: Duration = Duration::from_secs(10);

/// How long an idle connection may take to show that it still is one.
const STILL_THERE: Duration = Duration::from_secs(2);

/// For how long a connection that answered is taken for one that still does, unless another one broke since.
const ANSWERED_JUST_NOW: Duration = Duration::from_millis(250);

/// When a connection of this program broke last: what ends one mostly ends all of them.
static BROKE: Mutex<Option<Instant>> = Mutex::new(None);

/// How long it may take to leave well.
const LEAVE: Duration = Duration::from_secs(5);

/// Returns how a pool of so many connections is held: one that no longer answers gives way to a new one.
pub fn pool(most: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(LET_IN)
        // It would wait for ever, or until the whole time for being let in is over.
        .test_before_acquire(false)
        .before_acquire(|db, known| {
            // What answered a moment ago is not asked first: with every statement it would double the exchanges.
            let is_known = known.idle_for < ANSWERED_JUST_NOW && has_answered_since_the_last_break(known.idle_for);
            Box::pin(async move { Ok(is_known || matches!(timeout(STILL_THERE, db.ping()).await, Ok(Ok(())))) })
        })
}

/// A connection to the server.
pub struct Connection {
    held: Held,
    /// How long an answer may take.
    pub patience: Duration,
    /// A question was sent, and its answer not read to the end.
    is_asking: bool,
    /// Something was begun and neither committed nor rolled back.
    has_begun: bool,
}

/// Where it is from.
enum Held {
    Pooled(PoolConnection<Postgres>),
    Own(Box<PgConnection>),
    Gone,
}

impl Connection {
    /// Takes a connection out of a pool.
    pub async fn of(pool: &Pool<Postgres>) -> Result<Self, Error> {
        Ok(Self::with(Held::Pooled(pool.acquire().await?)))
    }

    /// Opens a connection of its own.
    pub async fn open(options: &PgConnectOptions) -> Result<Self, Error> {
        let opened = timeout(LET_IN, options.connect()).await.map_err(|_| late())??;
        Ok(Self::with(Held::Own(Box::new(opened))))
    }

    const fn with(held: Held) -> Self {
        Self { held, patience: ANSWER, is_asking: false, has_begun: false }
    }

    /// Begins a transaction.
    pub async fn begin(&mut self, statement: &'static str) -> Result<(), Error> {
        self.has_begun = true;
        self.execute(statement).await.map(drop)
    }

    /// Commits, or rolls back, what was begun.
    pub async fn end(&mut self, statement: &'static str) -> Result<(), Error> {
        self.execute(statement).await?;
        self.has_begun = false;
        Ok(())
    }

    /// Returns the driver's connection, for what may take as long as it takes.
    pub fn raw(&mut self) -> Result<&mut PgConnection, Error> {
        match &mut self.held {
            Held::Pooled(pooled) => Ok(pooled),
            Held::Own(own) => Ok(own),
            Held::Gone => Err(Error::PoolClosed),
        }
    }

    /// Closes it.
    pub async fn close(mut self) -> Result<(), Error> {
        let closing = async {
            match mem::replace(&mut self.held, Held::Gone) {
                Held::Pooled(pooled) => pooled.close().await,
                Held::Own(own) => own.close().await,
                Held::Gone => Ok(()),
            }
        };
        timeout(LEAVE, closing).await.map_err(|_| late())?
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // One's own is closed by being dropped.
        let Held::Pooled(mut pooled) = mem::replace(&mut self.held, Held::Gone) else { return };
        // Nothing can be sent any more where nothing runs; the server sees the connection go.
        let Ok(runtime) = Handle::try_current() else { return drop(pooled.detach()) };
        if self.is_asking {
            return pooled.close_on_drop();
        }
        let has_begun = self.has_begun;
        runtime.spawn(async move {
            if has_begun && !matches!(timeout(LEAVE, (&mut *pooled).execute("ROLLBACK")).await, Ok(Ok(_))) {
                return pooled.close_on_drop();
            }
            let _left = timeout(LEAVE, pooled.return_to_pool()).await;
        });
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Connection").field("is_asking", &self.is_asking).finish_non_exhaustive()
    }
}

/// What stands for an answer that did not come in time.
fn late() -> Error {
    Error::Io(io::ErrorKind::TimedOut.into())
}

/// Returns whether no connection broke since one answered that has been idle for so long.
fn has_answered_since_the_last_break(idle_for: Duration) -> bool {
    BROKE.lock().unwrap_or_else(PoisonError::into_inner).is_none_or(|at| at.elapsed() > idle_for)
}

/// Notes an error after which the others are not trusted either: there was no answer, or the server ended the connection.
fn note(error: &Error) {
    let is_ended = error.as_database_error().is_some_and(crate::engine::has_broken_off);
    if is_ended || !is_answer(error) {
        *BROKE.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }
}

/// Returns whether the connection can be used on after an error: the server itself said why not.
const fn is_answer(error: &Error) -> bool {
    matches!(error, Error::Database(_) | Error::RowNotFound | Error::Encode(_))
}

impl<'c> Executor<'c> for &'c mut Connection {
    type Database = Postgres;

    fn fetch_many<'e, 'q, E>(self, query: E) -> BoxStream<'e, Result<Either<PgQueryResult, PgRow>, Error>>
    where
        'c: 'e,
        'q: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let Connection { held, patience, is_asking, .. } = self;
        let patience = *patience;
        *is_asking = true;
        let rows = match held {
            Held::Pooled(pooled) => (&mut **pooled).fetch_many(query),
            Held::Own(own) => (&mut **own).fetch_many(query),
            Held::Gone => stream::once(async { Err(Error::PoolClosed) }).boxed(),
        };
        let next = move |state: Option<(BoxStream<'e, _>, &'c mut bool)>| async move {
            let (mut rows, is_asking) = state?;
            match timeout(patience, rows.next()).await {
                Ok(Some(Ok(row))) => Some((Ok(row), Some((rows, is_asking)))),
                Ok(Some(Err(error))) => {
                    note(&error);
                    *is_asking = !is_answer(&error);
                    Some((Err(error), None))
                }
                Ok(None) => {
                    *is_asking = false;
                    None
                }
                Err(_) => {
                    note(&late());
                    Some((Err(late()), None))
                }
            }
        };
        stream::unfold(Some((rows, is_asking)), next).boxed()
    }

    fn fetch_optional<'e, 'q, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>, Error>>
    where
        'c: 'e,
        'q: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let asked = |db: &'c mut PgConnection| db.fetch_optional(query);
        self.within(asked)
    }

    fn prepare_with<'e>(self, sql: SqlStr, parameters: &'e [PgTypeInfo]) -> BoxFuture<'e, Result<PgStatement, Error>>
    where
        'c: 'e,
    {
        self.within(move |db: &'c mut PgConnection| db.prepare_with(sql, parameters))
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Postgres>, Error>>
    where
        'c: 'e,
    {
        self.within(move |db: &'c mut PgConnection| db.describe(sql))
    }
}

impl Connection {
    /// Waits for an answer that comes as one.
    fn within<'c: 'e, 'e, T: Send + 'e>(
        &'c mut self,
        ask: impl FnOnce(&'c mut PgConnection) -> BoxFuture<'e, Result<T, Error>> + Send + 'e,
    ) -> BoxFuture<'e, Result<T, Error>> {
        let Self { held, patience, is_asking, .. } = self;
        let patience = *patience;
        *is_asking = true;
        let db: &'c mut PgConnection = match held {
            Held::Pooled(pooled) => pooled,
            Held::Own(own) => own,
            Held::Gone => return Box::pin(async { Err(Error::PoolClosed) }),
        };
        let answer = ask(db);
        Box::pin(async move {
            let answer = timeout(patience, answer).await.unwrap_or_else(|_| Err(late()));
            *is_asking = answer.as_ref().is_err_and(|error| !is_answer(error));
            if let Err(error) = &answer {
                note(error);
            }
            answer
        })
    }
}
