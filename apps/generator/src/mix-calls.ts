import type { CallRecord } from '@cdr/call-record';
import { duplicateFlaws, type Flaw, flaws } from './flaws/index.ts';
import { versionOf } from './later-fields.ts';
import type { Message } from './message.ts';
import type { Random } from './random.ts';

/** A repeat names one of so many clean calls before it: far fewer than the validator remembers. */
const recentCalls = 1_000;

export interface Mix {
  makeCall: () => CallRecord;
  random: Random;
  /** Shares from 0 to 1 of all messages. */
  badShare: number;
  duplicateShare: number;
}

/** Endless messages: clean calls, and between them spoiled and repeated ones in the given shares. */
export function* mixCalls({ makeCall, random, badShare, duplicateShare }: Mix): Generator<Message, never> {
  const recent: CallRecord[] = [];
  let clean = 0;
  for (let n = 1; ; n += 1) {
    const flaw = chooseFlaw(random, badShare, duplicateShare, recent.length > 0);
    const call = flaw?.takes === 'an earlier call' ? random.pick(recent) : makeCall();
    if (!flaw) recent[clean++ % recentCalls] = call;
    const value = flaw ? flaw.spoil(call) : JSON.stringify(call);
    yield { n, key: call.caller_id, value, version: versionOf(call), flaw };
  }
}

function chooseFlaw(
  random: Random,
  badShare: number,
  duplicateShare: number,
  canRepeat: boolean,
): Flaw | undefined {
  const draw = random.next();
  const table = draw < badShare ? flaws : draw < badShare + duplicateShare ? duplicateFlaws : undefined;
  const flaw = table && random.pick(table);
  // Before the first clean call there is nothing to repeat: send that first.
  return flaw?.takes === 'an earlier call' && !canRepeat ? undefined : flaw;
}
