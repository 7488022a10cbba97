//! Which words in angle brackets are markup: `<your name>`, `<Enter>` and `Vec<u8>` are not, though
//! CommonMark takes them for tags of an element that nobody has.

/// The elements of HTML (Living Standard, with those that are obsolete and still written), and of MathML
/// and SVG where they stand in a text.
const ELEMENTS: &str = "\
    a abbr acronym address annotation area article aside audio b base bdi bdo big blockquote body br button canvas \
    caption center circle cite code col colgroup data datalist dd defs del details dfn dialog div dl dt ellipse em \
    embed fieldset figcaption figure font footer foreignobject form frame frameset g h1 h2 h3 h4 h5 h6 head header \
    hgroup hr html i iframe img input ins kbd label legend li line link main map mark marker math menu meta meter \
    mfrac mi mn mo mover mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover nav \
    nobr noframes noscript object ol optgroup option output p param path picture polygon polyline pre progress q rb \
    rect rp rt rtc ruby s samp script search section select semantics slot small source span stop strike strong \
    style sub summary sup svg table tbody td template text textarea tfoot th thead time title tr track tspan tt u ul \
    use var video wbr xmp";
/// Names of elements that people write in brackets as a word to be filled in: `<title>`, `<path>`, `<source>`.
const PLACEHOLDERS: &str = "\
    address annotation area base data label line link map marker object option output param path search source stop \
    text time title use";
/// Elements with attributes that have no value.
const BARE: &str = "audio button details dialog input ol option script select video";

/// Whether a tag of this name, with these attributes, is markup and not words.
///
/// What has a value (`class="x"`) or a prefix (`o:p`) is written by a program.
pub(super) fn is_markup(name: &str, attributes: &str) -> bool {
    if name.contains(':') || attributes.contains('=') {
        return true;
    }
    let lower = name.to_ascii_lowercase();
    let is_one_of = |names: &str| names.split(' ').any(|name| name == lower);
    let closes_itself = attributes.contains('/');
    let has_words = !attributes.trim_matches(|c: char| c.is_whitespace() || c == '/').is_empty();
    // `<b>` is an element, and `<B 2020>` none.
    is_one_of(ELEMENTS) && (!has_words || is_one_of(BARE)) && (closes_itself || !is_one_of(PLACEHOLDERS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_angle_brackets_are_told_from_markup() {
        for (name, attributes) in [
            ("b", ""),
            ("BR", "/"),
            ("span", " class=\"x\""),
            ("o:p", ""),
            ("details", " open"),
            ("my-tag", " a='b'"),
            ("link", " rel=x"),
            ("mi", ""),
        ] {
            assert!(is_markup(name, attributes), "{name}{attributes}");
        }
        for (name, attributes) in [
            ("your", " name"),
            ("Enter", ""),
            ("u8", ""),
            ("y", ""),
            ("TBD", ""),
            ("none", ""),
            ("url", ""),
            ("dir", ""),
            ("first", " name"),
            ("Author", " 2020"),
            ("file-name", ""),
            ("title", ""),
            ("p", " value"),
            ("이름", ""),
        ] {
            assert!(!is_markup(name, attributes), "{name}{attributes}");
        }
    }
}
