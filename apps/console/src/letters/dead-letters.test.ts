import { sendLetters } from '@cdr/redrive';
import { letter } from '@cdr/redrive/testing';
import { eachTurn, until } from '@cdr/testing';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { createDeadLetters } from './dead-letters.ts';
import { letterAbout, placesIn } from './letters.fixture.ts';

const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function withLetters(ageMs = 0) {
  const memory = createConsoleKafka(2);
  memory.clock.now = Date.now() - ageMs;
  memory
    .log('dlq')
    .append([letterAbout(0), letterAbout(1), letterAbout(1, { stage: 'load', reason: 'load' })]);
  memory.log('dlq', 1).append([letterAbout(0, { partition: 1, reason: 'duplicate' })]);
  const troubles: string[] = [];
  const letters = createDeadLetters(memory.kafka, topics, (why) => troubles.push(why), 10);
  function begin(): void {
    const stop = new AbortController();
    const running = letters.run(stop.signal);
    stops.push(() => {
      stop.abort();
      return running;
    });
  }
  const known = (count: number) => until(() => letters.index()?.read().letters === count, eachTurn);
  return { ...memory, letters, troubles, begin, known };
}

describe('dead letters', () => {
  test('are not known at first, then as they are, and more as they come', async () => {
    const { letters, begin, known, log } = withLetters();
    expect(letters.index()).toBeNull();
    begin();
    await known(4);
    log('dlq', 1).append([letterAbout(5, { partition: 1 })]);
    await known(5);
    expect(letters.index()!.read()).toEqual({ letters: 5, share: 1, forgotten: 0 });
  });

  test('leave out repeated ones, those about other topics, and what is no letter', async () => {
    const { letters, begin, known, log } = withLetters();
    log('dlq').append([
      letterAbout(0),
      letterAbout(9, { topic: 'x' }),
      { key: null, value: 'hello' },
      letterAbout(8),
    ]);
    begin();
    await known(5);
    expect(placesIn(letters.index()!)).toEqual(['0/6', '0/2', '0/1', '0/0', '1/0']);
  });

  test('are told when and as what their records were sent back, also by somebody else meanwhile', async () => {
    const { kafka, letters, begin, known, log } = withLetters();
    log('raw').append([{ key: null, value: 'of another' }]);
    begin();
    await known(4);
    const sentBackOf = (stage: 'validate' | 'load', rawOffset: number) =>
      letters.sentBackOf({ stage, partition: 0, rawOffset });
    expect(sentBackOf('validate', 1)).toBeNull();
    const parts = { kafka, topics, listEnd: 0, by: 'bob@box', note: '', value: undefined, rate: Infinity };
    await sendLetters([letter({ rawOffset: 1, letterOffset: 1 })], parts);
    expect(await until(() => sentBackOf('validate', 1), eachTurn)).toEqual({
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      as: { partition: 0, offset: 1 },
    });
    expect(sentBackOf('load', 1)).toBeNull();
  });

  test('are told so by the whole list, also when it was made anew', async () => {
    const { letters, begin, known, broker, log } = withLetters();
    const line = (rawOffset: number) => {
      const [original, sent] = [rawOffset, 9].map((offset) => ({ topic: topics.raw, partition: 0, offset }));
      const says = { by: 'ann', note: '', reason: 'quality', rules: '', edited: false };
      const places = { letter: { ...sent, topic: topics.dlq }, original, sent };
      const value = JSON.stringify({ at: `at ${rawOffset}`, stage: 'validate', ...says, ...places });
      return { key: `validate ${topics.raw}/0/${rawOffset}`, value };
    };
    log('redrive').append([line(5), line(6), line(7)]);
    begin();
    await known(4);
    broker.recreate(topics.redrive, 0);
    log('redrive').append([line(0)]);
    const sentBackOf = () => letters.sentBackOf({ stage: 'validate', partition: 0, rawOffset: 0 });
    expect(await until(sentBackOf, eachTurn)).toMatchObject({ at: 'at 0' });
  });

  test('begin anew when dlq has another number of partitions', async () => {
    const { letters, begin, known, kafka } = withLetters();
    const offsets = kafka.offsets.bind(kafka);
    begin();
    await known(4);
    kafka.offsets = async (topic) =>
      topic === topics.dlq ? (await offsets(topic)).slice(0, 1) : offsets(topic);
    await known(3);
    expect(letters.index()!.partitions).toBe(1);
  });

  test('that cannot be read are told once, and read on afterwards', async () => {
    const { begin, known, letters, trouble, troubles } = withLetters();
    let failed = 0;
    trouble.fails = ({ what }) => what === 'fetch' && (failed += 1) > 0;
    begin();
    await until(() => failed > 2, eachTurn);
    expect(troubles).toEqual(['no broker answers']);
    expect(letters.problem()).toBe('no broker answers');
    trouble.fails = () => false;
    await known(4);
    await until(() => letters.problem() === null, eachTurn);
  });

  test('that expire while they are read are no trouble', async () => {
    const { begin, known, trouble, troubles, log } = withLetters();
    trouble.fails = ({ what }) => {
      if (what === 'fetch') log('dlq').expire(1);
      return false;
    };
    begin();
    await known(3);
    expect(troubles).toEqual([]);
  });
});

describe('of the last hour', () => {
  test('nothing is known before they are', () => {
    expect(withLetters().letters.lastHour(10)).toEqual({ badShare: 0, unloadable: 0 });
  });

  test('duplicates are no bad records, and older ones do not count', async () => {
    const { letters, begin, known, clock, log } = withLetters(3_700_000);
    clock.now = Date.now();
    log('dlq').append([letterAbout(5), letterAbout(6), letterAbout(6, { stage: 'load', reason: 'load' })]);
    log('dlq', 1).append([letterAbout(7, { partition: 1, reason: 'duplicate' })]);
    begin();
    await known(8);
    expect(letters.lastHour(10)).toEqual({ badShare: 0.3, unloadable: 1 });
    const shares = [null, 0, 2].map((received) => letters.lastHour(received).badShare);
    expect(shares).toEqual([null, null, 1]);
  });
});
