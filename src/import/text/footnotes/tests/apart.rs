//! What stands by a page's notes and is none of them stays where it was printed: headings, lists, paragraphs.

use super::{notes, read};

const TEXT: &str = "The mill stood at the edge of the village, and its wheel had not been turned for years.1 The
owner asked the bank of the county for a loan, which it would not give to him or to his wife,2
since nobody could say how much the mill was worth, or whether the river would come back to
its old bed after so many years.";
const MORE: &str = "The bank kept its books in the hall of the old school, where nobody had looked at them since
the war, and where the rain came in through the roof in every spring of those years.";
const KOREAN: &str = "물레방아는 마을 끝에 서 있었고 바퀴는 오래전에 멈추었다.1 주인은 은행에서 돈을 빌리려고 하였으나
은행은 그에게도 그의 아내에게도 빌려주지 않았으며,2 방앗간이 얼마짜리인지 강물이 다시 돌아올지
아무도 말하지 못하였다고 한다.";
const KOREAN_MORE: &str = "은행은 장부를 옛 학교의 강당에 두었는데 전쟁이 끝난 뒤로 아무도 들여다보지 않았고, 해마다 봄이면
지붕으로 비가 새어 들어왔다고 마을 사람들은 말한다.";
const RUSSIAN: &str = "Мельница стояла на краю деревни, и колесо её не вращалось уже много лет подряд.1 Хозяин
просил у банка ссуду, которую тот не хотел дать ни ему самому, ни его жене,2 потому что
никто не знал, сколько стоит мельница.";
const NOTES: &str = "1 Records of the county, 1871.\n2 Ledger of the bank, 1872.";
const KOREAN_NOTES: &str = "1 고을 문서, 1871.\n2 은행 장부, 1872.";

/// The bodies of the notes, `none` for a call that has none, and whether every word of `text` is kept.
fn bodies(text: &str) -> Vec<String> {
    let document = read(text);
    let found: Vec<String> = notes(&document).into_iter().map(|(_, body, _)| body).collect();
    let kept: Vec<&str> = document.text().split_whitespace().collect();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphabetic());
        assert!(bare.len() < 4 || kept.iter().any(|kept| kept.contains(bare)), "{word} of {text}\n--\n{}", document.text());
    }
    found
}

const ENGLISH_NOTES: [&str; 2] = ["Records of the county, 1871.", "Ledger of the bank, 1872."];

#[test]
fn numbered_headings_are_no_notes() {
    for (text, more, titles) in [
        (TEXT, MORE, ["1 Introduction", "2 Methods"]),
        (TEXT, MORE, ["1 The mill and its owner", "2 The bank and its books"]),
        (TEXT, MORE, ["1 INTRODUCTION", "2 METHODS"]),
        (KOREAN, KOREAN_MORE, ["1 서론", "2 방법"]),
        (KOREAN, KOREAN_MORE, ["1서론", "2방법"]),
        (KOREAN, KOREAN_MORE, ["1 물레방아의 역사", "2 은행의 장부"]),
        (RUSSIAN, MORE, ["1 Введение", "2 Методы"]),
    ] {
        let [first, second] = titles;
        let stays = |text: &str| {
            let document = read(text);
            for title in titles {
                let words = title.trim_start_matches(|c: char| c.is_ascii_digit()).trim();
                let at = document.text().find(words).unwrap_or_else(|| panic!("{title} in {}", document.text()));
                let body = notes(&document).iter().any(|(_, body, _)| body.contains(words));
                assert!(!body && at > 0, "{title} in {}", document.text());
            }
        };
        stays(&format!("{text}\n\n{first}\n\n{more}\n\n{second}\n\n{more}\n"));
        stays(&format!("{text}\n\n{first}\n{more}\n\n{second}\n{more}\n"));
        stays(&format!("{text}\n\n{first}\n\n{more}\n\n{second}\n\n{more}\n\u{C}{more}\n"));
        // Among the notes of a page, and before them.
        for page in ["", "\u{C}"] {
            let all = format!("The mill\n\n{first}\n\n{text}\n\n{second}\n\n{more}\n\n{NOTES}\n{page}{more}\n");
            stays(&all);
            if !page.is_empty() {
                assert_eq!(bodies(&all), ENGLISH_NOTES, "{all}");
            }
        }
    }
}

#[test]
fn lists_below_what_leads_to_them_are_no_notes() {
    let lists = ["1 The name of the owner.\n2 The age of the mill.\n3 The depth of the river.", "1 주인의 이름\n2 방앗간의 나이"];
    for text in [TEXT, KOREAN] {
        for lead in ["Three things were asked:", "물은 것은 다음과 같다:", "물은 것은 다음과 같다.", "They were as follows."]
        {
            for list in lists {
                for gap in ["\n", "\n\n"] {
                    for (behind, expected) in [
                        (String::new(), ["none", "none"]),
                        (format!("\n\n{MORE}"), ["none", "none"]),
                        (format!("\n\n{MORE}\n\n{NOTES}"), ENGLISH_NOTES),
                        (format!("\n\n{MORE}\n\n{NOTES}\n\u{C}{MORE}"), ENGLISH_NOTES),
                    ] {
                        let all = format!("{text}{gap}{lead}{gap}{list}{behind}\n");
                        assert_eq!(bodies(&all), expected, "{all}");
                    }
                }
            }
        }
    }
    let paren = TEXT.replace(".1", ".1)").replace(",2", ",2)");
    assert_eq!(
        bodies(&format!("{paren}\n\nTwo things were asked:\n\n1) The name.\n2) The age of the mill.\n")),
        ["none", "none"]
    );
    // What is cited under a colon is no list, at the foot of a page.
    let cited = format!("{TEXT}\n\nThey say:\n\n{NOTES}\n\u{C}{MORE}\n");
    assert_eq!(bodies(&cited), ENGLISH_NOTES);
}

#[test]
fn a_second_count_that_nothing_calls_is_none() {
    let list = "1 The name of the owner.\n2 The age of the mill.";
    for end in ["\n", "\n\u{C}The end of it.\n"] {
        for all in [
            format!("{TEXT}\n\n{NOTES}\n\n{MORE}\n\n{list}{end}"),
            format!("{TEXT}\n\n{list}\n\n{MORE}\n\n{NOTES}{end}"),
            format!("{TEXT}\n\n{list}\n\n{MORE}\n\n{list}\n\n{MORE}\n\n{NOTES}{end}"),
            format!("{TEXT}\n\n{NOTES}\n\n{MORE} Two things were asked:\n\n{list}{end}"),
        ] {
            assert_eq!(bodies(&all), ENGLISH_NOTES, "{all}");
        }
    }
    // One that is called is.
    let again = format!("{TEXT}\n\n{NOTES}\n\n{TEXT}\n\n1 Letters of the owner, 1873.\n2 Diary of his wife, 1874.\n");
    assert_eq!(bodies(&again).len(), 4);
}

#[test]
fn a_note_ends_where_something_else_begins() {
    let open = "1 Records of the county, 1871, which were burnt in the year after, so that hardly any of it\n2 Ledger of the bank, 1872, which is kept in the hall of the old school, as all of the books of";
    for next in [
        "“Nobody knows what it was worth,” said the owner of the mill to all who asked him for it.",
        "\"Well,\" said the owner, \"nobody knows what the mill is worth now, and nobody will know it.\"",
        "-- The editor of the county paper, in the spring of the year",
        "-- \nThe owner\nThe mill",
        "https://example.org/mill/records/1871",
        "www.example.org/mill",
        "owner@mill.example",
        MORE,
        "- the wheel\n- the rope of the mill",
        "• the wheel\n• the rope of the mill",
        "(The end of the records of the county.)",
        "* * *\n\nThe wheel was turned again.",
        "12 men came to the mill in the spring, and they looked at its wheel for a long time.",
        KOREAN_MORE,
        "Conclusion\n\nThe wheel was turned again.",
    ] {
        for page in ["", "\u{C}The end of it.\n"] {
            let all = format!("{TEXT}\n\n{NOTES}\n\n{next}\n{page}");
            assert_eq!(bodies(&all), ENGLISH_NOTES, "{all}");
            let all = format!("{TEXT}\n\n{open}\n\n{next}\n{page}");
            let found = bodies(&all);
            assert!(found.len() == 2 && found[1].ends_with("as all of the books of"), "{found:?} in {all}");
        }
        // With no gap between, an address may go on what is cited.
        if !next.contains("example.org") && !next.starts_with("owner@") {
            let all = format!("{TEXT}\n\n{NOTES}\n{next}\n");
            assert_eq!(bodies(&all), ENGLISH_NOTES, "{all}");
        }
    }
    let all = format!(
        "{KOREAN}\n\n1 고을 문서, 제3권 제12호, 1871년에 펴낸 것을 옮긴 책으로 지금은 고을 강당에 있음, 12쪽\n2 은행 장부, 제7권 제1호, 1872년에 펴낸 것을 옮긴 책으로 지금은 옛 학교 강당에 있음, 45쪽\n\n{KOREAN_MORE}\n"
    );
    assert!(bodies(&all)[1].ends_with("45쪽"), "{:?}", bodies(&all));
}

#[test]
fn notes_stand_below_the_last_text_or_part_a_sentence() {
    // Between two paragraphs they are notes by what they cite.
    let list = "1 The name of the owner.\n2 The age of the mill.";
    assert_eq!(bodies(&format!("{TEXT}\n\n{list}\n\n{MORE}\n")), ["none", "none"]);
    assert_eq!(bodies(&format!("{TEXT}\n\n{NOTES}\n\n{MORE}\n")), ENGLISH_NOTES);
    assert_eq!(bodies(&format!("{KOREAN}\n\n{KOREAN_NOTES}\n\n{KOREAN_MORE}\n")), ["고을 문서, 1871.", "은행 장부, 1872."]);
    let open = TEXT.trim_end_matches(" after so many years.");
    let parted =
        format!("{open}\n\n{list}\n\nafter so many years of which nobody spoke in the village or in the town beside it.\n");
    assert_eq!(bodies(&parted), ["The name of the owner.", "The age of the mill."]);
    assert_eq!(bodies(&format!("{TEXT}\n\n{MORE}\n\n{list}\n")), ["The name of the owner.", "The age of the mill."]);
}

#[test]
fn items_of_a_list_are_no_notes_to_a_sign() {
    let text = TEXT.replace(".1", "*.").replace(",2", ",");
    for list in [
        "* The name of the owner.\n* The age of the mill.",
        "* The name of the owner.\n\n* The age of the mill.\n\n* The depth.",
        "† The name.\n† The age of the mill.",
    ] {
        let all = format!("{text}\n\n{list}\n");
        assert!(bodies(&all).iter().all(|body| body == "none"), "{all}");
    }
    assert_eq!(bodies(&format!("{text}\n\n* Records of the county, 1871.\n")), ["Records of the county, 1871."]);
    assert_eq!(bodies(&format!("{text}\n\n* Records of the county, 1871.\n\u{C}{text}\n\n* Ledger of the bank.\n")).len(), 2);
}
