import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './npm-start.ts';

/** The file with the four sample records: three good ones and one call of negative length. */
export const samplesFile = join(root, 'samples/samples.ndjson');

/** The bytes of the sample that must be refused. */
export function refusedSample(): string {
  return readFileSync(samplesFile, 'utf8').trimEnd().split('\n').at(-1)!;
}

export const selectCalls = `SELECT caller_name, receiver_name, caller_id, receiver_id, start_datetime, end_datetime,
  call_duration, network_provider, total_amount FROM telecom.telecom_data ORDER BY start_datetime`;

/** The three good samples as the original system's table prints them. */
export const sampleRows = [
  row(
    'Dr. Melissa Carter',
    'Jennifer Smith',
    '+19145551234',
    '+14255556789',
    '14:30:22',
    '14:42:18',
    '716',
    'Verizon',
    '0.60',
  ),
  row(
    'Robert Johnson',
    'Sarah Williams',
    '+12025551010',
    '+13315559876',
    '15:01:33',
    '15:03:45',
    '132',
    'AT&T',
    '0.11',
  ),
  row(
    'David Kim',
    'Emergency Services',
    '+18885550101',
    '911',
    '15:45:00',
    '15:47:30',
    '150',
    'T-Mobile',
    '0.13',
  ),
];

function row(...cells: string[]) {
  const [caller, receiver, callerId, receiverId, start, end, duration, provider, amount] = cells;
  return {
    caller_name: caller,
    receiver_name: receiver,
    caller_id: callerId,
    receiver_id: receiverId,
    start_datetime: `2023-11-15 ${start}`,
    end_datetime: `2023-11-15 ${end}`,
    call_duration: duration,
    network_provider: provider,
    total_amount: amount,
  };
}
