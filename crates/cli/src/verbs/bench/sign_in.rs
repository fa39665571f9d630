//! Signing in, and what guessing a password costs.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::{SignedIn, Workstation, home};
use contract::SignIn;
use serde_json::json;

use super::figures::{number, percentile, round, table};
use super::ground::{Bench, clear};
use crate::Call;
use crate::answer::{Answer, Trouble};

/// A whole sign-in at a post with real data, and, on a long journal, all of it but the password's function, whose parameters
/// are cheap on a demonstration post.
///
/// What grows is what is open, whose sealed parts are all opened then: a thousand crossings, as where the window is measured.
pub async fn sign_in(call: &Call) -> Result<Answer, Trouble> {
    let open_crossings = number("OSBP_BENCH_OPEN", 1_000);
    let bench = Bench::kept(number("OSBP_BENCH_ACTS", 100_000), open_crossings).await?;
    let acts = bench.post.store().head().await?.seq;
    let mut long = Vec::new();
    for _ in 0..20 {
        let began = Instant::now();
        drop(bench.officer().await?);
        long.push(began.elapsed());
    }
    let folder = home().join("bench").join(app::Clock::default().new_id().to_string());
    let (real, request) = founded(&folder).await?;
    let mut whole = Vec::new();
    for _ in 0..20 {
        let began = Instant::now();
        drop(SignedIn::sign_in_at_window(&real, &request).await?);
        whole.push(began.elapsed());
    }
    real.store().close().await;
    clear(&folder)?;
    let mut function = app::guesses(20)?;
    let millis = |took: &mut Vec<Duration>| percentile(took, 95).as_secs_f64() * 1e3;
    let (whole, long, function) = (millis(&mut whole), millis(&mut long), millis(&mut function));
    table(
        call,
        "sign-in",
        whole < 1_000.0 && long + function < 1_000.0,
        &[
            ("at a new post with real data, ms at the 95th percentile (aim < 1000)", json!(round(whole))),
            ("acts in the long journal", json!(acts)),
            ("open crossings in it", json!(open_crossings)),
            ("on it, without the password's function, ms", json!(round(long))),
            ("Argon2id (64 MiB, two passes), ms", json!(round(function))),
            ("on it, both together, ms (aim < 1000)", json!(round(long + function))),
        ],
    )
}

/// The price of a list of a million passwords to whoever has the database and a workstation's enrolment secret. Without the
/// secret none can be confirmed at any price (`crates/app/tests/guessing.rs`), nor with a card in front of the keys.
pub fn guess(call: &Call) -> Result<Answer, Trouble> {
    let mut took = app::guesses(number("OSBP_BENCH_GUESSES", 40))?;
    let one = percentile(&mut took, 50).as_secs_f64();
    table(
        call,
        "guess",
        // OWASP's least parameters take some 20 ms on such a processor.
        one > 0.02,
        &[
            ("a guess, ms of one processor at the median (aim > 20)", json!(round(one * 1e3))),
            ("memory that each takes, MiB", json!(64)),
            ("a million guesses, days of one processor", json!(round(one * 1e6 / 86_400.0))),
        ],
    )
}

/// Founds a post with real data's parameters, and returns it with the request of its first administrator.
async fn founded(folder: &Path) -> Result<(Arc<Workstation>, SignIn), Trouble> {
    std::fs::create_dir_all(folder).map_err(app::Error::File)?;
    let mut plan = app::demonstration_plan()?;
    plan.is_demonstration = false;
    let [a, b] = plan.states;
    let desk = plan.desks.iter().find(|desk| desk.state == a).map(|desk| desk.code.clone());
    let administrator = |state: domain::StateCode| -> Result<app::NewOfficer, Trouble> {
        Ok(app::NewOfficer {
            officer: domain::OfficerNumber::parse(&format!("{state}-1")).map_err(|_| app::Error::NotFound)?,
            name: "First Administrator".to_owned(),
            agency: domain::Agency::Immigration,
            roles: [domain::Role::Administrator].into_iter().collect(),
            password: "a long enough password".to_owned(),
        })
    };
    let administrators = [administrator(a)?, administrator(b)?];
    let [first, _] = &administrators;
    let request = SignIn {
        officer: first.officer.to_string(),
        password: first.password.clone(),
        desk: desk.ok_or(app::Error::NotFound)?,
        pin: None,
        code: None,
    };
    let founding = app::Founding {
        plan,
        administrators,
        alerts: [Vec::new(), Vec::new()],
        referral_permille: [20, 20],
        selectivity: [domain::customs::Selectivity::default(), domain::customs::Selectivity::default()],
    };
    let post = founding.found(&folder.join("post.osbp").to_string_lossy(), &folder.join("home")).await?;
    Ok((post, request))
}
