import type { Client } from '@cdr/warehouse';
import { closePages, declarePages, fetchPage, pageRows } from './statements.ts';

/** Every value as the text the server prints: no driver has a say in it, and numbers are read where they are needed. */
export type TextRow = (string | null)[];

const asText = { getTypeParser: () => (text: string) => text } as never;

/** The rows of one statement. */
export async function readRows(client: Client, text: string, values: unknown[] = []): Promise<TextRow[]> {
  const { rows } = await client.query<TextRow>({ text, values, rowMode: 'array', types: asText });
  return rows;
}

/** The rows of a statement of any length, page by page, through a cursor; needs a transaction. */
export async function readPages(client: Client, sql: string, onRow: (row: TextRow) => void): Promise<void> {
  await client.query(declarePages(sql));
  for (;;) {
    const rows = await readRows(client, fetchPage);
    for (const row of rows) onRow(row);
    if (rows.length < pageRows) break;
  }
  await client.query(closePages);
}
