import { afterEach, describe, expect, test } from '@jest/globals';
import { KafkaError } from '@cdr/kafka';
import { eachTurn, until } from '@cdr/testing';
import { createSeenCalls } from './seen-calls.ts';
import { badJson, jsonOf } from './testing/calls.ts';
import { createScriptedKafka, type Fate, type ScriptedKafka, type Send } from './testing/scripted-kafka.ts';
import { check, outcome, produce, schemasOf, topics } from './testing/partition-run.ts';
import { validatePartitions } from './validate-partitions.ts';

const running: AbortController[] = [];
afterEach(() => {
  for (const stop of running.splice(0)) stop.abort();
});

function memoryKafka(partitions: number, fateOf?: (send: Send) => Fate): ScriptedKafka {
  const options = { topics: ['raw', 'clean', 'dlq'], partitions, batchSize: 4 };
  return createScriptedKafka(fateOf ? { ...options, fateOf } : options);
}

function start(memory: ScriptedKafka, states = memory.committed.length) {
  const stop = new AbortController();
  running.push(stop);
  const told: string[] = [];
  const judgedTo = new Map<number, number>();
  let retries = 0;
  const ended = validatePartitions({
    kafka: memory.kafka,
    topics,
    group: 'validators',
    check,
    schemas: schemasOf(),
    seenCalls: Array.from({ length: states }, () => createSeenCalls(100, 3_600_000)),
    capacity: 100,
    windowMs: 3_600_000,
    version: '0',
    trouble: {
      failed: () => void told.push('trouble'),
      over: (_, word) => void told.push(word),
      works: () => undefined,
    },
    onRetry: () => (retries += 1),
    signal: stop.signal,
    events: {
      alive: () => told.push('alive'),
      held: (partition) => told.push(`held ${partition}`),
      takingOver: () => undefined,
      takenOver: ({ partition, why }) => told.push(`took ${partition}: ${why}`),
      judged: ({ partition, nextOffset }) => judgedTo.set(partition, nextOffset),
      left: (partition) => told.push(`left ${partition}`),
    },
  });
  ended.catch(() => undefined);
  function isDone(partition: number): boolean {
    return judgedTo.get(partition) === memory.log('raw', partition).end;
  }
  return { stop, ended, told, isDone, retries: () => retries };
}

describe('the validator of the held partitions', () => {
  test('judges each partition for itself and leaves them all when told to stop', async () => {
    const memory = memoryKafka(2);
    produce(memory, [jsonOf(0), badJson], 0);
    produce(memory, [jsonOf(0), jsonOf(0)], 1);
    const { stop, ended, told, isDone } = start(memory);
    await until(() => isDone(0) && isDone(1), eachTurn);
    stop.abort();
    await ended;
    expect([outcome(memory, 0), outcome(memory, 1)]).toEqual([
      { clean: [0], dead: [1] },
      { clean: [0], dead: [1] },
    ]);
    expect(told.filter((word) => word !== 'alive').sort()).toEqual([
      'held 0',
      'held 1',
      'left 0',
      'left 1',
      'took 0: assigned',
      'took 1: assigned',
    ]);
    expect(memory.open.size).toBe(0);
  });

  test('commits only what lies behind acknowledged output', async () => {
    const memory = memoryKafka(1);
    produce(memory, [badJson, jsonOf(1), jsonOf(2), badJson, jsonOf(4), jsonOf(5)]);
    const { stop, ended } = start(memory);
    await until(() => memory.committed[0] === 6, eachTurn);
    stop.abort();
    await ended;
    const until6 = memory.effects.slice(0, memory.effects.indexOf('commit 0@6'));
    expect(until6.filter((effect) => effect.startsWith('acknowledge'))).toHaveLength(3);
    const until4 = memory.effects.slice(0, memory.effects.indexOf('commit 0@4'));
    expect(until4).toEqual([
      ...['send dlq/0 ×2', 'acknowledge dlq/0', 'send clean/0 ×2', 'acknowledge clean/0'],
    ]);
  });

  test('begins a session anew after trouble that passes, with one word about it', async () => {
    let failures = 3;
    const memory = memoryKafka(1, () => (failures-- > 0 ? 'is lost' : 'lands'));
    produce(memory, [jsonOf(0), badJson]);
    const { stop, ended, told, isDone, retries } = start(memory);
    await until(() => isDone(0), eachTurn);
    stop.abort();
    await ended;
    expect(outcome(memory)).toEqual({ clean: [0], dead: [1] });
    expect(retries()).toBe(3);
    expect(told.filter((word) => word !== 'alive')).toEqual([
      ...['held 0', 'took 0: assigned', 'trouble', 'took 0: KafkaJSConnectionError', 'trouble'],
      ...['took 0: KafkaJSConnectionError', 'trouble', 'took 0: KafkaJSConnectionError'],
      ...['works', 'left 0'],
    ]);
  });

  test('begins a session anew after a foreign write and says so', async () => {
    const memory = memoryKafka(1);
    produce(memory, [jsonOf(0)]);
    const { isDone, told } = start(memory);
    await until(() => isDone(0), eachTurn);
    memory.script.fateOf = (send) => {
      memory.log('clean', 0).append(send.messages); // a zombie judged it as well
      memory.script.fateOf = () => 'lands';
      return 'lands';
    };
    produce(memory, [jsonOf(1), jsonOf(2)]);
    await until(() => told.includes('took 0: foreign-write') && isDone(0), eachTurn);
    expect(outcome(memory).clean).toEqual([0, 1, 2]);
    expect(told).not.toContain('trouble');
  });

  test('takes over anew when raw expires under the reader, which then says what to do', async () => {
    const memory = memoryKafka(1);
    produce(memory, [jsonOf(0)]);
    const { ended, isDone } = start(memory);
    await until(() => isDone(0), eachTurn);
    memory.log('raw', 0).expire(5);
    await expect(ended).rejects.toMatchObject({
      name: 'Stop',
      message: expect.stringContaining('begins at offset 5'),
    });
  });

  test('ends all partitions when one of them needs a person', async () => {
    const memory = memoryKafka(2);
    produce(memory, [jsonOf(0)], 0);
    produce(memory, [jsonOf(0)], 1);
    memory.log('clean', 1).append([{ key: null, value: 'foreign' }]);
    const { ended, told } = start(memory);
    await expect(ended).rejects.toMatchObject({ name: 'Stop' });
    expect(told).toEqual(expect.arrayContaining(['left 0', 'left 1']));
    expect(memory.open.size).toBe(0);
  });

  test('ends on an error nobody knows', async () => {
    const memory = memoryKafka(1, () => 'crash before');
    produce(memory, [jsonOf(0)]);
    await expect(start(memory).ended).rejects.toThrow('crash');
    expect(memory.open.size).toBe(0);
  });

  test('leaves what it no longer holds and rebuilds what it gets back', async () => {
    const memory = memoryKafka(2);
    produce(memory, [jsonOf(0)], 0);
    produce(memory, [jsonOf(0)], 1);
    const { told, isDone } = start(memory);
    await until(() => isDone(0) && isDone(1), eachTurn);
    memory.assign([0]);
    await until(() => told.filter((word) => word === 'took 0: assigned').length === 2, eachTurn);
    expect(told).toContain('left 1');
    memory.assign([0, 1]);
    await until(() => told.filter((word) => word === 'took 1: assigned').length === 2, eachTurn);
    produce(memory, [jsonOf(0)], 1);
    await until(() => isDone(1), eachTurn);
    expect(outcome(memory, 1)).toEqual({ clean: [0], dead: [1] });
  });

  test('shows life while it holds nothing', async () => {
    const memory = memoryKafka(1);
    const { told, ended, stop } = start(memory);
    await until(() => told.length > 0, eachTurn);
    await until(() => told.includes('took 0: assigned'), eachTurn);
    memory.assign([]);
    await until(() => told.includes('left 0'), eachTurn);
    expect(told).toEqual(['held 0', 'took 0: assigned', 'alive', 'left 0']);
    stop.abort();
    await ended;
    expect(memory.open.size).toBe(0);
  });

  test('ends with the error when the group throws it out, its sessions settled', async () => {
    const memory = memoryKafka(1);
    const { ended, told } = start(memory);
    await until(() => told.length > 0, eachTurn);
    memory.lose(new KafkaError('thrown out', 'UNKNOWN_MEMBER_ID', true));
    await expect(ended).rejects.toThrow('thrown out');
    expect(memory.open.size).toBe(0);
  });

  test('stops when raw has got more partitions than at the start, and says what to do', async () => {
    const memory = memoryKafka(2);
    const { ended } = start(memory, 1);
    await expect(ended).rejects.toThrow(/raw has got a partition 1 .* start all validators again/);
  });
});
