import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { advance, extend } from './advance.ts';
import { cleanRecord } from './clean-records.fixture.ts';
import type { Position, Range } from './position.ts';

const beginning: Position = { nextOffset: 0, rawHighWater: -1, last: null };

describe('the reader rule', () => {
  test('counts a record only if its raw offset is higher than every one before it', () => {
    const records = [3, 5, 4, 5, 6].map((raw, offset) => cleanRecord(raw, { offset }));
    const { rows, firstRaw, lastRaw, to } = advance('clean', 0, beginning, records);
    expect(rows.map(({ offset }) => offset)).toEqual([0, 1, 4]);
    expect([firstRaw, lastRaw]).toEqual([3, 6]);
    expect(to).toEqual({ nextOffset: 5, rawHighWater: 6, last: { rawOffset: 6, timestamp: 1004 } });
  });

  test('stops at a record of a newer release: a row without one of its fields would be another one', () => {
    const record = cleanRecord(0);
    const newer = String(record.value).replace(',"call_id":', ',"roaming":"FR","call_id":');
    expect(() => advance('clean', 3, beginning, [{ ...record, value: Buffer.from(newer) }])).toThrow(
      /no validator wrote/,
    );
    expect(() => advance('clean', 0, beginning, [{ ...record, value: Buffer.from(newer) }])).toThrow(
      /^clean\/0 holds at offset 0 a record with a field that this loader knows no column for: .* Start the loaders of that release/,
    );
  });

  test('skips what was loaded before the position', () => {
    const from = { nextOffset: 10, rawHighWater: 7, last: { rawOffset: 7, timestamp: 1 } };
    const { rows } = advance(
      'clean',
      0,
      from,
      [7, 8].map((raw, n) => cleanRecord(raw, { offset: 10 + n })),
    );
    expect(rows.map(({ offset }) => offset)).toEqual([11]);
  });

  test('moves the position over replays, and remembers the replay as the record before it', () => {
    const from = { nextOffset: 10, rawHighWater: 7, last: { rawOffset: 7, timestamp: 1 } };
    const gained = advance('clean', 0, from, [cleanRecord(2, { offset: 10 })]);
    expect(gained).toEqual({
      to: { nextOffset: 11, rawHighWater: 7, last: { rawOffset: 2, timestamp: 1010 } },
      rows: [],
      firstRaw: null,
      lastRaw: null,
    });
  });

  test('splitting the records into any batches gives the same rows and the same range', () => {
    const rawOffsets = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(rawOffsets, fc.array(fc.integer({ min: 1, max: 9 })), (raws, sizes) => {
        const records = raws.map((raw, offset) => cleanRecord(raw, { offset }));
        const whole = run([records]);
        expect(run(split(records, sizes))).toEqual(whole);
        expect(new Set(whole.rows).size).toBe(whole.rows.length);
      }),
    );
  });
});

test.each([
  ['a tombstone', null],
  ['a record of another partition', cleanRecord(1, { partition: 1 }).value],
  ['a message without the tail of a clean record', Buffer.from('{"caller_name":"Ada"}')],
  [
    'a clean record over several lines',
    Buffer.concat([Buffer.from('{\n'), cleanRecord(1).value!.subarray(1)]),
  ],
])(
  '%s is no validator’s: it stops the loader, which says where and what to do, and not what it says',
  (_, value) => {
    const stranger = { ...cleanRecord(1, { offset: 17 }), value };
    expect(() => advance('clean', 0, beginning, [stranger])).toThrow(
      /^clean\/0 holds at offset 17 a message that no validator/,
    );
    expect(() => advance('clean', 0, beginning, [stranger])).toThrow(
      /RAW_TOPIC, CLEAN_TOPIC, DLQ_TOPIC.*npm run setup/,
    );
    expect(() => advance('clean', 0, beginning, [stranger])).not.toThrow(/Ada/);
  },
);

function run(batches: ReturnType<typeof cleanRecord>[][]) {
  let range: Range = { partition: 0, from: beginning, to: beginning, rows: 0, firstRaw: null, lastRaw: null };
  const rows: number[] = [];
  for (const batch of batches) {
    const gained = advance('clean', 0, range.to, batch);
    rows.push(...gained.rows.map(({ offset }) => offset));
    range = extend(range, gained);
  }
  return { range, rows };
}

function split<T>(items: T[], sizes: number[]): T[][] {
  const parts: T[][] = [];
  let at = 0;
  for (const size of sizes) {
    if (at >= items.length) break;
    parts.push(items.slice(at, at + size));
    at += size;
  }
  return at < items.length ? [...parts, items.slice(at)] : parts;
}
