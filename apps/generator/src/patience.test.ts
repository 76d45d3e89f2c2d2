import { expect, test } from '@jest/globals';
import { KafkaError } from '@cdr/kafka';
import { createHealth, createMetrics, Registry } from '@cdr/telemetry';
import { quietLog } from '@cdr/testing';
import { createKafkaPatience } from './patience.ts';

test('retries are counted under the name of the part that the other workers use', async () => {
  const registry = new Registry();
  const health = createHealth({ stallAfterMs: 60_000, now: Date.now });
  const patience = createKafkaPatience({ log: quietLog, health, metrics: createMetrics(registry) });
  let failures = 2;
  async function ask(): Promise<string> {
    failures -= 1;
    if (failures >= 0) throw new KafkaError('asking', 'NOT_LEADER_FOR_PARTITION', true);
    return 'answer';
  }
  expect(await patience(ask, new AbortController().signal)).toBe('answer');
  expect(await registry.metrics()).toContain('cdr_retries_total{part="Kafka"} 2');
});
