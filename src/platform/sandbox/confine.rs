//! What the process takes from itself before it looks at a file: memory, time, files, the
//! network. What a system does not offer is left, and told for the log.

use rustix::process::{Resource, Rlimit, setrlimit};

/// Gives up whatever reading a document does not need; tells what could not be given up.
pub(super) fn confine(memory: u64, seconds: u64) -> Vec<String> {
    // A ruleset is a file for a moment: the files' own limit comes behind it.
    let mut left: Vec<String> = system::close_files().err().map(|reason| format!("no landlock: {reason}")).into_iter().collect();
    let limits = [
        (Resource::As, memory.saturating_mul(1 << 20)),
        (Resource::Cpu, seconds),
        (Resource::Core, 0),
        (Resource::Fsize, 0),
        (Resource::Nofile, 3),
    ];
    for (resource, most) in limits {
        let limit = Rlimit { current: Some(most), maximum: Some(most) };
        if let Err(error) = setrlimit(resource, limit) {
            left.push(format!("no limit on {resource:?}: {error}"));
        }
    }
    left.extend(system::close_calls().err().map(|reason| format!("no seccomp: {reason}")));
    left
}

#[cfg(target_os = "linux")]
mod system {
    use std::collections::BTreeMap;

    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetStatus};
    use seccompiler::{SeccompAction, SeccompFilter, apply_filter};

    /// No file may be opened from now on, and no connection made.
    pub(super) fn close_files() -> Result<(), String> {
        let ruleset = Ruleset::default()
            .handle_access(AccessFs::from_all(ABI::V5))
            .and_then(|ruleset| ruleset.handle_access(AccessNet::from_all(ABI::V5)))
            .and_then(Ruleset::create);
        let status = ruleset.and_then(landlock::RulesetCreated::restrict_self).map_err(|error| error.to_string())?;
        match status.ruleset {
            RulesetStatus::NotEnforced => Err("this kernel has none".into()),
            _ => Ok(()),
        }
    }

    /// The calls by which a process reaches others, the network or another program.
    pub(super) fn close_calls() -> Result<(), String> {
        let calls = [
            libc::SYS_socket,
            libc::SYS_socketpair,
            libc::SYS_connect,
            libc::SYS_bind,
            libc::SYS_sendto,
            libc::SYS_sendmsg,
            libc::SYS_execve,
            libc::SYS_execveat,
            libc::SYS_ptrace,
            libc::SYS_process_vm_readv,
            libc::SYS_process_vm_writev,
            libc::SYS_kill,
            libc::SYS_openat,
            libc::SYS_openat2,
            libc::SYS_io_uring_setup,
            libc::SYS_bpf,
            libc::SYS_keyctl,
            libc::SYS_mount,
            libc::SYS_unshare,
            libc::SYS_setns,
        ];
        let rules: BTreeMap<i64, Vec<seccompiler::SeccompRule>> = calls.into_iter().map(|call| (call, Vec::new())).collect();
        let arch = std::env::consts::ARCH.try_into().map_err(|_| "not for this processor".to_owned())?;
        let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let filter = SeccompFilter::new(rules, SeccompAction::Allow, refuse, arch).map_err(|error| error.to_string())?;
        let program: seccompiler::BpfProgram = filter.try_into().map_err(|error: seccompiler::BackendError| error.to_string())?;
        apply_filter(&program).map_err(|error| error.to_string())
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    pub(super) fn close_files() -> Result<(), String> {
        Err("not on this system".into())
    }

    pub(super) fn close_calls() -> Result<(), String> {
        Err("not on this system".into())
    }
}
