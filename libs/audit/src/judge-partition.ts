import type { TopicNames } from '@cdr/call-record';
import type { PartitionAudit } from './partition-tally.ts';
import type { Problems } from './problems.ts';
import { type Found, saySpans } from './spans.ts';

type FoundName = 'missing' | 'unknown' | 'lost' | 'strayRows' | 'repeatedRows';

/** What each finding means; `raw` is the topic. */
const sentences: Record<FoundName, { kind: Parameters<Problems['tell']>[0]; says: string }> = {
  missing: { kind: 'missing', says: 'are neither in clean nor in the dead letters' },
  unknown: { kind: 'unknown', says: 'are in clean or in the dead letters, but not in raw' },
  lost: {
    kind: 'lost',
    says: 'are in clean and loaded by the ledger, but their calls are neither in telecom.telecom_data nor in the dead letters',
  },
  strayRows: { kind: 'stray-rows', says: 'have rows in telecom.telecom_data, but are not in clean' },
  repeatedRows: { kind: 'repeated', says: 'have several rows each in telecom.telecom_data' },
};

/** Tells what was found in a partition, each with its exact raw offsets. */
export function judgePartition(topics: TopicNames, audit: PartitionAudit, problems: Problems): void {
  for (const [name, { kind, says }] of Object.entries(sentences) as [
    FoundName,
    (typeof sentences)[FoundName],
  ][]) {
    const found: Found = audit[name];
    if (found.offsets === 0) continue;
    problems.tell(kind, audit.partition, `${topics.raw}/${audit.partition} ${saySpans(found)} ${says}`);
  }
}
