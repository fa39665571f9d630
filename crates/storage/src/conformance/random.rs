//! Random acts, in random portions, read back equal.

use std::ops::Range;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Strategy, any};
use proptest::test_runner::{Config, TestRunner};
use tokio::runtime::Handle;
use uuid::Uuid;

use super::Ground;
use super::sample::{NORTH, REQUEST, SOUTH, chained, founded, id, moment};
use crate::{ActRow, CommandRow, SealedPartRow, Store};

/// A portion of acts with their sealed parts, to be numbered when they are appended.
type Portion = Vec<(ActRow, Vec<SealedPartRow>)>;

fn bytes(length: Range<usize>) -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), length)
}

/// Any text but one with a zero byte, which PostgreSQL can't hold and no field of an act may have.
fn text() -> impl Strategy<Value = String> {
    "[^\\x00]{0,16}"
}

fn act() -> impl Strategy<Value = ActRow> {
    let who = (text(), text(), text(), text(), text());
    let parts = (bytes(0..300), option::of(bytes(0..300)), bytes(0..80));
    (any::<bool>(), 0..4_000_000_000_000_i64, any::<u128>(), who, parts).prop_map(
        |(of_post, at, command, who, parts)| {
            let (kind, state, agency, desk, officer) = who;
            let (procedure, facts, signature) = parts;
            ActRow {
                seq: 0,
                crossing: (!of_post).then(Uuid::nil),
                version: None,
                at: moment(at),
                kind,
                state,
                agency,
                desk,
                officer,
                command: Uuid::from_u128(command),
                header: Vec::new(),
                procedure,
                facts,
                hash: Vec::new(),
                signature,
            }
        },
    )
}

fn sealed_part(reader: &'static str) -> impl Strategy<Value = SealedPartRow> {
    (any::<i32>(), bytes(0..2000)).prop_map(move |(epoch, ciphertext)| SealedPartRow {
        seq: 0,
        reader: reader.to_owned(),
        epoch,
        ciphertext,
    })
}

fn portions() -> impl Strategy<Value = Vec<Portion>> {
    let parts = (sealed_part(NORTH), option::of(sealed_part(SOUTH)));
    let parts = parts.prop_map(|(north, south)| std::iter::once(north).chain(south).collect::<Vec<_>>());
    vec(vec((act(), parts), 1..4), 1..5)
}

/// Appends the portions, one write each, every act of a crossing on a new one; returns what was written.
async fn append(store: &dyn Store, portions: Vec<Portion>) -> (Vec<ActRow>, Vec<SealedPartRow>) {
    let (mut all_acts, mut all_parts) = (Vec::new(), Vec::new());
    for portion in portions {
        let mut write = store.write().await.unwrap();
        let (mut acts, mut parts) = (Vec::new(), Vec::new());
        for (seq, (mut act, sealed)) in (write.head().seq + 1..).zip(portion) {
            act.seq = seq;
            let number = u128::try_from(seq).unwrap();
            act.crossing = act.crossing.map(|_| id(number));
            act.version = act.crossing.map(|_| 1);
            acts.push(act);
            parts.extend(sealed.into_iter().map(|part| SealedPartRow { seq, ..part }));
        }
        let command = id(u128::try_from(acts.first().unwrap().seq).unwrap());
        acts.iter_mut().for_each(|act| act.command = command);
        let acts = chained(write.head(), &acts, &parts);
        write.append(REQUEST, &acts, &parts).await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(store.command(command).await.unwrap(), CommandRow::of(REQUEST, &acts));
        all_acts.extend(acts);
        all_parts.extend(parts);
    }
    (all_acts, all_parts)
}

/// Whatever acts are appended, in whatever portions, the same are read.
pub async fn random_acts_read_back(ground: &dyn Ground) {
    let store: Arc<dyn Store> = founded(ground).await;
    let runtime = Handle::current();
    let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    let outcome = tokio::task::block_in_place(|| {
        runner.run(&portions(), |portions| {
            runtime.block_on(async {
                let before = store.head().await.unwrap().seq;
                let (acts, parts) = append(&*store, portions).await;
                let last = acts.last().unwrap();
                let head = store.head().await.unwrap();
                assert_eq!((head.seq, head.hash, head.at), (last.seq, last.hash.clone(), last.at));
                for reader in [NORTH, SOUTH] {
                    let read = store.sealed_parts(before, head.seq, reader).await.unwrap();
                    let written: Vec<_> = parts.iter().filter(|part| part.reader == reader).cloned().collect();
                    assert_eq!(read, written);
                }
                assert_eq!(store.acts_after(before, i64::MAX).await.unwrap(), acts);
            });
            Ok(())
        })
    });
    outcome.unwrap();
}
