//! What had to be put right around the cells of a zone.
//!
//! Invariant: whatever was put right is remarked upon.

use super::warning::{Warning, WarningCode};

/// What had to be put right to get the lines of a layout.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mending {
    pub(super) line_ends: bool,
    pub(super) spaces: bool,
    pub(super) fillers: usize,
    /// Cells before or after the zone.
    pub(super) cut: usize,
    /// Characters that are no cells.
    pub(super) foreign: usize,
}

impl Mending {
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            line_ends: self.line_ends || other.line_ends,
            spaces: self.spaces || other.spaces,
            fillers: self.fillers + other.fillers,
            cut: self.cut + other.cut,
            foreign: self.foreign + other.foreign,
        }
    }

    /// Returns how much speaks against a reading that needs so much.
    pub(super) fn weight(self) -> i32 {
        let count = |n: usize| i32::try_from(n.min(30)).unwrap_or(30);
        i32::from(self.line_ends) + i32::from(self.spaces) + count(self.fillers) + 2 * count(self.cut)
    }

    pub(super) fn warnings(self) -> impl Iterator<Item = Warning> {
        let dropped = self.cut + self.foreign;
        [
            self.line_ends.then(|| Warning::new(WarningCode::LineEndsRestored, "")),
            self.spaces.then(|| Warning::new(WarningCode::SpacesReadAsFillers, "")),
            (self.fillers > 0).then(|| Warning::new(WarningCode::FillersRestored, self.fillers.to_string())),
            (dropped > 0).then(|| Warning::new(WarningCode::SurroundingsDropped, dropped.to_string())),
        ]
        .into_iter()
        .flatten()
    }
}
