//! The lines of what was sent, as cells.
//!
//! Invariant: no text takes long. No zone is longer or lies deeper in a text than the limits here; the rest is not looked at.

use super::mending::Mending;
use super::reading::UNREAD;
use super::scan::MOST_LAYOUT_LINES;

const MOST_LINES: usize = 40;
const MOST_CELLS: usize = 400;

/// What parts lines.
pub(super) const LINE_ENDS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// One line in cells, with its spaces dropped and with its inner spaces as fillers.
#[derive(Debug)]
pub(super) struct CellLine {
    pub(super) joined: String,
    pub(super) spaced: String,
    dropped: usize,
}

/// Returns the lines of a text that has no more of them than a zone, each of nothing but cells.
pub(super) fn plain_lines<'a, 'b>(text: &'b str, lines: &'a mut [&'b str; MOST_LAYOUT_LINES]) -> Option<&'a [&'b str]> {
    let mut count = 0;
    for line in text.split(['\n', '\r']).map(|line| line.trim_matches(' ')).filter(|line| !line.is_empty()) {
        if !line.bytes().all(|cell| matches!(cell, b'A'..=b'Z' | b'0'..=b'9' | b'<')) {
            return None;
        }
        *lines.get_mut(count)? = line;
        count += 1;
    }
    lines.get(..count)
}

/// Returns the lines of a text that have cells.
pub(super) fn cell_lines(text: &str) -> Vec<CellLine> {
    text.split(LINE_ENDS).map(cell_line).filter(|line| !line.joined.is_empty()).take(MOST_LINES).collect()
}

fn cell_line(line: &str) -> CellLine {
    let line: String = line.chars().take(4 * MOST_CELLS).collect();
    // OCR of a filler yields angle quotes; a web form escapes it.
    let line = line.trim().to_ascii_uppercase().replace("&LT;", "<").replace('«', "<<");
    let (mut joined, mut spaced, mut dropped) = (String::new(), String::new(), 0);
    for c in line.chars() {
        let cell = match c {
            'A'..='Z' | '0'..='9' | '<' => c,
            '‹' | '＜' => '<',
            '*' | '?' | '\u{fffd}' => UNREAD,
            _ if c.is_whitespace() => {
                spaced.push('<');
                continue;
            }
            // Readers frame what they send with control characters: nobody misses them.
            _ => {
                dropped += usize::from(!c.is_control());
                continue;
            }
        };
        joined.push(cell);
        spaced.push(cell);
    }
    joined.truncate(MOST_CELLS);
    spaced.truncate(MOST_CELLS);
    CellLine { joined, spaced, dropped }
}

/// Returns the ways to make a line of that width: as it is, filled up, or with what stands before or after it left out.
pub(super) fn fit(line: &CellLine, width: usize) -> Vec<(String, Mending)> {
    let mut ways: Vec<(String, Mending)> = Vec::new();
    for (text, spaces) in [(&line.joined, false), (&line.spaced, true)] {
        if spaces && line.joined == line.spaced {
            continue;
        }
        let length = text.len();
        let plain = Mending { spaces, foreign: line.dropped, ..Mending::default() };
        if length == width {
            ways.push((text.clone(), plain));
        } else if length < width && length >= 5 {
            ways.push((format!("{text:<<width$}"), Mending { fillers: width - length, ..plain }));
        } else if length > width {
            for cells in [text.get(..width), text.get(length - width..)].into_iter().flatten() {
                // Fillers beyond the end of a line are no loss.
                let surplus = text.get(width..).is_some_and(|rest| rest.bytes().all(|cell| cell == b'<'));
                let cut = if surplus { 1 } else { length - width };
                ways.push((cells.to_owned(), Mending { cut, ..plain }));
            }
        }
    }
    ways
}
