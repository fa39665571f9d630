//! Finding a zone in what a reader, a keyboard wedge or a file sends.
//!
//! Invariant: the cells of a zone stay in their order; only its surroundings, its line ends and fillers at the end of a line
//! are put right. Of two credible readings the one that leaves out fewer cells counts: a faulty passport is never cropped to
//! a card whose digits happen to agree.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::layout::{LAYOUTS, Layout};
use super::reading::{UNREAD, read_cells};
use super::warning::{Warning, WarningCode};
use super::zone::{CheckDigit, MachineReadableZone};

/// Reads the zone of one document.
///
/// Line ends may be missing or of any kind, letters small; spaces, junk around the zone and lost fillers at the end of a line
/// are tolerated and remarked upon. `today` decides the centuries. A text without a zone comes back with `valid` false, no
/// format and the warning [`WarningCode::Unreadable`].
#[must_use]
pub fn read(text: &str, today: NaiveDate) -> MachineReadableZone {
    let lines = cell_lines(text);
    match best(&lines, today) {
        Some(found) => found.zone,
        None => {
            let lengths: Vec<String> = lines.iter().map(|line| line.joined.len().to_string()).collect();
            MachineReadableZone::unreadable(lengths.join("+"))
        }
    }
}

/// Reads every document of a text in which blank lines part one from the next.
#[must_use]
pub fn read_all(text: &str, today: NaiveDate) -> Vec<MachineReadableZone> {
    let text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace('\r', "\n");
    let mut documents = vec![String::new()];
    for line in text.lines() {
        match documents.last_mut() {
            Some(document) if !line.trim().is_empty() => {
                document.push_str(line);
                document.push('\n');
            }
            _ => documents.push(String::new()),
        }
    }
    documents.iter().filter(|document| !document.is_empty()).map(|document| read(document, today)).collect()
}

/// Returns whether a text is, or was meant to be, a machine readable zone rather than a plate or a reference.
#[must_use]
pub fn looks_like_mrz(text: &str) -> bool {
    let lines = cell_lines(text);
    let cells: usize = lines.iter().map(|line| line.joined.len()).sum();
    let fillers = lines.iter().flat_map(|line| line.joined.chars()).filter(|cell| *cell == '<').count();
    // Dates play no part in choosing a reading.
    (cells >= 30 && fillers >= 4) || best(&lines, NaiveDate::default()).is_some_and(|found| found.agreeing >= 2)
}

/// No zone is longer or lies deeper in a text; what follows is not looked at, so that no text takes long.
const MOST_LINES: usize = 40;
const MOST_CELLS: usize = 400;

/// One line in cells, with its spaces dropped and with its inner spaces as fillers.
#[derive(Debug)]
struct CellLine {
    joined: String,
    spaced: String,
    dropped: usize,
}

fn cell_lines(text: &str) -> Vec<CellLine> {
    text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'])
        .map(cell_line)
        .filter(|line| !line.joined.is_empty())
        .take(MOST_LINES)
        .collect()
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

/// What had to be put right to get the lines of a layout.
#[derive(Debug, Clone, Copy, Default)]
struct Mending {
    line_ends: bool,
    spaces: bool,
    fillers: usize,
    /// Cells before or after the zone.
    cut: usize,
    /// Characters that are no cells.
    foreign: usize,
}

impl Mending {
    fn and(self, other: Self) -> Self {
        Self {
            line_ends: self.line_ends || other.line_ends,
            spaces: self.spaces || other.spaces,
            fillers: self.fillers + other.fillers,
            cut: self.cut + other.cut,
            foreign: self.foreign + other.foreign,
        }
    }

    fn weight(self) -> i32 {
        let count = |n: usize| i32::try_from(n.min(30)).unwrap_or(30);
        i32::from(self.line_ends) + i32::from(self.spaces) + count(self.fillers) + 2 * count(self.cut)
    }

    fn warnings(self) -> impl Iterator<Item = Warning> {
        let dropped = self.cut + self.foreign;
        [
            self.line_ends.then(|| Warning::new(WarningCode::LineEndsRestored, "")),
            self.spaces.then(|| Warning::new(WarningCode::SpacesReadAsFillers, "")),
            (self.fillers > 0).then(|| Warning::new(WarningCode::FillersRestored, self.fillers.to_string())),
            (dropped > 0).then(|| Warning::new(WarningCode::SurroundingsDropped, dropped.to_string())),
        ]
        .into_iter()
        .flatten()
    }
}

/// A reading, and how much speaks for it: first whether it is credible, then how few cells it leaves out, then the score.
#[derive(Debug)]
struct Found {
    zone: MachineReadableZone,
    agreeing: usize,
    standing: (bool, Reverse<usize>, i32),
}

fn best(lines: &[CellLine], today: NaiveDate) -> Option<Found> {
    let mut best: Option<Found> = None;
    let mut offer = |layout: &Layout, cells: &[&str], mending: Mending| {
        let Some(found) = weigh(layout, cells, mending, today) else { return };
        if best.as_ref().is_none_or(|best| found.standing > best.standing) {
            best = Some(found);
        }
    };
    for layout in &LAYOUTS {
        for window in lines.windows(layout.lines.len()) {
            offer_lines(layout, window, &mut offer);
        }
        let whole = |text: fn(&CellLine) -> &str| lines.iter().map(text).collect::<String>();
        for (text, spaces) in [(whole(|line| &line.joined), false), (whole(|line| &line.spaced), true)] {
            offer_joined(layout, &text, lines.len() > 1, spaces, &mut offer);
        }
        if lines.len() > 1 {
            for line in lines.iter().filter(|line| line.joined.len() + 4 >= layout.cells()) {
                offer_joined(layout, &line.joined, true, false, &mut offer);
            }
        }
    }
    best
}

/// Reads the lines if the layout admits them, and weighs the reading; nothing where it would be a guess.
fn weigh(layout: &Layout, lines: &[&str], mending: Mending, today: NaiveDate) -> Option<Found> {
    if !layout.admits(lines) {
        return None;
    }
    let mut zone = read_cells(layout, lines, today);
    let agreeing = zone.check_digits.values().filter(|digit| **digit == CheckDigit::Ok).count();
    let bad = zone.check_digits.len() - agreeing;
    let whole = mending.fillers == 0 && mending.cut == 0;
    let plausible = !zone.warns(WarningCode::DocumentCodeUnusual);
    let listed = !zone.warns(WarningCode::IssuingStateUnlisted);
    let marked = layout.format.is_national() && zone.valid;
    // Lines of the right widths are what the reader saw, however wrong; mended ones must prove themselves.
    let proven = if whole {
        agreeing >= 2 || marked
    } else {
        agreeing >= 2 && (listed || (zone.valid && agreeing >= 3)) || (marked && mending.cut == 0)
    };
    if !whole && !proven {
        return None;
    }
    let count = |n: usize| i32::try_from(n).unwrap_or_default();
    let score = 10 * count(agreeing) - 6 * count(bad)
        + 4 * i32::from(plausible)
        + 4 * i32::from(listed)
        + 5 * i32::from(layout.format.is_national())
        - mending.weight();
    let credible = proven || (plausible && listed);
    zone.warnings.extend(mending.warnings());
    Some(Found { zone, agreeing, standing: (credible, Reverse(mending.cut), score) })
}

/// Offers every way to fit consecutive lines of a text to those of the layout.
fn offer_lines(layout: &Layout, lines: &[CellLine], offer: &mut impl FnMut(&Layout, &[&str], Mending)) {
    let mut ways: Vec<(Vec<String>, Mending)> = vec![(Vec::new(), Mending::default())];
    for (line, width) in lines.iter().zip(layout.lines) {
        let fits = fit(line, *width);
        ways = ways
            .iter()
            .flat_map(|(before, mending)| {
                fits.iter().map(move |(cells, more)| {
                    let mut lines = before.clone();
                    lines.push(cells.clone());
                    (lines, mending.and(*more))
                })
            })
            .collect();
    }
    for (cells, mending) in ways {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        offer(layout, &cells, mending);
    }
}

/// Returns the ways to make a line of that width: as it is, filled up, or with what stands before or after it left out.
fn fit(line: &CellLine, width: usize) -> Vec<(String, Mending)> {
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

/// Offers every way to part a text without useful line ends into the lines of the layout.
fn offer_joined(
    layout: &Layout,
    text: &str,
    was_parted: bool,
    spaces: bool,
    offer: &mut impl FnMut(&Layout, &[&str], Mending),
) {
    if spaces && !was_parted && layout.lines.len() == 1 {
        return;
    }
    let cells = layout.cells();
    let line_ends = was_parted || layout.lines.len() > 1;
    let mending = Mending { line_ends, spaces, ..Mending::default() };
    if text.len() >= cells {
        let cut = text.len() - cells;
        for start in 0..=cut {
            if let Some(lines) = text.get(start..start + cells).and_then(|zone| part(layout, zone)) {
                offer(layout, &lines, Mending { cut, ..mending });
            }
        }
    } else if text.len() + 30 >= cells && text.len() * 2 >= cells {
        // Fillers got lost at the end of one of the lines.
        let fillers = cells - text.len();
        let mut end = 0;
        for width in layout.lines {
            end += width;
            if let Some((before, after)) = end.checked_sub(fillers).and_then(|place| text.split_at_checked(place)) {
                let filled = format!("{before}{}{after}", "<".repeat(fillers));
                if let Some(lines) = part(layout, &filled) {
                    offer(layout, &lines, Mending { fillers, ..mending });
                }
            }
        }
    }
}

/// Parts cells by the widths of the lines.
fn part<'a>(layout: &Layout, cells: &'a str) -> Option<Vec<&'a str>> {
    let mut rest = cells;
    let mut lines = Vec::new();
    for width in layout.lines {
        let (line, after) = rest.split_at_checked(*width)?;
        lines.push(line);
        rest = after;
    }
    Some(lines)
}
