import { hash } from 'node:crypto';
import type { Flaw } from '@cdr/generator';

// What must become of raw records, told anew and naively: from what the generator meant, in the order of raw, with no code
// of the validator and none of the rules. Copies lie well inside its memory, so here nothing is ever forgotten.

/** What a producer meant a message to be; null: a clean call. */
export type Intent = Pick<Flaw, 'reason' | 'rule'> | null;

/** A record of raw, known by its producer. */
export interface Known {
  offset: number;
  timestamp: number;
  value: Buffer | null;
  intent: Intent;
}

/** What must be found of it. */
export type Expected =
  | { kind: 'row'; row: string[] }
  | { kind: 'letter'; reason: string; rule: string | null; duplicateOf: number | null };

export interface Model {
  /** Takes the records of its partition in order. */
  expect(record: Known): Expected;
  /** The most clean records between a call and a copy of it. */
  furthestCopy(): number;
}

/** Judges the records of one partition. */
export function createModel(partition: number): Model {
  const first = new Map<string, { offset: number; content: string; place: number }>();
  let furthest = 0;

  function expect({ offset, timestamp, value, intent }: Known): Expected {
    if (intent !== null && intent.reason !== 'duplicate' && intent.reason !== 'conflict')
      return { kind: 'letter', ...intent, duplicateOf: null };
    const { fields, callId } = readCall(value!);
    const content = fields.join('\0');
    const earlier = first.get(callId);
    if (earlier === undefined) {
      first.set(callId, { offset, content, place: first.size });
      return { kind: 'row', row: rowOf(fields, callId, partition, offset, timestamp) };
    }
    furthest = Math.max(furthest, first.size - earlier.place);
    const reason = earlier.content === content ? 'duplicate' : 'conflict';
    return { kind: 'letter', reason, rule: null, duplicateOf: earlier.offset };
  }

  return { expect, furthestCopy: () => furthest };
}

const names = [
  'caller_name',
  'receiver_name',
  'caller_id',
  'receiver_id',
  'start_datetime',
  'end_datetime',
  'call_duration',
  'network_provider',
  'total_amount',
] as const;

function readCall(value: Buffer): { fields: string[]; callId: string } {
  const call = JSON.parse(value.toString()) as Record<(typeof names)[number], string | number>;
  const fields = names.map((name) =>
    name === 'total_amount' ? Number(call[name]).toFixed(2) : String(call[name]),
  );
  const identity = `${call.caller_id}\0${call.receiver_id}\0${call.start_datetime}`;
  return { fields, callId: hash('sha256', identity, 'hex').slice(0, 32) };
}

/** A row of the table as text: what `selectRows` of read-table.ts gives. */
function rowOf(
  fields: string[],
  callId: string,
  partition: number,
  offset: number,
  timestamp: number,
): string[] {
  const content = names.map((name, n) => `${name}\0${fields[n]}\0`).join('');
  const fingerprint = hash('sha256', content, 'hex').slice(0, 16);
  return [...fields, callId, fingerprint, String(partition), String(offset), String(timestamp)];
}
