//! Finding a zone in what a reader, a keyboard wedge or a file sends.
//!
//! Invariant: the cells of a zone stay in their order; only its surroundings, its line ends and fillers at the end of a line
//! are put right. Of two credible readings the one that leaves out fewer cells counts: a faulty passport is never cropped to
//! a card whose digits happen to agree.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::digits::Digits;
use super::layout::{LAYOUTS, Layout};
use super::mending::Mending;
use super::reading::{has_usual_code, read_cells, unread_cells, without_fillers};
use super::repair;
use super::sent::{CellLine, cell_lines, fit, plain_lines};
use super::zone::MachineReadableZone;
use crate::codes::IssuingState;

/// Reads the zone of one document.
///
/// Line ends may be missing or of any kind, letters small; spaces, junk around the zone and lost fillers at the end of a line
/// are tolerated and remarked upon. `today` decides the centuries. A text without a zone comes back with `valid` false, no
/// format and the warning [`WarningCode::Unreadable`](super::WarningCode::Unreadable).
#[must_use]
pub fn read(text: &str, today: NaiveDate) -> MachineReadableZone {
    let mut plain = [""; MOST_LAYOUT_LINES];
    if let Some(lines) = plain_lines(text, &mut plain)
        && let Some(found) = exact(lines)
    {
        return finished(found.layout, lines, Mending::default(), &found.digits, today);
    }
    let lines = cell_lines(text);
    match best(&lines) {
        Some(found) => {
            let lines: Vec<&str> = found.lines.iter().map(String::as_str).collect();
            finished(found.layout, &lines, found.mending, &Digits::read(found.layout, &lines), today)
        }
        None => {
            let lengths: Vec<String> = lines.iter().map(|line| line.joined.len().to_string()).collect();
            MachineReadableZone::unreadable(lengths.join("+"))
        }
    }
}

/// Returns whether a text is, or was meant to be, a machine readable zone rather than a plate or a reference.
#[must_use]
pub fn looks_like_mrz(text: &str) -> bool {
    let lines = cell_lines(text);
    let cells: usize = lines.iter().map(|line| line.joined.len()).sum();
    let fillers = lines.iter().flat_map(|line| line.joined.bytes()).filter(|cell| *cell == b'<').count();
    (cells >= 30 && fillers >= 4) || best(&lines).is_some_and(|found| found.agreeing >= 2)
}

/// The lines of the layout that has most.
pub(super) const MOST_LAYOUT_LINES: usize = 3;

fn finished(
    layout: &Layout,
    lines: &[&str],
    mending: Mending,
    digits: &Digits<'_>,
    today: NaiveDate,
) -> MachineReadableZone {
    let mut zone = read_cells(layout, lines, digits, today);
    zone.warnings.extend(mending.warnings());
    repair::propose(&mut zone, layout, lines, today);
    zone
}

/// How much speaks for a reading: first whether it is credible, then how few cells it leaves out, then the score.
type Standing = (bool, Reverse<usize>, i32);

/// Lines of just the widths of a layout.
#[derive(Debug)]
pub(super) struct Exact<'a> {
    layout: &'static Layout,
    digits: Digits<'a>,
    standing: Standing,
}

/// Lines that were made to fit a layout.
#[derive(Debug)]
struct Found {
    layout: &'static Layout,
    lines: Vec<String>,
    mending: Mending,
    agreeing: usize,
    standing: Standing,
}

impl Exact<'_> {
    /// Returns whether every digit is right.
    pub(super) fn is_right(&self) -> bool {
        self.digits.are_right()
    }
}

/// Returns the best reading of lines that are as wide as those of a layout; nothing where none of them is credible.
///
/// Lines of the right widths are what the reader saw, however wrong: nothing else is looked for in them.
pub(super) fn exact<'a>(lines: &[&'a str]) -> Option<Exact<'a>> {
    LAYOUTS
        .iter()
        .filter(|layout| layout.lines.iter().copied().eq(lines.iter().map(|line| line.len())))
        .filter_map(|layout| {
            let (digits, standing) = weigh(layout, lines, Mending::default())?;
            Some(Exact { layout, digits, standing })
        })
        .reduce(|best, other| if other.standing > best.standing { other } else { best })
        .filter(|best| best.standing.0)
}

fn best(lines: &[CellLine]) -> Option<Found> {
    let mut best: Option<Found> = None;
    let mut offer = |layout: &'static Layout, cells: &[&str], mending: Mending| {
        let Some((digits, standing)) = weigh(layout, cells, mending) else { return };
        if best.as_ref().is_none_or(|best| standing > best.standing) {
            let lines = cells.iter().map(|line| (*line).to_owned()).collect();
            best = Some(Found { layout, lines, mending, agreeing: digits.agreeing(), standing });
        }
    };
    let wholes = [(whole(lines, |line| &line.joined), false), (whole(lines, |line| &line.spaced), true)];
    for layout in &LAYOUTS {
        for window in lines.windows(layout.lines.len()) {
            offer_lines(layout, window, &mut offer);
        }
        for (text, spaces) in &wholes {
            offer_joined(layout, text, lines.len() > 1, *spaces, &mut offer);
        }
        if lines.len() > 1 {
            for line in lines.iter().filter(|line| line.joined.len() + 4 >= layout.cells()) {
                offer_joined(layout, &line.joined, true, false, &mut offer);
            }
        }
    }
    best
}

fn whole(lines: &[CellLine], text: fn(&CellLine) -> &str) -> String {
    lines.iter().map(text).collect()
}

/// Weighs the reading of the lines if the layout admits them; nothing where it would be a guess.
fn weigh<'a>(layout: &Layout, lines: &[&'a str], mending: Mending) -> Option<(Digits<'a>, Standing)> {
    if !layout.admits(lines) {
        return None;
    }
    let digits = Digits::read(layout, lines);
    let agreeing = digits.agreeing();
    let bad = digits.each().count() - agreeing;
    let whole = mending.fillers == 0 && mending.cut == 0;
    if !whole && agreeing < 2 && !layout.format.is_national() {
        return None;
    }
    let plausible = has_usual_code(layout, lines);
    let listed = IssuingState::lists(without_fillers(layout.issuer.of(lines)));
    let is_right = digits.are_right() && unread_cells(lines) == 0;
    let marked = layout.format.is_national() && is_right;
    // Lines of the right widths are what the reader saw, however wrong; mended ones must prove themselves.
    let proven = if whole {
        agreeing >= 2 || marked
    } else {
        agreeing >= 2 && (listed || (is_right && agreeing >= 3)) || (marked && mending.cut == 0)
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
    Some((digits, (credible, Reverse(mending.cut), score)))
}

/// Offers every way to fit consecutive lines of a text to those of the layout.
fn offer_lines(layout: &'static Layout, lines: &[CellLine], offer: &mut impl FnMut(&'static Layout, &[&str], Mending)) {
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

/// Offers every way to part a text without useful line ends into the lines of the layout.
fn offer_joined(
    layout: &'static Layout,
    text: &str,
    was_parted: bool,
    spaces: bool,
    offer: &mut impl FnMut(&'static Layout, &[&str], Mending),
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
            let mut lines = [""; MOST_LAYOUT_LINES];
            if let Some(lines) = text.get(start..start + cells).and_then(|zone| part(layout, zone, &mut lines)) {
                offer(layout, lines, Mending { cut, ..mending });
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
                let mut lines = [""; MOST_LAYOUT_LINES];
                if let Some(lines) = part(layout, &filled, &mut lines) {
                    offer(layout, lines, Mending { fillers, ..mending });
                }
            }
        }
    }
}

/// Parts cells by the widths of the lines.
pub(super) fn part<'a, 'b>(
    layout: &Layout,
    cells: &'b str,
    lines: &'a mut [&'b str; MOST_LAYOUT_LINES],
) -> Option<&'a [&'b str]> {
    let mut rest = cells;
    for (width, place) in layout.lines.iter().zip(lines.iter_mut()) {
        (*place, rest) = rest.split_at_checked(*width)?;
    }
    lines.get(..layout.lines.len())
}
