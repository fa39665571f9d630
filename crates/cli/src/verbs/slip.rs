//! `slip`: issues the clearance slip of a crossing, or takes the one in force, and writes its PDF.

use std::path::Path;

use contract::IssueSlip;
use domain::Reference;
use serde_json::json;

use super::{open, sign_in};
use crate::Call;
use crate::answer::{Answer, Trouble};

/// Writes the slip.
pub async fn run(call: &Call, reference: &str, output: &Path) -> Result<Answer, Trouble> {
    let reference: Reference = reference.parse().map_err(|_| app::Error::NotFound)?;
    let workstation = open(call).await?;
    let officer = sign_in(call, &workstation).await?;
    let key = workstation.clock().new_id();
    let slip = officer.issue_slip(&IssueSlip { key, reference: reference.clone() }).await?;
    let pdf = officer.slip_pdf(&reference, slip.number).await?;
    std::fs::write(output, pdf).map_err(app::Error::File)?;
    let value = json!({ "crossing": reference, "number": slip.number, "file": output, "seal": slip.seal });
    call.output.say(&value, || format!("Slip {} of {reference} is in {}", slip.number, output.display()))
}
