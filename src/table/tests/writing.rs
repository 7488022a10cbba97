//! Views as text for other programs, to the letter.

use super::*;

fn chart(lines: &[&str]) -> Vec<String> {
    write(&made(1, "", lines), Grid::Chart).lines().map(str::to_owned).collect()
}

#[test]
fn bars_begin_at_zero_and_are_drawn_in_eighths() {
    let full = "█".repeat(40);
    let rows = chart(&["a|값", "가|80", "나나|40", "다|1", "라|0", "마|-", "바|0.3"]);
    let line = |label: &str, bar: &str, text: &str| {
        let padded = format!("{label}{}", " ".repeat(4 - unicode_width::UnicodeWidthStr::width(label)));
        format!("{padded}  {bar}{}  {text}", " ".repeat(40 - bar.chars().count())).trim_end().to_owned()
    };
    assert_eq!(rows[0], "값");
    assert_eq!(rows[1], line("가", &full, "80"));
    assert_eq!(rows[2], line("나나", &"█".repeat(20), "40"));
    assert_eq!(rows[3], line("다", "▌", "1"));
    assert_eq!(rows[4], line("라", "", "0"));
    assert_eq!(rows[5], line("마", "", "-"));
    assert_eq!(rows[6], line("바", "▏", "0.3"));
}

#[test]
fn bars_below_zero_end_at_zero() {
    let rows = chart(&["a|값", "가|-10", "나|30", "다|-5", "라|0", "마|1"]);
    let bars: Vec<&str> = rows[1..].iter().map(|row| row.strip_prefix(|_: char| true).expect("a label")).collect();
    let bar = |from: usize, long: usize, last: &str| format!("{}{}{last}", " ".repeat(from), "█".repeat(long));
    let told = |at: usize| {
        let text = ["-10", "30", "-5", "0", "1"][at];
        bars[at].strip_suffix(text).expect("the number")[2..].trim_end().to_owned()
    };
    assert_eq!(told(0), bar(0, 10, ""));
    assert_eq!(told(1), bar(10, 30, ""));
    assert_eq!(told(2), bar(5, 5, ""));
    assert_eq!(told(3), "");
    assert_eq!(told(4), bar(10, 1, ""));
}

#[test]
fn bars_are_of_the_column_sorted_by_or_the_first_with_numbers() {
    let lines = ["a|글|수|값", "가|x|1|4", "나|y|2|3"];
    assert_eq!(chart(&lines)[0], "수");
    let mut view = made(1, "", &lines);
    view.sort(Axis::Rows, &[by(3, Direction::Ascending)]);
    let text = write(&view, Grid::Chart);
    assert!(text.starts_with("값\n나 ") && text.lines().nth(2).is_some_and(|line| line.starts_with("가  ████")), "{text}");
    view.sort(Axis::Rows, &[by(1, Direction::Ascending)]);
    assert!(write(&view, Grid::Chart).starts_with("수\n"), "words have no bars");
    assert_eq!(chart(&["a|b", "가|x"]), Vec::<String>::new());
    assert_eq!(chart(&["a|b"]), Vec::<String>::new());
    assert!(chart(&["a|", "가|1"])[0].starts_with("가  █"), "a column without a head");
    let all_zero = chart(&["a|b", "가|0"]);
    assert_eq!(all_zero[1].split_whitespace().collect::<Vec<_>>(), ["가", "0"]);
}

#[test]
fn rows_over_time_are_small_lines() {
    let rows = chart(&["항목|2021|2020|2022|2023", "가나|3|1|8|4.5", "다|5|5|-|5", "라|x|-|1|2"]);
    assert_eq!(rows, ["가나  ▁▃█▅  2020: 1 → 2023: 4.5", "다    ▅▅ ▅  2020: 5 → 2023: 5", "라      ▁█  2023: 2"]);
    let heads: Vec<String> = (0..50).map(|n| (1970 + n).to_string()).collect();
    let cells: Vec<String> = (0..50).map(|n| n.to_string()).collect();
    let long = chart(&[&format!("a|{}", heads.join("|")), &format!("x|{}", cells.join("|"))]);
    let shape = long[0].split_whitespace().nth(1).expect("a shape");
    assert_eq!((shape.chars().count(), shape.chars().next()), (40, Some('▂')), "the latest");
    assert!(long[0].ends_with("1970: 0 → 2019: 49"));
}

#[test]
fn a_chart_begins_with_its_caption() {
    let text = write(&made(1, "표 1. 값", &["a|b", "가|1"]), Grid::Chart);
    assert!(text.starts_with("표 1. 값\nb\n가  █"), "{text}");
    let lines = write(&made(1, "표 1. 값", &["a|2020|2021", "가|1.25000|2"]), Grid::Chart);
    assert_eq!(lines, "표 1. 값\n가  ▁█  2020: 1.25 → 2021: 2\n");
}

#[test]
fn columns_of_text_stand_under_each_other() {
    let text = |lines: &[&str]| write(&made(1, "", lines), Grid::Text);
    assert_eq!(
        text(&["이름|값|글", "가|1.25|x", "나다라|300|yy", "마|-|z"]),
        "이름        값  글\n──────  ──────  ──\n가        1.25  x\n나다라  300     yy\n마           -  z\n"
    );
    assert_eq!(text(&["a|b", "x|1", "y|긴 글"]), "a  b\n─  ─────\nx  1\ny  긴 글\n");
    assert_eq!(text(&["|b", "|1"]), "b\n─\n1\n");
    let wide = "가".repeat(70);
    let long = text(&["a|b", &format!("{wide}|x"), "y|z"]);
    let lines: Vec<&str> = long.lines().collect();
    assert_eq!((lines[1].chars().count(), lines[2].ends_with("가  x"), lines[3].len()), (120 + 2 + 1, true, 1 + 119 + 2 + 1));
}

#[test]
fn a_field_is_quoted_where_a_reader_would_go_wrong() {
    let csv = |lines: &[&str]| write(&made(0, "", lines), Grid::Csv { bom: false, guard: true });
    assert_eq!(csv(&["a|b", "x,y|z", "say \"x\"|", "p q|'r"]), "a,b\n\"x,y\",z\n\"say \"\"x\"\"\",\np q,'r\n");
    assert_eq!(csv(&["a", "", "x"]), "a\n\"\"\nx\n", "a lone empty field");
    assert_eq!(csv(&["a|b", "|"]), "a,b\n,\n");
    assert!(write(&made(0, "", &["a", "x"]), Grid::Csv { bom: true, guard: false }).starts_with("\u{FEFF}a\n"));
    assert_eq!(write(&made(1, "", &["a|b", "=1|2"]), Grid::Tsv { guard: false }), "a\tb\n=1\t2\n");
    assert_eq!(write(&made(1, "", &["a|b", "=1|2"]), Grid::Tsv { guard: true }), "a\tb\n'=1\t2\n");
}

#[test]
fn what_a_spreadsheet_would_run_is_guarded() {
    for cell in ["=1+1", "+a", "-a", "@x", "＝1", "＋a", "－x", "＠x", "\tx", "\rx"] {
        assert_eq!((guarded(cell, true), guarded(cell, false)), (format!("'{cell}").into(), cell.into()));
    }
    for cell in ["", "a=1", "-", "- -", "--", "-0.2", "+5", "1-2", "5"] {
        assert_eq!(guarded(cell, true), cell);
    }
}

#[test]
fn html_to_the_letter() {
    let html = write(&made(1, "표 <1> & \"'", &["a|b", "x & y|2"]), Grid::Html);
    let right = " style=\"text-align:right\"";
    assert_eq!(
        html,
        format!(
            "<table>\n<caption>표 &lt;1&gt; &amp; &quot;&#39;</caption>\n<thead>\n<tr><th scope=\"col\">a</th><th scope=\"col\"{right}>b</th></tr>\n\
             </thead>\n<tbody>\n<tr><th scope=\"row\">x &amp; y</th><td{right}>2</td></tr>\n</tbody>\n</table>\n"
        )
    );
}

#[test]
fn markdown_to_the_letter() {
    let text = write(&made(1, "", &["a|b|", "x_y [1] ~&\\|2|", "|3|z"]), Grid::Markdown);
    assert_eq!(text, "| a | b | |\n| --- | ---: | --- |\n| x\\_y \\[1\\] \\~\\&\\\\ | 2 | |\n| | 3 | z |\n");
    let mut b = Builder::new();
    b.open_table(0, 0);
    let empty = TableView::new(Arc::new(b.finish().expect("a document")), 0).expect("a table of nothing");
    assert_eq!((write(&empty, Grid::Markdown), write(&empty, Grid::Text)), (String::new(), "\n\n".to_owned()));
}

#[test]
fn json_to_the_letter() {
    let mut view = made(1, "표 1. 값 (단위: 억원)", &["a|b|c (%)", "x|1.50|-", "y \"z\"|2022년 3월|3~5"]);
    view.sort(Axis::Rows, &[by(1, Direction::Descending)]);
    view.sort(Axis::Columns, &[by(0, Direction::Ascending)]);
    let text = write(&view, Grid::Json);
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(
        (json["table"].as_u64(), json["caption"].as_str(), json["transposed"].as_bool()),
        (Some(1), Some("표 1. 값 (단위: 억원)"), Some(false))
    );
    assert_eq!(
        json["sort"],
        serde_json::json!([
            {"axis": "rows", "by": 1 + view.sort_keys(Axis::Rows)[0].line, "direction": "descending"},
            {"axis": "columns", "by": 1, "direction": "ascending"},
        ])
    );
    assert!(json["view"].is_null() && json["source"].is_null());
    assert_eq!(json["columns"].as_array().map(Vec::len), Some(3));
    assert_eq!((json["columns"][0]["label"].as_bool(), json["columns"][1]["label"].as_bool()), (Some(true), Some(false)));
    view.restore_order();
    let json: serde_json::Value = serde_json::from_str(&write(&view, Grid::Json)).expect("JSON");
    assert_eq!(json["columns"][2], serde_json::json!({"head": ["c (%)"], "unit": "%", "label": false}));
    let won = serde_json::json!({"measure": "KRW", "per": null, "power": 8});
    assert_eq!(
        json["rows"][0]["cells"][1],
        serde_json::json!({"text": "1.50", "type": "decimal", "value": 1.50, "unit": won, "row": 1, "column": 2})
    );
    assert_eq!(
        json["rows"][0]["cells"][2],
        serde_json::json!({"text": "-", "type": "missing", "value": null, "row": 1, "column": 3})
    );
    assert_eq!(json["rows"][1]["head"], serde_json::json!(["y \"z\""]));
    assert_eq!(
        (json["rows"][1]["cells"][1]["type"].as_str(), json["rows"][1]["cells"][1]["value"].as_str()),
        (Some("date"), Some("2022-03"))
    );
    assert_eq!(json["rows"][1]["cells"][2]["value"], serde_json::json!([3, 5]));
}

#[test]
fn json_names_every_kind_of_value() {
    let cells = ["5", "1.5", "3%", "2%p", "$5", "3~5", "2022-03-05", "2021~2022년", "-", "글"];
    let mut lines = vec!["a|b".to_owned()];
    lines.extend(cells.map(|cell| format!("x|{cell}")));
    let view = made(1, "", &lines.iter().map(String::as_str).collect::<Vec<_>>());
    let json: serde_json::Value = serde_json::from_str(&write(&view, Grid::Json)).expect("JSON");
    let told: Vec<(String, String)> = (0..cells.len())
        .map(|row| &json["rows"][row]["cells"][1])
        .map(|cell| (cell["type"].as_str().unwrap_or_default().to_owned(), cell["value"].to_string()))
        .collect();
    let expected = [
        ("integer", "5"),
        ("decimal", "1.5"),
        ("percent", "3"),
        ("percent point", "2"),
        ("money", "5"),
        ("range", "[3,5]"),
        ("date", "\"2022-03-05\""),
        ("period", "[\"2021\",\"2022\"]"),
        ("missing", "null"),
        ("text", "null"),
    ];
    assert_eq!(told, expected.map(|(kind, value)| (kind.to_owned(), value.to_owned())));
}

#[test]
fn json_tells_the_formula() {
    let mut view = made(1, "", &["a|2020|2021", "x|1|2", "계|3|4"]);
    let mut shown = |derivation| {
        view.derive(Some(derivation));
        let json: serde_json::Value = serde_json::from_str(&write(&view, Grid::Json)).expect("JSON");
        json["view"].clone()
    };
    assert_eq!(
        shown(Derivation::Index),
        serde_json::json!({"name": "index", "along": "columns", "base": "2020", "by_time": true})
    );
    assert_eq!(shown(Derivation::Share), serde_json::json!({"name": "share", "along": "rows", "base": "계", "by_time": false}));
    assert_eq!(shown(Derivation::Rank), serde_json::json!({"name": "rank", "along": "rows", "base": null, "by_time": false}));
}
