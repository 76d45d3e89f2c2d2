import { describe, expect, test } from '@jest/globals';
import { defaultTopics } from '@cdr/call-record';
import { type Kafka, type KafkaRecord, type OutgoingMessage, writeDeadLetter } from '@cdr/kafka';
import { type HeldRanges, type PartitionVisit, tallyPartition } from './tally-partition.ts';

type Logs = Record<string, KafkaRecord[][]>;

/** Tallies a partition of these logs between the ends noted; `onNote` may change the logs, as traffic does. */
function tally(
  logs: Logs,
  partition: number,
  visit: PartitionVisit = {},
  onNote: () => void = () => undefined,
) {
  const kafka: Pick<Kafka, 'openReader'> = {
    async openReader(topic, p, offset) {
      const records = logs[topic]![p]!;
      const whole = { records: records.slice(offset), nextOffset: records.length, endOffset: records.length };
      return { next: async () => whole, close: async () => undefined };
    },
  };
  function note(topic: string): HeldRanges['raw'] {
    const ranges = logs[topic]!.map((records) => ({ start: 0, end: records.length }));
    onNote();
    return ranges;
  }
  // In the order of the properties, which is the one the tally asks for.
  const held = {
    clean: note(defaultTopics.clean),
    dlq: note(defaultTopics.dlq),
    raw: note(defaultTopics.raw),
  };
  return tallyPartition(kafka, defaultTopics, partition, held, visit);
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

describe('tallying a partition', () => {
  test('counts a partition by itself', async () => {
    const { raw, clean, dlq, byTopic } = emptyLogs();
    for (const log of [raw[0], raw[0], raw[1]]) append(log, { value: 'x' });
    append(clean[0], cleanOf(0, 1));
    append(clean[1], cleanOf(1, 0));
    append(dlq[0], letterOf(raw[0][0]!));
    expect((await tally(byTopic, 0)).audit()).toMatchObject({
      ...{ partition: 0, raw: 2, clean: 1, dead: 1, deadByReason: { malformed: 1 } },
      ...{ missing: [], unknown: [] },
    });
    expect((await tally(byTopic, 1)).audit()).toMatchObject({
      ...{ partition: 1, raw: 1, clean: 1, dead: 0, deadByReason: {} },
      ...{ missing: [], unknown: [] },
    });
  });

  test('passes over what is neither a clean record nor a letter of ours', async () => {
    const { raw, clean, dlq, byTopic } = emptyLogs();
    append(raw[0], { value: 'x' });
    append(clean[0], { value: null });
    append(clean[0], { value: 'foreign' });
    append(dlq[0], { value: 'foreign' });
    expect((await tally(byTopic, 0)).audit()).toMatchObject({
      raw: 1,
      clean: 0,
      dead: 0,
      missing: [{ first: 0, last: 0 }],
    });
  });

  test('shows its visitor each raw record, the clean ones that count, and every letter', async () => {
    const { raw, clean, dlq, byTopic } = emptyLogs();
    for (const log of [raw[0], raw[0], raw[0]]) append(log, { value: 'x' });
    for (const rawOffset of [1, 0, 2]) append(clean[0], cleanOf(0, rawOffset)); // 0 is a replay: it does not rise
    for (const letter of [letterOf(raw[0][0]!), letterOf(raw[0][0]!)]) append(dlq[0], letter);
    const seen: unknown[] = [];
    await tally(byTopic, 0, {
      raw: ({ offset }) => seen.push(['raw', offset]),
      clean: (offset, rawOffset) => seen.push(['clean', offset, rawOffset]),
      letter: ({ stage, rawOffset, reason }) => seen.push([stage, rawOffset, reason]),
    });
    expect(seen).toEqual([
      ['raw', 0],
      ['raw', 1],
      ['raw', 2],
      ['clean', 0, 1],
      ['clean', 2, 2],
      ['validate', 0, 'malformed'],
      ['validate', 0, 'malformed'],
    ]);
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
    const underTraffic = await tally(byTopic, 0, {}, traffic);
    const { clean: accepted, dead, missing, unknown } = underTraffic.audit();
    expect({ accepted, dead, unknown }).toEqual({ accepted: 1, dead: 2, unknown: [] });
    expect(missing.every(({ first }) => first > 1)).toBe(true);
  });
});
