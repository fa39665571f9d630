//! What the pen costs: sealing, chaining and signing, apart from the database.

use std::time::{Duration, Instant};

use contract::Perform;

use super::commit::Bench;
use super::performing::Elsewhere;
use crate::clock::to_millis;
use crate::failure::Error;
use crate::journal::{Pen, Place, write};
use crate::signed_in::SignedIn;

impl SignedIn {
    /// Decides a command on an open crossing and writes its acts, of which nothing is kept. Returns how long the writing took,
    /// and how long it took to begin the envelope of the act after it, which a command does while it is being committed.
    ///
    /// # Errors
    /// As [`SignedIn::perform`].
    pub fn time_of_the_pen(&self, request: &Perform) -> Result<[Duration; 2], Error> {
        let workstation = &self.workstation;
        let at = to_millis(workstation.clock.now()).max(workstation.live().head.at);
        let change = {
            let live = workstation.live();
            let by = live.duty(&self.officer, at).ok();
            self.decide(&Bench { live: &live, by, at, serial: None, serials: &[] }, request, &Elsewhere::Nowhere)?
        };
        let (drafts, _) = self.drafts_of(&change, at)?;
        let by = self.author(at)?;
        let head = workstation.live().head.clone();
        let rings = self.rings();
        let began = Instant::now();
        rings.fill();
        let filled = began.elapsed();
        let began = Instant::now();
        let place = Place { post: workstation.post.post, head: &head, at, command: request.key };
        let pen = Pen { by: &by, signing: &self.keys.signing, sealers: rings.sealers(self.state)? };
        write(place, drafts, pen)?;
        Ok([began.elapsed(), filled])
    }
}
