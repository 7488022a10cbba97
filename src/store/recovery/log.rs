//! The second copy of every change: lines appended beside the database.
//!
//! A backup is hours old when a disk damages the database; what was acknowledged since then
//! stands here. Each record holds notes as a step left them, so that replaying one twice
//! changes nothing. Records are appended inside the database's write lock and before its
//! commit; one whose commit failed is taken back, or named by a `void` later on, and one whose
//! program was killed before its commit is followed by another of the same step: steps of what
//! was committed only go up. One that nothing follows may have been committed into a WAL that is
//! gone: it counts ([`super::catch_up`]). A last line without its end is one that a kill tore: its commit never
//! came, and whoever appends next cuts it off. A segment begins with each backup.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::super::files::{make_folder, sync_folder};
use crate::annotation::{Note, NoteId};

/// Hexadecimal digits of the checksum that starts each line.
const SUM_DIGITS: usize = 16;

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::store) enum Record {
    /// Notes as step `step` left them.
    Notes { step: i64, notes: Vec<Logged> },
    /// Notes that are gone for good.
    Purged { step: i64, ids: Vec<NoteId> },
    /// The record whose line has this checksum was never committed.
    Void { sum: String },
}

/// A note and its tombstone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Logged {
    pub(in crate::store) note: Note,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::store) deleted: Option<String>,
}

/// The segments in one folder.
#[derive(Debug, Clone)]
pub(in crate::store) struct Log {
    folder: PathBuf,
}

/// A record, or what is asked of one.
pub(in crate::store) trait Recorded: DeserializeOwned {
    /// The step that it records.
    fn step(&self) -> Option<i64>;
    /// The checksum of the record that it makes void.
    fn voids(&self) -> Option<&str>;
}

impl Recorded for Record {
    fn step(&self) -> Option<i64> {
        match self {
            Self::Notes { step, .. } | Self::Purged { step, .. } => Some(*step),
            Self::Void { .. } => None,
        }
    }

    fn voids(&self) -> Option<&str> {
        if let Self::Void { sum } = self { Some(sum) } else { None }
    }
}

/// What could be read of a log.
#[derive(Debug)]
pub(in crate::store) struct Replay<R = Record> {
    /// Records in order with their checksums, void ones left out; of one step there may be several.
    records: Vec<(String, R)>,
    /// Lines that can't be read.
    pub(in crate::store) damaged: usize,
    /// Those of them behind the last that can: of no other is it known that its step came after.
    pub(in crate::store) damaged_last: usize,
}

impl<R> Default for Replay<R> {
    fn default() -> Self {
        Self { records: Vec::new(), damaged: 0, damaged_last: 0 }
    }
}

impl Log {
    pub(in crate::store) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    fn path(&self, segment: i64) -> PathBuf {
        self.folder.join(format!("{segment:06}.log"))
    }

    /// Numbers of the segments, in order.
    pub(in crate::store) fn segments(&self) -> Vec<i64> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut segments: Vec<i64> = names.filter_map(|name| name.strip_suffix(".log")?.parse().ok()).collect();
        segments.sort_unstable();
        segments
    }

    /// Appends what [`line_of`] made, and waits for the disk. What can't be written whole is taken back.
    pub(in crate::store) fn append(&self, segment: i64, line: &str) -> io::Result<()> {
        let path = self.path(segment);
        let is_new = !path.exists();
        if is_new {
            make_folder(&self.folder)?;
        }
        let mut file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(&path)?;
        let length = cut_torn_line(&mut file)?;
        let written = file.write_all(line.as_bytes()).and_then(|()| file.sync_data());
        if written.is_err() {
            // The file may be on a full disk: shortening it needs no room.
            let _ = file.set_len(length);
        }
        written?;
        if is_new {
            sync_folder(&self.folder)?;
        }
        Ok(())
    }

    /// Says that the record with this checksum was never committed.
    pub(in crate::store) fn void(&self, segment: i64, sum: String) -> io::Result<()> {
        self.append(segment, &line_of(&Record::Void { sum })?.1)
    }

    /// Takes back the record with this checksum, whose commit failed. Where it is the last line it is
    /// cut off, which needs no room on the disk; else it is said to be void.
    /// Whoever calls it holds the database's write lock.
    pub(in crate::store) fn take_back(&self, segment: i64, sum: String) -> io::Result<()> {
        let mut file = OpenOptions::new().read(true).write(true).open(self.path(segment))?;
        let length = cut_torn_line(&mut file)?;
        match last_line(&mut file)? {
            Some(line) if checked(&line).is_some_and(|(own, _)| own == sum) => {
                file.set_len(length - line.len() as u64 - 1)?;
                file.sync_data()
            }
            _ => self.void(segment, sum),
        }
    }

    /// Everything from segment `from` on.
    pub(in crate::store) fn read<R: Recorded>(&self, from: i64) -> Replay<R> {
        let mut replay = Replay::default();
        for segment in self.segments().into_iter().filter(|segment| *segment >= from) {
            match fs::read(self.path(segment)) {
                Ok(bytes) => replay.add(&bytes),
                Err(_) => replay.is_damaged(),
            }
        }
        replay
    }

    /// Brings the end of a segment to what the database says: its last step, and the checksum
    /// of that step's record where it is known. A torn last line is cut off, and records are
    /// marked as void whose commits never came. Tells whether the record of that step stands
    /// in this segment.
    ///
    /// Two programs may have recorded the same step, both killed before they knew whether it
    /// was committed; a WAL that is recovered can bring back either. So the checksum decides.
    /// Whoever calls it holds the database's write lock.
    pub(in crate::store) fn settle(&self, segment: i64, step: i64, known: Option<&str>) -> io::Result<bool> {
        let Ok(mut file) = OpenOptions::new().read(true).write(true).open(self.path(segment)) else { return Ok(false) };
        cut_torn_line(&mut file)?;
        let Some(line) = last_line(&mut file)? else { return Ok(false) };
        let head = |line: &[u8]| checked(line).and_then(|(sum, json)| Some((sum, serde_json::from_str::<Head>(json).ok()?)));
        let is_it = |sum: &str, of: Option<i64>| of == Some(step) && known.is_none_or(|known| known == sum);
        if head(&line).is_some_and(|(sum, head)| is_it(&sum, head.step())) {
            return Ok(true);
        }
        let mut replay = Replay::<Head>::default();
        replay.add(&fs::read(self.path(segment))?);
        let (right, wrong): (Vec<_>, Vec<_>) = replay
            .records
            .iter()
            .filter(|(_, record)| record.step().is_some_and(|of| of >= step))
            .partition(|(sum, record)| is_it(sum, record.step()));
        for (sum, _) in &wrong {
            self.void(segment, sum.clone())?;
        }
        Ok(!right.is_empty())
    }

    /// Removes the segments before `first`.
    pub(in crate::store) fn forget_before(&self, first: i64) -> io::Result<()> {
        for segment in self.segments().into_iter().filter(|segment| *segment < first) {
            fs::remove_file(self.path(segment))?;
        }
        Ok(())
    }
}

impl<R: Recorded> Replay<R> {
    /// The records in order. Of two that no void tells apart the first was never committed,
    /// since steps of what was committed only go up.
    pub(in crate::store) fn records(&self) -> impl Iterator<Item = &R> {
        let mut found: Vec<&R> = Vec::new();
        for (_, record) in &self.records {
            while found.last().is_some_and(|last| last.step() >= record.step()) {
                found.pop();
            }
            found.push(record);
        }
        found.into_iter()
    }

    /// Whether a record with this checksum is among them.
    pub(in crate::store) fn has(&self, sum: &str) -> bool {
        self.records.iter().any(|(known, _)| known == sum)
    }

    /// Of several records of `step`, that with the checksum `known` is the one that was committed.
    pub(in crate::store) fn trust(&mut self, step: i64, known: &str) {
        if self.has(known) {
            self.records.retain(|(sum, record)| record.step() != Some(step) || sum == known);
        }
    }

    /// How many of the steps behind `from`, up to `to`, have no record and are not among `known`.
    pub(in crate::store) fn gaps(&self, from: i64, to: i64, known: &HashSet<i64>) -> usize {
        let there: HashSet<i64> = self.records().filter_map(R::step).chain(known.iter().copied()).collect();
        let all = usize::try_from(to - from).unwrap_or(0);
        all - there.iter().filter(|step| (from + 1..=to).contains(*step)).count()
    }

    fn is_damaged(&mut self) {
        self.damaged += 1;
        self.damaged_last += 1;
    }

    fn add(&mut self, bytes: &[u8]) {
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            match parse::<R>(line) {
                Some((sum, record)) => {
                    self.damaged_last = 0;
                    match record.voids() {
                        Some(void) => {
                            if let Some(at) = self.records.iter().rposition(|(other, _)| other == void) {
                                self.records.remove(at);
                            }
                        }
                        None => self.records.push((sum, record)),
                    }
                }
                // Torn by a kill, or still being written: nobody was told that it is kept.
                None if line.as_ptr_range().end == bytes.as_ptr_range().end => {}
                None => self.is_damaged(),
            }
        }
    }
}

/// A line as its checksum and its record; `None` where a byte of it is not as it was written.
fn parse<R: Recorded>(line: &[u8]) -> Option<(String, R)> {
    let (sum, json) = checked(line)?;
    Some((sum, serde_json::from_str(json).ok()?))
}

/// A line as its checksum and its JSON, if the one is that of the other.
fn checked(line: &[u8]) -> Option<(String, &str)> {
    let (digits, json) = line.split_at_checked(SUM_DIGITS)?;
    let json = std::str::from_utf8(json.strip_prefix(b" ")?).ok()?;
    let sum = sum(json);
    (digits == sum.as_bytes()).then_some((sum, json))
}

/// A record without what its notes say: a step of many need not be taken apart to know which it is.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::store) enum Head {
    Notes { step: i64, notes: Vec<LoggedHead> },
    Purged { step: i64, ids: Vec<NoteId> },
    Void { sum: String },
}

/// A note of which only the identity is asked.
#[derive(Debug, Deserialize)]
pub(in crate::store) struct LoggedHead {
    note: NoteHead,
}

#[derive(Debug, Deserialize)]
struct NoteHead {
    id: NoteId,
}

impl LoggedHead {
    pub(in crate::store) fn id(&self) -> NoteId {
        self.note.id
    }
}

impl Recorded for Head {
    fn step(&self) -> Option<i64> {
        match self {
            Self::Notes { step, .. } | Self::Purged { step, .. } => Some(*step),
            Self::Void { .. } => None,
        }
    }

    fn voids(&self) -> Option<&str> {
        if let Self::Void { sum } = self { Some(sum) } else { None }
    }
}

/// The checksum of a record, and its line.
pub(in crate::store) fn line_of(record: &Record) -> io::Result<(String, String)> {
    let json = serde_json::to_string(record)?;
    let sum = sum(&json);
    let line = format!("{sum} {json}\n");
    Ok((sum, line))
}

fn sum(json: &str) -> String {
    blake3::hash(json.as_bytes()).to_hex()[..SUM_DIGITS].to_owned()
}

/// Takes away a last line that has no end, and tells the file's length then, in bytes.
/// Whoever calls it holds the database's write lock: nobody is writing that line any more.
fn cut_torn_line(file: &mut File) -> io::Result<u64> {
    let length = file.seek(SeekFrom::End(0))?;
    if length == 0 {
        return Ok(0);
    }
    file.seek(SeekFrom::Start(length - 1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    if last == *b"\n" {
        return Ok(length);
    }
    let torn = last_line(file)?.map_or(0, |line| line.len() as u64);
    file.set_len(length - torn)?;
    Ok(length - torn)
}

/// The last line that has its end or not, without its line break; `None` in an empty file.
fn last_line(file: &mut File) -> io::Result<Option<Vec<u8>>> {
    let mut tail = Vec::new();
    let mut from = file.seek(SeekFrom::End(0))?;
    let mut most = 64 * 1024;
    while from > 0 {
        let step = from.min(most);
        from -= step;
        file.seek(SeekFrom::Start(from))?;
        let mut piece = vec![0; usize::try_from(step).unwrap_or(0)];
        file.read_exact(&mut piece)?;
        // The line break that ends the last line is not the one before it.
        let end = if tail.is_empty() && piece.ends_with(b"\n") { piece.len() - 1 } else { piece.len() };
        let start = memchr::memrchr(b'\n', &piece[..end]);
        piece.extend_from_slice(&tail);
        tail = piece;
        if let Some(start) = start {
            tail.drain(..=start);
            break;
        }
        // A step with many notes is a long line: pieces of one size would copy it once for each.
        most *= 2;
    }
    if tail.ends_with(b"\n") {
        tail.pop();
    }
    Ok((!tail.is_empty()).then_some(tail))
}

/// Where the log of the store in `folder` stands.
pub(in crate::store) fn log_of(folder: &Path) -> Log {
    Log::new(folder.join("log"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn purged(step: i64) -> Record {
        Record::Purged { step, ids: vec![NoteId::from_bytes([7; 16])] }
    }

    fn append(log: &Log, segment: i64, record: &Record) -> io::Result<String> {
        let (sum, line) = line_of(record)?;
        log.append(segment, &line).map(|()| sum)
    }

    fn records(log: &Log, from: i64) -> Vec<Record> {
        log.read::<Record>(from).records().cloned().collect()
    }

    #[test]
    fn a_void_takes_back_its_own_record_and_not_another_programs() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = log_of(folder.path());
        let other = Record::Purged { step: 1, ids: Vec::new() };
        let failed = append(&log, 1, &purged(1)).expect("appended");
        append(&log, 1, &other).expect("appended by another, once the lock was free");
        log.void(1, failed).expect("said");
        assert_eq!(records(&log, 1), [other]);
    }

    #[test]
    fn of_two_records_of_one_step_the_database_says_which_was_committed() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = log_of(folder.path());
        let other = Record::Purged { step: 2, ids: Vec::new() };
        append(&log, 1, &purged(1)).expect("appended");
        let committed = append(&log, 1, &purged(2)).expect("appended; the program is killed in its commit");
        append(&log, 1, &other).expect("appended by another that is killed before its commit");
        assert!(log.settle(1, 2, Some(&committed)).expect("settled: the WAL brought the first one back"));
        assert_eq!(records(&log, 1), [purged(1), purged(2)]);
        assert!(log.settle(1, 2, Some(&committed)).expect("settled twice"));
        assert!(!log.settle(1, 3, Some("0123456789abcdef")).expect("a record that is not there is told"));
    }

    #[test]
    fn of_two_records_of_one_step_the_first_was_never_committed() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = log_of(folder.path());
        let other = Record::Purged { step: 2, ids: Vec::new() };
        append(&log, 1, &purged(1)).expect("appended");
        append(&log, 1, &purged(2)).expect("appended by a program that is killed");
        append(&log, 2, &other).expect("appended by another that goes on, after a backup");
        assert_eq!(records(&log, 1), [purged(1), other]);
    }

    #[test]
    fn a_record_that_was_not_committed_is_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = log_of(folder.path());
        append(&log, 1, &purged(1)).expect("appended");
        append(&log, 1, &purged(2)).expect("appended");
        log.settle(1, 1, None).expect("settled");
        log.settle(1, 1, None).expect("settled twice");
        assert_eq!(records(&log, 1), [purged(1)]);
        append(&log, 1, &purged(2)).expect("appended");
        log.settle(1, 2, None).expect("nothing to settle");
        append(&log, 2, &purged(3)).expect("appended");
        assert_eq!(records(&log, 1), [purged(1), purged(2), purged(3)]);
        assert_eq!(records(&log, 2), [purged(3)]);
        log.forget_before(2).expect("removed");
        assert_eq!(log.segments(), [2]);
    }

    #[test]
    fn the_last_line_is_found_however_long_lines_are() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.log");
        for (first, last) in
            [(0, 0), (0, 5), (7, 0), (7, 5), (5, 70_000), (65_535, 65_535), (65_536, 65_536), (300_000, 200_000), (3, 131_071)]
        {
            for ending in ["", "\n"] {
                let text = format!("{}\n{}{ending}", "a".repeat(first), "b".repeat(last));
                fs::write(&path, &text).expect("written");
                let line = last_line(&mut File::open(&path).expect("opened")).expect("read");
                // An empty last line without its end is no line: the one before it is the last.
                let expected = if last == 0 && ending.is_empty() { "a".repeat(first) } else { "b".repeat(last) };
                assert_eq!(line.unwrap_or_default(), expected.into_bytes(), "{first} {last} {ending:?}");
            }
        }
    }

    #[test]
    fn a_line_torn_by_a_kill_is_no_damage() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = log_of(folder.path());
        append(&log, 1, &purged(1)).expect("appended");
        append(&log, 1, &purged(2)).expect("appended");
        let path = folder.path().join("log/000001.log");
        let bytes = fs::read(&path).expect("read");
        let first = 1 + bytes.iter().position(|byte| *byte == b'\n').expect("a line");
        for end in first..bytes.len() {
            fs::write(&path, &bytes[..end]).expect("cut");
            assert_eq!(log.read::<Record>(1).damaged, 0, "{end}");
            log.settle(1, 1, None).expect("settled");
            assert_eq!(fs::read(&path).expect("read"), bytes[..first], "{end}");
            fs::write(&path, &bytes[..end]).expect("cut");
            append(&log, 1, &purged(2)).expect("appended");
            assert_eq!(fs::read(&path).expect("read"), bytes, "{end}");
        }
    }

    #[test]
    fn a_damaged_line_costs_only_itself() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = log_of(folder.path());
        append(&log, 1, &purged(1)).expect("appended");
        let path = folder.path().join("log/000001.log");
        let bytes = fs::read(&path).expect("read");
        fs::write(&path, [&bytes[..bytes.len() - 9], b"\n"].concat()).expect("damaged");
        append(&log, 1, &purged(3)).expect("appended");
        let replay = log.read::<Record>(1);
        assert_eq!((records(&log, 1), replay.damaged), (vec![purged(3)], 1));
    }

    #[test]
    fn a_flipped_byte_is_noticed_wherever_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = log_of(folder.path());
        append(&log, 1, &purged(1)).expect("appended");
        let path = folder.path().join("log/000001.log");
        let bytes = fs::read(&path).expect("read");
        for at in 0..bytes.len() - 1 {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x10;
            fs::write(&path, &flipped).expect("written");
            assert!(log.read::<Record>(1).records().next().is_none(), "byte {at}");
        }
    }
}
