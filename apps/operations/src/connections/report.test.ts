import { expect, test } from '@jest/globals';
import type { Result } from './check.ts';
import { reportJson, reportText } from './report.ts';

const results: Result[] = [
  {
    part: 'Kafka',
    where: 'localhost:9092',
    milliseconds: 7,
    found: { tells: 'the only broker of cluster abc', version: null },
    problem: null,
  },
  {
    part: 'bucket',
    where: 'telecom-staging at http://h',
    milliseconds: 1_204,
    found: null,
    problem: 'the reason. What to do',
  },
  {
    part: 'warehouse',
    where: 'h:5439/dev as admin',
    milliseconds: 12,
    found: { tells: 'answers', version: 'PostgreSQL 18.1' },
    problem: null,
  },
];

test('connections are told to a person: a line each, and what to do below one that failed', () => {
  expect(reportText(results).split('\n')).toEqual([
    'ok      Kafka         7 ms  localhost:9092: the only broker of cluster abc',
    'failed  bucket     1204 ms  telecom-staging at http://h',
    '        the reason. What to do',
    'ok      warehouse    12 ms  h:5439/dev as admin: PostgreSQL 18.1, answers',
    '1 of 3 failed.',
    '',
  ]);
});

test('connections are told to a program as one line of JSON, with the fields it may rely on', () => {
  const [line, end] = reportJson(results).split('\n');
  expect(end).toBe('');
  const { ok, checks } = JSON.parse(line!) as { ok: boolean; checks: unknown[] };
  expect(ok).toBe(false);
  expect(checks[1]).toEqual({
    part: 'bucket',
    where: 'telecom-staging at http://h',
    ok: false,
    milliseconds: 1_204,
    version: null,
    tells: null,
    problem: 'the reason. What to do',
  });
});
