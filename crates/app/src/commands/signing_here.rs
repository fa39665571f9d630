//! A second officer of the same State signs at the desk of the first, who stays signed in and keeps his work.
//!
//! Invariant: the second signature is made with the second officer's own keys, which his password unwrapped, and they are
//! wiped when it is made. The other State's officer signs at a desk of his own State.

use contract::{Performed, SignHere};
use domain::{Action, Refusal};

use crate::failure::Error;
use crate::signed_in::SignedIn;

impl SignedIn {
    /// Signs as that officer, at this desk.
    ///
    /// # Errors
    /// With a growing wait when number or password are wrong; [`Error::CodeNeeded`] and [`Error::CardNeeded`] for one whom they
    /// guard; when he is the first officer himself or of the other State,
    /// what he asks for is no signature, or the procedure refuses.
    pub async fn sign_here(&self, request: SignHere) -> Result<Performed, Error> {
        let password = zeroize::Zeroizing::new(request.password);
        let is_signature = matches!(
            request.perform.action.plain(),
            Action::Confirm { .. }
                | Action::CoSign { .. }
                | Action::Second { .. }
                | Action::Decline { .. }
                | Action::SeePaper { .. }
        );
        if !is_signature {
            return Err(Error::Invalid { field: "action" });
        }
        let second = Self::unwrap(&self.workstation, &request.officer, &password).await?;
        // Whose window is guarded by more than a password signs at his own.
        second.has_the_demanded_card()?;
        second.pass_one_time(None).await?;
        let refused = if second.officer == self.officer {
            Some(Refusal::SameOfficer)
        } else if second.state != self.state {
            Some(Refusal::OtherState)
        } else {
            None
        };
        if let Some(refusal) = refused {
            return self.answered(|| format!("sign_here {}", second.officer), Err(refusal.into()));
        }
        let is_on_shift = self.workstation.live().post.shifts.contains_key(&second.officer);
        if is_on_shift {
            return second.perform(&request.perform).await;
        }
        // Who is on no shift is on one at this desk for as long as it takes.
        let desk = self.session()?.desk;
        second.take_desk(&desk).await?;
        let performed = second.perform(&request.perform).await;
        second.close_shift(second.workstation.clock.new_id()).await?;
        performed
    }
}
