import type { Migration } from './migration-files.ts';
import { otherName } from './migration-error.ts';
import type { Recorded } from './schema-version.ts';

/** What is left to do for a schema. */
export interface Plan {
  pending: Migration[];
  /** Versions that are recorded and not known here. */
  unknown: number[];
  /** The highest version now, and when all is done. */
  from: number;
  to: number;
}

/** Which migrations a schema lacks. @throws MigrationError when a version has another name there */
export function planMigrations(migrations: readonly Migration[], recorded: readonly Recorded[]): Plan {
  const names = new Map(recorded.map(({ version, name }) => [version, name]));
  for (const { version, name } of migrations) {
    const there = names.get(version);
    if (there !== undefined && there !== name) throw otherName(version, there, name);
  }
  const known = new Set(migrations.map(({ version }) => version));
  const from = Math.max(0, ...names.keys());
  return {
    pending: migrations.filter(({ version }) => !names.has(version)),
    unknown: [...names.keys()].filter((version) => !known.has(version)),
    from,
    to: Math.max(from, ...known),
  };
}
