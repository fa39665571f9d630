//! The size of the page that is shipped: it is read and compiled at every start of a window.

use crate::page::{self, Care};
use crate::setup;
use crate::table::Table;
use crate::trouble::Trouble;
use crate::workspace::Workspace;

/// Builds the page as it is shipped and weighs it.
///
/// # Errors
/// When it can't be built, or is too large.
pub fn measure(workspace: &Workspace) -> Result<(), Trouble> {
    setup::to_ship_page()?;
    let weight = page::build_and_weigh(workspace, Care::Shipped)?;
    Table::new("the page")
        .with_aim("WebAssembly", kilobytes(weight.plain), "kB", kilobytes(page::LIMIT.plain))
        .with_aim("WebAssembly, gzip -9", kilobytes(weight.packed), "kB", kilobytes(page::LIMIT.packed))
        .tell()
}

fn kilobytes(bytes: u32) -> f64 {
    f64::from(bytes) / 1000.0
}
