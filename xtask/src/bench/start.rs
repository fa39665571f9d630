//! How long after its start the window lets an officer type his number, beside a bare window that shows a heading.

use super::ground::Ground;
use super::window::Opened;
use crate::table::{Table, median};
use crate::trouble::Trouble;
use crate::workspace::Workspace;

/// How often each is started; they alternate, so that what else the machine does meets both.
const STARTS: usize = 10;

/// How much later than the bare one ours may be, in milliseconds.
const LATER_AT_MOST: f64 = 500.0;

/// Measures the start.
///
/// # Errors
/// When a window does not open, or ours takes too long.
pub fn measure(workspace: &Workspace) -> Result<(), Trouble> {
    let Ground { programs, address, home, bare_home, screen } = Ground::prepare(workspace)?;
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    // The first start of each reads the program from the disk; it is not counted.
    for turn in 0..=STARTS {
        let of_bare = Opened::open(&programs.bare, &[], &screen, &bare_home)?.stands("heading")?;
        let words = ["--database", address.as_str()];
        let of_ours = Opened::open(&programs.desk, &words, &screen, &home)?.stands("sign_in")?;
        println!("   {turn:>2}: bare {of_bare:.0} ms, ours {of_ours:.0} ms");
        if turn > 0 {
            bare.push(of_bare);
            ours.push(of_ours);
        }
    }
    let (ours, bare) = (median(&ours), median(&bare));
    Table::new("the start, medians of ten")
        .with("the bare window shows its heading after", bare, "ms")
        .with("sign-in takes keys after", ours, "ms")
        .with_aim("later than the bare one", ours - bare, "ms", LATER_AT_MOST)
        .tell()
}
