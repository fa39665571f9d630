//! The wait for the journal's counter.

use std::pin::pin;
use std::time::Duration;

use storage::StorageError;
use tokio::time::{sleep, timeout};

use crate::failure::Error;
use crate::signed_in::SignedIn;

/// How long between two looks at what others do with the counter meanwhile.
const LOOKS_APART: Duration = Duration::from_millis(80);

/// How long between two looks of all who wait at one program: what it has not taken in by his turn is verified with the counter in hand.
const LOOKS_OF_ALL_APART: Duration = Duration::from_millis(20);

/// How long a look that is under way may go on once the counter is there: everybody waits for whoever has it.
const LAST_LOOK: Duration = Duration::from_millis(200);

impl SignedIn {
    /// Waits for the counter and reads along meanwhile: who has it at last has little left to read, and all those behind him wait
    /// for that.
    pub(super) async fn in_turn<T>(&self, turn: impl Future<Output = Result<T, StorageError>>) -> Result<T, Error> {
        let mut turn = pin!(turn);
        loop {
            tokio::select! {
                biased;
                own = &mut turn => return Ok(own?),
                () = sleep(LOOKS_APART) => {}
            }
            // What can't be read now is read with the counter in hand, or it is said there why not.
            let mut look = pin!(self.look());
            tokio::select! {
                biased;
                own = &mut turn => {
                    let _read = timeout(LAST_LOOK, look).await;
                    return Ok(own?);
                }
                _read = &mut look => {}
            }
        }
    }

    /// Reads what others did, unless somebody at this program just looked: then what he read is taken over.
    async fn look(&self) -> Result<i64, Error> {
        if self.workstation.is_to_look(LOOKS_OF_ALL_APART) { self.catch_up().await } else { self.catch_up_own().await }
    }
}
