//! Which candidates are calls: those of the heaviest run of numbers that count on.
//!
//! One digit tells nothing. But a file's calls count 1, 2, 3 …, so among all candidates the
//! ones that make the heaviest chain are calls, and the rest are what they look like: parts of
//! dates, names, numbers. The chain is found by one pass that keeps, for each number, the best
//! chain that ends with it; its cost is that of the candidates. Numbers may be missing (their
//! calls were lost) at a price, and counting may start again (a page, a chapter, a file joined
//! to another) at a price that takes more than one call to pay.

use super::call::{Candidate, PRINTS, Print};

/// What a new run costs: two calls that stand behind sentences pay it.
const NEW_RUN: i32 = 4;
/// And where a new page, or a body with its number, speaks for it.
const EXPECTED_RUN: i32 = 1;
/// What a run that starts with another number than 1 costs more.
const LATE_START: i32 = 5;
/// What each missing number costs.
const MISSING: i32 = 3;
/// The most numbers that may be missing between two calls.
const MOST_MISSING: u16 = 3;
/// The most calls of a file: a hostile one could make a footnote of every other word.
pub(in crate::import::text) const MOST_CALLS: u32 = 100_000;
/// What a body with the call's number adds to a candidate's weight.
const BODY: i32 = 3;

/// A candidate that is a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import::text) struct Call {
    pub(in crate::import::text) candidate: Candidate,
    /// Its run: calls of one run and number are one footnote.
    pub(in crate::import::text) run: u32,
}

/// For each way of printing: the run, and the last number in it.
pub(in crate::import::text) type Last = [Option<(u32, u16)>; PRINTS];

/// The runs that are being counted, from window to window.
#[derive(Debug, Clone, Default)]
pub(in crate::import::text) struct Chains {
    /// Runs started so far.
    runs: u32,
    /// Calls chosen so far.
    calls: u32,
    last: Last,
}

/// What else is known of a candidate.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::import::text) struct Evidence {
    /// A body with its number stands at the end of its page.
    pub(in crate::import::text) body: bool,
    /// And that body is the first there.
    pub(in crate::import::text) first: bool,
    /// The page that it stands on.
    pub(in crate::import::text) page: u32,
    /// It stands in a heading, where digits are names' more often.
    pub(in crate::import::text) heading: bool,
}

/// The best chain that ends with a candidate.
#[derive(Debug, Clone, Copy)]
struct Link {
    score: i32,
    /// The candidate before it, or none where it starts a run or goes on one of a window before.
    before: Option<u32>,
    /// Whether a run starts with it.
    starts: bool,
}

impl Chains {
    /// The run that a body of number `number`, printed like calls of `print`, belongs to.
    pub(in crate::import::text) fn run_of(&self, print: Print, number: u16) -> Option<u32> {
        self.last[print as usize].filter(|(_, last)| number <= *last).map(|(run, _)| run)
    }

    /// Whether there were more calls than are taken.
    pub(in crate::import::text) fn is_full(&self) -> bool {
        self.calls >= MOST_CALLS
    }

    /// The last number called that was printed like this; 0 where none was.
    pub(in crate::import::text) fn last_number(&self, print: Print) -> u16 {
        self.last[print as usize].map_or(0, |(_, last)| last)
    }

    /// The last number called of each way of printing.
    pub(in crate::import::text) fn last(&self) -> Last {
        self.last
    }

    /// Forgets runs of a window of which no call was left; `before` is what was known before it.
    pub(in crate::import::text) fn go_back(&mut self, before: Last, calls: &[Call]) {
        for (print, last) in self.last.iter_mut().enumerate() {
            let stays = |run: u32| calls.iter().any(|call| call.run == run);
            if last.is_some_and(|(run, _)| before[print].is_none_or(|(known, _)| known != run) && !stays(run)) {
                *last = before[print];
            }
        }
    }

    /// A run of its own, for bodies that nothing calls.
    pub(in crate::import::text) fn new_run(&mut self) -> u32 {
        self.runs += 1;
        self.runs
    }

    /// The calls among `candidates`, in their order.
    pub(in crate::import::text) fn choose(
        &mut self,
        candidates: &[Candidate],
        evidence: impl Fn(usize) -> Evidence,
    ) -> Vec<Call> {
        let mut calls = Vec::new();
        if self.is_full() {
            return calls;
        }
        for print in [Print::Bare, Print::Raised, Print::Paren, Print::Bracket, Print::Round, Print::Caret] {
            let own: Vec<usize> = (0..candidates.len()).filter(|at| candidates[*at].print == print).collect();
            if !own.is_empty() {
                self.choose_printed(print, candidates, &own, &evidence, &mut calls);
            }
        }
        calls.sort_by_key(|call| call.candidate.start);
        self.calls = self.calls.saturating_add(u32::try_from(calls.len()).unwrap_or(u32::MAX));
        calls
    }

    fn choose_printed(
        &mut self,
        print: Print,
        candidates: &[Candidate],
        own: &[usize],
        evidence: &impl Fn(usize) -> Evidence,
        calls: &mut Vec<Call>,
    ) {
        let mut links: Vec<Link> = Vec::with_capacity(own.len());
        let mut best: Vec<Option<u32>> = Vec::new();
        let carried = self.last[print as usize];
        // The best chain so far, whatever it ends with; not to take any candidate is one too.
        let mut top: (i32, Option<u32>) = (0, None);
        let mut page = None;
        let mut counted = carried.is_some();
        for (nth, &at) in own.iter().enumerate() {
            let (candidate, known) = (&candidates[at], evidence(at));
            let number = usize::from(candidate.number);
            let answered = known.body && candidate.weight >= 0;
            let weight = i32::from(candidate.weight) + if answered { BODY } else { 0 } - if known.heading { 2 } else { 0 };
            let new_page = known.page > 0 && page.replace(known.page).is_some_and(|last| last != known.page);
            let opens = answered && known.first;
            let mut cost = if opens || (counted && new_page && candidate.number == 1) { EXPECTED_RUN } else { NEW_RUN };
            cost += if candidate.number == 1 || opens { 0 } else { LATE_START };
            let mut link = Link { score: top.0 + weight - cost, before: top.1, starts: true };
            for missing in 0..=MOST_MISSING {
                let Some(before) = candidate.number.checked_sub(missing + 1).filter(|before| *before > 0) else { break };
                let price = MISSING * i32::from(missing);
                let ended = best.get(usize::from(before)).copied().flatten();
                if let Some(ended) = ended {
                    let score = links[ended as usize].score + weight - price;
                    if score >= link.score {
                        link = Link { score, before: Some(ended), starts: false };
                    }
                } else if carried.is_some_and(|(_, last)| last == before) {
                    let score = weight - price;
                    if score >= link.score {
                        link = Link { score, before: None, starts: false };
                    }
                }
            }
            let index = u32::try_from(nth).unwrap_or(u32::MAX);
            if best.len() <= number {
                best.resize(number + 1, None);
            }
            if best[number].is_none_or(|known| links[known as usize].score <= link.score) {
                best[number] = Some(index);
            }
            links.push(link);
            if link.score > top.0 {
                top = (link.score, Some(index));
                counted = true;
            }
        }
        let mut chosen = Vec::new();
        let mut at = top.1;
        while let Some(index) = at {
            chosen.push(index);
            at = links[index as usize].before;
        }
        for index in chosen.into_iter().rev() {
            let candidate = candidates[own[index as usize]];
            let run = match self.last[print as usize] {
                Some((run, _)) if !links[index as usize].starts => run,
                _ => self.new_run(),
            };
            self.last[print as usize] = Some((run, candidate.number));
            calls.push(Call { candidate, run });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(start: u32, number: u16, weight: i8) -> Candidate {
        Candidate { start, end: start + 1, line: 0, number, print: Print::Bare, weight, series: 0 }
    }

    fn chosen(chains: &mut Chains, given: &[(u16, i8)]) -> Vec<(usize, u16, u32)> {
        let candidates: Vec<Candidate> =
            given.iter().zip(0..).map(|((number, weight), start)| candidate(start, *number, *weight)).collect();
        let calls = chains.choose(&candidates, |_| Evidence::default());
        calls.iter().map(|call| (call.candidate.start as usize, call.candidate.number, call.run)).collect()
    }

    #[test]
    fn the_run_tells_calls_from_other_digits() {
        let found = chosen(&mut Chains::default(), &[(1, 3), (2, -1), (9, 1), (2, 3), (5, 3), (3, 2), (4, 3), (5, 3)]);
        assert_eq!(found.iter().map(|(at, ..)| *at).collect::<Vec<_>>(), [0, 3, 5, 6, 7]);
    }

    #[test]
    fn one_digit_is_no_run_and_two_are() {
        assert_eq!(chosen(&mut Chains::default(), &[(1, 3)]), []);
        assert_eq!(chosen(&mut Chains::default(), &[(7, 3), (8, 3)]), []);
        assert_eq!(chosen(&mut Chains::default(), &[(1, 3), (2, 3)]).len(), 2);
    }

    #[test]
    fn counting_may_start_again() {
        let found = chosen(&mut Chains::default(), &[(1, 3), (2, 3), (3, 3), (1, 3), (2, 3), (3, 3), (4, 3)]);
        assert_eq!(found.iter().map(|(.., run)| *run).collect::<Vec<_>>(), [1, 1, 1, 2, 2, 2, 2]);
    }

    #[test]
    fn a_lost_number_does_not_end_the_run() {
        let found = chosen(&mut Chains::default(), &[(1, 3), (2, 3), (4, 3), (5, 3)]);
        assert_eq!(found.iter().map(|(_, number, run)| (*number, *run)).collect::<Vec<_>>(), [(1, 1), (2, 1), (4, 1), (5, 1)]);
    }

    #[test]
    fn a_run_goes_on_in_the_next_window() {
        let mut chains = Chains::default();
        chosen(&mut chains, &[(1, 3), (2, 3)]);
        assert_eq!(chosen(&mut chains, &[(3, 3)]), [(0, 3, 1)]);
        assert_eq!(chosen(&mut chains, &[(9, 1)]), []);
        assert_eq!(chains.run_of(Print::Bare, 3), Some(1));
    }

    #[test]
    fn a_body_makes_a_single_digit_a_call() {
        let mut chains = Chains::default();
        let calls = chains.choose(&[candidate(0, 1, 1)], |_| Evidence { body: true, first: true, ..Evidence::default() });
        assert_eq!(calls.len(), 1);
    }
}
