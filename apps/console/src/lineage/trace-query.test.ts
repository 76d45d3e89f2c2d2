import type { Lineage, Trace } from '@cdr/lineage';
import { describe, expect, test } from '@jest/globals';
import { createSeal } from '../asked/seal.ts';
import { traceBy } from './trace-query.ts';
import { rowOf, traceOf } from './traces.fixture.ts';

const notFound = { traces: [] as Trace[], isWhole: true, next: null as string | null, share: 1 };

/** Lineage that knows so many rows of any number, and so much of a call; what was asked is written down. */
function lineageWith({ rows = 0, call = {} as Partial<typeof notFound> } = {}) {
  const asked: string[] = [];
  const seal = createSeal();
  const lineage: Lineage = {
    async traceCall(callId, from) {
      asked.push(`call ${callId} from ${from}`);
      return { ...notFound, ...call };
    },
    async rowsOfNumber(number, most, from) {
      asked.push(`${most} rows of ${number} from ${from}`);
      const found = Array.from({ length: rows }, (_, n) => rowOf({ place: { partition: 1, offset: n } }));
      return { found, next: 'a mark', share: 0.25 };
    },
    traceRow: () => Promise.reject(new Error('no page asks for it')),
    async tracePlace({ partition, offset }) {
      asked.push(`place ${partition}/${offset}`);
      return traceOf({ fate: 'waiting' });
    },
  };
  const by = (params: Record<string, string>, mayLookThrough = true, masked = true) =>
    traceBy({ lineage, seal }, { params, eyes: { masked }, mayLookThrough });
  return { asked, by };
}

describe('a call', () => {
  test('is looked for by its id', async () => {
    const { asked, by } = lineageWith({ call: { traces: [traceOf(), traceOf()] } });
    const { calls, says, next } = await by({ call: 'src:A-1_b.c' });
    expect([calls.length, says, next, asked]).toEqual([2, [], null, ['call src:A-1_b.c from null']]);
  });

  const nowhere = 'It is not in the table. A dead letter has no call id: look for it by its place in raw.';
  const unsure = 'So much waits to be loaded that not all of it was looked through: ask again later.';
  test.each([
    ['at the end', { isWhole: true, next: null }, [nowhere]],
    ['when not all that waits was looked through', { isWhole: false, next: null }, [unsure, nowhere]],
    ['while the search goes on', { isWhole: true, next: 'a mark' }, []],
    ['which is said early', { isWhole: false, next: 'a mark' }, [unsure]],
  ])('that is not found is told so %s', async (_, call, says) => {
    expect(await lineageWith({ call }).by({ call: 'x' })).toMatchObject({ calls: [], says });
  });
});

describe('a number', () => {
  test('has its calls listed, masked', async () => {
    const { asked, by } = lineageWith({ rows: 2 });
    const view = await by({ number: '+12125551234' });
    expect(view).toMatchObject({ calls: [], says: [], share: 0.25 });
    expect(view.rows[1]).toEqual({
      start: '2023-05-12 10:00:00',
      from: '+•••••••••34',
      to: '+•••••••••21',
      seconds: null,
      loadedAt: 2_000,
      place: { partition: 1, offset: 1 },
    });
    expect(asked).toEqual(['50 rows of +12125551234 from null']);
    expect((await by({ number: '+12125551234' }, true, false)).rows[0]).toMatchObject({
      from: '+12125551234',
    });
  });

  test('is not looked for by viewers, who would learn by it whom the masks hide', async () => {
    const { asked, by } = lineageWith();
    await expect(by({ number: '911' }, false)).rejects.toMatchObject({ name: 'ForbiddenError' });
    expect(asked).toEqual([]);
  });
});

describe('a search', () => {
  test('goes on from where an answer has ended', async () => {
    const { asked, by } = lineageWith();
    const { next } = await by({ number: '911' });
    await by({ number: '911', from: next! });
    expect(asked).toEqual(['50 rows of 911 from null', '50 rows of 911 from a mark']);
  });

  test('goes on from no other place: what is looked for anew is written down', async () => {
    const { asked, by } = lineageWith();
    const { next } = await by({ number: '911' });
    for (const params of [
      { number: '912', from: next! },
      { number: '911', from: 'a mark' },
    ])
      await expect(by(params)).rejects.toMatchObject({
        name: 'QueryError',
        message: 'from must be the next of an answer to the same search: begin it anew',
      });
    expect(asked).toHaveLength(1);
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
