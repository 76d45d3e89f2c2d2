import pg from 'pg';

/** Rows of the table by raw offset, as text; several where a record was loaded several times. */
export type Rows = Map<number, string[][]>;

const asText = { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig;
const rowsAtOnce = 20_000;

const select = `SELECT caller_name, receiver_name, caller_id, receiver_id,
    to_char(start_datetime, 'YYYY-MM-DD HH24:MI:SS'), to_char(end_datetime, 'YYYY-MM-DD HH24:MI:SS'),
    call_duration::text, network_provider, total_amount::text, call_id, fingerprint, raw_partition::text,
    raw_offset::text, (extract(epoch FROM ingested_at) * 1000)::bigint::text
  FROM telecom.telecom_data`;

const offsetAt = 12;

/** Reads the table. */
export async function withTable<T>(url: string, work: (table: Table) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, types: asText });
  await client.connect();
  try {
    return await work({ rowsOf: (partition) => rowsOf(client, partition), calls: () => countCalls(client) });
  } finally {
    await client.end();
  }
}

/** The table as it stands. */
export interface Table {
  /** Those that come from a partition of raw. */
  rowsOf(partition: number): Promise<Rows>;
  /** All rows, and the calls that they are of. */
  calls(): Promise<{ rows: number; calls: number }>;
}

async function rowsOf(client: pg.Client, partition: number): Promise<Rows> {
  const rows: Rows = new Map();
  await client.query('BEGIN');
  await client.query(`DECLARE found CURSOR FOR ${select} WHERE raw_partition = ${partition}`);
  for (;;) {
    const page = await client.query<string[]>({ text: `FETCH ${rowsAtOnce} FROM found`, rowMode: 'array' });
    if (page.rows.length === 0) break;
    for (const row of page.rows) {
      const offset = Number(row[offsetAt]);
      const there = rows.get(offset);
      if (there === undefined) rows.set(offset, [row]);
      else there.push(row);
    }
  }
  await client.query('COMMIT');
  return rows;
}

async function countCalls(client: pg.Client): Promise<{ rows: number; calls: number }> {
  const { rows } = await client.query<Record<string, string>>(
    'SELECT count(*) AS rows, count(DISTINCT call_id) AS calls FROM telecom.telecom_data',
  );
  return { rows: Number(rows[0]!['rows']), calls: Number(rows[0]!['calls']) };
}
