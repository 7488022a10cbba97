//! `ibid formats`: what can be read, and what of it.

use serde_json::{Value, json};

use crate::cli::Exit;
use crate::cli::session::{Desk, Done, padded};
use crate::import::{FORMATS, LEFT_OUT};
use crate::layout::width;

pub(crate) fn run(desk: &Desk) -> Done<Exit> {
    let about = |id: &str| desk.words.say(id).into_owned();
    if desk.json() {
        let formats: Vec<Value> = FORMATS
            .iter()
            .map(|format| {
                json!({
                    "name": format.name,
                    "extensions": format.extensions,
                    "apart": format.apart,
                    "version": format.version,
                    "reads": about(format.about),
                })
            })
            .collect();
        desk.print_json("ibid.formats/1", json!({ "formats": formats }));
        return Ok(Exit::Done);
    }
    let endings: Vec<String> = FORMATS
        .iter()
        .map(|format| format.extensions.iter().map(|end| format!(".{end}")).collect::<Vec<_>>().join(" "))
        .collect();
    let name = FORMATS.iter().map(|format| width(format.name)).max().unwrap_or(0);
    let ending = endings.iter().map(|text| width(text)).max().unwrap_or(0);
    for (format, own) in FORMATS.iter().zip(&endings) {
        desk.say(&format!("{}  {}  {}", padded(format.name, name), padded(own, ending), about(format.about)));
    }
    desk.say("");
    if FORMATS.iter().any(|format| format.apart) {
        desk.say(&desk.words.say("formats-apart"));
    }
    if !LEFT_OUT.is_empty() {
        desk.say(&desk.words.fill("formats-left-out", &[("formats", LEFT_OUT.join(", ").into())]));
    }
    Ok(Exit::Done)
}
