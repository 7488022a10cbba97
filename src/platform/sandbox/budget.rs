//! How long a reading may take.
//!
//! What counts is what its process has used of the processor: a machine that is busy with something else is no
//! fault of the file's. The clock is asked only where the system does not tell that, and, far later, about a
//! process that sleeps.

use std::time::Duration;

use super::Limits;
use crate::import::Ending;

/// By the clock, so many times what it may use of the processor: after that a process is taken for one that sleeps.
const PATIENCE: u32 = 20;

/// What was used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Spent {
    /// Of the processor, where that is told.
    pub(super) processor: Option<Duration>,
    /// By the clock.
    pub(super) clock: Duration,
}

impl Spent {
    /// What was used since `before`.
    pub(super) fn since(self, before: Self) -> Self {
        let processor = self.processor.map(|now| now.saturating_sub(before.processor.unwrap_or_default()));
        Self { processor, clock: self.clock.saturating_sub(before.clock) }
    }

    /// Both together.
    pub(super) fn and(self, other: Self) -> Self {
        let sum = |a: Duration, b: Duration| a.saturating_add(b);
        let processor = match (self.processor, other.processor) {
            (Some(a), Some(b)) => Some(sum(a, b)),
            (a, b) => a.or(b),
        };
        Self { processor, clock: sum(self.clock, other.clock) }
    }
}

/// What is wrong with having used so much for a page, and for all of it.
pub(super) fn overdrawn(limits: Limits, page: Spent, all: Spent) -> Option<Ending> {
    [(all, limits.seconds, false), (page, limits.page_seconds, true)].into_iter().find_map(|(spent, seconds, of_page)| {
        let most = Duration::from_secs(seconds);
        let far = most.saturating_mul(PATIENCE);
        if spent.processor.unwrap_or(spent.clock) > most {
            Some(Ending::Time { seconds, of_page })
        } else if spent.clock > far {
            Some(Ending::Asleep { seconds: far.as_secs() })
        } else {
            None
        }
    })
}

/// What process `id` has used of the processor so far; `None` where the system does not tell.
pub(super) fn processor_time(id: u32) -> Option<Duration> {
    used(&std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?)
}

/// What a line of `/proc/PID/stat` tells: the time in the program and in the system, in hundredths of a second.
/// (Linux tells programs so, whatever its own clock does.)
fn used(stat: &str) -> Option<Duration> {
    // The program's name stands in parentheses and may hold anything.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(11).map(str::parse::<u64>);
    let (own, system) = (times.next()?.ok()?, times.next()?.ok()?);
    Some(Duration::from_millis(own.saturating_add(system).saturating_mul(10)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { memory: 512, page_seconds: 2, seconds: 10 };

    fn spent(processor: Option<u64>, clock: u64) -> Spent {
        Spent { processor: processor.map(Duration::from_millis), clock: Duration::from_millis(clock) }
    }

    #[test]
    fn a_busy_machine_takes_nothing_from_a_document() {
        let small = spent(Some(100), 100);
        assert_eq!(overdrawn(LIMITS, spent(Some(2000), 39_000), spent(Some(10_000), 199_000)), None);
        let time = |seconds, of_page| Some(Ending::Time { seconds, of_page });
        assert_eq!(overdrawn(LIMITS, spent(Some(2001), 2001), small), time(2, true));
        assert_eq!(overdrawn(LIMITS, small, spent(Some(10_001), 10_001)), time(10, false));
        // What sleeps uses nothing, and is not waited for without end.
        assert_eq!(overdrawn(LIMITS, spent(Some(0), 40_001), small), Some(Ending::Asleep { seconds: 40 }));
        assert_eq!(overdrawn(LIMITS, small, spent(Some(0), 200_001)), Some(Ending::Asleep { seconds: 200 }));
        // Where nobody tells, the clock stands in.
        assert_eq!(overdrawn(LIMITS, spent(None, 2001), small), time(2, true));
        assert_eq!(overdrawn(LIMITS, spent(None, 1999), spent(None, 9999)), None);
    }

    #[test]
    fn what_was_used_adds_up() {
        assert_eq!(spent(Some(7), 9).since(spent(Some(3), 4)), spent(Some(4), 5));
        assert_eq!(spent(Some(7), 9).since(spent(None, 4)), spent(Some(7), 5));
        assert_eq!(spent(Some(7), 9).and(spent(Some(3), 4)), spent(Some(10), 13));
        assert_eq!(spent(None, 9).and(spent(Some(3), 4)), spent(Some(3), 13));
    }

    #[test]
    fn the_time_of_a_process_is_read_behind_its_name() {
        let line = "42 (a) b (c) R 1 42 42 0 -1 4194304 100 0 0 0 123 45 7 8 20 0 1 0 9";
        assert_eq!(used(line), Some(Duration::from_millis(1680)));
        assert_eq!(used("42 (cut) R 1 42"), None);
        assert_eq!(used(""), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_time_of_this_process_is_told() {
        let before = processor_time(std::process::id()).expect("told");
        let mut sum = 0_u64;
        while processor_time(std::process::id()).expect("told") <= before {
            sum = (0..1000).fold(sum, |sum, n| sum.wrapping_mul(31).wrapping_add(n));
        }
        assert!(std::hint::black_box(sum) < u64::MAX);
    }
}
