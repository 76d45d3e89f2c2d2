import { type CallRecord, printUtc, readUtc } from '@cdr/call-record';
import { createFactGatherer } from '../facts.ts';
import { defaultQualitySettings } from '../quality-settings.ts';
import type { Field, Rule } from '../rule.ts';

/** The first sample of the original project: it keeps every rule. */
export const goodCall: CallRecord = {
  caller_name: 'Dr. Melissa Carter',
  receiver_name: 'Jennifer Smith',
  caller_id: '+19145551234',
  receiver_id: '+14255556789',
  start_datetime: '2023-11-15 14:30:22',
  end_datetime: '2023-11-15 14:42:18',
  call_duration: 716,
  network_provider: 'Verizon',
  total_amount: 0.6,
};

/** When Kafka received the calls of the tests, ms since the epoch. */
export const receivedAt = Date.UTC(2023, 10, 15, 16);

/** The changes that make the good call last so many seconds, the amount agreeing with the rate. */
export function lasting(seconds: number): Partial<CallRecord> {
  const [start] = readUtc(goodCall.start_datetime);
  return {
    end_datetime: printUtc(start! + seconds * 1000),
    call_duration: seconds,
    total_amount: (Math.round(seconds / 12) / 100).toFixed(2),
  };
}

/** The field of the good call, so changed, that breaks the rule; null when it is kept. */
export function brokenBy(
  rule: Rule,
  changes: Partial<CallRecord>,
  settings = defaultQualitySettings,
): Field | null {
  const gatherFacts = createFactGatherer(settings.timeZone);
  return rule.brokenBy(gatherFacts({ ...goodCall, ...changes }, receivedAt), settings);
}
