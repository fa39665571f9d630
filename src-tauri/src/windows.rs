//! The windows of the program.
//!
//! Invariant: a window keeps nothing on the disk: whoever opens the workstation's drive finds no page, cookie or form of an officer.

use tauri::{AppHandle, Manager as _, WebviewWindow, WebviewWindowBuilder};

use crate::opening::Opening;

/// The label of the window an officer works in.
pub const OFFICER: &str = "officer";

/// Opens the officer's window, or brings it to the front where it is open.
///
/// # Errors
/// What the window system answers when it can't make a window.
pub fn open_officer(app: &AppHandle, opening: &Opening) -> tauri::Result<()> {
    let title = match opening {
        Opening::Demonstration => "One-Stop Border Post · demonstration",
        Opening::Usual | Opening::Database(_) => "One-Stop Border Post",
    };
    open(app, OFFICER, title)
}

fn open(app: &AppHandle, label: &str, title: &str) -> tauri::Result<()> {
    if let Some(window) = app.get_webview_window(label) {
        return window.set_focus();
    }
    let planned = app.config().app.windows.iter().find(|plan| plan.label == label);
    let mut plan = planned.cloned().ok_or(tauri::Error::WindowNotFound)?;
    title.clone_into(&mut plan.title);
    plan.incognito = !is_driven();
    let window = WebviewWindowBuilder::from_config(app, &plan)?.build()?;
    draw_plainly(&window)
}

/// Has the page drawn by the processor: text and lines need no graphics card, and where there is none WebKitGTK would
/// bring one of its own, made of software, with all its memory.
#[cfg(target_os = "linux")]
fn draw_plainly(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};

    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Elsewhere the web view is the system's own and shares what it has.
#[cfg(not(target_os = "linux"))]
fn draw_plainly(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Says whether a WebDriver drives the window. WebKitGTK lets no driver into a private window, so a driven one keeps
/// its data where the driver's environment points, and the driver clears them away.
fn is_driven() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|set| set == "true")
}
