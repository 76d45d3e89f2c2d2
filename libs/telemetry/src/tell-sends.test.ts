import { expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { createMetrics } from './metrics.ts';
import { tellSends } from './tell-sends.ts';

test('sends are counted and timed by topic, and there before the first one', async () => {
  const registry = new Registry();
  const tellSend = tellSends(createMetrics(registry), ['clean', 'dlq']);
  tellSend({ topic: 'clean', messages: 3, bytes: 300, seconds: 0.02 });
  tellSend({ topic: 'clean', messages: 2, bytes: 200, seconds: 0.5 });
  const lines = (await registry.metrics()).split('\n');
  expect(lines).toContain('cdr_send_duration_seconds_bucket{le="0.025",topic="clean"} 1');
  expect(lines).toContain('cdr_send_duration_seconds_count{topic="clean"} 2');
  expect(lines).toContain('cdr_sent_bytes_total{topic="clean"} 500');
  expect(lines).toContain('cdr_records_produced_total{topic="clean"} 5');
  expect(lines).toContain('cdr_records_produced_total{topic="dlq"} 0');
  expect(lines).toContain('cdr_send_duration_seconds_count{topic="dlq"} 0');
  expect(lines).toContain('cdr_sent_bytes_total{topic="dlq"} 0');
});
