import { zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import type { RawPlace } from '../trace.ts';

// The loader packs with zstd, which hyparquet leaves to others.
const compressors = { ZSTD: (packed: Uint8Array) => zstdDecompressSync(packed) };

/** Whether a Parquet file of the loader has the row of a record: its two columns of places are unpacked, and no others. */
export async function holdsPlace(file: Buffer, { partition, offset }: RawPlace): Promise<boolean> {
  const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer;
  const columns = ['raw_partition', 'raw_offset'];
  const rows = await parquetReadObjects({ file: bytes, columns, compressors });
  return rows.some(
    (row) => Number(row['raw_partition']) === partition && Number(row['raw_offset']) === offset,
  );
}
