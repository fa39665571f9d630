//! `mrz`: reads machine readable zones; needs no post.

use std::path::Path;

use domain::travel_document::{MachineReadableZone, read_all};

use super::read;
use crate::answer::{Answer, Exit, Trouble, line};

/// Reads documents separated by blank lines; the answer is no where one of them is not valid.
pub fn run(file: Option<&Path>) -> Result<Answer, Trouble> {
    let today = app::Clock::default().now().date_naive();
    let zones = read_all(&read(file)?, today);
    for zone in &zones {
        line(&serde_json::to_string(zone).map_err(app::Error::from)?)?;
    }
    let all_valid = !zones.is_empty() && zones.iter().all(|zone: &MachineReadableZone| zone.valid);
    Ok(Answer::Said(if all_valid { Exit::Done } else { Exit::No }))
}
