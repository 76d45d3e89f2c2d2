import type { Lineage, Trace } from '@cdr/lineage';
import type { TraceView } from '../api.ts';
import { QueryError } from '../asked/read-query.ts';
import type { Eyes } from '../letters/letter-view.ts';
import { callOf } from './trace-view.ts';

// Each row of a number is traced to its bytes: a page of them is enough.
const mostRows = 5;

interface Found {
  traces: Trace[];
  says: string | null;
}

/** What can be given, and how it is looked for. */
const ways: Record<string, (lineage: Lineage, given: string) => Promise<Found>> = {
  async call(lineage, given) {
    if (!/^[A-Za-z0-9._:-]{1,64}$/.test(given))
      throw new QueryError('call must be a call id: 1 to 64 of letters, digits and . _ : -');
    const { traces, isWhole } = await lineage.traceCall(given);
    if (traces.length > 0) return { traces, says: null };
    const rest = isWhole
      ? 'It is neither in the table nor on its way there; a dead letter has no call id: look for it by its place in raw.'
      : 'It is not in the table. So much waits to be loaded that not all of it was looked through: ask again later.';
    return { traces, says: rest };
  },
  async number(lineage, given) {
    if (!/^\+?\d{3,15}$/.test(given))
      throw new QueryError('number must be a phone number, as +12025550101 or 911');
    const rows = await lineage.rowsOfNumber(given, mostRows + 1);
    const traces: Trace[] = [];
    for (const row of rows.slice(0, mostRows)) traces.push(await lineage.traceRow(row));
    if (rows.length === 0) return { traces, says: 'No row of the table has this number.' };
    return { traces, says: rows.length > mostRows ? `The ${mostRows} latest calls of this number.` : null };
  },
  async row(lineage, given) {
    const match = /^(\d{1,5})\/(\d{1,15})$/.exec(given);
    if (match === null) throw new QueryError('row must be PARTITION/OFFSET of raw, as 3/17');
    const [partition, offset] = [Number(match[1]), Number(match[2])];
    return { traces: [await lineage.tracePlace({ partition, offset })], says: null };
  },
};

/** Looks for a record by what is given of it. @throws QueryError, WarehouseError, KafkaError, Stop */
export async function traceBy(
  lineage: Lineage,
  params: Readonly<Record<string, string>>,
  eyes: Eyes,
): Promise<TraceView> {
  const [given] = Object.entries(params).filter(([name, value]) => Object.hasOwn(ways, name) && value !== '');
  if (given === undefined) throw new QueryError('give one of call, number and row');
  const { traces, says } = await ways[given[0]]!(lineage, given[1]);
  return { calls: traces.map((trace) => callOf(trace, eyes)), says };
}
