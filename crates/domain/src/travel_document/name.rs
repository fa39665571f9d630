//! The name field: a primary and a secondary identifier, parted by two fillers, their parts by one (Doc 9303 part 3, 4.6).
//!
//! Invariant: a name that had to be cut ends in the last cell of its field, so that every reader sees it may have been cut.

/// Splits the field into surname and given names, parts separated by spaces.
pub(super) fn split(field: &str) -> (String, String) {
    let gap = field.as_bytes().windows(2).position(|pair| pair == b"<<").unwrap_or(field.len());
    let (primary, secondary) = field.split_at_checked(gap).unwrap_or((field, ""));
    (parts(primary), parts(secondary))
}

/// Returns the parts of an identifier separated by spaces.
pub(super) fn parts(cells: &str) -> String {
    let cells = cells.trim_matches('<');
    let mut parts = String::with_capacity(cells.len());
    for part in cells.split('<').filter(|part| !part.is_empty()) {
        if !parts.is_empty() {
            parts.push(' ');
        }
        parts.push_str(part);
    }
    parts
}

/// Composes the field, cutting it as Doc 9303 part 4 section 4.2.3 provides; nothing if a character has no cell.
///
/// The secondary identifier is cut first; a primary one that leaves no room for it is cut to leave two cells.
pub(super) fn compose(surname: &str, given_names: &str, width: usize) -> Option<String> {
    let (primary, secondary) = (cells(surname)?, cells(given_names)?);
    let whole = if secondary.is_empty() { primary.clone() } else { format!("{primary}<<{secondary}") };
    if whole.len() <= width {
        return Some(format!("{whole:<<width$}"));
    }
    let primary = match secondary.len().min(2) {
        0 => primary,
        kept => match width.saturating_sub(kept + 2) {
            room if primary.len() > room => cut(primary, room),
            _ => primary,
        },
    };
    let whole = if secondary.is_empty() { primary } else { format!("{primary}<<{secondary}") };
    Some(cut(whole, width))
}

/// Cuts a name to a width so that a letter stands last: where a filler would, the nearest part that can gives up a letter.
fn cut(mut name: String, width: usize) -> String {
    while name.get(..width).is_some_and(|head| head.ends_with('<')) {
        let head = name.get(..width).unwrap_or_default();
        let cells: Vec<char> = head.chars().collect();
        let spare = cells.windows(2).rposition(|pair| pair.iter().all(|cell| *cell != '<'));
        match spare {
            Some(place) => drop(name.remove(place + 1)),
            None => break,
        }
    }
    name.truncate(width);
    format!("{name:<<width$}")
}

/// Writes a name in cells: hyphens, commas and spaces part, apostrophes and full stops vanish (part 3, section 4.6).
fn cells(name: &str) -> Option<String> {
    let mut parted = String::new();
    for c in name.chars().map(|c| c.to_ascii_uppercase()) {
        match c {
            'A'..='Z' => parted.push(c),
            ' ' | '-' | ',' | '<' => parted.push('<'),
            '\'' | '’' | '.' => {}
            _ => return None,
        }
    }
    Some(parts(&parted).replace(' ', "<"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split() {
        let split = |field: &str| {
            let (surname, given) = split(field);
            format!("{surname}|{given}")
        };
        assert_eq!(split("ERIKSSON<<ANNA<MARIA<<<<<<<<<<"), "ERIKSSON|ANNA MARIA");
        assert_eq!(split("VAN<DER<MUELLEN<<MARTIN<<<<<<<"), "VAN DER MUELLEN|MARTIN");
        assert_eq!(split("ARKFREITH<<<<<<<<<<<<<<<<<<<<<"), "ARKFREITH|");
        assert_eq!(split("<<ANNA<MARIA<<<<<<<<<<<<<<<<<<"), "|ANNA MARIA");
        assert_eq!(split("<<<<<<"), "|");
        assert_eq!(split(""), "|");
    }

    #[test]
    fn names_that_fit_are_composed_whole() {
        assert_eq!(compose("O'Connor", "Enya Siobhan", 30).unwrap(), "OCONNOR<<ENYA<SIOBHAN<<<<<<<<<");
        assert_eq!(compose("Smith-Jones", "Susie", 30).unwrap(), "SMITH<JONES<<SUSIE<<<<<<<<<<<<");
        assert_eq!(compose("Arkfreith", "", 12).unwrap(), "ARKFREITH<<<");
        assert_eq!(compose("Müller", "", 12), None);
    }

    #[test]
    fn names_that_do_not_fit_end_in_the_last_cell() {
        assert_eq!(
            compose("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", 39).unwrap(),
            "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"
        );
        assert_eq!(
            compose("Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo", 39).unwrap(),
            "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI"
        );
        // The last cell would be the filler before PAUL: ANN gives up a letter.
        assert_eq!(compose("ABCDEF", "ANN PAUL", 12).unwrap(), "ABCDEF<<AN<P");
        assert_eq!(compose("ABCDEF", "ANN P Q R", 14).unwrap(), "ABCDEF<<AN<P<Q");
        assert_eq!(compose("ABCDEFGH", "A B C", 10).unwrap(), "ABCDE<<A<B");
        assert_eq!(compose("ABCDEFGHIJKL", "", 10).unwrap(), "ABCDEFGHIJ");
        // Where the surname is cut at the filler before its last part, that part stays and the one before gives up a letter.
        assert_eq!(compose("ABCDEF GHI J", "K", 14).unwrap(), "ABCDEF<GH<J<<K");
    }
}
