import { expect, test } from '@jest/globals';
import { readLastLines } from './read-sent-list.ts';
import { type SentLine, writeLine } from './sent-list.ts';
import { createMemoryTopics } from './testing/memory-topics.ts';

function line(n: number): SentLine {
  return {
    at: '2026-11-28T01:00:00.000Z',
    by: 'ann@box',
    note: 'the source is mended',
    stage: 'validate',
    reason: 'quality',
    rules: '',
    letter: { topic: 'dlq', partition: 0, offset: n },
    original: { topic: 'raw', partition: 0, offset: n },
    sent: { topic: 'raw', partition: 0, offset: 90 + n },
    replays: 1,
    edited: false,
  };
}

test('the last lines are the newest first, and no more of the list is read', async () => {
  const memory = createMemoryTopics({ redrive: 1 });
  memory.append('redrive', 0, [1, 2, 3].map(line).map(writeLine));
  memory.append('redrive', 0, [{ key: null, value: 'hello' }]);
  expect(await readLastLines(memory.kafka, 'redrive', 3)).toEqual([line(3), line(2)]);
  expect(memory.reads).toEqual(['redrive/0 from 1']);
  expect(await readLastLines(memory.kafka, 'redrive', 9)).toHaveLength(3);
});
