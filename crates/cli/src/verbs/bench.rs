//! `bench`: measurements, as ratios in one run where that can be.

use std::time::{Duration, Instant};

use app::{Demonstration, Pace, SignedIn, Specimens, Traffic, Workstation, home};
use contract::{Perform, QueueRequest, SignIn, Tab};
use domain::officer::DeskCode;
use domain::{Action, Direction};
use serde_json::{Value, json};

use crate::Call;
use crate::answer::{Answer, Exit, Trouble};

/// Every measurement, with what it tells.
const NAMES: &[(&str, &str)] = &[
    ("command", "commands of an officer on SQLite, beside bare one-row commits on the same file system"),
    ("queue", "the queue of 5,000 open crossings: the 200 rows a window shows, and all"),
    ("slip", "the PDF of a clearance slip"),
];

/// Measures, or lists what can be measured.
pub async fn run(call: &Call, name: Option<&str>) -> Result<Answer, Trouble> {
    match name {
        None => {
            let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
            let lines = || NAMES.iter().map(|(name, words)| format!("{name:<10} {words}")).collect::<Vec<_>>();
            call.output.say(&json!({ "benchmarks": names }), || lines().join("\n"))
        }
        Some("command") => command(call).await,
        Some("queue") => queue(call).await,
        Some("slip") => slip(call).await,
        Some(other) => {
            Err(Trouble::usage(&format!("no measurement is called '{other}'; without a name they are listed")))
        }
    }
}

/// Alternating blocks of 200 commands and 200 bare commits in one process; the median of the ratios.
async fn command(call: &Call) -> Result<Answer, Trouble> {
    let bench = Bench::begin(number("OSBP_BENCH_ACTS", 100_000)).await?;
    let officer = bench.officer().await?;
    let reference = bench.traveller(&officer).await?;
    let bare = storage_sqlite::Yardstick::create(bench.folder.join("bare.db")).await.map_err(app::Error::Storage)?;
    let mut ratios = Vec::new();
    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    for _ in 0..20 {
        let started = Instant::now();
        for _ in 0..200 {
            bare.commit().await.map_err(app::Error::Storage)?;
        }
        let theirs_took = started.elapsed();
        let started = Instant::now();
        for turn in 0..200 {
            let steps = vec![domain::StepId(1)];
            let action =
                if turn % 2 == 0 { Action::Claim { steps, presented: false } } else { Action::Release { steps } };
            let key = bench.post.clock().new_id();
            officer.perform(&Perform { key, crossing: Some(reference.clone()), version: None, action }).await?;
        }
        let ours_took = started.elapsed();
        ratios.push(theirs_took.as_secs_f64() / ours_took.as_secs_f64());
        ours.push(ours_took.as_secs_f64() / 200.0 * 1e6);
        theirs.push(theirs_took.as_secs_f64() / 200.0 * 1e6);
    }
    let (ratio, ours, theirs) = (median(&mut ratios), median(&mut ours), median(&mut theirs));
    let acts = bench.post.store().head().await?.seq;
    table(
        call,
        "command",
        ratio >= 0.5,
        &[
            ("acts in the journal", json!(acts)),
            ("ratio to a bare commit (aim ≥ 0.5)", json!(round(ratio))),
            ("a command, µs", json!(round(ours))),
            ("a bare commit, µs", json!(round(theirs))),
        ],
    )
}

async fn queue(call: &Call) -> Result<Answer, Trouble> {
    let bench = Bench::begin(0).await?;
    let officer = bench.officer().await?;
    let mut specimens = Specimens::new(11)?;
    let today = bench.post.clock().now().date_naive();
    let open = number("OSBP_BENCH_OPEN", 5_000);
    for _ in 0..open {
        let action = specimens.party(today);
        let key = bench.post.clock().new_id();
        officer.perform(&Perform { key, crossing: None, version: None, action }).await?;
    }
    let read = |limit: u32, times: usize| -> Result<f64, Trouble> {
        let mut took = Vec::new();
        for _ in 0..times {
            let started = Instant::now();
            let page = officer.queue(&QueueRequest { tab: Tab::All, limit, ..QueueRequest::default() })?;
            took.push(started.elapsed());
            if page.total as usize != open {
                return Err(Trouble::usage("the queue is not complete"));
            }
        }
        Ok(percentile(&mut took, 95).as_secs_f64() * 1e3)
    };
    let warm = read(200, 20)?;
    let window = read(200, 1_000)?;
    let all = read(u32::MAX, 200)?;
    table(
        call,
        "queue",
        window < 10.0 && all < 60.0,
        &[
            ("open crossings", json!(open)),
            ("200 rows with counts, ms at the 95th percentile (aim < 10)", json!(round(window))),
            ("all rows, ms at the 95th percentile (aim < 60)", json!(round(all))),
            ("while warming up, ms", json!(round(warm))),
        ],
    )
}

async fn slip(call: &Call) -> Result<Answer, Trouble> {
    let bench = Bench::begin(400).await?;
    let officer = bench.officer().await?;
    let crossings = bench.post.crossings_in_order(true).await?;
    let through = crossings.iter().find(|crossing| {
        crossing.is_closed()
            && crossing.subjects.values().all(|subject| subject.end.is_some())
            && crossing.phase() == domain::SubjectPhase::Departed
    });
    let reference = through.map(|crossing| crossing.reference.clone()).ok_or(app::Error::NotFound)?;
    let key = bench.post.clock().new_id();
    let issued = officer.issue_slip(&contract::IssueSlip { key, reference: reference.clone() }).await?;
    let mut took = Vec::new();
    let mut bytes = 0;
    for _ in 0..50 {
        let started = Instant::now();
        bytes = officer.slip_pdf(&reference, issued.number).await?.len();
        took.push(started.elapsed());
    }
    let median = percentile(&mut took, 50).as_secs_f64() * 1e3;
    table(
        call,
        "slip",
        median < 50.0,
        &[("a slip, ms at the median (aim < 50)", json!(round(median))), ("bytes", json!(bytes))],
    )
}

/// A demonstration post in a folder of its own, which goes with it.
struct Bench {
    folder: std::path::PathBuf,
    post: std::sync::Arc<Workstation>,
}

impl Bench {
    /// Makes a post whose journal has at least so many acts.
    async fn begin(acts: usize) -> Result<Self, Trouble> {
        let clock = app::Clock::default();
        let folder = home().join("bench").join(clock.new_id().to_string());
        std::fs::create_dir_all(&folder).map_err(app::Error::File)?;
        let file = folder.join("post.osbp");
        let post = Demonstration { seed: 1, referral_permille: 0 }
            .found(&file.to_string_lossy(), &folder.join("home"))
            .await?;
        let mut traffic = Traffic::begin(&post, 1).await?;
        let mut parties = 0;
        while usize::try_from(post.store().head().await?.seq).unwrap_or(usize::MAX) < acts {
            parties += 500;
            eprint!("\r{} acts …", post.store().head().await?.seq);
            traffic.run(Pace { standing: 20, between: Duration::ZERO, parties: Some(parties) }).await?;
        }
        eprintln!();
        Ok(Self { folder, post })
    }

    async fn officer(&self) -> Result<SignedIn, Trouble> {
        let request = SignIn {
            officer: "K-1042".to_owned(),
            password: "kijani-mto".to_owned(),
            desk: DeskCode("A-I1".to_owned()),
        };
        Ok(SignedIn::sign_in(&self.post, &request).await?)
    }

    async fn traveller(&self, officer: &SignedIn) -> Result<domain::Reference, Trouble> {
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
        // What can't be cleared away is only in the way.
        let _left = std::fs::remove_dir_all(&self.folder);
    }
}

fn table(call: &Call, name: &str, is_met: bool, rows: &[(&str, Value)]) -> Result<Answer, Trouble> {
    let figures: serde_json::Map<String, Value> =
        rows.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let exit = if is_met { Exit::Done } else { Exit::No };
    let lines = || rows.iter().map(|(name, value)| format!("{name:<62} {value}")).collect::<Vec<_>>().join("\n");
    call.output.say_with(&json!({ "benchmark": name, "met": is_met, "figures": figures }), lines, exit)
}

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn percentile(took: &mut [Duration], percent: usize) -> Duration {
    took.sort();
    took.get(took.len().saturating_sub(1) * percent / 100).copied().unwrap_or_default()
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
