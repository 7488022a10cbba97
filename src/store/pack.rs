//! Long texts, compressed: zlib, with their length before.

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::error::Fault;

/// Below this many bytes, compressing costs more than it saves.
const SHORT: usize = 1024;
/// zlib's own middle: 100 MB of text in a few seconds, about a third of its size.
const LEVEL: u8 = 6;
/// First byte of what is kept as it is, and of what is compressed.
const PLAIN: u8 = 0;
const ZLIB: u8 = 1;

/// `text` as bytes to keep.
pub(super) fn pack(text: &str) -> Vec<u8> {
    let mut out = vec![PLAIN];
    if text.len() < SHORT {
        out.extend_from_slice(text.as_bytes());
    } else {
        out[0] = ZLIB;
        out.extend_from_slice(&(text.len() as u64).to_le_bytes());
        out.append(&mut compress_to_vec_zlib(text.as_bytes(), LEVEL));
    }
    out
}

/// The text that [`pack`] was given. It grows to the length that is written before it, and no further.
pub(super) fn unpack(packed: &[u8]) -> Result<String, Fault> {
    let broken = || Fault::Data("a packed text is not as it was written".into());
    let (first, rest) = packed.split_first().ok_or_else(broken)?;
    let bytes = match *first {
        PLAIN => rest.to_vec(),
        ZLIB => {
            let (length, rest) = rest.split_first_chunk::<8>().ok_or_else(broken)?;
            let length = u32::try_from(u64::from_le_bytes(*length)).map_err(|_| broken())? as usize;
            let bytes = decompress_to_vec_zlib_with_limit(rest, length).map_err(|_| broken())?;
            if bytes.len() != length {
                return Err(broken());
            }
            bytes
        }
        _ => return Err(broken()),
    };
    String::from_utf8(bytes).map_err(|_| broken())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_bomb_stops_at_its_stated_length() {
        let mut packed = pack(&"a".repeat(1 << 20));
        packed[1..9].copy_from_slice(&100_u64.to_le_bytes());
        assert!(unpack(&packed).is_err());
        packed[1..9].copy_from_slice(&u64::MAX.to_le_bytes());
        assert!(unpack(&packed).is_err());
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(text in "\\PC*", times in 1_usize..200) {
            let text = text.repeat(times);
            prop_assert_eq!(unpack(&pack(&text)).expect("unpacked"), text);
        }

        #[test]
        fn any_bytes_are_a_text_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = unpack(&bytes);
        }
    }
}
