//! `ibid templates`: the reader's own and the examples, to look at and to copy.

use serde_json::json;

use crate::cli::Exit;
use crate::cli::session::{Desk, Done, padded};
use crate::export::{TARGETS, VARIABLES};
use crate::platform::exports::templates::{Form, own_templates, template_named};

pub(crate) fn run(desk: &Desk) -> Done<Exit> {
    if desk.flag("variables") {
        desk.print(VARIABLES);
        return Ok(Exit::Done);
    }
    if let Some(name) = desk.text("name") {
        let form = template_named(name, desk.folders, desk.words).map_err(|said| desk.wrong(&said))?;
        if let Form::Template { source, .. } = form {
            desk.print(&source);
        }
        return Ok(Exit::Done);
    }
    let own = own_templates(desk.folders);
    let folder = desk.folders.map(|folders| folders.config.join("templates").to_string_lossy().into_owned());
    if desk.json() {
        let own: Vec<_> = own
            .iter()
            .map(|(name, extension, path)| json!({ "name": name, "extension": extension, "path": path.to_string_lossy() }))
            .collect();
        let examples: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        desk.print_json("ibid.templates/1", json!({ "folder": folder, "own": own, "examples": examples }));
        return Ok(Exit::Done);
    }
    for (name, extension, path) in &own {
        desk.say(&format!("{}  .{}  {}", padded(name, 16), padded(extension, 8), path.display()));
    }
    if own.is_empty() {
        desk.say(&desk.words.fill("templates-none", &[("folder", folder.unwrap_or_default().into())]));
    }
    let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    desk.say(&desk.words.fill("templates-examples", &[("names", names.join(", ").into())]));
    Ok(Exit::Done)
}
