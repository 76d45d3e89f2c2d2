import { readLog } from '@cdr/audit';
import { defaultTopics } from '@cdr/call-record';
import { connectKafka, type Kafka, type KafkaRecord } from '@cdr/kafka';
import pg from 'pg';

/** Asks the warehouse; every value comes as the text PostgreSQL prints, so no driver has a say in it. */
export async function askWarehouse(url: string, sql: string): Promise<Record<string, string | null>[]> {
  const types = { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig;
  const client = new pg.Client({ connectionString: url, types });
  await client.connect();
  try {
    return (await client.query<Record<string, string | null>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Works with Kafka for as long as `work` takes. */
export async function withKafka<T>(brokers: string, work: (kafka: Kafka) => Promise<T>): Promise<T> {
  const kafka = await connectKafka({ brokers: [brokers], clientId: 'e2e' });
  try {
    return await work(kafka);
  } finally {
    await kafka.close();
  }
}

/** Every record a topic holds, by partition. */
export async function recordsOf(kafka: Kafka, topic: string): Promise<KafkaRecord[][]> {
  const ranges = await kafka.offsets(topic);
  return Promise.all(
    ranges.map(async (range, partition) => {
      const records: KafkaRecord[] = [];
      await readLog(kafka, topic, partition, range, (record) => records.push(record));
      return records;
    }),
  );
}

/** Records written to clean so far. */
export async function cleanRecords(kafka: Kafka): Promise<number> {
  const ranges = await kafka.offsets(defaultTopics.clean).catch(() => []);
  return ranges.reduce((sum, { end }) => sum + end, 0);
}
