import type { Lineage } from '@cdr/lineage';
import type { TraceView } from '../api.ts';
import { ForbiddenError, QueryError } from '../asked/read-query.ts';
import type { Seal } from '../asked/seal.ts';
import type { Asked } from '../http/request.ts';
import { callOf, lineOf } from './trace-view.ts';

/** Of calls of a number, in one answer. */
const mostRows = 50;

/** How one thing is looked for that may be given. */
interface Way {
  pattern: RegExp;
  /** What it must be. */
  wanted: string;
  look: (lineage: Lineage, given: string, from: string | null, asked: Asked) => Promise<Partial<TraceView>>;
}

const ways: Record<string, Way> = {
  call: {
    pattern: /^[A-Za-z0-9._:-]{1,64}$/,
    wanted: 'a call id: 1 to 64 of letters, digits and . _ : -',
    async look(lineage, given, from, { eyes }) {
      const { traces, isWhole, next, share } = await lineage.traceCall(given, from);
      if (traces.length > 0) return { calls: traces.map((trace) => callOf(trace, eyes)) };
      const unsure = isWhole
        ? []
        : ['So much waits to be loaded that not all of it was looked through: ask again later.'];
      const nowhere =
        next === null
          ? ['It is not in the table. A dead letter has no call id: look for it by its place in raw.']
          : [];
      return { says: [...unsure, ...nowhere], next, share };
    },
  },
  number: {
    pattern: /^\+?\d{3,15}$/,
    wanted: 'a phone number, as +12025550101 or 911',
    async look(lineage, given, from, { eyes, mayLookThrough }) {
      // Who calls whom and when is what the masks are for.
      if (!mayLookThrough) throw new ForbiddenError('Only operators may look for a phone number');
      const { found, next, share } = await lineage.rowsOfNumber(given, mostRows, from);
      return { rows: found.map((row) => lineOf(row, eyes)), next, share };
    },
  },
  row: {
    pattern: /^\d{1,5}\/\d{1,15}$/,
    wanted: 'PARTITION/OFFSET of raw, as 3/17',
    async look(lineage, given, _, { eyes }) {
      const [partition, offset] = given.split('/').map(Number) as [number, number];
      return { calls: [callOf(await lineage.tracePlace({ partition, offset }), eyes)] };
    },
  },
};

const whole: TraceView = { calls: [], rows: [], says: [], next: null, share: 1 };

/** Looks for a record by what is given of it, and goes on `from` there. @throws QueryError, ForbiddenError, WarehouseError, KafkaError, Stop */
export async function traceBy(
  { lineage, seal }: { lineage: Lineage; seal: Seal },
  asked: Asked,
): Promise<TraceView> {
  const { from: sealed = '', ...params } = asked.params;
  const [sought] = Object.entries(params).filter(
    ([name, value]) => Object.hasOwn(ways, name) && value !== '',
  );
  if (sought === undefined) throw new QueryError('give one of call, number and row');
  const [name, given] = sought;
  const { pattern, wanted, look } = ways[name]!;
  if (!pattern.test(given)) throw new QueryError(`${name} must be ${wanted}`);
  const search = sought.join('=');
  const from = sealed === '' ? null : seal.open(sealed, search);
  if (sealed !== '' && from === null)
    throw new QueryError('from must be the next of an answer to the same search: begin it anew');
  const view = { ...whole, ...(await look(lineage, given, from, asked)) };
  return { ...view, next: view.next && seal.seal(view.next, search) };
}
