//! Officers, shifts, keys, sealed documents, own journals, photographs and lists that were sent ahead.

use sha2::{Digest as _, Sha256};

use super::Ground;
use super::sample::{act, commit, founded, id, is_refused, moment};
use crate::{
    ActRow, AdvanceListEnd, AdvanceListRow, KeyRow, OfficerRow, OwnPageRow, PhotographRow, SealedDocumentRow, ShiftRow,
};

/// An officer changes, a shift opens, moves to another desk and closes; clearing removes both.
pub async fn officers_and_shifts_read_back(ground: &dyn Ground) {
    let store = founded(ground).await;
    let officer = |number: &str, valid_until| OfficerRow {
        officer: number.to_owned(),
        state: "north".to_owned(),
        agency: "customs".to_owned(),
        roles: "[\"officer\"]".to_owned(),
        valid_from: moment(0),
        valid_until,
    };
    let shift = |number: &str, desk: &str| ShiftRow {
        officer: number.to_owned(),
        state: "north".to_owned(),
        desk: desk.to_owned(),
        opened_at: moment(1),
    };
    let mut write = store.write().await.unwrap();
    write.put_officer(&officer("N-2", None)).await.unwrap();
    write.put_officer(&officer("N-1", None)).await.unwrap();
    write.put_officer(&officer("N-2", Some(moment(2)))).await.unwrap();
    write.put_shift(&shift("N-1", "3")).await.unwrap();
    write.put_shift(&shift("N-2", "4")).await.unwrap();
    write.put_shift(&shift("N-2", "5")).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(store.officers().await.unwrap(), [officer("N-1", None), officer("N-2", Some(moment(2)))]);
    assert_eq!(store.shifts().await.unwrap(), [shift("N-1", "3"), shift("N-2", "5")]);

    let mut write = store.write().await.unwrap();
    write.delete_shift("N-1").await.unwrap();
    write.delete_shift("N-1").await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(store.shifts().await.unwrap(), [shift("N-2", "5")]);

    let mut write = store.write().await.unwrap();
    write.clear_projections().await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(store.officers().await.unwrap(), []);
    assert_eq!(store.shifts().await.unwrap(), []);
}

/// Keys are replaced and removed one by one; a document keeps its versions and gives the newest.
pub async fn keys_and_documents_read_back(ground: &dyn Ground) {
    let store = founded(ground).await;
    let key = |holder: &str, epoch, content: u8| KeyRow {
        state: "north".to_owned(),
        kind: "reader".to_owned(),
        holder: holder.to_owned(),
        epoch,
        content: vec![content; 48],
    };
    let document = |version, content: u8| SealedDocumentRow {
        state: "north".to_owned(),
        name: "alerts".to_owned(),
        version,
        epoch: 1,
        ciphertext: vec![content; 5],
    };
    let mut write = store.write().await.unwrap();
    for row in [key("N-1", 2, 2), key("N-1", 1, 1), key("N-2", 1, 3), key("N-1", 2, 9)] {
        write.put_key_material(&row).await.unwrap();
    }
    for row in [document(2, 2), document(10, 10), document(3, 3)] {
        write.put_sealed_document(&row).await.unwrap();
    }
    write.commit().await.unwrap();
    assert_eq!(store.key_material("north", "reader", "N-1").await.unwrap(), [key("N-1", 1, 1), key("N-1", 2, 9)]);
    assert_eq!(store.key_material("south", "reader", "N-1").await.unwrap(), []);
    assert_eq!(store.sealed_document("north", "alerts").await.unwrap(), Some(document(10, 10)));
    assert_eq!(store.sealed_document("south", "alerts").await.unwrap(), None);

    let mut write = store.write().await.unwrap();
    let outcome = write.put_sealed_document(&document(3, 4)).await;
    assert!(is_refused(write, outcome).await);
    let mut write = store.write().await.unwrap();
    write.delete_key_material("north", "reader", "N-1", 1).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(store.key_material("north", "reader", "N-1").await.unwrap(), [key("N-1", 2, 9)]);
}

/// Each State's own journal counts its own pages; a number is taken once.
pub async fn own_journals_read_back(ground: &dyn Ground) {
    let store = founded(ground).await;
    let page = |state: &str, page: i64| OwnPageRow {
        state: state.to_owned(),
        page,
        at: moment(page),
        officer: "N-1".to_owned(),
        epoch: 1,
        header: vec![1; 40],
        ciphertext: Some(vec![2; 80]),
        hash: vec![3; 32],
        signature: vec![4; 64],
    };
    assert_eq!(store.last_own_page("north").await.unwrap(), None);
    let mut write = store.write().await.unwrap();
    for row in [page("north", 1), page("north", 2), page("south", 1)] {
        write.add_own_page(&row).await.unwrap();
    }
    assert_eq!(write.last_own_page("north").await.unwrap(), Some(page("north", 2)));
    write.commit().await.unwrap();
    assert_eq!(store.own_pages("north", 0, 10).await.unwrap(), [page("north", 1), page("north", 2)]);
    assert_eq!(store.own_pages("north", 1, 10).await.unwrap(), [page("north", 2)]);
    assert_eq!(store.own_pages("north", 0, 1).await.unwrap(), [page("north", 1)]);
    assert_eq!(store.last_own_page("south").await.unwrap(), Some(page("south", 1)));

    let mut write = store.write().await.unwrap();
    let outcome = write.add_own_page(&page("north", 2)).await;
    assert!(is_refused(write, outcome).await);

    // Erased is what stood on it, of one State, before a moment.
    let mut write = store.write().await.unwrap();
    write.erase_own_pages(moment(2), "north").await.unwrap();
    write.commit().await.unwrap();
    let erased = OwnPageRow { ciphertext: None, ..page("north", 1) };
    assert_eq!(store.own_pages("north", 0, 10).await.unwrap(), [erased, page("north", 2)]);
    assert_eq!(store.own_pages("south", 0, 10).await.unwrap(), [page("south", 1)]);
}

/// A photograph is stored once, and goes with the last key that opens it: the one sealed to the State that filed it, or the one
/// that it told the other State.
pub async fn photographs_read_back(ground: &dyn Ground) {
    let store = founded(ground).await;
    let crossing = id(200);
    commit(&*store, &[ActRow { kind: "findings_filed".to_owned(), ..act(1, Some((crossing, 1))) }]).await;
    commit(&*store, &[ActRow { kind: "findings_revealed".to_owned(), ..act(2, Some((crossing, 2))) }]).await;
    let photograph = |byte: u8| {
        let ciphertext = vec![byte; 300_000];
        let digest = Sha256::digest(&ciphertext).to_vec();
        PhotographRow { digest, seq: 1, state: "north".to_owned(), ciphertext }
    };
    let (one, other) = (photograph(1), photograph(2));
    let mut write = store.write().await.unwrap();
    write.add_photograph(&one).await.unwrap();
    write.add_photograph(&other).await.unwrap();
    write.commit().await.unwrap();
    for stored in [&one, &other] {
        assert_eq!(store.photograph(&stored.digest).await.unwrap().as_ref(), Some(stored));
    }
    assert_eq!(store.photograph(&photograph(3).digest).await.unwrap(), None);
    let mut write = store.write().await.unwrap();
    let outcome = write.add_photograph(&one).await;
    assert!(is_refused(write, outcome).await, "it is stored once");

    let is_there = async || store.photograph(&one.digest).await.unwrap().is_some();
    let mut write = store.write().await.unwrap();
    write.erase_facts(1).await.unwrap();
    write.erase_sealed_parts(2, "south").await.unwrap();
    write.commit().await.unwrap();
    assert!(is_there().await, "both States can open it");
    let mut write = store.write().await.unwrap();
    write.erase_sealed_parts(2, "north").await.unwrap();
    write.commit().await.unwrap();
    assert!(is_there().await, "its key stands in the facts");
    let mut write = store.write().await.unwrap();
    write.erase_facts(2).await.unwrap();
    write.commit().await.unwrap();
    assert!(!is_there().await, "nobody can open it");
}

/// A list that was sent ahead goes when it is taken away, and when its time is over; each State has its own.
pub async fn advance_lists_read_back_and_go(ground: &dyn Ground) {
    let store = founded(ground).await;
    let row = |number: u128, ends: i64| AdvanceListRow {
        state: "north".to_owned(),
        list: id(number),
        ends_at: moment(ends),
        epoch: 1,
        ciphertext: vec![7; 5_000],
    };
    let end = |row: &AdvanceListRow| AdvanceListEnd { list: row.list, ends_at: row.ends_at };
    let (first, second, third) = (row(301, 10), row(302, 20), row(303, 30));
    let mut write = store.write().await.unwrap();
    for row in [&third, &first, &second] {
        write.add_advance_list(row).await.unwrap();
    }
    write.commit().await.unwrap();
    assert_eq!(store.advance_lists("north").await.unwrap(), [end(&first), end(&second), end(&third)]);
    assert_eq!(store.advance_lists("south").await.unwrap(), []);
    assert_eq!(store.advance_list("north", second.list).await.unwrap().as_ref(), Some(&second));
    assert_eq!(store.advance_list("south", second.list).await.unwrap(), None);
    let mut write = store.write().await.unwrap();
    let outcome = write.add_advance_list(&second).await;
    assert!(is_refused(write, outcome).await);

    // One is put in the place of another in one write.
    let fourth = row(304, 40);
    let mut write = store.write().await.unwrap();
    write.delete_advance_list("north", second.list).await.unwrap();
    write.delete_advance_list("south", third.list).await.unwrap();
    write.add_advance_list(&fourth).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(store.advance_lists("north").await.unwrap(), [end(&first), end(&third), end(&fourth)]);
    let mut write = store.write().await.unwrap();
    write.erase_advance_lists(moment(30)).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(store.advance_lists("north").await.unwrap(), [end(&fourth)]);
}
