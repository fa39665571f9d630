//! Prepares what the shell embeds: the page, the permissions of each window, the icon.
//!
//! Invariant: every command of the shell is listed here, so a window may call only what its capability file names.

use std::path::Path;

/// The commands of the shell, by the names that `contract` gives them; each becomes a permission `allow-…`.
const COMMANDS: &[&str] = &[
    "texts",
    "post_info",
    "open_demonstration",
    "found_post",
    "sign_in",
    "session",
    "lock",
    "touch",
    "unlock",
    "change_password",
    "new_one_time_codes",
    "confirm_one_time_codes",
    "sign_out",
    "close_shift",
    "queue",
    "crossing",
    "perform",
    "claim_next",
    "scan",
    "issue_slip",
    "save_slip",
    "show_slip",
    "show_notice",
    "print_notice",
    "save_notice",
    "verify_slip",
    "monitor",
    "signatures",
    "declare_emergency",
    "end_emergency",
    "emergencies",
    "agree_alone",
    "end_alone",
    "alone",
    "left_out",
    "sign_here",
    "officers",
    "add_officer",
    "renew_officer",
    "remove_officer",
    "new_recovery_code",
    "save_draft",
    "load_draft",
    "keep_photograph",
    "forget_photograph",
    "show_photograph",
    "page_stands",
    "agreement",
    "propose",
    "answer_proposal",
    "set_clocks",
    "set_instruction",
    "alert_lists",
    "forged_documents",
    "import_alert_list",
    "remove_alert_list",
    "set_alert_threshold",
    "set_unusual",
    "read_passenger_list",
    "expected",
    "import_advance_lists",
    "take_advance_list",
    "remove_advance_list",
    "send_message",
    "read_message",
    "write_care",
    "held_register",
    "save_held_register",
    "take_break",
    "handovers",
    "hand_over",
    "take_over",
    "reserve_blank_slips",
    "reserved",
];

fn main() {
    let page = Path::new("../ui/dist");
    println!("cargo::rerun-if-changed={}", page.display());
    if !page.join("index.html").is_file() {
        println!("cargo::error=the window has no page yet: run `cargo xtask ui`, which builds ui/dist, and try again");
        return;
    }
    let attributes = tauri_build::Attributes::new().app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    if let Err(problem) = tauri_build::try_build(attributes) {
        println!("cargo::error=failed to prepare the shell: {problem:#}");
    }
}
