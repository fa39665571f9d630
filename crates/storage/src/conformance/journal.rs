//! Acts are numbered without gaps, written whole, and read back to the byte.

use std::sync::Arc;

use super::Ground;
use super::sample::{
    NORTH, REQUEST, SOUTH, act, append, chained, command, command_key, commit, founded, id, is_refused, of_one_command,
    post, sealed,
};
use crate::{ActRow, SealedPartRow, StorageError, Store};

/// Before the founding there is no post, no head and nothing to write but the founding.
pub async fn an_empty_database_is_no_post(ground: &dyn Ground) {
    let store = ground.create().await.unwrap();
    assert!(matches!(store.post().await, Err(StorageError::NotAPost)));
    assert!(matches!(store.head().await, Err(StorageError::NotAPost)));
    assert!(matches!(store.acts_after(0, 10).await, Err(StorageError::NotAPost)));
    let mut write = store.write().await.unwrap();
    assert_eq!(write.head().seq, 0);
    let acts = [act(1, None)];
    assert!(matches!(write.append(REQUEST, &acts, &[]).await, Err(StorageError::NotAPost)));
}

/// The founding makes a journal without acts; a second one is refused, also when two race.
pub async fn a_post_is_founded_once(ground: &dyn Ground) {
    let store = ground.create().await.unwrap();
    let found = async |number| {
        let mut row = post();
        row.post = id(number);
        let mut write = store.write().await?;
        write.put_post(&row).await?;
        assert_eq!((write.head().seq, write.head().at), (0, row.founded_at));
        write.commit().await
    };
    let outcomes = [found(1), found(2)];
    let [first, second] = outcomes;
    let (first, second) = tokio::join!(first, second);
    assert!(matches!((&first, &second), (Ok(()), Err(StorageError::Conflict)) | (Err(StorageError::Conflict), Ok(()))));
    let founded = store.post().await.unwrap();
    assert_eq!(founded.founded_at, post().founded_at);
    assert_eq!(founded.name, post().name);
    let head = store.head().await.unwrap();
    assert_eq!((head.seq, head.hash), (0, vec![0; 32]));
}

/// What is read is what was written, by every way of reading, from this store and another.
pub async fn acts_read_back_as_written(ground: &dyn Ground) {
    let store = founded(ground).await;
    let (red, blue) = (id(20), id(21));
    let first = of_one_command(&[act(1, None), act(2, Some((red, 1)))]);
    let second =
        of_one_command(&[act(3, Some((blue, 1))), act(4, Some((red, 2))), act(5, Some((blue, 2))), act(6, None)]);
    let mut write = store.write().await.unwrap();
    let first = append(&mut *write, &first).await;
    assert_eq!(write.head().seq, 2);
    let second = append(&mut *write, &second).await;
    let acts = [first.clone(), second.clone()].concat();
    let [a1, a2, a3, a4, a5, a6] = <[ActRow; 6]>::try_from(acts.clone()).unwrap();
    assert_eq!(write.acts_after(4).await.unwrap(), [a5.clone(), a6.clone()]);
    assert_eq!(write.sealed_parts(5, SOUTH).await.unwrap(), [sealed(6, SOUTH)]);
    write.commit().await.unwrap();

    for store in [store, ground.open().await.unwrap()] {
        assert_eq!(store.post().await.unwrap(), post());
        let head = store.head().await.unwrap();
        assert_eq!((head.seq, head.hash, head.at), (6, a6.hash.clone(), a6.at));
        assert_eq!(store.acts_after(0, 100).await.unwrap(), acts);
        assert_eq!(store.acts_after(1, 2).await.unwrap(), [a2.clone(), a3.clone()]);
        assert_eq!(store.acts_after(6, 100).await.unwrap(), []);
        assert_eq!(store.acts_of_post().await.unwrap(), [a1.clone(), a6.clone()]);
        assert_eq!(store.acts_of(red).await.unwrap(), [a2.clone(), a4.clone()]);
        assert_eq!(store.acts_of(id(99)).await.unwrap(), []);
        assert_eq!(store.sealed_parts(1, 3, NORTH).await.unwrap(), [sealed(2, NORTH), sealed(3, NORTH)]);
        assert_eq!(store.sealed_parts(0, 5, "nobody").await.unwrap(), []);
        let mut all = store.all_sealed_parts(1, 3).await.unwrap();
        all.sort_by(|one, other| (one.seq, &one.reader).cmp(&(other.seq, &other.reader)));
        assert_eq!(all, [sealed(2, NORTH), sealed(2, SOUTH), sealed(3, NORTH), sealed(3, SOUTH)]);
        assert_eq!(store.sealed_parts_of(blue, NORTH).await.unwrap(), [sealed(3, NORTH), sealed(5, NORTH)]);
        assert_eq!(store.sealed_parts_of(red, SOUTH).await.unwrap(), [sealed(2, SOUTH), sealed(4, SOUTH)]);
        assert_eq!(store.acts_of(blue).await.unwrap(), [a3.clone(), a5.clone()]);
        assert_eq!(store.command(a1.command).await.unwrap(), Some(command(&first)));
        let last = store.command(a3.command).await.unwrap().unwrap();
        assert_eq!(last, command(&second));
        assert_eq!((last.first_seq, last.last_seq, last.crossing, last.version), (3, 6, Some(blue), Some(2)));
        assert_eq!(store.command(command_key(2)).await.unwrap(), None);
    }
}

/// Acts on crossings are read in brief as they stand in their rows, facts where a subject is added or corrected; and the parts
/// of the acts that are named, for the reader who is named.
pub async fn acts_are_read_in_brief(ground: &dyn Ground) {
    let store = founded(ground).await;
    let of_kind = |seq: i64, crossing, kind: &str, facts: Option<&str>| ActRow {
        kind: kind.to_owned(),
        procedure: format!(r#"{{"salt":"ab","act":{{"kind":"{kind}","words":"é\\u001e"}}}}"#).into_bytes(),
        facts: facts.map(|facts| facts.as_bytes().to_vec()),
        ..act(seq, crossing)
    };
    let acts = [
        act(1, None),
        of_kind(2, Some((id(20), 1)), "registered", Some("{}")),
        of_kind(3, Some((id(20), 2)), "subject_added", Some(r#"{"facts":{"name":"Å"}}"#)),
        of_kind(4, Some((id(21), 1)), "corrected", None),
    ];
    let sealed: Vec<SealedPartRow> = (2..=4).map(|seq| sealed(seq, NORTH)).collect();
    let acts = of_one_command(&acts);
    let mut write = store.write().await.unwrap();
    let acts = chained(write.head(), &acts, &sealed);
    write.append(REQUEST, &acts, &sealed).await.unwrap();
    write.commit().await.unwrap();

    let told = |acts: &[ActRow]| -> Vec<_> {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let has_facts = |act: &ActRow| ["subject_added", "corrected"].contains(&act.kind.as_str());
        let facts = |act: &ActRow| act.facts.as_deref().filter(|_| has_facts(act)).map(text);
        acts.iter().map(|act| (act.seq, act.crossing.unwrap(), act.at, text(&act.procedure), facts(act))).collect()
    };
    let read = async |after, up_to| -> Vec<_> {
        let briefs = store.briefs(after, up_to).await.unwrap();
        let owned = briefs.iter().map(Result::unwrap);
        owned
            .map(|one| (one.seq, one.crossing, one.at, one.procedure.to_owned(), one.facts.map(str::to_owned)))
            .collect()
    };
    assert_eq!(read(0, 4).await, told(&acts[1..]));
    assert_eq!(read(2, 3).await, told(&acts[2..3]));
    assert_eq!(read(4, 9).await, []);

    let mut parts = store.sealed_parts_at(&[4, 2, 9], NORTH).await.unwrap();
    parts.sort_by_key(|part| part.seq);
    assert_eq!(parts, [sealed[0].clone(), sealed[2].clone()]);
    assert_eq!(store.sealed_parts_at(&[2, 3], SOUTH).await.unwrap(), []);
    assert_eq!(store.sealed_parts_at(&[], NORTH).await.unwrap(), []);
}

/// Numbers that leave a gap or repeat one, and acts of two commands, are refused and leave no trace.
pub async fn a_gap_is_refused(ground: &dyn Ground) {
    let store = founded(ground).await;
    let first = commit(&*store, &[act(1, None)]).await;
    for acts in [
        vec![act(3, None)],
        vec![act(1, None)],
        of_one_command(&[act(2, None), act(4, None)]),
        vec![act(2, None), act(3, None)],
    ] {
        let mut write = store.write().await.unwrap();
        let acts = chained(write.head(), &acts, &[]);
        let outcome = write.append(REQUEST, &acts, &[]).await;
        assert!(is_refused(write, outcome).await);
    }
    assert_eq!(store.head().await.unwrap().seq, 1);
    assert_eq!(store.acts_after(0, 10).await.unwrap(), first);
}

/// Who takes it that nobody wrote since a head is refused when somebody did, and else writes on from it.
pub async fn a_mistaken_head_is_refused(ground: &dyn Ground) {
    let store = founded(ground).await;
    commit(&*store, &[act(1, None)]).await;
    let seen = store.head().await.unwrap();
    let other = ground.open().await.unwrap();
    let second = commit(&*other, &[act(2, Some((id(20), 1)))]).await;

    let late = chained(&seen, &[act(2, None)], &[]);
    let mut write = store.write_after(&seen).await.unwrap();
    let outcome = write.append(REQUEST, &late, &[]).await;
    assert!(is_refused(write, outcome).await);
    assert_eq!(store.acts_after(1, 10).await.unwrap(), second);

    // Given up before anything was put, it is in nobody's way.
    let head = store.head().await.unwrap();
    drop(store.write_after(&head).await.unwrap());
    let mut write = store.write_after(&head).await.unwrap();
    assert_eq!(write.head(), &head);
    let third = append(&mut *write, &[act(3, None)]).await;
    assert_eq!(write.acts_after(2).await.unwrap(), third);
    assert_eq!(write.acts_after(1).await.unwrap(), [second, third].concat());
    write.commit().await.unwrap();
    commit(&*other, &[act(4, None)]).await;
    assert_eq!(store.head().await.unwrap().seq, 4);
}

/// A key is used once; the one who comes second finds the first command.
pub async fn a_command_happens_once(ground: &dyn Ground) {
    let store = founded(ground).await;
    let first = [act(1, None)];
    commit(&*store, &first).await;
    let again = ActRow { command: command_key(1), ..act(2, None) };
    let mut write = store.write().await.unwrap();
    assert_eq!(store.command(command_key(2)).await.unwrap(), None);
    let again = chained(write.head(), &[again], &[]);
    let outcome = write.append(REQUEST, &again, &[]).await;
    assert!(is_refused(write, outcome).await);
    assert_eq!(store.command(command_key(1)).await.unwrap(), Some(command(&first)));
}

/// Two acts can't be the same version of a crossing, even under different numbers.
pub async fn a_version_is_taken_once(ground: &dyn Ground) {
    let store = founded(ground).await;
    commit(&*store, &[act(1, Some((id(20), 1)))]).await;
    let mut write = store.write().await.unwrap();
    let acts = chained(write.head(), &[act(2, Some((id(20), 1)))], &[]);
    let outcome = write.append(REQUEST, &acts, &[]).await;
    assert!(is_refused(write, outcome).await);
    commit(&*store, &[act(2, Some((id(21), 1)))]).await;
}

/// Many tasks on two stores append at once: every one is kept, and the numbers have no gap.
pub async fn writers_race_without_gaps(ground: &dyn Ground) {
    const TASKS: u128 = 8;
    const EACH: i32 = 10;
    let stores: [Arc<dyn Store>; 2] = [founded(ground).await, ground.open().await.unwrap()];
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..TASKS {
        let store = Arc::clone(stores.iter().cycle().nth(usize::try_from(task).unwrap()).unwrap());
        tasks.spawn(async move {
            for version in 1..=EACH {
                let mut write = store.write().await.unwrap();
                let seq = write.head().seq + 1;
                append(&mut *write, &[act(seq, Some((id(task), version)))]).await;
                write.commit().await.unwrap();
            }
        });
    }
    while let Some(task) = tasks.join_next().await {
        task.unwrap();
    }
    let total = i64::from(EACH) * i64::try_from(TASKS).unwrap();
    for store in &stores {
        let acts = store.acts_after(0, i64::MAX).await.unwrap();
        assert!(acts.iter().map(|act| act.seq).eq(1..=total));
        assert_eq!(store.head().await.unwrap().seq, total);
        for task in 0..TASKS {
            let versions = store.acts_of(id(task)).await.unwrap();
            assert!(versions.iter().map(|act| act.version).eq((1..=EACH).map(Some)));
        }
    }
}

/// A write that is dropped, or whose future is, writes nothing and holds nobody up.
pub async fn a_dropped_write_leaves_no_trace(ground: &dyn Ground) {
    let store = founded(ground).await;
    let mut write = store.write().await.unwrap();
    append(&mut *write, &[act(1, None)]).await;
    assert_eq!(write.next_serial("2610").await.unwrap(), 1);
    drop(write);
    // Somebody who gives up waiting for the counter is not in the way of the next.
    let held = store.write().await.unwrap();
    let impatient = tokio::time::timeout(std::time::Duration::from_millis(50), store.write()).await;
    assert!(impatient.is_err());
    drop(impatient);
    drop(held);
    assert_eq!(store.head().await.unwrap().seq, 0);
    assert_eq!(store.acts_after(0, 10).await.unwrap(), []);
    let mut write = store.write().await.unwrap();
    assert_eq!(store.command(command_key(1)).await.unwrap(), None);
    assert_eq!(write.next_serial("2610").await.unwrap(), 1);
    append(&mut *write, &[act(1, None)]).await;
    write.commit().await.unwrap();
    assert_eq!(store.head().await.unwrap().seq, 1);
}

/// Serials count from 1 in each month.
pub async fn serials_count_by_month(ground: &dyn Ground) {
    let store = founded(ground).await;
    for (month, serial) in [("2610", 1), ("2610", 2), ("2611", 1), ("2610", 3)] {
        let mut write = store.write().await.unwrap();
        assert_eq!(write.next_serial(month).await.unwrap(), serial);
        write.commit().await.unwrap();
    }
}

/// A closed store says that it can't be reached.
pub async fn nothing_works_once_closed(ground: &dyn Ground) {
    let store = founded(ground).await;
    store.close().await;
    assert!(matches!(store.head().await, Err(StorageError::Unavailable(_))));
    assert!(matches!(store.write().await.map(drop), Err(StorageError::Unavailable(_))));
    assert_eq!(ground.open().await.unwrap().post().await.unwrap(), post());
}
