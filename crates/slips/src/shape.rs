//! From a line of text to placed glyphs: bidirectional runs (UAX #9), a face for each run, shaping.
//!
//! Invariant: glyphs are in the order of the paper, from left to right, and the texts they carry give the line back
//! in logical order, so that what is printed can be searched and read aloud.

use harfrust::{Buffer, Direction, ShapeOptions, ShaperFont, shape};
use unicode_bidi::{BidiInfo, Level};

use crate::face::{Face, Weight, covered};

/// A glyph on its place; lengths in em.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) face: Face,
    pub(crate) id: u16,
    /// The characters that the glyph stands for; empty for the further glyphs of one character.
    pub(crate) text: String,
    /// From the start of the line to the origin of the glyph.
    pub(crate) x: f32,
    /// Above the baseline.
    pub(crate) y: f32,
}

/// A shaped line; lengths in em.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) width: f32,
}

impl Line {
    /// Shapes a text that has no line break.
    pub(crate) fn of(text: &str, weight: Weight) -> Self {
        let text = covered(text, weight);
        let bidi = BidiInfo::new(&text, None);
        let mut line = Self::default();
        for paragraph in &bidi.paragraphs {
            let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let level = levels.get(run.start).copied().unwrap_or(Level::ltr());
                let mut parts = by_face(text.get(run).unwrap_or_default(), weight);
                if level.is_rtl() {
                    parts.reverse();
                }
                for (face, part) in parts {
                    line.append(face, part, level.is_rtl());
                }
            }
        }
        line
    }

    fn append(&mut self, face: Face, text: &str, rtl: bool) {
        let Some(font) = face.font() else { return };
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.guess_segment_properties();
        let shaper = ShaperFont::new(font);
        if shape(&shaper, &mut buffer, ShapeOptions::default()).is_err() {
            return;
        }
        let em = f32::from(font.units_per_em().max(1));
        let infos = buffer.glyph_infos();
        let texts = texts_of(text, infos.iter().map(|info| info.cluster as usize), rtl);
        for ((info, position), text) in infos.iter().zip(buffer.glyph_positions()).zip(texts) {
            self.glyphs.push(Glyph {
                face,
                id: u16::try_from(info.glyph_id).unwrap_or_default(),
                text,
                x: self.width + units(position.x_offset) / em,
                y: units(position.y_offset) / em,
            });
            self.width += units(position.x_advance) / em;
        }
    }
}

/// Font units stay far below 2^24, the largest whole number that an f32 holds exactly.
fn units(value: i32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "font units stay far below 2^24")]
    let value = value as f32;
    value
}

/// Splits a run into parts of one face; blanks, joiners and marks stay with what is before them.
fn by_face(text: &str, weight: Weight) -> Vec<(Face, &str)> {
    let mut parts: Vec<(Face, usize, usize)> = Vec::new();
    for (start, character) in text.char_indices() {
        let end = start + character.len_utf8();
        let face = Face::of(character, weight);
        match (parts.last_mut(), face) {
            (Some(last), None) => last.2 = end,
            (Some(last), Some(face)) if last.0 == face => last.2 = end,
            (_, face) => parts.push((face.unwrap_or(Face::Sans), start, end)),
        }
    }
    parts.into_iter().filter_map(|(face, start, end)| Some((face, text.get(start..end)?))).collect()
}

/// Gives each glyph the characters of its cluster: one each where they are as many, else all to the first.
fn texts_of(text: &str, clusters: impl Iterator<Item = usize>, rtl: bool) -> Vec<String> {
    let clusters: Vec<usize> = clusters.collect();
    let mut starts = clusters.clone();
    starts.sort_unstable();
    starts.dedup();
    let end_of = |cluster: usize| {
        let next = starts.partition_point(|start| *start <= cluster);
        starts.get(next).copied().unwrap_or(text.len())
    };
    let mut texts = Vec::with_capacity(clusters.len());
    for same in clusters.chunk_by(|left, right| left == right) {
        let Some(cluster) = same.first().copied() else {
            continue;
        };
        let whole = text.get(cluster..end_of(cluster)).unwrap_or_default();
        let mut characters: Vec<String> = whole.chars().map(String::from).collect();
        if characters.len() == same.len() {
            if rtl {
                characters.reverse();
            }
            texts.append(&mut characters);
        } else {
            texts.push(whole.to_owned());
            texts.extend(same.iter().skip(1).map(|_| String::new()));
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let line = Line::of(text, Weight::Regular);
        line.glyphs.iter().map(|g| g.text.as_str()).collect()
    }

    #[test]
    fn latin_keeps_its_order_and_has_a_width() {
        let line = Line::of("Kamande", Weight::Bold);
        assert_eq!(read("Kamande"), "Kamande");
        assert!(line.width > 2.0 && line.width < 7.0, "{}", line.width);
        assert_eq!(Line::of("", Weight::Bold), Line::default());
    }

    #[test]
    fn arabic_is_joined_and_runs_from_the_right() {
        let line = Line::of("محمد", Weight::Regular);
        let drawn: String = line.glyphs.iter().map(|g| g.text.as_str()).collect();
        assert_eq!(drawn, "دمحم", "the first letter stands at the right");
        let isolated: Vec<u16> =
            "محمد".chars().flat_map(|c| Line::of(&c.to_string(), Weight::Regular).glyphs).map(|g| g.id).collect();
        let joined: Vec<u16> = line.glyphs.iter().rev().map(|g| g.id).collect();
        assert_ne!(joined, isolated, "the letters take their joined forms");
    }

    #[test]
    fn digits_inside_arabic_keep_their_order() {
        let drawn = read("عبد 123");
        assert!(drawn.starts_with("123"), "{drawn}");
    }

    #[test]
    fn nothing_is_drawn_as_an_empty_box() {
        for text in ["Łódź", "አበበ", "北京", "Ωmega Жук", "a\u{301}b", "لا إله", "\u{e123}"] {
            let line = Line::of(text, Weight::Bold);
            assert!(!line.glyphs.is_empty(), "{text}");
            assert!(line.glyphs.iter().all(|g| g.id != 0), "{text}: {line:?}");
        }
    }
}
