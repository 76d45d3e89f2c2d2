import { expect, test } from '@jest/globals';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { topicsView } from './topics-view.ts';

test('a topic is shown with its settings and what each partition holds; one that is not there is left out', async () => {
  const { kafka, log } = createConsoleKafka();
  log('raw', 1).append([1, 2, 3].map((n) => ({ key: null, value: String(n) })));
  log('raw', 1).expire(1);
  const { topics: shown } = await topicsView(kafka, [topics.raw, 'nobody']);
  expect(shown).toMatchObject([
    {
      name: topics.raw,
      partitions: [
        { partition: 0, start: 0, end: 0 },
        { partition: 1, start: 1, end: 3 },
      ],
    },
  ]);
  expect(shown[0]!.settings).toContainEqual({ name: 'replicas', value: '1' });
  expect(shown[0]!.settings).toContainEqual({ name: 'message.timestamp.type', value: 'LogAppendTime' });
});
