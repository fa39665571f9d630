//! Tells a reader from a typist by speed, and puts the lines of a machine readable zone together.
//!
//! Invariant: pure; times come in as milliseconds. What a typist types is never taken for a reader's.

/// The longest pause between two characters of a reader, in milliseconds. Good readers take 1–10, slow ones 30; the
/// fastest typists are above 60 over more than a few letters.
const FAST: f64 = 45.0;

/// A burst shorter than this may be a lucky hand.
const LEAST: usize = 6;

/// How long after its last character a reader may still send its Enter, in milliseconds.
const ENTER_WITHIN: f64 = 120.0;

/// How long after a line another one may come of the same burst, in milliseconds.
const NEXT_LINE_WITHIN: u64 = 160;

/// How long a machine readable zone waits for the lines it still lacks, in milliseconds: a slow reader on a busy machine,
/// or a hand, takes that long for a line.
const REST_OF_ZONE_WITHIN: u64 = 2_500;

/// The characters that came last, and how fast.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Burst {
    text: String,
    last: f64,
}

impl Burst {
    /// Takes a character in; returns whether it begins a new burst.
    pub fn take(&mut self, character: char, at: f64) -> bool {
        let begins = self.text.is_empty() || at - self.last > FAST;
        if begins {
            self.text.clear();
        }
        self.text.push(character);
        self.last = at;
        begins
    }

    /// Ends the burst by Enter; returns the text if a reader sent it.
    pub fn end(&mut self, at: f64) -> Option<String> {
        let is_reader = self.text.chars().count() >= LEAST && at - self.last <= ENTER_WITHIN;
        let text = std::mem::take(&mut self.text);
        is_reader.then_some(text)
    }
}

/// The lines a reader has sent and that are not yet looked up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines(Vec<String>);

impl Lines {
    /// Adds a line.
    pub fn add(&mut self, line: String) {
        self.0.push(line);
    }

    /// Returns whether any line waits.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns how long to wait for another line, in milliseconds: not at all once a zone is whole.
    pub fn patience(&self) -> u64 {
        let zone: Vec<&String> = self.0.iter().rev().take_while(|line| is_of_zone(line)).collect();
        match zone.last() {
            None => NEXT_LINE_WITHIN,
            // Three lines of 30 (TD1), else two of 36 or 44 (ICAO Doc 9303 parts 4 to 7).
            Some(first) if zone.len() >= if first.trim().len() > 32 { 2 } else { 3 } => 0,
            Some(_) => REST_OF_ZONE_WITHIN,
        }
    }

    /// Takes the lines out as scans: those of a machine readable zone together, any other line for itself.
    pub fn scans(&mut self) -> Vec<String> {
        let mut scans: Vec<String> = Vec::new();
        let mut zone: Vec<String> = Vec::new();
        for line in std::mem::take(&mut self.0) {
            if is_of_zone(&line) {
                let continues = zone.first().is_none_or(|first| is_same_length(first, &line)) && zone.len() < 3;
                if !continues || (zone.len() == 2 && zone.first().is_some_and(|first| first.trim().len() > 32)) {
                    scans.extend(whole(&mut zone));
                }
                zone.push(line);
            } else {
                scans.extend(whole(&mut zone));
                scans.push(line);
            }
        }
        scans.extend(whole(&mut zone));
        scans
    }
}

fn whole(zone: &mut Vec<String>) -> Option<String> {
    let lines = std::mem::take(zone);
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A line of a zone has 30, 36 or 44 characters of A–Z, 0–9 and `<` (ICAO Doc 9303 parts 4 to 6); readers may lose some
/// fillers at the end.
fn is_of_zone(line: &str) -> bool {
    let line = line.trim();
    (26..=46).contains(&line.len())
        && line.contains('<')
        && line.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'<' || b == b' ')
        || (28..=46).contains(&line.len()) && line.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// Lines of one zone have the same length, but for fillers lost at the end.
fn is_same_length(first: &str, other: &str) -> bool {
    first.trim().len().abs_diff(other.trim().len()) <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(burst: &mut Burst, text: &str, pause: f64) -> f64 {
        let mut at = 1000.0;
        for character in text.chars() {
            at += pause;
            burst.take(character, at);
        }
        at
    }

    #[test]
    fn a_reader_is_told_from_a_typist() {
        let mut burst = Burst::default();
        let at = typed(&mut burst, "KDG481T", 8.0);
        assert_eq!(burst.end(at + 10.0), Some("KDG481T".to_owned()));
        let at = typed(&mut burst, "KDG481T", 90.0);
        assert_eq!(burst.end(at + 10.0), None);
        let at = typed(&mut burst, "KDG481T", 8.0);
        assert_eq!(burst.end(at + 400.0), None, "an Enter by hand after a scan without one");
        let at = typed(&mut burst, "KDG", 8.0);
        assert_eq!(burst.end(at + 10.0), None, "too short to be sure");
    }

    #[test]
    fn a_burst_begins_anew_after_a_pause() {
        let mut burst = Burst::default();
        assert!(burst.take('a', 0.0));
        assert!(!burst.take('b', 10.0));
        assert!(burst.take('c', 500.0));
    }

    #[test]
    fn a_zone_waits_for_the_lines_it_lacks_and_no_longer() {
        let mut lines = Lines::default();
        lines.add("KDG 481T".to_owned());
        assert_eq!(lines.patience(), NEXT_LINE_WITHIN);
        lines.add("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<".to_owned());
        assert_eq!(lines.patience(), REST_OF_ZONE_WITHIN);
        lines.add("L898902C36UTO7408122F1204159ZE184226B<<<<<10".to_owned());
        assert_eq!(lines.patience(), 0);
        let mut card = Lines::default();
        for (line, patience) in [
            ("I<UTOD231458907<<<<<<<<<<<<<<<", REST_OF_ZONE_WITHIN),
            ("7408122F1204159UTO<<<<<<<<<<<6", REST_OF_ZONE_WITHIN),
            ("ERIKSSON<<ANNA<MARIA<<<<<<<<<<", 0),
        ] {
            card.add(line.to_owned());
            assert_eq!(card.patience(), patience);
        }
    }

    #[test]
    fn lines_of_a_zone_come_together() {
        let mut lines = Lines::default();
        lines.add("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<".to_owned());
        lines.add("L898902C36UTO7408122F1204159ZE184226B<<<<<10".to_owned());
        lines.add("KDG 481T".to_owned());
        assert_eq!(
            lines.scans(),
            [
                "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10".to_owned(),
                "KDG 481T".to_owned()
            ]
        );
        assert!(lines.is_empty());
    }

    #[test]
    fn two_passports_in_a_row_stay_two() {
        let mut lines = Lines::default();
        for _ in 0..2 {
            lines.add("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<".to_owned());
            lines.add("L898902C36UTO7408122F1204159ZE184226B<<<<<10".to_owned());
        }
        assert_eq!(lines.scans().len(), 2);
    }

    #[test]
    fn a_card_has_three_lines() {
        let mut lines = Lines::default();
        lines.add("I<UTOD231458907<<<<<<<<<<<<<<<".to_owned());
        lines.add("7408122F1204159UTO<<<<<<<<<<<6".to_owned());
        lines.add("ERIKSSON<<ANNA<MARIA<<<<<<<<<<".to_owned());
        assert_eq!(lines.scans().len(), 1);
    }
}
