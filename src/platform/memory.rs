//! How much memory there is, and how much of it this process holds.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use rustix::process::{Resource, getrlimit};

/// What is counted on where the system does not say, in bytes.
const UNTOLD: u64 = 4 << 30;

/// The memory that this process can count on, in bytes: the machine's, or less where its control group or a
/// limit of the shell allows less.
pub(crate) fn available() -> u64 {
    static AVAILABLE: OnceLock<u64> = OnceLock::new();
    *AVAILABLE.get_or_init(|| {
        let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|told| kibibytes(&told, "MemTotal:"));
        least(machine, of_group(), getrlimit(Resource::As).current)
    })
}

/// The memory that this process holds, in bytes; `None` where the system does not say.
pub(crate) fn held() -> Option<u64> {
    kibibytes(&fs::read_to_string("/proc/self/status").ok()?, "VmRSS:")
}

/// The least of what is told.
fn least(machine: Option<u64>, group: Option<u64>, shell: Option<u64>) -> u64 {
    [machine, group, shell].into_iter().flatten().min().unwrap_or(UNTOLD)
}

/// What the line `name` of a file of `/proc` says, in bytes.
fn kibibytes(told: &str, name: &str) -> Option<u64> {
    let line = told.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse::<u64>().ok()?.checked_mul(1024)
}

/// The least that a control group around this process allows.
fn of_group() -> Option<u64> {
    let told = fs::read_to_string("/proc/self/cgroup").ok()?;
    told.lines().filter_map(|line| of_hierarchy(line, Path::new("/sys/fs/cgroup"))).min()
}

/// The least that the groups of a line of `/proc/self/cgroup` allow: version 2 names no controller, version 1 does.
fn of_hierarchy(line: &str, root: &Path) -> Option<u64> {
    let mut parts = line.splitn(3, ':').skip(1);
    let (controllers, group) = (parts.next()?, parts.next()?);
    let (root, file) = match controllers {
        "" => (root.to_owned(), "memory.max"),
        _ if controllers.split(',').any(|name| name == "memory") => (root.join("memory"), "memory.limit_in_bytes"),
        _ => return None,
    };
    // Within a container the path may be that of the host, of which only the root is seen.
    let own = root.join(group.trim_start_matches('/'));
    let groups = own.ancestors().take_while(|folder| folder.starts_with(&root));
    groups.filter_map(|folder| fs::read_to_string(folder.join(file)).ok()?.trim().parse().ok()).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_of_machine_group_and_shell_counts() {
        assert_eq!(least(Some(8), Some(3), Some(5)), 3);
        assert_eq!(least(Some(8), None, Some(5)), 5);
        assert_eq!(least(None, None, None), UNTOLD);
        assert_eq!(kibibytes("MemFree: 9 kB\nMemTotal:  16 kB\n", "MemTotal:"), Some(16 << 10));
        assert_eq!(kibibytes("MemTotal:  many\n", "MemTotal:"), None);
    }

    #[test]
    fn a_group_has_no_more_than_the_groups_around_it() {
        let root = tempfile::tempdir().expect("a folder");
        let write = |path: &str, text: &str| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        };
        write("memory.max", "max\n");
        write("a/memory.max", "1000\n");
        write("a/b/memory.max", "4000\n");
        write("memory/c/memory.limit_in_bytes", "700\n");
        assert_eq!(of_hierarchy("0::/a/b", root.path()), Some(1000));
        assert_eq!(of_hierarchy("0::/", root.path()), None);
        assert_eq!(of_hierarchy("4:cpu,memory:/c", root.path()), Some(700));
        assert_eq!(of_hierarchy("4:cpu:/c", root.path()), None);
        assert_eq!(of_hierarchy("nonsense", root.path()), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_holds_some_of_what_there_is() {
        let held = held().expect("told");
        assert!(held > 1 << 20 && held < available(), "{held}");
    }
}
