import { type Checksum, type PartitionSums, sumChecksums } from '@cdr/audit';
import type { ReportedAudit } from './reported-audit.ts';

// Lists are to look at: what a pipeline has thousands of, nobody reads one by one.
const mostListed = 100;

/** An audit that took so many seconds, for a program: one JSON object on one line, told in docs/operations.md. */
export function reportJson(audit: ReportedAudit, seconds: number): string {
  const { auditedAt, problems, partitions, sums, staged, orphanedBatches } = audit;
  const lonely = partitions.flatMap(({ lonelyLetters }) => lonelyLetters);
  const report = {
    holds: problems.length === 0,
    auditedAt: new Date(auditedAt).toISOString(),
    seconds,
    problems: problems.map(({ says }) => says),
    kinds: [...new Set(problems.map(({ kind }) => kind))],
    sums: sumsJson({
      clean: sumChecksums(sums.map(({ clean }) => clean)),
      table: sumChecksums(sums.map(({ table }) => table)),
    }),
    partitions: partitions.map((found, n) => partitionJson(found, sums[n]!)),
    batches: audit.batches.size(),
    staged,
    orphanedBatches: orphanedBatches.slice(0, mostListed),
    orphanedBatchCount: orphanedBatches.length,
    lettersWithoutOriginal: lonely.slice(0, mostListed),
    lettersWithoutOriginalCount: lonely.length,
  };
  return `${JSON.stringify(report)}\n`;
}

function partitionJson(
  { audit, judged, loadedThrough }: ReportedAudit['partitions'][number],
  sums: PartitionSums,
) {
  const { partition, raw, clean, missing, unknown, lost, strayRows, repeatedRows } = audit;
  return {
    partition,
    judgedThrough: judged.through,
    loadedThrough,
    raw,
    clean,
    sums: sumsJson(sums),
    // Spans of raw offsets, from first to last.
    missing: missing.spans,
    unknown: unknown.spans,
    lost: lost.spans,
    strayRows: strayRows.spans,
    repeatedRows: repeatedRows.spans,
  };
}

function sumsJson({ clean, table }: PartitionSums) {
  return { clean: checksumJson(clean), table: checksumJson(table) };
}

// Numbers of 128 bits as text: JSON has none.
function checksumJson({ records, cents, ids, contents }: Checksum) {
  return { records, cents, ids: hex(ids), contents: hex(contents) };
}

function hex(number: bigint): string {
  return number.toString(16).padStart(32, '0');
}
