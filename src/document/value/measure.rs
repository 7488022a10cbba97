//! What is measured: the words and signs that name it, in Korean, English and a few more.

/// A kind of quantity, by a short stable name: `KRW`, `person`, `percent`, `m2`.
///
/// Two numbers of one measure can be put in order; of two measures they can't.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Measure(pub &'static str);

impl Measure {
    /// Nothing named: a plain count.
    pub const PLAIN: Self = Self("");
    /// Percent; also per mille, as a power.
    pub const PERCENT: Self = Self("percent");
    /// Percentage points; also basis points, as a power.
    pub const POINT: Self = Self("percentage point");

    /// Whether it is a currency: its name is the ISO 4217 code.
    #[must_use]
    pub fn is_currency(self) -> bool {
        self.0.len() == 3 && self.0.bytes().all(|byte| byte.is_ascii_uppercase())
    }
}

/// The measure that `word` names, and the power of ten that one such unit is of the base.
///
/// Bases: metre, gram, litre, watt, watt hour, byte.
pub(super) fn measure(word: &str) -> Option<(Measure, i8)> {
    let exact = exact(word);
    let folded = || if word.is_ascii() { folded(&word.to_ascii_lowercase()) } else { None };
    exact.or_else(folded).map(|(name, power)| (Measure(name), power))
}

/// Symbols and words whose case tells, and all that are not ASCII.
fn exact(word: &str) -> Option<(&'static str, i8)> {
    Some(match word {
        "%" | "퍼센트" | "프로" | "百分比" => ("percent", 0),
        "‰" | "퍼밀" => ("percent", -1),
        "%p" | "%P" | "%pt" | "%포인트" | "%p." | "퍼센트포인트" => ("percentage point", 0),
        "원" | "₩" | "圓" => ("KRW", 0),
        "전" => ("KRW", -2),
        "달러" | "불" | "弗" | "미달러" | "미국달러" | "$" | "US$" | "U$" | "미불" | "美元" | "ドル" => {
            ("USD", 0)
        }
        "센트" | "¢" => ("USD", -2),
        "유로" | "€" | "유로화" => ("EUR", 0),
        "엔" | "円" | "¥" | "엔화" => ("JPY", 0),
        "위안" | "위안화" | "元" | "人民币" | "RMB" => ("CNY", 0),
        "파운드" | "£" => ("GBP", 0),
        "루블" | "₽" => ("RUB", 0),
        "루피" | "₹" => ("INR", 0),
        "프랑" => ("CHF", 0),
        "동" | "₫" => ("VND", 0),
        "바트" | "฿" => ("THB", 0),
        "₺" => ("TRY", 0),
        "₴" => ("UAH", 0),
        "A$" | "호주달러" => ("AUD", 0),
        "C$" | "캐나다달러" => ("CAD", 0),
        "HK$" | "홍콩달러" => ("HKD", 0),
        "NT$" | "대만달러" => ("TWD", 0),
        "S$" | "싱가포르달러" => ("SGD", 0),
        "R$" => ("BRL", 0),
        "명" | "인" | "사람" | "人" | "名" | "인원" => ("person", 0),
        "가구" | "세대" | "世帯" => ("household", 0),
        "세" | "살" | "歳" => ("year of age", 0),
        "건" | "件" => ("case", 0),
        "개" | "個" | "个" => ("piece", 0),
        "개소" | "곳" | "소" => ("place", 0),
        "개사" | "개社" | "사" | "업체" | "기업" => ("company", 0),
        "개국" => ("country", 0),
        "회" | "번" | "차례" | "회수" => ("time", 0),
        "대" => ("vehicle", 0),
        "척" | "隻" => ("ship", 0),
        "발" => ("round", 0),
        "기" => ("unit", 0),
        "문" => ("gun", 0),
        "호" => ("dwelling", 0),
        "마리" | "두" | "수" => ("head", 0),
        "권" => ("volume", 0),
        "쪽" | "면" | "페이지" => ("page", 0),
        "위" => ("rank", 0),
        "배" | "倍" => ("fold", 0),
        "점" => ("point", 0),
        "포인트" => ("point", 0),
        "지수" => ("index", 0),
        "년" | "개년" => ("year", 0),
        "개월" | "달" => ("month", 0),
        "주" | "주간" => ("week", 0),
        "일" | "일간" => ("day", 0),
        "시간" => ("hour", 0),
        "분" => ("minute", 0),
        "초" => ("second", 0),
        "석" => ("seat", 0),
        "장" | "매" => ("sheet", 0),
        "그램" | "g" => ("g", 0),
        "mg" | "㎎" => ("g", -3),
        "㎏" | "kg" | "킬로그램" => ("g", 3),
        "톤" | "t" | "M/T" | "MT" | "噸" => ("g", 6),
        "kt" => ("g", 9),
        "Mt" => ("g", 12),
        "Gt" => ("g", 15),
        "m" | "미터" => ("m", 0),
        "㎜" | "mm" | "밀리미터" => ("m", -3),
        "㎝" | "cm" | "센티미터" => ("m", -2),
        "㎞" | "km" | "킬로미터" => ("m", 3),
        "㎡" | "m²" | "m2" | "제곱미터" => ("m2", 0),
        "㎢" | "km²" | "km2" | "제곱킬로미터" => ("m2", 6),
        "ha" | "㏊" | "헥타르" => ("m2", 4),
        "평" => ("pyeong", 0),
        "㎥" | "m³" | "m3" | "세제곱미터" | "입방미터" => ("L", 3),
        "리터" | "ℓ" | "L" | "l" => ("L", 0),
        "㎖" | "ml" | "mL" => ("L", -3),
        "㎘" | "kl" | "kL" => ("L", 3),
        "배럴" | "bbl" => ("barrel", 0),
        "W" => ("W", 0),
        "kW" | "㎾" => ("W", 3),
        "MW" | "㎿" => ("W", 6),
        "GW" => ("W", 9),
        "Wh" => ("Wh", 0),
        "kWh" | "㎾h" => ("Wh", 3),
        "MWh" => ("Wh", 6),
        "GWh" => ("Wh", 9),
        "TWh" => ("Wh", 12),
        "℃" | "°C" | "도" => ("degree Celsius", 0),
        "°F" => ("degree Fahrenheit", 0),
        "KB" => ("B", 3),
        "MB" => ("B", 6),
        "GB" => ("B", 9),
        "TB" => ("B", 12),
        "toe" | "TOE" => ("toe", 0),
        "tCO2eq" | "tCO2e" | "tCO2" | "톤CO2eq" => ("g CO2", 6),
        _ => return None,
    })
}

/// ASCII words in lower case.
fn folded(word: &str) -> Option<(&'static str, i8)> {
    Some(match word {
        "percent" | "pct" | "prozent" => ("percent", 0),
        "pp" | "ppt" | "ppts" | "pct pt" => ("percentage point", 0),
        "bp" | "bps" => ("percentage point", -2),
        "krw" | "won" => ("KRW", 0),
        "usd" | "us$" | "dollar" | "dollars" => ("USD", 0),
        "cent" | "cents" => ("USD", -2),
        "eur" | "euro" | "euros" => ("EUR", 0),
        "jpy" | "yen" => ("JPY", 0),
        "cny" | "yuan" | "renminbi" => ("CNY", 0),
        "gbp" | "sterling" => ("GBP", 0),
        "rub" | "rouble" | "roubles" | "ruble" | "rubles" => ("RUB", 0),
        "chf" => ("CHF", 0),
        "aud" => ("AUD", 0),
        "cad" => ("CAD", 0),
        "hkd" => ("HKD", 0),
        "twd" => ("TWD", 0),
        "sgd" => ("SGD", 0),
        "inr" | "rupee" | "rupees" => ("INR", 0),
        "vnd" => ("VND", 0),
        "sek" => ("SEK", 0),
        "nok" => ("NOK", 0),
        "dkk" => ("DKK", 0),
        "pln" => ("PLN", 0),
        "brl" => ("BRL", 0),
        "kpw" => ("KPW", 0),
        "person" | "persons" | "people" | "inhabitants" | "workers" | "employees" | "students" | "personen" => ("person", 0),
        "household" | "households" => ("household", 0),
        "case" | "cases" => ("case", 0),
        "number" | "no." | "piece" | "pieces" | "pcs" | "items" => ("piece", 0),
        "unit" | "units" => ("unit", 0),
        "place" | "places" | "sites" => ("place", 0),
        "companies" | "firms" => ("company", 0),
        "countries" => ("country", 0),
        "times" => ("time", 0),
        "vehicles" => ("vehicle", 0),
        "ships" | "vessels" => ("ship", 0),
        "rounds" => ("round", 0),
        "heads" => ("head", 0),
        "pages" => ("page", 0),
        "points" => ("point", 0),
        "index" => ("index", 0),
        "year" | "years" | "yrs" => ("year", 0),
        "month" | "months" => ("month", 0),
        "week" | "weeks" => ("week", 0),
        "day" | "days" => ("day", 0),
        "hour" | "hours" | "hrs" => ("hour", 0),
        "minute" | "minutes" | "min" => ("minute", 0),
        "second" | "seconds" | "sec" => ("second", 0),
        "seats" => ("seat", 0),
        "gram" | "grams" => ("g", 0),
        "kilogram" | "kilograms" => ("g", 3),
        "ton" | "tons" | "tonne" | "tonnes" => ("g", 6),
        "metre" | "metres" | "meter" | "meters" => ("m", 0),
        "kilometre" | "kilometres" | "kilometer" | "kilometers" => ("m", 3),
        "sqm" | "sq.m" => ("m2", 0),
        "sqkm" => ("m2", 6),
        "hectare" | "hectares" => ("m2", 4),
        "acre" | "acres" => ("acre", 0),
        "mile" | "miles" => ("mile", 0),
        "litre" | "litres" | "liter" | "liters" => ("L", 0),
        "barrel" | "barrels" => ("barrel", 0),
        "pound" | "pounds" | "lb" | "lbs" => ("pound", 0),
        "bytes" => ("B", 0),
        _ => return None,
    })
}

/// The power of ten that an English or European word stands for, written as it is.
pub(super) fn scale_word(word: &str) -> Option<i8> {
    Some(match word {
        "k" | "K" => 3,
        "m" | "M" => 6,
        "b" | "B" => 9,
        _ => match word.to_ascii_lowercase().as_str() {
            "hundred" | "hundreds" => 2,
            "thousand" | "thousands" | "tsd" | "thsd" | "thous" => 3,
            "mn" | "mln" | "mil" | "mill" | "mio" | "million" | "millions" | "millionen" | "millones" => 6,
            "bn" | "bln" | "billion" | "billions" | "mrd" | "mld" | "milliard" | "milliards" | "milliarden" => 9,
            "tn" | "trn" | "tln" | "trillion" | "trillions" => 12,
            _ => return None,
        },
    })
}

/// The power of ten of an East Asian scale character.
pub(super) fn scale_char(c: char) -> Option<i8> {
    Some(match c {
        '십' | '十' => 1,
        '백' | '百' => 2,
        '천' | '千' => 3,
        '만' | '萬' | '万' => 4,
        '억' | '億' | '亿' => 8,
        '조' | '兆' => 12,
        '경' | '京' => 16,
        _ => return None,
    })
}
