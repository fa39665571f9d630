//! Calls the shell's commands.
//!
//! Invariant: this is the only file that touches JavaScript.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = invoke, catch)]
    async fn invoke(command: &str) -> Result<JsValue, JsValue>;
}

/// The program and its version.
#[derive(Clone, Debug, Deserialize)]
pub struct Version {
    /// The name of the program.
    pub program: String,
    /// The version of the program, as in its package.
    pub version: String,
}

/// Asks the shell for the program and its version.
///
/// # Errors
/// The shell's own words when it refuses or can't answer.
pub async fn post_version() -> Result<Version, String> {
    call("post_version").await
}

async fn call<Reply: DeserializeOwned>(command: &str) -> Result<Reply, String> {
    let reply = invoke(command).await.map_err(|problem| format!("{problem:?}"))?;
    serde_wasm_bindgen::from_value(reply).map_err(|problem| problem.to_string())
}
