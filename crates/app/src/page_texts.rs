//! The texts that the window's page is handed when it opens.

use catalogue::{Language, texts_of_the_page};
use contract::{LanguageTexts, PageTexts};

/// Returns the texts of every language that is offered, and the names of countries.
pub fn page_texts() -> PageTexts {
    let of =
        |language: Language| LanguageTexts { language: language.code().to_owned(), texts: texts_of_the_page(language) };
    PageTexts {
        languages: Language::OFFERED.into_iter().map(of).collect(),
        countries: catalogue::countries().to_owned(),
    }
}
