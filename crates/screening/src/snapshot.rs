//! An index as bytes and back, for the next sign-in; sealing them is somebody else's.
//!
//! Invariant: whatever bytes come in, what comes out is an index that can be searched, or a refusal; a snapshot of another
//! version of the tables or of the folding is refused, and the list is built anew.

use thiserror::Error;

use crate::index::{Index, Keys, Lists, Texts};

/// Raised whenever folding, tables or columns change.
const MAGIC: &[u8; 8] = b"OSBPSC01";

/// Bytes that are no snapshot of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("read a snapshot of an alert list: it is damaged or of another version")]
pub struct BadSnapshot;

impl Index {
    /// Returns the index as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        put_texts(&mut bytes, &self.ids);
        put(&mut bytes, &self.traits);
        put_texts(&mut bytes, &self.nations);
        put(&mut bytes, &self.births);
        put_texts(&mut bytes, &self.names);
        put(&mut bytes, &self.name_entries);
        put_lists(&mut bytes, &self.name_words);
        put_texts(&mut bytes, &self.word_keys);
        put_lists(&mut bytes, &self.postings);
        put_keys(&mut bytes, &self.near);
        put_keys(&mut bytes, &self.bones);
        put_texts(&mut bytes, &self.numbers);
        put(&mut bytes, &self.number_entries);
        put_keys(&mut bytes, &self.number_keys);
        bytes
    }

    /// Returns the index of those bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadSnapshot> {
        let mut reader = Reader { rest: bytes.strip_prefix(MAGIC).ok_or(BadSnapshot)? };
        let mut index = Self {
            ids: reader.texts()?,
            traits: reader.numbers()?,
            nations: reader.texts()?,
            births: reader.numbers()?,
            names: reader.texts()?,
            name_entries: reader.numbers()?,
            name_words: reader.lists()?,
            word_keys: reader.texts()?,
            postings: reader.lists()?,
            near: reader.keys()?,
            bones: reader.keys()?,
            numbers: reader.texts()?,
            number_entries: reader.numbers()?,
            number_keys: reader.keys()?,
            ..Self::default()
        };
        if !reader.rest.is_empty() || index.name_words.ends.len() != index.names.len() {
            return Err(BadSnapshot);
        }
        index.gather();
        Ok(index)
    }
}

fn put(bytes: &mut Vec<u8>, numbers: &[u32]) {
    bytes.extend_from_slice(&(numbers.len() as u32).to_le_bytes());
    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn put_texts(bytes: &mut Vec<u8>, texts: &Texts) {
    put(bytes, &texts.ends);
    bytes.extend_from_slice(&(texts.text.len() as u32).to_le_bytes());
    bytes.extend_from_slice(texts.text.as_bytes());
}

fn put_lists(bytes: &mut Vec<u8>, lists: &Lists) {
    put(bytes, &lists.ends);
    put(bytes, &lists.items);
}

fn put_keys(bytes: &mut Vec<u8>, keys: &Keys) {
    put(bytes, &keys.hashes);
    put(bytes, &keys.values);
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], BadSnapshot> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(BadSnapshot)?;
        self.rest = rest;
        Ok(taken)
    }

    fn count(&mut self) -> Result<usize, BadSnapshot> {
        let bytes = self.take(4)?.try_into().map_err(|_| BadSnapshot)?;
        Ok(u32::from_le_bytes(bytes) as usize)
    }

    fn numbers(&mut self) -> Result<Vec<u32>, BadSnapshot> {
        let count = self.count()?;
        let bytes = self.take(count.checked_mul(4).ok_or(BadSnapshot)?)?;
        Ok(bytes.as_chunks::<4>().0.iter().map(|chunk| u32::from_le_bytes(*chunk)).collect())
    }

    fn texts(&mut self) -> Result<Texts, BadSnapshot> {
        let ends = self.numbers()?;
        let count = self.count()?;
        let text = std::str::from_utf8(self.take(count)?).map_err(|_| BadSnapshot)?.to_owned();
        Ok(Texts { ends, text })
    }

    fn lists(&mut self) -> Result<Lists, BadSnapshot> {
        Ok(Lists { ends: self.numbers()?, items: self.numbers()? })
    }

    fn keys(&mut self) -> Result<Keys, BadSnapshot> {
        let keys = Keys { hashes: self.numbers()?, values: self.numbers()? };
        if keys.hashes.len() == keys.values.len() { Ok(keys) } else { Err(BadSnapshot) }
    }
}
