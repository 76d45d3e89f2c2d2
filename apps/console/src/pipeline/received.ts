import type { Kafka } from '@cdr/kafka';
import { type Background, inBackground } from '../background.ts';

/** How many records came into raw in spans of hours up to now. */
export interface Received {
  /** Null while it is not known. */
  of(hours: number): number | null;
  run(signal: AbortSignal): Promise<void>;
}

const everyMs = 10_000;
const hourMs = 3_600_000;

/** Counts by Kafka's index of times: a request for each span. */
export function createReceived(
  kafka: Pick<Kafka, 'offsets' | 'offsetsAt'>,
  raw: string,
  spans: readonly number[],
): Received {
  const counts: Background<Map<number, number>> = inBackground(everyMs, async () => {
    const now = Date.now();
    const ends = sum((await kafka.offsets(raw)).map(({ end }) => end));
    const found = new Map<number, number>();
    for (const hours of spans) found.set(hours, ends - sum(await kafka.offsetsAt(raw, now - hours * hourMs)));
    return found;
  });
  return { of: (hours) => counts.last().answer?.value.get(hours) ?? null, run: counts.run };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
