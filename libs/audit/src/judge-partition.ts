import type { TopicNames } from '@cdr/call-record';
import type { PartitionAudit } from './partition-audit.ts';
import type { ProblemKind, Problems } from './problems.ts';
import { type Found, saySpans } from './spans.ts';

type FoundName = 'missing' | 'unknown' | 'lost' | 'strayRows' | 'repeatedRows';

const sentences: { name: FoundName; kind: ProblemKind; says: string }[] = [
  { name: 'missing', kind: 'missing', says: 'neither in clean nor in the dead letters' },
  { name: 'unknown', kind: 'unknown', says: 'in clean or in the dead letters, but not in raw' },
  {
    name: 'lost',
    kind: 'lost',
    says: 'in clean behind telecom.loaded_through, but neither in telecom.telecom_data (by call) nor in the dead letters',
  },
  { name: 'strayRows', kind: 'stray-rows', says: 'in telecom.telecom_data, but not in clean' },
  { name: 'repeatedRows', kind: 'repeated', says: 'in telecom.telecom_data more than once' },
];

/** Tells what was found in a partition, each with its exact raw offsets. */
export function judgePartition({ raw }: TopicNames, audit: PartitionAudit, problems: Problems): void {
  for (const { name, kind, says } of sentences) {
    const found: Found = audit[name];
    if (found.offsets === 0) continue;
    problems.tell(kind, audit.partition, `${raw}/${audit.partition} ${saySpans(found)} ${says}`);
  }
}
