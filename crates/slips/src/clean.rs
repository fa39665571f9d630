//! What may be printed of a text that came from a document, a keyboard or another system.
//!
//! Invariant: what comes out is one line without control characters and without characters that turn or hide their
//! neighbours, so that a name can't make a slip say something else.

/// Marks that follow one letter; more would be a drawing.
const MOST_MARKS: usize = 4;

/// Returns the text on one line, cut to `most` characters with an ellipsis.
pub(crate) fn clean(text: &str, most: usize) -> String {
    let mut cleaned = String::with_capacity(text.len().min(most * 4));
    let (mut count, mut marks, mut gap) = (0, 0, false);
    for character in text.chars() {
        if character.is_control() || matches!(character, ' ' | '\u{2028}' | '\u{2029}') {
            gap = !cleaned.is_empty();
            continue;
        }
        if is_steering(character) {
            continue;
        }
        marks = if is_mark(character) { marks + 1 } else { 0 };
        if marks > MOST_MARKS {
            continue;
        }
        if count + usize::from(gap) >= most {
            cleaned.push('…');
            break;
        }
        if gap {
            cleaned.push(' ');
            count += 1;
            gap = false;
        }
        cleaned.push(character);
        count += 1;
    }
    cleaned
}

/// Characters that set the direction of others, join nothing, or are invisible. The joiners U+200C and U+200D stay:
/// Persian needs them.
fn is_steering(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
            | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steering_and_control_characters_do_not_reach_paper() {
        assert_eq!(clean("A\u{202e}B\u{2066}C\u{feff}", 10), "ABC");
        assert_eq!(clean("  one\r\n\ttwo\u{0}  ", 10), "one two");
        assert_eq!(clean("", 10), "");
        assert_eq!(clean("\u{202e}\u{7}", 10), "");
    }

    #[test]
    fn long_texts_end_in_an_ellipsis() {
        assert_eq!(clean("abcdef", 6), "abcdef");
        assert_eq!(clean("abcdefg", 6), "abcdef…");
        assert_eq!(clean("abc def", 3), "abc…");
        assert_eq!(clean(&"x".repeat(300), 120).chars().count(), 121);
    }

    #[test]
    fn heaps_of_marks_are_taken_down() {
        let heap = format!("a{}b", "\u{301}".repeat(50));
        assert_eq!(clean(&heap, 100), format!("a{}b", "\u{301}".repeat(4)));
    }
}
