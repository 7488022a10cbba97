//! Bytes of a terminal, and what is heard of them.

use proptest::prelude::*;

use super::*;

/// Longer than anything is waited for.
const PAUSE: Duration = Duration::from_secs(1);

/// A listener, and the clock of the loop that it listens in.
struct Line {
    listener: Listener,
    now: Instant,
}

impl Line {
    fn new() -> Self {
        Self { listener: Listener::default(), now: Instant::now() }
    }

    /// What is heard until `bytes` have come, `after` the last ones.
    fn send(&mut self, after: Duration, bytes: &[u8]) -> Vec<Heard> {
        self.now += after;
        let mut found = Vec::new();
        while self.waits().is_some_and(|left| left.is_zero()) {
            found.extend(self.listener.flush());
        }
        found.extend(self.listener.hear(bytes, self.now));
        found
    }

    /// What is heard of `bytes` that come at once.
    fn hear(&mut self, bytes: &[u8]) -> Vec<Heard> {
        self.send(Duration::ZERO, bytes)
    }

    /// How long more is waited for.
    fn waits(&self) -> Option<Duration> {
        self.listener.deadline().map(|deadline| deadline.saturating_duration_since(self.now))
    }

    /// Whether `q` and `C-c` are keys behind a pause, together or apart.
    fn hears_keys(&mut self) -> bool {
        let (quit, stop) = (key(KeyCode::Char('q')), Heard::Key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)));
        self.send(PAUSE, b"");
        let apart = [self.hear(b"q"), self.hear(b"\x03")].concat();
        apart == [quit.clone(), stop.clone()] && self.hear(b"q\x03") == [quit, stop] && self.waits().is_none()
    }
}

fn heard(pieces: &[&[u8]]) -> Vec<Heard> {
    let mut line = Line::new();
    let mut found: Vec<Heard> = pieces.iter().flat_map(|piece| line.hear(piece)).collect();
    found.extend(line.send(PAUSE, b""));
    found
}

fn key(code: KeyCode) -> Heard {
    Heard::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

#[test]
fn keys_are_heard_however_they_are_cut() {
    assert_eq!(heard(&[b"j\x1b[A"]), [key(KeyCode::Char('j')), key(KeyCode::Up)]);
    assert_eq!(heard(&[b"\x1b", b"[A"]), [key(KeyCode::Up)]);
    assert_eq!(heard(&[b"\x1b[", b"5", b"~"]), [key(KeyCode::PageUp)]);
    assert_eq!(heard(&[b"\x1b"]), [key(KeyCode::Esc)]);
    let korean = "러".as_bytes();
    assert_eq!(heard(&[&korean[..1], &korean[1..]]), [key(KeyCode::Char('러'))]);
    assert_eq!(heard(&[b"\x0f"]), [Heard::Key(KeyEvent::new(KeyCode::Char('o'), KeyModifiers::CONTROL))]);
}

#[test]
fn an_answer_that_comes_late_is_no_key() {
    let answer: &[u8] = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\j";
    for cut in 0..answer.len() {
        let found = heard(&[&answer[..cut], &answer[cut..]]);
        let keys: Vec<_> = found.iter().filter(|heard| matches!(heard, Heard::Key(_))).collect();
        assert_eq!(keys, [&key(KeyCode::Char('j'))], "cut at {cut}: {found:?}");
        assert!(matches!(found[0], Heard::Background(bright) if bright > 0.9));
    }
    assert_eq!(heard(&[b"\x1b[?62;22cj"]), [key(KeyCode::Char('j'))]);
}

#[test]
fn a_paste_is_one_piece_and_never_keys() {
    let found = heard(&[b"\x1b[200~q\x1b[3", b"1mjj\nq", b"\x1b[201~k"]);
    assert_eq!(found, [Heard::Paste("q\x1b[31mjj\nq".into()), key(KeyCode::Char('k'))]);
}

fn chord(code: KeyCode) -> Heard {
    Heard::Key(KeyEvent::new(code, KeyModifiers::ALT))
}

#[test]
fn an_escape_and_what_follows_it_at_once_are_a_chord() {
    assert_eq!(heard(&[b"\x1bq"]), [chord(KeyCode::Char('q'))]);
    assert_eq!(heard(&[b"\x1b\r"]), [chord(KeyCode::Enter)]);
    assert_eq!(heard(&["\x1bㅂ".as_bytes()]), [chord(KeyCode::Char('ㅂ'))]);
    assert_eq!(heard(&[b"\x1b\x1b[D"]), [key(KeyCode::Esc), key(KeyCode::Left)]);
    assert_eq!(heard(&[b"\x1b\x1bq"]), [key(KeyCode::Esc), chord(KeyCode::Char('q'))]);
}

#[test]
fn what_a_pause_leaves_unfinished_is_a_chord_and_the_next_key_is_heard() {
    for begun in ['[', ']', 'P', 'O', '_', '^', 'X'] {
        let mut line = Line::new();
        let mut found = line.hear(format!("\x1b{begun}").as_bytes());
        assert!(matches!(line.waits(), None | Some(ESCAPE_PAUSE)), "{begun}");
        found.extend(line.send(ESCAPE_PAUSE, b"q"));
        let Heard::Key(first) = found[0] else { panic!("{found:?}") };
        assert_eq!((first.code, first.modifiers.contains(KeyModifiers::ALT)), (KeyCode::Char(begun), true));
        assert_eq!(found[1..], [key(KeyCode::Char('q'))], "{begun}");
        assert_eq!(line.waits(), None);
    }
}

#[test]
fn a_sequence_is_waited_for_longer_than_an_escape() {
    let mut line = Line::new();
    assert_eq!((line.hear(b"\x1b"), line.waits()), (vec![], Some(ESCAPE_PAUSE)));
    assert_eq!((line.send(ESCAPE_PAUSE / 2, b"["), line.waits()), (vec![], Some(ESCAPE_PAUSE)));
    assert_eq!((line.hear(b"1"), line.waits()), (vec![], Some(SEQUENCE_PAUSE - ESCAPE_PAUSE / 2)));
    assert_eq!((line.hear(b";3D"), line.waits()), (vec![chord(KeyCode::Left)], None));
    assert_eq!((line.hear(b"\x1b[200~a"), line.waits()), (vec![], Some(PASTE_PAUSE)));
}

#[test]
fn whoever_types_on_behind_a_beginning_is_heard_after_a_second() {
    for begun in [&b"\x1b]1"[..], b"\x1bP+", b"\x1b_G"] {
        let mut line = Line::new();
        line.hear(begun);
        let found: Vec<Heard> = (0..12).flat_map(|_| line.send(SEQUENCE_PAUSE / 10, b"j")).collect();
        assert_eq!(found, vec![key(KeyCode::Char('j')); 3], "{begun:?}");
        // What comes in large pieces is no typing.
        line.hear(begun);
        for _ in 0..12 {
            assert_eq!(line.send(SEQUENCE_PAUSE / 2, &[b'j'; TYPED_AT_ONCE + 1]), []);
        }
    }
}

#[test]
fn an_answer_without_end_is_never_keys() {
    let mut line = Line::new();
    let mut found = line.hear(b"\x1b]52;c;");
    for _ in 0..40 {
        found.extend(line.hear(&[b'q'; 1000]));
        assert!(line.listener.held.len() <= LONGEST_SEQUENCE);
    }
    found.extend(line.hear(b"\x1b"));
    found.extend(line.hear(b"\\j"));
    assert_eq!(found, [key(KeyCode::Char('j'))]);
    // The parser takes time with the square of a length.
    let long = [b"\x1b]11;rgb:", &b"f".repeat(60_000)[..], b"\x07j"].concat();
    assert_eq!(heard(&[&long]), [key(KeyCode::Char('j'))]);
}

#[test]
fn after_a_pause_keys_are_heard_whatever_was_cut_off() {
    for whole in [
        "\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
        "\x1b]52;c;QUJD\x07",
        "\x1bP>|term 1.0\x1b\\",
        "\x1bP1$r0m\x1b\\",
        "\x1b_Gi=1;OK\x1b\\",
        "\x1b^private\x1b\\",
        "\x1bXstring\x1b\\",
        "\x1b[200~pasted 글\x1b[201~",
        "\x1b[M !!",
        "\x1b[<35;120;40M",
        "\x1b[32;10;10M",
        "\x1b[?62;4;22c",
        "\x1b[97;5u",
        "\x1b[27;5;99~",
        "\x1b[1;5D",
        "\x1b[[A",
        "\x1bOP",
        "글😀",
        "\x1b글",
    ] {
        for cut in 0..=whole.len() {
            let mut line = Line::new();
            line.hear(&whole.as_bytes()[..cut]);
            assert!(line.hears_keys(), "{whole:?} cut at {cut}");
        }
    }
}

#[test]
fn a_paste_that_stops_is_what_has_come_and_its_rest_is_no_keys() {
    let mut line = Line::new();
    assert_eq!(line.hear(b"\x1b[200~one "), []);
    assert_eq!(line.send(PAUSE, b""), [Heard::Paste("one ".into())]);
    assert_eq!(line.send(PAUSE, &[b'q'; 100]), []);
    assert_eq!(line.send(PAUSE / 2, b"two\x1b[201~j"), [Heard::Paste("q".repeat(100) + "two"), key(KeyCode::Char('j'))]);
}

#[test]
fn a_paste_of_megabytes_is_whole_and_keys_behind_it_are_keys() {
    let text = "여덟 메가바이트의 글.\n".repeat(300_000);
    let bytes = format!("j\x1b[200~{text}\x1b[201~k");
    let (mut line, mut pasted, mut keys) = (Line::new(), String::new(), Vec::new());
    for piece in bytes.as_bytes().chunks(4095) {
        for heard in line.hear(piece) {
            match heard {
                Heard::Paste(part) => pasted += &part,
                other => keys.push(other),
            }
        }
    }
    assert!(pasted == text);
    assert_eq!(keys, [key(KeyCode::Char('j')), key(KeyCode::Char('k'))]);
}

#[test]
fn a_million_bytes_of_noise_leave_no_key_unheard() {
    // Xorshift: the same bytes, cuts and pauses each time.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let starts: [&[u8]; 8] = [b"\x1b", b"\x1b[", b"\x1b]", b"\x1bP", b"\x1b_", b"\x1b[200~", b"\x1b[M", b"\x1b[<"];
    let (mut line, mut sent) = (Line::new(), 0);
    while sent < 1_000_000 {
        let length = [1, 3, 40, 3000][usize::try_from(random(4)).expect("an index")];
        let mut piece: Vec<u8> = (0..length).map(|_| u8::try_from(random(256)).expect("a byte")).collect();
        if random(3) == 0 {
            piece.extend_from_slice(starts[usize::try_from(random(8)).expect("an index")]);
        }
        sent += piece.len();
        line.send(Duration::from_millis([0, 0, 1, 20, 30, 900, 1100][usize::try_from(random(7)).expect("an index")]), &piece);
        if random(8) == 0 {
            assert!(line.hears_keys(), "after {sent} bytes: {:?}", line.listener);
        }
    }
}

/// Bytes as keys and terminals send them, whole and in parts, among any others.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => proptest::collection::vec(any::<u8>(), 1..4),
        4 => "[\\x1b\\[\\]OPX_^?<>;0-9A-Za-z~\\\\\x07\r 한]{1,6}".prop_map(String::into_bytes),
        2 => prop_oneof![Just("\x1b"), Just("\x1b["), Just("\x1b]"), Just("\x1bP"), Just("\x1bO"), Just("\x1b_G")]
            .prop_map(|text| text.as_bytes().to_vec()),
        1 => prop_oneof![
            Just("\x1b[A"), Just("\x1b[<0;3;4M"), Just("\x1b[M !!"), Just("\x1b]11;rgb:ff/ff/ff\x07"), Just("\x1b[?62;4c"),
            Just("\x1b[200~q\x1b[201~"), Just("\x1b[200~"), Just("\x1b[20"), Just("러"), Just("\x1b\\"), Just("\x1b[I")
        ]
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn after_any_bytes_in_any_cut_at_any_speed_keys_are_heard(
        bytes in bytes(), cuts in proptest::collection::vec((any::<prop::sample::Index>(), 0_u64..1200), 0..6),
    ) {
        let mut line = Line::new();
        let mut cuts: Vec<(usize, u64)> = cuts.iter().map(|(at, pause)| (at.index(bytes.len() + 1), *pause)).collect();
        cuts.sort_unstable();
        let mut from = 0;
        for (to, pause) in cuts.into_iter().chain([(bytes.len(), 0)]) {
            line.send(Duration::from_millis(pause), &bytes[from..to]);
            from = to;
        }
        prop_assert!(line.hears_keys());
    }

    #[test]
    fn bytes_mean_the_same_wherever_they_are_cut(
        bytes in bytes(), cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let mut cuts: Vec<usize> = cuts.iter().map(|at| at.index(bytes.len() + 1)).chain([0, bytes.len()]).collect();
        cuts.sort_unstable();
        let pieces: Vec<&[u8]> = cuts.windows(2).map(|ends| &bytes[ends[0]..ends[1]]).collect();
        prop_assert_eq!(heard(&pieces), heard(&[&bytes]));
    }
}
