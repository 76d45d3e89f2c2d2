import { describe, expect, test } from '@jest/globals';
import type { Kafka as Client } from 'kafkajs';
import { openPublisher } from './open-publisher.ts';

type Sent = { messages: { value: string; partition: number; timestamp?: string }[] };

/** A client whose sends end when the test says so. */
function heldClient() {
  const sends: { sent: Sent; answer: (baseOffset: number) => void; fail: (error: Error) => void }[] = [];
  const producer = {
    connect: () => Promise.resolve(),
    disconnect: () => Promise.reject(new Error('the broker is gone')),
    send: (sent: Sent) =>
      new Promise((resolve, reject) => {
        const answer = (baseOffset: number) => resolve([{ baseOffset: String(baseOffset) }]);
        sends.push({ sent, answer, fail: reject });
      }),
  };
  return { sends, client: { producer: () => producer } as unknown as Client };
}

function message(value: string, timestamp?: number) {
  return { key: null, value, ...(timestamp !== undefined && { timestamp }) };
}

async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('a publisher', () => {
  test('has one send in flight, whoever calls, and keeps the order of the calls', async () => {
    const { client, sends } = heldClient();
    const publisher = await openPublisher(client, 'raw', 2);
    const publishes = ['a', 'b', 'c'].map((value, i) => publisher.publish(i % 2, [message(value)]));
    for (const [i, value] of ['a', 'b', 'c'].entries()) {
      await turn();
      expect(sends.length).toBe(i + 1);
      expect(sends[i]!.sent.messages.map((one) => one.value)).toEqual([value]);
      sends[i]!.answer(10 + i);
    }
    expect(await Promise.all(publishes)).toEqual(
      [10, 11, 12].map((baseOffset) => [{ baseOffset, count: 1 }]),
    );
  });

  test('tells where each send landed', async () => {
    const { client, sends } = heldClient();
    const publisher = await openPublisher(client, 'raw', 1);
    const publish = publisher.publish(
      0,
      Array.from({ length: 301 }, () => message('x', 5)),
    );
    for (const [i, baseOffset] of [7, 400].entries()) {
      await turn();
      sends[i]!.answer(baseOffset);
    }
    expect(await publish).toEqual([
      { baseOffset: 7, count: 300 },
      { baseOffset: 400, count: 1 },
    ]);
    expect(sends[1]!.sent.messages).toEqual([{ partition: 0, key: null, value: 'x', timestamp: '5' }]);
  });

  test('tells of each send once it is acknowledged, and of none that failed', async () => {
    const { client, sends } = heldClient();
    const told: unknown[] = [];
    const publisher = await openPublisher(client, 'raw', 4, (sent) => told.push(sent));
    const text = [{ key: 'né', value: '12345', headers: { a: 'b' } }, message('12')];
    const publishing = publisher.publish(3, text);
    await turn();
    expect(told).toEqual([]);
    sends[0]!.answer(0);
    await publishing;
    const failing = publisher.publish(3, [message('x')]);
    await turn();
    sends[1]!.fail(new Error('closed'));
    await expect(failing).rejects.toThrow('closed');
    const seconds = expect.any(Number);
    expect(told).toEqual([{ topic: 'raw', partition: 3, messages: 2, bytes: 12, seconds }]);
  });

  test('sends nothing behind a send that failed', async () => {
    const { client, sends } = heldClient();
    const publisher = await openPublisher(client, 'raw', 1);
    const failing = publisher.publish(0, [message('a')]);
    const behind = publisher.publish(0, [message('b')]);
    await turn();
    sends[0]!.fail(Object.assign(new Error('closed'), { name: 'KafkaJSConnectionClosedError' }));
    await expect(failing).rejects.toMatchObject({ message: 'writing to raw/0: closed', retriable: true });
    await expect(behind).rejects.toThrow('writing to raw/0: closed');
    await expect(publisher.publish(0, [message('c')])).rejects.toThrow('writing to raw/0: closed');
    expect(sends.length).toBe(1);
  });

  test('closes whether or not the broker is there', async () => {
    const publisher = await openPublisher(heldClient().client, 'raw', 1);
    await publisher.close();
    await publisher.close();
  });
});
