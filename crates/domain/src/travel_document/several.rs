//! Several documents in one text, as a file or a reader that was fed twice sends them.
//!
//! Invariant: a text is parted only where its lines, or its cells, are those of whole documents that are right on their own.

use chrono::NaiveDate;

use super::layout::{LAYOUTS, Layout};
use super::scan::{MOST_LAYOUT_LINES, exact, part, read};
use super::sent::LINE_ENDS;
use super::zone::MachineReadableZone;

/// Reads every document of a text, in their order.
///
/// Blank lines part one from the next. Where they are missing, or the line ends too, documents that follow each other are told
/// apart by the widths of their lines; where a blank line follows every line, those that belong together are put together.
#[must_use]
pub fn read_all(text: &str, today: NaiveDate) -> Vec<MachineReadableZone> {
    // Some readers end a line with two carriage returns and a line feed: that is no blank line.
    let text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace('\r', "\n");
    let blocks = blocks(&text);
    let mut rest = blocks.as_slice();
    let mut zones = Vec::new();
    while let [block, after @ ..] = rest {
        if let Some((lines, after)) = scattered(rest) {
            zones.push(read(&lines.join("\n"), today));
            rest = after;
            continue;
        }
        match in_a_row(block).or_else(|| in_one_line(block)) {
            Some(documents) => zones.extend(documents.iter().map(|document| read(document, today))),
            None => zones.push(read(&block.join("\n"), today)),
        }
        rest = after;
    }
    zones
}

/// Returns the lines between blank ones.
fn blocks(text: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = text.split(LINE_ENDS).map(framed).collect();
    lines.split(|line| line.is_empty()).filter(|block| !block.is_empty()).map(<[&str]>::to_vec).collect()
}

/// Returns a line without the spaces and control characters in which a reader frames it.
fn framed(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || c.is_control())
}

/// Returns the lines of one document that stand alone between blank ones, and what follows.
fn scattered<'a, 'b>(blocks: &'a [Vec<&'b str>]) -> Option<(Vec<&'b str>, &'a [Vec<&'b str>])> {
    LAYOUTS.iter().filter(|layout| layout.lines.len() > 1).find_map(|layout| {
        let (parts, after) = blocks.split_at_checked(layout.lines.len())?;
        let lines: Vec<&str> = parts
            .iter()
            .map(|part| if let [line] = part.as_slice() { Some(*line) } else { None })
            .collect::<Option<_>>()?;
        is_right(layout, &lines).then_some((lines, after))
    })
}

/// Parts lines into documents, if nothing remains and there is more than one.
fn in_a_row(lines: &[&str]) -> Option<Vec<String>> {
    let mut rest = lines;
    let mut documents = Vec::new();
    while !rest.is_empty() {
        let (document, after) = LAYOUTS
            .iter()
            .filter_map(|layout| rest.split_at_checked(layout.lines.len()).filter(|(head, _)| is_right(layout, head)))
            .max_by_key(|(head, _)| head.len())?;
        documents.push(document.join("\n"));
        rest = after;
    }
    (documents.len() > 1).then_some(documents)
}

/// Parts a text without line ends into documents, if nothing remains and there is more than one.
fn in_one_line(lines: &[&str]) -> Option<Vec<String>> {
    let [line] = lines else { return None };
    let mut rest = line.to_ascii_uppercase();
    let mut documents = Vec::new();
    while !rest.is_empty() {
        let (document, after) = LAYOUTS
            .iter()
            .filter(|layout| !layout.format.is_national())
            .filter_map(|layout| {
                let (head, after) = rest.split_at_checked(layout.cells())?;
                let mut lines = [""; MOST_LAYOUT_LINES];
                part(layout, head, &mut lines).filter(|lines| is_right(layout, lines)).map(|_| (head, after))
            })
            .max_by_key(|(head, _)| head.len())?;
        documents.push(document.to_owned());
        rest = after.to_owned();
    }
    (documents.len() > 1).then_some(documents)
}

/// Returns whether the lines, in either case, are those of a document of the layout that is right in every digit.
fn is_right(layout: &Layout, lines: &[&str]) -> bool {
    let widths = lines.iter().map(|line| line.len());
    if !layout.lines.iter().copied().eq(widths) {
        return false;
    }
    let lines: Vec<String> = lines.iter().map(|line| line.to_ascii_uppercase()).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    exact(&lines).is_some_and(|found| found.is_right())
}
