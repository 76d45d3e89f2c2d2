import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startParts, type StartedParts } from '@cdr/infra';
import { startScript, until } from '@cdr/testing';
import { connectKafka } from './connect-kafka.ts';
import type { GroupMember, Kafka } from './kafka.ts';
import { newTopic } from './testing/topics.ts';

let parts: StartedParts<{ kafka: true }>;
let kafka: Kafka;
const members: GroupMember[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  parts = await startParts({ kafka: true });
  kafka = await connectKafka({ brokers: [parts.kafka.brokers], clientId: 'test' });
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(members.splice(0).map((member) => member.close()));
});

afterAll(async () => {
  await kafka.close();
  await parts.stop();
});

async function join(topic: string, group = topic) {
  const assignments: number[][] = [];
  const losses: Error[] = [];
  const member = await kafka.joinGroup({
    group,
    topic,
    onAssigned: (partitions) => assignments.push(partitions),
    onLost: (error) => losses.push(error),
  });
  members.push(member);
  return { member, assignments, losses, held: () => [...(assignments.at(-1) ?? [])].sort() };
}

/** A member in a process of its own; resolves when it holds something. */
async function joinElsewhere(topic: string): Promise<ChildProcess> {
  const main = fileURLToPath(new URL('./testing/member.ts', import.meta.url));
  const { child, says } = startScript(main, { args: [parts.kafka.brokers, topic, topic] });
  children.push(child);
  await says('partitions');
  return child;
}

describe('a member of a group on a real Kafka', () => {
  test('is told what it holds before joining resolves, and again when another comes or goes', async () => {
    const topic = await newTopic(kafka, 4);
    const first = await join(topic);
    expect(first.assignments).toEqual([[0, 1, 2, 3]]);

    const second = await join(topic);
    await until(() => first.held().length === 2 && second.held().length === 2);
    expect([...first.held(), ...second.held()].sort()).toEqual([0, 1, 2, 3]);

    const began = Date.now();
    await first.member.close();
    await until(() => second.held().length === 4);
    expect(Date.now() - began).toBeLessThan(8_000); // it left: nobody waited for the session timeout of 10 s
    expect([first.losses, second.losses]).toEqual([[], []]);
  });

  test('is told that it holds nothing when there are more members than partitions', async () => {
    const topic = await newTopic(kafka, 1);
    const pair = [await join(topic), await join(topic)];
    await until(() => pair.flatMap(({ held }) => held()).length === 1);
    expect(pair.map(({ assignments }) => assignments.at(-1)!.length).sort()).toEqual([0, 1]);
  });

  test('commits only what it is told to', async () => {
    const topic = await newTopic(kafka, 2);
    const publisher = await kafka.openPublisher(topic);
    for (const partition of [0, 1]) await publisher.publish(partition, [{ key: null, value: 'x' }]);
    await publisher.close();

    const first = await join(topic);
    const second = await join(topic);
    await until(() => second.held().length === 1);
    await second.member.close();
    await until(() => first.held().length === 2);
    expect(await kafka.committedOffsets(topic, topic)).toEqual([null, null]);

    expect(await first.member.commit([{ partition: 1, offset: 1 }])).toBe(true);
    await first.member.close();
    expect(await first.member.commit([{ partition: 0, offset: 1 }])).toBe(false);
    expect(await kafka.committedOffsets(topic, topic)).toEqual([null, 1]);
  });

  test('stays one through 12 s of work, and gets the partitions of one that was killed', async () => {
    const [quiet, shared] = [await newTopic(kafka, 2), await newTopic(kafka, 2)];
    const worker = await join(quiet);
    const heir = await join(shared);
    const child = await joinElsewhere(shared);
    await until(() => heir.held().length === 1);
    child.kill('SIGKILL');

    // Longer than the session timeout of 10 s, in turns of 20 ms with hardly a pause.
    for (const end = Date.now() + 12_000; Date.now() < end; await nextTurn()) {
      for (const turn = Date.now() + 20; Date.now() < turn;) JSON.stringify(process.memoryUsage());
    }
    expect(worker.assignments).toHaveLength(1);
    expect(worker.losses).toEqual([]);
    expect(await worker.member.commit([{ partition: 0, offset: 0 }])).toBe(true);
    await until(() => heir.held().length === 2, { withinMs: 10_000 });
  });

  // Last, because it takes the broker away.
  test('is told once that it is none any more when the broker is gone', async () => {
    const { member, losses } = await join(await newTopic(kafka, 1));
    process.kill(parts.kafka.pid, 'SIGKILL');
    await until(() => losses.length > 0);
    expect(losses).toEqual([expect.objectContaining({ name: 'KafkaError', retriable: true })]);
    await member.close();
    expect(losses).toHaveLength(1);
  });
});
