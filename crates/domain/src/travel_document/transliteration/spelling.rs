//! Spelling a text piece by piece where a piece may be spelt in more than one way.
//!
//! Invariant: what deviates least from the first choices comes first, and no text takes long: choices and steps are counted.

/// A way to spell the beginning of what remains.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// How many characters it spells.
    pub(super) taken: usize,
    /// How they are spelt.
    pub(super) spelt: &'static str,
}

/// No more choices are tried in one text.
const MOST_STEPS: usize = 20_000;

/// Returns at most `most` ways to spell the text, those first that deviate from the first choices in the fewest places.
///
/// `choices` is asked with what remains and whether a part of the name begins there; it answers with the best choice first, and
/// with none where the text can't go on so.
pub(super) fn spell(text: &[char], most: usize, choices: impl Fn(&[char], bool) -> Vec<Choice>) -> Vec<String> {
    let mut speller = Speller { text, choices, most, steps: MOST_STEPS, spelt: String::new(), found: Vec::new() };
    for deviations in 0..=text.len() {
        let tried = speller.steps;
        speller.go_on(0, true, deviations);
        if speller.found.len() >= most || speller.steps == 0 || speller.steps == tried {
            break;
        }
    }
    speller.found
}

struct Speller<'a, F> {
    text: &'a [char],
    choices: F,
    most: usize,
    steps: usize,
    spelt: String,
    found: Vec<String>,
}

impl<F: Fn(&[char], bool) -> Vec<Choice>> Speller<'_, F> {
    /// Goes on with exactly that many deviations left to make.
    fn go_on(&mut self, place: usize, begins: bool, deviations: usize) {
        let Some(rest) = self.text.get(place..).filter(|_| self.steps > 0 && self.found.len() < self.most) else {
            return;
        };
        self.steps -= 1;
        if rest.is_empty() {
            if deviations == 0 && !self.found.contains(&self.spelt) {
                self.found.push(self.spelt.clone());
            }
            return;
        }
        for (rank, choice) in (self.choices)(rest, begins).into_iter().enumerate() {
            let Some(left) = deviations.checked_sub(usize::from(rank > 0)) else { break };
            let length = self.spelt.len();
            self.spelt.push_str(choice.spelt);
            // What is not encoded leaves the next letter where it stands.
            let begins = matches!(choice.spelt, "<" | " ") || (begins && choice.spelt.is_empty());
            self.go_on(place + choice.taken.max(1), begins, left);
            self.spelt.truncate(length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn either(rest: &[char], _: bool) -> Vec<Choice> {
        match rest {
            ['!', ..] => Vec::new(),
            _ => vec![Choice { taken: 1, spelt: "a" }, Choice { taken: 1, spelt: "b" }],
        }
    }

    #[test]
    fn the_fewest_deviations_come_first() {
        let text: Vec<char> = "???".chars().collect();
        assert_eq!(spell(&text, 99, either), ["aaa", "aab", "aba", "baa", "abb", "bab", "bba", "bbb"]);
        assert_eq!(spell(&text, 2, either), ["aaa", "aab"]);
    }

    #[test]
    fn neither_a_dead_end_nor_a_long_text_is_searched_for_long() {
        assert_eq!(spell(&['?', '!'], 9, either), Vec::<String>::new());
        assert_eq!(spell(&[], 9, either), [""]);
        let mut long = vec!['?'; 2_000];
        assert_eq!(spell(&long, 3, either).len(), 3);
        long.push('!');
        assert_eq!(spell(&long, 3, either).len(), 0);
    }
}
