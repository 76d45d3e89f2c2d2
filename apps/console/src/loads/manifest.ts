import type { ObjectStore } from '@cdr/object-store';
import type { BatchView } from '../api.ts';

type Manifest = Pick<BatchView, 'manifestUrl' | 'manifest' | 'manifestProblem' | 'parts'>;

interface Written {
  entries: { url: string; meta: { content_length: number; record_count: number } }[];
}

/** Reads a batch's manifest by its key; that it is gone is told in words, as a lifecycle rule of the bucket may have removed it. */
export async function readManifest(store: Pick<ObjectStore, 'read' | 'url'>, key: string): Promise<Manifest> {
  const manifestUrl = store.url(key);
  try {
    const manifest = await store.read(key);
    const { entries } = JSON.parse(manifest) as Written;
    const parts = entries.map(({ url, meta }) => ({
      url,
      bytes: meta.content_length,
      rows: meta.record_count,
    }));
    return { manifestUrl, manifest, manifestProblem: null, parts };
  } catch (error) {
    const manifestProblem = error instanceof Error ? error.message : String(error);
    return { manifestUrl, manifest: null, manifestProblem, parts: [] };
  }
}
