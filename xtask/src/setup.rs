//! Makes a Debian 12 machine that has git, a C compiler and Rust ready for a chore.
//!
//! Invariant: nothing is installed unsaid: each thing is named with its reason first, and what is already there is left alone.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::Command;

use crate::page;
use crate::stage;
use crate::trouble::Trouble;

/// Something a chore needs from outside, and why.
#[derive(Debug, Clone, Copy)]
struct Need {
    name: &'static str,
    why: &'static str,
}

const fn need(name: &'static str, why: &'static str) -> Need {
    Need { name, why }
}

const TO_BUILD: &[Need] = &[
    need("build-essential", "compiles and links the parts written in C, SQLite among them"),
    need("pkg-config", "tells the build where system libraries lie"),
    need("libwebkit2gtk-4.1-dev", "the web view that the window is made of"),
];
const TO_SHIP: &[Need] = &[need("npm", "fetches binaryen, which makes the page's WebAssembly small")];
const TO_SHOW: &[Need] =
    &[need("xvfb", "a screen where there is none"), need("imagemagick", "takes the picture of that screen")];
const TO_MEASURE: &[Need] = &[
    need("xvfb", "a screen for the windows that are measured"),
    need("xdotool", "presses the key that signs an officer in"),
];
const TO_FUZZ: &[Need] = &[need("g++", "builds the fuzzer")];
const TO_STORE: &[Need] = &[need("postgresql", "the engine of a post with several workstations")];
const TO_TEST: &[Need] = &[
    need("xvfb", "a screen for the windows under test"),
    need("webkit2gtk-driver", "drives the windows under test"),
    need("poppler-utils", "reads the printed slips back"),
    need("softhsm2", "smart cards made of software, with the module that reaches them"),
    need("dbus", "a bus for the keyring under test"),
    need("gnome-keyring", "a system keyring, where workstations keep their secrets"),
    need("fonts-noto-core", "the scripts of every language in pictures of the windows"),
];

/// What is needed to build the window.
///
/// # Errors
/// When something is missing and can't be had.
pub fn to_build() -> Result<(), Trouble> {
    packages(&[TO_BUILD])?;
    page_target()
}

/// What is needed to build the page of the windows.
///
/// # Errors
/// When Rust's part for WebAssembly is missing and can't be had.
pub fn to_build_page() -> Result<(), Trouble> {
    page_target()
}

/// What is needed to build the page as it is given to a post.
///
/// # Errors
/// When something is missing and can't be had.
pub fn to_ship_page() -> Result<(), Trouble> {
    if find("npm").is_none() {
        packages(&[TO_SHIP])?;
    }
    page_target()
}

/// What is needed to build the window and show it where there is no screen.
///
/// # Errors
/// When something is missing and can't be had.
pub fn to_show_without_screen() -> Result<(), Trouble> {
    packages(&[TO_BUILD, TO_SHOW])?;
    page_target()
}

/// What is needed to build windows and measure them.
///
/// # Errors
/// When something is missing and can't be had.
pub fn to_measure() -> Result<(), Trouble> {
    packages(&[TO_BUILD, TO_MEASURE])?;
    to_ship_page()
}

/// What is needed to build a fuzzer.
///
/// # Errors
/// When something is missing and can't be had.
pub fn to_fuzz() -> Result<(), Trouble> {
    packages(&[TO_FUZZ])
}

/// What is needed to run trial databases.
///
/// # Errors
/// When something is missing and can't be had.
pub fn to_store() -> Result<(), Trouble> {
    packages(&[TO_STORE])
}

/// What is needed for all tests.
///
/// # Errors
/// When something is missing and can't be had.
pub fn to_test() -> Result<(), Trouble> {
    packages(&[TO_BUILD, TO_STORE, TO_TEST])?;
    page_target()?;
    component("rustfmt", &["fmt", "--version"])?;
    component("clippy", &["clippy", "--version"])?;
    program("cargo-nextest", "0.9.143", "runs the tests", "ten minutes")?;
    program("tauri-driver", "2.1.0", "stands between the tests and the web view's driver", "two minutes")
}

/// Finds a program on the path, or where cargo installs.
pub fn find(program: &str) -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")));
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(home.map(|home| home.join("bin")))
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

fn packages(groups: &[&[Need]]) -> Result<(), Trouble> {
    let mut missing: Vec<Need> = Vec::new();
    for need in groups.iter().copied().flatten() {
        let there = stage::answer("dpkg-query", &["--show", "--showformat=${db:Status-Status}", need.name]);
        if there.as_deref() == Some("installed") {
            println!("   have {}", need.name);
        } else if missing.iter().all(|other| other.name != need.name) {
            println!("   want {}: {}", need.name, need.why);
            missing.push(*need);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|need| need.name).collect();
    if find("apt-get").is_none() {
        return Err(Trouble::new(format!(
            "this is not Debian: install what your system calls {}, and run this again",
            names.join(", ")
        )));
    }
    let by_hand = format!("install by hand: apt-get install {}", names.join(" "));
    println!("   installing {} from Debian", names.join(", "));
    stage::run(apt(&["update"])?).map_err(|trouble| Trouble::new(format!("{trouble}\n{by_hand}")))?;
    let mut words = vec!["install", "--yes", "--no-install-recommends"];
    words.extend(names);
    stage::run(apt(&words)?).map_err(|trouble| Trouble::new(format!("{trouble}\n{by_hand}")))
}

fn apt(words: &[&str]) -> Result<Command, Trouble> {
    let root = stage::answer("id", &["--user"]).as_deref() == Some("0");
    if !root && find("sudo").is_none() {
        return Err(Trouble::new(format!(
            "only root may install, and there is no sudo here: as root, apt-get {}",
            words.join(" ")
        )));
    }
    let mut command = Command::new(if root { "env" } else { "sudo" });
    if !root {
        // Without a person at the terminal a password question would wait for ever.
        if !std::io::stdin().is_terminal() {
            command.arg("--non-interactive");
        }
        command.arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]).args(words);
    Ok(command)
}

fn page_target() -> Result<(), Trouble> {
    let library = stage::answer("rustc", &["--print", "target-libdir", "--target", page::TARGET]);
    if library.is_some_and(|folder| PathBuf::from(folder).is_dir()) {
        println!("   have Rust for {}", page::TARGET);
        return Ok(());
    }
    println!("   want Rust for {}: the pages of the window are WebAssembly", page::TARGET);
    rustup(&["target", "add", page::TARGET])
}

fn component(name: &str, proof: &[&str]) -> Result<(), Trouble> {
    if stage::answer("cargo", proof).is_some() {
        println!("   have {name}");
        return Ok(());
    }
    println!("   want {name}: the code is held to one form");
    rustup(&["component", "add", name])
}

fn rustup(words: &[&str]) -> Result<(), Trouble> {
    if find("rustup").is_none() {
        return Err(Trouble::new(format!(
            "this Rust is not rustup's, so it can't fetch its parts: provide what 'rustup {}' would",
            words.join(" ")
        )));
    }
    let mut command = Command::new("rustup");
    command.args(words);
    stage::run(command)
}

fn program(name: &str, version: &str, why: &str, takes: &str) -> Result<(), Trouble> {
    if find(name).is_some() {
        println!("   have {name}");
        return Ok(());
    }
    println!("   want {name} {version}: {why}; building it takes about {takes}");
    let mut command = Command::new("cargo");
    command.args(["install", name, "--version", version, "--locked"]);
    stage::run(command)
}
