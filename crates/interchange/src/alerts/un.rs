//! The consolidated list of the United Nations Security Council, record by record.
//!
//! Document types and entities of a file's own are refused, never followed; the five entities of XML and numbered letters are read.

use std::collections::{BTreeSet, VecDeque};
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Markup};

use super::un_record::{Element, entry, known};
use super::{Change, Event, Format, MOST_ROW, Notice, Opening, Rows, Tally, broken};
use crate::text::Utf8;
use crate::{Broken, BrokenWhy};

/// How deep elements may be nested; the list's own are four.
const MOST_DEPTH: usize = 12;

/// The most elements and texts of one record: tags alone would fill the memory.
const MOST_STEPS: u64 = 100_000;

const ROOT: &str = "CONSOLIDATED_LIST";

/// The elements that hold records, and the records.
const GROUPS: [(&str, &str); 2] = [("INDIVIDUALS", "INDIVIDUAL"), ("ENTITIES", "ENTITY")];

pub(super) struct UnRows<R> {
    xml: Reader<Utf8<R>>,
    buffer: Vec<u8>,
    /// The names of the open elements outside of a record.
    open: Vec<String>,
    is_closed: bool,
    told: BTreeSet<Notice>,
}

/// One step through the markup.
enum Step {
    Start(Element),
    /// An element without content.
    Empty(Element),
    End,
    Text(String),
    Other,
    Eof,
}

/// Reads up to the root element.
pub(super) fn open<R: Read>(input: R, events: &mut VecDeque<Event>) -> Result<(UnRows<R>, Arc<AtomicU64>), Broken> {
    let text = Utf8::new(input, MOST_ROW);
    let bytes = text.counter();
    let mut rows = UnRows {
        xml: Reader::from_reader(text),
        buffer: Vec::new(),
        open: Vec::new(),
        is_closed: false,
        told: BTreeSet::new(),
    };
    loop {
        let (is_empty, element) = match rows.step()? {
            Step::Start(element) => (false, element),
            Step::Empty(element) => (true, element),
            Step::Text(text) if text.trim().is_empty() => continue,
            Step::Other => continue,
            Step::Eof if rows.xml.get_ref().bytes_read() == 0 => return Err(BrokenWhy::Empty.at(1)),
            Step::End | Step::Text(_) | Step::Eof => return Err(rows.wrong(BrokenWhy::Format)),
        };
        if element.name != ROOT {
            return Err(rows.wrong(BrokenWhy::Format));
        }
        rows.is_closed = is_empty;
        events.push_back(Event::Opening(Opening {
            format: Format::UnXml,
            is_incremental: false,
            dated: element.dated,
        }));
        rows.open.push(element.name);
        return Ok((rows, bytes));
    }
}

impl<R: Read> Rows for UnRows<R> {
    fn read_on(&mut self, events: &mut VecDeque<Event>, tally: &mut Tally) -> Result<(), Broken> {
        while events.is_empty() && !self.is_closed {
            self.xml.get_mut().begin_row();
            match self.step()? {
                Step::Start(element) => self.opened(element, false, events, tally)?,
                Step::Empty(element) => self.opened(element, true, events, tally)?,
                Step::End => {
                    self.open.pop();
                    self.is_closed = self.open.is_empty();
                }
                Step::Text(text) if !text.trim().is_empty() => return Err(self.wrong(BrokenWhy::Format)),
                Step::Text(_) | Step::Other => {}
                Step::Eof => return Err(self.wrong(BrokenWhy::Truncated)),
            }
        }
        while events.is_empty() {
            self.xml.get_mut().begin_row();
            match self.step()? {
                Step::Eof => return Ok(()),
                Step::Text(text) if text.trim().is_empty() => {}
                Step::Other => {}
                Step::Start(_) | Step::Empty(_) | Step::End | Step::Text(_) => {
                    return Err(self.wrong(BrokenWhy::Markup));
                }
            }
        }
        Ok(())
    }
}

impl<R: Read> UnRows<R> {
    /// Takes up an element between records: a group, a record, or one that is not known.
    fn opened(
        &mut self,
        element: Element,
        is_empty: bool,
        events: &mut VecDeque<Event>,
        tally: &mut Tally,
    ) -> Result<(), Broken> {
        let within = self.open.last().cloned().unwrap_or_default();
        let is_group = within == ROOT && GROUPS.iter().any(|(group, _)| *group == element.name);
        if is_group {
            if !is_empty {
                self.open.push(element.name);
            }
            return Ok(());
        }
        let is_record = GROUPS.iter().any(|(group, record)| *group == within && *record == element.name);
        if !is_record {
            if !is_empty {
                self.skip()?;
            }
            let kind = crate::table::excerpt(&element.name);
            *tally.passed_over.entry(kind.clone()).or_default() += 1;
            self.tell(Notice::PassedOver { kind }, events);
            return Ok(());
        }
        let first = self.xml.get_ref().line();
        let whole = if is_empty { element } else { self.whole(element)? };
        for field in known::unknown_of(&whole) {
            self.tell(Notice::UnknownField { field }, events);
        }
        let lines = (first, self.xml.get_ref().line());
        let id = whole.text_of("DATAID").map(|id| crate::table::excerpt(&id));
        match entry(&whole) {
            Ok(entry) => {
                if known::has_lost_letters(&entry) {
                    let id = entry.id.clone();
                    events.push_back(Event::Notice(Notice::LostLetters { id }));
                }
                events.push_back(Event::Change { line: first, change: Box::new(Change::Add(entry)) });
            }
            Err(fault) => events.push_back(Event::Rejected(fault.rejected(lines, id, &whole.name))),
        }
        Ok(())
    }

    fn tell(&mut self, notice: Notice, events: &mut VecDeque<Event>) {
        if self.told.len() < super::MOST_PARTS && self.told.insert(notice.clone()) {
            events.push_back(Event::Notice(notice));
        }
    }

    /// Passes over an element to its end, however long it is.
    fn skip(&mut self) -> Result<(), Broken> {
        let mut depth = 1;
        while depth > 0 {
            self.xml.get_mut().begin_row();
            match self.step()? {
                Step::Start(_) if depth + self.open.len() >= MOST_DEPTH => {
                    return Err(self.wrong(BrokenWhy::TooDeep { most: MOST_DEPTH as u64 }));
                }
                Step::Start(_) => depth += 1,
                Step::End => depth -= 1,
                Step::Empty(_) | Step::Text(_) | Step::Other => {}
                Step::Eof => return Err(self.wrong(BrokenWhy::Truncated)),
            }
        }
        Ok(())
    }

    /// Reads an element to its end.
    fn whole(&mut self, first: Element) -> Result<Element, Broken> {
        let mut open = vec![first];
        let mut elements = 0;
        loop {
            elements += 1;
            if elements > MOST_STEPS {
                return Err(self.wrong(BrokenWhy::TooMany { most: MOST_STEPS }));
            }
            match self.step()? {
                Step::Start(element) => {
                    if open.len() + self.open.len() >= MOST_DEPTH {
                        return Err(self.wrong(BrokenWhy::TooDeep { most: MOST_DEPTH as u64 }));
                    }
                    open.push(element);
                }
                Step::Empty(element) => {
                    if let Some(parent) = open.last_mut() {
                        parent.children.push(element);
                    }
                }
                Step::Text(text) => {
                    if let Some(parent) = open.last_mut() {
                        parent.text.push_str(&text);
                    }
                }
                Step::End => {
                    let Some(done) = open.pop() else { return Err(self.wrong(BrokenWhy::Markup)) };
                    match open.last_mut() {
                        Some(parent) => parent.children.push(done),
                        None => return Ok(done),
                    }
                }
                Step::Other => {}
                Step::Eof => return Err(self.wrong(BrokenWhy::Truncated)),
            }
        }
    }

    fn step(&mut self) -> Result<Step, Broken> {
        self.buffer.clear();
        let read = self.xml.read_event_into(&mut self.buffer);
        let step = match read {
            Ok(Markup::Start(tag)) => Ok(Step::Start(element(&tag))),
            Ok(Markup::Empty(tag)) => Ok(Step::Empty(element(&tag))),
            Ok(Markup::End(_)) => Ok(Step::End),
            Ok(Markup::Text(text)) => Ok(Step::Text(text.to_string())),
            Ok(Markup::CData(text)) => Ok(Step::Text(text.to_string())),
            Ok(Markup::GeneralRef(name)) => match (name.resolve_char_ref(), &*name) {
                (Ok(Some(letter)), _) => Ok(Step::Text(letter.to_string())),
                (Ok(None), name) => {
                    let letter = quick_xml::escape::resolve_xml_entity(name);
                    letter.map(|letter| Step::Text(letter.to_owned())).ok_or(BrokenWhy::DocumentType)
                }
                (Err(_), _) => Err(BrokenWhy::Markup),
            },
            Ok(Markup::Decl(told)) => match told.encoding() {
                Some(Ok(name)) if !is_unicode(&name) => Err(BrokenWhy::Charset(crate::table::excerpt(&name))),
                Some(Err(_)) => Err(BrokenWhy::Markup),
                Some(Ok(_)) | None => Ok(Step::Other),
            },
            Ok(Markup::DocType(_)) => Err(BrokenWhy::DocumentType),
            Ok(Markup::Comment(_) | Markup::PI(_)) => Ok(Step::Other),
            Ok(Markup::Eof) => Ok(Step::Eof),
            Err(quick_xml::Error::Io(error)) => return Err(broken(&error, self.xml.get_ref().line())),
            // What is not closed at the end was cut; whatever else does not hold together was garbled.
            Err(quick_xml::Error::Syntax(_)) => Err(BrokenWhy::Truncated),
            Err(_) => Err(BrokenWhy::Markup),
        };
        step.map_err(|why| self.wrong(why))
    }

    fn wrong(&self, why: BrokenWhy) -> Broken {
        why.at(self.xml.get_ref().line())
    }
}

fn is_unicode(name: &str) -> bool {
    ["utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii"].contains(&name.to_ascii_lowercase().as_str())
}

fn element(tag: &BytesStart<'_>) -> Element {
    let dated = tag.try_get_attribute("dateGenerated").ok().flatten();
    let dated = dated.map(|value| crate::table::excerpt(&value.value));
    let name = tag.local_name();
    Element { name: name.as_ref().to_owned(), dated, ..Element::default() }
}
