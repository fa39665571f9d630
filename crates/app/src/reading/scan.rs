//! What a scanned or typed text means. A person never picks the kind first.

use contract::{Found, LastWay, Scan, Scanned};
use domain::own_journal::Deed;
use domain::travel_document::{MachineReadableZone, looks_like_mrz, read};
use domain::{Flow, Reference, SubjectPhase};
use storage::CrossingRow;

use crate::failure::Error;
use crate::signed_in::SignedIn;

/// The longest text that is looked up, in bytes: the square code of a slip has less.
const LONGEST: usize = 8192;

/// How many matches are shown.
const MATCHES: i64 = 20;

impl SignedIn {
    /// Tells what a text is: a travel document, a slip, a crossing, or nothing that is known.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn scan(&self, request: &Scan) -> Result<Scanned, Error> {
        let text = request.text.trim();
        // No reader and no person gives so much; nothing is searched for it.
        if text.len() > LONGEST {
            return Ok(Scanned::Unknown { is_plate: false, text: text.chars().take(200).collect() });
        }
        if text.to_ascii_uppercase().starts_with("OSBP1.") {
            return Ok(Scanned::Slip { verdict: self.verify_slip(text).await? });
        }
        if looks_like_mrz(text) {
            let zone = read(text, self.workstation.clock.now().date_naive());
            self.note(Deed::Scanned { document: zone.document_number.clone() })?;
            let all = match zone.document_number.as_str() {
                "" => Vec::new(),
                number => self.find(number).await?,
            };
            let open: Vec<Found> = all.into_iter().filter(|found| found.is_open).collect();
            let last = if open.is_empty() { self.last_way_with(&zone).await? } else { None };
            return Ok(Scanned::Document { zone: Box::new(zone), open, last });
        }
        if let Ok(reference) = text.parse::<Reference>() {
            let found = self.find(&reference.to_string()).await?;
            if !found.is_empty() {
                return Ok(Scanned::Crossings { found });
            }
            if self.workstation.live().post.reserved.may_use(&reference).is_ok() {
                return Ok(Scanned::Reserved { reference });
            }
        }
        let found = if text.is_empty() { Vec::new() } else { self.find(text).await? };
        if found.is_empty() {
            let text: String = text.chars().take(200).collect();
            let is_plate = text.len() >= 4
                && text.bytes().any(|byte| byte.is_ascii_digit())
                && text.parse::<domain::codes::PlateNumber>().is_ok();
            return Ok(Scanned::Unknown { is_plate, text });
        }
        Ok(Scanned::Crossings { found })
    }

    /// Returns the way that the bearer of a document left the last time, whatever became of him since; nothing where he never did.
    async fn last_way_with(&self, zone: &MachineReadableZone) -> Result<Option<LastWay>, Error> {
        let (issuer, number) = (&zone.issuing_state, &zone.document_number);
        let left_on = self.workstation.store.departures_with(issuer, number, 1).await?;
        let Some(left_on) = left_on.first() else { return Ok(None) };
        let reference = left_on.parse().map_err(|_| Error::Fault("a reference can't be read"))?;
        let (crossing, _, _) = self.workstation.crossing_with_acts(&reference).await?;
        let left_at = crossing.left_with(issuer, number);
        Ok(left_at.map(|at| LastWay { reference, direction: crossing.direction, at }))
    }

    async fn find(&self, text: &str) -> Result<Vec<Found>, Error> {
        self.note(Deed::Searched { text: text.to_owned() })?;
        let rows = self.workstation.store.find_crossings(text, MATCHES).await?;
        Ok(rows.into_iter().filter_map(found).collect())
    }
}

fn found(row: CrossingRow) -> Option<Found> {
    Some(Found {
        reference: row.reference.parse().ok()?,
        flow: Flow::ALL.into_iter().find(|flow| flow.word() == row.flow)?,
        label: row.label,
        phase: SubjectPhase::ALL.into_iter().find(|phase| phase.word() == row.phase)?,
        arrived_at: row.arrived_at,
        is_open: row.closed_at.is_none(),
    })
}
