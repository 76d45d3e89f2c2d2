import { type CallRecord, costInCents } from '@cdr/call-record';
import type { NextStart, PrintMoment } from './call-times.ts';
import type { People } from './people.ts';
import type { Random } from './random.ts';

/** The networks of the original producer. */
export const providers = ['Verizon', 'AT&T', 'T-Mobile', 'Sprint'] as const;

const centsPerMinute = 5;
const longestCallSeconds = 1_200;
const emergencyShare = 0.002;
const emergency = { name: 'Emergency Services', number: '911' };

export interface CallMakerParts {
  people: People;
  random: Random;
  nextStart: NextStart;
  printMoment: PrintMoment;
}

/** Makes believable calls, each with an identity (caller, receiver, start second) of its own. */
export function createCallMaker({
  people,
  random,
  nextStart,
  printMoment,
}: CallMakerParts): () => CallRecord {
  return function makeCall() {
    const caller = people.nextCaller();
    const receiver = random.next() < emergencyShare ? emergency : people.receiverFor(caller, random.next());
    const start = nextStart();
    const seconds = 1 + random.below(longestCallSeconds);
    return {
      caller_name: caller.name,
      receiver_name: receiver.name,
      caller_id: caller.number,
      receiver_id: receiver.number,
      start_datetime: printMoment(start),
      end_datetime: printMoment(start + seconds * 1000),
      call_duration: seconds,
      network_provider: random.pick(providers),
      total_amount: costInCents(seconds, centsPerMinute) / 100,
    };
  };
}
