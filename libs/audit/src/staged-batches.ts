import { batchFolder, type ObjectListing, stagedBatches, type StoredObject } from '@cdr/object-store';
import type { BatchBook } from './batch-book.ts';
import type { LedgerBatch } from './ledger/ledger.ts';
import type { Problems } from './problems.ts';

/** The objects of one batch on S3. */
export interface StagedFolder {
  batchId: string;
  /** Part files, without manifest and _SUCCESS. */
  files: number;
  bytes: number;
  hasManifest: boolean;
  hasSuccess: boolean;
  /** Of the youngest object, epoch ms. */
  modifiedAt: number;
}

/** A batch on S3 that the ledger does not know: being loaded just now, or left by a loader that did not get to its end. */
export interface OrphanedBatch {
  batchId: string;
  files: number;
  bytes: number;
  ageSeconds: number;
}

/** What S3 has of the ledger's batches. */
export interface StagedSum {
  /** Whole, as the ledger says. */
  whole: number;
  /** Older than what S3 keeps. */
  expired: number;
}

/** Batches on S3, one pass over the listing in the order of their names. @throws StoreError */
export async function* readStagedBatches(store: ObjectListing): AsyncGenerator<StagedFolder> {
  let folder: StagedFolder | null = null;
  for await (const object of store.list(stagedBatches)) {
    const [batchId, name] = splitKey(object.key);
    if (folder !== null && folder.batchId !== batchId) {
      yield folder;
      folder = null;
    }
    folder ??= { batchId, files: 0, bytes: 0, hasManifest: false, hasSuccess: false, modifiedAt: 0 };
    put(folder, name, object);
  }
  if (folder !== null) yield folder;
}

function splitKey(key: string): [string, string] {
  const [batchId = '', ...rest] = key.slice(stagedBatches.length).split('/');
  return [batchId, rest.join('/')];
}

function put(folder: StagedFolder, name: string, { bytes, modifiedAt }: StoredObject): void {
  folder.modifiedAt = Math.max(folder.modifiedAt, modifiedAt);
  if (name === 'manifest.json') folder.hasManifest = true;
  else if (name === '_SUCCESS') folder.hasSuccess = true;
  else if (name.endsWith('.parquet')) {
    folder.files += 1;
    folder.bytes += bytes;
  }
}

const hourMs = 3_600_000;
/** The least time that S3 must keep what is loaded; the loader asks for as much. */
const keepForMs = 24 * hourMs;
/** A lifecycle rule goes by whole days, and takes its time: what it removed may be younger by this than what it left. */
const lifecycleSlackMs = 48 * hourMs;

/**
 * Compares S3 with the ledger. What is gone may have been removed by a lifecycle rule, which begins with the oldest: it is
 * wrong where it is not a day old yet, or where S3 still has much older batches whole.
 */
export function judgeStagedBatches(
  book: BatchBook,
  folders: ReadonlyMap<string, StagedFolder>,
  now: number,
  problems: Problems,
): StagedSum {
  const found = [...book.all()].map((batch) => ({
    batch,
    amiss: whatIsAmiss(batch, folders.get(batch.batchId)),
  }));
  const whole = found.filter(({ amiss }) => amiss === null).map(({ batch }) => batch.committedAt);
  const oldestWhole = whole.reduce((oldest, at) => Math.min(oldest, at), Number.POSITIVE_INFINITY);
  const mustBeThere = Math.min(now - keepForMs, oldestWhole + lifecycleSlackMs);
  let expired = 0;
  for (const { batch, amiss } of found) {
    const { batchId, committedAt } = batch;
    if (amiss === null) continue;
    if (committedAt < mustBeThere) expired += 1;
    else
      problems.tell(
        'staged-files',
        null,
        `batch ${batchId} is loaded, but S3 ${amiss} in ${batchFolder(batchId)}`,
      );
  }
  return { whole: whole.length, expired };
}

function whatIsAmiss({ files, bytes }: LedgerBatch, folder: StagedFolder | undefined): string | null {
  if (folder === undefined) return 'has nothing of it';
  if (!folder.hasManifest) return 'has no manifest.json';
  if (!folder.hasSuccess) return 'has no _SUCCESS';
  if (folder.files === files && folder.bytes === bytes) return null;
  return `has ${folder.files} files of ${folder.bytes} bytes, and not ${files} of ${bytes},`;
}
