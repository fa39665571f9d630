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
    let mut last = FeedNews { seq: 0, reach: Reach::Good };
    loop {
        let news = app.state::<Office>().wait_for_news(last.seq, AT_MOST).await;
        if news != last {
            // A window that is just closing hears nothing more; the next one reads for itself.
            let _closing = app.emit(FEED_EVENT, news);
        }
        last = news;
    }
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
