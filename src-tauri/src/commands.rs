//! What a window may ask of the shell.
//!
//! Invariant: each command is one line; its name stands in `build.rs` and in the capability of each window that may call it.

use serde::Serialize;

/// The program and its version.
#[derive(Serialize)]
pub struct Version {
    /// The name of the program, as on the title of its window.
    program: &'static str,
    /// The version of the program, as in its package.
    version: &'static str,
}

/// Tells which program this is.
#[tauri::command]
pub fn post_version() -> Version {
    Version { program: "One-Stop Border Post", version: env!("CARGO_PKG_VERSION") }
}
