import { describe, expect, test } from '@jest/globals';
import type { Trace } from '@cdr/lineage';
import type { Report } from './report.ts';
import { reportJson } from './report-json.ts';
import { reportText } from './report-text.ts';

const at = Date.parse('2026-11-28T01:00:00.000Z');
const place = { partition: 1, offset: 2 };
const value = Buffer.from('{"caller_name":"Ada","caller_id":"+12025550101","call_duration":60}');
const key = Buffer.from('+12025550101');

const loaded: Trace = {
  fate: 'loaded',
  place,
  row: {
    kind: 'held',
    row: {
      callId: 'c-1',
      isNamedBySource: true,
      fingerprint: 'f',
      place,
      ingestedAt: at,
      batchId: 'b',
      loadedAt: at,
      call: {
        caller_name: 'Ada',
        caller_id: '+12025550101',
        receiver_name: 'Grace',
        receiver_id: '911',
        start_datetime: '2023-05-12 10:00:00',
        call_duration: '60',
        total_amount: '0.05',
        network_provider: 'Verizon',
      },
    },
  },
  batch: {
    kind: 'held',
    batch: {
      batchId: 'b',
      cutReason: 'age',
      staged: 1_200,
      loaded: 1_190,
      alreadyLoaded: 4,
      conflicts: 6,
      unloadable: 1,
      files: 1,
      bytes: 5_000,
      manifest: 'b/manifest.json',
      minStart: '2023-05-12 10:00:00',
      maxStart: '2023-05-12 11:00:00',
      appVersion: '0.1.0',
      openedAt: at,
      stagedAt: at,
      committedAt: at,
      ranges: [],
    },
  },
  file: { kind: 'held', urls: ['s3://bucket/b/part-00000.parquet'] },
  clean: { kind: 'expired', says: 'it has expired' },
  raw: {
    kind: 'held',
    record: { topic: 'raw', ...place, timestamp: at, key, value },
    schemaId: 7,
    replaces: { topic: 'raw', partition: 1, offset: 0 },
  },
  letter: { kind: 'none', says: 'it has a row' },
};

const none = { kind: 'none', says: 'nothing' } as const;
const dead: Trace = {
  fate: 'dead',
  place,
  ...{ row: none, batch: none, file: none, clean: none },
  raw: {
    kind: 'held',
    record: { topic: 'raw', ...place, timestamp: at, key: null, value: Buffer.from('Ada') },
    schemaId: null,
    replaces: null,
  },
  letter: {
    kind: 'held',
    letter: {
      record: { topic: 'dlq', partition: 1, offset: 9, timestamp: at, key: null, value: Buffer.from('Ada') },
      stage: 'validate',
      reason: 'duplicate',
      rules: 'a-rule',
      error: 'must be otherwise',
      replays: Number.POSITIVE_INFINITY,
      duplicateOf: { partition: 0, offset: 5 },
    },
  },
};

function reportOf(...traces: Trace[]): Report {
  return { question: { kind: 'raw', place }, traces, isWhole: true, reveal: false };
}

describe('a way for a person', () => {
  test('has a line or some for each step, masked', () => {
    expect(reportText(reportOf(loaded))).toBe(
      [
        'Record 1/2 of raw is LOADED.',
        '  row     call c-1: from +120******01 (A***) to *** (G***)',
        '          began 2023-05-12 10:00:00, 60 s, 0.05 USD, Verizon',
        '          fingerprint f, loaded 2026-11-28T01:00:00.000Z',
        '  batch   b, cut by age, committed 2026-11-28T01:00:00.000Z by version 0.1.0',
        '          staged 1,200 = loaded 1,190 + already loaded 4 + conflicts 6; 1 more could not be loaded; 1 file, 5,000 bytes',
        '  file    s3://bucket/b/part-00000.parquet',
        '  clean   expired: it has expired',
        '  raw     raw/1 offset 2, arrived 2026-11-28T01:00:00.000Z, key +120******01, names schema 7',
        '          sent back in the place of raw/1 offset 0: npm run trace -- --raw 1/0',
        '          {"caller_name":"A***","caller_id":"+120******01","call_duration":60}',
        '  letter  none: it has a row',
        '',
      ].join('\n'),
    );
  });

  test('tells why a record is dead, and hides bytes of which nobody knows what they tell', () => {
    const text = reportText(reportOf(dead));
    expect(text).toContain(
      [
        '          3 bytes that are no JSON object: --reveal shows them',
        '  letter  dlq/1 offset 9, 2026-11-28T01:00:00.000Z, of stage validate: duplicate, a-rule',
        '          must be otherwise',
        '          the first record of the call: npm run trace -- --raw 0/5',
        '          sent back before: nobody knows how many',
      ].join('\n'),
    );
    expect(text).not.toContain('Ada');
    expect(reportText({ ...reportOf(dead), reveal: true })).toContain('\n          Ada\n');
  });

  test('is one behind the other, and says when there is none', () => {
    expect(reportText(reportOf(loaded, dead))).toContain('it has a row\n\nRecord 1/2 of raw is DEAD');
    const unknown: Report = { ...reportOf(), question: { kind: 'call', callId: 'c-9' } };
    expect(reportText(unknown)).toMatch(/^Call c-9 has no row, and no record of it waits/);
    expect(reportText({ ...unknown, isWhole: false })).toMatch(/it may be among that\.\n$/);
  });
});

describe('a way for a program', () => {
  test('is masked, without bytes', () => {
    const json = reportJson(reportOf(loaded, dead));
    const { traces } = JSON.parse(json) as { traces: Record<string, object>[] };
    expect(traces[0]).toMatchObject({
      fate: 'loaded',
      place,
      row: {
        kind: 'held',
        callId: 'c-1',
        loadedAt: '2026-11-28T01:00:00.000Z',
        call: { caller_name: 'A***' },
      },
      batch: { kind: 'held', staged: 1_200, committedAt: '2026-11-28T01:00:00.000Z' },
      file: { kind: 'held', urls: ['s3://bucket/b/part-00000.parquet'] },
      clean: { kind: 'expired', says: 'it has expired' },
      raw: {
        topic: 'raw',
        offset: 2,
        key: { bytes: 12, text: '+120******01', base64: null },
        value: { bytes: value.length, base64: null },
        schemaId: 7,
      },
    });
    expect(traces[1]).toMatchObject({
      raw: { key: null, value: { bytes: 3, text: null } },
      letter: { topic: 'dlq', offset: 9, reason: 'duplicate', replays: null },
    });
    expect(json).not.toMatch(/Ada|2025550101/);
    expect(json.split('\n')).toHaveLength(2);
  });

  test('has every byte when it is to reveal', () => {
    const { traces } = JSON.parse(reportJson({ ...reportOf(loaded), reveal: true })) as {
      traces: { row: { call: object }; raw: { value: object } }[];
    };
    expect(traces[0]!.raw.value).toEqual({
      bytes: value.length,
      text: String(value),
      base64: value.toString('base64'),
    });
    expect(traces[0]!.row.call).toMatchObject({ caller_name: 'Ada' });
  });
});
