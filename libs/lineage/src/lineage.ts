import { findWaiting } from './logs/find-waiting.ts';
import type { LineageParts } from './lineage-parts.ts';
import type { Searched } from './table/call-table.ts';
import { tracePlace } from './trace-place.ts';
import { traceRow } from './trace-row.ts';
import type { CallRow, RawPlace, Trace } from './trace.ts';

/**
 * Tells where rows come from, and what became of records. All throw WarehouseError, `traceCall` KafkaError and Stop as well
 * when it looks through what waits; other trouble with parts is a step.
 */
export interface Lineage {
  /** The ways of a call's rows, or of its record that waits to be loaded; from the `next` of an answer that found none. */
  traceCall(callId: string, from?: string | null): Promise<TracedCall>;
  /** Rows of calls from or to a number, the last written first; `traceRow` tells the way of each. */
  rowsOfNumber(number: string, most: number, from?: string | null): Promise<Searched<CallRow>>;
  traceRow(row: CallRow): Promise<Trace>;
  /** The way of a record of raw, whatever became of it. */
  tracePlace(place: RawPlace): Promise<Trace>;
}

/** The ways of a call. */
export interface TracedCall extends Pick<Searched<never>, 'next' | 'share'> {
  traces: Trace[];
  /** Whether, where there is no row, all that waited to be loaded when the search began was looked through. */
  isWhole: boolean;
}

/** Lineage over these parts; each question reads a few fetches of a partition, and no log whole. */
export function createLineage(parts: LineageParts): Lineage {
  const { logs, table, searchMs: forMs = Infinity } = parts;

  async function traceCall(callId: string, from: string | null = null): Promise<TracedCall> {
    // Asked before anything is looked for: what is loaded meanwhile is then found in clean all the same, so answers that go on
    // need not look there.
    const positions = from === null ? await table.loadedThrough(logs.topics.clean) : [];
    const { found, next, share } = await table.searchCall(callId, { from, forMs });
    const traces: Trace[] = [];
    for (const row of found) traces.push(await traceRow(parts, row));
    if (traces.length > 0) return { traces, next: null, share, isWhole: true };
    const { place, isWhole } = await findWaiting(logs, callId, positions);
    if (place === null) return { traces, next, share, isWhole };
    return { traces: [await tracePlace(parts, place)], next: null, share, isWhole };
  }

  return {
    traceCall,
    rowsOfNumber: (number, most, from = null) => table.searchNumber(number, { from, most, forMs }),
    traceRow: (row) => traceRow(parts, row),
    tracePlace: (place) => tracePlace(parts, place),
  };
}
