import type { CallRecord } from '@cdr/call-record';
import type { Flaw } from './flaw.ts';

function schema(name: string, change: (call: CallRecord) => unknown): Flaw {
  return {
    name,
    reason: 'schema',
    rule: null,
    takes: 'a new call',
    spoil: (call) => JSON.stringify(change(call)),
  };
}

/** JSON that is no call record: other fields, other types, other shapes. */
export const schemaFlaws: readonly Flaw[] = [
  schema('field-missing', ({ receiver_id: _, ...rest }) => rest),
  schema('field-unknown', (call) => ({ ...call, tariff: 'night' })),
  schema('field-in-capitals', ({ caller_id, ...rest }) => ({ ...rest, CALLER_ID: caller_id })),
  schema('field-null', (call) => ({ ...call, network_provider: null })),
  schema('duration-as-text', (call) => ({ ...call, call_duration: String(call.call_duration) })),
  schema('duration-with-fraction', (call) => ({ ...call, call_duration: call.call_duration + 0.5 })),
  schema('name-as-number', (call) => ({ ...call, caller_name: 4_711 })),
  schema('amount-in-words', (call) => ({ ...call, total_amount: 'free' })),
  schema('moment-with-zone', (call) => ({ ...call, start_datetime: toIso(call.start_datetime) })),
  schema('moment-without-seconds', (call) => ({ ...call, end_datetime: call.end_datetime.slice(0, 16) })),
  schema('own-id-with-blanks', (call) => ({ ...call, call_id: 'call of monday' })),
  schema('list-of-calls', (call) => [call]),
  schema('just-text', (call) => call.caller_id),
  schema('just-null', () => null),
];

function toIso(moment: string): string {
  return `${moment.replace(' ', 'T')}Z`;
}
