//! Which body answers which call.

use std::collections::{HashMap, HashSet};

use super::super::page::Pages;
use super::super::role::{Piece, Role};
use super::super::write::Writer;
use super::call::{Candidate, Print};
use super::chain::{Call, Chains, Evidence, Last};
use super::note::Body;
use super::stray::ANSWERED;

/// How many calls of one number are looked at for a body.
const LOOKED_AT: usize = 64;

/// Calls outside of series that a run has at least, where nothing answers it.
const LEAST_OUTSIDE: usize = 3;

/// A window's bodies, by what they answer.
pub(in crate::import::text) struct Answers<'b> {
    bodies: &'b [Body],
    /// Indices of bodies of one number and one way of printing calls, in order.
    by_number: HashMap<(Print, u16), Vec<usize>>,
}

impl<'b> Answers<'b> {
    pub(in crate::import::text) fn of(bodies: &'b [Body]) -> Self {
        let mut by_number: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, body) in bodies.iter().enumerate() {
            by_number.entry((body.print, body.number)).or_default().push(at);
        }
        Self { bodies, by_number }
    }

    /// The body that answers `candidate`: the next one of its number, if it stands on its page.
    fn to(&self, candidate: &Candidate) -> Option<usize> {
        let line = candidate.line as usize;
        let same = self.by_number.get(&(candidate.print, candidate.number))?;
        let next = same.partition_point(|body| self.bodies[*body].line <= line);
        same.get(next).copied().filter(|body| self.bodies[*body].page <= line)
    }

    /// Whether `body` is the first of its page's, or counting starts again with it.
    fn opens(&self, body: usize) -> bool {
        let before = body.checked_sub(1).map(|before| self.bodies[before]);
        before.is_none_or(|before| before.page != self.bodies[body].page || before.number >= self.bodies[body].number)
    }

    /// The calls of a window: those of the heaviest runs, and the symbols that a body answers.
    /// Candidates in tables, code and bodies are dropped first.
    pub(in crate::import::text) fn calls(
        &self,
        chains: &mut Chains,
        candidates: &mut Vec<Candidate>,
        pieces: &[Piece],
        pages: &Pages,
    ) -> Vec<Call> {
        candidates.retain(|candidate| {
            let piece = &pieces[candidate.line as usize];
            matches!(piece.role, Role::Flow | Role::Item(_) | Role::Heading(_)) && candidate.start >= piece.start
        });
        let page_of = |line: u32| u32::try_from(pages.starts.partition_point(|start| start.line <= line as usize)).unwrap_or(0);
        let before = chains.last();
        let mut calls = chains.choose(candidates, |at| {
            let candidate = &candidates[at];
            let body = self.to(candidate);
            Evidence {
                body: body.is_some(),
                first: body.is_some_and(|body| self.opens(body)),
                page: page_of(candidate.line),
                heading: matches!(pieces[candidate.line as usize].role, Role::Heading(_)),
            }
        });
        // What a note answers is a call, whether its number counts on or not.
        for candidate in candidates.iter().filter(|candidate| candidate.weight == ANSWERED) {
            if self.to(candidate).is_some() && !calls.iter().any(|call| call.candidate == *candidate) {
                calls.push(Call { candidate: *candidate, run: chains.new_run() });
            }
        }
        // A symbol calls where a body answers it, and the first one on its page does.
        let mut taken = vec![false; self.bodies.len()];
        for candidate in candidates.iter().filter(|candidate| candidate.print == Print::Symbol) {
            if self.to(candidate).is_some_and(|body| !std::mem::replace(&mut taken[body], true)) {
                calls.push(Call { candidate: *candidate, run: chains.new_run() });
            }
        }
        calls.sort_by_key(|call| call.candidate.start);
        self.repeated(candidates, &mut calls);
        let of_series = |call: &&Call| call.candidate.series > 0 && call.candidate.print != Print::Raised;
        let with_series: HashSet<u32> = calls.iter().filter(of_series).map(|call| call.run).collect();
        whole_series(candidates, &mut calls);
        if !with_series.is_empty() && self.drops_lone_series(&mut calls, with_series, before) {
            chains.go_back(before, &calls);
        }
        calls
    }

    /// Leaves out runs that nothing answers and that a series makes most of: lists of a program's numbers look like one.
    /// Tells whether there were any.
    fn drops_lone_series(&self, calls: &mut Vec<Call>, with_series: HashSet<u32>, before: Last) -> bool {
        let mut outside: HashMap<u32, usize> = HashMap::new();
        for call in calls.iter() {
            let goes_on = before[call.candidate.print as usize].is_some_and(|(run, _)| run == call.run);
            let answered = self.to(&call.candidate).is_some();
            if call.candidate.series == 0 || answered || goes_on {
                *outside.entry(call.run).or_default() += if goes_on || answered { LEAST_OUTSIDE } else { 1 };
            }
        }
        let mut doubtful = with_series;
        doubtful.retain(|run| outside.get(run).is_none_or(|count| *count < LEAST_OUTSIDE));
        calls.retain(|call| !doubtful.contains(&call.run));
        !doubtful.is_empty()
    }

    /// A number that is called again is called by the same run, where the same body answers it:
    /// works are cited more than once. In brackets it needs no run to be a call.
    fn repeated(&self, candidates: &[Candidate], calls: &mut Vec<Call>) {
        let mut runs: HashMap<usize, u32> = HashMap::new();
        for call in calls.iter_mut() {
            if let Some(body) = self.to(&call.candidate) {
                call.run = *runs.entry(body).or_insert(call.run);
            }
        }
        let known: HashSet<u32> = calls.iter().map(|call| call.candidate.start).collect();
        let again = candidates.iter().filter(|candidate| candidate.print == Print::Bracket && candidate.weight > 0);
        for candidate in again.filter(|candidate| !known.contains(&candidate.start)) {
            if let Some(run) = self.to(candidate).and_then(|body| runs.get(&body)) {
                calls.push(Call { candidate: *candidate, run: *run });
            }
        }
        calls.sort_by_key(|call| call.candidate.start);
    }
}

/// Leaves out calls of a series that is not one as a whole: `1,2` where 2 is no call is a number.
fn whole_series(candidates: &[Candidate], calls: &mut Vec<Call>) {
    let mut missing: HashMap<u32, usize> = HashMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.series > 0) {
        *missing.entry(candidate.series).or_default() += 1;
    }
    if missing.is_empty() {
        return;
    }
    for call in calls.iter().filter(|call| call.candidate.series > 0) {
        if let Some(count) = missing.get_mut(&call.candidate.series) {
            *count = count.saturating_sub(1);
        }
    }
    calls.retain(|call| call.candidate.series == 0 || missing.get(&call.candidate.series) == Some(&0));
}

/// Each body with the run of the call that it answers: the last one before it on its page, or
/// the run that was counted last; where there is none, a run of its own.
pub(in crate::import::text) fn bound(chains: &mut Chains, writer: &Writer, bodies: &[Body], calls: &[Call]) -> Vec<(Body, u32)> {
    let mut by_number: HashMap<(Print, u16), Vec<&Call>> = HashMap::new();
    if !bodies.is_empty() {
        for call in calls {
            by_number.entry((call.candidate.print, call.candidate.number)).or_default().push(call);
        }
    }
    let mut bound = Vec::with_capacity(bodies.len());
    for body in bodies {
        let free = |run: &u32| !writer.has_body(*run, body.number);
        let same = by_number.get_mut(&(body.print, body.number));
        let own = same.and_then(|same| {
            let on_page = |call: &&Call| (body.page..body.line).contains(&(call.candidate.line as usize)) && free(&call.run);
            let from = same.len().saturating_sub(LOOKED_AT);
            let at = from + same[from..].iter().rposition(on_page)?;
            Some(same.remove(at).run)
        });
        // What is called below is answered below.
        let below = |run: &u32| {
            by_number
                .get(&(body.print, body.number))
                .is_some_and(|same| same.iter().any(|call| call.run == *run && call.candidate.line as usize > body.line))
        };
        let last = || chains.run_of(body.print, body.number).filter(|run| free(run) && !below(run));
        let taken = |run: &u32| {
            bound.iter().rev().take(LOOKED_AT).any(|(other, of): &(Body, u32)| of == run && other.number == body.number)
        };
        let run = own.or_else(|| last().filter(|run| !taken(run)));
        let run = run.unwrap_or_else(|| chains.new_run());
        bound.push((*body, run));
    }
    bound
}
