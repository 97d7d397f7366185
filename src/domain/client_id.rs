//! The identifier of one client.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One client's identifier, kept as the text that the base holds.
///
/// Never empty, never surrounded by white space. `007` and `7` are two clients: identifiers are
/// never read as numbers, since `1e5` or `00123` would silently become somebody else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClientId(String);

/// The text holds nothing that could be an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an identifier cannot be empty")]
pub struct EmptyClientId;

impl ClientId {
    /// The identifier in `text`, without the white space around it.
    ///
    /// # Errors
    /// When nothing is left.
    pub fn new(text: &str) -> Result<Self, EmptyClientId> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(EmptyClientId);
        }
        Ok(Self(trimmed.to_owned()))
    }

    /// The identifier as the base writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for ClientId {
    type Error = EmptyClientId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(&text)
    }
}

impl From<ClientId> for String {
    fn from(client_id: ClientId) -> Self {
        client_id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_zeros_make_another_client() {
        assert_ne!(ClientId::new("007").unwrap(), ClientId::new("7").unwrap());
    }

    #[test]
    fn white_space_around_is_not_part_of_it() {
        assert_eq!(ClientId::new(" 42\t").unwrap().as_str(), "42");
        assert_eq!(ClientId::new(" \n"), Err(EmptyClientId));
    }
}
