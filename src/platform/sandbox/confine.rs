//! What the process takes from itself before it looks at a file: memory, time, files, the
//! network, other processes. What a system does not offer is left, and told for the log.

use rustix::process::{Resource, Rlimit, setrlimit};

/// Gives up whatever reading a document does not need; tells what could not be given up.
pub(super) fn confine(memory: u64, seconds: u64) -> Vec<String> {
    let mut left = Vec::new();
    let mut note = |what: &str, done: Result<(), String>| {
        left.extend(done.err().map(|reason| format!("no {what}: {reason}")));
    };
    // A ruleset is a file for a moment: the files' own limit comes behind it.
    note("landlock", system::close_files());
    note("end to core dumps", system::close_dumps());
    let limits =
        [(Resource::As, memory), (Resource::Cpu, seconds), (Resource::Core, 0), (Resource::Fsize, 0), (Resource::Nofile, 3)];
    for (resource, most) in limits {
        // At both ends at once the system would kill it, as others may, and not send the signal of its own.
        let hard = if resource == Resource::Cpu { most.saturating_add(1) } else { most };
        let limit = Rlimit { current: Some(most), maximum: Some(hard) };
        note(&format!("limit on {resource:?}"), setrlimit(resource, limit).map_err(|error| error.to_string()));
    }
    note("seccomp", system::close_calls());
    left
}

#[cfg(target_os = "linux")]
mod system {
    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetStatus};
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};

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

    /// Nothing of its memory is laid down when it dies, and no other process of the reader's may look into it.
    pub(super) fn close_dumps() -> Result<(), String> {
        set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(|error| error.to_string())
    }

    #[cfg(any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64"))]
    pub(super) use super::calls::close_calls;

    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")))]
    pub(super) fn close_calls() -> Result<(), String> {
        Err("not for this processor".into())
    }
}

/// The system calls that are left.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")))]
mod calls {
    use std::collections::BTreeMap;

    use seccompiler::SeccompCmpArgLen::{Dword, Qword};
    use seccompiler::SeccompCmpOp::{Eq, MaskedEq};
    use seccompiler::{BackendError, BpfProgram, SeccompAction, SeccompCondition, SeccompFilter, SeccompRule, apply_filter};

    /// What reading needs: memory, words to the parent, and an end. No call names a file, a process or an address.
    const ALLOWED: [i64; 21] = [
        libc::SYS_read,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_restart_syscall,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_gettimeofday,
        libc::SYS_getpid,
        libc::SYS_gettid,
        // How Rust tells that the stack has overflowed, and how it ends then.
        libc::SYS_sigaltstack,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];

    /// Leaves the calls of [`ALLOWED`], memory that holds no program, and the signal by which it ends itself; every
    /// other call is refused.
    pub(super) fn close_calls() -> Result<(), String> {
        let mut rules: BTreeMap<i64, Vec<SeccompRule>> = ALLOWED.into_iter().map(|call| (call, Vec::new())).collect();
        let own = u64::from(std::process::id());
        let (abort, program) = (libc::SIGABRT.unsigned_abs().into(), libc::PROT_EXEC.unsigned_abs().into());
        let condition = |argument, length, operator, value| SeccompCondition::new(argument, length, operator, value);
        let rule = |conditions: Vec<Result<SeccompCondition, BackendError>>| {
            let conditions = conditions.into_iter().collect::<Result<Vec<_>, _>>()?;
            Ok(vec![SeccompRule::new(conditions)?])
        };
        let limited = || -> Result<_, BackendError> {
            let no_program = || rule(vec![condition(2, Qword, MaskedEq(program), 0)]);
            Ok([
                (libc::SYS_mmap, no_program()?),
                (libc::SYS_mprotect, no_program()?),
                (libc::SYS_tgkill, rule(vec![condition(0, Dword, Eq, own), condition(2, Dword, Eq, abort)])?),
                (libc::SYS_tkill, rule(vec![condition(0, Dword, Eq, own), condition(1, Dword, Eq, abort)])?),
            ])
        };
        rules.extend(limited().map_err(|error| error.to_string())?);
        let arch = std::env::consts::ARCH.try_into().map_err(|_| "not for this processor".to_owned())?;
        let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let filter = SeccompFilter::new(rules, refuse, SeccompAction::Allow, arch).map_err(|error| error.to_string())?;
        let program: BpfProgram = filter.try_into().map_err(|error: BackendError| error.to_string())?;
        apply_filter(&program).map_err(|error| error.to_string())
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    pub(super) fn close_files() -> Result<(), String> {
        Err("not on this system".into())
    }

    pub(super) fn close_dumps() -> Result<(), String> {
        Err("not on this system".into())
    }

    pub(super) fn close_calls() -> Result<(), String> {
        Err("not on this system".into())
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests;
