//! How LightGBM's C interface says that a call failed.
//!
//! Depends on `lightgbm3-sys`.

use std::{
    ffi::{CStr, CString, c_int},
    num::TryFromIntError,
};

use super::LightGbmError;

/// Turns the status of a call into a result; 0 means done.
pub(super) fn check(status: c_int) -> Result<(), LightGbmError> {
    if status == 0 {
        return Ok(());
    }
    // SAFETY: LightGBM returns a NUL-terminated text of its own that lives as long as the thread
    // and is overwritten only by the next failing call; it is copied before that.
    #[allow(unsafe_code)]
    let message = unsafe { CStr::from_ptr(lightgbm3_sys::LGBM_GetLastError()) };
    Err(LightGbmError::Library(message.to_string_lossy().into_owned()))
}

/// A text as C takes it.
pub(super) fn c_text(text: &str) -> Result<CString, LightGbmError> {
    CString::new(text)
        .map_err(|_| LightGbmError::BadTable("a name or a parameter holds a zero byte".into()))
}

/// A count as LightGBM takes it.
pub(super) fn c_count<N>(count: usize) -> Result<N, LightGbmError>
where
    N: TryFrom<usize, Error = TryFromIntError>,
{
    N::try_from(count)
        .map_err(|_| LightGbmError::BadTable(format!("{count} is more than LightGBM can count")))
}
