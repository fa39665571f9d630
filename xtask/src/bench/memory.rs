//! The memory of the window at rest, of all its processes, beside that of a bare window.

use std::time::Duration;

use super::ground::Ground;
use super::window::Opened;
use crate::table::{Table, median};
use crate::trouble::Trouble;
use crate::workspace::Workspace;

/// How long the window rests before it is weighed.
const REST: Duration = Duration::from_secs(30);

/// How often each is weighed, alternating.
const TIMES: usize = 3;

/// How much more than the bare one ours may take, in megabytes.
const MORE_AT_MOST: f64 = 60.0;

/// Measures the memory of an officer's window that shows the queue.
///
/// # Errors
/// When a window does not open, or ours takes too much.
pub fn measure(workspace: &Workspace) -> Result<(), Trouble> {
    let Ground { programs, address, home, bare_home, screen } = Ground::prepare(workspace)?;
    let (mut ours, mut bare, mut outside) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 1..=TIMES {
        let mut window = Opened::open(&programs.bare, &[], &screen, &bare_home)?;
        window.stands("heading")?;
        std::thread::sleep(REST);
        let of_bare = window.proportional_set_size()?;
        drop(window);

        let mut window = Opened::open(&programs.desk, &["--database", address.as_str()], &screen, &home)?;
        window.stands("sign_in")?;
        std::thread::sleep(REST);
        let signed_out = window.proportional_set_size()?;
        // The first of the invented officers of a demonstration post.
        window.press("alt+1", "One-Stop Border Post", &screen)?;
        window.stands("queue")?;
        std::thread::sleep(REST);
        let of_ours = window.proportional_set_size()?;
        drop(window);

        println!("   {turn}: bare {of_bare:.1} MB, sign-in {signed_out:.1} MB, queue {of_ours:.1} MB");
        bare.push(of_bare);
        outside.push(signed_out);
        ours.push(of_ours);
    }
    let (ours, bare, outside) = (median(&ours), median(&bare), median(&outside));
    Table::new("memory at rest, proportional set size of all processes, medians of three")
        .with("the bare window", bare, "MB")
        .with("sign-in, 1,000 open crossings", outside, "MB")
        .with("the queue of 1,000 open crossings", ours, "MB")
        .with_aim("the queue, more than the bare one", ours - bare, "MB", MORE_AT_MOST)
        .tell()
}
