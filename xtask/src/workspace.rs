//! Where things lie in the clone and in its target directory.
//!
//! Invariant: no chore depends on the directory it was called from.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::trouble::{Told as _, Trouble};

/// The clone and the directory that cargo builds into.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Asks cargo where things lie.
    ///
    /// # Errors
    /// When cargo can't read the workspace.
    pub fn find() -> Result<Self, Trouble> {
        let own = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
        let output = Command::new("cargo")
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .current_dir(own)
            .output()
            .told("failed to start cargo")?;
        if !output.status.success() {
            return Err(Trouble::new(String::from_utf8_lossy(&output.stderr)));
        }
        let metadata: Value =
            serde_json::from_slice(&output.stdout).told("failed to read what cargo says of the workspace")?;
        let folder = |name: &str| metadata.get(name).and_then(Value::as_str).map(PathBuf::from);
        match (folder("workspace_root"), folder("target_directory")) {
            (Some(root), Some(target)) => Ok(Self { root, target }),
            _ => Err(Trouble::new("cargo does not say where the workspace lies")),
        }
    }

    /// Returns a path inside the clone.
    pub fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.root.join(inside)
    }

    /// Returns a path inside the target directory.
    pub fn target(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.target.join(inside)
    }

    /// Returns a command that will run `program` in the clone.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Returns a cargo command that will run in the clone.
    pub fn cargo<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = self.command("cargo");
        command.args(words);
        // What cargo tells this program about its own package must not reach the builds it starts: they would never be fresh.
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| {
                name.starts_with("CARGO_PKG_") || name == "CARGO_MANIFEST_DIR" || name == "CARGO_MANIFEST_PATH"
            }) {
                command.env_remove(name);
            }
        }
        command
    }
}
