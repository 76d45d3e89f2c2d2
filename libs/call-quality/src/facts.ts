import { type CallRecord, createMomentReader, type Instants, readAmount } from '@cdr/call-record';

/** What the rules look at, worked out once for each record. */
export interface Facts {
  call: CallRecord;
  /** The amount in cents; null when it has more than two decimals. */
  cents: number | null;
  /** When the call started, ms since the epoch; null when there is no such moment. */
  start: number | null;
  /** When the call ended, ms since the epoch; null when there is no such moment. */
  end: number | null;
  /** The record's own Kafka timestamp, ms since the epoch. */
  receivedAt: number;
}

export type GatherFacts = (call: CallRecord, receivedAt: number) => Facts;

/** Facts of a call whose times are local to an IANA time zone; throws a RangeError for a zone it does not know. */
export function createFactGatherer(timeZone: string): GatherFacts {
  const readMoment = createMomentReader(timeZone);
  function gatherFacts(call: CallRecord, receivedAt: number): Facts {
    const amount = readAmount(call.total_amount);
    const cents = 'cents' in amount ? amount.cents : null;
    const starts = readMoment(call.start_datetime);
    const ends = readMoment(call.end_datetime);
    const [start, end] =
      starts.length > 1 || ends.length > 1
        ? bestPair(starts, ends, call.call_duration * 1000)
        : [starts[0] ?? null, ends[0] ?? null];
    return { call, cents, start, end, receivedAt };
  }
  return gatherFacts;
}

// In the hour that autumn repeats a local time means two instants; the pair that agrees best with the duration is meant.
function bestPair(starts: Instants, ends: Instants, durationMs: number): [number | null, number | null] {
  const pairs = starts.flatMap((start) => ends.map((end): [number, number] => [start, end]));
  function error([start, end]: [number, number]): number {
    return Math.abs(end - start - durationMs);
  }
  return pairs.sort((a, b) => error(a) - error(b))[0] ?? [starts[0] ?? null, ends[0] ?? null];
}
