import type { Kafka } from '@cdr/kafka';
import type { TopicsView } from '../api.ts';

/** Topics that may be looked into: those of this pipeline and no others. @throws KafkaError */
export async function topicsView(
  kafka: Pick<Kafka, 'offsets' | 'describeTopic'>,
  names: readonly string[],
): Promise<TopicsView> {
  const topics = await Promise.all(
    names.map(async (name) => {
      const described = await kafka.describeTopic(name);
      if (described === null) return [];
      const held = await kafka.offsets(name);
      const settings = Object.entries({ replicas: String(described.replicas), ...described.settings });
      return [
        {
          name,
          settings: settings.map(([setting, value]) => ({ name: setting, value })),
          partitions: held.map((range, partition) => ({ partition, ...range })),
        },
      ];
    }),
  );
  return { topics: topics.flat() };
}
