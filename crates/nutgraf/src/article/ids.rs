//! Ids: indexes into the layers.

use std::num::NonZeroU32;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[cfg(doc)]
use super::Article;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident of $layer:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// ```
        /// use nutgraf::{Extractor, Layer, Options};
        /// let all = Options::new().layers(Layer::ALL.into_iter().collect());
        /// let article = Extractor::new(all).extract("“It works,” said Ada Osei, who spent $5 on it on 5 May 2024.")?;
        #[doc = concat!("let first = nutgraf::", stringify!($name), "::of(0);")]
        #[doc = concat!("assert_eq!(Some(&article.", stringify!($layer), "[first.index()]), article.", stringify!($layer), ".first());")]
        /// # Ok::<(), nutgraf::Error>(())
        /// ```
        // One more than the index: an `Option` of an id takes no more room than the id.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transparent))]
        pub struct $name(#[cfg_attr(feature = "schema", schemars(with = "u32"))] NonZeroU32);
        impl $name {
            /// The id with this index; `u32::MAX`, which no layer is long enough for, gives the one before it.
            ///
            /// ```
            #[doc = concat!("use nutgraf::", stringify!($name), ";")]
            #[doc = concat!("assert_eq!(", stringify!($name), "::new(3), ", stringify!($name), "::of(3));")]
            /// ```
            pub const fn new(index: u32) -> Self { Self(NonZeroU32::MIN.saturating_add(index)) }
            /// From an index into the layer.
            ///
            /// ```
            #[doc = concat!("use nutgraf::", stringify!($name), ";")]
            #[doc = concat!("assert_eq!(", stringify!($name), "::of(3).index(), 3);")]
            /// ```
            pub const fn of(index: usize) -> Self { Self::new(index as u32) }
            /// The index as it stands in JSON.
            ///
            /// ```
            #[doc = concat!("use nutgraf::", stringify!($name), ";")]
            #[doc = concat!("assert_eq!(", stringify!($name), "::of(3).get(), 3u32);")]
            /// ```
            pub const fn get(self) -> u32 { self.0.get() - 1 }
            /// As an index into the layer.
            ///
            /// ```
            #[doc = concat!("use nutgraf::", stringify!($name), ";")]
            #[doc = concat!("assert_eq!(['a', 'b'][", stringify!($name), "::of(1).index()], 'b');")]
            /// ```
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
    BlockId of blocks;
    /// Index into [`Article::sentences`].
    SentenceId of sentences;
    /// Index into [`Article::tokens`].
    TokenId of tokens;
    /// Index into [`Article::mentions`].
    MentionId of mentions;
    /// Index into [`Article::entities`].
    EntityId of entities;
    /// Index into [`Article::times`].
    TimeId of times;
    /// Index into [`Article::quantities`].
    QuantityId of quantities;
    /// Index into [`Article::quotes`].
    QuoteId of quotes;
    /// Index into [`Article::events`].
    EventId of events;
}
