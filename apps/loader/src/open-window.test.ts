import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batchOf, cleanRecord } from './clean-records.fixture.ts';
import { openWindow, type Writer } from './open-window.ts';
import type { Position } from './position.ts';

const limits = { rows: 3, bytes: 1e6, ageMs: 1000 };
const beginning: Position = { nextOffset: 0, rawHighWater: -1, last: null };
const noWriter: Writer = () => Promise.reject(new Error('not written here'));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdr-window-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(positions: ReadonlyMap<number, Position>, write = noWriter) {
  return openWindow('clean', positions, limits, folder, write);
}

test('each window goes on where the one before ended, in every partition', () => {
  const first = open(
    new Map([
      [0, beginning],
      [1, beginning],
    ]),
  );
  first.take({
    partition: 1,
    batch: batchOf([cleanRecord(0, { partition: 1 }), cleanRecord(4, { partition: 1, offset: 1 })]),
  });
  const second = open(first.positions());
  second.take({
    partition: 1,
    batch: batchOf([
      cleanRecord(4, { partition: 1, offset: 2 }),
      cleanRecord(5, { partition: 1, offset: 3 }),
    ]),
  });
  second.take({ partition: 0, batch: batchOf([cleanRecord(0)]) });

  expect(first.close('age').ranges).toMatchObject([
    {
      partition: 1,
      from: { nextOffset: 0 },
      to: { nextOffset: 2, rawHighWater: 4 },
      rows: 2,
      firstRaw: 0,
      lastRaw: 4,
    },
  ]);
  expect(second.close('age').ranges).toMatchObject([
    { partition: 0, from: { nextOffset: 0 }, to: { nextOffset: 1 }, rows: 1 },
    {
      partition: 1,
      from: { nextOffset: 2, rawHighWater: 4 },
      to: { nextOffset: 4, rawHighWater: 5 },
      rows: 1,
      firstRaw: 5,
    },
  ]);
  for (const window of [first, second]) window.remove();
});

test('a window spools the rows that count and is cut by them', () => {
  const window = open(new Map([[0, beginning]]));
  const records = [cleanRecord(1, { offset: 0 }), cleanRecord(1, { offset: 1 }), cleanRecord(2)];
  window.take({ partition: 0, batch: batchOf(records) });
  expect(window.cut(Date.now())).toBeNull();
  window.take({ partition: 0, batch: batchOf([cleanRecord(3)]) });
  expect(window.cut(Date.now())).toBe('rows');
  const { rows } = window.close('rows');
  expect(rows).toBe(3);
  const [file] = readdirSync(folder);
  const lines = readFileSync(join(folder, file!), 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { raw_offset: number }).raw_offset)).toEqual([1, 2, 3]);
  window.remove();
  expect(readdirSync(folder)).toEqual([]);
});

test('a window is empty until a record comes, replays included; an empty read is none', () => {
  const window = open(new Map([[0, { ...beginning, rawHighWater: 5 }]]));
  window.take({ partition: 0, batch: batchOf([]) });
  expect([window.isEmpty(), window.msUntilAge(Date.now())]).toEqual([true, null]);
  window.take({ partition: 0, batch: batchOf([cleanRecord(2, { offset: 0 })]) });
  expect(window.isEmpty()).toBe(false);
  expect(window.cut(Date.now() + 1000)).toBe('age');
  expect(window.close('age')).toMatchObject({
    rows: 0,
    ranges: [{ rows: 0, to: { nextOffset: 1, rawHighWater: 5 } }],
  });
  window.remove();
});
