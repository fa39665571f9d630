//! The pages an officer sees.
//!
//! Invariant: the page decides nothing; it shows what the shell answers and sends what the officer does.

mod components;
mod failure;
mod ipc;
mod keys;
mod lock;
mod pages;
mod route;
mod scan;
mod shell;
mod signatures;
mod state;
mod text;

use leptos::mount::mount_to_body;

fn main() {
    console_error_panic_hook::set_once();
    mount_to_body(shell::Window);
}
