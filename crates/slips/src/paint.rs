//! From sheets to the bytes of a PDF.
//!
//! Invariant: equal sheets with an equal title and time give equal bytes. The identifier of the file is the digest of
//! what is drawn, the dates are those of the content; printpdf's own random identifiers are replaced.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use lopdf::{Object, StringFormat};
use printpdf::{
    Codepoint, Color, FontId, Line as PdfLine, LineCapStyle, LineDashPattern, LineJoinStyle, LinePoint, Mm,
    OffsetDateTime, Op, PaintMode, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point,
    Polygon, PolygonRing, Pt, Rgb, TextItem, TextMatrix, WindingOrder, serialize::to_lopdf_doc,
};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::{
    PaperError,
    face::Face,
    shape::{Glyph, Line},
    sheet::{Ink, Mark, POINT, Sheet, Style},
};

/// What stands in the properties of the document.
pub(crate) struct Properties<'a> {
    pub(crate) title: &'a str,
    pub(crate) serial: &'a str,
    pub(crate) made_at: DateTime<FixedOffset>,
}

/// A face cut down to the glyphs of the document.
struct Subset {
    glyphs: GlyphRemapper,
    parsed: ParsedFont,
}

/// Returns the PDF of the sheets.
pub(crate) fn pdf(sheets: &[Sheet], properties: &Properties<'_>) -> Result<Vec<u8>, PaperError> {
    let subsets = subsets(sheets)?;
    let mut document = PdfDocument::new(properties.title);
    let made_at = OffsetDateTime::from_unix_timestamp(properties.made_at.timestamp()).map_err(|_| PaperError::Date)?;
    let info = &mut document.metadata.info;
    info.creation_date = made_at;
    info.modification_date = made_at;
    info.metadata_date = made_at;
    info.identifier = properties.serial.chars().filter(char::is_ascii_alphanumeric).collect();
    for (face, subset) in &subsets {
        document.resources.fonts.map.insert(FontId(face.resource().to_owned()), PdfFont::new(subset.parsed.clone()));
    }
    document.pages = sheets.iter().map(|sheet| page(sheet, &subsets)).collect();
    let mut warnings = Vec::new();
    let mut file = to_lopdf_doc(&document, &PdfSaveOptions::default(), &mut warnings);
    let drawn = Sha256::digest(format!("{:?}{}", document.pages, properties.serial));
    let id = Object::String(drawn.iter().take(16).copied().collect(), StringFormat::Hexadecimal);
    file.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    file.compress();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(|_| PaperError::Write)?;
    Ok(bytes)
}

fn subsets(sheets: &[Sheet]) -> Result<BTreeMap<Face, Subset>, PaperError> {
    let mut used: BTreeMap<Face, BTreeSet<u16>> = BTreeMap::new();
    for mark in sheets.iter().flat_map(|sheet| &sheet.marks) {
        if let Mark::Text { line, .. } = mark {
            for glyph in &line.glyphs {
                used.entry(glyph.face).or_default().insert(glyph.id);
            }
        }
    }
    used.into_iter()
        .map(|(face, ids)| {
            let ids: Vec<u16> = ids.into_iter().collect();
            let glyphs = GlyphRemapper::new_from_glyphs_sorted(&ids);
            let bytes =
                subsetter::subset(face.bytes(), 0, &glyphs).map_err(|_| PaperError::Font(face.subset_name()))?;
            let mut parsed =
                ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).ok_or(PaperError::Font(face.subset_name()))?;
            parsed.font_name = Some(face.subset_name().to_owned());
            Ok((face, Subset { glyphs, parsed }))
        })
        .collect()
}

fn page(sheet: &Sheet, subsets: &BTreeMap<Face, Subset>) -> PdfPage {
    let mut ops = Vec::new();
    for mark in &sheet.marks {
        match mark {
            Mark::Text { x, y, style, angle, line, .. } => {
                text(&mut ops, sheet, subsets, (*x, *y), *style, *angle, line)
            }
            Mark::Rule { from, to, width, dashed, ink } => {
                pen(&mut ops, *width, *ink, LineCapStyle::Butt, *dashed);
                ops.push(Op::DrawLine {
                    line: PdfLine { points: vec![corner(sheet, *from), corner(sheet, *to)], is_closed: false },
                });
            }
            Mark::Stroke { points, width, ink } => {
                pen(&mut ops, *width, *ink, LineCapStyle::Round, false);
                ops.push(Op::DrawLine {
                    line: PdfLine {
                        points: points.iter().map(|point| corner(sheet, *point)).collect(),
                        is_closed: false,
                    },
                });
            }
            Mark::Frame { x, y, width, height, line, fill } => {
                let ring = [(*x, *y), (x + width, *y), (x + width, y + height), (*x, y + height)];
                if let Some(ink) = fill {
                    ops.push(Op::SetFillColor { col: colour(*ink) });
                    ops.push(shape(sheet, &[ring.to_vec()], PaintMode::Fill));
                }
                if let Some((line, ink)) = line {
                    pen(&mut ops, *line, *ink, LineCapStyle::Butt, false);
                    ops.push(shape(sheet, &[ring.to_vec()], PaintMode::Stroke));
                }
            }
            Mark::Shapes { rings, ink } => {
                ops.push(Op::SetFillColor { col: colour(*ink) });
                ops.push(shape(sheet, rings, PaintMode::Fill));
            }
        }
    }
    PdfPage::new(Mm(sheet.width), Mm(sheet.height), ops)
}

fn pen(ops: &mut Vec<Op>, width: f32, ink: Ink, cap: LineCapStyle, dashed: bool) {
    ops.push(Op::SetOutlineColor { col: colour(ink) });
    ops.push(Op::SetOutlineThickness { pt: Pt(width / POINT) });
    ops.push(Op::SetLineCapStyle { cap });
    ops.push(Op::SetLineJoinStyle { join: LineJoinStyle::Miter });
    ops.push(Op::SetLineDashPattern {
        dash: if dashed { LineDashPattern::new(0.0, &[3.0, 2.0]) } else { LineDashPattern::solid() },
    });
}

fn shape(sheet: &Sheet, rings: &[Vec<(f32, f32)>], mode: PaintMode) -> Op {
    Op::DrawPolygon {
        polygon: Polygon {
            rings: rings
                .iter()
                .map(|ring| PolygonRing { points: ring.iter().map(|point| corner(sheet, *point)).collect() })
                .collect(),
            mode,
            winding_order: WindingOrder::NonZero,
        },
    }
}

fn text(
    ops: &mut Vec<Op>,
    sheet: &Sheet,
    subsets: &BTreeMap<Face, Subset>,
    at: (f32, f32),
    style: Style,
    angle: f32,
    line: &Line,
) {
    let start = point(sheet, at);
    let (sin, cos) = angle.to_radians().sin_cos();
    ops.push(Op::StartTextSection);
    ops.push(Op::SetFillColor { col: colour(style.ink) });
    // A new run begins where the face or the height over the baseline changes: `TJ` can't express either.
    for run in line.glyphs.chunk_by(|left, right| left.face == right.face && left.y == right.y) {
        let Some(first) = run.first() else { continue };
        let Some(subset) = subsets.get(&first.face) else {
            continue;
        };
        let (along, up) = (first.x * style.size, first.y * style.size);
        ops.push(Op::SetFont {
            font: PdfFontHandle::External(FontId(first.face.resource().to_owned())),
            size: Pt(style.size),
        });
        ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Raw([
                cos,
                sin,
                -sin,
                cos,
                start.x.0 + along * cos - up * sin,
                start.y.0 + along * sin + up * cos,
            ]),
        });
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(codes(run, subset))] });
    }
    ops.push(Op::EndTextSection);
}

/// Numbers the glyphs of a run as its subset does, each with the step (thousandths of an em, to the left) that brings
/// the pen to the next one.
fn codes(run: &[Glyph], subset: &Subset) -> Vec<Codepoint> {
    let em = f32::from(subset.parsed.units_per_em.max(1));
    let next = run.iter().skip(1).map(Some).chain([None]);
    run.iter()
        .zip(next)
        .map(|(glyph, next)| {
            let id = subset.glyphs.get(glyph.id).unwrap_or_default();
            let advance = f32::from(subset.parsed.get_glyph_width(id).unwrap_or_default()) / em;
            let step = next.map_or(0.0, |next| (glyph.x + advance - next.x) * 1000.0);
            // Less than a thousandth of a millimetre on paper is rounding, not kerning.
            let step = if step.abs() < 0.5 { 0.0 } else { step.round() };
            Codepoint::with_cid(id, step, glyph.text.clone())
        })
        .collect()
}

fn point(sheet: &Sheet, (x, y): (f32, f32)) -> Point {
    Point { x: Pt(x / POINT), y: Pt((sheet.height - y) / POINT) }
}

fn corner(sheet: &Sheet, at: (f32, f32)) -> LinePoint {
    LinePoint { p: point(sheet, at), bezier: false }
}

fn colour(ink: Ink) -> Color {
    let (red, green, blue) = ink.rgb();
    let part = |value: u8| f32::from(value) / 255.0;
    Color::Rgb(Rgb { r: part(red), g: part(green), b: part(blue), icc_profile: None })
}
