import { describe, expect, test } from '@jest/globals';
import { committedMessages } from './committed-messages.ts';
import type { Message } from './kafkajs-internals.ts';

function message(offset: number, producer: string, kind: 'plain' | 'transactional' | 'control'): Message {
  const batchContext = { producerId: producer, inTransaction: kind !== 'plain' };
  return {
    offset: String(offset),
    timestamp: '0',
    key: null,
    value: null,
    headers: {},
    isControlRecord: kind === 'control',
    batchContext,
  };
}

function offsets(messages: Message[], aborted: { producerId: string; firstOffset: string }[]): number[] {
  return committedMessages(messages, aborted).map(({ offset }) => Number(offset));
}

describe('the messages of a fetch that count', () => {
  test('are all but control records where nothing was aborted', () => {
    const messages = [message(0, 'a', 'plain'), message(1, 'b', 'transactional'), message(2, 'b', 'control')];
    expect(offsets(messages, [])).toEqual([0, 1]);
  });

  test('leave out transactions that overlap, in whatever order the broker names them', () => {
    const messages = [
      message(0, 'a', 'transactional'),
      message(1, 'b', 'transactional'),
      message(2, 'b', 'control'),
      message(3, 'c', 'plain'),
      message(4, 'a', 'control'),
    ];
    const aborted = [
      { producerId: 'b', firstOffset: '1' },
      { producerId: 'a', firstOffset: '0' },
    ];
    expect(offsets(messages, aborted)).toEqual([3]);
    expect(offsets(messages, aborted.toReversed())).toEqual([3]);
  });

  test('leave out transactions that began before the read', () => {
    const messages = [message(7, 'a', 'transactional'), message(8, 'a', 'control')];
    expect(offsets(messages, [{ producerId: 'a', firstOffset: '2' }])).toEqual([]);
  });

  test('hold what the same producer committed after it had aborted', () => {
    const messages = [
      message(0, 'a', 'transactional'),
      message(1, 'a', 'control'),
      message(2, 'a', 'transactional'),
      message(3, 'a', 'control'),
    ];
    expect(offsets(messages, [{ producerId: 'a', firstOffset: '0' }])).toEqual([2]);
  });
});
