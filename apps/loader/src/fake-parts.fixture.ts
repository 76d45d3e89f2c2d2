import { readFileSync } from 'node:fs';
import type { Kafka, KafkaRecord, OutgoingMessage, Publisher } from '@cdr/kafka';
import type { ObjectStore } from '@cdr/object-store';
import { batchOf } from './clean-records.fixture.ts';
import type { CutBatch, LoadParts } from './load-batch.ts';
import type { Writer } from './open-window.ts';
import type { RowSlices } from './row-slices.ts';
import type { Conflict, CopiedBatch, Outcome, Warehouse } from './warehouse/warehouse.ts';
import type { WrittenBatch } from './write-batch.ts';

/** Answers of the fakes; each list is used up from its front, then the usual answer comes. */
export interface Script {
  conflicts?: Conflict[][];
  outcomes?: (Outcome | Error)[];
  skips?: ('committed' | 'moved-on')[];
  copyFails?: Error;
  /** Whether COPY refuses a batch, by what it is of: `2 rows`, or a slice's name. */
  refuses?: (what: string) => boolean;
  /** How many rows COPY says it copied; as many as it should without it. */
  copiedRows?: number;
}

/** Parts that do nothing but write down what was asked of them, in order. */
export function recordingParts(script: Script = {}) {
  const actions: string[] = [];
  const letters: OutgoingMessage[] = [];
  const outcomes = [...(script.outcomes ?? [])];
  const conflicts = [...(script.conflicts ?? [])];
  const skips = [...(script.skips ?? [])];

  const copied: Omit<CopiedBatch, 'rows'> = {
    kind: 'copied',
    conflicts: async () => {
      actions.push('look for conflicts');
      return conflicts.shift() ?? [];
    },
    remove: async (rows) => void actions.push(`remove ${rows.length} staged`),
    commit: async (load) => {
      actions.push(`commit with ${load.conflicts} conflicts, ${load.unloadable} unloadable`);
      const outcome = outcomes.shift() ?? { kind: 'committed', loaded: 2, alreadyLoaded: 0 };
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    close: async () => void actions.push('close connection'),
  };
  const warehouse: Warehouse = {
    readPositions: async (_topic, partitions) => {
      actions.push('read positions');
      return new Map(partitions.map((p) => [p, { nextOffset: 0, rawHighWater: -1, last: null }]));
    },
    copy: async ({ rows, minStart, batchId }) => {
      const what = minStart === when ? `${rows} rows` : minStart;
      actions.push(minStart === when ? 'copy' : `try ${minStart}`);
      if (script.copyFails) throw script.copyFails;
      if (script.refuses?.(what) === true)
        return { kind: 'refused', column: 'caller_name', why: `too long in ${batchId}` };
      return { ...copied, rows: script.copiedRows ?? rows };
    },
    skip: async () => {
      actions.push('skip');
      return skips.shift() ?? 'committed';
    },
    close: async () => undefined,
  };
  const store: ObjectStore = {
    url: (key) => `s3://bucket/${key}`,
    put: async (key) => void actions.push(`put ${key}`),
    bytes: () => {
      throw new Error('not asked for');
    },
    read: () => Promise.reject(new Error('not asked for')),
    check: async () => undefined,
    close: () => undefined,
  };
  const publisher: Publisher = {
    topic: 'dlq',
    partitions: 1,
    publish: async (partition, messages) => {
      letters.push(...messages);
      if (messages.length > 0) actions.push(`${messages.length} letters to dlq/${partition} acknowledged`);
      return [];
    },
    close: async () => undefined,
  };
  const kafka: Pick<Kafka, 'offsets' | 'openReader' | 'openPublisher'> = {
    offsets: async () => [{ start: 0, end: 1000 }],
    openPublisher: async () => publisher,
    openReader: async (_topic, _partition, offset) => {
      let at = offset;
      return { next: async () => batchOf([rawRecord(at++)]), close: async () => undefined };
    },
  };
  const parts: LoadParts = {
    kafka: kafka as Kafka,
    topics: { raw: 'raw', clean: 'clean', dlq: 'dlq' },
    store,
    warehouse,
    version: '1.2.3',
    onStep: () => undefined,
  };
  return { parts, actions, letters };
}

function rawRecord(offset: number): KafkaRecord {
  return { offset, timestamp: 5, key: Buffer.from('key'), value: Buffer.from(`raw ${offset}`), headers: {} };
}

/** A batch of two rows from partition 0, without files. */
export function aBatch(actions: string[], overrides: Partial<CutBatch> = {}): CutBatch {
  const from = { nextOffset: 0, rawHighWater: -1, last: null };
  const to = { nextOffset: 2, rawHighWater: 1, last: { rawOffset: 1, timestamp: 1001 } };
  return {
    batchId: 'b1',
    cut: 'rows',
    openedAt: 1000,
    ranges: [{ partition: 0, from, to, rows: 2, firstRaw: 0, lastRaw: 1 }],
    rows: 2,
    bytes: 900,
    write: async ({ without }) => {
      actions.push(without.length === 0 ? 'write' : `write without ${without.length}`);
      return written(2 - without.length, actions);
    },
    ...overrides,
  };
}

/** Writes no files, of as many rows as there are lines. */
export function fakeWriter(actions: string[]): Writer {
  return async ({ spoolFiles }) => {
    actions.push('write');
    // Each line ends in a line break.
    const lines = spoolFiles.flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(0, -1));
    return written(lines.length, actions);
  };
}

const when = '2023-05-12 10:00:00';

function written(rows: number, actions: string[]): WrittenBatch {
  return {
    parts: [],
    rows,
    minStart: when,
    maxStart: when,
    unloadable: [],
    slices: slicesOf(rows),
    remove: () => void actions.push('remove files'),
  };
}

/** Slices that are known by the rows they have. */
function slicesOf(rows: number): RowSlices {
  function slice(name: string, count: number) {
    return Promise.resolve({ parts: [], rows: count, minStart: name, maxStart: name });
  }
  return {
    rows: ({ first, count }) => slice(`rows ${first} to ${first + count - 1} of ${rows}`, count),
    madeUp: () => slice('made up', 1),
    // Of two rows one may have been left out.
    origins: (numbers) =>
      Promise.resolve(numbers.map((n) => ({ rawPartition: 0, rawOffset: n + 2 - rows, ingestedAt: 5 }))),
  };
}
