import { describe, expect, test } from '@jest/globals';
import type { Asked } from './ask-registry.ts';
import { isCompatible, isUnasked, type Report, reportJson, reportText } from './report.ts';

const good: Report = {
  schemas: [
    { name: 'v1', schema: {}, olders: [], problems: [] },
    { name: 'v2', schema: {}, olders: ['v1'], problems: [] },
  ],
  table: null,
  subject: 'calls-value',
  registry: null,
};

function asked(more: Asked): Report {
  return { ...good, registry: { url: 'http://r', asked: more } };
}

const answered = asked({
  kind: 'answered',
  level: 'BACKWARD_TRANSITIVE',
  versions: 1,
  standings: [{ kind: 'registered', version: 1, id: 7 }, { kind: 'taken' }],
});
const refused = asked({
  kind: 'answered',
  level: 'NONE',
  versions: 2,
  standings: [null, { kind: 'refused', why: 'THE REASON' }],
});
const silent = asked({ kind: 'silent', why: 'connection refused' });
const bad: Report = {
  ...good,
  schemas: [{ name: 'v3', schema: null, olders: ['v1', 'v2'], problems: ['a is gone', 'b is new'] }],
  table: 'column 3 is other',
};

describe('a person is told', () => {
  test('a line for each schema without the registry', () => {
    expect(reportText(good).split('\n')).toEqual([
      'ok      v1     the first one',
      'ok      v2     reads records by v1',
      'ok      table  has its columns as the migrations make them',
      'Compatible.',
      '',
    ]);
  });

  test('how each stands with the registry', () => {
    expect(reportText(answered)).toMatch(
      /v1 {5}the first one; registered as version 1, id 7\n.* v2 .*; not registered; the registry would take it\n/,
    );
    expect(reportText(answered)).toContain(
      'calls-value at http://r: 1 version, level BACKWARD_TRANSITIVE.\n',
    );
  });

  test('what the registry alone refuses, and that its level is too weak', () => {
    const text = reportText(refused);
    expect(text).toMatch(
      /\nfailed {2}v2\n {8}the registry would refuse it, though no record .* \(THE REASON\)\n/,
    );
    expect(text).toMatch(
      /level NONE, by which it refuses too little: npm run schemas -- --register sets BACKWARD_/,
    );
    expect(text).toMatch(/\nNOT compatible: .*docs\/schema-evolution\.md\n$/);
  });

  test('that the registry could not be asked, with what was seen without it', () => {
    expect(reportText(silent)).toMatch(
      /\nfailed {2}registry\n {8}connection refused; "npm run schemas -- --offline" does without it\nCompatible by our own/,
    );
  });

  test('all that is wrong with a schema and with the table', () => {
    expect(reportText(bad).split('\n').slice(0, 5)).toEqual([
      'failed  v3',
      '        a is gone',
      '        b is new',
      'failed  table',
      '        column 3 is other',
    ]);
  });
});

test.each<[string, Report, boolean, boolean]>([
  ['without the registry', good, true, false],
  ['with it', answered, true, false],
  ['refused by it', refused, false, false],
  ['not told by it', silent, true, true],
  ['wrong by our own checks', bad, false, false],
  ['wrong in its table', { ...good, table: 'column 3 is other' }, false, false],
])('what is %s is judged so', (_, report, compatible, unasked) => {
  expect([isCompatible(report), isUnasked(report)]).toEqual([compatible, unasked]);
  const { ok } = JSON.parse(reportJson(report)) as { ok: boolean };
  expect(ok).toBe(compatible && !unasked);
});

test('a program is told one line of JSON, with the fields it may rely on', () => {
  const [line, end] = reportJson(refused).split('\n');
  expect(end).toBe('');
  expect(JSON.parse(line!)).toEqual({
    ok: false,
    subject: 'calls-value',
    registry: { url: 'http://r', level: 'NONE', versions: 2, problem: null },
    table: null,
    schemas: [
      { name: 'v1', ok: true, problems: [], registry: null },
      {
        name: 'v2',
        ok: false,
        problems: [expect.stringMatching(/THE REASON/)],
        registry: { kind: 'refused', why: 'THE REASON' },
      },
    ],
  });
  expect(JSON.parse(reportJson(good))).toMatchObject({ registry: null });
  expect(JSON.parse(reportJson(silent))).toMatchObject({
    registry: { level: null, problem: 'connection refused' },
  });
});
