import { describe, expect, test } from '@jest/globals';
import { defaultTopics } from '@cdr/call-record';
import { type Kafka, type KafkaRecord, type OutgoingMessage, writeDeadLetter } from '@cdr/kafka';
import { tallyLogs } from './tally-logs.ts';

type Logs = Record<string, KafkaRecord[][]>;

/** A Kafka with these logs; `onOffsets` may change them, as traffic does. */
function kafkaWith(logs: Logs, onOffsets: (topic: string) => void = () => undefined) {
  const kafka: Pick<Kafka, 'offsets' | 'openReader'> = {
    async offsets(topic) {
      const ranges = logs[topic]!.map((records) => ({ start: 0, end: records.length }));
      onOffsets(topic);
      return ranges;
    },
    async openReader(topic, partition, offset) {
      const records = logs[topic]![partition]!;
      const whole = { records: records.slice(offset), nextOffset: records.length, endOffset: records.length };
      return { next: async () => whole, close: async () => undefined };
    },
  };
  return kafka;
}

function append(log: KafkaRecord[], { value, headers = {} }: Omit<OutgoingMessage, 'key'>): void {
  const asBytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]);
  log.push({
    offset: log.length,
    timestamp: 0,
    key: null,
    value: value === null ? null : Buffer.from(value as string),
    headers: Object.fromEntries(asBytes) as Record<string, Buffer>,
  });
}

function emptyLogs() {
  const log = (): [KafkaRecord[], KafkaRecord[]] => [[], []];
  const logs = { raw: log(), clean: log(), dlq: log() };
  const { raw, clean, dlq } = defaultTopics;
  return { ...logs, byTopic: { [raw]: logs.raw, [clean]: logs.clean, [dlq]: logs.dlq } as Logs };
}

function cleanOf(partition: number, rawOffset: number): Omit<OutgoingMessage, 'key'> {
  const tail = `"raw_partition":${partition},"raw_offset":${rawOffset},"ingested_at":1`;
  return { value: `{"caller_name":"A","call_id":"c","fingerprint":"0123456789abcdef",${tail}}` };
}

function letterOf(record: KafkaRecord): Omit<OutgoingMessage, 'key'> {
  const complaint = { reason: 'malformed', rules: ['malformed'], path: '', error: 'no JSON' } as const;
  const origin = { stage: 'validate', topic: defaultTopics.raw, version: '1', failedAt: 0 } as const;
  const { value, headers } = writeDeadLetter(record, complaint, { ...origin, partition: 0 });
  return { value, headers: headers! };
}

describe('tallying the logs', () => {
  test('counts each partition by itself', async () => {
    const { raw, clean, dlq, byTopic } = emptyLogs();
    for (const log of [raw[0], raw[0], raw[1]]) append(log, { value: 'x' });
    append(clean[0], cleanOf(0, 1));
    append(clean[1], cleanOf(1, 0));
    append(dlq[0], letterOf(raw[0][0]!));
    const audits = (await tallyLogs(kafkaWith(byTopic), defaultTopics)).map((tally) => tally.audit());
    expect(audits).toMatchObject([
      { partition: 0, raw: 2, clean: 1, dead: 1, deadByReason: { malformed: 1 }, missing: [], unknown: [] },
      { partition: 1, raw: 1, clean: 1, dead: 0, missing: [], unknown: [] },
    ]);
  });

  test('passes over what is neither a clean record nor a letter of ours', async () => {
    const { raw, clean, dlq, byTopic } = emptyLogs();
    append(raw[0], { value: 'x' });
    append(clean[0], { value: null });
    append(clean[0], { value: 'foreign' });
    append(dlq[0], { value: 'foreign' });
    const [tally] = await tallyLogs(kafkaWith(byTopic), defaultTopics);
    expect(tally!.audit()).toMatchObject({ raw: 1, clean: 0, dead: 0, missing: [{ first: 0, last: 0 }] });
  });

  test('sees under traffic no record without a letter before the last clean one, and none that raw lacks', async () => {
    const { raw, clean, dlq, byTopic } = emptyLogs();
    // With each look at an end, the validator gets on: a letter, then the clean record behind it.
    function traffic(): void {
      const next = raw[0].length;
      append(raw[0], { value: 'x' });
      append(raw[0], { value: 'x' });
      append(dlq[0], letterOf(raw[0][next]!));
      append(clean[0], cleanOf(0, next + 1));
    }
    traffic();
    const [tally] = await tallyLogs(kafkaWith(byTopic, traffic), defaultTopics);
    const { clean: accepted, dead, missing, unknown } = tally!.audit();
    expect({ accepted, dead, unknown }).toEqual({ accepted: 1, dead: 2, unknown: [] });
    expect(missing.every(({ first }) => first > 1)).toBe(true);
  });
});
