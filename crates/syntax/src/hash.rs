//! Feature hashing: the same numbers on every machine and in every release.

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// Folds `value` into the running hash `state`.
#[inline(always)]
pub(crate) fn mix(state: u64, value: u64) -> u64 {
    (state.rotate_left(23) ^ value).wrapping_mul(MULTIPLIER)
}

/// Spreads the bits of a running hash: tables take the slot from the high half and the fingerprint from the low half.
#[inline(always)]
pub(crate) fn finish(state: u64) -> u64 {
    let spread = (state ^ (state >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    spread ^ (spread >> 32)
}

/// A feature of template `template` with up to three atoms.
#[inline(always)]
pub(crate) fn feature(template: u64, a: u64, b: u64, c: u64) -> u64 {
    finish(mix(mix(mix((template + 1).wrapping_mul(MULTIPLIER), a), b), c))
}

/// Hash of a string; never 0, which stands for "nothing there".
pub(crate) fn text(value: &str) -> u64 {
    let mut state = 0x51_7C_C1_B7;
    for chunk in value.as_bytes().chunks(8) {
        let mut word = [0u8; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        state = mix(state, u64::from_le_bytes(word));
    }
    finish(mix(state, value.len() as u64)) | 1
}
