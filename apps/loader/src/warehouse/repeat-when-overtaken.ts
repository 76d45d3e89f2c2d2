import { toWarehouseError, WarehouseError } from '@cdr/warehouse';
import type { Session } from './commit-load.ts';

// A transaction that saw an older state than another one has committed since, or that waits for one that waits for it:
// PostgreSQL's serialization failure and deadlock, Redshift's serializable isolation violation.
const overtaken = new Set(['40001', '40P01', 'redshift:1023']);
/** The gate lets one through at a time: more than a few in a row are no bad luck. */
const mostRepeats = 3;

/**
 * Does a transaction again whose server has rolled it back because another one came before it. Of these errors it is certain
 * that nothing was committed; of all others the positions tell.
 * @throws WarehouseError, what `work` throws
 */
export async function repeatWhenOvertaken<T>(
  session: Session,
  doing: string,
  work: () => Promise<T>,
): Promise<T> {
  for (let repeats = 0; ; repeats += 1) {
    try {
      return await work();
    } catch (error) {
      const told = toWarehouseError(doing, error);
      const passes = told instanceof WarehouseError && overtaken.has(told.code);
      if (!passes || repeats === mostRepeats) throw told;
      await session.query('ROLLBACK');
    }
  }
}
