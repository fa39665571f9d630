//! Marks for who measures the window from outside.
//!
//! Invariant: nothing is said unless whoever started the program asked for it, and then no more than which page stands, and up to which act a
//! queue was read.

use std::io::Write as _;

use contract::StandingPage;

/// The variable that asks for marks on standard output.
const VARIABLE: &str = "OSBP_MARKS";

/// Says which page stands and takes keys, where that was asked for.
pub fn stands(page: StandingPage) {
    say(format_args!("stands {}", page.word()));
}

/// Says that the page was given the queue as it is after an act, where that was asked for.
pub fn reads(seq: i64) {
    say(format_args!("reads {seq}"));
}

fn say(mark: std::fmt::Arguments<'_>) {
    if std::env::var_os(VARIABLE).is_some() {
        // Who stopped listening has measured enough.
        let _unheard = writeln!(std::io::stdout(), "{mark}");
    }
}
