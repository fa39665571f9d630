//! Numbers of documents, plates, frames and containers.
//!
//! Invariant: only what is equal after normalising is a hit. What readers of characters confuse makes a number possible.

/// Returns a number without what is only its dress: spaces, hyphens, fillers, lower case, other scripts' digits.
pub(crate) fn normal(number: &str) -> String {
    let ascii = number.chars().map(any_ascii::any_ascii_char);
    ascii.flat_map(str::chars).filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_uppercase()).collect()
}

/// Returns a normal number with one sign for all that readers of characters confuse.
pub(crate) fn as_read(normal: &str) -> String {
    normal
        .chars()
        .map(|sign| match sign {
            'O' | 'Q' | 'D' => '0',
            'I' | 'L' => '1',
            'Z' => '2',
            'S' => '5',
            'G' => '6',
            'B' => '8',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dress_is_nothing_and_confused_signs_are_one() {
        assert_eq!(normal("kca 123-x"), normal("KCA123X<<"));
        assert_ne!(normal("AK12O456"), normal("AK120456"));
        assert_eq!(as_read(&normal("AK12O456")), as_read(&normal("AKI20456")));
    }
}
