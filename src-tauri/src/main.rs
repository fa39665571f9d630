//! The desktop shell: it opens the windows and hands what they ask to the post.
//!
//! Invariant: the shell knows no rule of the procedure; a command is one line, and what it does is in `app`.

// A console beside the window would only confuse an officer on Windows.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod commands;
mod feed;
mod marks;
mod opening;
mod windows;

use std::process::ExitCode;

use opening::Opening;

fn main() -> ExitCode {
    app::leave_no_core_dump();
    let opening = match Opening::from_words(std::env::args().skip(1)) {
        Ok(opening) => opening,
        Err(problem) => {
            eprintln!("{problem}\n\n{}", opening::USAGE);
            return ExitCode::from(2);
        }
    };
    let built = tauri::Builder::default()
        .manage(opening.office())
        .invoke_handler(tauri::generate_handler![
            commands::texts,
            commands::post_info,
            commands::open_demonstration,
            commands::found_post,
            commands::sign_in,
            commands::session,
            commands::lock,
            commands::touch,
            commands::unlock,
            commands::change_password,
            commands::new_one_time_codes,
            commands::confirm_one_time_codes,
            commands::sign_out,
            commands::close_shift,
            commands::queue,
            commands::crossing,
            commands::perform,
            commands::claim_next,
            commands::scan,
            commands::issue_slip,
            commands::save_slip,
            commands::show_slip,
            commands::show_notice,
            commands::print_notice,
            commands::save_notice,
            commands::verify_slip,
            commands::monitor,
            commands::signatures,
            commands::declare_emergency,
            commands::end_emergency,
            commands::emergencies,
            commands::agree_alone,
            commands::end_alone,
            commands::alone,
            commands::left_out,
            commands::sign_here,
            commands::officers,
            commands::add_officer,
            commands::renew_officer,
            commands::remove_officer,
            commands::new_recovery_code,
            commands::save_draft,
            commands::load_draft,
            commands::keep_photograph,
            commands::forget_photograph,
            commands::show_photograph,
            commands::page_stands,
            commands::agreement,
            commands::propose,
            commands::answer_proposal,
            commands::set_clocks,
            commands::set_instruction,
            commands::alert_lists,
            commands::forged_documents,
            commands::import_alert_list,
            commands::remove_alert_list,
            commands::set_alert_threshold,
            commands::set_unusual,
            commands::read_passenger_list,
            commands::expected,
            commands::import_advance_lists,
            commands::take_advance_list,
            commands::remove_advance_list,
            commands::send_message,
            commands::read_message,
            commands::write_care,
            commands::held_register,
            commands::save_held_register,
            commands::take_break,
            commands::handovers,
            commands::hand_over,
            commands::take_over,
            commands::reserve_blank_slips,
            commands::reserved,
        ])
        .setup(move |app| {
            tauri::async_runtime::spawn(feed::run(app.handle().clone()));
            tauri::async_runtime::spawn(feed::watch_seat(app.handle().clone()));
            Ok(windows::open_officer(app.handle(), &opening)?)
        })
        .run(tauri::generate_context!());
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("failed to open the window: {problem}");
            ExitCode::FAILURE
        }
    }
}
