import { expect, test } from '@jest/globals';
import { createMomentReader } from '@cdr/call-record';
import { createHealth, createMetrics, Registry } from '@cdr/telemetry';
import { quietLog } from '@cdr/testing';
import { topics } from './testing/partition-run.ts';
import { tellValidation } from './tell-validation.ts';
import type { Judged } from './validate-partition.ts';

const nothing: Judged = {
  partition: 3,
  records: 0,
  dead: [],
  nextOffset: 7,
  endOffset: 7,
  openTransactionAt: undefined,
  firstTimestamp: null,
  lastTimestamp: null,
  latestStart: '',
};

function telling(timeZone = 'UTC') {
  const registry = new Registry();
  const health = createHealth({ stallAfterMs: 60_000, now: Date.now });
  const seen = { size: 5, spanMs: 61_000 };
  const told = tellValidation(
    { log: quietLog, health, metrics: createMetrics(registry, 'validator') },
    topics,
    Array.from({ length: 6 }, () => seen),
    createMomentReader(timeZone),
  );
  async function scrape(): Promise<string[]> {
    return (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  }
  return { told, scrape };
}

test('letters are counted by reason and rule, those of a batch at once', async () => {
  const { told, scrape } = telling();
  const missing = { reason: 'schema', rule: 'matches-schema' };
  const dead = [missing, { reason: 'quality', rule: 'text-fits' }, missing];
  told.judged({ ...nothing, records: 4, dead, nextOffset: 4 });
  told.judged({ ...nothing, records: 1, dead: [missing] });
  const lines = await scrape();
  expect(lines).toContain('cdr_records_rejected_total{reason="schema",rule="matches-schema"} 3');
  expect(lines).toContain('cdr_records_rejected_total{reason="quality",rule="text-fits"} 1');
  expect(lines).toContain('cdr_records_consumed_total{topic="raw"} 5');
  expect(lines).toContain('cdr_batch_size_records_sum 5');
  expect(lines).toContain('cdr_batch_size_records_count 2');
});

test('what is dealt with is there with 0 before the first record', async () => {
  const lines = await telling().scrape();
  expect(lines).toContain('cdr_records_consumed_total{topic="raw"} 0');
});

test('the watermark is the latest start, in UTC, and never falls', async () => {
  const { told, scrape } = telling('America/New_York');
  const judged = { ...nothing, records: 1 };
  told.judged({ ...judged, latestStart: '2023-11-15 14:30:22' });
  told.judged({ ...judged, latestStart: '2023-11-15 14:30:21' });
  told.judged({ ...judged, latestStart: '' });
  const seconds = Date.UTC(2023, 10, 15, 19, 30, 22) / 1000;
  expect(await scrape()).toContain(`cdr_event_watermark_timestamp_seconds{stage="validated"} ${seconds}`);
});

test('lag is told in records and in the age of what waits, which grows while nothing is heard', async () => {
  const { told, scrape } = telling();
  const place = '{topic="raw",partition="3"}';
  async function age(): Promise<number> {
    return Number(
      (await scrape()).find((line) => line.startsWith(`cdr_consumer_lag_seconds${place}`))!.split(' ')[1],
    );
  }
  const lastTimestamp = Date.now() - 3_600_000;
  told.judged({ ...nothing, records: 1, endOffset: 50, lastTimestamp });
  expect(await scrape()).toContain(`cdr_consumer_lag_records${place} 43`);
  const first = await age();
  expect(first).toBeGreaterThanOrEqual(3_600);
  told.judged({ ...nothing, endOffset: 50 }); // an answer without records
  expect(await age()).toBeGreaterThanOrEqual(first);
  told.judged({ ...nothing, nextOffset: 50, endOffset: 50 });
  expect(await age()).toBe(0);
});

test('validation latency is that of the oldest record of a batch', async () => {
  const { told, scrape } = telling();
  told.judged({ ...nothing, records: 2, firstTimestamp: Date.now() - 30_000, lastTimestamp: Date.now() });
  told.judged(nothing);
  const lines = await scrape();
  expect(lines).toContain('cdr_validation_latency_seconds_bucket{le="10"} 0');
  expect(lines).toContain('cdr_validation_latency_seconds_bucket{le="60"} 1');
});

test('takeovers are counted by what came before, and timed', async () => {
  const { told, scrape } = telling();
  const taken = { partition: 3, position: 7, remembered: 5, seconds: 0.7 };
  told.takenOver({ ...taken, why: 'assigned' });
  told.takenOver({ ...taken, why: 'foreign-write' });
  const lines = await scrape();
  expect(lines).toContain('cdr_takeovers_total{reason="assigned"} 1');
  expect(lines).toContain('cdr_takeovers_total{reason="foreign-write"} 1');
  expect(lines).toContain('cdr_takeover_duration_seconds_bucket{le="1"} 2');
  expect(lines).toContain('cdr_dedup_state_entries{partition="3"} 5');
  expect(lines).toContain('cdr_dedup_span_seconds{partition="3"} 61');
});

test('a partition that is another validator’s now has no series left here', async () => {
  const { told, scrape } = telling();
  told.takenOver({ partition: 3, position: 7, remembered: 5, seconds: 0.7, why: 'assigned' });
  told.judged({ ...nothing, records: 1, lastTimestamp: 1, endOffset: 9 });
  told.left(3);
  expect((await scrape()).filter((line) => line.includes('partition="3"'))).toEqual([]);
});
