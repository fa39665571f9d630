//! The pages an officer sees.
//!
//! Invariant: the page decides nothing; it shows what the shell answers and sends what the officer does.

mod components;
mod failure;
mod guards;
mod ipc;
mod keys;
mod lock;
mod news;
mod pages;
mod route;
mod scan;
mod shell;
mod signatures;
mod state;
mod strips;
mod text;
mod touch;

use leptos::mount::mount_to_body;

fn main() {
    console_error_panic_hook::set_once();
    // The texts are no part of the page: it is handed them first. Without them keys stand in their places, to be reported.
    wasm_bindgen_futures::spawn_local(async {
        text::take_in(ipc::call(contract::TextsRequest {}).await.unwrap_or_default());
        mount_to_body(shell::Window);
    });
}
