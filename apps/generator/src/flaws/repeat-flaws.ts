import type { CallRecord } from '@cdr/call-record';
import type { Flaw } from './flaw.ts';
import { providers } from '../make-call.ts';

function conflict(name: string, change: (call: CallRecord) => Partial<CallRecord>): Flaw {
  return {
    name,
    reason: 'conflict',
    rule: null,
    takes: 'an earlier call',
    spoil: (call) => JSON.stringify({ ...call, ...change(call) }),
  };
}

/** The same call again with another content: no rule is broken, but only one of them can be true. */
export const conflictFlaws: readonly Flaw[] = [
  conflict('other-provider', (call) => ({
    network_provider: providers.find((provider) => provider !== call.network_provider) as string,
  })),
  conflict('other-receiver-name', (call) => ({ receiver_name: `${call.receiver_name} Jr.` })),
];

function duplicate(name: string, spoil: Flaw['spoil']): Flaw {
  return { name, reason: 'duplicate', rule: null, takes: 'an earlier call', spoil };
}

/** The same call again with the same content, most often byte for byte. */
export const duplicateFlaws: readonly Flaw[] = [
  duplicate('exact-copy', (call) => JSON.stringify(call)),
  duplicate('exact-copy', (call) => JSON.stringify(call)),
  duplicate('exact-copy', (call) => JSON.stringify(call)),
  duplicate('copy-spelt-otherwise', spellOtherwise),
];

/** Fields from last to first, blanks between them, `60.0` for a duration of 60 and `"0.60"` for an amount of 0.6. */
function spellOtherwise(call: CallRecord): string {
  const spelling: Partial<Record<keyof CallRecord, string>> = {
    call_duration: `${String(call.call_duration)}.0`,
    total_amount: `"${Number(call.total_amount).toFixed(2)}"`,
  };
  const fields = Object.entries(call)
    .reverse()
    .map(([key, value]) => `"${key}": ${spelling[key as keyof CallRecord] ?? JSON.stringify(value)}`);
  return `{ ${fields.join(', ')} }`;
}
