import { type CallRecord, printUtc } from '@cdr/call-record';

const firstStart = Date.UTC(2023, 10, 15, 12);

/** When Kafka received the first call of a test, epoch ms. */
export const receivedAt = Date.UTC(2023, 10, 15, 16);

/** Call number n: every number a call of its own, of a minute and five cents. */
export function callOf(n: number, changes: Partial<CallRecord> = {}): CallRecord {
  const start = firstStart + n * 1000;
  return {
    caller_name: `Caller ${n}`,
    receiver_name: 'Jennifer Smith',
    caller_id: `+1914555${String(n % 10_000).padStart(4, '0')}`,
    receiver_id: '+14255556789',
    start_datetime: printUtc(start),
    end_datetime: printUtc(start + 60_000),
    call_duration: 60,
    network_provider: 'Verizon',
    total_amount: 0.05,
    ...changes,
  };
}

/** The JSON of call n. */
export function jsonOf(n: number, changes: Partial<CallRecord> = {}): string {
  return JSON.stringify(callOf(n, changes));
}

/** A message that no rule lets pass. */
export const badJson = '{"no":"call"}';
