//! The texts that the window's page is handed when it opens.

use catalogue::{Language, texts_of_the_page};
use contract::PageTexts;

/// Returns the texts of every language that is offered.
pub fn page_texts() -> Vec<PageTexts> {
    let of =
        |language: Language| PageTexts { language: language.code().to_owned(), texts: texts_of_the_page(language) };
    Language::OFFERED.into_iter().map(of).collect()
}
