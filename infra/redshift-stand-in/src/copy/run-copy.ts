import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultError, type RedshiftError, type ServerFault } from '../redshift-error.ts';
import { identifier } from '../sql/statement.ts';
import { type Backend, BackendError } from '../wire/backend.ts';
import { translateError } from '../wire/translate-error.ts';
import { checkSchema } from './check-schema.ts';
import type { CopyStatement } from './copy-statement.ts';
import { CopyFailure, type FaultPlace, faults } from './faults.ts';
import { findFiles } from './find-files.ts';
import { type LocalFile, openParquetRows, readFooter } from './parquet-rows.ts';
import type { S3File, S3Files } from './s3-files.ts';
import { findTarget, type Target } from './target-columns.ts';

/** What a COPY did, for the client and for the system views. */
export type CopyResult =
  | { kind: 'loaded'; target: Target; files: LoadedFile[]; rows: number }
  /** Before it began, as Redshift would say at once. */
  | { kind: 'refused'; error: RedshiftError }
  | { kind: 'failed'; error: RedshiftError; fault: ServerFault; place: FaultPlace; target: Target };

export interface LoadedFile {
  name: string;
  bytes: number;
  rows: number;
}

export interface CopyParts {
  backend: Backend;
  store: S3Files;
  user: string;
  roles: readonly string[];
  refuseCopy: ((copy: CopyStatement) => RedshiftError | ServerFault | null) | undefined;
  queryId: number;
  /** Aborted when the client is gone. */
  signal: AbortSignal;
}

/** Carries out a COPY over the client's own connection, all or nothing. @throws when the connection is lost */
export async function runCopy(copy: CopyStatement, parts: CopyParts): Promise<CopyResult> {
  const target = await findTarget(parts.backend, copy);
  if ('code' in target) return { kind: 'refused', error: target };
  try {
    const files = await load(copy, target, parts);
    return { kind: 'loaded', target, files, rows: files.reduce((sum, { rows }) => sum + rows, 0) };
  } catch (error) {
    return toResult(error, target, parts.queryId);
  }
}

async function load(copy: CopyStatement, target: Target, parts: CopyParts): Promise<LoadedFile[]> {
  checkRole(copy, parts);
  const refusal = parts.refuseCopy?.(copy) ?? null;
  if (refusal) throw 'location' in refusal ? new CopyFailure(refusal) : new ToldError(refusal);
  const found = await findFiles(parts.store, copy);
  const folder = await mkdtemp(join(tmpdir(), 'redshift-stand-in-'));
  try {
    const files = await fetchFiles(found, folder, copy, target, parts);
    await loadRows(files, folder, copy, target, parts);
    if (copy.updateStatistics) await parts.backend.ask(`ANALYZE ${target.sql}`);
    return files.map(({ name, metadata }, n) => ({
      name,
      bytes: found[n]!.bytes,
      rows: Number(metadata.num_rows),
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function checkRole({ role }: CopyStatement, { roles, user }: CopyParts): void {
  if (role === null && roles.length === 0) throw new CopyFailure(faults.noDefaultRole());
  // A chain of roles begins with the one that is attached ("Chaining IAM roles").
  const first = role?.split(',')[0];
  if (first !== undefined && !roles.includes(first)) throw new CopyFailure(faults.role(user, first));
}

async function fetchFiles(
  found: readonly S3File[],
  folder: string,
  copy: CopyStatement,
  { columns }: Target,
  { store, signal }: CopyParts,
): Promise<LocalFile[]> {
  const check = { columns, fillRecord: copy.fillRecord, from: `s3://${copy.bucket}/${copy.key}` };
  const files: LocalFile[] = [];
  for (const [n, file] of found.entries()) {
    const path = join(folder, `${n}.parquet`);
    await store.download(file, path, signal);
    const parquet = await readFooter(store.https(file), path);
    files.push({ ...parquet, path, columnCount: checkSchema(parquet, check) });
  }
  return files;
}

// Every file is checked before the first row goes in; PostgreSQL's COPY is one statement, so nothing of a failing
// one stays.
async function loadRows(
  files: readonly LocalFile[],
  folder: string,
  copy: CopyStatement,
  { columns, sql }: Target,
  { backend, signal }: CopyParts,
): Promise<void> {
  const rows = await openParquetRows({ columns, replaceInvalidWith: copy.replaceInvalidWith, folder });
  try {
    for (const file of files) await rows.check(file);
    signal.throwIfAborted();
    async function* allRows(): AsyncGenerator<Buffer> {
      for (const file of files) yield* await rows.csv(file);
    }
    const names = columns.map(({ name }) => identifier(name)).join(', ');
    await backend.copyIn(`COPY ${sql} (${names}) FROM STDIN (FORMAT csv)`, allRows());
  } finally {
    rows.close();
  }
}

/** An error that is told as it is. */
class ToldError extends Error {
  override name = 'ToldError';
  readonly error: RedshiftError;

  constructor(error: RedshiftError) {
    super(error.message);
    this.error = error;
  }
}

function toResult(error: unknown, target: Target, queryId: number): CopyResult {
  if (error instanceof CopyFailure) {
    const { fault, place } = error;
    return { kind: 'failed', error: faultError(fault, queryId), fault, place, target };
  }
  if (error instanceof ToldError) return { kind: 'refused', error: error.error };
  if (!(error instanceof BackendError)) throw error;
  const { fields } = error;
  if (fields['C'] === '23502') {
    const fault = faults.nullValue(fields['c'] ?? '');
    return {
      kind: 'failed',
      error: faultError(fault, queryId),
      fault,
      place: { column: fields['c'] ?? '' },
      target,
    };
  }
  // Without PostgreSQL's detail, which quotes the row.
  const plain = { code: fields['C'] ?? 'XX000', message: fields['M'] ?? 'COPY failed' };
  return { kind: 'refused', error: translateError(fields) ?? plain };
}
