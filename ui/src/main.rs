//! The pages an officer sees.
//!
//! Invariant: the page decides nothing; it shows what the shell answers and sends what the officer does.

mod ipc;

use leptos::mount::mount_to_body;
use leptos::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
    mount_to_body(Post);
}

/// Names the program and its version, as the shell tells them.
#[component]
fn Post() -> impl IntoView {
    let version = LocalResource::new(ipc::post_version);
    view! {
        <main>
            {move || version.get().map(|answer| match answer {
                Ok(version) => view! { <h1>{version.program}</h1><p>{version.version}</p> }.into_any(),
                Err(problem) => view! { <p role="alert">{problem}</p> }.into_any(),
            })}
        </main>
    }
}
