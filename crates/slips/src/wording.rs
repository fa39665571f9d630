//! The words of a paper in its two languages.
//!
//! Invariant: a paper in one language, or a word that is the same in both, is printed once.

use catalogue::{Args, Catalogue, Language, country_name};

use crate::{
    content::SlipState,
    sheet::{Sheet, Style},
};

/// A text in the first language and, where it differs, in the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) first: String,
    pub(crate) second: Option<String>,
}

impl Pair {
    pub(crate) fn new(first: String, second: String) -> Self {
        let second = Some(second).filter(|second| *second != first && !second.is_empty());
        Self { first, second }
    }
}

/// The two languages of a paper.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    first: &'static Catalogue,
    second: &'static Catalogue,
}

impl Words {
    pub(crate) fn of([first, second]: [Language; 2]) -> Self {
        Self { first: Catalogue::of(first), second: Catalogue::of(second) }
    }

    pub(crate) fn first(self) -> &'static Catalogue {
        self.first
    }

    pub(crate) fn pair(self, key: &str) -> Pair {
        self.with(|catalogue| catalogue.text(key))
    }

    pub(crate) fn pair_with(self, key: &str, args: &Args<'_>) -> Pair {
        self.with(|catalogue| catalogue.text_with(key, args))
    }

    pub(crate) fn with(self, text: impl Fn(&Catalogue) -> String) -> Pair {
        Pair::new(text(self.first), text(self.second))
    }

    /// A text that names something which has itself a name in each language.
    pub(crate) fn named(self, key: &str, variable: &str, name: &Pair) -> Pair {
        let second = name.second.as_ref().unwrap_or(&name.first);
        Pair::new(
            self.first.text_with(key, &Args::new().with(variable, name.first.as_str())),
            self.second.text_with(key, &Args::new().with(variable, second.as_str())),
        )
    }

    pub(crate) fn state(self, state: &SlipState) -> Pair {
        self.with(|catalogue| match &state.name {
            Some(name) => crate::clean::clean(name, 60),
            None => country_name(&crate::clean::clean(&state.code, 8), catalogue.language()),
        })
    }
}

/// How the two languages stand on one line: `Customs · Douane`.
#[derive(Clone, Copy)]
pub(crate) struct Beside {
    pub(crate) first: Style,
    pub(crate) second: Style,
}

impl Sheet {
    /// Sets both languages on one line; the second is left out where it does not fit. Returns the width.
    pub(crate) fn beside(&mut self, x: f32, y: f32, most: f32, style: Beside, pair: &Pair) -> f32 {
        let mut width = self.text(x, y, most, style.first, &pair.first);
        if let Some(second) = &pair.second {
            let second = format!("· {second}");
            let from = width + 1.0;
            if from + style.second.width(&second) <= most {
                width = from + self.text(x + from, y, most - from, style.second, &second);
            }
        }
        width
    }

    /// Sets both languages below each other; returns the baseline of the line that would follow.
    pub(crate) fn stacked(
        &mut self,
        (x, y): (f32, f32),
        most: f32,
        style: Beside,
        leading: f32,
        lines: usize,
        pair: &Pair,
    ) -> f32 {
        let mut baseline = self.lines(x, y, most, style.first, leading, lines, &pair.first);
        if let Some(second) = &pair.second {
            baseline = self.lines(x, baseline, most, style.second, leading, lines, second);
        }
        baseline
    }
}
