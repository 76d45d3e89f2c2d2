import type { Carry } from '@cdr/loader/memory';
import type { Random } from '@cdr/generator';
import { WarehouseError } from '@cdr/warehouse';
import type { Weather } from './network.ts';
import type { Scheduler } from './scheduler.ts';

// The commit is the one statement whose unknown outcome matters: it goes wrong more often than all others.
const badness = { commit: 1.5, other: 0.1 };
const lockTimeoutMs = 30_000;

/** A network to the database on which the scheduler decides when a statement arrives, and dice whether. */
export function createCarry(scheduler: Scheduler, random: Random, weather: Weather): Carry {
  return async (statement, waits, arrive) => {
    const label = statement.slice(0, 40);
    const isCommit = statement === 'COMMIT';
    const goesWrong = random.next() < weather.badness * (isCommit ? badness.commit : badness.other);
    if (!goesWrong || statement === 'hang up')
      return scheduler.request({ label, waits, waitsMs: lockTimeoutMs }, () => {
        if (waits()) throw new WarehouseError('lock timeout', '55P03', true);
        return arrive();
      });
    // Its answer is lost; it may have been done, may still be done when nobody waits for it, or never.
    const fate = random.below(3);
    if (isCommit && fate === 0) scheduler.later(`${label} late`, () => arrive().then(nothing, nothing));
    return scheduler.request({ label: `${label} unanswered` }, async () => {
      if (isCommit && fate === 1) await arrive();
      throw new WarehouseError('the connection is lost', 'CONNECTION_LOST', true);
    });
  };
}

function nothing(): void {
  return undefined;
}
