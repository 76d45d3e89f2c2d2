import { describe, expect, test } from '@jest/globals';
import { byteLimit } from './column-definition.ts';
import { judgeStatement } from './judge-statement.ts';
import { splitStatements } from './statement.ts';

function judge(sql: string) {
  return judgeStatement(splitStatements(sql)[0]!);
}

const bytes = (column: string, length: number) => byteLimit(column, length);

describe('what Redshift only writes down is left out', () => {
  test.each([
    ['CREATE TABLE a.t (id BIGINT)', 'CREATE TABLE "a"."t" ("id" bigint)'],
    [
      'CREATE TEMP TABLE IF NOT EXISTS t (id INT4 NOT NULL)',
      'CREATE TEMP TABLE IF NOT EXISTS "t" ("id" integer NOT NULL)',
    ],
    [
      'CREATE TABLE t (id INT ENCODE az64 DISTKEY SORTKEY, at TIMESTAMP) DISTSTYLE KEY DISTKEY(id) COMPOUND SORTKEY(id, at)',
      'CREATE TABLE "t" ("id" integer, "at" timestamp)',
    ],
    [
      'CREATE TABLE t (id INT) BACKUP NO DISTSTYLE EVEN SORTKEY AUTO ENCODE AUTO',
      'CREATE TABLE "t" ("id" integer)',
    ],
    [
      'CREATE TABLE t (id INT UNIQUE REFERENCES o(id), n INT, PRIMARY KEY (n), CONSTRAINT f FOREIGN KEY (id) REFERENCES o)',
      'CREATE TABLE "t" ("id" integer, "n" integer NOT NULL)',
    ],
    ['CREATE TABLE t (id INT PRIMARY KEY)', 'CREATE TABLE "t" ("id" integer NOT NULL)'],
    [
      'CREATE TABLE t (d DECIMAL, e NUMERIC(5,2))',
      'CREATE TABLE "t" ("d" numeric(18, 0), "e" numeric(5, 2))',
    ],
    ["CREATE TABLE t (d DATE DEFAULT 'x,y' NOT NULL)", `CREATE TABLE "t" ("d" date DEFAULT 'x,y' NOT NULL)`],
    [
      'CREATE TABLE t (a FLOAT DEFAULT (1 + 2), b BOOL)',
      'CREATE TABLE "t" ("a" double precision DEFAULT ( 1 + 2 ), "b" boolean)',
    ],
    ['CREATE TABLE t DISTKEY(a) AS SELECT a FROM s', 'CREATE TABLE "t" AS SELECT a FROM s'],
    ['CREATE TABLE t AS (SELECT a FROM s)', 'CREATE TABLE "t" AS ( SELECT a FROM s )'],
    ['CREATE TEMP TABLE s (LIKE a.t)', 'CREATE TEMP TABLE "s" (LIKE "a"."t" INCLUDING CONSTRAINTS)'],
    [
      'CREATE TABLE s (LIKE a.t INCLUDING DEFAULTS)',
      'CREATE TABLE "s" (LIKE "a"."t" INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
    ],
  ])('%s', (sql, expected) => {
    expect(judge(sql)).toEqual({ kind: 'forward', sql: expected });
  });
});

describe('a text has a length in bytes', () => {
  test.each([
    ['VARCHAR(20)', 20],
    ['CHARACTER VARYING(20)', 20],
    ['NVARCHAR(20)', 20],
    ['VARCHAR', 256],
    ['TEXT', 256],
    ['VARCHAR(MAX)', 65_535],
  ])('%s', (type, length) => {
    const expected = `CREATE TABLE "t" ("name" varchar(${length}) NOT NULL ${bytes('name', length)})`;
    expect(judge(`CREATE TABLE t (Name ${type} NOT NULL)`)).toEqual({ kind: 'forward', sql: expected });
  });
});

describe('is refused', () => {
  test.each([
    // salsita/node-pg-migrate issue 767
    ['CREATE TABLE t (id SERIAL PRIMARY KEY)', '0A000', 'Column "t.id" has unsupported type "serial".'],
    ['CREATE TABLE t (id BIGSERIAL)', '0A000', 'unsupported type "bigserial"'],
    // documentation, "Unsupported PostgreSQL data types"
    ['CREATE TABLE t (j JSON)', '0A000', 'unsupported type "json"'],
    ['CREATE TABLE t (j JSONB)', '0A000', 'unsupported type "jsonb"'],
    ['CREATE TABLE t (u UUID)', '0A000', 'unsupported type "uuid"'],
    ['CREATE TABLE t (b BYTEA)', '0A000', 'unsupported type "bytea"'],
    ['CREATE TABLE t (a INT[])', '0A000', 'unsupported type "int[]"'],
    ['CREATE TABLE t (i INTERVAL)', '0A000', 'unsupported type "interval"'],
    ['CREATE TABLE t (m mood)', '0A000', 'unsupported type "mood"'],
    // documentation, "Unsupported PostgreSQL features"
    ['CREATE TABLE t (a INT CHECK (a > 0))', '0A000', 'CHECK constraint is not supported'],
    ['CREATE TABLE t (a INT, CHECK (a > 0))', '0A000', 'CHECK constraint is not supported'],
    ['CREATE TABLE t (a INT, EXCLUDE USING gist (a WITH =))', '0A000', 'EXCLUDE constraint is not supported'],
    ['CREATE TABLE t (a INT) PARTITION BY RANGE (a)', '42601', 'at or near "PARTITION"'],
    ['CREATE TABLE t (a INT) INHERITS (s)', '42601', 'at or near "INHERITS"'],
    ['CREATE TABLE t (a INT) TABLESPACE x', '42601', 'at or near "TABLESPACE"'],
    ['CREATE TABLE t (a INT) WITH (fillfactor = 50)', '42601', 'at or near "WITH"'],
    ['CREATE TEMP TABLE t (a INT) ON COMMIT DROP', '42601', 'at or near "ON"'],
    ['CREATE TABLE t (LIKE s INCLUDING ALL)', '42601', 'at or near "including"'],
    // documentation, "CREATE TABLE", "Numeric types", "Character types", "Reserved words"
    ['CREATE TABLE t (a INT) DISTKEY(b)', '42703', 'column "b" named in key does not exist'],
    ['CREATE TABLE t (a DECIMAL(39, 2))', '22023', 'precision 39'],
    ['CREATE TABLE t (a VARCHAR(65536))', '22023', 'cannot exceed 65535'],
    ['CREATE TABLE t (tag INT)', '42601', 'at or near "tag"'],
    ['CREATE TABLE t AS SELECT now()', '0A000', 'one per INFO message'],
    // the stand-in's own limits
    ['CREATE TABLE t (id BIGINT IDENTITY(1, 1))', '0A000', 'does not imitate IDENTITY'],
    ['CREATE TABLE t (a SUPER)', '0A000', 'unsupported type "super"'],
  ])('%s', (sql, code, words) => {
    expect(judge(sql)).toEqual({
      kind: 'refuse',
      error: expect.objectContaining({ code, message: expect.stringContaining(words) }),
    });
  });
});
