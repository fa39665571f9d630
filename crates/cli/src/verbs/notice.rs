//! `notice`: prints the notice of a refusal, which is an act of its own, and writes its PDF.

use std::path::Path;

use domain::{Reference, StepId};
use serde_json::json;

use super::{open, sign_in};
use crate::Call;
use crate::answer::{Answer, Trouble};

/// Writes the notice.
pub async fn run(call: &Call, reference: &str, step: u16, output: &Path) -> Result<Answer, Trouble> {
    let reference: Reference = reference.parse().map_err(|_| app::Error::NotFound)?;
    let workstation = open(call).await?;
    let officer = sign_in(call, &workstation).await?;
    let key = workstation.clock().new_id();
    let (serial, pdf) = officer.notice_pdf(key, &reference, StepId(step)).await?;
    std::fs::write(output, pdf).map_err(app::Error::File)?;
    let value = json!({ "crossing": reference, "step": step, "notice": serial, "file": output });
    call.output.say(&value, || format!("Notice {serial} is in {}", output.display()))
}
