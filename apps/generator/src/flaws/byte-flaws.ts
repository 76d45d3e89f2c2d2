import type { CallRecord } from '@cdr/call-record';
import type { Flaw, MessageValue } from './flaw.ts';

/** Over the 65,536 bytes a value may have. */
const tooLongName = 'x'.repeat(66_000);

function malformed(name: string, spoil: (json: string) => MessageValue): Flaw {
  return {
    name,
    reason: 'malformed',
    rule: null,
    takes: 'a new call',
    spoil: (call) => spoil(JSON.stringify(call)),
  };
}

/** Values that are too large, or no JSON text at all. */
export const byteFlaws: readonly Flaw[] = [
  {
    name: 'value-too-large',
    reason: 'oversize',
    rule: null,
    takes: 'a new call',
    spoil: (call: CallRecord) => JSON.stringify({ ...call, caller_name: tooLongName }),
  },
  malformed('no-value', () => null),
  malformed('empty-value', () => ''),
  malformed('no-json', () => 'switch 7: call lost'),
  malformed('cut-short', (json) => json.slice(0, json.length >> 1)),
  malformed('two-calls-in-one', (json) => json + json),
  malformed('byte-order-mark', (json) => `\uFEFF${json}`),
  malformed('amount-not-a-number', (json) => json.replace(/"total_amount":[\d.]+/, '"total_amount":NaN')),
  malformed('name-in-latin-1', (json) => Buffer.from(json.replace(/"caller_name":"/, '$&\u00C9'), 'latin1')),
];
