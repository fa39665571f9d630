//! What hangs on the journal is read again with its news: one read at a time, and not while the window is locked.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ipc;
use crate::state::Desk;

/// Reads now and whenever something was done at the post, with so much time between two reads at least. What is read belongs to
/// who is signed in: it is read anew after the lock.
pub fn read_along<F>(desk: Desk, between: Duration, read: impl Fn() -> F + Copy + 'static)
where
    F: Future<Output = ()> + 'static,
{
    let (is_reading, is_stale) = (StoredValue::new(false), StoredValue::new(false));
    Effect::new(move |_| {
        desk.feed.track();
        let is_locked = desk.session.with(|session| session.as_ref().is_none_or(|session| session.is_locked));
        if is_locked || is_reading.get_value() {
            is_stale.set_value(!is_locked);
            return;
        }
        is_reading.set_value(true);
        spawn_local(async move {
            loop {
                is_stale.try_set_value(false);
                read().await;
                ipc::pause(between).await;
                // Nothing to go on with once what asked for it is gone.
                if is_stale.try_get_value() != Some(true) {
                    break;
                }
            }
            is_reading.try_set_value(false);
        });
    });
}
