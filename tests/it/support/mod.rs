//! What several tests of the window share.

pub(crate) mod sample_views;
pub(crate) mod window;
