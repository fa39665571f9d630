//! The demonstration posts that measurements stand on.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::{Demonstration, Pace, SignedIn, Specimens, Traffic, Workstation, home};
use contract::{Perform, SignIn};
use domain::Direction;
use domain::officer::DeskCode;
use serde_json::json;

use super::figures::number;
use crate::Call;
use crate::answer::{Answer, Trouble};

/// How many coaches are at the post at a time while a journal is filled.
const COACHES: usize = 6;

/// How many passengers a coach has.
const PASSENGERS: u16 = 20;

/// A demonstration post in a folder of its own.
pub struct Bench {
    /// Where it lies.
    pub folder: PathBuf,
    /// The post.
    pub post: Arc<Workstation>,
    /// Whether the folder goes with it.
    is_passing: bool,
}

impl Bench {
    /// Makes a post whose journal has at least so many acts, without anybody waiting.
    pub async fn begin(acts: usize) -> Result<Self, Trouble> {
        let folder = home().join("bench").join(app::Clock::default().new_id().to_string());
        fill(&folder, acts, 0).await?;
        Ok(Self { post: open(&folder).await?, folder, is_passing: true })
    }

    /// Makes a post whose journal has at least so many acts and so many crossings open, and verifies it, or takes the one
    /// that an earlier measurement made.
    pub async fn kept(acts: usize, open_crossings: usize) -> Result<Self, Trouble> {
        let folder = home().join("bench").join(format!("{acts}-acts-{open_crossings}-open"));
        if let Ok(post) = open(&folder).await {
            let head = usize::try_from(post.store().head().await?.seq).unwrap_or_default();
            if head >= acts && post.crossings_in_order(false).await?.len() == open_crossings {
                return Ok(Self { folder, post, is_passing: false });
            }
            post.store().close().await;
        }
        clear(&folder)?;
        // Only what was verified gets the name under which the next measurement looks; what was broken off goes on.
        let mut beside = folder.as_os_str().to_owned();
        beside.push(".new");
        let beside = PathBuf::from(beside);
        if open(&beside).await.is_err() {
            clear(&beside)?;
        }
        fill(&beside, acts, open_crossings).await?;
        let post = open(&beside).await?;
        let began = Instant::now();
        let found = app::verify(post.store()).await?;
        eprintln!("{} acts verified in {:.0} s", found.acts, began.elapsed().as_secs_f64());
        if !found.is_ok() {
            return Err(Trouble::usage("the journal that was made for the measurement does not verify"));
        }
        post.store().close().await;
        drop(post);
        std::fs::rename(&beside, &folder).map_err(app::Error::File)?;
        Ok(Self { post: open(&folder).await?, folder, is_passing: false })
    }

    /// Signs an officer of immigration in.
    pub async fn officer(&self) -> Result<SignedIn, Trouble> {
        let request = SignIn {
            officer: "K-1042".to_owned(),
            password: "kijani-mto".to_owned(),
            desk: DeskCode("A-I1".to_owned()),
            pin: None,
            code: None,
        };
        Ok(SignedIn::sign_in(&self.post, &request).await?)
    }

    /// Registers a traveller, and returns his crossing.
    pub async fn traveller(&self, officer: &SignedIn) -> Result<domain::Reference, Trouble> {
        let mut specimens = Specimens::new(99)?;
        let today = self.post.clock().now().date_naive();
        let action = specimens.on_foot(Direction::AToB, today);
        let key = self.post.clock().new_id();
        let done = officer.perform(&Perform { key, crossing: None, version: None, action }).await?;
        Ok(done.crossing.ok_or(app::Error::NotFound)?)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        if self.is_passing {
            // What can't be cleared away is only in the way.
            let _left = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// Makes the post on which the windows are measured and says where it is: no measurement itself, so it is not listed.
pub async fn post(call: &Call) -> Result<Answer, Trouble> {
    let open = number("OSBP_BENCH_OPEN", 1_000);
    let folder = home().join("bench").join(format!("window-{open}-open"));
    clear(&folder)?;
    fill(&folder, 0, open).await?;
    call.output.say(&json!({ "folder": folder, "open": open }), || folder.display().to_string())
}

/// Opens the post in a folder, which waits for the disk like every post.
pub async fn open(folder: &Path) -> Result<Arc<Workstation>, app::Error> {
    Workstation::open(&folder.join("post.osbp").to_string_lossy(), &folder.join("home")).await
}

/// Makes a demonstration post in a folder, or goes on with the one that is there, lets traffic run through the commands of its officers until the journal is
/// long enough, and registers parties until enough of them wait.
pub async fn fill(folder: &Path, acts: usize, open_crossings: usize) -> Result<(), Trouble> {
    std::fs::create_dir_all(folder).map_err(app::Error::File)?;
    let (address, home) = (folder.join("post.osbp").to_string_lossy().into_owned(), folder.join("home"));
    if !Path::new(&address).exists() {
        Demonstration { seed: 1, referral_permille: 0 }.found(&address, &home).await?.store().close().await;
    }
    let post = Workstation::open_to_fill(&address, &home).await?;
    let began = Instant::now();
    let mut traffic = Traffic::begin(&post, 1).await?;
    // Coaches fill a journal quickly: one command clears a coachload, by an act for each passenger.
    let mut coaches = Specimens::new(7)?;
    let mut before = 0;
    for turn in 0_u64.. {
        let mut is_stuck = false;
        if turn.is_multiple_of(200) {
            let head = usize::try_from(post.store().head().await?.seq).unwrap_or(usize::MAX);
            eprint!("\r{head} acts in {:.0} s …", began.elapsed().as_secs_f64());
            if head >= acts {
                break;
            }
            // Every coach that is here waits for somebody who takes his time.
            is_stuck = head < before + 200 && post.open_crossings() < 10 * COACHES;
            before = head;
        }
        if post.open_crossings() < COACHES || is_stuck {
            let direction = if coaches.below(2) == 0 { Direction::AToB } else { Direction::BToA };
            let today = post.clock().now().date_naive();
            traffic.register(coaches.coach(direction, today, PASSENGERS)).await?;
        }
        traffic.work().await?;
    }
    // Who waits last is let through, so that the queue is made of what arrives next.
    if post.open_crossings() <= COACHES {
        traffic.run(Pace { standing: 0, between: Duration::ZERO, parties: Some(0) }).await?;
    }
    let mut waiting = post.open_crossings();
    while open_crossings > 0 && waiting != open_crossings {
        // Now and then somebody works, so that not every party stands at its first control.
        if waiting > open_crossings || waiting.is_multiple_of(3) {
            traffic.work().await?;
        }
        if waiting < open_crossings {
            traffic.arrive().await?;
        }
        waiting = post.open_crossings();
    }
    eprintln!();
    post.store().close().await;
    Ok(())
}

/// Clears a folder away that may be there.
pub fn clear(folder: &Path) -> Result<(), app::Error> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(app::Error::File)?;
    }
    Ok(())
}
