import { sendLetters } from '@cdr/redrive';
import { letter, letterAbout } from '@cdr/redrive/testing';
import { expect, test } from '@jest/globals';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { openActionList } from './action-list.ts';
import { readActions } from './actions-view.ts';

test('what was done in the console and what anybody sent back are shown side by side', async () => {
  const { kafka, log } = createConsoleKafka();
  const list = openActionList(kafka, topics.actions);
  await list.write({
    by: 'ann',
    role: 'operator',
    action: 'sends dead letters back',
    what: 'redrive 1',
    note: 'mended',
  });
  log('dlq', 1).append([letterAbout(7, { topic: topics.raw, partition: 1, rules: ['a', 'b'] })]);
  await sendLetters([letter({ partition: 1, rawOffset: 7, rules: 'a,b' })], {
    kafka,
    topics,
    listEnd: 0,
    by: 'bob@box',
    note: 'by hand',
    value: Buffer.from('{}'),
    rate: Number.POSITIVE_INFINITY,
  });
  expect(await readActions(kafka, list, topics.redrive)).toEqual({
    actions: [expect.objectContaining({ by: 'ann', note: 'mended' })],
    sent: [
      {
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        by: 'bob@box',
        note: 'by hand',
        reason: 'quality',
        rules: ['a', 'b'],
        edited: true,
        original: { partition: 1, offset: 7 },
        sent: { partition: 1, offset: 0 },
      },
    ],
  });
});
