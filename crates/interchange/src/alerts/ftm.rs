//! FollowTheMoney entities, one JSON object a line: whole lists, and deltas of `op` and `entity`.
//!
//! Documents stand apart from their holders in this format, before or after them; they are handed out as they stand, with the
//! holder's id, so that no list need be held in memory.

use std::collections::{BTreeSet, VecDeque};
use std::io::{BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use serde_json::{Map, Value};

use super::fault::{Fault, short};
use super::ftm_entity::{Read as Entity, read};
use super::un_record::known::has_lost_letters;
use super::{Change, Event, Format, MOST_ROW, Notice, Opening, Rows, Tally, Why, broken};
use crate::text::Utf8;
use crate::{Broken, BrokenWhy};

pub(super) struct FtmRows<R> {
    text: Utf8<R>,
    /// The first line, which was read to tell what the list is.
    first: Option<Line>,
    is_incremental: bool,
    told: BTreeSet<Notice>,
}

struct Line {
    at: u64,
    text: String,
    /// It ends in a line break.
    is_whole: bool,
}

/// Reads the first line, which tells whether the list is a delta.
pub(super) fn open<R: Read>(input: R, events: &mut VecDeque<Event>) -> Result<(FtmRows<R>, Arc<AtomicU64>), Broken> {
    let text = Utf8::new(input, MOST_ROW);
    let bytes = text.counter();
    let mut rows = FtmRows { text, first: None, is_incremental: false, told: BTreeSet::new() };
    let first = rows.line()?.ok_or_else(|| BrokenWhy::Empty.at(1))?;
    let object = object(&first.text).ok_or_else(|| BrokenWhy::Format.at(first.at))?;
    let is_entity = object.contains_key("schema") && object.contains_key("id");
    rows.is_incremental = object.contains_key("op");
    if !is_entity && !rows.is_incremental {
        return Err(BrokenWhy::Format.at(first.at));
    }
    rows.first = Some(first);
    let is_incremental = rows.is_incremental;
    events.push_back(Event::Opening(Opening { format: Format::FollowTheMoney, is_incremental, dated: None }));
    Ok((rows, bytes))
}

fn object(text: &str) -> Option<Map<String, Value>> {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Some(object),
        Ok(_) | Err(_) => None,
    }
}

impl<R: Read> Rows for FtmRows<R> {
    fn read_on(&mut self, events: &mut VecDeque<Event>, tally: &mut Tally) -> Result<(), Broken> {
        while events.is_empty() {
            let next = self.first.take().map_or_else(|| self.line(), |line| Ok(Some(line)))?;
            let Some(line) = next else { return Ok(()) };
            let Some(object) = object(&line.text) else {
                if !line.is_whole {
                    return Err(BrokenWhy::Truncated.at(line.at));
                }
                let fault = Fault::of_row(Why::Json);
                events.push_back(Event::Rejected(fault.rejected((line.at, line.at), None, &line.text)));
                continue;
            };
            let id = id_of(&object);
            match self.change(object) {
                Ok(Entity::Passed(kind)) => {
                    *tally.passed_over.entry(kind.clone()).or_default() += 1;
                    self.tell(Notice::PassedOver { kind }, events);
                }
                Ok(Entity::Changes(changes, unknown)) => {
                    for field in unknown {
                        self.tell(Notice::UnknownField { field }, events);
                    }
                    for change in changes {
                        if let Some(entry) = change.entry().filter(|entry| has_lost_letters(entry)) {
                            events.push_back(Event::Notice(Notice::LostLetters { id: entry.id.clone() }));
                        }
                        events.push_back(Event::Change { line: line.at, change: Box::new(change) });
                    }
                }
                Err(fault) => events.push_back(Event::Rejected(fault.rejected((line.at, line.at), id, &line.text))),
            }
        }
        Ok(())
    }
}

/// Returns the id of an entity or of a line of a delta, where it can be shown.
fn id_of(object: &Map<String, Value>) -> Option<String> {
    let entity = object.get("entity").and_then(Value::as_object).unwrap_or(object);
    entity.get("id").and_then(Value::as_str).and_then(|id| short("id", id).ok().flatten())
}

impl<R: Read> FtmRows<R> {
    fn change(&self, mut object: Map<String, Value>) -> Result<Entity, Fault> {
        let op = object.get("op").map(|op| op.as_str().unwrap_or_default().to_owned());
        if op.is_some() != self.is_incremental {
            return Err(Fault::new("op", if op.is_none() { Why::Missing } else { Why::NotOfKind }, ""));
        }
        let Some(op) = op else { return read(object, Change::Add) };
        let Some(Value::Object(entity)) = object.remove("entity") else {
            return Err(Fault::new("entity", Why::Missing, ""));
        };
        match op.as_str() {
            "ADD" => read(entity, Change::Add),
            "MOD" => read(entity, Change::Replace),
            "DEL" => {
                let id = entity.get("id").and_then(Value::as_str).unwrap_or_default();
                let id = short("id", id)?.ok_or_else(|| Fault::new("id", Why::Missing, ""))?;
                Ok(Entity::Changes(vec![Change::Remove { id }], Vec::new()))
            }
            other => Err(Fault::new("op", Why::Word, other)),
        }
    }

    fn tell(&mut self, notice: Notice, events: &mut VecDeque<Event>) {
        if self.told.len() < super::MOST_PARTS && self.told.insert(notice.clone()) {
            events.push_back(Event::Notice(notice));
        }
    }

    /// Returns the next line that is not blank.
    fn line(&mut self) -> Result<Option<Line>, Broken> {
        loop {
            let at = self.text.line();
            self.text.begin_row();
            let mut bytes = Vec::new();
            self.text.read_until(b'\n', &mut bytes).map_err(|error| broken(&error, at))?;
            if bytes.is_empty() {
                return Ok(None);
            }
            let is_whole = bytes.last() == Some(&b'\n');
            let text = String::from_utf8_lossy(&bytes).trim().to_owned();
            if !text.is_empty() {
                return Ok(Some(Line { at, text, is_whole }));
            }
        }
    }
}
