import type { TopicNames } from '@cdr/call-record';
import type { PartitionSums } from '@cdr/audit';
import type { ReportedAudit } from './reported-audit.ts';

type Findings = ReportedAudit['partitions'][number] & { sums: PartitionSums };
type Cell = string | number;

/** What is told of each partition; `open` and `waiting` are on their way. */
const columns: { name: string; of: (found: Findings) => Cell }[] = [
  { name: 'partition', of: ({ audit }) => audit.partition },
  { name: 'raw', of: ({ audit }) => audit.raw.records },
  { name: '= clean', of: ({ audit }) => audit.raw.clean },
  { name: '+ dead', of: ({ audit }) => audit.raw.dead },
  { name: '+ open', of: ({ audit }) => audit.raw.open },
  { name: '| clean', of: ({ audit }) => audit.clean.records },
  { name: '= loaded', of: ({ audit }) => audit.clean.loaded },
  { name: '+ already', of: ({ audit }) => audit.clean.alreadyLoaded },
  { name: '+ letters', of: ({ audit }) => audit.clean.refused },
  { name: '+ waiting', of: ({ audit }) => audit.clean.waiting },
  { name: '| cents in clean', of: ({ sums }) => sums.clean.cents },
  { name: '= in the table', of: ({ sums }) => sums.table.cents },
];

/** An audit that took so many seconds, for a person: both sums, what is to be looked at, what is wrong, one last sentence. */
export function reportText(topics: TopicNames, audit: ReportedAudit, seconds: number): string {
  const { auditedAt, problems, sums } = audit;
  const partitions = audit.partitions.map((found, n) => ({ ...found, sums: sums[n]! }));
  return [
    `${topics.raw}, ${topics.clean}, ${topics.dlq} and telecom.telecom_data as of ${new Date(auditedAt).toISOString()}, read in ${seconds.toFixed(1)} s`,
    '',
    ...table(partitions),
    '',
    ...hashes(partitions),
    ...unjudged(partitions),
    ...staged(audit),
    ...lonely(partitions),
    ...problems.map(({ says }) => `BROKEN: ${says}`),
    verdict(audit),
    '',
  ].join('\n');
}

function table(partitions: readonly Findings[]): string[] {
  const rows = partitions.map((found) => columns.map(({ of }) => of(found)));
  const sums = columns.map((_, n) => rows.reduce((sum, row) => sum + Number(row[n]), 0));
  const lines = [columns.map(({ name }) => name), ...rows, ['all', ...sums.slice(1)]].map((row) =>
    row.map(say),
  );
  const widths = columns.map((_, n) => Math.max(...lines.map((line) => line[n]!.length)));
  return lines.map((line) => line.map((cell, n) => cell.padStart(widths[n]!)).join('  '));
}

function hashes(partitions: readonly Findings[]): string[] {
  function sayWhere(what: 'ids' | 'contents'): string {
    const differ = partitions.filter(({ sums: { clean, table } }) => clean[what] !== table[what]);
    const where = differ.map(({ audit }) => audit.partition).join(', ');
    return differ.length === 0 ? `${what} agree` : `${what} do NOT agree in partition ${where}`;
  }
  const rows = sum(partitions.map(({ sums }) => sums.table.records));
  return [
    `Hashes of ${say(rows)} rows and their clean records: ${sayWhere('ids')}, ${sayWhere('contents')}.`,
  ];
}

function say(cell: Cell): string {
  return typeof cell === 'number' ? cell.toLocaleString('en') : cell;
}

function unjudged(partitions: readonly Findings[]): string[] {
  const raw = sum(partitions.map(({ audit }) => audit.raw.unjudged));
  const clean = sum(partitions.map(({ audit }) => audit.clean.unjudged));
  if (raw + clean === 0) return [];
  return [
    `Not judged: ${say(raw)} raw and ${say(clean)} clean records of which clean or dlq may have told once; they have lost their starts.`,
  ];
}

const mostListed = 10;

function staged({ batches, staged: { whole, expired }, orphanedBatches }: ReportedAudit): string[] {
  const gone = expired > 0 ? `, ${say(expired)} are older than what it keeps` : '';
  const lines = [`${say(batches.size())} batches in the ledger; S3 has ${say(whole)} of them whole${gone}.`];
  if (orphanedBatches.length === 0) return lines;
  const listed = [...orphanedBatches].sort((a, b) => b.ageSeconds - a.ageSeconds).slice(0, mostListed);
  return [
    ...lines,
    `${say(orphanedBatches.length)} on S3 without a row in the ledger, being loaded now or given up; nothing was loaded from them:`,
    ...listed.map(
      ({ batchId, ageSeconds, files, bytes }) =>
        `  ${batchId}  ${say(ageSeconds)} s old, ${files} ${files === 1 ? 'file' : 'files'}, ${say(bytes)} bytes`,
    ),
    ...more(orphanedBatches.length),
  ];
}

function lonely(partitions: readonly Findings[]): string[] {
  const letters = partitions.flatMap(({ lonelyLetters }) => lonelyLetters);
  if (letters.length === 0) return [];
  return [
    `${say(letters.length)} dead letters name as the first of their call a record that is not in clean or in the table; send them back to raw with "npm run redrive -- --without-original":`,
    ...letters
      .slice(0, mostListed)
      .map(
        ({ partition, offset, original }) =>
          `  raw partition ${partition} offset ${offset}${original === null ? '' : `, of offset ${original}`}`,
      ),
    ...more(letters.length),
  ];
}

function more(all: number): string[] {
  return all > mostListed ? [`  and ${say(all - mostListed)} more`] : [];
}

function verdict({ problems }: ReportedAudit): string {
  if (problems.length === 0)
    return 'It holds: what is judged and loaded so far is in the table once or in the dead letters, as it was sent.';
  const where = [...new Set(problems.map(({ partition }) => partition))]
    .filter((one) => one !== null)
    .sort((a, b) => a - b);
  const inPartitions =
    where.length > 0 ? `in ${where.length === 1 ? 'partition' : 'partitions'} ${where.join(', ')}` : '';
  const elsewhere = problems.some(({ partition }) => partition === null) ? 'in the warehouse or on S3' : '';
  return `It does NOT hold, ${[inPartitions, elsewhere].filter(Boolean).join(' and ')}.`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
