//! Builds the page of the windows into `ui/dist`, which the shell embeds.
//!
//! Invariant: the JavaScript is written by the same version of wasm-bindgen that the page was compiled with, because both are
//! pinned to one version; and a file in `ui/dist` is touched only when it changes, so that the shell is not built again in vain.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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

/// How large the page's WebAssembly is, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// As it lies in `ui/dist`.
    pub plain: u32,
    /// After `gzip -9`.
    pub packed: u32,
}

/// What the page that is shipped may weigh: a window reads and compiles it at every start.
pub const LIMIT: Weight = Weight { plain: 2_500_000, packed: 900_000 };

/// Builds the page into `ui/dist`. What is beyond [`LIMIT`] is told, and shipped: the measurement of the page refuses it, and those of
/// its start and its memory say what comes of it.
///
/// # Errors
/// When the page does not compile, or a file can't be written.
pub fn build(workspace: &Workspace, care: Care) -> Result<(), Trouble> {
    let weight = build_and_weigh(workspace, care)?;
    if care == Care::Shipped && (weight.plain >= LIMIT.plain || weight.packed >= LIMIT.packed) {
        println!(
            "   that is more than it should be: {} and {} kB after gzip -9 (cargo xtask bench page)",
            LIMIT.plain / 1000,
            LIMIT.packed / 1000
        );
    }
    Ok(())
}

/// Builds the page into `ui/dist` and returns how large its WebAssembly is.
///
/// # Errors
/// When the page does not compile, or a file can't be written.
pub fn build_and_weigh(workspace: &Workspace, care: Care) -> Result<Weight, Trouble> {
    let fresh = assemble(workspace, care, "ui", &workspace.path("ui"))?;
    copy_if_there(&workspace.path("assets/fonts"), &fresh.join("fonts"))?;
    let dist = workspace.path("ui/dist");
    renew(&fresh, &dist)?;
    let weight = weigh(&dist.join("ui_bg.wasm"))?;
    println!(
        "   the page is {} kB of WebAssembly in ui/dist, {} kB after gzip -9",
        weight.plain / 1000,
        weight.packed / 1000
    );
    Ok(weight)
}

/// Builds the page of the bare window, beside which ours is measured, as it would be shipped.
///
/// # Errors
/// As [`build_and_weigh`].
pub fn build_bare(workspace: &Workspace) -> Result<(), Trouble> {
    let source = workspace.path("tests/bare-window/page");
    let fresh = assemble(workspace, Care::Shipped, "bare-page", &source)?;
    renew(&fresh, &source.join("dist"))
}

/// Compiles a page and puts all that belongs to it into a folder of the target directory.
fn assemble(workspace: &Workspace, care: Care, package: &str, source: &Path) -> Result<PathBuf, Trouble> {
    let profile = care.profile();
    stage::run(workspace.cargo(["build", "--package", package, "--target", TARGET, "--profile", profile]))?;

    let fresh = workspace.target("page").join(package);
    clear(&fresh)?;
    let compiled = workspace.target(TARGET).join(profile).join(format!("{package}.wasm"));
    Bindgen::new()
        .input_path(compiled)
        .web(true)
        .and_then(|bindgen| {
            bindgen.typescript(false).remove_name_section(true).remove_producers_section(true).generate(&fresh)
        })
        .told("failed to write the page's JavaScript")?;

    if care == Care::Shipped {
        shrink(workspace, &fresh.join(format!("{package}_bg.wasm")))?;
    }
    for file in ["index.html", "boot.js"] {
        fs::copy(source.join(file), fresh.join(file)).told(format!("failed to copy {file}"))?;
    }
    copy_if_there(&source.join("styles"), &fresh.join("styles"))?;
    Ok(fresh)
}

/// The binaryen that makes a page small. Debian's own, 108, mixes up the tables of a page, which then does not start.
const BINARYEN: &str = "binaryen@132.0.0";

/// Rewrites WebAssembly so that it says the same in less room.
fn shrink(workspace: &Workspace, wasm: &Path) -> Result<(), Trouble> {
    let small = wasm.with_extension("small");
    let tools = workspace.target("tools").join(BINARYEN);
    let optimiser = tools.join("node_modules/binaryen/bin/wasm-opt");
    if !optimiser.exists() {
        fs::create_dir_all(&tools).told(format!("failed to make {}", tools.display()))?;
        let mut fetch = workspace.command("npm");
        fetch.args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"]).arg(&tools).arg(BINARYEN);
        stage::run(fetch)?;
    }
    let mut command = workspace.command("node");
    command.arg(optimiser);
    // What Rust's compiler takes for granted of every web view; binaryen wants it said.
    command.args([
        "-Oz",
        "--enable-bulk-memory",
        "--enable-multivalue",
        "--enable-mutable-globals",
        "--enable-nontrapping-float-to-int",
        "--enable-reference-types",
        "--enable-sign-ext",
    ]);
    command.arg(wasm).arg("-o").arg(&small);
    stage::run(command)?;
    fs::rename(&small, wasm).told(format!("failed to write {}", wasm.display()))
}

fn weigh(wasm: &Path) -> Result<Weight, Trouble> {
    let plain = fs::metadata(wasm).told("failed to measure the page")?.len();
    let packed = Command::new("gzip").args(["-9", "--stdout"]).arg(wasm).output().told("failed to start gzip")?;
    if !packed.status.success() {
        return Err(Trouble::new(format!("gzip ended with {}", packed.status)));
    }
    let bytes = |length: u64| u32::try_from(length).told("the page is beyond all measure");
    Ok(Weight { plain: bytes(plain)?, packed: bytes(packed.stdout.len() as u64)? })
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
