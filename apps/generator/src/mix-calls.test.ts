import { describe, expect, test } from '@jest/globals';
import type { CallRecord } from '@cdr/call-record';
import { createMomentPrinter, createSteppedStarts } from './call-times.ts';
import { createCallMaker } from './make-call.ts';
import type { Message } from './message.ts';
import { mixCalls } from './mix-calls.ts';
import { createPeople } from './people.ts';
import { createRandom } from './random.ts';

function mixed(count: number, badShare: number, duplicateShare: number): Message[] {
  const makeCall = createCallMaker({
    people: createPeople(5),
    random: createRandom(5, 3),
    nextStart: createSteppedStarts(0, createRandom(5, 2)),
    printMoment: createMomentPrinter('UTC'),
  });
  const messages = mixCalls({ makeCall, random: createRandom(5, 4), badShare, duplicateShare });
  return Array.from({ length: count }, () => messages.next().value);
}

function countOf(messages: Message[], reason: string): number {
  return messages.filter(({ flaw }) => flaw?.reason === reason).length;
}

describe('the mix', () => {
  test('numbers its messages from 1', () => {
    expect(mixed(3, 0, 0).map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  test('spoils and repeats the asked shares', () => {
    const messages = mixed(20_000, 0.05, 0.02);
    const duplicates = countOf(messages, 'duplicate');
    const bad = messages.filter(({ flaw }) => flaw).length - duplicates;
    expect(Math.abs(bad - 1_000)).toBeLessThan(150);
    expect(Math.abs(duplicates - 400)).toBeLessThan(100);
  });

  test('without shares is all clean', () => {
    expect(mixed(1_000, 0, 0).filter(({ flaw }) => flaw)).toEqual([]);
  });

  test('is the same for the same seed', () => {
    expect(mixed(2_000, 0.2, 0.1)).toEqual(mixed(2_000, 0.2, 0.1));
  });

  test('repeats only clean calls sent before, with their key', () => {
    const sent = new Map<string, string | null>();
    let repeats = 0;
    for (const { key, value, flaw } of mixed(20_000, 0.3, 0.1)) {
      if (!flaw) sent.set(identity(String(value)), key);
      if (flaw?.takes !== 'an earlier call') continue;
      repeats += 1;
      expect(sent.get(identity(String(value)))).toBe(key);
    }
    expect(repeats).toBeGreaterThan(1_000);
  });

  test('begins with a clean call where a repeat would have none before it', () => {
    expect(mixed(1, 0, 1)[0]?.flaw).toBeUndefined();
  });
});

function identity(json: string): string {
  const { caller_id, receiver_id, start_datetime } = JSON.parse(json) as CallRecord;
  return `${caller_id} ${receiver_id} ${start_datetime}`;
}
