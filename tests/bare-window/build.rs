//! Prepares what the bare window embeds.

fn main() {
    println!("cargo::rerun-if-changed=page/dist");
    // Lints read this package before its page was ever built.
    if let Err(problem) = std::fs::create_dir_all("page/dist") {
        println!("cargo::error=failed to make page/dist: {problem}");
    }
    let manifest = tauri_build::AppManifest::new().commands(&["page_stands"]);
    if let Err(problem) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo::error=failed to prepare the bare window: {problem:#}");
    }
}
