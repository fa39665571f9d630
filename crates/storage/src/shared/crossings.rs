//! The projection of one crossing: read whole, and put by touching only the rows that differ.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sqlx::{query_file, query_file_as};
use storage::{
    ClaimRow, CrossingProjection, CrossingRow, DeclarationItemRow, DeclarationRow, ExaminationRow, NoticeRow, SlipRow,
    StepRow, StorageError, SubjectRow, difference, words,
};
use uuid::Uuid;

use crate::Connection;
use crate::failure::failed_in;
use crate::statements::ms;

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
    db: &mut Connection,
    post: Uuid,
    stored: Option<&CrossingProjection>,
    wanted: &CrossingProjection,
) -> Result<(), StorageError> {
    if stored.is_none_or(|stored| stored.crossing != wanted.crossing) {
        put_crossing(db, post, &wanted.crossing).await?;
    }
    put_words(db, post, stored, wanted).await?;
    put_claims(db, post, stored, wanted).await?;
    let crossing = wanted.crossing.id;

    let subjects =
        difference(stored.map_or(&[], |stored| &stored.subjects), &wanted.subjects, |subject| subject.subject);
    for gone in subjects.gone {
        query_file!("../storage/queries/delete_subject.sql", post, crossing, gone.subject)
            .execute(&mut *db)
            .await
            .map_err(failed_in("subject"))?;
    }
    for subject in subjects.put {
        put_subject(db, post, crossing, subject).await?;
    }

    let steps = difference(stored.map_or(&[], |stored| &stored.steps), &wanted.steps, |step| step.step);
    for gone in steps.gone {
        query_file!("../storage/queries/delete_step.sql", post, crossing, gone.step)
            .execute(&mut *db)
            .await
            .map_err(failed_in("step"))?;
    }
    for step in steps.put {
        put_step(db, post, crossing, step).await?;
    }

    let notices =
        difference(stored.map_or(&[], |stored| &stored.notices), &wanted.notices, |notice| notice.serial.as_str());
    for gone in notices.gone {
        query_file!("../storage/queries/delete_notice.sql", post, crossing, gone.serial.as_str())
            .execute(&mut *db)
            .await
            .map_err(failed_in("notice"))?;
    }
    for notice in notices.put {
        put_notice(db, post, crossing, notice).await?;
    }

    let slips = difference(stored.map_or(&[], |stored| &stored.slips), &wanted.slips, |slip| slip.serial.as_str());
    for gone in slips.gone {
        query_file!("../storage/queries/delete_slip.sql", post, crossing, gone.serial.as_str())
            .execute(&mut *db)
            .await
            .map_err(failed_in("slip"))?;
    }
    for slip in slips.put {
        put_slip(db, post, crossing, slip).await?;
    }

    let declarations =
        difference(stored.map_or(&[], |stored| &stored.declarations), &wanted.declarations, |declaration| {
            declaration.subject
        });
    for gone in declarations.gone {
        query_file!("../storage/queries/delete_declaration.sql", post, crossing, gone.subject)
            .execute(&mut *db)
            .await
            .map_err(failed_in("declaration"))?;
    }
    for declaration in declarations.put {
        put_declaration(db, post, crossing, declaration).await?;
    }

    let declaration_items =
        difference(stored.map_or(&[], |stored| &stored.declaration_items), &wanted.declaration_items, |item| {
            (item.subject, item.item)
        });
    for gone in declaration_items.gone {
        query_file!("../storage/queries/delete_declaration_item.sql", post, crossing, gone.subject, gone.item)
            .execute(&mut *db)
            .await
            .map_err(failed_in("declaration_item"))?;
    }
    for item in declaration_items.put {
        put_declaration_item(db, post, crossing, item).await?;
    }

    let examinations =
        difference(stored.map_or(&[], |stored| &stored.examinations), &wanted.examinations, |examination| {
            examination.examination
        });
    for gone in examinations.gone {
        query_file!("../storage/queries/delete_examination.sql", post, crossing, gone.examination)
            .execute(&mut *db)
            .await
            .map_err(failed_in("examination"))?;
    }
    for examination in examinations.put {
        put_examination(db, post, crossing, examination).await?;
    }
    Ok(())
}

/// Puts the words that the crossing is found by.
async fn put_words(
    db: &mut Connection,
    post: Uuid,
    stored: Option<&CrossingProjection>,
    wanted: &CrossingProjection,
) -> Result<(), StorageError> {
    let crossing = wanted.crossing.id;
    let stored = stored.map(words).unwrap_or_default();
    let wanted = words(wanted);
    for word in stored.difference(&wanted) {
        query_file!("../storage/queries/delete_word.sql", post, crossing, word.as_str())
            .execute(&mut *db)
            .await
            .map_err(failed_in("crossing_word"))?;
    }
    for word in wanted.difference(&stored) {
        query_file!("../storage/queries/add_word.sql", post, crossing, word.as_str())
            .execute(&mut *db)
            .await
            .map_err(failed_in("crossing_word"))?;
    }
    Ok(())
}

/// Puts the claims: first those that ended, so that another officer can take the step in the same write.
async fn put_claims(
    db: &mut Connection,
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
        query_file!("../storage/queries/delete_claim_step.sql", post, crossing, gone.step)
            .execute(&mut *db)
            .await
            .map_err(failed_in("claim_step"))?;
    }
    for officer in before.difference(&after) {
        query_file!("../storage/queries/delete_claim.sql", post, crossing, *officer)
            .execute(&mut *db)
            .await
            .map_err(failed_in("claim"))?;
    }
    for officer in after.difference(&before) {
        query_file!("../storage/queries/add_claim.sql", post, *officer, crossing)
            .execute(&mut *db)
            .await
            .map_err(failed_in("claim"))?;
    }
    for ClaimRow { officer, step } in claims.put {
        query_file!("../storage/queries/add_claim_step.sql", post, crossing, *step, officer.as_str())
            .execute(&mut *db)
            .await
            .map_err(failed_in("claim_step"))?;
    }
    Ok(())
}

/// Puts the row of the crossing itself.
async fn put_crossing(db: &mut Connection, post: Uuid, crossing: &CrossingRow) -> Result<(), StorageError> {
    query_file!(
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
    .execute(db)
    .await
    .map_err(failed_in("crossing"))?;
    Ok(())
}

/// Puts a row of `subject`.
async fn put_subject(
    db: &mut Connection,
    post: Uuid,
    crossing: Uuid,
    subject: &SubjectRow,
) -> Result<(), StorageError> {
    query_file!(
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
    .execute(db)
    .await
    .map_err(failed_in("subject"))?;
    Ok(())
}

/// Puts a row of `step`.
async fn put_step(db: &mut Connection, post: Uuid, crossing: Uuid, step: &StepRow) -> Result<(), StorageError> {
    query_file!(
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
    .execute(db)
    .await
    .map_err(failed_in("step"))?;
    Ok(())
}

/// Puts a row of `notice`.
async fn put_notice(db: &mut Connection, post: Uuid, crossing: Uuid, notice: &NoticeRow) -> Result<(), StorageError> {
    query_file!(
        "../storage/queries/put_notice.sql",
        post,
        crossing,
        notice.serial.as_str(),
        notice.subject,
        notice.state.as_str(),
        ms(notice.issued_at),
        notice.served.as_deref()
    )
    .execute(db)
    .await
    .map_err(failed_in("notice"))?;
    Ok(())
}

/// Puts a row of `slip`.
async fn put_slip(db: &mut Connection, post: Uuid, crossing: Uuid, slip: &SlipRow) -> Result<(), StorageError> {
    query_file!(
        "../storage/queries/put_slip.sql",
        post,
        crossing,
        slip.serial.as_str(),
        ms(slip.issued_at),
        slip.digest.as_slice(),
        slip.revoked_at.map(ms)
    )
    .execute(db)
    .await
    .map_err(failed_in("slip"))?;
    Ok(())
}

/// Puts a row of `declaration`.
async fn put_declaration(
    db: &mut Connection,
    post: Uuid,
    crossing: Uuid,
    declaration: &DeclarationRow,
) -> Result<(), StorageError> {
    query_file!(
        "../storage/queries/put_declaration.sql",
        post,
        crossing,
        declaration.subject,
        declaration.reference.as_str(),
        declaration.model.as_str(),
        declaration.declarant.as_str(),
        declaration.currency.as_str()
    )
    .execute(db)
    .await
    .map_err(failed_in("declaration"))?;
    Ok(())
}

/// Puts a row of `declaration_item`.
async fn put_declaration_item(
    db: &mut Connection,
    post: Uuid,
    crossing: Uuid,
    item: &DeclarationItemRow,
) -> Result<(), StorageError> {
    query_file!(
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
    .execute(db)
    .await
    .map_err(failed_in("declaration_item"))?;
    Ok(())
}

/// Puts a row of `examination`.
async fn put_examination(
    db: &mut Connection,
    post: Uuid,
    crossing: Uuid,
    examination: &ExaminationRow,
) -> Result<(), StorageError> {
    query_file!(
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
    .execute(db)
    .await
    .map_err(failed_in("examination"))?;
    Ok(())
}
