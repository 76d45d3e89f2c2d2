import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readUtc } from '@cdr/call-record';
import type { GroupOptions, Kafka, PartitionReader, RecordBatch } from '@cdr/kafka';
import { createHealth, createMetrics, Registry } from '@cdr/telemetry';
import { eachTurn, quietLog, until } from '@cdr/testing';
import { WarehouseError } from '@cdr/warehouse';
import { batchOf, cleanRecord } from './clean-records.fixture.ts';
import { fakeWriter, recordingParts } from './fake-parts.fixture.ts';
import { keepLoading } from './keep-loading.ts';
import { createLoadLimits } from './load-limits.ts';
import { createTroubles } from './troubles.ts';
import type { Warehouse } from './warehouse/warehouse.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-stall-'));
});
const running: AbortController[] = [];
afterEach(() => {
  for (const stop of running.splice(0)) stop.abort();
  rmSync(folder, { recursive: true, force: true });
});

const held = [0, 1, 2, 3, 4, 5];
const minute = 60_000;

/** A loader of six partitions whose watch is set by the test, and whose readers bring what the test feeds them. */
function start(warehouse: Partial<Warehouse> = {}) {
  const { parts, actions } = recordingParts();
  const clock = { now: Date.now() };
  const stop = new AbortController();
  running.push(stop);
  const registry = new Registry();
  const telemetry = {
    log: quietLog,
    health: createHealth({ stallAfterMs: 3 * minute, now: () => clock.now }),
    registry,
    metrics: createMetrics(registry),
    port: 0,
    close: async () => undefined,
  };
  const ends = held.map(() => 0);
  const fed: RecordBatch[][] = held.map(() => []);
  const hanging = new Map<number, () => Promise<RecordBatch>>();
  let group: GroupOptions | undefined;

  function openReader(partition: number): PartitionReader {
    async function next(): Promise<RecordBatch> {
      await turn();
      const hang = hanging.get(partition);
      return hang
        ? hang()
        : (fed[partition]!.shift() ?? {
            records: [],
            nextOffset: ends[partition]!,
            endOffset: ends[partition]!,
          });
    }
    return { next, close: async () => undefined };
  }
  const kafka: Pick<Kafka, 'joinGroup' | 'offsets' | 'openReader'> = {
    joinGroup: async (options) => {
      group = options;
      options.onAssigned(held);
      return { commit: async () => true, close: async () => undefined };
    },
    offsets: async () => held.map((partition) => ({ start: 0, end: ends[partition]! })),
    openReader: async (_, partition) => openReader(partition),
  };
  const ended = keepLoading({
    session: {
      ...parts,
      kafka: kafka as Kafka,
      warehouse: { ...parts.warehouse, ...warehouse },
      limits: createLoadLimits({ rows: 1, bytes: 1e6, ageMs: minute }, () => undefined),
      scratchFolder: folder,
      cut: new AbortController().signal,
      write: fakeWriter(actions),
    },
    group: 'loaders',
    telemetry,
    readMoment: readUtc,
    troubles: createTroubles(telemetry),
    onRetry: () => undefined,
    signal: stop.signal,
  });
  ended.catch(() => undefined);

  function feed(partition: number): void {
    const record = cleanRecord(ends[partition]!, { partition });
    ends[partition]! += 1;
    fed[partition]!.push(batchOf([record]));
  }
  function loads(): number {
    return actions.filter((action) => action.startsWith('commit')).length;
  }
  return {
    feed,
    /** Feeds a record to a partition and waits until it is loaded. */
    async load(partition: number): Promise<void> {
      const before = loads();
      feed(partition);
      await until(() => loads() > before, eachTurn);
      await turns();
    },
    hang: (partition: number, how: () => Promise<RecordBatch>) => hanging.set(partition, how),
    /** A record of this partition lies there, and is never brought. */
    lag: (partition: number) => (ends[partition]! += 1),
    assign: (partitions: number[]) => group!.onAssigned(partitions),
    why: () => telemetry.health.liveness().body['why'] as string | undefined,
    /** Lets time pass, and whatever can happen happen. */
    async pass(ms: number): Promise<void> {
      clock.now += ms;
      await turns();
    },
    actions,
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function turns(): Promise<void> {
  for (let n = 0; n < 60; n += 1) await turn();
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

describe('a loader', () => {
  test('with nothing to load is well', async () => {
    const { pass, why } = start();
    await turns();
    for (let n = 0; n < 4; n += 1) {
      await pass(3 * minute);
      expect(why()).toBeUndefined();
    }
  });

  test('with one reader that does not answer is stalled, though the other five are read and loaded', async () => {
    const { hang, load, pass, why } = start();
    await load(1);
    hang(1, never);
    await turns();
    for (let n = 0; n < 3; n += 1) {
      expect(why()).toBeUndefined();
      await pass(minute);
      await load(2);
    }
    expect(why()).toMatch(/^the reader of clean\/1 at offset 1 has not moved for 180 s/);
  });

  test('with one reader that brings nothing of what there is is stalled, though the others are loaded', async () => {
    const { hang, lag, load, pass, why } = start();
    await load(1);
    lag(1);
    hang(1, async () => ({ records: [], nextOffset: 1, endOffset: 2 }));
    await turns();
    for (let n = 0; n < 3; n += 1) {
      expect(why()).toBeUndefined();
      await pass(minute);
      await load(2);
    }
    expect(why()).toMatch(/^the reader of clean\/1 at offset 1 has not moved for 180 s/);
  });

  test('of which one log ends in a marker of a transaction, which no load passes, is well', async () => {
    const { hang, lag, load, pass, why } = start();
    await load(1);
    lag(1);
    hang(1, async () => ({ records: [], nextOffset: 2, endOffset: 2 }));
    await turns();
    for (let n = 0; n < 4; n += 1) {
      await pass(3 * minute);
      expect(why()).toBeUndefined();
    }
  });

  test('with a load that hangs is stalled at what is not loaded', async () => {
    const { feed, pass, why, actions } = start({ copy: never });
    feed(3);
    await until(() => actions.some((action) => action.startsWith('put')), eachTurn);
    await pass(3 * minute - 1);
    expect(why()).toBeUndefined();
    await pass(1);
    expect(why()).toMatch(/^clean\/3 has not moved for 180 s .*; it stands at 0, its end is 1\./);
  });

  test('with a load that takes long, phase by phase, is well until it hangs', async () => {
    const gates: (() => void)[] = [];
    const { parts } = recordingParts();
    function gate(): Promise<void> {
      return new Promise((resolve) => gates.push(resolve));
    }
    const { feed, pass, why } = start({
      copy: async (batch) => {
        await gate();
        const copied = await parts.warehouse.copy(batch, () => undefined);
        if (copied.kind === 'refused') return copied;
        return { ...copied, commit: async (load) => gate().then(() => copied.commit(load)) };
      },
    });
    feed(3);
    for (let phase = 0; phase < 2; phase += 1) {
      await until(() => gates.length === 1, eachTurn);
      await pass(3 * minute - 1);
      expect(why()).toBeUndefined();
      if (phase < 1) gates.shift()!();
    }
    await pass(1);
    expect(why()).toMatch(/^clean\/3 has not moved/);
  });

  test('whose warehouse is away for hours is well', async () => {
    let attempts = 0;
    const { pass, why } = start({
      readPositions: async () => {
        attempts += 1;
        throw new WarehouseError('connection refused', 'ECONNREFUSED', true);
      },
    });
    for (let n = 1; n <= 4; n += 1) {
      const before = attempts;
      await until(() => attempts > before); // one that fails from here on, whatever failed meanwhile
      await pass(3 * minute - 1);
      expect(why()).toBeUndefined();
    }
  });

  test('whose warehouse neither answers nor refuses is stalled', async () => {
    const { pass, why } = start({ readPositions: never });
    await turns();
    await pass(3 * minute);
    expect(why()).toMatch(/^clean\/0 has not moved for 180 s/);
  });

  test('that no longer holds the partition that hung is well', async () => {
    const { hang, lag, load, assign, pass, why } = start();
    await load(1);
    lag(1);
    hang(1, async () => ({ records: [], nextOffset: 1, endOffset: 2 }));
    await turns();
    assign([0, 2]);
    await turns();
    await pass(3 * minute);
    await load(2);
    expect(why()).toBeUndefined();
  });
});
