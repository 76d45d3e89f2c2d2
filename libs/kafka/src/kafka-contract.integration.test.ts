import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startKafka } from '@cdr/infra';
import { connectKafka } from './connect-kafka.ts';
import { describeKafka } from './testing/kafka-contract.ts';

describeKafka('a Kafka over kafkajs', async () => {
  const home = mkdtempSync(join(tmpdir(), 'contract-'));
  const broker = await startKafka({ port: await freePort(), dataDir: home });
  const kafka = await connectKafka({ brokers: [broker.brokers], clientId: 'test' });
  async function close(): Promise<void> {
    await kafka.close();
    await broker.stop();
    rmSync(home, { recursive: true, force: true });
  }
  return { kafka, close };
});
