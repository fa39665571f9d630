//! A window of one heading: the least that Tauri and Leptos take. What ours takes more is our own doing.
//!
//! Invariant: it is opened as ours is (the same size, privacy and policy) and does nothing else.

use std::io::Write as _;
use std::process::ExitCode;

/// Hears that the page stands.
#[tauri::command]
async fn page_stands() {
    // Who stopped listening has measured enough.
    let _unheard = writeln!(std::io::stdout(), "stands heading");
}

fn main() -> ExitCode {
    let built =
        tauri::Builder::default().invoke_handler(tauri::generate_handler![page_stands]).run(tauri::generate_context!());
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("failed to open the window: {problem}");
            ExitCode::FAILURE
        }
    }
}
