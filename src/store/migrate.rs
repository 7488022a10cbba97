//! From an older schema to the newest, in one transaction.

use rusqlite::{Connection, TransactionBehavior};

use super::error::Fault;

/// The number of steps that the database has taken.
pub(super) fn schema_of(connection: &Connection) -> Result<i64, Fault> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Takes the steps that `connection` has not taken yet: all of them, or none.
///
/// The number is read again inside the transaction: two programs may start at once.
pub(super) fn migrate(connection: &mut Connection, steps: &[&str], application: i32) -> Result<(), Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let taken = usize::try_from(schema_of(&transaction)?).unwrap_or(usize::MAX);
    for step in steps.iter().skip(taken) {
        transaction.execute_batch(step)?;
    }
    if taken < steps.len() {
        transaction.pragma_update(None, "application_id", application)?;
        transaction.pragma_update(None, "user_version", i64::try_from(steps.len()).unwrap_or(i64::MAX))?;
    }
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_taken_once_and_together() {
        let mut connection = Connection::open_in_memory().expect("memory");
        migrate(&mut connection, &["CREATE TABLE a (x)"], 7).expect("first");
        connection.execute("INSERT INTO a VALUES (1)", []).expect("a row");
        migrate(&mut connection, &["CREATE TABLE a (x)", "ALTER TABLE a ADD y"], 7).expect("second");
        assert_eq!(schema_of(&connection).expect("a number"), 2);
        let broken = ["CREATE TABLE a (x)", "ALTER TABLE a ADD y", "CREATE TABLE b (x)", "no such step"];
        assert!(migrate(&mut connection, &broken, 7).is_err());
        assert_eq!(schema_of(&connection).expect("a number"), 2);
        assert!(connection.execute("INSERT INTO b VALUES (1)", []).is_err(), "half a migration was kept");
        assert_eq!(connection.query_row("SELECT count(*) FROM a", [], |row| row.get::<_, i64>(0)), Ok(1));
    }
}
