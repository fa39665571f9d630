//! A window that is opened to be measured: ours, or the bare one beside it.
//!
//! Invariant: both are opened in the same way, on the same screen, one at a time, each in a home of its own.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crate::page::{self, Care};
use crate::running::Running;
use crate::screen::Screen;
use crate::stage;
use crate::trouble::{Told as _, Trouble};
use crate::workspace::Workspace;

/// How long a window may take to stand before the measurement is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// Both programs, as they would be shipped.
#[derive(Debug)]
pub struct Programs {
    /// Ours.
    pub desk: PathBuf,
    /// The bare one.
    pub bare: PathBuf,
}

impl Programs {
    /// Builds both with their pages.
    ///
    /// # Errors
    /// When something can't be built.
    pub fn build(workspace: &Workspace) -> Result<Self, Trouble> {
        page::build(workspace, Care::Shipped)?;
        page::build_bare(workspace)?;
        for package in ["desk", "bare-window"] {
            stage::run(workspace.cargo(["build", "--release", "--package", package]))?;
        }
        Ok(Self { desk: workspace.target("release/osbp-desk"), bare: workspace.target("release/bare-window") })
    }
}

/// A window that is open; it is closed when this value goes.
#[derive(Debug)]
pub struct Opened {
    running: Running,
    begun: Instant,
    marks: Receiver<(String, Instant)>,
}

impl Opened {
    /// Opens a window in the home given.
    ///
    /// # Errors
    /// When it can't be started.
    pub fn open(program: &Path, words: &[&str], screen: &Screen, home: &Path) -> Result<Self, Trouble> {
        std::fs::create_dir_all(home).told(format!("failed to make {}", home.display()))?;
        let begun = Instant::now();
        let mut running = Running::start(&program.to_string_lossy(), "TERM", None, |command| {
            command.args(words).env("DISPLAY", &screen.display).env_remove("WAYLAND_DISPLAY");
            command.env("DBUS_SESSION_BUS_ADDRESS", "disabled:").env("NO_AT_BRIDGE", "1");
            command.env("HOME", home).env_remove("XDG_DATA_HOME").env_remove("XDG_CONFIG_HOME");
            command.env("OSBP_HOME", home).env("OSBP_MARKS", "1");
            command.stdout(Stdio::piped()).stderr(Stdio::null());
        })?;
        let said = running.child().stdout.take().ok_or_else(|| Trouble::new("failed to listen to the window"))?;
        let (tell, marks) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(said).lines().map_while(Result::ok) {
                if let Some(page) = line.strip_prefix("stands ")
                    && tell.send((page.to_owned(), Instant::now())).is_err()
                {
                    return;
                }
            }
        });
        Ok(Self { running, begun, marks })
    }

    /// Waits until a page stands and returns how long after the start of the program that was, in milliseconds.
    ///
    /// # Errors
    /// When it never stands.
    pub fn stands(&self, page: &str) -> Result<f64, Trouble> {
        loop {
            let (stands, at) = self
                .marks
                .recv_timeout(PATIENCE)
                .map_err(|_| Trouble::new(format!("the window did not say within a minute that '{page}' stands")))?;
            if stands == page {
                return Ok((at - self.begun).as_secs_f64() * 1000.0);
            }
        }
    }

    /// Presses a key chord in the window, as xdotool writes it.
    ///
    /// # Errors
    /// When there is no window, or no xdotool.
    pub fn press(&self, chord: &str, title: &str, screen: &Screen) -> Result<(), Trouble> {
        let mut command = Command::new("xdotool");
        command.env("DISPLAY", &screen.display);
        command.args(["search", "--onlyvisible", "--name", title, "windowfocus", "--sync", "key", chord]);
        stage::run(command)
    }

    /// Returns the proportional set size of the program and of all it started, in megabytes (10⁶ bytes): what is shared with
    /// others is divided among them.
    ///
    /// # Errors
    /// When it has ended, or the kernel does not say.
    pub fn proportional_set_size(&mut self) -> Result<f64, Trouble> {
        if self.running.has_ended() {
            return Err(Trouble::new("the window closed by itself"));
        }
        let mut kilobytes = 0;
        for process in tree(self.running.child().id())? {
            let file = format!("/proc/{process}/smaps_rollup");
            // A process that ended meanwhile has no memory.
            let Ok(text) = std::fs::read_to_string(file) else { continue };
            let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
            let said = line.and_then(|line| line.split_whitespace().next()?.parse::<u32>().ok());
            kilobytes += said.ok_or_else(|| Trouble::new("the kernel does not tell the proportional set size"))?;
        }
        Ok(f64::from(kilobytes) * 1024.0 / 1e6)
    }
}

/// Returns a process and all that descend from it.
fn tree(root: u32) -> Result<Vec<u32>, Trouble> {
    let mut parents = Vec::new();
    for entry in std::fs::read_dir("/proc").told("failed to read /proc")? {
        let entry = entry.told("failed to read /proc")?;
        let Some(process) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else { continue };
        // The name in brackets may hold anything, so the fields are counted from its end (proc(5)): state, then parent.
        let parent = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse::<u32>().ok());
        parents.extend(parent.map(|parent| (process, parent)));
    }
    let mut found = vec![root];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        found.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(process, _)| *process));
        next += 1;
    }
    Ok(found)
}
