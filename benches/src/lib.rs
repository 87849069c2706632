//! Timings of nutgraf; see `benches/layers.rs`.
