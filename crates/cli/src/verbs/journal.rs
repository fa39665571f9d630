//! The journal: verified, signed for a State, handed over to it; and each State's own.

use std::path::PathBuf;

use app::{Fault, OwnJournalFound, SignedIn, Verification};
use catalogue::Args;
use clap::Subcommand;
use domain::StateCode;
use serde_json::{Value, json};

use super::{open, unwrap};
use crate::Call;
use crate::answer::{Answer, Exit, Trouble};
use crate::words::catalogue;

/// What to do with the journal.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Verifies numbers, chain, digests, signatures, certificates, both States' signed heads and the procedure of every act; with
    /// --officer also what that officer's State alone knew.
    Verify,
    /// Signs the journal as far as it goes for the officer's State: a supervisor does, at shift change and whenever asked.
    Sign,
    /// Shows the State's own journal: who signed in, searched, opened, printed; for supervisors, auditors and administrators.
    Own {
        /// From which page on.
        #[arg(long, default_value_t = 1)]
        from: i64,
        /// How many pages at most.
        #[arg(long, default_value_t = 100)]
        pages: i64,
    },
    /// Tells the seeds from which the officer's State drew on a day that is over, for its own auditors: with a seed, every draw of
    /// that day can be repeated. For supervisors, auditors and administrators.
    Seeds {
        /// The day by the clocks of that State, such as 2026-11-27.
        #[arg(long, value_name = "DATE")]
        day: chrono::NaiveDate,
    },
    /// Writes the lawful copy of the officer's State: all open parts, what is sealed to it, the photographs that it may open, its
    /// own journal.
    Export {
        /// The State; refused where it is not the officer's.
        #[arg(long, value_name = "CODE")]
        state: Option<StateCode>,
        /// The file to write.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
}

/// Does it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    match what {
        What::Verify => verify(call).await,
        What::Sign => sign(call).await,
        What::Own { from, pages } => own(call, from, pages).await,
        What::Seeds { day } => seeds(call, day).await,
        What::Export { state, to } => export(call, state, &to).await,
    }
}

async fn signed_in(call: &Call) -> Result<SignedIn, Trouble> {
    let workstation = open(call).await?;
    unwrap(call, &workstation).await
}

async fn sign(call: &Call) -> Result<Answer, Trouble> {
    let officer = signed_in(call).await?;
    let seq = officer.sign_head().await?;
    let value = json!({ "state": officer.state(), "signed_up_to": seq });
    let args = Args::new().with("state", officer.state().to_string()).with("seq", seq.to_string());
    call.output.say(&value, || catalogue().text_with("cli-head-signed", &args))
}

async fn own(call: &Call, from: i64, pages: i64) -> Result<Answer, Trouble> {
    let officer = signed_in(call).await?;
    let entries = officer.own_journal(from.saturating_sub(1).max(0), pages.max(1)).await?;
    let value = json!({ "state": officer.state(), "entries": entries });
    call.output.say(&value, || {
        if entries.is_empty() {
            return catalogue().text("cli-own-empty");
        }
        let lines = entries.iter().map(|entry| {
            let what = catalogue().text(&format!("cli-own-{}", entry.what.word()));
            let desk = entry.desk.as_ref().map_or("–", |desk| desk.0.as_str());
            let at = entry.at.format("%Y-%m-%d %H:%M:%S");
            format!(
                "{at}  {:<10}  {desk:<6}  {what} {}",
                entry.officer.as_str(),
                entry.what.about().unwrap_or_default(),
            ) + &entry.what.why().map(|why| format!(" ({why})")).unwrap_or_default()
        });
        lines.collect::<Vec<_>>().join("\n")
    })
}

async fn seeds(call: &Call, day: chrono::NaiveDate) -> Result<Answer, Trouble> {
    let officer = signed_in(call).await?;
    let told = officer.seeds_of(day).await?;
    let value = json!({ "state": officer.state(), "day": day, "seeds": told });
    call.output.say(&value, || {
        let args = || Args::new().with("state", officer.state().to_string()).with("day", day.to_string());
        if told.is_empty() {
            return catalogue().text_with("cli-seeds-none", &args());
        }
        let line = |one: &app::ToldSeed| {
            let key = if one.is_published { "cli-seed" } else { "cli-seed-false" };
            let args = args()
                .with("seq", one.seq.to_string())
                .with("hash", one.published.hash.clone())
                .with("seed", one.seed.clone());
            catalogue().text_with(key, &args)
        };
        told.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

async fn export(call: &Call, state: Option<StateCode>, to: &std::path::Path) -> Result<Answer, Trouble> {
    let officer = signed_in(call).await?;
    if state.is_some_and(|state| state != officer.state()) {
        return Err(app::Error::NotAllowed.into());
    }
    let handed = officer.hand_over_copy(to).await?;
    call.output.say(&handed, || {
        let args = Args::new()
            .with("state", handed.state.to_string())
            .with("acts", handed.acts.to_string())
            .with("parts", handed.sealed_parts.to_string())
            .with("pages", handed.own_pages.to_string())
            .with("photographs", handed.photographs.to_string())
            .with("file", to.display().to_string());
        catalogue().text_with("cli-copy-written", &args)
    })
}

async fn verify(call: &Call) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    let found = if call.officer.is_some() {
        app::verify_as(&unwrap(call, &workstation).await?).await?
    } else {
        app::verify(workstation.store()).await?
    };
    let problems: Vec<Value> = found
        .problems
        .iter()
        .map(|problem| json!({ "seq": problem.seq, "check": word(problem.check), "message": sentence(problem.check) }))
        .collect();
    // Of what nobody can say who signed it nobody can say that it holds.
    let is_ok = found.is_ok() && found.unverified == 0;
    let value = json!({
        "acts": found.acts, "ok": is_ok, "problems": problems,
        "replayed": found.replayed, "replayed_privately": found.replayed_privately,
        "not_judged": found.not_judged, "unverified": found.unverified, "newer": found.newer,
        "sealed_unread": found.sealed_unread, "sealed_unseen": found.sealed_unseen,
        "signed": found.signed, "trusted_up_to": found.trusted_up_to, "agreed_up_to": found.agreed_up_to(),
        "own": found.own, "photographs": found.photographs,
    });
    let exit = if is_ok { Exit::Done } else { Exit::No };
    call.output.say_with(&value, || told(&found), exit)
}

/// Tells what was found, in words.
fn told(found: &Verification) -> String {
    let said = |key: &str, args: Args<'_>| catalogue().text_with(key, &args);
    let mut lines = Vec::new();
    let acts = found.acts.to_string();
    if found.problems.is_empty() {
        lines.push(said("cli-verified", Args::new().with("acts", found.replayed.to_string())));
    } else {
        lines.extend(found.problems.iter().map(|problem| {
            let args = Args::new().with("seq", problem.seq.to_string()).with("what", sentence(problem.check));
            said("cli-verify-act", args)
        }));
        let args = Args::new().with("acts", acts).with("seq", found.trusted_up_to.to_string());
        lines.push(said("cli-verify-trusted", args));
    }
    if found.not_judged > 0 {
        lines.push(said("cli-verify-not-judged", Args::new().with("acts", found.not_judged.to_string())));
    }
    if let Some(newer) = &found.newer {
        let args = Args::new()
            .with("seq", newer.seq.to_string())
            .with("officer", newer.officer.to_string())
            .with("kind", newer.kind.clone());
        lines.push(said("cli-verify-newer", args));
    }
    if found.unverified > 0 {
        lines.push(said("cli-verify-unverified", Args::new().with("acts", found.unverified.to_string())));
    }
    if found.replayed_privately > 0 {
        let args = Args::new().with("acts", found.replayed_privately.to_string());
        lines.push(said("cli-verify-privately", args));
    }
    if found.sealed_unseen > 0 {
        lines.push(said("cli-verify-unseen", Args::new().with("parts", found.sealed_unseen.to_string())));
    }
    if found.photographs > 0 {
        let args = Args::new().with("photographs", found.photographs.to_string());
        lines.push(said("cli-verify-photographs", args));
    }
    lines.extend(found.signed.iter().map(|signed| {
        let args = Args::new()
            .with("state", signed.state.to_string())
            .with("seq", signed.seq.to_string())
            .with("officer", signed.officer.to_string())
            .with("at", signed.at.format("%Y-%m-%d %H:%M").to_string());
        said("cli-verify-signed", args)
    }));
    let agreed = found.agreed_up_to();
    lines.push(if agreed > 0 {
        said("cli-verify-agreed", Args::new().with("seq", agreed.to_string()))
    } else {
        catalogue().text("cli-verify-not-agreed")
    });
    lines.extend(found.own.iter().flat_map(own_journal_told));
    lines.join("\n")
}

fn own_journal_told(own: &OwnJournalFound) -> Vec<String> {
    let state = own.state.to_string();
    if !own.is_seen {
        return vec![catalogue().text_with("cli-verify-own-elsewhere", &Args::new().with("state", state))];
    }
    if own.problems.is_empty() {
        let args = Args::new()
            .with("state", state)
            .with("pages", own.pages.to_string())
            .with("anchored", own.anchored_to.to_string());
        return vec![catalogue().text_with("cli-verify-own", &args)];
    }
    let line = |problem: &app::OwnProblem| {
        let args = Args::new()
            .with("state", state.clone())
            .with("page", problem.page.to_string())
            .with("what", sentence(problem.check));
        catalogue().text_with("cli-verify-own-page", &args)
    };
    own.problems.iter().map(line).collect()
}

fn word(check: Fault) -> String {
    serde_json::to_value(check).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn sentence(check: Fault) -> String {
    catalogue().text(&format!("cli-fault-{}", word(check)))
}
