//! What must be written so that stored rows become the wanted ones.

use std::collections::BTreeMap;

/// The rows to delete and the rows to put.
#[derive(Debug, PartialEq, Eq)]
pub struct Difference<'r, T> {
    /// Stored rows whose key is wanted no more.
    pub gone: Vec<&'r T>,
    /// Wanted rows that are new or differ from the stored one with the same key.
    pub put: Vec<&'r T>,
}

/// Compares stored rows with wanted ones by their key.
pub fn difference<'r, T: PartialEq, K: Ord>(
    stored: &'r [T],
    wanted: &'r [T],
    key: impl Fn(&'r T) -> K,
) -> Difference<'r, T> {
    let mut left: BTreeMap<K, &T> = stored.iter().map(|row| (key(row), row)).collect();
    let put = wanted.iter().filter(|row| left.remove(&key(row)) != Some(*row)).collect();
    Difference { gone: left.into_values().collect(), put }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_touched() {
        let stored = [(1, 'a'), (2, 'b'), (3, 'c')];
        let wanted = [(2, 'b'), (3, 'x'), (4, 'd')];
        let found = difference(&stored, &wanted, |row| row.0);
        assert_eq!(found, Difference { gone: vec![&(1, 'a')], put: vec![&(3, 'x'), &(4, 'd')] });
    }
}
