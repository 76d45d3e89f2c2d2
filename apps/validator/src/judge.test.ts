import { describe, expect, jest, test } from '@jest/globals';
import { createCheck, defaultQualitySettings } from '@cdr/call-quality';
import { type CallRecord, readCleanTail } from '@cdr/call-record';
import type { KafkaRecord } from '@cdr/kafka';
import { createJudge } from './judge.ts';
import { createSeenCalls } from './seen-calls.ts';
import { badJson, callOf, jsonOf, receivedAt } from './testing/calls.ts';

const windowMs = 1_000;
const check = createCheck(defaultQualitySettings);

function bench(carriedFrom = 0, capacity = 10) {
  const seen = createSeenCalls(capacity, windowMs);
  return { seen, judge: createJudge({ topic: 'raw', partition: 2, check, seen }, carriedFrom) };
}

function record(offset: number, json: string, more: Partial<KafkaRecord> = {}): KafkaRecord {
  return { offset, timestamp: receivedAt, key: null, value: Buffer.from(json), headers: {}, ...more };
}

function redriven(place: string): Partial<KafkaRecord> {
  return { headers: { 'dlq.replaces': Buffer.from(place) } };
}

const otherContent: Partial<CallRecord> = { caller_name: 'Somebody Else' };

describe('the judge', () => {
  test('accepts a call, says where it came from, and dates it with the carried time', () => {
    const verdict = bench().judge(record(7, jsonOf(1)));
    expect(verdict).toMatchObject({ kind: 'clean', carriedTime: receivedAt });
    const value = (verdict as { value: string }).value;
    expect(JSON.parse(value)).toMatchObject({ ...callOf(1), total_amount: '0.05' });
    expect(readCleanTail(Buffer.from(value))).toMatchObject({
      raw_partition: 2,
      raw_offset: 7,
      ingested_at: receivedAt,
    });
  });

  test('hands on why the check refused a record', () => {
    expect(bench().judge(record(0, badJson))).toMatchObject({
      kind: 'dead',
      complaint: { reason: 'schema', rules: ['matches-schema'] },
    });
  });

  test('finds the same call with the same content a duplicate, naming its original', () => {
    const { judge } = bench();
    judge(record(3, jsonOf(1)));
    const written = JSON.stringify({ ...callOf(1), total_amount: '0.05' }, null, 1);
    expect(judge(record(4, written))).toMatchObject({
      kind: 'dead',
      complaint: { reason: 'duplicate', duplicateOf: 3 },
    });
  });

  test('finds the same call with other content a conflict, naming its original', () => {
    const { judge } = bench();
    judge(record(3, jsonOf(1)));
    expect(judge(record(4, jsonOf(1, otherContent)))).toMatchObject({
      kind: 'dead',
      complaint: { reason: 'conflict', duplicateOf: 3 },
    });
  });

  test('remembers neither refused calls, nor duplicates, nor conflicts', () => {
    const { judge, seen } = bench();
    judge(record(0, jsonOf(1, { call_duration: -120 })));
    expect(judge(record(1, jsonOf(1)))).toMatchObject({ kind: 'clean' });
    judge(record(2, jsonOf(1)));
    judge(record(3, jsonOf(1, otherContent)));
    expect(judge(record(4, jsonOf(1)))).toMatchObject({ complaint: { reason: 'duplicate', duplicateOf: 1 } });
    expect(seen.size).toBe(1);
  });

  test.each([
    ['raw/2/3', 'clean'],
    ['raw/2/4', 'dead'],
    ['raw/1/3', 'dead'],
    ['other/2/3', 'dead'],
    ['raw/2/3/', 'dead'],
    ['', 'dead'],
  ])('lets a redriven record that replaces %j pass as %s when raw/2/3 is its original', (place, kind) => {
    const { judge } = bench();
    judge(record(3, jsonOf(1)));
    expect(judge(record(9, jsonOf(1), redriven(place)))).toMatchObject({ kind });
    expect(bench().judge(record(9, jsonOf(1), redriven(place)))).toMatchObject({ kind: 'clean' });
  });

  test('lets a record replace another one once', () => {
    const { judge } = bench();
    judge(record(3, jsonOf(1)));
    judge(record(9, jsonOf(1, otherContent), redriven('raw/2/3')));
    expect(judge(record(10, jsonOf(1, otherContent), redriven('raw/2/3')))).toMatchObject({
      complaint: { reason: 'duplicate', duplicateOf: 9 },
    });
  });

  test('never lets the carried time fall, and keeps the timestamp of the record itself beside it', () => {
    const { judge } = bench(receivedAt + 50);
    const verdicts = [-10, 100, 20].map((ms, n) =>
      judge(record(n, jsonOf(n), { timestamp: receivedAt + ms })),
    );
    expect(verdicts).toMatchObject([
      { carriedTime: receivedAt + 50 },
      { carriedTime: receivedAt + 100 },
      { carriedTime: receivedAt + 100 },
    ]);
    const tails = verdicts.map((verdict) => readCleanTail(Buffer.from((verdict as { value: string }).value)));
    expect(tails.map((tail) => tail!.ingested_at - receivedAt)).toEqual([-10, 100, 20]);
  });

  test('does not carry the time of dead records', () => {
    const { judge } = bench();
    judge(record(0, jsonOf(1)));
    judge(record(1, badJson, { timestamp: receivedAt + 10 * windowMs }));
    judge(record(2, jsonOf(1), { timestamp: receivedAt + 1 }));
    expect(judge(record(3, jsonOf(2), { timestamp: receivedAt + 5 }))).toMatchObject({
      carriedTime: receivedAt + 5,
    });
    expect(judge(record(4, jsonOf(1), { timestamp: receivedAt + windowMs }))).toMatchObject({
      kind: 'dead',
    });
  });

  test('knows a call that its source named by that name, whatever else is told of it', () => {
    const { judge } = bench();
    function named(n: number, call_id: string): string {
      return JSON.stringify({ ...(JSON.parse(jsonOf(n)) as object), call_id });
    }
    expect(judge(record(0, named(1, 'own-1')))).toMatchObject({ kind: 'clean' });
    expect(judge(record(1, named(1, 'own-1')))).toMatchObject({ complaint: { reason: 'duplicate' } });
    expect(judge(record(2, named(2, 'own-1')))).toMatchObject({ complaint: { reason: 'conflict' } });
    expect(judge(record(3, named(1, 'own-2')))).toMatchObject({ kind: 'clean' });
    expect(judge(record(4, jsonOf(1)))).toMatchObject({ kind: 'clean' });
  });

  test('accepts a call again behind the window, and behind the last K calls', () => {
    const { judge } = bench(0, 2);
    judge(record(0, jsonOf(1)));
    expect(judge(record(1, jsonOf(1), { timestamp: receivedAt + windowMs }))).toMatchObject({ kind: 'dead' });
    expect(judge(record(2, jsonOf(1), { timestamp: receivedAt + windowMs + 1 }))).toMatchObject({
      kind: 'clean',
    });
    judge(record(3, jsonOf(2), { timestamp: receivedAt + windowMs + 1 }));
    judge(record(4, jsonOf(3), { timestamp: receivedAt + windowMs + 1 }));
    expect(judge(record(5, jsonOf(1), { timestamp: receivedAt + windowMs + 1 }))).toMatchObject({
      kind: 'clean',
    });
  });

  test('gives the same verdicts whatever the wall clock says', () => {
    const records = [1, 2, 1, 3, 2, 1].map((n, offset) =>
      record(offset, jsonOf(n), { timestamp: receivedAt + offset * 400 }),
    );
    const verdicts = [0, receivedAt + 1e12].map((now) => {
      const clock = jest.useFakeTimers({ now });
      const { judge } = bench();
      const found = records.map((one) => judge(one));
      clock.useRealTimers();
      return found;
    });
    expect(verdicts[1]).toEqual(verdicts[0]);
  });
});
