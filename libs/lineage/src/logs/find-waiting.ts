import { readCleanTailOf } from '@cdr/call-record';
import type { LoadedThrough } from '../table/call-table.ts';
import type { RawPlace } from '../trace.ts';
import { heldBy, type Logs } from './log-places.ts';
import { searchLog } from './search-log.ts';

/** The first record of a call that waits in clean; `isWhole` is false when not all that waits was looked through. */
export interface Waiting {
  place: RawPlace | null;
  isWhole: boolean;
}

// A minute of calls or more; whoever is further behind has other troubles than one call.
const mostRead = 50_000;

/** Looks for a call through what clean holds and no loader has loaded. @throws KafkaError, Stop */
export async function findWaiting(
  logs: Logs,
  callId: string,
  positions: readonly LoadedThrough[],
): Promise<Waiting> {
  const topic = logs.topics.clean;
  let isWhole = true;
  for (const { partition, nextOffset, rawHighWater } of positions) {
    const held = await heldBy(logs, topic, partition);
    if (held === null) continue;
    let highWater = rawHighWater;
    let place: RawPlace | null = null;
    const range = { start: Math.max(held.start, nextOffset), end: held.end };
    const ended = await searchLog(logs, { topic, partition }, range, mostRead, ({ value }) => {
      const tail = readCleanTailOf(partition, value);
      if (tail === null || tail.raw_offset <= highWater) return false;
      highWater = tail.raw_offset;
      if (tail.call_id === callId) place = { partition, offset: highWater };
      return place !== null;
    });
    if (place !== null) return { place, isWhole };
    if (ended === 'too far') isWhole = false;
  }
  return { place: null, isWhole };
}
