//! A database that is not ours, or not as we know it, is refused before anything is written.

use super::sample::{act, commit, founded, post};
use super::{Ground, Mischief};
use crate::StorageError;

/// Another program's database is left alone.
pub async fn a_foreign_database_is_refused(ground: &dyn Ground) {
    ground.suffer(Mischief::Foreign).await;
    assert!(matches!(ground.open().await.map(drop), Err(StorageError::NotAPost)));
}

/// A later version's database is left alone, and both versions are named.
pub async fn a_newer_database_is_refused(ground: &dyn Ground) {
    founded(ground).await.close().await;
    ground.suffer(Mischief::Newer).await;
    match ground.open().await.map(drop) {
        Err(StorageError::Newer { found, known }) => assert!(found > known && known > 0),
        other => panic!("{other:?}"),
    }
}

/// Where nothing can be written, opening says so at once rather than at the first command.
pub async fn a_read_only_database_is_refused(ground: &dyn Ground) {
    founded(ground).await.close().await;
    ground.suffer(Mischief::ReadOnly).await;
    assert!(matches!(ground.open().await.map(drop), Err(StorageError::ReadOnly)));
}

/// Making a post where there is one leaves the one that is there.
pub async fn a_second_database_is_not_made_over_the_first(ground: &dyn Ground) {
    founded(ground).await.close().await;
    assert!(matches!(ground.create().await.map(drop), Err(StorageError::Occupied)));
    assert_eq!(ground.open().await.unwrap().post().await.unwrap(), post());
}

/// A statement of somebody's own can't change a stored act by mistake.
pub async fn an_act_is_never_changed(ground: &dyn Ground) {
    let store = founded(ground).await;
    let first = commit(&*store, &[act(1, None)]).await;
    assert!(!ground.lets_an_act_be_changed().await);
    assert_eq!(store.acts_after(0, 10).await.unwrap(), first);
}

/// Every engine has the tables and columns of `schema.txt`, so that the engines have the same.
pub async fn the_columns_are_the_same_on_every_engine(ground: &dyn Ground) {
    founded(ground).await.close().await;
    let expected: Vec<&str> = include_str!("schema.txt").lines().collect();
    assert_eq!(ground.columns().await, expected);
}
