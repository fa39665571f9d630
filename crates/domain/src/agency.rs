//! The agencies of a State that work at a post.

use serde::{Deserialize, Serialize};

/// An agency of one State. Each step belongs to one agency of one State (PROCEDURE §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Agency {
    /// Controls persons and their documents.
    Immigration,
    /// Controls goods and conveyances, assesses and collects.
    Customs,
    /// Port health.
    Health,
    /// Plant and animal health.
    Agriculture,
    /// Standards and conformity.
    Standards,
    /// Police: stolen vehicles, wanted persons, order in the zone.
    Police,
    /// The gate: checks what leaves against what was cleared.
    Gate,
}

impl Agency {
    /// Every agency, in the order in which controls usually follow.
    pub const ALL: [Self; 7] =
        [Self::Health, Self::Immigration, Self::Customs, Self::Agriculture, Self::Standards, Self::Police, Self::Gate];

    /// Returns the word under which the agency is stored and looked up in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Immigration => "immigration",
            Self::Customs => "customs",
            Self::Health => "health",
            Self::Agriculture => "agriculture",
            Self::Standards => "standards",
            Self::Police => "police",
            Self::Gate => "gate",
        }
    }
}
