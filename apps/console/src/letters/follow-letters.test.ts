import type { Kafka } from '@cdr/kafka';
import { describe, expect, test } from '@jest/globals';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { followLetters } from './follow-letters.ts';
import { createLetterIndex } from './letter-index.ts';
import { letterAbout } from './letters.fixture.ts';

/** Twenty letters in one partition; a fetch brings seven. */
function withLetters() {
  const memory = createConsoleKafka(1);
  memory.log('dlq').append(Array.from({ length: 20 }, (_, n) => letterAbout(n)));
  const index = createLetterIndex(1);
  const stop = new AbortController();
  const opened: number[] = [];
  const kafka: Pick<Kafka, 'openReader'> = {
    async openReader(topic, partition, offset) {
      opened.push(offset);
      return memory.kafka.openReader(topic, partition, offset);
    },
  };
  const follow = async (signal = stop.signal) =>
    followLetters(kafka, topics, index, await memory.kafka.offsets(topics.dlq), signal);
  return { ...memory, index, stop, opened, follow };
}

describe('letters are followed', () => {
  test('from where they were read to, and not at all when there are no more', async () => {
    const { follow, index, log, opened } = withLetters();
    await follow();
    await follow();
    log('dlq').append([letterAbout(30)]);
    await follow();
    expect([opened, index.read().letters]).toEqual([[0, 20], 21]);
  });

  test('fetch by fetch: whoever stops keeps what was read, and goes on behind it', async () => {
    const { follow, index, stop, trouble, opened } = withLetters();
    trouble.fails = ({ what }) => {
      if (what === 'fetch') stop.abort();
      return false;
    };
    await expect(follow()).rejects.toMatchObject({ name: 'AbortError' });
    expect(index.read()).toEqual({ letters: 7, share: 0.35, forgotten: 0 });
    await follow(new AbortController().signal);
    expect([opened, index.read().letters]).toEqual([[0, 7], 20]);
  });

  test('from the start of a topic that was made anew', async () => {
    const { follow, index, broker, log } = withLetters();
    await follow();
    broker.recreate(topics.dlq, 0);
    log('dlq').append([letterAbout(3)]);
    await follow();
    expect(index.read()).toEqual({ letters: 1, share: 1, forgotten: 0 });
  });
});
