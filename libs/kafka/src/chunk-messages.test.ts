import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chunkMessages } from './chunk-messages.ts';
import type { OutgoingMessage } from './kafka.ts';

const mostMessages = 300;
const mostBytes = 524_288;

// Sizes around everything that matters: nothing, small, half a send, a whole one, more than one.
const size = fc.oneof(
  { weight: 8, arbitrary: fc.nat(300) },
  fc.constantFrom(0, 100_000, 262_143, 262_144, 524_287, 524_288, 524_289, 1_048_576),
);
const content = fc.oneof(
  size.map((bytes) => Buffer.alloc(bytes)),
  size.map((bytes) => 'ł'.repeat(bytes / 2)),
  fc.constant(null),
);
const message: fc.Arbitrary<OutgoingMessage> = fc.record(
  {
    key: fc.option(fc.string()),
    value: content,
    headers: fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
  },
  { requiredKeys: ['key', 'value'] },
);

function bytesOf({ key, value, headers = {} }: OutgoingMessage): number {
  const texts = [key, value, ...Object.entries(headers).flat()];
  return texts.reduce((sum, text) => sum + (text === null ? 0 : Buffer.from(text as string).length), 0);
}

function bytesOfAll(messages: readonly OutgoingMessage[]): number {
  return messages.reduce((sum, one) => sum + bytesOf(one), 0);
}

describe('cutting messages into sends', () => {
  test('keeps every message and the order', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 700 }), (messages) => {
        const kept = chunkMessages(messages).flat();
        expect(kept.length).toBe(messages.length);
        expect(kept.every((one, i) => one === messages[i])).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('puts at most 300 messages and 512 KiB into a send, and a larger message alone', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 700 }), (messages) => {
        for (const chunk of chunkMessages(messages)) {
          expect(chunk.length).toBeGreaterThan(0);
          expect(chunk.length).toBeLessThanOrEqual(mostMessages);
          if (chunk.length > 1) expect(bytesOfAll(chunk)).toBeLessThanOrEqual(mostBytes);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('makes no send that the next message would have fitted into', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 700 }), (messages) => {
        const chunks = chunkMessages(messages);
        for (const [i, chunk] of chunks.slice(0, -1).entries()) {
          const withNext = bytesOfAll(chunk) + bytesOf(chunks[i + 1]![0]!);
          expect(chunk.length === mostMessages || withNext > mostBytes).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('counts what stands in keys and headers', () => {
    const key = 'k'.repeat(1_000);
    const headers = { 'dlq.error': 'e'.repeat(991) };
    const messages = Array.from({ length: 3 }, () => ({ key, value: Buffer.alloc(260_144), headers }));
    expect(chunkMessages(messages).map((chunk) => chunk.length)).toEqual([2, 1]); // 2 × 262,144 bytes fit just so
    const more = messages.map((one) => ({ ...one, headers: { 'dlq.error': 'e'.repeat(992) } }));
    expect(chunkMessages(more).map((chunk) => chunk.length)).toEqual([1, 1, 1]);
  });

  test('makes no send of nothing', () => {
    expect(chunkMessages([])).toEqual([]);
  });

  test.each([
    [601, 10, [300, 300, 1]],
    [4, 262_144, [2, 2]],
    [3, 262_145, [1, 1, 1]],
    [2, 1_000_000, [1, 1]],
  ])('cuts %d messages of %d bytes into sends of %j', (count, bytes, lengths) => {
    const value = Buffer.alloc(bytes);
    const messages = Array.from({ length: count }, () => ({ key: null, value }));
    expect(chunkMessages(messages).map((chunk) => chunk.length)).toEqual(lengths);
  });
});
