import type { CallRow, LoadBatch, Step, Trace, TracedRecord } from '@cdr/lineage';

const none: Step<never> = { kind: 'none', says: 'there is none' };

/** A trace that has found nothing; what a test says is otherwise. */
export function traceOf(facts: Partial<Trace> = {}): Trace {
  return {
    fate: 'unknown',
    place: { partition: 1, offset: 7 },
    row: none,
    batch: none,
    file: none,
    clean: none,
    raw: none,
    letter: none,
    ...facts,
  };
}

/** A row of a call of Ada. */
export function rowOf(facts: Partial<CallRow> = {}): CallRow {
  return {
    callId: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
    isNamedBySource: false,
    fingerprint: 'f1',
    place: { partition: 1, offset: 7 },
    ingestedAt: 1_000,
    batchId: 'b1',
    loadedAt: 2_000,
    call: {
      caller_name: 'Ada Lovelace',
      receiver_name: 'Grace Hopper',
      caller_id: '+12125551234',
      receiver_id: '+12125554321',
      start_datetime: '2023-05-12 10:00:00',
      network_provider: 'Verizon',
    },
    ...facts,
  };
}

export const batch: LoadBatch = {
  batchId: 'b1',
  cutReason: 'age',
  staged: 5,
  loaded: 4,
  alreadyLoaded: 1,
  conflicts: 0,
  unloadable: 0,
  files: 1,
  bytes: 100,
  manifest: 'batch/manifest.json',
  minStart: 'a',
  maxStart: 'b',
  appVersion: '1.2',
  openedAt: 1_000,
  stagedAt: 1_500,
  committedAt: 2_000,
  ranges: [],
};

/** A record of a topic with what Ada's source wrote. */
export function recordOf(topic: string, facts: Partial<TracedRecord> = {}): TracedRecord {
  return {
    topic,
    partition: 1,
    offset: 7,
    timestamp: 1_000,
    key: Buffer.from('+12125551234'),
    value: Buffer.from('{"caller_name":"Ada Lovelace","call_duration":60}'),
    ...facts,
  };
}
