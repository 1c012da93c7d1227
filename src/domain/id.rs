//! Identities of records: whole numbers that are never given twice.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);
    };
}

id!(
    /// A unit's identity.
    UnitId
);
id!(
    /// A member's identity.
    MemberId
);
id!(
    /// A rating regime's identity.
    RegimeId
);

impl RegimeId {
    /// What a regime has that isn't stored yet.
    pub const NEW: Self = Self(0);
}

id!(
    /// The identity of a rule of what follows from ratings.
    ConsequenceId
);

impl ConsequenceId {
    /// What a rule has that isn't stored yet.
    pub const NEW: Self = Self(0);
}
