import {
  callId,
  type CallRecord,
  type CanonicalRecord,
  encodeClean,
  fingerprint,
  printUtc,
  type TopicNames,
} from '@cdr/call-record';
import type { Kafka, OutgoingMessage } from '@cdr/kafka';

const hour = 3_600_000;
// Within the default window of 24 hours, so that no call is forgotten for its age.
const spanMs = 20 * hour;
const callsPerStep = 30_000; // at a time in memory

/** A call that is otherwise than the others. */
export interface OddCall {
  /** Its offset. */
  at: number;
  call: Partial<Omit<CallRecord, 'total_amount'>>;
}

/**
 * Writes `calls` clean records to a partition, as a validator would have: each a call of its own, its raw record at the same
 * offset, the last one with the timestamp that raw has for it. The raw records say nothing; that of an
 * odd call is the one that may be read again, so its clean record has its time.
 */
export async function fillClean(
  kafka: Kafka,
  topics: TopicNames,
  partition: number,
  calls: number,
  odd?: OddCall,
): Promise<void> {
  const raw = await kafka.openPublisher(topics.raw);
  await inSteps(calls, (n) =>
    raw.publish(
      partition,
      n.map(() => ({ key: null, value: '{}' })),
    ),
  );
  await raw.close();
  const lastTime = await timestampAt(kafka, topics.raw, partition, calls - 1);
  const oddTime = odd && (await timestampAt(kafka, topics.raw, partition, odd.at));

  function messageOf(n: number): OutgoingMessage {
    const isOdd = n === odd?.at;
    const call = { ...callOf(partition * calls + n), ...(isOdd && odd.call) };
    const time = Math.floor(lastTime - (spanMs * (calls - 1 - n)) / calls);
    const value = encodeClean(call, {
      call_id: callId(call),
      fingerprint: fingerprint(call),
      raw_partition: partition,
      raw_offset: n,
      ingested_at: isOdd ? oddTime! : time,
    });
    return { key: call.caller_id, value, timestamp: time };
  }
  const clean = await kafka.openPublisher(topics.clean);
  await inSteps(calls, (n) => clean.publish(partition, n.map(messageOf)));
  await clean.close();
}

async function inSteps(calls: number, step: (numbers: number[]) => Promise<unknown>): Promise<void> {
  for (let first = 0; first < calls; first += callsPerStep) {
    const length = Math.min(callsPerStep, calls - first);
    await step(Array.from({ length }, (_, n) => first + n));
  }
}

async function timestampAt(kafka: Kafka, topic: string, partition: number, offset: number): Promise<number> {
  const reader = await kafka.openReader(topic, partition, offset);
  try {
    const { records } = await reader.next();
    return records[0]!.timestamp;
  } finally {
    await reader.close();
  }
}

const firstStart = Date.UTC(2026, 0, 1);

function callOf(n: number): CanonicalRecord {
  return {
    caller_name: 'Dr. Melissa Carter',
    receiver_name: 'Jennifer Smith',
    caller_id: `+1${2_000_000_000 + n}`,
    receiver_id: '+14255556789',
    start_datetime: printUtc(firstStart + n * 1_000),
    end_datetime: printUtc(firstStart + n * 1_000 + 716_000),
    call_duration: 716,
    network_provider: 'Verizon',
    total_amount: '0.60',
  };
}
