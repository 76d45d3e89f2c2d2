import { readMigrations } from './migration-files.ts';
import { positions } from './positions.ts';

/** All statements that make an empty schema without views, for a database that keeps no versions: the twin in memory. */
export function migration(topic: string, partitions: number): string[] {
  const schema = readMigrations('postgres').flatMap(({ statements }) => statements);
  return [...schema, ...positions(topic, partitions)];
}
