import { expect, test } from '@jest/globals';
import { KafkaError } from './kafka.ts';
import { untilLed } from './until-led.ts';

function answers(...codes: [code: string, retriable: boolean][]) {
  let asked = 0;
  return {
    asked: () => asked,
    async describe() {
      const [code, retriable] = codes[asked++] ?? [];
      if (code !== undefined) throw new KafkaError(code, code, retriable!);
    },
  };
}

test('a topic just created is waited for until a broker knows it and its leaders', async () => {
  const broker = answers(['UNKNOWN_TOPIC_OR_PARTITION', false], ['LEADER_NOT_AVAILABLE', true]);
  await untilLed(broker.describe);
  expect(broker.asked()).toBe(3);
});

test('a refusal is told at once', async () => {
  const broker = answers(['TOPIC_AUTHORIZATION_FAILED', false]);
  await expect(untilLed(broker.describe)).rejects.toMatchObject({ code: 'TOPIC_AUTHORIZATION_FAILED' });
  expect(broker.asked()).toBe(1);
});

test('waiting has an end, with the last answer', async () => {
  const never = () => Promise.reject(new KafkaError('no leader', 'LEADER_NOT_AVAILABLE', true));
  await expect(untilLed(never, 0)).rejects.toThrow('no leader');
});
