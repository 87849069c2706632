//! Ids: indexes into the layers.

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::Article;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $name(pub u32);
        impl $name {
            /// As an index into the layer.
            pub const fn index(self) -> usize { self.0 as usize }
            /// From an index into the layer.
            pub const fn of(index: usize) -> Self { Self(index as u32) }
        }
    )*};
}

ids! {
    /// Index into [`Article::blocks`].
    BlockId;
    /// Index into [`Article::sentences`].
    SentenceId;
    /// Index into [`Article::tokens`].
    TokenId;
    /// Index into [`Article::mentions`].
    MentionId;
    /// Index into [`Article::entities`].
    EntityId;
    /// Index into [`Article::times`].
    TimeId;
    /// Index into [`Article::quantities`].
    QuantityId;
    /// Index into [`Article::quotes`].
    QuoteId;
    /// Index into [`Article::events`].
    EventId;
}
