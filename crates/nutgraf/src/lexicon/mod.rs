//! Word lists that more than one stage reads, as data files with their origin and licence in the first lines.
