import { columns, sqlType } from '@cdr/call-record';
import { madeColumns } from '@cdr/infra';
import { readMigrations } from '@cdr/infra/migration-files';
import type { JsonSchema, Version } from './json-schema.ts';
import { judgeColumns } from './judge-columns.ts';
import { judgeFields } from './judge-fields.ts';
import { judgeRecords } from './judge-records.ts';
import { readSchema } from './read-schema.ts';
import { released } from './released.ts';

/** A schema by our own checks. */
export interface Judged {
  name: string;
  /** Null when it is none. */
  schema: JsonSchema | null;
  /** The versions whose records it must read. */
  olders: readonly string[];
  problems: string[];
}

/** Judges the released schemas, each against those before it. */
export function judgeReleased(): Judged[] {
  return released.map(({ name, schema }, n) => judge(name, schema, released.slice(0, n)));
}

/** Judges JSON as the schema that would come next. */
export function judgeNext(json: unknown): Judged {
  return judge(`v${released.length + 1}`, json, released);
}

/** Where the table of columns leaves what the migrations make; null when it does not. */
export function judgeTable(): string | null {
  // The columns are the same for both databases: a test holds them to it.
  const made = madeColumns(readMigrations('redshift').flatMap(({ statements }) => statements));
  return judgeColumns(
    columns.map(({ name, type }) => ({ name, type: sqlType(type) })),
    made,
  );
}

function judge(name: string, json: unknown, before: readonly Version[]): Judged {
  const read = readSchema(json);
  const olders = before.map((older) => older.name);
  if ('problems' in read) return { name, schema: null, olders, problems: read.problems };
  const version = { name, schema: read.schema };
  const problems = [...judgeRecords(version, before), ...judgeFields(version, before, columns)];
  return { ...version, olders, problems };
}
