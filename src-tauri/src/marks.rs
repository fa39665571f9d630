//! Marks for who measures the window from outside.
//!
//! Invariant: nothing is said unless whoever started the program asked for it, and then no more than which page stands.

use std::io::Write as _;

use contract::StandingPage;

/// The variable that asks for marks on standard output.
const VARIABLE: &str = "OSBP_MARKS";

/// Says which page stands and takes keys, where that was asked for.
pub fn stands(page: StandingPage) {
    if std::env::var_os(VARIABLE).is_some() {
        // Who stopped listening has measured enough.
        let _unheard = writeln!(std::io::stdout(), "stands {}", page.word());
    }
}
