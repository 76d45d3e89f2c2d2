import { readdirSync, readFileSync } from 'node:fs';
import type { Dialect } from '@cdr/call-record';
import { splitStatements } from './split-statements.ts';

/** What is done to a schema in one go; without a version where it is done each time. */
export interface Step {
  version?: number;
  name: string;
  statements: readonly string[];
  /** Whether all of it is done or nothing; what may not run so is done statement by statement. */
  inTransaction: boolean;
}

/** A step that is done once. A released one is never changed: the next one does that. */
export interface Migration extends Step {
  version: number;
}

/** A file of `migrations/`. */
export interface MigrationFile {
  file: string;
  text: string;
}

/** A view, as it is made each time. */
export interface View {
  /** With its schema. */
  name: string;
  text: string;
}

const viewsFile = 'views.sql';

/** The migrations of a database, in their order, from the files beside this one (or beside the bundle). */
export function readMigrations(dialect: Dialect): Migration[] {
  const files = readdirSync(folder()).filter((file) => file !== viewsFile);
  return toMigrations(
    files.map((file) => ({ file, text: read(file) })),
    dialect,
  );
}

/** The views, which are the same for each database. */
export function readViews(): View[] {
  return toViews(read(viewsFile));
}

function folder(): URL {
  return new URL('./migrations/', import.meta.url);
}

function read(file: string): string {
  return readFileSync(new URL(file, folder()), 'utf8');
}

// 0003-ledger.sql is for both databases, 0004-find-copies.redshift.sql for one.
const fileName = /^(\d{4})-([a-z-]+)(?:\.(postgres|redshift))?\.sql$/;
const outside = /^-- outside a transaction: ./;

/** Migrations of files. @throws when a name is none, or a number is missing or there twice */
export function toMigrations(files: readonly MigrationFile[], dialect: Dialect): Migration[] {
  const migrations = files.flatMap(({ file, text }) => {
    const [, version, name, only = dialect] = fileName.exec(file) ?? [];
    if (version === undefined || name === undefined)
      throw new Error(
        `${file} is no name of a migration, as 0001-some-name.sql or 0001-some-name.redshift.sql`,
      );
    if (only !== dialect) return [];
    const statements = splitStatements(text);
    return [{ version: Number(version), name, statements, inTransaction: !outside.test(text) }];
  });
  migrations.sort((a, b) => a.version - b.version);
  migrations.forEach(({ version, name }, n) => {
    if (version !== n + 1)
      throw new Error(`migration ${version} (${name}) of ${dialect} has the place of ${n + 1}`);
  });
  return migrations;
}

/** Views of the file that makes them. @throws when a statement makes none, or could not run a second time */
export function toViews(text: string): View[] {
  return splitStatements(text).map((statement) => {
    const [, name] = /^CREATE OR REPLACE VIEW (\w+\.\w+) AS\n/.exec(statement) ?? [];
    if (name === undefined)
      throw new Error(
        `a statement of ${viewsFile} is no CREATE OR REPLACE VIEW schema.name AS: ${statement}`,
      );
    return { name, text: statement };
  });
}
