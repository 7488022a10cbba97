//! How long another program's lock is waited for: a while, and hardly any more once the program ends.

use std::cell::RefCell;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;

/// Milliseconds between two looks at a lock, longer and longer.
const STEPS: [u64; 7] = [1, 2, 5, 10, 15, 20, 25];

thread_local! {
    static OURS: RefCell<Patience> = RefCell::default();
}

/// The patience of some threads, which another one takes from them.
#[derive(Debug, Clone, Default)]
pub struct Patience(Arc<(Mutex<Option<Duration>>, Condvar)>);

impl Patience {
    /// This thread waits for locks with this patience from now on.
    pub fn use_here(&self) {
        OURS.set(self.clone());
    }

    /// All that these threads wait for locks from now on, together, is `left`; what can be left out is.
    pub fn end_within(&self, left: Duration) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(left);
        self.0.1.notify_all();
    }

    fn has_ended(&self) -> bool {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Waits a moment for a lock that was looked at so often before, `longest` in all; whether to look again.
    fn wait(&self, looks: usize, longest: Duration) -> bool {
        let (left, ended) = &*self.0;
        let left = left.lock().unwrap_or_else(PoisonError::into_inner);
        let most = longest.saturating_sub(waited(looks)).min(left.unwrap_or(longest));
        if most.is_zero() {
            return false;
        }
        let step = step(looks).min(most);
        let was_ending = left.is_some();
        let (mut left, _) = ended.wait_timeout(left, step).unwrap_or_else(PoisonError::into_inner);
        if was_ending {
            *left = left.map(|left| left.saturating_sub(step));
        }
        true
    }
}

fn step(looks: usize) -> Duration {
    Duration::from_millis(STEPS[looks.min(STEPS.len() - 1)])
}

/// How long was waited in so many looks.
fn waited(looks: usize) -> Duration {
    let beyond = u32::try_from(looks.saturating_sub(STEPS.len())).unwrap_or(u32::MAX);
    (0..looks.min(STEPS.len())).map(step).sum::<Duration>() + step(STEPS.len()).saturating_mul(beyond)
}

/// Has `connection` wait for locks, for `longest` at most and with the patience of its thread.
pub(super) fn wait_for_locks(connection: &mut Connection, longest: Duration) -> rusqlite::Result<()> {
    let look = move |looks| OURS.with_borrow(Patience::clone).wait(usize::try_from(looks).unwrap_or(0), longest);
    connection.busy_handler(Some(look))
}

/// Whether this thread is to come to an end.
pub(super) fn is_over() -> bool {
    OURS.with_borrow(Patience::has_ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONGEST: Duration = Duration::from_millis(500);

    #[test]
    fn a_lock_is_waited_for_as_long_as_is_said_and_no_more() {
        let looks = (0..).find(|looks| waited(*looks) >= LONGEST).expect("an end");
        assert_eq!((waited(0), waited(3), waited(8)), (Duration::ZERO, Duration::from_millis(8), Duration::from_millis(103)));
        let patience = Patience::default();
        assert!(patience.wait(0, LONGEST) && !patience.has_ended());
        assert!(patience.wait(looks - 1, LONGEST) && !patience.wait(looks, LONGEST));
    }

    #[test]
    fn at_the_end_all_waits_together_take_what_is_left() {
        let patience = Patience::default();
        patience.end_within(Duration::from_millis(12));
        assert!(patience.has_ended());
        // 1, 2, 5, and what is left of 10; for the next lock nothing.
        let looks: Vec<bool> = (0..6).map(|looks| patience.wait(looks, LONGEST)).collect();
        assert_eq!(looks, [true, true, true, true, false, false]);
        assert!(!patience.wait(0, LONGEST));
    }

    #[test]
    fn a_lock_that_another_holds_is_given_up_when_the_program_ends() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("db");
        let other = Connection::open(&path).expect("a database");
        other.execute_batch("BEGIN EXCLUSIVE").expect("a lock");
        let patience = Patience::default();
        patience.use_here();
        patience.end_within(Duration::ZERO);
        let mut connection = Connection::open(&path).expect("a database");
        wait_for_locks(&mut connection, LONGEST).expect("a handler");
        let refused = connection.execute_batch("BEGIN EXCLUSIVE").expect_err("a lock");
        assert_eq!(refused.sqlite_error_code(), Some(rusqlite::ErrorCode::DatabaseBusy));
        assert!(is_over());
        Patience::default().use_here();
        assert!(!is_over());
    }
}
