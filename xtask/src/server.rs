//! A PostgreSQL server of one's own, for the length of a chore.
//!
//! Invariant: it lives in a temporary folder, listens on this machine only, and leaves nothing behind. It flushes to the disk
//! like a real one, because the tests that kill it mean it.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::running::Running;
use crate::stage;
use crate::trouble::{Told as _, Trouble};

/// The variable that tells tests where PostgreSQL is.
pub const VARIABLE: &str = "OSBP_TEST_POSTGRES";

/// How the folder of a server begins; the id of the chore that made it follows.
const FOLDER: &str = "osbp-postgres-";

const STARTS_WITHIN: Duration = Duration::from_secs(60);

/// A temporary server; it goes when this value goes.
#[derive(Debug)]
pub struct Server {
    url: String,
    // Fields are dropped in order: first the server ends, then its folder goes.
    _running: Option<Running>,
    _folder: Option<Folder>,
}

#[derive(Debug)]
struct Folder(PathBuf);

impl Server {
    /// Starts a server, or takes the one that `OSBP_TEST_POSTGRES` already names.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not come up.
    pub fn start() -> Result<Self, Trouble> {
        if let Ok(url) = std::env::var(VARIABLE) {
            return Ok(Self { url, _running: None, _folder: None });
        }
        let programs = programs()?;
        let under = user()?;
        let folder = Folder::make(under)?;
        let data = folder.0.join("data");
        initialise(&programs, &data, under)?;

        let port = free_port()?;
        let log = folder.0.join("log");
        let mut running = Running::start(&programs.join("postgres").to_string_lossy(), "INT", under, |command| {
            command
                .current_dir(&folder.0)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .arg("-D")
                .arg(&data)
                .arg("-k")
                .arg(&folder.0)
                .args(["-p", &port.to_string()])
                .args(["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=400"])
                .args(["-c", "logging_collector=on", "-c", "log_filename=server.log"])
                .arg("-c")
                .arg(format!("log_directory={}", log.display()));
        })?;
        let url = format!("postgres://osbp@127.0.0.1:{port}/postgres");
        let begun = Instant::now();
        while stage::answer("psql", &["--no-psqlrc", "--quiet", "--command", "select 1", &url]).is_none() {
            if running.has_ended() || begun.elapsed() > STARTS_WITHIN {
                let said = fs::read_to_string(log.join("server.log")).unwrap_or_default();
                return Err(Trouble::new(format!("the test PostgreSQL did not come up:\n{said}")));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(Self { url, _running: Some(running), _folder: Some(folder) })
    }

    /// Returns the URL of a database on it, for a role that may do anything.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Folder {
    fn make(under: Option<(u32, u32)>) -> Result<Self, Trouble> {
        sweep();
        let path = std::env::temp_dir().join(format!("{FOLDER}{}", std::process::id()));
        fs::DirBuilder::new().mode(0o700).create(&path).told(format!("failed to make {}", path.display()))?;
        if let Some((user, group)) = under {
            chown(&path, Some(user), Some(group)).told(format!("failed to hand {} to PostgreSQL", path.display()))?;
        }
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(problem) = fs::remove_dir_all(&self.0) {
            eprintln!("failed to remove {}: {problem}", self.0.display());
        }
    }
}

/// Removes what chores left behind that were killed: the kernel ended their servers, but not their folders.
fn sweep() {
    let entries = fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
    for entry in entries {
        let of_nobody = entry
            .file_name()
            .to_str()
            .and_then(|name| name.strip_prefix(FOLDER)?.parse::<u32>().ok())
            .is_some_and(|id| !Path::new("/proc").join(id.to_string()).exists());
        if of_nobody {
            drop(Folder(entry.path()));
        }
    }
}

/// Finds the newest PostgreSQL that Debian installed: its server programs are not on the path.
fn programs() -> Result<PathBuf, Trouble> {
    let installed =
        fs::read_dir("/usr/lib/postgresql").told("failed to find PostgreSQL (Debian: apt-get install postgresql)")?;
    installed
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok())
        .max()
        .map(|version| Path::new("/usr/lib/postgresql").join(version.to_string()).join("bin"))
        .ok_or_else(|| Trouble::new("no PostgreSQL in /usr/lib/postgresql (Debian: apt-get install postgresql)"))
}

/// PostgreSQL refuses to run as root: there the user of Debian's package runs it, elsewhere whoever asks.
fn user() -> Result<Option<(u32, u32)>, Trouble> {
    let id = |words: &[&str]| stage::answer("id", words).and_then(|answer| answer.parse::<u32>().ok());
    if id(&["--user"]) != Some(0) {
        return Ok(None);
    }
    match (id(&["--user", "postgres"]), id(&["--group", "postgres"])) {
        (Some(user), Some(group)) => Ok(Some((user, group))),
        _ => Err(Trouble::new("there is no user 'postgres' to run PostgreSQL under: it does not run as root")),
    }
}

fn initialise(programs: &Path, data: &Path, under: Option<(u32, u32)>) -> Result<(), Trouble> {
    let mut command = match under {
        Some((user, group)) => {
            let mut command = Command::new("setpriv");
            command.args([
                format!("--reuid={user}"),
                format!("--regid={group}"),
                "--clear-groups".to_owned(),
                "--".to_owned(),
            ]);
            command.arg(programs.join("initdb"));
            command
        }
        None => Command::new(programs.join("initdb")),
    };
    command.arg("-D").arg(data).args([
        "-U",
        "osbp",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]);
    let output = command.current_dir("/").output().told("failed to start initdb")?;
    if output.status.success() {
        Ok(())
    } else {
        Err(Trouble::new(format!("initdb failed:\n{}", String::from_utf8_lossy(&output.stderr))))
    }
}

fn free_port() -> Result<u16, Trouble> {
    let taken = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    taken.map(|address| address.port()).told("failed to find a free port")
}
