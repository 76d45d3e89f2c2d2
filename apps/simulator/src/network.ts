import { KafkaError } from '@cdr/kafka';
import type { Network, Request } from '@cdr/kafka/memory';
import type { Random } from '@cdr/generator';
import type { Scheduler } from './scheduler.ts';

/** Whether requests go wrong at the moment. */
export interface Weather {
  /** The share of requests that go wrong. */
  badness: number;
}

/** What may become of a send besides landing once and being answered. */
const sendFates = {
  /** It never arrives. */
  lost: { arrives: false, arrivesLater: false, answered: false },
  /** It arrives when the sender has given up. */
  late: { arrives: false, arrivesLater: true, answered: false },
  /** It arrives, and the answer is lost. */
  unanswered: { arrives: true, arrivesLater: false, answered: false },
  /** It arrives, is answered, and arrives once more. */
  twice: { arrives: true, arrivesLater: true, answered: true },
} as const;

const badFates = [
  sendFates.lost,
  sendFates.late,
  sendFates.unanswered,
  sendFates.unanswered,
  sendFates.twice,
];
const landing = { arrives: true, arrivesLater: false, answered: true };
const timeoutMs = 10_000;
const fetchWaitMs = 500;

/** A network to Kafka on which the scheduler decides when something arrives, and dice whether. */
export function createNetwork(scheduler: Scheduler, random: Random, weather: Weather): Network {
  async function produce<T>(request: Request & { what: 'produce' }, arrive: () => T): Promise<T> {
    const label = `send ${request.topic}/${request.partition} ×${request.messages.length}`;
    const fate = random.next() < weather.badness ? random.pick(badFates) : landing;
    if (fate.arrivesLater) scheduler.later(`${label} late`, () => void attempt(arrive));
    if (fate.arrives) {
      const answer = await scheduler.request({ label }, arrive);
      if (fate.answered) return scheduler.request({ label: `answer of ${label}` }, () => answer);
    }
    return scheduler.request({ label: `no answer of ${label}`, waits: always, waitsMs: timeoutMs }, () => {
      throw new KafkaError('no answer in time', 'KafkaJSRequestTimeoutError', true);
    });
  }

  return async (request, arrive) => {
    if (request.what === 'produce') return produce(request, arrive);
    const waits = request.what === 'fetch' ? request.waits : never;
    const label = `${request.what} ${request.topic}`;
    // Other requests change nothing: that one fails is all that can happen.
    return scheduler.request({ label, waits, waitsMs: fetchWaitMs }, () => {
      if (random.next() < weather.badness / 6)
        throw new KafkaError('connection lost', 'KafkaJSConnectionClosedError', true);
      return arrive();
    });
  };
}

// What arrives late may be refused: nobody hears of it.
function attempt(arrive: () => unknown): void {
  try {
    arrive();
  } catch {
    return;
  }
}

function always(): boolean {
  return true;
}

function never(): boolean {
  return false;
}
