//! `demo`: a post with invented officers and traffic.

use std::path::Path;
use std::time::Duration;

use app::{Demonstration, Pace, Traffic, Workstation, home};
use serde_json::json;

use super::address;
use crate::Call;
use crate::answer::{Answer, Trouble};

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// What chance begins with.
    pub seed: u64,
    /// How many parties arrive.
    pub crossings: u32,
    /// Goes on for ever.
    pub live: bool,
    /// How long between two acts, where it goes on for ever.
    pub between: Duration,
    /// How many of a thousand controls that are claimed are referred at random.
    pub referrals: u16,
    /// How many crossings are left open at the end.
    pub standing: usize,
}

/// Makes the post where there is none, and lets its traffic run.
pub async fn run(call: &Call, wanted: &Wanted) -> Result<Answer, Trouble> {
    let address = address(call)?;
    let is_there = !app::is_postgres(address) && Path::new(address.trim_start_matches("sqlite:")).exists();
    let workstation = if is_there {
        Workstation::open(address, &home()).await?
    } else {
        eprintln!("Founding a demonstration post …");
        Demonstration { seed: wanted.seed, referral_permille: wanted.referrals }.found(address, &home()).await?
    };
    let mut traffic = Traffic::begin(&workstation, wanted.seed).await?;
    eprintln!("Traffic is running …");
    let pace = if wanted.live {
        Pace { standing: wanted.standing.max(25), between: wanted.between, parties: None }
    } else {
        Pace { standing: wanted.standing, between: Duration::ZERO, parties: Some(wanted.crossings) }
    };
    traffic.run(pace).await?;
    let crossings = workstation.store().crossings(true).await?;
    let open = crossings.iter().filter(|crossing| crossing.closed_at.is_none()).count();
    let acts = workstation.store().head().await?.seq;
    call.output.say(&json!({ "crossings": crossings.len(), "open": open, "acts": acts }), || {
        format!("{} crossings, {open} of them open, in {acts} acts.", crossings.len())
    })
}
