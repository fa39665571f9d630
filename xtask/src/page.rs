//! Builds the page of the windows into `ui/dist`, which the shell embeds.
//!
//! Invariant: the JavaScript is written by the same version of wasm-bindgen that the page was compiled with, because both are
//! pinned to one version; and a file in `ui/dist` is touched only when it changes, so that the shell is not built again in vain.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::stage;
use crate::trouble::{Told as _, Trouble};
use crate::workspace::Workspace;

/// How much care the build of the page takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// Quick to build, for working on the page and for tests.
    Draft,
    /// As small as it gets, for what is given to a post.
    Shipped,
}

impl Care {
    fn profile(self) -> &'static str {
        match self {
            Self::Draft => "page-draft",
            Self::Shipped => "page",
        }
    }
}

/// The target of the page.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the page into `ui/dist`.
///
/// # Errors
/// When the page does not compile, or a file can't be written.
pub fn build(workspace: &Workspace, care: Care) -> Result<(), Trouble> {
    let profile = care.profile();
    stage::run(workspace.cargo(["build", "--package", "ui", "--target", TARGET, "--profile", profile]))?;

    let fresh = workspace.target("page");
    clear(&fresh)?;
    let compiled = workspace.target(TARGET).join(profile).join("ui.wasm");
    Bindgen::new()
        .input_path(compiled)
        .web(true)
        .and_then(|bindgen| {
            bindgen.typescript(false).remove_name_section(true).remove_producers_section(true).generate(&fresh)
        })
        .told("failed to write the page's JavaScript")?;

    for file in ["index.html", "boot.js"] {
        fs::copy(workspace.path("ui").join(file), fresh.join(file)).told(format!("failed to copy ui/{file}"))?;
    }
    copy_if_there(&workspace.path("ui/styles"), &fresh.join("styles"))?;
    copy_if_there(&workspace.path("assets/fonts"), &fresh.join("fonts"))?;

    let dist = workspace.path("ui/dist");
    renew(&fresh, &dist)?;
    let wasm = fs::metadata(dist.join("ui_bg.wasm")).told("failed to measure the page")?;
    println!("   the page is {} kB of WebAssembly in ui/dist", wasm.len() / 1000);
    Ok(())
}

fn clear(folder: &Path) -> Result<(), Trouble> {
    if folder.exists() {
        fs::remove_dir_all(folder).told(format!("failed to clear {}", folder.display()))?;
    }
    fs::create_dir_all(folder).told(format!("failed to make {}", folder.display()))
}

fn copy_if_there(from: &Path, to: &Path) -> Result<(), Trouble> {
    if !from.is_dir() {
        return Ok(());
    }
    for file in files(from)? {
        let target = to.join(&file);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).told(format!("failed to make {}", folder.display()))?;
        }
        fs::copy(from.join(&file), &target).told(format!("failed to copy {}", from.join(&file).display()))?;
    }
    Ok(())
}

/// Makes `old` hold what `fresh` holds, touching only what differs.
fn renew(fresh: &Path, old: &Path) -> Result<(), Trouble> {
    fs::create_dir_all(old).told(format!("failed to make {}", old.display()))?;
    let wanted = files(fresh)?;
    for file in files(old)? {
        if !wanted.contains(&file) {
            fs::remove_file(old.join(&file)).told(format!("failed to remove {}", old.join(&file).display()))?;
        }
    }
    for file in wanted {
        let bytes = fs::read(fresh.join(&file)).told(format!("failed to read {}", fresh.join(&file).display()))?;
        let target = old.join(&file);
        if fs::read(&target).is_ok_and(|there| there == bytes) {
            continue;
        }
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).told(format!("failed to make {}", folder.display()))?;
        }
        fs::write(&target, bytes).told(format!("failed to write {}", target.display()))?;
    }
    Ok(())
}

/// Lists the files under `folder` by their paths inside it, in order.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(inside) = open.pop() {
        let reading = folder.join(&inside);
        for entry in fs::read_dir(&reading).told(format!("failed to read {}", reading.display()))? {
            let entry = entry.told(format!("failed to read {}", reading.display()))?;
            let path = inside.join(entry.file_name());
            if entry.path().is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
