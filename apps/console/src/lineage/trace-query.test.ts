import type { Lineage, Trace } from '@cdr/lineage';
import { describe, expect, test } from '@jest/globals';
import { traceBy } from './trace-query.ts';
import { rowOf, traceOf } from './traces.fixture.ts';

/** Lineage that knows so many rows of any number, and the traces of a call; what was asked is written down. */
function lineageWith({ rows = 0, traces = [] as Trace[], isWhole = true } = {}) {
  const asked: string[] = [];
  const lineage: Lineage = {
    async traceCall(callId) {
      asked.push(`call ${callId}`);
      return { traces, isWhole };
    },
    async rowsOfNumber(number, most) {
      asked.push(`${most} rows of ${number}`);
      return Array.from({ length: Math.min(rows, most) }, (_, n) => rowOf({ callId: `c${n}` }));
    },
    async traceRow(row) {
      asked.push(`row ${row.callId}`);
      return traceOf({ fate: 'loaded' });
    },
    async tracePlace({ partition, offset }) {
      asked.push(`place ${partition}/${offset}`);
      return traceOf({ fate: 'waiting' });
    },
  };
  const by = (params: Record<string, string>) => traceBy(lineage, params, { masked: true });
  return { asked, by };
}

describe('a call', () => {
  test('is looked for by its id', async () => {
    const { asked, by } = lineageWith({ traces: [traceOf(), traceOf()] });
    const { calls, says } = await by({ call: 'src:A-1_b.c' });
    expect([calls.length, says, asked]).toEqual([2, null, ['call src:A-1_b.c']]);
  });

  test.each([
    [true, /^It is neither in the table nor on its way there; a dead letter has no call id/],
    [false, /^It is not in the table\. So much waits to be loaded/],
  ])('that is not found is told so; all looked through: %j', async (isWhole, says) => {
    expect(await lineageWith({ isWhole }).by({ call: 'x' })).toEqual({
      calls: [],
      says: expect.stringMatching(says),
    });
  });
});

describe('a number', () => {
  test.each([
    [0, 0, 'No row of the table has this number.'],
    [5, 5, null],
    [9, 5, 'The 5 latest calls of this number.'],
  ])('of %i calls has %i traced', async (rows, traced, says) => {
    const { asked, by } = lineageWith({ rows });
    const view = await by({ number: '+12125551234' });
    expect([view.calls.length, view.says]).toEqual([traced, says]);
    expect(asked).toEqual([
      '6 rows of +12125551234',
      ...Array.from({ length: traced }, (_, n) => `row c${n}`),
    ]);
  });
});

test('a record is looked for by its place in raw', async () => {
  const { asked, by } = lineageWith();
  expect((await by({ row: '3/17' })).calls[0]!.title).toBe('It is accepted and waits to be loaded');
  expect(asked).toEqual(['place 3/17']);
});

test('what is empty is not given; of several the first is looked for', async () => {
  const { asked, by } = lineageWith();
  await by({ call: '', other: 'x', row: '1/2' });
  expect(asked).toEqual(['place 1/2']);
});

describe('is refused, and nothing is looked for', () => {
  const call = 'call must be a call id: 1 to 64 of letters, digits and . _ : -';
  const number = 'number must be a phone number, as +12025550101 or 911';
  const row = 'row must be PARTITION/OFFSET of raw, as 3/17';
  test.each<[Record<string, string>, string]>([
    [{}, 'give one of call, number and row'],
    [{ call: '' }, 'give one of call, number and row'],
    [{ toString: 'x', constructor: 'y' }, 'give one of call, number and row'],
    [{ call: "x' OR 1=1" }, call],
    [{ call: 'x'.repeat(65) }, call],
    [{ number: 'Ada' }, number],
    [{ number: '12' }, number],
    [{ number: '+1234567890123456' }, number],
    [{ row: '3' }, row],
    [{ row: '-1/2' }, row],
    [{ row: '3/17/4' }, row],
  ])('%j', async (params, problem) => {
    const { asked, by } = lineageWith();
    await expect(by(params)).rejects.toMatchObject({ name: 'QueryError', message: problem });
    expect(asked).toEqual([]);
  });
});
