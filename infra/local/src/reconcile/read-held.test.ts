import { describe, expect, test } from '@jest/globals';
import { defaultTopics } from '@cdr/call-record';
import type { DeadReason, Kafka, KafkaRecord, Stage } from '@cdr/kafka';
import { readHeld } from './read-held.ts';

type Content = Pick<KafkaRecord, 'value' | 'headers'>;
type Logs = Record<'raw' | 'clean' | 'dlq', Content[]>;

function rawRecords(n: number): Content[] {
  return Array.from({ length: n }, () => ({ value: Buffer.from('a call'), headers: {} }));
}

function cleanOf(rawOffset: number): Content {
  const tail = `"call_id":"c","fingerprint":"0123456789abcdef","raw_partition":0,"raw_offset":${rawOffset},"ingested_at":1`;
  return { value: Buffer.from(`{"caller_name":"A",${tail}}`), headers: {} };
}

function letterOf(rawOffset: number, reason: DeadReason, stage: Stage): Content {
  const texts = { 'dlq.stage': stage, 'dlq.original.offset': String(rawOffset), 'dlq.reason': reason };
  const headers = Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)] as const);
  return { value: Buffer.from('a call'), headers: Object.fromEntries(headers) };
}

/** Reads one partition of these logs; a record's timestamp is its offset plus 1,000. `cleanStart` says what expired. */
function read(
  logs: Logs,
  ledger: { from: number; rawHighWater: number },
  { runStart = 0, cleanStart = 0 } = {},
) {
  const kafka: Pick<Kafka, 'openReader'> = {
    async openReader(topic, _, start) {
      const role = (['raw', 'clean', 'dlq'] as const).find((one) => defaultTopics[one] === topic)!;
      const records = logs[role]
        .map((content, offset) => ({ ...content, offset, timestamp: offset + 1_000, key: null }))
        .slice(start);
      const nextOffset = logs[role].length;
      return {
        next: async () => ({ records, nextOffset, endOffset: nextOffset }),
        close: async () => undefined,
      };
    },
  };
  const held = {
    raw: [{ start: 0, end: logs.raw.length }],
    clean: [{ start: cleanStart, end: logs.clean.length }],
    dlq: [{ start: 0, end: logs.dlq.length }],
  };
  const run = [{ start: runStart, end: logs.raw.length }];
  const options = { kafka: kafka as Kafka, topics: defaultTopics, held, run };
  return readHeld({ ...options, ledger: [{ ...ledger, rows: 0 }] }, 0);
}

const allOfIt = { from: 0, rawHighWater: -1 };

describe('what a partition holds', () => {
  const clean = [5, 7, 6, 8, 8, 9].map(cleanOf);

  test.each([
    ['all of it, where the ledger is compared from the start', allOfIt, 0, 4],
    ['from where the ledger is compared', { from: 2, rawHighWater: 7 }, 0, 2],
    ['though clean has lost the record that a replay repeats', { from: 2, rawHighWater: 7 }, 2, 2],
  ])('counts clean records by the reader rule: %s', async (_, ledger, cleanStart, count) => {
    const found = await read({ raw: rawRecords(10), clean, dlq: [] }, ledger, { cleanStart });
    expect(found.clean).toBe(count);
  });

  test('is tallied, with what is neither a clean record nor a letter passed over', async () => {
    const foreign = { value: Buffer.from('foreign'), headers: {} };
    const dlq = [letterOf(0, 'quality', 'validate'), foreign];
    const logs = { raw: rawRecords(3), clean: [foreign, { ...foreign, value: null }, cleanOf(1)], dlq };
    expect((await read(logs, allOfIt)).tally.audit()).toMatchObject({
      raw: 3,
      clean: 1,
      deadByReason: { quality: 1 },
      missing: [{ first: 2, last: 2 }],
    });
  });

  test("keeps the first of the loader's letters for a record, and none of the validator's", async () => {
    const dlq = [
      letterOf(0, 'quality', 'validate'),
      letterOf(1, 'conflict', 'load'),
      letterOf(1, 'load', 'load'),
    ];
    const { loaderLetters } = await read({ raw: rawRecords(2), clean: [cleanOf(1)], dlq }, allOfIt);
    expect([...loaderLetters]).toEqual([[1, 'conflict']]);
  });

  test("tells when the run's first record was appended, if there is one", async () => {
    const logs = { raw: rawRecords(4), clean: [], dlq: [] };
    expect((await read(logs, allOfIt, { runStart: 2 })).firstAppend).toBe(1_002);
    expect((await read(logs, allOfIt, { runStart: 4 })).firstAppend).toBeNull();
  });
});
