import { describe, expect, test } from '@jest/globals';
import { Stop } from '@cdr/worker';
import {
  commitLoad,
  commitSkip,
  findConflicts,
  readPositions,
  removeStaged,
  type Session,
  utcText,
} from './commit-load.ts';
import * as sql from './statements.ts';
import type { Load } from './warehouse.ts';

type Answer = { rows?: Record<string, unknown>[]; rowCount?: number };

/** A connection that answers by statement, one row changed unless told otherwise, and writes down what it was asked. */
function recording(answers: Record<string, Answer> = {}) {
  const asked: string[] = [];
  const values = new Map<string, unknown[]>();
  const session: Session = {
    query: async (text, given = []) => {
      asked.push(text);
      values.set(text, given);
      return { rows: [], rowCount: 1, ...answers[text] };
    },
  };
  return { session, asked, values };
}

const from = { nextOffset: 5, rawHighWater: 4, last: null };
const to = { nextOffset: 9, rawHighWater: 11, last: { rawOffset: 11, timestamp: 77 } };
const ranges = [{ partition: 2, from, to, rows: 3, firstRaw: 6, lastRaw: 11 }];
const load: Load = {
  batch: {
    batchId: 'b',
    manifestKey: 'm',
    files: 1,
    bytes: 10,
    rows: 3,
    minStart: '2023-05-12 10:00:00',
    maxStart: '2023-05-12 11:00:00',
    footers: [],
  },
  topic: 'clean',
  ranges,
  cut: 'age',
  conflicts: 1,
  unloadable: 0,
  version: '1',
  openedAt: 0,
  stagedAt: 1,
};

describe('the one transaction', () => {
  test('takes the gate and bumps it before it looks at anything, and commits last', async () => {
    const { session, asked, values } = recording({ [sql.insertRows]: { rowCount: 1 } });
    expect(await commitLoad(session, load, 2)).toEqual({ kind: 'committed', loaded: 1, alreadyLoaded: 1 });
    expect(asked).toEqual([
      'BEGIN',
      sql.lockGate,
      sql.bumpGate,
      sql.movePosition,
      sql.selectConflicts,
      sql.insertRows,
      sql.insertBatch,
      sql.insertRange,
      'COMMIT',
    ]);
    expect(values.get(sql.movePosition)).toEqual(['clean', 2, 9, 11, 11, 77, utcText(2), 5, 4]);
    expect(values.get(sql.insertRange)).toEqual(['b', 'clean', 2, 5, 9, 3, 6, 11]);
  });

  test.each([0, 2])('rolls back when the compare-and-set hits %d rows', async (rowCount) => {
    const { session, asked } = recording({ [sql.movePosition]: { rowCount } });
    expect(await commitLoad(session, load, 2)).toEqual({ kind: 'moved-on' });
    expect(asked.slice(-2)).toEqual([sql.movePosition, 'ROLLBACK']);
  });

  test('rolls back when a conflict without a letter has come', async () => {
    const row = {
      raw_partition: 2,
      raw_offset: '6',
      ingested_at: '2023-05-12 10:00:00',
      of_partition: 0,
      of_offset: '1',
    };
    const { session, asked } = recording({ [sql.selectConflicts]: { rows: [row] } });
    expect(await commitLoad(session, load, 2)).toEqual({ kind: 'new-conflicts' });
    expect(asked.slice(-2)).toEqual([sql.selectConflicts, 'ROLLBACK']);
  });

  test('names a conflict with the time of its raw record, and stops where times are printed in another way', async () => {
    const row = { raw_partition: 2, raw_offset: '6', of_partition: 0, of_offset: '1' };
    const { session } = recording({
      [sql.selectConflicts]: { rows: [{ ...row, ingested_at: '2023-05-12 10:00:00.12' }] },
    });
    expect(await findConflicts(session)).toEqual([
      {
        rawPartition: 2,
        rawOffset: 6,
        ingestedAt: Date.UTC(2023, 4, 12, 10, 0, 0, 120),
        of: { partition: 0, offset: 1 },
      },
    ]);
    const german = recording({ [sql.selectConflicts]: { rows: [{ ...row, ingested_at: '12.05.2023' }] } });
    await expect(findConflicts(german.session)).rejects.toThrow(/set DateStyle to ISO/);
  });

  test('needs the gate’s one row: without it an old snapshot would not conflict', async () => {
    const { session } = recording({ [sql.bumpGate]: { rowCount: 0 } });
    await expect(commitLoad(session, load, 2)).rejects.toThrow(
      /load_gate has 0 rows, must have one: stop the loaders/,
    );
  });

  test('moves positions over replays behind the same gate', async () => {
    const { session, asked } = recording();
    expect(await commitSkip(session, load, 2)).toBe('committed');
    expect(asked).toEqual(['BEGIN', sql.lockGate, sql.bumpGate, sql.movePosition, 'COMMIT']);
    const moved = recording({ [sql.movePosition]: { rowCount: 0 } });
    expect(await commitSkip(moved.session, load, 2)).toBe('moved-on');
  });
});

describe('positions', () => {
  const row = {
    kafka_partition: 0,
    next_offset: '7',
    raw_high_water: '6',
    last_raw_offset: '6',
    last_timestamp: '99',
  };

  test('are numbers, with the record before them', async () => {
    const { session } = recording({ [sql.selectPositions]: { rows: [row] } });
    const position = { nextOffset: 7, rawHighWater: 6, last: { rawOffset: 6, timestamp: 99 } };
    expect(await readPositions(session, 'clean', [0])).toEqual(new Map([[0, position]]));
  });

  test.each([
    ['no row', [], /has 0 rows for clean\/0, must have one: run "npm run setup"/],
    ['two rows', [row, row], /has 2 rows for clean\/0, must have one: find out who added one/],
  ])('with %s stop the loader with what to do', async (_, rows, sentence) => {
    const { session } = recording({ [sql.selectPositions]: { rows } });
    await expect(readPositions(session, 'clean', [0])).rejects.toThrow(sentence);
    await expect(readPositions(session, 'clean', [0])).rejects.toThrow(Stop);
  });
});

test('rows with a letter are taken out by partition, some thousand at a time', async () => {
  const { session, asked } = recording();
  const of = { partition: 0, offset: 0 };
  const many = Array.from({ length: 5_001 }, (_, rawOffset) => ({
    rawPartition: 1,
    rawOffset,
    ingestedAt: 0,
    of,
  }));
  await removeStaged(session, [...many, { rawPartition: 2, rawOffset: 3, ingestedAt: 0, of }]);
  expect(asked).toHaveLength(3);
  expect(asked[2]).toBe(sql.deleteStaged([3]));
});

test('times are written in UTC, to the millisecond', () => {
  expect(utcText(Date.UTC(2026, 0, 2, 3, 4, 5, 6))).toBe('2026-01-02 03:04:05.006');
});
