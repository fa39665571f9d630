//! One heading, and word to the shell that it stands.

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = invoke, catch)]
    async fn invoke(command: &str) -> Result<JsValue, JsValue>;
}

/// The whole window.
#[component]
fn Heading() -> impl IntoView {
    Effect::new(|_| {
        request_animation_frame(|| {
            spawn_local(async {
                // Only the measurement listens.
                let _unheard = invoke("page_stands").await;
            });
        });
    });
    view! { <h1>"A bare window"</h1> }
}

fn main() {
    mount_to_body(Heading);
}
