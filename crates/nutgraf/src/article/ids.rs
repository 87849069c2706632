//! Ids: indexes into the layers.

use serde::{Deserialize, Serialize};

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
    /// Index into [`Article::blocks`](super::Article::blocks).
    BlockId;
    /// Index into [`Article::sentences`](super::Article::sentences).
    SentenceId;
    /// Index into [`Article::tokens`](super::Article::tokens).
    TokenId;
    /// Index into [`Article::mentions`](super::Article::mentions).
    MentionId;
    /// Index into [`Article::entities`](super::Article::entities).
    EntityId;
    /// Index into [`Article::times`](super::Article::times).
    TimeId;
    /// Index into [`Article::quantities`](super::Article::quantities).
    QuantityId;
    /// Index into [`Article::quotes`](super::Article::quotes).
    QuoteId;
    /// Index into [`Article::events`](super::Article::events).
    EventId;
}
