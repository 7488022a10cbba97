//! The second line of an entry: `- Your Highlight on page 7 | Location 100-101 | Added on …`, in any language of a Kindle.

use jiff::tz::TimeZone;
use jiff::{Zoned, civil};

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Highlight,
    Note,
    Bookmark,
}

/// What it says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Facts {
    pub(super) kind: Kind,
    /// Whether no word of a language that is known says so.
    pub(super) is_unsure: bool,
    /// The page's label.
    pub(super) page: Option<String>,
    /// From where to where: locations, else pages.
    pub(super) range: Option<(u64, u64)>,
    pub(super) created: Option<Zoned>,
}

/// Words that call bookmarks, notes and highlights, in English, Korean, Japanese, Chinese, German, French, Spanish,
/// Italian, Portuguese, Dutch and Russian. Bookmarks come first: in some languages the word holds that for notes.
const KINDS: [(Kind, &[&str]); 3] = [
    (
        Kind::Bookmark,
        &[
            "bookmark",
            "책갈피",
            "북마크",
            "ブックマーク",
            "しおり",
            "书签",
            "書籤",
            "lesezeichen",
            "signet",
            "marcador",
            "segnalibro",
            "bladwijzer",
            "закладка",
        ],
    ),
    (Kind::Note, &["note", "메모", "노트", "メモ", "笔记", "筆記", "notiz", "nota", "notitie", "заметка", "примечание"]),
    (
        Kind::Highlight,
        &[
            "highlight",
            "clip",
            "하이라이트",
            "ハイライト",
            "标注",
            "標註",
            "markierung",
            "surlignement",
            "subrayado",
            "evidenziazione",
            "destaque",
            "markering",
            "выделен",
        ],
    ),
];

/// Words for a page, before its number or behind it.
const PAGE: [&str; 13] =
    ["page", "페이지", "쪽", "ページ", "页", "頁", "seite", "página", "pagina", "pag.", "странице", "страница", "стр."];

/// Months by the beginnings of their names; where one is the beginning of another the longer one stands first.
const MONTHS: [(u8, &[&str]); 12] = [
    (1, &["jan", "gen", "ene", "янв"]),
    (2, &["feb", "fév", "fev", "фев"]),
    (3, &["mar", "mär", "maa", "mrt", "мар"]),
    (4, &["apr", "avr", "abr", "апр"]),
    (5, &["may", "mai", "mag", "mei", "май", "мая"]),
    (6, &["jun", "juin", "giu", "июн"]),
    (7, &["jul", "juil", "lug", "июл"]),
    (8, &["aug", "aoû", "aou", "ago", "авг"]),
    (9, &["sep", "set", "сен"]),
    (10, &["oct", "okt", "ott", "out", "окт"]),
    (11, &["nov", "ноя"]),
    (12, &["dec", "déc", "dez", "dic", "дек"]),
];

impl Facts {
    pub(super) fn of(line: &str, zone: &TimeZone) -> Self {
        let (place, when) = parted(line);
        let lower = place.to_lowercase();
        let named = KINDS.iter().find(|(_, names)| names.iter().any(|name| lower.contains(name))).map(|(kind, _)| *kind);
        let page = page(&lower);
        let ranges: Vec<(u64, u64)> = lower.split('|').filter_map(range).collect();
        // Locations stand behind pages, and are finer.
        let range = ranges.last().copied();
        let is_range = lower.split('|').any(|part| part.contains(['-', '–']) && range_has_two(part));
        let by_shape = if is_range { Kind::Highlight } else { Kind::Note };
        Self { kind: named.unwrap_or(by_shape), is_unsure: named.is_none(), page, range, created: added(when, zone) }
    }
}

/// What stands before the time, by which an entry is known again.
pub(super) fn place(line: &str) -> &str {
    parted(line).0
}

/// A line without its dash: the place, and the time behind the last `|`, which has a colon or three numbers. Without one
/// all of it is the place.
fn parted(line: &str) -> (&str, &str) {
    let line = line.trim().trim_start_matches(['-', ' ']);
    let is_time = |part: &str| {
        let numbers = part.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).count();
        let has_colon = |at: &[u8]| at[0].is_ascii_digit() && at[1] == b':' && at[2].is_ascii_digit();
        numbers >= 3 || part.as_bytes().windows(3).any(has_colon)
    };
    line.rsplit_once('|').filter(|(_, when)| is_time(when)).unwrap_or((line, ""))
}

/// The label of the page that `place` names, in small letters.
fn page(place: &str) -> Option<String> {
    let is_of_label = |c: &char| c.is_alphanumeric() && u32::from(*c) < 0x1100;
    PAGE.iter().find_map(|word| {
        let at = place.find(word)?;
        let behind: String = place[at + word.len()..].trim_start().chars().take_while(is_of_label).collect();
        let label = if behind.is_empty() {
            let before: Vec<char> = place[..at].trim_end().chars().rev().take_while(is_of_label).collect();
            before.into_iter().rev().collect()
        } else {
            behind
        };
        (!label.is_empty()).then_some(label)
    })
}

/// The last numbers of a part: `36-40`, `345-47` (to 347), `40`.
fn range(part: &str) -> Option<(u64, u64)> {
    let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
    let last = digits.rsplit(|c: char| !c.is_ascii_digit()).next().filter(|last| !last.is_empty())?;
    let to: u64 = last.parse().ok()?;
    let before = digits[..digits.len() - last.len()].strip_suffix(['-', '–']);
    let first = before.map(|before| before.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default());
    let Some(first) = first.filter(|first| !first.is_empty()) else { return Some((to, to)) };
    let from: u64 = first.parse().ok()?;
    // Old devices leave out what both numbers begin with.
    let whole = || format!("{}{last}", &first[..first.len().saturating_sub(last.len())]).parse().ok();
    let to = if to < from { whole().filter(|whole| *whole >= from).unwrap_or(from) } else { to };
    Some((from, to))
}

fn range_has_two(part: &str) -> bool {
    let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
    let before = digits.trim_end_matches(|c: char| c.is_ascii_digit());
    before.strip_suffix(['-', '–']).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
}

/// When it was added. A year has four digits, a time its colons, a month a name or, in Korean, Chinese and Japanese, its
/// sign behind the number; the day is the number that is left.
fn added(text: &str, zone: &TimeZone) -> Option<Zoned> {
    let text = text.to_lowercase();
    let (mut year, mut month, mut day) = (None, None, None);
    let (mut time, mut half) = (None, None);
    let mut rest = text.as_str();
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[at..];
        let length = rest.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(rest.len());
        let (word, behind) = rest.split_at(length);
        let sign = behind.trim_start().chars().next();
        if word.contains(':') {
            time = time.or_else(|| clock(word));
            let behind = behind.trim_start();
            let is = |signs: [&str; 2]| signs.iter().any(|sign| behind.starts_with(sign));
            half = half.or(is(["am", "a.m"]).then_some(false)).or(is(["pm", "p.m"]).then_some(true));
        } else if let Ok(number) = word.parse::<i16>() {
            match sign {
                Some('년' | '年') => year = Some(number),
                Some('월' | '月') => month = i8::try_from(number).ok(),
                Some('일' | '日') => day = i8::try_from(number).ok(),
                _ if word.len() == 4 => year = year.or(Some(number)),
                _ => day = day.or_else(|| i8::try_from(number).ok()),
            }
        }
        rest = behind;
    }
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= 3);
    let named = |word: &str| MONTHS.iter().find(|(_, names)| names.iter().any(|name| word.starts_with(name))).map(|(at, _)| *at);
    // A day of the week may begin like a month («martes», «mardi»): the month stands nearest to the year.
    let month = month.or_else(|| words.filter_map(named).next_back().and_then(|at| i8::try_from(at).ok()));
    let (hour, minute, second) = time.unwrap_or((0, 0, 0));
    let says = |signs: [&str; 3]| signs.iter().any(|sign| text.contains(sign));
    let is_late = half == Some(true) || says(["오후", "下午", "午後"]);
    let is_early = half == Some(false) || says(["오전", "上午", "午前"]);
    let hour = match hour {
        12 if is_early => 0,
        hour if is_late && hour < 12 => hour + 12,
        hour => hour,
    };
    let date = civil::DateTime::new(year?, month?, day?, hour, minute, second, 0).ok()?;
    date.to_zoned(zone.clone()).ok()
}

/// `18:04:05`, `6:04`.
fn clock(text: &str) -> Option<(i8, i8, i8)> {
    let mut parts = text.split(':').map(|part| part.parse::<i8>().ok());
    Some((parts.next()??, parts.next()??, parts.next().flatten().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(line: &str) -> (Kind, bool, String, Option<(u64, u64)>, String) {
        let facts = Facts::of(line, &TimeZone::UTC);
        let at = facts.created.map(|at| at.strftime("%Y-%m-%d %H:%M:%S").to_string());
        (facts.kind, facts.is_unsure, facts.page.unwrap_or_default(), facts.range, at.unwrap_or_default())
    }

    #[test]
    fn every_language_of_a_kindle_is_read() {
        use Kind::{Bookmark, Highlight, Note};
        for (line, kind, page, range, at) in [
            (
                "- Your Highlight on page 7 | Location 100-101 | Added on Monday, November 23, 2026 6:04:05 PM",
                Highlight,
                "7",
                (100, 101),
                "2026-11-23 18:04:05",
            ),
            (
                "- Highlight Loc. 345-47  | Added on Wednesday, March 16, 2011, 09:42 PM",
                Highlight,
                "",
                (345, 347),
                "2011-03-16 21:42:00",
            ),
            ("- Note Loc. 347  | Added on Tuesday, May 3, 2011, 12:01 AM", Note, "", (347, 347), "2011-05-03 00:01:00"),
            (
                "- Your Bookmark on page xii | Added on Monday, 2 March 2026 12:04:05",
                Bookmark,
                "xii",
                (0, 0),
                "2026-03-02 12:04:05",
            ),
            (
                "- Ihre Markierung auf Seite 12 | bei Position 21-22 | Hinzugefügt am Montag, 5. März 2018 12:34:56",
                Highlight,
                "12",
                (21, 22),
                "2018-03-05 12:34:56",
            ),
            (
                "- Ihre Notiz bei Position 22 | Hinzugefügt am Dienstag, 6. Mai 2018 02:03:04",
                Note,
                "",
                (22, 22),
                "2018-05-06 02:03:04",
            ),
            (
                "- Ihr Lesezeichen bei Position 30 | Hinzugefügt am Mittwoch, 7. Dezember 2018 2:03:04",
                Bookmark,
                "",
                (30, 30),
                "2018-12-07 02:03:04",
            ),
            (
                "- Votre surlignement sur la page 200 | emplacement 3054-3056 | Ajouté le mardi 16 août 2017 02:14:10",
                Highlight,
                "200",
                (3054, 3056),
                "2017-08-16 02:14:10",
            ),
            (
                "- Votre signet sur la page 210 | emplacement 3100 | Ajouté le mercredi 1 février 2017 02:16:10",
                Bookmark,
                "210",
                (3100, 3100),
                "2017-02-01 02:16:10",
            ),
            (
                "- La subrayado en la página 5 | posición 12-13 | Añadido el martes, 4 de enero de 2016 12:34:56",
                Highlight,
                "5",
                (12, 13),
                "2016-01-04 12:34:56",
            ),
            (
                "- Mi nota en la posición 13 | Añadido el lunes, 4 de abril de 2016 12:34:56",
                Note,
                "",
                (13, 13),
                "2016-04-04 12:34:56",
            ),
            (
                "- La tua evidenziazione a pagina 9 | posizione 12-13 | Aggiunto in data martedì 4 luglio 2016 12:34:56",
                Highlight,
                "9",
                (12, 13),
                "2016-07-04 12:34:56",
            ),
            (
                "- Il tuo segnalibro a pagina 9 | posizione 12 | Aggiunto in data lunedì 4 giugno 2016 12:34:56",
                Bookmark,
                "9",
                (12, 12),
                "2016-06-04 12:34:56",
            ),
            (
                "- Seu destaque na página 8 | posição 12-13 | Adicionado: terça-feira, 4 de outubro de 2016 12:34:56",
                Highlight,
                "8",
                (12, 13),
                "2016-10-04 12:34:56",
            ),
            (
                "- Je markering op pagina 6 | locatie 36-40 | Toegevoegd op maandag 30 september 2019 18:00:39",
                Highlight,
                "6",
                (36, 40),
                "2019-09-30 18:00:39",
            ),
            (
                "- Je notitie op pagina 6 | locatie 40 | Toegevoegd op dinsdag 3 maart 2020 18:01:39",
                Note,
                "6",
                (40, 40),
                "2020-03-03 18:01:39",
            ),
            (
                "- Je bladwijzer op pagina 7 | locatie 50 | Toegevoegd op maandag 30 mei 2019 18:02:39",
                Bookmark,
                "7",
                (50, 50),
                "2019-05-30 18:02:39",
            ),
            (
                "- Ваш выделенный отрывок на странице 5 | Местоположение 1234–1236 | Добавлено: понедельник, 30 декабря 2024 г. в 14:46:33",
                Highlight,
                "5",
                (1234, 1236),
                "2024-12-30 14:46:33",
            ),
            (
                "- Ваша заметка на странице 5 | Местоположение 1236 | Добавлено: вторник, 30 мая 2024 г. в 4:47:33",
                Note,
                "5",
                (1236, 1236),
                "2024-05-30 04:47:33",
            ),
            (
                "- Ваша закладка на странице 6 | Местоположение 1300 | Добавлено: пятница, 3 июля 2024 г. в 14:48:33",
                Bookmark,
                "6",
                (1300, 1300),
                "2024-07-03 14:48:33",
            ),
            (
                "- 您在第 7 页（位置 #12-13）的标注 | 添加于 2016年1月4日星期一 下午12:34:56",
                Highlight,
                "7",
                (12, 13),
                "2016-01-04 12:34:56",
            ),
            ("- 您在位置 #13的筆記 | 新增於 2016年11月4日星期一 上午12:34:56", Note, "", (13, 13), "2016-11-04 00:34:56"),
            (
                "- 12ページ|位置No. 122-123のハイライト |作成日: 2016年1月4日月曜日 午後3:34:56",
                Highlight,
                "12",
                (122, 123),
                "2016-01-04 15:34:56",
            ),
            ("- 位置No. 123のメモ |作成日: 2016年1月4日月曜日 12:34:56", Note, "", (123, 123), "2016-01-04 12:34:56"),
            (
                "- 12페이지의 하이라이트 | 위치 100-101 | 추가일: 2026년 11월 23일 월요일 오후 6:04:05",
                Highlight,
                "12",
                (100, 101),
                "2026-11-23 18:04:05",
            ),
            ("- 12쪽의 책갈피 | 추가일: 2026년 1월 3일 토요일 오전 12:04:05", Bookmark, "12", (12, 12), "2026-01-03 00:04:05"),
        ] {
            let range = Some(range).filter(|range| *range != (0, 0));
            assert_eq!(facts(line), (kind, false, page.into(), range, at.into()), "{line}");
        }
    }

    #[test]
    fn an_unknown_language_is_read_by_its_shape() {
        assert_eq!(
            facts("- Sinun korostuksesi | sijainti 12-13 | Lisätty 4.1.2016"),
            (Kind::Highlight, true, String::new(), Some((12, 13)), String::new())
        );
        assert_eq!(facts("- Sinun | sijainti 13 | Lisätty").0, Kind::Note);
        assert_eq!(facts("-"), (Kind::Note, true, String::new(), None, String::new()));
        assert_eq!(range("999-1"), Some((999, 999)));
        assert_eq!(range("402-4"), Some((402, 404)));
        assert_eq!(range("18446744073709551616"), None);
        assert_eq!(place("- Your Note | Location 3 | Added on 1:2"), "Your Note | Location 3 ");
        assert_eq!(place("- Your Note | Location 3"), "Your Note | Location 3");
        assert_eq!(facts("- Your Highlight on page 7 | Location 100-101").3, Some((100, 101)));
    }
}
