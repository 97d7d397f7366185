//! What the process that trains tells the one that waits for it.
//!
//! Depends on `pipeline` and `serde_json`. A frame is the length of a JSON text (four bytes, the
//! lowest first), the text, and the bytes whose number the text tells.
//! Invariant: nothing is allocated from a length before the bytes were seen.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::pipeline::Stage;

/// A message with the bytes that belong to it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Frame {
    pub(super) message: Message,
    /// The bytes of the files that the message names, one after the other.
    pub(super) bytes: Vec<u8>,
}

/// What is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Message {
    /// The training goes on with this.
    Stage { stage: Stage },
    /// So many steps of it are done, of so many; 0 when unknown.
    Progress { done: u64, of: u64 },
    /// Something that the person should read at once.
    Say { text: String },
    /// The model is there; the bytes are those of `files`, then those of the base.
    Made { report: String, run: String, files: Vec<FileLength>, base: Option<u64> },
    /// There is no model.
    Failed { is_bad_input: bool, text: String },
}

/// A file of the bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileLength {
    pub(super) name: String,
    pub(super) length: u64,
}

impl Message {
    /// How many bytes follow it.
    fn following(&self) -> u64 {
        match self {
            Self::Made { files, base, .. } => {
                files.iter().map(|file| file.length).sum::<u64>() + base.unwrap_or(0)
            }
            Self::Stage { .. } | Self::Progress { .. } | Self::Say { .. } | Self::Failed { .. } => {
                0
            }
        }
    }
}

/// Sends a message with its bytes.
pub(super) fn send(to: &mut impl Write, message: &Message, bytes: &[&[u8]]) -> io::Result<()> {
    let text = serde_json::to_vec(message)?;
    let length = u32::try_from(text.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(&text)?;
    for part in bytes {
        to.write_all(part)?;
    }
    to.flush()
}

/// The next frame; `None` when there is none any more.
///
/// # Errors
/// When the other side stopped in the middle of one, or says what nobody understands.
pub(super) fn receive(from: &mut impl Read) -> io::Result<Option<Frame>> {
    let mut length = Vec::new();
    from.take(4).read_to_end(&mut length)?;
    let length = match <[u8; 4]>::try_from(length.as_slice()) {
        Ok(length) => u32::from_le_bytes(length),
        Err(_) if length.is_empty() => return Ok(None),
        Err(_) => return Err(io::ErrorKind::UnexpectedEof.into()),
    };
    let message: Message = serde_json::from_slice(&exactly(from, u64::from(length))?)?;
    let bytes = exactly(from, message.following())?;
    Ok(Some(Frame { message, bytes }))
}

fn exactly(from: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages() -> Vec<(Message, Vec<u8>)> {
        let file = |name: &str, length| FileLength { name: name.to_owned(), length };
        vec![
            (Message::Stage { stage: Stage::Growing }, Vec::new()),
            (Message::Progress { done: 3, of: 2_000 }, Vec::new()),
            (Message::Say { text: "é\n".to_owned() }, Vec::new()),
            (
                Message::Made {
                    report: "r".to_owned(),
                    run: "x = 1".to_owned(),
                    files: vec![file("a", 2), file("b", 0)],
                    base: Some(3),
                },
                b"12345".to_vec(),
            ),
            (Message::Failed { is_bad_input: true, text: "no".to_owned() }, Vec::new()),
        ]
    }

    #[test]
    fn what_is_sent_is_received() {
        let mut pipe = Vec::new();
        for (message, bytes) in messages() {
            send(&mut pipe, &message, &[&bytes]).unwrap();
        }
        let mut from = pipe.as_slice();
        for (message, bytes) in messages() {
            assert_eq!(receive(&mut from).unwrap(), Some(Frame { message, bytes }));
        }
        assert_eq!(receive(&mut from).unwrap(), None);
    }

    #[test]
    fn a_frame_that_is_cut_off_anywhere_is_an_error() {
        for (message, bytes) in messages() {
            let mut pipe = Vec::new();
            send(&mut pipe, &message, &[&bytes]).unwrap();
            for length in 1..pipe.len() {
                assert!(receive(&mut &pipe[..length]).is_err(), "{message:?} {length}");
            }
        }
        // Four gigabytes are announced and none comes: no memory is taken for them.
        assert!(receive(&mut [255_u8; 6].as_slice()).is_err());
    }
}
