//! Writing acts: sealing, chaining, signing.

use std::collections::BTreeMap;

use data_encoding::{BASE64, HEXLOWER};
use domain::act::Facts;
use domain::private::{PrivatePart, ProtectionNote};
use domain::{At, CrossingAct, Decided, OnDuty, PostAct};
use keys::rand_core::Rng as _;
use keys::{Digest, FIXED_LEN, Padding, ReaderKey, ReaderPublic, SigningKey};
use serde::Serialize;
use storage::{ActRow, Head, SealedPartRow};
use uuid::Uuid;

use super::{FORMAT, Header, bound, reader_name};
use crate::clock::randomness;
use crate::failure::Error;

/// An act that is to be written.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The crossing, and its version after the act; none for an act of the post.
    pub crossing: Option<(Uuid, u32)>,
    /// What kind of act.
    pub kind: &'static str,
    /// The open procedure as JSON.
    procedure: serde_json::Value,
    /// The open facts as JSON.
    facts: Option<serde_json::Value>,
    /// For the acting officer's State.
    private: PrivatePart,
    /// For the own protection desk.
    own_protection: Option<ProtectionNote>,
    /// For the other State's protection desk.
    other_protection: Option<ProtectionNote>,
    /// How many steps or subjects it is about: public anyway, so the sealed part may grow with it.
    units: usize,
    /// An act of the post carries no part for the other State's desk.
    is_of_crossing: bool,
}

impl Draft {
    /// Returns an act of a crossing as it is to be written.
    ///
    /// # Errors
    /// When it has no written form.
    pub fn of_crossing(crossing: Uuid, version: u32, decided: &Decided) -> Result<Self, Error> {
        Ok(Self {
            crossing: Some((crossing, version)),
            kind: decided.act.kind(),
            procedure: serde_json::to_value::<&CrossingAct>(&decided.act)?,
            facts: decided.facts.as_ref().map(serde_json::to_value::<&Facts>).transpose()?,
            private: decided.private.clone(),
            own_protection: decided.own_protection.clone(),
            other_protection: decided.other_protection.clone(),
            units: decided.act.steps().len().max(decided.act.subjects().len()).max(1),
            is_of_crossing: true,
        })
    }

    /// Returns an act of the post as it is to be written; `note` goes to the acting State alone.
    ///
    /// # Errors
    /// When it has no written form.
    pub fn of_post(act: &PostAct, note: Option<String>) -> Result<Self, Error> {
        Ok(Self {
            crossing: None,
            kind: act.kind(),
            procedure: serde_json::to_value(act)?,
            facts: None,
            private: PrivatePart { note, ..PrivatePart::default() },
            own_protection: None,
            other_protection: None,
            units: 1,
            is_of_crossing: false,
        })
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

/// Writes acts one after another, each chained to the one before, signed by the acting officer.
///
/// # Errors
/// When something can't be sealed.
pub fn write(place: Place<'_>, drafts: &[Draft], pen: Pen<'_>) -> Result<(Vec<ActRow>, Vec<SealedPartRow>), Error> {
    let Place { post, head, at, command } = place;
    let Pen { by, signing, sealers } = pen;
    let mut previous = Digest::from(<[u8; 32]>::try_from(head.hash.as_slice()).unwrap_or_default());
    let mut acts = Vec::with_capacity(drafts.len());
    let mut sealed = Vec::with_capacity(drafts.len() * 2);
    for (draft, seq) in drafts.iter().zip(head.seq + 1..) {
        let parts = seal(post, seq, draft, sealers)?;
        let procedure = salted("act", &draft.procedure)?;
        let facts = draft.facts.as_ref().map(|facts| salted("facts", facts)).transpose()?;
        let header = Header {
            format: FORMAT,
            post,
            seq,
            crossing: draft.crossing.map(|(id, _)| id),
            version: draft.crossing.map(|(_, version)| version),
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
        let signature = signing.sign_act(&hash);
        acts.push(ActRow {
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
            signature: signature.to_bytes().to_vec(),
        });
        sealed.extend(parts);
        previous = hash;
    }
    Ok((acts, sealed))
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
    if draft.is_of_crossing && draft.kind != FINDINGS && ciphertext.len() > classes.base * draft.units {
        return Err(Error::Invalid { field: "note" });
    }
    let mut parts = vec![SealedPartRow { seq, reader: own, epoch: epoch(sealers.state.id().epoch), ciphertext }];
    if draft.is_of_crossing {
        let desk = sealers.other_protection;
        let reader = reader_name(&desk.id.state, "protection");
        let text = draft.other_protection.as_ref().map(serde_json::to_vec).transpose()?.unwrap_or_default();
        let ciphertext = desk.seal_fixed(&text, FIXED_LEN, &bound(post, seq, &reader), &mut rng)?;
        parts.push(SealedPartRow { seq, reader, epoch: epoch(desk.id.epoch), ciphertext });
    }
    Ok(parts)
}

/// The kind of act whose part may be longer than its room.
const FINDINGS: &str = "findings_filed";

/// Returns the room, in bytes a step or subject, of the part that an act of this kind seals to its own State. It follows
/// from the kind alone, which everybody sees: more where hits, needs and what was said in the second line may have to be
/// written down, whether they are or not.
pub const fn room(kind: &str) -> usize {
    match kind.as_bytes() {
        b"claimed" | b"referred" | b"concluded" | b"refusal_proposed" => 4096,
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
