import { findWaiting } from './logs/find-waiting.ts';
import type { LineageParts } from './lineage-parts.ts';
import { tracePlace } from './trace-place.ts';
import { traceRow } from './trace-row.ts';
import type { CallRow, RawPlace, Trace } from './trace.ts';

/**
 * Tells where rows come from, and what became of records. All throw WarehouseError, `traceCall` KafkaError and Stop as well
 * when it looks through what waits; other trouble with parts is a step.
 */
export interface Lineage {
  /** The ways of a call's rows, or of its record that waits to be loaded. */
  traceCall(callId: string): Promise<TracedCall>;
  /** Rows of calls from or to a number, the latest start first; `traceRow` tells the way of each. */
  rowsOfNumber(number: string, most: number): Promise<CallRow[]>;
  traceRow(row: CallRow): Promise<Trace>;
  /** The way of a record of raw, whatever became of it. */
  tracePlace(place: RawPlace): Promise<Trace>;
}

/** The ways of a call. */
export interface TracedCall {
  traces: Trace[];
  /** Whether, where there is no row, all that waits to be loaded was looked through. */
  isWhole: boolean;
}

/** Lineage over these parts; each question reads a few fetches of a partition, and no log whole. */
export function createLineage(parts: LineageParts): Lineage {
  const { logs, table } = parts;

  async function traceCall(callId: string): Promise<TracedCall> {
    // Asked first: what is loaded while this looks is then found in the table, or in clean all the same.
    const positions = await table.loadedThrough(logs.topics.clean);
    const traces: Trace[] = [];
    for (const row of await table.byCall(callId)) traces.push(await traceRow(parts, row));
    if (traces.length > 0) return { traces, isWhole: true };
    const { place, isWhole } = await findWaiting(logs, callId, positions);
    return { traces: place === null ? [] : [await tracePlace(parts, place)], isWhole };
  }

  return {
    traceCall,
    rowsOfNumber: (number, most) => table.byNumber(number, most),
    traceRow: (row) => traceRow(parts, row),
    tracePlace: (place) => tracePlace(parts, place),
  };
}
