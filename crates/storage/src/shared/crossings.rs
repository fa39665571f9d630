//! The projection of one crossing: read whole, and put by touching only the rows that differ.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sqlx::{query_file, query_file_as};
use storage::{
    ClaimRow, CrossingProjection, CrossingRow, DeclarationItemRow, DeclarationRow, ExaminationRow, NoticeRow, SlipRow,
    StepRow, StorageError, SubjectRow, difference, have_the_same_words, words,
};
use uuid::Uuid;

use crate::failure::failed_in;
use crate::statements::ms;
use crate::{Connection, Writer, put};

/// Returns all rows of one crossing.
pub async fn projection(
    db: &mut Connection,
    post: Uuid,
    crossing: Uuid,
) -> Result<Option<CrossingProjection>, StorageError> {
    let row = query_file!("../storage/queries/crossing.sql", post, crossing)
        .fetch_optional(&mut *db)
        .await
        .map_err(failed_in("crossing"))?;
    let Some(row) = row else { return Ok(None) };
    let mut found = CrossingProjection {
        crossing: CrossingRow {
            id: row.id,
            reference: row.reference,
            flow: row.flow,
            direction: row.direction,
            category: row.category,
            priority: row.priority,
            phase: row.phase,
            exit_state: row.exit_state,
            entry_state: row.entry_state,
            host_state: row.host_state,
            label: row.label,
            detail: row.detail,
            heads: row.heads,
            arrived_at: row.arrived_at,
            version: row.version,
            closed_at: row.closed_at,
        },
        subjects: query_file_as!(SubjectRow, "../storage/queries/subjects_of.sql", post, crossing)
            .fetch_all(&mut *db)
            .await
            .map_err(failed_in("subject"))?,
        steps: query_file_as!(StepRow, "../storage/queries/steps_of.sql", post, crossing)
            .fetch_all(&mut *db)
            .await
            .map_err(failed_in("step"))?,
        claims: Vec::new(),
        notices: Vec::new(),
        slips: Vec::new(),
        declarations: Vec::new(),
        declaration_items: Vec::new(),
        examinations: Vec::new(),
    };
    // Most crossings have none of what follows, and each question is an exchange with the database.
    if row.has_claims {
        found.claims = query_file_as!(ClaimRow, "../storage/queries/claims_of.sql", post, crossing)
            .fetch_all(&mut *db)
            .await
            .map_err(failed_in("claim_step"))?;
    }
    if row.has_notices {
        found.notices = query_file_as!(NoticeRow, "../storage/queries/notices_of.sql", post, crossing)
            .fetch_all(&mut *db)
            .await
            .map_err(failed_in("notice"))?;
    }
    if row.has_slips {
        found.slips = query_file_as!(SlipRow, "../storage/queries/slips_of.sql", post, crossing)
            .fetch_all(&mut *db)
            .await
            .map_err(failed_in("slip"))?;
    }
    if row.has_declarations {
        found.declarations = query_file_as!(DeclarationRow, "../storage/queries/declarations_of.sql", post, crossing)
            .fetch_all(&mut *db)
            .await
            .map_err(failed_in("declaration"))?;
    }
    if row.has_declaration_items {
        found.declaration_items =
            query_file_as!(DeclarationItemRow, "../storage/queries/declaration_items_of.sql", post, crossing)
                .fetch_all(&mut *db)
                .await
                .map_err(failed_in("declaration_item"))?;
    }
    if row.has_examinations {
        found.examinations = query_file_as!(ExaminationRow, "../storage/queries/examinations_of.sql", post, crossing)
            .fetch_all(&mut *db)
            .await
            .map_err(failed_in("examination"))?;
    }
    Ok(Some(found))
}

/// Puts the wanted rows of a crossing in place of the stored ones.
pub async fn put_projection(
    writer: &mut Writer,
    post: Uuid,
    stored: Option<&CrossingProjection>,
    wanted: &CrossingProjection,
) -> Result<(), StorageError> {
    match stored.map(|stored| &stored.crossing) {
        Some(stored) if *stored == wanted.crossing => {}
        Some(stored) if is_advance(stored, &wanted.crossing) => {
            advance_crossing(writer, post, &wanted.crossing).await?
        }
        _ => put_crossing(writer, post, &wanted.crossing).await?,
    }
    put_words(writer, post, stored, wanted).await?;
    put_claims(writer, post, stored, wanted).await?;
    let crossing = wanted.crossing.id;

    let subjects =
        difference(stored.map_or(&[], |stored| &stored.subjects), &wanted.subjects, |subject| subject.subject);
    for gone in subjects.gone {
        put!(writer, "subject", "../storage/queries/delete_subject.sql", post, crossing, gone.subject)?;
    }
    for subject in subjects.put {
        let known = stored.and_then(|stored| stored.subjects.iter().find(|one| one.subject == subject.subject));
        if known.is_some_and(|known| SubjectRow { phase: subject.phase.clone(), ..known.clone() } == *subject) {
            let (number, phase) = (subject.subject, subject.phase.as_str());
            put!(writer, "subject", "../storage/queries/advance_subject.sql", post, crossing, number, phase)?;
        } else {
            put_subject(writer, post, crossing, subject).await?;
        }
    }

    let steps = difference(stored.map_or(&[], |stored| &stored.steps), &wanted.steps, |step| step.step);
    for gone in steps.gone {
        put!(writer, "step", "../storage/queries/delete_step.sql", post, crossing, gone.step)?;
    }
    for step in steps.put {
        put_step(writer, post, crossing, step).await?;
    }

    let notices =
        difference(stored.map_or(&[], |stored| &stored.notices), &wanted.notices, |notice| notice.serial.as_str());
    for gone in notices.gone {
        put!(writer, "notice", "../storage/queries/delete_notice.sql", post, crossing, gone.serial.as_str())?;
    }
    for notice in notices.put {
        put_notice(writer, post, crossing, notice).await?;
    }

    let slips = difference(stored.map_or(&[], |stored| &stored.slips), &wanted.slips, |slip| slip.serial.as_str());
    for gone in slips.gone {
        put!(writer, "slip", "../storage/queries/delete_slip.sql", post, crossing, gone.serial.as_str())?;
    }
    for slip in slips.put {
        put_slip(writer, post, crossing, slip).await?;
    }

    let declarations =
        difference(stored.map_or(&[], |stored| &stored.declarations), &wanted.declarations, |declaration| {
            declaration.subject
        });
    for gone in declarations.gone {
        put!(writer, "declaration", "../storage/queries/delete_declaration.sql", post, crossing, gone.subject)?;
    }
    for declaration in declarations.put {
        put_declaration(writer, post, crossing, declaration).await?;
    }

    let declaration_items =
        difference(stored.map_or(&[], |stored| &stored.declaration_items), &wanted.declaration_items, |item| {
            (item.subject, item.item)
        });
    for gone in declaration_items.gone {
        put!(
            writer,
            "declaration_item",
            "../storage/queries/delete_declaration_item.sql",
            post,
            crossing,
            gone.subject,
            gone.item
        )?;
    }
    for item in declaration_items.put {
        put_declaration_item(writer, post, crossing, item).await?;
    }

    let examinations =
        difference(stored.map_or(&[], |stored| &stored.examinations), &wanted.examinations, |examination| {
            examination.examination
        });
    for gone in examinations.gone {
        put!(writer, "examination", "../storage/queries/delete_examination.sql", post, crossing, gone.examination)?;
    }
    for examination in examinations.put {
        put_examination(writer, post, crossing, examination).await?;
    }
    Ok(())
}

/// Puts the words that the crossing is found by.
async fn put_words(
    writer: &mut Writer,
    post: Uuid,
    stored: Option<&CrossingProjection>,
    wanted: &CrossingProjection,
) -> Result<(), StorageError> {
    let crossing = wanted.crossing.id;
    if stored.is_some_and(|stored| have_the_same_words(stored, wanted)) {
        return Ok(());
    }
    let stored = stored.map(words).unwrap_or_default();
    let wanted = words(wanted);
    for word in stored.difference(&wanted) {
        put!(writer, "crossing_word", "../storage/queries/delete_word.sql", post, crossing, word.as_str())?;
    }
    for word in wanted.difference(&stored) {
        put!(writer, "crossing_word", "../storage/queries/add_word.sql", post, crossing, word.as_str())?;
    }
    Ok(())
}

/// Puts the claims: first those that ended, so that another officer can take the step in the same write.
async fn put_claims(
    writer: &mut Writer,
    post: Uuid,
    stored: Option<&CrossingProjection>,
    wanted: &CrossingProjection,
) -> Result<(), StorageError> {
    let crossing = wanted.crossing.id;
    let stored = stored.map(|stored| stored.claims.as_slice()).unwrap_or_default();
    let claims = difference(stored, &wanted.claims, |claim| (claim.step, claim.officer.as_str()));
    let before: BTreeSet<&str> = stored.iter().map(|claim| claim.officer.as_str()).collect();
    let after: BTreeSet<&str> = wanted.claims.iter().map(|claim| claim.officer.as_str()).collect();
    // A claim takes its steps with it.
    let ends = |claim: &&ClaimRow| after.contains(claim.officer.as_str());
    for gone in claims.gone.into_iter().filter(ends) {
        put!(writer, "claim_step", "../storage/queries/delete_claim_step.sql", post, crossing, gone.step)?;
    }
    for officer in before.difference(&after) {
        put!(writer, "claim", "../storage/queries/delete_claim.sql", post, crossing, *officer)?;
    }
    for officer in after.difference(&before) {
        put!(writer, "claim", "../storage/queries/add_claim.sql", post, *officer, crossing)?;
    }
    for ClaimRow { officer, step } in claims.put {
        put!(writer, "claim_step", "../storage/queries/add_claim_step.sql", post, crossing, *step, officer.as_str())?;
    }
    Ok(())
}

/// Returns whether a row differs only in what no index holds: then none has to be written again.
fn is_advance(stored: &CrossingRow, wanted: &CrossingRow) -> bool {
    let advanced = CrossingRow {
        priority: wanted.priority.clone(),
        phase: wanted.phase.clone(),
        label: wanted.label.clone(),
        detail: wanted.detail.clone(),
        heads: wanted.heads,
        version: wanted.version,
        ..stored.clone()
    };
    advanced == *wanted
}

/// Puts what changes of a crossing while it is open.
async fn advance_crossing(writer: &mut Writer, post: Uuid, crossing: &CrossingRow) -> Result<(), StorageError> {
    put!(
        writer,
        "crossing",
        "../storage/queries/advance_crossing.sql",
        post,
        crossing.id,
        crossing.priority.as_str(),
        crossing.phase.as_str(),
        crossing.label.as_str(),
        crossing.detail.as_str(),
        crossing.heads,
        crossing.version
    )
}

/// Puts the row of the crossing itself.
async fn put_crossing(writer: &mut Writer, post: Uuid, crossing: &CrossingRow) -> Result<(), StorageError> {
    put!(
        writer,
        "crossing",
        "../storage/queries/put_crossing.sql",
        post,
        crossing.id,
        crossing.reference.as_str(),
        crossing.flow.as_str(),
        crossing.direction.as_str(),
        crossing.category.as_deref(),
        crossing.priority.as_str(),
        crossing.phase.as_str(),
        crossing.exit_state.as_str(),
        crossing.entry_state.as_str(),
        crossing.host_state.as_str(),
        crossing.label.as_str(),
        crossing.detail.as_str(),
        crossing.heads,
        ms(crossing.arrived_at),
        crossing.version,
        crossing.closed_at.map(ms)
    )
}

/// Puts a row of `subject`.
async fn put_subject(
    writer: &mut Writer,
    post: Uuid,
    crossing: Uuid,
    subject: &SubjectRow,
) -> Result<(), StorageError> {
    put!(
        writer,
        "subject",
        "../storage/queries/put_subject.sql",
        post,
        crossing,
        subject.subject,
        subject.kind.as_str(),
        subject.phase.as_str(),
        subject.label.as_str(),
        subject.document_issuer.as_deref(),
        subject.document_number.as_deref(),
        subject.nationality.as_deref(),
        subject.birth_date.as_deref(),
        subject.plate.as_deref(),
        subject.declaration.as_deref()
    )
}

/// Puts a row of `step`.
async fn put_step(writer: &mut Writer, post: Uuid, crossing: Uuid, step: &StepRow) -> Result<(), StorageError> {
    put!(
        writer,
        "step",
        "../storage/queries/put_step.sql",
        post,
        crossing,
        step.step,
        step.subject,
        step.position,
        step.side.as_str(),
        step.state.as_str(),
        step.agency.as_str(),
        step.control.as_str(),
        step.status.as_str(),
        step.officer.as_deref(),
        step.desk.as_deref(),
        ms(step.since)
    )
}

/// Puts a row of `notice`.
async fn put_notice(writer: &mut Writer, post: Uuid, crossing: Uuid, notice: &NoticeRow) -> Result<(), StorageError> {
    put!(
        writer,
        "notice",
        "../storage/queries/put_notice.sql",
        post,
        crossing,
        notice.serial.as_str(),
        notice.subject,
        notice.state.as_str(),
        ms(notice.issued_at),
        notice.served.as_deref()
    )
}

/// Puts a row of `slip`.
async fn put_slip(writer: &mut Writer, post: Uuid, crossing: Uuid, slip: &SlipRow) -> Result<(), StorageError> {
    put!(
        writer,
        "slip",
        "../storage/queries/put_slip.sql",
        post,
        crossing,
        slip.serial.as_str(),
        ms(slip.issued_at),
        slip.digest.as_slice(),
        slip.revoked_at.map(ms)
    )
}

/// Puts a row of `declaration`.
async fn put_declaration(
    writer: &mut Writer,
    post: Uuid,
    crossing: Uuid,
    declaration: &DeclarationRow,
) -> Result<(), StorageError> {
    put!(
        writer,
        "declaration",
        "../storage/queries/put_declaration.sql",
        post,
        crossing,
        declaration.subject,
        declaration.reference.as_str(),
        declaration.model.as_str(),
        declaration.declarant.as_str(),
        declaration.currency.as_str()
    )
}

/// Puts a row of `declaration_item`.
async fn put_declaration_item(
    writer: &mut Writer,
    post: Uuid,
    crossing: Uuid,
    item: &DeclarationItemRow,
) -> Result<(), StorageError> {
    put!(
        writer,
        "declaration_item",
        "../storage/queries/put_declaration_item.sql",
        post,
        crossing,
        item.subject,
        item.item,
        item.hs_code.as_str(),
        item.description.as_str(),
        item.packages_milli,
        item.package_kind.as_str(),
        item.gross_mass_g,
        item.net_mass_g,
        item.value_cents,
        item.origin.as_str()
    )
}

/// Puts a row of `examination`.
async fn put_examination(
    writer: &mut Writer,
    post: Uuid,
    crossing: Uuid,
    examination: &ExaminationRow,
) -> Result<(), StorageError> {
    put!(
        writer,
        "examination",
        "../storage/queries/put_examination.sql",
        post,
        crossing,
        examination.examination,
        examination.subject,
        examination.requested_by.as_str(),
        examination.is_joint,
        examination.bay.as_deref(),
        examination.stage.as_str(),
        ms(examination.requested_at),
        examination.closed_at.map(ms)
    )
}
