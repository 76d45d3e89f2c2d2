import type { Range } from '../position.ts';

/** The manifest as Redshift's COPY reads it; keys beyond `entries` are ours and ignored there. */
export interface Manifest {
  entries: { url: string; mandatory: true; meta: { content_length: number; record_count: number } }[];
  batch_id: string;
  rows: number;
  ranges: { topic: string; partition: number; first_offset: number; next_offset: number }[];
}

export interface ManifestParts {
  batchId: string;
  topic: string;
  files: { url: string; bytes: number; rows: number }[];
  ranges: readonly Range[];
}

/** `mandatory` makes a missing file an error; Redshift requires `content_length` for Parquet. */
export function writeManifest({ batchId, topic, files, ranges }: ManifestParts): Manifest {
  return {
    entries: files.map(({ url, bytes, rows }) => ({
      url,
      mandatory: true,
      meta: { content_length: bytes, record_count: rows },
    })),
    batch_id: batchId,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    ranges: ranges.map(({ partition, from, to }) => ({
      topic,
      partition,
      first_offset: from.nextOffset,
      next_offset: to.nextOffset,
    })),
  };
}
