//! Ids: indexes into the layers.

use std::num::NonZeroU32;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[cfg(doc)]
use super::Article;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        // One more than the index: an `Option` of an id takes no more room than the id.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transparent))]
        pub struct $name(#[cfg_attr(feature = "schema", schemars(with = "u32"))] NonZeroU32);
        impl $name {
            /// The id with this index; `u32::MAX`, which no layer is long enough for, gives the one before it.
            pub const fn new(index: u32) -> Self { Self(NonZeroU32::MIN.saturating_add(index)) }
            /// From an index into the layer.
            pub const fn of(index: usize) -> Self { Self::new(index as u32) }
            /// The index as it stands in JSON.
            pub const fn get(self) -> u32 { self.0.get() - 1 }
            /// As an index into the layer.
            pub const fn index(self) -> usize { self.get() as usize }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.get()).finish()
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_u32(self.get()) }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> { u32::deserialize(d).map(Self::new) }
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
