//! The bell that wakes those who wait for news.
//!
//! Invariant: it only says "look"; a missed or needless ring costs a poll and nothing else.

use tokio::sync::watch;

/// A bell that any number of waiters hear.
#[derive(Debug)]
pub struct Bell(watch::Sender<()>);

impl Bell {
    /// Makes a bell that nobody hears yet.
    pub fn new() -> Self {
        Self(watch::Sender::new(()))
    }

    /// Wakes everybody who listens.
    pub fn ring(&self) {
        self.0.send_replace(());
    }

    /// Listens from now on.
    pub fn listen(&self) -> watch::Receiver<()> {
        self.0.subscribe()
    }
}
