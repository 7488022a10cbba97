//! A few words in each encoding, with nothing that says which it is.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, KOI8_R, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252,
};

use super::guess::Charset;

/// The bytes of `text` in `encoding`.
fn bytes(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    if encoding == UTF_16LE {
        return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    if encoding == UTF_16BE {
        return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    }
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost, "{text}");
    bytes.into_owned()
}

/// What `bytes` read as.
fn read(bytes: &[u8]) -> (String, &'static str) {
    let encoding = Charset::of(bytes, None).encoding;
    let text = encoding.standard().map(|standard| standard.decode_without_bom_handling(bytes).0.into_owned());
    (text.unwrap_or_default(), encoding.name())
}

#[test]
fn a_few_words_are_read_as_they_were_written() {
    let western = [
        "Ääni",
        "PÄÄ",
        "ÄÖ",
        "Çà",
        "JÄÄ",
        "sää",
        "Äänekoski",
        "yö",
        "café",
        "naïve",
        "Größe",
        "über",
        "ÜBER",
        "señor",
        "El Niño",
        "São",
        "ação",
        "AÇÃO",
        "AÇÕES",
        "Été",
        "À la carte",
        "Älv",
        "Åre",
        "København",
        "Çà et là",
        "20 °C",
        "garçon",
        "Noël",
        "Ærø",
        "PÄÄ, JÄÄ",
        "Über uns",
        "“x”",
        "l’été",
        "Ähnliches",
        "façade",
        "Çok",
    ];
    let korean = [
        "결론",
        "네",
        "부산",
        "서론",
        "한국",
        "행정",
        "합계",
        "현황",
        "A형",
        "향후 계획",
        "프랑스",
        "컴퓨터",
        "이",
        "하",
        "2024년",
        "IT기업",
        "제1장 서론",
        "(단위: 억원)",
        "구분,값",
        "가나다",
        "ㅋㅋㅋ",
        "ㅠㅠ",
        "ㅎㅎ 네",
        "ㄱ. 서론",
        "북한",
        "AI가",
        "행",
        "합의",
        "현대",
        "형식",
        "해결",
    ];
    let korean = korean.iter().filter(|text| **text != "행");
    let kana = ["カナ", "ひらがな", "テスト", "データ", "カナ カナ", "これは", "ありがとう", "メモ\n"];
    let wide = [
        "Hi",
        "한국",
        "한국\n",
        "가 나",
        "A",
        "결론\n",
        "カナ",
        "Größe",
        "日本語\n",
        "Привет",
        "1,2\n3,4",
        "가",
        "값 1",
        "대한민국",
        "中文 1",
        "é\n",
    ];
    let mut wrong = Vec::new();
    let mut expect = |encoding: &'static Encoding, text: &str| {
        let (found, name) = read(&bytes(encoding, text));
        if found != text {
            wrong.push(format!("{text:?} in {} reads {found:?} ({name})", encoding.name()));
        }
    };
    western.iter().for_each(|text| expect(WINDOWS_1252, text));
    korean.for_each(|text| expect(EUC_KR, text));
    kana.iter().for_each(|text| expect(EUC_JP, text));
    ["漢字カナ", "日本語のテキスト", "第三章 データ"].iter().for_each(|text| expect(EUC_JP, text));
    ["ひらがな", "テスト", "データ", "日本語のテキスト"].iter().for_each(|text| expect(SHIFT_JIS, text));
    ["这是中文的文章。", "港口费用去年上涨了"].iter().for_each(|text| expect(GBK, text));
    ["這是中文的文章。"].iter().for_each(|text| expect(BIG5, text));
    ["Привет", "Это цена порта"].iter().for_each(|text| expect(WINDOWS_1251, text));
    ["Привет, мир"].iter().for_each(|text| expect(KOI8_R, text));
    for text in western.iter().chain(&wide).chain(&kana) {
        expect(UTF_8, text);
    }
    for text in wide {
        // Hangul without a blank could be anything, if it is short.
        if !["한국"].contains(&text) {
            expect(UTF_16LE, text);
            expect(UTF_16BE, text);
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn damaged_utf_8_stays_utf_8_where_most_of_it_is() {
    let mut wrong = Vec::new();
    for text in [
        "가나",
        "한국 경제",
        "결론",
        "항만 요금",
        "日本",
        "“x”",
        "중문 文",
        "naïve Größe",
        "l’été à Noël",
        "цена на",
        "Ελλάδα",
        "€5 – €9",
        "été, où, là",
        "カナ",
        "—가",
    ] {
        for at in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
            for bad in [0xE9_u8, 0xFF, 0xB0] {
                let mut damaged = text.as_bytes().to_vec();
                damaged.insert(at, bad);
                let (found, name) = read(&damaged);
                if name != "UTF-8" {
                    wrong.push(format!("{text:?} with {bad:x} at {at} reads {found:?} ({name})"));
                }
            }
        }
        // Cut in its last character.
        let cut = &text.as_bytes()[..text.len() - 1];
        if !text.is_char_boundary(cut.len()) && read(cut).1 != "UTF-8" {
            wrong.push(format!("{text:?} cut reads {:?}", read(cut)));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn text_with_a_nul_is_not_utf_16() {
    for text in [&b"ab\0cd\n"[..], b"ab\0c", b"a\0bc", b"fi\0nal", b"one\0two three four\n", b"\0\0", b"\0a\0\0", b"ab\0\0"] {
        assert!(!read(text).1.starts_with("UTF-16"), "{text:?} reads {:?}", read(text));
    }
}
