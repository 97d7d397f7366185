//! The digest of the data that a model learned from.
//!
//! Depends on `std` and `sha2`.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
};

use sha2::{Digest as _, Sha256};

/// Bytes read at a time.
const BUFFER_BYTES: usize = 1 << 20;

/// SHA-256 of a file, in hexadecimal, as `sha256sum` prints it.
///
/// A folder has the digest of the list of its files, sorted by name: of what
/// `find . -type f | sort | xargs sha256sum` prints in it, with `/` in names on every system.
///
/// # Errors
/// When something cannot be read.
pub fn sha256_of(path: &Path) -> io::Result<String> {
    if !path.is_dir() {
        return sha256_of_file(path);
    }
    let mut names = Vec::new();
    collect_files(path, "./", &mut names)?;
    names.sort_unstable();
    let mut list = String::new();
    for name in names {
        let digest = sha256_of_file(&path.join(&name))?;
        // Writing into a text cannot fail.
        let _ = writeln!(list, "{digest}  {name}");
    }
    Ok(hexadecimal(&Sha256::digest(list.as_bytes())))
}

fn collect_files(folder: &Path, prefix: &str, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect_files(&entry.path(), &format!("{name}/"), names)?;
        } else if kind.is_file() {
            names.push(name);
        }
    }
    Ok(())
}

fn sha256_of_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; BUFFER_BYTES];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hexadecimal(&hasher.finalize())),
            read => hasher.update(buffer.get(..read).unwrap_or_default()),
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_that_sha256sum_prints() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("b.txt");
        fs::write(&file, "abc").unwrap();
        assert_eq!(
            sha256_of(&file).unwrap(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        fs::create_dir(folder.path().join("a")).unwrap();
        fs::write(folder.path().join("a/x"), "").unwrap();
        let list = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  ./a/x\n\
            ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  ./b.txt\n";
        assert_eq!(
            sha256_of(folder.path()).unwrap(),
            hexadecimal(&Sha256::digest(list.as_bytes()))
        );
        assert!(sha256_of(&folder.path().join("absent")).is_err());
    }
}
