//! Long lists are made ready once on a workstation: what was made of them is kept in this user's folder, sealed to the reader of
//! the lists, and loaded at the next sign-in.
//!
//! Invariant: a snapshot is used for the very versions of the lists it was made of, or not at all; a bad one costs time alone.

use std::path::PathBuf;

use keys::{Padding, Reader, ReaderId};
use screening::Index;
use zeroize::Zeroizing;

use super::index::{AlertIndex, ListTexts, MadeOf, Place};
use crate::clock::randomness;
use crate::failure::Error;
use crate::signed_in::SignedIn;

/// From how many entries on making the index takes longer than loading it.
const WORTH_KEEPING: u32 = 20_000;

/// The lists were not made ready to be searched.
const NOT_READY: Error = Error::Fault("the lists could not be made ready");

/// The form of what is kept.
const FORM: &str = "osbp alert index 1";

/// How many bytes tell where an entry stands.
const PLACE: usize = 20;

impl SignedIn {
    /// Makes the lists ready to be searched, from a snapshot where there is one.
    pub(super) async fn made(
        &self,
        made_of: MadeOf,
        threshold: Option<u16>,
        lists: Vec<ListTexts>,
    ) -> Result<AlertIndex, Error> {
        let count: u32 = lists.iter().map(|list| list.head.entries).fold(0, u32::saturating_add);
        if count < WORTH_KEEPING {
            let build = move || AlertIndex::build(made_of, threshold, lists);
            return tokio::task::spawn_blocking(build).await.map_err(|_| NOT_READY)?;
        }
        let kept = self.kept_index(&made_of);
        let (build_of, is_kept) = (made_of.clone(), kept.is_some());
        let build = move || match kept {
            Some((index, places)) => Ok(AlertIndex::with(build_of, threshold, lists, index, places)),
            None => AlertIndex::build(build_of, threshold, lists),
        };
        let index = tokio::task::spawn_blocking(build).await.map_err(|_| NOT_READY)??;
        if !is_kept && let Err(cause) = self.keep_index(&index) {
            // It is made anew at the next sign-in.
            crate::failure::log("keep the alert lists ready", &cause);
        }
        Ok(index)
    }

    fn kept_index(&self, made_of: &MadeOf) -> Option<(Index, Vec<Place>)> {
        let sealed = std::fs::read(self.index_file().ok()?).ok()?;
        let (epoch, sealed) = sealed.split_first_chunk::<4>()?;
        let reader = Reader::Agency(self.agency().ok()?.word().to_owned());
        let id = ReaderId { state: self.state.to_string(), reader, epoch: u32::from_le_bytes(*epoch) };
        let text = self.rings().ring.open(&id, sealed, &self.bound_to(made_of)).ok()?;
        let (length, rest) = text.split_first_chunk::<8>()?;
        let (places, index) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        let places = places.chunks_exact(PLACE).map(place).collect::<Option<Vec<Place>>>()?;
        Some((Index::from_bytes(index).ok()?, places))
    }

    fn keep_index(&self, index: &AlertIndex) -> Result<(), Error> {
        let file = self.index_file()?;
        let rings = self.rings();
        let reader = Reader::Agency(self.agency()?.word().to_owned());
        let key = rings.ring.newest(self.state.as_str(), &reader).ok_or(Error::Sealed)?;
        let mut text = Zeroizing::new(Vec::with_capacity(8 + index.places.len() * PLACE));
        text.extend_from_slice(&((index.places.len() * PLACE) as u64).to_le_bytes());
        for place in &index.places {
            text.extend_from_slice(&place.entry.to_le_bytes());
            for part in [place.text, place.from, place.to] {
                text.extend_from_slice(&part.to_le_bytes());
            }
        }
        text.extend_from_slice(&Zeroizing::new(index.index.to_bytes()));
        let classes = Padding { base: 1 << 20, units: text.len().div_ceil(1 << 20).max(1) };
        let sealed = key.seal_padded(&text, classes, &self.bound_to(&index.made_of), &mut randomness())?;
        let bytes = [key.id().epoch.to_le_bytes().as_slice(), &sealed].concat();
        crate::whole_file::replace(&file, &bytes)?;
        Ok(())
    }

    fn index_file(&self) -> Result<PathBuf, Error> {
        let name = format!("{}-{}-{}.index", self.workstation.post.post, self.state, self.agency()?.word());
        Ok(self.workstation.home.join("alerts").join(name))
    }

    fn bound_to(&self, made_of: &MadeOf) -> Vec<u8> {
        format!("{FORM}|{}|{made_of:?}", self.workstation.post.post).into_bytes()
    }
}

fn place(bytes: &[u8]) -> Option<Place> {
    let (entry, rest) = bytes.split_first_chunk::<8>()?;
    let (text, rest) = rest.split_first_chunk::<4>()?;
    let (from, rest) = rest.split_first_chunk::<4>()?;
    let (to, _) = rest.split_first_chunk::<4>()?;
    Some(Place {
        entry: u64::from_le_bytes(*entry),
        text: u32::from_le_bytes(*text),
        from: u32::from_le_bytes(*from),
        to: u32::from_le_bytes(*to),
    })
}
