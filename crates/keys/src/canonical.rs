//! One byte string for a list of values.
//!
//! *Invariant*: two different lists never give the same bytes, because each item is preceded by its length and each
//! list begins with the name of what it is for. What is signed or bound to a sealed text goes through here.

/// A byte string under construction.
pub(crate) struct Canonical(Vec<u8>);

impl Canonical {
    /// Begins the bytes of a thing named `label`.
    pub(crate) fn new(label: &str) -> Self {
        Self(Vec::new()).text(label)
    }

    /// Adds a byte string.
    pub(crate) fn bytes(mut self, item: &[u8]) -> Self {
        self.0.extend_from_slice(&(item.len() as u64).to_be_bytes());
        self.0.extend_from_slice(item);
        self
    }

    /// Adds a text in UTF-8.
    pub(crate) fn text(self, item: &str) -> Self {
        self.bytes(item.as_bytes())
    }

    /// Adds a number, which may be a time in milliseconds before 1970.
    pub(crate) fn number(self, item: i64) -> Self {
        self.bytes(&item.to_be_bytes())
    }

    /// Adds a list of texts, with its length, in the order given.
    pub(crate) fn texts(self, items: &[String]) -> Self {
        items.iter().fold(self.bytes(&(items.len() as u64).to_be_bytes()), |bytes, item| bytes.text(item))
    }

    /// Returns the bytes.
    pub(crate) fn finish(self) -> Vec<u8> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Canonical;

    #[test]
    fn moving_a_letter_between_items_changes_the_bytes() {
        let first = Canonical::new("x").text("ab").text("c").finish();
        let second = Canonical::new("x").text("a").text("bc").finish();
        assert_ne!(first, second);
    }

    #[test]
    fn a_list_is_not_its_items() {
        let list = Canonical::new("x").texts(&["a".to_owned(), "b".to_owned()]).finish();
        let items = Canonical::new("x").text("a").text("b").finish();
        assert_ne!(list, items);
    }
}
