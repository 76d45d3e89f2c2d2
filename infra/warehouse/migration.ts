import { readMigrations } from './migration-files.ts';
import { positions } from './positions.ts';

/**
 * All statements that make an empty schema, for a database that keeps no versions: the twin in memory. Without views, and
 * without indexes, which it has not all kinds of and nothing leans on but speed.
 */
export function migration(topic: string, partitions: number): string[] {
  const schema = readMigrations('postgres').flatMap(({ statements }) => statements);
  const tables = schema.filter((statement) => !/^CREATE INDEX /.test(statement));
  return [...tables, ...positions(topic, partitions)];
}
