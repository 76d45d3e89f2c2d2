import { checkTopics, type TopicNames } from '@cdr/call-record';
import type { Kafka } from '@cdr/kafka';
import type { ObjectStore } from '@cdr/object-store';
import { Stop } from '@cdr/worker';
import type { Warehouse } from './warehouse/warehouse.ts';

export interface PartsToCheck {
  kafka: Kafka;
  topics: TopicNames;
  longestOutageMs: number;
  store: ObjectStore;
  warehouse: Warehouse;
}

/** The parts that may fail for a while. */
export type PartName = 'Kafka' | 'S3' | 'warehouse';

/** What must hold of each part before the first record is read; a check throws Stop, or the part's own error. */
export function checksOf(parts: PartsToCheck): Record<PartName, () => Promise<void>> {
  const { kafka, topics, store, warehouse } = parts;
  return {
    Kafka: async () => {
      const problems = await topicProblems(parts);
      if (problems.length > 0) throw new Stop(problems.join('; '));
    },
    S3: () => store.check(),
    warehouse: async () => {
      const partitions = (await kafka.offsets(topics.clean)).map((_, partition) => partition);
      await warehouse.readPositions(topics.clean, partitions);
    },
  };
}

async function topicProblems({ kafka, topics, longestOutageMs }: PartsToCheck): Promise<string[]> {
  const [raw, clean, dlq] = await Promise.all([
    kafka.describeTopic(topics.raw),
    kafka.describeTopic(topics.clean),
    kafka.describeTopic(topics.dlq),
  ]);
  // The deduplication window is the validator's setting, and its to check.
  return checkTopics(topics, { raw, clean, dlq }, { dedupWindowMs: 0, longestOutageMs });
}
