//! The bridge from the journal's feed, and from the clock that watches the seat, to the windows: it says *that* something
//! changed; the page asks what.

use std::time::Duration;

use app::Office;
use contract::{FEED_EVENT, FeedNews, Reach, SEAT_EVENT};
use tauri::{AppHandle, Emitter as _, Manager as _};

/// How long one wait lasts; the page hears at least this often that the database can be reached.
const AT_MOST: Duration = Duration::from_secs(5);

/// Tells the windows for as long as the program runs.
pub async fn run(app: AppHandle) {
    let mut last = FeedNews { seq: 0, reach: Reach::Good, second_disk_missing: None };
    loop {
        let news = app.state::<Office>().wait_for_news(last.seq, AT_MOST).await;
        if is_new(last, news) {
            // A window that is just closing hears nothing more; the next one reads for itself.
            let _closing = app.emit(FEED_EVENT, news);
        }
        last = news;
    }
}

/// Says whether there is something to tell. For how long the database has been silent a window counts by itself, from when it was
/// told first.
fn is_new(last: FeedNews, news: FeedNews) -> bool {
    let is_silent_still = matches!((last.reach, news.reach), (Reach::Unreachable { .. }, Reach::Unreachable { .. }));
    let last = if is_silent_still { FeedNews { reach: news.reach, ..last } } else { last };
    news != last
}

/// Tells the windows how the seat stands, for as long as the program runs.
pub async fn watch_seat(app: AppHandle) {
    let mut last = None;
    loop {
        let news = app.state::<Office>().wait_for_seat(last).await;
        // As above.
        let _closing = app.emit(SEAT_EVENT, news);
        last = Some(news);
    }
}

#[cfg(test)]
mod tests {
    use super::{FeedNews, Reach, is_new};

    const GOOD: FeedNews = FeedNews { seq: 7, reach: Reach::Good, second_disk_missing: None };

    fn silent(seconds: u32) -> FeedNews {
        FeedNews { reach: Reach::Unreachable { seconds }, ..GOOD }
    }

    #[test]
    fn that_the_database_is_silent_is_told_once() {
        assert!(is_new(GOOD, silent(2)));
        assert!(!is_new(silent(2), silent(3)));
        assert!(is_new(silent(3), GOOD));
        assert!(!is_new(GOOD, GOOD));
    }

    #[test]
    fn what_else_is_new_is_told_meanwhile_too() {
        let missing = FeedNews { second_disk_missing: Some(Default::default()), ..silent(3) };
        assert!(is_new(silent(2), missing));
        assert!(is_new(GOOD, FeedNews { seq: 8, ..GOOD }));
    }
}
