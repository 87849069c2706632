//! What the allocator of glibc does with memory that is given back.

/// Blocks of so many bytes are mapped by themselves, and go back to the system when they are freed. Smaller ones are kept for the
/// next story.
const MAPPED: libc::c_int = 1 << 20;
/// What may lie free at the end of a heap before it goes back: enough that a corpus of short stories never waits for the system.
const SPARE: libc::c_int = 8 << 20;

/// Fixes both. Left alone, glibc takes the first large block that is freed for a sign that such blocks come and go, keeps up to
/// 32 MB of each size, and a long story takes a tenth more memory than it needs.
#[allow(unsafe_code, reason = "the only way to say it from inside the program")]
pub fn give_back() {
    // SAFETY: `mallopt` takes plain numbers, and no other thread runs yet. Where it refuses, things stay as they were.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, MAPPED);
        libc::mallopt(libc::M_TRIM_THRESHOLD, SPARE);
    }
}
