import type { CopyStatement } from './copy-statement.ts';
import { CopyFailure, faults } from './faults.ts';
import type { S3File, S3Files } from './s3-files.ts';

/** The files a COPY loads. @throws CopyFailure */
export async function findFiles(
  store: S3Files,
  { bucket, key, isManifest }: CopyStatement,
): Promise<S3File[]> {
  if (isManifest) return filesOfManifest(store, bucket, key);
  const files = await store.list(bucket, key);
  if (files.length === 0) throw new CopyFailure(faults.prefixMissing(key));
  return files;
}

/** An entry of a manifest. */
export interface ManifestEntry {
  bucket: string;
  key: string;
  mandatory: boolean;
  contentLength: number;
}

// Source: "Using a manifest to specify data files".
async function filesOfManifest(store: S3Files, bucket: string, key: string): Promise<S3File[]> {
  const files: S3File[] = [];
  for (const entry of readManifest(await manifestText(store, bucket, key))) {
    const bytes = await store.size(entry.bucket, entry.key);
    const url = `s3://${entry.bucket}/${entry.key}`;
    const file = store.https(entry);
    if (bytes === null && !entry.mandatory) continue;
    if (bytes === null) {
      throw new CopyFailure(faults.s3Error('The specified key does not exist.', 404, 'NoSuchKey', url), {
        file,
      });
    }
    if (bytes < entry.contentLength) throw new CopyFailure(faults.shorterThanManifest(file), { file });
    // The footer is looked for where the manifest says that the file ends.
    if (bytes > entry.contentLength) throw new CopyFailure(faults.notParquet(file), { file });
    files.push({ bucket: entry.bucket, key: entry.key, bytes });
  }
  if (files.length === 0) throw new CopyFailure(faults.manifestEmpty());
  return files;
}

async function manifestText(store: S3Files, bucket: string, key: string): Promise<string> {
  const text = await store.text(bucket, key).catch((error: unknown) => {
    const isForbidden = error instanceof CopyFailure && error.fault.error.includes('Status 403');
    throw isForbidden ? new CopyFailure(faults.manifestForbidden()) : error;
  });
  if (text === null) throw new CopyFailure(faults.manifestMissing());
  return text;
}

/** Reads a manifest. @throws CopyFailure */
export function readManifest(text: string): ManifestEntry[] {
  const entries = (parseJson(text) as { entries?: unknown } | null)?.entries;
  if (!Array.isArray(entries)) throw new CopyFailure(faults.manifestFormat());
  return entries.map((entry: unknown) => readEntry(entry));
}

function readEntry(entry: unknown): ManifestEntry {
  if (typeof entry !== 'object' || entry === null) throw new CopyFailure(faults.manifestFormat());
  const { url, mandatory = false, meta } = entry as Record<string, unknown>;
  if (typeof url !== 'string' || typeof mandatory !== 'boolean')
    throw new CopyFailure(faults.manifestFormat());
  const found = /^s3:\/\/([^/]+)\/(.*[^/])$/s.exec(url);
  if (!found) throw new CopyFailure(faults.manifestUrl());
  if (typeof meta !== 'object' || meta === null) throw new CopyFailure(faults.manifestMeta());
  const length = (meta as Record<string, unknown>)['content_length'];
  if (typeof length !== 'number' || !Number.isInteger(length)) throw new CopyFailure(faults.manifestLength());
  return { bucket: found[1]!, key: found[2]!, mandatory, contentLength: length };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CopyFailure(faults.manifestFormat());
  }
}
