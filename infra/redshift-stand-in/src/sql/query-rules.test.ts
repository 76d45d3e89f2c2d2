import { describe, expect, test } from '@jest/globals';
import { queryRules } from './query-rules.ts';
import { tokenize } from './tokens.ts';

/** Queries that break each rule, with the SQLSTATE and the words of the refusal. */
const refused: Record<string, [sql: string, code: string, message: RegExp][]> = {
  'no ON CONFLICT': [['INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING', '42601', /at or near "on"/]],
  'no RETURNING': [
    ['INSERT INTO t VALUES (1) RETURNING id', '42601', /"returning"/],
    ['DELETE FROM t RETURNING *', '42601', /"returning"/],
    ['UPDATE t SET a = 1 RETURNING a', '42601', /"returning"/],
  ],
  'no row locks': [
    ['SELECT * FROM t FOR UPDATE', '0A000', /FOR UPDATE/],
    ['SELECT * FROM t FOR NO KEY UPDATE', '0A000', /FOR UPDATE/],
    ['SELECT * FROM t FOR SHARE SKIP LOCKED', '0A000', /FOR UPDATE/],
  ],
  'no FILTER': [['SELECT count(*) FILTER (WHERE a > 1) FROM t', '42601', /"\("/]],
  'no VALUES list as a table': [
    ['SELECT * FROM (VALUES (1), (2)) v(a)', '42601', /"values"/],
    ['INSERT INTO t SELECT * FROM (VALUES (1)) v', '42601', /"values"/],
    ['WITH v AS (VALUES (1)) SELECT * FROM v', '42601', /"values"/],
  ],
  'no LATERAL': [['SELECT * FROM t, LATERAL (SELECT 1) x', '42601', /"lateral"/]],
  'no DISTINCT ON': [['SELECT DISTINCT ON (a) a, b FROM t', '0A000', /DISTINCT ON/]],
  'no IS DISTINCT FROM': [['SELECT 1 FROM t WHERE a IS DISTINCT FROM b', '42601', /"distinct"/]],
  'no arrays': [
    ['SELECT ARRAY[1, 2]', '0A000', /Arrays/],
    ['SELECT 1 FROM t WHERE id = ANY($1)', '0A000', /Arrays/],
    ['SELECT $1::bigint[]', '0A000', /Arrays/],
  ],
  'no operators of JSON, arrays and ranges': [
    ["SELECT a ->> 'b' FROM t", '42883', /operator does not exist: ->>/],
  ],
  'no casts to types that are missing': [
    ["SELECT '{}'::jsonb", '42704', /type "jsonb" does not exist/],
    ["SELECT CAST('x' AS uuid)", '42704', /type "uuid"/],
  ],
  'no functions that are missing': [
    ['SELECT pg_try_advisory_lock($1)', '42883', /function pg_try_advisory_lock\("unknown"\) does not exist/],
    ['SELECT pg_advisory_xact_lock(42)', '42883', /function pg_advisory_xact_lock\(integer\) does not exist/],
    ["SELECT string_agg(name, ',') FROM t", '42883', /string_agg/],
    ['SELECT gen_random_uuid()', '42883', /function gen_random_uuid\(\) does not exist/],
    ["SELECT pg_notify('a', 'b')", '42883', /pg_notify/],
    ['SELECT clock_timestamp()', '42883', /clock_timestamp/],
  ],
  'nothing of the leader node together with a user’s table': [
    ['INSERT INTO t SELECT generate_series(1, 10)', '0A000', /one per INFO message/],
    ['SELECT * FROM t, generate_series(1, 10) g', '0A000', /one per INFO message/],
    ['SELECT now(), id FROM t', '0A000', /one per INFO message/],
    ['UPDATE t SET moved_at = current_timestamp', '0A000', /one per INFO message/],
    ['SELECT * FROM t JOIN pg_class c ON c.oid = t.id', '0A000', /one per INFO message/],
    ['SELECT * FROM a.t, information_schema.tables i', '0A000', /one per INFO message/],
  ],
  'no data-changing WITH': [['WITH d AS (DELETE FROM t) SELECT 1', '42601', /"delete"/]],
  'no MATERIALIZED, TABLESAMPLE, ORDINALITY, FETCH FIRST, EXPLAIN ANALYZE or EXPLAIN ( … )': [
    ['WITH a AS MATERIALIZED (SELECT 1) SELECT * FROM a', '42601', /"materialized"/],
    ['EXPLAIN ANALYZE SELECT 1', '42601', /"explain"/],
    ['SELECT a FROM t FETCH FIRST 1 ROWS ONLY', '42601', /"fetch"/],
  ],
  'no PIVOT, UNPIVOT, QUALIFY, TOP, EXCLUDE, which PostgreSQL lacks': [
    ['SELECT TOP 10 * FROM t', '0A000', /does not imitate TOP/],
  ],
};

describe.each(queryRules)('$name ($source)', (rule) => {
  test.each(refused[rule.name] ?? [['no case: add one to this table', '', /^$/]])(
    '%s',
    (sql, code, message) => {
      expect(rule.refuses(tokenize(sql))).toEqual({ code, message: expect.stringMatching(message) });
    },
  );
});

const allowed = [
  'SELECT a.id, row_number() OVER (PARTITION BY a.id ORDER BY b) AS place FROM s a',
  `SELECT 'RETURNING', 'FOR UPDATE', "values", '->' FROM t -- ON CONFLICT`,
  'INSERT INTO a.t (x, y) VALUES ($1, $2), ($3, $4)',
  'INSERT INTO t VALUES (1)',
  'INSERT INTO telecom.load_gate SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM telecom.load_gate)',
  'DELETE FROM t USING s WHERE t.id = s.id',
  'SELECT count(DISTINCT id) FROM t WHERE id = ANY (SELECT id FROM s)',
  `SELECT DISTINCT a FROM t`,
  'SELECT now()',
  'SELECT generate_series(1, 3)',
  `SELECT has_table_privilege('a.t', 'SELECT')`,
  `SELECT table_name FROM information_schema.tables WHERE table_schema = 'telecom'`,
  'SELECT trim(filename) FROM stl_load_errors e JOIN t ON t.id = e.query',
  'SELECT substring(name FROM 2 FOR 3), extract(epoch FROM start) FROM t',
  'WITH a AS (SELECT 1 AS n) SELECT n FROM a',
  `UPDATE t SET a = a + 1, b = $1::timestamp WHERE c = $2 AND d <> '[]'`,
];

test.each(allowed)('allowed: %s', (sql) => {
  expect(queryRules.flatMap((rule) => rule.refuses(tokenize(sql)) ?? [])).toEqual([]);
});
