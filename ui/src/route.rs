//! The pages of the window.
//!
//! Invariant: where the officer is, is one value; it names everything the page needs to read itself again.

use domain::{Reference, StepId};

/// A page of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// Nothing is known of the post yet.
    Opening,
    /// No post is founded: found one, or open the demonstration.
    FirstRun,
    /// Nobody is signed in.
    SignIn,
    /// The live queue.
    Queue,
    /// A party arrives.
    Register,
    /// One crossing.
    Crossing(Reference),
    /// The examination of its goods.
    Examination(Reference),
    /// One of its slips, by the running number.
    Slip(Reference, u16),
    /// The notice of a refusal, by the step at which it was refused.
    Notice(Reference, StepId),
    /// Is this slip genuine?
    Verify,
    /// What supervisors watch.
    Monitor,
    /// The own State's officers, keys and recovery code.
    Administration,
    /// Language, theme, size of text; sign out.
    Setup,
}
