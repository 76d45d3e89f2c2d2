import { listSettingsFor } from '@cdr/call-record';
import { describe, expect, test } from '@jest/globals';
import { type Asked, lookForLetters } from './look-for-letters.ts';
import { sendLetters } from './send-letters.ts';
import { letterAbout } from './testing/letters.ts';
import { createMemoryTopics } from './testing/memory-topics.ts';

const topics = { raw: 'raw', clean: 'clean', dlq: 'dlq', redrive: 'redrive' };

/** Two letters in each of two partitions. */
function withLetters() {
  const memory = createMemoryTopics({ raw: 2, clean: 2, dlq: 2, redrive: 1 });
  const settings = {
    'max.message.bytes': '1000',
    'retention.ms': '1000',
    'message.timestamp.type': 'LogAppendTime',
  };
  memory.alter('raw', settings);
  memory.alter('dlq', settings);
  memory.alter('redrive', listSettingsFor(1));
  memory.append('dlq', 0, [letterAbout(4), letterAbout(5, { rules: ['a'] })]);
  memory.append('dlq', 1, [letterAbout(6, { partition: 1 }), letterAbout(7, { partition: 1, rules: ['b'] })]);
  memory.append('redrive', 0, [{ key: null, value: 'hello' }]);
  return memory;
}

function look({ kafka }: ReturnType<typeof withLetters>, asked: Partial<Asked>) {
  return lookForLetters(
    { kafka, topics },
    { filter: {}, maxReplays: 5, limit: Number.POSITIVE_INFINITY, ...asked },
  );
}

describe('a look', () => {
  test('chooses those that are as asked, and knows where the list ends; once they are sent it chooses them no more', async () => {
    const memory = withLetters();
    const filter = { places: new Set(['validate 0 5', 'validate 1 6']) };
    const { selection, listEnd, foreign } = await look(memory, { filter });
    expect(selection.chosen.map(({ rawOffset }) => rawOffset)).toEqual([5, 6]);
    expect({ listEnd, foreign }).toEqual({ listEnd: 1, foreign: { letters: 0, lines: 1 } });

    const { kafka } = memory;
    const parts = { kafka, topics, listEnd, by: 'ann@box', note: 'mended', value: undefined };
    const sending = await sendLetters(selection.chosen, { ...parts, rate: Number.POSITIVE_INFINITY });
    expect(sending).toEqual({ sent: 2, unsure: 0, stopped: null });
    expect((await look(memory, { filter })).selection).toMatchObject({
      matched: 2,
      sentBefore: 2,
      chosen: [],
    });
  });

  test('names the rules of what it has read when none is the one that was asked for', async () => {
    const memory = withLetters();
    expect((await look(memory, { filter: { rule: 'a' } })).rulesFound).toBeNull();
    expect((await look(memory, { filter: { rule: 'c' } })).rulesFound).toEqual([
      'a',
      'b',
      'has-positive-duration',
    ]);
    expect((await look(memory, { filter: { rule: 'a', partition: 1 } })).rulesFound).toEqual([
      'b',
      'has-positive-duration',
    ]);
  });

  test('for one with another value stops when there is not just one, or raw does not take the value', async () => {
    const memory = withLetters();
    const withValue = (offset: number, bytes: number) =>
      look(memory, { filter: { partition: 0, offset }, value: Buffer.alloc(bytes) });
    await expect(withValue(6, 10)).rejects.toThrow('there is no letter about raw/0 offset 6');
    await expect(withValue(5, 1_000)).rejects.toThrow('give it a shorter value');
    expect((await withValue(5, 10)).selection.chosen).toHaveLength(1);
  });
});
