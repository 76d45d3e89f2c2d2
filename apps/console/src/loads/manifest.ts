import type { ObjectStore } from '@cdr/object-store';
import type { BatchView } from '../api.ts';
import { see } from '../pipeline/look.ts';

type Manifest = Pick<BatchView, 'manifestUrl' | 'manifest' | 'manifestProblem' | 'parts'>;

interface Written {
  entries: { url: string; meta: { content_length: number; record_count: number } }[];
}

/** Reads a batch's manifest by its key; that it is gone is told in words, as a lifecycle rule of the bucket may have removed it. */
export async function readManifest(store: Pick<ObjectStore, 'read' | 'url'>, key: string): Promise<Manifest> {
  const manifestUrl = store.url(key);
  const seen = await see(() => store.read(key));
  if (seen.kind === 'unseen') return { manifestUrl, manifest: null, manifestProblem: seen.why, parts: [] };
  try {
    const { entries } = JSON.parse(seen.value) as Written;
    const parts = entries.map(({ url, meta }) => ({
      url,
      bytes: meta.content_length,
      rows: meta.record_count,
    }));
    return { manifestUrl, manifest: seen.value, manifestProblem: null, parts };
  } catch {
    const manifestProblem = 'the manifest is not as a loader writes it';
    return { manifestUrl, manifest: null, manifestProblem, parts: [] };
  }
}
