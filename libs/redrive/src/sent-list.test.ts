import { expect, test } from '@jest/globals';
import { createSentList, type SentLine, writeLine } from './sent-list.ts';
import { received } from './testing/letters.ts';

const line: SentLine = {
  at: '2026-11-28T01:00:00.000Z',
  by: 'ann@box',
  note: 'the source is mended',
  stage: 'validate',
  reason: 'quality',
  rules: 'has-positive-duration',
  letter: { topic: 'dlq', partition: 2, offset: 5 },
  original: { topic: 'raw', partition: 2, offset: 17 },
  sent: { topic: 'raw', partition: 2, offset: 90 },
  replays: 1,
  edited: false,
};

function listOf(...messages: ReturnType<typeof writeLine>[]) {
  const list = createSentList();
  for (const [n, message] of messages.entries()) list.take(received(message, n));
  return list;
}

test('a letter that was sent back is found by its stage and its record, with when and as what', () => {
  const list = listOf(writeLine(line));
  expect(list.find('validate', line.original)).toEqual({ at: line.at, sent: line.sent });
  expect(list.find('load', line.original)).toBeUndefined();
  expect(list.find('validate', { ...line.original, offset: 18 })).toBeUndefined();
  expect(list.find('validate', { ...line.original, topic: 'newer.raw' })).toBeUndefined();
});

test('what was in flight twice is found as it was sent first', () => {
  const again = { ...line, sent: { ...line.sent, offset: 91 } };
  expect(listOf(writeLine(line), writeLine(again)).find('validate', line.original)?.sent.offset).toBe(90);
});

test.each([
  ['no JSON', { key: 'k', value: 'hello' }],
  ['nothing', { key: null, value: null }],
  ['no line', { key: 'k', value: '{}' }],
  ['a line under another key', { ...writeLine(line), key: 'validate raw/2/18' }],
  ['a line that does not say where to', writeLine({ ...line, sent: {} as never })],
  ...Object.keys(line)
    .filter((name) => name !== 'replays')
    .map((name): [string, ReturnType<typeof writeLine>] => [
      `a line without ${name}`,
      { ...writeLine(line), value: JSON.stringify({ ...line, [name]: undefined }) },
    ]),
  ['a line of which a text is none', writeLine({ ...line, rules: 7 as never })],
])('%s is passed over, and counted', (_, message) => {
  const list = listOf(message);
  expect([list.find('validate', line.original), list.foreign()]).toEqual([undefined, 1]);
});
