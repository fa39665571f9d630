//! The register of persons held: what was done for whoever is held, and the register of a time.

use std::path::PathBuf;

use catalogue::Args;
use chrono::{Days, NaiveDate, NaiveTime};
use clap::Subcommand;
use contract::{HeldRegisterRequest, WriteCare};
use domain::held::Care;
use domain::{Reference, StepId};
use serde_json::json;

use super::{open, sign_in, unwrap};
use crate::Call;
use crate::answer::{Answer, Trouble};
use crate::words::catalogue;

/// What to do with the register.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Writes down what was done for somebody who is held by the officer's State.
    Write {
        /// The crossing.
        reference: String,
        /// The step at which he is held.
        #[arg(long)]
        step: u16,
        /// What: meal_taken, meal_left, medical, family_told, family_not_told, consulate_told, consulate_not_told, lawyer_told,
        /// lawyer_not_told, same_sex_given, same_sex_not_given, seen.
        what: String,
        /// In words.
        #[arg(long, default_value = "")]
        words: String,
    },
    /// Writes the register of the holds that began in a time to a file: supervisors, auditors and administrators do.
    Register {
        /// The first day (UTC).
        #[arg(long, value_name = "DAY")]
        from: NaiveDate,
        /// The last day (UTC).
        #[arg(long, value_name = "DAY")]
        to: NaiveDate,
        /// Where to write it: a name that ends in .csv or .pdf.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
}

/// Does it.
pub async fn run(call: &Call, what: What) -> Result<Answer, Trouble> {
    let workstation = open(call).await?;
    match what {
        What::Write { reference, step, what, words } => {
            let crossing: Reference = reference.parse().map_err(|_| app::Error::NotFound)?;
            let care = Care::ALL.into_iter().find(|care| care.word() == what);
            let care = care.ok_or_else(|| Trouble::usage(&format!("{what} is nothing that can be written down")))?;
            let officer = sign_in(call, &workstation).await?;
            let key = workstation.clock().new_id();
            officer.write_care(&WriteCare { key, crossing: crossing.clone(), step: StepId(step), care, words })?;
            call.output.say(&json!({ "crossing": crossing, "what": care.word() }), || {
                catalogue().text_with("cli-held-written", &Args::new().with("crossing", crossing.to_string()))
            })
        }
        What::Register { from, to, output } => {
            let is_pdf = output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
            let start = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
            let before = to.checked_add_days(Days::new(1)).unwrap_or(to);
            let officer = unwrap(call, &workstation).await?;
            let of = HeldRegisterRequest { from: start(from), before: start(before) };
            std::fs::write(&output, officer.held_register_file(of, is_pdf).await?).map_err(app::Error::File)?;
            call.output.say(&json!({ "file": output }), || {
                catalogue().text_with("cli-held-register", &Args::new().with("file", output.display().to_string()))
            })
        }
    }
}
