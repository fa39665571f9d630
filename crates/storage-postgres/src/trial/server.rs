//! A server of a trial's own: made, started, killed, started again, gone with the trial.
//!
//! Invariant: it lives in a temporary folder and listens on this machine only. However the trial ends, done, failed or
//! killed, its servers end and its folder goes.

use std::fs::{self, DirBuilder};
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{DirBuilderExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The role that may do anything on it.
const SUPERUSER: &str = "osbp";

/// How long a server may take to start or to end.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often it is looked whether it did.
const GLANCE: Duration = Duration::from_millis(50);

/// What ends the servers of a folder and removes it, once the trial that writes to it is gone.
const GUARD: &str = r#"trap '' INT HUP TERM
read -r _
for file in "$1"/*/postmaster.pid; do
    [ -f "$file" ] || continue
    pid=$(head -n 1 "$file")
    [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = postgres ] && kill -s KILL "$pid"
done
sleep 1
umount -l "$1/data" 2>/dev/null
rm -rf "$1""#;

/// PostgreSQL servers that belong to one trial: the first, and those that are set up beside it.
#[derive(Debug)]
pub struct TrialServer {
    folder: PathBuf,
    data: PathBuf,
    port: u16,
    /// Where its programs are.
    programs: PathBuf,
    /// PostgreSQL does not run as root: under whom it does.
    under: Option<(u32, u32)>,
    /// Ends what is left; none for a server beside another, which the other's guard ends too.
    guard: Option<Child>,
}

impl TrialServer {
    /// Makes a server and starts it. `settings` are added to its own, as `name = value`.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start.
    pub fn start(settings: &[&str]) -> io::Result<Self> {
        let server = Self::place()?;
        server.make(&[], settings)?;
        Ok(server)
    }

    /// Makes a server on a disk of its own of so many megabytes, which is memory and goes with the trial; nothing where this user may
    /// not mount one. Its log is in pieces of a megabyte: such a disk is soon too full for the next.
    ///
    /// # Errors
    /// As [`TrialServer::start`].
    pub fn start_on_disk(megabytes: u32, settings: &[&str]) -> io::Result<Option<Self>> {
        let server = Self::place()?;
        if !server.mounts(megabytes)? {
            return Ok(None);
        }
        server.make(&["--wal-segsize=1"], settings)?;
        Ok(Some(server))
    }

    /// Returns where a server will be: nothing is made yet but its folder.
    fn place() -> io::Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let (programs, under) = (programs()?, user()?);
        let name = format!("osbp-trial-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        DirBuilder::new().mode(0o700).create(&folder)?;
        if let Some((user, group)) = under {
            chown(&folder, Some(user), Some(group))?;
        }
        let guard = Command::new("sh").args(["-c", GUARD, "guard"]).arg(&folder).stdin(Stdio::piped()).spawn()?;
        Ok(Self { data: folder.join("data"), folder, port: free_port()?, programs, under, guard: Some(guard) })
    }

    /// Puts a disk of its own where its data will be, and says whether this user may do that.
    fn mounts(&self, megabytes: u32) -> io::Result<bool> {
        // Whoever runs PostgreSQL himself is not root, and may not.
        let Some((user, group)) = self.under else { return Ok(false) };
        fs::create_dir(&self.data)?;
        let options = format!("size={megabytes}m,mode=0700,uid={user},gid={group}");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(&self.data);
        Ok(well(&mut mount).is_ok())
    }

    /// Makes it, with more words for `initdb` than usual, and starts it.
    fn make(&self, more: &[&str], settings: &[&str]) -> io::Result<()> {
        let mut make = self.program("initdb");
        make.arg("-D").arg(&self.data).args(["-U", SUPERUSER, "--auth=trust", "--encoding=UTF8"]).args(more);
        well(make.args(["--locale=C.UTF-8", "--no-sync", "--data-checksums"]))?;
        let mut all = format!(
            "port = {}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{}'\nmax_connections = 300\n",
            self.port,
            self.folder.display()
        );
        for setting in settings {
            all.push_str(setting);
            all.push('\n');
        }
        fs::write(self.data.join("postgresql.auto.conf"), all)?;
        self.start_again()
    }

    /// Returns a server that somebody set up in `data` inside this one's folder, and listens on `port`.
    pub fn beside(&self, data: &Path, port: u16) -> Self {
        let (folder, programs) = (self.folder.clone(), self.programs.clone());
        Self { folder, data: data.to_owned(), port, programs, under: self.under, guard: None }
    }

    /// Returns a port on which nothing listens.
    ///
    /// # Errors
    /// When there is none.
    pub fn another_port() -> io::Result<u16> {
        free_port()
    }

    /// Lets everybody in from a network.
    ///
    /// # Errors
    /// When its settings can't be written or read again.
    pub fn lets_in(&self, network: &str) -> io::Result<()> {
        let mut rules = fs::OpenOptions::new().append(true).open(self.data.join("pg_hba.conf"))?;
        writeln!(rules, "host all all {network} trust")?;
        let mut reload = self.program("pg_ctl");
        well(reload.arg("-D").arg(&self.data).args(["-s", "reload"]))
    }

    /// Starts it; does nothing when it runs.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_again(&self) -> io::Result<()> {
        let begun = Instant::now();
        loop {
            let mut start = self.program("pg_ctl");
            start.arg("-D").arg(&self.data).arg("-l").arg(self.data.join("server.log"));
            match well(start.args(["-w", "-s", "start"])) {
                // The processes of one that was killed hold its memory for a moment.
                Err(_) if !self.runs() && begun.elapsed() < PATIENCE => sleep(GLANCE),
                Err(error) if !self.runs() => return Err(error),
                Ok(()) | Err(_) => return Ok(()),
            }
        }
    }

    /// Ends it as an administrator does, whoever is connected.
    ///
    /// # Errors
    /// When it does not end.
    pub fn stop(&self) -> io::Result<()> {
        let mut stop = self.program("pg_ctl");
        well(stop.arg("-D").arg(&self.data).args(["-w", "-s", "-m", "fast", "stop"]))
    }

    /// Kills it where it stands, as a power cut does.
    ///
    /// # Errors
    /// When it does not run, or can't be killed.
    pub fn kill(&self) -> io::Result<()> {
        let pid = self.pid()?;
        signal("KILL", &pid)?;
        let begun = Instant::now();
        while is_there(&pid) && begun.elapsed() < PATIENCE {
            sleep(GLANCE);
        }
        Ok(())
    }

    /// Returns whether it runs.
    pub fn runs(&self) -> bool {
        self.pid().is_ok_and(|pid| is_there(&pid))
    }

    /// Returns the address of a database on it, for the role that may do anything.
    pub fn url(&self) -> String {
        format!("postgres://{SUPERUSER}@127.0.0.1:{}/postgres", self.port)
    }

    /// Returns where it keeps its data.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Returns the folder that goes with the trial.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns where it listens.
    pub const fn port(&self) -> u16 {
        self.port
    }

    fn pid(&self) -> io::Result<String> {
        let file = fs::read_to_string(self.data.join("postmaster.pid"))?;
        file.lines().next().map(str::to_owned).ok_or_else(|| io::Error::other("an empty postmaster.pid"))
    }

    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = match self.under {
            None => Command::new(program),
            Some((user, group)) => {
                let mut command = Command::new("setpriv");
                command.args([format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".to_owned()]);
                command.arg("--").arg(program);
                command
            }
        };
        command.current_dir("/").stdin(Stdio::null());
        command
    }
}

impl Drop for TrialServer {
    fn drop(&mut self) {
        if let Some(guard) = &mut self.guard {
            // It reads until this end is closed.
            drop(guard.stdin.take());
            let _ended = guard.wait();
        }
    }
}

/// Runs a program to its end.
fn well(command: &mut Command) -> io::Result<()> {
    // What it starts keeps what it was given open: a pipe would be read for as long as the server runs.
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("{command:?} ended with {status}"))) }
}

fn signal(name: &str, pid: &str) -> io::Result<()> {
    well(Command::new("kill").args(["-s", name, pid]))
}

fn is_there(pid: &str) -> bool {
    // A process that has ended and was not waited for yet runs no more; its number may be another's by now.
    fs::read_to_string(format!("/proc/{pid}/stat"))
        .is_ok_and(|stat| stat.contains("(postgres)") && !stat.contains(") Z "))
}

/// Finds the newest PostgreSQL that Debian installed: its server programs are not on the path.
fn programs() -> io::Result<PathBuf> {
    let installed = fs::read_dir("/usr/lib/postgresql")?;
    installed
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok())
        .max()
        .map(|version| Path::new("/usr/lib/postgresql").join(version.to_string()).join("bin"))
        .ok_or_else(|| io::Error::other("no PostgreSQL in /usr/lib/postgresql (Debian: apt-get install postgresql)"))
}

/// PostgreSQL refuses to run as root: there the user of Debian's package runs it, elsewhere whoever asks.
fn user() -> io::Result<Option<(u32, u32)>> {
    let id = |words: &[&str]| {
        let said = Command::new("id").args(words).output().ok()?;
        String::from_utf8_lossy(&said.stdout).trim().parse::<u32>().ok()
    };
    if id(&["--user"]) != Some(0) {
        return Ok(None);
    }
    match (id(&["--user", "postgres"]), id(&["--group", "postgres"])) {
        (Some(user), Some(group)) => Ok(Some((user, group))),
        _ => Err(io::Error::other("there is no user 'postgres' to run PostgreSQL under: it does not run as root")),
    }
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
