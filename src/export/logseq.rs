//! Logseq: page properties, then an outline of blocks, each note a block with an id of its own.

use super::book::{About, Book, Entry};
use super::escape::inline;
use super::markdown::titles;
use super::regions::{Marks, sum};

/// Writes the notes as a Logseq page.
pub(super) fn write_logseq(book: &Book) -> Vec<u8> {
    let mut out = String::new();
    if let [only] = &book.chapters[..] {
        write_properties(&mut out, &only.document);
        out.push('\n');
    }
    for chapter in &book.chapters {
        let document = chapter.document.id.as_str();
        let title = format!("# {}", inline(&chapter.document.title));
        block(&mut out, 0, &super::markdown::about_key(&chapter.document), &[title]);
        let mut shown: Vec<String> = Vec::new();
        let mut times: std::collections::HashMap<String, usize> = Default::default();
        for entry in &chapter.notes {
            let lost = || vec![book.words.say("export-not-found").into_owned()];
            let path = if entry.is_astray() { lost() } else { titles(&entry.section, book.words) };
            let same = path.iter().zip(&shown).take_while(|(a, b)| a == b).count();
            for depth in same..path.len() {
                let name = sum([document].into_iter().chain(path[..=depth].iter().map(String::as_str)));
                let time = times.entry(name.clone()).or_default();
                *time += 1;
                let key = if *time == 1 { format!("under-{name}") } else { format!("under-{name}-{time}") };
                block(&mut out, depth, &key, &[format!("{} {}", "#".repeat((depth + 2).min(6)), inline(&path[depth]))]);
            }
            block(&mut out, path.len(), &entry.id, &note(book, entry));
            shown = path;
        }
    }
    out.into_bytes()
}

fn write_properties(out: &mut String, about: &About) {
    let optional = |value: &Option<crate::document::SafeText>| value.as_ref().map(ToString::to_string);
    let properties = [
        ("title", Some(about.title.clone())),
        ("author", Some(about.authors_line()).filter(|authors| !authors.is_empty())),
        ("publisher", optional(&about.publisher)),
        ("date", optional(&about.date)),
        ("url", optional(&about.url)),
        ("file", Some(about.file.clone())),
        ("ibid", Some(about.link.clone()).filter(|link| !link.is_empty())),
    ];
    for (name, value) in properties {
        *out += &value.map(|value| format!("{name}:: {value}\n")).unwrap_or_default();
    }
}

/// A block: its first line has the bullet, the others stand two columns further in.
fn block(out: &mut String, depth: usize, key: &str, lines: &[String]) {
    let indent = "\t".repeat(depth);
    let lines: Vec<&str> = lines.iter().flat_map(|line| line.split('\n')).collect();
    *out += &format!("{indent}- {}\n", Marks::Html.line(&format!("begin {key} {}", sum(lines.iter().copied()))));
    for line in lines {
        *out += format!("{indent}  {line}").trim_end();
        out.push('\n');
    }
    *out += &format!("{indent}  {}\n", Marks::Html.line("end"));
}

fn note(book: &Book, entry: &Entry) -> Vec<String> {
    let mut lines = vec![format!("id:: {}", entry.id), format!("ibid-created:: {}", entry.created)];
    if entry.is_code {
        let longest = entry.quote.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        lines.push(fence.clone());
        lines.extend(entry.quote.lines().map(str::to_owned));
        lines.push(fence);
    } else if entry.quote.is_empty() {
        lines.push(format!("> … {}", inline(&entry.line())));
    } else {
        lines.extend(entry.quote.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("> {}", inline(line))));
    }
    lines.push(String::new());
    if !entry.body.is_empty() {
        // A hyphen would begin a block of its own.
        lines.extend(entry.body.lines().map(|line| {
            let bare = line.trim_start();
            let indent = &line[..line.len() - bare.len()];
            let item = bare.strip_prefix("- ").map(|item| format!("{indent}* {item}"));
            Marks::Html.escaped(&item.unwrap_or_else(|| line.to_owned()))
        }));
        lines.push(String::new());
    }
    lines.extend(entry.around().map(|sentence| format!("{} {}", book.words.say("export-sentence"), inline(sentence))));
    lines.extend(entry.cell.as_ref().map(|cell| inline(&cell.words)));
    lines.extend(entry.footnote_lines(book.words).into_iter().map(|(label, body)| format!("{label}: {}", inline(&body))));
    lines.extend(entry.stood().map(|stood| inline(&stood)));
    let mut facts: Vec<String> = entry.facts(book.words).iter().map(|fact| inline(fact)).collect();
    facts.extend(entry.tags.iter().map(|tag| if tag.contains(' ') { format!("#[[{tag}]]") } else { format!("#{tag}") }));
    facts.push(format!("[ibid]({})", entry.link));
    lines.push(facts.join(" · "));
    lines
}
