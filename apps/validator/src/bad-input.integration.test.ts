import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTopics, freePort, startParts, type StartedParts } from '@cdr/infra';
import { connectKafka, type Kafka, type KafkaRecord, type OutgoingMessage } from '@cdr/kafka';
import { until } from '@cdr/testing';
import { callOf, jsonOf } from './testing/calls.ts';
import { isValidated, readAll, reconcile } from './testing/reconcile.ts';
import { startValidator, type ValidatorProcess } from './testing/validator-process.ts';

const topics = { raw: 'bad-raw', clean: 'bad-clean', dlq: 'bad-dlq' };
const group = 'bad-input';
let parts: StartedParts<{ kafka: true }>;
let kafka: Kafka;
let validator: ValidatorProcess;

/** The JSON of call n with a part of its text replaced as it stands. */
function edited(n: number, from: string, to: string): string {
  const json = jsonOf(n);
  expect(json).toContain(from);
  return json.replace(from, () => to);
}

function named(n: number, name: string): string {
  return jsonOf(n, { caller_name: name });
}

const big = Buffer.alloc(900_000, 'x');

// What is sent, and what must become of it: null is clean.
const inputs: [string, Buffer | string | null, string | null][] = [
  ['a good call', jsonOf(0), null],
  ['no JSON', 'hello', 'malformed'],
  ['half a record', jsonOf(1).slice(0, -1), 'malformed'],
  ['an empty value', '', 'malformed'],
  ['a null value', null, 'malformed'],
  ['invalid UTF-8', Buffer.from(named(2, 'Jos\xE9'), 'latin1'), 'malformed'],
  ['a byte-order mark', `\uFEFF${jsonOf(3)}`, 'malformed'],
  ['JSON that is no object', '[1]', 'schema'],
  ['JSON null', 'null', 'schema'],
  ['900 kB', big, 'oversize'],
  ['a repeated key', edited(4, '"call_duration":60', '"call_duration":-1,"call_duration":60'), null],
  ['a key __proto__', edited(5, '{', '{"__proto__":{"caller_name":"x"},'), 'schema'],
  ['NUL', named(6, 'a\0b'), 'quality'],
  ['a lone surrogate', named(7, '\ud800'), 'quality'],
  ['a name of 257 bytes', named(8, 'é'.repeat(128) + 'x'), 'quality'],
  ['a name of 256 bytes', named(9, 'é'.repeat(128)), null],
  ['a number as a string', edited(10, '"call_duration":60', '"call_duration":"60"'), 'schema'],
  [
    '1e3',
    jsonOf(11, { end_datetime: '2023-11-15 12:16:51', total_amount: 0.83 }).replace(':60,', ':1e3,'),
    null,
  ],
  ['60.0', edited(12, ':60,', ':60.0,'), null],
  ['2^31', edited(13, ':60,', ':2147483648,'), 'quality'],
  ['a date that does not exist', jsonOf(14, { start_datetime: '2023-02-30 10:00:00' }), 'quality'],
  ['24:00:00', jsonOf(15, { end_datetime: '2023-11-15 24:00:00' }), 'quality'],
  ['the name \\N', named(16, '\\N'), null],
  ['the name \\.', named(17, '\\.'), null],
  ['the name NULL', named(18, 'NULL'), null],
  ['the name {}', named(19, '{}'), null],
  ['tabs, newlines, quotes, emoji, U+2028', named(20, ' a\tb\r\nc"\'\\ 😀\u2028 '), null],
  ['the good call again', jsonOf(0), 'duplicate'],
  ['the good call changed', named(0, 'Somebody Else'), 'conflict'],
];

beforeAll(async () => {
  parts = await startParts({ kafka: true });
  kafka = await connectKafka({ brokers: [parts.kafka.brokers], clientId: 'test' });
  await createTopics(kafka, { topics, partitions: 2, replicas: 1 });
  const settings = {
    KAFKA_BROKERS: parts.kafka.brokers,
    RAW_TOPIC: topics.raw,
    CLEAN_TOPIC: topics.clean,
    DLQ_TOPIC: topics.dlq,
    VALIDATOR_GROUP: group,
    DEDUP_CALLS: '1000',
  };
  validator = startValidator(settings, await freePort());
});

// A beginning that failed half-way must not keep the parts that did start.
afterAll(async () => {
  validator?.child.kill('SIGKILL');
  await kafka?.close();
  await parts?.stop();
});

async function produce(partition: number, messages: OutgoingMessage[]): Promise<void> {
  const publisher = await kafka.openPublisher(topics.raw);
  await publisher.publish(partition, messages);
  await publisher.close();
}

function headersOf(record: KafkaRecord): Record<string, string> {
  return Object.fromEntries(Object.entries(record.headers).map(([name, value]) => [name, String(value)]));
}

describe('bad input on a real Kafka', () => {
  test('ends in clean exactly as sent, or in the dead letters byte for byte with its reason', async () => {
    const keys = [null, '', Buffer.from([0, 255]), '+19145550000'];
    const sent = inputs.map(([, value], n) => ({ key: keys[n % keys.length]!, value }));
    await produce(0, sent);
    await until(() => isValidated(kafka, topics, group));
    const [partition] = await reconcile(kafka, topics);
    const { raw, clean, dead, missing } = partition!;
    expect(missing).toEqual([]);

    for (const [offset, [what, value, reason]] of inputs.entries()) {
      const letter = dead.get(offset);
      expect([what, letter ? String(letter.headers['dlq.reason']) : null]).toEqual([what, reason]);
      const record = raw.get(offset)!;
      if (letter === undefined) {
        const { call_id, fingerprint, raw_partition, raw_offset, ingested_at, total_amount, ...fields } =
          JSON.parse(String(clean.get(offset)!.value)) as Record<string, unknown>;
        const { total_amount: amount, ...wanted } = JSON.parse(String(value)) as Record<string, unknown>;
        expect(fields).toEqual(wanted);
        expect(total_amount).toBe(Number(amount).toFixed(2));
        expect([raw_partition, raw_offset, ingested_at]).toEqual([0, offset, record.timestamp]);
        expect([call_id, fingerprint]).toEqual([
          expect.stringMatching(/^[0-9a-f]{32}$/),
          expect.stringMatching(/^[0-9a-f]{16}$/),
        ]);
        expect(clean.get(offset)!.key).toEqual(record.key);
        continue;
      }
      expect([letter.key, letter.value]).toEqual([record.key, record.value]);
      expect(headersOf(letter)).toEqual({
        'dlq.reason': reason,
        'dlq.rule': expect.stringMatching(/^[a-z0-9,-]+$/),
        'dlq.path': expect.stringMatching(/^(\/[a-z_]+)?$/),
        'dlq.error': expect.stringMatching(/^.{10,512}$/u),
        'dlq.stage': 'validate',
        'dlq.app.version': expect.stringMatching(/^\d+\.\d+\.\d+/),
        'dlq.failed.at': expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        'dlq.original.topic': topics.raw,
        'dlq.original.partition': '0',
        'dlq.original.offset': String(offset),
        'dlq.original.timestamp': String(record.timestamp),
        'dlq.replay.count': '0',
        ...((reason === 'duplicate' || reason === 'conflict') && {
          'dlq.duplicate.of': '0',
          'dlq.duplicate.of.partition': '0',
        }),
        'kafka_dlt-original-topic': topics.raw,
      });
    }
  });

  test('of 300 values of 900 kB in a row fills the dead letters, and the next call is clean', async () => {
    const giants = Array.from({ length: 300 }, (_, n) => {
      const value = Buffer.from(big);
      value.writeUInt32BE(n);
      return { key: null, value };
    });
    await produce(1, [...giants, { key: null, value: jsonOf(30) }]);
    await until(() => isValidated(kafka, topics, group));

    let letters = 0;
    await readAll(kafka, topics.dlq, 1, ({ value }) => {
      expect(value!.equals(giants[letters]!.value)).toBe(true);
      letters += 1;
    });
    expect(letters).toBe(300);
    const clean: string[] = [];
    await readAll(kafka, topics.clean, 1, ({ value }) => clean.push(String(value)));
    expect(clean.map((json) => JSON.parse(json))).toMatchObject([
      { ...callOf(30), total_amount: '0.05', raw_offset: 300 },
    ]);
    expect(validator.lines.filter(({ level }) => level !== 'info')).toEqual([]);
    expect((await validator.ask('live')).status).toBe(200);
  });
});
