import { isNotFound, type ObjectStore } from '@cdr/object-store';
import type { FoundFile, LoadBatch, RawPlace, Step } from '../trace.ts';
import { holdsPlace } from './holds-place.ts';

/** What a search on S3 asks. */
export type FileStore = Pick<ObjectStore, 'url' | 'read' | 'bytes'>;

/** All files of a usual batch: 64 MiB of records become some 10 MB. */
export const usualFileBytes = 32 * 1_048_576;

/**
 * The file that a row was copied from. Which of several it is, nothing says but the files themselves: they are sorted by
 * start, not by place, and cut from the batch in the order of arrival.
 * @throws StoreError
 */
export async function findFile(
  store: FileStore,
  place: RawPlace,
  { bytes, manifest }: LoadBatch,
  /** Of larger batches the files are named, and not read. */
  mostBytes: number,
): Promise<Step<FoundFile>> {
  const urls = await readIfKept(async () => urlsIn(await store.read(manifest)));
  if (urls === undefined) return gone(store.url(manifest));
  if (urls === null) return { kind: 'unread', says: `${store.url(manifest)} is no manifest of ours` };
  if (urls.length < 2) return { kind: 'held', urls };
  if (bytes > mostBytes)
    return { kind: 'held', urls, says: `one of these: with ${bytes} bytes they are too large to look into` };
  for (const url of urls) {
    const holds = await readIfKept(async () => holdsPlace(await whole(store, keyOf(store, url)), place));
    if (holds === undefined) return gone(url);
    if (holds) return { kind: 'held', urls: [url] };
  }
  return { kind: 'none', says: 'none of the files of the batch holds it' };
}

function gone(url: string): Step<never> {
  return {
    kind: 'expired',
    says: `there is no ${url}: a lifecycle rule has removed it, or S3_BUCKET is another than it was loaded by`,
  };
}

/** undefined when S3 has it no more. */
async function readIfKept<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function urlsIn(manifest: string): string[] | null {
  try {
    const { entries } = JSON.parse(manifest) as { entries: { url: string }[] };
    return entries.map(({ url }) => url);
  } catch {
    return null;
  }
}

function keyOf(store: FileStore, url: string): string {
  return url.slice(store.url('').length);
}

async function whole(store: FileStore, key: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of store.bytes(key)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
