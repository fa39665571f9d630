//! The catalogue of one language: a key and its arguments in, a text out.
//!
//! Invariant: nothing here panics or returns an error; the fall-back is English, then the key.

use std::{borrow::Cow, sync::OnceLock};

use fluent_bundle::{
    FluentArgs, FluentResource, FluentValue,
    concurrent::FluentBundle,
    types::{FluentNumber, FluentNumberOptions},
};

use crate::{Language, numbers, sources};

/// The values that a text names, such as `{ $count }`.
///
/// Whole numbers choose plural forms and are written with the language's thousands separators. What looks like
/// a number but is a name (officer, desk, year, serial) is passed as a string.
#[derive(Debug, Default)]
pub struct Args<'a>(FluentArgs<'a>);

impl<'a> Args<'a> {
    /// Returns an empty set of values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a piece of text.
    #[must_use]
    pub fn with(mut self, name: &'a str, value: impl Into<Cow<'a, str>>) -> Self {
        self.0.set(name, FluentValue::String(value.into()));
        self
    }

    /// Adds a count, which chooses the plural form.
    #[must_use]
    pub fn with_count(mut self, name: &'a str, count: i64) -> Self {
        // Counts on a screen stay far below 2^53, the largest whole number that an f64 holds exactly.
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53; Fluent's plural rules take an f64")]
        let value = count as f64;
        self.0.set(name, FluentValue::Number(FluentNumber::new(value, FluentNumberOptions::default())));
        self
    }
}

/// The texts of one language.
pub struct Catalogue {
    language: Language,
    isolating: bool,
    texts: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Catalogue {
    /// Returns the catalogue for paper, logs and the command line: values are put into a text as they are.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        static PLAIN: [OnceLock<Catalogue>; 5] = [const { OnceLock::new() }; 5];
        Self::kept(&PLAIN, language, false)
    }

    /// Returns the catalogue for the window: values are wrapped in Unicode isolates (U+2068 … U+2069), so that an
    /// Arabic name in a French sentence, or a plate in an Arabic one, does not turn its neighbours round.
    #[must_use]
    pub fn for_window(language: Language) -> &'static Self {
        static ISOLATING: [OnceLock<Catalogue>; 5] = [const { OnceLock::new() }; 5];
        Self::kept(&ISOLATING, language, true)
    }

    /// Returns the language of the catalogue.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Returns the text of a key; `key.attribute` names an attribute.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.text_with(key, &Args::new())
    }

    /// Returns the text of a key with its values put in.
    #[must_use]
    pub fn text_with(&self, key: &str, args: &Args<'_>) -> String {
        if let Some(text) = self.own(key, args) {
            return text;
        }
        if self.language != Language::English {
            let english =
                if self.isolating { Self::for_window(Language::English) } else { Self::of(Language::English) };
            if let Some(text) = english.own(key, args) {
                return text;
            }
        }
        key.to_owned()
    }

    /// Says whether the key has a text in this language itself, without the fall-back.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.own(key, &Args::new()).is_some()
    }

    fn kept(kept: &'static [OnceLock<Self>; 5], language: Language, isolating: bool) -> &'static Self {
        let [english, french, portuguese, swahili, arabic] = kept;
        let slot = match language {
            Language::English => english,
            Language::French => french,
            Language::Portuguese => portuguese,
            Language::Swahili => swahili,
            Language::Arabic => arabic,
        };
        slot.get_or_init(|| Self::read(language, isolating))
    }

    fn read(language: Language, isolating: bool) -> Self {
        let mut texts = FluentBundle::new_concurrent(vec![language.code().parse().unwrap_or_default()]);
        texts.set_use_isolating(isolating);
        texts.set_formatter(Some(match language {
            Language::English | Language::Swahili => |value, _| grouped(value, Language::English),
            Language::French => |value, _| grouped(value, Language::French),
            Language::Portuguese => |value, _| grouped(value, Language::Portuguese),
            Language::Arabic => |value, _| grouped(value, Language::Arabic),
        }));
        for (_, content) in sources::of(language) {
            // What a faulty file still holds is used; the tests of this crate refuse a faulty file.
            let resource = match FluentResource::try_new((*content).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            texts.add_resource_overriding(resource);
        }
        Self { language, isolating, texts }
    }

    fn own(&self, key: &str, args: &Args<'_>) -> Option<String> {
        let (id, attribute) = match key.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (key, None),
        };
        let message = self.texts.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        Some(self.texts.format_pattern(pattern, Some(&args.0), &mut errors).into_owned())
    }
}

fn grouped(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            // Whole numbers come from `with_count` alone, hence from an i64.
            #[expect(clippy::cast_possible_truncation, reason = "the value was made from an i64")]
            Some(numbers::grouped(number.value as i64, language))
        }
        FluentValue::Number(_)
        | FluentValue::String(_)
        | FluentValue::Custom(_)
        | FluentValue::None
        | FluentValue::Error => None,
    }
}
