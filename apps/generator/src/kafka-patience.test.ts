import { expect, test } from '@jest/globals';
import { KafkaError } from '@cdr/kafka';
import { createHealth, createMetrics, type Log, Registry } from '@cdr/telemetry';
import { createKafkaPatience } from './kafka-patience.ts';

test('retries are counted under the name of the part that the other workers use', async () => {
  const registry = new Registry();
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  };
  const health = createHealth({ stallAfterMs: 60_000, now: Date.now });
  const patience = createKafkaPatience({ log, health, metrics: createMetrics(registry) });
  let failures = 2;
  async function ask(): Promise<string> {
    failures -= 1;
    if (failures >= 0) throw new KafkaError('asking', 'NOT_LEADER_FOR_PARTITION', true);
    return 'answer';
  }
  expect(await patience(ask, new AbortController().signal)).toBe('answer');
  expect(await registry.metrics()).toContain('cdr_retries_total{part="Kafka"} 2');
});
