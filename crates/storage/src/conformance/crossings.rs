//! Projections: put, replaced, found, cleared; claims are exclusive.

use super::Ground;
use super::sample::{
    SOUTH, act, append, claimed, crossing, founded, id, is_refused, moment, of_one_command, put, replace, sealed,
};
use crate::{CrossingProjection, Store};

async fn stored(store: &dyn Store, rows: &CrossingProjection) -> CrossingProjection {
    store.projection(rows.crossing.id).await.unwrap().unwrap()
}

/// The rows of a crossing become exactly what is put, whatever was there.
pub async fn a_projection_is_replaced(ground: &dyn Ground) {
    let store = founded(ground).await;
    let neighbour = crossing(2);
    put(&*store, &neighbour).await;
    let first = crossing(1);
    assert_eq!(store.projection(first.crossing.id).await.unwrap(), None);

    let mut second = claimed(first.clone(), "N-17", &[1, 3]);
    second.crossing.phase = "handover".to_owned();
    second.crossing.category = Some("perishable".to_owned());
    second.crossing.closed_at = Some(moment(9));
    second.subjects[0].document_number = None;
    second.subjects.remove(1);
    second.steps[0].status = "in_progress".to_owned();
    second.steps[0].officer = Some("N-17".to_owned());
    second.steps.remove(1);
    second.notices[0].served = Some("signed".to_owned());
    second.slips[0].revoked_at = Some(moment(10));
    second.declarations[0].currency = "MZN".to_owned();
    second.declaration_items.remove(0);
    second.declaration_items[0].value_cents = i64::MAX;
    second.examinations[0].bay = Some("2".to_owned());
    second.examinations[0].is_joint = false;

    let mut third = second.clone();
    third.claims[0].officer = "N-18".to_owned();
    third.claims.remove(1);
    third.subjects.clear();
    third.steps.clear();
    third.notices.clear();
    third.slips.clear();
    third.declarations.clear();
    third.declaration_items.clear();
    third.examinations.clear();

    let turns = [&first, &second, &second, &third, &first, &third, &second, &first];
    for rows in turns {
        put(&*store, rows).await;
        assert_eq!(&stored(&*store, rows).await, rows);
        assert_eq!(stored(&*store, &neighbour).await, neighbour);
    }
    // By one who knows what is there too.
    for (before, rows) in turns.iter().rev().zip(turns.iter().rev().skip(1)) {
        replace(&*store, Some(before), rows).await;
        assert_eq!(&&stored(&*store, rows).await, rows);
        assert_eq!(stored(&*store, &neighbour).await, neighbour);
    }
    let new = crossing(30);
    replace(&*store, None, &new).await;
    assert_eq!(stored(&*store, &new).await, new);
}

/// A step has one claim, an officer is on one crossing; a claim that ended frees both.
pub async fn a_claim_is_exclusive(ground: &dyn Ground) {
    let store = founded(ground).await;
    let (red, blue) = (crossing(1), crossing(2));
    put(&*store, &claimed(red.clone(), "N-17", &[1, 2])).await;
    put(&*store, &blue).await;

    let refused = [
        // The officer is on another crossing.
        claimed(blue.clone(), "N-17", &[1]),
        // Two officers at one step.
        claimed(claimed(blue.clone(), "N-18", &[1]), "N-19", &[1]),
    ];
    for rows in &refused {
        let mut write = store.write().await.unwrap();
        let outcome = write.put_crossing(rows).await;
        assert!(is_refused(write, outcome).await);
    }
    assert_eq!(stored(&*store, &blue).await, blue);

    // Steps 1 and 3 of the same crossing may have different claimants.
    let both = claimed(claimed(red.clone(), "N-17", &[1]), "N-18", &[3]);
    put(&*store, &both).await;
    assert_eq!(stored(&*store, &red).await, both);

    // In one write a claim ends and its officer takes the next crossing, while another takes the step.
    let mut write = store.write().await.unwrap();
    let red_now = claimed(red.clone(), "N-18", &[1]);
    let blue_now = claimed(blue.clone(), "N-17", &[2]);
    write.put_crossing(&red_now).await.unwrap();
    write.put_crossing(&blue_now).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(stored(&*store, &red).await, red_now);
    assert_eq!(stored(&*store, &blue).await, blue_now);
}

/// References and serials are unique at the post; a crossing can't take another's.
pub async fn a_reference_is_taken_once(ground: &dyn Ground) {
    let store = founded(ground).await;
    let first = crossing(1);
    put(&*store, &first).await;
    let mut reference = crossing(2);
    reference.crossing.reference = first.crossing.reference.clone();
    let mut notice = crossing(2);
    notice.notices[0].serial = first.notices[0].serial.clone();
    let mut slip = crossing(2);
    slip.slips[0].serial = first.slips[0].serial.clone();
    for rows in [reference, notice, slip] {
        let mut write = store.write().await.unwrap();
        let outcome = write.put_crossing(&rows).await;
        assert!(is_refused(write, outcome).await);
    }
    assert_eq!(store.crossings(true).await.unwrap(), [first.crossing]);
}

/// A search finds by every word that an officer may type, open ones first, then the newest first.
pub async fn crossings_are_found(ground: &dyn Ground) {
    let store = founded(ground).await;
    let mut closed = crossing(3);
    closed.crossing.closed_at = Some(moment(1));
    let (old, new) = (crossing(1), crossing(12));
    for rows in [&old, &closed, &new] {
        put(&*store, rows).await;
    }
    let find = async |text: &str, limit| {
        let found = store.find_crossings(text, limit).await.unwrap();
        found.into_iter().map(|row| row.reference).collect::<Vec<_>>()
    };
    let reference = |rows: &CrossingProjection| rows.crossing.reference.clone();
    let all = [reference(&new), reference(&old), reference(&closed)];
    assert_eq!(find("nrd 2610", 10).await, all);
    assert_eq!(find("NRD", 2).await, all[..2]);
    assert_eq!(find("ab-012", 10).await, [reference(&new)]);
    assert_eq!(find("AB 003 zx", 10).await, [reference(&closed)]);
    assert_eq!(find("p0000001", 10).await, [reference(&old)]);
    assert_eq!(find("ÇÃO Nº1", 10).await, [reference(&new), reference(&old)]);
    assert_eq!(find("2026C12", 10).await, [reference(&new)]);
    for nothing in ["", " - ", "%", "b012", "nrd-2610-00001-k-more"] {
        assert_eq!(find(nothing, 10).await, Vec::<String>::new(), "{nothing}");
    }
    let exact = store.crossing_by_reference(&old.crossing.reference).await.unwrap();
    assert_eq!(exact.as_ref(), Some(&old.crossing));
    assert_eq!(store.crossing_by_reference("NRD").await.unwrap(), None);

    // What it no longer has, it is no longer found by.
    let mut changed = new.clone();
    changed.subjects[1].plate = Some("XY999".to_owned());
    changed.crossing.label = "XY 999".to_owned();
    put(&*store, &changed).await;
    assert_eq!(find("ab012zx", 10).await, Vec::<String>::new());
    assert_eq!(find("xy9", 10).await, [reference(&new)]);
}

/// Whoever bears a document left last on the crossing that arrived last of those on which he left, whatever closed after it.
pub async fn departures_are_found_by_document(ground: &dyn Ground) {
    let store = founded(ground).await;
    let with = |number: i32, document: &str, phase: &str| {
        let mut rows = crossing(number);
        rows.subjects[0].document_number = Some(document.to_owned());
        rows.subjects[0].phase = phase.to_owned();
        rows.crossing.closed_at = Some(moment(i64::from(100 - number)));
        rows
    };
    let (first, second, beside) =
        (with(1, "P 77", "departed"), with(2, "p77 ", "departed"), with(3, "P78", "departed"));
    let mut open = with(4, "P77", "departed");
    open.crossing.closed_at = None;
    let mut foreign = with(5, "P77", "departed");
    foreign.subjects[0].document_issuer = Some("TZA".to_owned());
    let mut longer = with(6, "P777", "departed");
    // Another of the party left, with a paper of that number.
    longer.subjects[1].phase = "departed".to_owned();
    longer.subjects[1].plate = Some("P77".to_owned());
    let turned_back = with(7, "P77", "withdrawn");
    for rows in [&turned_back, &longer, &foreign, &open, &beside, &second, &first] {
        put(&*store, rows).await;
    }
    let found = async |number: &str, limit| store.departures_with("moz", number, limit).await.unwrap();
    let named = |rows: &CrossingProjection| rows.crossing.reference.clone();
    assert_eq!(found("p77", 9).await, [named(&open), named(&second)]);
    assert_eq!(found(" P77", 1).await, [named(&open)]);
    assert_eq!(found("P 77", 9).await, [named(&first)], "spaces within a number are the issuer's");
    for nothing in ["", "P7", "P79"] {
        assert_eq!(found(nothing, 9).await, Vec::<String>::new(), "{nothing}");
    }
}

/// The acts and sealed parts of open crossings come without those of closed ones and of the post.
pub async fn open_crossings_are_read_apart(ground: &dyn Ground) {
    let store = founded(ground).await;
    let open = crossing(1);
    let mut closed = crossing(2);
    closed.crossing.closed_at = Some(moment(9));
    let (o, c) = (open.crossing.id, closed.crossing.id);
    let acts = of_one_command(&[
        act(1, None),
        act(2, Some((o, 1))),
        act(3, Some((c, 1))),
        act(4, Some((o, 2))),
        act(5, Some((o, 3))),
        act(6, Some((id(99), 1))),
    ]);
    let mut write = store.write().await.unwrap();
    let acts = append(&mut *write, &acts).await;
    write.put_crossing(&open).await.unwrap();
    write.put_crossing(&closed).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(store.acts_of_open_crossings(4).await.unwrap(), [acts[1].clone(), acts[3].clone()]);
    assert_eq!(store.sealed_parts_of_open_crossings(4, SOUTH).await.unwrap(), [sealed(2, SOUTH), sealed(4, SOUTH)]);
    assert_eq!(store.crossings(false).await.unwrap(), std::slice::from_ref(&open.crossing));
    assert_eq!(store.crossings(true).await.unwrap(), [open.crossing, closed.crossing]);
}

/// Crossings are read by when they arrived, with those of one flow alone; the beginning counts, the end does not.
pub async fn crossings_are_read_by_arrival(ground: &dyn Ground) {
    let store = founded(ground).await;
    let (first, mut closed, mut other, last) = (crossing(1), crossing(2), crossing(3), crossing(4));
    closed.crossing.closed_at = Some(moment(9));
    other.crossing.flow = "bus".to_owned();
    for rows in [&last, &other, &closed, &first] {
        put(&*store, rows).await;
    }
    let found = async |flow: &str, from, before| store.crossings_arrived(flow, from, before).await.unwrap();
    let (begin, end) = (first.crossing.arrived_at, last.crossing.arrived_at);
    assert_eq!(found("truck", begin, end).await, [first.crossing.clone(), closed.crossing.clone()]);
    let after = end + chrono::TimeDelta::milliseconds(1);
    assert_eq!(found("truck", begin, after).await, [first.crossing, closed.crossing, last.crossing]);
    assert_eq!(found("bus", begin, end).await, [other.crossing]);
    assert_eq!(found("truck", moment(0), begin).await, []);
    assert_eq!(found("car", begin, after).await, []);
}

/// The register of persons held finds the crossings by who held and when; the beginning counts, the end does not.
pub async fn crossings_held_are_found(ground: &dyn Ground) {
    let store = founded(ground).await;
    let (first, second) = (crossing(1), crossing(2));
    let mut acts = of_one_command(&[
        act(1, Some((first.crossing.id, 1))),
        act(2, Some((first.crossing.id, 2))),
        act(3, Some((first.crossing.id, 3))),
        act(4, Some((second.crossing.id, 1))),
    ]);
    for held in acts.iter_mut().skip(1) {
        held.kind = "hold_placed".to_owned();
    }
    let mut write = store.write().await.unwrap();
    let acts = append(&mut *write, &acts).await;
    write.put_crossing(&first).await.unwrap();
    write.put_crossing(&second).await.unwrap();
    write.commit().await.unwrap();
    let found = async |state: &str, from, before| store.crossings_held(state, from, before).await.unwrap();
    let (one, two) = (first.crossing.reference.clone(), second.crossing.reference.clone());
    let (begin, end) = (acts[1].at, acts[3].at);
    assert_eq!(found("north", begin, end).await, std::slice::from_ref(&one));
    assert_eq!(found("north", begin, end + chrono::TimeDelta::milliseconds(1)).await, [one, two.clone()]);
    assert_eq!(found("north", end, end + chrono::TimeDelta::days(1)).await, [two]);
    assert_eq!(found("south", begin, end).await, Vec::<String>::new());
    assert_eq!(found("north", acts[0].at, begin).await, Vec::<String>::new(), "no hold");
}

/// Clearing removes every projection and nothing of the journal; the same rows can be put again.
pub async fn a_rebuild_starts_from_nothing(ground: &dyn Ground) {
    let store = founded(ground).await;
    let rows = claimed(crossing(1), "N-17", &[1]);
    let mut write = store.write().await.unwrap();
    append(&mut *write, &[act(1, Some((rows.crossing.id, 1)))]).await;
    write.put_crossing(&rows).await.unwrap();
    write.commit().await.unwrap();

    let mut write = store.write().await.unwrap();
    write.clear_projections().await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(store.crossings(true).await.unwrap(), []);
    assert_eq!(store.projection(rows.crossing.id).await.unwrap(), None);
    assert_eq!(store.find_crossings("nrd", 10).await.unwrap(), []);
    assert_eq!(store.head().await.unwrap().seq, 1);

    let mut write = store.write().await.unwrap();
    write.clear_projections().await.unwrap();
    write.put_crossing(&rows).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(stored(&*store, &rows).await, rows);
}
