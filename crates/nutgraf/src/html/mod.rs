//! Web pages in: main content, metadata, captions, each block with its byte range in the page.

use crate::blocks::Front;

/// Reads a page: the text built from its kept blocks (joined by a blank line), and what was found.
pub(crate) fn read(_html: &str, _url: Option<&str>) -> (String, Front) {
    (String::new(), Front::default())
}
