import { expect, test } from '@jest/globals';
import { createConsoleKafka, topics } from '../memory-kafka.fixture.ts';
import { lookAtKafka } from './look-at-kafka.ts';

const groups = { validator: 'validators', loader: 'loaders' };

function withMembers() {
  const memory = createConsoleKafka(1);
  const nobody = { onAssigned: () => undefined, onLost: () => undefined };
  const join = (group: string, topic: string) => memory.broker.groups.join({ group, topic, ...nobody });
  const validator = join(groups.validator, topics.raw);
  join(groups.loader, topics.clean);
  join(groups.loader, topics.clean);
  return { ...memory, validator };
}

test('a look has what the topics hold, how far the validators are, and who is in the groups', async () => {
  const { kafka, broker, log, validator } = withMembers();
  const some = (count: number) => Array.from({ length: count }, () => ({ key: null, value: 'x' }));
  log('raw').append(some(5));
  log('clean').append(some(3));
  log('dlq').append(some(1));
  expect((await lookAtKafka(kafka, topics, groups)).validatedThrough).toEqual([null]);
  broker.groups.commit(validator, [{ partition: 0, offset: 4 }]);
  expect(await lookAtKafka(kafka, topics, groups)).toEqual({
    raw: [{ start: 0, end: 5 }],
    clean: [{ start: 0, end: 3 }],
    dlq: [{ start: 0, end: 1 }],
    validatedThrough: [4],
    validators: 1,
    loaders: 2,
  });
});

test('records that move on while it looks are never dealt with before they are seen to be there', async () => {
  const { kafka, broker, log, validator, trouble } = withMembers();
  trouble.fails = () => {
    for (const topic of ['raw', 'clean'] as const) log(topic).append([{ key: null, value: 'x' }]);
    broker.groups.commit(validator, [{ partition: 0, offset: log('raw').end }]);
    return false;
  };
  const { validatedThrough, clean, raw } = await lookAtKafka(kafka, topics, groups);
  expect(validatedThrough[0]).toBeLessThanOrEqual(clean[0]!.end);
  expect(clean[0]!.end).toBeLessThanOrEqual(raw[0]!.end);
});
