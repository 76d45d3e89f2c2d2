import { callId, type CanonicalRecord, fingerprint, printUtc } from '@cdr/call-record';
import { topics } from './names.ts';

/** What is known of a raw record before anybody judges it. */
export interface Sent {
  offset: number;
  /** Epoch ms. */
  timestamp: number;
  /** The call, and which of its contents. */
  call: number;
  content: number;
  kind: Kind;
  /** The raw offset in the same partition that it is sent in place of. */
  replaces: number | null;
  value: string;
}

/** Good under all rules, under none, under the older or the newer only; or good, but too much for the warehouse. */
export type Kind = 'good' | 'bad' | 'old' | 'new' | 'unloadable';

const firstStart = Date.UTC(2023, 10, 15, 6);
// Cents a minute: what costs a minute more or less is good under both.
export const rates = { old: 5, new: 6 };
const minutes: Record<Kind, number> = { good: 1, bad: 1, old: 20, new: 20, unloadable: 1 };
const cents: Record<Kind, number> = { good: 5, bad: 5, old: 100, new: 120, unloadable: 5 };
/** A name by which the simulated warehouse refuses a record. */
export const unloadableName = 'Nobody takes me';

function callOf({ call, content, kind }: Pick<Sent, 'call' | 'content' | 'kind'>): CanonicalRecord {
  const start = firstStart + call * 1_000;
  return {
    caller_name: kind === 'unloadable' ? unloadableName : `Content ${content}`,
    receiver_name: 'Jennifer Smith',
    caller_id: `+1914555${String(call % 10_000).padStart(4, '0')}`,
    receiver_id: '+14255556789',
    start_datetime: printUtc(start),
    end_datetime: printUtc(start + minutes[kind] * 60_000),
    call_duration: minutes[kind] * 60,
    network_provider: 'Verizon',
    total_amount: (cents[kind] / 100).toFixed(2),
  };
}

/** The bytes of a record; those of a bad one are no call. */
export function valueOf(sent: Pick<Sent, 'call' | 'content' | 'kind'>): string {
  return sent.kind === 'bad' ? `{"no call":${sent.call}}` : JSON.stringify(callOf(sent));
}

/** The names of a call and of its content, as they stand in clean. */
export function identityOf(sent: Sent): { callId: string; fingerprint: string } {
  const call = callOf(sent);
  return { callId: callId(call), fingerprint: fingerprint(call) };
}

/** The header of a record sent in place of another one. */
export function replacesHeader(partition: number, offset: number): Record<string, string> {
  return { 'dlq.replaces': `${topics.raw}/${partition}/${offset}`, 'dlq.replay.count': '1' };
}
