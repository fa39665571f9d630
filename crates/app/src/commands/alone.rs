//! Going on while the server's second disk is missing: what may be done without it, and who agrees to more.

use contract::{AgreeAlone, AloneView, EndAlone};
use domain::{At, PostAct};
use storage::SecondDisk;

use crate::failure::Error;
use crate::live::Live;
use crate::signed_in::SignedIn;
use crate::typed::is_request;
use crate::workstation::Workstation;

impl SignedIn {
    /// Agrees for the own State to go on while the second disk is missing; so it is once the other State's supervisor did the same.
    ///
    /// # Errors
    /// When the officer is no supervisor, or it is for too long.
    pub async fn agree_alone(&self, request: AgreeAlone) -> Result<(), Error> {
        is_request(&serde_json::to_vec(&request)?)?;
        self.post_act(request.key, PostAct::AloneAgreed { alone: request.alone }).await
    }

    /// Has the post wait for its second disk again, and takes away what one of the States had asked for.
    ///
    /// # Errors
    /// When the officer is no supervisor, or nobody goes on without it.
    pub async fn end_alone(&self, request: EndAlone) -> Result<(), Error> {
        self.post_act(request.key, PostAct::AloneEnded { what: request.what }).await
    }

    /// Returns whether the post goes on without its second disk.
    pub fn alone(&self) -> AloneView {
        let (live, now) = (self.workstation.live(), self.workstation.clock.now());
        AloneView {
            asked: live.post.going_on.asked_at(now).map(|(state, asked)| (state, asked.clone())).collect(),
            agreed: live.post.going_on.in_force(now).cloned(),
        }
    }
}

impl Workstation {
    /// Returns since when the server's second disk is missing.
    pub fn second_disk_missing(&self) -> Option<At> {
        match self.store.second_disk() {
            SecondDisk::Missing { since } => Some(since),
            SecondDisk::None | SecondDisk::There => None,
        }
    }

    /// Refuses work on crossings while the second disk is missing, unless both States agreed to go on without it: nothing would be
    /// left of it if the server's own disk broke now. Shifts are opened and closed meanwhile, so that supervisors can agree.
    ///
    /// `begun` is how the disk stood when the write began, which decides whether the commit waits for it: one that came back since
    /// changes nothing, and one that went since would be waited for in vain.
    pub(crate) fn is_on_both_disks(&self, live: &Live, at: At, begun: SecondDisk) -> Result<(), Error> {
        let is_missing = matches!(begun, SecondDisk::Missing { .. }) || self.second_disk_missing().is_some();
        if is_missing && live.post.going_on.in_force(at).is_none() {
            return Err(Error::SecondDiskMissing);
        }
        Ok(())
    }
}
