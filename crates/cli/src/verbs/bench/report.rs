//! A month's report.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use app::{Demonstration, SignedIn, Workstation, home};
use contract::SignIn;
use domain::officer::DeskCode;
use serde_json::json;

use super::figures::{percentile, resident_mb, round, table};
use super::ground::{clear, open};
use crate::Call;
use crate::answer::{Answer, Trouble};

/// A month of travellers on foot, reported for one State: at a workstation where nothing was counted yet, and then at each quarter of an
/// hour, as whoever has a window open finds it.
pub async fn report(call: &Call, crossings: u32) -> Result<Answer, Trouble> {
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
    // By every State's clock it is still to come.
    let month = domain::month::Month::of((post.clock().now() + chrono::TimeDelta::days(1)).date_naive()).next();
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
