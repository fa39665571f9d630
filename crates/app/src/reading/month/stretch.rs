//! One stretch of the journal: read some thousand acts at a time, folded, and what is wanted of them opened. While some are
//! folded, the next and the parts of those before are read.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::Refusal;
use domain::month::{Fold, Moment, Seen, Taken, Wanted};
use storage::{Brief, Briefs, SealedPartRow, Store};
use uuid::Uuid;

use super::acts::Reading;
use crate::failure::Error;
use crate::journal::Fault;
use crate::live::PrivateFiles;
use crate::signed_in::Rings;

/// How many acts are read at once.
const BATCH: i64 = 2_000;

/// An act of a crossing that began before its stretch.
pub struct Stray {
    /// Where it stands.
    pub moment: Moment,
    procedure: String,
    facts: Option<String>,
}

impl Stray {
    fn of(moment: Moment, brief: &Brief<'_>) -> Self {
        Self { moment, procedure: brief.procedure.to_owned(), facts: brief.facts.map(str::to_owned) }
    }

    /// Tells what the report sees of it.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn tell<T>(&self, to: impl FnOnce(&Moment, &Seen<'_>) -> T) -> Result<T, Error> {
        let reading = Reading::of(&self.procedure, self.facts.as_deref());
        let reading = reading.map_err(|fault| unread(fault, self.moment.seq))?;
        Ok(reading.tell(|seen| to(&self.moment, seen)))
    }
}

/// Who opens what is sealed to the own State.
pub struct Opener {
    /// The post.
    pub post: Uuid,
    /// The reader of the State's parts.
    pub reader: String,
    /// The keys.
    pub rings: Arc<Rings>,
}

impl Opener {
    /// Reads what is wanted, opens it and tells the fold.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn open(&self, store: &dyn Store, fold: &mut Fold, wanted: Vec<Wanted>) -> Result<(), Error> {
        for some in wanted.chunks(usize::try_from(BATCH).unwrap_or(1)) {
            let parts = self.parts(store, some).await?;
            self.tell(fold, some, &parts);
        }
        Ok(())
    }

    /// Reads the parts that are wanted: of the own State's reader, and no other.
    async fn parts(&self, store: &dyn Store, wanted: &[Wanted]) -> Result<Vec<SealedPartRow>, Error> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let seqs: Vec<i64> = wanted.iter().map(|one| one.seq).collect();
        Ok(store.sealed_parts_at(&seqs, &self.reader).await?)
    }

    fn tell(&self, fold: &mut Fold, wanted: &[Wanted], parts: &[SealedPartRow]) {
        let parts: HashMap<i64, &SealedPartRow> = parts.iter().map(|part| (part.seq, part)).collect();
        for one in wanted {
            let part = parts.get(&one.seq);
            match part.and_then(|part| PrivateFiles::opened(self.post, part, &self.rings.ring)) {
                Some(private) => fold.open(*one, &private),
                None => fold.is_missing(),
            }
        }
    }
}

/// Folds the acts above the first number and up to the second; what it can't place yet comes back beside it.
///
/// # Errors
/// When the database can't be read, or an act can't.
pub async fn fold(
    store: Arc<dyn Store>,
    opener: Arc<Opener>,
    void: Arc<HashSet<i64>>,
    mut fold: Fold,
    [after, up_to]: [i64; 2],
) -> Result<(Fold, Vec<Stray>), Error> {
    let mut strays = Vec::new();
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut read_to = up_to.min(after + BATCH);
    let mut briefs = store.briefs(after, read_to).await?;
    loop {
        let (from, to) = (read_to, up_to.min(read_to + BATCH));
        let next = async { if from < to { store.briefs(from, to).await.map(Some) } else { Ok(None) } };
        let mut now_wanted = Vec::new();
        let folding = async { take(&mut fold, &briefs, &void, &mut strays, &mut now_wanted) };
        // Polled in this order: both reads are under way while this thread folds.
        let (next, parts, folded) = tokio::join!(next, opener.parts(store.as_ref(), &wanted), folding);
        folded?;
        opener.tell(&mut fold, &wanted, &parts?);
        wanted = now_wanted;
        read_to = to;
        match next? {
            Some(next) => briefs = next,
            None => break,
        }
    }
    opener.open(store.as_ref(), &mut fold, wanted).await?;
    Ok((fold, strays))
}

/// A report that lacks what a newer program wrote would be a false one.
fn unread(fault: Fault, seq: i64) -> Error {
    match fault {
        Fault::Format => Refusal::WrittenByNewer.into(),
        _ => Error::Unreadable { seq },
    }
}

fn take(
    fold: &mut Fold,
    briefs: &Briefs,
    void: &HashSet<i64>,
    strays: &mut Vec<Stray>,
    wanted: &mut Vec<Wanted>,
) -> Result<(), Error> {
    for brief in briefs.iter() {
        let brief = brief?;
        if void.contains(&brief.seq) {
            continue;
        }
        let moment = Moment { seq: brief.seq, at: brief.at, crossing: brief.crossing };
        let reading = Reading::of(brief.procedure, brief.facts);
        let reading = reading.map_err(|fault| unread(fault, brief.seq))?;
        if reading.tell(|seen| fold.take(&moment, seen, wanted)) == Taken::Stray {
            strays.push(Stray::of(moment, &brief));
        }
    }
    Ok(())
}
