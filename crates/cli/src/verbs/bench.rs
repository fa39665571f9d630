//! `bench`: measurements, as ratios in one run where that can be.

use std::path::{Path, PathBuf};
use std::sync::Arc;
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
    ("queue", "the queue of 5,000 open crossings over a million acts: the 200 rows a window shows, and all"),
    ("slip", "the PDF of a clearance slip"),
    ("seal", "sealing and signing: the pen of a command alone, without its database"),
    ("sign-in", "signing in at a post with real data, and what of it hangs on the length of the journal"),
    ("guess", "a list of a million common passwords, with the database and a workstation's secret at hand"),
    ("verify", "the journal of a million acts: chain, digests, signatures, public replay"),
    ("report", "a month's report over 400,000 crossings, its State's own sealed parts opened"),
];

/// Measures, or lists what can be measured.
pub async fn run(call: &Call, name: Option<&str>, crossings: u32) -> Result<Answer, Trouble> {
    match name {
        None => {
            let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
            let lines = || NAMES.iter().map(|(name, words)| format!("{name:<10} {words}")).collect::<Vec<_>>();
            call.output.say(&json!({ "benchmarks": names }), || lines().join("\n"))
        }
        Some("command") => command(call).await,
        Some("queue") => queue(call).await,
        Some("slip") => slip(call).await,
        Some("seal") => seal(call).await,
        Some("sign-in") => sign_in(call).await,
        Some("guess") => guess(call),
        Some("verify") => verify(call).await,
        Some("report") => report(call, crossings).await,
        Some("post") => post(call).await,
        Some(other) => {
            Err(Trouble::usage(&format!("no measurement is called '{other}'; without a name they are listed")))
        }
    }
}

/// How many coaches are at the post at a time while a journal is filled.
const COACHES: usize = 6;

/// How many passengers a coach has.
const PASSENGERS: u16 = 20;

/// Makes the post on which the windows are measured and says where it is: no measurement itself, so it is not listed.
async fn post(call: &Call) -> Result<Answer, Trouble> {
    let open = number("OSBP_BENCH_OPEN", 1_000);
    let folder = home().join("bench").join(format!("window-{open}-open"));
    clear(&folder)?;
    fill(&folder, 0, open).await?;
    call.output.say(&json!({ "folder": folder, "open": open }), || folder.display().to_string())
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
    let open = number("OSBP_BENCH_OPEN", 5_000);
    let bench = Bench::kept(number("OSBP_BENCH_ACTS", 1_000_000), open).await?;
    let officer = bench.officer().await?;
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
    let acts = bench.post.store().head().await?.seq;
    let warm = read(200, 20)?;
    let window = read(200, 1_000)?;
    let all = read(u32::MAX, 1_000)?;
    table(
        call,
        "queue",
        window < 10.0 && all < 60.0,
        &[
            ("acts in the journal", json!(acts)),
            ("open crossings", json!(open)),
            ("200 rows with counts, ms at the 95th percentile (aim < 10)", json!(round(window))),
            ("all rows, ms at the 95th percentile (aim < 60)", json!(round(all))),
            ("while warming up, ms", json!(round(warm))),
        ],
    )
}

/// The pen alone: what stands between a decision and the rows of its acts. A claim carries the longest sealed part, a clearing
/// the shortest.
async fn seal(call: &Call) -> Result<Answer, Trouble> {
    let bench = Bench::begin(number("OSBP_BENCH_ACTS", 1_000)).await?;
    let officer = bench.officer().await?;
    let reference = bench.traveller(&officer).await?;
    let request = |action: Action| Perform {
        key: bench.post.clock().new_id(),
        crossing: Some(reference.clone()),
        version: None,
        action,
    };
    let steps = || vec![domain::StepId(1)];
    let claim = || request(Action::Claim { steps: steps(), presented: false });
    let write = |wanted: &dyn Fn() -> Perform| -> Result<[f64; 3], Trouble> {
        let (mut pens, mut envelopes) = (Vec::new(), Vec::new());
        for _ in 0..4_000 {
            let [pen, envelope] = officer.time_of_the_pen(&wanted())?;
            pens.push(pen);
            envelopes.push(envelope);
        }
        let micros = |took: &mut Vec<Duration>, percent| percentile(took, percent).as_secs_f64() * 1e6;
        Ok([micros(&mut pens, 50), micros(&mut pens, 95), micros(&mut envelopes, 50)])
    };
    let [claiming, claiming_95, envelope] = write(&claim)?;
    officer.perform(&claim()).await?;
    let [clearing, clearing_95, _] = write(&|| {
        request(Action::Clear {
            steps: steps(),
            dispositions: vec![],
            grants: vec![],
            note: None,
            customs: Box::default(),
        })
    })?;
    table(
        call,
        "seal",
        claiming.max(clearing) < 150.0,
        &[
            ("a claim sealed, chained, signed, µs at the median (aim < 150)", json!(round(claiming))),
            ("the same at the 95th percentile", json!(round(claiming_95))),
            ("a clearing, µs at the median (aim < 150)", json!(round(clearing))),
            ("the same at the 95th percentile", json!(round(clearing_95))),
            ("the next act's envelope, begun during the commit, µs", json!(round(envelope))),
        ],
    )
}

/// A whole sign-in at a post with real data, and, on a long journal, all of it but the password's function, whose parameters
/// are cheap on a demonstration post.
///
/// What grows is what is open, whose sealed parts are all opened then: a thousand crossings, as where the window is measured.
async fn sign_in(call: &Call) -> Result<Answer, Trouble> {
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
fn guess(call: &Call) -> Result<Answer, Trouble> {
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

async fn verify(call: &Call) -> Result<Answer, Trouble> {
    let bench = Bench::kept(number("OSBP_BENCH_ACTS", 1_000_000), number("OSBP_BENCH_OPEN", 5_000)).await?;
    let before = resident_mb("VmRSS:");
    let began = Instant::now();
    let found = app::verify(bench.post.store()).await?;
    let took = began.elapsed().as_secs_f64();
    table(
        call,
        "verify",
        found.is_ok() && took < 60.0,
        &[
            ("acts in the journal", json!(found.acts)),
            ("verified in, s (aim < 60)", json!(round(took))),
            ("threads", json!(std::thread::available_parallelism().map_or(1, std::num::NonZero::get))),
            ("memory before, MB", json!(before)),
            ("memory at its peak, MB", json!(resident_mb("VmHWM:"))),
            ("acts that do not hold", json!(found.problems.len())),
        ],
    )
}

/// A month of travellers on foot, reported for one State: at a workstation where nothing was counted yet, and then at each quarter of an
/// hour, as whoever has a window open finds it.
async fn report(call: &Call, crossings: u32) -> Result<Answer, Trouble> {
    let (folder, filled) = month_of_travellers(crossings).await?;
    let counted_before = folder.join("home").join("months");
    if counted_before.exists() {
        std::fs::remove_dir_all(&counted_before).map_err(app::Error::File)?;
    }
    let post = open(&folder).await?;
    let acts = post.store().head().await?.seq;
    let month = domain::month::Month::of(last_act(&post, acts).await?.date_naive());
    // What filling took is not what reporting takes.
    let _where_linux_tells = std::fs::write("/proc/self/clear_refs", "5");
    let before = resident_mb("VmHWM:");
    let officer = reporting(&post).await?;
    let began = Instant::now();
    let made = officer.month(month).await?;
    let first = began.elapsed().as_secs_f64();
    let counted: u64 = made.crossings.iter().map(|one| one.count).sum();
    let peak = resident_mb("VmHWM:");
    drop(officer);
    post.store().close().await;
    drop(post);
    // A month has 2,976 quarters of an hour.
    let more = (crossings / 2_976).max(10);
    let (mut took, mut since) = (Vec::new(), 0);
    for seed in 0..5 {
        let quarter = chrono::TimeDelta::minutes(15);
        since += also_arrive(&folder, more, quarter, seed).await?;
        let post = open(&folder).await?;
        let officer = reporting(&post).await?;
        let began = Instant::now();
        let made = officer.month(month).await?;
        took.push(began.elapsed());
        if made.own.opened == 0 {
            return Err(Trouble::usage("the report lost what it had counted"));
        }
        post.store().close().await;
    }
    let median = percentile(&mut took, 50).as_secs_f64();
    let bytes = std::fs::metadata(folder.join("post.osbp")).map_err(app::Error::File)?.len();
    let load = std::fs::read_to_string("/proc/loadavg").ok();
    let load = load.and_then(|text| text.split(' ').next().map(str::to_owned));
    table(
        call,
        "report",
        median < 5.0 && counted >= u64::from(crossings),
        &[
            ("crossings in the month", json!(counted)),
            ("acts in the journal", json!(acts)),
            ("filled in, s (nothing where it was kept)", json!(filled.map(round))),
            (
                "acts a second while it was filled",
                json!(filled.map(|took| round(f64::from(u32::try_from(acts).unwrap_or(u32::MAX)) / took))),
            ),
            ("on disk, MB", json!(bytes / 1_000_000)),
            ("own sealed parts opened", json!(made.own.opened)),
            ("the first report, nothing counted before, s", json!(round(first))),
            ("acts of a quarter of an hour, which came since", json!(since / 5)),
            ("a report with these, s at the median (aim < 5)", json!(round(median))),
            ("threads", json!(std::thread::available_parallelism().map_or(1, std::num::NonZero::get))),
            ("load of the machine", json!(load)),
            ("memory before, MB", json!(before)),
            ("memory at the peak of the first report, MB", json!(peak)),
        ],
    )
}

/// The supervisor who reports.
async fn reporting(post: &Arc<Workstation>) -> Result<SignedIn, Trouble> {
    let request = SignIn {
        officer: "U-0005".to_owned(),
        password: "jua-msitu".to_owned(),
        desk: DeskCode("B-C1".to_owned()),
        pin: None,
        code: None,
    };
    Ok(SignedIn::sign_in(post, &request).await?)
}

/// Returns when the act of this number was done.
async fn last_act(post: &Arc<Workstation>, seq: i64) -> Result<domain::At, Trouble> {
    Ok(post.store().acts_after(seq - 1, 1).await?.first().map(|act| act.at).ok_or(app::Error::NotFound)?)
}

/// Lets some more travellers arrive after everybody else, and returns how many acts that were.
async fn also_arrive(folder: &Path, crossings: u32, over: chrono::TimeDelta, seed: u64) -> Result<u64, Trouble> {
    let (address, home) = (folder.join("post.osbp").to_string_lossy().into_owned(), folder.join("home"));
    let post = Workstation::open_to_fill(&address, &home).await?;
    let from = last_act(&post, post.store().head().await?.seq).await?;
    let filled = app::Filling { crossings, from, over, seed: seed + 2 }.fill(&post, |_| ()).await?;
    post.store().close().await;
    Ok(filled.acts)
}

/// Fills a post with a month of so many travellers on foot and verifies it, or takes the one that an earlier measurement made;
/// returns its folder, and how many seconds the filling took.
async fn month_of_travellers(crossings: u32) -> Result<(PathBuf, Option<f64>), Trouble> {
    let folder = home().join("bench").join(format!("month-{crossings}-crossings"));
    if folder.exists() {
        return Ok((folder, None));
    }
    // Only what was verified gets the name under which the next measurement looks.
    let mut beside = folder.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    clear(&beside)?;
    std::fs::create_dir_all(&beside).map_err(app::Error::File)?;
    let (address, home) = (beside.join("post.osbp").to_string_lossy().into_owned(), beside.join("home"));
    Demonstration { seed: 1, referral_permille: 5 }.found(&address, &home).await?.store().close().await;
    let post = Workstation::open_to_fill(&address, &home).await?;
    let month = domain::month::Month::of(post.clock().now().date_naive()).next();
    // By the clocks of the State whose supervisor reports.
    let minutes = post.info().plan.map_or(0, |plan| {
        let [_, ahead] = plan.utc_offsets;
        ahead
    });
    let [from, until] = month.bounds(|_| minutes);
    // The last ones have time to leave before the month is over.
    let over = until - from - chrono::TimeDelta::hours(2);
    let began = Instant::now();
    let tell = |done: app::Filled| {
        let took = began.elapsed().as_secs_f64();
        eprint!("\r{} crossings, {} acts in {took:.0} s …", done.crossings, done.acts);
    };
    let filled = app::Filling { crossings, from, over, seed: 1 }.fill(&post, tell).await?;
    let took = began.elapsed().as_secs_f64();
    post.store().close().await;
    drop(post);
    eprintln!("\r{} crossings, {} acts in {took:.0} s", filled.crossings, filled.acts);
    let post = open(&beside).await?;
    let verifying = Instant::now();
    let found = app::verify(post.store()).await?;
    eprintln!("{} acts verified in {:.0} s", found.acts, verifying.elapsed().as_secs_f64());
    if !found.is_ok() {
        return Err(Trouble::usage("the journal that was made for the measurement does not verify"));
    }
    post.store().close().await;
    drop(post);
    std::fs::rename(&beside, &folder).map_err(app::Error::File)?;
    Ok((folder, Some(took)))
}

/// Returns a figure of this process's memory as Linux tells it; nothing elsewhere.
fn resident_mb(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1_000)
}

async fn slip(call: &Call) -> Result<Answer, Trouble> {
    let bench = Bench::begin(0).await?;
    let pace = Pace { standing: 0, between: Duration::ZERO, parties: Some(20) };
    Traffic::begin(&bench.post, 1).await?.run(pace).await?;
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

/// A demonstration post in a folder of its own.
struct Bench {
    folder: PathBuf,
    post: Arc<Workstation>,
    /// Whether the folder goes with it.
    is_passing: bool,
}

impl Bench {
    /// Makes a post whose journal has at least so many acts, without anybody waiting.
    async fn begin(acts: usize) -> Result<Self, Trouble> {
        let folder = home().join("bench").join(app::Clock::default().new_id().to_string());
        fill(&folder, acts, 0).await?;
        Ok(Self { post: open(&folder).await?, folder, is_passing: true })
    }

    /// Makes a post whose journal has at least so many acts and so many crossings open, and verifies it, or takes the one
    /// that an earlier measurement made.
    async fn kept(acts: usize, open_crossings: usize) -> Result<Self, Trouble> {
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

    async fn officer(&self) -> Result<SignedIn, Trouble> {
        let request = SignIn {
            officer: "K-1042".to_owned(),
            password: "kijani-mto".to_owned(),
            desk: DeskCode("A-I1".to_owned()),
            pin: None,
            code: None,
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
        if self.is_passing {
            // What can't be cleared away is only in the way.
            let _left = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// Opens the post in a folder, which waits for the disk like every post.
async fn open(folder: &Path) -> Result<Arc<Workstation>, app::Error> {
    Workstation::open(&folder.join("post.osbp").to_string_lossy(), &folder.join("home")).await
}

/// Makes a demonstration post in a folder, or goes on with the one that is there, lets traffic run through the commands of its officers until the journal is
/// long enough, and registers parties until enough of them wait.
async fn fill(folder: &Path, acts: usize, open_crossings: usize) -> Result<(), Trouble> {
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

fn clear(folder: &Path) -> Result<(), app::Error> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(app::Error::File)?;
    }
    Ok(())
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
