import { callId } from '@cdr/call-record';
import { KafkaError } from '@cdr/kafka';
import { StoreError } from '@cdr/object-store';
import { describe, expect, test } from '@jest/globals';
import { createLineage } from './lineage.ts';
import {
  arrivedAt,
  batchOf,
  cleanOf,
  createMemoryPipeline,
  letterAbout,
  makeCall,
  rowOf,
} from './testing/memory-pipeline.ts';
import type { Trace } from './trace.ts';

const at = (offset: number) => ({ partition: 0, offset });

/** Records 0 to 4 in raw, of which 1 and 3 are clean; record 1 is loaded. */
function withOneLoaded() {
  const memory = createMemoryPipeline();
  memory.publish(5);
  memory.log('clean').append([cleanOf(at(1)), cleanOf(at(3))]);
  memory.batches.push(batchOf(0, 1));
  memory.rows.push(rowOf(at(1), 'b'));
  memory.positions[0] = { partition: 0, nextOffset: 1, rawHighWater: 1 };
  memory.objects.set(
    batchOf(0, 1).manifest,
    JSON.stringify({ entries: [{ url: 's3://bucket/part-00000.parquet' }] }),
  );
  return { ...memory, lineage: createLineage(memory.parts) };
}

const idOf = (offset: number) => callId(makeCall(offset));

function kindsOf({ row, batch, file, clean, raw, letter }: Trace): string {
  return [row, batch, file, clean, raw, letter].map(({ kind }) => kind).join(' ');
}

describe('the way of a row', () => {
  test('goes by its batch and file to clean and raw, with the original bytes', async () => {
    const { lineage } = withOneLoaded();
    const { traces } = await lineage.traceCall(idOf(1));
    expect(traces).toHaveLength(1);
    expect(traces[0]).toMatchObject({
      fate: 'loaded',
      place: at(1),
      batch: { batch: { batchId: 'b' } },
      file: { urls: ['s3://bucket/part-00000.parquet'] },
      clean: { record: { topic: 'clean', ...at(0) } },
      raw: {
        record: { topic: 'raw', ...at(1), timestamp: arrivedAt(1), key: Buffer.from('a key') },
        schemaId: null,
        replaces: null,
      },
      letter: { kind: 'none' },
    });
    expect(traces[0]!.raw).toMatchObject({ record: { value: Buffer.from(JSON.stringify(makeCall(1))) } });
  });

  test('is the same by its place in raw', async () => {
    const { lineage } = withOneLoaded();
    const [byCall] = (await lineage.traceCall(idOf(1))).traces;
    expect(await lineage.tracePlace(at(1))).toEqual(byCall);
  });

  test('is found by its place when clean holds its record no more, or says another start than the row', async () => {
    const { lineage, log, rows } = withOneLoaded();
    rows[0] = { ...rows[0]!, call: { ...rows[0]!.call, start_datetime: '2023-05-12 11:00:00' } };
    expect((await lineage.tracePlace(at(1))).fate).toBe('loaded');
    log('clean').expire(1);
    expect((await lineage.tracePlace(at(1))).fate).toBe('loaded');
  });

  test('names what a redriven record replaces, and the schema that it names', async () => {
    const { lineage, log, rows } = withOneLoaded();
    const headers = { 'dlq.replaces': 'raw/0/2', 'schema.id': '7' };
    log('raw').append([{ key: null, value: '{}', timestamp: arrivedAt(5), headers }]);
    rows.push(rowOf(at(5), 'b'));
    const [trace] = (await lineage.traceCall(idOf(5))).traces;
    expect(trace!.raw).toMatchObject({ schemaId: 7, replaces: { topic: 'raw', ...at(2) } });
  });

  test('says what has expired, and tells the rest', async () => {
    const { lineage, log, objects } = withOneLoaded();
    log('raw').expire(2);
    log('clean').expire(1);
    objects.clear();
    const [trace] = (await lineage.traceCall(idOf(1))).traces;
    expect(kindsOf(trace!)).toBe('held held expired expired expired none');
    expect(trace!.raw).toMatchObject({ says: 'raw/0 keeps offsets from 2 on: it has expired' });
  });

  test('does not take another log for its own', async () => {
    const { lineage, log, rows, batches } = withOneLoaded();
    log('raw').records[1]!.timestamp += 1;
    rows[0]!.fingerprint = 'another';
    const [recreated] = (await lineage.traceCall(idOf(1))).traces;
    expect(kindsOf(recreated!)).toBe('held held held elsewhere elsewhere none');

    batches[0] = batchOf(0, 1, { ranges: [{ topic: 'older', partition: 0, first: 0, next: 1 }] });
    const [renamed] = (await lineage.traceCall(idOf(1))).traces;
    expect(renamed!.raw).toEqual({
      kind: 'elsewhere',
      says: 'it was loaded from older, and CLEAN_TOPIC is clean',
    });
  });

  test('is told as far as parts can be asked', async () => {
    const { parts } = withOneLoaded();
    const down = new KafkaError('no broker', 'GONE', true);
    const { traces } = await createLineage({
      ...parts,
      logs: { ...parts.logs, kafka: { ...parts.logs.kafka, openReader: () => Promise.reject(down) } },
      store: { ...parts.store, read: () => Promise.reject(new StoreError('no S3', 'GONE', true)) },
    }).traceCall(idOf(1));
    expect(kindsOf(traces[0]!)).toBe('held held unread unread unread none');
    expect(traces[0]).toMatchObject({ file: { says: 'no S3' }, clean: { says: 'no broker' } });
  });

  test('ends at the table for a row of the original system, and at a batch that the ledger lost', async () => {
    const { lineage, rows, batches } = withOneLoaded();
    batches.length = 0;
    const [lost] = (await lineage.traceCall(idOf(1))).traces;
    expect(kindsOf(lost!)).toBe('held none none held held none');
    const none = { callId: null, fingerprint: null, place: null, ingestedAt: null, batchId: null };
    const trace = await lineage.traceRow({ ...rows[0]!, ...none, loadedAt: null });
    expect([trace.fate, kindsOf(trace)]).toEqual(['original', 'held none none none none none']);
  });
});

describe('a record without a row', () => {
  test('waits in clean, where its call is found too', async () => {
    const { lineage } = withOneLoaded();
    const trace = await lineage.tracePlace(at(3));
    expect([trace.fate, kindsOf(trace)]).toEqual(['waiting', 'none none none held held none']);
    expect(trace.row).toMatchObject({ says: 'not loaded yet: the loaders are at offset 1 of clean/0' });
    expect(await lineage.traceCall(idOf(3))).toMatchObject({ traces: [trace], isWhole: true });
  });

  test('does not wait in clean for being written there again', async () => {
    const { lineage, log, rows } = withOneLoaded();
    rows.length = 0;
    log('clean').append([cleanOf(at(1))]);
    expect(await lineage.traceCall(idOf(1))).toMatchObject({ traces: [], next: null, isWhole: true });
  });

  test('is dead by the first letter of the validator about it', async () => {
    const { lineage, log } = withOneLoaded();
    const letters = [letterAbout(at(0), 'validate', 'schema'), letterAbout(at(2), 'load', 'load')];
    const first = [letterAbout(at(2), 'validate', 'quality'), letterAbout(at(2), 'validate', 'schema')];
    log('dlq').append([...letters, { key: null, value: 'hello', timestamp: 0 }, ...first]);
    const trace = await lineage.tracePlace(at(2));
    expect([trace.fate, kindsOf(trace)]).toEqual(['dead', 'none none none none held held']);
    expect(trace.letter).toMatchObject({
      letter: {
        record: { topic: 'dlq', ...at(3) },
        stage: 'validate',
        reason: 'quality',
        rules: 'a-rule',
        error: 'must be otherwise',
        replays: 0,
        duplicateOf: at(3),
      },
    });
  });

  test('is dead by the letter that somebody knows, however far from its record it was written; if it is that one', async () => {
    const memory = createMemoryPipeline();
    memory.publish(3);
    const late = letterAbout(at(1), 'validate', 'quality', 0); // no search by time comes by it
    memory.log('dlq').append([late, letterAbout(at(2), 'validate', 'schema')]);
    const { logs } = memory.parts;
    for (const [known, kind] of [
      [0, 'held'],
      [1, 'none'],
      [9, 'none'],
    ] as const) {
      const lineage = createLineage({ ...memory.parts, logs: { ...logs, letterAt: () => known } });
      expect((await lineage.tracePlace(at(1))).letter.kind).toBe(kind);
    }
  });

  test('is dead by the first letter of the loader, written before its batch was committed', async () => {
    const { lineage, log, positions, batches } = withOneLoaded();
    positions[0] = { partition: 0, nextOffset: 2, rawHighWater: 3 };
    const committedAt = arrivedAt(3) + 500;
    batches[0] = batchOf(0, 2, { conflicts: 1, openedAt: arrivedAt(3) + 400, committedAt });
    log('dlq').append([
      letterAbout(at(4), 'load', 'load', arrivedAt(3) + 10),
      letterAbout(at(3), 'load', 'conflict', arrivedAt(3) + 20),
    ]);
    const trace = await lineage.tracePlace(at(3));
    expect([trace.fate, kindsOf(trace)]).toEqual(['dead', 'none held none held held held']);
    log('dlq').records[1]!.timestamp = committedAt + 61_000;
    expect(await lineage.tracePlace(at(3))).toMatchObject({ letter: { kind: 'none' } });
  });

  test('was loaded already when the loaders are past it and refused nothing', async () => {
    const { lineage, positions, batches } = withOneLoaded();
    positions[0] = { partition: 0, nextOffset: 2, rawHighWater: 3 };
    batches[0] = batchOf(0, 2, { alreadyLoaded: 1 });
    const trace = await lineage.tracePlace(at(3));
    expect([trace.fate, kindsOf(trace)]).toEqual(['already-loaded', 'none held none held held none']);
    expect(trace.row).toMatchObject({ says: expect.stringContaining(`call ${idOf(3)} may have one`) });
  });

  test('is not judged while neither clean nor dlq has come to it', async () => {
    const { lineage } = withOneLoaded();
    const trace = await lineage.tracePlace(at(4));
    expect([trace.fate, kindsOf(trace)]).toEqual(['not-judged', 'none none none none held none']);
  });

  test('cannot be told of when raw holds it no more, nor where raw has not come to', async () => {
    const { lineage, log } = withOneLoaded();
    log('raw').expire(1);
    const expired = await lineage.tracePlace(at(0));
    expect([expired.fate, kindsOf(expired)]).toEqual(['unknown', 'none none none unread expired unread']);
    expect(expired.letter).toMatchObject({
      says: expect.stringContaining('npm run redrive -- --partition 0 --offset 0'),
    });
    expect(kindsOf(await lineage.tracePlace(at(5)))).toBe('none none none none none none');
    expect(kindsOf(await lineage.tracePlace({ partition: 7, offset: 0 }))).toBe(
      'none none none none none none',
    );
  });
});

test('a call that is nowhere has no way', async () => {
  const { lineage, parts } = withOneLoaded();
  expect(await lineage.traceCall(idOf(2))).toMatchObject({ traces: [], next: null, isWhole: true });
  const far = { partition: 1, nextOffset: 0, rawHighWater: -1 };
  const table = { ...parts.table, loadedThrough: async () => [far] };
  const kafka = { ...parts.logs.kafka, offsets: async () => [1, 2].map(() => ({ start: 0, end: 60_000 })) };
  const answers = async () => ({ records: [], nextOffset: 60_000, endOffset: 60_000 });
  const openReader = async () => ({ next: answers, close: async () => undefined });
  const tooFar = createLineage({ ...parts, table, logs: { ...parts.logs, kafka: { ...kafka, openReader } } });
  expect(await tooFar.traceCall(idOf(2))).toMatchObject({ traces: [], isWhole: false });
});

describe('a search through a large table', () => {
  /** Of which the first answer ends at a mark, and the one from there at the beginning. */
  function withLargeTable() {
    const memory = withOneLoaded();
    const asked: string[] = [];
    const { table } = memory.parts;
    const lineage = createLineage({
      ...memory.parts,
      searchMs: 150,
      table: {
        ...table,
        async loadedThrough(topic) {
          asked.push('positions');
          return table.loadedThrough(topic);
        },
        async searchCall(callId, bounds) {
          asked.push(`from ${bounds.from} for ${bounds.forMs} ms`);
          return bounds.from === null
            ? { found: [], next: 'a mark', share: 0.5 }
            : table.searchCall(callId, bounds);
        },
      },
    });
    return { ...memory, lineage, asked };
  }

  test('goes on from where the last answer ended', async () => {
    const { lineage, asked } = withLargeTable();
    expect(await lineage.traceCall(idOf(1))).toEqual({
      traces: [],
      next: 'a mark',
      share: 0.5,
      isWhole: true,
    });
    expect(await lineage.traceCall(idOf(1), 'a mark')).toMatchObject({
      traces: [{ fate: 'loaded' }],
      next: null,
      share: 1,
    });
    expect(asked).toEqual(['positions', 'from null for 150 ms', 'from a mark for 150 ms']);
  });

  test('need not go on for a call that waited when it began, be it loaded since or not', async () => {
    const { lineage } = withLargeTable();
    expect(await lineage.traceCall(idOf(3))).toMatchObject({ traces: [{ fate: 'waiting' }], next: null });
  });
});
