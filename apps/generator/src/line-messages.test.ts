import { describe, expect, test } from '@jest/globals';
import { keyOf, lineMessages, type TooLarge } from './line-messages.ts';
import type { Message } from './message.ts';
import type { Line } from './read-lines.ts';

describe('the key of a line', () => {
  test.each<[string | Buffer, string | null]>([
    ['{"caller_id":"+19145551234"}', '+19145551234'],
    ['{"caller_id":"first","caller_id":"last"}', 'last'],
    ['{"caller_id":""}', ''],
    ['{"caller_id":19145551234}', null],
    ['{"receiver_id":"911"}', null],
    ['{"__proto__":{"caller_id":"+1"}}', null],
    ['[{"caller_id":"+1"}]', null],
    ['"caller_id"', null],
    ['null', null],
    ['', null],
    ['{"caller_id":"+1"', null],
    ['\uFEFF{"caller_id":"+1"}', null],
    [Buffer.from('{"caller_id":"+1","x":"\xFF"}', 'latin1'), null],
  ])('%s is %j', (line, key) => {
    expect(keyOf(Buffer.from(line))).toBe(key);
  });
});

describe('lines as messages', () => {
  async function* inOrder(lines: Line[]) {
    yield* lines;
  }
  async function messagesOf(lines: Line[], mostBytes: number) {
    const messages: Message[] = [];
    const refused: TooLarge[] = [];
    const source = lineMessages(inOrder(lines), mostBytes, (line) => refused.push(line));
    for await (const message of source) messages.push(message);
    return { messages, refused };
  }

  test('keep their bytes and their line number', async () => {
    const value = Buffer.from('{ "caller_id" : "+1", }\r');
    const { messages } = await messagesOf([{ number: 4, bytes: value.length, value }], 100);
    expect(messages).toEqual([{ n: 4, key: null, value }]);
    expect(messages[0]?.value).toBe(value);
  });

  test('that the topic would not take are told and left out, the rest goes on', async () => {
    const keyed = Buffer.from('{"caller_id":"0123456789"}');
    const { messages, refused } = await messagesOf(
      [
        { number: 1, bytes: 900, value: undefined },
        { number: 2, bytes: keyed.length, value: keyed }, // with its key, 36 bytes
        { number: 3, bytes: 2, value: Buffer.from('{}') },
      ],
      35,
    );
    expect(refused).toEqual([
      { line: 1, bytes: 900 },
      { line: 2, bytes: 26 },
    ]);
    expect(messages.map(({ n }) => n)).toEqual([3]);
  });
});
