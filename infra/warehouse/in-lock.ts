import { hasRun } from './has-run.ts';
import { failedAt } from './migration-error.ts';
import type { Step } from './migration-files.ts';
import { lockVersions, type Session } from './schema-version.ts';

/** Runs a statement. @throws MigrationError */
export type Run = (statement: string, values?: unknown[]) => ReturnType<Session['query']>;
/** Whether a statement has run already. @throws MigrationError */
export type Skip = (statement: string) => Promise<boolean>;

/** Does the work in one transaction, in which nobody else changes the schema. @throws MigrationError, with nothing done */
export async function inLock<T>(
  session: Session,
  step: Step,
  work: (run: Run, skip: Skip) => Promise<T>,
): Promise<T> {
  async function telling<R>(statement: string, ask: () => Promise<R>): Promise<R> {
    try {
      return await ask();
    } catch (error) {
      throw failedAt(step, statement, error);
    }
  }
  function run(text: string, values?: unknown[]) {
    return telling(text, () => session.query(text, values));
  }
  function skip(text: string) {
    return telling(text, () => hasRun(session, text));
  }

  try {
    await run('BEGIN');
    await run(lockVersions);
    const result = await work(run, skip);
    await run('COMMIT');
    return result;
  } catch (error) {
    await session.query('ROLLBACK').catch(() => undefined); // the connection may be gone; the first error is what counts
    throw error;
  }
}
