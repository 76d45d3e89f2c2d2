import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CleanRecord } from '@cdr/call-record';
import { cleanValue, type CleanOptions } from '../clean-records.fixture.ts';
import type { StagedBatch } from '../staging/stage-batch.ts';
import type { Load, Warehouse } from './warehouse.ts';

/** A warehouse to be held to the contract. */
export interface Candidate {
  warehouse: Warehouse;
  /** Puts records where COPY takes them from. */
  stage(batchId: string, records: CleanRecord[]): Promise<StagedBatch>;
  ask(sql: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

const topic = 'clean';
/** Partitions the tests take one after the other, so that each begins anew. */
export const contractTopic = { topic, partitions: 16 };

/** What the loader relies on: the same for PostgreSQL, Redshift and the twin in memory. */
export function describeWarehouse(name: string, start: () => Promise<Candidate>): void {
  describe(name, () => {
    let candidate: Candidate;
    let partition = -1;
    let batches = 0;
    beforeAll(async () => {
      candidate = await start();
    });
    afterAll(() => candidate.close());

    /** A call that no other test knows. */
    function call(number: number, of = partition): string {
      return `call-${of}-${number}`;
    }
    function record(rawOffset: number, id: string, changes: CleanOptions['call'] = {}): CleanRecord {
      return JSON.parse(cleanValue(rawOffset, { partition, id, call: changes }).toString()) as CleanRecord;
    }

    async function copy(records: CleanRecord[]) {
      const batchId = `batch-${(batches += 1)}`;
      const batch = await candidate.stage(batchId, records);
      const copied = await candidate.warehouse.copy(batch, () => undefined);
      if (copied.kind === 'refused') throw new Error(copied.why);
      return { batch, copied };
    }
    function loadOf(batch: StagedBatch, from = 0, conflicts = 0): Load {
      const last = (offset: number) => (offset === 0 ? null : { rawOffset: offset - 1, timestamp: offset });
      const to = from + batch.rows;
      const range = {
        partition,
        from: { nextOffset: from, rawHighWater: from - 1, last: last(from) },
        to: { nextOffset: to, rawHighWater: to - 1, last: last(to) },
        rows: batch.rows,
        firstRaw: from,
        lastRaw: to - 1,
      };
      const facts = { cut: 'rows', unloadable: 0, version: '1', openedAt: 0, stagedAt: 0 } as const;
      return { batch, topic, ranges: [range], conflicts, ...facts };
    }
    async function load(records: CleanRecord[], from = 0) {
      const { batch, copied } = await copy(records);
      const outcome = await copied.commit(loadOf(batch, from));
      await copied.close();
      return outcome;
    }
    async function rowsOf(id: string): Promise<number> {
      const rows = await candidate.ask(
        `SELECT count(*) AS n FROM telecom.telecom_data WHERE call_id = '${id}'`,
      );
      return Number(rows[0]!['n']);
    }
    async function position(): Promise<number> {
      return (await candidate.warehouse.readPositions(topic, [partition])).get(partition)!.nextOffset;
    }

    test('a load brings its rows, its position and its place in the ledger at once', async () => {
      partition += 1;
      const loaded = await load([record(0, call(0)), record(1, call(1))]);
      expect(loaded).toEqual({ kind: 'committed', loaded: 2, alreadyLoaded: 0 });
      expect([await rowsOf(call(0)), await rowsOf(call(1)), await position()]).toEqual([1, 1, 2]);
      const ranges = await candidate.ask(
        `SELECT first_offset, next_offset FROM telecom.load_range WHERE kafka_partition = ${partition}`,
      );
      expect(ranges.map((range) => Object.values(range).map(Number))).toEqual([[0, 2]]);
    });

    test('a load from where the position is no longer brings nothing', async () => {
      partition += 1;
      await load([record(0, call(0))]);
      expect(await load([record(0, call(1))])).toEqual({ kind: 'moved-on' });
      expect([await rowsOf(call(1)), await position()]).toEqual([0, 1]);
    });

    test('a call with the same content is there already: of the batch, and of the table', async () => {
      partition += 1;
      const first = await load([record(0, call(0)), record(1, call(0))]);
      expect(first).toEqual({ kind: 'committed', loaded: 1, alreadyLoaded: 1 });
      expect(await load([record(2, call(0))], 2)).toEqual({ kind: 'committed', loaded: 0, alreadyLoaded: 1 });
      expect(await rowsOf(call(0))).toBe(1);
    });

    test('a call with other content is named as a conflict, with the record that came first', async () => {
      partition += 1;
      await load([record(0, call(0))]);
      const other = { caller_name: 'Somebody else' };
      const records = [record(1, call(0), other), record(2, call(1)), record(3, call(1), other)];
      const { ingested_at: ingestedAt } = records[0]!;
      const { batch, copied } = await copy(records);
      const conflicts = await copied.conflicts();
      expect(conflicts).toEqual([
        { rawPartition: partition, rawOffset: 1, ingestedAt, of: { partition, offset: 0 } },
        { rawPartition: partition, rawOffset: 3, ingestedAt, of: { partition, offset: 2 } },
      ]);
      await copied.remove(conflicts);
      const outcome = await copied.commit(loadOf(batch, 1, 2));
      expect(outcome).toEqual({ kind: 'committed', loaded: 1, alreadyLoaded: 0 });
      await copied.close();
    });

    test('a call that its source named is known by that name, whatever start is told of it', async () => {
      partition += 1;
      const [own, later] = [{ call_id: call(0) }, { start_datetime: '2024-02-29 23:59:59' }];
      await load([record(0, call(0), own)]);
      expect(await load([record(1, call(0), own)], 1)).toMatchObject({ loaded: 0, alreadyLoaded: 1 });
      const { batch, copied } = await copy([
        record(2, call(0), { ...own, ...later }),
        record(3, call(1), { call_id: call(1), call_status: 'dropped', cell_id: '310-410-7' }),
      ]);
      const conflicts = await copied.conflicts();
      expect(conflicts).toMatchObject([{ rawOffset: 2, of: { partition, offset: 0 } }]);
      await copied.remove(conflicts);
      expect(await copied.commit(loadOf(batch, 2, 1))).toMatchObject({ loaded: 1, alreadyLoaded: 0 });
      await copied.close();
      const [row] = await candidate.ask(
        `SELECT call_status, cell_id, call_id_from FROM telecom.telecom_data WHERE call_id = '${call(1)}'`,
      );
      expect(row).toEqual({ call_status: 'dropped', cell_id: '310-410-7', call_id_from: 'source' });
    });

    test('a conflict that came up since it was looked for keeps the load back', async () => {
      partition += 1;
      const { batch, copied } = await copy([record(0, call(0), { caller_name: 'Somebody else' })]);
      expect(await copied.conflicts()).toEqual([]);
      const held = partition;
      partition += 1;
      await load([record(0, call(0, held))]);
      partition = held;
      expect(await copied.commit(loadOf(batch))).toEqual({ kind: 'new-conflicts' });
      expect(await position()).toBe(0);
      await copied.close();
      partition += 1;
    });

    test('two loads of one call at once leave one row, and both their positions', async () => {
      partition += 1;
      const id = call(0);
      const first = await copy([record(0, id)]);
      const firstLoad = loadOf(first.batch);
      partition += 1;
      const second = await copy([record(0, id)]);
      const outcomes = await Promise.all([
        first.copied.commit(firstLoad),
        second.copied.commit(loadOf(second.batch)),
      ]);
      expect(outcomes.map(({ kind }) => kind)).toEqual(['committed', 'committed']);
      expect(await rowsOf(id)).toBe(1);
      await Promise.all([first.copied.close(), second.copied.close()]);
    });

    test('positions move over replays, from where they are and from nowhere else', async () => {
      partition += 1;
      const [range] = loadOf({ rows: 3 } as StagedBatch).ranges;
      expect(await candidate.warehouse.skip({ topic, ranges: [range!] })).toBe('committed');
      expect(await candidate.warehouse.skip({ topic, ranges: [range!] })).toBe('moved-on');
      expect(await position()).toBe(3);
    });

    test('a partition without its one row of a position is for a person', async () => {
      await expect(candidate.warehouse.readPositions(topic, [99])).rejects.toThrow('has 0 rows for clean/99');
    });
  });
}
