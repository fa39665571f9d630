//! The last acts that were taken in, for those who read what is their own State's of the same acts: they are not asked of the
//! database again.

use std::collections::VecDeque;

use storage::ActRow;

/// How many are kept: a minute of a busy post.
const MOST: usize = 256;

/// Acts without a gap, the newest last.
#[derive(Debug, Default)]
pub(crate) struct Recent(VecDeque<ActRow>);

impl Recent {
    /// Keeps an act. What is kept begins anew where it does not follow, and where facts are erased: nothing of them stays here.
    pub(crate) fn keep(&mut self, act: &ActRow) {
        if act.kind == "facts_erased" || self.0.back().is_some_and(|last| last.seq + 1 != act.seq) {
            self.0.clear();
        }
        if self.0.len() == MOST {
            self.0.pop_front();
        }
        self.0.push_back(act.clone());
    }

    /// Returns the acts above one number and up to another; none where they are not all kept.
    pub(crate) fn between(&self, after: i64, up_to: i64) -> Option<Vec<ActRow>> {
        let (first, last) = (self.0.front()?.seq, self.0.back()?.seq);
        let is_kept = first <= after + 1 && up_to <= last;
        is_kept.then(|| self.0.iter().filter(|act| act.seq > after && act.seq <= up_to).cloned().collect())
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
            state: String::new(),
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

    fn numbers(acts: Option<Vec<ActRow>>) -> Option<Vec<i64>> {
        acts.map(|acts| acts.iter().map(|act| act.seq).collect())
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
    fn no_more_are_kept_than_a_minute_s() {
        let mut recent = Recent::default();
        for seq in 1..=1_000 {
            recent.keep(&act(seq));
        }
        assert_eq!(numbers(recent.between(744, 1_000)).map(|acts| acts.len()), Some(MOST));
        assert_eq!(numbers(recent.between(743, 1_000)), None);
    }
}
