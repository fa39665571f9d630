//! From sheets to SVG, for the window: what is shown is what is printed.
//!
//! Invariant: an element holds attributes only, no style and no script, so that it can stand in a page with a strict
//! content security policy; texts stay texts, to be read aloud and searched.

use std::fmt::Write as _;

use crate::face::Weight;
use crate::sheet::{Ink, Mark, POINT, Sheet};

/// Returns the `svg` element of a sheet; its user unit is the millimetre.
pub(crate) fn element(sheet: &Sheet) -> String {
    let (width, height) = (sheet.width, sheet.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sheet\" width=\"{width}mm\" height=\"{height}mm\" \
         viewBox=\"0 0 {width} {height}\">"
    );
    for mark in &sheet.marks {
        draw(&mut svg, mark);
    }
    svg.push_str("</svg>");
    svg
}

fn draw(svg: &mut String, mark: &Mark) {
    // Writing to a string never fails.
    let _ = match mark {
        Mark::Text { x, y, style, angle, text, line } => {
            let weight = if style.weight == Weight::Bold { 700 } else { 400 };
            let size = style.size * POINT;
            let turned =
                if *angle == 0.0 { String::new() } else { format!(" transform=\"rotate({} {x} {y})\"", -angle) };
            let (length, colour, text) = (line.width * size, colour(style.ink), escaped(text));
            // The width is that of the paper, whatever the browser makes of the face.
            write!(
                svg,
                "<text x=\"{x:.2}\" y=\"{y:.2}\" font-size=\"{size:.3}\" font-weight=\"{weight}\" fill=\"{colour}\" \
                 textLength=\"{length:.2}\" lengthAdjust=\"spacingAndGlyphs\"{turned}>{text}</text>"
            )
        }
        Mark::Rule { from, to, width, dashed, ink } => {
            let dashes = if *dashed { " stroke-dasharray=\"1.06 0.7\"" } else { "" };
            write!(
                svg,
                "<path d=\"M{:.2} {:.2}L{:.2} {:.2}\" stroke=\"{}\" stroke-width=\"{width}\"{dashes}/>",
                from.0,
                from.1,
                to.0,
                to.1,
                colour(*ink)
            )
        }
        Mark::Frame { x, y, width, height, line, fill } => {
            let fill = fill.map_or_else(|| "none".to_owned(), colour);
            let line = line
                .map(|(width, ink)| format!(" stroke=\"{}\" stroke-width=\"{width}\"", colour(ink)))
                .unwrap_or_default();
            write!(
                svg,
                "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" fill=\"{fill}\"{line}/>"
            )
        }
        Mark::Shapes { rings, ink } => {
            let outline: String = rings.iter().map(|ring| format!("{}z", path(ring))).collect();
            write!(svg, "<path d=\"{outline}\" fill=\"{}\"/>", colour(*ink))
        }
        Mark::Stroke { points, width, ink } => {
            write!(
                svg,
                "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\" stroke-linecap=\"round\"/>",
                path(points),
                colour(*ink)
            )
        }
    };
}

fn path(points: &[(f32, f32)]) -> String {
    let lines: Vec<String> = points.iter().map(|(x, y)| format!("{x:.3} {y:.3}")).collect();
    format!("M{}", lines.join("L"))
}

fn colour(ink: Ink) -> String {
    let (red, green, blue) = ink.rgb();
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Style;

    #[test]
    fn a_text_can_not_leave_its_element() {
        let mut sheet = Sheet::new(50.0, 50.0);
        sheet.text(1.0, 5.0, 48.0, Style::plain(8.0), "</text><script>alert(1)</script>&");
        let svg = element(&sheet);
        assert!(svg.contains("&lt;/text&gt;&lt;script&gt;") && svg.contains("&amp;</text>"), "{svg}");
        assert_eq!(svg.matches('<').count(), 4, "a sheet, a text, and their ends: {svg}");
    }

    #[test]
    fn nothing_carries_a_style_of_its_own() {
        let mut sheet = Sheet::new(50.0, 50.0);
        sheet.watermark("DEMONSTRATION");
        sheet.dashes((1.0, 1.0), (9.0, 1.0), 0.3);
        sheet.disc(9.0, 9.0, 2.0, Ink::Black);
        let svg = element(&sheet);
        assert!(!svg.contains("style") && svg.contains("rotate(-"), "{svg}");
    }
}
