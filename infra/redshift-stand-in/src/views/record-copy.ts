import type { CopyResult } from '../copy/run-copy.ts';
import type { CopyStatement } from '../copy/copy-statement.ts';
import type { PostgresAccess } from '../options.ts';
import { withClient } from './install-views.ts';

/** A COPY that came to its end. */
export interface CopyRecord {
  queryId: number;
  sessionId: number;
  startedAt: Date;
  copy: CopyStatement;
  result: Exclude<CopyResult, { kind: 'refused' }>;
}

const keptCopies = 1_000;

/** Writes what the system views show of a COPY, over a connection of its own: a rollback of the client's keeps it. */
export async function recordCopy(postgres: PostgresAccess, record: CopyRecord): Promise<void> {
  const { queryId, sessionId, startedAt, copy, result } = record;
  const isLoaded = result.kind === 'loaded';
  const files = isLoaded ? result.files : [];
  await withClient(postgres, async (client) => {
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO redshift_stand_in.copy SELECT $1, usesysid, $2, $3, current_database(), $4, $5, $6,
        $7::timestamp, $8::timestamp, $9, $10, $11, $12 FROM pg_catalog.pg_user WHERE usename = current_user`,
      [
        ...[queryId, queryId, sessionId, isLoaded ? 'completed' : 'aborted', copy.table, result.target.id],
        ...[utc(startedAt), utc(new Date()), `s3://${copy.bucket}/${copy.key}`],
        ...[isLoaded ? result.rows : 0, files.reduce((sum, { bytes }) => sum + bytes, 0), files.length],
      ],
    );
    for (const { name, rows } of files) {
      await client.query('INSERT INTO redshift_stand_in.copy_file VALUES ($1, $2, $3)', [
        queryId,
        name,
        rows,
      ]);
    }
    if (result.kind === 'failed') {
      const { fault, place } = result;
      const message = fault.context === '' ? fault.error : fault.context;
      await client.query('INSERT INTO redshift_stand_in.copy_error VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
        ...[queryId, place.file ?? '', place.row ?? 0, place.column ?? ''],
        ...[
          place.type?.replace(/\(.*/, '').toLowerCase() ?? '',
          place.length?.toString() ?? '',
          fault.code,
          message,
        ],
      ]);
    }
    for (const table of ['copy_error', 'copy_file', 'copy']) {
      await client.query(
        `DELETE FROM redshift_stand_in.${table} WHERE query_id <=
          (SELECT query_id FROM redshift_stand_in.copy ORDER BY query_id DESC OFFSET $1 LIMIT 1)`,
        [keptCopies],
      );
    }
    await client.query('COMMIT');
  });
}

function utc(time: Date): string {
  return time.toISOString().slice(0, 23).replace('T', ' ');
}
