//! Writing acts: sealing, chaining, signing.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use data_encoding::{BASE64, HEXLOWER};
use domain::private::{PrivatePart, ProtectionNote};
use domain::{At, Decided, OnDuty, PostAct};
use keys::rand_core::Rng as _;
use keys::{BegunEnvelope, Digest, FIXED_LEN, Padding, ReaderKey, ReaderPublic, SigningKey};
use serde::Serialize;
use storage::{ActRow, Head, SealedPartRow};
use uuid::Uuid;

use super::{Header, OpenAct, Part, bound, format_of, reader_name};
use crate::clock::randomness;
use crate::failure::Error;

/// An act that is to be written.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What everybody reads.
    part: Part,
    /// What kind of act.
    kind: &'static str,
    /// For the acting officer's State.
    private: PrivatePart,
    /// For the own protection desk.
    own_protection: Option<ProtectionNote>,
    /// For the other State's protection desk.
    other_protection: Option<ProtectionNote>,
    /// How many steps or subjects it is about: public anyway, so the sealed part may grow with it.
    units: usize,
}

impl Draft {
    /// Returns an act of a crossing as it is to be written; `version` is that of the crossing after it.
    pub fn of_crossing(crossing: Uuid, version: u32, decided: &Decided) -> Self {
        let (act, facts) = (decided.act.clone(), decided.facts.clone());
        Self {
            part: Part::Crossing { id: crossing, version, act, facts },
            kind: decided.act.kind(),
            private: decided.private.clone(),
            own_protection: decided.own_protection.clone(),
            other_protection: decided.other_protection.clone(),
            units: decided.act.steps().len().max(decided.act.subjects().len()).max(1),
        }
    }

    /// Returns an act of the post as it is to be written; `note` goes to the acting State alone.
    pub fn of_post(act: &PostAct, note: Option<String>) -> Self {
        Self {
            part: Part::Post(act.clone()),
            kind: act.kind(),
            private: PrivatePart { note, ..PrivatePart::default() },
            own_protection: None,
            other_protection: None,
            units: 1,
        }
    }

    /// An act of the post carries no part for the other State's desk.
    const fn is_of_crossing(&self) -> bool {
        matches!(self.part, Part::Crossing { .. })
    }
}

/// The keys to which an officer's acts are sealed.
#[derive(Debug, Clone, Copy)]
pub struct Sealers<'a> {
    /// The own State's reader.
    pub state: &'a ReaderKey,
    /// The own State's protection desk.
    pub own_protection: &'a ReaderPublic,
    /// The other State's protection desk.
    pub other_protection: &'a ReaderPublic,
    /// Envelopes to it that were begun before.
    pub begun: &'a Begun,
}

/// Envelopes to the other State's protection desk, begun while there was time: every act takes one.
#[derive(Debug, Default)]
pub struct Begun(Mutex<Vec<BegunEnvelope>>);

impl Begun {
    /// How many wait at most: most commands are one act.
    const MOST: usize = 2;

    /// Begins what is missing.
    pub fn fill(&self, desk: &ReaderPublic) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while waiting.len() < Self::MOST {
            // What can't be begun now fails, with its reason, when it is needed.
            let Ok(begun) = desk.begin(&mut randomness()) else { return };
            waiting.push(begun);
        }
    }

    fn take(&self, desk: &ReaderPublic) -> Result<BegunEnvelope, Error> {
        let begun = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        begun.map_or_else(|| Ok(desk.begin(&mut randomness())?), Ok)
    }
}

/// Where acts are written: after which head, when, under which command.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The post.
    pub post: Uuid,
    /// Where the journal ends.
    pub head: &'a Head,
    /// When.
    pub at: At,
    /// The key of the command.
    pub command: Uuid,
}

/// Who writes acts, and with which keys.
#[derive(Debug, Clone, Copy)]
pub struct Pen<'a> {
    /// The acting officer.
    pub by: &'a OnDuty,
    /// His key.
    pub signing: &'a SigningKey,
    /// To whom his acts are sealed.
    pub sealers: Sealers<'a>,
}

/// Acts that were written.
#[derive(Debug, Default)]
pub struct Written {
    /// Their rows.
    pub acts: Vec<ActRow>,
    /// Their sealed parts.
    pub sealed: Vec<SealedPartRow>,
    /// The same acts as everybody will read them.
    pub open: Vec<OpenAct>,
}

/// Writes acts one after another, each chained to the one before, signed by the acting officer.
///
/// # Errors
/// When something can't be sealed.
pub fn write(place: Place<'_>, drafts: Vec<Draft>, pen: Pen<'_>) -> Result<Written, Error> {
    let Place { post, head, at, command } = place;
    let mut previous = Digest::from(<[u8; 32]>::try_from(head.hash.as_slice()).unwrap_or_default());
    let mut written = Written::default();
    for (draft, seq) in drafts.into_iter().zip(head.seq + 1..) {
        let sealed = SealedDraft::of(post, seq, draft, pen.sealers)?;
        let chained = sealed.chain(&Author { post, at, command, by: pen.by }, previous)?;
        previous = chained.hash;
        chained.sign(pen.signing, &mut written);
    }
    Ok(written)
}

/// What of an act takes its time and hangs on nothing that was written before: sealed, its open parts salted.
pub struct SealedDraft {
    seq: i64,
    draft: Draft,
    parts: Vec<SealedPartRow>,
    procedure: Vec<u8>,
    facts: Option<Vec<u8>>,
}

/// Who wrote an act, when, under which command.
pub struct Author<'a> {
    /// The post.
    pub post: Uuid,
    /// When.
    pub at: At,
    /// The key of the command.
    pub command: Uuid,
    /// The acting officer.
    pub by: &'a OnDuty,
}

/// An act that follows the one before, and waits for its signature.
pub struct Chained {
    /// The hash of its header.
    pub hash: Digest,
    act: ActRow,
    open: OpenAct,
    parts: Vec<SealedPartRow>,
}

impl SealedDraft {
    /// Seals an act that is to have that number.
    ///
    /// # Errors
    /// When something can't be sealed.
    pub fn of(post: Uuid, seq: i64, draft: Draft, sealers: Sealers<'_>) -> Result<Self, Error> {
        let parts = seal(post, seq, &draft, sealers)?;
        let (procedure, facts) = match &draft.part {
            Part::Post(act) => (salted("act", act)?, None),
            Part::Crossing { act, facts, .. } => {
                (salted("act", act)?, facts.as_ref().map(|facts| salted("facts", facts)).transpose()?)
            }
            Part::Newer { .. } => return Err(Error::Fault("a newer program's act is not this one's to write")),
        };
        Ok(Self { seq, draft, parts, procedure, facts })
    }

    /// Chains it to the act before.
    ///
    /// # Errors
    /// When its header can't be written.
    pub fn chain(self, written: &Author<'_>, previous: Digest) -> Result<Chained, Error> {
        let Self { seq, draft, parts, procedure, facts } = self;
        let Author { post, at, command, by } = *written;
        let about = match &draft.part {
            Part::Post(_) => None,
            Part::Crossing { id, version, .. } => Some((*id, *version)),
            Part::Newer { about, .. } => *about,
        };
        let header = Header {
            format: format_of(&draft.part),
            post,
            seq,
            crossing: about.map(|(id, _)| id),
            version: about.map(|(_, version)| version),
            at: at.timestamp_millis(),
            kind: draft.kind.to_owned(),
            state: by.state.to_string(),
            agency: by.agency.word().to_owned(),
            desk: by.desk.to_string(),
            officer: by.officer.to_string(),
            command,
            procedure: Digest::of(&procedure),
            facts: facts.as_ref().map(|facts| Digest::of(facts)),
            sealed: parts
                .iter()
                .map(|part| (part.reader.clone(), Digest::of(&part.ciphertext)))
                .collect::<BTreeMap<_, _>>(),
            previous,
        };
        let bytes = serde_json::to_vec(&header)?;
        let hash = Digest::of(&bytes);
        let open = OpenAct {
            seq,
            at,
            officer: by.officer.clone(),
            state: by.state,
            agency: by.agency,
            desk: by.desk.clone(),
            readers: header.sealed.into_keys().collect(),
            part: draft.part,
        };
        let act = ActRow {
            seq,
            crossing: header.crossing,
            version: header.version.map(i32::try_from).transpose().map_err(|_| Error::Fault("too many acts"))?,
            at,
            kind: header.kind,
            state: header.state,
            agency: header.agency,
            desk: header.desk,
            officer: header.officer,
            command,
            header: bytes,
            procedure,
            facts,
            hash: hash.as_bytes().to_vec(),
            signature: Vec::new(),
        };
        Ok(Chained { hash, act, open, parts })
    }
}

impl Chained {
    /// Signs it, and puts it behind those that were written before.
    pub fn sign(mut self, signing: &SigningKey, written: &mut Written) {
        self.act.signature = signing.sign_act(&self.hash).to_bytes().to_vec();
        written.open.push(self.open);
        written.acts.push(self.act);
        written.sealed.extend(self.parts);
    }
}

/// Every act on a crossing carries exactly two sealed parts, empty or not, so that having one tells nothing.
fn seal(post: Uuid, seq: i64, draft: &Draft, sealers: Sealers<'_>) -> Result<Vec<SealedPartRow>, Error> {
    let mut rng = randomness();
    let state = &sealers.state.id().state;
    let mut private = draft.private.clone();
    if let Some(note) = &draft.own_protection {
        let reader = reader_name(state, "protection");
        let aad = bound(post, seq, &reader);
        let text = serde_json::to_vec(note)?;
        let envelope = sealers.own_protection.seal_fixed(&text, FIXED_LEN, &aad, &mut rng)?;
        private.protection = Some(BASE64.encode(&envelope));
    }
    let own = reader_name(state, "state");
    let text = serde_json::to_vec(&private)?;
    let classes = Padding { base: room(draft.kind), units: draft.units };
    let ciphertext = sealers.state.seal_padded(&text, classes, &bound(post, seq, &own), &mut rng)?;
    // A part that grew would tell the other State that there is much to say. What the program writes is made to fit, so
    // that it is the officer's words that do not; findings are known to be there, and may be long.
    let is_bound = (draft.is_of_crossing() && draft.kind != FINDINGS) || draft.kind == HANDOVER;
    if is_bound && ciphertext.len() > classes.base * draft.units {
        return Err(Error::Invalid { field: "note" });
    }
    let mut parts = vec![SealedPartRow { seq, reader: own, epoch: epoch(sealers.state.id().epoch), ciphertext }];
    if draft.is_of_crossing() {
        let desk = sealers.other_protection;
        let reader = reader_name(&desk.id.state, "protection");
        let text = draft.other_protection.as_ref().map(serde_json::to_vec).transpose()?.unwrap_or_default();
        let begun = sealers.begun.take(desk)?;
        let ciphertext = desk.seal_begun(begun, &text, FIXED_LEN, &bound(post, seq, &reader))?;
        parts.push(SealedPartRow { seq, reader, epoch: epoch(desk.id.epoch), ciphertext });
    }
    Ok(parts)
}

/// The kind of act whose part may be longer than its room.
const FINDINGS: &str = "findings_filed";

/// The kind of act of the post whose part says how much is open.
const HANDOVER: &str = "handed_over";

/// Returns the room, in bytes a step or subject, of the part that an act of this kind seals to its own State. It follows
/// from the kind alone, which everybody sees: more where hits, needs and what was said in the second line may have to be
/// written down, whether they are or not; findings have room for the keys of as many photographs as may go with them.
pub const fn room(kind: &str) -> usize {
    match kind.as_bytes() {
        b"claimed" | b"referred" | b"concluded" | b"refusal_proposed" | b"entered_late" | b"handed_over"
        | b"findings_filed" => 4096,
        _ => 1024,
    }
}

fn epoch(epoch: u32) -> i32 {
    i32::try_from(epoch).unwrap_or(i32::MAX)
}

/// Each open part begins with a random salt: the digest of an erased name must not be guessable.
fn salted(name: &str, value: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut salt = [0; 16];
    randomness().fill_bytes(&mut salt);
    let mut bytes = format!("{{\"salt\":\"{}\",\"{name}\":", HEXLOWER.encode(&salt)).into_bytes();
    serde_json::to_writer(&mut bytes, value)?;
    bytes.push(b'}');
    Ok(bytes)
}
