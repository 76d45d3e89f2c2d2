import type { Check, ReadRecord } from '@cdr/call-quality';
import { callId, encodeClean, fingerprint } from '@cdr/call-record';
import { type Complaint, type KafkaRecord, readReplaces, withoutPrefix } from '@cdr/kafka';
import type { SeenCalls } from './seen-calls.ts';

/** What becomes of a raw record. */
export type Verdict =
  | { kind: 'clean'; value: string; carriedTime: number; /** As the record has it. */ start: string }
  | { kind: 'dead'; complaint: Complaint };

export interface Bench {
  topic: string;
  partition: number;
  check: Check;
  seen: SeenCalls;
}

/**
 * Judges raw records in order. A verdict follows from the record, the schema that it names, its Kafka timestamp and the
 * fold over clean, and from nothing else: no wall clock, no dead records. An accepted call enters the fold at once; should its send fail, the
 * fold is thrown away with the session.
 */
export function createJudge({ topic, partition, check, seen }: Bench, carriedFrom: number) {
  let carriedTime = carriedFrom;

  function judge(record: KafkaRecord, read?: ReadRecord): Verdict {
    const result = check(withoutPrefix(record.value), record.timestamp, read);
    if (result.kind === 'refused') return { kind: 'dead', complaint: result };

    const { call } = result;
    const id = callId(call);
    const print = fingerprint(call);
    const now = Math.max(record.timestamp, carriedTime);
    const original = seen.find(id, now);
    if (original !== null && !replaces(record, original.rawOffset)) {
      const same = original.fingerprint === print;
      return { kind: 'dead', complaint: same ? duplicate(original.rawOffset) : conflict(original.rawOffset) };
    }

    carriedTime = now;
    seen.remember(id, print, record.offset, now);
    const value = encodeClean(call, {
      call_id: id,
      fingerprint: print,
      raw_partition: partition,
      raw_offset: record.offset,
      ingested_at: record.timestamp,
    });
    return { kind: 'clean', value, carriedTime: now, start: call.start_datetime };
  }

  // A redriven record names the one it replaces; a hit on exactly that one is no duplicate.
  function replaces(record: KafkaRecord, original: number): boolean {
    const place = readReplaces(record);
    return place?.topic === topic && place.partition === partition && place.offset === original;
  }

  return judge;
}

function duplicate(original: number): Complaint {
  const error = `the same call with the same content stands at raw offset ${original}`;
  return { reason: 'duplicate', rules: ['is-no-duplicate'], path: '', error, duplicateOf: original };
}

function conflict(original: number): Complaint {
  const error = `the same call (by its call_id, else by caller, receiver and start) with other content stands at raw offset ${original}`;
  return { reason: 'conflict', rules: ['is-no-conflict'], path: '', error, duplicateOf: original };
}
