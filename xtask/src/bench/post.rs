//! The post that windows are measured on.

use std::path::PathBuf;

use crate::program;
use crate::trouble::Trouble;
use crate::workspace::Workspace;

/// A demonstration post with a queue.
#[derive(Debug)]
pub struct Post {
    /// Where its database is.
    pub address: String,
    /// Where its workstation's secrets are.
    pub home: PathBuf,
}

/// Makes a post with so many open crossings, or takes the one that an earlier measurement made.
///
/// # Errors
/// When it can't be made.
pub fn seeded(workspace: &Workspace, open: u32) -> Result<Post, Trouble> {
    let folder = program::seed(workspace, open)?;
    Ok(Post { address: folder.join("post.osbp").to_string_lossy().into_owned(), home: folder.join("home") })
}
