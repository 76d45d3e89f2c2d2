import { expect, test } from '@jest/globals';
import { byteLimit } from './column-definition.ts';
import { judgeStatement } from './judge-statement.ts';
import { splitStatements } from './statement.ts';

function judge(sql: string) {
  return judgeStatement(splitStatements(sql)[0]!);
}

const nothing = 'ALTER TABLE "t" RESET (fillfactor)';

test.each([
  ['ALTER TABLE t ADD COLUMN a BIGINT ENCODE zstd', 'ALTER TABLE "t" ADD COLUMN "a" bigint'],
  ['ALTER TABLE t ADD a VARCHAR(8)', `ALTER TABLE "t" ADD COLUMN "a" varchar(8) ${byteLimit('a', 8)}`],
  [
    'ALTER TABLE t ADD COLUMN a INT DEFAULT 0 NOT NULL',
    'ALTER TABLE "t" ADD COLUMN "a" integer DEFAULT 0 NOT NULL',
  ],
  ['ALTER TABLE t DROP COLUMN a CASCADE', 'ALTER TABLE "t" DROP COLUMN a CASCADE'],
  ['ALTER TABLE t RENAME COLUMN a TO b', 'ALTER TABLE "t" RENAME COLUMN a TO b'],
  ['ALTER TABLE t RENAME TO u', 'ALTER TABLE "t" RENAME TO u'],
  ['ALTER TABLE t ALTER DISTKEY a', nothing],
  ['ALTER TABLE t ALTER DISTSTYLE KEY DISTKEY a', nothing],
  ['ALTER TABLE t ALTER COMPOUND SORTKEY (a, b)', nothing],
  ['ALTER TABLE t ALTER SORTKEY AUTO', nothing],
  ['ALTER TABLE t ALTER COLUMN a ENCODE lzo', nothing],
  ['ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY (a)', nothing],
  ['ALTER TABLE t ADD UNIQUE (a)', nothing],
])('%s', (sql, expected) => {
  expect(judge(sql)).toEqual({ kind: 'forward', sql: expected });
});

test.each([
  // documentation, "ALTER TABLE"
  ['ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT', '42601', 'syntax error at or near "not"'],
  ['ALTER TABLE t ADD COLUMN a INT, ADD COLUMN b INT', '42601', 'syntax error at or near ","'],
  ['ALTER TABLE t DROP COLUMN a, DROP COLUMN b', '42601', 'syntax error'],
  ['ALTER TABLE t DROP COLUMN IF EXISTS a', '42601', 'syntax error'],
  ['ALTER TABLE t ADD COLUMN a INT NOT NULL', '0A000', 'must have a non-null default expression'],
  ['ALTER TABLE t ADD CHECK (a > 0)', '0A000', 'CHECK constraint'],
  ['ALTER TABLE t ADD COLUMN a JSONB', '0A000', 'Column "t.a" has unsupported type "jsonb".'],
  ['ALTER TABLE t SET (fillfactor = 1)', '42601', 'syntax error at or near "SET"'],
  ['ALTER TABLE t ATTACH PARTITION p DEFAULT', '42601', 'syntax error'],
  // practo/tipoca-stream issue 40
  ['ALTER TABLE t ALTER COLUMN a SET NOT NULL', '0A000', 'ALTER COLUMN SET NOT NULL is not supported'],
  ['ALTER TABLE t ALTER COLUMN a SET DEFAULT 1', '0A000', 'ALTER COLUMN SET/DROP DEFAULT is not supported'],
])('%s', (sql, code, words) => {
  expect(judge(sql)).toEqual({
    kind: 'refuse',
    error: expect.objectContaining({ code, message: expect.stringContaining(words) }),
  });
});

// flyway/flyway issue 2438
test('a VARCHAR column becomes longer outside of transactions only', () => {
  expect(judge('ALTER TABLE a.t ALTER COLUMN Name TYPE VARCHAR(300)')).toEqual({
    kind: 'outside-transaction',
    what: 'ALTER TABLE ALTER COLUMN',
    then: { kind: 'resize', resize: { table: '"a"."t"', column: 'name', length: 300 } },
  });
});

test.each([
  'ALTER TABLE t ALTER COLUMN a TYPE BIGINT',
  'ALTER TABLE t ALTER COLUMN a TYPE VARCHAR(9) USING b',
])('refused outside as well: %s', (sql) => {
  expect(judge(sql)).toMatchObject({ then: { kind: 'refuse', error: { code: '0A000' } } });
});

test('ALTER TABLE APPEND is nothing for a transaction', () => {
  expect(judge('ALTER TABLE t APPEND FROM s')).toMatchObject({
    kind: 'outside-transaction',
    what: 'ALTER TABLE APPEND',
  });
});
