import { lockVersions, type Session } from './schema-version.ts';

// Made by 0003 too. But who has emptied the table by hand is told to run setup again.
const gateRow = 'INSERT INTO telecom.load_gate SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM telecom.load_gate)';

/**
 * Adds what is missing of the rows that loaders need and never make: one position for each partition, and the one of the
 * gate. Safe to run again, and by several at once; the schema must be there.
 */
export async function addPositions(session: Session, topic: string, partitions: number): Promise<void> {
  try {
    await session.query('BEGIN');
    await session.query(lockVersions);
    for (const statement of [gateRow, ...positions(topic, partitions)]) await session.query(statement);
    await session.query('COMMIT');
  } catch (error) {
    await session.query('ROLLBACK').catch(() => undefined); // the connection may be gone; the first error is what counts
    throw error;
  }
}

/** One row for each partition, made here and nowhere else: two loaders that each made one would both load. */
export function positions(topic: string, partitions: number): string[] {
  const name = `'${topic.replaceAll("'", "''")}'`;
  return Array.from(
    { length: partitions },
    (_, partition) =>
      `INSERT INTO telecom.loaded_through (topic, kafka_partition, next_offset, raw_high_water)
       SELECT ${name}, ${partition}, 0, -1 WHERE NOT EXISTS
         (SELECT 1 FROM telecom.loaded_through WHERE topic = ${name} AND kafka_partition = ${partition})`,
  );
}
