import { describe, expect, test } from '@jest/globals';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { browseRecords } from './browse-records.ts';

const bounds = { firstAt: 1_000_000, stepMs: 1_000 };

/** Raw with so many records in partition 0, a second apart; each tenth is of AT&T. */
function withRecords(count: number) {
  const memory = createConsoleKafka(2, 500);
  for (let n = 0; n < count; n += 1) {
    memory.clock.now = bounds.firstAt + n * bounds.stepMs;
    const provider = n % 10 === 0 ? 'AT&T' : 'Verizon';
    const value = JSON.stringify({ caller_name: 'Ada', network_provider: provider, call_duration: n });
    memory.log('raw').append([{ key: '+12125551234', value }]);
  }
  const browse = (params: Record<string, string>, masked = true, mayLookThrough = true) =>
    browseRecords(memory.kafka, topics.raw, params, { masked, mayLookThrough });
  return { ...memory, browse };
}

const offsetsOf = ({ records }: { records: { offset: number }[] }) => records.map(({ offset }) => offset);

describe('records of a partition', () => {
  test('are the newest when nothing is said, a page of them', async () => {
    const list = await withRecords(60).browse({});
    expect(offsetsOf(list)).toEqual(Array.from({ length: 50 }, (_, n) => 10 + n));
    expect(list).toMatchObject({ topic: topics.raw, next: null, searched: 50 });
  });

  test('begin at an offset or at a time, within what the partition holds', async () => {
    const { browse, log } = withRecords(60);
    log('raw').expire(5);
    const firstOf = async (params: Record<string, string>) => offsetsOf(await browse(params))[0];
    expect(await firstOf({ offset: '20' })).toBe(20);
    expect(await firstOf({ offset: '0' })).toBe(5);
    expect(await firstOf({ offset: '99' })).toBeUndefined();
    expect(await firstOf({ time: String(bounds.firstAt + 30_500) })).toBe(31);
    expect(await firstOf({ time: String(bounds.firstAt + 99_000) })).toBeUndefined();
  });

  test('are each seen once, page by page', async () => {
    const { browse } = withRecords(120);
    const seen: number[] = [];
    let next: number | null = 0;
    while (next !== null) {
      const list = await browse({ offset: String(next) });
      seen.push(...offsetsOf(list));
      ({ next } = list);
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => n));
  });

  test('are none of a partition that is empty, and refused of one that is not there', async () => {
    const { browse } = withRecords(5);
    expect(await browse({ partition: '1' })).toEqual({
      topic: topics.raw,
      records: [],
      next: null,
      searched: 0,
    });
    await expect(browse({ partition: '2' })).rejects.toThrow(`${topics.raw} has no partition 2`);
  });
});

describe('a filter by a field', () => {
  test('shows records of which the field has this value, and counts what was looked through', async () => {
    const list = await withRecords(95).browse({ offset: '0', field: 'network_provider', value: 'AT&T' });
    expect(offsetsOf(list)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
    expect(list).toMatchObject({ next: null, searched: 95 });
  });

  test('goes on behind the last one of a full page', async () => {
    const { browse } = withRecords(600);
    const first = await browse({ offset: '0', field: 'network_provider', value: 'AT&T' });
    expect(first).toMatchObject({ next: 491, searched: 491 });
    const second = await browse({ offset: '491', field: 'network_provider', value: 'AT&T' });
    expect(offsetsOf(second)).toEqual([500, 510, 520, 530, 540, 550, 560, 570, 580, 590]);
  });

  test('looks on to the end where the page has just room for what passes', async () => {
    const { browse } = withRecords(495);
    const list = await browse({ offset: '0', field: 'network_provider', value: 'AT&T' });
    expect([list.records.length, list.next, list.searched]).toEqual([50, null, 495]);
  });

  test('is for fields that everybody sees, but for operators', async () => {
    const { browse } = withRecords(10);
    const name = { offset: '0', field: 'caller_name', value: 'Ada' };
    expect(offsetsOf(await browse(name))).toHaveLength(10);
    await expect(browse(name, true, false)).rejects.toThrow('only operators may look for this field');
    const provider = { offset: '0', field: 'network_provider', value: 'AT&T' };
    expect(offsetsOf(await browse(provider, true, false))).toEqual([0]);
  });

  test('compares numbers as text, and passes over what is no record', async () => {
    const { browse, log } = withRecords(10);
    log('raw').append(['null', 'no JSON', '[]', null].map((value) => ({ key: null, value })));
    expect(offsetsOf(await browse({ offset: '0', field: 'call_duration', value: '7' }))).toEqual([7]);
    expect(offsetsOf(await browse({ offset: '0', field: 'nobody', value: 'undefined' }))).toEqual([]);
  });

  test.each<[string, Record<string, string>]>([
    ['a field without end', { field: 'x'.repeat(101) }],
    ['a value without end', { field: 'x', value: 'x'.repeat(301) }],
    ['an offset that is none', { offset: '-1' }],
    ['a time that is none', { time: 'noon' }],
  ])('%s is refused', async (_, params) => {
    await expect(withRecords(1).browse(params)).rejects.toMatchObject({ name: 'QueryError' });
  });
});

test('whoever may not look through finds nothing by what a shown field does not show', async () => {
  const { browse, log } = withRecords(1);
  const values = ['"+19145551234"', '["Ada"]', '"AT&T"'].map((value) => `{"network_provider":${value}}`);
  log('raw').append(values.map((value) => ({ key: null, value })));
  const found = async (value: string) =>
    offsetsOf(await browse({ offset: '0', field: 'network_provider', value }, true, false));
  expect(await found('AT&T')).toEqual([0, 3]);
  expect(await found('+19145551234')).toEqual([]);
  expect(await found('Ada')).toEqual([]);
});

test('a record is shown with names and numbers covered, unless they are to be seen', async () => {
  const { browse, log } = withRecords(1);
  log('raw').append([{ key: null, value: null, headers: { 'dlq.replaces': 'raw/0/1' } }]);
  const shown = await browse({});
  expect(shown.records).toMatchObject([
    {
      partition: 0,
      offset: 0,
      at: bounds.firstAt,
      key: '+•••••••••34',
      value: { text: expect.stringContaining('"caller_name":"•••"'), masked: true },
      bytes: 65,
      headers: [],
    },
    { key: '', value: { text: '' }, bytes: 0, headers: [{ name: 'dlq.replaces', value: 'raw/0/1' }] },
  ]);
  const revealed = await browse({}, false);
  expect(revealed.records[0]).toMatchObject({
    key: '+12125551234',
    value: { text: expect.stringContaining('"caller_name":"Ada"'), masked: false },
  });
});
