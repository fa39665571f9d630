//! A State's own journal verified: numbers, chain, contents, signatures, and that it still holds every head which the State's
//! supervisors put in the shared one.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use domain::StateCode;
use domain::own_journal::OwnHead;
use serde::{Deserialize, Serialize};
use storage::{OwnPageRow, Store};

use super::page;
use crate::failure::Error;
use crate::journal::Fault;
use crate::live::Live;

/// How many pages are read at once.
const BATCH: i64 = 256;

/// What is wrong with one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnProblem {
    /// Its number.
    pub page: i64,
    /// What does not hold.
    pub check: Fault,
}

/// What was found in the own journal of one State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnJournalFound {
    /// Which State's.
    pub state: StateCode,
    /// Whether it could be looked at: the other State's can't where the database keeps it apart.
    pub is_seen: bool,
    /// How many pages there are.
    pub pages: u64,
    /// Up to which page the shared journal holds its heads.
    pub anchored_to: i64,
    /// What is wrong.
    pub problems: Vec<OwnProblem>,
}

/// Verifies the own journal of a State against the heads that the shared journal holds of it, with bounded memory; not where
/// its pages are not to be seen here.
///
/// # Errors
/// When the database can't be read.
pub async fn verify_own(
    store: &dyn Store,
    live: &Live,
    state: StateCode,
    anchors: &[OwnHead],
    is_seen: bool,
) -> Result<OwnJournalFound, Error> {
    let post = store.post().await?.post;
    let mut wanted: BTreeMap<i64, &str> = anchors.iter().map(|head| (head.page, head.hash.as_str())).collect();
    let anchored_to = wanted.keys().next_back().copied().unwrap_or_default();
    let mut found = OwnJournalFound { state, is_seen: true, pages: 0, anchored_to, problems: Vec::new() };
    if !is_seen {
        return Ok(OwnJournalFound { is_seen, ..found });
    }
    let mut previous: Option<OwnPageRow> = None;
    loop {
        let after = previous.as_ref().map_or(0, |row| row.page);
        let rows = store.own_pages(state.as_str(), after, BATCH).await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            found.pages += 1;
            let key_of = |officer: &_, at| live.certified_key(officer, state, at);
            if let Err(check) =
                page::verify(post, &row, previous.as_ref(), live.post.erased.took_own_of(state, row.at), key_of)
            {
                found.problems.push(OwnProblem { page: row.page, check });
            }
            if wanted.remove(&row.page).is_some_and(|hash| hash != HEXLOWER.encode(&row.hash)) {
                found.problems.push(OwnProblem { page: row.page, check: Fault::Chain });
            }
            previous = Some(row);
        }
    }
    // Heads that the shared journal holds and no page has: the end was cut off.
    found.problems.extend(wanted.keys().map(|page| OwnProblem { page: *page, check: Fault::Number }));
    Ok(found)
}
