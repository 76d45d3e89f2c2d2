import { describe, expect, test } from '@jest/globals';
import { judgeStatement } from './judge-statement.ts';
import { splitStatements } from './statement.ts';
import type { Verdict } from './verdict.ts';

function judge(sql: string): Verdict {
  return judgeStatement(splitStatements(sql)[0]!);
}

describe('goes to PostgreSQL as it is', () => {
  test.each([
    'SELECT 1',
    '(SELECT 1) UNION ALL (SELECT 2)',
    'LOCK TABLE telecom.load_gate',
    'UPDATE telecom.load_gate SET turns = turns + 1',
    'CREATE SCHEMA IF NOT EXISTS telecom',
    'CREATE OR REPLACE VIEW v AS SELECT 1 AS a',
    'DROP TABLE IF EXISTS t',
    'DECLARE c CURSOR FOR SELECT * FROM t',
    'FETCH FORWARD 100 FROM c',
    'CLOSE c',
    'SET statement_timeout TO 1000',
    "SET search_path = 'a', public",
    "SET TIME ZONE 'UTC'",
    'SHOW search_path',
    'GRANT SELECT ON t TO PUBLIC',
  ])('%s', (sql) => {
    expect(judge(sql)).toEqual({ kind: 'forward', sql });
  });
});

describe('goes to PostgreSQL in its words', () => {
  test.each([
    ['BEGIN ISOLATION LEVEL SERIALIZABLE', 'BEGIN'],
    ['START TRANSACTION READ ONLY', 'BEGIN READ ONLY'],
    ['BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE', 'BEGIN READ WRITE'],
    ['END WORK', 'END'],
    ['SELECT version()', 'SELECT redshift_stand_in.version()'],
    [`SELECT a AS "MixedCase" FROM "T"`, `SELECT a AS "mixedcase" FROM "t"`],
    [`SET query_group TO 'load'`, `SET redshift_stand_in.query_group TO 'load'`],
    ['SHOW query_group', 'SHOW redshift_stand_in.query_group'],
    ['RESET query_group', 'RESET redshift_stand_in.query_group'],
    ['ANALYZE staging (call_id, start_datetime)', 'ANALYZE "staging" ( call_id , start_datetime )'],
    ['ANALYZE a.t PREDICATE COLUMNS', 'ANALYZE "a"."t" '],
    ['ALTER USER admin SESSION TIMEOUT 60', 'ALTER USER "admin" SET redshift_stand_in.session_timeout = 60'],
    ['ALTER USER admin RESET SESSION TIMEOUT', 'ALTER USER "admin" RESET redshift_stand_in.session_timeout'],
    ['SELECT 1 /* a comment */;', 'SELECT 1'],
  ])('%s', (sql, expected) => {
    expect(judge(sql)).toEqual({ kind: 'forward', sql: expected });
  });
});

// The documentation's page of each command gives its syntax; "SQL commands" lists the commands there are.
describe('is refused', () => {
  test.each([
    ['SAVEPOINT a', '0A000', 'SQL command "SAVEPOINT a" not supported.'],
    ['ROLLBACK TO SAVEPOINT a', '0A000', 'not supported'],
    ['RELEASE SAVEPOINT a', '0A000', 'not supported'],
    ['LISTEN a', '0A000', 'not supported'],
    ['NOTIFY a', '0A000', 'not supported'],
    ['CREATE INDEX i ON t (a)', '0A000', 'SQL command "CREATE INDEX i ON t (a)" not supported.'],
    ['CREATE UNIQUE INDEX i ON t (a)', '0A000', 'not supported'],
    ['CREATE SEQUENCE s', '0A000', 'not supported'],
    ['CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f()', '0A000', 'not supported'],
    ['CREATE EXTENSION hstore', '0A000', 'not supported'],
    [`CREATE TYPE mood AS ENUM ('a')`, '0A000', 'not supported'],
    ['CREATE UNLOGGED TABLE t (a INT)', '0A000', 'not supported'],
    ['DROP INDEX i', '0A000', 'not supported'],
    ['DO $$ BEGIN END $$', '0A000', 'not supported'],
    ['TRUNCATE a, b', '42601', 'syntax error at or near ","'],
    ['TRUNCATE a CASCADE', '42601', 'syntax error at or near "CASCADE"'],
    ['TABLE t', '42601', 'syntax error at or near "TABLE"'],
    ['VALUES (1)', '42601', 'syntax error at or near "VALUES"'],
    ['MERGE INTO t USING s ON a = b WHEN MATCHED THEN DELETE', '0A000', 'does not imitate MERGE'],
    ['LOCK TABLE t IN EXCLUSIVE MODE', '42601', 'syntax error at or near "IN"'],
    ['LOCK TABLE t NOWAIT', '42601', 'syntax error'],
    ['SET lock_timeout = 1000', '42704', 'unrecognized configuration parameter "lock_timeout"'],
    ['SET SESSION idle_in_transaction_session_timeout TO 1', '42704', 'unrecognized configuration parameter'],
    ['SET LOCAL synchronous_commit = off', '42704', 'unrecognized configuration parameter'],
    ['SHOW lock_timeout', '42704', 'unrecognized configuration parameter'],
    ['SET TRANSACTION ISOLATION LEVEL SERIALIZABLE', '42601', 'syntax error at or near "ISOLATION"'],
    ['COMMIT AND CHAIN', '42601', 'syntax error at or near "AND"'],
    ['DECLARE c SCROLL CURSOR FOR SELECT 1', '42601', 'syntax error at or near "SCROLL"'],
    ['FETCH BACKWARD 1 FROM c', '42601', 'syntax error at or near "BACKWARD"'],
    ['PREPARE p AS INSERT INTO t VALUES (1) RETURNING a', '42601', 'syntax error'],
    ['ALTER USER admin SESSION TIMEOUT 59', '22023', 'between 60 and 1728000'],
    ['ALTER INDEX i RENAME TO j', '0A000', 'not supported'],
    ['COPY t FROM STDIN', '0A000', 'LOAD source is not supported'],
    ['COPY (SELECT 1) TO STDOUT', '42601', 'syntax error at or near "("'],
    ['EXPLAIN ANALYZE SELECT 1', '42601', 'syntax error'],
  ])('%s', (sql, code, words) => {
    expect(judge(sql)).toEqual({
      kind: 'refuse',
      error: expect.objectContaining({ code, message: expect.stringContaining(words) }),
    });
  });
});

// "Managing transactions", "TRUNCATE", "VACUUM", "ALTER TABLE".
test.each([
  [
    'TRUNCATE t',
    'TRUNCATE (on Redshift it would commit the transaction)',
    { kind: 'forward', sql: 'TRUNCATE t' },
  ],
  ['VACUUM DELETE ONLY a.t TO 99 PERCENT BOOST', 'VACUUM', { kind: 'forward', sql: 'VACUUM "a"."t"' }],
  ['CREATE DATABASE d', 'CREATE DATABASE', { kind: 'forward', sql: 'CREATE DATABASE d' }],
])('%s runs outside of transactions only', (sql, what, then) => {
  expect(judge(sql)).toEqual({ kind: 'outside-transaction', what, then });
});

test('a statement that asks for the last COPY is known', () => {
  const sql = 'SELECT pg_last_copy_count(), pg_last_copy_id()';
  expect(judge(sql)).toEqual({ kind: 'forward-after-copy-state', sql });
});
