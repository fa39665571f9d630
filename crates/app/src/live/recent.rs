//! The last acts that were taken in, with what is sealed of them to a State, for those who read what is their own State's of the same
//! acts: neither is asked of the database again.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, OnceLock};

use storage::{ActRow, SealedPartRow};

use crate::journal::{OpenAct, read};

/// How many are kept: some five megabytes, and minutes of a busy post.
const MOST: usize = 1_024;

/// An act that was taken in, read once for all who ask.
#[derive(Debug)]
pub(crate) struct Known {
    /// The act.
    pub row: ActRow,
    opened: OnceLock<Option<OpenAct>>,
}

impl Known {
    /// Makes it of its row.
    pub fn of(row: ActRow) -> Arc<Self> {
        Arc::new(Self { row, opened: OnceLock::new() })
    }

    /// Returns what everybody reads of it; nothing where it can't be read.
    pub fn open(&self) -> Option<&OpenAct> {
        self.opened.get_or_init(|| read(&self.row).ok()).as_ref()
    }
}

/// An act, and the parts of it that were asked for: none for a reader for whom nothing is sealed.
#[derive(Debug)]
struct Kept {
    act: Arc<Known>,
    parts: BTreeMap<String, Option<Arc<SealedPartRow>>>,
}

/// Acts without a gap, the newest last.
#[derive(Debug, Default)]
pub(crate) struct Recent(VecDeque<Kept>);

impl Recent {
    /// Keeps an act. What is kept begins anew where it does not follow, and where something is erased: nothing of it stays here.
    pub(crate) fn keep(&mut self, act: &ActRow) {
        let erases = ["facts_erased", "sealed_erased"].contains(&act.kind.as_str());
        if erases || self.0.back().is_some_and(|last| last.act.row.seq + 1 != act.seq) {
            self.0.clear();
        }
        if self.0.len() == MOST {
            self.0.pop_front();
        }
        self.0.push_back(Kept { act: Known::of(act.clone()), parts: BTreeMap::new() });
    }

    /// Keeps all that is sealed to a reader of the acts above one number and up to another, as far as they are kept.
    pub(crate) fn keep_parts(&mut self, after: i64, up_to: i64, reader: &str, parts: &[Arc<SealedPartRow>]) {
        for kept in self.0.iter_mut().filter(|kept| kept.act.row.seq > after && kept.act.row.seq <= up_to) {
            let part = parts.iter().find(|part| part.seq == kept.act.row.seq && part.reader == reader);
            kept.parts.insert(reader.to_owned(), part.cloned());
        }
    }

    /// Returns the acts above one number and up to another; none where they are not all kept.
    pub(crate) fn between(&self, after: i64, up_to: i64) -> Option<Vec<Arc<Known>>> {
        Some(self.kept(after, up_to)?.map(|kept| Arc::clone(&kept.act)).collect())
    }

    /// Returns what is sealed to a reader of those acts; nothing where it was not asked of all of them before. To a State only its own
    /// acts are sealed: of the other's nothing has to be asked.
    pub(crate) fn parts_between(&self, after: i64, up_to: i64, reader: &str) -> Option<Vec<Arc<SealedPartRow>>> {
        let state = reader.split_once('/').map_or(reader, |(state, _)| state);
        let mut found = Vec::new();
        for kept in self.kept(after, up_to)?.filter(|kept| kept.act.row.state == state) {
            found.extend(kept.parts.get(reader)?.clone());
        }
        Some(found)
    }

    fn kept(&self, after: i64, up_to: i64) -> Option<impl Iterator<Item = &Kept>> {
        let (first, last) = (self.0.front()?.act.row.seq, self.0.back()?.act.row.seq);
        let from = usize::try_from(after + 1 - first).ok()?;
        (up_to <= last).then(|| self.0.iter().skip(from).take_while(move |kept| kept.act.row.seq <= up_to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(seq: i64) -> ActRow {
        ActRow {
            seq,
            crossing: None,
            version: None,
            at: chrono::DateTime::UNIX_EPOCH,
            kind: String::new(),
            state: "north".to_owned(),
            agency: String::new(),
            desk: String::new(),
            officer: String::new(),
            command: uuid::Uuid::nil(),
            header: Vec::new(),
            procedure: Vec::new(),
            facts: None,
            hash: Vec::new(),
            signature: Vec::new(),
        }
    }

    fn numbers(acts: Option<Vec<Arc<Known>>>) -> Option<Vec<i64>> {
        acts.map(|acts| acts.iter().map(|act| act.row.seq).collect())
    }

    #[test]
    fn acts_are_given_whole_or_not_at_all() {
        let mut recent = Recent::default();
        assert_eq!(numbers(recent.between(0, 0)), None);
        for seq in 5..=7 {
            recent.keep(&act(seq));
        }
        assert_eq!(numbers(recent.between(5, 7)), Some(vec![6, 7]));
        assert_eq!(numbers(recent.between(4, 6)), Some(vec![5, 6]));
        assert_eq!(numbers(recent.between(3, 7)), None);
        assert_eq!(numbers(recent.between(5, 8)), None);
        // After a gap nothing of before is given.
        recent.keep(&act(9));
        assert_eq!(numbers(recent.between(6, 9)), None);
        assert_eq!(numbers(recent.between(8, 9)), Some(vec![9]));
        // Nor after facts were erased.
        recent.keep(&ActRow { kind: "facts_erased".to_owned(), ..act(10) });
        assert_eq!(numbers(recent.between(8, 10)), None);
        assert_eq!(numbers(recent.between(9, 10)), Some(vec![10]));
    }

    #[test]
    fn what_is_sealed_is_given_where_it_was_asked_for_of_all() {
        let part = |seq, reader: &str| {
            Arc::new(SealedPartRow { seq, reader: reader.to_owned(), epoch: 1, ciphertext: vec![1] })
        };
        let mut recent = Recent::default();
        for seq in 5..=8 {
            recent.keep(&act(seq));
        }
        assert_eq!(recent.parts_between(4, 5, "north/state"), None, "nobody asked yet");
        recent.keep_parts(
            4,
            7,
            "north/state",
            &[part(5, "north/state"), part(6, "south/state"), part(7, "north/state")],
        );
        let given = |recent: &Recent, after, up_to, reader: &str| {
            recent
                .parts_between(after, up_to, reader)
                .map(|parts| parts.iter().map(|part| part.seq).collect::<Vec<_>>())
        };
        assert_eq!(given(&recent, 4, 7, "north/state"), Some(vec![5, 7]), "of the sixth there is none");
        assert_eq!(given(&recent, 5, 6, "north/state"), Some(vec![]));
        assert_eq!(given(&recent, 4, 8, "north/state"), None, "the eighth was not asked for");
        assert_eq!(given(&recent, 4, 7, "north/customs"), None, "nor what is another reader's");
        assert_eq!(given(&recent, 4, 7, "south/state"), Some(vec![]), "nothing is sealed to the other State");
        assert_eq!(given(&recent, 3, 7, "north/state"), None, "the fourth is not kept");
        recent.keep(&ActRow { kind: "sealed_erased".to_owned(), ..act(9) });
        assert_eq!(given(&recent, 4, 7, "north/state"), None, "what was erased is not given");
    }

    #[test]
    fn no_more_are_kept_than_there_is_room_for() {
        let mut recent = Recent::default();
        for seq in 1..=2_000 {
            recent.keep(&act(seq));
        }
        assert_eq!(numbers(recent.between(976, 2_000)).map(|acts| acts.len()), Some(MOST));
        assert_eq!(numbers(recent.between(975, 2_000)), None);
    }
}
