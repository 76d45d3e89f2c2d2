import { describe, expect, test } from '@jest/globals';
import type { Message } from '@cdr/generator';
import { messagesOf, type ProducerLog } from '../publish.ts';
import { digestOf } from './digest.ts';
import { readIntents } from './intents.ts';

function first(count: number): Message[] {
  const messages = messagesOf(5)[Symbol.iterator]();
  return Array.from({ length: count }, () => messages.next().value as Message);
}

const messages = first(200);

/** A producer that published 200 messages; all but the third were acknowledged, one after the other in partition 1. */
const log: ProducerLog = {
  seed: 5,
  acknowledged: 199,
  partitions: messages.map(({ n }) => (n === 3 ? null : 1)),
  offsets: messages.map(({ n }) => (n === 3 ? null : n - 1)),
};

describe('what the producers meant', () => {
  const intents = readIntents([log]);

  test('is found by the place that was acknowledged', () => {
    for (const { n, key, value, flaw } of messages) {
      const meant = n === 3 ? null : { digest: digestOf(key, value), intent: flaw ?? null };
      expect(intents.at(1, n - 1)).toEqual(meant);
    }
    expect(intents.at(0, 0)).toBeNull();
    expect(intents.at(1, 200)).toBeNull();
  });

  test('is found by its bytes where nothing was acknowledged', () => {
    const [, , third] = messages;
    const digest = digestOf(third!.key, third!.value);
    expect(intents.find(new Set([digest, 'unknown']))).toEqual(new Map([[digest, third!.flaw ?? null]]));
  });

  test('of bytes that were sent several times, is what the first of them were', () => {
    const copy = first(5_000).find(({ flaw }) => flaw?.name === 'exact-copy')!;
    const digest = digestOf(copy.key, copy.value);
    const places = first(5_000).map(() => null);
    const { find } = readIntents([{ seed: 5, acknowledged: 0, partitions: places, offsets: places }]);
    expect(find(new Set([digest]))).toEqual(new Map([[digest, null]]));
  });

  test('is missed where it was acknowledged and is not, at the end of a log or in it', () => {
    expect(intents.missing(1, () => true)).toEqual([]);
    expect(intents.missing(1, (offset) => offset < 197 && offset !== 40)).toEqual([40, 197, 198, 199]);
    // The third message was never acknowledged.
    expect(intents.missing(1, (offset) => offset !== 2)).toEqual([]);
    expect(intents.missing(4, () => false)).toEqual([]);
  });
});

test('a producer has good, spoiled and repeated calls, the same for the same seed', () => {
  expect(first(200)).toEqual(messages);
  const reasons = new Set(first(5_000).map(({ flaw }) => flaw?.reason));
  const all = [undefined, 'oversize', 'malformed', 'schema', 'quality', 'duplicate', 'conflict'];
  expect(reasons).toEqual(new Set(all));
});
