//! The procedure templates under `assets/procedure`, in the order of their file names, which is the order in which a
//! post puts them in force: the general one of a flow before its special ones.

use std::path::Path;

use domain::template::Template;

/// Reads every template.
pub fn all() -> Vec<Template> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/procedure");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .iter()
        .map(|file| {
            let text = std::fs::read_to_string(file).unwrap();
            toml::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()))
        })
        .collect()
}
