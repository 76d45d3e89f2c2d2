import { type CallRecord, costInCents, printUtc, readUtc } from '@cdr/call-record';
import type { Flaw } from './flaw.ts';

function quality(name: string, rule: string, change: (call: CallRecord) => Partial<CallRecord>): Flaw {
  return {
    name,
    reason: 'quality',
    rule,
    takes: 'a new call',
    spoil: (call) => JSON.stringify({ ...call, ...change(call) }),
  };
}

const aDay = 86_400;
const overADay = 90_000;

/** Call records that say what cannot be; each names the rule that must refuse it. */
export const qualityFlaws: readonly Flaw[] = [
  quality('negative-duration', 'has-positive-duration', (call) => ({
    call_duration: -call.call_duration,
    start_datetime: call.end_datetime,
    end_datetime: call.start_datetime,
  })),
  quality('no-duration', 'has-positive-duration', (call) => ({
    call_duration: 0,
    end_datetime: call.start_datetime,
    total_amount: 0,
  })),
  quality('caller-withheld', 'has-caller-number', () => ({ caller_id: 'anonymous' })),
  quality('caller-without-plus', 'has-caller-number', (call) => ({ caller_id: call.caller_id.slice(1) })),
  quality('receiver-too-short', 'has-receiver-number', () => ({ receiver_id: '12' })),
  quality('receiver-with-blanks', 'has-receiver-number', (call) => ({ receiver_id: ` ${call.receiver_id}` })),
  quality('ends-before-start', 'ends-after-start', (call) => ({
    end_datetime: shift(call.start_datetime, -aDay),
  })),
  quality('ends-two-hours-late', 'duration-matches-times', (call) => ({
    end_datetime: shift(call.end_datetime, 7_200),
  })),
  quality('too-dear', 'amount-matches-rate', (call) => ({ total_amount: (centsOf(call) + 200) / 100 })),
  quality('amount-too-large', 'amount-fits', () => ({ total_amount: 1_000 })),
  quality('amount-with-mills', 'has-two-decimals', (call) => ({
    total_amount: `${Number(call.total_amount).toFixed(2)}5`,
  })),
  quality('amount-owed', 'amount-is-not-negative', (call) => ({ total_amount: -(centsOf(call) + 50) / 100 })),
  quality('blank-name', 'text-is-not-blank', () => ({ caller_name: ' \u00A0\t' })),
  quality('empty-provider', 'text-is-not-blank', () => ({ network_provider: '' })),
  quality('name-too-long', 'text-fits', () => ({ receiver_name: 'é'.repeat(129) })),
  quality('name-with-nul', 'text-can-be-stored', (call) => ({ caller_name: `${call.caller_name}\u0000` })),
  quality('name-with-half-a-character', 'text-can-be-stored', (call) => ({
    receiver_name: `${call.receiver_name}\uD83D`,
  })),
  quality('thirtieth-of-february', 'moments-exist', (call) => ({
    start_datetime: `2023-02-30${call.start_datetime.slice(10)}`,
  })),
  quality('hour-24', 'moments-exist', (call) => ({
    end_datetime: `${call.end_datetime.slice(0, 10)} 24:00:00`,
  })),
  quality('last-century', 'starts-after-2000', (call) => during(call, '1999-06-15 12:00:00')),
  quality('far-future', 'starts-not-ahead', (call) => during(call, '2099-06-15 12:00:00')),
  quality('over-a-day', 'lasts-at-most-a-day', (call) => ({
    call_duration: overADay,
    end_datetime: shift(call.start_datetime, overADay),
    total_amount: costInCents(overADay, 5) / 100,
  })),
  quality('calls-itself', 'caller-is-not-receiver', (call) => ({ receiver_id: call.caller_id })),
];

function centsOf(call: CallRecord): number {
  return Math.round(Number(call.total_amount) * 100);
}

function during(call: CallRecord, start: string): Partial<CallRecord> {
  return { start_datetime: start, end_datetime: shift(start, call.call_duration) };
}

/** Wall-clock arithmetic: the moment so many seconds later. */
function shift(moment: string, seconds: number): string {
  return printUtc((readUtc(moment)[0] as number) + seconds * 1000);
}
