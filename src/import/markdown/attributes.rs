//! Attributes in braces behind a heading, a span, a link, an image or code, as pandoc (`{#id .class}`) and
//! kramdown (`{: #id }`) write them: they are no text.

use std::borrow::Cow;

use memchr::memchr2_iter;

use super::inline::Inline;

/// Signs that attributes are looked for in.
const LONGEST: usize = 300;
/// Pieces of a line that a span with other markup in it has, at most.
const FARTHEST: usize = 200;

/// Takes attributes out of a line: those that stand right behind a span in brackets, a link, an image or code.
pub(super) fn take(inlines: &mut [Inline]) {
    for at in 0..inlines.len() {
        let (before, rest) = inlines.split_at_mut(at);
        let Some(Inline::Text(text)) = rest.first_mut() else { continue };
        if matches!(before.last(), Some(Inline::Code(_) | Inline::Image { .. } | Inline::LinkEnd))
            && let Some(len) = length(text)
        {
            text.to_mut().drain(..len);
        }
        take_spans(before, text);
    }
}

/// Takes the brackets and attributes of spans out of `text`, which `before` comes before in the line.
fn take_spans(before: &mut [Inline], text: &mut Cow<'static, str>) {
    if !text.contains("]{") {
        return;
    }
    let (mut open, mut gone) = (Vec::new(), Vec::new());
    for at in memchr2_iter(b'[', b']', text.as_bytes()) {
        if text.as_bytes()[at] == b'[' {
            open.push(at);
            continue;
        }
        let from = open.pop();
        let Some(len) = length(&text[at + 1..]) else { continue };
        match from {
            Some(from) => gone.extend([from..from + 1, at..at + 1 + len]),
            // The span began before some other markup in it.
            None if open_before(before) => gone.push(at..at + 1 + len),
            None => {}
        }
    }
    if gone.is_empty() {
        return;
    }
    gone.sort_unstable_by_key(|range| range.start);
    let (mut kept, mut from) = (String::with_capacity(text.len()), 0);
    for range in gone {
        kept.push_str(text.get(from..range.start).unwrap_or_default());
        from = from.max(range.end);
    }
    kept.push_str(&text[from..]);
    *text = kept.into();
}

/// Takes the last bracket that is open in what comes before away; whether there was one.
fn open_before(before: &mut [Inline]) -> bool {
    for inline in before.iter_mut().rev().take(FARTHEST) {
        let Inline::Text(text) = inline else { continue };
        match text.rfind(['[', ']']) {
            Some(at) if text.as_bytes()[at] == b'[' => {
                text.to_mut().remove(at);
                return true;
            }
            Some(_) => return false,
            None => {}
        }
    }
    false
}

/// Takes the attributes at the end of a heading away; gives its name, where they hold one.
pub(super) fn take_from_heading(inlines: &mut Vec<Inline>) -> Option<String> {
    let Some(Inline::Text(text)) = inlines.last_mut() else { return None };
    let trimmed = text.trim_end();
    let open = trimmed.rfind('{').filter(|open| length(&trimmed[*open..]) == Some(trimmed.len() - open))?;
    let name = name_in(&trimmed[open..]);
    let title = trimmed[..open].trim_end();
    // Signs that close a heading close it before its attributes.
    let closed = title.trim_end_matches('#');
    let kept = if closed.is_empty() || closed.ends_with(' ') { closed.trim_end().len() } else { title.len() };
    text.to_mut().truncate(kept);
    if kept == 0 {
        inlines.pop();
    }
    name
}

/// Takes the lines away that hold nothing but attributes of kramdown (`{: .note}`), which belong to the
/// paragraph that they stand in, or to a block above or below.
pub(super) fn take_lines(inlines: &mut Vec<Inline>) {
    let ends_line = |inline: Option<&Inline>| matches!(inline, None | Some(Inline::Soft | Inline::Break));
    let is_alone = |at: usize| {
        let before = at.checked_sub(1).map(|before| &inlines[before]);
        ends_line(before) && ends_line(inlines.get(at + 1)) && matches!(&inlines[at], Inline::Text(text) if is_line(text))
    };
    let lines: Vec<bool> = (0..inlines.len()).map(is_alone).collect();
    let mut gone = lines.clone();
    // With each goes the end of the line before it; with those that nothing stands before, their own.
    let mut is_first = true;
    for at in 0..lines.len() {
        if lines[at] {
            let end = if is_first { Some(at + 1) } else { at.checked_sub(1) };
            if let Some(end) = end.and_then(|end| gone.get_mut(end)) {
                *end = true;
            }
        }
        is_first &= gone[at];
    }
    let mut gone = gone.into_iter();
    inlines.retain(|_| !gone.next().unwrap_or_default());
}

/// Whether the line `text` holds attributes of kramdown and nothing else.
pub(super) fn is_line(text: &str) -> bool {
    let text = text.trim();
    let inside = text.strip_prefix("{:").and_then(|text| text.strip_suffix('}'));
    inside.is_some_and(|inside| {
        // `{:toc}`, `{::options key="value" /}`
        let named = inside.starts_with(|c: char| c == ':' || c.is_alphabetic());
        text.len() < LONGEST && !inside.contains(['{', '}']) && (named || length(text) == Some(text.len()))
    })
}

/// The name that attributes give, without its sign.
pub(super) fn name_in(braces: &str) -> Option<String> {
    words(braces).find_map(|word| word.strip_prefix('#')).map(str::to_owned)
}

/// The length of the attributes that `text` begins with: braces around nothing but names, classes and values.
fn length(text: &str) -> Option<usize> {
    if !text.starts_with('{') {
        return None;
    }
    let end = text.find('}').filter(|end| *end < LONGEST)? + 1;
    let mut some = false;
    for word in words(&text[..end]) {
        let is_name =
            |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'));
        let fits = match word.as_bytes().first() {
            Some(b'#' | b'.') => is_name(&word[1..]),
            Some(b'-') => word == "-",
            _ => word.split_once('=').is_some_and(|(key, value)| is_name(key) && !value.is_empty()),
        };
        if !fits {
            return None;
        }
        some = true;
    }
    some.then_some(end)
}

/// The words between the braces; a value in quotation marks may hold blanks.
fn words(braces: &str) -> impl Iterator<Item = &str> {
    let inside = braces.trim().trim_start_matches('{').trim_end_matches('}');
    let mut quote = None;
    inside
        .strip_prefix(':')
        .unwrap_or(inside)
        .split(move |c: char| {
            quote = match quote {
                None if matches!(c, '"' | '\'' | '“' | '‘') => Some(c),
                Some('"') if c == '"' => None,
                Some('\'') if c == '\'' => None,
                Some('“') if c == '”' => None,
                Some('‘') if c == '’' => None,
                other => other,
            };
            quote.is_none() && c.is_whitespace()
        })
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_told_from_other_braces() {
        for (text, wanted) in [
            ("{#a}", Some(4)),
            ("{.x .y} z", Some(7)),
            ("{: #four .x }", Some(13)),
            ("{-}", Some(3)),
            ("{width=50%}", Some(11)),
            ("{ #four .x key=\"v w\" }", Some(22)),
            ("{title='a b' .x} c", Some(16)),
            ("{a b}", None),
            ("{key=\"v w}", Some(10)),
            ("{#항만 lang=ko}", Some("{#항만 lang=ko}".len())),
            ("{1, 2}", None),
            ("{}", None),
            ("{name}", None),
            ("{x.y}", None),
            ("{#}", None),
            ("{--}", None),
            ("{#a", None),
            ("a{#b}", None),
        ] {
            assert_eq!(length(text), wanted, "{text}");
        }
    }

    fn text(text: &'static str) -> Inline {
        Inline::Text(text.into())
    }

    #[test]
    fn a_heading_gives_its_name() {
        let of = |words: &'static str| {
            let mut inlines = vec![text(words)];
            let name = take_from_heading(&mut inlines);
            (inlines, name)
        };
        assert_eq!(of("Harbour {#harbour .unnumbered}"), (vec![text("Harbour")], Some("harbour".into())));
        assert_eq!(of("Two {-}"), (vec![text("Two")], None));
        assert_eq!(of("Set {1, 2}"), (vec![text("Set {1, 2}")], None));
        assert_eq!(of("{#only}"), (vec![], Some("only".into())));
        assert_eq!(of("Closed #### {#closed}"), (vec![text("Closed")], Some("closed".into())));
        assert_eq!(of("In C# {#c}"), (vec![text("In C#")], Some("c".into())));
    }

    #[test]
    fn lines_of_attributes_go() {
        let of = |mut line: Vec<Inline>| {
            take_lines(&mut line);
            line
        };
        let soft = || Inline::Soft;
        assert_eq!(of(vec![text("A"), soft(), text("{: .note}")]), [text("A")]);
        assert_eq!(of(vec![text("{: .first #a}"), soft(), text("B")]), [text("B")]);
        assert_eq!(of(vec![text("A"), soft(), text("{:.x}"), soft(), text("B")]), [text("A"), soft(), text("B")]);
        assert_eq!(of(vec![text("{:toc}")]), []);
        assert_eq!(of(vec![text("{:toc}"), soft(), text("{: .x}")]), []);
        assert_eq!(of(vec![text("{:toc}"), soft(), text("{: .x}"), soft(), text("B")]), [text("B")]);
        assert_eq!(of(vec![text("A"), soft(), text("{: .y}"), soft(), text("{: .x}")]), [text("A")]);
        for kept in ["{: a sentence in braces.", "{x: 1}", "{1, 2}", "so {: .note}"] {
            assert_eq!(of(vec![text("A"), soft(), text(kept)]), [text("A"), soft(), text(kept)], "{kept}");
        }
        let inside = vec![text("A"), Inline::Code("b".into()), text("{: .note}")];
        assert_eq!(of(inside.clone()), inside);
    }

    #[test]
    fn spans_links_images_and_code_lose_theirs() {
        let mut line = vec![
            text("A [span]{.smallcaps} and "),
            Inline::Code("code".into()),
            text("{.python} and "),
            Inline::Image { alt: "img".into(), title: String::new() },
            text("{width=50%}. [a] b]{.c} [[d]{.e} [one"),
            Inline::LinkEnd,
            text(" two]{.x}, a[1]{y}"),
        ];
        take(&mut line);
        assert_eq!(line[0], text("A span and "));
        assert_eq!(line[2], text(" and "));
        assert_eq!((&line[4], &line[6]), (&text(". [a] b]{.c} [d one"), &text(" two, a[1]{y}")));
    }
}
