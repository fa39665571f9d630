//! Bytes of a file as UTF-8, whatever form of Unicode they came in, with a limit on what one row may take.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::BrokenWhy;

const CHUNK: usize = 64 * 1024;

/// In which form of Unicode a file is; told by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Unknown,
    Utf8,
    Utf16 { is_big: bool },
}

/// A source of UTF-8: a byte order mark is dropped, UTF-16 is turned into UTF-8, anything else is refused at its first byte.
#[derive(Debug)]
pub(crate) struct Utf8<R> {
    input: R,
    form: Form,
    /// Bytes as they came, not yet turned into text.
    raw: Vec<u8>,
    /// How many bytes were turned into text so far: where an error stands.
    turned: u64,
    out: Vec<u8>,
    at: usize,
    /// How many bytes the row in hand may still take.
    left: usize,
    most: usize,
    is_ended: bool,
    /// How many line breaks were handed out.
    breaks: u64,
    read: Arc<AtomicU64>,
}

impl<R: Read> Utf8<R> {
    pub(crate) fn new(input: R, most: usize) -> Self {
        let read = Arc::new(AtomicU64::new(0));
        let (raw, out) = (Vec::new(), Vec::new());
        Self {
            input,
            form: Form::Unknown,
            raw,
            turned: 0,
            out,
            at: 0,
            left: most,
            most,
            is_ended: false,
            breaks: 0,
            read,
        }
    }

    /// Begins a new row: it has the whole limit before it again.
    pub(crate) fn begin_row(&mut self) {
        self.left = self.most;
    }

    /// Returns the line that comes next, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.breaks + 1
    }

    /// Returns how many bytes of the file were read.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Returns a counter of the bytes read, for whoever shows progress from elsewhere.
    pub(crate) fn counter(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    fn more(&mut self) -> io::Result<()> {
        while self.at >= self.out.len() && !(self.is_ended && self.raw.is_empty()) {
            self.out.clear();
            self.at = 0;
            if !self.is_ended {
                let before = self.raw.len();
                let took = (&mut self.input).take(CHUNK as u64).read_to_end(&mut self.raw)?;
                self.is_ended = took == 0;
                self.read.fetch_add((self.raw.len() - before) as u64, Ordering::Relaxed);
            }
            if self.form == Form::Unknown {
                let (form, mark) = form(&self.raw);
                self.form = form;
                self.drop_raw(mark);
            }
            match self.form {
                Form::Utf16 { is_big } => self.turn_utf16(is_big)?,
                Form::Utf8 | Form::Unknown => self.turn_utf8()?,
            }
        }
        Ok(())
    }

    fn turn_utf8(&mut self) -> io::Result<()> {
        let good = match std::str::from_utf8(&self.raw) {
            Ok(text) => text.len(),
            Err(error) => {
                let good = error.valid_up_to();
                let is_cut = error.error_len().is_none() && !self.is_ended;
                if good == 0 && !is_cut {
                    return Err(self.no_text());
                }
                good
            }
        };
        self.out.extend(self.raw.iter().take(good));
        self.drop_raw(good);
        Ok(())
    }

    fn turn_utf16(&mut self, is_big: bool) -> io::Result<()> {
        let unit = |pair: &[u8]| match pair {
            [a, b] if is_big => u16::from_be_bytes([*a, *b]),
            [a, b] => u16::from_le_bytes([*a, *b]),
            _ => 0,
        };
        let mut units: Vec<u16> = self.raw.chunks_exact(2).map(unit).collect();
        // A pair of surrogates may be cut by the chunk; what is left over at the end of the file is no text.
        if !self.is_ended && units.last().is_some_and(|last| (0xD800..0xDC00).contains(last)) {
            units.pop();
        }
        if self.is_ended && units.is_empty() && !self.raw.is_empty() {
            return Err(self.no_text());
        }
        let mut turned = 0;
        let mut letter = [0; 4];
        for part in char::decode_utf16(units.iter().copied()) {
            let Ok(part) = part else {
                if turned == 0 {
                    return Err(self.no_text());
                }
                break;
            };
            self.out.extend_from_slice(part.encode_utf8(&mut letter).as_bytes());
            turned += part.len_utf16() * 2;
        }
        self.drop_raw(turned);
        Ok(())
    }

    fn drop_raw(&mut self, count: usize) {
        self.raw.drain(..count.min(self.raw.len()));
        self.turned += count as u64;
    }

    fn no_text(&self) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, BrokenWhy::Encoding { byte: self.turned })
    }
}

/// Tells the form by the byte order mark, or by where the zeros of Latin letters stand; also the length of the mark.
fn form(raw: &[u8]) -> (Form, usize) {
    match raw {
        [0xEF, 0xBB, 0xBF, ..] => (Form::Utf8, 3),
        [0xFF, 0xFE, ..] => (Form::Utf16 { is_big: false }, 2),
        [0xFE, 0xFF, ..] => (Form::Utf16 { is_big: true }, 2),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => (Form::Utf16 { is_big: false }, 0),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => (Form::Utf16 { is_big: true }, 0),
        _ => (Form::Utf8, 0),
    }
}

impl<R: Read> BufRead for Utf8<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.more()?;
        let rest = self.out.get(self.at..).unwrap_or_default();
        if self.left == 0 && !rest.is_empty() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, BrokenWhy::TooLong { most: self.most as u64 }));
        }
        Ok(rest.get(..self.left).unwrap_or(rest))
    }

    fn consume(&mut self, amount: usize) {
        let taken = self.out.get(self.at..self.at + amount).unwrap_or_default();
        self.breaks += taken.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at += amount;
        self.left = self.left.saturating_sub(amount);
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let took = self.fill_buf()?.read(into)?;
        self.consume(took);
        Ok(took)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(bytes: &[u8]) -> Result<String, BrokenWhy> {
        let mut text = String::new();
        Utf8::new(bytes, usize::MAX).read_to_string(&mut text).map_err(|error| BrokenWhy::of(&error))?;
        Ok(text)
    }

    #[test]
    fn every_form_of_unicode_is_read() {
        let text = "id,name\n1,Zoé 𝄞 الاسم";
        assert_eq!(whole(text.as_bytes()).unwrap(), text);
        assert_eq!(whole(format!("\u{feff}{text}").as_bytes()).unwrap(), text);
        for is_marked in [true, false] {
            let marked = if is_marked { format!("\u{feff}{text}") } else { text.to_owned() };
            let little: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(whole(&little).unwrap(), text);
            assert_eq!(whole(&big).unwrap(), text);
        }
        assert_eq!(whole(b"").unwrap(), "");
    }

    #[test]
    fn letters_cut_by_a_chunk_are_read_whole() {
        let text = format!("a{}", "é𝄞".repeat(CHUNK));
        assert_eq!(whole(text.as_bytes()).unwrap(), text);
        let units: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(whole(&units).unwrap(), text);
    }

    #[test]
    fn another_encoding_is_refused_at_its_first_byte() {
        assert_eq!(whole(b"id,name\n1,Zo\xe9 K\n"), Err(BrokenWhy::Encoding { byte: 12 }));
        assert_eq!(whole(b"id,name\n1,Zo\xe9"), Err(BrokenWhy::Encoding { byte: 12 }));
        assert_eq!(whole(b"\xff\xfea\0b"), Err(BrokenWhy::Encoding { byte: 4 }));
        assert_eq!(whole(b"\xff\xfe\x00\xdca\0"), Err(BrokenWhy::Encoding { byte: 2 }));
    }

    #[test]
    fn a_row_has_its_limit_and_the_next_one_again() {
        let mut text = Utf8::new(&b"abcdef"[..], 4);
        let mut into = [0; 4];
        text.read_exact(&mut into).unwrap();
        assert_eq!(BrokenWhy::of(&text.fill_buf().unwrap_err()), BrokenWhy::TooLong { most: 4 });
        text.begin_row();
        assert_eq!(text.fill_buf().unwrap(), b"ef");
        assert_eq!(text.bytes_read(), 6);
    }
}
