//! Opening: what stands in the folder is looked at before it is trusted.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Zoned;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::Fault;
use super::files::{FileMark, PATIENCE, Turn, make_file, make_folder};
use super::patience::wait_for_locks;
use super::recovery::catch_up::catch_up;
use super::recovery::log::{Head, Logged, Record, line_of, log_of};
use super::recovery::{backup, restore};
use super::schema::{APPLICATION, INDEX, NOTES};
use super::{Access, Result, Store, StoreError, journal, migrate, read_only, rows};

/// The database that matters.
pub(super) const NOTES_FILE: &str = "notes.db";
/// The one that can be made again.
const INDEX_FILE: &str = "index.db";

/// Something that happened while the store was opened and that the reader should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// `notes.db` was damaged or gone; it was made again.
    Restored {
        /// Why it was not trusted.
        reason: String,
        /// Where the damaged one was set aside, if there was one.
        aside: Option<PathBuf>,
        /// The backup that it was made from; none where there was no good one.
        backup: Option<PathBuf>,
        /// Notes that it holds now.
        notes: usize,
        /// Changes of which nothing is left. The history since the backup is gone too.
        missing: usize,
        /// The time of the backup, where nothing tells what came after it.
        unsure_since: Option<jiff::civil::DateTime>,
    },
    /// `notes.db` was behind its log, as a copy without its WAL is; it was brought up to it.
    CaughtUp {
        /// Notes that are there again, or as they were last.
        notes: usize,
        /// Changes of which nothing is left.
        missing: usize,
    },
    /// Single notes were not as they were written, and were taken from the log or a backup.
    Repaired {
        /// How many.
        notes: usize,
        /// How many more could not be: they are kept aside, with the damaged database.
        lost: usize,
    },
    /// `index.db` was thrown away and made again: the library starts empty.
    IndexRebuilt,
    /// `index.db` can't be used: this time there is no library.
    NoIndex,
}

/// What `notes.db` looks like.
pub(super) enum Health {
    /// There is none.
    Absent,
    /// There is one without any table.
    Empty(Connection),
    /// It is ours, with a schema that is known.
    Sound(Connection),
    /// It is ours, and newer.
    Newer(u32),
    /// It is another program's.
    Foreign,
    /// It can't be trusted.
    Damaged(String),
}

impl Store {
    /// Opens the store in `folder`, and makes both where they are missing.
    ///
    /// A damaged `notes.db` is set aside and made again from the newest good backup and the
    /// log, and one that is behind its log is brought up to it; [`Store::take_notices`] tells. A
    /// newer schema, or a folder that can't be written (not permitted, no room, in use), opens for
    /// reading only; [`Store::access`] tells.
    ///
    /// # Errors
    /// [`StoreError::Unwritable`] where there is no store and none can be made,
    /// [`StoreError::WrongKind`], [`StoreError::Denied`] and [`StoreError::Foreign`] where
    /// something else stands there, [`StoreError::Busy`], [`StoreError::Full`].
    pub fn open(folder: &Path, now: &Zoned) -> Result<Self> {
        let path = folder.join(NOTES_FILE);
        if let Err(error) = make_folder(folder) {
            let kind = error.kind();
            let is_file = fs::metadata(folder).is_ok_and(|data| !data.is_dir());
            let path = folder.to_owned();
            return Err(if is_file { StoreError::WrongKind { path } } else { StoreError::Unwritable { path, kind } });
        }
        if fs::metadata(&path).is_ok_and(|data| !data.is_file()) {
            return Err(StoreError::WrongKind { path });
        }
        let opened = match Turn::take(folder) {
            Ok(turn) => {
                let opened = open_for_writing(folder, now).map_err(|fault| fault.at(&path));
                drop(turn);
                opened
            }
            Err(fault) => Err(fault.at(&folder.join("lock"))),
        };
        match opened {
            Err(error @ (StoreError::WrongKind { .. } | StoreError::Foreign { .. })) => Err(error),
            Err(error @ StoreError::Busy { .. }) => read_only::open_beside(folder, error),
            Err(error) => read_only::open_a_copy(folder, error, now),
            ready => ready,
        }
    }

    /// The store over an open database.
    pub(super) fn over(
        folder: &Path,
        notes: Connection,
        access: Access,
        notices: Vec<Notice>,
    ) -> std::result::Result<Self, Fault> {
        let seen = data_version(&notes)?;
        let mark = FileMark::of(&folder.join(NOTES_FILE));
        let log = log_of(folder);
        Ok(Self { folder: folder.to_owned(), notes, index: None, log, access, mark, seen, notices, _copy: None })
    }
}

fn open_for_writing(folder: &Path, now: &Zoned) -> std::result::Result<Store, Fault> {
    let path = folder.join(NOTES_FILE);
    let mut notices = Vec::new();
    let ready = match ready(folder, NOTES, &mut notices, now) {
        Err(fault) if fault.is_damage() => {
            notices.push(restore::restore(folder, &fault.to_string(), now)?);
            ready(folder, NOTES, &mut notices, now)?
        }
        other => other?,
    };
    let notes = match ready {
        Ready::Write(notes) => notes,
        Ready::Newer(found) => {
            let notes = connect(&path)?;
            notes.pragma_update(None, "query_only", true)?;
            return Store::over(folder, notes, Access::Newer { found, known: known() }, notices);
        }
    };
    let mut store = Store::over(folder, notes, Access::Write, notices)?;
    match open_index(&folder.join(INDEX_FILE)) {
        Ok((index, is_new)) => {
            store.index = Some(index);
            if is_new {
                store.notices.push(Notice::IndexRebuilt);
            }
        }
        // The library is a convenience: the notes go without it.
        Err(_) => store.notices.push(Notice::NoIndex),
    }
    Ok(store)
}

/// `notes.db` after it was looked at.
pub(super) enum Ready {
    Write(Connection),
    Newer(u32),
}

/// Looks at `notes.db`, and makes it ready to be written. A fault that is damage calls for a restored one.
pub(super) fn ready(folder: &Path, steps: &[&str], notices: &mut Vec<Notice>, now: &Zoned) -> std::result::Result<Ready, Fault> {
    let path = folder.join(NOTES_FILE);
    let mut notes = match examine(&path)? {
        Health::Absent | Health::Empty(_) if has_past(folder) => return Err(Fault::Data("missing".into())),
        Health::Absent => {
            make_file(&path)?;
            connect(&path)?
        }
        Health::Empty(notes) | Health::Sound(notes) => notes,
        Health::Newer(found) => return Ok(Ready::Newer(found)),
        Health::Foreign => return Err(StoreError::Foreign { path }.into()),
        Health::Damaged(reason) => return Err(Fault::Data(reason)),
    };
    let taken = migrate::schema_of(&notes)?;
    if taken > 0 && usize::try_from(taken).is_ok_and(|taken| taken < steps.len()) {
        backup::back_up(folder, &mut notes, now)?;
    }
    keep_safely(&notes, &path)?;
    migrate::migrate(&mut notes, steps, APPLICATION)?;
    let unsound = rows::unsound(&notes)?;
    if !unsound.is_empty() {
        drop(notes);
        notices.push(restore::repair(folder, unsound.len(), now)?);
        notes = connect(&path)?;
        keep_safely(&notes, &path)?;
    }
    notices.extend(catch_up(folder, &mut notes)?);
    settle_log(folder, &mut notes)?;
    Ok(Ready::Write(notes))
}

/// The newest schema that this program knows.
pub(super) fn known() -> u32 {
    u32::try_from(NOTES.len()).unwrap_or(u32::MAX)
}

/// Whether notes were kept here before.
pub(super) fn has_past(folder: &Path) -> bool {
    !backup::backups(folder).is_empty() || !log_of(folder).segments().is_empty()
}

/// Opens a database for reading and writing, and refuses what a hostile file could try.
pub(super) fn connect(path: &Path) -> std::result::Result<Connection, Fault> {
    let mut connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    guard(&mut connection)?;
    Ok(connection)
}

pub(super) fn guard(connection: &mut Connection) -> std::result::Result<(), Fault> {
    wait_for_locks(connection, PATIENCE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.execute_batch("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0")?;
    Ok(())
}

/// WAL, and each commit on the disk. File systems where WAL's shared memory can't work (a
/// network's) keep the rollback journal, which is as safe and slower.
fn keep_safely(notes: &Connection, path: &Path) -> std::result::Result<(), Fault> {
    let mode = if is_on_a_network(path) { "DELETE" } else { "WAL" };
    notes.query_row(&format!("PRAGMA journal_mode = {mode}"), [], |_| Ok(()))?;
    notes.execute_batch("PRAGMA synchronous = FULL")?;
    Ok(())
}

/// Whether a file lies on a network's file system, by the magic numbers of statfs(2).
#[cfg(target_os = "linux")]
fn is_on_a_network(path: &Path) -> bool {
    /// NFS, SMB, SMB2, CIFS, 9P, Ceph, AFS, FUSE (sshfs and the like).
    const NETWORKS: [i128; 8] = [0x6969, 0x517B, 0xFE53_4D42, 0xFF53_4D42, 0x0102_1997, 0x00C3_6400, 0x5346_414F, 0x6573_5546];
    rustix::fs::statfs(path).is_ok_and(|data| NETWORKS.contains(&(i128::from(data.f_type) & 0xFFFF_FFFF)))
}

#[cfg(not(target_os = "linux"))]
fn is_on_a_network(_: &Path) -> bool {
    false
}

pub(super) fn data_version(connection: &Connection) -> std::result::Result<i64, Fault> {
    Ok(connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
}

/// Looks at `notes.db` without changing it: closing it must not fold its WAL into it yet.
pub(super) fn examine(path: &Path) -> std::result::Result<Health, Fault> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Health::Absent),
        Err(error) => return Err(error.into()),
        Ok(_) => {}
    }
    match look(path) {
        Err(fault) if fault.is_damage() => Ok(Health::Damaged(fault.to_string())),
        other => other,
    }
}

fn look(path: &Path) -> std::result::Result<Health, Fault> {
    let notes = connect(path)?;
    notes.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let mut names = notes.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let tables: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    drop(names);
    let application: i32 = notes.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let schema = migrate::schema_of(&notes)?;
    if tables.is_empty() && application == 0 && schema == 0 {
        notes.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        return Ok(Health::Empty(notes));
    }
    let has_ours = ["notes", "journal", "meta"].iter().all(|name| tables.iter().any(|table| table == name));
    if application != APPLICATION {
        return Ok(if has_ours { Health::Damaged("its header is not as it was written".into()) } else { Health::Foreign });
    }
    if !has_ours {
        return Ok(Health::Damaged("tables are missing".into()));
    }
    let taken = u32::try_from(schema).unwrap_or(0);
    if taken > known() && taken < known() + 1000 {
        return Ok(Health::Newer(taken));
    }
    if taken == 0 || taken > known() {
        return Ok(Health::Damaged("its schema number is not as it was written".into()));
    }
    for table in ["notes", "journal", "meta"] {
        if let Some(reason) = integrity(&notes, Some(table))? {
            return Ok(Health::Damaged(reason));
        }
    }
    journal::number(&notes, "step")?;
    journal::number(&notes, "segment")?;
    notes.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(Health::Sound(notes))
}

/// What SQLite finds wrong with one table, or with all of the database; `None` where nothing.
pub(super) fn integrity(connection: &Connection, table: Option<&str>) -> std::result::Result<Option<String>, Fault> {
    let of = table.map_or_else(|| "1".to_owned(), |table| format!("'{table}'"));
    let said: String = connection.query_row(&format!("PRAGMA integrity_check({of})"), [], |row| row.get(0))?;
    Ok((said != "ok").then_some(said))
}

/// Brings the log and the database together: a record that was not committed is void, and a
/// step that was committed, though its record was taken for void, is recorded again.
fn settle_log(folder: &Path, notes: &mut Connection) -> std::result::Result<(), Fault> {
    let transaction = notes.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let (segment, step) = (journal::number(&transaction, "segment")?, journal::number(&transaction, "step")?);
    let (logged, backed) = (journal::number(&transaction, "logged")?, journal::number(&transaction, "backed")?);
    let known = (logged != 0).then(|| format!("{:016x}", logged.cast_unsigned()));
    let is_there = log_of(folder).settle(segment, step, known.as_deref())?;
    if let (false, Some(known)) = (is_there || step <= backed, known) {
        record_again(folder, &transaction, segment, step, &known)?;
    }
    transaction.commit()?;
    Ok(())
}

fn record_again(folder: &Path, notes: &Connection, segment: i64, step: i64, known: &str) -> std::result::Result<(), Fault> {
    let log = log_of(folder);
    if log.read::<Head>(0).has(known) {
        return Ok(());
    }
    let held = rows::of_step(notes, step)?;
    if held.is_empty() {
        return Ok(());
    }
    let logged = held.into_iter().map(|held| Logged { note: held.note, deleted: held.deleted }).collect();
    let (sum, line) = line_of(&Record::Notes { step, notes: logged })?;
    journal::set_number(notes, "logged", super::write::sum_number(&sum))?;
    Ok(log.append(segment, &line)?)
}

/// The index, and whether a former one had to be thrown away.
fn open_index(path: &Path) -> std::result::Result<(Connection, bool), Fault> {
    match try_index(path) {
        Ok(index) => Ok((index, false)),
        Err(fault) if fault.is_damage() => {
            for end in ["", "-wal", "-shm", "-journal"] {
                super::files::remove_file(&restore::beside(path, end))?;
            }
            Ok((try_index(path)?, true))
        }
        Err(fault) => Err(fault),
    }
}

fn try_index(path: &Path) -> std::result::Result<Connection, Fault> {
    make_file(path)?;
    let mut index = connect(path)?;
    let (application, schema): (i32, i64) =
        (index.pragma_query_value(None, "application_id", |row| row.get(0))?, migrate::schema_of(&index)?);
    let is_ours = application == APPLICATION && usize::try_from(schema).is_ok_and(|taken| taken <= INDEX.len());
    if !is_ours && schema != 0 {
        return Err(Fault::Data("an index of another shape".into()));
    }
    let mode = if is_on_a_network(path) { "DELETE" } else { "WAL" };
    index.query_row(&format!("PRAGMA journal_mode = {mode}"), [], |_| Ok(()))?;
    index.execute_batch("PRAGMA synchronous = NORMAL")?;
    migrate::migrate(&mut index, INDEX, APPLICATION)?;
    match integrity(&index, None)? {
        Some(reason) => Err(Fault::Data(reason)),
        None => Ok(index),
    }
}
