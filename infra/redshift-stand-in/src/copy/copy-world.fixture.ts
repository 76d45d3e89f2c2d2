import { expect } from '@jest/globals';
import type pg from 'pg';
import { defaultRole, type RedshiftStandIn } from '../index.ts';
import { bucket, refusalOf, startWorld, type World } from '../real-parts.fixture.ts';

/** A client of a stand-in, a table of calls, and batches to copy into it. */
export interface CopyWorld {
  world: World;
  standIn: RedshiftStandIn;
  client: pg.Client;
  /** The name of the table of the moment. */
  table(): string;
  newTable(): Promise<void>;
  copyOf(key: string, more?: string, into?: string): string;
  rowsOf(name?: string): Promise<unknown[]>;
  /** Puts a file and its manifest, whose entry is as good as it can be but for `entry`; resolves to its key. */
  putBatch(file: Uint8Array, entry?: Record<string, unknown>): Promise<string>;
  /** A COPY that must be refused and leave no row: the code and the words of its DETAIL. */
  refused(key: string, more?: string): Promise<{ code: string; context: string }>;
}

export async function startCopyWorld(): Promise<CopyWorld> {
  const world = await startWorld();
  const standIn = await world.start();
  const client = await world.open(standIn);
  let tables = 0;
  const table = () => `calls_${tables}`;

  async function newTable(): Promise<void> {
    tables += 1;
    await client.query(
      `CREATE TABLE ${table()} (id BIGINT NOT NULL, name VARCHAR(8), cost DECIMAL(5,2), start TIMESTAMP) SORTKEY(start)`,
    );
  }

  function copyOf(key: string, more = '', into = table()): string {
    return `COPY ${into} FROM 's3://${bucket}/${key}' IAM_ROLE '${defaultRole}' FORMAT AS PARQUET ${more}`;
  }

  async function rowsOf(name = table()): Promise<unknown[]> {
    return (await client.query(`SELECT * FROM ${name} ORDER BY id`)).rows;
  }

  async function putBatch(file: Uint8Array, entry: Record<string, unknown> = {}): Promise<string> {
    const url = `s3://${bucket}/${table()}/a=1/part.parquet`;
    await world.put(`${table()}/a=1/part.parquet`, file);
    const right = { url, mandatory: true, meta: { content_length: file.length } };
    await world.put(`${table()}/manifest.json`, JSON.stringify({ entries: [{ ...right, ...entry }] }));
    return `${table()}/manifest.json`;
  }

  async function refused(key: string, more = ''): Promise<{ code: string; context: string }> {
    const error = await refusalOf(client.query(copyOf(key, more)));
    expect(error.code).toBe('XX000');
    expect(await rowsOf()).toEqual([]);
    const line = (name: string) => new RegExp(`${name}: +(.*)`).exec(error.detail ?? '')?.[1] ?? '';
    return { code: line('code'), context: `${line('error')}: ${line('context')}` };
  }

  return { world, standIn, client, table, newTable, copyOf, rowsOf, putBatch, refused };
}

/** Three calls; the first with this name and id. */
export function rowsSql(name = "'Ada'", id = '1'): string {
  return `SELECT * FROM (VALUES (${id}::BIGINT, ${name}, 1.25::DECIMAL(5,2), TIMESTAMP '2026-01-02 03:04:05.678901'),
    (2, NULL, NULL, NULL), (3, '', 0::DECIMAL(5,2), TIMESTAMP '2026-01-02')) t(id, name, cost, start)`;
}
