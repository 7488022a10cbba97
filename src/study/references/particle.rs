//! Particles of Korean: what tells that a noun ends before them.

/// What may stand behind a noun in Korean.
const PARTICLES: [&str; 48] = [
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "에",
    "의",
    "와",
    "과",
    "로",
    "으로",
    "도",
    "만",
    "까지",
    "부터",
    "처럼",
    "보다",
    "에서",
    "에는",
    "에도",
    "에서는",
    "에서도",
    "에서의",
    "으로는",
    "로는",
    "과는",
    "와는",
    "과의",
    "와의",
    "이다",
    "이며",
    "이나",
    "나",
    "및",
    "이라",
    "라는",
    "이라는",
    "에서와",
    "에서처럼",
    "으로부터",
    "으로서",
    "에만",
    "만을",
    "까지의",
    "부터는",
    "참조",
    "이란",
];

/// Whether what follows without a blank is a particle, and the word ends behind it.
pub(super) fn is_particle(behind: &str) -> bool {
    /// Bytes of the longest, and more: a text without a blank is asked about as often as it has numbers.
    const NEAR: usize = 24;
    let near = &behind[..behind.floor_char_boundary(behind.len().min(NEAR))];
    let end = near.find(|c: char| !c.is_alphanumeric()).unwrap_or(near.len());
    PARTICLES.contains(&&near[..end])
}

/// Whether the last word ends with a particle that is hardly the end of a noun (지도, 종이 are).
pub(super) fn ends_with_particle(before: &str) -> bool {
    let word = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let particles = ["은", "는", "을", "를", "에서", "에는", "와", "과", "의", "및"];
    particles.iter().any(|particle| word.ends_with(particle)) && word.chars().count() > 1
}
