//! Formats the code and renews all that is generated.
//!
//! Invariant: after it, `cargo xtask test` finds nothing to complain of in form or in generated files.

use crate::stage;
use crate::statements;
use crate::trouble::Trouble;
use crate::workspace::Workspace;

/// Formats every package and keeps what the engines answer to every statement.
///
/// # Errors
/// When the code can't be formatted, or a statement does not pass.
pub fn all(workspace: &Workspace) -> Result<(), Trouble> {
    stage::run(workspace.cargo(["fmt", "--all"]))?;
    statements::keep(workspace)
}
