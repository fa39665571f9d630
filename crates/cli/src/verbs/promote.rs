//! `post promote`: a person at the standby's machine makes it the server, once the server before it is lost.

use std::io::Write as _;

use app::{Standby, home, is_half_promoted, look_at_standby, promote_standby};
use catalogue::Args;
use serde_json::json;
use storage::StorageError;

use super::address;
use crate::Call;
use crate::answer::{Answer, Exit, Trouble};
use crate::words::catalogue;

/// The word that confirms it, in every language.
const CONFIRMED: &str = "promote";

/// Tells what promoting would lose, asks, promotes, and tells what to do next.
pub async fn run(call: &Call, is_confirmed: bool, while_it_runs: bool, seen: Option<i64>) -> Result<Answer, Trouble> {
    let (address, words) = (address(call)?, catalogue());
    if !app::is_postgres(address) {
        return Err(Trouble::usage(&words.text("cli-promote-no_server")));
    }
    let standby = match look_at_standby(address, &home(), seen).await {
        Err(app::Error::Storage(StorageError::Occupied)) => {
            if !is_half_promoted(address).await? {
                return Err(Trouble::usage(&words.text("cli-promote-no_standby")));
            }
            eprintln!("{}", words.text("cli-promote-half"));
            None
        }
        found => Some(found?),
    };
    for line in standby.as_ref().map(told).unwrap_or_default() {
        eprintln!("{line}");
    }
    // Two servers would each take acts that the other never gets.
    if standby.as_ref().is_some_and(|standby| standby.is_following) && !while_it_runs {
        return Err(Trouble::usage(&words.text("cli-promote-runs")));
    }
    if !is_confirmed && !asks()? {
        let left = json!({ "promoted": false, "standby": standby });
        return call.output.say_with(&left, || words.text("cli-promote-left"), Exit::No);
    }
    promote_standby(address, &home()).await?;
    call.output.say(&json!({ "promoted": true, "standby": standby }), || words.text("cli-promote-done"))
}

/// Says how the standby stands, and what it may lack.
fn told(standby: &Standby) -> Vec<String> {
    let words = catalogue();
    let time = |at: domain::At| at.format("%Y-%m-%d %H:%M:%S UTC").to_string();
    let mut lines = vec![
        words.text_with("cli-promote-head", &Args::new().with_count("seq", standby.seq).with("time", time(standby.at))),
    ];
    if let Some(last) = standby.last_change {
        lines.push(words.text_with("cli-promote-last_change", &Args::new().with("time", time(last))));
    }
    if standby.unread_bytes > 0 {
        let args = Args::new().with_count("kilobytes", (standby.unread_bytes + 1023) / 1024);
        lines.push(words.text_with("cli-promote-unread", &args));
    }
    match standby.seen {
        Some(seen) if seen > standby.seq => {
            let args = Args::new().with_count("from", standby.seq + 1).with_count("seen", seen);
            lines.push(words.text_with("cli-promote-lost", &args));
        }
        Some(seen) => lines.push(words.text_with("cli-promote-all", &Args::new().with_count("seen", seen))),
        None => lines.push(words.text("cli-promote-lacks")),
    }
    lines
}

/// Asks on the terminal; whoever has none names `--yes`.
fn asks() -> Result<bool, Trouble> {
    let words = catalogue();
    let no_terminal = || Trouble::usage(&words.text("cli-promote-no_terminal"));
    let args = Args::new().with("word", CONFIRMED);
    let mut err = std::io::stderr().lock();
    write!(err, "{} ", words.text_with("cli-promote-ask", &args))
        .and_then(|()| err.flush())
        .map_err(app::Error::File)?;
    let mut answer = String::new();
    match std::io::stdin().read_line(&mut answer) {
        Ok(0) | Err(_) => Err(no_terminal()),
        Ok(_) => Ok(answer.trim() == CONFIRMED),
    }
}
