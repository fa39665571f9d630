//! Those who wait for news hear of it soon, and of nothing that was not committed.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Ground;
use super::sample::{act, append, commit, founded, of_one_command};
use crate::Store;

const LONG: Duration = Duration::from_secs(20);

/// Starts to wait, and gives the wait time to begin.
async fn waiting(store: &Arc<dyn Store>, after: i64) -> tokio::task::JoinHandle<(i64, Instant)> {
    let store = Arc::clone(store);
    let wait = tokio::spawn(async move { (store.wait_for_news(after, LONG).await.unwrap(), Instant::now()) });
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert!(!wait.is_finished());
    wait
}

/// What is there already is news to one who asks from before it.
pub async fn news_comes_at_once(ground: &dyn Ground) {
    let store = founded(ground).await;
    commit(&*store, &of_one_command(&[act(1, None), act(2, None)])).await;
    let began = Instant::now();
    assert_eq!(store.wait_for_news(1, LONG).await.unwrap(), 2);
    assert!(began.elapsed() < Duration::from_millis(500));

    let wait = waiting(&store, 2).await;
    commit(&*store, &[act(3, None)]).await;
    let committed = Instant::now();
    let (seq, heard) = wait.await.unwrap();
    assert_eq!(seq, 3);
    assert!(heard.saturating_duration_since(committed) < Duration::from_millis(500));
}

/// A commit through one store wakes another on the same database within a second; a dropped write does not.
pub async fn news_reaches_another_store(ground: &dyn Ground) {
    let store = founded(ground).await;
    let other = ground.open().await.unwrap();
    let wait = waiting(&other, 0).await;
    let mut write = store.write().await.unwrap();
    append(&mut *write, &[act(1, None)]).await;
    drop(write);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!wait.is_finished());
    commit(&*store, &[act(1, None)]).await;
    let committed = Instant::now();
    let (seq, heard) = wait.await.unwrap();
    assert_eq!(seq, 1);
    assert!(heard.saturating_duration_since(committed) < Duration::from_secs(1));
}

/// Without news the wait ends when it should, with the number that is there.
pub async fn no_news_takes_its_time(ground: &dyn Ground) {
    let store = founded(ground).await;
    commit(&*store, &[act(1, None)]).await;
    let began = Instant::now();
    assert_eq!(store.wait_for_news(1, Duration::from_millis(250)).await.unwrap(), 1);
    assert!((Duration::from_millis(250)..Duration::from_secs(5)).contains(&began.elapsed()));
    assert_eq!(store.wait_for_news(7, Duration::ZERO).await.unwrap(), 1);
}

/// A wait that is given up takes nothing with it: the next one hears the same news.
pub async fn a_cancelled_wait_is_harmless(ground: &dyn Ground) {
    let store = founded(ground).await;
    for _ in 0..50 {
        let wait = store.wait_for_news(0, LONG);
        assert!(tokio::time::timeout(Duration::from_millis(3), wait).await.is_err());
    }
    commit(&*store, &[act(1, None)]).await;
    assert_eq!(store.wait_for_news(0, LONG).await.unwrap(), 1);
}
