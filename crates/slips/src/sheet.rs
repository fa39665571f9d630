//! A sheet of paper as marks on their places, before it becomes a PDF.
//!
//! Invariant: a mark never leaves the width it was given: texts are wrapped or end in an ellipsis. Places are
//! millimetres from the top left corner, sizes of type are points.

use crate::{content::Pattern, face::Weight, shape::Line};

/// Millimetres in a point.
pub(crate) const POINT: f32 = 25.4 / 72.0;

/// A colour of the paper; the hues are those of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Black,
    Grey,
    Faint,
    Wash,
    White,
    State(Pattern),
    StateLine(Pattern),
    StateSoft(Pattern),
}

impl Ink {
    /// Returns red, green and blue, 0 to 255.
    pub(crate) const fn rgb(self) -> (u8, u8, u8) {
        match self {
            Self::Black => (0x11, 0x11, 0x11),
            Self::Grey => (0x4b, 0x4b, 0x4b),
            Self::Faint => (0xaa, 0xaa, 0xaa),
            Self::Wash => (0xe6, 0xe6, 0xe6),
            Self::White => (0xff, 0xff, 0xff),
            Self::State(Pattern::Hatched) => (0x33, 0x46, 0xa0),
            Self::StateLine(Pattern::Hatched) => (0xb3, 0xbc, 0xe6),
            Self::StateSoft(Pattern::Hatched) => (0xe9, 0xec, 0xf9),
            Self::State(Pattern::Dotted) => (0x94, 0x42, 0x0c),
            Self::StateLine(Pattern::Dotted) => (0xe3, 0xbb, 0x9d),
            Self::StateSoft(Pattern::Dotted) => (0xfb, 0xec, 0xe1),
        }
    }
}

/// A way of setting a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    /// Points.
    pub(crate) size: f32,
    pub(crate) weight: Weight,
    pub(crate) ink: Ink,
}

impl Style {
    pub(crate) const fn plain(size: f32) -> Self {
        Self { size, weight: Weight::Regular, ink: Ink::Black }
    }

    pub(crate) const fn bold(size: f32) -> Self {
        Self { size, weight: Weight::Bold, ink: Ink::Black }
    }

    pub(crate) const fn quiet(size: f32) -> Self {
        Self { size, weight: Weight::Regular, ink: Ink::Grey }
    }

    pub(crate) const fn in_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// Returns the width of a text in millimetres.
    pub(crate) fn width(self, text: &str) -> f32 {
        self.length(&Line::of(text, self.weight))
    }

    fn length(self, line: &Line) -> f32 {
        line.width * self.size * POINT
    }

    /// Returns the text, cut with an ellipsis where it is wider than `most` millimetres.
    pub(crate) fn fitted(self, text: &str, most: f32) -> String {
        if self.width(text) <= most {
            return text.to_owned();
        }
        let ends: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
        let fits = ends.partition_point(|end| {
            let cut = text.get(..*end).unwrap_or_default().trim_end();
            self.width(&format!("{cut}…")) <= most
        });
        let end = fits.checked_sub(1).and_then(|last| ends.get(last)).copied().unwrap_or_default();
        format!("{}…", text.get(..end).unwrap_or_default().trim_end())
    }

    /// Returns the text in lines no wider than `most` millimetres; what does not fit `lines` ends in an ellipsis.
    pub(crate) fn wrapped(self, text: &str, most: f32, lines: usize) -> Vec<String> {
        let mut wrapped = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            if wrapped.len() + 1 >= lines || self.width(rest) <= most {
                wrapped.push(self.fitted(rest, most));
                break;
            }
            let end = self.break_of(rest, most);
            let (line, after) = rest.split_at(end);
            wrapped.push(line.trim_end().to_owned());
            rest = after.trim_start();
        }
        wrapped
    }

    /// Where the first line of a text ends: after the last word that fits, or inside a word wider than the line.
    fn break_of(self, text: &str, most: f32) -> usize {
        let words: Vec<usize> = text.match_indices(' ').map(|(start, _)| start).filter(|start| *start > 0).collect();
        let fits = |end: &usize| self.width(text.get(..*end).unwrap_or_default()) <= most;
        if let Some(end) = last_of(&words, fits) {
            return end;
        }
        let characters: Vec<usize> = text.char_indices().map(|(start, _)| start).skip(1).collect();
        last_of(&characters, fits).or(characters.first().copied()).unwrap_or(text.len())
    }
}

fn last_of(ends: &[usize], fits: impl Fn(&usize) -> bool) -> Option<usize> {
    let count = ends.partition_point(fits);
    ends.get(count.checked_sub(1)?).copied()
}

/// One mark on the paper.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mark {
    /// A line of text from its left end on the baseline, turned by `angle` degrees to the left.
    Text { x: f32, y: f32, style: Style, angle: f32, text: String, line: Line },
    /// A straight line.
    Rule { from: (f32, f32), to: (f32, f32), width: f32, dashed: bool, ink: Ink },
    /// A rectangle.
    Frame { x: f32, y: f32, width: f32, height: f32, line: Option<(f32, Ink)>, fill: Option<Ink> },
    /// Filled shapes of one colour.
    Shapes { rings: Vec<Vec<(f32, f32)>>, ink: Ink },
    /// An open line through points, with round ends.
    Stroke { points: Vec<(f32, f32)>, width: f32, ink: Ink },
}

/// One side of paper.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sheet {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) marks: Vec<Mark>,
}

impl Sheet {
    pub(crate) const fn new(width: f32, height: f32) -> Self {
        Self { width, height, marks: Vec::new() }
    }

    /// Sets a text from its left end, in `most` millimetres; returns its width.
    pub(crate) fn text(&mut self, x: f32, y: f32, most: f32, style: Style, text: &str) -> f32 {
        let text = style.fitted(text, most);
        let line = Line::of(&text, style.weight);
        let width = style.length(&line);
        if !text.is_empty() {
            self.marks.push(Mark::Text { x, y, style, angle: 0.0, text, line });
        }
        width
    }

    /// Sets a text to end at `x`; returns its width.
    pub(crate) fn text_to(&mut self, x: f32, y: f32, most: f32, style: Style, text: &str) -> f32 {
        let text = style.fitted(text, most);
        let width = style.width(&text);
        self.text(x - width, y, most + 1.0, style, &text)
    }

    /// Sets a text with its middle at `x`.
    pub(crate) fn text_at(&mut self, x: f32, y: f32, most: f32, style: Style, text: &str) {
        let text = style.fitted(text, most);
        let width = style.width(&text);
        self.text(x - width / 2.0, y, most + 1.0, style, &text);
    }

    /// Sets a text in lines; returns the baseline of the line that would follow.
    #[expect(
        clippy::too_many_arguments,
        reason = "a place, a width, a style and a leading are what setting lines takes"
    )]
    pub(crate) fn lines(
        &mut self,
        x: f32,
        y: f32,
        most: f32,
        style: Style,
        leading: f32,
        lines: usize,
        text: &str,
    ) -> f32 {
        let mut baseline = y;
        for line in style.wrapped(text, most, lines) {
            self.text(x, baseline, most, style, &line);
            baseline += leading;
        }
        baseline
    }

    /// Writes a word across the sheet, behind what is set later and clear of the code at the top right.
    pub(crate) fn watermark(&mut self, word: &str) {
        let style = Style::bold(10.0).in_ink(Ink::Wash);
        let diagonal = self.width.hypot(self.height);
        let size = (10.0 * diagonal * 0.58 / style.width(word).max(1.0)).min(90.0);
        let style = Style { size, ..style };
        let line = Line::of(word, style.weight);
        let angle = (self.height / self.width).atan();
        let half = style.length(&line) / 2.0;
        let drop = size * POINT * 0.35;
        self.marks.push(Mark::Text {
            x: self.width * 0.43 - half * angle.cos() + drop * angle.sin(),
            y: self.height * 0.58 + half * angle.sin() + drop * angle.cos(),
            style,
            angle: angle.to_degrees(),
            text: word.to_owned(),
            line,
        });
    }

    pub(crate) fn rule(&mut self, from: (f32, f32), to: (f32, f32), width: f32, ink: Ink) {
        self.marks.push(Mark::Rule { from, to, width, dashed: false, ink });
    }

    pub(crate) fn dashes(&mut self, from: (f32, f32), to: (f32, f32), width: f32) {
        self.marks.push(Mark::Rule { from, to, width, dashed: true, ink: Ink::Black });
    }

    pub(crate) fn frame(&mut self, x: f32, y: f32, width: f32, height: f32, line: f32) {
        self.marks.push(Mark::Frame { x, y, width, height, line: Some((line, Ink::Black)), fill: None });
    }

    pub(crate) fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink) {
        self.marks.push(Mark::Frame { x, y, width, height, line: None, fill: Some(ink) });
    }

    pub(crate) fn stroke(&mut self, points: &[(f32, f32)], width: f32, ink: Ink) {
        self.marks.push(Mark::Stroke { points: points.to_vec(), width, ink });
    }

    pub(crate) fn disc(&mut self, x: f32, y: f32, radius: f32, ink: Ink) {
        self.corners(x, y, radius, 32, ink);
    }

    /// A regular shape of `count` corners round a middle.
    pub(crate) fn corners(&mut self, x: f32, y: f32, radius: f32, count: u16, ink: Ink) {
        let step = std::f32::consts::TAU / f32::from(count);
        // An octagon stands on a side, a diamond on a corner.
        let first = if count == 4 { 0.0 } else { step / 2.0 };
        let ring = (0..count)
            .map(|corner| {
                let angle = first + step * f32::from(corner);
                (x + radius * angle.cos(), y + radius * angle.sin())
            })
            .collect();
        self.marks.push(Mark::Shapes { rings: vec![ring], ink });
    }

    /// Draws a State: its pattern at the left edge, its letters beside it; the same hue as in the window.
    pub(crate) fn badge(&mut self, x: f32, y: f32, scale: f32, code: &str, pattern: Pattern) {
        let (width, height, edge) = (15.5 * scale, 7.2 * scale, 3.0 * scale);
        self.fill(x, y, width, height, Ink::StateSoft(pattern));
        match pattern {
            Pattern::Hatched => {
                self.fill(x, y, edge, height, Ink::StateLine(pattern));
                self.hatch(x, y, edge, height, scale, Ink::State(pattern));
            }
            Pattern::Dotted => {
                self.fill(x, y, edge, height, Ink::State(pattern));
                self.dots(x, y, edge, height, scale, Ink::StateSoft(pattern));
            }
        }
        self.marks.push(Mark::Frame { x, y, width, height, line: Some((0.2, Ink::StateLine(pattern))), fill: None });
        let style = Style::bold(11.0 * scale).in_ink(Ink::State(pattern));
        self.text_at(x + edge + (width - edge) / 2.0, y + height * 0.68, width - edge - 0.6, style, code);
    }

    fn hatch(&mut self, x: f32, y: f32, width: f32, height: f32, scale: f32, ink: Ink) {
        let (band, step) = (0.75 * scale, 1.5 * scale);
        let mut rings = Vec::new();
        let mut top = y - width;
        while top < y + height {
            let ring = cut(
                &[(x, top + width), (x + width, top), (x + width, top + band), (x, top + width + band)],
                y,
                y + height,
            );
            if ring.len() > 2 {
                rings.push(ring);
            }
            top += step;
        }
        self.marks.push(Mark::Shapes { rings, ink });
    }

    fn dots(&mut self, x: f32, y: f32, width: f32, height: f32, scale: f32, ink: Ink) {
        let step = 1.2 * scale;
        let mut row = y + step * 0.5;
        while row < y + height - step * 0.3 {
            let mut column = x + step * 0.65;
            while column < x + width - step * 0.3 {
                self.corners(column, row, 0.34 * scale, 12, ink);
                column += step;
            }
            row += step;
        }
    }

    /// Draws the modules of a QR code in a square without its quiet zone; dark modules by rows from the top.
    pub(crate) fn code(&mut self, x: f32, y: f32, side: f32, rows: &[Vec<bool>]) {
        let count = u16::try_from(rows.len()).unwrap_or(u16::MAX).max(1);
        let module = side / f32::from(count);
        // Neighbouring rows overlap by a hair, so that no viewer shows a seam between them.
        let height = module * 1.02;
        let mut rings = Vec::new();
        let mut top = y;
        for row in rows {
            let mut left = x;
            for run in row.chunk_by(|a, b| a == b) {
                let width = module * f32::from(u16::try_from(run.len()).unwrap_or_default());
                if run.first() == Some(&true) {
                    rings.push(vec![
                        (left, top),
                        (left + width, top),
                        (left + width, top + height),
                        (left, top + height),
                    ]);
                }
                left += width;
            }
            top += module;
        }
        self.marks.push(Mark::Shapes { rings, ink: Ink::Black });
    }
}

/// Cuts a convex shape to the band between two heights.
fn cut(ring: &[(f32, f32)], top: f32, bottom: f32) -> Vec<(f32, f32)> {
    let above = half(ring, |y| y - top);
    half(&above, |y| bottom - y)
}

fn half(ring: &[(f32, f32)], inside: impl Fn(f32) -> f32) -> Vec<(f32, f32)> {
    let mut kept = Vec::new();
    for (index, from) in ring.iter().enumerate() {
        let Some(to) = ring.get((index + 1) % ring.len()) else {
            continue;
        };
        let (a, b) = (inside(from.1), inside(to.1));
        if a >= 0.0 {
            kept.push(*from);
        }
        if (a >= 0.0) != (b >= 0.0) {
            let share = a / (a - b);
            kept.push((from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share));
        }
    }
    kept
}

/// Writes the texts of sheets with their places, for tests that compare layouts.
#[cfg(test)]
pub(crate) fn as_text(sheets: &[Sheet]) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for (index, sheet) in sheets.iter().enumerate() {
        writeln!(out, "page {} {}x{}", index + 1, sheet.width, sheet.height).unwrap();
        for mark in &sheet.marks {
            if let Mark::Text { x, y, style, text, .. } = mark {
                let weight = if style.weight == Weight::Bold { "b" } else { " " };
                writeln!(out, "{x:6.1} {y:6.1} {:4.1}{weight} {text}", style.size).unwrap();
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_in_their_width() {
        let style = Style::bold(9.5);
        for text in ["short", &"W".repeat(300), "محمد بن عبد الله بن عبد الرحمن آل سعود", ""]
        {
            assert!(style.width(&style.fitted(text, 40.0)) <= 40.0, "{text}");
            let lines = style.wrapped(text, 40.0, 3);
            assert!(lines.len() <= 3);
            assert!(lines.iter().all(|line| style.width(line) <= 40.0), "{lines:?}");
        }
        assert_eq!(style.fitted("abc", 40.0), "abc");
        assert_eq!(style.fitted("abc", 0.0), "…");
    }

    #[test]
    fn wrapping_breaks_between_words_and_loses_none() {
        let style = Style::plain(8.0);
        let text = "the quick brown fox jumps over the lazy dog and goes on to the gate";
        let lines = style.wrapped(text, 30.0, 20);
        assert!(lines.len() > 2);
        assert_eq!(lines.join(" "), text);
        let long = "x".repeat(100);
        assert_eq!(style.wrapped(&long, 30.0, 50).concat(), long);
    }

    #[test]
    fn stripes_stay_inside_their_edge() {
        let mut sheet = Sheet::new(50.0, 50.0);
        sheet.hatch(10.0, 10.0, 3.0, 7.0, 1.0, Ink::Black);
        let Some(Mark::Shapes { rings, .. }) = sheet.marks.first() else {
            panic!("no stripes");
        };
        assert!(rings.len() > 3);
        for (x, y) in rings.iter().flatten() {
            assert!((9.99..=13.01).contains(x) && (9.99..=17.01).contains(y), "{x} {y}");
        }
    }
}
