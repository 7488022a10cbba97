use ibid::import::{Source, format_named};
#[test]
fn look() {
    let Ok(path) = std::env::var("LOOK") else { return };
    let bytes = match std::env::var("REP") {
        Ok(n) => path.replace("\\n", "\n").repeat(n.parse().unwrap()).into_bytes(),
        _ => std::fs::read(path).unwrap(),
    };
    let source = Source { name: "x.md", bytes: &bytes, whole: true };
    let t = std::time::Instant::now();
    let doc = (format_named("markdown").unwrap().read)(&source, &()).unwrap();
    if std::env::var("QUIET").is_ok() {
        let rss: String =
            std::fs::read_to_string("/proc/self/status").unwrap().lines().filter(|l| l.starts_with("VmHWM")).collect();
        println!("{} bytes {} blocks {} marks {:?} {rss}", bytes.len(), doc.blocks().len(), doc.marks().len(), t.elapsed());
        return;
    }
    print!("{}", doc.dump());
}
