//! Lua's tables, by value.

use serde_json::{Value, json};

use crate::note_import::lua::read;

fn value(text: &str) -> Value {
    read(&format!("return {text}")).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
}

fn fault(text: &str) -> (usize, &'static str) {
    read(text).expect_err("a fault")
}

#[test]
fn tables_have_keys_names_and_places() {
    assert_eq!(value("{}"), json!({}));
    assert_eq!(value("{ 'a'; 'b', }"), json!({ "1": "a", "2": "b" }));
    assert_eq!(value("{ 'a', x = 1, 'b' }"), json!({ "1": "a", "x": 1.0, "2": "b" }));
    assert_eq!(value("{ _a1 = 1, b_2=2 }"), json!({ "_a1": 1.0, "b_2": 2.0 }));
    assert_eq!(value("{ [ \"k\" ] = { [2] = false } }"), json!({ "k": { "2": false } }));
    assert_eq!(value("{ true, nil, false }"), json!({ "1": true, "2": null, "3": false }));
}

#[test]
fn numbers_are_as_lua_writes_them() {
    assert_eq!(
        value("{ 0, 10, -1.5, .5, 1e3, 1E-2 }"),
        json!({ "1": 0.0, "2": 10.0, "3": -1.5, "4": 0.5, "5": 1000.0, "6": 0.01 })
    );
    assert_eq!(fault("return { 1x }"), (1, "a number that can't be read"));
}

#[test]
fn texts_have_either_quotes_and_their_escapes() {
    assert_eq!(value(r#"{ 'it "is"', "it's" }"#), json!({ "1": "it \"is\"", "2": "it's" }));
    assert_eq!(value(r#"{ "a\tb\rc\nd\\e\"f" }"#), json!({ "1": "a\tb\rc\nd\\e\"f" }));
    assert_eq!(value("{ \"a\\\nb\" }"), json!({ "1": "a\nb" }));
    assert_eq!(value(r#"{ "\65\066\0677" }"#), json!({ "1": "ABC7" }));
    assert_eq!(value(r#"{ "\0491" }"#), json!({ "1": "11" }), "three digits at most");
    assert_eq!(value(r#"{ "\0131" }"#), json!({ "1": "\r1" }));
    assert_eq!(value("{ \"가\", '나' }"), json!({ "1": "가", "2": "나" }));
}

#[test]
fn comments_and_blanks_stand_anywhere() {
    assert_eq!(value("\n-- one\n--two\n {\n -- in\n a = -- of it\n 1, -- behind\n}\n-- at the end"), json!({ "a": 1.0 }));
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    for (text, line) in [
        ("x = {}", 1),
        ("return {}\nreturn", 2),
        ("return {\n\n@ }", 3),
        ("return {\n a = os }", 2),
        ("return { [1 = 2 }", 1),
        ("return { [1] 2 }", 1),
        ("return { [true] = 2 }", 1),
        ("return { 1 2 }", 1),
        ("return { 1,\n", 2),
        ("return {\n'a\n", 3),
        ("return", 1),
    ] {
        assert_eq!(fault(text).0, line, "{text:?}");
    }
}

#[test]
fn tables_within_each_other_are_followed_to_a_depth_of_64() {
    let nested = |depth: usize| format!("return {}{}", "{".repeat(depth), "}".repeat(depth));
    assert!(read(&nested(65)).is_ok());
    assert_eq!(fault(&nested(66)).1, "tables within tables without end");
}
