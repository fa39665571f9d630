//! What a worker left: every acknowledged command gives its same answer again, and nothing is half written.

use std::path::Path;
use std::sync::Arc;

use app::{Demonstration, Traffic, Turn, Workstation};
use contract::Performed;
use serde::Serialize;

use super::worker::{Heard, answered};
use crate::answer::Trouble;

/// What came of workers that were ended where they stood.
#[derive(Debug, Default, Serialize)]
pub struct Losses {
    /// Workers that had a command under way.
    pub in_command: u32,
    /// Of those, how many commands turned out to have been kept.
    pub kept: u32,
    /// Commands that were acknowledged.
    pub acknowledged: usize,
    /// Acts in the journal at the end.
    pub acts: i64,
    /// Acknowledged commands that gave another answer, or none, when they were sent again.
    pub lost: u32,
    /// Crossings whose plain rows were not what the journal says.
    pub torn: u32,
    /// Verifications of the journal that did not hold.
    pub broken: u32,
}

impl Losses {
    /// Returns whether nothing was lost.
    pub const fn is_sound(&self) -> bool {
        self.lost == 0 && self.torn == 0 && self.broken == 0
    }
}

/// A post on which workers end.
pub struct Aftermath {
    post: Arc<Workstation>,
    /// The same officers as the worker's: whoever was not answered sends his command again.
    officers: Traffic,
    acknowledged: Vec<(Turn, Performed)>,
    seen: i64,
    /// What was found so far.
    pub losses: Losses,
}

impl Aftermath {
    /// Makes the post.
    pub async fn begin(address: &str, home: &Path) -> Result<Self, Trouble> {
        let post = Demonstration { seed: 3, referral_permille: 20 }.found(address, home).await?;
        let officers = Traffic::begin(&post, 1).await?;
        let seen = post.store().head().await?.seq;
        Ok(Self { post, officers, acknowledged: Vec::new(), seen, losses: Losses::default() })
    }

    /// Returns how many acts and acknowledged commands there are, for whoever waits.
    pub fn so_far(&self) -> String {
        format!("{} commands acknowledged, {} acts", self.acknowledged.len(), self.seen)
    }

    /// Looks at what a worker left that said this.
    pub async fn look(&mut self, heard: Heard) -> Result<(), Trouble> {
        let first_new = self.acknowledged.len();
        self.acknowledged.extend(heard.done);
        for (turn, performed) in self.acknowledged.iter().skip(first_new) {
            let is_there = self.head().await? >= performed.seq.into_iter().max().unwrap_or_default();
            let again = self.officers.send(turn).await.ok().flatten();
            self.losses.lost += u32::from(!is_there || again.as_ref() != Some(performed));
        }
        if let Some(turn) = heard.under_way {
            self.losses.in_command += 1;
            self.losses.kept += u32::from(self.post.store().command(turn.key()).await?.is_some());
            // Nobody knows what became of it, so it is sent again: it happens once, or it is refused.
            if let Some(performed) = answered(self.officers.send(&turn).await)? {
                self.acknowledged.push((turn, performed));
            }
        }
        self.losses.torn += torn(&self.post, self.seen).await?;
        self.seen = self.head().await?;
        Ok(())
    }

    /// Verifies the journal from its first act on.
    pub async fn verify(&mut self) -> Result<(), Trouble> {
        self.losses.broken += u32::from(!app::verify(self.post.store()).await?.is_ok());
        Ok(())
    }

    /// Looks at everything once more.
    pub async fn end(mut self) -> Result<Losses, Trouble> {
        self.verify().await?;
        for (turn, performed) in &self.acknowledged {
            let again = self.officers.send(turn).await.ok().flatten();
            self.losses.lost += u32::from(again.as_ref() != Some(performed));
        }
        self.losses.torn += torn(&self.post, 0).await?;
        self.losses.lost += u32::from(self.head().await? != self.seen);
        self.losses.acknowledged = self.acknowledged.len();
        self.losses.acts = self.seen;
        self.post.store().close().await;
        Ok(self.losses)
    }

    async fn head(&self) -> Result<i64, Trouble> {
        Ok(self.post.store().head().await?.seq)
    }
}

async fn torn(post: &Workstation, after: i64) -> Result<u32, Trouble> {
    Ok(u32::try_from(app::projections_that_differ(post, after).await?.len()).unwrap_or(u32::MAX))
}
