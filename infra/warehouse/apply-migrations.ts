import type { Dialect } from '@cdr/call-record';
import { hasRun } from './has-run.ts';
import { inLock, type Run, type Skip } from './in-lock.ts';
import { type Migration, readMigrations, readViews, type View } from './migration-files.ts';
import { failedAt } from './migration-error.ts';
import { planMigrations } from './plan-migrations.ts';
import {
  beforeTheFirst,
  insertVersion,
  readRecorded,
  selectVersion,
  type Session,
} from './schema-version.ts';

/** A statement of a migration; skipped is one whose column or table was there. */
export interface PlannedStatement {
  text: string;
  skipped: boolean;
}

/** What became of a schema, or in a dry run would become. */
export interface MigrationReport {
  dryRun: boolean;
  /** The highest version before, 0 when there was none, and behind it. */
  from: number;
  to: number;
  /** What this run applied: not what another has, at the same time. */
  migrations: { version: number; name: string; statements: PlannedStatement[] }[];
  /** All of them, made anew each time. */
  views: View[];
  /** Versions that the warehouse has and this program does not know: a newer one has made them, or one of another branch. */
  unknown: number[];
}

export interface MigrateOptions {
  dialect: Dialect;
  /** Only looks and tells; nothing is changed, and the table of versions not made. */
  dryRun?: boolean;
}

/**
 * Brings a schema to the newest version, and makes its views anew. Safe to run again, and by several at once; a schema that was made before there were
 * versions is taken over as it is.
 * @throws MigrationError
 */
export async function migrate(
  session: Session,
  { dialect, dryRun = false }: MigrateOptions,
): Promise<MigrationReport> {
  const views = readViews();
  const applied = await applyMigrations(session, readMigrations(dialect), dryRun);
  if (!dryRun) await makeViews(session, views);
  return { ...applied, views };
}

/** Applies those of these migrations that the schema lacks. @throws MigrationError */
export async function applyMigrations(
  session: Session,
  migrations: readonly Migration[],
  dryRun: boolean,
): Promise<Omit<MigrationReport, 'views'>> {
  const recorded = await readRecorded(session);
  const { pending, unknown, from, to } = planMigrations(migrations, recorded ?? []);
  if (recorded === null && !dryRun) await runOneByOne(session, beforeTheFirst);
  const done: MigrationReport['migrations'] = [];
  for (const migration of pending) {
    const { version, name } = migration;
    const statements = dryRun ? await look(session, migration) : await apply(session, migration);
    if (statements !== null) done.push({ version, name, statements });
  }
  return { dryRun, from, to, migrations: done, unknown };
}

async function look(session: Session, { statements, inTransaction }: Migration): Promise<PlannedStatement[]> {
  const planned: PlannedStatement[] = [];
  for (const text of statements)
    planned.push({ text, skipped: inTransaction && (await hasRun(session, text)) });
  return planned;
}

function apply(session: Session, migration: Migration): Promise<PlannedStatement[] | null> {
  return migration.inTransaction ? applyAsOne(session, migration) : applyOneByOne(session, migration);
}

/** Null when another has applied it meanwhile. */
function applyAsOne(session: Session, migration: Migration): Promise<PlannedStatement[] | null> {
  return recordOnce(session, migration, async (run, skip) => {
    const planned: PlannedStatement[] = [];
    for (const text of migration.statements) {
      const skipped = await skip(text);
      if (!skipped) await run(text);
      planned.push({ text, skipped });
    }
    return planned;
  });
}

async function applyOneByOne(session: Session, migration: Migration): Promise<PlannedStatement[] | null> {
  await runOneByOne(session, migration);
  const planned = migration.statements.map((text) => ({ text, skipped: false }));
  return recordOnce(session, migration, () => Promise.resolve(planned));
}

// Each statement may have run already, by another at the same time or by one that was killed before it recorded so.
async function runOneByOne(session: Session, migration: Migration): Promise<void> {
  for (const statement of migration.statements) {
    try {
      await session.query(statement);
    } catch (error) {
      if (!(await hasRun(session, statement).catch(() => false))) throw failedAt(migration, statement, error);
    }
  }
}

/** Does the work and records the version, in one transaction; null, with nothing done, when it is recorded. */
function recordOnce<T>(
  session: Session,
  migration: Migration,
  work: (run: Run, skip: Skip) => Promise<T>,
): Promise<T | null> {
  const { version, name } = migration;
  return inLock(session, migration, async (run, skip) => {
    const { rows } = await run(selectVersion, [version]);
    if (rows.length > 0) return null;
    const result = await work(run, skip);
    await run(insertVersion, [version, name, utcNow()]);
    return result;
  });
}

async function makeViews(session: Session, views: readonly View[]): Promise<void> {
  const statements = views.map(({ text }) => text);
  await inLock(session, { name: 'views', statements, inTransaction: true }, async (run) => {
    for (const text of statements) await run(text);
  });
}

// As text: the driver writes a Date in the zone of this process.
function utcNow(): string {
  return new Date().toISOString().slice(0, 23).replace('T', ' ');
}
