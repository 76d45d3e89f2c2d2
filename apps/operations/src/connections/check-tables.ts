import type { Client } from '@cdr/warehouse';
import { Failure, type Found } from './check.ts';

const tables = ['telecom_data', 'load_batch', 'load_range', 'loaded_through', 'load_gate'];
const mendGate = 'Stop the loaders, leave it one row, and start them again';
const setUp = 'Run "npm run setup", which adds what is missing';

/**
 * Whether the tables are there, and one position for each partition of the clean topic; `partitions` is null where they
 * could not be counted.
 * @throws Failure
 */
export async function findTables(client: Client, topic: string, partitions: number | null): Promise<Found> {
  const { rows } = await client.query<{ table_name: string }>(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'telecom'",
  );
  const missing = tables.filter((name) => !rows.some((row) => row.table_name === name));
  if (missing.length > 0)
    throw new Failure(`${missing.map((name) => `telecom.${name}`).join(', ')} cannot be seen. ${setUp}`);
  const { rows: positions } = await client.query<{ kafka_partition: number }>(
    'SELECT kafka_partition FROM telecom.loaded_through WHERE topic = $1',
    [topic],
  );
  const problem = judgeFound(
    topic,
    partitions,
    positions.map((row) => Number(row.kafka_partition)),
  );
  if (problem !== null) throw new Failure(problem);
  const { rows: gates } = await client.query('SELECT turns FROM telecom.load_gate');
  if (gates.length !== 1)
    throw new Failure(
      `telecom.load_gate has ${gates.length} rows, must have one. ${gates.length === 0 ? setUp : mendGate}`,
    );
  const compared =
    partitions === null ? ' (how many there must be is not known: the topic was not found)' : '';
  return {
    tells: `${tables.length} tables, ${positions.length} positions of ${topic}${compared}`,
    version: null,
  };
}

/** What is wrong with the partitions that have a position, one each; null when nothing is. */
export function judgeFound(
  topic: string,
  partitions: number | null,
  found: readonly number[],
): string | null {
  const twice = found.filter((one, n) => found.indexOf(one) !== n);
  if (twice.length > 0)
    return (
      `telecom.loaded_through has several rows for ${topic}, partition ${twice.join(', ')}. Find out who added them, and ` +
      'keep the row that the ledger (telecom.load_range) ends at'
    );
  const wanted = Array.from({ length: partitions ?? 0 }, (_, partition) => partition);
  const missing = wanted.filter((partition) => !found.includes(partition));
  if (missing.length > 0)
    return `telecom.loaded_through has no row for ${topic}, partition ${missing.join(', ')}. ${setUp}`;
  return null;
}
