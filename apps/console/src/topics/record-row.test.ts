import type { KafkaRecord } from '@cdr/kafka';
import { received } from '@cdr/redrive/testing';
import { describe, expect, test } from '@jest/globals';
import { recordRow } from './record-row.ts';

const most = 16_384;

function row(facts: { value?: string; key?: string; headers?: Record<string, string> }, masked = true) {
  const record: KafkaRecord = received({ key: null, value: null, ...facts }, 3, 5_000);
  return recordRow(record, 1, { masked });
}

function ofLength(characters: number): string {
  const [open, end] = ['{"caller_name":"Ada', '"}'];
  return open + 'x'.repeat(characters - open.length - end.length) + end;
}

describe('of a long value the beginning is shown, and it says so', () => {
  test.each([
    [most, false],
    [most + 1, true],
    [65_537, true],
    [900_000, true],
  ])('%i characters', (characters, isCut) => {
    for (const masked of [true, false]) {
      const { value, bytes, ...rest } = row({ value: ofLength(characters) }, masked);
      expect([rest.isCut, value.text.length, bytes]).toEqual([isCut, Math.min(characters, most), characters]);
      expect(value.text.startsWith(masked ? '{"caller_name":"••••' : '{"caller_name":"Adax')).toBe(true);
      expect(value.marks).toEqual([]);
    }
  });

  test('without a mark that is out of sight', () => {
    const marksOf = (value: string) => row({ value, headers: { 'dlq.path': '/cell_id' } }).value.marks;
    expect(marksOf('{"cell_id":"a"}')).toEqual([{ from: 1, to: 14 }]);
    expect(marksOf(`{"x":"${'x'.repeat(most)}","cell_id":"a"}`)).toEqual([]);
  });
});

test('a page of the longest records is made in no time, however many fields they have', () => {
  const value = `{${Array.from({ length: 80_000 }, (_, n) => `"k${n}":"x"`).join(',')}}`;
  const began = performance.now();
  for (let n = 0; n < 50; n += 1) row({ value });
  expect(performance.now() - began).toBeLessThan(2_000);
});

test('a value that is nested without end is shown as any other', () => {
  const { value, isCut } = row({ value: '{"a":'.repeat(80_000) });
  expect([value.text.startsWith('{"•":{"•":'), isCut]).toEqual([true, true]);
  expect(row({ value: '['.repeat(60_000) })).toMatchObject({ isCut: true });
});

test('headers and keys are shown as far as our workers write some, and covered where they did not', () => {
  const long = 'x'.repeat(9_000);
  const others = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`h${n}`, long]));
  const given = {
    key: long,
    headers: { 'schema.id': '7', 'dlq.replaces': 'Ada', 'Ada L': 'Ada', ...others },
  };
  const { key, headers } = row(given);
  expect([key.length, headers.length, headers[3]!.value.length]).toEqual([512, 50, 512]);
  expect(headers.slice(0, 3)).toEqual([
    { name: 'schema.id', value: '7' },
    { name: 'dlq.replaces', value: '•••' },
    { name: '••• •', value: '•••' },
  ]);
  expect(row(given, false).headers[2]).toEqual({ name: 'Ada L', value: 'Ada' });
});
